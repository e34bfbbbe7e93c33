//! What the law asks for each reason, and whether it is written. Made on the clerk's side: a reason knows
//! every mark that rests on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::law::{self, Assessment, Exemption, ExemptionId, Group, Threshold};
use crate::review::{MarkRef, Paperwork, Part, Use};

/// Something that is asked for a reason.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Need {
    Part(Part),
    Likelihood,
    /// The legitimate-interest record of its group.
    Interest,
}

/// A reason for which something is withheld.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ReasonRow {
    /// Its code, or the officer's own words.
    pub(super) reason: String,
    pub(super) group: Group,
    pub(super) exemptions: Vec<ExemptionId>,
    pub(super) needs: Vec<Need>,
    /// Every mark that rests on it, in source order, each once.
    pub(super) marks: Arc<[MarkRef]>,
    /// Whether it rests on prejudice, so that a harm is asked for; else why it applies.
    pub(super) is_prejudice: bool,
}

/// The reasons in the order of the Act: by section, within it those that share a record together, then by
/// paragraph. A reason that rests on several exemptions stands at its first.
pub(super) fn reason_rows(uses: &[Use]) -> Vec<ReasonRow> {
    let mut rows: Vec<ReasonRow> = Vec::new();
    for of_reason in uses.chunk_by(|one, other| one.reason == other.reason) {
        let Some(first) = of_reason.first() else { continue };
        let mut needs: BTreeSet<Need> = BTreeSet::new();
        let mut is_prejudice = false;
        for used in of_reason {
            for assessment in used.assessments() {
                is_prejudice |= assessment == Assessment::Harm;
                needs.extend(needs_of(assessment));
            }
            let exemption = used.exemption.get();
            // Why a class-based exemption applies is said in the place of its harm.
            if exemption.threshold == Threshold::Class && !exemption.legitimate_interest {
                needs.insert(Need::Part(Part::Harm));
            }
        }
        let mut needs: Vec<Need> = needs.into_iter().collect();
        needs.sort_by_key(|need| place(*need));
        rows.push(ReasonRow {
            reason: first.reason.clone(),
            group: first.group,
            exemptions: of_reason.iter().map(|used| used.exemption).collect(),
            needs,
            marks: marks(of_reason).into(),
            is_prejudice,
        });
    }
    let section = |row: &ReasonRow| row.exemptions.iter().min().map(|first| first_of_section(*first));
    rows.sort_by_cached_key(|row| (section(row), row.shares(), row.exemptions.iter().min().copied()));
    rows
}

/// The first exemption of its section, which stands for the section: the list is in the order of the Act.
fn first_of_section(exemption: ExemptionId) -> ExemptionId {
    let section = &exemption.get().section;
    let mut all = law::exemptions().iter();
    all.find(|other| other.section == *section).map_or(exemption, |first| first.id)
}

fn needs_of(assessment: Assessment) -> Vec<Need> {
    let mut needs: Vec<Need> = Part::of(assessment).into_iter().map(Need::Part).collect();
    match assessment {
        Assessment::Harm => needs.push(Need::Likelihood),
        Assessment::LegitimateInterest => needs.push(Need::Interest),
        Assessment::OwnTest
        | Assessment::QualifiedPerson
        | Assessment::PublicInterest
        | Assessment::SpecialCategory
        | Assessment::CriminalOffence => {}
    }
    needs
}

/// The order in which needs are written down.
fn place(need: Need) -> (u8, Need) {
    let class = match need {
        Need::Part(Part::Harm) => 0,
        Need::Likelihood => 1,
        Need::Part(_) => 2,
        Need::Interest => 3,
    };
    (class, need)
}

