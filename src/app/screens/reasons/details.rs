//! The facts of the notice while they are being typed: what stands in the fields, and the facts they make.

use jiff::civil::Date;

use super::super::super::session::Session;
use super::super::super::time;
use crate::review::{Command, Contact, Definition, Figure, NoticeDetails, PreviousRequest, SearchMade};
use crate::sheet::parse_day;

/// What stands in the fields.
#[derive(Clone, Default)]
pub(super) struct DetailsDraft {
    /// The facts it was made of, or was saved as.
    of: NoticeDetails,
    pub(super) searches: Vec<SearchDraft>,
    pub(super) figures: Vec<Figure>,
    pub(super) definitions: Vec<Definition>,
    pub(super) previous: Option<PreviousDraft>,
    pub(super) advice: String,
    pub(super) contact: ContactDraft,
}

/// A search, with its day as it is typed.
#[derive(Clone, Default)]
pub(super) struct SearchDraft {
    pub(super) place: String,
    pub(super) by: String,
    pub(super) on: String,
}

/// An earlier request, with its day as it is typed.
#[derive(Clone, Default)]
pub(super) struct PreviousDraft {
    pub(super) reference: String,
    pub(super) answered: String,
    pub(super) answer: String,
}

/// Where to complain, with the day as it is typed.
#[derive(Clone, Default)]
pub(super) struct ContactDraft {
    pub(super) review: String,
    pub(super) commissioner: String,
    pub(super) address: String,
    pub(super) confirmed: String,
}

/// What is wrong with a day, and what to do about it.
pub(super) const NO_DAY: &str = "This is not a day; write it as 31/01/2018";
pub(super) const NOT_CONFIRMED: &str =
    "Say when these were looked up: they change. Until then they are not saved";

impl DetailsDraft {
    fn of(saved: &NoticeDetails) -> DetailsDraft {
        let day = |day: Option<Date>| day.map(time::day).unwrap_or_default();
        let NoticeDetails { searches, figures, definitions, previous, advice, contact } = saved.clone();
        DetailsDraft {
            of: saved.clone(),
            searches: searches
                .into_iter()
                .map(|search| SearchDraft { place: search.place, by: search.by, on: day(search.on) })
                .collect(),
            figures,
            definitions,
            previous: previous.map(|previous| PreviousDraft {
                reference: previous.reference,
                answered: day(previous.answered),
                answer: previous.answer,
            }),
            advice,
            contact: contact.map_or_else(ContactDraft::default, |contact| ContactDraft {
                review: contact.review,
                commissioner: contact.commissioner,
                address: contact.commissioner_address,
                confirmed: time::day(contact.confirmed),
            }),
        }
    }

    /// Takes over what is saved where that was changed from elsewhere, as by undo.
    pub(super) fn follow(&mut self, session: &Session) {
        let saved = &session.workspace().paperwork().notice;
        if self.of != *saved {
            *self = DetailsDraft::of(saved);
        }
    }

    /// The facts it makes. What cannot be saved stays as it is saved.
    fn details(&self) -> NoticeDetails {
        let trim = |text: &str| text.trim().to_owned();
        NoticeDetails {
            searches: self
                .searches
                .iter()
                .map(|search| SearchMade {
                    place: trim(&search.place),
                    by: trim(&search.by),
                    on: parse_day(&search.on),
                })
                .collect(),
            figures: self
                .figures
                .iter()
                .map(|figure| Figure {
                    says: trim(&figure.says),
                    source: trim(&figure.source),
                    period: trim(&figure.period),
                })
                .collect(),
            definitions: self
                .definitions
                .iter()
                .map(|one| Definition { term: trim(&one.term), meaning: trim(&one.meaning) })
                .collect(),
            previous: self.previous.as_ref().map(|previous| PreviousRequest {
                reference: trim(&previous.reference),
                answered: parse_day(&previous.answered),
                answer: trim(&previous.answer),
            }),
            advice: trim(&self.advice),
            contact: match (self.contact.is_blank(), parse_day(&self.contact.confirmed)) {
                (true, _) => None,
                (false, None) => self.of.contact.clone(),
                (false, Some(confirmed)) => Some(Contact {
                    review: trim(&self.contact.review),
                    commissioner: trim(&self.contact.commissioner),
                    commissioner_address: trim(&self.contact.address),
                    confirmed,
                }),
            },
        }
    }

    pub(super) fn waits(&self, session: &Session) -> bool {
        self.of == session.workspace().paperwork().notice && self.details() != self.of
    }

    /// What can be saved; it counts as saved from now on.
    pub(super) fn take(&mut self, session: &Session) -> Option<Command> {
        if !self.waits(session) {
            return None;
        }
        self.of = self.details();
        Some(Command::NoticeDetails(Box::new(self.of.clone())))
    }

    /// What cannot be saved as it is, in a few words.
    pub(super) fn problem(&self) -> Option<&'static str> {
        let searches = self.searches.iter().map(|search| search.on.as_str());
        let previous = self.previous.iter().map(|previous| previous.answered.as_str());
        if searches.chain(previous).any(is_no_day) {
            return Some("a day in the facts of the notice");
        }
        (!self.contact.is_blank() && parse_day(&self.contact.confirmed).is_none())
            .then_some("the addresses for a complaint need the day on which they were looked up")
    }
}

impl ContactDraft {
    pub(super) fn is_blank(&self) -> bool {
        [&self.review, &self.commissioner, &self.address, &self.confirmed]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// Whether something is typed that is not a day.
pub(super) fn is_no_day(text: &str) -> bool {
    !text.trim().is_empty() && parse_day(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_address_is_kept_and_not_saved() {
        let mut draft = DetailsDraft::default();
        draft.contact.review = "foi@force.example".to_owned();
        assert_eq!(draft.details(), draft.of);
        assert!(draft.problem().is_some());
        draft.contact.confirmed = "3/11/2026".to_owned();
        assert_eq!(draft.problem(), None);
        let again = DetailsDraft::of(&draft.details());
        assert_eq!(again.details(), draft.details());
        assert_eq!(again.contact.confirmed, "03/11/2026");
    }

    #[test]
    fn a_day_that_is_none_is_a_problem_and_all_else_is_saved() {
        let mut draft = DetailsDraft::default();
        draft.searches.push(SearchDraft {
            place: " Centurion ".to_owned(),
            by: String::new(),
            on: "soon".to_owned(),
        });
        let made = draft.details();
        assert_eq!((made.searches[0].place.as_str(), made.searches[0].on), ("Centurion", None));
        assert!(draft.problem().is_some());
    }
}
