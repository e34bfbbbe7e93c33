//! The imported table, held column by column.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::arena::Arena;
use crate::text::Sensitive;

/// Where a cell stands: both count from 0, and rows count below the heading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(from = "(u32, u16)", into = "(u32, u16)")]
pub struct CellId {
    /// Row below the heading, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u16,
}

impl From<(u32, u16)> for CellId {
    fn from((row, column): (u32, u16)) -> CellId {
        CellId { row, column }
    }
}

impl From<CellId> for (u32, u16) {
    fn from(cell: CellId) -> (u32, u16) {
        (cell.row, cell.column)
    }
}

/// What a cell is underneath its shown text, where the file says so.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub enum Typed {
    /// A day.
    Date(Date),
    /// A day and a time of day.
    DateTime(DateTime),
    /// A number.
    Number(f64),
}

impl Typed {
    /// Whether it is a value at all: `NaN` and `1E+999` in a file have only their text, and a case
    /// file could not hold more.
    fn is_finite(&self) -> bool {
        match self {
            Typed::Date(_) | Typed::DateTime(_) => true,
            Typed::Number(number) => number.is_finite(),
        }
    }
}

/// One column: its heading and the shown text of its cells.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Column {
    pub(super) heading: String,
    /// Position in the source, from 1: column G is 7.
    pub(super) source_column: u16,
    pub(super) hidden: bool,
    pub(super) arena: Arena,
    /// Typed values by row, ascending.
    pub(super) typed: Vec<(u32, Typed)>,
}

impl Column {
    /// The heading as the file shows it; never empty (an unnamed column is called "Column 7").
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Position in the source file, from 1: column G is 7.
    pub fn source_column(&self) -> u16 {
        self.source_column
    }

    /// Whether the file hides this column.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Number of bytes of text in its cells.
    pub fn byte_len(&self) -> u64 {
        self.arena.byte_len()
    }
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column")
            .field("heading", &self.heading)
            .field("hidden", &self.hidden)
            .field("arena", &self.arena)
            .finish_non_exhaustive()
    }
}

/// The imported table: rows below one heading row.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Sheet {
    name: String,
    columns: Vec<Column>,
    /// 1-based row (line for delimited text) of each entry in the source file.
    source_rows: Vec<u32>,
    /// Entries that the file hides, ascending.
    hidden_rows: Vec<u32>,
}

/// A table taken apart, on its way between two processes.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) source_rows: Vec<u32>,
    pub(super) hidden_rows: Vec<u32>,
}

impl Sheet {
    pub(super) fn into_parts(self) -> Parts {
        let Sheet { name, columns, source_rows, hidden_rows } = self;
        Parts { name, columns, source_rows, hidden_rows }
    }

    /// `None` if the parts do not make a table.
    pub(super) fn from_parts(parts: Parts) -> Option<Sheet> {
        let Parts { name, columns, source_rows, hidden_rows } = parts;
        let rows = source_rows.len() as u64;
        let fits = |column: &Column| {
            column.arena.end() <= rows
                && column.typed.is_sorted_by(|(a, _), (b, _)| a < b)
                && column.typed.last().is_none_or(|&(row, _)| u64::from(row) < rows)
        };
        let holds = u32::try_from(rows).is_ok()
            && columns.iter().all(fits)
            && columns.is_sorted_by_key(|column| column.source_column)
            && hidden_rows.is_sorted_by(|a, b| a < b)
            && hidden_rows.last().is_none_or(|&row| u64::from(row) < rows);
        holds.then_some(Sheet { name, columns, source_rows, hidden_rows })
    }

    /// Name of the worksheet, or of the file's stem for delimited text.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns, left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Number of rows below the heading.
    pub fn row_count(&self) -> u32 {
        self.source_rows.len() as u32
    }

