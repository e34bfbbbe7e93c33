//! Where each entry stands, kept up to date as events come in, so that no frame has to look at all
//! of them. What is stale is made anew a slice at a time.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::detect::Kind;
use crate::law::ExemptionId;
use crate::review::{
    Change, Decision, EntryChoice, Event, Misuse, Newness, Policy, ScopeChoice, ScopeRule, Standing,
    Workspace,
};
use crate::sheet::Role;
use crate::text::fold;

/// Where one entry stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Entry {
    /// Whether it is within the request; `None` while that is undecided.
    pub(super) scope: Option<ScopeChoice>,
    /// The system's flag alone brings it in: the words do not mention body-worn video.
    pub(super) is_flag_only: bool,
    /// Its case awaits the outcome, or nobody can tell whether it does.
    pub(super) is_open_case: bool,
    /// Withheld by the officer, or suggested to be.
    pub(super) is_withheld: bool,
    /// The officer has not said yet whether it is withheld.
    pub(super) is_withholding_open: bool,
    pub(super) is_read: bool,
    pub(super) misuse: Option<Misuse>,
    /// Suggestions that wait for the officer.
    pub(super) undecided: u32,
    /// Suggestions that are decided.
    pub(super) decided: u32,
    /// Suggestions at each level of the dial, from fewer to more.
    pub(super) by_level: [u32; 3],
    /// Questions about the whole entry that wait: misuse, standing, withholding, crime.
    pub(super) questions: u32,
    /// A query about it or its words waits for a colleague.
    pub(super) is_queried: bool,
    /// The officer has a note about it or its words.
    pub(super) has_note: bool,
    /// How likely the least sure of the suggestions that wait is, in thousandths.
    pub(super) least_permille: u16,
    /// The kinds of its suggestions, a bit each.
    kinds: u32,
    /// The sections of the Act under which it or words in it are withheld, or words suggested to be, a bit
    /// each from section 21 on.
    sections: u32,
    /// Whether it is new in this export, or not as it was in the one before.
    pub(super) newness: Option<Newness>,
    /// Whether it was looked at yet.
    is_known: bool,
}

impl Entry {
    pub(super) fn is_in(self) -> bool {
        self.scope == Some(ScopeChoice::In)
    }

    /// Whether something in it waits for the officer.
    pub(super) fn needs_officer(self) -> bool {
        self.is_in() && (self.undecided > 0 || self.questions > 0 || !self.is_read)
    }

    /// Whether something about the whole entry is asked: its scope, or a question within it.
    pub(super) fn asks(self) -> bool {
        self.is_known && (self.scope.is_none() || self.is_in() && self.questions > 0)
    }

    /// Whether something of this kind is suggested in it.
    pub(super) fn has_kind(self, kind: Kind) -> bool {
        self.kinds & kind_bit(kind) != 0
    }

    /// Whether something in it is withheld under this section, or suggested to be.
    pub(super) fn has_section(self, section: u8) -> bool {
        self.sections & section_bit(section) != 0
    }

    /// How it stands in a workspace.
    pub(super) fn of(workspace: &Workspace, row: u32) -> Entry {
        let scope = workspace.scope(row);
        let mut entry = Entry {
            scope,
            is_flag_only: matches!(workspace.scope_rule(row), ScopeRule::Flagged | ScopeRule::CaseFlagged),
            misuse: workspace.misuse(row, Policy::Final),
            newness: workspace.newness(row),
            is_known: true,
            is_queried: workspace.queries_in_row(row).any(|(_, query)| query.is_open()),
            has_note: workspace.notes_in_row(row).next().is_some(),
            least_permille: u16::MAX,
            ..Entry::default()
        };
        let standing = workspace.standing(row);
        entry.is_open_case = standing != Standing::Closed;
        if scope != Some(ScopeChoice::In) {
            return entry;
        }
        entry.is_withheld = workspace.withheld_degree(row).is_some();
        entry.is_withholding_open = entry.is_withheld && workspace.choice(row).is_none();
        entry.is_read = workspace.is_read(row);
        entry.questions = Question::of(workspace, row).len() as u32;
        let cells = workspace.open_cells(row);
        for finding in workspace.findings_in_row(row) {
            if cells.contains(&finding.cell) && workspace.is_suggested(finding) {
                let is_decided = workspace.is_decided(finding);
                *(if is_decided { &mut entry.decided } else { &mut entry.undecided }) += 1;
                entry.kinds |= kind_bit(finding.kind);
                if !is_decided {
                    entry.least_permille = entry.least_permille.min(finding.confidence_permille);
                    let suggested = workspace.suggestion(finding);
                    entry.add_sections(suggested.iter().flat_map(|suggested| &suggested.exemptions));
                }
            }
        }
        for cell in &cells {
            for (_, decision) in workspace.decisions_in(*cell) {
                if let Decision::Redact { exemptions, reason: _ } = decision {
                    entry.add_sections(exemptions);
                }
            }
        }
        // What is suggested for a whole entry has to look at its words, for which a large sheet has no time.
        if let Some(EntryChoice::Withhold(withholding)) = workspace.choice(row) {
            entry.add_sections(&withholding.exemptions);
        }
        entry.by_level = workspace.suggestions_by_level(row);
        entry
    }

