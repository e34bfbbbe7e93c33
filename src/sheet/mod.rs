//! What was read from a file: the table, what its columns are, and what else the file held.
//!
//! Knows nothing of persons, law or review.

mod arena;
mod assemble;
mod choose;
mod dates;
mod delimited;
mod error;
mod findings;
mod guess;
mod heading;
mod inspect;
mod kind;
mod layout;
mod locked;
mod metered;
mod ods;
mod ole;
mod place;
mod read;
mod report;
mod roles;
mod seek;
mod sniff;
mod table;
pub mod wire;
mod xls;
mod xlsb;
mod xlsx;

pub use dates::{day_of, parse_day, years_of};
pub use error::{Problem, ReadError};
pub use guess::{NoSummary, guess_layout, is_standard_heading, summary_column};
pub use inspect::inspect_json;
pub use kind::WarningKind;
pub use layout::{ColumnPlan, Layout, Role, Treatment};
pub use read::{
    EncodingName, Format, Guesses, Import, Progress, ReadOptions, SheetInfo, SheetState, Watch, read,
    read_bytes, unwatched,
};
pub use report::{Report, Warning};
pub use roles::{RolesError, apply_roles};
pub use seek::Seeker;
pub use table::{CellId, Column, Sheet, SheetBuilder, Typed};
