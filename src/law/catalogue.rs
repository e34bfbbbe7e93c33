//! Reads and checks `assets/law/exemptions.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::code::{Place, fold, within};
use super::fault::{Fault, placed, sound};
use super::{Exemption, ExemptionId, ExemptionKind, TextFile, Threshold, text};

const FILE: &str = "exemptions.toml";

/// The exemptions, and what holds between them.
#[derive(Debug)]
pub(super) struct Catalogue {
    pub(super) exemptions: Vec<Exemption>,
    pub(super) by_folded_code: BTreeMap<String, ExemptionId>,
    pub(super) outdated: Vec<Outdated>,
    pub(super) exclusive: Vec<Exclusive>,
    pub(super) neither_confirm_nor_deny: Statement,
}

/// A form of the Act before it was amended.
#[derive(Debug)]
pub(super) struct Outdated {
    pub(super) form: String,
    pub(super) choices: Vec<ExemptionId>,
    pub(super) says: String,
    pub(super) source: String,
}

/// Two branches of the Act of which one is open only where the other does not apply.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Exclusive {
    pub(super) one: String,
    pub(super) other: String,
    pub(super) says: String,
    pub(super) source: String,
}

/// A plain sentence, and where the law says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Statement {
    pub(super) says: String,
    pub(super) source: String,
}

