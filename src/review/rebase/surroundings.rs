//! Where decided words stand in a text that is no longer quite as it was: the same words with the same words
//! around them.

use crate::text::Span;

/// So many words and signs on either side have to be the same.
const AROUND: usize = 4;

/// The words and signs of a text in order: runs of letters and digits, and every other character that is no
/// white space. How wide a gap is does not matter.
pub(super) fn tokens(text: &str) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    let mut is_in_word = false;
    for (at, letter) in text.char_indices() {
        let Some(here) = Span::new(text, at, at + letter.len_utf8()) else { continue };
        match tokens.last_mut() {
            Some(last) if is_in_word && letter.is_alphanumeric() => *last = last.join(here),
            Some(_) | None if !letter.is_whitespace() => tokens.push(here),
            Some(_) | None => {}
        }
        is_in_word = letter.is_alphanumeric();
    }
    tokens
}

/// A text cut into words.
pub(super) struct Words<'t> {
    text: &'t str,
    tokens: Vec<Span>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Words<'t> {
        Words { text, tokens: tokens(text) }
    }

    fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).and_then(|token| token.of(self.text)).unwrap_or("")
    }

    /// Where a sequence of words stands, by the number of its first. At the beginning or the end only where
    /// that is asked.
    fn find(&self, wanted: &[&str], at_start: bool, at_end: bool) -> Vec<usize> {
        let last = self.tokens.len().checked_sub(wanted.len());
        let holds = |from: &usize| {
            (!at_start || *from == 0)
                && (!at_end || Some(*from) == last)
                && wanted.iter().zip(*from..).all(|(word, at)| self.word(at) == *word)
        };
        last.map_or(Vec::new(), |last| (0..=last).filter(holds).collect())
    }
}

/// Where the words under `span` stand in the newer text, if the same words stand around them; the edge of
/// the text counts as a word. Where they stand so several times, each place answers to the one in the same
/// order, if there are as many as before and `may_repeat`.
pub(super) fn again(was: &Words<'_>, span: Span, now: &Words<'_>, may_repeat: bool) -> Option<Span> {
    let first = was.tokens.iter().position(|token| token.end() > span.start())?;
    let end = was.tokens.partition_point(|token| token.start() < span.end());
    if first >= end {
        return None;
    }
    let (from, to) = (first.saturating_sub(AROUND), (end + AROUND).min(was.tokens.len()));
    let (at_start, at_end) = (first < AROUND, end + AROUND > was.tokens.len());
    let wanted: Vec<&str> = (from..to).map(|at| was.word(at)).collect();
    let (before, after) = (was.find(&wanted, at_start, at_end), now.find(&wanted, at_start, at_end));
    if before.len() != after.len() || (before.len() > 1 && !may_repeat) {
        return None;
    }
    let ordinal = before.iter().position(|at| *at == from)?;
    // The word of the newer text that answers to one of the older.
    let same = |at: usize| now.tokens.get(after.get(ordinal)? + at - from);
    // A span can begin within a word, as in a number that is written on to letters.
    let into = span.start().saturating_sub(was.tokens.get(first)?.start());
    let cut = was.tokens.get(end - 1)?.end().saturating_sub(span.end());
    let start = same(first)?.start() + into;
    let end = same(end - 1)?.end().checked_sub(cut)?;
    Span::new(now.text, start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks where the marked words of the older text are found in the newer.
    #[track_caller]
    fn check(marked: &str, newer: &str, expected: Option<&str>) {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let text = marked.replace(['[', ']'], "");
        let span = Span::new(&text, start, end).unwrap();
        let plain = newer.replace(['[', ']'], "");
        let found = again(&Words::new(&text), span, &Words::new(&plain), true);
        let shown = found.map(|span| {
            format!(
                "{}[{}]{}",
                plain.get(..span.start()).unwrap(),
                span.of(&plain).unwrap(),
                plain.get(span.end()..).unwrap()
            )
        });
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn the_same_words_in_the_same_surroundings() {
        let far = "Added before. On the day PC [Hunter] went to the park with her dog.";
        check("On the day PC [Hunter] went to the park.", far, Some(far));
        // Whatever the gaps.
        let wide = "On the  day\nPC [Hunter]  went to the park.";
        check("On the day PC [Hunter] went to the park.", wide, Some(wide));
    }

    #[test]
    fn not_where_something_near_is_another() {
        check("On the day PC [Hunter] went to the park.", "On the day Mr Hunter went to the park.", None);
        check("On the day PC [Hunter] went to the park.", "On the day PC Hunter-Lee went to the park.", None);
        check("On the day PC [Hunter] went to the park.", "On the day PC went to the park.", None);
        check("told [Park]", "told Park Jones", None);
        check("[Park] left the house at night", "Mr Park left the house at night", None);
    }

    #[test]
    fn repeated_words_answer_in_order_or_not_at_all() {
        check(
            "a b c d [X] a b c d X a b c d",
            "a b c d X a b c d X a b c d",
            Some("a b c d [X] a b c d X a b c d"),
        );
        check(
            "a b c d X a b c d [X] a b c d",
            "a b c d X a b c d X a b c d",
            Some("a b c d X a b c d [X] a b c d"),
        );
    }

    #[test]
    fn a_span_within_a_word_stays_there() {
        check(
            "badge AB[123] was seen by them",
            "badge AB123 was seen by them",
            Some("badge AB[123] was seen by them"),
        );
    }
}
