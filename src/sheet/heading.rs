//! Guesses which of the first rows holds the headings.

use super::Typed;

/// A cell as its reader gives it. Only cells with text are given.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellRef<'t> {
    /// Position in the source, from 0.
    pub(super) position: u16,
    /// Shown text.
    pub(super) text: &'t str,
    /// What it is underneath.
    pub(super) typed: Option<Typed>,
}

/// The guess.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct HeadingGuess {
    /// Index into the rows that were looked at.
    pub(super) at: usize,
    /// Whether it really looks like headings.
    pub(super) sure: bool,
}

/// A row must be filled to this share of the widest row to be the heading row: titles are not.
const FILLED_PERCENT: usize = 60;
/// And this share of its cells must look like headings.
const HEADING_PERCENT: usize = 70;
/// So many texts that come again are a sign of values.
const RECURRING_PERCENT: usize = 30;
/// Headings are short.
const HEADING_CHARS: usize = 60;

/// The heading row among the first rows of a table; `None` if there are no rows.
pub(super) fn guess(rows: &[&[CellRef<'_>]]) -> Option<HeadingGuess> {
    let widths: Vec<usize> = rows.iter().map(|row| filled(row)).collect();
    let widest = *widths.iter().max()?;
    let is_wide = |width: usize| width * 100 >= widest * FILLED_PERCENT;
    let wide: Vec<usize> = (0..rows.len()).filter(|&at| is_wide(widths[at])).collect();
    let looks = |at: usize| {
        let row = rows.get(at).copied().unwrap_or_default();
        let like = row.iter().filter(|cell| looks_like_heading(cell)).count();
        like * 100 >= row.len() * HEADING_PERCENT && is_distinct(row)
    };
    if let Some(&at) = wide.iter().find(|&&at| looks(at)) {
        let row = rows.get(at).copied().unwrap_or_default();
        let below = rows.get(at + 1..).unwrap_or_default();
        return Some(HeadingGuess { at, sure: !recurs(row, below) });
    }
    wide.first().map(|&at| HeadingGuess { at, sure: false })
}

/// Whether a good part of a row's texts come again below, each in its own column: then they are
/// values rather than headings.
fn recurs(row: &[CellRef<'_>], below: &[&[CellRef<'_>]]) -> bool {
    // A row is in order of position.
    let at =
        |row: &[CellRef<'_>], position: u16| row.binary_search_by_key(&position, |cell| cell.position).ok();
    let again = |cell: &&CellRef<'_>| {
        below.iter().any(|row| {
            let other = at(row, cell.position).and_then(|at| row.get(at));
            other.is_some_and(|other| other.text == cell.text)
        })
    };
    row.iter().filter(again).count() * 100 >= row.len() * RECURRING_PERCENT
}

fn filled(row: &[CellRef<'_>]) -> usize {
    row.iter().filter(|cell| !cell.text.trim().is_empty()).count()
}

fn is_distinct(row: &[CellRef<'_>]) -> bool {
    let mut texts: Vec<&str> = row.iter().map(|cell| cell.text.trim()).collect();
    let all = texts.len();
    texts.sort_unstable();
    texts.dedup();
    texts.len() * 2 > all
}

/// Short, with letters, neither a number nor a date nor a reference or name in figures.
fn looks_like_heading(cell: &CellRef<'_>) -> bool {
    let text = cell.text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    cell.typed.is_none()
        && letters > digits * 2
        && text.chars().count() <= HEADING_CHARS
        && !text.ends_with('.')
        || matches!(text, "#" | "No" | "No." | "Ref." | "ID")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[&str]], expected: Option<(usize, bool)>) {
        let rows: Vec<Vec<CellRef>> = rows
            .iter()
            .map(|row| {
                let cells = row.iter().enumerate().filter(|(_, text)| !text.is_empty());
                cells.map(|(at, text)| CellRef { position: at as u16, text, typed: None }).collect()
            })
            .collect();
        let rows: Vec<&[CellRef]> = rows.iter().map(Vec::as_slice).collect();
        let found = guess(&rows).map(|guess| (guess.at, guess.sure));
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_the_headings() {
        let data: &[&str] = &["PC/00412/19", "14/03/2019", "N", "PC 2231CE was rude."];
        check(&[], None);
        check(&[&["Case Ref", "Recorded", "BWV", "Summary"], data, data], Some((0, true)));
        check(
            &[&["Search results"], &["Printed", "14/03/2019"], &["Ref.", "Date", "Flag", "Text"], data],
            Some((2, true)),
        );
        check(&[&["Summary"], &["PC was rude to her."]], Some((0, true)));
    }

    #[test]
    fn says_when_there_are_none() {
        let data: &[&str] = &["PC/00412/19", "14/03/2019", "2019", "PC 2231CE was rude."];
        check(&[data, data], Some((0, false)));
        check(&[&["Okafor", "Hounslow", "Upheld"], &["Hurst", "Hounslow", "Upheld"]], Some((0, false)));
        check(&[&["Y", "Y", "Y", "Y"], &["N", "N", "N", "N"]], Some((0, false)));
    }
}
