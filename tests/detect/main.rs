//! Finding: labelled data of our own, and what no model saw.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

mod gold;
mod held_out;
mod names;
mod phrases;
