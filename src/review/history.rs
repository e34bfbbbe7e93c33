//! Which acts can be taken back, and which can be done again. Undo adds to the log and takes
//! nothing away: the log is the audit trail.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Rebased;
use super::event::Change;

/// The acts of a case by their number in its log.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct History {
    next: u64,
    acts: BTreeMap<u64, Vec<Change>>,
    /// Those of the acts that took a newer export; none has changes of its own.
    rebased: BTreeMap<u64, Arc<Rebased>>,
    /// Done, oldest first.
    done: Vec<u64>,
    /// Taken back, the last one last.
    undone: Vec<u64>,
}

impl History {
    /// Counts an event; one with changes can be undone, and ends what could be redone.
    pub(super) fn note(&mut self, changes: Option<Vec<Change>>) {
        if let Some(changes) = changes {
            self.acts.insert(self.next, changes);
            self.done.push(self.next);
            self.undone.clear();
        }
        self.next += 1;
    }

    /// Counts the taking of a newer export, which is an act like others. Gives its number.
    pub(super) fn note_rebased(&mut self, rebased: Arc<Rebased>) -> u64 {
        let number = self.next;
        self.rebased.insert(number, rebased);
        self.note(Some(Vec::new()));
        number
    }

    /// Number of the act that an undo takes back.
    pub(super) fn last_done(&self) -> Option<u64> {
        self.done.last().copied()
    }

    /// What the act of this number changed.
    pub(super) fn act(&self, event: u64) -> Option<&[Change]> {
        self.acts.get(&event).map(Vec::as_slice)
    }

    /// The newer export that the act of this number took, if that is what it did.
    pub(super) fn rebased(&self, event: u64) -> Option<&Arc<Rebased>> {
        self.rebased.get(&event)
    }

    /// Whether this act stands, but was done on an earlier export.
    pub(super) fn is_on_earlier_export(&self, event: u64) -> bool {
        self.done.get(..self.first_on_this_export()).is_some_and(|earlier| earlier.contains(&event))
    }

    /// What was done on this export and not taken back, oldest first, each by its number. The first is
    /// the taking of the export, if it was not the first one: what was done before speaks of other rows.
    pub(super) fn done(&self) -> impl DoubleEndedIterator<Item = (u64, &[Change])> + ExactSizeIterator {
        let done = self.done.get(self.first_on_this_export()..).unwrap_or_default();
        done.iter().map(|number| (*number, self.acts.get(number).map_or(&[][..], Vec::as_slice)))
    }

    fn first_on_this_export(&self) -> usize {
        self.done.iter().rposition(|number| self.rebased.contains_key(number)).unwrap_or_default()
    }

    /// Number of the act that a redo does again.
    pub(super) fn last_undone(&self) -> Option<u64> {
        self.undone.last().copied()
    }

    /// Counts an undo. The changes to take back, or `None` if it is not that act's turn.
    pub(super) fn undo(&mut self, event: u64) -> Option<&[Change]> {
        self.next += 1;
        if self.last_done() != Some(event) {
            return None;
        }
        self.done.pop();
        self.undone.push(event);
        self.acts.get(&event).map(Vec::as_slice)
    }

    /// Counts a redo. The changes to make again, or `None` if it is not that act's turn.
    pub(super) fn redo(&mut self, event: u64) -> Option<&[Change]> {
        self.next += 1;
        if self.last_undone() != Some(event) {
            return None;
        }
        self.undone.pop();
        self.done.push(event);
        self.acts.get(&event).map(Vec::as_slice)
    }
}
