//! The year of a date, and nothing more of it.

use crate::sheet::{CellId, Sheet, day_of, years_of};

/// Years that a date of a case can have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// The year of a cell, from what it is underneath or else from its text.
///
/// `None` if there is no year, or more than one: then nothing of the cell may be released.
pub(super) fn year_of(sheet: &Sheet, cell: CellId) -> Option<i16> {
    if let Some(day) = day_of(sheet, cell) {
        return Some(day.year());
    }
    if let Some((first, last)) = years_of(sheet, cell) {
        return Some(first.year()).filter(|year| *year == last.year());
    }
    let numbers = sheet.text(cell).expose().split(|c: char| !c.is_ascii_digit());
    let mut years = numbers.filter_map(four_digits);
    let first = years.next()?;
    years.all(|other| other == first).then_some(first)
}

fn four_digits(number: &str) -> Option<i16> {
    number.parse().ok().filter(|year| number.len() == 4 && YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sheet::{SheetBuilder, Typed};

    #[track_caller]
    fn check_typed(text: &str, typed: Option<Typed>, expected: Option<i16>) {
        let mut builder = SheetBuilder::new("s", &["Date"]);
        builder.push_row(2, false, [(text, typed)]);
        assert_eq!(year_of(&builder.finish(), CellId { row: 0, column: 0 }), expected, "{text:?}");
    }

    #[track_caller]
    fn check(text: &str, expected: Option<i16>) {
        check_typed(text, None, expected);
    }

    #[test]
    fn finds_the_year() {
        for text in [
            "12/03/2019",
            "2019-03-12",
            "2019-03-12T14:05:00",
            "12 March 2019",
            "12/03/19",
            "March 2019",
            "2019",
            "about 2019, perhaps later in 2019",
        ] {
            check(text, Some(2019));
        }
    }

    #[test]
    fn leaves_what_has_no_year_or_two() {
        for text in ["", "unknown", "43567", "2018 to 2019", "2018/19", "12/03", "5 Green Lane", "1234"] {
            check(text, None);
        }
    }

    #[test]
    fn believes_what_the_cell_is_underneath() {
        check_typed("17-May", Some(Typed::Date(date(2020, 5, 17))), Some(2020));
        check_typed("43567", Some(Typed::Number(43567.0)), None);
    }
}
