//! Finds out what separates the fields of a text.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::split::{Record, Splitter};

/// What is tried, the likeliest first.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The separator that a first line `sep=;` names, and the length of that line.
pub(super) fn by_first_line(sample: &str) -> Option<(u8, usize)> {
    let line = sample.split(['\r', '\n']).next()?;
    let plain = line.trim_matches('"');
    let named = plain.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="));
    let &[separator] = plain.get(4..)?.as_bytes() else { return None };
    named.filter(|_| separator.is_ascii() && !b"\"\r\n".contains(&separator))?;
    let rest = sample.get(line.len()..)?;
    let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    Some((separator, line.len() + line_end))
}

/// The separator that cuts the sample into the most regular table; `None` if none cuts it at all.
/// `whole` says that the sample is all of the text.
pub(super) fn guess(sample: &str, whole: bool) -> Option<u8> {
    let mut best = (0, None);
    for separator in CANDIDATES {
        let score = regularity(sample, whole, separator);
        if score > best.0 {
            best = (score, Some(separator));
        }
    }
    best.1
}

/// Whether text without separators is set in columns by blanks.
pub(super) fn is_fixed_width(sample: &str) -> bool {
    let lines: Vec<&str> = sample.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect();
    let set = lines.iter().filter(|line| line.trim().contains("   ")).count();
    set >= 2 && set * 2 >= lines.len()
}

/// Higher where more records have the same number of fields, and that number is larger.
fn regularity(sample: &str, whole: bool, separator: u8) -> u64 {
    let mut splitter = Splitter::new(separator);
    let mut widths: BTreeMap<usize, u64> = BTreeMap::new();
    let mut each = |record: &Record| {
        if record.byte_len() > 0 {
            *widths.entry(record.len()).or_default() += 1;
        }
        Ok::<(), Infallible>(())
    };
    let Ok(()) = splitter.feed(sample, &mut each);
    if whole || splitter.open_line() == 1 {
        let Ok(()) = splitter.finish(&mut each);
    }
    let all: u64 = widths.values().sum();
    let usual = widths.iter().filter(|&(&width, _)| width > 1).max_by_key(|&(_, &count)| count);
    let Some((&width, &count)) = usual else { return 0 };
    // Ten thousand for a table without exceptions, and a little for every further column.
    let share = count * 100 / all.max(1);
    share * share + (width as u64).min(50)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_regular_wins() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b\n1,5;2,5\n", b';'),
            ("a\tb\nx, y and z\tq\n", b'\t'),
            ("a|b|c\n\"x|y\"|2|3", b'|'),
            ("Report, printed 2021\n\na;b;c\n1;2;3\n4;5;6\n", b';'),
            ("a,b", b','),
        ] {
            assert_eq!(guess(text, true).map(char::from), Some(char::from(expected)), "{text}");
        }
        assert_eq!(guess("one column\nx\n", true), None);
    }

    #[test]
    fn columns_set_by_blanks_are_noticed() {
        assert!(is_fixed_width("Ref      Name\n1        Okafor\n"));
        assert!(!is_fixed_width("Summary\nHe said   nothing.\nShe left.\n"));
        assert!(!is_fixed_width("one\ntwo\n"));
    }

    #[test]
    fn a_first_line_can_name_it() {
        assert_eq!(by_first_line("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(by_first_line("\"sep=|\"\na"), Some((b'|', 8)));
        assert_eq!(by_first_line("SEP=,"), Some((b',', 5)));
        for other in ["", "sep", "sep=", "sep=;;", "separator=;", "a;b\nsep=;"] {
            assert_eq!(by_first_line(other), None, "{other}");
        }
    }
}
