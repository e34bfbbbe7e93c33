//! Walks through one worksheet: hands its rows on, and collects what is hidden in it.

use std::io::{BufRead, Read, Seek};

use super::date::{Epoch, show_iso};
use super::facts::SheetFacts;
use super::package::Package;
use super::strings::Strings;
use super::styles::Styles;
use super::text::{RichText, unescape};
use super::xml::{Tag, Token, Xml, is_true};
use crate::sheet::Typed;
use crate::sheet::error::Problem;
use crate::sheet::heading::CellRef;
use crate::sheet::place::parse_cell;

/// Excel's last column.
pub(in crate::sheet) const MAX_COLUMNS: u32 = 16_384;
/// Excel's last row.
pub(in crate::sheet) const MAX_ROWS: u32 = 1_048_576;

/// What a sheet's cells are shown with.
pub(in crate::sheet) struct Book {
    pub(in crate::sheet) strings: Strings,
    pub(in crate::sheet) styles: Styles,
    pub(in crate::sheet) epoch: Epoch,
}

/// Takes the rows of a sheet: row from 1, whether it is hidden, its cells with text.
pub(in crate::sheet) type RowSink<'s> = dyn FnMut(u32, bool, &[CellRef<'_>]) -> Result<(), Problem> + 's;

/// Reads a sheet to its end.
pub(in crate::sheet) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    name: &str,
    part: &str,
    book: &mut Book,
    sink: &mut RowSink<'_>,
) -> Result<SheetFacts, Problem> {
    let mut xml = package.xml(part)?;
    let mut sheet = Walk { book, sink, facts: SheetFacts::default(), row: Row::default(), next_row: 1 };
    match sheet.walk(&mut xml) {
        Ok(()) => Ok(sheet.facts),
        Err(Problem::Damaged { what }) => {
            let near = sheet.next_row.saturating_sub(1).max(1);
            Err(Problem::damaged(format!("in its sheet \"{name}\", near row {near}, {what}")))
        }
        Err(problem) => Err(problem),
    }
}

struct Walk<'w, 's> {
    book: &'w mut Book,
    sink: &'w mut RowSink<'s>,
    facts: SheetFacts,
    row: Row,
    /// Number of a row that does not say its own.
    next_row: u32,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    number: u32,
    hidden: bool,
    next_column: u32,
    cells: Vec<(u16, Text, Option<Typed>)>,
    /// Texts that are not shared.
    own: String,
    cell: Cell,
}

/// Where the text of a cell is.
#[derive(Clone, Copy)]
enum Text {
    Shared(u32),
    Own(usize, usize),
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    column: u32,
    style: usize,
    kind: String,
    value: String,
    has_value: bool,
    inline: RichText,
    has_inline: bool,
    formula: String,
    has_formula: bool,
}

/// What the text that comes belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    Inline,
}

impl Cell {
    /// Begins anew, with the memory it has: a sheet has millions of cells.
    fn clear(&mut self, column: u32) {
        let mut texts = [&mut self.kind, &mut self.value, &mut self.formula].map(std::mem::take);
        texts.iter_mut().for_each(String::clear);
        let [kind, value, formula] = texts;
        let mut inline = std::mem::take(&mut self.inline);
        inline.clear();
        *self = Cell { column, kind, value, formula, inline, ..Cell::default() };
    }
}

