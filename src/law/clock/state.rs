//! The clock of one request: when it started, and whether it runs, waits or was extended.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Deadline, beyond_holidays, deadline};
use crate::law::{ExemptionId, ExemptionKind};

/// What has happened to the clock of a request, as the officer wrote it down.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clock {
    /// The text of the request that starts the clock, from 0; `None` is the first.
    pub starts_with: Option<u32>,
    /// A question to the applicant without whose answer the information cannot be found (section 1(3)).
    pub clarification: Option<Clarification>,
    /// Day on which the applicant refined the request after a refusal for its cost (section 12): a new
    /// request with a new clock.
    pub refined: Option<Date>,
    /// More time for weighing the public interest (section 10(3)).
    pub extension: Option<Extension>,
}

/// A question to the applicant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clarification {
    /// When it was asked.
    pub asked: Date,
    /// When the answer came; the clock starts then.
    pub answered: Option<Date>,
}

/// More time for weighing the public interest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Extension {
    /// The qualified exemptions that are engaged already.
    pub exemptions: Vec<ExemptionId>,
    /// When a decision is expected; the letter says so (section 17(2)).
    pub estimate: Date,
    /// Day on which the letter was sent; it is due when the answer was.
    pub sent: Option<Date>,
    /// Why the time is needed.
    pub why: String,
}

/// Where the clock stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockState {
    /// No day of receipt is known.
    NotStarted,
    /// It runs.
    Running(Deadline),
    /// It waits for the applicant's answer.
    AwaitingClarification {
        /// When the question was asked.
        asked: Date,
    },
    /// The request was refined after a refusal for its cost, and a new clock runs.
    Refined(Deadline),
    /// The balance of the public interest has more time. All else, and the refusal notice, is still due.
    Extended {
        /// The days that bind.
        deadline: Deadline,
        /// When a decision is expected.
        estimate: Date,
    },
}

/// Why a clock cannot be as it was written down.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ClockError {
    /// Something happened before the request was received, or an answer before the question.
    #[error("{what} is dated {on}, before {after}. Check the dates.")]
    Backwards {
        /// What.
        what: &'static str,
        /// Its day.
        on: Date,
        /// What it should come after, with its day.
        after: String,
    },
    /// An extension without an exemption.
    #[error("An extension names the qualified exemption that is engaged already.")]
    NoExemption,
    /// An absolute exemption gives no more time.
    #[error(
        "{code} is absolute: no public interest is weighed, so that it gives no more time (section 10(3))."
    )]
    Absolute {
        /// Its code.
        code: &'static str,
    },
    /// The letter went out too late.
    #[error(
        "The letter that extends the time is dated {sent}. It is itself due by {due} (section 17(1) and (2))."
    )]
    LetterLate {
        /// Its day.
        sent: Date,
        /// The twentieth working day.
        due: Date,
    },
}

impl Clock {
    /// Where it stands, for a request that was received on this day.
    pub fn state(&self, received: Option<Date>) -> ClockState {
        let Some(mut start) = received else { return ClockState::NotStarted };
        if let Some(refined) = self.refined {
            start = refined;
        }
        if let Some(Clarification { asked, answered }) = self.clarification
            && asked >= start
        {
            match answered {
                Some(answered) => start = answered,
                None => return ClockState::AwaitingClarification { asked },
            }
        }
        let deadline = deadline(start);
        match &self.extension {
            Some(extension) => ClockState::Extended { deadline, estimate: extension.estimate },
            None if self.refined.is_some() => ClockState::Refined(deadline),
            None => ClockState::Running(deadline),
        }
    }

    /// Whether the dates can be so, for a request that was received on this day.
    pub fn check(&self, received: Option<Date>) -> Result<(), ClockError> {
        let not_before = |what, on: Date, earlier: Option<Date>, name: &str| match earlier {
            Some(earlier) if on < earlier => {
                Err(ClockError::Backwards { what, on, after: format!("{name} ({earlier})") })
            }
            _ => Ok(()),
        };
        if let Some(Clarification { asked, answered }) = self.clarification {
            not_before("The question to the applicant", asked, received, "the request")?;
            if let Some(answered) = answered {
                not_before("The applicant’s answer", answered, Some(asked), "the question")?;
            }
        }
        if let Some(refined) = self.refined {
            not_before("The refined request", refined, received, "the request")?;
        }
        let Some(extension) = &self.extension else { return Ok(()) };
        if extension.exemptions.is_empty() {
            return Err(ClockError::NoExemption);
        }
        for exemption in &extension.exemptions {
            match exemption.get().kind {
                ExemptionKind::Absolute => return Err(ClockError::Absolute { code: exemption.code() }),
                ExemptionKind::Qualified => {}
            }
        }
        let due = self.state(received).deadline().map(|deadline| deadline.due);
        match (extension.sent, due) {
            (Some(sent), Some(due)) if sent > due => Err(ClockError::LetterLate { sent, due }),
            _ => Ok(()),
        }
    }
}

