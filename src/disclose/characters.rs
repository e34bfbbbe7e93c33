//! Characters that a page or a part of XML has no way to hold.

/// Whether a text holds one: a control character that is neither a tab nor a line break, or one of the
/// two that Unicode keeps from being characters in every encoding.
pub(super) fn has_unfit_character(text: &str) -> bool {
    text.chars().any(|c| match c {
        '\t' | '\n' | '\r' => false,
        c => c < ' ' || c == '\u{fffe}' || c == '\u{ffff}',
    })
}

#[cfg(test)]
mod tests {
    use super::has_unfit_character;

    #[test]
    fn finds_control_characters_and_leaves_line_breaks() {
        for text in ["\u{b}", "a\u{0}b", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
            assert!(has_unfit_character(text), "{text:?}");
        }
        for text in ["", "a\tb\r\n", "\u{85}", "\u{feff}", "\u{202e}", "é"] {
            assert!(!has_unfit_character(text), "{text:?}");
        }
    }
}
