//! The text of a cell made plain for patterns: full-width digits, rare spaces and dashes and
//! letters without width are evened out, and every place in it leads back to the cell's own bytes.

use std::borrow::Cow;
use std::ops::Range;

use regex::{Captures, Match, Regex};

use super::rule::{Groups, Rule};
use super::{Evidence, Hit, Kind, Why};
use crate::text::Span;

/// A text and where each byte of its plain form came from.
pub(crate) struct Plain<'t> {
    original: &'t str,
    text: Cow<'t, str>,
    /// For each byte of `text`, the letter of `original` behind it; empty where the two are the same.
    origins: Vec<Range<usize>>,
    /// Digits that follow one another, blanks and marks between them allowed.
    digits: Vec<Digits>,
    groups: Groups,
}

/// Where digits stand, and how many.
#[derive(Clone, Copy, Debug)]
struct Digits {
    start: usize,
    end: usize,
    count: usize,
}

impl std::fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} bytes withheld>", self.text.len())
    }
}

impl<'t> Plain<'t> {
    /// Makes a text plain; costs little where it is so already.
    pub(crate) fn new(original: &'t str) -> Plain<'t> {
        if original.is_ascii() || original.chars().all(|letter| evened(letter) == Some(letter)) {
            let (digits, groups) = (digits(original), Groups::of(original));
            return Plain { original, text: Cow::Borrowed(original), origins: Vec::new(), digits, groups };
        }
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len());
        for (at, letter) in original.char_indices() {
            if let Some(plain) = evened(letter) {
                text.push(plain);
                origins.resize(text.len(), at..at + letter.len_utf8());
            }
        }
        let (digits, groups) = (digits(&text), Groups::of(&text));
        Plain { original, text: Cow::Owned(text), origins, digits, groups }
    }

    /// The plain text, for patterns to search.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The groups of letters of the text.
    pub(crate) fn groups(&self) -> &Groups {
        &self.groups
    }

    /// A hit whose reason lies in the words themselves; `None` where `found` is no stretch of the text.
    pub(crate) fn hit(
        &self,
        found: Range<usize>,
        kind: Kind,
        sentence: &'static str,
        confidence_permille: u16,
    ) -> Option<Hit> {
        let why = Why::new(sentence, Evidence::Itself);
        Some(Hit { span: self.span(found)?, kind, why, confidence_permille })
    }

    /// A hit whose reason lies in other words of the cell; `{}` in the sentence stands for those.
    pub(crate) fn hit_by(
        &self,
        cue: Range<usize>,
        found: Range<usize>,
        kind: Kind,
        sentence: &'static str,
        confidence_permille: u16,
    ) -> Option<Hit> {
        let why = Why::new(sentence, Evidence::Words(self.span(cue)?));
        Some(Hit { span: self.span(found)?, kind, why, confidence_permille })
    }

    /// At most `most` bytes that stand before `at`, whole letters only.
    pub(crate) fn before(&self, at: usize, most: usize) -> &str {
        let mut from = at.saturating_sub(most);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        self.text.get(from..at).unwrap_or("")
    }

    /// At most `most` bytes that follow `at`, whole letters only.
    pub(crate) fn after(&self, at: usize, most: usize) -> &str {
        let mut to = self.text.len().min(at.saturating_add(most));
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text.get(at..to).unwrap_or("")
    }

    /// The last match of `cue` in the `most` bytes before `at`.
    pub(crate) fn cue_before(&self, cue: &Regex, at: usize, most: usize) -> Option<Range<usize>> {
        let window = self.before(at, most);
        let from = at - window.len();
        let last = cue.find_iter(window).last()?;
        Some(from + last.start()..from + last.end())
    }

    /// The first match of `cue` in the `most` bytes after `at`.
    pub(crate) fn cue_after(&self, cue: &Regex, at: usize, most: usize) -> Option<Range<usize>> {
        let first = cue.find(self.after(at, most))?;
        Some(at + first.start()..at + first.end())
    }

    /// Whether a letter or digit touches either end of `found`, so that it is part of a longer word.
    pub(crate) fn is_part_of_word(&self, found: &Range<usize>) -> bool {
        let before = self.text.get(..found.start).and_then(|text| text.chars().next_back());
        let after = self.text.get(found.end..).and_then(|text| text.chars().next());
        before.into_iter().chain(after).any(char::is_alphanumeric)
    }

