//! Where what is missing in the notice is written.

use std::str::FromStr;

use super::super::super::action::{Action, FactsPart, LoadPart, ReasonsGoal, ReasonsPart};
use crate::disclose::{Missing, NoticeParagraph};
use crate::law::Group;
use crate::review::group_of;

/// The way to where a missing thing is written, and the name of that place.
pub(super) fn lead(missing: &Missing, paragraph: Option<&NoticeParagraph>) -> (Action, &'static str) {
    let goal = |goal, name| (Action::GoToReasons(goal), name);
    let facts = |part| goal(ReasonsGoal::Facts(part), "Facts");
    let itself = || goal(ReasonsGoal::Paragraph(missing.paragraph.clone()), "Paragraph");
    match missing.placeholder.as_str() {
        "says" | "source" => facts(FactsPart::Figures),
        "period" if missing.paragraph.starts_with("context.figure") => facts(FactsPart::Figures),
        "reference" | "force" | "title" | "received" | "exported" | "position-as-at" | "period" | "kind"
        | "text" => (Action::GoToLoad(LoadPart::Request), "Load"),
        "place" | "by" | "on" => facts(FactsPart::Searches),
        "previous-reference" | "previous-answered" | "previous-answer" => facts(FactsPart::Previous),
        "term" | "meaning" => facts(FactsPart::Definitions),
        "advice" => facts(FactsPart::Advice),
        "review-contact" | "commissioner" | "commissioner-address" => facts(FactsPart::Contact),
        "due" | "estimate" | "extension-why" => goal(ReasonsGoal::Part(ReasonsPart::Clock), "Time and clock"),
        "harm"
        | "likelihood"
        | "own-test"
        | "qualified-person"
        | "public-interest-for"
        | "public-interest-against"
        | "public-interest-balance"
        | "special-category"
        | "criminal-offence" => match paragraph.and_then(|paragraph| paragraph.reasons.first()) {
            Some(reason) => goal(ReasonsGoal::Reason(reason.clone()), "Arguments"),
            None => itself(),
        },
        "purpose" | "necessity" | "balance" => match paragraph.and_then(group) {
            Some(group) => goal(ReasonsGoal::Interest(group), "Arguments"),
            None => itself(),
        },
        _ => itself(),
    }
}

/// The group of people that a paragraph speaks of.
pub(super) fn group(paragraph: &NoticeParagraph) -> Option<Group> {
    let named = paragraph.id.split_once('/').and_then(|(_, name)| Group::from_str(name).ok());
    named.or_else(|| paragraph.reasons.first().map(|reason| group_of(reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_missing_in_the_sample_leads_to_where_it_is_written() {
        use crate::detect::{Cancel, Options};
        use crate::disclose::{NoticeVersion, notice};
        use crate::review::{Event, Imported, Policy, Workspace};

        let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
        let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
        workspace.apply(Event::Detected(found.into()));
        let letter = notice(&workspace, Policy::Final, NoticeVersion::Applicant, jiff::Timestamp::UNIX_EPOCH);
        let missing = letter.missing();
        assert!(missing.len() > 10, "{missing:?}");
        for one in &missing {
            let paragraph = letter.paragraphs.iter().find(|paragraph| paragraph.id == one.paragraph);
            let (_, place) = lead(one, paragraph);
            assert_ne!(place, "Paragraph", "{one:?} leads nowhere");
        }
    }
}
