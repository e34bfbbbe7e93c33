//! Whether words that are withheld in one place are withheld everywhere: each of them with every place
//! in what will be released.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;

use rayon::prelude::*;

use super::open::{folded, looks_like_a_name};
use super::{Place, Policy, Workspace};
use crate::sheet::{CellId, Seeker};
use crate::text::{Folded, Span, Word, words};

/// Words that are withheld somewhere, and where they stand openly in what will be released.
///
/// A large sheet has a million of them, and withheld places by the dozen million: these are counted, and told
/// for words that are asked about.
#[derive(Clone, PartialEq, Eq)]
pub struct WordUse {
    /// The words, folded and parted by one space. Case text.
    pub words: String,
    /// In how many places they are withheld; [`Workspace::withheld_as`] tells where.
    pub withheld_count: u32,
    /// In how many of these places they are so only as suggested.
    pub undecided_count: u32,
    /// Where they stand openly, in order.
    pub open: Vec<Place>,
    /// Why they may stand openly, if the officer said so.
    pub settled: Option<Box<str>>,
}

/// Every sequence of words that is withheld somewhere, and every single word of a withheld person's name,
/// in the order of the words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Consistency {
    uses: Vec<WordUse>,
    unsettled_count: usize,
}

/// The longest sequence that is looked for, in words: longer passages are sentences, not names.
pub const MOST_WORDS: usize = 6;
/// Shorter words are initials, or mean something everywhere. In letters.
const SHORTEST: usize = 3;
/// Rows that are looked through before what was found there is put with the rest: of a big sheet all that is
/// noted on the way would take more room than its text.
const AT_A_TIME: usize = 1 << 15;

impl WordUse {
    /// Whether they are withheld in one place and open in another, and nobody said that this is in order.
    pub fn is_unsettled(&self) -> bool {
        !self.open.is_empty() && self.settled.is_none()
    }
}

impl fmt::Debug for WordUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (withheld, open) = (self.withheld_count, self.open.len());
        write!(f, "<words withheld in {withheld} places and open in {open}>")
    }
}

impl Consistency {
    /// All of them, in the order of the words.
    pub fn uses(&self) -> &[WordUse] {
        &self.uses
    }

    /// Those that are withheld here, open there and not settled.
    pub fn unsettled(&self) -> impl Iterator<Item = &WordUse> {
        self.uses.iter().filter(|used| used.is_unsettled())
    }

    /// How many these are; known without a look at each of what can be a million.
    pub fn unsettled_count(&self) -> usize {
        self.unsettled_count
    }

    /// These words, whatever their capitals, accents and the punctuation between them.
    pub fn of(&self, text: &str) -> Option<&WordUse> {
        self.get(&folded(text))
    }

    /// What is known of a passage: the passage as a whole first, then each of its words by itself.
    pub fn about(&self, text: &str) -> Vec<&WordUse> {
        let parts = words(text);
        let whole = self.of(text);
        let mut about: Vec<&WordUse> = whole.into_iter().collect();
        for used in parts.iter().filter_map(|word| self.get(&word.folded)) {
            if !about.iter().any(|known| known.words == used.words) {
                about.push(used);
            }
        }
        about
    }

    fn get(&self, folded: &str) -> Option<&WordUse> {
        let at = self.uses.binary_search_by(|used| used.words.as_str().cmp(folded)).ok()?;
        self.uses.get(at)
    }
}

/// What is looked for: the number of each sequence, and how many words those have at most that begin with a
/// word. Most words begin none.
struct Wanted<'k> {
    numbers: HashMap<&'k str, u32>,
    starts: HashMap<&'k str, usize>,
}

impl<'k> Wanted<'k> {
    fn new(keys: &'k [String]) -> Wanted<'k> {
        let mut starts: HashMap<&str, usize> = HashMap::new();
        for key in keys {
            let mut parts = key.split(' ');
            let most = starts.entry(parts.next().unwrap_or_default()).or_default();
            *most = (*most).max(parts.count() + 1);
        }
        Wanted { numbers: keys.iter().map(String::as_str).zip(0..).collect(), starts }
    }
}

/// What was counted of a sequence.
#[derive(Default)]
struct Counted {
    withheld: u32,
    undecided: u32,
    open: Vec<Place>,
}

/// A place of the sequence of this number.
struct Found {
    number: u32,
    is_withheld: bool,
    is_undecided: bool,
    place: Place,
}

impl Workspace {
    /// Every word that is withheld as a passage somewhere in what will be released, with all its places.
    ///
    /// A sequence counts as withheld where one redaction covers all of it, and as open where none touches
    /// any of it. One word counts as open only with a capital or digit, as it stands in names ("may" is not
    /// "May"); words of one or two letters do not count, nor do passages of more than six words.
    pub fn consistency(&self) -> Consistency {
        self.consistency_of(&self.entries(Policy::Final))
    }

