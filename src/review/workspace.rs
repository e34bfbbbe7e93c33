//! The state of a review: what was imported, and all that has been decided since.

mod columns;
mod entries;
mod rebased;
mod searched;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::derived::Grouped;
use super::dial::{Below, Level, Shown};
use super::event::{Change, Detected, Event};
use super::history::History;
use super::people::Ties;
use super::rebase::with_asked;
use super::remarks::Remarks;
use super::scope::ScopeRule;
use super::suggest::{self, Suggestion};
use super::{
    ColumnGrounds, Decision, EntryChoice, Kept, Misuse, Paperwork, PaperworkChange, Place, Request,
    ScopeChoice, Settlement, Units,
};
use crate::detect::{Finding, WordLists};
use crate::law::{TextsUsed, texts_in_use};
use crate::sheet::{CellId, Import, Layout, Report, Role, Sheet, Warning, WarningKind, guess_layout};

pub use self::rebased::EarlierExport;

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
            asked: Vec::new(),
            earlier: None,
            grouped: Arc::default(),
            rules: Vec::new(),
        };
        workspace.regroup();
        workspace
    }

    /// Takes an event in. Cannot fail, so that a log always replays; an event that speaks of what
    /// is not there changes nothing.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Detected(detected) => {
                self.detected = Some(with_asked(detected, &self.asked));
                self.history.note(None);
                self.is_signature_fresh = false;
                self.part();
                self.judge_scope();
            }
            Event::Changed { changes } => {
                self.set_all(changes.iter());
                self.history.note(Some(changes));
            }
            Event::Rebased(rebased) => {
                let act = self.history.note_rebased(rebased.clone());
                self.rebase(act, &rebased);
            }
            Event::Undone { event } if self.history.rebased(event).is_some() => {
                if self.history.undo(event).is_some() {
                    self.back_to_earlier_export();
                }
            }
            Event::Redone { event } if self.history.rebased(event).is_some() => {
                let is_its_turn = self.history.redo(event).is_some();
                if let Some(rebased) = self.history.rebased(event).cloned().filter(|_| is_its_turn) {
                    self.rebase(event, &rebased);
                }
            }
            Event::Undone { event } => {
                let inverse: Vec<Change> = self
                    .history
                    .undo(event)
                    .map(|list| list.iter().rev().map(Change::inverse).collect())
                    .unwrap_or_default();
                self.set_all(inverse.iter());
            }
            Event::Redone { event } => {
                let changes = self.history.redo(event).map(<[Change]>::to_vec).unwrap_or_default();
                self.set_all(changes.iter());
            }
            Event::Kept(kept) => {
                self.evidence.entry(kept.sha256().to_owned()).or_insert(kept);
                self.history.note(None);
            }
            Event::Released { .. } => self.history.note(None),
        }
    }

    fn set_all<'c>(&mut self, changes: impl Iterator<Item = &'c Change>) {
        let mut bears_on_scope = false;
        let mut roles_before: Option<Vec<Role>> = None;
        let level_before = self.level;
        for change in changes {
            if matches!(change, Change::Column { .. }) {
                roles_before.get_or_insert_with(|| self.roles());
            } else {
                bears_on_scope |= self.touches_all(change);
            }
            self.note_signature(change);
            self.set(change.clone());
        }
        let has_other_roles = roles_before.is_some_and(|before| before != self.roles());
        // What the columns say is above the dial, and what they say depends on what they are.
        if has_other_roles || self.level != level_before {
            self.part();
        }
        if has_other_roles {
            self.regroup();
        } else if bears_on_scope {
            self.judge_scope();
        }
    }

    fn roles(&self) -> Vec<Role> {
        self.layout.columns.iter().map(|plan| plan.role).collect()
    }

    fn set(&mut self, change: Change) {
        match change {
            Change::Mark { place, was: _, now } => put(&mut self.decisions, place, now),
            Change::Read { row, was: _, now } => {
                if now {
                    self.read.insert(row);
                } else {
                    self.read.remove(&row);
                }
            }
            Change::Settled { warning, was: _, now } => put(&mut self.settled, warning, now),
            Change::Scope { row, was: _, now } => put(&mut self.scope, row, now),
            Change::Misuse { row, was: _, now } => put(&mut self.misuse, row, now),
            Change::Entry { row, was: _, now } => put(&mut self.choices, row, now),
            Change::Ongoing { case, was: _, now } => put(&mut self.ongoing, case, now),
            Change::Criminal { case, was: _, now } => put(&mut self.criminal, case, now),
            Change::Column { column, was: _, now } => {
                if let Some(plan) = self.layout.columns.get_mut(column as usize) {
                    *plan = now;
                }
            }
            Change::ColumnGrounds { column, was: _, now } => put(&mut self.grounds, column, now),
            Change::Request { was: _, now } => self.request = *now,
            Change::Open { words, was: _, now } => put(&mut self.open, words, now),
            Change::Always { words, was: _, now } => put(&mut self.lists.always, words, now),
            Change::Never { words, was: _, now } => put(&mut self.lists.never, words, now),
            Change::Dial { was: _, now } => self.level = now,
            Change::Units { column, was: _, now } => {
                put(&mut self.units, column, Some(now).filter(|units| !units.is_empty()));
            }
            Change::RoleNames { was: _, now } => self.role_names = now,
            Change::ByPerson { place, was: _, now } => {
                if now {
                    self.by_person.insert(place);
                } else {
                    self.by_person.remove(&place);
                }
            }
            Change::OwnPerson { place, was: _, now } => self.ties.set_own(place, now),
            Change::SamePerson { one, other, was: _, now } => self.ties.set_same(one, other, now),
            Change::Paperwork(change) => self.paperwork.set(change),
            Change::Note { about, was: _, now } => self.remarks.set_note(about, now),
            Change::Query { about, was: _, now } => self.remarks.set_query(about, now),
        }
    }

    /// Whether a change can bear on every row, not only on those that it names.
    pub fn touches_all(&self, change: &Change) -> bool {
        match change {
            Change::Column { .. } | Change::Dial { .. } => true,
            Change::Request { was, now } => (was.from, was.to) != (now.from, now.to),
            Change::Settled { warning, .. } => {
                let warning = self.imported.report.warnings.get(*warning as usize);
                warning.is_some_and(|warning| warning.kind == WarningKind::HiddenRow)
            }
            Change::Mark { .. }
            | Change::Read { .. }
            | Change::Scope { .. }
            | Change::Misuse { .. }
            | Change::Entry { .. }
            | Change::Ongoing { .. }
            | Change::Criminal { .. }
            | Change::ColumnGrounds { .. }
            | Change::Open { .. }
            | Change::Always { .. }
            | Change::Never { .. }
            | Change::Units { .. }
            | Change::RoleNames { .. }
            | Change::ByPerson { .. }
            | Change::OwnPerson { .. }
            | Change::SamePerson { .. }
            | Change::Paperwork(_)
            | Change::Note { .. }
            | Change::Query { .. } => false,
        }
    }

    /// A signature holds until something changes that the second officer looked at.
    fn note_signature(&mut self, change: &Change) {
        match change {
            Change::Paperwork(PaperworkChange::SignOff { was: _, now }) => {
                self.is_signature_fresh = now.is_some()
            }
            Change::Paperwork(change) => self.is_signature_fresh &= !change.bears_on_signature(),
            // Who is who is not in the release; what is decided comes with a change of its own. Neither are
            // notes and queries.
            Change::ByPerson { .. }
            | Change::OwnPerson { .. }
            | Change::SamePerson { .. }
            | Change::Note { .. }
            | Change::Query { .. } => {}
            Change::Mark { .. }
            | Change::Read { .. }
            | Change::Settled { .. }
            | Change::Scope { .. }
            | Change::Misuse { .. }
            | Change::Entry { .. }
            | Change::Ongoing { .. }
            | Change::Criminal { .. }
            | Change::Column { .. }
            | Change::ColumnGrounds { .. }
            | Change::Request { .. }
            | Change::Open { .. }
            | Change::Always { .. }
            | Change::Never { .. }
            | Change::Dial { .. }
            | Change::Units { .. }
            | Change::RoleNames { .. } => self.is_signature_fresh = false,
        }
    }

    /// Parts the findings anew by the dial.
    fn part(&mut self) {
        self.below = Below::new(self.all_findings(), self.level, &self.layout);
    }

    /// Makes anew what follows from the roles of the columns.
    fn regroup(&mut self) {
        self.grouped = Arc::new(Grouped::new(self.sheet(), &self.layout));
        self.judge_scope();
    }

    /// Makes anew what the rule says of each row.
    fn judge_scope(&mut self) {
        let hidden = self.hidden_rows_settlement();
        let grouped = &self.grouped;
        self.rules = grouped.scope(self.sheet(), &self.layout, &self.request, self.findings(), hidden);
    }

    /// How the hidden rows of the file were settled: brought in only if every such warning was.
    fn hidden_rows_settlement(&self) -> Option<Settlement> {
        let mut answers = self
            .warnings()
            .filter(|(_, warning)| warning.kind == WarningKind::HiddenRow)
            .map(|(index, _)| self.settlement(index));
        let first = answers.next()??;
        answers.try_fold(first, |so_far, next| Some(so_far.min(next?)))
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

    /// Where the dial stands.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What was found and is likely enough for the dial, in order of cell and span.
    pub fn findings(&self) -> Shown<'_> {
        Shown::new(self.all_findings(), &self.below)
    }

    /// What was found, wherever the dial stands.
    pub(super) fn all_findings(&self) -> &[Finding] {
        self.detected.as_ref().map_or(&[], |detected| &detected.findings)
    }

    /// What was found in the cells of one row.
    pub fn findings_in_row(&self, row: u32) -> Shown<'_> {
        self.findings().within(|cell| cell.row.cmp(&row))
    }

    /// What was found in one cell.
    pub fn findings_in(&self, cell: CellId) -> Shown<'_> {
        self.findings().within(|other| other.cmp(&cell))
    }

    /// What is decided about exactly this place.
    pub fn decision(&self, place: Place) -> Option<&Decision> {
        self.decisions.get(&place)
    }

    /// The decisions about words of one cell, in order.
    pub fn decisions_in(&self, cell: CellId) -> impl Iterator<Item = (Place, &Decision)> {
        let first = crate::text::Span::try_from((0, 1)).expect("0 is before 1");
        self.decisions
            .range(Place { cell, span: first }..)
            .take_while(move |(place, _)| place.cell == cell)
            .map(|(place, decision)| (*place, decision))
    }

    /// Whether an entry has been read.
    pub fn is_read(&self, row: u32) -> bool {
        self.read.contains(&row)
    }

    /// The entries that have been read, ascending.
    pub(super) fn read_rows(&self) -> impl Iterator<Item = u32> {
        self.read.iter().copied()
    }

    /// Whether there is something to suggest for a finding.
    pub fn is_suggested(&self, finding: &Finding) -> bool {
        suggest::is_suggested(finding.kind)
    }

    /// What to suggest for a finding; `None` for what is not personal data, such as a mention of
    /// body-worn video.
    pub fn suggestion(&self, finding: &Finding) -> Option<Suggestion> {
        suggest::suggestion(finding.kind)
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

/// The places of the findings, which are in order, in cells that are equal to what is sought.
pub(super) fn places(findings: &[Finding], sought: impl Fn(CellId) -> Ordering) -> Range<usize> {
    let from = findings.partition_point(|finding| sought(finding.cell).is_lt());
    from..from + findings[from..].partition_point(|finding| sought(finding.cell).is_eq())
}

/// What of the findings, which are in order, lies in one row.
pub(super) fn of_row(findings: &[Finding], row: u32) -> &[Finding] {
    &findings[places(findings, |cell| cell.row.cmp(&row))]
}

/// What of the findings, which are in order, lies in one cell.
pub(super) fn of_cell(findings: &[Finding], cell: CellId) -> &[Finding] {
    &findings[places(findings, |other| other.cmp(&cell))]
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}