    fn add_sections<'e>(&mut self, exemptions: impl IntoIterator<Item = &'e ExemptionId>) {
        for section in exemptions.into_iter().filter_map(|exemption| section_of(*exemption)) {
            self.sections |= section_bit(section);
        }
    }
}

fn kind_bit(kind: Kind) -> u32 {
    1 << kind as u32
}

/// The first section of Part II.
const FIRST_SECTION: u8 = 21;

fn section_bit(section: u8) -> u32 {
    1u32.checked_shl(u32::from(section.saturating_sub(FIRST_SECTION))).unwrap_or(0)
}

/// The section of the Act that an exemption stands in, as 40.
pub(super) fn section_of(exemption: ExemptionId) -> Option<u8> {
    let digits: String = exemption
        .code()
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// A question about a whole entry that only the officer can answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Question {
    /// Is the case ongoing? Neither status nor outcome says.
    Standing,
    /// Is a criminal allegation recorded in the ongoing case?
    Criminal,
    /// Is the entry of the ongoing case withheld or released?
    Withhold,
    /// Does the entry relate to misuse?
    Misuse,
}

impl Question {
    /// Those that wait in an entry, in the order in which they are best answered.
    pub(super) fn of(workspace: &Workspace, row: u32) -> Vec<Question> {
        let mut questions = Vec::new();
        match workspace.standing(row) {
            Standing::Closed => {}
            Standing::Unknown => questions.push(Question::Standing),
            Standing::Live => {
                if workspace.criminal_answer(row).is_none() {
                    questions.push(Question::Criminal);
                }
                if workspace.choice(row).is_none() {
                    questions.push(Question::Withhold);
                }
            }
        }
        if workspace.misuse(row, Policy::Final).is_none() {
            questions.push(Question::Misuse);
        }
        questions
    }
}

/// How many of what are within the request. Each is counted for itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Counts {
    pub(super) rows: u32,
    pub(super) entries: u32,
    pub(super) cases: u32,
    pub(super) allegations: u32,
    pub(super) officers: u32,
    /// Entries that relate to misuse, and cases with such an entry.
    pub(super) misuse_entries: u32,
    pub(super) misuse_cases: u32,
    pub(super) open_entries: u32,
    pub(super) open_cases: u32,
    /// Rows outside the request.
    pub(super) out: u32,
    pub(super) scope_undecided: u32,
    pub(super) misuse_undecided: u32,
    pub(super) flag_only: u32,
    pub(super) withheld: u32,
    pub(super) read: u32,
    pub(super) needing: u32,
    /// New in this export, and not as they were in the one before.
    pub(super) new_here: u32,
    pub(super) changed_here: u32,
    /// Entries with a suggestion that waits.
    pub(super) to_decide: u32,
    /// Entries with an open query, and with a note.
    pub(super) queried: u32,
    pub(super) noted: u32,
    /// Entries of which the scope or a question about the whole is open.
    pub(super) asking: u32,
    pub(super) undecided: u64,
    pub(super) decided: u64,
    /// Suggestions at each level of the dial, from fewer to more.
    pub(super) by_level: [u64; 3],
}

/// What makes cases, officers and allegations distinct, hashed: keys of one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Keys {
    case: u32,
    officer: u64,
    allegation: u64,
}

/// The row so many places after this one in ascending rows; from where it would stand, if it is not
/// among them.
pub(super) fn beside(rows: &[u32], row: u32, step: isize) -> Option<u32> {
    let at = match rows.binary_search(&row) {
        Ok(at) => at.checked_add_signed(step)?,
        Err(at) if step > 0 => at,
        Err(at) => at.checked_sub(1)?,
    };
    rows.get(at).copied()
}

/// Sees to it that a row is among ascending rows, or that it is not.
pub(super) fn put(rows: &mut Vec<u32>, row: u32, is_among: bool) {
    match (rows.binary_search(&row), is_among) {
        (Ok(at), false) => _ = rows.remove(at),
        (Err(at), true) => rows.insert(at, row),
        (Ok(_), true) | (Err(_), false) => {}
    }
}

