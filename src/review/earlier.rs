//! An earlier release laid beside this one: which passages are open in one and withheld in the other. Whoever
//! has both reads both.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use super::{Place, Policy, Workspace};
use crate::sheet::{CellId, Treatment};
use crate::text::{Span, union};

/// An entry that the earlier release shows otherwise.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Differs {
    /// Its row of the sheet.
    pub row: u32,
    /// The row of the earlier table, counted from 0 below the headings.
    pub earlier: usize,
    /// Open there, and withheld here.
    pub open_there: Vec<Place>,
    /// Withheld there, and open here.
    pub open_here: Vec<Place>,
}

impl std::fmt::Debug for Differs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (there, here) = (self.open_there.len(), self.open_here.len());
        write!(f, "<row {}: {there} passages open there, {here} open here>", self.row)
    }
}

/// What laying an earlier release beside this one shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// Rows of the earlier table that tell of an entry of this release.
    pub matched_count: usize,
    /// Rows that tell of none, or of which too little is left to say.
    pub unmatched_count: usize,
    /// Entries that differ, by row.
    pub differs: Vec<Differs>,
}

/// Words by which a text is looked up: enough to be rare, few enough to stand between two marks.
const MOST_WORDS: usize = 5;
/// A text of which less is left could be that of anybody.
const LEAST_WORDS: usize = 3;

/// What can stand where words were, in a table of this program or in one that was marked by hand.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?ix) \[ \s* (?: s \s? \d [^\]\[]{0,80} | section \s \d [^\]\[]{0,80} | redacted | withheld
        | out \s of \s scope | (?: officer | staff \s member ) \s [A-Z]{1,3} | complainant (?: \s \d+ )?
        | (?: witness | person ) \s \d+ ) \s* \]";
    Regex::new(pattern).expect("a valid pattern")
});

/// What is left of a text between its marks.
struct Left<'t> {
    pieces: Vec<&'t str>,
    begins_open: bool,
    ends_open: bool,
}

impl<'t> Left<'t> {
    fn of(text: &'t str) -> Left<'t> {
        // A table for spreadsheets has an apostrophe before what would be a formula.
        let text = match text.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
            Some(_) | None => text,
        };
        let (mut pieces, mut from) = (Vec::new(), 0);
        let (mut begins_open, mut ends_open) = (true, true);
        for mark in MARK.find_iter(text) {
            begins_open &= mark.start() > 0;
            ends_open = mark.end() < text.len();
            pieces.extend(text.get(from..mark.start()).filter(|piece| !piece.is_empty()));
            from = mark.end();
        }
        pieces.extend(text.get(from..).filter(|piece| !piece.is_empty()));
        Left { pieces, begins_open, ends_open }
    }

    /// Where its pieces stand in a source, one after the other with something between them; `None` if it is
    /// not what is left of this source.
    fn within(&self, source: &str) -> Option<Vec<Span>> {
        let mut spans: Vec<Span> = Vec::with_capacity(self.pieces.len());
        let mut from = 0;
        let last = self.pieces.len().checked_sub(1)?;
        for (at, piece) in self.pieces.iter().enumerate() {
            let start = match (at, at == last && self.ends_open) {
                (0, _) if self.begins_open => source.starts_with(piece).then_some(0)?,
                // The end is looked for at the end: its words may stand before, too.
                (_, true) => source
                    .len()
                    .checked_sub(piece.len())
                    .filter(|start| *start >= from && source.get(*start..) == Some(piece))?,
                (_, false) => {
                    // A mark stands for one letter at least.
                    let begin = after_a_letter(source, from)?;
                    begin + source.get(begin..)?.find(piece)?
                }
            };
            let end = start + piece.len();
            spans.push(Span::new(source, start, end)?);
            from = end;
        }
        let reaches_end = from == source.len();
        // A table cuts no text: what is open at the end is open to the end.
        (reaches_end == self.ends_open).then_some(spans)
    }

    /// The words it is looked up by: the first of its longest piece.
    fn key(&self) -> Option<Vec<String>> {
        let longest = self.pieces.iter().max_by_key(|piece| piece.len())?;
        // Words at its edges may be cut.
        let words: Vec<String> = whole_words(longest).take(MOST_WORDS).collect();
        (words.len() >= LEAST_WORDS).then_some(words)
    }
}

/// The byte after the letter at `from`.
fn after_a_letter(source: &str, from: usize) -> Option<usize> {
    let letter = source.get(from..)?.chars().next()?;
    Some(from + letter.len_utf8())
}

/// Words between blanks, but for the first and the last, of which a mark may hold a part.
fn whole_words(piece: &str) -> impl Iterator<Item = String> + '_ {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    words
        .into_iter()
        .enumerate()
        .filter(move |(at, _)| *at > 0 && *at < last)
        .map(|(_, word)| word.to_owned())
}

