//! The pack: the release folder with its files, its schedule and its certificate, and the internal
//! folder beside it. Everything is written and proven in a hidden folder first, so that the two
//! appear whole or not at all.

mod error;
mod fingerprint;
mod staging;
mod verify;
mod write;

pub use error::PackError;
pub use verify::{VerifyError, VerifyReport, read_certificate, verify_pack};
pub use write::{PackReport, PackRequest, write_pack};

use super::file_names::file_name;
use super::{Disclosure, Format};

/// What the pack is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage<'s> {
    /// A file is being written.
    Writing(&'s str),
    /// It is being read back and proven.
    Proving(&'s str),
    /// The folders are being put in place.
    Finishing,
}

/// Who is told what the pack is doing.
pub type Progress<'p> = &'p (dyn Fn(Stage<'_>) + Sync);

/// Name of a format's file of the released table.
pub fn table_name(disclosure: &Disclosure, format: &Format) -> String {
    file_name(&disclosure.meta().reference, "disclosure", format.extension)
}

/// Name of the public schedule.
pub fn schedule_name(disclosure: &Disclosure) -> String {
    file_name(&disclosure.meta().reference, "schedule", "csv")
}

/// Name of the schedule with words, in the internal folder.
pub fn internal_schedule_name(disclosure: &Disclosure) -> String {
    file_name(&disclosure.meta().reference, "internal schedule", "csv")
}