    /// Stretches of the text around digits: at least `least` digits that follow one another, blanks
    /// and marks between them allowed, with up to `before` and `after` bytes around them. Stretches
    /// that meet are one. A pattern that needs digits has to search no more than these.
    pub(crate) fn around_digits(&self, least: usize, before: usize, after: usize) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for &Digits { start, end, .. } in self.digits.iter().filter(|digits| digits.count >= least) {
            let from = self.word_start(start - self.before(start, before).len());
            let to = end + self.after(end, after).len();
            match stretches.last_mut() {
                Some(last) if last.end >= from => last.end = to,
                _ => stretches.push(from..to),
            }
        }
        stretches
    }

    /// Whether the text can hold a match of a pattern; to learn that is cheaper than to search for one.
    fn may_hold(&self, rule: &Rule) -> bool {
        let may_hold = rule.may_match(&self.groups);
        debug_assert!(may_hold || !rule.is_match(&self.text), "{rule:?} matches without its groups");
        may_hold
    }

    /// Whether the text holds a match of a pattern.
    pub(crate) fn matches(&self, rule: &Rule) -> bool {
        self.may_hold(rule) && rule.is_match(&self.text)
    }

    /// The matches of a pattern, in order.
    pub(crate) fn find<'p>(&'p self, rule: &'p Rule) -> impl Iterator<Item = Match<'p>> {
        self.may_hold(rule).then(|| rule.find_iter(&self.text)).into_iter().flatten()
    }

    /// The matches of a pattern, in order, with their groups.
    pub(crate) fn captures<'p>(&'p self, rule: &'p Rule) -> impl Iterator<Item = Captures<'p>> {
        self.may_hold(rule).then(|| rule.captures_iter(&self.text)).into_iter().flatten()
    }

    /// Those stretches, or none where the whole text holds no match of the pattern.
    fn where_it_may_match<'s>(&self, rule: &Rule, stretches: &'s [Range<usize>]) -> &'s [Range<usize>] {
        if !stretches.is_empty() && self.may_hold(rule) { stretches } else { &[] }
    }

    /// The matches of a pattern within stretches of the text, in order, with their groups.
    pub(crate) fn captures_near<'p>(
        &'p self,
        rule: &'p Rule,
        stretches: &'p [Range<usize>],
    ) -> impl Iterator<Item = Found<'p>> {
        self.where_it_may_match(rule, stretches).iter().flat_map(move |stretch| {
            let part = self.text.get(stretch.clone()).unwrap_or("");
            // Most stretches hold none, and to learn that is cheaper without the groups.
            let captures = rule.is_match(part).then(|| rule.captures_iter(part));
            captures.into_iter().flatten().map(|captures| Found { captures, from: stretch.start })
        })
    }

    /// The matches of a pattern within stretches of the text, in order.
    pub(crate) fn find_near<'p>(
        &'p self,
        rule: &'p Rule,
        stretches: &'p [Range<usize>],
    ) -> impl Iterator<Item = Words<'p>> {
        self.where_it_may_match(rule, stretches).iter().flat_map(move |stretch| {
            let part = self.text.get(stretch.clone()).unwrap_or("");
            rule.find_iter(part)
                .map(|found| Words { text: found.as_str(), at: stretch.start + found.start() })
        })
    }

    /// Back to the start of the word at `at`, unless it is a very long one.
    fn word_start(&self, at: usize) -> usize {
        let window = self.before(at, 24);
        at - window
            .chars()
            .rev()
            .take_while(|letter| letter.is_alphanumeric())
            .map(char::len_utf8)
            .sum::<usize>()
    }

    fn span(&self, found: Range<usize>) -> Option<Span> {
        if self.origins.is_empty() {
            return Span::new(self.original, found.start, found.end);
        }
        let first = self.origins.get(found.start)?;
        let last = self.origins.get(found.end.checked_sub(1)?)?;
        Span::new(self.original, first.start, last.end)
    }
}

