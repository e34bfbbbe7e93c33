//! Looks for many patterns at once where words begin and end. Nearly every pattern of the lexicon begins
//! with `\b`; tried there and nowhere else, all of them together end at the first letters that none of
//! them knows, where a search for them anywhere carries every beginning along.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::pool::Pool;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind, PatternSet, meta};
use regex_syntax::hir::literal::{Extractor, Literal};
use regex_syntax::hir::{Hir, Look};

/// What a search may keep in memory on each thread; with less, the big sets start over all the time.
const DFA_BYTES: usize = 8 << 20;

/// Patterns that begin where words begin or end, with their places in the list they came in.
pub(crate) struct AtBoundaries {
    all: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
    /// By itself, for where exactly a match ends. Compiled when it is first needed: most never are.
    each: Vec<(String, OnceLock<meta::Regex>)>,
    may_begin: Beginnings,
}

/// Why patterns cannot be compiled.
pub(crate) type CompileError = Box<dyn std::error::Error + Send + Sync>;

/// A pattern that matches only where a word begins or ends, with what it was found to begin with: it is read
/// once, for that is most of what a start costs.
pub(crate) struct Pattern {
    text: String,
    parsed: Hir,
    /// `None` where it may begin with anything.
    beginnings: Option<Vec<Literal>>,
}

impl Pattern {
    /// `None` where it may match elsewhere or is no pattern.
    pub(crate) fn at_boundary(pattern: &str) -> Option<Pattern> {
        let parsed = syntax::parse_with(pattern, &ascii()).ok()?;
        if !begins_at_boundary(&parsed) {
            return None;
        }
        let mut extractor = Extractor::new();
        extractor.limit_literal_len(LONG).limit_class(64).limit_repeat(LONG).limit_total(1 << 14);
        let beginnings = extractor.extract(&parsed).literals().map(<[Literal]>::to_vec);
        Some(Pattern { text: pattern.to_owned(), parsed, beginnings })
    }

    /// Whether few words begin as a match does. A pattern that may begin with any word has all words of a text
    /// tried, for every pattern that is looked for together with it.
    pub(crate) fn begins_like_few(&self) -> bool {
        let mut short = Few::none();
        self.beginnings().for_each(|bytes| short.add(bytes));
        short.are_few()
    }

    /// With what a match begins: one of these, or with nothing certain.
    fn beginnings(&self) -> impl Iterator<Item = &[u8]> {
        let any = self.beginnings.is_none().then_some(&[][..]);
        self.beginnings.iter().flatten().map(Literal::as_bytes).chain(any)
    }
}

/// Classes mean ASCII and `(?i)` folds ASCII only, which keeps patterns small and fast.
pub(super) fn ascii() -> syntax::Config {
    syntax::Config::new().unicode(false)
}

/// Whether it matches only where a word begins or ends.
pub(super) fn begins_at_boundary(parsed: &Hir) -> bool {
    parsed.properties().look_set_prefix().contains(Look::WordAscii)
}

impl AtBoundaries {
    /// Compiles the patterns.
    pub(crate) fn new(patterns: Vec<Pattern>) -> Result<AtBoundaries, CompileError> {
        let parsed: Vec<&Hir> = patterns.iter().map(|pattern| &pattern.parsed).collect();
        let automaton = thompson::Compiler::new()
            .configure(thompson::Config::new().which_captures(thompson::WhichCaptures::None))
            .build_many_from_hir(&parsed)?;
        let all = DFA::builder()
            .configure(DFA::config().match_kind(MatchKind::All).cache_capacity(DFA_BYTES))
            .build_from_nfa(automaton)?;
        let may_begin = Beginnings::new(&patterns);
        let each = patterns.into_iter().map(|pattern| (pattern.text, OnceLock::new())).collect();
        let of_all = all.clone();
        Ok(AtBoundaries { all, caches: Pool::new(Box::new(move || of_all.create_cache())), each, may_begin })
    }

    fn alone(&self, pattern: usize) -> &meta::Regex {
        let (text, compiled) = &self.each[pattern];
        compiled.get_or_init(|| {
            // Tried at one place only: what leads a search there would be made for nothing.
            let config = meta::Config::new().auto_prefilter(false);
            let regex = meta::Builder::new().configure(config).syntax(ascii()).build(text);
            regex.expect("a pattern that compiled together with others")
        })
    }

    /// Reports the matches of each pattern by its place, each pattern's from left to right without
    /// overlap, as a search for it alone finds them.
    pub(crate) fn find(&self, text: &str, mut report: impl FnMut(usize, Range<usize>)) {
        if self.each.is_empty() {
            return;
        }
        let mut cache = self.caches.get();
        let mut matching = PatternSet::new(self.each.len());
        let mut free_from = vec![0; self.each.len()];
        for at in boundaries(text, &self.may_begin) {
            let input = Input::new(text).range(at..).anchored(Anchored::Yes);
            let any = self.all.try_search_fwd(&mut cache, &input.clone().earliest(true));
            if matches!(any, Ok(None)) {
                continue;
            }
            matching.clear();
            if self.all.try_which_overlapping_matches(&mut cache, &input, &mut matching).is_err() {
                // The automaton gave up on a text that it cannot hold: every pattern is asked.
                (0..self.each.len()).for_each(|at| _ = matching.insert(regex_automata::PatternID::must(at)));
            }
            for pattern in matching.iter().map(|pattern| pattern.as_usize()) {
                let found = (at >= free_from[pattern]).then(|| self.alone(pattern).find(input.clone()));
                if let Some(found) = found.flatten().filter(|found| !found.is_empty()) {
                    free_from[pattern] = found.end();
                    report(pattern, found.range());
                }
            }
        }
    }
}

