//! Finds passages and says what they are. Never says what to do about them: it knows no law.

mod again;
mod alone;
mod boundaries;
mod case;
mod check_digit;
mod collar;
mod conspicuous;
mod detector;
mod detectors;
mod engine;
mod finding;
mod hash;
mod interned;
mod known;
mod lexicon;
mod likelihood;
mod lists;
mod misuse;
mod name;
mod name_words;
mod nickname;
mod patterns;
mod phrases;
mod plain;
mod recent;
mod record;
mod resolve;
mod roster;
mod rule;
mod search;
mod slip;
mod street;
mod tagger;
mod words;

pub use conspicuous::{Conspicuous, capital_runs, conspicuous, quotations};
pub use detector::{Detector, Hit, Passage};
pub use engine::{Cancel, Cancelled, Found, Options, run, searched_columns};
pub use finding::{DetectorId, Evidence, Finding, Kind, Why};
pub use known::{Known, KnownName, KnownNumber, Part, Source};
pub use likelihood::Likelihood;
pub use lists::{
    Always, AlwaysWords, ListError, MOST_ENTRIES, MOST_LETTERS, Match, NeverWords, WordLists, checked_words,
    read_words,
};
pub use misuse::{Misuse, MisuseQuestion, MisuseSuggestion, mentions_bwv, misuse};
pub use name_words::{NameWord, column_names, name_words};
pub use phrases::{Phrases, PhrasesError};
pub use record::{Record, sheet_of_records};
pub use search::is_from_columns;
pub(crate) use slip::is_slip;
pub use tagger::training;
pub use words::Words;
