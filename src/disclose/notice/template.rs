//! Letters as data: reads and checks `assets/letters/*.toml`, or a force's own in their place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use strum::IntoEnumIterator;

use super::NoticeVersion;
use super::terms::{Each, GLOBAL, When};
use crate::law::{self, Fault, Group, OwnTexts, TextFile, placed, placeholders, sound};

/// A letter.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) title: String,
    pub(super) subjects: BTreeMap<Group, Subject>,
    pub(super) parts: Vec<PartForm>,
}

/// How a letter speaks of what was withheld in a group of reasons, and of whom.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subject {
    group: Group,
    pub(super) withheld: String,
    pub(super) people: String,
}

/// A part under one heading, which may be empty.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartForm {
    pub(super) heading: String,
    #[serde(rename = "paragraph")]
    pub(super) paragraphs: Vec<ParagraphForm>,
}

/// A paragraph.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParagraphForm {
    pub(super) id: String,
    #[serde(default)]
    pub(super) each: Each,
    pub(super) when: Option<When>,
    pub(super) version: Option<NoticeVersion>,
    #[serde(default)]
    pub(super) style: Style,
    pub(super) text: String,
}

/// What a paragraph looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Running text.
    #[default]
    Paragraph,
    /// An item of a list.
    Bullet,
    /// Somebody else's words.
    Quote,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    title: String,
    #[serde(default)]
    subject: Vec<Subject>,
    part: Vec<PartForm>,
}

/// The refusal notice in use.
pub(super) fn refusal() -> &'static Template {
    static IN_USE: LazyLock<Template> = LazyLock::new(|| of(TextFile::Refusal, law::text(TextFile::Refusal)));
    &IN_USE
}

/// The letter in use that extends the time.
pub(super) fn extension() -> &'static Template {
    static IN_USE: LazyLock<Template> =
        LazyLock::new(|| of(TextFile::Extension, law::text(TextFile::Extension)));
    &IN_USE
}

fn of(file: TextFile, text: &str) -> Template {
    sound(Template::parse(file.name(), text, file == TextFile::Refusal))
}

/// What is wrong with a force's own letters.
pub fn letter_faults(own: &OwnTexts) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in [TextFile::Refusal, TextFile::Extension] {
        let text = own.text(file);
        match Template::parse(file.name(), text, file == TextFile::Refusal) {
            Ok(own) => found.extend(
                own.missing(file).into_iter().map(|what| Fault::new(file.name(), "the letter", what)),
            ),
            Err(faults) => found.extend(faults),
        }
    }
    found
}

/// What a letter must say to do what the law asks of it: what a paragraph is repeated for, the placeholder,
/// and where the law asks for it.
const REQUIRED: [(Each, &str, &str); 18] = [
    (Each::Once, "reference", "the applicant has to quote it"),
    (Each::RequestText, "text", "the request as it stands comes first"),
    (Each::Exemption, "house", "section 17(1)(b) asks for the exemption"),
    (Each::Reason, "harm", "section 17(1)(c) asks why the exemption applies"),
    (Each::Reason, "likelihood", "section 17(1)(c) asks why the exemption applies"),
    (Each::Reason, "own-test", "section 17(1)(c) asks why the exemption applies"),
    (Each::Reason, "qualified-person", "section 17(1)(c) asks why the exemption applies"),
    (Each::PublicInterest, "public-interest-for", "section 17(3) asks for the public interest"),
    (Each::PublicInterest, "public-interest-against", "section 17(3) asks for the public interest"),
    (Each::PublicInterest, "public-interest-balance", "section 17(3) asks for the public interest"),
    (Each::People, "purpose", "section 40 needs its legitimate-interest record"),
    (Each::People, "necessity", "section 40 needs its legitimate-interest record"),
    (Each::People, "balance", "section 40 needs its legitimate-interest record"),
    (Each::SpecialCategory, "special-category", "special category data needs its condition"),
    (Each::CriminalOffence, "criminal-offence", "criminal-offence data needs its condition"),
    (Each::Once, "review-contact", "section 17(7) asks for the complaints procedure"),
    (Each::Once, "commissioner", "section 17(7) asks for the right under section 50"),
    (Each::Once, "commissioner-address", "section 17(7) asks for the right under section 50"),
];

