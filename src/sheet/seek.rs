//! Finds texts in a whole table at once: the cells of a column lie end to end, so that a column is looked
//! through in long stretches and not cell by cell.

use std::ops::Range;

use memchr::memchr2;
use rayon::prelude::*;
use regex::bytes::{Regex, RegexBuilder};

use super::arena::Stretch;
use super::{CellId, Sheet};
use crate::text::fold;

/// Texts that are looked for, whatever their capitals, accents and look-alikes (see [`fold`]).
#[derive(Debug)]
pub struct Seeker {
    /// Folded, none of them empty.
    texts: Vec<String>,
    /// Those that are ASCII, as they may stand in the bytes of a text that is not folded.
    plain: Option<Regex>,
    /// The letter, small and capital, if nothing but one is looked for: it stands in nearly every cell, and an
    /// expression takes longer to begin than to find it.
    letter: Option<[u8; 2]>,
    /// Bytes of the longest.
    longest: usize,
}

impl Seeker {
    /// Looks for any of these texts; `None` if none of them has a letter that can be looked for.
    pub fn new(texts: &[&str]) -> Option<Seeker> {
        let texts: Vec<String> =
            texts.iter().map(|text| fold(text)).filter(|text| !text.is_empty()).collect();
        let longest = texts.iter().map(String::len).max()?;
        let plain: Vec<String> =
            texts.iter().filter(|text| text.is_ascii()).map(|text| regex::escape(text)).collect();
        let plain = match plain.is_empty() {
            true => None,
            // Written by us from letters that are escaped: one that is too large is none.
            false => Some(RegexBuilder::new(&plain.join("|")).case_insensitive(true).unicode(false).build()),
        };
        let letter = match &texts[..] {
            [text] if longest == 1 => text.bytes().next().map(|byte| [byte, byte.to_ascii_uppercase()]),
            _ => None,
        };
        Some(Seeker { plain: plain.transpose().ok()?, letter, longest, texts })
    }

    /// Where the texts stand in the text of a cell, in bytes, if it is all ASCII; `None` where it is not, and
    /// has to be folded.
    pub fn hits<'t>(&'t self, text: &'t str) -> Option<impl Iterator<Item = Range<usize>> + 't> {
        let plain = text.is_ascii().then_some(self.plain.as_ref())?;
        Some(plain.into_iter().flat_map(|plain| plain.find_iter(text.as_bytes())).map(|found| found.range()))
    }

    /// The first place from a byte on where one of the texts stands that are ASCII.
    fn next_plain(&self, bytes: &[u8], at: usize) -> Option<Range<usize>> {
        match (self.letter, &self.plain) {
            (Some([small, capital]), _) => {
                let start = at + memchr2(small, capital, bytes.get(at..)?)?;
                Some(start..start + 1)
            }
            (None, Some(plain)) => plain.find_at(bytes, at).map(|found| found.range()),
            (None, None) => None,
        }
    }

