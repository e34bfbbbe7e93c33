//! What was read from a file: the table, what its columns are, and what else the file held.
//!
//! Knows nothing of persons, law or review.

mod dates;
mod layout;
mod report;
mod table;

pub use dates::{day_of, parse_day, years_of};
pub use layout::{ColumnPlan, Layout, Role, Treatment};
pub use report::{Report, Warning, WarningKind};
pub use table::{CellId, Column, Sheet, SheetBuilder, Typed};
