//! The case file: gives back what was put in, and notices what was not.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

mod common;
mod damage;
mod keys;
mod kill;
mod locking;
mod replay;
mod saving;
mod trouble;
