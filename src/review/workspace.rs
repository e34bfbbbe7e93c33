//! The state of a review: what was imported, and all that has been decided since.

mod rebased;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::derived::Grouped;
use super::dial::{Level, Parted};
use super::event::{Change, Detected, Event, SuggestedMisuse};
use super::history::History;
use super::ongoing::Standing;
use super::people::Ties;
use super::rebase::with_asked;
use super::scope::ScopeRule;
use super::suggest::{self, Suggestion};
use super::{
    ColumnGrounds, Decision, Degree, EntryChoice, Kept, Misuse, Paperwork, PaperworkChange, Place, Policy,
    Request, ScopeChoice, Settlement, SignOff, Units, Withholding,
};
use crate::detect::{AlwaysWords, Finding, WordLists};
use crate::law::{ExemptionId, TextsUsed, texts_in_use};
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
}

impl From<Import> for Imported {
    /// What was read, with its columns guessed and no request yet, under the texts that are in use.
    fn from(read: Import) -> Imported {
        let Import { file_name, byte_len, sha256, sheet, report, guesses: _ } = read;
        let layout = guess_layout(&sheet);
        let source = Source { file_name, byte_len, sha256 };
        let (request, texts) = (Request::default(), texts_in_use().clone());
        Imported { source, sheet: Arc::new(sheet), report, layout, request, texts }
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
    /// The findings as the dial parts them.
    pub(super) parted: Parted,
    grounds: BTreeMap<u16, ColumnGrounds>,
    units: BTreeMap<u16, Units>,
    role_names: bool,
    /// Files that are kept, by their SHA-256.
    pub(super) evidence: BTreeMap<String, Arc<Kept>>,
    paperwork: Paperwork,
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
            paperwork: Paperwork { texts: imported.texts.clone(), ..Paperwork::default() },
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
            parted: Parted::default(),
            grounds: BTreeMap::new(),
            units: BTreeMap::new(),
            role_names: false,
            evidence: BTreeMap::new(),
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
            | Change::Paperwork(_) => false,
        }
    }

    /// A signature holds until something changes that the second officer looked at.
    fn note_signature(&mut self, change: &Change) {
        match change {
            Change::Paperwork(PaperworkChange::SignOff { was: _, now }) => {
                self.is_signature_fresh = now.is_some()
            }
            Change::Paperwork(change) => self.is_signature_fresh &= !change.bears_on_signature(),
            // Who is who is not in the release; what is decided comes with a change of its own.
            Change::ByPerson { .. } | Change::OwnPerson { .. } | Change::SamePerson { .. } => {}
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
        self.parted = Parted::new(self.all_findings(), self.level, &self.layout);
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

    /// Whether the detectors have run.
    pub fn is_detected(&self) -> bool {
        self.detected.is_some()
    }

    /// The columns whose text is released although the detectors never saw it: what they were then
    /// was not to be released.
    pub fn unsearched_columns(&self) -> Vec<u16> {
        let searched = self.detected.as_ref().map_or(&[][..], |detected| &detected.searched);
        let plans = (0u16..).zip(&self.layout.columns);
        plans
            .filter(|(column, plan)| plan.treatment.releases_text() && !searched.contains(column))
            .map(|(column, _)| column)
            .collect()
    }

    /// Whether what was found no longer fits the columns: text is released that was never searched, or
    /// other columns than then tell which names, numbers and references to look for, or the officer's
    /// lists of words are others.
    pub fn is_search_stale(&self) -> bool {
        !self.unsearched_columns_of_a_search().is_empty()
            || self.has_other_roles_than_searched()
            || self.has_other_lists_than_searched()
    }

    /// Whether the case's lists of words are not those of the search.
    pub fn has_other_lists_than_searched(&self) -> bool {
        self.detected.as_ref().is_some_and(|detected| detected.lists != self.lists)
    }

    /// The words for every case that the search was given; `None` before a search.
    pub fn searched_everywhere(&self) -> Option<&AlwaysWords> {
        self.detected.as_ref().map(|detected| &detected.everywhere)
    }

    /// The unsearched columns, if there was a search at all.
    pub(super) fn unsearched_columns_of_a_search(&self) -> Vec<u16> {
        if self.is_detected() { self.unsearched_columns() } else { Vec::new() }
    }

    /// Whether other columns than at the search are of a role by which the search knows words.
    pub(super) fn has_other_roles_than_searched(&self) -> bool {
        const TELLING: [Role; 5] =
            [Role::Subject, Role::Complainant, Role::SubjectNumber, Role::Reference, Role::Summary];
        let Some(detected) = self.detected.as_ref().filter(|detected| !detected.roles.is_empty()) else {
            return false;
        };
        let then = detected.roles.iter().map(Some).chain(std::iter::repeat(None));
        self.layout.columns.iter().zip(then).any(|(plan, then)| {
            let tells = |role: &&Role| TELLING.contains(*role);
            Some(&plan.role).filter(tells) != then.filter(tells)
        })
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
    pub fn findings(&self) -> &[Finding] {
        match &self.parted {
            Parted::AllShown => self.all_findings(),
            Parted::Parts { shown, below: _ } => shown,
        }
    }

    /// What was found, wherever the dial stands.
    pub(super) fn all_findings(&self) -> &[Finding] {
        self.detected.as_ref().map_or(&[], |detected| &detected.findings)
    }

    /// What was found in the cells of one row.
    pub fn findings_in_row(&self, row: u32) -> &[Finding] {
        of_row(self.findings(), row)
    }

    /// What was found in one cell.
    pub fn findings_in(&self, cell: CellId) -> &[Finding] {
        of_cell(self.findings_in_row(cell.row), cell)
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

    /// First row of the case an entry belongs to; names the case.
    pub fn case_of(&self, row: u32) -> u32 {
        self.grouped.cases.case_of(row)
    }

    /// All entries of the case an entry belongs to, ascending.
    pub fn case_rows(&self, row: u32) -> Vec<u32> {
        self.grouped.cases.rows_of(row)
    }

    /// What the rule says of an entry's scope.
    pub fn scope_rule(&self, row: u32) -> ScopeRule {
        self.rules.get(row as usize).copied().unwrap_or(ScopeRule::NotMentioned)
    }

    /// What the officer says of an entry's scope against the rule.
    pub fn scope_choice(&self, row: u32) -> Option<ScopeChoice> {
        self.scope.get(&row).copied()
    }

    /// Whether an entry is within the request; `None` while that is undecided.
    pub fn scope(&self, row: u32) -> Option<ScopeChoice> {
        self.scope_choice(row).or_else(|| self.scope_rule(row).choice())
    }

    /// Rows within the request, in source order. Entry n of the disclosure is the nth of these.
    /// What is undecided is not among them: nothing undecided is ever disclosed.
    pub fn entries(&self, _policy: Policy) -> Vec<u32> {
        (0..self.sheet().row_count()).filter(|&row| self.scope(row) == Some(ScopeChoice::In)).collect()
    }

    /// Whether the detectors think that the entry tells of misuse.
    pub fn suggested_misuse(&self, row: u32) -> Option<SuggestedMisuse> {
        self.detected.as_ref().and_then(|detected| detected.misuse.get(row as usize).copied())
    }

    /// Whether the entry relates to misuse; `None` while that is undecided. A draft takes the
    /// suggestion.
    pub fn misuse(&self, row: u32, policy: Policy) -> Option<Misuse> {
        let decided = self.misuse.get(&row).copied();
        match policy {
            Policy::Final => decided,
            Policy::Draft => decided.or_else(|| self.suggested_misuse(row).map(|suggested| suggested.misuse)),
        }
    }

    /// Where the case of an entry stands: by the officer's word, else by the status and outcome
    /// of all its entries, of which one that is live makes the case live.
    pub fn standing(&self, row: u32) -> Standing {
        match self.ongoing.get(&self.case_of(row)) {
            Some(true) => return Standing::Live,
            Some(false) => return Standing::Closed,
            None => {}
        }
        // Without these columns there is nothing to judge by, and the officer is asked once for the
        // whole sheet rather than for each of thousands of cases.
        self.grouped.standing(row)
    }

    /// Whether a column says where cases stand.
    pub fn can_judge_standing(&self) -> bool {
        [Role::Status, Role::Outcome].iter().any(|&role| self.layout.column(role).is_some())
    }

    /// What the officer says of the case's standing against the rule.
    pub fn ongoing_choice(&self, row: u32) -> Option<bool> {
        self.ongoing.get(&self.case_of(row)).copied()
    }

    /// Whether a criminal allegation is recorded in the case of an entry, by the officer's word.
    pub fn criminal_answer(&self, row: u32) -> Option<bool> {
        self.criminal.get(&self.case_of(row)).copied()
    }

    /// What the officer said of the standing of cases, each by its first row.
    pub(super) fn ongoing_answers(&self) -> impl Iterator<Item = (u32, bool)> {
        self.ongoing.iter().map(|(case, answer)| (*case, *answer))
    }

    /// What the officer said of crime in cases, each by its first row.
    pub(super) fn criminal_answers(&self) -> impl Iterator<Item = (u32, bool)> {
        self.criminal.iter().map(|(case, answer)| (*case, *answer))
    }

    /// Whether the words of the case seem to record a criminal allegation.
    pub fn suggested_criminal(&self, row: u32) -> bool {
        self.grouped.seems_criminal(self.sheet(), &self.layout, row)
    }

    /// What the officer says of the whole entry.
    pub fn choice(&self, row: u32) -> Option<&EntryChoice> {
        self.choices.get(&row)
    }

    /// The withholding to suggest for an entry whose case is not closed.
    pub fn suggested_withholding(&self, row: u32) -> Option<Withholding> {
        if self.standing(row) == Standing::Closed {
            return None;
        }
        let criminal = self.criminal_answer(row).unwrap_or_else(|| self.suggested_criminal(row));
        Some(suggest::withholding(criminal, SUGGESTED_DEGREE))
    }

    /// How much of the entry is withheld, by the officer's word, else as suggested. Looks at no words,
    /// as [`Workspace::withholding`] may have to.
    pub fn withheld_degree(&self, row: u32) -> Option<Degree> {
        match self.choices.get(&row) {
            Some(EntryChoice::Withhold(withholding)) => Some(withholding.degree),
            Some(EntryChoice::Release) => None,
            None => (self.standing(row) != Standing::Closed).then_some(SUGGESTED_DEGREE),
        }
    }

    /// Whether and how the entry is withheld: by the officer's word, else as suggested.
    pub fn withholding(&self, row: u32, _policy: Policy) -> Option<Withholding> {
        match self.choices.get(&row) {
            Some(EntryChoice::Withhold(withholding)) => Some(withholding.clone()),
            Some(EntryChoice::Release) => None,
            None => self.suggested_withholding(row),
        }
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

    pub(super) fn misuse_answer(&self, row: u32) -> Option<Misuse> {
        self.misuse.get(&row).copied()
    }

    /// Why a withheld column is withheld, by the officer's word.
    pub fn column_choice(&self, column: u16) -> Option<&ColumnGrounds> {
        self.grounds.get(&column)
    }

    /// What is argued, what the notice says, the clock, and how legal checks were settled.
    pub fn paperwork(&self) -> &Paperwork {
        &self.paperwork
    }

    /// The second officer's signature, if nothing has changed since.
    pub fn signature(&self) -> Option<&SignOff> {
        self.paperwork.signed_off.as_ref().filter(|_| self.is_signature_fresh)
    }

    /// The wider units of a column, by the text of the source.
    pub fn units(&self, column: u16) -> &Units {
        static NONE: Units = Units::new();
        self.units.get(&column).unwrap_or(&NONE)
    }

    /// Whether marks say by a role who was meant.
    pub fn has_role_names(&self) -> bool {
        self.role_names
    }

    /// Why a withheld column is withheld: by the officer's word, else the reason suggested for what the
    /// column is.
    pub fn column_reason(&self, column: u16) -> &str {
        match (self.grounds.get(&column), self.layout.columns.get(column as usize)) {
            (Some(grounds), _) => &grounds.reason,
            (None, Some(plan)) => suggest::column(plan.role).reason,
            (None, None) => "",
        }
    }

    /// The exemptions under which a withheld column is withheld: by the officer's word, else as
    /// suggested for what the column is.
    pub fn column_exemptions(&self, column: u16) -> Vec<ExemptionId> {
        match (self.grounds.get(&column), self.layout.columns.get(column as usize)) {
            (Some(grounds), _) => grounds.exemptions.clone(),
            (None, Some(plan)) => suggest::column(plan.role).exemptions,
            (None, None) => Vec::new(),
        }
    }
}

/// How much is suggested to be withheld of an entry whose case is not closed.
const SUGGESTED_DEGREE: Degree = Degree::AllButTypeAndYear;

/// What of the findings, which are in order, lies in one row.
pub(super) fn of_row(findings: &[Finding], row: u32) -> &[Finding] {
    let from = findings.partition_point(|finding| finding.cell.row < row);
    let rest = &findings[from..];
    &rest[..rest.partition_point(|finding| finding.cell.row == row)]
}

/// What of the findings, which are in order, lies in one cell.
pub(super) fn of_cell(findings: &[Finding], cell: CellId) -> &[Finding] {
    let from = findings.partition_point(|finding| finding.cell < cell);
    let to = findings.partition_point(|finding| finding.cell <= cell);
    &findings[from..to]
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
