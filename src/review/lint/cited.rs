//! Checks of what the officer's texts cite: the list, the reasons and the marks agree.

use std::collections::BTreeSet;

use super::{Facts, Lints, citations};
use crate::law::{CodeError, ExemptionId, Rule};
use crate::review::uses::Withheld;
use crate::review::{InterestPart, Part, Workspace};

/// The paragraphs of the notice that list the exemptions: the name of each ends with the exemption's code.
pub(in crate::review) const LISTED: &str = "exemptions.listed/";

/// A text of the officer's.
struct OfficerText<'t> {
    /// What it is, in a sentence.
    part: String,
    /// What tells it from others.
    key: String,
    text: &'t str,
    /// The exemptions that stand behind it; `None` where any that is used may be cited.
    behind: Option<BTreeSet<ExemptionId>>,
    reason: Option<&'t str>,
    paragraph: Option<&'t str>,
    /// Whether it becomes part of the notice.
    is_in_notice: bool,
}

impl Workspace {
    pub(super) fn lint_citations(&self, withheld: &Withheld, out: &mut Lints) {
        let used: BTreeSet<ExemptionId> = withheld.uses.iter().map(|used| used.exemption).collect();
        for text in self.officer_texts(withheld) {
            lint_text(&text, &used, out);
        }
        for (id, text) in &self.paperwork().paragraphs {
            let listed = id.strip_prefix(LISTED).and_then(ExemptionId::from_code);
            if let Some(exemption) = listed.filter(|exemption| used.contains(exemption))
                && !citations(text).iter().any(|citation| citation.cites == Ok(exemption))
            {
                let facts = Facts {
                    exemption: Some(exemption),
                    part: Some("the list of exemptions"),
                    paragraph: Some(id),
                    ..Facts::default()
                };
                out.add(Rule::UsedNotCited, &[exemption.code()], facts);
            }
        }
    }

    fn officer_texts<'t>(&'t self, withheld: &'t Withheld) -> Vec<OfficerText<'t>> {
        let mut texts = Vec::new();
        let behind = |is: &dyn Fn(&crate::review::Use) -> bool| -> BTreeSet<ExemptionId> {
            withheld.uses.iter().filter(|used| is(used)).map(|used| used.exemption).collect()
        };
        for (reason, argument) in &self.paperwork().arguments {
            let exemptions = behind(&|used| used.reason == *reason);
            let mut add = |name: &str, title: &str, text: &'t str| {
                texts.push(OfficerText {
                    part: format!("{title}, argued for a reason"),
                    key: format!("{reason}:{name}"),
                    text,
                    is_in_notice: !exemptions.is_empty(),
                    behind: Some(exemptions.clone()),
                    reason: Some(reason),
                    paragraph: None,
                });
            };
            for (part, text) in &argument.parts {
                add(Part::name(*part), part.title(), text);
            }
        }
        for (group, record) in &self.paperwork().interests {
            let exemptions = behind(&|used| used.group == *group);
            for (part, text) in &record.parts {
                let name: &str = (*group).into();
                texts.push(OfficerText {
                    part: format!("the legitimate-interest record of {name}"),
                    key: format!("{name}:{}", InterestPart::name(*part)),
                    text,
                    is_in_notice: !exemptions.is_empty(),
                    behind: None,
                    reason: None,
                    paragraph: None,
                });
            }
        }
        for (id, text) in &self.paperwork().paragraphs {
            texts.push(OfficerText {
                part: "a paragraph of the notice".to_owned(),
                key: id.clone(),
                text,
                behind: None,
                reason: None,
                paragraph: Some(id),
                is_in_notice: true,
            });
        }
        let notice = &self.paperwork().notice;
        let given =
            withheld.uses.iter().map(|used| (used.reason.as_str(), "a reason in your own words", false));
        let facts = [(notice.advice.as_str(), "the advice", true)].into_iter();
        let definitions = notice.definitions.iter().map(|d| (d.meaning.as_str(), "a definition", true));
        for (text, part, is_in_notice) in given.chain(facts).chain(definitions) {
            texts.push(OfficerText {
                part: part.to_owned(),
                key: part.to_owned(),
                text,
                behind: None,
                reason: None,
                paragraph: None,
                is_in_notice,
            });
        }
        texts
    }
}

fn lint_text(text: &OfficerText<'_>, used: &BTreeSet<ExemptionId>, out: &mut Lints) {
    for citation in citations(text.text) {
        let facts = Facts {
            part: Some(&text.part),
            reason: text.reason,
            paragraph: text.paragraph,
            words: Some(citation.words),
            ..Facts::default()
        };
        let key: &[&str] = &[&text.key, citation.words];
        match &citation.cites {
            Err(CodeError::Outdated { choices, .. }) => {
                let facts = Facts { other: Some(&choices.join(" or ")), ..facts };
                out.add(Rule::OldForm, key, facts);
            }
            Err(CodeError::Incomplete { choices, .. }) if text.is_in_notice => {
                let meant = choices.iter().filter_map(|code| ExemptionId::from_code(code));
                let meant = meant.into_iter().find(|exemption| used.contains(exemption));
                let names_purpose = choices.iter().any(|code| code.starts_with("s31(1)(g)"));
                if names_purpose && citation.depth() == 2 {
                    out.add(Rule::PurposeNotNamed, key, facts);
                } else if citation.depth() >= 2 {
                    // Short forms such as section 40(2) are how people speak of it.
                    let rule = if meant.is_some() { Rule::SubSectionDiffers } else { Rule::CitedNotUsed };
                    out.add(rule, key, Facts { exemption: meant, ..facts });
                }
            }
            Ok(cited) if text.is_in_notice => {
                let is_of_section = |other: &&ExemptionId| other.get().section == cited.get().section;
                let behind = text.behind.as_ref().unwrap_or(used);
                if behind.contains(cited) {
                    continue;
                }
                match behind.iter().find(is_of_section) {
                    Some(&meant) => {
                        out.add(Rule::SubSectionDiffers, key, Facts { exemption: Some(meant), ..facts });
                    }
                    None if !used.contains(cited) => out.add(Rule::CitedNotUsed, key, facts),
                    None => {}
                }
            }
            Err(_) | Ok(_) => {}
        }
    }
}
