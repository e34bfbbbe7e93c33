//! How fast entries are read, by the times in the log, and how long the rest takes at that pace.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::law::{self, Deadline};
use crate::review::{Change, Event};

/// What was read on each day, in London.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Pace {
    by_day: BTreeMap<Date, Read>,
    /// When the last act was done.
    last: Option<Timestamp>,
    /// Seconds of work on entries since the last one was read.
    since: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Read {
    entries: i64,
    /// Seconds of work that went into them, without pauses.
    seconds: i64,
}

/// How long the rest takes, at the pace so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Forecast {
    /// So many minutes of reading: all that can be said on the first day, when nobody knows how much of a day
    /// goes into it.
    Minutes(u32),
    /// So many entries a day, on days on which any were read.
    Day {
        per_day: u32,
        /// The day on which the last one will be read.
        on: Date,
        /// Whether that is after the day the answer is due.
        is_late: bool,
    },
    /// Longer than anybody plans ahead.
    Long { per_day: u32 },
}

/// Of so many days on which entries were read the pace is taken: the latest.
const LATEST_DAYS: usize = 10;
/// With fewer entries read, or in less time, there is no pace yet.
const LEAST_READ: i64 = 5;
const LEAST_SECONDS: i64 = 120;
/// Who does nothing for longer is away.
const PAUSE: i64 = 10 * 60;
/// Nobody plans further ahead, in days.
const FARTHEST: i32 = 365;

impl Pace {
    /// Takes in an event with its time; `changes` are those of the act that it makes or takes back, and `acted`
    /// is when that act was done.
    pub(super) fn note(
        &mut self,
        at: Timestamp,
        event: &Event,
        changes: &[Change],
        acted: Option<Timestamp>,
    ) {
        let gap = self.last.replace(at).map_or(0, |last| at.as_second() - last.as_second());
        let is_of_entries = changes.iter().any(|change| change.place().is_some());
        // In People nobody reads, and settling columns takes no entry further.
        if !is_of_entries || changes.iter().any(|change| matches!(change, Change::ByPerson { .. })) {
            self.since = 0;
            return;
        }
        self.since += Some(gap).filter(|gap| (0..PAUSE).contains(gap)).unwrap_or(0);
        let read: i64 = changes
            .iter()
            .filter_map(
                |change| if let Change::Read { was, now, .. } = change { Some((*was, *now)) } else { None },
            )
            .map(|(was, now)| i64::from(now) - i64::from(was))
            .sum();
        if read == 0 {
            return;
        }
        if matches!(event, Event::Undone { .. }) {
            // It was not read on the day on which it was thought to be.
            let day = self.by_day.entry(law::day_in_london(acted.unwrap_or(at))).or_default();
            day.entries -= read;
        } else {
            let day = self.by_day.entry(law::day_in_london(at)).or_default();
            day.entries += read;
            day.seconds += std::mem::take(&mut self.since);
        }
    }

    /// How long it takes to read so many entries that are left; `None` where too little was read to tell, or
    /// nothing is left.
    pub(super) fn forecast(&self, left: u32, today: Date, deadline: Option<Deadline>) -> Option<Forecast> {
        let days = || self.by_day.iter().rev().filter(|(_, read)| read.entries > 0).take(LATEST_DAYS);
        let sum = |of: fn(&Read) -> i64| days().map(|(_, read)| of(read)).sum::<i64>();
        let (entries, seconds) = (sum(|read| read.entries), sum(|read| read.seconds));
        if left == 0 || entries < LEAST_READ || seconds < LEAST_SECONDS {
            return None;
        }
        // A day that is not over says little of how much is read in one, unless it is more than on others.
        let before: Vec<i64> =
            days().filter(|(day, _)| **day != today).map(|(_, read)| read.entries).collect();
        if before.is_empty() {
            let minutes = (i64::from(left) * seconds).div_euclid(entries * 60) + 1;
            return Some(Forecast::Minutes(u32::try_from(minutes).unwrap_or(u32::MAX)));
        }
        let usual = before.iter().sum::<i64>() / before.len() as i64;
        let today_read = self.by_day.get(&today).map_or(0, |read| read.entries);
        let per_day = if today_read > usual { entries / (before.len() as i64 + 1) } else { usual };
        let per_day = u32::try_from(per_day).unwrap_or(u32::MAX).max(1);
        let mut needed = left.div_ceil(per_day);
        let mut on = today;
        for _ in 0..FARTHEST {
            on = on.tomorrow().ok()?;
            needed -= u32::from(law::is_working_day(on));
            if needed == 0 {
                let is_late = deadline.is_some_and(|deadline| on > deadline.due);
                return Some(Forecast::Day { per_day, on, is_late });
            }
        }
        Some(Forecast::Long { per_day })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 27);

