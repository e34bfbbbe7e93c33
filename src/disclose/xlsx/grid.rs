//! What each sheet of a released workbook must hold, cell by cell, as far as the reader knows it.

use super::parts::{self, BOLD_STYLE, HEAD_STYLE, TEXT_STYLE, TITLE_STYLE};
use crate::disclose::about::{About, AboutLine, KEY_HEADINGS, LineKind};
use crate::disclose::proof::Place;
use crate::disclose::{Cell, ColumnKind, Disclosure, KeyRow, Piece};

/// A sheet.
#[derive(Clone, Copy)]
pub(super) enum Grid<'d> {
    /// The cover.
    About(&'d [AboutLine]),
    /// What the marks stand for.
    Key(&'d [KeyRow]),
    /// The released table.
    Table(&'d Disclosure),
}

/// Letters of one look.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Run {
    pub(super) is_mark: bool,
    pub(super) text: String,
}

/// What a cell must hold.
#[derive(Default)]
pub(super) struct Content {
    pub(super) runs: Vec<Run>,
    /// Number of its look.
    pub(super) style: usize,
    /// Whether digits may stand as a number.
    pub(super) may_be_number: bool,
}

impl Content {
    fn plain(text: &str, style: usize) -> Content {
        Content { runs: vec![Run { is_mark: false, text: text.to_owned() }], style, ..Content::default() }
    }

    /// All letters.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl<'d> Grid<'d> {
    /// The sheets of the workbook, in order.
    pub(super) fn all(about: &'d About, disclosure: &'d Disclosure) -> Vec<Grid<'d>> {
        let mut grids = vec![Grid::About(&about.lines)];
        if !about.key.is_empty() {
            grids.push(Grid::Key(&about.key));
        }
        grids.push(Grid::Table(disclosure));
        grids
    }

    /// Kind of each column.
    pub(super) fn kinds(&self) -> Vec<ColumnKind> {
        match self {
            Grid::About(_) => vec![ColumnKind::Long],
            Grid::Key(_) => vec![ColumnKind::Short, ColumnKind::Long],
            Grid::Table(disclosure) => disclosure.columns().iter().map(|column| column.kind).collect(),
        }
    }

    /// Lines of the sheet, headings included.
    pub(super) fn line_count(&self) -> usize {
        match self {
            Grid::About(lines) => lines.len(),
            Grid::Key(rows) => rows.len() + 1,
            Grid::Table(disclosure) => disclosure.row_count() + 1,
        }
    }

    /// The headings of its table, if it is one.
    pub(super) fn headings(&self) -> Option<Vec<String>> {
        match self {
            Grid::About(_) => None,
            Grid::Key(_) => Some(KEY_HEADINGS.map(str::to_owned).to_vec()),
            Grid::Table(disclosure) => {
                Some(disclosure.columns().iter().map(|column| column.heading.clone()).collect())
            }
        }
    }

    /// What stands in a line, left to right.
    pub(super) fn line(&self, line: usize) -> Vec<Content> {
        match self {
            Grid::Table(disclosure) if line > 0 => {
                let cells = disclosure.row(line - 1).zip(disclosure.columns());
                cells.map(|(cell, column)| table_cell(cell, column.kind)).collect()
            }
            Grid::About(_) | Grid::Key(_) | Grid::Table(_) => {
                (0..self.kinds().len()).filter_map(|column| self.cell(line, column)).collect()
            }
        }
    }

    /// What stands in a cell.
    pub(super) fn cell(&self, line: usize, column: usize) -> Option<Content> {
        let Some(row) = line.checked_sub(1) else {
            return match self {
                Grid::About(lines) => Some(about_cell(lines.first()?)),
                Grid::Key(_) => Some(Content::plain(KEY_HEADINGS.get(column)?, HEAD_STYLE)),
                Grid::Table(table) => Some(Content::plain(&table.columns().get(column)?.heading, HEAD_STYLE)),
            };
        };
        match self {
            Grid::About(lines) => Some(about_cell(lines.get(line)?)),
            Grid::Key(rows) => rows.get(row).map(|KeyRow { mark, meaning }| match column {
                0 => Content::plain(mark, BOLD_STYLE),
                _ => Content::plain(meaning, TEXT_STYLE),
            }),
            Grid::Table(table) => {
                let kind = table.columns().get(column)?.kind;
                Some(table_cell(table.cell(row, column), kind))
            }
        }
    }

    /// The height of a line in points, if it is not that of every line.
    pub(super) fn height(&self, line: usize, contents: &[Content]) -> Option<String> {
        if let (Grid::About(lines), 0) = (self, line) {
            return lines.first().map(|title| parts::title_height(&title.text));
        }
        let kinds = self.kinds();
        let lines = contents.iter().zip(kinds).map(|(content, kind)| kind.lines(&content.text()));
        parts::row_height(lines.max().unwrap_or(1))
    }

    /// Where a failure is. Only the table has entries.
    pub(super) fn place(&self, part: &'static str, line: usize, column: usize) -> Place {
        match (self, line) {
            (Grid::About(_) | Grid::Key(_), _) => Place::Part(part),
            (Grid::Table(_), 0) => Place::Heading { column: column + 1 },
            (Grid::Table(_), entry) => Place::Cell { entry, column: column + 1 },
        }
    }

    /// Whether its cells are those of the released table, which are counted.
    pub(super) fn is_table(&self) -> bool {
        matches!(self, Grid::Table(_))
    }
}

fn about_cell(line: &AboutLine) -> Content {
    let style = match line.kind {
        LineKind::Title => TITLE_STYLE,
        LineKind::Heading => BOLD_STYLE,
        LineKind::Text => TEXT_STYLE,
    };
    Content::plain(&line.text, style)
}

fn table_cell(cell: Cell<'_>, kind: ColumnKind) -> Content {
    let mut runs: Vec<Run> = Vec::new();
    for piece in cell.pieces() {
        let (is_mark, words) = match piece {
            Piece::Text(words) => (false, words),
            Piece::Withheld(mark) => (true, mark.text()),
        };
        match runs.last_mut().filter(|last| last.is_mark == is_mark) {
            Some(last) => last.text.push_str(words),
            None => runs.push(Run { is_mark, text: words.to_owned() }),
        }
    }
    let is_whole = matches!(runs.as_slice(), [Run { is_mark: true, .. }]);
    let style = if is_whole { BOLD_STYLE } else { TEXT_STYLE };
    Content { runs, style, may_be_number: kind == ColumnKind::Number }
}
