//! Checks of what is argued: each exemption has the tests that the law asks for.

use std::collections::BTreeMap;

use super::{Facts, Lints};
use crate::law::{Assessment, Group, Rule, Threshold};
use crate::review::uses::Withheld;
use crate::review::{Part, Use, Workspace};

impl Workspace {
    pub(super) fn lint_arguments(&self, withheld: &Withheld, out: &mut Lints) {
        let mut groups: BTreeMap<Group, &Use> = BTreeMap::new();
        for used in &withheld.uses {
            for assessment in used.assessments() {
                match assessment {
                    Assessment::Harm => {
                        self.lint_part(used, Part::Harm, Rule::NoHarm, out);
                        if self.paperwork().argument(&used.reason).likelihood.is_none() {
                            out.add(Rule::NoLikelihood, &[&used.reason], facts(used));
                        }
                    }
                    Assessment::OwnTest => self.lint_part(used, Part::OwnTest, Rule::NoOwnTest, out),
                    Assessment::QualifiedPerson => {
                        self.lint_part(used, Part::QualifiedPerson, Rule::NoQualifiedPerson, out);
                    }
                    Assessment::PublicInterest => {
                        for part in Part::of(Assessment::PublicInterest) {
                            self.lint_part(used, part, Rule::NoPublicInterestTest, out);
                        }
                    }
                    Assessment::LegitimateInterest => _ = groups.entry(used.group).or_insert(used),
                    Assessment::SpecialCategory => {
                        self.lint_part(used, Part::SpecialCategory, Rule::NoCondition, out);
                    }
                    Assessment::CriminalOffence => {
                        self.lint_part(used, Part::CriminalOffence, Rule::NoCondition, out);
                    }
                }
            }
            let exemption = used.exemption.get();
            // Personal data is explained by the legitimate-interest record of its group.
            if exemption.threshold == Threshold::Class && !exemption.legitimate_interest {
                self.lint_part(used, Part::Harm, Rule::NoExplanation, out);
            }
        }
        for (group, used) in groups {
            let name: &str = group.into();
            for part in self.paperwork().interest(group).missing() {
                let facts = Facts { part: Some(part.title()), group: Some(group), ..facts(used) };
                out.add(Rule::NoLegitimateInterest, &[name, part.name()], facts);
            }
        }
    }

    fn lint_part(&self, used: &Use, part: Part, rule: Rule, out: &mut Lints) {
        if self.paperwork().argument(&used.reason).part(part).is_empty() {
            let facts = Facts { part: Some(part.title()), ..facts(used) };
            out.add(rule, &[&used.reason, part.name()], facts);
        }
    }
}

fn facts(used: &Use) -> Facts<'_> {
    Facts {
        mark: used.marks.first().copied(),
        reason: Some(&used.reason),
        group: Some(used.group),
        exemption: Some(used.exemption),
        ..Facts::default()
    }
}
