//! The words of a text, folded so that the same word compares equal however it is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

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
    let mut words = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut close = |open: &mut Option<(usize, usize)>| {
        let Some((start, end)) = open.take() else { return };
        if let Some(span) = Span::new(text, start, end) {
            words.push(Word { span, folded: fold(span.of(text).unwrap_or("")) });
        }
    };
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() || is_combining_mark(letter) {
            let start = open.map_or(at, |(start, _)| start);
            open = Some((start, at + letter.len_utf8()));
        } else if !is_invisible(letter) {
            close(&mut open);
        }
    }
    close(&mut open);
    words
}

/// The folded form of a piece of text.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|&c| !is_combining_mark(c) && !is_invisible(c)).flat_map(char::to_lowercase).collect()
}

/// Characters that take no room: soft hyphen, zero-width space and joiners, direction marks.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
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
