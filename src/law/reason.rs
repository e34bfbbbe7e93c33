//! Reasons for which words are withheld, and the assessments they are not complete without.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use super::catalogue::{Catalogue, catalogue};
use super::fault::{Fault, placed, sound};
use super::{ExemptionId, TextFile, assessments_for, text};

const FILE: &str = "reasons.toml";

/// A reason for which words are withheld.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// Stable name, as `officer-name`; what a decision holds.
    pub code: String,
    /// Whom or what it is argued for.
    pub group: Group,
    /// What the officer reads.
    pub line: String,
    /// Those it may carry.
    pub exemptions: Vec<ExemptionId>,
    /// Those the program fills in; empty where only the officer may choose.
    pub suggests: Vec<ExemptionId>,
    /// Assessments it is not complete without, whichever of its exemptions are claimed.
    pub assessments: Vec<Assessment>,
    /// Questions of its own that only the officer can answer.
    pub prompts: Vec<String>,
    /// What of this is from memory and has to be looked up.
    pub check: Option<String>,
}

/// Whom or what a reason is argued for.
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
pub enum Group {
    /// Police officers.
    Officers,
    /// Police staff.
    Staff,
    /// Members of the public.
    Public,
    /// Special category data of anybody.
    SpecialCategory,
    /// Criminal-offence data of anybody.
    CriminalOffence,
    /// Policing methods.
    Tactics,
    /// People who complain or report in confidence.
    Confidence,
    /// Open cases with a criminal allegation.
    OngoingCriminal,
    /// Open cases of misconduct only.
    OngoingMisconduct,
    /// Other grounds, which the officer chooses.
    Other,
}

/// Something that has to be assessed before words are withheld.
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
pub enum Assessment {
    /// What harm follows, and how likely it is.
    Harm,
    /// The test of an exemption's own.
    OwnTest,
    /// The opinion of the authority's qualified person.
    QualifiedPerson,
    /// The public interest, for and against.
    PublicInterest,
    /// Purpose, necessity and balance for personal data.
    LegitimateInterest,
    /// A condition for special category data.
    SpecialCategory,
    /// A condition for criminal-offence data.
    CriminalOffence,
}

/// How an assessment is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AssessmentForm {
    /// Which one.
    pub name: Assessment,
    /// What it is called.
    pub title: String,
    /// Where the law asks for it.
    pub source: String,
    /// Questions that only the officer can answer.
    pub prompts: Vec<String>,
}

/// Every reason, in the order of the file.
pub fn reasons() -> &'static [Reason] {
    &book().reasons
}

/// The reason with this code; `None` for an officer's own words.
pub fn reason(code: &str) -> Option<&'static Reason> {
    reasons().iter().find(|reason| reason.code == code)
}

/// Every assessment, in the order of the file.
pub fn assessments() -> &'static [AssessmentForm] {
    &book().assessments
}

impl Reason {
    /// The assessments needed when these exemptions are claimed for this reason.
    pub fn assessments_for(&self, claimed: &[ExemptionId]) -> Vec<Assessment> {
        let implied = assessments_for(&self.exemptions);
        let own = self.assessments.iter().copied().filter(|assessment| !implied.contains(assessment));
        let mut needed: Vec<Assessment> = own.chain(assessments_for(claimed)).collect();
        needed.sort_unstable();
        needed.dedup();
        needed
    }

