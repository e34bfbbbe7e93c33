//! The refusal notice (section 17) and the letter that extends the time: from templates, the facts of the
//! case and the officer's own words. What is missing stays visible, and a notice with something missing is
//! not released.

mod facts;
mod items;
mod scope;
mod template;
mod terms;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use items::items;
pub use scope::Missing;
use scope::{Filled, Scope, fill};
use template::{ParagraphForm, Template};
pub use template::{Style, letter_faults};

use super::{Document, Searched, Secrets, TextBlock};
use crate::law::{ExemptionId, style};
use crate::review::{MarkRef, Policy, Use, Workspace, citations};

/// For whom a letter is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeVersion {
    /// For the applicant, whose name is left blank and filled in elsewhere.
    Applicant,
    /// For the disclosure log: no applicant, no salutation.
    Publication,
}

/// A letter, paragraph by paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// For whom.
    pub version: NoticeVersion,
    /// Its title.
    pub title: String,
    /// In reading order.
    pub paragraphs: Vec<NoticeParagraph>,
    /// What is withheld under which exemption and for which reason: what paragraphs rest on.
    pub uses: Vec<Use>,
    /// Paragraphs in the officer's own words that the letter no longer has.
    pub left_over: Vec<String>,
    running: String,
    made_at: Timestamp,
    missing_in_title: Vec<Missing>,
    written_in_title: Vec<String>,
}

/// A paragraph of a letter.
#[derive(Clone, PartialEq, Debug)]
pub struct NoticeParagraph {
    /// Its stable name, as `reasons.harm/tactics`.
    pub id: String,
    /// Heading of the part that it stands in; may be empty.
    pub heading: String,
    /// What it looks like.
    pub style: Style,
    /// Its words, with what is missing visible in braces. Empty where the officer took it out.
    pub text: String,
    /// What the template says, before anything is filled in.
    pub template: String,
    /// Whether the officer's words stand in place of the template's.
    pub is_overridden: bool,
    /// What is missing in it.
    pub missing: Vec<Missing>,
    /// What of it people wrote, or comes from the sheet: this is searched for withheld words.
    pub written: Vec<String>,
    /// The exemptions that it rests on.
    pub exemptions: Vec<ExemptionId>,
    /// The reasons that it rests on, by code or in the officer's own words.
    pub reasons: Vec<String>,
    /// The uses that it rests on, by their number in [`Notice::uses`].
    pub uses: Vec<usize>,
}

/// Why a notice cannot be released.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoticeError {
    /// Something has still to be written.
    #[error("The notice is not complete: {} things are missing. Write them under Reasons.", .0.len())]
    Missing(Vec<Missing>),
    /// An exemption is used that the letter does not cite, or the other way round.
    #[error(
        "The notice and the marks do not agree. Not cited: {}. Cited, with nothing withheld under it: {}.",
        codes(.uncited), codes(.unused)
    )]
    Disagrees {
        /// Used, and not cited.
        uncited: Vec<ExemptionId>,
        /// Cited, and not used.
        unused: Vec<ExemptionId>,
    },
}

/// How the names of the paragraphs begin that list the exemptions.
const LIST: &str = "exemptions.";

/// The refusal notice of a case.
pub fn notice(
    workspace: &Workspace,
    policy: Policy,
    version: NoticeVersion,
    released_at: Timestamp,
) -> Notice {
    compose(template::refusal(), workspace, policy, version, released_at)
}

/// The letter that extends the time for weighing the public interest; `None` where the time is not extended.
pub fn extension_letter(
    workspace: &Workspace,
    policy: Policy,
    version: NoticeVersion,
    released_at: Timestamp,
) -> Option<Notice> {
    workspace.paperwork().clock.extension.as_ref()?;
    Some(compose(template::extension(), workspace, policy, version, released_at))
}

/// What the files of the notices are called: the applicant’s, and that of the disclosure log.
pub const NOTICES: [&str; 2] = ["notice", "notice for publication"];

/// The notices that go with a release, each with what its file is called: none where no notice was asked
/// for. One that is not complete is an error, but in a draft.
pub fn notices(
    workspace: &Workspace,
    policy: Policy,
    released_at: Timestamp,
) -> Result<Vec<(&'static str, Notice)>, NoticeError> {
    if !workspace.paperwork().notice_wanted {
        return Ok(Vec::new());
    }
    let versions = [NoticeVersion::Applicant, NoticeVersion::Publication];
    let compose = |(name, version)| {
        let notice = notice(workspace, policy, version, released_at);
        match policy {
            Policy::Final => notice.check()?,
            Policy::Draft => {}
        }
        Ok((name, notice))
    };
    NOTICES.into_iter().zip(versions).map(compose).collect()
}

