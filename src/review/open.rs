//! Words that are withheld in one place and stand openly in another.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::{Place, Policy, Workspace};
use crate::sheet::CellId;
use crate::text::{Span, Word, words};

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
    join(&words(text))
}

fn join(words: &[Word]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// The longest sequence that is looked for: longer passages are sentences, not names.
const MOST_WORDS: usize = 6;

impl Workspace {
    /// Every withheld sequence of words, and every single word of a withheld person's name, that
    /// also stands openly in a released cell and is not settled. One word counts as open only with
    /// a capital or digit, as it stands in names ("may" is not "May"); single letters do not count.
    pub fn open_elsewhere(&self, entries: &[u32]) -> Vec<OpenWords> {
        let withheld = self.withheld_words(entries);
        // A sequence can only begin where its first word stands; most words begin none.
        let starts: HashSet<&str> = withheld.keys().filter_map(|key| key.split(' ').next()).collect();
        let places: Vec<(&str, Place)> = entries
            .par_iter()
            .flat_map_iter(|&row| self.open_cells(row))
            .flat_map_iter(|cell| self.open_places(cell, &withheld, &starts))
            .collect();
        let mut found: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for (words, place) in places {
            found.entry(words).or_default().push(place);
        }
        found
            .into_iter()
            .filter(|(words, _)| !self.may_stand_openly(words))
            .map(|(words, open)| OpenWords { words: words.to_owned(), withheld_count: withheld[words], open })
            .collect()
    }

    /// How often each sequence of words is withheld in released cells.
    fn withheld_words(&self, entries: &[u32]) -> HashMap<String, usize> {
        let mut withheld: HashMap<String, usize> = HashMap::new();
        for cell in entries.iter().flat_map(|&row| self.open_cells(row)) {
            let text = self.sheet().text(cell).expose();
            for redaction in self.redactions(cell, Policy::Final) {
                let span = redaction.span;
                let person = self.findings_in(cell).iter().any(|f| f.kind.is_person() && span.covers(f.span));
                for key in keys(&words(span.of(text).unwrap_or("")), person) {
                    *withheld.entry(key).or_default() += 1;
                }
            }
        }
        withheld
    }

    /// Where withheld words stand openly in one cell.
    fn open_places<'w>(
        &self,
        cell: CellId,
        withheld: &'w HashMap<String, usize>,
        starts: &HashSet<&str>,
    ) -> Vec<(&'w str, Place)> {
        let text = self.sheet().text(cell).expose();
        let gone: Vec<Span> =
            self.redactions(cell, Policy::Final).into_iter().map(|redaction| redaction.span).collect();
        let mut outside = words(text);
        outside.retain(|word| !gone.iter().any(|span| span.overlaps(word.span)));
        let mut places = Vec::new();
        for start in 0..outside.len() {
            if !starts.contains(outside[start].folded.as_str()) {
                continue;
            }
            for length in 1..=MOST_WORDS.min(outside.len() - start) {
                let window = &outside[start..start + length];
                if length == 1 && !looks_like_a_name(window[0].span.of(text).unwrap_or("")) {
                    continue;
                }
                if let Some((key, _)) = withheld.get_key_value(&join(window)) {
                    let span = window[0].span.join(window[length - 1].span);
                    places.push((key.as_str(), Place { cell, span }));
                }
            }
        }
        places
    }
}

fn keys(words: &[Word], person: bool) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    if (1..=MOST_WORDS).contains(&words.len()) {
        keys.insert(join(words));
    }
    if person {
        keys.extend(words.iter().map(|word| word.folded.clone()));
    }
    keys.retain(|key| key.chars().count() > 2);
    keys
}

fn looks_like_a_name(word: &str) -> bool {
    word.chars().any(|c| c.is_uppercase() || c.is_numeric())
}
