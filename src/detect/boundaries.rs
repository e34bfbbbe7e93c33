//! Looks for many patterns at once where words begin and end. Nearly every pattern of the lexicon begins
//! with `\b`; tried there and nowhere else, all of them together end at the first letters that none of
//! them knows, where a search for them anywhere carries every beginning along.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::util::pool::Pool;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, Input, MatchKind, PatternSet, meta};
use regex_syntax::hir::Look;

/// What a search may keep in memory on each thread; with less, the big sets start over all the time.
const DFA_BYTES: usize = 8 << 20;

/// Patterns that begin where words begin or end, with their places in the list they came in.
pub(crate) struct AtBoundaries {
    all: DFA,
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync>>,
    /// By itself, for where exactly a match ends. Compiled when it is first needed: most never are.
    each: Vec<(String, OnceLock<meta::Regex>)>,
    /// Bytes with which a match can begin.
    may_begin: [bool; 256],
}

/// Why patterns cannot be compiled.
pub(crate) type CompileError = Box<dyn std::error::Error + Send + Sync>;

/// Whether a pattern matches only where a word begins or ends.
pub(crate) fn begins_at_boundary(pattern: &str) -> bool {
    let parsed = syntax::parse_with(pattern, &ascii());
    parsed.is_ok_and(|hir| hir.properties().look_set_prefix().contains(Look::WordAscii))
}

/// Classes mean ASCII and `(?i)` folds ASCII only, which keeps patterns small and fast.
fn ascii() -> syntax::Config {
    syntax::Config::new().unicode(false)
}

impl AtBoundaries {
    /// Compiles patterns for which [`begins_at_boundary`] holds.
    pub(crate) fn new(patterns: &[&str]) -> Result<AtBoundaries, CompileError> {
        let all = DFA::builder()
            .syntax(ascii())
            .configure(DFA::config().match_kind(MatchKind::All).cache_capacity(DFA_BYTES))
            .build_many(patterns)?;
        let each = patterns.iter().map(|&pattern| (pattern.to_owned(), OnceLock::new())).collect();
        let may_begin = beginnings(&all)?;
        let of_all = all.clone();
        Ok(AtBoundaries { all, caches: Pool::new(Box::new(move || of_all.create_cache())), each, may_begin })
    }

    fn alone(&self, pattern: usize) -> &meta::Regex {
        let (text, compiled) = &self.each[pattern];
        compiled.get_or_init(|| {
            let regex = meta::Builder::new().syntax(ascii()).build(text);
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

/// The bytes with which a match at a boundary can begin.
fn beginnings(all: &DFA) -> Result<[bool; 256], CompileError> {
    let mut cache = all.create_cache();
    let mut may_begin = [false; 256];
    for (byte, may_begin) in (0..=u8::MAX).zip(&mut may_begin) {
        // Before a letter stands none, and the other way round: else there is no boundary.
        let before = if is_word(byte) { b' ' } else { b'a' };
        let start = start::Config::new().anchored(Anchored::Yes).look_behind(Some(before));
        let start = all.start_state(&mut cache, &start)?;
        *may_begin = !all.next_state(&mut cache, start, byte)?.is_dead();
    }
    Ok(may_begin)
}

/// Where ASCII words begin and end, as `\b` means it, with one of these bytes.
fn boundaries<'t>(text: &'t str, may_begin: &'t [bool; 256]) -> impl Iterator<Item = usize> + 't {
    let mut after_word = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_boundary = is_word(byte) != std::mem::replace(&mut after_word, is_word(byte));
        (is_boundary && may_begin[usize::from(byte)]).then_some(at)
    })
}

fn is_word(byte: u8) -> bool {
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
            assert_eq!(begins_at_boundary(pattern), holds, "{pattern}");
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
                AtBoundaries::new(PATTERNS).unwrap().find(&text, |pattern, range| found[pattern].push(range));
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