    /// Shown text of a cell; empty outside the table.
    pub fn text(&self, cell: CellId) -> Sensitive<'_> {
        let text = self.columns.get(cell.column as usize).map_or("", |c| c.arena.get(cell.row));
        Sensitive::new(text)
    }

    /// What the cell is underneath, where the file says so.
    pub fn typed(&self, cell: CellId) -> Option<Typed> {
        let typed = &self.columns.get(cell.column as usize)?.typed;
        let at = typed.binary_search_by_key(&cell.row, |&(row, _)| row).ok()?;
        Some(typed[at].1)
    }

    /// 1-based row of this entry in the source file (the line it begins on, for delimited text).
    pub fn source_row(&self, row: u32) -> u32 {
        self.source_rows.get(row as usize).copied().unwrap_or(0)
    }

    /// The row with this number in the source; rows keep the order of the source.
    pub fn row_of_source(&self, source_row: u32) -> Option<u32> {
        self.source_rows.binary_search(&source_row).ok().map(|row| row as u32)
    }

    /// Whether the file hides this row.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
    }
}

/// Builds a [`Sheet`] row by row.
#[derive(Debug)]
pub struct SheetBuilder {
    sheet: Sheet,
    headings: BTreeSet<String>,
    /// How far the repeated ones are numbered.
    numbered: BTreeMap<String, u32>,
    /// Index of the column at each position of the source, from 0.
    by_position: Vec<Option<u16>>,
}

impl SheetBuilder {
    /// A table with these headings. Blank headings are named by position and repeated ones
    /// numbered ("Name", "Name (2)"), so that no two columns are confused.
    pub fn new(name: &str, headings: &[&str]) -> SheetBuilder {
        let mut builder = SheetBuilder {
            sheet: Sheet { name: name.to_owned(), ..Sheet::default() },
            headings: BTreeSet::new(),
            numbered: BTreeMap::new(),
            by_position: Vec::new(),
        };
        for heading in headings {
            builder.add_column(heading);
        }
        builder
    }

    /// Adds a column to the right; rows already there are blank in it. Gives the name it got.
    pub fn add_column(&mut self, heading: &str) -> &str {
        self.add_column_at(self.by_position.len() as u16, heading)
    }

    /// Adds a column at a position of the source, counted from 0, that has none yet.
    pub fn add_column_at(&mut self, position: u16, heading: &str) -> &str {
        let trimmed = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let base = if trimmed.is_empty() { format!("Column {}", u32::from(position) + 1) } else { trimmed };
        let mut name = base.clone();
        while !self.headings.insert(name.clone()) {
            let n = self.numbered.entry(base.clone()).or_insert(1);
            *n += 1;
            name = format!("{base} ({n})");
        }
        let at = position as usize;
        if self.by_position.len() <= at {
            self.by_position.resize(at + 1, None);
        }
        self.by_position[at] = Some(self.sheet.columns.len() as u16);
        let source_column = position.saturating_add(1);
        self.sheet.columns.push(Column { heading: name, source_column, ..Column::default() });
        self.sheet.columns.last().map_or("", |column| &column.heading)
    }

    /// Whether there is a column at this position of the source, counted from 0.
    pub fn has_column_at(&self, position: u16) -> bool {
        self.by_position.get(position as usize).is_some_and(Option::is_some)
    }

    /// Marks the column at a position of the source, counted from 0, as hidden in the file.
    pub fn hide_column(&mut self, position: u16) {
        let Some(&Some(column)) = self.by_position.get(position as usize) else { return };
        if let Some(column) = self.sheet.columns.get_mut(column as usize) {
            column.hidden = true;
        }
    }

    /// Number of columns so far.
    pub fn column_count(&self) -> usize {
        self.sheet.columns.len()
    }

    /// Appends a row: cells beyond the known columns get columns of their own (they hold text!),
    /// missing cells are blank.
    pub fn push_row<'t>(
        &mut self,
        source_row: u32,
        hidden: bool,
        cells: impl IntoIterator<Item = (&'t str, Option<Typed>)>,
    ) {
        let cells = cells.into_iter().enumerate();
        self.push_cells(source_row, hidden, cells.map(|(at, (text, typed))| (at as u16, text, typed)));
    }

