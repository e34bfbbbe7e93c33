//! How many of what are within the request, kept up entry by entry.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::Entry;
use crate::review::{Misuse, Newness, ScopeChoice, Workspace};
use crate::sheet::Role;
use crate::text::fold;

/// How many of what are within the request. Each is counted for itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::app) struct Counts {
    pub(in crate::app) rows: u32,
    pub(in crate::app) entries: u32,
    pub(in crate::app) cases: u32,
    pub(in crate::app) allegations: u32,
    pub(in crate::app) officers: u32,
    /// Entries that relate to misuse, and cases with such an entry.
    pub(in crate::app) misuse_entries: u32,
    pub(in crate::app) misuse_cases: u32,
    pub(in crate::app) open_entries: u32,
    pub(in crate::app) open_cases: u32,
    /// Rows outside the request.
    pub(in crate::app) out: u32,
    pub(in crate::app) scope_undecided: u32,
    pub(in crate::app) misuse_undecided: u32,
    pub(in crate::app) flag_only: u32,
    pub(in crate::app) withheld: u32,
    pub(in crate::app) read: u32,
    pub(in crate::app) needing: u32,
    /// New in this export, and not as they were in the one before.
    pub(in crate::app) new_here: u32,
    pub(in crate::app) changed_here: u32,
    /// Entries with a suggestion that waits.
    pub(in crate::app) to_decide: u32,
    /// Entries with an open query, and with a note.
    pub(in crate::app) queried: u32,
    pub(in crate::app) noted: u32,
    /// Entries of which the scope or a question about the whole is open.
    pub(in crate::app) asking: u32,
    pub(in crate::app) undecided: u64,
    pub(in crate::app) decided: u64,
    /// Suggestions at each level of the dial, from fewer to more.
    pub(in crate::app) by_level: [u64; 3],
}

/// What makes cases, officers and allegations distinct, hashed: keys of one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Keys {
    case: u32,
    officer: u64,
    allegation: u64,
}

impl Keys {
    /// An officer is told by number, else by name; an allegation by its words within its case.
    pub(super) fn of(workspace: &Workspace, row: u32, hasher: &RandomState) -> Keys {
        let text = |role| workspace.layout().text(workspace.sheet(), row, role).expose().trim();
        let number = text(Role::SubjectNumber);
        let officer = if number.is_empty() { text(Role::Subject) } else { number };
        let case = workspace.case_of(row);
        let hash = |words: &str| hasher.hash_one(fold(words)).max(1);
        Keys {
            case,
            officer: if officer.is_empty() { 0 } else { hash(officer) },
            allegation: match text(Role::Allegation) {
                "" => 0,
                words => hasher.hash_one((case, fold(words))).max(1),
            },
        }
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

/// The counts, and what they need to count each thing once.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies {
    counts: Counts,
    cases: Tally,
    officers: Tally,
    allegations: Tally,
    misuse_cases: Tally,
    open_cases: Tally,
}

impl Tallies {
    /// Of a sheet of so many rows, of which none was looked at.
    pub(super) fn new(rows: u32) -> Tallies {
        Tallies { counts: Counts { rows, ..Counts::default() }, ..Tallies::default() }
    }

    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Adds an entry, or takes it away.
    pub(super) fn count(&mut self, keys: Keys, entry: Entry, by: i32) {
        let Keys { case, officer, allegation } = keys;
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
}
