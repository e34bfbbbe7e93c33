//! An exemption of Part II of the Act.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strum::{EnumIter, EnumString, IntoStaticStr};
use thiserror::Error;

use super::catalogue::{Catalogue, catalogue};
use super::code::{fold, within};

/// An exemption, by its one canonical code, as `s40(2)(3A)(a)` or `s31(1)(g)(2)(b)`.
///
/// Ordered as the Act orders its sections and paragraphs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExemptionId(pub(super) u16);

/// All that the data says of an exemption.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exemption {
    /// Which one.
    pub id: ExemptionId,
    /// The canonical code.
    pub code: String,
    /// What a mark prints, without brackets, as `s40(2)`.
    pub mark: String,
    /// Number of the section, as `22A`.
    pub section: String,
    /// What the section is about.
    pub subject: String,
    /// What this exemption covers, in our own words.
    pub title: String,
    /// How the house prints it, as `Section 40(2)&(3A)(a) – Personal Data`.
    pub house: String,
    /// Absolute or qualified.
    pub kind: ExemptionKind,
    /// What has to be shown for it to be engaged.
    pub threshold: Threshold,
    /// The question that an exemption with a test of its own asks.
    pub own_test: Option<String>,
    /// Whether the public interest has to be weighed.
    pub public_interest_test: bool,
    /// Whether legitimate interests in the personal data have to be assessed.
    pub legitimate_interest: bool,
    /// Whether it needs the opinion of the authority's qualified person.
    pub qualified_person: bool,
    /// Whether only the officer may bring it up; the program never suggests it.
    pub officer_only: bool,
    /// Whether it only lets an authority neither confirm nor deny; never a ground for a mark.
    pub neither_confirm_nor_deny: bool,
    /// Where the law says so.
    pub source: String,
    /// What of this is from memory and has to be looked up.
    pub check: Option<String>,
}

/// Whether the public interest can override an exemption.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum ExemptionKind {
    /// It cannot.
    Absolute,
    /// It can.
    Qualified,
}

/// What has to be shown for an exemption to be engaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// That the information is of the kind described.
    Class,
    /// That disclosure prejudices what the exemption protects.
    Prejudice,
    /// Something of its own: "required for the purpose of", "endanger".
    Own,
}

/// Why some text is no code of an exemption.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CodeError {
    /// A form of the Act as it stood before it was amended.
    #[error("“{form}” is an old form. {says} Use {}.", .choices.join(" or "))]
    Outdated {
        /// The text.
        form: String,
        /// What changed.
        says: String,
        /// Canonical codes that stand for it now.
        choices: Vec<String>,
        /// Where the law says so.
        authority: String,
    },
    /// A branch of the Act that has to be said to the paragraph.
    #[error("“{form}” is incomplete. Say which: {}.", .choices.join(", "))]
    Incomplete {
        /// The text.
        form: String,
        /// Canonical codes within it.
        choices: Vec<String>,
    },
    /// Nothing known.
    #[error("“{form}” is no exemption of Part II of the Act. Write it as s31(1)(a) or s40(2)(3A)(a).")]
    Unknown {
        /// The text.
        form: String,
    },
}

/// Every exemption, in the order of the Act.
pub fn exemptions() -> &'static [Exemption] {
    &catalogue().exemptions
}

impl ExemptionId {
    /// The exemption with this code, if [`ExemptionId::read`] knows it.
    pub fn from_code(code: &str) -> Option<ExemptionId> {
        ExemptionId::read(code).ok()
    }

    /// The exemption that is written so: by its canonical code, or as people write it, such as
    /// `Section 31(1)(g) by virtue of 31(2)(b)` or `s41` where the section has but one.
    pub fn read(text: &str) -> Result<ExemptionId, CodeError> {
        catalogue().read(text)
    }

    /// All that is known of it.
    pub fn get(self) -> &'static Exemption {
        &exemptions()[usize::from(self.0)]
    }

    /// The canonical code.
    pub fn code(self) -> &'static str {
        &self.get().code
    }

    /// What a mark prints, without brackets, as `s40(2)`.
    pub fn mark(self) -> &'static str {
        &self.get().mark
    }
}

