//! What is released and what stays behind: built, written, read back, argued.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

mod build;
mod consult;
mod lint;
mod notice;
mod pack;
mod papers;
mod pdf;
mod prove;
mod roles;
mod support;
mod treatments;
