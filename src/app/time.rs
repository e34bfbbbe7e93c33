//! Time as officers read it: in London, days first.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::law::{self, ClockState};

/// Now, in whole seconds: released files bear such a time.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default()
}

/// As `14:02:31`.
pub(super) fn clock(at: Timestamp) -> String {
    at.to_zoned_datetime(law::london()).strftime("%H:%M:%S").to_string()
}

/// As `14/12/2026 14:02`.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_zoned_datetime(law::london()).strftime("%d/%m/%Y %H:%M").to_string()
}

pub(super) fn today(now: Timestamp) -> Date {
    law::day_in_london(now)
}

/// As `14/12/2026`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// As `14 Dec`.
fn short_day(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// As `Monday 14 January 2019`, so that day and month are not confused.
pub(super) fn in_words(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// What the header says of the clock of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ClockLine {
    /// As `Day 5 of 20 · due 14 Dec`, with the state where the clock does not just run.
    pub(super) text: String,
    /// The same where there is less room.
    pub(super) short: String,
    pub(super) is_late: bool,
}

/// What the header says; nothing where no clock has started.
pub(super) fn clock_line(state: ClockState, today: Date) -> Option<ClockLine> {
    let prefix = match state {
        ClockState::NotStarted => return None,
        ClockState::AwaitingClarification { asked } => {
            let text = format!("Awaiting clarification since {}", short_day(asked));
            return Some(ClockLine { short: "Awaiting clarification".to_owned(), text, is_late: false });
        }
        ClockState::Running(_) => String::new(),
        ClockState::Refined(_) => "Refined · ".to_owned(),
        ClockState::Extended { estimate, .. } => {
            format!("Balance extended to {} · ", short_day(estimate))
        }
    };
    let deadline = state.deadline()?;
    let length = law::working_days_between(deadline.received, deadline.due);
    let day = law::working_days_between(deadline.received, today);
    let due = short_day(deadline.due);
    let is_late = today > deadline.due;
    let days = if is_late {
        format!("Overdue since {due}")
    } else {
        format!("Day {} of {length} · due {due}", day.max(0))
    };
    let short = match state {
        _ if is_late => days.clone(),
        ClockState::Refined(_) => format!("Refined · due {due}"),
        ClockState::Extended { .. } => format!("Extended · due {due}"),
        ClockState::NotStarted | ClockState::Running(_) | ClockState::AwaitingClarification { .. } => {
            format!("Due {due}")
        }
    };
    Some(ClockLine { text: prefix + &days, short, is_late })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::law::{Clarification, Clock, Extension};

    #[test]
    fn the_header_says_where_the_clock_stands() {
        let check = |clock: Clock, today: Date, expected: Option<(&str, bool)>| {
            let line = clock_line(clock.state(Some(date(2026, 11, 5))), today);
            assert_eq!(line.as_ref().map(|line| (line.text.as_str(), line.is_late)), expected);
        };
        let today = date(2026, 11, 27);
        let asked = |answered| Clock {
            clarification: Some(Clarification { asked: date(2026, 11, 9), answered }),
            ..Clock::default()
        };
        check(Clock::default(), today, Some(("Day 16 of 20 · due 4 Dec", false)));
        check(Clock::default(), date(2026, 12, 5), Some(("Overdue since 4 Dec", true)));
        check(asked(None), today, Some(("Awaiting clarification since 9 Nov", false)));
        check(asked(Some(date(2026, 11, 26))), today, Some(("Day 1 of 20 · due 29 Dec", false)));
        let refined = Clock { refined: Some(date(2026, 11, 26)), ..Clock::default() };
        check(refined, today, Some(("Refined · Day 1 of 20 · due 29 Dec", false)));
        let extension =
            Extension { exemptions: Vec::new(), estimate: date(2027, 1, 4), sent: None, why: String::new() };
        let extended = Clock { extension: Some(extension), ..Clock::default() };
        check(extended, today, Some(("Balance extended to 4 Jan · Day 16 of 20 · due 4 Dec", false)));
        assert_eq!(clock_line(Clock::default().state(None), today), None);
    }

    #[test]
    fn times_are_those_of_london() {
        let at: Timestamp = "2026-07-01T13:02:31Z".parse().unwrap();
        assert_eq!((clock(at).as_str(), moment(at).as_str()), ("14:02:31", "01/07/2026 14:02"));
    }
}
