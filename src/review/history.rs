//! Which acts can be taken back, and which can be done again. Undo adds to the log and takes
//! nothing away: the log is the audit trail.

use std::collections::BTreeMap;

use super::event::Change;

/// The acts of a case by their number in its log.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct History {
    next: u64,
    acts: BTreeMap<u64, Vec<Change>>,
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

    /// Number of the act that an undo takes back.
    pub(super) fn last_done(&self) -> Option<u64> {
        self.done.last().copied()
    }

    /// What the act of this number changed.
    pub(super) fn act(&self, event: u64) -> Option<&[Change]> {
        self.acts.get(&event).map(Vec::as_slice)
    }

    /// What was done and not taken back, oldest first, each by its number.
    pub(super) fn done(&self) -> impl DoubleEndedIterator<Item = (u64, &[Change])> + ExactSizeIterator {
        self.done.iter().map(|number| (*number, self.acts.get(number).map_or(&[][..], Vec::as_slice)))
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
