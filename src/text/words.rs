//! The words of a text, folded so that the same word compares equal however it is written.

use super::{Folded, Span};

/// A run of letters and digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Lower case, without accents, invisible characters or full-width forms.
    pub folded: String,
}

/// The words of a text in order. Soft hyphens and zero-width characters do not part a word.
pub fn words(text: &str) -> Vec<Word> {
    let folded = Folded::new(text);
    let mut words = Vec::new();
    let mut from = 0;
    for run in folded.text().split(|letter: char| !letter.is_alphanumeric()) {
        if let Some(span) = folded.original(text, from..from + run.len()) {
            words.push(Word { span, folded: run.to_owned() });
        }
        // What parted the runs is one character.
        from += run.len();
        from += folded.text().get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn folds_what_looks_the_same() {
        check("PC Núñez-OKAFOR's", &["pc", "nunez", "okafor", "s"]);
        check("Ade\u{ad}yemi \u{ff21}li", &["adeyemi", "ali"]);
        check("Nguye\u{302}\u{303}n\u{a0}Thi", &["nguyen", "thi"]);
        check(" . ", &[]);
    }

    #[test]
    fn spans_lead_back_to_the_text() {
        let text = "a Ade\u{ad}yemi b";
        let word = &words(text)[1];
        assert_eq!(word.span.of(text), Some("Ade\u{ad}yemi"));
    }
}
