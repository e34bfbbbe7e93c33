//! Days and years as case systems write them.

use jiff::civil::{Date, date};

use super::{CellId, Sheet, Typed};

/// The day a cell holds: typed, or written day first (`14/01/2019`, `14.1.19`, `14 Jan 2019`) or
/// year first (`2019-01-14`). A time of day after it does not count. Two-digit years are 1970–2069.
pub fn day_of(sheet: &Sheet, cell: CellId) -> Option<Date> {
    match sheet.typed(cell) {
        Some(Typed::Date(day)) => Some(day),
        Some(Typed::DateTime(moment)) => Some(moment.date()),
        Some(Typed::Number(_)) | None => parse_day(sheet.text(cell).expose()),
    }
}

/// First and last day of the year or years a cell holds (`2019`, `2018/19`); a full date gives
/// that one day.
pub fn years_of(sheet: &Sheet, cell: CellId) -> Option<(Date, Date)> {
    if let Some(day) = day_of(sheet, cell) {
        return Some((day, day));
    }
    let text = sheet.text(cell).expose().trim();
    let (first, second) =
        text.split_once(['/', '-']).map_or((text, None), |(a, b)| (a.trim(), Some(b.trim())));
    let first = year(first)?;
    let last = match second {
        None => first,
        Some(two) if two.len() == 2 => first - first % 100 + two.parse::<i16>().ok()?,
        Some(four) => year(four)?,
    };
    (first <= last).then(|| (date(first, 1, 1), date(last, 12, 31)))
}

fn year(text: &str) -> Option<i16> {
    let year: i16 = (text.len() == 4).then(|| text.parse().ok())??;
    (1900..=2100).contains(&year).then_some(year)
}

/// See [`day_of`].
pub fn parse_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ',' | 'T'))
        .filter(|part| !part.is_empty())
        .take(3)
        .collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 && a.bytes().all(|b| b.is_ascii_digit()) {
        return Date::new(year(a)?, month(b)?, c.parse().ok()?).ok();
    }
    let year = match c.len() {
        2 => c.parse::<i16>().ok().map(|y| if y < 70 { 2000 + y } else { 1900 + y })?,
        _ => year(c)?,
    };
    let day = a.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    Date::new(year, month(b)?, day).ok()
}

fn month(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let start = text.get(..3)?.to_ascii_lowercase();
    let at = NAMES.iter().position(|name| *name == start)?;
    Some(at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::SheetBuilder;

    #[track_caller]
    fn check_day(text: &str, expected: Option<Date>) {
        assert_eq!(parse_day(text), expected, "{text:?}");
    }

    #[test]
    fn reads_days_as_written() {
        for text in [
            "14/01/2019",
            "14.1.19",
            "14-Jan-2019",
            "14th January 2019",
            "2019-01-14",
            "2019-01-14T10:00",
            "14/01/2019 23:59",
        ] {
            check_day(text, Some(date(2019, 1, 14)));
        }
    }

    #[test]
    fn leaves_what_is_no_day() {
        for text in ["", "2019", "31/02/2019", "13/13/2019", "section 18", "n/a", "01/02", "Ünter 3 2019"] {
            check_day(text, None);
        }
    }

    #[test]
    fn reads_years_and_pairs_of_years() {
        let check = |text: &str, expected: Option<(i16, i16)>| {
            let mut builder = SheetBuilder::new("s", &["Year"]);
            builder.push_row(2, false, [(text, None)]);
            let found = years_of(&builder.finish(), CellId { row: 0, column: 0 });
            assert_eq!(found.map(|(a, b)| (a.year(), b.year())), expected, "{text:?}");
        };
        check("2018", Some((2018, 2018)));
        check("2018/19", Some((2018, 2019)));
        check("2018-2020", Some((2018, 2020)));
        check("03/02/2021", Some((2021, 2021)));
        check("18", None);
        check("2019/18", None);
    }
}
