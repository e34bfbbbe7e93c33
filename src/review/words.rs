//! The officer's lists of words in a case.

use std::collections::BTreeMap;

use super::{Change, ReviewError, Workspace};
use crate::detect::{Always, Kind, MOST_ENTRIES, Match, WordLists, checked_words};

impl Workspace {
    /// The words that are always redacted in this case, and those that are not suggested in it.
    pub fn lists(&self) -> &WordLists {
        &self.lists
    }

    pub(super) fn plan_always(&self, words: &[String], always: Always) -> Result<Vec<Change>, ReviewError> {
        if always.kind == Kind::Bwv {
            return Err(ReviewError::NotToRedact);
        }
        let words = checked(words)?;
        let lists = self.lists();
        is_free(&words, &lists.never)?;
        let change = |words: String| Change::Always {
            was: lists.always.get(&words).copied(),
            now: Some(always),
            words,
        };
        within_limit(words.into_iter().map(change).collect(), lists.always.len(), |change| {
            matches!(change, Change::Always { was: None, .. })
        })
    }

    pub(super) fn plan_never(&self, words: &[String], how: Match) -> Result<Vec<Change>, ReviewError> {
        let words = checked(words)?;
        let lists = self.lists();
        is_free(&words, &lists.always)?;
        let change =
            |words: String| Change::Never { was: lists.never.get(&words).copied(), now: Some(how), words };
        within_limit(words.into_iter().map(change).collect(), lists.never.len(), |change| {
            matches!(change, Change::Never { was: None, .. })
        })
    }

    pub(super) fn plan_not_always(&self, words: &[String]) -> Result<Vec<Change>, ReviewError> {
        let change = |words: &String| {
            let was = Some(*self.lists().always.get(words).ok_or(ReviewError::NotListed)?);
            Ok(Change::Always { words: words.clone(), was, now: None })
        };
        words.iter().map(change).collect()
    }

    pub(super) fn plan_not_never(&self, words: &[String]) -> Result<Vec<Change>, ReviewError> {
        let change = |words: &String| {
            let was = Some(*self.lists().never.get(words).ok_or(ReviewError::NotListed)?);
            Ok(Change::Never { words: words.clone(), was, now: None })
        };
        words.iter().map(change).collect()
    }
}

fn checked(words: &[String]) -> Result<Vec<String>, ReviewError> {
    if words.is_empty() {
        return Err(ReviewError::NoWords);
    }
    let mut checked = (1..)
        .zip(words)
        .map(|(number, words)| checked_words(words, number))
        .collect::<Result<Vec<_>, _>>()
        .map_err(ReviewError::Words)?;
    checked.sort();
    checked.dedup();
    Ok(checked)
}

/// Words cannot be on both lists: nobody could tell what would become of them.
fn is_free<V>(words: &[String], others: &BTreeMap<String, V>) -> Result<(), ReviewError> {
    match words.iter().filter(|words| others.contains_key(*words)).count() {
        0 => Ok(()),
        count => Err(ReviewError::OnTheOtherList { count }),
    }
}

fn within_limit(
    changes: Vec<Change>,
    there: usize,
    is_new: impl Fn(&Change) -> bool,
) -> Result<Vec<Change>, ReviewError> {
    let count = there + changes.iter().filter(|change| is_new(change)).count();
    if count > MOST_ENTRIES { Err(ReviewError::TooManyWords { count }) } else { Ok(changes) }
}