/// With what matches begin: few words of a text begin like a phrase, and to learn that is cheaper than to begin
/// a search.
struct Beginnings {
    /// The first bytes of every match.
    short: Few,
    /// Those of them that may begin a match whatever follows.
    open: Few,
    /// More bytes of the others, by their hash.
    long: Box<[bool]>,
}

/// Beginnings of [`SHORT`] bytes, in which what is neither a letter nor a digit is alike.
struct Few(Box<[bool]>);

const SHORT: usize = 3;
const LONG: usize = 6;
const SORTS: usize = 38;
const LONG_BITS: u32 = 14;

impl Beginnings {
    fn new(patterns: &[Pattern]) -> Beginnings {
        let mut all =
            Beginnings { short: Few::none(), open: Few::none(), long: vec![false; 1 << LONG_BITS].into() };
        patterns.iter().flat_map(Pattern::beginnings).for_each(|bytes| all.add(bytes));
        all
    }

    fn add(&mut self, bytes: &[u8]) {
        self.short.add(bytes);
        match bytes.first_chunk::<LONG>() {
            Some(long) => self.long[hashed(long)] = true,
            None => self.open.add(bytes),
        }
    }

    /// Whether a match may begin with the first of these bytes.
    fn may_begin(&self, text: &[u8]) -> bool {
        let Some(short) = text.first_chunk::<SHORT>() else { return true };
        self.short.has(short)
            && (self.open.has(short)
                || text.first_chunk::<LONG>().is_some_and(|long| self.long[hashed(long)]))
    }
}

impl Few {
    fn none() -> Few {
        Few(vec![false; SORTS.pow(SHORT as u32)].into())
    }

    /// Takes in everything that begins with these bytes.
    fn add(&mut self, bytes: &[u8]) {
        let known = bytes.len().min(SHORT);
        let open = SORTS.pow((SHORT - known) as u32);
        let first = Few::place(&bytes[..known]) * open;
        self.0[first..first + open].fill(true);
    }

    /// Whether they are less than a third of all there are.
    fn are_few(&self) -> bool {
        self.0.iter().filter(|&&begins| begins).count() * 3 < self.0.len()
    }

    fn has(&self, bytes: &[u8; SHORT]) -> bool {
        self.0[Few::place(bytes)]
    }

    fn place(bytes: &[u8]) -> usize {
        bytes.iter().fold(0, |place, &byte| place * SORTS + sort(byte))
    }
}

fn sort(byte: u8) -> usize {
    usize::from(match byte {
        b'a'..=b'z' => byte - b'a' + 1,
        b'A'..=b'Z' => byte - b'A' + 1,
        b'0'..=b'9' => byte - b'0' + 27,
        b' ' => 37,
        _ => 0,
    })
}

fn hashed(bytes: &[u8; LONG]) -> usize {
    let number = bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - LONG_BITS)) as usize
}

/// Where ASCII words begin and end, as `\b` means it, and a match may begin.
fn boundaries<'t>(text: &'t str, may_begin: &'t Beginnings) -> impl Iterator<Item = usize> + 't {
    let mut after_word = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_boundary = is_word(byte) != std::mem::replace(&mut after_word, is_word(byte));
        (is_boundary && may_begin.may_begin(&text.as_bytes()[at..])).then_some(at)
    })
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::RegexBuilder;

    use super::*;

    #[test]
    fn knows_patterns_that_begin_at_a_boundary() {
        for (pattern, holds) in [
            (r"\bcat", true),
            (r"(?:\bcat|\bdog)", true),
            (r"(?:\bcat|dog)", false),
            (r"cat\b", false),
            (r"(", false),
        ] {
            assert_eq!(Pattern::at_boundary(pattern).is_some(), holds, "{pattern}");
        }
    }

    #[test]
    fn knows_patterns_with_which_any_word_may_begin() {
        for (pattern, holds) in [
            (r"\b(?:cat|dog)s?", true),
            (r"\b[0-9]+ dogs", true),
            (r"\b(?:cat|[a-z]+ dogs)", false),
            (r"\b.* dogs", false),
        ] {
            let begins = Pattern::at_boundary(pattern).is_some_and(|pattern| pattern.begins_like_few());
            assert_eq!(begins, holds, "{pattern}");
        }
    }

    const PATTERNS: &[&str] =
        &[r"\b(?:cat|cats and dogs)", r"\b[a-z]+ dog", r"\bdog(?: dog)?\b", r"\b -", r"\b"];

    proptest! {
        /// What is found is what a search for each pattern alone finds, but for empty matches.
        #[test]
        fn finds_what_each_alone_finds(text in "(cat|cats and dogs|dog| |-|é|_|\\.){0,12}") {
            let found = {
                let mut found = vec![Vec::new(); PATTERNS.len()];
                let patterns = PATTERNS.iter().filter_map(|pattern| Pattern::at_boundary(pattern)).collect();
                AtBoundaries::new(patterns).unwrap().find(&text, |pattern, range| found[pattern].push(range));
                found
            };
            let alone = |pattern: &&str| {
                let regex = RegexBuilder::new(pattern).unicode(false).build().unwrap();
                let ranges = regex.find_iter(&text).map(|found| found.range());
                ranges.filter(|range| !range.is_empty()).collect::<Vec<_>>()
            };
            prop_assert_eq!(found, PATTERNS.iter().map(alone).collect::<Vec<_>>());
        }
    }
}
