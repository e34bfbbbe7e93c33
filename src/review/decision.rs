//! What an officer can decide.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::law::ExemptionId;
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};
use crate::text::Span;

/// Some words of a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The cell.
    pub cell: CellId,
    /// Bytes of the cell's text.
    pub span: Span,
}

/// What is decided about a place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Take the words out.
    Redact {
        /// One or more, in canonical order.
        exemptions: Vec<ExemptionId>,
        /// Code of the reason in `assets/law/`, or the officer's own words.
        reason: String,
    },
    /// Leave them in.
    Keep {
        /// Why; may be empty.
        reason: String,
    },
}

/// Whether a case relates to misuse of body-worn video.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
pub enum Misuse {
    /// It does.
    Yes,
    /// It does not; a mention alone is not misuse.
    No,
    /// The entry does not settle it.
    Unclear,
}

/// How much of a withheld entry is withheld; its marked row stays in the table.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// The free text only.
    Summary,
    /// Everything but the type of case and the year.
    AllButTypeAndYear,
    /// Every cell.
    Whole,
}

impl Degree {
    /// Whether such a column is withheld.
    pub fn covers(self, plan: ColumnPlan) -> bool {
        match self {
            Degree::Summary => plan.treatment == Treatment::RedactSpans || plan.role == Role::Summary,
            Degree::AllButTypeAndYear => {
                !matches!(plan.role, Role::Type | Role::Year) && plan.treatment != Treatment::YearOnly
            }
            Degree::Whole => true,
        }
    }

    /// Whether the officer's own column on misuse is withheld.
    pub fn covers_misuse(self) -> bool {
        match self {
            Degree::Summary => false,
            Degree::AllButTypeAndYear | Degree::Whole => true,
        }
    }
}

/// An entry taken out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Withholding {
    /// How much.
    pub degree: Degree,
    /// One or more, in canonical order.
    pub exemptions: Vec<ExemptionId>,
    /// Code of the reason in `assets/law/`, or the officer's own words.
    pub reason: String,
}

/// Words that go out of a cell; those of one cell neither overlap nor touch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redaction {
    /// Bytes of the cell's text.
    pub span: Span,
    /// One or more, in canonical order.
    pub exemptions: Vec<ExemptionId>,
}

/// How to take what the officer has not decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Policy {
    /// For release: nothing undecided is ever disclosed, and nothing undecided is released.
    Final,
    /// For a draft, marked as such: what is undecided is taken as suggested.
    Draft,
}

/// Why a whole column is withheld.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ColumnGrounds {
    /// One or more, in canonical order.
    pub exemptions: Vec<ExemptionId>,
    /// Code of the reason in `assets/law/`, or the officer's own words.
    pub reason: String,
}

/// What the officer says of a whole entry, against or with what is suggested.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryChoice {
    /// It is withheld.
    Withhold(Withholding),
    /// It is released, less its redactions.
    Release,
}

/// Whether an entry is within the request.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeChoice {
    /// Within.
    In,
    /// Not within.
    Out,
}

/// What is done about something hidden in the file.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
pub enum Settlement {
    /// Seen, and left out of the review.
    Noted,
    /// Brought into the review: hidden rows are judged like the others.
    BroughtIn,
}
