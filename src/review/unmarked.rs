//! What nothing marked in what will be released and deserves another look, the riskiest first.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;

use super::open::folded;
use super::{Place, Policy, Workspace};
use crate::detect::{Conspicuous, Kind, conspicuous};
use crate::sheet::{CellId, Treatment};
use crate::text::Span;

/// Words that stand openly and that nobody has looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct Unmarked {
    /// What they are by their looks; of several places the riskiest counts.
    pub sort: Conspicuous,
    /// The words, folded and parted by one space. Case text.
    pub words: String,
    /// Where they stand, in order.
    pub places: Vec<Place>,
}

impl fmt::Debug for Unmarked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{:?} in {} places>", self.sort, self.places.len())
    }
}

impl Workspace {
    /// Capitals, long numbers and quoted words in what will be released, each once with all its places: those
    /// of names first, and of one sort the rarest first, which tell most of somebody.
    ///
    /// Left out is what is redacted, suggested or kept, what the dial hides (it is listed as less likely), what
    /// names body-worn video, what is settled as open or is never to be suggested. In columns that are no
    /// running text only names and numbers count: their other words are those of a list.
    pub fn unmarked_in_release(&self) -> Vec<Unmarked> {
        let entries = self.entries(Policy::Final);
        let found: Vec<(String, Conspicuous, Place)> = entries
            .par_iter()
            .flat_map_iter(|&row| self.open_cells(row))
            .flat_map_iter(|cell| self.unmarked_in(cell))
            .collect();
        let mut by_words: BTreeMap<String, Unmarked> = BTreeMap::new();
        for (words, sort, place) in found {
            let unmarked = by_words.entry(words).or_insert_with_key(|words| Unmarked {
                sort,
                words: words.clone(),
                places: Vec::new(),
            });
            unmarked.sort = unmarked.sort.min(sort);
            unmarked.places.push(place);
        }
        let mut all: Vec<Unmarked> = by_words.into_values().collect();
        all.retain(|unmarked| !self.may_stand_openly(&unmarked.words));
        // Stable, so that words of one number of places stay in the order of the alphabet.
        all.sort_by_key(|unmarked| (unmarked.sort, unmarked.places.len()));
        all
    }

    /// What is conspicuous in one cell and nobody has looked at, with its folded words, in order.
    fn unmarked_in(&self, cell: CellId) -> Vec<(String, Conspicuous, Place)> {
        let text = self.sheet().text(cell).expose();
        let found = conspicuous(text);
        if found.is_empty() {
            return Vec::new();
        }
        let is_running = self
            .layout()
            .columns
            .get(usize::from(cell.column))
            .is_some_and(|plan| plan.treatment == Treatment::RedactSpans);
        let seen = self.seen_in(cell);
        let is_new = |(span, sort): &(Span, Conspicuous)| {
            let counts = is_running || matches!(sort, Conspicuous::Name | Conspicuous::Number);
            counts && !seen.iter().any(|seen| seen.overlaps(*span))
        };
        let named = |(span, sort): (Span, Conspicuous)| {
            let words = folded(span.of(text).unwrap_or(""));
            (words, sort, Place { cell, span })
        };
        let listed = |(words, _, _): &(String, Conspicuous, Place)| !self.is_never(words);
        found.into_iter().filter(is_new).map(named).filter(listed).collect()
    }

    /// What of a cell is marked, decided or listed elsewhere.
    fn seen_in(&self, cell: CellId) -> Vec<Span> {
        let decided = self.decisions_in(cell).map(|(place, _)| place.span);
        let found = super::workspace::of_cell(self.all_findings(), cell).iter();
        let marked = found.filter(|f| f.kind == Kind::Bwv || self.is_suggested(f)).map(|f| f.span);
        decided.chain(marked).collect()
    }

    fn is_never(&self, words: &str) -> bool {
        !self.lists().never.is_empty() && self.lists().never.keys().any(|never| folded(never) == words)
    }
}
