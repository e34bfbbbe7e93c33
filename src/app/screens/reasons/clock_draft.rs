//! The clock while its days are being typed.

use std::collections::BTreeSet;

use super::super::super::session::Session;
use super::super::super::time;
use super::details::is_no_day;
use crate::law::{Clarification, Clock, ExemptionId, Extension};
use crate::review::Command;
use crate::sheet::parse_day;

/// What stands in the fields.
#[derive(Clone, Default)]
pub(super) struct ClockDraft {
    /// The clock it was made of, or was saved as.
    of: Clock,
    pub(super) starts_with: Option<u32>,
    pub(super) asked: String,
    pub(super) answered: String,
    pub(super) refined: String,
    pub(super) exemptions: BTreeSet<ExemptionId>,
    pub(super) estimate: String,
    pub(super) sent: String,
    pub(super) why: String,
}

impl ClockDraft {
    fn of(saved: &Clock) -> ClockDraft {
        let day = |day: Option<jiff::civil::Date>| day.map(time::day).unwrap_or_default();
        let extension = saved.extension.as_ref();
        ClockDraft {
            of: saved.clone(),
            starts_with: saved.starts_with,
            asked: day(saved.clarification.map(|question| question.asked)),
            answered: day(saved.clarification.and_then(|question| question.answered)),
            refined: day(saved.refined),
            exemptions: extension.iter().flat_map(|more| more.exemptions.iter().copied()).collect(),
            estimate: day(extension.map(|more| more.estimate)),
            sent: day(extension.and_then(|more| more.sent)),
            why: extension.map(|more| more.why.clone()).unwrap_or_default(),
        }
    }

    /// Takes over what is saved where that was changed from elsewhere, as by undo.
    pub(super) fn follow(&mut self, session: &Session) {
        let saved = &session.workspace().paperwork().clock;
        if self.of != *saved {
            *self = ClockDraft::of(saved);
        }
    }

    /// Whether more time was begun to be written down.
    pub(super) fn has_extension(&self) -> bool {
        let texts = [&self.estimate, &self.sent, &self.why];
        !self.exemptions.is_empty() || texts.iter().any(|text| !text.trim().is_empty())
    }

    /// Takes the extension out again.
    pub(super) fn drop_extension(&mut self) {
        self.exemptions.clear();
        for text in [&mut self.estimate, &mut self.sent, &mut self.why] {
            text.clear();
        }
    }

    /// The clock it makes, or what is missing for one.
    fn clock(&self) -> Result<Clock, &'static str> {
        let days = [&self.asked, &self.answered, &self.refined, &self.estimate, &self.sent];
        if days.iter().any(|text| is_no_day(text)) {
            return Err("a day that is none");
        }
        let clarification = match (parse_day(&self.asked), parse_day(&self.answered)) {
            (Some(asked), answered) => Some(Clarification { asked, answered }),
            (None, None) => None,
            (None, Some(_)) => return Err("the day on which the applicant was asked"),
        };
        let extension = if self.has_extension() {
            if self.exemptions.is_empty() {
                return Err("the qualified exemption that is engaged already");
            }
            let Some(estimate) = parse_day(&self.estimate) else {
                return Err("the day by which a decision is expected");
            };
            Some(Extension {
                exemptions: self.exemptions.iter().copied().collect(),
                estimate,
                sent: parse_day(&self.sent),
                why: self.why.trim().to_owned(),
            })
        } else {
            None
        };
        Ok(Clock {
            starts_with: self.starts_with,
            clarification,
            refined: parse_day(&self.refined),
            extension,
        })
    }

    fn command(&self, session: &Session) -> Option<Command> {
        let clock = self.clock().ok()?;
        let is_changed = self.of == session.workspace().paperwork().clock && clock != self.of;
        let command = Command::Clock(Box::new(clock));
        (is_changed && session.workspace().plan(&command).is_ok()).then_some(command)
    }

    pub(super) fn waits(&self, session: &Session) -> bool {
        self.command(session).is_some()
    }

    /// What can be saved; it counts as saved from now on.
    pub(super) fn take(&mut self, session: &Session) -> Option<Command> {
        let command = self.command(session)?;
        if let Ok(clock) = self.clock() {
            self.of = clock;
        }
        Some(command)
    }

    /// Why it is not saved as it stands: a whole sentence.
    pub(super) fn refusal(&self, session: &Session) -> Option<String> {
        match self.clock() {
            Err(missing) => Some(format!("Not saved yet: it needs {missing}")),
            Ok(clock) if clock == self.of => None,
            Ok(clock) => {
                let error = session.workspace().plan(&Command::Clock(Box::new(clock))).err()?;
                Some(format!("Not saved: {error}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_needs_an_exemption_and_an_estimate() {
        let mut draft = ClockDraft::default();
        assert_eq!(draft.clock(), Ok(Clock::default()));
        draft.why = "The other force has not answered".to_owned();
        assert_eq!(draft.clock(), Err("the qualified exemption that is engaged already"));
        draft.exemptions.insert(ExemptionId::from_code("s31(1)(a)").unwrap());
        assert_eq!(draft.clock(), Err("the day by which a decision is expected"));
        draft.estimate = "4/1/2027".to_owned();
        let clock = draft.clock().unwrap();
        let again = ClockDraft::of(&clock);
        assert_eq!((again.clock(), again.estimate.as_str()), (Ok(clock), "04/01/2027"));
        draft.drop_extension();
        assert_eq!(draft.clock(), Ok(Clock::default()));
    }

    #[test]
    fn an_answer_needs_its_question() {
        let draft = ClockDraft { answered: "4/1/2027".to_owned(), ..ClockDraft::default() };
        assert!(draft.clock().is_err());
        let draft = ClockDraft { asked: "soon".to_owned(), ..ClockDraft::default() };
        assert!(draft.clock().is_err());
    }
}
