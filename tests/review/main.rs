//! The case as the officer works on it, below the window.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

mod check;
mod commands;
mod lists;
mod people;
mod sample;
