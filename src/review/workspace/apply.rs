//! Taking events in: what each change sets, and what follows from it for the whole sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Workspace;
use crate::review::derived::Grouped;
use crate::review::dial::{Below, Shown, Turned};
use crate::review::event::{Change, Event};
use crate::review::rebase::with_asked;
use crate::review::scope::ScopeRule;
use crate::review::{PaperworkChange, Settlement};
use crate::sheet::{Role, WarningKind};

impl Workspace {
    /// Takes an event in. Cannot fail, so that a log always replays; an event that speaks of what
    /// is not there changes nothing.
    pub fn apply(&mut self, event: Event) {
        self.take(event, None);
    }

    /// Takes in an event that turns the dial, where what that changes for the whole sheet was made beside the
    /// work; with something else in `turned` it is made anew.
    pub fn apply_turned(&mut self, event: Event, turned: Turned) {
        self.take(event, Some(turned));
    }

    fn take(&mut self, event: Event, turned: Option<Turned>) {
        match event {
            Event::Detected(detected) => {
                self.detected = Some(with_asked(detected, &self.asked));
                self.history.note(None);
                self.release_changes();
                self.part();
                self.judge_scope();
            }
            Event::Changed { changes } => {
                self.set_all(changes.iter(), turned);
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
                self.set_all(inverse.iter(), turned);
            }
            Event::Redone { event } => {
                let changes = self.history.redo(event).map(<[Change]>::to_vec).unwrap_or_default();
                self.set_all(changes.iter(), turned);
            }
            Event::Kept(kept) => {
                self.evidence.entry(kept.sha256().to_owned()).or_insert(kept);
                self.history.note(None);
            }
            Event::Released { .. } => {
                self.history.note(None);
                self.is_released = true;
            }
        }
    }

    pub(super) fn set_all<'c>(&mut self, changes: impl Iterator<Item = &'c Change>, turned: Option<Turned>) {
        let mut bears_on_scope = false;
        let mut roles_before: Option<Vec<Role>> = None;
        let level_before = self.level;
        for change in changes {
            if matches!(change, Change::Column { .. }) {
                roles_before.get_or_insert_with(|| self.roles());
            } else {
                bears_on_scope |= self.touches_all(change);
            }
            self.note_bearing(change);
            self.set(change.clone());
        }
        let has_other_roles = roles_before.is_some_and(|before| before != self.roles());
        if self.level != level_before
            && !has_other_roles
            && let Some(turned) = turned.filter(|turned| turned.fits(self))
        {
            (self.below, self.rules) = (turned.below, turned.rules);
            return;
        }
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

    /// From now on a release would be another one than was signed or made.
    pub(super) fn release_changes(&mut self) {
        (self.is_signature_fresh, self.is_released) = (false, false);
    }

    /// A signature holds until something changes that the second officer looked at, and so does a release.
    fn note_bearing(&mut self, change: &Change) {
        match change {
            Change::Paperwork(PaperworkChange::SignOff { was: _, now }) => {
                self.is_signature_fresh = now.is_some()
            }
            Change::Paperwork(change) if change.bears_on_signature() => self.release_changes(),
            Change::Paperwork(_) => {}
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
            | Change::RoleNames { .. } => self.release_changes(),
        }
    }

    /// Parts the findings anew by the dial.
    pub(super) fn part(&mut self) {
        self.below = Below::new(self.all_findings(), self.level, &self.layout);
    }

    /// Makes anew what follows from the roles of the columns.
    pub(super) fn regroup(&mut self) {
        self.grouped = Arc::new(Grouped::new(self.sheet(), &self.layout));
        self.judge_scope();
    }

    /// Makes anew what the rule says of each row.
    pub(super) fn judge_scope(&mut self) {
        self.rules = self.rules_for(self.findings());
    }

    /// What the rule says of each row where so much is shown of what was found.
    pub(in crate::review) fn rules_for(&self, findings: Shown<'_>) -> Vec<ScopeRule> {
        let hidden = self.hidden_rows_settlement();
        self.grouped.scope(self.sheet(), &self.layout, &self.request, findings, hidden)
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
