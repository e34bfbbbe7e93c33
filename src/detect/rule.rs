//! A pattern together with what every match of it holds: groups of letters of which most texts have none, so
//! that they need not be searched for it. A search costs a step for each letter of the text; to ask after groups
//! costs a step for each of those.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_automata::util::syntax;
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Repetition};

use super::boundaries::{ascii, begins_at_boundary, is_word};

/// A pattern over plain text, compiled when a text is first searched for it.
#[derive(Debug)]
pub(crate) struct Rule {
    source: String,
    regex: OnceLock<Regex>,
    needs: OnceLock<Vec<Needs>>,
}

/// Its classes mean ASCII and `(?i)` folds ASCII only, which keeps it fast; a letter beyond ASCII must be asked
/// for by `(?u:…)`.
pub(crate) fn pattern(source: &str) -> Rule {
    Rule { source: source.to_owned(), regex: OnceLock::new(), needs: OnceLock::new() }
}

impl Deref for Rule {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        let compile = || RegexBuilder::new(&self.source).unicode(false).build().expect("a valid pattern");
        self.regex.get_or_init(compile)
    }
}

impl Rule {
    /// Whether a text of these groups can hold a match.
    pub(crate) fn may_match(&self, groups: &Groups) -> bool {
        self.needs.get_or_init(|| needs(&self.source)).iter().all(|needs| groups.meet(needs))
    }
}

/// One of these stands in every text that holds a match: for each, groups of letters it consists of. In order.
type Needs = Vec<[Group; MOST]>;

/// Groups that are asked for; where there are fewer, the last stands for the others.
const MOST: usize = 4;

/// Three letters that follow one another, or the first two of a word, as a hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Group(u32);

impl Group {
    fn of(first: u8, second: u8, third: u8) -> Group {
        let letters = u32::from(first) << 16 | u32::from(second) << 8 | u32::from(third);
        Group(letters.wrapping_mul(0x9e37_79b1))
    }
}

/// Stands before the first letter of a word in place of whatever is there.
const BREAK: u8 = 0;

/// How closely letters are looked at.
#[derive(Clone, Copy)]
enum Eye {
    /// Capitals and small letters are alike, and digits, and blanks.
    Letters,
    /// All letters are alike as well.
    Sorts,
}

impl Eye {
    const ALL: [Eye; 2] = [Eye::Letters, Eye::Sorts];

    /// The byte that stands for all that look like this one.
    fn see(self, byte: u8) -> u8 {
        match (self, byte) {
            (Eye::Letters, b'A'..=b'Z') => byte.to_ascii_lowercase(),
            (Eye::Letters, b'0'..=b'9') => b'0',
            (Eye::Sorts, b'a'..=b'z' | b'A'..=b'Z') => LETTER,
            (Eye::Sorts, b'0'..=b'9') => DIGIT,
            (_, b'\t'..=b'\r') => b' ',
            (_, other) => other,
        }
    }
}

/// What stands for all letters and for all digits.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;

/// The groups of letters of a text. One that is not there may seem to be, for two can share a place; never the
/// other way round.
pub(crate) struct Groups {
    seen: Vec<u64>,
    shift: u32,
}

impl Groups {
    pub(crate) fn of(text: &str) -> Groups {
        // Some thirty places a letter; more than the most no longer stay near the processor.
        let places = (text.len() * 32).next_power_of_two().clamp(64, 1 << 15);
        let shift = u32::BITS - places.trailing_zeros();
        let mut groups = Groups { seen: vec![0; places / 64], shift };
        Eye::ALL.into_iter().for_each(|eye| groups.add_all(text, eye));
        groups
    }

    #[inline(always)]
    fn add_all(&mut self, text: &str, eye: Eye) {
        let (mut before, mut last, mut last_opens, mut in_word) = (BREAK, BREAK, false, false);
        for byte in text.bytes() {
            let letter = eye.see(byte);
            self.add(Group::of(before, last, letter));
            if last_opens {
                self.add(Group::of(BREAK, last, letter));
            }
            last_opens = !in_word && is_word(byte);
            in_word = is_word(byte);
            (before, last) = (last, letter);
        }
    }

    fn add(&mut self, group: Group) {
        let place = (group.0 >> self.shift) as usize;
        self.seen[place / 64] |= 1 << (place % 64);
    }

    fn has(&self, group: Group) -> bool {
        let place = (group.0 >> self.shift) as usize;
        self.seen[place / 64] >> (place % 64) & 1 == 1
    }

    fn meet(&self, needs: &Needs) -> bool {
        let mut missing = None;
        needs.iter().any(|&[first, ref others @ ..]| {
            // Many begin alike.
            if missing == Some(first) || !self.has(first) {
                missing = Some(first);
                return false;
            }
            others.iter().all(|group| self.has(*group))
        })
    }
}

