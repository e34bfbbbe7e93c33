//! Case text as a document takes it: paragraphs without line breaks and control characters.

/// Stands for a control character, so that it is seen that something was there.
const UNSHOWN: char = '\u{fffd}';

/// The paragraphs of a text; empty ones are left out.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.split(is_break).map(|line| line.chars().map(shown).collect::<String>());
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// The text on one line.
pub(super) fn one_line(text: &str) -> String {
    paragraphs(text).join(" ")
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => UNSHOWN,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(paragraphs(text), expected);
    }

    #[test]
    fn a_paragraph_is_one_line() {
        check("", &[]);
        check("one", &["one"]);
        check("one\r\n\r\n two\u{b}three", &["one", " two", "three"]);
        check("a\tb\u{1}c", &["a b\u{fffd}c"]);
        assert_eq!(one_line("a\nb"), "a b");
    }
}
