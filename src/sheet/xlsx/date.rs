//! Excel's serial numbers as days and times.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date};

use crate::sheet::Typed;

/// Which day is day 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::sheet) enum Epoch {
    /// Day 1 is 1 January 1900, and 1900 has a 29 February.
    #[default]
    Year1900,
    /// Day 0 is 1 January 1904.
    Year1904,
}

/// Which parts of a date a format shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::sheet) struct DateShape {
    pub(in crate::sheet) year: bool,
    pub(in crate::sheet) month: bool,
    pub(in crate::sheet) day: bool,
    pub(in crate::sheet) time: bool,
    pub(in crate::sheet) seconds: bool,
    /// Hours go on after 24.
    pub(in crate::sheet) elapsed: bool,
}

const SECONDS_A_DAY: i64 = 86_400;
/// 31 December 9999.
const LAST_SERIAL: f64 = 2_958_466.0;

/// Shown text and value of a serial number; `None` where Excel shows only `####`.
pub(in crate::sheet) fn show(serial: f64, shape: DateShape, epoch: Epoch) -> Option<(String, Option<Typed>)> {
    if !(0.0..LAST_SERIAL).contains(&serial) {
        return None;
    }
    let all_seconds = (serial * SECONDS_A_DAY as f64).round() as i64;
    let (days, seconds) = (all_seconds / SECONDS_A_DAY, all_seconds % SECONDS_A_DAY);
    let clock = |hours: i64| {
        let short = format!("{hours:02}:{:02}", seconds / 60 % 60);
        if shape.seconds { format!("{short}:{:02}", seconds % 60) } else { short }
    };
    if shape.elapsed {
        return Some((clock(all_seconds / 3600), Some(Typed::Number(serial))));
    }
    let has_day = shape.year || shape.month || shape.day;
    if !has_day || (epoch == Epoch::Year1900 && days == 0) {
        return Some((clock(seconds / 3600), Some(Typed::Number(serial))));
    }
    if epoch == Epoch::Year1900 && days == 60 {
        // A day that never was, but that Excel shows.
        return Some(("29/02/1900".to_owned(), None));
    }
    let day = day_of(days, epoch)?;
    let mut text = show_day(day, shape);
    if shape.time {
        text = format!("{text} {}", clock(seconds / 3600));
    }
    Some((text, Some(typed(day, seconds))))
}

/// Shown text and value of a date as ISO 8601 writes it.
pub(in crate::sheet) fn show_iso(text: &str) -> Option<(String, Option<Typed>)> {
    let text = text.trim().trim_end_matches('Z');
    if let Ok(moment) = text.parse::<DateTime>()
        && text.contains('T')
    {
        let shape = DateShape { time: true, seconds: moment.second() != 0, ..whole_day() };
        let seconds =
            i64::from(moment.hour()) * 3600 + i64::from(moment.minute()) * 60 + i64::from(moment.second());
        if seconds == 0 {
            return Some((show_day(moment.date(), whole_day()), Some(Typed::Date(moment.date()))));
        }
        let clock = if shape.seconds { moment.strftime("%H:%M:%S") } else { moment.strftime("%H:%M") };
        return Some((format!("{} {clock}", show_day(moment.date(), shape)), Some(Typed::DateTime(moment))));
    }
    let day: Date = text.parse().ok()?;
    Some((show_day(day, whole_day()), Some(Typed::Date(day))))
}

fn whole_day() -> DateShape {
    DateShape { year: true, month: true, day: true, ..DateShape::default() }
}

/// A day as people here write it. A format that shows only the year, or month and year, is kept.
fn show_day(day: Date, shape: DateShape) -> String {
    match (shape.year, shape.month, shape.day) {
        (true, false, false) => format!("{:04}", day.year()),
        (true, true, false) => format!("{:02}/{:04}", day.month(), day.year()),
        _any_other => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
    }
}

fn day_of(days: i64, epoch: Epoch) -> Option<Date> {
    let zero = match epoch {
        Epoch::Year1904 => date(1904, 1, 1),
        Epoch::Year1900 if days < 60 => date(1899, 12, 31),
        Epoch::Year1900 => date(1899, 12, 30),
    };
    zero.checked_add(days.days()).ok()
}

fn typed(day: Date, seconds: i64) -> Typed {
    let time = Time::new((seconds / 3600) as i8, (seconds / 60 % 60) as i8, (seconds % 60) as i8, 0);
    match time {
        Ok(time) if seconds > 0 => Typed::DateTime(day.to_datetime(time)),
        Ok(_) | Err(_) => Typed::Date(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(serial: f64, shape: DateShape, epoch: Epoch, expected: Option<&str>) {
        assert_eq!(show(serial, shape, epoch).map(|(text, _)| text).as_deref(), expected, "{serial}");
    }

    #[test]
    fn days_are_those_of_excel() {
        let day = whole_day();
        check(1.0, day, Epoch::Year1900, Some("01/01/1900"));
        check(59.0, day, Epoch::Year1900, Some("28/02/1900"));
        check(60.0, day, Epoch::Year1900, Some("29/02/1900"));
        check(61.0, day, Epoch::Year1900, Some("01/03/1900"));
        check(43_538.0, day, Epoch::Year1900, Some("14/03/2019"));
        check(42_076.0, day, Epoch::Year1904, Some("14/03/2019"));
        check(2_958_465.0, day, Epoch::Year1900, Some("31/12/9999"));
        check(2_958_466.0, day, Epoch::Year1900, None);
        check(-1.0, day, Epoch::Year1900, None);
        check(f64::NAN, day, Epoch::Year1900, None);
    }

    #[test]
    fn parts_are_shown_as_the_format_says() {
        let time = DateShape { time: true, ..DateShape::default() };
        let both = DateShape { time: true, seconds: true, ..whole_day() };
        check(43_538.75, both, Epoch::Year1900, Some("14/03/2019 18:00:00"));
        check(43_538.999_999_9, both, Epoch::Year1900, Some("15/03/2019 00:00:00"));
        check(0.5, time, Epoch::Year1900, Some("12:00"));
        check(0.5, both, Epoch::Year1900, Some("12:00:00"));
        check(1.5, DateShape { elapsed: true, ..time }, Epoch::Year1900, Some("36:00"));
        check(43_538.0, DateShape { year: true, ..DateShape::default() }, Epoch::Year1900, Some("2019"));
        let (_, typed) = show(43_538.75, whole_day(), Epoch::Year1900).unwrap();
        assert_eq!(typed, Some(Typed::DateTime(date(2019, 3, 14).at(18, 0, 0, 0))));
    }

    #[test]
    fn iso_dates() {
        let text = |iso| show_iso(iso).map(|(text, _)| text);
        assert_eq!(text("2019-03-14").as_deref(), Some("14/03/2019"));
        assert_eq!(text("2019-03-14T00:00:00").as_deref(), Some("14/03/2019"));
        assert_eq!(text("2019-03-14T18:05:00Z").as_deref(), Some("14/03/2019 18:05"));
        assert_eq!(text("2019-03-14T18:05:09.000").as_deref(), Some("14/03/2019 18:05:09"));
        assert_eq!(text("14 March"), None);
    }
}
