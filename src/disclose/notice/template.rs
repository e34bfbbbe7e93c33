//! Letters as data: reads and checks `assets/letters/*.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use strum::IntoEnumIterator;

use super::NoticeVersion;
use super::terms::{Each, GLOBAL, When};
use crate::law::{Fault, Group, placed, placeholders, sound};

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

/// The refusal notice that the program was built with.
pub(super) fn refusal() -> &'static Template {
    static BUILT_IN: LazyLock<Template> = LazyLock::new(|| {
        sound(Template::parse("refusal.toml", include_str!("../../../assets/letters/refusal.toml"), true))
    });
    &BUILT_IN
}

/// The letter that extends the time, which the program was built with.
pub(super) fn extension() -> &'static Template {
    static BUILT_IN: LazyLock<Template> = LazyLock::new(|| {
        sound(Template::parse(
            "extension.toml",
            include_str!("../../../assets/letters/extension.toml"),
            false,
        ))
    });
    &BUILT_IN
}

impl Template {
    /// Reads a file and says everything that is wrong with it, each with its line. `has_subjects` asks for
    /// words on every group of reasons.
    fn parse(file: &'static str, text: &str, has_subjects: bool) -> Result<Template, Vec<Fault>> {
        let raw: RawFile = toml::from_str(text).map_err(|error| vec![Fault::unreadable(file, &error)])?;
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

impl ParagraphForm {
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
    fn the_built_in_letters_are_sound() {
        assert!(refusal().parts.len() > 10);
        assert!(extension().parts.len() > 1);
    }
}