/// How often each thing is there; counts those that are there at all.
#[derive(Clone, Debug, Default)]
struct Tally(HashMap<u64, u32>);

impl Tally {
    fn change(&mut self, key: u64, by: i32) {
        let count = self.0.entry(key).or_default();
        *count = count.saturating_add_signed(by);
        if *count == 0 {
            self.0.remove(&key);
        }
    }

    fn len(&self) -> u32 {
        self.0.len() as u32
    }
}

/// Where all entries stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    keys: Vec<Keys>,
    counts: Counts,
    cases: Tally,
    officers: Tally,
    allegations: Tally,
    misuse_cases: Tally,
    open_cases: Tally,
    hasher: RandomState,
    /// Rows that are still to be looked at.
    stale: Range<u32>,
    /// Rows within the request, ascending; made when asked for first, and then kept up to date.
    numbered: Vec<u32>,
    is_numbered: bool,
    /// Another one when what was noted of changes does not hold any more; that of no other index.
    generation: u64,
    /// Rows that changed since, in the order in which they did.
    changed: Vec<u32>,
}

/// How far somebody has followed the changes of an index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Followed {
    generation: u64,
    changes: usize,
}

fn new_generation() -> u64 {
    static LATEST: AtomicU64 = AtomicU64::new(0);
    LATEST.fetch_add(1, Ordering::Relaxed) + 1
}

/// Rows looked at between two looks at the clock.
const SLICE: u32 = 256;
/// So many changes are noted at most.
const MOST_NOTED: usize = 1 << 20;

impl Index {
    /// The index of a workspace, made at once.
    pub(super) fn new(workspace: &Workspace) -> Index {
        let mut index = Index::default();
        index.restart(workspace);
        index.advance(workspace, || true);
        index
    }

    /// Marks everything as stale.
    pub(super) fn restart(&mut self, workspace: &Workspace) {
        let rows = workspace.sheet().row_count();
        *self = Index {
            entries: vec![Entry::default(); rows as usize],
            keys: vec![Keys::default(); rows as usize],
            counts: Counts { rows, ..Counts::default() },
            stale: 0..rows,
            hasher: self.hasher.clone(),
            generation: new_generation(),
            ..Index::default()
        };
    }

    /// Looks at stale rows as long as there is time. Whether all are done.
    pub(super) fn advance(&mut self, workspace: &Workspace, has_time: impl Fn() -> bool) -> bool {
        if self.is_fresh() {
            return true;
        }
        while !self.is_fresh() && has_time() {
            let until = (self.stale.start + SLICE).min(self.stale.end);
            for row in self.stale.start..until {
                self.keys[row as usize] = self.keys_of(workspace, row);
                self.refresh(workspace, row);
            }
            self.stale.start = until;
        }
        if self.is_fresh() {
            self.forget_changes();
        }
        self.is_fresh()
    }

    /// Whoever followed the changes has to look at all rows again.
    fn forget_changes(&mut self) {
        self.generation = new_generation();
        self.changed.clear();
    }

    /// Whether every row has been looked at since the last change that touched them all.
    pub(super) fn is_fresh(&self) -> bool {
        self.stale.is_empty()
    }

    /// Takes in what an event changed, after the workspace did.
    pub(super) fn apply(&mut self, workspace: &Workspace, event: &Event, changes: &[Change]) {
        if matches!(event, Event::Detected(_)) || changes.iter().any(|change| workspace.touches_all(change)) {
            self.restart(workspace);
            return;
        }
        // Each row once, however many of its words an act decides.
        let mut rows = BTreeSet::new();
        for change in changes {
            if let Change::Ongoing { case, .. } | Change::Criminal { case, .. } = change {
                rows.extend(workspace.case_rows(*case));
            } else {
                rows.extend(change.place().map(|(row, _)| row));
            }
        }
        for row in rows {
            self.refresh(workspace, row);
            self.changed.push(row);
        }
        if self.changed.len() > MOST_NOTED {
            self.forget_changes();
        }
    }

    /// Where the changes stand.
    pub(super) fn followed(&self) -> Followed {
        Followed { generation: self.generation, changes: self.changed.len() }
    }

    /// Rows that changed since, some perhaps more than once; `None` where that is not known any more.
    pub(super) fn changed_since(&self, followed: Followed) -> Option<&[u32]> {
        self.changed.get(followed.changes..).filter(|_| followed.generation == self.generation)
    }

