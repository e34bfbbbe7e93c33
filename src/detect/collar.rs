//! How forces number their officers: what the detectors of collar and warrant numbers share.

use std::ops::Range;
use std::sync::LazyLock;

use super::plain::Plain;
use super::rule::{Rule, pattern};

/// A number as forces give them: letters of the borough or division behind or before digits.
pub(crate) const NUMBER: &str =
    r"(?:[A-Za-z]{1,2}[0-9]{2,6}|[0-9]{1,6}(?:[A-Z]{1,3}| [A-Z]{2})|[0-9]{1,6}[a-z]{1,2}|[0-9]{2,6})";

/// Numbers that go on: `812, 813 and 455`.
static NEXT: LazyLock<Rule> =
    LazyLock::new(|| pattern(&format!(r"^(?:,| and| &|, and| or|/)\s?({NUMBER})\b")));

/// Letters behind digits that are a measure, a time or an ordinal.
const MEASURES: &[&str] = &[
    "AD", "AH", "AM", "BC", "BN", "CC", "CL", "CM", "DB", "FT", "G", "GB", "GM", "GMT", "H", "HP", "HR",
    "HRS", "HZ", "IN", "K", "KB", "KG", "KM", "KMH", "KPH", "KV", "KW", "L", "LB", "LBS", "M", "MB", "MG",
    "MHZ", "MIN", "ML", "MM", "MP", "MPH", "MS", "MTH", "ND", "OZ", "P", "PM", "PT", "PX", "RD", "S", "SEC",
    "SQ", "ST", "TB", "TH", "TV", "V", "W", "X", "YD", "YO", "YR", "YRS",
];

/// Two letters after a blank that go on with the sentence rather than with the number.
const WORDS: &[&str] = &[
    "AM", "AN", "AS", "AT", "BE", "BY", "DC", "DI", "DO", "DR", "DS", "GO", "HE", "IF", "IN", "IP", "IS",
    "IT", "ME", "MR", "MS", "MY", "NO", "OF", "OH", "ON", "OR", "PC", "PM", "PS", "RE", "SC", "SO", "TO",
    "UP", "US", "VS", "WE",
];

/// Whether the letters behind the digits are a measure.
pub(crate) fn is_measure(number: &str) -> bool {
    let letters =
        number.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start().to_ascii_uppercase();
    number.starts_with(|first: char| first.is_ascii_digit())
        && MEASURES.binary_search(&letters.as_str()).is_ok()
}

/// The number without a word behind it that only looks like its letters: `812 on`, `455 PC`.
pub(crate) fn without_word(number: &str, at: Range<usize>) -> Range<usize> {
    match number.trim_start().rfind(' ') {
        Some(gap) if gap > 0 => {
            let letters = number.get(gap + 1..).unwrap_or("");
            let is_word = letters.bytes().any(|byte| byte.is_ascii_lowercase()) || WORDS.contains(&letters);
            if is_word || is_measure(number) { at.start..at.start + gap } else { at }
        }
        _ => at,
    }
}

/// The numbers of a list that goes on at `end`.
pub(crate) fn following(plain: &Plain<'_>, mut end: usize) -> Vec<Range<usize>> {
    let mut list = Vec::new();
    while let Some(next) = NEXT.captures(plain.after(end, 24)).and_then(|found| found.get(1)) {
        let at = without_word(next.as_str(), end + next.start()..end + next.end());
        let digits = next.as_str().bytes().filter(u8::is_ascii_digit).count();
        let is_other = digits < 2 || is_measure(next.as_str()) || plain.is_part_of_word(&at);
        if is_other || plain.after(at.end, 1).starts_with(['/', ':']) {
            break;
        }
        end = at.end;
        list.push(at);
    }
    list
}

/// Whether a number without letters reads as a year of these decades.
pub(crate) fn is_year(number: &str) -> bool {
    number.parse::<u16>().is_ok_and(|year| number.len() == 4 && (1960..2040).contains(&year))
}

/// What follows a count, a time or a distance.
pub(crate) fn is_counting(after: &str) -> bool {
    const COUNTED: &[&str] = &[
        "am", "calls", "clips", "days", "ft", "hours", "hours'", "hr", "hrs", "m", "metres", "miles", "min",
        "mins", "minutes", "months", "of", "officers", "per", "people", "percent", "pm", "pounds", "seconds",
        "secs", "times", "weeks", "x", "yards", "years", "years'", "yrs",
    ];
    let word = after.trim_start().split([' ', ',', '.', '\n', ';', ')']).next().unwrap_or("");
    COUNTED.contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(MEASURES.is_sorted());
    }

    #[test]
    fn tells_measures_from_boroughs() {
        for measure in ["10PM", "40mph", "250ml", "12TH", "3 m"] {
            assert!(is_measure(measure), "{measure}");
        }
        for number in ["2231CE", "94WA", "12 QK", "P204577", "812"] {
            assert!(!is_measure(number), "{number}");
        }
    }

    #[test]
    fn leaves_words_behind() {
        for (number, length) in [("812 on", 3), ("812 PC", 3), ("812 CE", 6), ("812CE", 5)] {
            assert_eq!(without_word(number, 0..number.len()), 0..length, "{number}");
        }
    }

    #[test]
    fn goes_through_lists() {
        let text = "812, 813CE and 455 & 2231 CE, 10am";
        let plain = Plain::new(text);
        let list: Vec<_> = following(&plain, 3).into_iter().map(|at| text.get(at).unwrap()).collect();
        assert_eq!(list, ["813CE", "455", "2231 CE"]);
    }
}
