//! Builds what leaves the building, writes it, and proves it.
//!
//! A [`Disclosure`] holds no withheld words. Every format is written from it alone and read back
//! by a reader of its own; a [`Proof`] blocks the release of whatever differs.

mod build;
mod case;
mod csv;
mod disclosure;
mod format;
pub mod proof;
mod xlsx;
mod year;

pub use build::{BuildInfo, ENTRY_HEADING, MISUSE_HEADING, build};
pub use case::Case;
pub use csv::needs_guard;
pub use disclosure::{Cell, Column, ColumnKind, Disclosure, Grounds, Mark, Meta, Piece};
pub use format::{FORMATS, Format, Input, Output, WriteError};
pub use proof::{Failure, Place, Proof, Rule, Secrets};
