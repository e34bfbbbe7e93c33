//! Bank holidays in any part of the United Kingdom, by rule and by proclamation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use serde::Deserialize;

use super::easter::easter_sunday;
use crate::law::fault::{Fault, placed, sound};
use crate::law::{TextFile, text};

const FILE: &str = "holidays.toml";

/// The holidays, and how many working days the law gives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Calendar {
    pub(super) reply_working_days: u16,
    pub(super) balance_working_days: u16,
    /// The last day to which the holidays are known.
    pub(super) known_to: Date,
    /// Where they are known from.
    pub(super) source: String,
    #[serde(default)]
    yearly: Vec<Yearly>,
    #[serde(default)]
    once: Vec<Once>,
    /// The holidays of years that were asked for: a forecast asks for those of thousands of days.
    #[serde(skip)]
    years: Mutex<BTreeMap<i16, Arc<BTreeSet<Date>>>>,
}

/// A holiday that returns each year.
#[derive(Debug, Deserialize)]
#[serde(try_from = "RawYearly")]
struct Yearly {
    name: String,
    rule: Rule,
    from: Option<i16>,
}

/// How the day of a year is found.
#[derive(Clone, Copy, Debug)]
enum Rule {
    Fixed { month: i8, day: i8, substitute: bool },
    Easter { days: i32 },
    Nth { month: i8, nth: i8, weekday: Weekday },
}

/// A day proclaimed once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Once {
    date: Date,
    name: String,
    instead_of: Option<Date>,
    /// For whoever edits the file: the Act asks for any part of the United Kingdom.
    #[serde(rename = "where")]
    _place: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawYearly {
    name: String,
    #[serde(rename = "where")]
    _place: Option<String>,
    from: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    #[serde(default)]
    substitute: bool,
    easter: Option<i32>,
    nth: Option<i8>,
    weekday: Option<i8>,
}

/// What is wrong with a file.
pub(in crate::law) fn faults(text: &str) -> Vec<Fault> {
    Calendar::parse(text).err().unwrap_or_default()
}

/// The calendar in use.
pub(super) fn calendar() -> &'static Calendar {
    static IN_USE: LazyLock<Calendar> = LazyLock::new(|| sound(Calendar::parse(text(TextFile::Holidays))));
    &IN_USE
}

impl Calendar {
    /// Reads the file and says everything that is wrong with it.
    fn parse(text: &str) -> Result<Calendar, Vec<Fault>> {
        let calendar: Calendar =
            toml::from_str(text).map_err(|error| vec![Fault::unreadable(FILE, text, &error)])?;
        let mut faults = Vec::new();
        if calendar.reply_working_days == 0 || calendar.balance_working_days < calendar.reply_working_days {
            faults.push(Fault::new(FILE, "the file", "the working days are none, or fewer for a balance"));
        }
        if calendar.source.trim().is_empty() {
            faults.push(Fault::new(FILE, "source", "it does not say where the holidays are known from"));
        }
        let mut names = BTreeSet::new();
        for yearly in &calendar.yearly {
            if yearly.name.trim().is_empty() || !names.insert(&yearly.name) {
                faults.push(Fault::new(FILE, &yearly.name, "a yearly holiday has a name of its own"));
            }
        }
        let mut dates = BTreeSet::new();
        for once in &calendar.once {
            let mut fault = |problem: &str| faults.push(Fault::new(FILE, &once.name, problem));
            if !dates.insert(once.date) {
                fault("another proclaimed day has this date");
            }
            if is_weekend(once.date) {
                fault("it falls on a weekend, which is a mistake in the date");
            }
            if calendar.by_rule(once.date.year()).contains(&once.date) {
                fault("it falls on a holiday that returns each year");
            }
            if once.instead_of.is_some_and(|moved| !calendar.by_rule(moved.year()).contains(&moved)) {
                fault("it stands instead of a day that is no holiday");
            }
        }
        if faults.is_empty() { Ok(calendar) } else { Err(placed(faults, text)) }
    }

    pub(super) fn is_working_day(&self, date: Date) -> bool {
        !is_weekend(date) && !self.holidays(date.year()).contains(&date)
    }

    /// Every holiday of a year, in any part of the United Kingdom.
    fn holidays(&self, year: i16) -> Arc<BTreeSet<Date>> {
        // What another thread left half-way is at worst a year that is not there.
        let mut years = self.years.lock().unwrap_or_else(PoisonError::into_inner);
        years.entry(year).or_insert_with(|| Arc::new(self.holidays_anew(year))).clone()
    }

    fn holidays_anew(&self, year: i16) -> BTreeSet<Date> {
        let mut holidays = self.by_rule(year);
        for once in &self.once {
            if let Some(moved) = once.instead_of {
                holidays.remove(&moved);
            }
            if once.date.year() == year {
                holidays.insert(once.date);
            }
        }
        holidays
    }

    fn by_rule(&self, year: i16) -> BTreeSet<Date> {
        let mut holidays = BTreeSet::new();
        let mut on_weekends = Vec::new();
        for yearly in self.yearly.iter().filter(|yearly| yearly.from.is_none_or(|from| year >= from)) {
            let Some(date) = yearly.rule.date(year) else { continue };
            holidays.insert(date);
            if yearly.rule.has_substitute() && is_weekend(date) {
                on_weekends.push(date);
            }
        }
        // After all others, as a substitute gives way to every holiday that has its own day.
        for date in on_weekends {
            let free = |day: &Date| !is_weekend(*day) && !holidays.contains(day);
            if let Some(substitute) = date.series(1.day()).skip(1).find(free) {
                holidays.insert(substitute);
            }
        }
        holidays
    }
}

