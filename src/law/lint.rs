//! The legal checks as data: what each says and rests on, and the words that make it ask.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use super::fault::{Fault, placed, sound};
use super::{TextFile, text};

const FILE: &str = "lint.toml";

/// A legal check.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Exemptions that exclude each other on the same words.
    BothBranches,
    /// Section 31(1)(g) without a paragraph of (2).
    PurposeNotNamed,
    /// A form of the Act before it was amended.
    OldForm,
    /// A qualified exemption without its public interest test.
    NoPublicInterestTest,
    /// Prejudice without a harm.
    NoHarm,
    /// A class-based exemption without a word why it applies.
    NoExplanation,
    /// Prejudice without its likelihood.
    NoLikelihood,
    /// An exemption whose own test is not answered.
    NoOwnTest,
    /// Section 36 without the opinion of the qualified person.
    NoQualifiedPerson,
    /// Personal data without the legitimate-interest record of its group.
    NoLegitimateInterest,
    /// Special category or criminal-offence data without an answer on its condition.
    NoCondition,
    /// Personal data, and nobody has asked whether it is of a special kind.
    SpecialDataNotConsidered,
    /// Section 30(1)(a) where no criminal allegation is recorded.
    NoCrimeRecorded,
    /// An exemption in the letter that nothing is withheld under.
    CitedNotUsed,
    /// An exemption that the letter does not cite.
    UsedNotCited,
    /// A citation to another paragraph than the marks.
    SubSectionDiffers,
    /// A reason with an exemption that it does not argue for.
    ReasonDoesNotCarry,
    /// A death in the text, under section 40.
    #[strum(serialize = "death-under-section-40")]
    #[serde(rename = "death-under-section-40")]
    DeathUnderSection40,
    /// A senior rank, under section 40.
    SeniorOfficer,
    /// A conviction or a public hearing, under section 40.
    PublishedOutcome,
    /// More time for a public interest that nothing needs to have weighed.
    ExtensionWithoutExemption,
    /// A role name that could tell who is meant; it is not used before the officer says so.
    RoleCouldTell,
    /// No second officer has signed.
    NotSignedOff,
}

/// How much a check weighs.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It has to be put right.
    Blocks,
    /// It is put right, or settled with a reason.
    Warning,
    /// It is answered.
    Question,
}

/// What a check says.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleForm {
    /// Which one.
    pub name: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// A plain sentence without a full stop, with placeholders.
    pub says: String,
    /// How it is settled, without a full stop, with placeholders.
    pub settle: String,
    /// Where the law says so.
    pub rests_on: String,
}

/// Which list of words a check looks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TellingWords {
    /// Somebody has died.
    Death,
    /// A senior rank.
    Senior,
    /// A public hearing, a conviction, a published outcome.
    Published,
}

/// What this check says.
pub fn rule(rule: Rule) -> &'static RuleForm {
    let found = checks().rules.iter().find(|form| form.name == rule);
    found.expect("a file with a rule missing is refused when it is read")
}

/// The first word of a list that stands in the text, as it stands there.
pub fn telling(words: TellingWords, text: &str) -> Option<&str> {
    let checks = checks();
    let pattern = match words {
        TellingWords::Death => &checks.death,
        TellingWords::Senior => &checks.senior,
        TellingWords::Published => &checks.published,
    };
    pattern.find(text).map(|found| found.as_str())
}

