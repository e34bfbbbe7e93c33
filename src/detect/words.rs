//! A passage cut into words, each with its shape and what the lexicon says of it. All detectors of
//! names read these; the text is cut once.

use std::cell::RefCell;

use super::hash::hash;
use super::lexicon::{Class, Cue, LEXICON};
use super::recent::Recent;
use super::tagger::lists::{Entry, LISTS};
use crate::text::{Folded, Span};

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// `okafor`
    Lower,
    /// `Okafor`, `McBride`, `O'Neill`
    Title,
    /// `OKAFOR`, two letters or more
    Upper,
    /// `D`
    Initial,
    /// `2231CE`
    Number,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gap {
    /// Nothing: the first word.
    Start,
    /// White space.
    Space,
    /// One line break.
    Line,
    /// A hyphen without spaces.
    Hyphen,
    /// A full stop.
    Dot,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// `&` or `+`
    Ampersand,
    /// `/`
    Slash,
    /// An opening bracket.
    Bracket,
    /// A quotation mark.
    Quote,
    /// Anything else: the end of a sentence or line, a closing bracket, a dash.
    Break,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The word in the passage, without a possessive ending.
    pub(crate) span: Span,
    key_start: u32,
    key_end: u32,
    /// Of its key.
    pub(crate) hash: u64,
    pub(crate) shape: Shape,
    pub(crate) class: Class,
    /// What the word lists say of it.
    pub(super) entry: Entry,
    pub(crate) gap: Gap,
    /// Ends in `'s`.
    pub(crate) possessive: bool,
    /// Stands first in a sentence, line, quotation or bracket, where a capital says little.
    pub(crate) opens: bool,
    /// Stands in a line or sentence of capitals only, where a capital says nothing.
    pub(crate) shouted: bool,
    /// Part of a place or body of several words, such as "King's Cross".
    pub(crate) in_phrase: bool,
    /// The cue that ends here, and how many words it has.
    cue: Option<(Cue, u8)>,
}

impl Word {
    /// Whether its capital means something.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Initial) && !self.shouted
    }

    /// Whether it is letters, more than one.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Title | Shape::Upper)
    }

    pub(crate) fn is(&self, class: Class) -> bool {
        self.class.any(class)
    }
}

/// The words of a passage.
#[derive(Default)]
pub struct Words {
    folded: Folded,
    list: Vec<Word>,
    keys: String,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} words withheld>", self.list.len())
    }
}

thread_local! {
    /// What the lexicon and the word lists say of a word.
    static KNOWN: RefCell<Recent<(Class, Entry)>> = RefCell::default();
}

impl Words {
    /// Cuts `text` into words.
    pub fn new(text: &str) -> Words {
        let folded = Folded::new(text);
        let mut words = Words {
            folded: Folded::default(),
            list: Vec::with_capacity(text.len() / 5),
            keys: String::with_capacity(text.len()),
        };
        words.cut(text, &folded);
        words.folded = folded;
        words.mark_shouting();
        words.mark_phrases();
        words.mark_cues();
        words
    }

    /// The text folded, with the way back.
    pub(crate) fn folded(&self) -> &Folded {
        &self.folded
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Word> {
        self.list.get(at)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.list.iter().enumerate()
    }

    /// The words that `span` overlaps.
    pub(crate) fn inside(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.list.partition_point(|word| word.span.end() <= span.start());
        first..self.list.partition_point(|word| word.span.start() < span.end()).max(first)
    }

    /// The folded word without apostrophes.
    pub(crate) fn key(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |word| self.key_of(word))
    }

    /// The word before `at`, counting `back` words back, if only spaces, hyphens, dots or slashes
    /// stand between.
    pub(crate) fn joined_before(&self, at: usize, back: usize) -> Option<usize> {
        let to = at.checked_sub(back)?;
        let joined = |n: usize| {
            matches!(self.list[n].gap, Gap::Space | Gap::Line | Gap::Hyphen | Gap::Dot | Gap::Slash)
        };
        (to + 1..=at).all(joined).then_some(to)
    }

