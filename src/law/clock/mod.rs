//! The clock of a request: working days, and the day by which it is answered.

mod calendar;
mod easter;
mod state;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

pub(super) use calendar::faults;
use calendar::{Calendar, calendar};
pub use state::{Clarification, Clock, ClockError, ClockState, Extension};

/// The zone in which days are counted and times are told.
pub fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// The day on which something happened, where the Act counts days.
pub fn day_in_london(at: Timestamp) -> Date {
    at.to_zoned_datetime(london()).date()
}

/// By when a request is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// Day of receipt; the clock starts on the next working day.
    pub received: Date,
    /// The last day for the answer, or for the refusal notice.
    pub due: Date,
    /// The last day for striking a balance of the public interest, where a qualified exemption is
    /// already engaged and a notice within the time for answering says so.
    pub balance_due: Date,
}

/// By when a request received on this day is answered.
pub fn deadline(received: Date) -> Deadline {
    let calendar = calendar();
    let due = calendar.working_day_after(received, calendar.reply_working_days);
    let balance_due = calendar.working_day_after(received, calendar.balance_working_days);
    Deadline { received, due, balance_due }
}

/// Whether a day counts: not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in
/// any part of the United Kingdom.
pub fn is_working_day(date: Date) -> bool {
    calendar().is_working_day(date)
}

/// A warning where a day lies beyond those for which the bank holidays are known.
pub fn beyond_holidays(day: Date) -> Option<String> {
    let calendar = calendar();
    (day > calendar.known_to).then(|| {
        format!(
            "{day} lies beyond {}, to which the bank holidays are known ({}). Check the days by hand.",
            calendar.known_to, calendar.source
        )
    })
}

/// Working days after `from`, up to and including `to`; negative if `to` is the earlier one.
pub fn working_days_between(from: Date, to: Date) -> i32 {
    if to < from {
        return -working_days_between(to, from);
    }
    let days = from.series(1.day()).skip(1).take_while(|day| *day <= to);
    days.filter(|day| is_working_day(*day)).count() as i32
}

impl Calendar {
    fn working_day_after(&self, date: Date, count: u16) -> Date {
        let mut days = date.series(1.day()).skip(1).filter(|day| self.is_working_day(*day));
        // Beyond the last day of the calendar nothing is ever due.
        days.nth(usize::from(count.saturating_sub(1))).unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_twentieth_working_day_is_due() {
        let check = |received: &str, due: &str| {
            assert_eq!(deadline(day(received)).due, day(due), "{received}");
        };
        check("2023-06-05", "2023-07-03"); // Twenty plain working days.
        check("2023-06-03", "2023-06-30"); // A Saturday: Monday is the first day.
        check("2023-06-02", "2023-06-30"); // And so it is after a Friday.
        check("2023-06-14", "2023-07-13"); // 12 July, in Northern Ireland.
        check("2023-07-10", "2023-08-09"); // And the first Monday of August, in Scotland.
        check("2021-12-10", "2022-01-13"); // Christmas on a Saturday and New Year on one too.
        check("2022-05-20", "2022-06-21"); // Spring moved, and the Jubilee.
        check("2022-09-01", "2022-09-30"); // The state funeral.
        check("2020-04-20", "2020-05-19"); // 4 May counts in 2020, 8 May does not.
        check("2024-03-11", "2024-04-11"); // St Patrick on a Sunday; Easter.
        check("2026-06-01", "2026-06-30"); // 15 June in Scotland.
    }

    #[test]
    fn a_balance_has_longer() {
        assert_eq!(deadline(day("2023-06-05")).balance_due, day("2023-08-01"));
    }

    #[test]
    fn days_between_leave_the_first_out() {
        let check = |from: &str, to: &str, expected: i32| {
            assert_eq!(working_days_between(day(from), day(to)), expected, "{from} {to}");
        };
        check("2023-06-05", "2023-06-05", 0);
        check("2023-06-05", "2023-06-06", 1);
        check("2023-06-02", "2023-06-05", 1);
        check("2023-06-03", "2023-06-04", 0);
        check("2023-12-22", "2023-12-27", 1);
        check("2023-06-09", "2023-06-05", -4);
    }

    #[test]
    fn the_end_of_the_calendar_is_no_panic() {
        assert_eq!(deadline(Date::MAX).due, Date::MAX);
        assert_eq!(deadline(date(9999, 12, 20)).due, Date::MAX);
    }

    proptest! {
        #[test]
        fn a_deadline_is_a_working_day_that_many_days_on(offset in 0i64..20_000) {
            let received = date(2005, 1, 1) + offset.days();
            let deadline = deadline(received);
            prop_assert!(is_working_day(deadline.due));
            prop_assert_eq!(working_days_between(received, deadline.due), 20);
            prop_assert_eq!(working_days_between(received, deadline.balance_due), 40);
        }
    }
}