    /// The questions to the officer when these exemptions are claimed for this reason.
    pub fn questions(&'static self, claimed: &[ExemptionId]) -> Vec<&'static str> {
        let needed = self.assessments_for(claimed);
        let mut questions: Vec<&str> = self.prompts.iter().map(String::as_str).collect();
        questions.extend(claimed.iter().filter_map(|id| id.get().own_test.as_deref()));
        let forms = assessments().iter().filter(|form| needed.contains(&form.name));
        questions.extend(forms.flat_map(|form| &form.prompts).map(String::as_str));
        let mut asked = Vec::new();
        questions.retain(|question| {
            !asked.contains(question) && {
                asked.push(*question);
                true
            }
        });
        questions
    }
}

/// The file, read under a catalogue of exemptions.
#[derive(Debug)]
struct Book {
    assessments: Vec<AssessmentForm>,
    reasons: Vec<Reason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawFile {
    never_in_a_line: Vec<String>,
    #[serde(rename = "test")]
    assessments: Vec<AssessmentForm>,
    #[serde(rename = "reason")]
    reasons: Vec<RawReason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawReason {
    code: String,
    group: Group,
    line: String,
    exemptions: Vec<String>,
    suggests: Vec<String>,
    #[serde(rename = "tests")]
    assessments: Vec<Assessment>,
    prompts: Vec<String>,
    check: Option<String>,
}

fn book() -> &'static Book {
    static IN_USE: LazyLock<Book> =
        LazyLock::new(|| sound(Book::parse(text(TextFile::Reasons), catalogue())));
    &IN_USE
}

/// What is wrong with a force's own file, read under these exemptions.
pub(super) fn faults(text: &str, catalogue: &Catalogue) -> Vec<Fault> {
    let own = match Book::parse(text, catalogue) {
        Ok(own) => own,
        Err(faults) => return faults,
    };
    // The built-in reasons may not be sound under the force's exemptions, which is no fault of this file.
    let built_in: Result<RawFile, _> = toml::from_str(TextFile::Reasons.built_in());
    let known = built_in.map(|file| file.reasons).unwrap_or_default();
    let mut found = Vec::new();
    for known in known {
        let mut fault = |problem: &str| found.push(Fault::new(FILE, &known.code, problem));
        match own.reasons.iter().find(|reason| reason.code == known.code) {
            None => fault("it is missing; cases may rest on it, so every built-in reason stays in the file"),
            Some(reason) if reason.group != known.group => {
                fault("it is argued for another group, while the program suggests it for its own");
            }
            Some(reason) if reason.suggests.is_empty() && !known.suggests.is_empty() => {
                fault("it suggests nothing, while the program suggests it and needs an exemption");
            }
            Some(_) => {}
        }
    }
    placed(found, text)
}

impl Book {
    /// Reads the file and says everything that is wrong with it.
    fn parse(text: &str, catalogue: &Catalogue) -> Result<Book, Vec<Fault>> {
        let raw: RawFile =
            toml::from_str(text).map_err(|error| vec![Fault::unreadable(FILE, text, &error)])?;
        let mut faults = Vec::new();
        for assessment in Assessment::iter() {
            let forms = raw.assessments.iter().filter(|form| form.name == assessment).count();
            if forms != 1 {
                let name: &str = assessment.into();
                faults.push(Fault::new(FILE, name, "a test stands in the file exactly once"));
            }
        }
        let mut reasons: Vec<Reason> = Vec::new();
        for reason in raw.reasons {
            let mut problems = Vec::new();
            let reason = reason.under(catalogue, &mut problems);
            problems.extend(reason.problems(&raw.never_in_a_line, catalogue));
            if reasons.iter().any(|earlier| earlier.code == reason.code) {
                problems.push("the code stands twice".to_owned());
            }
            faults.extend(problems.into_iter().map(|problem| Fault::new(FILE, &reason.code, problem)));
            reasons.push(reason);
        }
        let prompts = raw.assessments.iter().flat_map(|form| &form.prompts);
        for prompt in prompts.filter(|prompt| !asks(prompt)) {
            faults.push(Fault::new(FILE, "test", format!("“{prompt}” is not a question")));
        }
        if faults.is_empty() {
            Ok(Book { assessments: raw.assessments, reasons })
        } else {
            Err(placed(faults, text))
        }
    }
}

impl RawReason {
    /// With its exemptions known.
    fn under(self, catalogue: &Catalogue, problems: &mut Vec<String>) -> Reason {
        let RawReason { code, group, line, exemptions, suggests, mut assessments, prompts, check } = self;
        let mut known = |codes: Vec<String>| {
            let mut ids = Vec::new();
            for code in codes {
                match catalogue.read(&code) {
                    Ok(id) => ids.push(id),
                    Err(error) => problems.push(error.to_string().trim_end_matches('.').to_owned()),
                }
            }
            ids.sort_unstable();
            ids
        };
        let (exemptions, suggests) = (known(exemptions), known(suggests));
        assessments.sort_unstable();
        Reason { code, group, line, exemptions, suggests, assessments, prompts, check }
    }
}

impl Reason {
    fn problems(&self, never_in_a_line: &[String], catalogue: &Catalogue) -> Vec<String> {
        let mut found = Vec::new();
        let line = self.line.to_lowercase();
        for words in never_in_a_line.iter().filter(|words| line.contains(words.as_str())) {
            found.push(format!("“{words}” is an argument for the officer to make"));
        }
        let slug = self.code.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !self.code.is_empty();
        if !slug {
            found.push("the code is not written as officer-name".to_owned());
        }
        if self.line.trim().is_empty() || self.line.ends_with('.') {
            found.push("the line is empty or ends with a full stop".to_owned());
        }
        if self.exemptions.is_empty() {
            found.push("it carries no exemption".to_owned());
        }
        for exemption in self.suggests.iter().filter_map(|id| catalogue.get(*id)) {
            if !self.exemptions.contains(&exemption.id) {
                found.push(format!("it suggests {}, which it may not carry", exemption.code));
            }
            if exemption.officer_only {
                found.push(format!("{} is the officer’s to choose, never suggested", exemption.code));
            }
        }
        let carried: Vec<_> = self.exemptions.iter().filter_map(|id| catalogue.get(*id)).collect();
        for exemption in carried.iter().filter(|exemption| exemption.neither_confirm_nor_deny) {
            found.push(format!("{} confirms or denies nothing, and words cannot carry it", exemption.code));
        }
        let needed: BTreeSet<Assessment> =
            carried.iter().flat_map(|exemption| exemption.assessments()).collect();
        for assessment in needed {
            if !self.assessments.contains(&assessment) {
                let name: &str = assessment.into();
                found.push(format!("its exemptions need the test “{name}”"));
            }
        }
        for prompt in self.prompts.iter().filter(|prompt| !asks(prompt)) {
            found.push(format!("“{prompt}” is not a question"));
        }
        found
    }
}

fn asks(prompt: &str) -> bool {
    prompt.trim_end().ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::conflicts;

    const SOUND: &str = r#"
        [[reason]]
        code = "tactics"
        group = "tactics"
        line = "These words show a policing method"
        exemptions = ["s31(1)(a)"]
        suggests = ["s31(1)(a)"]
        tests = ["harm", "public-interest"]
        prompts = ["Is it known?"]
    "#;

    fn with_tests(reasons: &str) -> String {
        let mut text = format!("never-in-a-line = [\"likely to\"]\n{reasons}");
        for assessment in Assessment::iter() {
            let name: &str = assessment.into();
            text += &format!(
                "\n[[test]]\nname = \"{name}\"\ntitle = \"T\"\nsource = \"S\"\nprompts = [\"Why?\"]"
            );
        }
        text
    }

    #[test]
    fn a_fault_is_named() {
        let parse = |text: &str| Book::parse(text, catalogue());
        assert!(parse(&with_tests(SOUND)).is_ok());
        let check = |from: &str, to: &str, expected: &str| {
            assert!(SOUND.contains(from), "{from}");
            let faults = parse(&with_tests(&SOUND.replacen(from, to, 1))).expect_err(to);
            let said: Vec<String> = faults.iter().map(Fault::to_string).collect();
            assert!(said.iter().any(|line| line.contains(expected)), "{to}: {said:?}");
        };
        check("[\"s31(1)(a)\"]", "[\"s99(1)\"]", "no exemption of Part II");
        check("[\"s31(1)(a)\"]", "[\"s31(1)(g)\"]", "is incomplete");
        check("[\"s31(1)(a)\"]", "[\"s40(3)(a)(i)\"]", "is an old form");
        check("[\"s31(1)(a)\"]", "[]", "it carries no exemption");
        check("[\"s31(1)(a)\"]", "[\"s31(3)\", \"s31(1)(a)\"]", "words cannot carry it");
        check("suggests = [\"s31(1)(a)\"]", "suggests = [\"s30(2)\"]", "which it may not carry");
        check(
            "exemptions = [\"s31(1)(a)\"]\n        suggests = [\"s31(1)(a)\"]",
            "exemptions = [\"s23(1)\"]\n        suggests = [\"s23(1)\"]",
            "never suggested",
        );
        check("[\"harm\", ", "[", "need the test “harm”");
        check(", \"public-interest\"", "", "need the test “public-interest”");
        check("Is it known?", "It is known", "is not a question");
        check("show a policing method", "would be likely to help criminals", "an argument for the officer");
        check("policing method\"", "policing method.\"", "ends with a full stop");
        check("\"tactics\"\n        line", "\"methods\"\n        line", "unknown variant");
        let twice = with_tests(&SOUND.repeat(2));
        assert!(parse(&twice).expect_err("twice").iter().any(|f| f.problem.contains("stands twice")));
        let without_tests = format!("never-in-a-line = []\ntest = []\n{SOUND}");
        let faults = parse(&without_tests).expect_err("tests are missing");
        assert_eq!(faults.len(), Assessment::iter().count());
    }

    #[test]
    fn a_reason_that_cases_rest_on_stays() {
        let built_in = TextFile::Reasons.built_in();
        assert_eq!(faults(built_in, catalogue()), []);
        let check = |from: &str, to: &str, expected: &str| {
            assert!(built_in.contains(from), "{from}");
            let found = faults(&built_in.replacen(from, to, 1), catalogue());
            assert!(found.iter().any(|fault| fault.to_string().contains(expected)), "{to}: {found:?}");
        };
        check("code = \"tactics\"", "code = \"methods\"", "tactics: it is missing");
        check(
            "code = \"staff-name\"\ngroup = \"staff\"",
            "code = \"staff-name\"\ngroup = \"public\"",
            "another group",
        );
    }

    #[test]
    fn the_reasons_the_model_case_needs_are_there() {
        let check = |code: &str, group: Group, suggests: &str| {
            let reason = reason(code).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(reason.group, group, "{code}");
            let codes: Vec<&str> = reason.suggests.iter().map(|id| id.code()).collect();
            assert_eq!(codes.join(" "), suggests, "{code}");
        };
        check("officer-name", Group::Officers, "s40(2)(3A)(a)");
        check("staff-name", Group::Staff, "s40(2)(3A)(a)");
        check("public-name", Group::Public, "s40(2)(3A)(a)");
        check("tactics", Group::Tactics, "s31(1)(a)");
        check("complaint-confidence", Group::Confidence, "s31(1)(g)(2)(b)");
        check("ongoing-criminal", Group::OngoingCriminal, "s30(1)(a)(i)");
        check("ongoing-misconduct", Group::OngoingMisconduct, "s31(1)(g)(2)(b)");
        check("national-security", Group::Other, "");
        assert_eq!(reason("Their name is known to nobody"), None);
    }

    #[test]
    fn no_suggestion_is_at_odds_with_itself() {
        for reason in reasons() {
            assert_eq!(conflicts(&reason.suggests), [], "{}", reason.code);
        }
    }

    #[test]
    fn questions_follow_the_exemptions_claimed() {
        let source = reason("confidential-source").unwrap();
        let claim = |code: &str| [ExemptionId::from_code(code).unwrap()];
        assert_eq!(source.assessments_for(&claim("s30(2)")), [Assessment::PublicInterest]);
        assert_eq!(
            source.assessments_for(&claim("s31(1)(a)")),
            [Assessment::Harm, Assessment::PublicInterest]
        );
        let endangers = "Whom does disclosure endanger, how, and how likely is it?";
        assert!(source.questions(&claim("s38(1)(b)")).contains(&endangers));
        assert!(!source.questions(&claim("s30(2)")).contains(&endangers));
        let special = reason("special-category").unwrap();
        assert_eq!(
            special.assessments_for(&claim("s40(2)(3A)(a)")),
            [Assessment::LegitimateInterest, Assessment::SpecialCategory]
        );
    }
}
