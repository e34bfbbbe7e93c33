//! The sheets of a workbook that stand before the table: what it is and how to read it, and what its
//! marks stand for. As the Government Analysis Function asks of accessible spreadsheets: the cover
//! comes first, a sheet holds one table at most, and no cell between others is blank or merged.

use super::{Disclosure, Front, KeyRow, front};

/// Name of the cover sheet.
pub(super) const ABOUT_SHEET: &str = "About";
/// Name of the sheet, and of the table, that says what the marks stand for.
pub(super) const KEY_SHEET: &str = "Key";
/// Name of the sheet, and of the table, that is released.
pub(super) const TABLE_SHEET: &str = "Disclosure";
/// Headings of the key.
pub(super) const KEY_HEADINGS: [&str; 2] = ["Mark", "Meaning"];

/// The sheets before the table.
pub(super) struct About {
    /// The cover, one cell below the other.
    pub(super) lines: Vec<AboutLine>,
    /// What each mark stands for; empty if there are none, and then there is no such sheet.
    pub(super) key: Vec<KeyRow>,
}

/// A cell of the cover.
pub(super) struct AboutLine {
    pub(super) kind: LineKind,
    pub(super) text: String,
}

/// How a cell of the cover is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LineKind {
    Title,
    Heading,
    Text,
}

/// The sheets before the table of this disclosure.
pub(super) fn about(disclosure: &Disclosure) -> About {
    let Front { title, facts, reading, key } = front(disclosure);
    let mut lines = Vec::new();
    let mut add = |kind, text: String| lines.push(AboutLine { kind, text });
    add(LineKind::Title, title);
    for (label, value) in facts {
        add(LineKind::Text, format!("{label}: {value}"));
    }
    add(LineKind::Heading, "How to read the table".to_owned());
    for sentence in reading {
        add(LineKind::Text, sentence);
    }
    let sheets = match key.is_empty() {
        true => format!("The table is on the sheet “{TABLE_SHEET}”."),
        false => format!(
            "The table is on the sheet “{TABLE_SHEET}”. What each mark stands for is on the sheet \
             “{KEY_SHEET}”."
        ),
    };
    add(LineKind::Text, sheets);
    About { lines, key }
}
