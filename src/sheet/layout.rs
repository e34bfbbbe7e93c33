//! What each column is, and what happens to it.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{CellId, Sheet};
use crate::text::Sensitive;

/// What a column is.
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
pub enum Role {
    /// The case's own reference; entries that share it are one case.
    Reference,
    /// Kind of case: conduct matter, public complaint.
    Type,
    /// Date of the incident.
    Date,
    /// Date on which the case was recorded.
    Recorded,
    /// Year of the incident.
    Year,
    /// Borough, command or department.
    Unit,
    /// Allegation type.
    Allegation,
    /// Rank of the subject.
    Rank,
    /// Name of the officer or staff member the entry is about.
    Subject,
    /// Collar, warrant or pay number of the subject.
    SubjectNumber,
    /// Name of the complainant.
    Complainant,
    /// The system's own body-worn-video flag.
    Flag,
    /// Where the case stands.
    Status,
    /// How the case ended; empty while it has not.
    Outcome,
    /// Who investigates.
    InvestigatingBody,
    /// The free text.
    Summary,
    /// Anything else.
    Other,
}

/// What happens to a column in the disclosure.
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
pub enum Treatment {
    /// Released as it stands, less redactions.
    Disclose,
    /// A date of which only the year is released.
    YearOnly,
    /// Free text, released less its redactions.
    RedactSpans,
    /// In the table, each unit as a wider one that the officer named.
    WiderUnit,
    /// In the table, numbers below five as “fewer than 5” and a mark.
    SmallNumbers,
    /// In the table, with a mark in every cell.
    Withhold,
    /// Not asked for: not in the table, and no exemption is claimed.
    OutOfScope,
    /// The officer has yet to say; blocks release.
    Unsettled,
}

impl Treatment {
    /// Whether such a column is in the released table.
    pub fn is_shown(self) -> bool {
        match self {
            Treatment::Disclose
            | Treatment::YearOnly
            | Treatment::RedactSpans
            | Treatment::WiderUnit
            | Treatment::SmallNumbers
            | Treatment::Withhold => true,
            Treatment::OutOfScope | Treatment::Unsettled => false,
        }
    }

    /// Whether the text of such a column is released, less its redactions.
    pub fn releases_text(self) -> bool {
        matches!(self, Treatment::Disclose | Treatment::RedactSpans)
    }
}

impl Role {
    /// What happens to such a column unless the officer says otherwise.
    pub fn default_treatment(self) -> Treatment {
        match self {
            Role::Type | Role::Year | Role::Outcome | Role::InvestigatingBody => Treatment::Disclose,
            Role::Date => Treatment::YearOnly,
            Role::Summary => Treatment::RedactSpans,
            Role::Reference
            | Role::Recorded
            | Role::Rank
            | Role::Subject
            | Role::SubjectNumber
            | Role::Complainant
            | Role::Flag
            | Role::Status => Treatment::OutOfScope,
            Role::Unit | Role::Allegation | Role::Other => Treatment::Unsettled,
        }
    }
}

/// Role and treatment of one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ColumnPlan {
    /// What it is.
    pub role: Role,
    /// What happens to it.
    pub treatment: Treatment,
}

/// Role and treatment of each column, left to right.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Layout {
    /// One plan a column.
    pub columns: Vec<ColumnPlan>,
}

impl Layout {
    /// The first column of this role.
    pub fn column(&self, role: Role) -> Option<u16> {
        self.columns_of(role).next()
    }

    /// Every column of this role, left to right.
    pub fn columns_of(&self, role: Role) -> impl Iterator<Item = u16> + '_ {
        self.columns.iter().enumerate().filter(move |(_, plan)| plan.role == role).map(|(at, _)| at as u16)
    }

    /// Text of the first column of this role that is not blank in `row`; empty if there is none.
    pub fn text<'s>(&self, sheet: &'s Sheet, row: u32, role: Role) -> Sensitive<'s> {
        self.columns_of(role)
            .map(|column| sheet.text(CellId { row, column }))
            .find(|text| !text.expose().trim().is_empty())
            .unwrap_or(Sensitive::new(""))
    }
}
