//! The request while it is being typed: what stands in the fields, what is wrong with it, and the
//! request it makes.

use jiff::civil::Date;
use strum::EnumIter;

use super::super::super::time;
use super::applicant::{self, Trace};
use crate::review::{Request, RequestKind, RequestText};
use crate::sheet::parse_day;

/// A day of the request itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter)]
pub(super) enum Day {
    From,
    To,
    Exported,
    PositionAsAt,
}

/// What stands in the fields. Holds what the applicant wrote, so it does not print.
#[derive(Clone, Default)]
pub(super) struct Draft {
    pub(super) reference: String,
    pub(super) title: String,
    pub(super) force: String,
    days: [String; 4],
    pub(super) texts: Vec<TextDraft>,
    /// The next text's.
    serial: u64,
}

/// One message of the applicant.
#[derive(Clone)]
pub(super) struct TextDraft {
    /// Stays with it, wherever it stands in the list.
    pub(super) serial: u64,
    pub(super) kind: RequestKind,
    pub(super) received: String,
    /// The day and words it was saved with, which stay while those typed cannot be saved.
    saved: Option<(Date, String)>,
    pub(super) text: String,
    /// What in the words seems to tell who the applicant is.
    pub(super) trace: Option<Trace>,
    /// Words of which the officer says that they do not.
    checked: Option<String>,
}

/// What is wrong with a day, and what to do about it.
pub(super) const NO_DAY: &str = "This is not a day; write it as 31/01/2018";
/// A text without a day cannot be saved: the clock may start with it.
pub(super) const NO_RECEIPT: &str = "Give the day of receipt: without it this text is not saved";

impl Draft {
    pub(super) fn of(request: &Request) -> Draft {
        let Request { reference, title, force, from, to, exported, position_as_at, texts } = request;
        let written = |day: &Option<Date>| day.map(time::day).unwrap_or_default();
        let mut draft = Draft {
            reference: reference.clone(),
            title: title.clone(),
            force: force.clone(),
            days: [written(from), written(to), written(exported), written(position_as_at)],
            texts: Vec::new(),
            serial: 0,
        };
        for RequestText { kind, received, text } in texts {
            draft.add(TextDraft {
                kind: *kind,
                received: time::day(*received),
                saved: Some((*received, text.clone())),
                trace: applicant::trace(text),
                text: text.clone(),
                ..TextDraft::new(*kind)
            });
        }
        draft
    }

    /// Takes over what is saved, and keeps the texts that could not be saved yet.
    pub(super) fn refresh(&mut self, request: &Request) {
        let mut fresh = Draft::of(request);
        for text in self.texts.drain(..).filter(|text| text.saved.is_none() && !text.text.trim().is_empty()) {
            fresh.add(text);
        }
        *self = fresh;
    }

    fn add(&mut self, text: TextDraft) {
        self.texts.push(TextDraft { serial: self.serial, ..text });
        self.serial += 1;
    }

    /// A further text; the first is the request itself.
    pub(super) fn add_text(&mut self) {
        let kind = if self.texts.is_empty() { RequestKind::Original } else { RequestKind::Clarification };
        self.add(TextDraft::new(kind));
    }

    pub(super) fn day_mut(&mut self, day: Day) -> &mut String {
        let [from, to, exported, position] = &mut self.days;
        match day {
            Day::From => from,
            Day::To => to,
            Day::Exported => exported,
            Day::PositionAsAt => position,
        }
    }

    fn typed(&self, day: Day) -> &str {
        let [from, to, exported, position] = &self.days;
        match day {
            Day::From => from,
            Day::To => to,
            Day::Exported => exported,
            Day::PositionAsAt => position,
        }
    }

    /// The day in a field, if it is one.
    pub(super) fn day(&self, day: Day) -> Option<Date> {
        parse_day(self.typed(day))
    }