    /// Whether the whole text is written without capitals.
    pub(crate) fn is_lower_case(&self) -> bool {
        let titles = self.list.iter().filter(|word| word.shape == Shape::Title && !word.opens).count();
        titles * 20 <= self.list.len()
    }

    /// The cue that ends at this word, and the index of its first word.
    pub(crate) fn cue(&self, at: usize) -> Option<(Cue, usize)> {
        let (cue, length) = self.list.get(at)?.cue?;
        Some((cue, at + 1 - usize::from(length)))
    }

    /// From the first byte of word `first` to the last of word `last`.
    pub(crate) fn span(&self, first: usize, last: usize) -> Option<Span> {
        Some(self.list.get(first)?.span.join(self.list.get(last)?.span))
    }

    fn key_of(&self, word: &Word) -> &str {
        self.keys.get(word.key_start as usize..word.key_end as usize).unwrap_or("")
    }

    fn cut(&mut self, text: &str, folded: &Folded) {
        let plain = folded.text();
        let mut after_last = 0;
        let mut from = 0;
        while let Some((start, end)) = next_word(plain, from) {
            from = end;
            let whole = plain.get(start..end).unwrap_or("");
            let trimmed = whole.strip_suffix("'s").unwrap_or(whole);
            // "St Thomas' Hospital"
            let plural =
                trimmed.ends_with('s') && plain.get(end..).is_some_and(|rest| rest.starts_with("' "));
            let possessive = trimmed.len() < whole.len() || plural;
            let Some(span) = folded.original(text, start..start + trimmed.len()) else { continue };
            let between = plain.get(after_last..start).unwrap_or("");
            let gap =
                if self.list.is_empty() && between.trim().is_empty() { Gap::Start } else { gap_of(between) };
            after_last = end + usize::from(plural);
            let key_start = self.keys.len() as u32;
            let misread = is_misread(trimmed);
            if misread || trimmed.contains('\'') {
                let as_meant = |letter| if misread { letter_meant(letter) } else { letter };
                self.keys.extend(trimmed.chars().filter(|&c| c != '\'').map(as_meant));
            } else {
                self.keys.push_str(trimmed);
            }
            let written = span.of(text).unwrap_or("");
            let shape = if misread { shape_of_misread(written) } else { shape_of(written) };
            let mut word = Word {
                span,
                key_start,
                key_end: self.keys.len() as u32,
                hash: 0,
                shape,
                class: Class::default(),
                entry: Entry::default(),
                gap,
                possessive,
                opens: opens(between, gap, self.list.last()),
                shouted: false,
                in_phrase: false,
                cue: None,
            };
            word.hash = hash(self.key_of(&word).bytes());
            let (class, entry) = KNOWN.with_borrow_mut(|known| {
                let find = || (LEXICON.class(self.key_of(&word), word.hash), LISTS.entry(word.hash));
                known.of(word.hash, find)
            });
            word.entry = entry;
            if !matches!(shape, Shape::Number | Shape::Initial) || trimmed.len() > 1 {
                word.class = class;
            }
            self.list.push(word);
        }
    }

    /// Marks stretches in which nearly every word is in capitals.
    fn mark_shouting(&mut self) {
        let mut from = 0;
        while from < self.list.len() {
            let starts_line =
                |word: &Word| matches!(word.gap, Gap::Line | Gap::Break | Gap::Dot | Gap::Start);
            let to =
                (from + 1..self.list.len()).find(|&n| starts_line(&self.list[n])).unwrap_or(self.list.len());
            let line = &mut self.list[from..to];
            let long = line.iter().filter(|word| word.is_word()).count();
            let upper = line.iter().filter(|word| word.shape == Shape::Upper).count();
            // An ordinary word in capitals tells shouting from a list of names and abbreviations.
            let ordinary = line.iter().any(|word| word.shape == Shape::Upper && word.is(Class::FUNCTION));
            if upper * 10 >= long * 7 && (upper >= 4 || (upper >= 2 && ordinary)) {
                line.iter_mut().for_each(|word| word.shouted = true);
            }
            from = to;
        }
    }

