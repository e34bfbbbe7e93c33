//! The officer's judgement: commands in, events out. Knows no files and no clock.

mod cases;
mod checks;
mod command;
mod decision;
mod derived;
mod dial;
mod event;
mod history;
mod marks;
mod ongoing;
mod open;
mod plan;
mod request;
mod same;
mod sample;
mod scope;
mod search;
mod suggest;
mod words;
mod workspace;

pub use cases::Cases;
pub use checks::{Block, BlockKind, MARKS_OF_THE_SOURCE, NO_CASE_IS_ONGOING};
pub use command::{Command, Reach};
pub use decision::{
    ColumnGrounds, Decision, Degree, EntryChoice, Misuse, Place, Policy, Redaction, ScopeChoice, Settlement,
    Withholding,
};
pub use dial::Level;
pub use event::{Change, Detected, Event, SuggestedMisuse};
pub use ongoing::Standing;
pub use open::OpenWords;
pub use plan::ReviewError;
pub use request::{Request, RequestError, RequestKind, RequestText};
pub use scope::ScopeRule;
pub use suggest::{Suggestion, suggestion};
pub use workspace::{Imported, Source, Workspace};