    /// What is wrong with a day, so that it is not saved.
    pub(super) fn problem(&self, day: Day) -> Option<&'static str> {
        let typed = self.typed(day).trim();
        if !typed.is_empty() && self.day(day).is_none() {
            return Some(NO_DAY);
        }
        match (day, self.day(Day::From), self.day(Day::To)) {
            (Day::To, Some(from), Some(to)) if to < from => Some("The period ends before it begins"),
            (Day::From | Day::To | Day::Exported | Day::PositionAsAt, _, _) => None,
        }
    }

    /// What is odd about a day although it can be saved.
    pub(super) fn doubt(&self, day: Day, today: Date) -> Option<&'static str> {
        let exported = self.day(Day::Exported);
        match day {
            Day::Exported if exported.is_some_and(|day| day > today) => Some("This day has not come yet"),
            Day::PositionAsAt => match (self.day(Day::PositionAsAt), exported) {
                (Some(position), Some(exported)) if position > exported => {
                    Some("This is after the export: the sheet cannot tell of it")
                }
                (Some(position), _) if position > today => Some("This day has not come yet"),
                (Some(_) | None, _) => None,
            },
            Day::From | Day::To | Day::Exported => None,
        }
    }

    /// Whether something typed cannot be saved as it is.
    pub(super) fn has_problem(&self) -> bool {
        use strum::IntoEnumIterator;
        Day::iter().any(|day| self.problem(day).is_some())
            || self.texts.iter().any(|text| text.problem().is_some() || text.holds_back())
    }

    /// The request it makes. What is wrong stays as it is saved; a text without a day is left out.
    pub(super) fn request(&self, saved: &Request) -> Request {
        let day = |day: Day, saved: Option<Date>| match self.problem(day) {
            Some(_) => saved,
            None => self.day(day),
        };
        let is_backwards = self.problem(Day::To).is_some_and(|problem| problem != NO_DAY);
        let (from, to) = if is_backwards {
            (saved.from, saved.to)
        } else {
            (day(Day::From, saved.from), day(Day::To, saved.to))
        };
        let mut texts: Vec<RequestText> = self
            .texts
            .iter()
            .filter_map(|text| {
                let received = text.day().or(text.saved.as_ref().map(|(day, _)| *day))?;
                let words = match &text.saved {
                    _ if !text.holds_back() => text.text.trim(),
                    Some((_, words)) => words,
                    None => return None,
                };
                Some(RequestText { kind: text.kind, received, text: words.to_owned() })
            })
            .collect();
        texts.sort_by_key(|text| text.received);
        Request {
            reference: self.reference.trim().to_owned(),
            title: self.title.trim().to_owned(),
            force: self.force.trim().to_owned(),
            from,
            to,
            exported: day(Day::Exported, saved.exported),
            position_as_at: day(Day::PositionAsAt, saved.position_as_at),
            texts,
        }
    }

    /// It was saved: days stand as days are shown, texts in order of receipt.
    pub(super) fn tidy(&mut self) {
        for typed in &mut self.days {
            if let Some(day) = parse_day(typed) {
                *typed = time::day(day);
            }
        }
        for text in &mut self.texts {
            if let Some(day) = text.day() {
                text.received = time::day(day);
                if !text.holds_back() {
                    text.saved = Some((day, text.text.trim().to_owned()));
                } else if let Some((saved, _)) = &mut text.saved {
                    *saved = day;
                }
            }
        }
        self.texts
            .sort_by_key(|text| text.day().or(text.saved.as_ref().map(|(day, _)| *day)).unwrap_or(Date::MAX));
    }
}

impl TextDraft {
    fn new(kind: RequestKind) -> TextDraft {
        TextDraft {
            serial: 0,
            kind,
            received: String::new(),
            saved: None,
            text: String::new(),
            trace: None,
            checked: None,
        }
    }

    /// The words have changed.
    pub(super) fn look(&mut self) {
        self.trace = applicant::trace(&self.text);
    }

    /// Cuts what seems to tell who the applicant is.
    pub(super) fn cut(&mut self) {
        if let Some(trace) = &self.trace {
            self.text = trace.removed_from(&self.text);
        }
        self.look();
    }

    /// The officer says that the words tell nothing of the applicant.
    pub(super) fn check(&mut self) {
        self.checked = self.trace.as_ref().map(|trace| trace.words_in(&self.text));
    }

    /// What seems to tell who the applicant is, unless the officer said that it does not.
    pub(super) fn suspicion(&self) -> Option<&Trace> {
        self.trace.as_ref().filter(|trace| self.checked.as_ref() != Some(&trace.words_in(&self.text)))
    }

    /// Whether its words are not saved yet: who the applicant is has no place in the record, from
    /// which nothing can be taken away again.
    pub(super) fn holds_back(&self) -> bool {
        let is_saved = self.saved.as_ref().is_some_and(|(_, words)| words == self.text.trim());
        !is_saved && self.suspicion().is_some()
    }

    pub(super) fn day(&self) -> Option<Date> {
        parse_day(&self.received)
    }