/// The same of the letter that extends the time, beside what it shares.
const REQUIRED_TO_EXTEND: [(Each, &str, &str); 6] = [
    (Each::Once, "reference", "the applicant has to quote it"),
    (Each::ExtensionExemption, "house", "section 17(2) asks for the exemption"),
    (Each::Once, "estimate", "section 17(2) asks for an estimate of the date"),
    (Each::Once, "review-contact", "section 17(7) asks for the complaints procedure"),
    (Each::Once, "commissioner", "section 17(7) asks for the right under section 50"),
    (Each::Once, "commissioner-address", "section 17(7) asks for the right under section 50"),
];

impl Template {
    /// Reads a file and says everything that is wrong with it, each with its line. `has_subjects` asks for
    /// words on every group of reasons.
    fn parse(file: &'static str, text: &str, has_subjects: bool) -> Result<Template, Vec<Fault>> {
        let raw: RawFile =
            toml::from_str(text).map_err(|error| vec![Fault::unreadable(file, text, &error)])?;
        let mut faults = Vec::new();
        let mut fault = |entry: &str, problem: String| faults.push(Fault::new(file, entry, problem));
        for group in Group::iter().filter(|_| has_subjects) {
            let name: &str = group.into();
            if raw.subject.iter().filter(|subject| subject.group == group).count() != 1 {
                fault(name, "each group has words of its own exactly once".to_owned());
            }
        }
        for name in unknown(&raw.title, Each::Once) {
            fault(&raw.title, format!("“{{{name}}}” is nothing that is filled in here"));
        }
        let mut ids = BTreeSet::new();
        for form in raw.part.iter().flat_map(|part| &part.paragraphs) {
            form.problems().into_iter().for_each(|problem| fault(&form.id, problem));
            if !ids.insert(&form.id) {
                fault(&form.id, "another paragraph has this id".to_owned());
            }
        }
        if !faults.is_empty() {
            return Err(placed(faults, text));
        }
        let subjects = raw.subject.into_iter().map(|subject| (subject.group, subject)).collect();
        Ok(Template { title: raw.title, subjects, parts: raw.part })
    }
}

impl Template {
    /// What the letter does not say although it has to, wherever the built-in one says it.
    fn missing(&self, file: TextFile) -> Vec<String> {
        let built_in = of(file, file.built_in());
        let required: &[(Each, &str, &str)] =
            if file == TextFile::Extension { &REQUIRED_TO_EXTEND } else { &REQUIRED };
        let mut found = Vec::new();
        for (each, name, why) in required {
            let says = |form: &&ParagraphForm| form.each == *each && placeholders(&form.text).contains(*name);
            let Some(known) = built_in.paragraphs().find(says) else { continue };
            let mut own = self.paragraphs().filter(says);
            if !own.any(|form| form.stands_wherever(known)) {
                let part = if *each == Each::Once {
                    ""
                } else {
                    " in a paragraph that is repeated as the built-in one"
                };
                found.push(format!("“{{{name}}}” is missing{part}, or stands on narrower terms: {why}"));
            }
        }
        let names_section = |form: &ParagraphForm| form.text.to_lowercase().contains("section 17");
        if !self.paragraphs().any(names_section) {
            found.push("no paragraph says that it is a notice under section 17".to_owned());
        }
        let is_listed =
            |form: &ParagraphForm| form.each == Each::Exemption && form.id.starts_with(super::LIST);
        if file == TextFile::Refusal && !self.paragraphs().any(is_listed) {
            found.push(
                "the paragraph that lists the exemptions has an id that begins with exemptions.".to_owned(),
            );
        }
        found
    }

    fn paragraphs(&self) -> impl Iterator<Item = &ParagraphForm> {
        self.parts.iter().flat_map(|part| &part.paragraphs)
    }
}

impl ParagraphForm {
    /// Whether it stands in every letter in which the other does.
    fn stands_wherever(&self, other: &ParagraphForm) -> bool {
        (self.when.is_none() || self.when == other.when)
            && (self.version.is_none() || self.version == other.version)
    }

    fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        if self.id.is_empty() || !self.id.chars().all(is_plain) {
            found.push("an id is written as reasons.harm".to_owned());
        }
        if self.text.trim().is_empty() || self.text.contains('\n') {
            found.push("the text is empty, or longer than one paragraph".to_owned());
        }
        for name in unknown(&self.text, self.each) {
            found.push(format!("“{{{name}}}” is nothing that is filled in here"));
        }
        if self.text.matches(['{', '}']).count() != 2 * self.text.matches('{').count() {
            found.push("a brace has no other half".to_owned());
        }
        if self.when.is_some_and(|when| when.is_of_reason() && self.each != Each::Reason) {
            found.push("this condition is about a reason: it stands with each = \"reason\"".to_owned());
        }
        found
    }
}

/// The names in braces that mean nothing here.
pub(super) fn unknown(text: &str, each: Each) -> Vec<String> {
    let known = |name: &String| GLOBAL.contains(&name.as_str()) || each.terms().contains(&name.as_str());
    placeholders(text).into_iter().filter(|name| !known(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"title = "Request {reference}"
[[part]]
heading = "Reasons"
[[part.paragraph]]
id = "reasons.harm"
each = "reason"
when = "needs-likelihood"
text = "{harm}"
"#;

    #[test]
    fn a_fault_is_named_with_its_line() {
        let parse = |text: &str| Template::parse("test.toml", text, false);
        assert!(parse(SOUND).is_ok());
        let check = |from: &str, to: &str, expected: &str| {
            assert!(SOUND.contains(from), "{from}");
            let faults = parse(&SOUND.replacen(from, to, 1)).expect_err(to);
            let said: Vec<String> = faults.iter().map(Fault::to_string).collect();
            assert!(said.iter().any(|line| line.contains(expected)), "{to}: {said:?}");
        };
        check("{harm}", "{harms}", "line 5: reasons.harm: “{harms}”");
        check("{reference}", "{harm}", "line 1: ");
        check("{harm}", "{harm", "no other half");
        check("{harm}", "", "the text is empty");
        check("\"reason\"", "\"search\"", "about a reason");
        check("\"reason\"", "\"reasons\"", "line 6");
        check("reasons.harm", "Reasons Harm", "written as");
        let twice = format!("{SOUND}[[part.paragraph]]\nid = \"reasons.harm\"\ntext = \"Again\"\n");
        let faults = parse(&twice).expect_err("twice");
        assert!(faults[0].to_string().contains("line 10: reasons.harm: another"), "{faults:?}");
        assert_eq!(
            Template::parse("test.toml", SOUND, true).expect_err("subjects").len(),
            Group::iter().count()
        );
    }

    #[test]
    fn a_letter_says_what_the_law_asks_of_it() {
        let with = |file: TextFile, from: &str, to: &str| {
            assert!(file.built_in().contains(from), "{from}");
            let mut own = OwnTexts::default();
            own.add(file, file.built_in().replacen(from, to, 1));
            letter_faults(&own).iter().map(Fault::to_string).collect::<Vec<_>>()
        };
        assert_eq!(letter_faults(&OwnTexts::default()), []);
        let refusal = TextFile::Refusal;
        assert_eq!(with(refusal, "Against disclosure: ", "Against: "), [""; 0], "words are free");
        for (from, to, expected) in [
            ("text = \"{harm}\"", "text = \"Harm follows\"", "“{harm}” is missing"),
            ("when = \"has-or-needs-harm\"", "when = \"in-the-alternative\"", "“{harm}” is missing"),
            ("{public-interest-balance}", "{house}", "“{public-interest-balance}” is missing"),
            ("Balance: {balance}", "Balance", "“{balance}” is missing"),
            ("to the {commissioner} for", "to the Commissioner for", "“{commissioner}” is missing"),
            (
                "id = \"commissioner.apply\"",
                "id = \"commissioner.apply\"\nversion = \"publication\"",
                "section 50",
            ),
            ("id = \"exemptions.listed\"", "id = \"listed\"", "an id that begins with exemptions."),
            ("{text}", "{txt}", "“{txt}” is nothing that is filled in here"),
        ] {
            let said = with(refusal, from, to);
            assert!(said.iter().any(|line| line.contains(expected)), "{to}: {said:?}");
        }
        let said = with(TextFile::Extension, "expected by {estimate}", "expected soon");
        assert!(said[0].contains("“{estimate}” is missing"), "{said:?}");
    }

    #[test]
    fn the_built_in_letters_are_sound() {
        assert!(refusal().parts.len() > 10);
        assert!(extension().parts.len() > 1);
    }
}
