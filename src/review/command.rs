//! What an officer can ask for, by key, button or script.

use serde::{Deserialize, Serialize};

use super::{Decision, Degree, Level, Misuse, Place, Request, ScopeChoice, Settlement};
use crate::detect::{Always, Kind, Match};
use crate::law::ExemptionId;
use crate::sheet::{Role, Treatment, WarningKind};

/// One act of the officer. [`super::Workspace::plan`] turns it into an event or says why not.
///
/// Rows and columns count from 0 below the heading. Where a command names a row and speaks of a
/// case, it means the case of that row.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Redact or keep these words.
    Decide {
        /// Which.
        places: Vec<Place>,
        /// What.
        decision: Decision,
    },
    /// Make these words undecided again.
    Clear {
        /// Which.
        places: Vec<Place>,
    },
    /// Decide the same wherever the words stand.
    SameEverywhere {
        /// The words.
        place: Place,
        /// How far to look.
        reach: Reach,
        /// What.
        decision: Decision,
        /// Places to leave out.
        #[serde(default)]
        except: Vec<Place>,
    },
    /// Redact what is still undecided in one entry, each as suggested. There is deliberately no
    /// such command for more than one entry.
    Accept {
        /// The entry.
        row: u32,
    },
    /// Take an entry, or all entries of its case, out; its marked row stays.
    Withhold {
        /// The entry.
        row: u32,
        /// This entry or its case.
        reach: Reach,
        /// How much.
        degree: Degree,
        /// Under what.
        exemptions: Vec<ExemptionId>,
        /// Code of the reason, or the officer's own words.
        reason: String,
    },
    /// Release an entry, or all entries of its case, that is withheld or suggested to be.
    Release {
        /// The entry.
        row: u32,
        /// This entry or its case.
        reach: Reach,
    },
    /// The entry has been read. Refused while something in it is undecided.
    Read {
        /// The entry.
        row: u32,
    },
    /// The entry has to be read again.
    Unread {
        /// The entry.
        row: u32,
    },
    /// Settle one warning of the import report.
    Settle {
        /// Its index.
        warning: u32,
        /// How.
        how: Settlement,
    },
    /// Settle every warning of a kind.
    SettleKind {
        /// The kind.
        kind: WarningKind,
        /// How.
        how: Settlement,
    },
    /// Put an entry, or all entries of its case, within the request or outside it.
    Scope {
        /// The entry.
        row: u32,
        /// This entry or its case.
        reach: Reach,
        /// `null` leaves it to the rule.
        choice: Option<ScopeChoice>,
    },
    /// Say whether an entry, or each entry of its case, relates to misuse.
    Misuse {
        /// The entry.
        row: u32,
        /// This entry or its case.
        reach: Reach,
        /// The answer.
        value: Misuse,
    },
    /// Say whether the case still awaits its outcome.
    Ongoing {
        /// A row of the case.
        row: u32,
        /// `null` leaves it to the rule.
        ongoing: Option<bool>,
    },
    /// Say whether a criminal allegation is recorded in the case.
    Criminal {
        /// A row of the case.
        row: u32,
        /// The answer.
        recorded: bool,
    },
    /// Say what a column is and what happens to it; what is not given stays.
    Column {
        /// The column.
        column: u16,
        /// What it is.
        #[serde(default)]
        role: Option<Role>,
        /// What happens to it.
        #[serde(default)]
        treatment: Option<Treatment>,
        /// Under what it is withheld, if it is.
        #[serde(default)]
        exemptions: Vec<ExemptionId>,
        /// Why it is withheld: code of the reason, or the officer's own words.
        #[serde(default)]
        reason: String,
    },
    /// Write down the request.
    Request(Box<Request>),
    /// Let words stand openly although they are withheld elsewhere.
    SettleOpen {
        /// The words, in any case.
        words: String,
        /// Why that is in order.
        reason: String,
    },
    /// Redact these words wherever they stand in this case. One undo step, however many they are.
    AlwaysWords {
        /// The words.
        words: Vec<String>,
        /// How they match.
        #[serde(default)]
        how: Match,
        /// What they are; anything but a mention of body-worn video.
        #[serde(default = "usual_kind")]
        kind: Kind,
    },
    /// Do not suggest these words in this case, unless the name or number columns say them.
    NeverWords {
        /// The words.
        words: Vec<String>,
        /// How they match.
        #[serde(default)]
        how: Match,
    },
    /// Take words off the list of those that are always redacted.
    NotAlways {
        /// The words as they are listed.
        words: Vec<String>,
    },
    /// Take words off the list of those that are not suggested.
    NotNever {
        /// The words as they are listed.
        words: Vec<String>,
    },
    /// Show more or fewer suggestions.
    Dial(Level),
    /// Take the last act back.
    Undo,
    /// Do again what was taken back last.
    Redo,
}

fn usual_kind() -> Kind {
    Always::default().kind
}

/// How far a command reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// This entry.
    Entry,
    /// All entries of its case.
    Case,
    /// The whole sheet.
    Sheet,
}