    fn read(rows: u32) -> Vec<Change> {
        (0..rows).map(|row| Change::Read { row, was: false, now: true }).collect()
    }

    fn note(pace: &mut Pace, at: &str, rows: u32) {
        let changes = read(rows);
        pace.note(at.parse().unwrap(), &Event::Changed { changes: changes.clone() }, &changes, None);
    }

    /// So many entries at this time, or taken back.
    fn pace(acts: &[(&str, i32)]) -> Pace {
        let mut pace = Pace::default();
        for (at, rows) in acts {
            if *rows >= 0 {
                note(&mut pace, at, rows.unsigned_abs());
            } else {
                let (at, changes) = (at.parse().unwrap(), read(rows.unsigned_abs()));
                let acted = Some("2026-11-26T10:00:00Z".parse().unwrap());
                pace.note(at, &Event::Undone { event: 0 }, &changes, acted);
            }
        }
        pace
    }

    #[track_caller]
    fn check(acts: &[(&str, i32)], left: u32, expected: Option<Forecast>) {
        assert_eq!(pace(acts).forecast(left, TODAY, None), expected, "{acts:?}");
    }

    #[test]
    fn the_rest_is_read_on_working_days_at_the_pace_of_the_latest() {
        // A Thursday and a Friday of November 2026; the Monday is St Andrew’s Day, no working day.
        let pace = pace(&[
            ("2026-11-25T10:00:00Z", 5),
            ("2026-11-25T10:05:00Z", 5),
            ("2026-11-26T10:00:00Z", 30),
            ("2026-11-27T10:00:00Z", 10),
        ]);
        let due = |due| Some(Deadline { due, ..law::deadline(date(2026, 11, 5)) });
        let day = |per_day, on, is_late| Some(Forecast::Day { per_day, on, is_late });
        // What was read today is less than usual so far, and does not count against the pace.
        let forecast = |left, deadline| pace.forecast(left, TODAY, deadline);
        assert_eq!(forecast(20, due(date(2026, 12, 1))), day(20, date(2026, 12, 1), false));
        assert_eq!(forecast(41, due(date(2026, 12, 2))), day(20, date(2026, 12, 3), true));
        assert_eq!(forecast(41, None), day(20, date(2026, 12, 3), false));
        assert_eq!(forecast(0, None), None);
        assert_eq!(forecast(1_000_000, None), Some(Forecast::Long { per_day: 20 }));
    }

    #[test]
    fn on_the_first_day_it_is_so_many_minutes_without_the_pauses() {
        let minutes = |minutes| Some(Forecast::Minutes(minutes));
        // A minute each.
        let work = [("2026-11-27T10:00:00Z", 1), ("2026-11-27T10:05:00Z", 5)];
        check(&work, 60, minutes(51));
        // Back from lunch.
        let paused = [work[0], work[1], ("2026-11-27T13:00:00Z", 1), ("2026-11-27T13:01:00Z", 1)];
        check(&paused, 60, minutes(46));
        // One decision, one entry, or a key held down, is no pace.
        check(&[], 60, None);
        check(&[("2026-11-27T10:00:00Z", 1)], 60, None);
        check(&[("2026-11-27T10:00:00Z", 1), ("2026-11-27T10:00:30Z", 40)], 60, None);
    }

    #[test]
    fn what_is_taken_back_was_not_read_on_its_day() {
        let work = [("2026-11-26T10:00:00Z", 1), ("2026-11-26T10:05:00Z", 9)];
        let day = |per_day| Some(Forecast::Day { per_day, on: date(2026, 12, 2), is_late: false });
        check(&work, 15, Some(Forecast::Day { per_day: 10, on: date(2026, 12, 2), is_late: false }));
        check(&[work[0], work[1], ("2026-11-27T09:00:00Z", -2)], 15, day(8));
        check(&[work[0], work[1], ("2026-11-27T09:00:00Z", -7)], 15, None);
    }

    #[test]
    fn what_is_decided_in_people_or_settled_in_load_is_no_reading() {
        let mut pace = pace(&[("2026-11-27T10:00:00Z", 1)]);
        let settled = vec![Change::RoleNames { was: false, now: true }];
        let at = "2026-11-27T10:08:00Z".parse().unwrap();
        pace.note(at, &Event::Changed { changes: settled.clone() }, &settled, None);
        note(&mut pace, "2026-11-27T10:10:00Z", 4);
        assert_eq!(pace.forecast(5, TODAY, None), Some(Forecast::Minutes(3)), "two minutes for five");
    }
}