    /// The cells of a stretch in which one of the texts stands, as their places in it, ascending.
    fn find(&self, stretch: Stretch<'_>) -> Vec<usize> {
        let mut cells = Vec::new();
        let (mut at, mut cell) = (0, 0);
        while let Some(found) = self.next_plain(stretch.text.as_bytes(), at) {
            cell = stretch.cell_at(cell, found.start);
            let end = stretch.end(cell);
            if found.end <= end {
                cells.push(cell);
                at = end;
            } else {
                // It reaches over into the next cell.
                at = found.start + 1;
            }
        }
        let known = cells.len();
        let (mut at, mut cell) = (0, 0);
        while let Some(odd) = first_odd(stretch.text.as_bytes(), at) {
            cell = stretch.cell_at(cell, odd);
            let (start, end) = (stretch.start(cell), stretch.end(cell));
            let is_known = cells.get(..known).is_some_and(|cells| cells.binary_search(&cell).is_ok());
            if is_known {
                at = end;
                continue;
            }
            let (from, to) = self.around(stretch.text, odd, start, end);
            at = to;
            let around = fold(stretch.text.get(from..to).unwrap_or_default());
            if self.texts.iter().any(|text| around.contains(text)) {
                cells.push(cell);
                at = end;
            }
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// What has to be folded to find a text that takes in letters beside ASCII, of which the first stands at
    /// `odd`: these with as much around them as a text can reach, within `start..end`.
    fn around(&self, text: &str, odd: usize, start: usize, end: usize) -> (usize, usize) {
        let mut from = odd.saturating_sub(self.longest).max(start);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let bytes = text.as_bytes();
        let (mut to, mut plain) = (odd, 0);
        while to < end && plain <= self.longest {
            plain = if bytes.get(to).is_some_and(u8::is_ascii) { plain + 1 } else { 0 };
            to += 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        (from, to)
    }
}

/// The first byte from `at` on that is not ASCII.
fn first_odd(bytes: &[u8], at: usize) -> Option<usize> {
    const STEP: usize = 64;
    let mut from = at;
    for step in bytes.get(at..)?.chunks(STEP) {
        if !step.is_ascii() {
            return step.iter().position(|byte| !byte.is_ascii()).map(|odd| from + odd);
        }
        from += step.len();
    }
    None
}

impl Sheet {
    /// Rows in which one of the texts stands in some column, ascending.
    pub fn rows_with(&self, seeker: &Seeker) -> Vec<u32> {
        let columns = 0..self.columns().len() as u16;
        let stretches: Vec<Stretch<'_>> = columns.flat_map(|column| self.stretches(column)).collect();
        let found: Vec<(u32, Vec<usize>)> =
            stretches.into_par_iter().map(|stretch| (stretch.first, seeker.find(stretch))).collect();
        // A letter stands in most cells of a big sheet: to note rows is quicker than to sort cells.
        let mut holds = vec![false; self.row_count() as usize];
        for (first, cells) in found {
            for cell in cells {
                if let Some(holds) = holds.get_mut(first as usize + cell) {
                    *holds = true;
                }
            }
        }
        (0..).zip(holds).filter_map(|(row, holds)| holds.then_some(row)).collect()
    }

    /// Cells of these columns in which one of the texts stands, in order.
    pub fn cells_with(&self, seeker: &Seeker, columns: &[u16]) -> Vec<CellId> {
        let stretches: Vec<(u16, Stretch<'_>)> = columns
            .iter()
            .flat_map(|&column| self.stretches(column).map(move |stretch| (column, stretch)))
            .collect();
        let found = stretches.into_par_iter().flat_map_iter(|(column, stretch)| {
            let cells = seeker.find(stretch).into_iter();
            cells.map(move |cell| CellId { row: stretch.first + cell as u32, column })
        });
        let mut cells: Vec<CellId> = found.collect();
        cells.par_sort_unstable();
        cells.dedup();
        cells
    }

    /// What a column holds, in long stretches.
    pub(super) fn stretches(&self, column: u16) -> impl Iterator<Item = Stretch<'_>> {
        self.columns().get(column as usize).into_iter().flat_map(|column| column.arena.stretches())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sheet::SheetBuilder;

    fn sheet(cells: &[(String, String)]) -> Sheet {
        let mut builder = SheetBuilder::new("Cases", &["Ref", "Summary"]);
        for (at, (reference, summary)) in cells.iter().enumerate() {
            builder.push_row(at as u32 + 2, false, [(reference.as_str(), None), (summary.as_str(), None)]);
        }
        builder.finish()
    }

    #[track_caller]
    fn check(summaries: &[&str], text: &str, expected: &[u32]) {
        let cells: Vec<(String, String)> =
            summaries.iter().map(|summary| (String::new(), (*summary).to_owned())).collect();
        let found = sheet(&cells).rows_with(&Seeker::new(&[text]).expect("a text to look for"));
        assert_eq!(found, expected, "{text} in {summaries:?}");
    }

    #[test]
    fn finds_whatever_the_writing() {
        check(&["PC OKAFOR", "okafo", "Ok\u{ad}afor", "Оkаfоr", "an Okafo", "r"], "Okafor", &[0, 2, 3]);
        check(&["Mrs O’Neill", "O'NEILL", "ONeill"], "o'neill", &[0, 1]);
        check(&["Núñez", "Nunez", "Nu\u{303}n", "ez"], "nunez", &[0, 1]);
        check(&["Straße 5", "STRASSE 5"], "strasse 5", &[0, 1]);
        check(&["ЖУКОВ", "жуков"], "Жуков", &[0, 1]);
        check(&["1 (a) [b]", "1 a b"], "(A) [B]", &[0]);
    }

    #[test]
    fn nothing_is_not_looked_for() {
        assert!(Seeker::new(&[]).is_none() && Seeker::new(&["", "\u{200b}"]).is_none());
    }

    #[test]
    fn one_of_several_is_enough() {
        let cells = ["Ali", "Alison", "Ward", "Alo"].map(|text| (String::new(), text.to_owned()));
        let seeker = Seeker::new(&["ward", "alison"]).expect("texts to look for");
        assert_eq!(sheet(&cells).rows_with(&seeker), [1, 2]);
    }

    proptest! {
        #[test]
        fn as_if_every_cell_were_folded(
            cells in prop::collection::vec(("[abé’ 1]{0,3}", "[aAbBéÉ’'\u{ad}ßs 1]{0,9}"), 0..9),
            texts in prop::collection::vec("[aAbé’ß1]{1,3}", 1..3),
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let sheet = sheet(&cells);
            let holds = |text: &str| texts.iter().any(|wanted| fold(text).contains(&fold(wanted)));
            let expected: Vec<u32> = (0u32..)
                .zip(&cells)
                .filter(|(_, (reference, summary))| holds(reference) || holds(summary))
                .map(|(row, _)| row)
                .collect();
            let seeker = Seeker::new(&texts).expect("texts to look for");
            prop_assert_eq!(sheet.rows_with(&seeker), expected);
        }
    }
}
