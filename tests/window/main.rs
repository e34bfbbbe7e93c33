//! The window, driven by what stands on it: labels and keys, without display or GPU.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

mod case;
mod check;
mod dial;
mod disclose;
mod evidence;
mod keys;
mod lists;
mod load;
mod newer;
mod people;
mod queries;
mod reasons;
mod review;
mod scope;
mod shape;
#[path = "../sheet/support/mod.rs"]
mod sheet_support;
mod start;
mod steps;
mod support;
mod walk;
mod whole;
