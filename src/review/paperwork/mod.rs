//! The paperwork of a request: what is argued, what the notice says beside the table, the clock, and how
//! legal checks were settled.

mod argument;
mod change;
mod letter;
mod plan;
mod reference;
mod texts;
mod time;

use std::collections::BTreeMap;

pub use argument::{Argument, Consultation, InterestPart, InterestRecord, Likelihood, Part, group_of};
pub use change::PaperworkChange;
pub use letter::{Contact, Definition, Figure, NoticeDetails, PreviousRequest, SearchMade, SignOff};
pub use time::{Activity, TimeSpent, TimeSums};

use crate::law::{Clock, Group, TextsUsed};

/// The paperwork as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Paperwork {
    /// What is argued, by reason.
    pub arguments: BTreeMap<String, Argument>,
    /// Legitimate-interest records, by group of people.
    pub interests: BTreeMap<Group, InterestRecord>,
    /// Whether a notice goes with the release. Without one the legal checks block nothing, and the table
    /// can be released alone.
    pub notice_wanted: bool,
    /// Facts of the notice.
    pub notice: NoticeDetails,
    /// Paragraphs in the officer's own words, by their stable name.
    pub paragraphs: BTreeMap<String, String>,
    /// A second officer's signature.
    pub signed_off: Option<SignOff>,
    /// Why warnings are in order and what was answered to questions, by the key of the check.
    pub settled_lints: BTreeMap<String, String>,
    /// Why words that are withheld may be part of a reference, by the reference and the words.
    pub in_reference: BTreeMap<(String, String), String>,
    /// What has happened to the clock.
    pub clock: Clock,
    /// Time spent, by number.
    pub time: BTreeMap<u32, TimeSpent>,
    /// The force's own texts that it is argued under.
    pub texts: TextsUsed,
}

impl Paperwork {
    /// What is argued for a reason; nothing where nothing has been said.
    pub fn argument(&self, reason: &str) -> &Argument {
        static NOTHING: Argument = Argument {
            parts: BTreeMap::new(),
            likelihood: None,
            in_the_alternative: false,
            consultation: None,
            evidence: Vec::new(),
        };
        self.arguments.get(reason).unwrap_or(&NOTHING)
    }

    /// The legitimate-interest record of a group; empty where nothing has been written.
    pub fn interest(&self, group: Group) -> &InterestRecord {
        static NOTHING: InterestRecord = InterestRecord { parts: BTreeMap::new() };
        self.interests.get(&group).unwrap_or(&NOTHING)
    }

    /// Minutes spent, search apart from all else.
    pub fn time_sums(&self) -> TimeSums {
        TimeSums::of(self.time.values())
    }
}
