//! What has happened to a case, as it stands in the case file.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    About, ColumnGrounds, Decision, EntryChoice, Kept, Level, Misuse, PaperworkChange, Place, Query, Rebased,
    Request, ScopeChoice, Settlement, Units,
};
use crate::detect::{Always, AlwaysWords, Finding, Match, Why, WordLists};
use crate::sheet::{ColumnPlan, Role};

/// One happening. A log of these always replays: [`super::Workspace::apply`] cannot fail.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The detectors ran. What they said then stays what is undecided, whatever a later program
    /// would find.
    Detected(Arc<Detected>),
    /// The officer changed something: one act, one undo step, however many places it touches.
    Changed {
        /// Each with its state before and after, so that the inverse is known.
        changes: Vec<Change>,
    },
    /// A newer export of the same data was taken: one act, one undo step. Rows and columns of later events
    /// are those of the newer export.
    Rebased(Arc<Rebased>),
    /// An act was taken back.
    Undone {
        /// Its number in the log, from 0.
        event: u64,
    },
    /// An act that was taken back was done again.
    Redone {
        /// Its number in the log, from 0.
        event: u64,
    },
    /// A file was put into the case file, to be attached as evidence: its content, once.
    Kept(Arc<Kept>),
    /// A disclosure left the program.
    Released {
        /// When; the files bear this time.
        at: Timestamp,
        /// SHA-256 of the certificate in the release folder, in lower-case hex.
        certificate_sha256: String,
    },
}

/// What one run of the detectors said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Detected {
    /// Version of the program.
    pub program: String,
    /// Columns that were searched. A column that is released later is searched first.
    #[serde(default)]
    pub searched: Vec<u16>,
    /// What each column was then: names are known by the columns they stand in. Empty where an earlier
    /// program did not write it down.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The case's lists of words then. Empty where an earlier program searched, which had none.
    #[serde(default)]
    pub lists: WordLists,
    /// The words for every case, which the computer then knew.
    #[serde(default)]
    pub everywhere: AlwaysWords,
    /// In order of cell and span, without overlaps.
    #[serde(deserialize_with = "no_larger_than_needed")]
    pub findings: Vec<Finding>,
    /// Whether each row seems to tell of misuse, by row.
    #[serde(deserialize_with = "no_larger_than_needed")]
    pub misuse: Vec<SuggestedMisuse>,
}

/// A list that stays as it is for as long as the case is open, so without room to grow.
fn no_larger_than_needed<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let mut list: Vec<T> = Vec::deserialize(from)?;
    list.shrink_to_fit();
    Ok(list)
}

/// What the detectors make of the question of misuse.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SuggestedMisuse {
    /// The answer.
    pub misuse: Misuse,
    /// Why; its evidence lies in the summary.
    pub why: Why,
}