impl Rule {
    /// Its kebab-case name, as `no-harm`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Placeholders that a check can fill in.
pub(super) const PLACEHOLDERS: [&str; 6] = ["exemption", "other", "reason", "group", "part", "words"];

#[derive(Debug)]
struct Checks {
    rules: Vec<RuleForm>,
    death: Regex,
    senior: Regex,
    published: Regex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawFile {
    rule: Vec<RuleForm>,
    words: RawWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawWords {
    death: Vec<String>,
    senior: Vec<String>,
    published: Vec<String>,
}

/// What is wrong with a file.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    Checks::parse(text).err().unwrap_or_default()
}

fn checks() -> &'static Checks {
    static IN_USE: LazyLock<Checks> = LazyLock::new(|| sound(Checks::parse(text(TextFile::Lint))));
    &IN_USE
}

impl Checks {
    fn parse(text: &str) -> Result<Checks, Vec<Fault>> {
        let raw: RawFile =
            toml::from_str(text).map_err(|error| vec![Fault::unreadable(FILE, text, &error)])?;
        let mut faults = Vec::new();
        for rule in Rule::iter() {
            if raw.rule.iter().filter(|form| form.name == rule).count() != 1 {
                faults.push(Fault::new(FILE, rule.name(), "a check stands in the file exactly once"));
            }
        }
        for form in &raw.rule {
            let texts = [&form.says, &form.settle, &form.rests_on];
            if texts.iter().any(|text| text.trim().is_empty() || text.ends_with('.')) {
                faults.push(Fault::new(FILE, form.name.name(), "a text is empty or ends with a full stop"));
            }
            for name in placeholders(&form.says).into_iter().chain(placeholders(&form.settle)) {
                if !PLACEHOLDERS.contains(&name.as_str()) {
                    faults.push(Fault::new(
                        FILE,
                        form.name.name(),
                        format!("“{{{name}}}” is nothing that is filled in"),
                    ));
                }
            }
        }
        let mut any = |name: &str, words: &[String]| {
            if words.is_empty() || words.iter().any(|word| word.trim().is_empty()) {
                faults.push(Fault::new(FILE, name, "the list, or a word of it, is empty"));
            }
            let words: Vec<String> =
                words.iter().map(|word| regex::escape(word).replace(' ', r"\s+")).collect();
            // Longer words first, so that the whole of a rank is told.
            let mut words = words;
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            RegexBuilder::new(&format!(r"\b(?:{})\b", words.join("|")))
                .case_insensitive(true)
                .build()
                .expect("escaped words make a valid pattern")
        };
        let death = any("death", &raw.words.death);
        let senior = any("senior", &raw.words.senior);
        let published = any("published", &raw.words.published);
        if faults.is_empty() {
            Ok(Checks { rules: raw.rule, death, senior, published })
        } else {
            Err(placed(faults, text))
        }
    }
}

/// The names in braces of a text, each once.
pub fn placeholders(text: &str) -> BTreeSet<String> {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{([a-z0-9-]*)\}").expect("a valid pattern"));
    NAME.captures_iter(text).filter_map(|found| found.get(1)).map(|name| name.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_named_with_its_line() {
        let sound = include_str!("../../assets/law/lint.toml");
        assert!(Checks::parse(sound).is_ok());
        let check = |from: &str, to: &str, expected: &str| {
            assert!(sound.contains(from), "{from}");
            let faults = Checks::parse(&sound.replacen(from, to, 1)).expect_err(to);
            let said: Vec<String> = faults.iter().map(Fault::to_string).collect();
            assert!(said.iter().any(|line| line.contains(expected)), "{to}: {said:?}");
        };
        check("\"no-harm\"", "\"old-form\"", "no-harm: a check stands");
        check("{other} stand on", "{another} stand on", "line 9: both-branches: “{another}”");
        check("does not apply\"", "does not apply.\"", "ends with a full stop");
        check("severity = \"blocks\"", "severity = \"stops\"", "line 10");
        check("\"died\", ", "\"\", ", "a word of it, is empty");
    }

    #[test]
    fn words_tell_as_whole_words() {
        let check = |words, text: &str, expected: Option<&str>| assert_eq!(telling(words, text), expected);
        check(TellingWords::Death, "The man DIED in custody", Some("DIED"));
        check(TellingWords::Death, "He was deadly serious", None);
        check(TellingWords::Senior, "the Chief  Superintendent", Some("Chief  Superintendent"));
        check(TellingWords::Senior, "PC Hunter", None);
        check(TellingWords::Published, "a Misconduct Hearing", Some("Misconduct Hearing"));
        check(TellingWords::Published, "hard of hearing", None);
    }
}