fn compose(
    template: &Template,
    workspace: &Workspace,
    policy: Policy,
    version: NoticeVersion,
    released_at: Timestamp,
) -> Notice {
    let uses = workspace.uses(policy);
    let global = facts::global(workspace, policy, released_at, &uses);
    let mut paragraphs = Vec::new();
    for part in &template.parts {
        let mut index = 0;
        // Paragraphs that follow each other and are repeated for the same belong together, item by item.
        while let Some(first) = part.paragraphs.get(index) {
            let run = part.paragraphs.iter().skip(index).take_while(|form| form.each == first.each).count();
            let forms = part.paragraphs.get(index..index + run).unwrap_or_default();
            for item in items(first.each, workspace, template, &uses) {
                let shown = forms.iter().filter(|form| is_shown(form, version, [&item, &global]));
                paragraphs
                    .extend(shown.map(|form| paragraph(form, &part.heading, workspace, &item, &global)));
            }
            index += run.max(1);
        }
    }
    let running = match policy {
        Policy::Draft => style().draft.clone(),
        Policy::Final => String::new(),
    };
    let title = fill(&template.title, [&Scope::default(), &global], "title");
    let ids: BTreeSet<&str> = paragraphs.iter().map(|p: &NoticeParagraph| p.id.as_str()).collect();
    let left_over =
        workspace.paperwork().paragraphs.keys().filter(|id| !ids.contains(id.as_str())).cloned().collect();
    Notice {
        version,
        title: title.text,
        paragraphs,
        uses,
        left_over,
        running,
        made_at: released_at,
        missing_in_title: title.missing,
        written_in_title: title.written,
    }
}

fn is_shown(form: &ParagraphForm, version: NoticeVersion, scopes: [&Scope; 2]) -> bool {
    form.version.is_none_or(|only| only == version)
        && form.when.is_none_or(|when| scopes.iter().any(|scope| scope.holds.contains(&when)))
}

fn paragraph(
    form: &ParagraphForm,
    heading: &str,
    workspace: &Workspace,
    item: &Scope,
    global: &Scope,
) -> NoticeParagraph {
    let id = if item.key.is_empty() { form.id.clone() } else { format!("{}/{}", form.id, item.key) };
    let own = workspace.paperwork().paragraphs.get(&id);
    let words = own.unwrap_or(&form.text);
    let Filled { text, missing, written } = fill(words, [item, global], &id);
    NoticeParagraph {
        heading: heading.to_owned(),
        style: form.style,
        written: if own.is_some() { vec![text.clone()] } else { written },
        text,
        template: form.text.clone(),
        is_overridden: own.is_some(),
        missing,
        exemptions: item.exemptions.clone(),
        reasons: item.reasons.clone(),
        uses: item.uses.clone(),
        id,
    }
}

impl Notice {
    /// Everything that has still to be written, in reading order.
    pub fn missing(&self) -> Vec<Missing> {
        let in_text = self.paragraphs.iter().flat_map(|paragraph| &paragraph.missing);
        self.missing_in_title.iter().chain(in_text).cloned().collect()
    }

    /// Whether the notice is complete, and agrees with the marks.
    pub fn check(&self) -> Result<(), NoticeError> {
        let missing = self.missing();
        if !missing.is_empty() {
            return Err(NoticeError::Missing(missing));
        }
        let used: BTreeSet<ExemptionId> = self.uses.iter().map(|used| used.exemption).collect();
        let cited = |is: fn(&NoticeParagraph) -> bool| -> BTreeSet<ExemptionId> {
            let texts = self.paragraphs.iter().filter(|paragraph| is(paragraph)).map(|p| p.text.as_str());
            texts.flat_map(citations).filter_map(|citation| citation.cites.ok()).collect()
        };
        // What is withheld is specified in the list; nothing else is cited anywhere.
        let listed = cited(|paragraph| paragraph.id.starts_with(LIST));
        let uncited: Vec<ExemptionId> = used.difference(&listed).copied().collect();
        let unused: Vec<ExemptionId> = cited(|_| true).difference(&used).copied().collect();
        if uncited.is_empty() && unused.is_empty() {
            Ok(())
        } else {
            Err(NoticeError::Disagrees { uncited, unused })
        }
    }

    /// The marks that rest on a paragraph, in the order of its uses.
    pub fn marks_of(&self, paragraph: &NoticeParagraph) -> impl Iterator<Item = MarkRef> {
        paragraph.uses.iter().filter_map(|&at| self.uses.get(at)).flat_map(|used| used.marks.iter().copied())
    }

