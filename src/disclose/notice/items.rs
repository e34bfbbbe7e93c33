//! What paragraphs are repeated for, each with what its placeholders stand for.

use std::collections::BTreeMap;

use super::facts::day;
use super::scope::Scope;
use super::template::Template;
use super::terms::{Each, When};
use crate::law::{Assessment, ExemptionId, ExemptionKind, Group, Threshold, mark_text};
use crate::review::{InterestPart, Likelihood, Part, RequestKind, Use, Workspace};

/// The repetitions, in order.
pub(super) fn items(each: Each, workspace: &Workspace, template: &Template, uses: &[Use]) -> Vec<Scope> {
    let letter = Letter { workspace, template, uses };
    match each {
        Each::Once => vec![Scope::default()],
        Each::RequestText => letter.request_texts(),
        Each::Search => letter.searches(),
        Each::Subject => letter.subjects(),
        Each::Exemption => letter.exemptions(),
        Each::Reason => letter.reasons(),
        Each::PublicInterest => letter.public_interests(),
        Each::People => letter.people(),
        Each::SpecialCategory => {
            letter.conditions(Assessment::SpecialCategory, Part::SpecialCategory, "special-category")
        }
        Each::CriminalOffence => {
            letter.conditions(Assessment::CriminalOffence, Part::CriminalOffence, "criminal-offence")
        }
        Each::Figure => letter.figures(),
        Each::Definition => letter.definitions(),
        Each::ExtensionExemption => letter.extension(),
    }
}

struct Letter<'l> {
    workspace: &'l Workspace,
    template: &'l Template,
    uses: &'l [Use],
}

