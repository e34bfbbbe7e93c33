//! Time as officers read it: in London, days first.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::law;
use crate::review::{Request, RequestKind, RequestText};

/// The zone of every date and time on the screen.
fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// Now, in whole seconds: released files bear such a time.
pub(super) fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default()
}

/// As `14:02:31`.
pub(super) fn clock(at: Timestamp) -> String {
    at.to_zoned_datetime(london()).strftime("%H:%M:%S").to_string()
}

/// As `14/12/2026 14:02`.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_zoned_datetime(london()).strftime("%d/%m/%Y %H:%M").to_string()
}

pub(super) fn today(now: Timestamp) -> Date {
    now.to_zoned_datetime(london()).date()
}

/// As `14/12/2026`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// As `14 Dec`.
fn short_day(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// The message that starts the clock: the last of the request and what clarified or amended it. A
/// request that is clarified or amended runs anew from that day.
pub(super) fn starts_clock(request: &Request) -> Option<&RequestText> {
    request.texts.iter().filter(|text| text.kind != RequestKind::FollowUp).max_by_key(|text| text.received)
}

/// Where the clock of a request stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ClockState {
    /// As `Day 5 of 20 · due 14 Dec`.
    pub(super) text: String,
    pub(super) is_late: bool,
}

pub(super) fn clock_state(request: &Request, today: Date) -> Option<ClockState> {
    let deadline = law::deadline(starts_clock(request)?.received);
    let length = law::working_days_between(deadline.received, deadline.due);
    let day = law::working_days_between(deadline.received, today);
    let due = short_day(deadline.due);
    let is_late = today > deadline.due;
    let text =
        if is_late { format!("Overdue since {due}") } else { format!("Day {day} of {length} · due {due}") };
    Some(ClockState { text, is_late })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_clock_starts_with_the_last_word_on_the_request() {
        let text = |kind, received| RequestText { kind, received, text: String::new() };
        let mut request = Request {
            texts: vec![
                text(RequestKind::Original, date(2026, 11, 2)),
                text(RequestKind::Clarification, date(2026, 11, 5)),
                text(RequestKind::FollowUp, date(2026, 11, 20)),
            ],
            ..Request::default()
        };
        let state = clock_state(&request, date(2026, 11, 27)).unwrap();
        assert_eq!((state.text.as_str(), state.is_late), ("Day 16 of 20 · due 4 Dec", false));
        assert!(clock_state(&request, date(2026, 12, 5)).unwrap().is_late);
        request.texts.clear();
        assert_eq!(clock_state(&request, date(2026, 11, 27)), None);
    }

    #[test]
    fn times_are_those_of_london() {
        let at: Timestamp = "2026-07-01T13:02:31Z".parse().unwrap();
        assert_eq!((clock(at).as_str(), moment(at).as_str()), ("14:02:31", "01/07/2026 14:02"));
    }
}
