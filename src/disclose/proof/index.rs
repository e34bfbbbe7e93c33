//! Strings in a form in which a text is searched for all of them at once: as words by a trie of
//! hashes, and letter by letter whatever stands between. 200,000 strings cost no more than one.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A text of more words is known by runs of so many of them.
pub(super) const RUN_WORDS: usize = 8;
/// Letters and digits by which a long string is looked up.
const START_BYTES: usize = 7;

/// Strings known word by word. The text and the strings are folded.
#[derive(Default)]
pub(super) struct Words {
    /// Hash of each beginning, word by word, and whether it is a whole string.
    beginnings: HashMap<u64, bool, BuildHasherDefault<Hashed>>,
    /// Runs of words of long texts.
    runs: HashSet<u64, BuildHasherDefault<Hashed>>,
}

impl Words {
    /// Adds a string; says whether it was not known before.
    pub(super) fn insert(&mut self, hashes: &[u64]) -> bool {
        let mut state = 0;
        for &hash in hashes {
            state = mix(state, hash);
            self.beginnings.entry(state).or_insert(false);
        }
        self.beginnings.get_mut(&state).is_some_and(|whole| !std::mem::replace(whole, true))
    }

    /// Adds a text of more than [`RUN_WORDS`] words: any stretch of twice as many of them is found.
    pub(super) fn insert_runs(&mut self, hashes: &[u64]) {
        self.runs.extend(hashes.chunks_exact(RUN_WORDS).map(hash_run));
        self.runs.extend(hashes.last_chunk::<RUN_WORDS>().map(|run| hash_run(run)));
    }

    /// Whether a string begins with the first of these words.
    fn begins(&self, hashes: &[u64]) -> bool {
        let mut state = 0;
        for &hash in hashes {
            state = mix(state, hash);
            match self.beginnings.get(&state) {
                None => return false,
                Some(true) => return true,
                Some(false) => {}
            }
        }
        false
    }

    /// Whether any string or run stands among these words.
    pub(super) fn is_in(&self, hashes: &[u64]) -> bool {
        (0..hashes.len()).any(|at| self.begins(hashes.get(at..).unwrap_or(&[])))
            || hashes.windows(RUN_WORDS).any(|run| self.runs.contains(&hash_run(run)))
    }

    /// Number of runs.
    pub(super) fn run_count(&self) -> usize {
        self.runs.len()
    }
}

/// Long strings, known by their letters and digits alone.
#[derive(Default)]
pub(super) struct Letters {
    /// Hash of how a string begins, and where it lies; in order once all are in.
    starts: Vec<(u64, u32)>,
    /// Letters and digits of all strings, end to end, and where each ends.
    arena: String,
    ends: Vec<u32>,
}

impl Letters {
    /// Adds a string of folded letters and digits; one that is too short to be looked up is not.
    pub(super) fn insert(&mut self, letters: &str) {
        let Some(start) = letters.as_bytes().get(..START_BYTES) else { return };
        // What no longer fits into four gigabytes is still known by its words.
        let Ok(end) = u32::try_from(self.arena.len() + letters.len()) else { return };
        self.starts.push((hash_bytes(start), self.ends.len() as u32));
        self.arena.push_str(letters);
        self.ends.push(end);
    }

    /// Ends the adding.
    pub(super) fn finish(&mut self) {
        self.starts.sort_unstable();
        self.starts.shrink_to_fit();
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Whether any string stands in the folded text, whatever stands between its letters.
    pub(super) fn are_in(&self, folded: &str) -> bool {
        if self.starts.is_empty() {
            return false;
        }
        let text: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let bytes = text.as_bytes();
        (0..bytes.len()).filter_map(|at| bytes.get(at..)).any(|rest| {
            let Some(start) = rest.get(..START_BYTES).map(hash_bytes) else { return false };
            let from = self.starts.partition_point(|&(hash, _)| hash < start);
            let candidates = self.starts.iter().skip(from).take_while(|&&(hash, _)| hash == start);
            candidates.into_iter().any(|&(_, string)| rest.starts_with(self.letters(string as usize)))
        })
    }

    fn letters(&self, string: usize) -> &[u8] {
        let start = string.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.arena.as_bytes()[start as usize..self.ends[string] as usize]
    }
}

/// The words of a folded text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The hashes of the words of a folded text.
pub(super) fn hashes(folded: &str) -> impl Iterator<Item = u64> {
    words(folded).map(|word| hash_bytes(word.as_bytes()))
}

/// One hash for words in order.
pub(super) fn hash_run(run: &[u64]) -> u64 {
    run.iter().copied().fold(0, mix)
}

/// FNV-1a: words are short, and nobody gains by a collision.
fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
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
pub(super) struct Hashed(u64);

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