    pub(super) fn entry(&self, row: u32) -> Entry {
        self.entries.get(row as usize).copied().unwrap_or_default()
    }

    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds the rows for which `wanted` holds, ascending: of a range of all rows, or of the rows that stand in
    /// this range of some ascending ones.
    pub(super) fn list(
        &self,
        rows: &mut Vec<u32>,
        among: Option<&[u32]>,
        range: Range<usize>,
        wanted: impl Fn(u32, Entry) -> bool,
    ) {
        if let Some(among) = among {
            let among = among.get(range).unwrap_or_default().iter().copied();
            rows.extend(among.filter(|row| wanted(*row, self.entry(*row))));
            return;
        }
        let first = range.start as u32;
        let all = (first..).zip(self.entries.get(range).unwrap_or_default());
        rows.extend(all.filter(|(row, entry)| wanted(*row, **entry)).map(|(row, _)| row));
    }

    /// The number that an entry has in the disclosure, from 1; `None` outside the request.
    pub(super) fn number(&mut self, row: u32) -> Option<usize> {
        if !self.is_numbered {
            let mut numbered = Vec::new();
            self.list(&mut numbered, None, 0..self.len(), |_, entry| entry.is_in());
            self.numbered = numbered;
            self.is_numbered = true;
        }
        self.numbered.binary_search(&row).ok().map(|at| at + 1)
    }

    fn refresh(&mut self, workspace: &Workspace, row: u32) {
        let Some(before) = self.entries.get(row as usize).copied() else { return };
        let after = Entry::of(workspace, row);
        self.count(row, before, -1);
        self.count(row, after, 1);
        self.entries[row as usize] = after;
        if self.is_numbered {
            put(&mut self.numbered, row, after.is_in());
        }
    }

    fn count(&mut self, row: u32, entry: Entry, by: i32) {
        let Keys { case, officer, allegation } = self.keys[row as usize];
        let add = |count: &mut u32, holds: bool| {
            if holds {
                *count = count.saturating_add_signed(by);
            }
        };
        let counts = &mut self.counts;
        add(&mut counts.scope_undecided, entry.is_known && entry.scope.is_none());
        add(&mut counts.asking, entry.asks());
        add(&mut counts.out, entry.scope == Some(ScopeChoice::Out));
        if !entry.is_in() {
            return;
        }
        add(&mut counts.entries, true);
        add(&mut counts.misuse_entries, entry.misuse == Some(Misuse::Yes));
        add(&mut counts.misuse_undecided, entry.misuse.is_none());
        add(&mut counts.open_entries, entry.is_open_case);
        add(&mut counts.flag_only, entry.is_flag_only);
        add(&mut counts.withheld, entry.is_withheld && !entry.is_withholding_open);
        add(&mut counts.read, entry.is_read);
        add(&mut counts.needing, entry.needs_officer());
        add(&mut counts.new_here, entry.newness == Some(Newness::New));
        add(&mut counts.changed_here, entry.newness == Some(Newness::Changed));
        add(&mut counts.to_decide, entry.undecided > 0);
        add(&mut counts.queried, entry.is_queried);
        add(&mut counts.noted, entry.has_note);
        counts.undecided = counts.undecided.saturating_add_signed(i64::from(entry.undecided) * i64::from(by));
        counts.decided = counts.decided.saturating_add_signed(i64::from(entry.decided) * i64::from(by));
        for (count, here) in counts.by_level.iter_mut().zip(entry.by_level) {
            *count = count.saturating_add_signed(i64::from(here) * i64::from(by));
        }
        self.cases.change(u64::from(case), by);
        if officer != 0 {
            self.officers.change(officer, by);
        }
        if allegation != 0 {
            self.allegations.change(allegation, by);
        }
        if entry.misuse == Some(Misuse::Yes) {
            self.misuse_cases.change(u64::from(case), by);
        }
        if entry.is_open_case {
            self.open_cases.change(u64::from(case), by);
        }
        counts.cases = self.cases.len();
        counts.officers = self.officers.len();
        counts.allegations = self.allegations.len();
        counts.misuse_cases = self.misuse_cases.len();
        counts.open_cases = self.open_cases.len();
    }

    /// An officer is told by number, else by name; an allegation by its words within its case.
    fn keys_of(&self, workspace: &Workspace, row: u32) -> Keys {
        let text = |role| workspace.layout().text(workspace.sheet(), row, role).expose().trim();
        let number = text(Role::SubjectNumber);
        let officer = if number.is_empty() { text(Role::Subject) } else { number };
        let case = workspace.case_of(row);
        let hash = |words: &str| self.hasher.hash_one(fold(words)).max(1);
        Keys {
            case,
            officer: if officer.is_empty() { 0 } else { hash(officer) },
            allegation: match text(Role::Allegation) {
                "" => 0,
                words => self.hasher.hash_one((case, fold(words))).max(1),
            },
        }
    }
}

#[cfg(test)]
mod tests;
