//! Every string that must not leave, in a form in which any text can be searched for all of them
//! at once: a trie of word hashes, so that 200,000 strings cost no more than one.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::disclose::build::shown_columns;
use crate::disclose::{Case, Disclosure, Piece};
use crate::review::Policy;
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};
use crate::text::{Span, fold};

/// A text of more words is known by runs of so many of them.
const RUN_WORDS: usize = 8;
/// Letters and digits from which on a string is found whatever stands between them.
const LONG: usize = 10;
/// The same for a string with a digit in it.
const LONG_WITH_DIGIT: usize = 7;
/// Digits below which a number is too common to be searched for outside cells.
const SHORTEST_NUMBER: usize = 4;
/// Places kept of each string that also stands openly.
const MOST_PLACES: usize = 50;

/// Every withheld string of a case.
#[derive(Default)]
pub struct Secrets {
    /// Hash of each beginning, word by word; a whole string has its number.
    words: HashMap<u64, Option<u32>, BuildHasherDefault<Hashed>>,
    /// Runs of words of long texts.
    runs: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// Strings of two letters, which are searched for as they are written.
    short: HashSet<String>,
    /// Long strings without anything between their letters, by the hash of how they begin.
    squashed: HashMap<u64, Vec<u32>, BuildHasherDefault<Hashed>>,
    squashed_arena: Vec<String>,
    origins: Vec<Origin>,
    too_short: u64,
}

/// Where a withheld string comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Origin {
    cell: CellId,
    span: Option<Span>,
    times: u32,
}

/// Withheld words that also stand openly in the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenElsewhere {
    /// A cell of the sheet in which they are withheld.
    pub cell: CellId,
    /// Where in that cell; `None` if the cell is withheld as a whole.
    pub span: Option<Span>,
    /// How often they are withheld.
    pub times_withheld: u32,
    /// How often they stand openly.
    pub times_open: u64,
    /// Where: row and column of the table, from 0, at most the first fifty.
    pub places: Vec<(usize, usize)>,
}

impl Secrets {
    /// Collects what the decisions withhold, and what is not in the table at all.
    pub fn collect(case: &impl Case, policy: Policy) -> Secrets {
        let mut collector = Collector::default();
        let shown = shown_columns(case);
        let entries = case.entries(policy);
        let mut next_entry = entries.iter().copied().peekable();
        for row in 0..case.sheet().row_count() {
            let is_entry = next_entry.next_if_eq(&row).is_some();
            let withholding = case.withholding(row, policy).filter(|_| is_entry);
            for (column, &plan) in case.layout().columns.iter().enumerate() {
                let cell = CellId { row, column: column as u16 };
                let is_shown = is_entry && shown.iter().any(|&(shown, _)| shown == cell.column);
                let is_withheld = withholding.as_ref().is_some_and(|w| w.degree.covers(plan));
                collector.add_cell(case, cell, plan, is_shown, is_withheld, policy);
            }
        }
        collector.finish(case)
    }

    /// Number of different strings that are searched for.
    pub fn len(&self) -> u64 {
        (self.origins.len() + self.runs.len()) as u64
    }

    /// Whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Strings of one letter or of fewer than four digits, which every text holds and which are
    /// therefore not searched for outside cells.
    pub fn too_short(&self) -> u64 {
        self.too_short
    }

    /// Whether any withheld string stands in the text, as words or with anything between its letters.
    pub fn is_in(&self, text: &str) -> bool {
        if !self.short.is_empty() && words(text).any(|word| self.short.contains(word)) {
            return true;
        }
        let folded = fold(text);
        let hashes: Vec<u64> = words(&folded).map(hash_word).collect();
        let has_words = (0..hashes.len()).any(|at| self.longest_at(&hashes[at..]).is_some());
        let has_run = || hashes.windows(RUN_WORDS).any(|run| self.runs.contains(&hash_run(run)));
        has_words || has_run() || self.is_squashed_in(&folded)
    }

    /// The longest string that begins with these words, and how many words it has.
    fn longest_at(&self, hashes: &[u64]) -> Option<(u32, usize)> {
        let mut longest = None;
        let mut state = 0;
        for (at, &hash) in hashes.iter().enumerate() {
            state = mix(state, hash);
            match self.words.get(&state) {
                Some(&Some(string)) => longest = Some((string, at + 1)),
                Some(None) => {}
                None => break,
            }
        }
        longest
    }

    fn is_squashed_in(&self, folded: &str) -> bool {
        if self.squashed.is_empty() {
            return false;
        }
        let text: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let bytes = text.as_bytes();
        (0..bytes.len()).any(|at| {
            let rest = &bytes[at..];
            let start = rest.get(..LONG_WITH_DIGIT).map(hash_bytes);
            let candidates = start.and_then(|start| self.squashed.get(&start));
            candidates.is_some_and(|known| {
                known.iter().any(|&at| rest.starts_with(self.squashed_arena[at as usize].as_bytes()))
            })
        })
    }

