//! Whether listed words and the words of a text are the same.

use super::Match;
use crate::detect::lexicon::Class;
use crate::detect::slip::is_slip;
use crate::detect::words::Words;
use crate::text::{Span, fold};

/// Listed words cut into words.
pub(super) struct Entry {
    /// As they were written, white space as single spaces.
    written: String,
    words: Words,
    how: Match,
}

impl Entry {
    /// `None` for words without a letter or digit.
    pub(super) fn new(written: &str, how: Match) -> Option<Entry> {
        let words = Words::new(written);
        (words.len() > 0).then(|| Entry { written: written.to_owned(), words, how })
    }

    pub(super) fn how(&self) -> Match {
        self.how
    }

    /// The first word folded, by which entries are looked up.
    pub(super) fn first_key(&self) -> &str {
        self.words.key(0)
    }

    /// The stretch of `text` that is these words and begins at its word `at`.
    pub(super) fn at(&self, text: &str, words: &Words, at: usize) -> Option<Span> {
        match self.how {
            Match::Exact => self.literally_at(text, words.get(at)?.span.start()),
            Match::WholeWord | Match::OneLetterOff => {
                self.words_at(text, words, at).and_then(|last| words.span(at, last))
            }
        }
    }

    /// Whether the whole of `text` is these words and nothing else but white space.
    pub(super) fn is_all_of(&self, text: &str, words: &Words) -> bool {
        if self.how == Match::Exact {
            return text.split_whitespace().eq(self.written.split_whitespace());
        }
        self.words_at(text, words, 0).is_some_and(|last| last + 1 == words.len())
            && edges(text, words) == edges(&self.written, &self.words)
    }

    /// Letter for letter; white space of any kind and length stands for white space.
    fn literally_at(&self, text: &str, word_start: usize) -> Option<Span> {
        let lead = self.words.get(0)?.span.start();
        let start = word_start.checked_sub(lead)?;
        let mut end = start;
        for (n, chunk) in self.written.split_whitespace().enumerate() {
            let rest = text.get(end..)?;
            let trimmed = rest.trim_start();
            let gap = rest.len() - trimmed.len();
            if !trimmed.starts_with(chunk) || (n > 0) != (gap > 0) {
                return None;
            }
            end += gap + chunk.len();
        }
        let touches = |inside: Option<char>, outside: Option<char>| {
            inside.is_some_and(char::is_alphanumeric) && outside.is_some_and(char::is_alphanumeric)
        };
        let before = text.get(..start)?.chars().next_back();
        let behind = text.get(end..)?.chars().next();
        let is_part_of_a_word =
            touches(self.written.chars().next(), before) || touches(self.written.chars().next_back(), behind);
        if is_part_of_a_word { None } else { Span::new(text, start, end) }
    }

    /// The last word, if the words of the text from `at` on are these.
    fn words_at(&self, text: &str, words: &Words, at: usize) -> Option<usize> {
        for (n, listed) in self.words.iter() {
            let here = at + n;
            let word = words.get(here)?;
            // "Sainsbury" is not what "Sainsbury's" stands for; the other way round it is.
            if !self.is_same_word(n, words, here) || listed.possessive && !word.possessive {
                return None;
            }
            if n > 0 {
                let between = |text: &str, words: &Words, at: usize| {
                    let (before, word) = (words.get(at - 1)?, words.get(at)?);
                    text.get(before.span.end()..word.span.start()).map(gap)
                };
                if between(text, words, here)? != between(&self.written, &self.words, n)? {
                    return None;
                }
            }
        }
        (at + self.words.len()).checked_sub(1)
    }

    fn is_same_word(&self, n: usize, words: &Words, at: usize) -> bool {
        let (listed, key) = (self.words.key(n), words.key(at));
        listed == key || self.how == Match::OneLetterOff && may_be_slip(words, at) && is_slip(listed, key)
    }
}

/// An ordinary word is written as it is meant: "garden" is no slip of "Gardon".
pub(super) fn may_be_slip(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(|word| word.is_word() && (!word.is(Class::ORDINARY) || word.is(Class::NAME)))
}

/// What stands between two words: spaces, hyphens and line breaks are alike.
fn gap(between: &str) -> String {
    let folded = fold(between);
    if folded.chars().all(|letter| letter.is_whitespace() || letter == '-') {
        return if folded.is_empty() { String::new() } else { " ".to_owned() };
    }
    folded.split_whitespace().collect()
}

/// What stands before the first word and behind the last, less white space and a possessive ending.
fn edges(text: &str, words: &Words) -> (String, String) {
    let at = |n: usize| words.get(n).map(|word| word.span);
    let start = at(0).map_or(0, Span::start);
    let end = words.len().checked_sub(1).and_then(at).map_or(0, Span::end);
    let fold = |text: Option<&str>| fold(text.unwrap_or("")).trim().to_owned();
    let behind = fold(text.get(end..));
    (fold(text.get(..start)), behind.strip_prefix("'s").unwrap_or(&behind).to_owned())
}
