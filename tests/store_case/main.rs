//! The case file: gives back what was put in, and notices what was not.
#![allow(clippy::unwrap_used)] // A panic here is the failure we want to see.

mod common;
mod replay;