impl Walk<'_, '_> {
    fn walk<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        loop {
            match xml.next()? {
                Token::Open(tag) => match tag.name() {
                    "row" => self.open_row(&tag)?,
                    "c" => {
                        self.open_cell(&tag)?;
                        self.read_cell(xml)?;
                    }
                    _other => self.facts.open(&tag),
                },
                Token::Close(tag) if tag.name() == "row" => self.close_row()?,
                Token::Close(tag) => self.facts.close(tag.name()),
                Token::Text(text) => self.facts.text(&text),
                Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
    }

    fn open_row(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        let stated = tag.get("r").map(|r| r.trim().parse::<u32>());
        let number = match stated {
            Some(Ok(number)) if (1..=MAX_ROWS).contains(&number) => number,
            None if self.next_row <= MAX_ROWS => self.next_row,
            Some(_) | None => return Err(Problem::damaged("a row has no possible number")),
        };
        let flat = tag.number("ht").is_some_and(|height| height <= 0.0);
        let by_default = self.facts.rows_hidden_by_default() && tag.get("ht").is_none();
        self.row.number = number;
        self.row.hidden = tag.flag("hidden") || flat || by_default;
        self.row.next_column = 0;
        self.row.cells.clear();
        self.row.own.clear();
        self.next_row = number + 1;
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Problem> {
        let Row { number, hidden, cells, own, .. } = &mut self.row;
        if !cells.is_sorted_by_key(|(column, _, _)| *column) {
            cells.sort_by_key(|(column, _, _)| *column);
        }
        if cells.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(Problem::damaged("two cells claim the same place"));
        }
        let strings = &self.book.strings;
        let shown = |text: Text| match text {
            Text::Shared(number) => strings.get(number),
            Text::Own(start, end) => own.get(start..end).unwrap_or(""),
        };
        let cells: Vec<CellRef<'_>> = cells
            .iter()
            .map(|&(position, text, typed)| CellRef { position, text: shown(text), typed })
            .filter(|cell| !cell.text.is_empty())
            .collect();
        self.facts.row(*number, *hidden, &cells);
        (self.sink)(*number, *hidden, &cells)
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        let cell = &mut self.row.cell;
        cell.clear(self.row.next_column);
        for (key, value) in tag.attributes() {
            match key {
                "r" => {
                    let place =
                        parse_cell(&value).ok_or_else(|| Problem::damaged("a cell has no possible place"))?;
                    cell.column = place.0;
                }
                "s" => cell.style = value.trim().parse().unwrap_or(0),
                "t" => cell.kind.push_str(&value),
                _other => {}
            }
        }
        if cell.column >= MAX_COLUMNS {
            return Err(Problem::damaged("a cell stands beyond the last column"));
        }
        self.row.next_column = cell.column + 1;
        Ok(())
    }

    fn read_cell<B: BufRead>(&mut self, xml: &mut Xml<B>) -> Result<(), Problem> {
        let mut inside = Inside::Nothing;
        loop {
            let cell = &mut self.row.cell;
            match xml.next()? {
                Token::Open(tag) => match tag.name() {
                    "v" => inside = Inside::Value,
                    "f" => {
                        cell.has_formula = true;
                        inside = Inside::Formula;
                    }
                    "is" => {
                        cell.has_inline = true;
                        inside = Inside::Inline;
                    }
                    name => cell.inline.open(name),
                },
                Token::Text(text) => match inside {
                    Inside::Value => {
                        cell.has_value = true;
                        cell.value.push_str(&text);
                    }
                    Inside::Formula => cell.formula.push_str(&text),
                    Inside::Inline => cell.inline.text(&text),
                    Inside::Nothing => {}
                },
                Token::Close(tag) => match tag.name() {
                    "c" => return self.close_cell(),
                    "v" | "f" | "is" => inside = Inside::Nothing,
                    name => cell.inline.close(name),
                },
                Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
    }

    /// Takes the finished cell into the row.
    fn close_cell(&mut self) -> Result<(), Problem> {
        let place = (self.row.cell.column, self.row.number);
        let cell = &self.row.cell;
        if cell.has_formula {
            let missing = !cell.has_value && !cell.has_inline && cell.kind != "str";
            self.facts.formula(place, &cell.formula, missing);
        }
        let style = self.book.styles.get(cell.style);
        let mut concealed = style.invisible;
        let mut shared = None;
        let (text, typed) = match cell.kind.as_str() {
            "s" if cell.has_value => {
                let number = cell.value.trim().parse::<u32>().ok();
                let number = number.filter(|&number| self.book.strings.mark(number));
                let number =
                    number.ok_or_else(|| Problem::damaged("a cell refers to a text that is not there"))?;
                concealed |= style.format.hides_text();
                shared = Some(number);
                (String::new(), None)
            }
            "inlineStr" => {
                concealed |= style.format.hides_text();
                (cell.inline.shown(), None)
            }
            "str" => {
                concealed |= style.format.hides_text();
                (unescape(&cell.value), None)
            }
            "b" if cell.has_value => (if is_true(&cell.value) { "TRUE" } else { "FALSE" }.to_owned(), None),
            "e" => (cell.value.clone(), None),
            "d" => show_iso(&cell.value).unwrap_or_else(|| (cell.value.clone(), None)),
            _number => match cell.value.trim().parse::<f64>() {
                Ok(value) if value.is_finite() => {
                    let shown = style.format.show(value, self.book.epoch);
                    concealed |= shown.concealed;
                    (shown.text, shown.typed)
                }
                Ok(_) | Err(_) => (cell.value.clone(), None),
            },
        };
        let is_rich = cell.inline.is_rich() || shared.is_some_and(|number| self.book.strings.is_rich(number));
        let shown = shared.map_or(text.as_str(), |number| self.book.strings.get(number));
        if shown.is_empty() {
            return Ok(());
        }
        if concealed {
            self.facts.concealed(place, shown);
        }
        if is_rich {
            self.facts.rich(place);
        }
        if !cell.inline.phonetic().is_empty() {
            self.facts.phonetic(place, cell.inline.phonetic());
        }
        let start = self.row.own.len();
        self.row.own.push_str(&text);
        let text = shared.map_or(Text::Own(start, self.row.own.len()), Text::Shared);
        self.row.cells.push((place.0 as u16, text, typed));
        Ok(())
    }
}