impl Rule {
    fn date(self, year: i16) -> Option<Date> {
        match self {
            Rule::Fixed { month, day, substitute: _ } => Date::new(year, month, day).ok(),
            Rule::Easter { days } => easter_sunday(year)?.checked_add(Span::new().days(days)).ok(),
            Rule::Nth { month, nth, weekday } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
        }
    }

    fn has_substitute(self) -> bool {
        match self {
            Rule::Fixed { substitute, .. } => substitute,
            Rule::Easter { .. } | Rule::Nth { .. } => false,
        }
    }
}

impl TryFrom<RawYearly> for Yearly {
    type Error = String;

    fn try_from(raw: RawYearly) -> Result<Yearly, String> {
        let RawYearly { name, _place, from, month, day, substitute, easter, nth, weekday } = raw;
        let rule = match (month, day, easter, nth, weekday) {
            (Some(month), Some(day), None, None, None) => Some(Rule::Fixed { month, day, substitute }),
            (None, None, Some(days), None, None) if !substitute => Some(Rule::Easter { days }),
            (Some(month), None, None, Some(nth), Some(weekday)) if !substitute => {
                Weekday::from_monday_one_offset(weekday).ok().map(|weekday| Rule::Nth { month, nth, weekday })
            }
            _ => None,
        };
        // 2004 was a leap year, so that no day of a year is refused that some year has.
        match rule.filter(|rule| rule.date(2004).is_some()) {
            Some(rule) => Ok(Yearly { name, rule, from }),
            None => Err(format!(
                "“{name}” needs a month and a day, days from Easter, or the nth weekday of a month; and only \
                 a month and a day have a substitute"
            )),
        }
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weekdays that were or will be bank holidays somewhere in the United Kingdom, as published.
    const KNOWN: [(i16, &str); 16] = [
        (2011, "01-03 01-04 03-17 04-22 04-25 04-29 05-02 05-30 07-12 08-01 08-29 11-30 12-26 12-27"),
        (2012, "01-02 01-03 03-19 04-06 04-09 05-07 06-04 06-05 07-12 08-06 08-27 11-30 12-25 12-26"),
        (2017, "01-02 01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26"),
        (2018, "01-01 01-02 03-19 03-30 04-02 05-07 05-28 07-12 08-06 08-27 11-30 12-25 12-26"),
        (2019, "01-01 01-02 03-18 04-19 04-22 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26"),
        (2020, "01-01 01-02 03-17 04-10 04-13 05-08 05-25 07-13 08-03 08-31 11-30 12-25 12-28"),
        (2021, "01-01 01-04 03-17 04-02 04-05 05-03 05-31 07-12 08-02 08-30 11-30 12-27 12-28"),
        (2022, "01-03 01-04 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-01 08-29 09-19 11-30 12-26 12-27"),
        (2023, "01-02 01-03 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-07 08-28 11-30 12-25 12-26"),
        (2024, "01-01 01-02 03-18 03-29 04-01 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26"),
        (2025, "01-01 01-02 03-17 04-18 04-21 05-05 05-26 07-14 08-04 08-25 12-01 12-25 12-26"),
        (2026, "01-01 01-02 03-17 04-03 04-06 05-04 05-25 06-15 07-13 08-03 08-31 11-30 12-25 12-28"),
        (2027, "01-01 01-04 03-17 03-26 03-29 05-03 05-31 07-12 08-02 08-30 11-30 12-27 12-28"),
        (2028, "01-03 01-04 03-17 04-14 04-17 05-01 05-29 07-12 08-07 08-28 11-30 12-25 12-26"),
        (2029, "01-01 01-02 03-19 03-30 04-02 05-07 05-28 07-12 08-06 08-27 11-30 12-25 12-26"),
        (2030, "01-01 01-02 03-18 04-19 04-22 05-06 05-27 07-12 08-05 08-26 12-02 12-25 12-26"),
    ];

    #[test]
    fn holidays_fall_where_they_fell() {
        for (year, expected) in KNOWN {
            let found: Vec<String> = calendar()
                .holidays(year)
                .iter()
                .filter(|date| !is_weekend(**date))
                .map(|date| format!("{:02}-{:02}", date.month(), date.day()))
                .collect();
            assert_eq!(found.join(" "), expected, "{year}");
        }
    }

    const SOUND: &str = r#"
        reply-working-days = 20
        balance-working-days = 40
        known-to = "2030-12-31"
        source = "The Act"
        [[yearly]]
        name = "Spring"
        month = 5
        nth = -1
        weekday = 1
        [[once]]
        date = "2012-06-04"
        name = "Spring, moved"
        instead-of = "2012-05-28"
    "#;

    #[test]
    fn a_fault_is_named() {
        assert!(Calendar::parse(SOUND).is_ok());
        let check = |from: &str, to: &str, expected: &str| {
            assert!(SOUND.contains(from), "{from}");
            let faults = Calendar::parse(&SOUND.replacen(from, to, 1)).expect_err(to);
            assert!(faults.iter().any(|fault| fault.to_string().contains(expected)), "{to}: {faults:?}");
        };
        check("= 20", "= 0", "the working days are none");
        check("\"The Act\"", "\" \"", "known from");
        check("= 40", "= 10", "fewer for a balance");
        check("\"Spring\"", "\"\"", "a name of its own");
        check("2012-06-04", "2012-06-03", "falls on a weekend");
        check("2012-06-04", "2012-05-28", "returns each year");
        check("2012-05-28", "2012-05-21", "a day that is no holiday");
        check("nth = -1", "day = 31", "needs a month and a day");
        check("nth = -1", "nth = 9", "needs a month and a day");
        check("weekday = 1", "weekday = 1\nsubstitute = true", "needs a month and a day");
        check("[[once]]", "[[once]]\nname = \"Twice\"\ndate = \"2012-06-04\"\n[[once]]", "has this date");
    }
}