    /// The same for these rows.
    pub fn consistency_of(&self, entries: &[u32]) -> Consistency {
        let keys = self.keys(entries);
        let wanted = Wanted::new(&keys);
        let mut counted: Vec<Counted> = keys.iter().map(|_| Counted::default()).collect();
        for rows in entries.chunks(AT_A_TIME) {
            let found: Vec<Found> = rows
                .par_iter()
                .flat_map_iter(|&row| self.open_cells(row))
                .flat_map_iter(|cell| self.places_in(cell, &wanted))
                .collect();
            for Found { number, is_withheld, is_undecided, place } in found {
                let Some(counted) = counted.get_mut(number as usize) else { continue };
                if is_withheld {
                    counted.withheld += 1;
                    counted.undecided += u32::from(is_undecided);
                } else {
                    counted.open.push(place);
                }
            }
        }
        drop(wanted);
        let used = |(words, counted): (String, Counted)| {
            let Counted { withheld: withheld_count, undecided: undecided_count, mut open } = counted;
            open.shrink_to_fit();
            let settled = self.open_reason(&words).map(|reason| reason.as_str().into());
            WordUse { words, withheld_count, undecided_count, open, settled }
        };
        let uses: Vec<WordUse> = keys.into_iter().zip(counted).map(used).collect();
        let unsettled_count = uses.iter().filter(|used| used.is_unsettled()).count();
        Consistency { uses, unsettled_count }
    }

    /// Where in what will be released these words are withheld, in order: the places that
    /// [`Workspace::consistency`] counts.
    pub fn withheld_as(&self, words: &str) -> Vec<Place> {
        let keys = [folded(words)];
        let [key] = &keys;
        let wanted = Wanted::new(&keys);
        // Only a row with the first word can hold them all.
        let Some(seeker) = key.split(' ').next().and_then(|first| Seeker::new(&[first])) else {
            return Vec::new();
        };
        let rows = self.sheet().rows_with(&seeker);
        let entries = self.entries(Policy::Final);
        let among = rows.into_par_iter().filter(|row| entries.binary_search(row).is_ok());
        let cells = among.flat_map_iter(|row| self.open_cells(row));
        let found = cells.flat_map_iter(|cell| self.places_in(cell, &wanted));
        found.filter(|found| found.is_withheld).map(|found| found.place).collect()
    }

    /// What is withheld in these rows, each once, in order.
    fn keys(&self, entries: &[u32]) -> Vec<String> {
        // Each thread has a set of its own: the same names come again and again.
        let sets = entries.par_iter().fold(HashSet::new, |mut all, &row| {
            for cell in self.open_cells(row) {
                all.extend(self.withheld_keys(cell));
            }
            all
        });
        let all = sets.reduce(HashSet::new, |one, other| {
            let (mut larger, smaller) = if one.len() < other.len() { (other, one) } else { (one, other) };
            larger.extend(smaller);
            larger
        });
        let mut keys: Vec<String> = all.into_iter().collect();
        keys.sort_unstable();
        keys
    }

    fn withheld_keys(&self, cell: CellId) -> BTreeSet<String> {
        let text = self.sheet().text(cell).expose();
        let mut all = BTreeSet::new();
        for redaction in self.redactions(cell, Policy::Final) {
            let span = redaction.span;
            let is_person = self.findings_in(cell).any(|f| f.kind.is_person() && span.covers(f.span));
            all.append(&mut keys(&words(span.of(text).unwrap_or("")), is_person));
        }
        all
    }

    fn places_in(&self, cell: CellId, wanted: &Wanted<'_>) -> Vec<Found> {
        let text = self.sheet().text(cell).expose();
        let text_folded = Folded::new(text);
        let runs = runs(text_folded.text());
        // Only a text in which a sequence can begin is looked at closely.
        let begins = |&(at, run): &(usize, &(usize, &str))| Some((at, *wanted.starts.get(run.1)?));
        let starts: Vec<(usize, usize)> =
            runs.iter().enumerate().filter_map(|(at, run)| begins(&(at, run))).collect();
        let mut found = Vec::new();
        if starts.is_empty() {
            return found;
        }
        let gone: Vec<Span> = self.redactions(cell, Policy::Final).into_iter().map(|r| r.span).collect();
        let undecided: Vec<Span> = self.undecided_in(cell).map(|finding| finding.span).collect();
        for (start, most) in starts {
            let mut key = String::new();
            for &(from, run) in runs.iter().skip(start).take(most) {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(run);
                let Some(&number) = wanted.numbers.get(key.as_str()) else { continue };
                let first = runs.get(start).map_or(from, |(first, _)| *first);
                let Some(span) = text_folded.original(text, first..from + run.len()) else { continue };
                let is_withheld = gone.iter().any(|gone| gone.covers(span));
                let is_open = !gone.iter().any(|gone| gone.overlaps(span))
                    && (key.contains(' ') || looks_like_a_name(span.of(text).unwrap_or("")));
                if is_withheld || is_open {
                    let is_undecided = undecided.iter().any(|undecided| undecided.overlaps(span));
                    found.push(Found { number, is_withheld, is_undecided, place: Place { cell, span } });
                }
            }
        }
        found
    }
}

/// The runs of letters and digits of a folded text, each with its first byte.
fn runs(folded: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut from = 0;
    for piece in folded.split(|letter: char| !letter.is_alphanumeric()) {
        if !piece.is_empty() {
            runs.push((from, piece));
        }
        // What parted the runs is one character.
        from += piece.len();
        from += folded.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    runs
}

/// What is looked for because this was withheld: all of it, and of a name each word.
fn keys(words: &[Word], is_person: bool) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    if (1..=MOST_WORDS).contains(&words.len()) {
        keys.insert(words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" "));
    }
    if is_person {
        keys.extend(words.iter().map(|word| word.folded.clone()));
    }
    keys.retain(|key| key.chars().count() >= SHORTEST);
    keys
}
