//! Withheld turns a case spreadsheet into a redacted disclosure that is proven to leak nothing.
//!
//! The modules and what each may know of the others stand in `docs/ARCHITECTURE.md`.

pub mod app;
pub mod cli;
pub mod detect;
pub mod disclose;
pub mod house;
pub mod law;
pub mod reader;
pub mod review;
pub mod sheet;
pub mod store;
pub mod text;