    fn mark_phrases(&mut self) {
        for at in 0..self.list.len() {
            let after = |n: usize| {
                let word = self.list.get(at + n + 1)?;
                matches!(word.gap, Gap::Space | Gap::Line | Gap::Hyphen | Gap::Dot | Gap::Ampersand)
                    .then(|| self.key_of(word))
            };
            if let Some(length) = LEXICON.phrase(self.list[at].class, self.key(at), after) {
                self.list[at..at + length].iter_mut().for_each(|word| word.in_phrase = true);
            }
        }
    }

    /// Detectors ask for the cues of a word many times.
    fn mark_cues(&mut self) {
        for at in 0..self.list.len() {
            let word = &self.list[at];
            let before = |n: usize| self.joined_before(at, n + 1).map(|to| self.key(to));
            let cue = LEXICON.cue(word.class, self.key_of(word), before);
            let counts = |cue: &Cue| !word.in_phrase && (!cue.capitals || word.shape == Shape::Upper);
            let cue = cue.filter(|(cue, _)| counts(cue)).map(|(cue, length)| (cue, length as u8));
            self.list[at].cue = cue;
        }
    }
}

/// The next run of letters and digits, with apostrophes inside it.
fn next_word(plain: &str, from: usize) -> Option<(usize, usize)> {
    let mut start = from;
    loop {
        match letter_at(plain, start)? {
            (true, _) => break,
            (false, length) => start += length,
        }
    }
    let mut end = start;
    while let Some((is_of_word, length)) = letter_at(plain, end) {
        let inside = || {
            plain.as_bytes().get(end) == Some(&b'\'')
                && plain.get(end + 1..).and_then(|next| next.chars().next()).is_some_and(char::is_alphabetic)
        };
        if !is_of_word && !inside() {
            break;
        }
        end += length;
    }
    Some((start, end))
}

/// Whether a letter or digit stands at `at`, and how many bytes that character has.
fn letter_at(plain: &str, at: usize) -> Option<(bool, usize)> {
    let byte = plain.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((byte.is_ascii_alphanumeric(), 1));
    }
    let letter = plain.get(at..)?.chars().next()?;
    Some((letter.is_alphanumeric(), letter.len_utf8()))
}

fn gap_of(between: &str) -> Gap {
    if between == " " {
        return Gap::Space;
    }
    let trimmed = between.trim_matches([' ', '\t']);
    match trimmed {
        "" if between.is_empty() => Gap::Break,
        "" => Gap::Space,
        "-" if between == "-" => Gap::Hyphen,
        "'s" => Gap::Space,
        "." | ".-" => Gap::Dot,
        "," | ",\n" => Gap::Comma,
        ":" | ":-" => Gap::Colon,
        "&" | "+" => Gap::Ampersand,
        "/" => Gap::Slash,
        "(" | "[" => Gap::Bracket,
        "\"" | "'" | ", \"" | ",\"" | "(\"" | "('" => Gap::Quote,
        _ if is_line(trimmed) => Gap::Line,
        _ => Gap::Break,
    }
}

fn is_line(between: &str) -> bool {
    let mut breaks = between.matches('\n').count();
    if between.contains("\r\n") {
        breaks = between.matches("\r\n").count();
    }
    breaks == 1 && between.chars().all(char::is_whitespace)
}

fn opens(between: &str, gap: Gap, last: Option<&Word>) -> bool {
    match gap {
        Gap::Start | Gap::Break | Gap::Line | Gap::Colon | Gap::Quote | Gap::Bracket => true,
        Gap::Dot => between.len() > 1 && last.is_none_or(|word| word.shape != Shape::Initial),
        Gap::Space | Gap::Hyphen | Gap::Comma | Gap::Ampersand | Gap::Slash => false,
    }
}

