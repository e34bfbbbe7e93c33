//! The state of a review: what was imported, and all that has been decided since.

mod apply;
mod columns;
mod entries;
mod found;
mod rebased;
mod searched;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::derived::Grouped;
use super::dial::{Below, Level};
use super::event::{Change, Detected, Event};
use super::history::History;
use super::people::Ties;
use super::remarks::Remarks;
use super::scope::ScopeRule;
use super::{
    ColumnGrounds, Decision, EntryChoice, Kept, Misuse, Paperwork, Place, Request, ScopeChoice, Settlement,
    Units,
};
use crate::detect::{Finding, WordLists};
use crate::law::{TextsUsed, texts_in_use};
use crate::sheet::{Import, Layout, Report, Sheet, Warning, guess_layout};

pub use self::rebased::EarlierExport;
pub(in crate::review) use found::{of_cell, of_row, places};

/// Where the sheet came from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// Name of the file without its folder.
    pub file_name: String,
    /// Size in bytes.
    pub byte_len: u64,
    /// SHA-256 of the file, in lower-case hex.
    pub sha256: String,
}

/// All that an import brings; the start of every case.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Imported {
    /// Where it came from.
    pub source: Source,
    /// The table.
    pub sheet: Arc<Sheet>,
    /// What else the file held.
    pub report: Report,
    /// What the columns are.
    pub layout: Layout,
    /// The request.
    pub request: Request,
    /// The force's own texts that were in use then.
    pub texts: TextsUsed,
    /// Whether a refusal notice goes with the release until the officer says otherwise: section 17 asks for one
    /// where anything is withheld. In cases of earlier programs none did.
    pub notice_by_default: bool,
}

impl From<Import> for Imported {
    /// What was read, with its columns guessed and no request yet, under the texts that are in use.
    fn from(read: Import) -> Imported {
        let Import { file_name, byte_len, sha256, sheet, report, guesses: _ } = read;
        let layout = guess_layout(&sheet);
        let source = Source { file_name, byte_len, sha256 };
        let (request, texts) = (Request::default(), texts_in_use().clone());
        Imported { source, sheet: Arc::new(sheet), report, layout, request, texts, notice_by_default: true }
    }
}

/// A case under review.
#[derive(Clone, PartialEq, Debug)]
pub struct Workspace {
    imported: Imported,
    /// The layout as the officer has it now; the imported one stays as it came.
    layout: Layout,
    request: Request,
    detected: Option<Arc<Detected>>,
    pub(super) history: History,
    pub(super) decisions: BTreeMap<Place, Decision>,
    read: BTreeSet<u32>,
    settled: BTreeMap<u32, Settlement>,
    scope: BTreeMap<u32, ScopeChoice>,
    misuse: BTreeMap<u32, Misuse>,
    choices: BTreeMap<u32, EntryChoice>,
    ongoing: BTreeMap<u32, bool>,
    criminal: BTreeMap<u32, bool>,
    open: BTreeMap<String, String>,
    pub(super) lists: WordLists,
    /// Places that were decided in People.
    pub(super) by_person: BTreeSet<Place>,
    /// The officer's word on who is who.
    pub(super) ties: Ties,
    level: Level,
    /// Which findings the dial does not show.
    pub(super) below: Below,
    grounds: BTreeMap<u16, ColumnGrounds>,
    units: BTreeMap<u16, Units>,
    role_names: bool,
    /// Files that are kept, by their SHA-256.
    pub(super) evidence: BTreeMap<String, Arc<Kept>>,
    paperwork: Paperwork,
    /// Notes and queries, which no release holds.
    pub(super) remarks: Remarks,
    /// Whether nothing has changed since a second officer signed.
    is_signature_fresh: bool,
    /// Whether nothing that a release shows has changed since the last one was made.
    is_released: bool,
    /// Words that were withheld on the export before and could not be carried, in order.
    asked: Vec<Finding>,
    /// The export before this one.
    earlier: Option<Arc<EarlierExport>>,
    grouped: Arc<Grouped>,
    /// What the rule says of each row.
    rules: Vec<ScopeRule>,
}

impl Workspace {
    /// A case in which nothing has been found or decided.
    pub fn new(imported: Imported) -> Workspace {
        let mut workspace = Workspace {
            layout: imported.layout.clone(),
            request: imported.request.clone(),
            paperwork: Paperwork {
                texts: imported.texts.clone(),
                notice_wanted: imported.notice_by_default,
                ..Paperwork::default()
            },
            imported,
            detected: None,
            history: History::default(),
            decisions: BTreeMap::new(),
            read: BTreeSet::new(),
            settled: BTreeMap::new(),
            scope: BTreeMap::new(),
            misuse: BTreeMap::new(),
            choices: BTreeMap::new(),
            ongoing: BTreeMap::new(),
            criminal: BTreeMap::new(),
            open: BTreeMap::new(),
            lists: WordLists::default(),
            by_person: BTreeSet::new(),
            ties: Ties::default(),
            level: Level::default(),
            below: Below::default(),
            grounds: BTreeMap::new(),
            units: BTreeMap::new(),
            role_names: false,
            evidence: BTreeMap::new(),
            remarks: Remarks::default(),
            is_signature_fresh: false,
            is_released: false,
            asked: Vec::new(),
            earlier: None,
            grouped: Arc::default(),
            rules: Vec::new(),
        };
        workspace.regroup();
        workspace
    }

    /// The table.
    pub fn sheet(&self) -> &Sheet {
        &self.imported.sheet
    }

    /// What was imported, as it came.
    pub fn imported(&self) -> &Imported {
        &self.imported
    }

    /// What the columns are and what happens to them.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Where the sheet came from.
    pub fn source(&self) -> &Source {
        &self.imported.source
    }

    /// What else the file held.
    pub fn report(&self) -> &Report {
        &self.imported.report
    }

    /// The warnings of the report with their numbers.
    pub fn warnings(&self) -> impl Iterator<Item = (u32, &Warning)> {
        (0u32..).zip(&self.imported.report.warnings)
    }

    /// How a warning was settled.
    pub fn settlement(&self, warning: u32) -> Option<Settlement> {
        self.settled.get(&warning).copied()
    }

    /// What the last act that can be taken back changed; nothing where it took a newer export.
    pub fn last_act(&self) -> Option<&[Change]> {
        self.history.act(self.history.last_done()?)
    }

    /// What an event changes, also one that takes back or does again: each with its state before
    /// and after the act itself.
    pub fn changes_of<'e>(&'e self, event: &'e Event) -> &'e [Change] {
        match event {
            Event::Changed { changes } => changes,
            Event::Undone { event } | Event::Redone { event } => self.history.act(*event).unwrap_or_default(),
            Event::Detected(_) | Event::Kept(_) | Event::Rebased(_) | Event::Released { .. } => &[],
        }
    }

    /// Whether an act that was taken back can be done again.
    pub fn can_redo(&self) -> bool {
        self.history.last_undone().is_some()
    }

    /// Whether an entry has been read.
    pub fn is_read(&self, row: u32) -> bool {
        self.read.contains(&row)
    }

    /// The entries that have been read, ascending.
    pub(super) fn read_rows(&self) -> impl Iterator<Item = u32> {
        self.read.iter().copied()
    }

    /// Whether the officer let these words stand openly although they are withheld elsewhere,
    /// whatever their capitals and accents.
    pub fn may_stand_openly(&self, words: &str) -> bool {
        !self.open.is_empty() && self.open.contains_key(&super::open::folded(words))
    }

    pub(super) fn open_reason(&self, folded_words: &str) -> Option<&String> {
        self.open.get(folded_words)
    }
}
