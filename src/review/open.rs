//! Words that are withheld in one place and stand openly in another.

use super::plan::checked_reason;
use super::{Change, Decision, Place, ReviewError, Workspace};
use crate::text::words;

/// Words withheld somewhere and open elsewhere. Holds case text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OpenWords {
    /// The words, folded and parted by one space.
    pub words: String,
    /// In how many places they are withheld.
    pub withheld_count: usize,
    /// Where they stand openly.
    pub open: Vec<Place>,
}

/// The folded form by which words are settled.
pub(super) fn folded(text: &str) -> String {
    words(text).iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

pub(super) fn looks_like_a_name(word: &str) -> bool {
    word.chars().any(|c| c.is_uppercase() || c.is_numeric())
}

impl Workspace {
    /// Every withheld sequence of words, and every single word of a withheld person's name, that
    /// also stands openly in a released cell of these rows and is not settled; see
    /// [`Workspace::consistency`].
    pub fn open_elsewhere(&self, entries: &[u32]) -> Vec<OpenWords> {
        let found = self.consistency_of(entries);
        let of = |used: &super::WordUse| OpenWords {
            words: used.words.clone(),
            withheld_count: used.withheld_count as usize,
            open: used.open.clone(),
        };
        found.unsettled().map(of).collect()
    }

    pub(super) fn plan_open(&self, words: &str, reason: &str) -> Result<Change, ReviewError> {
        let words = folded(words);
        let was = self.open_reason(&words).cloned();
        Ok(Change::Open { words, was, now: Some(checked_reason(reason)?) })
    }

    pub(super) fn plan_consistent(
        &self,
        words: &str,
        places: &[Place],
        decision: &Decision,
        reason: Option<&str>,
    ) -> Result<Vec<Change>, ReviewError> {
        let mut changes = match places {
            [] => Vec::new(),
            places => self.mark_all(places, Some(decision))?,
        };
        if let Some(reason) = reason {
            changes.push(self.plan_open(words, reason)?);
        }
        Ok(changes)
    }
}