fn marks(uses: &[Use]) -> Vec<MarkRef> {
    if let [only] = uses {
        return only.marks.clone();
    }
    let mut marks: Vec<MarkRef> = uses.iter().flat_map(|used| used.marks.iter().copied()).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

impl ReasonRow {
    /// The exemption that says in which section it stands.
    pub(super) fn first(&self) -> Option<&'static Exemption> {
        self.exemptions.iter().min().map(|first| first.get())
    }

    /// The number of that section.
    pub(super) fn section(&self) -> Option<&'static str> {
        self.first().map(|first| first.section.as_str())
    }

    /// The group with whose other reasons it shares a record; only there is the group more than a name.
    pub(super) fn shares(&self) -> Option<Group> {
        self.needs.contains(&Need::Interest).then_some(self.group)
    }

    /// Whether what is asked for stands in the paperwork.
    pub(super) fn has(&self, need: Need, paperwork: &Paperwork) -> bool {
        let argument = paperwork.argument(&self.reason);
        match need {
            Need::Part(part) => !argument.part(part).is_empty(),
            Need::Likelihood => argument.likelihood.is_some(),
            Need::Interest => paperwork.interest(self.group).missing().is_empty(),
        }
    }

    /// How much of what is asked for is missing.
    pub(super) fn missing(&self, paperwork: &Paperwork) -> usize {
        self.needs.iter().filter(|need| !self.has(**need, paperwork)).count()
    }

    /// What a need is called in a word or two.
    pub(super) fn name(&self, need: Need) -> &'static str {
        match need {
            Need::Part(Part::Harm) if self.is_prejudice => "harm",
            Need::Part(Part::Harm) => "why it applies",
            Need::Part(Part::OwnTest) => "own test",
            Need::Part(Part::QualifiedPerson) => "qualified person",
            Need::Part(Part::PublicInterestFor) => "interest for",
            Need::Part(Part::PublicInterestAgainst) => "interest against",
            Need::Part(Part::PublicInterestBalance) => "balance",
            Need::Part(Part::SpecialCategory) => "special category condition",
            Need::Part(Part::CriminalOffence) => "offence data condition",
            Need::Likelihood => "likelihood",
            Need::Interest => "legitimate interest",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Argument, InterestPart, InterestRecord, Likelihood};

    fn used(reason: &str, group: Group, code: &str, rows: &[u32]) -> Use {
        let marks = rows.iter().map(|row| MarkRef::Entry(*row)).collect();
        Use { reason: reason.to_owned(), group, exemption: ExemptionId::from_code(code).unwrap(), marks }
    }

    #[track_caller]
    fn check(uses: &[Use], expected: &[&str]) {
        let rows = reason_rows(uses);
        let names: Vec<&str> = rows[0].needs.iter().map(|need| rows[0].name(*need)).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn each_exemption_brings_what_the_law_asks_for() {
        let test = ["interest for", "interest against", "balance"];
        check(
            &[used("tactics", Group::Tactics, "s31(1)(a)", &[1])],
            &["harm", "likelihood", test[0], test[1], test[2]],
        );
        check(
            &[used("ongoing-criminal", Group::OngoingCriminal, "s30(1)(a)(i)", &[1])],
            &["why it applies", test[0], test[1], test[2]],
        );
        check(&[used("officer-name", Group::Officers, "s40(2)(3A)(a)", &[1])], &["legitimate interest"]);
        check(
            &[used("special-category", Group::SpecialCategory, "s40(2)(3A)(a)", &[1])],
            &["special category condition", "legitimate interest"],
        );
    }

    #[test]
    fn reasons_stand_in_the_order_of_the_act() {
        // As the uses come: by group.
        let rows = reason_rows(&[
            used("officer-name", Group::Officers, "s40(2)(3A)(a)", &[1]),
            used("public-name", Group::Public, "s40(2)(3A)(a)", &[1]),
            used("tactics", Group::Tactics, "s31(1)(a)", &[1]),
            used("told in confidence", Group::Confidence, "s41(1)", &[1]),
            used("ongoing-misconduct", Group::OngoingMisconduct, "s31(1)(g)(2)(b)", &[1]),
            used("ongoing-criminal", Group::OngoingCriminal, "s30(1)(a)(i)", &[1]),
            used("safety", Group::Other, "s38(1)(a)", &[1]),
            used("security bodies", Group::Other, "s23(1)", &[1]),
            used("two", Group::Other, "s24(1)", &[1]),
            used("two", Group::Other, "s40(2)(3A)(b)", &[1]),
        ]);
        let order: Vec<&str> = rows.iter().map(|row| row.reason.as_str()).collect();
        assert_eq!(
            order,
            [
                "security bodies",
                "two",
                "ongoing-criminal",
                "tactics",
                "ongoing-misconduct",
                "safety",
                "officer-name",
                "public-name",
                "told in confidence"
            ]
        );
    }

    #[test]
    fn a_mark_under_two_exemptions_counts_once() {
        let rows = reason_rows(&[
            used("tactics", Group::Tactics, "s31(1)(a)", &[1, 4]),
            used("tactics", Group::Tactics, "s31(1)(b)", &[1, 2]),
            used("words", Group::Other, "s41(1)", &[9]),
        ]);
        let counts: Vec<usize> = rows.iter().map(|row| row.marks.len()).collect();
        assert_eq!((rows.len(), counts), (2, vec![3, 1]));
    }

    #[test]
    fn what_is_written_is_not_missing() {
        let mut paperwork = Paperwork::default();
        let rows = reason_rows(&[
            used("officer-name", Group::Officers, "s40(2)(3A)(a)", &[1]),
            used("tactics", Group::Tactics, "s31(1)(a)", &[1]),
        ]);
        let missing =
            |paperwork: &Paperwork| rows.iter().map(|row| row.missing(paperwork)).collect::<Vec<_>>();
        assert_eq!(missing(&paperwork), [5, 1]);
        let argument = Argument { likelihood: Some(Likelihood::Would), ..Argument::default() };
        paperwork.arguments.insert("tactics".to_owned(), argument);
        let mut record = InterestRecord::default();
        for part in [InterestPart::Purpose, InterestPart::Necessity] {
            record.parts.insert(part, "x".to_owned());
        }
        paperwork.interests.insert(Group::Officers, record.clone());
        assert_eq!(missing(&paperwork), [4, 1], "a record with a part missing is missing");
        record.parts.insert(InterestPart::Balance, "x".to_owned());
        paperwork.interests.insert(Group::Officers, record);
        assert_eq!(missing(&paperwork), [4, 0]);
    }
}
