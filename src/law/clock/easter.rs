//! The date of Easter.

use jiff::civil::Date;

/// Easter Sunday of a year: the first Sunday after the church's full moon on or after 21 March.
///
/// Counted from the moon's nineteen-year cycle, corrected for the leap days that the Gregorian
/// calendar leaves out and for the drift of the cycle against the real moon.
pub(super) fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let century = year / 100;
    let golden = year % 19;
    let leap_days_left_out = century - century / 4;
    let moon_drift = (8 * century + 13) / 25;
    // Days from 21 March to the full moon; the two longest waits are a day shorter, so that the
    // moon never repeats within a cycle.
    let mut wait = (19 * golden + leap_days_left_out - moon_drift + 15).rem_euclid(30);
    if wait == 29 || (wait == 28 && golden > 10) {
        wait -= 1;
    }
    let full_moon = Date::new(year as i16, 3, 21).ok()?.checked_add(jiff::Span::new().days(wait)).ok()?;
    let to_sunday = 7 - i32::from(full_moon.weekday().to_sunday_zero_offset());
    full_moon.checked_add(jiff::Span::new().days(to_sunday)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_says() {
        let check = |year: i16, expected: &str| {
            assert_eq!(easter_sunday(year), Some(expected.parse().unwrap()), "{year}");
        };
        check(1818, "1818-03-22"); // The earliest there can be.
        check(1943, "1943-04-25"); // The latest there can be.
        check(1954, "1954-04-18"); // The wait of 28 days is shortened.
        check(1981, "1981-04-19"); // The wait of 29 days is shortened.
        check(2000, "2000-04-23");
        check(2005, "2005-03-27");
        check(2008, "2008-03-23");
        check(2011, "2011-04-24");
        check(2019, "2019-04-21");
        check(2024, "2024-03-31");
        check(2025, "2025-04-20");
        check(2026, "2026-04-05");
        check(2038, "2038-04-25");
        check(2049, "2049-04-18");
        check(2076, "2076-04-19");
    }
}