/// The catalogue in use.
pub(super) fn catalogue() -> &'static Catalogue {
    static IN_USE: LazyLock<Catalogue> =
        LazyLock::new(|| sound(Catalogue::parse(text(TextFile::Exemptions))));
    &IN_USE
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawFile {
    #[serde(default)]
    section: Vec<RawSection>,
    #[serde(default)]
    outdated: Vec<RawOutdated>,
    #[serde(default)]
    exclusive: Vec<Exclusive>,
    neither_confirm_nor_deny: Statement,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawSection {
    number: String,
    title: String,
    source: String,
    kind: ExemptionKind,
    test: Threshold,
    own_test: Option<String>,
    public_interest_test: bool,
    legitimate_interest: bool,
    #[serde(default)]
    qualified_person: bool,
    #[serde(default)]
    officer_only: bool,
    check: Option<String>,
    exemption: Vec<RawExemption>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawExemption {
    code: String,
    mark: Option<String>,
    title: String,
    house: String,
    kind: Option<ExemptionKind>,
    test: Option<Threshold>,
    public_interest_test: Option<bool>,
    legitimate_interest: Option<bool>,
    #[serde(default)]
    neither_confirm_nor_deny: bool,
    alias: Option<String>,
    check: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawOutdated {
    form: String,
    #[serde(rename = "use")]
    choices: Vec<String>,
    says: String,
    source: String,
}

impl Catalogue {
    /// Reads the file and says everything that is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Catalogue, Vec<Fault>> {
        let raw: RawFile =
            toml::from_str(text).map_err(|error| vec![Fault::unreadable(FILE, text, &error)])?;
        let mut faults = Vec::new();
        let mut catalogue = Catalogue {
            exemptions: Vec::new(),
            by_folded_code: BTreeMap::new(),
            outdated: Vec::new(),
            exclusive: raw.exclusive,
            neither_confirm_nor_deny: raw.neither_confirm_nor_deny,
        };
        for section in &raw.section {
            for entry in &section.exemption {
                catalogue.add(section, entry, &mut faults);
            }
        }
        for old in raw.outdated {
            catalogue.add_outdated(old, &mut faults);
        }
        catalogue.check_exclusive(&mut faults);
        if catalogue.exemptions.is_empty() {
            faults.push(Fault::new(FILE, "the file", "it holds no exemption"));
        }
        if faults.is_empty() { Ok(catalogue) } else { Err(placed(faults, text)) }
    }

    /// The same of a force's own file. Every built-in code has to stand in it: cases rest on them, and could
    /// not be opened without.
    pub(super) fn parse_own(text: &str) -> Result<Catalogue, Vec<Fault>> {
        let catalogue = Catalogue::parse(text)?;
        let built_in = Catalogue::parse(TextFile::Exemptions.built_in())?;
        let missing = built_in.exemptions.iter().filter(|known| {
            fold(&known.code).is_none_or(|folded| !catalogue.by_folded_code.contains_key(&folded))
        });
        let problem = "it is missing; cases may rest on it, so every built-in exemption stays in the file";
        let faults: Vec<Fault> = missing.map(|known| Fault::new(FILE, &known.code, problem)).collect();
        if faults.is_empty() { Ok(catalogue) } else { Err(faults) }
    }

    /// All that is known of an exemption of this catalogue.
    pub(super) fn get(&self, id: ExemptionId) -> Option<&Exemption> {
        self.exemptions.get(usize::from(id.0))
    }

    fn add(&mut self, section: &RawSection, entry: &RawExemption, faults: &mut Vec<Fault>) {
        let id = ExemptionId(self.exemptions.len() as u16);
        let exemption = Exemption {
            id,
            code: entry.code.clone(),
            mark: entry.mark.clone().unwrap_or_else(|| entry.code.clone()),
            section: section.number.clone(),
            subject: section.title.clone(),
            title: entry.title.clone(),
            house: entry.house.clone(),
            kind: entry.kind.unwrap_or(section.kind),
            threshold: entry.test.unwrap_or(section.test),
            own_test: section.own_test.clone(),
            public_interest_test: entry.public_interest_test.unwrap_or(section.public_interest_test),
            legitimate_interest: entry.legitimate_interest.unwrap_or(section.legitimate_interest),
            qualified_person: section.qualified_person,
            officer_only: section.officer_only || entry.neither_confirm_nor_deny,
            neither_confirm_nor_deny: entry.neither_confirm_nor_deny,
            source: section.source.clone(),
            check: entry.check.clone().or_else(|| section.check.clone()),
        };
        let mut problems = problems(&exemption);
        let before = self.exemptions.last().and_then(|last| Place::of(&last.code));
        if before.is_some() && before >= Place::of(&exemption.code) {
            problems.push("it stands twice, or out of the order of the Act".to_owned());
        }
        for name in [Some(&entry.code), entry.alias.as_ref()].into_iter().flatten() {
            match fold(name) {
                Some(folded) if !self.by_folded_code.contains_key(&folded) => {
                    self.by_folded_code.insert(folded, id);
                }
                Some(_) => problems.push(format!("“{name}” already names an exemption")),
                None => problems.push(format!("“{name}” is not written as a code")),
            }
        }
        faults.extend(problems.into_iter().map(|problem| Fault::new(FILE, &entry.code, problem)));
        self.exemptions.push(exemption);
    }

    fn add_outdated(&mut self, old: RawOutdated, faults: &mut Vec<Fault>) {
        let mut fault = |problem: String| faults.push(Fault::new(FILE, &old.form, problem));
        match fold(&old.form) {
            Some(folded) if self.by_folded_code.contains_key(&folded) => {
                fault("an exemption in force has this code".to_owned());
            }
            Some(folded) if self.outdated.iter().any(|other| fold(&other.form).as_ref() == Some(&folded)) => {
                fault("this old form stands twice".to_owned());
            }
            Some(_) => {}
            None => fault("it is not written as a code".to_owned()),
        }
        let mut choices = Vec::new();
        for code in &old.choices {
            match fold(code).and_then(|folded| self.by_folded_code.get(&folded)) {
                Some(&id) => choices.push(id),
                None => fault(format!("it points to “{code}”, which is no exemption")),
            }
        }
        if old.choices.is_empty() {
            fault("it does not say what to use instead".to_owned());
        }
        self.outdated.push(Outdated { form: old.form, choices, says: old.says, source: old.source });
    }

    fn check_exclusive(&self, faults: &mut Vec<Fault>) {
        for rule in &self.exclusive {
            for branch in [&rule.one, &rule.other] {
                if !self.exemptions.iter().any(|exemption| within(&exemption.code, branch)) {
                    faults.push(Fault::new(
                        FILE,
                        branch,
                        "an exclusive pair names it, but no exemption is within it",
                    ));
                }
            }
        }
    }
}

/// What is wrong with an exemption by itself.
fn problems(exemption: &Exemption) -> Vec<String> {
    let mut found = Vec::new();
    let mut expect = |holds: bool, problem: &str| {
        if !holds {
            found.push(problem.to_owned());
        }
    };
    let place = Place::of(&exemption.code);
    expect(place.is_some(), "the code is not written as s40(2)(3A)(a)");
    expect(
        place.is_none_or(|place| place.section() == exemption.section),
        "the code belongs to another section than the one it stands in",
    );
    expect(within(&exemption.code, &exemption.mark), "the mark is not the beginning of the code");
    expect(
        exemption.code != "s31(1)(g)",
        "section 31(1)(g) is incomplete without a purpose of subsection (2), as s31(1)(g)(2)(b)",
    );
    for (name, text) in [
        ("title", &exemption.title),
        ("printed form", &exemption.house),
        ("subject", &exemption.subject),
        ("source", &exemption.source),
    ] {
        expect(!text.trim().is_empty(), &format!("it has no {name}"));
    }
    expect(
        exemption
            .house
            .split_once(" – ")
            .is_some_and(|(code, words)| fold(code) == fold(&exemption.code) && !words.trim().is_empty()),
        "the printed form is not its code, a spaced dash and words",
    );
    let qualified = exemption.kind == ExemptionKind::Qualified;
    expect(
        qualified == exemption.public_interest_test,
        "a qualified exemption needs a public interest test, and an absolute one has none",
    );
    let own = exemption.threshold == Threshold::Own;
    expect(
        own == exemption.own_test.as_ref().is_some_and(|ask| ask.ends_with('?')),
        "an exemption with a test of its own asks a question, and no other does",
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
        [neither-confirm-nor-deny]
        says = "A mark confirms."
        source = "s1"
        [[section]]
        number = "31"
        title = "Law enforcement"
        source = "s31"
        kind = "qualified"
        test = "prejudice"
        public-interest-test = true
        legitimate-interest = false
        [[section.exemption]]
        code = "s31(1)(a)"
        title = "Crime"
        house = "Section 31(1)(a) – Law Enforcement"
        [[section.exemption]]
        code = "s31(1)(g)(2)(b)"
        mark = "s31(1)(g)"
        title = "Conduct"
        house = "Section 31(1)(g) by virtue of Section 31(2)(b) – Law Enforcement"
        [[outdated]]
        form = "s31(9)"
        use = ["s31(1)(a)"]
        says = "It went."
        source = "s31"
        [[exclusive]]
        one = "s31(1)(a)"
        other = "s31(1)(g)"
        says = "Choose."
        source = "s31"
    "#;

    #[test]
    fn a_fault_is_named() {
        assert!(Catalogue::parse(SOUND).is_ok());
        let check = |from: &str, to: &str, expected: &str| {
            assert!(SOUND.contains(from), "{from}");
            let faults = Catalogue::parse(&SOUND.replacen(from, to, 1)).expect_err(from);
            let said: Vec<String> = faults.iter().map(Fault::to_string).collect();
            assert!(said.iter().any(|line| line.contains(expected)), "{to}: {said:?}");
        };
        check("s31(1)(g)(2)(b)\"", "s31(1)(a)\"", "it stands twice");
        check("code = \"s31(1)(a)", "code = \"s31(1)(h)", "out of the order of the Act");
        check("code = \"s31(1)(a)", "code = \"s30(1)(a)", "belongs to another section");
        check("code = \"s31(1)(g)(2)(b)", "code = \"s31(1)(g)", "incomplete without a purpose");
        check("mark = \"s31(1)(g)", "mark = \"s31(2)", "the mark is not the beginning");
        check("public-interest-test = true", "public-interest-test = false", "needs a public interest test");
        check("kind = \"qualified\"", "kind = \"absolute\"", "an absolute one has none");
        check("test = \"prejudice\"", "test = \"own\"", "asks a question");
        check("test = \"prejudice\"", "test = \"prejudice\"\nown-test = \"Why?\"", "and no other does");
        check("\"Crime\"", "\" \"", "it has no title");
        check("31(1)(a) – Law", "31(1)(b) – Law", "the printed form is not its code");
        check("31(1)(a) – Law Enforcement", "31(1)(a) – ", "the printed form is not its code");
        check("use = [\"s31(1)(a)\"]", "use = [\"s99\"]", "which is no exemption");
        check("use = [\"s31(1)(a)\"]", "use = []", "what to use instead");
        check("form = \"s31(9)", "form = \"s31(1)(a)", "an exemption in force has this code");
        check("other = \"s31(1)(g)\"", "other = \"s32\"", "no exemption is within it");
        check("title = \"Crime\"", "titel = \"Crime\"", "unknown field");
        check("title = \"Crime\"", "title = \"Crime\"\nalias = \"s31(1)(a)\"", "already names an exemption");
    }

    #[test]
    fn the_program_knows_all_of_part_ii() {
        let exemptions = &catalogue().exemptions;
        let mut sections: Vec<&str> = exemptions.iter().map(|e| e.section.as_str()).collect();
        sections.dedup();
        let expected = "21 22 22A 23 24 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44";
        assert_eq!(sections.join(" "), expected);
    }
}
