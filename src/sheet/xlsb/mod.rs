//! Reads the binary parts of Excel Binary Workbooks. The container, and what is told of it, are
//! those of Excel Workbooks.

mod beside;
mod record;
mod records;
mod strings;
mod styles;
mod workbook;
mod worksheet;

pub(super) use beside::{comments, look, pivot_records};
pub(super) use strings::read as strings;
pub(super) use styles::read as styles;
pub(super) use workbook::read as workbook;
pub(super) use worksheet::read as worksheet;

/// Whether a part is one of binary records, by its name.
pub(super) fn is_binary(part: &str) -> bool {
    part.ends_with(".bin")
}
