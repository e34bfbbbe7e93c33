//! The imported table, held column by column in one text arena each.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

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

/// One column: its heading and the shown text of its cells.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Column {
    heading: String,
    hidden: bool,
    arena: Arena,
    /// Typed values by row, ascending.
    typed: Vec<(u32, Typed)>,
}

impl Column {
    /// The heading as the file shows it; never empty (an unnamed column is called "Column 7").
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Whether the file hides this column.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }
}

/// Texts end to end. `Debug` is by hand: it is case text.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
struct Arena {
    text: String,
    /// Byte at which each cell ends.
    ends: Vec<u64>,
}

impl Arena {
    fn get(&self, row: u32) -> &str {
        let row = row as usize;
        let Some(&end) = self.ends.get(row) else { return "" };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }
}

impl std::fmt::Debug for Arena {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} cells, {} bytes withheld>", self.ends.len(), self.text.len())
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

impl Sheet {
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

    /// Whether the file hides this row.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
    }
}

/// Builds a [`Sheet`] row by row.
#[derive(Debug)]
pub struct SheetBuilder {
    sheet: Sheet,
}

impl SheetBuilder {
    /// A table with these headings. Blank headings are named by position and repeated ones
    /// numbered ("Name", "Name (2)"), so that no two columns are confused.
    pub fn new(name: &str, headings: &[&str]) -> SheetBuilder {
        let mut builder = SheetBuilder { sheet: Sheet { name: name.to_owned(), ..Sheet::default() } };
        for heading in headings {
            builder.add_column(heading);
        }
        builder
    }

    /// Adds a column to the right; rows already there are blank in it.
    pub fn add_column(&mut self, heading: &str) {
        let trimmed = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let base =
            if trimmed.is_empty() { format!("Column {}", self.sheet.columns.len() + 1) } else { trimmed };
        let mut name = base.clone();
        let mut n = 1;
        while self.sheet.columns.iter().any(|c| c.heading == name) {
            n += 1;
            name = format!("{base} ({n})");
        }
        let mut column = Column { heading: name, ..Column::default() };
        column.arena.ends = vec![0; self.sheet.source_rows.len()];
        self.sheet.columns.push(column);
    }

    /// Marks a column as hidden in the file.
    pub fn hide_column(&mut self, column: u16) {
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
        let row = self.sheet.source_rows.len() as u32;
        let mut filled = 0;
        for (at, (text, typed)) in cells.into_iter().enumerate() {
            if at >= self.sheet.columns.len() {
                self.add_column("");
            }
            let column = &mut self.sheet.columns[at];
            column.arena.push(text);
            if let Some(typed) = typed {
                column.typed.push((row, typed));
            }
            filled = at + 1;
        }
        for column in self.sheet.columns.iter_mut().skip(filled) {
            column.arena.push("");
        }
        self.sheet.source_rows.push(source_row);
        if hidden {
            self.sheet.hidden_rows.push(row);
        }
    }

    /// The table.
    pub fn finish(mut self) -> Sheet {
        for column in &mut self.sheet.columns {
            column.arena.text.shrink_to_fit();
            column.arena.ends.shrink_to_fit();
        }
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
}