    /// What is wrong with it, so that it is not saved.
    pub(super) fn problem(&self) -> Option<&'static str> {
        match (self.received.trim().is_empty(), self.day()) {
            (true, _) => Some(NO_RECEIPT),
            (false, None) => Some(NO_DAY),
            (false, Some(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn saved() -> Request {
        let text = |kind, received, text: &str| RequestText { kind, received, text: text.to_owned() };
        Request {
            reference: "FOI 7".to_owned(),
            from: Some(date(2018, 1, 1)),
            to: Some(date(2022, 12, 31)),
            texts: vec![
                text(RequestKind::Original, date(2026, 11, 2), "All cases"),
                text(RequestKind::Clarification, date(2026, 11, 5), "By outcome I mean how it ended"),
            ],
            ..Request::default()
        }
    }

    #[test]
    fn what_is_shown_makes_the_same_request_again() {
        let request = saved();
        assert_eq!(Draft::of(&request).request(&request), request);
        assert_eq!(Draft::of(&Request::default()).request(&request), Request::default());
    }

    /// Types into the days and gives what is wrong with each, and the period that is saved.
    #[track_caller]
    fn check(from: &str, to: &str, wrong: [Option<&str>; 2], period: [Option<Date>; 2]) {
        let saved = saved();
        let mut draft = Draft::of(&saved);
        *draft.day_mut(Day::From) = from.to_owned();
        *draft.day_mut(Day::To) = to.to_owned();
        assert_eq!([draft.problem(Day::From), draft.problem(Day::To)], wrong, "{from} {to}");
        let made = draft.request(&saved);
        assert_eq!([made.from, made.to], period, "{from} {to}");
    }

    #[test]
    fn a_wrong_day_says_so_and_changes_nothing() {
        let (first, last) = (date(2018, 1, 1), date(2022, 12, 31));
        check("1.2.19", "31 Dec 2020", [None, None], [Some(date(2019, 2, 1)), Some(date(2020, 12, 31))]);
        check("", "", [None, None], [None, None]);
        check("31/02/2019", "31/12/2020", [Some(NO_DAY), None], [Some(first), Some(date(2020, 12, 31))]);
        check("2019", "soon", [Some(NO_DAY), Some(NO_DAY)], [Some(first), Some(last)]);
        let backwards = Some("The period ends before it begins");
        check("01/01/2021", "01/01/2020", [None, backwards], [Some(first), Some(last)]);
    }

    #[test]
    fn a_text_is_saved_once_it_has_its_day() {
        let saved = saved();
        let mut draft = Draft::of(&saved);
        draft.add_text();
        let added = draft.texts.last_mut().unwrap();
        (added.kind, added.text) = (RequestKind::Amended, "Only 2020".to_owned());
        assert_eq!(added.problem(), Some(NO_RECEIPT));
        assert_eq!(draft.request(&saved), saved);
        draft.texts.last_mut().unwrap().received = "3 Nov 2026".to_owned();
        let made = draft.request(&saved);
        let order: Vec<_> = made.texts.iter().map(|text| (text.kind, text.received.day())).collect();
        let expected =
            [(RequestKind::Original, 2), (RequestKind::Amended, 3), (RequestKind::Clarification, 5)];
        assert_eq!(order, expected);
        draft.tidy();
        assert_eq!(draft.texts[1].received, "03/11/2026");
    }

    #[test]
    fn a_saved_text_keeps_its_day_while_another_is_typed() {
        let saved = saved();
        let mut draft = Draft::of(&saved);
        draft.texts[0].received = "31/02".to_owned();
        assert!(draft.has_problem());
        assert_eq!(draft.request(&saved), saved);
    }

    #[test]
    fn a_signature_is_not_saved_until_it_is_cut_or_said_to_be_none() {
        let saved = saved();
        let typed = "All cases\nKind regards\nJo Bloggs";
        let mut draft = Draft::of(&saved);
        draft.texts[0].text = typed.to_owned();
        draft.texts[0].look();
        assert!(draft.has_problem());
        assert_eq!(draft.request(&saved), saved);
        draft.texts[0].cut();
        assert_eq!((draft.has_problem(), draft.request(&saved)), (false, saved.clone()));
        draft.texts[0].text = typed.to_owned();
        draft.texts[0].look();
        draft.texts[0].check();
        assert_eq!(draft.request(&saved).texts[0].text, typed);
        draft.texts[0].text.push_str(" Smith");
        draft.texts[0].look();
        assert!(draft.has_problem(), "what was said holds for those words only");
    }

    #[test]
    fn undo_keeps_a_text_that_was_never_saved() {
        let saved = saved();
        let mut draft = Draft::of(&saved);
        draft.add_text();
        draft.texts.last_mut().unwrap().text = "Unsaved".to_owned();
        draft.reference = "changed".to_owned();
        draft.refresh(&saved);
        assert_eq!((draft.reference.as_str(), draft.texts.len()), ("FOI 7", 3));
    }

    #[test]
    fn doubts_are_told() {
        let mut draft = Draft::default();
        *draft.day_mut(Day::Exported) = "20/11/2026".to_owned();
        *draft.day_mut(Day::PositionAsAt) = "21/11/2026".to_owned();
        let today = date(2026, 11, 27);
        assert_eq!(draft.doubt(Day::Exported, today), None);
        assert!(draft.doubt(Day::PositionAsAt, today).unwrap().contains("after the export"));
        assert!(draft.doubt(Day::Exported, date(2026, 11, 1)).is_some());
    }
}
