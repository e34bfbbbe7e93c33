//! Reads a list of words from a text file: one entry a line, all of it or nothing.

use std::collections::BTreeSet;

/// More words than a list may hold.
pub const MOST_ENTRIES: usize = 5_000;

/// The longest entry, in letters.
pub const MOST_LETTERS: usize = 200;

/// Why a list cannot be taken. Holds no words of it.
///
/// As a sentence it speaks of the lines of a file; [`ListError::advice`] says what is the matter with words
/// that stand in none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ListError {
    /// An entry of nothing or of one letter.
    #[error("Line {line} is too short. Give a word of two letters or more.")]
    TooShort {
        /// From 1.
        line: usize,
    },
    /// A long entry.
    #[error("Line {line} is longer than {MOST_LETTERS} letters. Give words, not whole texts.")]
    TooLong {
        /// From 1.
        line: usize,
    },
    /// Many entries.
    #[error("Line {line} goes past the most that a list can hold, {MOST_ENTRIES} entries.")]
    TooMany {
        /// From 1.
        line: usize,
    },
    /// No entries.
    #[error("There are no words in it. Put one entry on each line.")]
    Empty,
}

impl ListError {
    /// Which line, or which of some words, from 1; 0 where it is about none.
    pub fn line(self) -> usize {
        match self {
            ListError::TooShort { line } | ListError::TooLong { line } | ListError::TooMany { line } => line,
            ListError::Empty => 0,
        }
    }

    /// What is the matter, in a sentence without the line.
    pub fn advice(self) -> String {
        match self {
            ListError::TooShort { .. } => "Too short: give a word of two letters or more.".to_owned(),
            ListError::TooLong { .. } => {
                format!("Longer than {MOST_LETTERS} letters: give words, not whole texts.")
            }
            ListError::TooMany { .. } => format!("A list can hold {MOST_ENTRIES} entries."),
            ListError::Empty => "There are no words in it.".to_owned(),
        }
    }
}

/// The words of a text file, in order and without doubles. Blank lines and lines that begin with `#` are
/// passed over. Text that is not UTF-8 is taken to be Windows-1252.
pub fn read_words(bytes: &[u8]) -> Result<Vec<String>, ListError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    for (line, written) in (1..).zip(text.replace("\r\n", "\n").split(['\n', '\r'])) {
        let trimmed = written.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let words = checked_words(trimmed, line)?;
        if seen.insert(words.clone()) {
            if entries.len() >= MOST_ENTRIES {
                return Err(ListError::TooMany { line });
            }
            entries.push(words);
        }
    }
    if entries.is_empty() { Err(ListError::Empty) } else { Ok(entries) }
}

/// One entry with white space as single spaces, or why it is none.
pub fn checked_words(written: &str, line: usize) -> Result<String, ListError> {
    let words = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > MOST_LETTERS {
        return Err(ListError::TooLong { line });
    }
    // What folds to nothing, such as an invisible character, can never be found.
    if crate::text::fold(&words).chars().filter(|letter| letter.is_alphanumeric()).count() < 2 {
        return Err(ListError::TooShort { line });
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<&[&str], ListError>) {
        let expected = expected.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(read_words(bytes), expected, "{bytes:?}");
    }

    #[test]
    fn reads() {
        for bytes in [
            &b"Ann  Lee\n# a remark\n\n  Hunter \nAnn Lee\n"[..],
            b"\xef\xbb\xbfAnn Lee\r\n\r\n#\r\nHunter",
            b"Ann\tLee\rHunter",
        ] {
            check(bytes, Ok(&["Ann Lee", "Hunter"]));
        }
        check("Núñez".as_bytes(), Ok(&["Núñez"]));
        check(b"N\xfa\xf1ez\n\x93Al\x94", Ok(&["Núñez", "“Al”"]));
    }

    #[test]
    fn refuses_with_the_line() {
        check(b"Ann\n\nX\nLee", Err(ListError::TooShort { line: 3 }));
        check(b"Ann\n--", Err(ListError::TooShort { line: 2 }));
        check("\u{200b}\u{200b}".as_bytes(), Err(ListError::TooShort { line: 1 }));
        check(format!("Ann\n{}", "a".repeat(201)).as_bytes(), Err(ListError::TooLong { line: 2 }));
        check("é".repeat(200).as_bytes(), Ok(&[&"é".repeat(200)]));
        let many = |count: usize| (0..count).map(|n| format!("word{n}\n")).collect::<String>();
        assert_eq!(read_words(many(5000).as_bytes()).map(|words| words.len()), Ok(5000));
        check(many(5001).as_bytes(), Err(ListError::TooMany { line: 5001 }));
        check(b"# nothing\n\n", Err(ListError::Empty));
        check(b"", Err(ListError::Empty));
    }

    proptest! {
        #[test]
        fn any_file_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(words) = read_words(&bytes) {
                for entry in words {
                    prop_assert_eq!(checked_words(&entry, 1), Ok(entry.clone()));
                }
            }
        }
    }
}