/// Takes the hits of one detector in one passage; of those that overlap, the first stays.
pub(crate) struct Collector<'o> {
    out: &'o mut Vec<Hit>,
    from: usize,
}

impl<'o> Collector<'o> {
    pub(crate) fn new(out: &'o mut Vec<Hit>) -> Collector<'o> {
        let from = out.len();
        Collector { out, from }
    }

    pub(crate) fn add(&mut self, hit: Option<Hit>) {
        let own = self.out.get(self.from..).unwrap_or(&[]);
        let is_new = |hit: &Hit| !own.iter().any(|known| known.span.overlaps(hit.span));
        if let Some(hit) = hit.filter(is_new) {
            self.out.push(hit);
        }
    }
}

/// A match within a stretch of a text.
pub(crate) struct Found<'p> {
    captures: Captures<'p>,
    from: usize,
}

impl<'p> Found<'p> {
    /// The words of a group, with their place in the whole text.
    pub(crate) fn get(&self, group: usize) -> Option<Words<'p>> {
        let words = self.captures.get(group)?;
        Some(Words { text: words.as_str(), at: self.from + words.start() })
    }
}

/// Words and their place in a text.
#[derive(Clone, Copy)]
pub(crate) struct Words<'p> {
    text: &'p str,
    at: usize,
}

impl<'p> Words<'p> {
    pub(crate) fn as_str(self) -> &'p str {
        self.text
    }

    pub(crate) fn len(self) -> usize {
        self.text.len()
    }

    pub(crate) fn start(self) -> usize {
        self.at
    }

    pub(crate) fn end(self) -> usize {
        self.at + self.text.len()
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

/// The months in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// All digits of a plain text.
fn digits(text: &str) -> Vec<Digits> {
    let bytes = text.as_bytes();
    let mut digits = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(bytes, at) {
        let (end, count) = digits_from(bytes, start);
        digits.push(Digits { start, end, count });
        at = end;
    }
    digits
}

/// Where the next digit stands: whole blocks without any are passed at once.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = from;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if block.iter().fold(false, |any, byte| any | byte.is_ascii_digit()) {
            break;
        }
        at += BLOCK;
    }
    bytes.get(at..)?.iter().position(u8::is_ascii_digit).map(|more| at + more)
}

/// The end of the digits from `start` on, and how many they are; up to two blanks or marks may
/// stand between them.
fn digits_from(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut end, mut digits, mut gap) = (start, 0, 0);
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'0'..=b'9' => (end, digits, gap) = (at + 1, digits + 1, 0),
            b' ' | b'-' | b'.' | b'/' | b'\n' | b'\r' | b'(' | b')' if gap < 2 => gap += 1,
            _ => break,
        }
    }
    (end, digits)
}

/// What a letter becomes; `None` for those without width.
fn evened(letter: char) -> Option<char> {
    match letter {
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hit_covers_the_bytes_of_the_cell() {
        let plain = Plain::new("tel\u{a0}０７７\u{200b}00–9 é");
        assert_eq!(plain.text(), "tel 07700-9 é");
        let hit = plain.hit(4..9, Kind::Phone, "Has digits", 500).unwrap();
        assert_eq!(hit.span.of("tel\u{a0}０７７\u{200b}00–9 é"), Some("０７７\u{200b}00"));
    }

    #[test]
    fn windows_hold_whole_letters() {
        let plain = Plain::new("éé1éé");
        assert_eq!(plain.before(4, 3), "é");
        assert_eq!(plain.after(5, 3), "é");
        assert_eq!(plain.before(0, 9), "");
        assert_eq!(plain.after(9, 9), "");
    }

    proptest! {
        #[test]
        fn every_stretch_leads_back(text in "[a-z0-9 é\u{a0}\u{200b}\u{ad}０-９–]{0,40}", from in 0usize..40, len in 1usize..9) {
            let plain = Plain::new(&text);
            if plain.text().get(from..from + len).is_some() {
                let hit = plain.hit(from..from + len, Kind::Phone, "Is a stretch", 1).unwrap();
                let again = Plain::new(hit.span.of(&text).unwrap()).text().to_owned();
                prop_assert_eq!(Some(again.as_str()), plain.text().get(from..from + len));
            }
        }
    }
}
