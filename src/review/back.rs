//! The acts of a case as a history, and the way back to one of them.

use super::event::Change;
use super::{ReviewError, Workspace};

impl Workspace {
    /// What was done on this export and not taken back, the latest first: each act with its number in the
    /// log, from 0. The last is the taking of the export, if there was one before.
    pub fn acts(&self) -> impl DoubleEndedIterator<Item = (u64, &[Change])> {
        self.history.done().rev()
    }

    /// How many acts were done on this export and not taken back.
    pub fn act_count(&self) -> usize {
        self.history.done().len()
    }

    /// The entry that was read last.
    pub fn last_read(&self) -> Option<u32> {
        self.acts().find_map(|(_, changes)| match changes {
            [Change::Read { row, now: true, .. }] => Some(*row),
            _ => None,
        })
    }

    /// What takes back everything that was done after an act. It is an act of its own, which can be taken back
    /// like any other; nothing leaves the log.
    pub(super) fn plan_back_to(&self, act: u64) -> Result<Vec<Change>, ReviewError> {
        if !self.history.done().any(|(number, _)| number == act) {
            let is_earlier = self.history.is_on_earlier_export(act);
            return Err(if is_earlier { ReviewError::BeforeNewerExport } else { ReviewError::NoSuchAct });
        }
        let later = self.acts().take_while(|(number, _)| *number != act);
        Ok(later.flat_map(|(_, changes)| changes.iter().rev().map(Change::inverse)).collect())
    }
}
