//! Whether words that are withheld are withheld everywhere, as far as it was counted.

use std::sync::Arc;

use super::clerk::Clerk;
use super::let_go::let_go;
use crate::review::Consistency;

/// The latest count, and after how many events it was made.
#[derive(Debug, Default)]
pub(super) struct Consistent {
    asked: Option<u64>,
    answered: Option<u64>,
    found: Arc<Consistency>,
}

impl Consistent {
    /// Asks for a count if anything was decided since the last. While one is made the next waits, so that a
    /// large case is not counted again and again while the officer decides.
    pub(super) fn update(&mut self, revision: u64, clerk: &Clerk) {
        if self.asked == self.answered && self.answered != Some(revision) {
            self.asked = Some(revision);
            clerk.words(revision);
        }
    }

    /// Takes in a count; an older one than is known says nothing new.
    pub(super) fn hear(&mut self, revision: u64, found: Arc<Consistency>) {
        if self.answered.is_some_and(|known| known > revision) {
            return;
        }
        let_go(std::mem::replace(&mut self.found, found));
        self.answered = Some(revision);
        // A question that is still out is answered later, and is of a later state.
        self.asked = self.asked.max(self.answered);
    }

    /// What was counted; nothing before the first count.
    pub(super) fn found(&self) -> &Arc<Consistency> {
        &self.found
    }

    /// How many words are withheld here, open there and not settled; `None` before the first count.
    pub(super) fn unsettled_count(&self) -> Option<u64> {
        self.answered.map(|_| self.found.unsettled_count() as u64)
    }

    /// Whether the count is of the case as it stands.
    pub(super) fn is_current(&self, revision: u64) -> bool {
        self.answered == Some(revision)
    }
}
