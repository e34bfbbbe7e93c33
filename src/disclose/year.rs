//! The year of a date, and nothing more of it.

use jiff::civil::Date;

use crate::sheet::Typed;

/// Years that a date of a case can have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// The year of a cell, from what it is underneath or else from its text.
///
/// `None` if there is no year, or more than one: then nothing of the cell may be released.
/// `this_year` tells which century a year of two digits belongs to.
pub(super) fn year_of(text: &str, typed: Option<Typed>, this_year: i16) -> Option<i16> {
    match typed {
        Some(Typed::Date(date)) => return Some(date.year()),
        Some(Typed::DateTime(moment)) => return Some(moment.date().year()),
        Some(Typed::Number(_)) | None => {}
    }
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let mut years: Vec<i16> = numbers.iter().filter_map(|run| four_digits(run)).collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year),
        [] => compact(&numbers).or_else(|| two_digits(text, &numbers, this_year)),
        [_, _, ..] => None,
    }
}

fn four_digits(run: &str) -> Option<i16> {
    if run.len() != 4 {
        return None;
    }
    run.parse().ok().filter(|year| YEARS.contains(year))
}

/// `20190312`
fn compact(numbers: &[&str]) -> Option<i16> {
    let first = numbers.first().filter(|run| run.len() == 8)?;
    let part = |range: std::ops::Range<usize>| first.get(range).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    Date::new(year, month as i8, day as i8).ok()?;
    Some(year).filter(|year| YEARS.contains(year))
}

/// `12/03/19` and `12-Mar-19`, as written in Britain: the year stands last.
fn two_digits(text: &str, numbers: &[&str], this_year: i16) -> Option<i16> {
    let parts: Vec<&str> = text.split_whitespace().next()?.split(['/', '-', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let is_date = day.len() <= 2 && year.len() == 2 && numbers.contains(day) && numbers.contains(year);
    let is_month = month.parse::<u8>().map_or_else(
        |_| month.len() >= 3 && month.chars().all(char::is_alphabetic),
        |month| (1..=12).contains(&month),
    );
    let year: i16 = year.parse().ok().filter(|_| is_date && is_month)?;
    let century = if year <= this_year % 100 { this_year - this_year % 100 } else { this_year - this_year % 100 - 100 };
    Some(century + year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<i16>) {
        assert_eq!(year_of(text, None, 2024), expected, "{text:?}");
    }

    #[test]
    fn finds_the_year() {
        for text in [
            "12/03/2019", "2019-03-12", "2019-03-12T14:05:00", "12 March 2019", "March 2019", "2019", "12.3.2019 14:05",
            "20190312", "12/03/19", "12-Mar-19", "2/3/19 10:00",
        ] {
            check(text, Some(2019));
        }
        check("01/02/98", Some(1998));
        check("01/02/2018 - 03/04/2018", Some(2018));
    }

    #[test]
    fn leaves_what_has_no_year_or_two() {
        for text in ["", "unknown", "43567", "2018 to 2019", "12/03", "19/20", "5 Green Lane", "12/13/19", "1234"] {
            check(text, None);
        }
    }

    #[test]
    fn believes_what_the_cell_is_underneath() {
        let date = Typed::Date(Date::constant(2020, 5, 17));
        assert_eq!(year_of("17-May", Some(date), 2024), Some(2020));
        assert_eq!(year_of("43567", Some(Typed::Number(43567.0)), 2024), None);
    }
}
