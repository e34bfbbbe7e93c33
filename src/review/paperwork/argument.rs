//! What the officer argues for a reason, in their own words: once, for every mark that rests on it.
//!
//! Nothing here is ever filled in by the program: no harm, no likelihood, no balance.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::law::{Assessment, Group};
use crate::review::EvidenceFile;

/// All that is argued for one reason.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Argument {
    /// The officer's words, part by part; none is blank.
    pub parts: BTreeMap<Part, String>,
    /// How likely the harm is, where the officer has said so.
    pub likelihood: Option<Likelihood>,
    /// Whether exemptions that exclude each other are pleaded in the alternative.
    pub in_the_alternative: bool,
    /// What the business area says.
    pub consultation: Option<Consultation>,
    /// Files that are kept as evidence, in the order in which they were attached.
    pub evidence: Vec<EvidenceFile>,
}

/// A part of an argument that is written in words.
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
pub enum Part {
    /// What follows from disclosure, to whom and by what steps; for a class-based exemption, why it applies.
    Harm,
    /// The answer to the exemption's own test.
    OwnTest,
    /// The opinion of the qualified person, with its date.
    QualifiedPerson,
    /// What speaks for disclosure.
    PublicInterestFor,
    /// What speaks for maintaining the exemption.
    PublicInterestAgainst,
    /// Where the balance lies.
    PublicInterestBalance,
    /// Whether there is a condition for disclosing special category data.
    SpecialCategory,
    /// Whether there is a condition for disclosing criminal-offence data.
    CriminalOffence,
}

/// How likely a harm is. Only an officer chooses.
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
pub enum Likelihood {
    /// More probable than not.
    Would,
    /// A real and significant risk.
    WouldBeLikely,
}

/// What somebody who was asked about the harm said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Consultation {
    /// Who was asked: a post or a business area.
    pub who: String,
    /// When they answered.
    pub on: Date,
    /// What they said.
    pub view: String,
    /// Where the answer is kept.
    #[serde(default)]
    pub evidence: String,
}

/// The legitimate-interest assessment of one group of people.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct InterestRecord {
    /// The officer's words, part by part; none is blank.
    pub parts: BTreeMap<InterestPart, String>,
}

/// A part of a legitimate-interest assessment.
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
pub enum InterestPart {
    /// Which interest disclosure serves.
    Purpose,
    /// Whether disclosure is necessary for it.
    Necessity,
    /// How it weighs against the people's rights.
    Balance,
}

impl Part {
    /// Its kebab-case name, as `public-interest-for`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The assessment that it belongs to.
    pub fn assessment(self) -> Assessment {
        match self {
            Part::Harm => Assessment::Harm,
            Part::OwnTest => Assessment::OwnTest,
            Part::QualifiedPerson => Assessment::QualifiedPerson,
            Part::PublicInterestFor | Part::PublicInterestAgainst | Part::PublicInterestBalance => {
                Assessment::PublicInterest
            }
            Part::SpecialCategory => Assessment::SpecialCategory,
            Part::CriminalOffence => Assessment::CriminalOffence,
        }
    }

    /// The parts in which this assessment is answered, in order; none for the legitimate interest, which
    /// is recorded by group of people.
    pub fn of(assessment: Assessment) -> Vec<Part> {
        Part::iter().filter(|part| part.assessment() == assessment).collect()
    }

    /// What it is called, in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Part::Harm => "the harm",
            Part::OwnTest => "the answer to the exemption’s own test",
            Part::QualifiedPerson => "the opinion of the qualified person",
            Part::PublicInterestFor => "the public interest for disclosure",
            Part::PublicInterestAgainst => "the public interest against disclosure",
            Part::PublicInterestBalance => "where the balance lies",
            Part::SpecialCategory => "the condition for special category data",
            Part::CriminalOffence => "the condition for criminal-offence data",
        }
    }
}

impl InterestPart {
    /// Its kebab-case name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it is called, in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            InterestPart::Purpose => "the interest that disclosure serves",
            InterestPart::Necessity => "whether disclosure is necessary for it",
            InterestPart::Balance => "how it weighs against the people’s rights",
        }
    }
}

impl Likelihood {
    /// How a sentence says it; the officer chose it.
    pub fn words(self) -> &'static str {
        match self {
            Likelihood::Would => "would",
            Likelihood::WouldBeLikely => "would be likely to",
        }
    }
}

impl Argument {
    /// What is written for a part; empty where nothing is.
    pub fn part(&self, part: Part) -> &str {
        self.parts.get(&part).map_or("", String::as_str)
    }

    /// Whether nothing has been said at all.
    pub fn is_empty(&self) -> bool {
        *self == Argument::default()
    }
}

impl InterestRecord {
    /// What is written for a part; empty where nothing is.
    pub fn part(&self, part: InterestPart) -> &str {
        self.parts.get(&part).map_or("", String::as_str)
    }

    /// The parts that are still to be written, in order.
    pub fn missing(&self) -> Vec<InterestPart> {
        InterestPart::iter().filter(|part| self.part(*part).is_empty()).collect()
    }
}

/// The group that a reason is argued for; an officer's own words belong to the others.
pub fn group_of(reason: &str) -> Group {
    crate::law::reason(reason).map_or(Group::Other, |reason| reason.group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assessment_is_answered_somewhere() {
        for assessment in Assessment::iter() {
            let is_by_group = assessment == Assessment::LegitimateInterest;
            assert_eq!(Part::of(assessment).is_empty(), is_by_group, "{assessment:?}");
        }
    }

    #[test]
    fn names_are_those_of_the_file() {
        for part in Part::iter() {
            assert_eq!(serde_json::to_string(&part).unwrap(), format!("\"{}\"", part.name()));
        }
        for part in InterestPart::iter() {
            assert_eq!(serde_json::to_string(&part).unwrap(), format!("\"{}\"", part.name()));
        }
    }
}
