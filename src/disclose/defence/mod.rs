//! The defence sheet: for a challenged mark, what was decided, under which exemption, for which reason,
//! with which tests, what was suggested and why, and who decided it and when. It holds withheld words.

mod acts;
mod argued;
mod marks;
mod remarks;
mod sheet;

use jiff::Timestamp;

use crate::review::{Event, Place, Workspace};

use super::Document;

/// One event of the log of a case.
#[derive(Clone, Copy, Debug)]
pub struct LoggedEvent<'l> {
    /// Its number in the log, from 0.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Whose account it was done from; self-asserted.
    pub officer: &'l str,
    /// What was done.
    pub event: &'l Event,
}

/// Which marks of an entry are challenged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Challenged<'c> {
    /// Every mark.
    All,
    /// This one, from 1, in the order in which they stand in the released row.
    Mark(usize),
    /// Those over words at this place; where the column or the entry is withheld as a whole, that mark.
    Place(Place),
    /// Those over words that hold these, whatever their capitals and accents.
    Words(&'c str),
}

/// Why there is no sheet. Holds no case text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DefenceError {
    /// No such entry.
    #[error("There is no entry {entry}. The disclosure has entries 1 to {entries}.")]
    Entry {
        /// The number asked for.
        entry: usize,
        /// How many there are.
        entries: usize,
    },
    /// No such mark.
    #[error("Entry {entry} has no mark {mark}. It has {marks}; without --mark all are shown.")]
    Mark {
        /// Number of the entry.
        entry: usize,
        /// The number asked for.
        mark: usize,
        /// How many there are.
        marks: usize,
    },
    /// Nothing is withheld in the entry.
    #[error("Nothing is withheld in entry {entry}.")]
    Nothing {
        /// Number of the entry.
        entry: usize,
    },
    /// No mark stands at the place.
    #[error("Nothing is withheld at this place of entry {entry}.")]
    Place {
        /// Number of the entry.
        entry: usize,
    },
    /// No mark stands over these words.
    #[error("No mark of entry {entry} stands over these words. Without --words all its marks are shown.")]
    Words {
        /// Number of the entry.
        entry: usize,
    },
}

/// The sheet for the challenged marks of an entry, which has this number in the disclosure. `log` is
/// the whole log of the case, in order.
pub fn defence_sheet(
    workspace: &Workspace,
    log: &[LoggedEvent<'_>],
    entry: usize,
    challenged: Challenged<'_>,
    made_at: Timestamp,
) -> Result<Document, DefenceError> {
    let marks = marks::challenged(workspace, entry, challenged)?;
    Ok(sheet::sheet(workspace, log, entry, &marks, made_at))
}
