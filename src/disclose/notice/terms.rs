//! What the templates of letters may name: placeholders, conditions and what a paragraph is repeated for.

use serde::Deserialize;
use strum::{EnumIter, IntoStaticStr};

/// Placeholders that stand for the same everywhere in a letter.
pub(super) const GLOBAL: &[&str] = &[
    "reference",
    "force",
    "title",
    "period",
    "received",
    "exported",
    "position-as-at",
    "released-on",
    "cases",
    "entries",
    "allegations",
    "officers",
    "misuse-cases",
    "misuse-entries",
    "withheld-entries",
    "withheld-columns",
    "previous-reference",
    "previous-answered",
    "previous-answer",
    "advice",
    "review-contact",
    "commissioner",
    "commissioner-address",
    "due",
    "estimate",
    "extension-why",
];

/// What a paragraph is repeated for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Deserialize, EnumIter)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Each {
    /// Not repeated.
    #[default]
    Once,
    /// Each text of the request.
    RequestText,
    /// Each search that was made.
    Search,
    /// Each group of reasons that something was withheld for.
    Subject,
    /// Each exemption engaged.
    Exemption,
    /// Each reason that is argued by a harm or a test of its own.
    Reason,
    /// Each reason with a qualified exemption.
    PublicInterest,
    /// Each group of people whose personal data was withheld.
    People,
    /// Each reason about special category data.
    SpecialCategory,
    /// Each reason about criminal-offence data.
    CriminalOffence,
    /// Each figure of the context.
    Figure,
    /// Each word that is explained.
    Definition,
    /// Each exemption for which the time is extended.
    ExtensionExemption,
}

impl Each {
    /// The placeholders of one repetition.
    pub(super) fn terms(self) -> &'static [&'static str] {
        match self {
            Each::Once => &[],
            Each::RequestText => &["kind", "received", "text"],
            Each::Search => &["place", "by", "on"],
            Each::Subject => &["withheld", "exemptions"],
            Each::Exemption => &["house", "kind", "test"],
            Each::Reason => &["house", "withheld", "harm", "likelihood", "own-test", "qualified-person"],
            Each::PublicInterest => &[
                "house",
                "withheld",
                "public-interest-for",
                "public-interest-against",
                "public-interest-balance",
            ],
            Each::People => &["people", "house", "purpose", "necessity", "balance"],
            Each::SpecialCategory => &["special-category"],
            Each::CriminalOffence => &["criminal-offence"],
            Each::Figure => &["says", "source", "period"],
            Each::Definition => &["term", "meaning"],
            Each::ExtensionExemption => &["house"],
        }
    }
}

/// When a paragraph stands in a letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, EnumIter, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(super) enum When {
    /// The request names a period.
    HasPeriod,
    /// There was a previous request.
    HasPrevious,
    /// Something was withheld.
    HasMarks,
    /// Nothing was withheld.
    HasNoMarks,
    /// Entries were withheld.
    HasWithheldEntries,
    /// Columns were withheld.
    HasWithheldColumns,
    /// Dates are shown as years.
    HasYears,
    /// Units are shown as wider ones.
    HasWiderUnits,
    /// Small numbers are withheld.
    HasSmallNumbers,
    /// Marks say by a role who was meant.
    HasRoleNames,
    /// A qualified exemption is engaged.
    HasQualified,
    /// Personal data was withheld.
    HasPersonalData,
    /// Data was withheld that needs a condition of its own.
    HasConditions,
    /// A column says what is alleged.
    HasAllegations,
    /// A column says who is complained of.
    HasOfficers,
    /// A case stands on several entries.
    HasRepeatedEntries,
    /// The period lies on both sides of 1 February 2020, as far as it is known.
    #[serde(rename = "crosses-2020")]
    Crosses2020,
    /// The reason is pleaded in the alternative.
    InTheAlternative,
    /// A harm is written for the reason, or has to be.
    HasOrNeedsHarm,
    /// It has to be said for the reason how likely the harm is.
    NeedsLikelihood,
    /// An exemption of the reason has a test of its own.
    NeedsOwnTest,
    /// An exemption of the reason needs the opinion of the qualified person.
    NeedsQualifiedPerson,
}

impl When {
    /// Whether it is about one reason rather than the whole letter.
    pub(super) fn is_of_reason(self) -> bool {
        match self {
            When::InTheAlternative
            | When::HasOrNeedsHarm
            | When::NeedsLikelihood
            | When::NeedsOwnTest
            | When::NeedsQualifiedPerson => true,
            When::HasPeriod
            | When::HasPrevious
            | When::HasMarks
            | When::HasNoMarks
            | When::HasWithheldEntries
            | When::HasWithheldColumns
            | When::HasYears
            | When::HasWiderUnits
            | When::HasSmallNumbers
            | When::HasRoleNames
            | When::HasQualified
            | When::HasPersonalData
            | When::HasConditions
            | When::HasAllegations
            | When::HasOfficers
            | When::HasRepeatedEntries
            | When::Crosses2020 => false,
        }
    }
}
