//! The officer's own words: those to redact wherever they stand, and those not to suggest.

mod always;
mod fits;
mod lookup;
mod never;
mod read;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use super::{DetectorId, Kind};

pub(super) use always::AlwaysSearch;
pub(super) use never::NeverSearch;
pub use read::{ListError, MOST_ENTRIES, MOST_LETTERS, checked_words, read_words};

/// How listed words and a text are compared.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Match {
    /// The same letters and capitals.
    Exact,
    /// Whole words in any case; spaces, hyphens and line breaks between words are alike.
    #[default]
    WholeWord,
    /// As whole words, but each word may have a slip of the pen.
    OneLetterOff,
}

impl Match {
    /// Its kebab-case name, as `whole-word`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How words are found that are always redacted, and what they are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Always {
    /// How they match.
    #[serde(default)]
    pub how: Match,
    /// What they are.
    #[serde(default = "public")]
    pub kind: Kind,
}

impl Default for Always {
    fn default() -> Always {
        Always { how: Match::default(), kind: public() }
    }
}

fn public() -> Kind {
    Kind::Public
}

/// Words to redact wherever they stand.
pub type AlwaysWords = BTreeMap<String, Always>;

/// Words that are not suggested.
pub type NeverWords = BTreeMap<String, Match>;

/// Both lists. `Debug` prints no words.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WordLists {
    /// Redacted wherever they stand.
    pub always: AlwaysWords,
    /// Not suggested.
    pub never: NeverWords,
}

impl WordLists {
    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.always.is_empty() && self.never.is_empty()
    }

    /// These lists with the words of others beside them; what both list stays as it is here.
    #[must_use]
    pub fn joined(&self, others: &WordLists) -> WordLists {
        let mut joined = others.clone();
        joined.always.extend(self.always.iter().map(|(words, how)| (words.clone(), *how)));
        joined.never.extend(self.never.iter().map(|(words, how)| (words.clone(), *how)));
        joined
    }
}

impl fmt::Debug for WordLists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} words always, {} words never withheld>", self.always.len(), self.never.len())
    }
}

/// By which findings of the always list are known in case files.
pub(super) fn id() -> DetectorId {
    DetectorId::new("always-list")
}
