//! The schedule: a public list of redactions by entry, column and exemption. It is made from the
//! disclosure alone, so it cannot hold words, kinds or lengths.

use std::collections::BTreeMap;

use super::build::{DRAFT_CELL, ENTRY_HEADING, draft_column};
use super::csv::needs_guard;
use super::disclosure::{Builder, Column, ColumnKind};
use super::{Cell, Disclosure, Grounds, Piece};

/// What stands in place of an exemption where words were not asked for.
const OUT_OF_SCOPE: &str = "Out of scope";
/// What stands in place of an exemption where none was given.
const NO_EXEMPTION: &str = "No exemption given";
/// What stands in place of an entry's number in a row about the whole table.
const ALL: &str = "All";
/// What stands in place of an exemption where nothing was withheld but a sign was added.
const GUARDED: &str = "None: the cell begins like a formula, so that ' stands before it in CSV";

/// The schedule of a disclosure, itself a table to be written and proven like one.
pub fn schedule(disclosure: &Disclosure) -> Disclosure {
    let is_draft = disclosure.meta().is_draft;
    let mut columns = vec![
        Column::ours(ENTRY_HEADING, ColumnKind::Number),
        Column::ours("Column", ColumnKind::Short),
        Column::ours("Exemption", ColumnKind::Short),
        Column::ours("Count", ColumnKind::Number),
    ];
    if is_draft {
        columns.push(draft_column());
    }
    let mut builder = Builder::new(disclosure.meta().clone(), columns);
    let mut add = |entry: &str, heading: &str, exemption: &str, count: u64| {
        for text in [entry, heading, exemption, &count.to_string()] {
            builder.text_cell(text);
        }
        if is_draft {
            builder.text_cell(DRAFT_CELL);
        }
    };
    for row in 0..disclosure.row_count() {
        for (cell, column) in disclosure.row(row).zip(disclosure.columns()) {
            for (exemption, count) in marks(cell) {
                add(&(row + 1).to_string(), &column.heading, &exemption, count);
            }
        }
    }
    for (column, count) in disclosure.columns().iter().zip(guarded_cells(disclosure)) {
        if count > 0 {
            add(ALL, &column.heading, GUARDED, count);
        }
    }
    builder.finish()
}

/// Cells of each column, heading included, that get a leading `'` in CSV.
pub fn guarded_cells(disclosure: &Disclosure) -> Vec<u64> {
    let mut counts: Vec<u64> =
        disclosure.columns().iter().map(|column| u64::from(needs_guard(&column.heading))).collect();
    for row in 0..disclosure.row_count() {
        for (cell, count) in disclosure.row(row).zip(&mut counts) {
            // Marks do not begin like a formula, so the first piece decides which cells to look at.
            let sign = ['=', '+', '-', '@', '\t', '\r'];
            let begins_so = matches!(cell.pieces().next(), Some(Piece::Text(text)) if text.starts_with(sign));
            if begins_so && needs_guard(&cell.text()) {
                *count += 1;
            }
        }
    }
    counts
}

/// The exemptions of a cell, each with the number of its marks.
fn marks(cell: Cell<'_>) -> BTreeMap<String, u64> {
    let mut marks = BTreeMap::new();
    for piece in cell.pieces() {
        if let Piece::Withheld(mark) = piece {
            *marks.entry(grounds(&mark.grounds)).or_default() += 1;
        }
    }
    marks
}

/// The exemptions by their full codes, or why there are none.
pub(super) fn grounds(grounds: &Grounds) -> String {
    match grounds {
        Grounds::Exempt(exemptions) if exemptions.is_empty() => NO_EXEMPTION.to_owned(),
        Grounds::Exempt(exemptions) => {
            exemptions.iter().map(|exemption| exemption.code()).collect::<Vec<_>>().join(", ")
        }
        Grounds::OutOfScope => OUT_OF_SCOPE.to_owned(),
    }
}