impl ClockState {
    /// The days that bind; none while the clock has not started or waits.
    pub fn deadline(self) -> Option<Deadline> {
        match self {
            ClockState::NotStarted | ClockState::AwaitingClarification { .. } => None,
            ClockState::Running(deadline)
            | ClockState::Refined(deadline)
            | ClockState::Extended { deadline, estimate: _ } => Some(deadline),
        }
    }

    /// In a few words, as `running`.
    pub fn words(self) -> &'static str {
        match self {
            ClockState::NotStarted => "not started",
            ClockState::Running(_) => "running",
            ClockState::AwaitingClarification { .. } => "awaiting clarification",
            ClockState::Refined(_) => "running anew after the request was refined",
            ClockState::Extended { .. } => "extended for the public interest test",
        }
    }

    /// A warning where a day lies beyond the bank holidays that are known.
    pub fn warning(self) -> Option<String> {
        let estimate = match self {
            ClockState::Extended { estimate, .. } => Some(estimate),
            ClockState::NotStarted
            | ClockState::Running(_)
            | ClockState::AwaitingClarification { .. }
            | ClockState::Refined(_) => None,
        };
        beyond_holidays(self.deadline()?.due.max(estimate.unwrap_or(Date::MIN)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn qualified() -> Extension {
        Extension {
            exemptions: vec![ExemptionId::from_code("s31(1)(a)").unwrap()],
            estimate: date(2023, 8, 1),
            sent: None,
            why: "The force that was consulted has not answered".to_owned(),
        }
    }

    #[test]
    fn the_state_follows_what_happened() {
        let received = date(2023, 6, 5);
        let check = |clock: Clock, words: &str, due: Option<Date>| {
            let state = clock.state(Some(received));
            assert_eq!(state.words(), words);
            assert_eq!(state.deadline().map(|deadline| deadline.due), due, "{words}");
        };
        let asked = |answered| Some(Clarification { asked: date(2023, 6, 8), answered });
        check(Clock::default(), "running", Some(date(2023, 7, 3)));
        check(Clock { clarification: asked(None), ..Clock::default() }, "awaiting clarification", None);
        check(
            Clock { clarification: asked(Some(date(2023, 6, 12))), ..Clock::default() },
            "running",
            Some(date(2023, 7, 10)),
        );
        check(
            Clock { refined: Some(date(2023, 6, 12)), ..Clock::default() },
            "running anew after the request was refined",
            Some(date(2023, 7, 10)),
        );
        // A notice is still due by day 20.
        check(
            Clock { extension: Some(qualified()), ..Clock::default() },
            "extended for the public interest test",
            Some(date(2023, 7, 3)),
        );
        // A question before the request was refined no longer holds the clock.
        check(
            Clock { clarification: asked(None), refined: Some(date(2023, 6, 12)), ..Clock::default() },
            "running anew after the request was refined",
            Some(date(2023, 7, 10)),
        );
        assert_eq!(Clock::default().state(None), ClockState::NotStarted);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let check = |clock: Clock, expected: &str| {
            let error = clock.check(Some(date(2023, 6, 5))).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        let extension = |edit: &dyn Fn(&mut Extension)| {
            let mut extension = qualified();
            edit(&mut extension);
            Clock { extension: Some(extension), ..Clock::default() }
        };
        check(Clock { refined: Some(date(2023, 6, 4)), ..Clock::default() }, "before the request");
        let early = Clarification { asked: date(2023, 6, 8), answered: Some(date(2023, 6, 7)) };
        check(Clock { clarification: Some(early), ..Clock::default() }, "before the question");
        check(extension(&|e| e.exemptions.clear()), "qualified exemption");
        let personal = ExemptionId::from_code("s40(2)(3A)(a)").unwrap();
        check(extension(&|e| e.exemptions.push(personal)), "is absolute");
        check(extension(&|e| e.sent = Some(date(2023, 7, 4))), "2023-07-03");
        assert_eq!(extension(&|e| e.sent = Some(date(2023, 7, 3))).check(Some(date(2023, 6, 5))), Ok(()));
    }

    #[test]
    fn a_day_beyond_the_holidays_is_warned_of() {
        assert_eq!(Clock::default().state(Some(date(2026, 11, 2))).warning(), None);
        let warning = Clock::default().state(Some(date(2030, 12, 20))).warning().unwrap();
        assert!(warning.contains("2030"), "{warning}");
    }
}
