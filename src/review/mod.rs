//! The officer's judgement: commands in, events out. Knows no files and no clock.

mod as_released;
mod back;
mod cases;
mod checks;
mod command;
mod consistency;
mod decision;
mod derived;
mod dial;
mod earlier;
mod event;
mod evidence;
mod habits;
mod history;
mod intruder;
mod jigsaw;
mod lint;
mod marks;
mod ongoing;
mod open;
mod own_answer;
mod paperwork;
mod people;
mod plan;
mod rebase;
mod remarks;
mod request;
mod roles;
mod same;
mod sample;
mod scope;
mod search;
mod shape;
mod suggest;
mod timing;
mod units;
mod unmarked;
mod uses;
mod vocabulary;
mod words;
mod workspace;

pub use as_released::{AsReleased, ReadColumn, ReadPiece, ReadSort};
pub use cases::Cases;
pub use checks::{Block, BlockKind, MARKS_OF_THE_SOURCE, NO_CASE_IS_ONGOING};
pub use command::{Command, Decided, Reach};
pub use consistency::{Consistency, MOST_WORDS, WordUse};
pub use decision::{
    ColumnGrounds, Decision, Degree, EntryChoice, Misuse, Place, Policy, Redaction, ScopeChoice, Settlement,
    Withholding,
};
pub use dial::{Level, Shown, Turned};
pub use earlier::{Beside, Differs};
pub use event::{Change, Detected, Event, SuggestedMisuse};
pub use evidence::{EvidenceFile, Kept, MOST_EVIDENCE_BYTES, MOST_EVIDENCE_IN_ALL};
pub use habits::{Habits, Offer};
pub use intruder::{CaseReading, Told, ToldSort, read_as_intruder};
pub use jigsaw::{FEW_ENTRIES, FewAlike, Jigsaw, jigsaw};
pub use lint::{Citation, Lint, citations};
pub use ongoing::{Standing, case_state_faults};
pub use open::OpenWords;
pub use own_answer::OwnAnswer;
pub use paperwork::{
    Activity, Argument, Consultation, Contact, Definition, Figure, InterestPart, InterestRecord, Likelihood,
    NoticeDetails, Paperwork, PaperworkChange, Part, PreviousRequest, SearchMade, SignOff, TimeSpent,
    TimeSums, group_of,
};
pub use people::{
    Brief, Concern, Concerns, Distinct, Mention, Mentions, People, Precedent, Sort, suggestion_for,
};
pub use plan::ReviewError;
pub use rebase::{
    AnswerKind, AskedAgain, CellChange, ChangedEntry, Compared, Loss, Lost, Newness, RebaseError, Rebased,
    WordDifference,
};
pub use remarks::{About, Query};
pub use request::{Request, RequestError, RequestKind, RequestText};
pub use roles::RoleNames;
pub use same::{Alike, Likeness};
pub use scope::ScopeRule;
pub use suggest::{Suggestion, suggestion};
pub use units::{Units, small_number};
pub use unmarked::Unmarked;
pub use uses::{MarkRef, Use};
pub use vocabulary::Vocabulary;
pub use workspace::{EarlierExport, Imported, Source, Workspace};