    fn insert(&mut self, text: &str, cell: CellId, span: Option<Span>) {
        let folded = &fold(text);
        let hashes: Vec<u64> = words(folded).map(hash_word).collect();
        let alphanumeric = folded.chars().filter(|c| c.is_alphanumeric()).count();
        let has_digit = folded.contains(|c: char| c.is_ascii_digit());
        let is_number = folded.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii_digit());
        match alphanumeric {
            0 => return,
            1 => {
                self.too_short += 1;
                return;
            }
            n if is_number && n < SHORTEST_NUMBER => {
                self.too_short += 1;
                return;
            }
            2 if hashes.len() == 1 => {
                self.short.extend(words(text).map(str::to_owned));
                return;
            }
            _ => {}
        }
        if hashes.len() > RUN_WORDS {
            self.runs.extend(hashes.chunks_exact(RUN_WORDS).map(hash_run));
            self.runs.extend(hashes.last_chunk::<RUN_WORDS>().map(|run| hash_run(run)));
            return;
        }
        if !self.insert_words(&hashes, Origin { cell, span, times: 1 }) {
            return;
        }
        let squashed: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if alphanumeric >= LONG || (has_digit && alphanumeric >= LONG_WITH_DIGIT) {
            let start = squashed.as_bytes().get(..LONG_WITH_DIGIT).map(hash_bytes);
            self.squashed.entry(start.unwrap_or(0)).or_default().push(self.squashed_arena.len() as u32);
            self.squashed_arena.push(squashed);
        }
    }

    /// Whether the string is new.
    fn insert_words(&mut self, hashes: &[u64], origin: Origin) -> bool {
        let mut state = 0;
        for &hash in hashes {
            state = mix(state, hash);
            self.words.entry(state).or_insert(None);
        }
        match self.words.get_mut(&state) {
            Some(Some(known)) => {
                let known = &mut self.origins[*known as usize];
                known.times += 1;
                // A passage says more of where the words are withheld than a whole cell.
                if known.span.is_none() && origin.span.is_some() {
                    *known = Origin { times: known.times, ..origin };
                }
                false
            }
            Some(end @ None) => {
                *end = Some(self.origins.len() as u32);
                self.origins.push(origin);
                true
            }
            None => false,
        }
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} strings withheld>", self.len())
    }
}

/// Lists withheld words that also stand openly in the table: not a leak by itself ("May" is a
/// name and a month), but for the officer to settle before release.
pub fn open_elsewhere(disclosure: &Disclosure, secrets: &Secrets) -> Vec<OpenElsewhere> {
    let mut found: HashMap<u32, OpenElsewhere> = HashMap::new();
    let mut hashes = Vec::new();
    for row in 0..disclosure.row_count() {
        for (column, cell) in disclosure.row(row).enumerate() {
            for piece in cell.pieces() {
                let Piece::Text(text) = piece else { continue };
                hashes.clear();
                hashes.extend(words(&fold(text)).map(hash_word));
                let mut at = 0;
                while at < hashes.len() {
                    let Some((string, word_count)) = secrets.longest_at(&hashes[at..]) else {
                        at += 1;
                        continue;
                    };
                    at += word_count;
                    let Origin { cell, span, times } = secrets.origins[string as usize];
                    let open = found.entry(string).or_insert_with(|| OpenElsewhere {
                        cell,
                        span,
                        times_withheld: times,
                        times_open: 0,
                        places: Vec::new(),
                    });
                    open.times_open += 1;
                    if open.places.len() < MOST_PLACES {
                        open.places.push((row, column));
                    }
                }
            }
        }
    }
    let mut all: Vec<OpenElsewhere> = found.into_values().collect();
    all.sort_by_key(|open| (open.cell, open.span));
    all
}

#[derive(Default)]
struct Collector {
    secrets: Secrets,
    /// Whole cells that are released: a withheld cell that says the same gives nothing away.
    released: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// Withheld as a whole, with the hash of what they say.
    whole: Vec<(u64, CellId)>,
}

impl Collector {
    fn add_cell(
        &mut self,
        case: &impl Case,
        cell: CellId,
        plan: ColumnPlan,
        is_shown: bool,
        is_withheld: bool,
        policy: Policy,
    ) {
        let text = case.sheet().text(cell).expose();
        if text.is_empty() {
            return;
        }
        let redactions = case.redactions(cell, policy);
        for redaction in &redactions {
            let words = redaction.span.of(text).unwrap_or("");
            self.secrets.insert(words, cell, Some(redaction.span));
        }
        let is_whole = match plan.treatment {
            _ if !is_shown => says_who(plan.role),
            _ if is_withheld => true,
            Treatment::Withhold | Treatment::YearOnly => true,
            Treatment::Disclose | Treatment::RedactSpans => false,
            Treatment::OutOfScope | Treatment::Unsettled => says_who(plan.role),
        };
        if is_whole {
            self.whole.push((hash_whole(text), cell));
        } else if is_shown && redactions.is_empty() && plan.treatment == Treatment::Disclose {
            self.released.insert(hash_whole(text));
        }
    }

    fn finish(mut self, case: &impl Case) -> Secrets {
        for (hash, cell) in std::mem::take(&mut self.whole) {
            if !self.released.contains(&hash) {
                self.secrets.insert(case.sheet().text(cell).expose(), cell, None);
            }
        }
        self.secrets
    }
}

/// Whether a column that is not in the table holds more than the words of a list.
fn says_who(role: Role) -> bool {
    match role {
        Role::Reference
        | Role::Subject
        | Role::SubjectNumber
        | Role::Complainant
        | Role::Summary
        | Role::Date
        | Role::Recorded
        | Role::Other => true,
        Role::Type
        | Role::Year
        | Role::Unit
        | Role::Allegation
        | Role::Rank
        | Role::Flag
        | Role::Status
        | Role::Outcome
        | Role::InvestigatingBody => false,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn hash_whole(text: &str) -> u64 {
    words(&fold(text)).map(hash_word).fold(0, mix)
}

fn hash_word(word: &str) -> u64 {
    hash_bytes(word.as_bytes())
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    // FNV-1a: short words, and nobody gains by a collision.
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn hash_run(run: &[u64]) -> u64 {
    run.iter().copied().fold(0, mix)
}

/// Joins the hash of a word to that of the words before it (the finaliser of SplitMix64).
fn mix(state: u64, word: u64) -> u64 {
    let mut z = (state.rotate_left(23) ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Takes a key that is a hash already as it is.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_bytes(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
