//! What the officer adds to the refusal notice: facts that stand in no spreadsheet.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The facts of the notice that only the officer knows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NoticeDetails {
    /// Searches that were made.
    pub searches: Vec<SearchMade>,
    /// Figures that set the answer in context.
    pub figures: Vec<Figure>,
    /// Words that the notice explains.
    pub definitions: Vec<Definition>,
    /// An earlier request that this one follows.
    pub previous: Option<PreviousRequest>,
    /// Advice and assistance (section 16).
    pub advice: String,
    /// Where to complain.
    pub contact: Option<Contact>,
}

/// A search for the information.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SearchMade {
    /// Where was searched: a system or a business area.
    pub place: String,
    /// By what: words, flags, dates.
    pub by: String,
    /// When.
    pub on: Option<Date>,
}

/// A figure that sets the answer in context.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Figure {
    /// What is counted, as `body worn video was activated 19,411,101 times`.
    pub says: String,
    /// Where the figure comes from.
    pub source: String,
    /// The period that it covers.
    pub period: String,
}

/// A word and what it means.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Definition {
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
}

/// An earlier request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PreviousRequest {
    /// Its reference.
    pub reference: String,
    /// When it was answered.
    pub answered: Option<Date>,
    /// How it was answered, in a sentence.
    pub answer: String,
}

/// Names and addresses for a complaint, which change: the officer confirms them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contact {
    /// Where to ask the authority for an internal review.
    pub review: String,
    /// Name of the Commissioner's office.
    pub commissioner: String,
    /// Its address.
    pub commissioner_address: String,
    /// Day on which somebody looked them up.
    pub confirmed: Date,
}

/// A second officer's signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SignOff {
    /// Who signs; self-asserted.
    pub by: String,
    /// When.
    pub on: Date,
}