/// A thing that an officer can change, with its state before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// What is decided about some words.
    Mark {
        /// Which words.
        place: Place,
        /// Before.
        was: Option<Decision>,
        /// After.
        now: Option<Decision>,
    },
    /// Whether an entry has been read.
    Read {
        /// The entry.
        row: u32,
        /// Before.
        was: bool,
        /// After.
        now: bool,
    },
    /// What is done about a warning of the import report.
    Settled {
        /// Its index in the report.
        warning: u32,
        /// Before.
        was: Option<Settlement>,
        /// After.
        now: Option<Settlement>,
    },
    /// Whether an entry is within the request, against what the rule says.
    Scope {
        /// The entry.
        row: u32,
        /// Before; `None` leaves it to the rule.
        was: Option<ScopeChoice>,
        /// After.
        now: Option<ScopeChoice>,
    },
    /// Whether an entry relates to misuse.
    Misuse {
        /// The entry.
        row: u32,
        /// Before.
        was: Option<Misuse>,
        /// After.
        now: Option<Misuse>,
    },
    /// Whether an entry is withheld or released.
    Entry {
        /// The entry.
        row: u32,
        /// Before.
        was: Option<EntryChoice>,
        /// After.
        now: Option<EntryChoice>,
    },
    /// Whether a case still awaits its outcome, against what the rule says.
    Ongoing {
        /// First row of the case.
        case: u32,
        /// Before.
        was: Option<bool>,
        /// After.
        now: Option<bool>,
    },
    /// Whether a criminal allegation is recorded in a case.
    Criminal {
        /// First row of the case.
        case: u32,
        /// Before.
        was: Option<bool>,
        /// After.
        now: Option<bool>,
    },
    /// What a column is and what happens to it.
    Column {
        /// The column.
        column: u16,
        /// Before.
        was: ColumnPlan,
        /// After.
        now: ColumnPlan,
    },
    /// Why a column is withheld.
    ColumnGrounds {
        /// The column.
        column: u16,
        /// Before.
        was: Option<ColumnGrounds>,
        /// After.
        now: Option<ColumnGrounds>,
    },
    /// The request.
    Request {
        /// Before.
        was: Box<Request>,
        /// After.
        now: Box<Request>,
    },
    /// Words that are withheld in one place and may stand openly in another.
    Open {
        /// The words, folded.
        words: String,
        /// Why that was in order before; `None` if it was not settled.
        was: Option<String>,
        /// After.
        now: Option<String>,
    },
    /// Words that are always redacted in this case.
    Always {
        /// The words.
        words: String,
        /// How they were found and what they were before; `None` if they were not listed.
        was: Option<Always>,
        /// After.
        now: Option<Always>,
    },
    /// Words that are not suggested in this case.
    Never {
        /// The words.
        words: String,
        /// How they matched before; `None` if they were not listed.
        was: Option<Match>,
        /// After.
        now: Option<Match>,
    },
    /// How likely something must be to be suggested.
    Dial {
        /// Before.
        was: Level,
        /// After.
        now: Level,
    },
    /// The wider units that stand for the units of a column.
    Units {
        /// The column.
        column: u16,
        /// Before.
        was: Units,
        /// After.
        now: Units,
    },
    /// Whether marks say who was meant by a role, as `[Officer A]`.
    RoleNames {
        /// Before.
        was: bool,
        /// After.
        now: bool,
    },
    /// Whether what is decided about some words was decided in People, for all places at once.
    ByPerson {
        /// Which words.
        place: Place,
        /// Before.
        was: bool,
        /// After.
        now: bool,
    },
    /// Whether some words are about somebody else than they were gathered with.
    OwnPerson {
        /// Which words.
        place: Place,
        /// The first of the words they are gathered with instead, before.
        was: Option<Place>,
        /// After.
        now: Option<Place>,
    },
    /// Whether two places are about one person.
    SamePerson {
        /// The earlier place.
        one: Place,
        /// The later place.
        other: Place,
        /// Before.
        was: bool,
        /// After.
        now: bool,
    },
    /// Something of the paperwork: arguments, the notice, the clock, legal checks.
    Paperwork(PaperworkChange),
    /// The officer's note about an entry or about words.
    Note {
        /// What it is about.
        about: About,
        /// Before.
        was: Option<String>,
        /// After.
        now: Option<String>,
    },
    /// What a colleague is asked about an entry or about words, and the answer.
    Query {
        /// What it is about.
        about: About,
        /// Before.
        was: Option<Box<Query>>,
        /// After.
        now: Option<Box<Query>>,
    },
}

impl Change {
    /// The row that it is about, and the words in it; `None` where it is about more than an entry. What is
    /// said of a case is told by the row that it was said at.
    pub fn place(&self) -> Option<(u32, Option<Place>)> {
        match self {
            Change::Mark { place, .. }
            | Change::ByPerson { place, .. }
            | Change::OwnPerson { place, .. }
            | Change::SamePerson { one: place, .. } => Some((place.cell.row, Some(*place))),
            Change::Read { row, .. }
            | Change::Scope { row, .. }
            | Change::Misuse { row, .. }
            | Change::Entry { row, .. }
            | Change::Ongoing { case: row, .. }
            | Change::Criminal { case: row, .. } => Some((*row, None)),
            Change::Note { about, .. } | Change::Query { about, .. } => Some((about.row(), about.place())),
            Change::Settled { .. }
            | Change::Column { .. }
            | Change::ColumnGrounds { .. }
            | Change::Request { .. }
            | Change::Open { .. }
            | Change::Always { .. }
            | Change::Never { .. }
            | Change::Dial { .. }
            | Change::Units { .. }
            | Change::RoleNames { .. }
            | Change::Paperwork(_) => None,
        }
    }

