//! What an officer can ask for, by key, button or script.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    About, Activity, Consultation, Decision, Degree, InterestPart, Level, Likelihood, Misuse, NoticeDetails,
    Part, Place, Query, Request, ScopeChoice, Settlement, SignOff, Units,
};
use crate::detect::{Always, Kind, Match};
use crate::law::{Clock, ExemptionId, Group};
use crate::sheet::{Role, Treatment, WarningKind};
use crate::text::Span;

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
    /// Redact other words than a mark covers: fewer, in several parts, or more. What it covered and the parts
    /// leave out stands openly. One undo step.
    Reshape {
        /// The words that are redacted, or suggested to be.
        place: Place,
        /// What is redacted in their stead; each part overlaps or touches them.
        parts: Vec<Span>,
        /// How: a redaction.
        decision: Decision,
    },
    /// Make these words undecided again.
    Clear {
        /// Which.
        places: Vec<Place>,
    },
    /// Redact or keep all that was gathered about one person, number, address or contact: one act. Says that it
    /// was decided in People.
    DecideTogether {
        /// What is decided about which words; no place twice.
        decisions: Vec<Decided>,
    },
    /// Say that these words are about somebody else than they were gathered with, all about one.
    Apart {
        /// Which.
        places: Vec<Place>,
    },
    /// Say that two places are about one person, number, address or contact.
    SamePerson {
        /// One.
        place: Place,
        /// The other.
        other: Place,
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
    /// Redact words in some of the places where they stand openly although they are withheld elsewhere, and
    /// let them stand in the others. One undo step.
    MakeConsistent {
        /// The words, in any case.
        words: String,
        /// Where to redact them; may be empty.
        places: Vec<Place>,
        /// How.
        decision: Decision,
        /// Why they may stand openly in all other places; `null` leaves that open.
        #[serde(default)]
        reason: Option<String>,
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
    /// Say which wider unit stands for each unit of a column that is released so.
    Units {
        /// The column.
        column: u16,
        /// The wider unit of each text of the source.
        units: Units,
    },
    /// Let marks say by a role who was meant, as `[Officer A]`, or no longer.
    RoleNames(bool),
    /// Write one part of what is argued for a reason; nothing takes it out again.
    Argue {
        /// Code of the reason, or the officer's own words as they stand in a decision.
        reason: String,
        /// Which part.
        part: Part,
        /// The officer's words.
        text: String,
    },
    /// Say how likely the harm is. Only an officer does.
    Likelihood {
        /// Code of the reason, or the officer's own words.
        reason: String,
        /// `null` leaves it open again.
        likelihood: Option<Likelihood>,
    },
    /// Plead exemptions that exclude each other in the alternative.
    InTheAlternative {
        /// Code of the reason, or the officer's own words.
        reason: String,
        /// Whether they are.
        alternative: bool,
    },
    /// Write down what the business area says.
    Consulted {
        /// Code of the reason, or the officer's own words.
        reason: String,
        /// `null` takes it out again.
        consultation: Option<Consultation>,
    },
    /// Write one part of the legitimate-interest record of a group; nothing takes it out again.
    Weigh {
        /// The group of people.
        group: Group,
        /// Which part.
        part: InterestPart,
        /// The officer's words.
        text: String,
    },
    /// Have the notice go with the release, or release the table alone.
    NoticeWanted(bool),
    /// Write down the facts of the notice.
    NoticeDetails(Box<NoticeDetails>),
    /// Put words in place of a paragraph of the notice; `null` brings the template back.
    Paragraph {
        /// Its stable name.
        id: String,
        /// The officer's words.
        text: Option<String>,
    },
    /// Sign as a second officer; `null` takes the signature back.
    SignOff(Option<SignOff>),
    /// Settle warnings of the legal checks, or answer their questions, all with the same words.
    SettleLints {
        /// Their keys.
        lints: Vec<String>,
        /// Why that is in order, or the answer.
        reason: String,
    },
    /// Let words that are withheld stay part of the request's reference. They still may stand nowhere else.
    SettleReference {
        /// The words, in any case; each is one or more whole words of the reference.
        words: Vec<String>,
        /// Why that is in order.
        reason: String,
    },
    /// Write down what has happened to the clock of the request.
    Clock(Box<Clock>),
    /// Log time that was spent.
    LogTime {
        /// On what.
        activity: Activity,
        /// How long.
        minutes: u32,
        /// When.
        on: Date,
        /// What was done.
        #[serde(default)]
        note: String,
    },
    /// Take logged time out again.
    UnlogTime {
        /// Its number, from 0.
        number: u32,
    },
    /// Attach a file, which the case keeps already, to what is argued for a reason.
    Attach {
        /// Code of the reason, or the officer's own words.
        reason: String,
        /// What the file is called.
        name: String,
        /// SHA-256 of what it holds, in lower-case hex.
        sha256: String,
        /// When it was attached.
        at: Timestamp,
    },
    /// Take an attached file away from a reason; the record keeps it.
    Detach {
        /// Code of the reason, or the officer's own words.
        reason: String,
        /// SHA-256 of what it holds, in lower-case hex.
        sha256: String,
    },
    /// Argue the case from now on under the texts of the law and the letters that are in use.
    UseTexts,
    /// Write a note about an entry or about words, for those who work on the case; a blank one takes it off.
    Note {
        /// What it is about.
        about: About,
        /// The officer's words.
        text: String,
    },
    /// Ask a colleague about an entry or about words, or put another query in its place. No release is made
    /// while a query is open.
    Query {
        /// What it is about.
        about: About,
        /// `null` takes it back.
        query: Option<Query>,
    },
    /// Write down the answer to a query.
    Answer {
        /// What the query is about.
        about: About,
        /// The answer.
        text: String,
    },
    /// Take back all that was done after an act: one act, one undo step.
    BackTo {
        /// Its number in the log, from 0.
        act: u64,
    },
    /// Take the last act back.
    Undo,
    /// Do again what was taken back last.
    Redo,
}

/// What is decided about some of the words of a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// Which.
    pub places: Vec<Place>,
    /// What.
    pub decision: Decision,
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
