//! Phrases and patterns kept as data in `assets/lexicon/`, each with a plain reason and examples.

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::lexicon::parse;
use super::words::Words;
use super::{Hit, Kind};

/// The patterns of one file.
pub(crate) struct Patterns {
    /// Over the folded text.
    folded: Set,
    /// Over the text itself.
    as_written: Set,
}

/// What a search may keep in memory on each thread; with less, the big sets start over all the time.
const DFA_BYTES: usize = 8 << 20;

/// Patterns that are looked for together: the set says which are worth a search.
struct Set {
    any: RegexSet,
    each: Vec<Pattern>,
}

struct Pattern {
    why: &'static str,
    regex: Regex,
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
    /// Reads a file that is part of the program.
    pub(crate) fn read(file: &str) -> Patterns {
        Patterns::new(parse::<File>(file).entry).expect("patterns that the tests have compiled")
    }

    /// Compiles patterns; the error says what is wrong with one of them.
    pub(crate) fn new(entries: Vec<Entry>) -> Result<Patterns, regex::Error> {
        let (as_written, folded): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry| entry.case);
        Ok(Patterns { folded: Set::new(folded)?, as_written: Set::new(as_written)? })
    }

    /// Reports every match as `kind`.
    pub(crate) fn find(
        &self,
        text: &str,
        words: &Words,
        kind: Kind,
        confidence_permille: u16,
        out: &mut Vec<Hit>,
    ) {
        let folded = words.folded();
        self.folded.find(folded.text(), |why, range| {
            if let Some(span) = folded.original(text, range) {
                out.extend(Hit::new(text, span.start(), span.end(), kind, why, confidence_permille));
            }
        });
        self.as_written.find(text, |why, range| {
            out.extend(Hit::new(text, range.start, range.end, kind, why, confidence_permille));
        });
    }
}

impl Set {
    fn new(entries: Vec<Entry>) -> Result<Set, regex::Error> {
        let compile =
            |pattern: &str| RegexBuilder::new(pattern).unicode(false).dfa_size_limit(DFA_BYTES).build();
        let any = RegexSetBuilder::new(entries.iter().map(|entry| &entry.pattern))
            .unicode(false)
            .dfa_size_limit(DFA_BYTES)
            .build()?;
        let compiled = |entry: Entry| {
            Ok(Pattern {
                regex: compile(&entry.pattern)?,
                except: entry.except.as_deref().map(compile).transpose()?,
                why: entry.why.leak(),
            })
        };
        Ok(Set { each: entries.into_iter().map(compiled).collect::<Result<_, regex::Error>>()?, any })
    }

    fn find(&self, text: &str, mut report: impl FnMut(&'static str, std::ops::Range<usize>)) {
        for at in self.any.matches(text) {
            let pattern = &self.each[at];
            for found in pattern.regex.find_iter(text) {
                let excepted = pattern.except.as_ref().is_some_and(|except| {
                    text.get(found.start()..).is_some_and(|rest| except.is_match(rest))
                });
                let trimmed = found.as_str().trim_end();
                if !excepted && !trimmed.is_empty() {
                    report(pattern.why, found.start()..found.start() + trimmed.len());
                }
            }
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
