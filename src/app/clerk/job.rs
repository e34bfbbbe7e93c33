//! What the clerk is asked.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::super::earlier::Earlier;
use super::super::log::CaseLog;
use super::super::paper::Paper;
use super::ReleaseJob;
use crate::disclose::NoticeVersion;
use crate::reader::Reader;
use crate::review::{Event, Level, People, Place, Reach};

/// What the clerk is asked. Of several questions of one kind only the latest is answered.
#[derive(Debug)]
pub(super) enum Job {
    Event(Event),
    Checks { revision: u64 },
    Preview { revision: u64 },
    Outside { revision: u64, earlier: Option<Arc<Earlier>> },
    Earlier { path: PathBuf, reader: Reader },
    Words { revision: u64 },
    Papers { revision: u64, version: NoticeVersion },
    Same { place: Place, reach: Reach },
    WithheldAs { words: String },
    Turn { revision: u64, level: Level },
    Left { revision: u64, is_near_end: bool },
    Find { query: String },
    FindEntry { query: String },
    FindPeople { query: String, generation: u64, people: Arc<People> },
    Gather { revision: u64 },
    Release(Box<ReleaseJob>),
    Paper { paper: Paper, path: PathBuf, officer: String, at: Timestamp },
    Defend { row: u32, place: Option<Place>, log: CaseLog, at: Timestamp },
}

/// The latest question of each kind.
#[derive(Default)]
pub(super) struct Questions {
    pub(super) checks: Option<u64>,
    pub(super) words: Option<u64>,
    pub(super) preview: Option<u64>,
    pub(super) outside: Option<(u64, Option<Arc<Earlier>>)>,
    pub(super) papers: Option<(u64, NoticeVersion)>,
    pub(super) same: Option<(Place, Reach)>,
    pub(super) withheld_as: Option<String>,
    pub(super) turn: Option<(u64, Level)>,
    pub(super) left: Option<(u64, bool)>,
    pub(super) find: Option<String>,
    pub(super) find_entry: Option<String>,
    pub(super) find_people: Option<(String, u64, Arc<People>)>,
    pub(super) gather: Option<u64>,
}