impl Workspace {
    /// Lays the running texts of an earlier release beside this one: `earlier` are they, row by row, with their
    /// marks. A row is matched with the entry of which it is what is left once words were taken out; one of
    /// which fewer than three whole words stand together is not matched.
    pub fn lay_beside(&self, earlier: &[String]) -> Beside {
        let left: Vec<Left<'_>> = earlier.iter().map(|text| Left::of(text)).collect();
        let mut by_key: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for (at, left) in left.iter().enumerate() {
            if let Some(key) = left.key() {
                by_key.entry(key).or_default().push(at);
            }
        }
        let entries = self.entries(Policy::Final);
        let found: Vec<(usize, CellId, Vec<Span>)> = entries
            .par_iter()
            .flat_map_iter(|&row| self.running_cells(row))
            .flat_map_iter(|cell| self.fits(cell, &left, &by_key))
            .collect();
        // Entries of one case often have one text: each row is laid beside an entry that has none yet.
        let mut taken: BTreeSet<CellId> = BTreeSet::new();
        let mut matched: HashMap<usize, (CellId, Vec<Span>)> = HashMap::new();
        for (at, cell, spans) in found {
            if !matched.contains_key(&at) && taken.insert(cell) {
                matched.insert(at, (cell, spans));
            }
        }
        let mut differs: Vec<Differs> = (0..left.len())
            .filter_map(|at| {
                let (cell, spans) = matched.get(&at)?;
                self.difference(*cell, at, spans)
            })
            .collect();
        differs.sort();
        Beside { matched_count: matched.len(), unmatched_count: earlier.len() - matched.len(), differs }
    }

    fn running_cells(&self, row: u32) -> Vec<CellId> {
        let plans = (0u16..).zip(&self.layout().columns);
        plans
            .filter(|(_, plan)| plan.treatment == Treatment::RedactSpans)
            .map(|(column, _)| CellId { row, column })
            .collect()
    }

    /// The rows of the earlier table that are what is left of this cell.
    fn fits(
        &self,
        cell: CellId,
        left: &[Left<'_>],
        by_key: &HashMap<Vec<String>, Vec<usize>>,
    ) -> Vec<(usize, CellId, Vec<Span>)> {
        let text = self.sheet().text(cell).expose();
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let mut fitting: BTreeSet<usize> = BTreeSet::new();
        for start in 0..words.len() {
            for count in LEAST_WORDS..=MOST_WORDS {
                let rows = words.get(start..start + count).and_then(|window| by_key.get(window));
                fitting.extend(rows.into_iter().flatten());
            }
        }
        fitting.into_iter().filter_map(|at| Some((at, cell, left.get(at)?.within(text)?))).collect()
    }

    fn difference(&self, cell: CellId, earlier: usize, open_there: &[Span]) -> Option<Differs> {
        let text = self.sheet().text(cell).expose();
        let is_released = self.open_cells(cell.row).contains(&cell);
        let gone: Vec<Span> = if is_released {
            self.redactions(cell, Policy::Final).into_iter().map(|redaction| redaction.span).collect()
        } else {
            Span::new(text, 0, text.len()).into_iter().collect()
        };
        let open_here = outside(text, &gone);
        let place = |span| Place { cell, span };
        let there: Vec<Place> = common(text, open_there, &gone).map(place).collect();
        let here: Vec<Place> = common(text, &outside(text, open_there), &open_here).map(place).collect();
        let differs = Differs { row: cell.row, earlier, open_there: there, open_here: here };
        (!differs.open_there.is_empty() || !differs.open_here.is_empty()).then_some(differs)
    }
}

/// What of a text lies outside these spans.
fn outside(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut rest = Vec::new();
    let mut from = 0;
    for span in union(spans.iter().copied()) {
        rest.extend(Span::new(text, from, span.start()));
        from = span.end();
    }
    rest.extend(Span::new(text, from, text.len()));
    rest
}

/// What lies in both, where it holds a letter or digit: blanks and commas tell nothing.
fn common<'t>(text: &'t str, one: &'t [Span], other: &'t [Span]) -> impl Iterator<Item = Span> + 't {
    one.iter()
        .flat_map(move |span| other.iter().map(move |other| (span, other)))
        .filter_map(move |(span, other)| {
            Span::new(text, span.start().max(other.start()), span.end().min(other.end()))
        })
        .filter(move |span| span.of(text).is_some_and(|words| words.chars().any(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, source: &str, expected: Option<&[&str]>) {
        let found = Left::of(left).within(source);
        let found: Option<Vec<&str>> =
            found.map(|spans| spans.iter().map(|span| span.of(source).unwrap()).collect());
        assert_eq!(found.as_deref(), expected, "{left:?} in {source:?}");
    }

    #[test]
    fn what_is_left_is_found_in_its_source() {
        check("PC [s40(2)] left.", "PC Hunter left.", Some(&["PC ", " left."]));
        check("[Officer A] left PC [s40(2), s31(1)(a)]", "Jo left PC Hunter", Some(&[" left PC "]));
        check("'=1 by [s40(2)]", "=1 by me", Some(&["=1 by "]));
        check("he ran, [Redacted], he ran", "he ran, fast, he ran", Some(&["he ran, ", ", he ran"]));
        check("nothing withheld", "nothing withheld", Some(&["nothing withheld"]));
    }

    #[test]
    fn what_is_of_another_text_is_not() {
        check("PC [s40(2)] left.", "PC Hunter came.", None);
        check("PC [s40(2)] left.", "PC Hunter left. Then more.", None);
        check("PC [s40(2)]", "PC ", None);
        check("[s40(2)]", "anything", None);
        check("he [aside] ran", "he then ran", None);
        check("", "x", None);
    }
}
