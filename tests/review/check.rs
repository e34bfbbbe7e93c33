//! What could still be missed, as a user of the library is told: whether words are withheld everywhere, what
//! nothing marked, which columns point at one entry, and what is left to read of a case.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

#[path = "check/consistency.rs"]
mod consistency;
#[path = "check/reading.rs"]
mod reading;
#[path = "check/support.rs"]
mod support;
#[path = "check/unmarked.rs"]
mod unmarked;
