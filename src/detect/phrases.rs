//! Phrases that a force adds to those of the program: its own operations, units and systems, its own
//! words for what is sensitive. A TOML file of the same form as `assets/lexicon/tactic.toml`, each entry
//! with its kind. The examples in it are tried when it is read, so that a pattern that finds too
//! much or nothing is told before it is relied on.

use std::sync::Arc;

use serde::Deserialize;

use super::patterns::{Entry, Patterns};
use super::words::Words;
use super::{DetectorId, Hit, Kind};

/// A force's phrases, ready to be looked for; none at all by default.
#[derive(Clone, Default)]
pub struct Phrases(Option<Arc<Patterns>>);

/// Why a file of phrases cannot be used. The sentence names the entry and says what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhrasesError {
    /// It is no TOML, or not of this form.
    #[error("The file of phrases cannot be read: {0}")]
    Form(String),
    /// An entry has no kind, or one that phrases cannot have.
    #[error("Entry {0} of the phrases needs kind = \"TACTIC\" or kind = \"SPECIAL\"")]
    Kind(usize),
    /// An entry has no reason for the officer to read.
    #[error("Entry {0} of the phrases says no why. Write in a few words what it tells of")]
    Why(usize),
    /// A pattern is no regular expression.
    #[error("The pattern of entry {entry} of the phrases is wrong: {message}")]
    Pattern {
        /// From 1.
        entry: usize,
        /// What is wrong with it.
        message: String,
    },
    /// A pattern matches nothing at all, that is, everywhere.
    #[error("The pattern of entry {0} of the phrases also matches where there are no words")]
    Empty(usize),
    /// An example is not found.
    #[error("Entry {entry} of the phrases does not find its own example “{example}”")]
    Finds {
        /// From 1.
        entry: usize,
        /// The example.
        example: String,
    },
    /// Something is found that is to be left alone.
    #[error("Entry {entry} of the phrases finds “{example}”, which it is to leave alone")]
    Leaves {
        /// From 1.
        entry: usize,
        /// The example.
        example: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    entry: Vec<Entry>,
}

impl Phrases {
    /// Reads and tries a file of phrases.
    pub fn read(text: &str) -> Result<Phrases, PhrasesError> {
        let file: File =
            toml::from_str(text).map_err(|error| PhrasesError::Form(error.to_string().trim().to_owned()))?;
        for (entry, number) in file.entry.iter().zip(1..) {
            try_entry(entry, number)?;
        }
        let patterns = Patterns::new(file.entry).map_err(|error| PhrasesError::Form(error.to_string()))?;
        Ok(Phrases(Some(Arc::new(patterns))))
    }

    /// Reports every match.
    pub(super) fn find(&self, text: &str, words: &Words, out: &mut Vec<Hit>) {
        if let Some(patterns) = &self.0 {
            patterns.find(text, words, CONFIDENCE_PERMILLE, out);
        }
    }
}

const CONFIDENCE_PERMILLE: u16 = 950;

impl std::fmt::Debug for Phrases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<phrases>")
    }
}

pub(super) fn id() -> DetectorId {
    DetectorId::new("force-phrases")
}

fn try_entry(entry: &Entry, number: usize) -> Result<(), PhrasesError> {
    if !matches!(entry.kind, Some(Kind::Tactic | Kind::Special)) {
        return Err(PhrasesError::Kind(number));
    }
    if entry.why.trim().is_empty() {
        return Err(PhrasesError::Why(number));
    }
    let patterns = Patterns::new(vec![entry.clone()])
        .map_err(|error| PhrasesError::Pattern { entry: number, message: error.to_string() })?;
    if regex::Regex::new(&entry.pattern).is_ok_and(|regex| regex.is_match("")) {
        return Err(PhrasesError::Empty(number));
    }
    let is_found = |text: &String| {
        let mut hits = Vec::new();
        patterns.find(text, &Words::new(text), CONFIDENCE_PERMILLE, &mut hits);
        !hits.is_empty()
    };
    if let Some(example) = entry.finds.iter().find(|text| !is_found(text)) {
        return Err(PhrasesError::Finds { entry: number, example: example.clone() });
    }
    if let Some(example) = entry.leaves.iter().find(|text| is_found(text)) {
        return Err(PhrasesError::Leaves { entry: number, example: example.clone() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[entry]]
kind = "TACTIC"
why = "Names a system of the force"
pattern = 'blue ?heron (?:feed|alert)s?'
finds = ["the Blue Heron feed", "two blueheron alerts"]
leaves = ["a blue heron on the pond"]

[[entry]]
kind = "SPECIAL"
why = "Names a clinic"
pattern = '''\bthe elms clinic\b'''
"#;

    fn found(phrases: &Phrases, text: &str) -> Vec<(String, Kind)> {
        let mut hits = Vec::new();
        phrases.find(text, &Words::new(text), &mut hits);
        hits.sort_unstable();
        hits.iter().map(|hit| (hit.span.of(text).unwrap().to_owned(), hit.kind)).collect()
    }

    #[test]
    fn finds_what_the_force_added() {
        let phrases = Phrases::read(GOOD).unwrap();
        let text = "A Blue Heron alert led to THE ELMS CLINIC, past a blue heron.";
        let expected =
            [("Blue Heron alert".to_owned(), Kind::Tactic), ("THE ELMS CLINIC".to_owned(), Kind::Special)];
        assert_eq!(found(&phrases, text), expected);
        assert!(found(&Phrases::default(), text).is_empty());
        assert!(found(&Phrases::read("").unwrap(), text).is_empty());
    }

    #[test]
    fn says_what_is_wrong() {
        let check = |file: &str, expected: &str| {
            let sentence = Phrases::read(file).unwrap_err().to_string();
            assert!(sentence.contains(expected), "{sentence}");
        };
        check("entry = 1", "cannot be read");
        check("[[entry]]\nwhy = \"a\"\npattern = \"x\"", "Entry 1 of the phrases needs kind");
        check("[[entry]]\nkind = \"PUBLIC\"\nwhy = \"a\"\npattern = \"x\"", "needs kind");
        check("[[entry]]\nkind = \"TACTIC\"\nwhy = \" \"\npattern = \"x\"", "says no why");
        check(
            "[[entry]]\nkind = \"TACTIC\"\nwhy = \"a\"\npattern = \"(x\"",
            "entry 1 of the phrases is wrong",
        );
        check("[[entry]]\nkind = \"TACTIC\"\nwhy = \"a\"\npattern = \"x*\"", "where there are no words");
        check(&GOOD.replace("on the pond", "feed"), "finds “a blue heron feed”");
        check(&GOOD.replace("two blueheron", "two green"), "does not find its own example");
        check("[[entry]]\nkind = \"TACTIC\"\nwhy = \"a\"\npattern = \"x\"\nfind = []", "cannot be read");
    }
}