impl Letter<'_> {
    fn request_texts(&self) -> Vec<Scope> {
        let texts = &self.workspace.request().texts;
        let mut items: Vec<Scope> = (1..)
            .zip(texts)
            .map(|(number, text)| {
                let mut item = Scope::new(number.to_string());
                item.say("kind", request_kind(text.kind));
                item.values.insert("received", day(Some(text.received), ""));
                item.ask("text", &text.text, "the words of the request");
                item
            })
            .collect();
        if items.is_empty() {
            let mut item = Scope::new("missing");
            item.ask("kind", "", "the request");
            item.ask("received", "", "the day on which the request was received");
            item.ask("text", "", "the words of the request");
            items.push(item);
        }
        items
    }

    fn searches(&self) -> Vec<Scope> {
        let what = ["where was searched", "by what was searched", "when was searched"];
        let searches = &self.workspace.paperwork().notice.searches;
        let mut items: Vec<Scope> = (1..)
            .zip(searches)
            .map(|(number, search)| {
                let mut item = Scope::new(number.to_string());
                item.ask("place", &search.place, what[0]);
                item.ask("by", &search.by, what[1]);
                item.values.insert("on", day(search.on, what[2]));
                item
            })
            .collect();
        if items.is_empty() {
            let mut item = Scope::new("missing");
            for (name, what) in ["place", "by", "on"].into_iter().zip(what) {
                item.ask(name, "", what);
            }
            items.push(item);
        }
        items
    }

    fn subjects(&self) -> Vec<Scope> {
        let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
        for (at, used) in self.uses.iter().enumerate() {
            groups.entry(used.group).or_default().push(at);
        }
        groups
            .into_iter()
            .map(|(group, uses)| {
                let name: &str = group.into();
                let mut item = self.resting_on(name, uses);
                item.say("withheld", self.withheld(group));
                item.say("exemptions", mark_text(&item.exemptions));
                item
            })
            .collect()
    }

    fn exemptions(&self) -> Vec<Scope> {
        let mut exemptions: BTreeMap<ExemptionId, Vec<usize>> = BTreeMap::new();
        for (at, used) in self.uses.iter().enumerate() {
            exemptions.entry(used.exemption).or_default().push(at);
        }
        exemptions
            .into_iter()
            .map(|(exemption, uses)| {
                let mut item = self.resting_on(exemption.code(), uses);
                let exemption = exemption.get();
                item.say("house", exemption.house.as_str());
                item.say(
                    "kind",
                    match exemption.kind {
                        ExemptionKind::Absolute => "absolute",
                        ExemptionKind::Qualified => "qualified",
                    },
                );
                item.say(
                    "test",
                    match exemption.threshold {
                        Threshold::Class => "class-based",
                        Threshold::Prejudice => "prejudice-based",
                        Threshold::Own => "with a test of its own",
                    },
                );
                item
            })
            .collect()
    }

    /// Reasons that are argued by more than the interests of people, or for which a harm is written.
    fn reasons(&self) -> Vec<Scope> {
        let argued = |used: &Use| {
            let is_personal = used.exemption.get().legitimate_interest;
            !is_personal || !self.workspace.paperwork().argument(&used.reason).part(Part::Harm).is_empty()
        };
        let items = self.by_reason(argued);
        items
            .into_iter()
            .map(|(reason, mut item)| {
                let argument = self.workspace.paperwork().argument(&reason);
                let needs = |assessment: Assessment| {
                    item.uses.iter().any(|&at| {
                        self.uses.get(at).is_some_and(|used| used.assessments().contains(&assessment))
                    })
                };
                let (harm, own, person) =
                    (needs(Assessment::Harm), needs(Assessment::OwnTest), needs(Assessment::QualifiedPerson));
                item.hold(When::HasOrNeedsHarm, harm || !argument.part(Part::Harm).is_empty());
                item.hold(When::NeedsLikelihood, harm);
                item.hold(When::NeedsOwnTest, own);
                item.hold(When::NeedsQualifiedPerson, person);
                item.hold(When::InTheAlternative, argument.in_the_alternative);
                item.ask("harm", argument.part(Part::Harm), Part::Harm.title());
                item.ask("own-test", argument.part(Part::OwnTest), Part::OwnTest.title());
                item.ask(
                    "qualified-person",
                    argument.part(Part::QualifiedPerson),
                    Part::QualifiedPerson.title(),
                );
                let likelihood = argument.likelihood.map_or("", Likelihood::words);
                item.choose("likelihood", likelihood, "how likely the harm is");
                item
            })
            .collect()
    }

    fn public_interests(&self) -> Vec<Scope> {
        let parts = [
            ("public-interest-for", Part::PublicInterestFor),
            ("public-interest-against", Part::PublicInterestAgainst),
            ("public-interest-balance", Part::PublicInterestBalance),
        ];
        self.by_reason(|used| used.exemption.get().public_interest_test)
            .into_iter()
            .map(|(reason, mut item)| {
                let argument = self.workspace.paperwork().argument(&reason);
                for (name, part) in parts {
                    item.ask(name, argument.part(part), part.title());
                }
                item
            })
            .collect()
    }

    fn people(&self) -> Vec<Scope> {
        let parts = [
            ("purpose", InterestPart::Purpose),
            ("necessity", InterestPart::Necessity),
            ("balance", InterestPart::Balance),
        ];
        let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
        for (at, used) in self.uses.iter().enumerate() {
            if used.exemption.get().legitimate_interest {
                groups.entry(used.group).or_default().push(at);
            }
        }
        groups
            .into_iter()
            .map(|(group, uses)| {
                let name: &str = group.into();
                let mut item = self.resting_on(name, uses);
                let people = self.template.subjects.get(&group).map_or("", |subject| &subject.people);
                item.say("people", people);
                item.say("house", house(&item.exemptions));
                let record = self.workspace.paperwork().interest(group);
                for (name, part) in parts {
                    item.ask(name, record.part(part), part.title());
                }
                item
            })
            .collect()
    }

    fn conditions(&self, assessment: Assessment, part: Part, name: &'static str) -> Vec<Scope> {
        self.by_reason(|used| used.assessments().contains(&assessment))
            .into_iter()
            .map(|(reason, mut item)| {
                item.ask(name, self.workspace.paperwork().argument(&reason).part(part), part.title());
                item
            })
            .collect()
    }

    fn figures(&self) -> Vec<Scope> {
        let figures = &self.workspace.paperwork().notice.figures;
        (1..)
            .zip(figures)
            .map(|(number, figure)| {
                let mut item = Scope::new(number.to_string());
                item.ask("says", &figure.says, "what the figure counts");
                item.ask("source", &figure.source, "the source of the figure");
                item.ask("period", &figure.period, "the period of the figure");
                item
            })
            .collect()
    }

    fn definitions(&self) -> Vec<Scope> {
        let definitions = &self.workspace.paperwork().notice.definitions;
        (1..)
            .zip(definitions)
            .map(|(number, definition)| {
                let mut item = Scope::new(number.to_string());
                item.ask("term", &definition.term, "the word that is explained");
                item.ask("meaning", &definition.meaning, "what the word means");
                item
            })
            .collect()
    }

    fn extension(&self) -> Vec<Scope> {
        let extension = self.workspace.paperwork().clock.extension.iter();
        extension
            .flat_map(|extension| &extension.exemptions)
            .map(|exemption| {
                let of = |used: &&(usize, &Use)| used.1.exemption == *exemption;
                let uses: Vec<(usize, &Use)> = self.uses.iter().enumerate().collect();
                let uses = uses.iter().filter(of).map(|(at, _)| *at).collect();
                let mut item = self.resting_on(exemption.code(), uses);
                item.say("house", exemption.get().house.as_str());
                item
            })
            .collect()
    }

    /// One repetition for each reason with such a use, by section as in the list of exemptions, and within one in
    /// the order of the uses.
    fn by_reason(&self, wanted: impl Fn(&Use) -> bool) -> Vec<(String, Scope)> {
        let mut reasons: Vec<(&str, Vec<usize>)> = Vec::new();
        for (at, used) in self.uses.iter().enumerate().filter(|(_, used)| wanted(used)) {
            match reasons.iter_mut().find(|(reason, _)| *reason == used.reason) {
                Some((_, uses)) => uses.push(at),
                None => reasons.push((&used.reason, vec![at])),
            }
        }
        let mut own = 0;
        let items = reasons.into_iter().map(|(reason, uses)| {
            let group = uses.first().and_then(|&at| self.uses.get(at)).map(|used| used.group);
            // An officer's own words can hold case text, so they name no paragraph.
            let key = if crate::law::reason(reason).is_some() {
                reason.to_owned()
            } else {
                own += 1;
                format!("own-words-{own}")
            };
            let mut item = self.resting_on(&key, uses);
            item.say("house", house(&item.exemptions));
            item.say("withheld", self.withheld(group.unwrap_or(Group::Other)));
            (reason.to_owned(), item)
        });
        // Sorted once each is named: a paragraph that the officer wrote anew keeps its name.
        let mut items: Vec<(String, Scope)> = items.collect();
        items.sort_by(|(_, one), (_, other)| one.exemptions.first().cmp(&other.exemptions.first()));
        items
    }

    fn resting_on(&self, key: &str, uses: Vec<usize>) -> Scope {
        let mut item = Scope::new(key);
        let of = |at: &usize| self.uses.get(*at);
        item.exemptions = uses.iter().filter_map(of).map(|used| used.exemption).collect();
        item.exemptions.sort_unstable();
        item.exemptions.dedup();
        item.reasons = uses.iter().filter_map(of).map(|used| used.reason.clone()).collect();
        item.reasons.dedup();
        item.uses = uses;
        item
    }

    fn withheld(&self, group: Group) -> &str {
        self.template.subjects.get(&group).map_or("", |subject| &subject.withheld)
    }
}

/// Exemptions in house style.
fn house(exemptions: &[ExemptionId]) -> String {
    exemptions.iter().map(|exemption| exemption.get().house.as_str()).collect::<Vec<_>>().join("; ")
}

fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Original => "The request",
        RequestKind::Clarification => "Clarification",
        RequestKind::Amended => "The request as amended",
        RequestKind::FollowUp => "Further request",
    }
}
