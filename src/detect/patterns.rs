//! Phrases and patterns kept as data in `assets/lexicon/`, each with a plain reason and examples.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::boundaries::{AtBoundaries, CompileError, Pattern};
use super::lexicon::parse;
use super::words::Words;
use super::{Hit, Kind};

/// The patterns of some files.
pub(crate) struct Patterns {
    /// Over the folded text.
    folded: Set,
    /// Over the text itself.
    as_written: Set,
}

/// Patterns that are looked for in the same text.
struct Set {
    at_boundaries: AtBoundaries,
    /// What those at boundaries mean, in the same order.
    meanings: Vec<Meaning>,
    /// Patterns that begin anywhere or with any word, or are looked for as they are written.
    anywhere: Vec<(Regex, Meaning)>,
}

struct Meaning {
    kind: Kind,
    why: &'static str,
    except: Option<Regex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

/// One pattern with its reason and examples.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// Which sort, in a file that holds several; see [`super::Phrases`].
    #[serde(default)]
    pub(crate) kind: Option<Kind>,
    pub(crate) why: String,
    pub(crate) pattern: String,
    /// What it matches is left alone if this matches the same words and what follows.
    except: Option<String>,
    #[serde(default)]
    case: bool,
    #[serde(default)]
    pub(crate) finds: Vec<String>,
    #[serde(default)]
    pub(crate) leaves: Vec<String>,
}

impl Patterns {
    /// Reads files that are part of the program, each of one kind.
    pub(crate) fn read(files: &[(&str, Kind)]) -> Patterns {
        let entries = files.iter().flat_map(|&(file, kind)| {
            parse::<File>(file).entry.into_iter().map(move |entry| Entry { kind: Some(kind), ..entry })
        });
        Patterns::new(entries.collect()).expect("patterns that the tests have compiled")
    }

    /// Compiles patterns, each with its kind; the error says what is wrong with one of them.
    pub(crate) fn new(entries: Vec<Entry>) -> Result<Patterns, CompileError> {
        let (as_written, folded): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry| entry.case);
        Ok(Patterns { folded: Set::new(folded)?, as_written: Set::new(as_written)? })
    }

    /// Reports every match.
    pub(crate) fn find(&self, text: &str, words: &Words, confidence_permille: u16, out: &mut Vec<Hit>) {
        let folded = words.folded();
        self.folded.find(folded.text(), |&Meaning { kind, why, .. }, range| {
            if let Some(span) = folded.original(text, range) {
                out.extend(Hit::new(text, span.start(), span.end(), kind, why, confidence_permille));
            }
        });
        self.as_written.find(text, |&Meaning { kind, why, .. }, range| {
            out.extend(Hit::new(text, range.start, range.end, kind, why, confidence_permille));
        });
    }
}

impl Set {
    fn new(entries: Vec<Entry>) -> Result<Set, CompileError> {
        let compile = |pattern: &str| RegexBuilder::new(pattern).unicode(false).build();
        let meaning = |entry: &Entry| {
            let except = entry.except.as_deref().map(compile).transpose()?;
            let kind = entry.kind.ok_or("a pattern without a kind")?;
            Ok::<_, CompileError>(Meaning { kind, why: entry.why.clone().leak(), except })
        };
        let (mut together, mut meanings, mut anywhere) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries {
            // What is looked for as it is written is a capital and little more, which is found faster alone.
            let pattern = if entry.case { None } else { Pattern::at_boundary(&entry.pattern) };
            match pattern.filter(Pattern::begins_like_few) {
                Some(pattern) => {
                    together.push(pattern);
                    meanings.push(meaning(&entry)?);
                }
                None => anywhere.push((compile(&entry.pattern)?, meaning(&entry)?)),
            }
        }
        Ok(Set { at_boundaries: AtBoundaries::new(together)?, meanings, anywhere })
    }

    fn find(&self, text: &str, mut report: impl FnMut(&Meaning, Range<usize>)) {
        let mut tell = |meaning: &Meaning, found: Range<usize>| {
            let words = text.get(found.clone()).unwrap_or("");
            let rest = text.get(found.start..).unwrap_or("");
            let is_excepted = meaning.except.as_ref().is_some_and(|except| except.is_match(rest));
            let trimmed = words.trim_end();
            if !is_excepted && !trimmed.is_empty() {
                report(meaning, found.start..found.start + trimmed.len());
            }
        };
        self.at_boundaries.find(text, |pattern, found| tell(&self.meanings[pattern], found));
        for (regex, meaning) in &self.anywhere {
            regex.find_iter(text).for_each(|found| tell(meaning, found.range()));
        }
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use std::collections::BTreeSet;

    use super::{Entry, File, parse};

    /// Checks that every entry compiles, stands once, finds its examples and leaves the others.
    pub(crate) fn check_file(file: &str, hits: impl Fn(&str) -> usize) {
        let entries: Vec<Entry> = parse::<File>(file).entry;
        let patterns: BTreeSet<&str> = entries.iter().map(|entry| entry.pattern.as_str()).collect();
        assert_eq!(patterns.len(), entries.len(), "a pattern stands twice");
        let mut wrong: Vec<String> = Vec::new();
        for entry in &entries {
            assert!(!entry.finds.is_empty() && !entry.leaves.is_empty(), "{} has no examples", entry.pattern);
            let missed = entry.finds.iter().filter(|example| hits(example) == 0);
            wrong.extend(missed.map(|example| format!("does not find {example:?}")));
            let caught = entry.leaves.iter().filter(|example| hits(example) > 0);
            wrong.extend(caught.map(|example| format!("does not leave {example:?}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