/// Whether a folded word is letters, four or more, with one digit that a scanner took for a letter:
/// `0kafor`, `j0nes`, `mcbr1de`.
fn is_misread(word: &str) -> bool {
    if !word.bytes().any(|byte| matches!(byte, b'0' | b'1')) {
        return false;
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits == 1
        && word.chars().filter(|letter| letter.is_alphabetic()).count() >= 4
        && !word.ends_with(|last: char| last.is_ascii_digit())
}

fn letter_meant(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' => 'l',
        other => other,
    }
}

/// The shape of the word that was meant: a digit in front stood for a capital, others for small letters.
fn shape_of_misread(word: &str) -> Shape {
    let meant = |(at, letter): (usize, char)| match letter {
        '0' if at == 0 => 'O',
        '1' if at == 0 => 'I',
        other => letter_meant(other),
    };
    shape_of(&word.char_indices().map(meant).collect::<String>())
}

fn shape_of(word: &str) -> Shape {
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let mut upper = 0;
    let mut lower = 0;
    let mut first_upper = None;
    for letter in word.chars() {
        if letter.is_numeric() {
            return Shape::Number;
        }
        if letter.is_alphabetic() {
            let is_upper = letter.is_uppercase();
            first_upper.get_or_insert(is_upper);
            if is_upper { upper += 1 } else { lower += 1 }
        }
    }
    match (first_upper, upper, lower) {
        (Some(true), 1, 0) => Shape::Initial,
        (Some(true), _, 0) => Shape::Upper,
        (Some(true), ..) => Shape::Title,
        _ if upper > 0 => Shape::Title,
        _ => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Shape, Gap)]) {
        let words = Words::new(text);
        let found: Vec<_> = words.iter().map(|(at, word)| (words.key(at), word.shape, word.gap)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cuts() {
        check(
            "PC O’Neill-Ward's BWV, J.T. (2231CE)",
            &[
                ("pc", Shape::Upper, Gap::Start),
                ("oneill", Shape::Title, Gap::Space),
                ("ward", Shape::Title, Gap::Hyphen),
                ("bwv", Shape::Upper, Gap::Space),
                ("j", Shape::Initial, Gap::Comma),
                ("t", Shape::Initial, Gap::Dot),
                ("2231ce", Shape::Number, Gap::Break),
            ],
        );
    }

    #[test]
    fn reads_digits_that_were_letters() {
        use Shape::{Lower, Number, Title};
        for (word, key, shape) in [
            ("0kafor", "okafor", Title),
            ("J0nes", "jones", Title),
            ("0fficer", "officer", Title),
            ("c0llar", "collar", Lower),
            ("2231CE", "2231ce", Number),
            ("MO19", "mo19", Number),
            ("1st", "1st", Number),
            ("10am", "10am", Number),
            ("Flat1", "flat1", Number),
        ] {
            check(word, &[(key, shape, Gap::Start)]);
        }
    }

    #[test]
    fn possessive_stays_outside() {
        let text = "Okafor’s camera";
        let words = Words::new(text);
        assert_eq!(words.get(0).unwrap().span.of(text), Some("Okafor"));
        assert!(words.get(0).unwrap().possessive);
    }

    #[test]
    fn hears_shouting() {
        let words = Words::new("MR OBI STATES THE OFFICER TOLD HIM TO GO. Then PC OKAFOR left.");
        let shouted: Vec<_> = words.iter().filter(|(_, w)| w.shouted).map(|(at, _)| words.key(at)).collect();
        assert_eq!(shouted.len(), 9);
    }

    #[test]
    fn knows_places_of_several_words() {
        let words = Words::new("near King’s Cross and Church");
        let inside: Vec<_> = words.iter().filter(|(_, w)| w.in_phrase).map(|(at, _)| words.key(at)).collect();
        assert_eq!(inside, ["king", "cross"]);
    }
}