    /// The paragraphs that a mark rests on, in reading order.
    pub fn paragraphs_of(&self, mark: MarkRef) -> Vec<&NoticeParagraph> {
        let rests = |used: &Use| used.marks.binary_search(&mark).is_ok();
        let uses: BTreeSet<usize> =
            self.uses.iter().enumerate().filter(|(_, used)| rests(used)).map(|(at, _)| at).collect();
        self.paragraphs.iter().filter(|p| p.uses.iter().any(|at| uses.contains(at))).collect()
    }

    /// Withheld words in the letter: for each paragraph that holds some, its name and the single words that
    /// do, or none where only several together do. Each is taken out or settled as open (the month and not
    /// the woman) before a release: the proof of the letter finds it again, and refuses it.
    pub fn withheld_words(&self, secrets: &Secrets) -> Vec<(&str, Vec<&str>)> {
        let in_title = std::iter::once(("title", &self.written_in_title));
        let all = in_title.chain(self.paragraphs.iter().map(|p| (p.id.as_str(), &p.written)));
        let found = all.filter(|(_, written)| written.iter().any(|text| secrets.is_in(text)));
        found
            .map(|(id, written)| {
                let words = written.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
                (id, words.filter(|word| !word.is_empty() && secrets.is_in(word)).collect())
            })
            .collect()
    }

    /// The letter as a document.
    pub fn document(&self) -> Document {
        let mut blocks = Vec::new();
        let mut heading = "";
        for paragraph in self.paragraphs.iter().filter(|paragraph| !paragraph.text.trim().is_empty()) {
            if paragraph.heading != heading {
                heading = &paragraph.heading;
                blocks.push(TextBlock::Heading(1, heading.to_owned()));
            }
            let lines = paragraph.text.lines().map(str::trim).filter(|line| !line.is_empty());
            match paragraph.style {
                Style::Paragraph => blocks.extend(lines.map(|line| TextBlock::Paragraph(line.to_owned()))),
                Style::Bullet => {
                    let item = lines.collect::<Vec<_>>().join(" ");
                    match blocks.last_mut() {
                        Some(TextBlock::Bullets(items)) => items.push(item),
                        _ => blocks.push(TextBlock::Bullets(vec![item])),
                    }
                }
                Style::Quote => blocks.push(TextBlock::Quote(lines.map(str::to_owned).collect())),
            }
        }
        let written = self.paragraphs.iter().flat_map(|paragraph| &paragraph.written);
        Document {
            title: self.title.clone(),
            running: self.running.clone(),
            blocks,
            made_at: self.made_at,
            searched: Searched::These(self.written_in_title.iter().chain(written).cloned().collect()),
            is_dense: false,
        }
    }

    /// The headings in order, each once.
    pub fn headings(&self) -> Vec<&str> {
        let mut headings: Vec<&str> = self.paragraphs.iter().map(|p| p.heading.as_str()).collect();
        headings.retain(|heading| !heading.is_empty());
        headings.dedup();
        headings
    }
}

