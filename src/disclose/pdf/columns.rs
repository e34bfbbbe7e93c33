//! How wide the columns of a table are, and where a word that is wider must be broken. Depends on
//! headings, marks and what a column is; never on what was withheld.

use super::font;

/// Points of a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;
/// Room to the left and right of the words of a cell, in millimetres.
const INSET: f64 = 3.6;
/// Sizes of the type that a column is wide at least; below, every word would be broken.
const LEAST_WIDTH: f64 = 3.0;
/// Letters side by side in the width of one size of the type, about.
const LETTERS_PER_SIZE: f64 = 1.7;

/// The columns of a table.
pub(super) struct Columns {
    /// Shares of the table's width.
    pub(super) shares: Vec<usize>,
    /// Width of the words of each column, in sizes of the type.
    pub(super) widths: Vec<f64>,
}

impl Columns {
    /// Shares out a table so many millimetres wide, set in type of so many points; none if a column
    /// would be too narrow.
    pub(super) fn new(shares: Vec<usize>, table_mm: f64, type_points: f64) -> Option<Columns> {
        let all: usize = shares.iter().sum();
        let width = |share: &usize| {
            let column = table_mm * *share as f64 / all.max(1) as f64;
            (column - INSET) * MILLIMETRE / type_points
        };
        let widths: Vec<f64> = shares.iter().map(width).collect();
        widths.iter().all(|&width| width >= LEAST_WIDTH).then_some(Columns { shares, widths })
    }

    /// About how many lines a text takes in a column.
    pub(super) fn lines(&self, column: usize, text: &str) -> usize {
        let usable = self.widths.get(column).map_or(1.0, |width| width * LETTERS_PER_SIZE);
        text.split('\n').map(|line| (line.chars().count() as f64 / usable).ceil().max(1.0) as usize).sum()
    }
}

/// The words with a line break wherever one of them is wider than so many sizes of the type.
pub(super) fn broken(words: &str, width: f64) -> String {
    let mut broken = String::with_capacity(words.len());
    let mut run = 0.0;
    for letter in words.chars() {
        let advance = font::advance(letter).map_or(0.0, f64::from);
        run = if letter.is_whitespace() { 0.0 } else { run + advance };
        // A mark above or below a letter stays with it.
        if run > width && advance > 0.0 && !unicode_normalization::char::is_combining_mark(letter) {
            broken.push('\n');
            run = advance;
        }
        broken.push(letter);
    }
    broken
}

/// A mark in parts that stay whole; between them a line may end.
pub(super) fn mark_parts(mark: &str) -> Vec<&str> {
    mark.split_inclusive(", ").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_words_that_are_too_wide() {
        for (words, width, expected) in [
            ("a short line of words", 4.0, "a short line of words"),
            ("MMMMMM", 2.0, "MM\nMM\nMM"),
            ("a MMMM b", 2.0, "a MM\nMM b"),
            ("iiiiii", 2.0, "iiiiii"),
            ("x\u{301}x\u{301}x\u{301}x\u{301}", 1.3, "x\u{301}x\u{301}\nx\u{301}x\u{301}"),
        ] {
            assert_eq!(broken(words, width), expected);
        }
    }

    #[test]
    fn shares_out_the_page() {
        let columns = Columns::new(vec![12, 12, 24, 90], 269.0, 8.0).unwrap();
        assert!(columns.widths.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(columns.lines(3, ""), 1);
        assert_eq!(columns.lines(3, "a\nb\n\nc"), 4);
        assert!(columns.lines(0, &"x".repeat(100)) > columns.lines(3, &"x".repeat(100)));
        assert!(Columns::new(vec![10; 40], 269.0, 8.0).is_none());
    }

    #[test]
    fn parts_marks() {
        assert_eq!(mark_parts("[s40(2)]"), ["[s40(2)]"]);
        assert_eq!(mark_parts("[s31(1)(a), s40(2)]"), ["[s31(1)(a), ", "s40(2)]"]);
    }
}