    /// Appends a row of which only some cells are given, each with its position in the source,
    /// counted from 0. No position comes twice.
    pub fn push_cells<'t>(
        &mut self,
        source_row: u32,
        hidden: bool,
        cells: impl IntoIterator<Item = (u16, &'t str, Option<Typed>)>,
    ) {
        let row = self.sheet.source_rows.len() as u32;
        for (position, text, typed) in cells {
            if !self.has_column_at(position) {
                self.add_column_at(position, "");
            }
            let column = self.by_position[position as usize].unwrap_or_default();
            let Some(column) = self.sheet.columns.get_mut(column as usize) else { continue };
            column.arena.push(row, text);
            if let Some(typed) = typed.filter(|typed| typed.is_finite()) {
                column.typed.push((row, typed));
            }
        }
        self.sheet.source_rows.push(source_row);
        if hidden {
            self.sheet.hidden_rows.push(row);
        }
    }

    /// The table, its columns in the order of the source.
    pub fn finish(mut self) -> Sheet {
        for column in &mut self.sheet.columns {
            column.arena.shrink();
            column.typed.shrink_to_fit();
        }
        self.sheet.columns.sort_by_key(|column| column.source_column);
        self.sheet.source_rows.shrink_to_fit();
        self.sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_cell_of_ragged_rows() {
        let mut builder = SheetBuilder::new("s", &["A", "", "A"]);
        builder.push_row(2, false, [("1", Some(Typed::Number(1.0))), ("é", None)]);
        builder.push_row(3, true, ["x", "y", "z", "surplus"].map(|t| (t, None)));
        let sheet = builder.finish();
        let headings: Vec<_> = sheet.columns().iter().map(Column::heading).collect();
        assert_eq!(headings, ["A", "Column 2", "A (2)", "Column 4"]);
        let text = |row, column| sheet.text(CellId { row, column }).expose();
        assert_eq!([text(0, 0), text(0, 1), text(0, 2), text(0, 3)], ["1", "é", "", ""]);
        assert_eq!([text(1, 0), text(1, 3), text(9, 0), text(0, 9)], ["x", "surplus", "", ""]);
        assert_eq!(sheet.typed(CellId { row: 0, column: 0 }), Some(Typed::Number(1.0)));
        assert!(sheet.is_row_hidden(1) && !sheet.is_row_hidden(0));
    }

    #[test]
    fn columns_stand_in_the_order_of_the_source() {
        let mut builder = SheetBuilder::new("s", &["A"]);
        builder.push_cells(2, false, [(16_383, "far", None)]);
        builder.push_cells(3, false, [(4, "near", None)]);
        builder.hide_column(4);
        let sheet = builder.finish();
        let columns: Vec<_> =
            sheet.columns().iter().map(|c| (c.heading(), c.source_column(), c.is_hidden())).collect();
        assert_eq!(columns, [("A", 1, false), ("Column 5", 5, true), ("Column 16384", 16384, false)]);
        assert_eq!(sheet.text(CellId { row: 1, column: 1 }).expose(), "near");
        assert_eq!(sheet.text(CellId { row: 0, column: 2 }).expose(), "far");
    }

    #[test]
    fn no_number_without_a_value() {
        let mut builder = SheetBuilder::new("s", &["A"]);
        for (number, kept) in [(f64::MAX, true), (f64::NAN, false), (f64::NEG_INFINITY, false)] {
            builder.push_row(2, false, [("n", Some(Typed::Number(number)))]);
            let typed = builder.sheet.typed(CellId { row: builder.sheet.row_count() - 1, column: 0 });
            assert_eq!(typed.is_some(), kept, "{number}");
        }
    }

    #[test]
    fn prints_no_case_text() {
        let mut builder = SheetBuilder::new("s", &["A"]);
        builder.push_row(2, false, [("Adeyemi", Some(Typed::Number(41.0)))]);
        let printed = format!("{:?}", builder.finish());
        assert!(!printed.contains("Adeyemi") && !printed.contains("41"), "{printed}");
    }
}