    /// The change that takes this one back.
    pub fn inverse(&self) -> Change {
        let mut inverse = self.clone();
        match &mut inverse {
            Change::Mark { was, now, place: _ } => std::mem::swap(was, now),
            Change::Read { was, now, row: _ } => std::mem::swap(was, now),
            Change::Settled { was, now, warning: _ } => std::mem::swap(was, now),
            Change::Scope { was, now, row: _ } => std::mem::swap(was, now),
            Change::Misuse { was, now, row: _ } => std::mem::swap(was, now),
            Change::Entry { was, now, row: _ } => std::mem::swap(was, now),
            Change::Ongoing { was, now, case: _ } | Change::Criminal { was, now, case: _ } => {
                std::mem::swap(was, now)
            }
            Change::Column { was, now, column: _ } => std::mem::swap(was, now),
            Change::ColumnGrounds { was, now, column: _ } => std::mem::swap(was, now),
            Change::Request { was, now } => std::mem::swap(was, now),
            Change::Open { was, now, words: _ } => std::mem::swap(was, now),
            Change::Always { was, now, words: _ } => std::mem::swap(was, now),
            Change::Never { was, now, words: _ } => std::mem::swap(was, now),
            Change::Dial { was, now } => std::mem::swap(was, now),
            Change::Units { was, now, column: _ } => std::mem::swap(was, now),
            Change::RoleNames { was, now } => std::mem::swap(was, now),
            Change::ByPerson { was, now, place: _ } => std::mem::swap(was, now),
            Change::OwnPerson { was, now, place: _ } => std::mem::swap(was, now),
            Change::SamePerson { was, now, one: _, other: _ } => std::mem::swap(was, now),
            Change::Paperwork(change) => change.invert(),
            Change::Note { was, now, about: _ } => std::mem::swap(was, now),
            Change::Query { was, now, about: _ } => std::mem::swap(was, now),
        }
        inverse
    }

    /// Whether it changes nothing.
    pub fn is_idle(&self) -> bool {
        match self {
            Change::Mark { was, now, place: _ } => was == now,
            Change::Read { was, now, row: _ } => was == now,
            Change::Settled { was, now, warning: _ } => was == now,
            Change::Scope { was, now, row: _ } => was == now,
            Change::Misuse { was, now, row: _ } => was == now,
            Change::Entry { was, now, row: _ } => was == now,
            Change::Ongoing { was, now, case: _ } | Change::Criminal { was, now, case: _ } => was == now,
            Change::Column { was, now, column: _ } => was == now,
            Change::ColumnGrounds { was, now, column: _ } => was == now,
            Change::Request { was, now } => was == now,
            Change::Open { was, now, words: _ } => was == now,
            Change::Always { was, now, words: _ } => was == now,
            Change::Never { was, now, words: _ } => was == now,
            Change::Dial { was, now } => was == now,
            Change::Units { was, now, column: _ } => was == now,
            Change::RoleNames { was, now } => was == now,
            Change::ByPerson { was, now, place: _ } => was == now,
            Change::OwnPerson { was, now, place: _ } => was == now,
            Change::SamePerson { was, now, one: _, other: _ } => was == now,
            Change::Paperwork(change) => change.is_idle(),
            Change::Note { was, now, about: _ } => was == now,
            Change::Query { was, now, about: _ } => was == now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_is_what_its_inverse_equals() {
        let request =
            |reference: &str| Box::new(Request { reference: reference.to_owned(), ..Request::default() });
        let open = |reason: &str| Some(reason.to_owned());
        for (change, expected) in [
            (Change::Read { row: 1, was: true, now: true }, true),
            (Change::Read { row: 1, was: true, now: false }, false),
            (Change::Ongoing { case: 1, was: None, now: None }, true),
            (Change::Criminal { case: 1, was: None, now: Some(false) }, false),
            (Change::Entry { row: 1, was: None, now: Some(EntryChoice::Release) }, false),
            (Change::Request { was: request("1"), now: request("1") }, true),
            (Change::Request { was: request("1"), now: request("2") }, false),
            (Change::Open { words: "park".to_owned(), was: open("a"), now: open("a") }, true),
            (Change::Open { words: "park".to_owned(), was: open("a"), now: None }, false),
            (Change::Always { words: "park".to_owned(), was: None, now: Some(Always::default()) }, false),
            (Change::Never { words: "park".to_owned(), was: None, now: None }, true),
            (Change::Dial { was: Level::Usual, now: Level::More }, false),
        ] {
            assert_eq!(change.is_idle(), expected, "{change:?}");
            assert_eq!(change == change.inverse(), expected, "{change:?}");
        }
    }
}
