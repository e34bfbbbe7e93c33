//! Names of released files, which every system takes.

use unicode_segmentation::UnicodeSegmentation;

/// What stands for a character that a file name cannot hold.
const REPLACEMENT: char = '-';
/// Letters of a reference that go into a file name; the certificate holds all of them.
const MOST_LETTERS: usize = 100;
/// Names that Windows keeps for devices, whatever follows the first point.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// `REFERENCE disclosure.csv`, or `disclosure.csv` without a reference.
pub fn file_name(reference: &str, what: &str, extension: &str) -> String {
    match file_stem(reference).as_str() {
        "" => format!("{what}.{extension}"),
        stem => format!("{stem} {what}.{extension}"),
    }
}

/// A reference as it stands in the names of files.
pub(super) fn file_stem(reference: &str) -> String {
    let clean: String = reference.chars().filter(|&c| !is_invisible(c)).map(plain).collect();
    let short: String = clean.graphemes(true).take(MOST_LETTERS).collect();
    let start = short.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let device = if is_device(start) { "_" } else { "" };
    format!("{device}{start}")
}

fn plain(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => REPLACEMENT,
        c if c.is_control() => REPLACEMENT,
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Marks that turn the direction of writing, so that a name would not read as it is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim().to_lowercase();
    DEVICES.iter().any(|device| {
        let rest = stem.strip_prefix(device);
        let has_number = matches!(*device, "com" | "lpt");
        rest.is_some_and(|rest| if has_number { rest.chars().count() == 1 } else { rest.is_empty() })
    })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[track_caller]
    fn check(reference: &str, expected: &str) {
        assert_eq!(file_name(reference, "disclosure", "csv"), expected);
    }

    #[test]
    fn every_system_takes_the_name() {
        check("01.FOI.22.025751", "01.FOI.22.025751 disclosure.csv");
        check("", "disclosure.csv");
        check(" .. ", "disclosure.csv");
        check("FOI/2024:12*?", "FOI-2024-12-- disclosure.csv");
        check("../../etc", "-..-etc disclosure.csv");
        check("a\u{202e}vsc\u{0}b", "avsc-b disclosure.csv");
        check("CON.7", "_CON.7 disclosure.csv");
        check("com1", "_com1 disclosure.csv");
        check("Contra", "Contra disclosure.csv");
        check(&"é".repeat(300), &format!("{} disclosure.csv", "é".repeat(100)));
    }
}