/// What every match begins with and what it ends with, to either eye; nothing of what is not known.
fn needs(source: &str) -> Vec<Needs> {
    let Ok(parsed) = syntax::parse_with(source, &ascii()) else { return Vec::new() };
    let at_word = begins_at_boundary(&parsed);
    let mut all = Vec::new();
    for eye in Eye::ALL {
        let seen = seen(&parsed, eye);
        for (kind, at_word) in [(ExtractKind::Prefix, at_word), (ExtractKind::Suffix, false)] {
            let mut extractor = Extractor::new();
            extractor.kind(kind).limit_class(12).limit_repeat(4).limit_literal_len(6).limit_total(1 << 11);
            let found = extractor.extract(&seen);
            let needs = found.literals().and_then(|literals| {
                literals.iter().map(|literal| groups_of(literal.as_bytes(), at_word)).collect()
            });
            all.extend(needs.map(|needs: BTreeSet<[Group; MOST]>| needs.into_iter().collect()));
        }
    }
    all
}

/// Groups that a text must have to hold this; `None` where it is too short.
fn groups_of(letters: &[u8], at_word: bool) -> Option<[Group; MOST]> {
    let first = match letters {
        [first, second, ..] if at_word && (is_word(*first) || matches!(*first, LETTER | DIGIT)) => {
            Some(Group::of(BREAK, *first, *second))
        }
        _ => None,
    };
    let within = letters.windows(3).map(|three| Group::of(three[0], three[1], three[2]));
    let groups: Vec<Group> = first.into_iter().chain(within).collect();
    let last = *groups.last()?;
    Some(std::array::from_fn(|at| groups.get(at).copied().unwrap_or(last)))
}

/// The pattern as an eye sees it, so that few beginnings stand for many.
fn seen(hir: &Hir, eye: Eye) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(|part| seen(part, eye)).collect::<Vec<Hir>>();
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Unicode(_)) => hir.clone(),
        HirKind::Literal(literal) => {
            Hir::literal(literal.0.iter().map(|&byte| eye.see(byte)).collect::<Vec<u8>>())
        }
        HirKind::Class(Class::Bytes(class)) => {
            let bytes = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            let seen: BTreeSet<u8> = bytes.map(|byte| eye.see(byte)).collect();
            let ranges = seen.into_iter().map(|byte| ClassBytesRange::new(byte, byte));
            Hir::class(Class::Bytes(ClassBytes::new(ranges)))
        }
        HirKind::Repetition(of) => {
            Hir::repetition(Repetition { sub: Box::new(seen(&of.sub, eye)), ..of.clone() })
        }
        HirKind::Capture(capture) => seen(&capture.sub, eye),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn most_texts_need_not_be_searched() {
        let check = |source: &str, text: &str, expected: bool| {
            assert_eq!(pattern(source).may_match(&Groups::of(text)), expected, "{source} in {text}");
        };
        let cued = r"(?i)\b(?:custody|cad) (?:no|ref) [0-9]{3,5}\b";
        check(cued, "In CUSTODY ref\t4521", true);
        check(cued, "In custody, no ref 45", false);
        check(cued, "Ref 4521", false);
        check(cued, "Out of the academy no 452", false);
        check(r"\b[A-Z]{2}[0-9]{2} ?[A-Z]{3}\b", "the van LR17 KVD", true);
        check(r"\b[A-Z]{2}[0-9]{2} ?[A-Z]{3}\b", "the van of 17 men", false);
        check(r"\b[0-9]{2}/[0-9]{2}\b", "on 12/04", true);
        check(r"\b[0-9]{2}/[0-9]{2}\b", "on 12-04 and/or 13", false);
        check(r"\b(?:[A-Z][a-z]+ )+(?:Road|Rd)\b", "of Mill Rd", true);
        check(r"\b(?:[A-Z][a-z]+ )+(?:Road|Rd)\b", "of Mill Lane", false);
        check(r"(?u:é)[a-z]", "Renée is here", true);
        check("a?", "", true);
    }

    const PATTERNS: &[&str] = &[
        r"(?i)\b(?:cad|dac|a d) ?[0-9]{1,3}\b",
        r"\b[A-D]{2}[0-9]?-[0-9a-c]+",
        r"[a-d]+(?: da|\sca)\b",
        r"(?:\b|[d-z])ab[0-9]",
        r"(?m)^ab|cd$",
        r"(?-u:\b)(?u:é+)a",
        r"(?-u:\B)a[0-9 ]",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What a text has no groups for is not in it.
        #[test]
        fn no_match_is_passed_over(text in "(cad|CAD|da|ab|[a-dA-D]|[0-9]|[ \t\n-]|_|é){0,14}") {
            let groups = Groups::of(&text);
            for source in PATTERNS {
                let rule = pattern(source);
                prop_assert!(rule.may_match(&groups) || !rule.is_match(&text), "{}", source);
            }
        }
    }
}
