//! How fast entries are read, by the times in the log, and when they will be read at that pace.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::law::{self, Deadline};
use crate::review::{Change, Event};

/// Entries read on each day, in London.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Pace {
    by_day: BTreeMap<Date, i64>,
}

/// When all entries will be read, at the pace so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Forecast {
    /// Entries a day, on days on which any were read.
    pub(super) per_day: u32,
    /// The day on which the last one will be read.
    pub(super) on: Date,
    /// Whether that is after the day the answer is due.
    pub(super) is_late: bool,
}

/// Of so many days on which entries were read the pace is taken: the latest.
const LATEST_DAYS: usize = 10;
/// With fewer entries read there is no pace yet.
const LEAST_READ: i64 = 5;
/// Nobody plans further ahead, in days.
const FARTHEST: i32 = 3_650;

impl Pace {
    /// Takes in an event with its time; `changes` are those of the act that it makes or takes back.
    pub(super) fn note(&mut self, at: Timestamp, event: &Event, changes: &[Change]) {
        let sign = if matches!(event, Event::Undone { .. }) { -1 } else { 1 };
        let read: i64 = changes
            .iter()
            .filter_map(
                |change| if let Change::Read { was, now, .. } = change { Some((*was, *now)) } else { None },
            )
            .map(|(was, now)| sign * (i64::from(now) - i64::from(was)))
            .sum();
        if read != 0 {
            *self.by_day.entry(law::day_in_london(at)).or_default() += read;
        }
    }

    /// When so many entries that are left will be read, on working days from the one after today on; `None`
    /// where too little was read to tell, or nothing is left.
    pub(super) fn forecast(&self, left: u32, today: Date, deadline: Option<Deadline>) -> Option<Forecast> {
        let days: Vec<i64> =
            self.by_day.values().rev().copied().filter(|read| *read > 0).take(LATEST_DAYS).collect();
        let read: i64 = days.iter().sum();
        if left == 0 || read < LEAST_READ {
            return None;
        }
        let per_day = u32::try_from(read / days.len() as i64).unwrap_or(u32::MAX).max(1);
        let mut needed = left.div_ceil(per_day);
        let mut on = today;
        for _ in 0..FARTHEST {
            on = on.tomorrow().ok()?;
            needed -= u32::from(law::is_working_day(on));
            if needed == 0 {
                let is_late = deadline.is_some_and(|deadline| on > deadline.due);
                return Some(Forecast { per_day, on, is_late });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(rows: u32) -> Vec<Change> {
        (0..rows).map(|row| Change::Read { row, was: false, now: true }).collect()
    }

    fn pace(days: &[(&str, u32)]) -> Pace {
        let mut pace = Pace::default();
        for (at, rows) in days {
            let changes = read(*rows);
            pace.note(at.parse().unwrap(), &Event::Changed { changes: changes.clone() }, &changes);
        }
        pace
    }

    #[test]
    fn the_rest_is_read_on_working_days_at_the_pace_of_the_latest() {
        // A Thursday and a Friday of November 2026; the Monday is St Andrew’s Day, no working day.
        let pace = pace(&[("2026-11-26T10:00:00Z", 30), ("2026-11-27T10:00:00Z", 10)]);
        let today = date(2026, 11, 27);
        let due = |due| Some(Deadline { due, ..law::deadline(date(2026, 11, 5)) });
        let forecast =
            |left, deadline| pace.forecast(left, today, deadline).map(|f| (f.per_day, f.on, f.is_late));
        assert_eq!(forecast(20, due(date(2026, 12, 1))), Some((20, date(2026, 12, 1), false)));
        assert_eq!(forecast(41, due(date(2026, 12, 2))), Some((20, date(2026, 12, 3), true)));
        assert_eq!(forecast(41, None), Some((20, date(2026, 12, 3), false)));
        assert_eq!(forecast(0, None), None);
    }

    #[test]
    fn what_is_taken_back_was_not_read_and_a_few_are_no_pace() {
        let mut pace = pace(&[("2026-11-26T10:00:00Z", 6)]);
        assert!(pace.forecast(9, date(2026, 11, 27), None).is_some());
        pace.note("2026-11-26T11:00:00Z".parse().unwrap(), &Event::Undone { event: 0 }, &read(2));
        assert_eq!(pace.forecast(9, date(2026, 11, 27), None), None);
        assert_eq!(Pace::default().forecast(9, date(2026, 11, 27), None), None);
    }
}
