//! How long the rest takes, calmly: round, and never more exact than what is known.

use super::{count, grouped};
use crate::app::pace::Forecast;
use crate::app::time;
use crate::law::{self, Deadline};

/// Nobody counts more hours than these.
const MOST_HOURS: u32 = 500;

pub(in crate::app) fn forecast(forecast: Forecast, deadline: Option<Deadline>) -> String {
    match forecast {
        Forecast::Minutes(minutes) => format!("{} left to read at this pace", span(minutes)),
        Forecast::Long { per_day } => {
            format!("At {} a day reading takes more than a year", count(per_day, "entry", "entries"))
        }
        Forecast::Day { per_day, on, is_late } => {
            let (a_day, day) = (count(per_day, "entry", "entries"), time::day(on));
            let against = match deadline {
                None => String::new(),
                Some(deadline) => {
                    let number = law::working_days_between(deadline.received, on);
                    let late = if is_late { ", after the answer is due" } else { "" };
                    format!(", working day {number}{late}")
                }
            };
            format!("At {a_day} a day all are read by {day}{against}")
        }
    }
}

/// Minutes as people say them.
fn span(minutes: u32) -> String {
    match minutes {
        0..=5 => "A few minutes".to_owned(),
        6..=52 => format!("About {} minutes", minutes.div_ceil(5) * 5),
        53..=75 => "About an hour".to_owned(),
        76..=105 => "About an hour and a half".to_owned(),
        more if more > MOST_HOURS * 60 => format!("More than {} hours", grouped(MOST_HOURS.into())),
        more => format!("About {} hours", (more + 15) / 60),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_forecast_is_round_and_calm() {
        let late = Forecast::Day { per_day: 1, on: date(2026, 12, 3), is_late: true };
        let cases = [
            (Forecast::Minutes(1), "A few minutes left to read at this pace"),
            (Forecast::Minutes(21), "About 25 minutes left to read at this pace"),
            (Forecast::Minutes(58), "About an hour left to read at this pace"),
            (Forecast::Minutes(90), "About an hour and a half left to read at this pace"),
            (Forecast::Minutes(200), "About 3 hours left to read at this pace"),
            (Forecast::Minutes(9_000_000), "More than 500 hours left to read at this pace"),
            (Forecast::Long { per_day: 12 }, "At 12 entries a day reading takes more than a year"),
            (late, "At 1 entry a day all are read by 03/12/2026"),
        ];
        for (told, expected) in cases {
            assert_eq!(forecast(told, None), expected);
        }
        let deadline = Some(law::deadline(date(2026, 11, 5)));
        let told = forecast(late, deadline);
        assert!(told.ends_with(", working day 19, after the answer is due"), "{told}");
    }
}
