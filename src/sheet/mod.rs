//! What was read from a file: the table, what its columns are, and what else the file held.
//!
//! Knows nothing of persons, law or review.

mod layout;
mod report;
mod table;

pub use layout::{ColumnPlan, Layout, Role, Treatment};
pub use report::{Report, Warning, WarningKind};
pub use table::{CellId, Column, Sheet, SheetBuilder, Typed};