impl Catalogue {
    pub(super) fn read(&self, text: &str) -> Result<ExemptionId, CodeError> {
        let form = text.to_owned();
        let Some(folded) = fold(text) else { return Err(CodeError::Unknown { form }) };
        if let Some(&id) = self.by_folded_code.get(&folded) {
            return Ok(id);
        }
        if let Some(old) = self.outdated.iter().find(|old| fold(&old.form).as_ref() == Some(&folded)) {
            let choices =
                old.choices.iter().map(|id| self.exemptions[usize::from(id.0)].code.clone()).collect();
            let (says, authority) = (old.says.clone(), old.source.clone());
            return Err(CodeError::Outdated { form, says, choices, authority });
        }
        let choices: Vec<String> = self
            .exemptions
            .iter()
            .filter(|exemption| within(&exemption.code.to_lowercase(), &folded))
            .map(|exemption| exemption.code.clone())
            .collect();
        if choices.is_empty() {
            Err(CodeError::Unknown { form })
        } else {
            Err(CodeError::Incomplete { form, choices })
        }
    }
}

impl fmt::Debug for ExemptionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for ExemptionId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for ExemptionId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<ExemptionId, D::Error> {
        ExemptionId::read(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> Result<&'static str, CodeError> {
        ExemptionId::read(text).map(ExemptionId::code)
    }

    #[test]
    fn every_exemption_is_found_by_its_code_and_by_its_printed_form() {
        for exemption in exemptions() {
            assert_eq!(ExemptionId::from_code(&exemption.code), Some(exemption.id));
            let (printed, _) = exemption.house.split_once(" – ").unwrap();
            assert_eq!(code(printed), Ok(exemption.code.as_str()));
            let written = serde_json::to_string(&exemption.id).unwrap();
            assert_eq!(written, format!("\"{}\"", exemption.code));
            assert_eq!(serde_json::from_str::<ExemptionId>(&written).unwrap(), exemption.id);
        }
    }

    #[test]
    fn people_may_write_it_otherwise() {
        let check = |text: &str, expected: &str| assert_eq!(code(text), Ok(expected));
        check("S40(2)(3a)(a)", "s40(2)(3A)(a)");
        check("Section 40(2)&(3A)(a)", "s40(2)(3A)(a)");
        check("s31(1)(g) by virtue of s31(2)(b)", "s31(1)(g)(2)(b)");
        check("s41", "s41(1)");
        check("22A", "s22A(1)");
    }

    #[test]
    fn what_is_no_code_says_what_to_write() {
        let check = |text: &str, expected: &str| {
            assert_eq!(ExemptionId::read(text).unwrap_err().to_string(), expected);
        };
        check(
            "s40(2)&(3)",
            "“s40(2)&(3)” is an old form. The conditions of subsection (3) moved to (3A), (3B) and (4A) on \
             25 May 2018. Use s40(2)(3A)(a).",
        );
        check("s30(1)(a)", "“s30(1)(a)” is incomplete. Say which: s30(1)(a)(i), s30(1)(a)(ii).");
        check(
            "s14(1)",
            "“s14(1)” is no exemption of Part II of the Act. Write it as s31(1)(a) or s40(2)(3A)(a).",
        );
        let incomplete = ExemptionId::read("s31(1)(g)").unwrap_err();
        assert!(matches!(incomplete, CodeError::Incomplete { choices, .. } if choices.len() == 10));
        assert!(serde_json::from_str::<ExemptionId>("\"s12\"").is_err());
    }

    #[test]
    fn order_is_that_of_the_act() {
        let ids: Vec<ExemptionId> = [
            "s21(1)",
            "s22(1)",
            "s22A(1)",
            "s23(1)",
            "s31(1)(a)",
            "s31(1)(g)(2)(b)",
            "s31(1)(h)",
            "s40(2)(3A)(a)",
        ]
        .iter()
        .map(|code| ExemptionId::from_code(code).unwrap())
        .collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn marks_are_what_is_printed() {
        let check = |code: &str, expected: &str| {
            assert_eq!(ExemptionId::from_code(code).unwrap().mark(), expected);
        };
        check("s40(2)(3A)(a)", "s40(2)");
        check("s31(1)(g)(2)(b)", "s31(1)(g)");
        check("s30(1)(a)(i)", "s30(1)(a)(i)");
        check("s31(1)(a)", "s31(1)(a)");
    }

    proptest! {
        /// Typed by hand, anything may come; what is understood is always the code it names.
        #[test]
        fn no_text_is_misread(text in "[sS]?(ection )?[0-9]{1,2}[A]?([ &]?\\([0-9a-jA]{1,2}\\)?){0,5}[ .,&x()]{0,3}") {
            if let Ok(id) = ExemptionId::read(&text) {
                let letters = |text: &str| -> String {
                    let text = text.to_lowercase().replace("section", "");
                    text.trim_start_matches('s').chars().filter(char::is_ascii_alphanumeric).collect()
                };
                let (typed, code) = (letters(&text), letters(id.code()));
                prop_assert!(code.starts_with(&typed), "{} was read as {}", text, id.code());
            }
        }
    }
}