fn codes(exemptions: &[ExemptionId]) -> String {
    match exemptions {
        [] => "none".to_owned(),
        some => some.iter().map(|exemption| exemption.code()).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::terms::{Each, GLOBAL};
    use super::*;
    use crate::law::{Clock, Extension, Rule};
    use crate::review::{
        Command, Definition, Degree, Figure, Imported, NoticeDetails, Reach, Request, SearchMade,
    };
    use crate::sheet::{ColumnPlan, Layout, Role, SheetBuilder};

    /// A case in which one entry is withheld under every kind of exemption that a letter treats apart.
    fn case() -> Workspace {
        let headings = ["Ref", "Summary"];
        let mut builder = SheetBuilder::new("Cases", &headings);
        builder.push_row(2, false, [("PC/1/21", None), ("BWV was off.", None)]);
        let columns = [Role::Reference, Role::Summary]
            .map(|role| ColumnPlan { role, treatment: role.default_treatment() })
            .to_vec();
        let mut workspace = Workspace::new(Imported {
            sheet: builder.finish().into(),
            layout: Layout { columns },
            request: Request::default(),
            ..Imported::default()
        });
        let ids = |codes: &[&str]| codes.iter().filter_map(|code| ExemptionId::from_code(code)).collect();
        let s31 = ids(&["s31(1)(a)"]);
        let blank = || String::new();
        let details = NoticeDetails {
            searches: vec![SearchMade { place: blank(), by: blank(), on: None }],
            figures: vec![Figure { says: blank(), source: blank(), period: blank() }],
            definitions: vec![Definition { term: blank(), meaning: blank() }],
            ..NoticeDetails::default()
        };
        let extension =
            Extension { exemptions: s31, estimate: jiff::civil::date(2027, 1, 4), sent: None, why: blank() };
        for command in [
            Command::Scope { row: 0, reach: Reach::Entry, choice: Some(crate::review::ScopeChoice::In) },
            Command::Withhold {
                row: 0,
                reach: Reach::Entry,
                degree: Degree::Whole,
                exemptions: ids(&["s40(2)(3A)(a)", "s31(1)(a)", "s38(1)(a)", "s36(2)(c)"]),
                reason: "sexual-offence-anonymity".to_owned(),
            },
            Command::NoticeDetails(details.into()),
            Command::Clock(Clock { extension: Some(extension), ..Clock::default() }.into()),
        ] {
            let event = workspace.plan(&command).expect("a sound command");
            workspace.apply(event);
        }
        workspace
    }

    #[test]
    fn every_placeholder_stands_for_something() {
        let workspace = case();
        let uses = workspace.uses(Policy::Final);
        let template = template::refusal();
        let global = facts::global(&workspace, Policy::Final, Timestamp::UNIX_EPOCH, &uses);
        for name in GLOBAL {
            assert!(global.values.contains_key(name), "{name}");
        }
        for each in Each::iter() {
            let items = items(each, &workspace, template, &uses);
            let item = items.first();
            for name in each.terms() {
                let is_known = item.is_some_and(|item| item.values.contains_key(name));
                // Nothing in the case is withheld under the special category of this reason's own.
                assert!(is_known, "{each:?}: {name}");
            }
        }
    }

    /// Phrases that only an officer may write.
    const NEVER: [&str; 12] = [
        "would be likely",
        "would cause",
        "would harm",
        "would prejudice",
        "outweigh",
        "balance lies in",
        "balance favours",
        "in favour of maintaining",
        "interests are overridden",
        "not necessary for",
        "safe to disclose",
        "safe to release",
    ];

    #[test]
    fn the_program_argues_nothing() {
        let workspace = case();
        let mut said: Vec<String> = Vec::new();
        for version in [NoticeVersion::Applicant, NoticeVersion::Publication] {
            let letter = notice(&workspace, Policy::Draft, version, Timestamp::UNIX_EPOCH);
            said.extend(letter.document().texts().into_iter().map(str::to_owned));
            let more = extension_letter(&workspace, Policy::Draft, version, Timestamp::UNIX_EPOCH);
            said.extend(
                more.iter()
                    .flat_map(|m| m.document().texts().into_iter().map(str::to_owned).collect::<Vec<_>>()),
            );
        }
        for lint in workspace.lints(Policy::Final) {
            said.extend([lint.sentence, lint.settle]);
        }
        said.extend(workspace.blocks().into_iter().map(|block| block.sentence));
        for rule in Rule::iter() {
            said.extend([crate::law::rule(rule).says.clone(), crate::law::rule(rule).settle.clone()]);
        }
        for (file, text) in [
            ("refusal.toml", include_str!("../../../assets/letters/refusal.toml")),
            ("extension.toml", include_str!("../../../assets/letters/extension.toml")),
            ("lint.toml", include_str!("../../../assets/law/lint.toml")),
            ("reasons.toml", include_str!("../../../assets/law/reasons.toml")),
            ("exemptions.toml", include_str!("../../../assets/law/exemptions.toml")),
        ] {
            // A question may name what it asks for; the list of phrases that are refused holds them.
            let argues = |line: &&str| !line.contains('?') && !line.starts_with("never-in-a-line");
            said.extend(text.lines().filter(argues).map(|line| format!("{file}: {line}")));
        }
        assert!(said.len() > 500);
        for text in said {
            let lower = text.to_lowercase();
            for phrase in NEVER {
                assert!(!lower.contains(phrase), "“{phrase}” in: {text}");
            }
        }
    }

    #[test]
    fn a_notice_with_something_missing_is_not_released() {
        let mut workspace = case();
        let released_at = Timestamp::UNIX_EPOCH;
        assert_eq!(notices(&workspace, Policy::Final, released_at), Ok(Vec::new()));
        let event = workspace.plan(&Command::NoticeWanted(true)).expect("a sound command");
        workspace.apply(event);
        let error = notices(&workspace, Policy::Final, released_at).expect_err("much is missing");
        assert!(matches!(error, NoticeError::Missing(missing) if missing.len() > 10));
        let draft = notices(&workspace, Policy::Draft, released_at).expect("a draft");
        assert_eq!(
            draft.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            ["notice", "notice for publication"]
        );
        let document = draft[0].1.document();
        assert!(document.texts().iter().any(|text| text.contains("{to be written: the harm}")));
        assert_eq!(document.running, style().draft);
    }
}
