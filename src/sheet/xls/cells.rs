//! Reads the records of cells, as the officer saw them.

use super::formula::Scope;
use super::globals::Book;
use super::links::error_text;
use super::record::{CONTINUE, Fields, Records};
use super::styles::Style;
use crate::sheet::Typed;
use crate::sheet::error::Problem;
use crate::sheet::heading::CellRef;
use crate::sheet::place::column_letters;
use crate::sheet::xlsx::facts::SheetFacts;
use crate::sheet::xlsx::strings::Strings;

/// Columns of a sheet of Excel 97.
const MAX_COLUMNS: u16 = 256;

const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
/// The text that a formula gave.
const FORMULA_TEXT: u16 = 0x0207;
const SHARED_FORMULA: u16 = 0x04BC;
const ARRAY: u16 = 0x0221;
const TABLE: u16 = 0x0236;

/// Reads the cells of one row.
#[derive(Default)]
pub(super) struct CellReader {
    pub(super) cells: Vec<Cell>,
    /// Texts that are not shared.
    own: String,
}

/// One cell with text.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    column: u16,
    text: Text,
    typed: Option<Typed>,
}

/// Where the text of a cell is.
#[derive(Clone, Copy)]
enum Text {
    Shared(u32),
    Own(usize, usize),
}

/// Where a cell stands, and its style.
#[derive(Clone, Copy)]
struct Place {
    row: u16,
    column: u16,
    style: u16,
}

impl Place {
    /// Column from 0 and row from 1.
    fn name(self) -> (u32, u32) {
        (u32::from(self.column), u32::from(self.row) + 1)
    }
}

impl CellReader {
    /// Begins another row.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.own.clear();
    }

    /// Reads the record at this place of the stream.
    pub(super) fn read(
        &mut self,
        stream: &[u8],
        at: usize,
        book: &mut Book,
        facts: &mut SheetFacts,
    ) -> Result<(), Problem> {
        let mut records = Records::new(stream, at);
        let Some(record) = records.next()? else { return Ok(()) };
        let mut fields = records.fields(record)?;
        let breaks_off = || Problem::damaged("a cell breaks off");
        if record.id == SHORT_NUMBERS {
            return self.numbers(&mut fields, book, facts).ok_or_else(breaks_off)?;
        }
        let place = read_place(&mut fields).ok_or_else(breaks_off)?;
        if place.column >= MAX_COLUMNS {
            return Err(Problem::damaged("a cell stands beyond the last column"));
        }
        let dialect = book.dialect;
        match record.id {
            NUMBER => {
                let value = fields.f64().ok_or_else(breaks_off)?;
                self.number(place, value, book, facts);
            }
            SHORT_NUMBER => {
                let value = short_number(fields.u32().ok_or_else(breaks_off)?);
                self.number(place, value, book, facts);
            }
            LABEL | RICH_LABEL => {
                let text = dialect.long(&mut fields).ok_or_else(breaks_off)?;
                let runs = if dialect.is_biff8 { fields.u16() } else { fields.u8().map(u16::from) };
                if text.is_rich || runs.is_some_and(|runs| runs > 1) {
                    facts.rich(place.name());
                }
                self.text(place, &text.text, book.styles.get(place.style), facts);
            }
            SHARED_LABEL => {
                let number = fields.u32().ok_or_else(breaks_off)?;
                if !book.strings.mark(number) {
                    return Err(Problem::damaged("a cell refers to a text that is not there"));
                }
                let style = book.styles.get(place.style);
                if style.invisible || style.format.hides_text() {
                    facts.concealed(place.name(), book.strings.get(number));
                }
                if book.strings.is_rich(number) {
                    facts.rich(place.name());
                }
                self.cells.push(Cell { column: place.column, text: Text::Shared(number), typed: None });
            }
            BOOL_OR_ERROR => {
                let [value, is_error] = fields.array().ok_or_else(breaks_off)?;
                self.flag(place, value, is_error != 0, book, facts);
            }
            _formula => {
                let result: [u8; 8] = fields.array().ok_or_else(breaks_off)?;
                // The oldest kinds of formula have other tokens; their result is the same.
                let tokens = if record.id == FORMULA { read_tokens(&mut fields) } else { None };
                self.formula(place, result, tokens, records, book, facts)?;
            }
        }
        Ok(())
    }

    /// Numbers side by side.
    fn numbers(
        &mut self,
        fields: &mut Fields<'_>,
        book: &Book,
        facts: &mut SheetFacts,
    ) -> Option<Result<(), Problem>> {
        let (row, first) = (fields.u16()?, fields.u16()?);
        let count = fields.left().checked_sub(2)? / 6;
        for column in (first..=u16::MAX).take(count) {
            if column >= MAX_COLUMNS {
                return Some(Err(Problem::damaged("a cell stands beyond the last column")));
            }
            let style = fields.u16()?;
            let value = short_number(fields.u32()?);
            self.number(Place { row, column, style }, value, book, facts);
        }
        Some(Ok(()))
    }

    fn number(&mut self, place: Place, value: f64, book: &Book, facts: &mut SheetFacts) {
        let style = book.styles.get(place.style);
        if !value.is_finite() {
            self.text(place, &value.to_string(), style, facts);
            return;
        }
        let shown = style.format.show(value, book.epoch);
        if (shown.concealed || style.invisible) && !shown.text.is_empty() {
            facts.concealed(place.name(), &shown.text);
        }
        self.push(place, &shown.text, shown.typed);
    }

    fn text(&mut self, place: Place, text: &str, style: &Style, facts: &mut SheetFacts) {
        if !text.is_empty() && (style.invisible || style.format.hides_text()) {
            facts.concealed(place.name(), text);
        }
        self.push(place, text, None);
    }

    fn flag(&mut self, place: Place, value: u8, is_error: bool, book: &Book, facts: &mut SheetFacts) {
        let text = match (is_error, value) {
            (true, code) => error_text(code),
            (false, 0) => "FALSE",
            (false, _) => "TRUE",
        };
        if book.styles.get(place.style).invisible {
            facts.concealed(place.name(), text);
        }
        self.push(place, text, None);
    }

    fn push(&mut self, place: Place, text: &str, typed: Option<Typed>) {
        let start = self.own.len();
        self.own.push_str(text);
        self.cells.push(Cell { column: place.column, text: Text::Own(start, self.own.len()), typed });
    }

    /// The stored result of a formula, and the formula itself for the report.
    fn formula(
        &mut self,
        place: Place,
        result: [u8; 8],
        tokens: Option<Vec<u8>>,
        records: Records<'_>,
        book: &Book,
        facts: &mut SheetFacts,
    ) -> Result<(), Problem> {
        let mut missing = false;
        let style = book.styles.get(place.style);
        let behind = Behind::read(records, book)?;
        match result {
            [0, _, _, _, _, _, 0xFF, 0xFF] => match &behind.text {
                Some(text) => self.text(place, text, style, facts),
                None => missing = true,
            },
            [1, _, value, _, _, _, 0xFF, 0xFF] => self.flag(place, value, false, book, facts),
            [2, _, code, _, _, _, 0xFF, 0xFF] => self.flag(place, code, true, book, facts),
            [3, _, _, _, _, _, 0xFF, 0xFF] => {}
            number => self.number(place, f64::from_le_bytes(number), book, facts),
        }
        let shown = if facts.shows_formula(missing) {
            show_formula(tokens, &behind, place, book)
        } else {
            String::new()
        };
        facts.formula(place.name(), &shown, missing);
        Ok(())
    }

    /// The row's cells with text, from left to right. Of two cells at one place the last is shown.
    pub(super) fn row<'r>(
        &'r mut self,
        row: u32,
        strings: &'r Strings,
        facts: &mut SheetFacts,
    ) -> Vec<CellRef<'r>> {
        if !self.cells.is_sorted_by_key(|cell| cell.column) {
            self.cells.sort_by_key(|cell| cell.column);
        }
        let own = &self.own;
        let shown = |cell: &Cell| match cell.text {
            Text::Shared(number) => strings.get(number),
            Text::Own(start, end) => own.get(start..end).unwrap_or(""),
        };
        let mut cells: Vec<CellRef<'r>> = Vec::with_capacity(self.cells.len());
        for cell in &self.cells {
            let text = shown(cell);
            if let Some(before) = cells.pop_if(|before| before.position == cell.column)
                && before.text != text
            {
                facts.concealed((u32::from(before.position), row), before.text);
            }
            if !text.is_empty() {
                cells.push(CellRef { position: cell.column, text, typed: cell.typed });
            }
        }
        cells
    }
}

fn read_place(fields: &mut Fields<'_>) -> Option<Place> {
    Some(Place { row: fields.u16()?, column: fields.u16()?, style: fields.u16()? })
}

/// The tokens of a formula, behind its result.
fn read_tokens(fields: &mut Fields<'_>) -> Option<Vec<u8>> {
    fields.skip(6)?;
    let count = usize::from(fields.u16()?);
    fields.bytes(count)
}

/// A number in 30 bits: whole or the upper half of a long one, and perhaps a hundred times itself.
fn short_number(bits: u32) -> f64 {
    let value =
        if bits & 2 != 0 { f64::from(bits as i32 >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

/// What stands behind a formula: the formula that it shares with others, and its text.
#[derive(Default)]
struct Behind {
    shared: Option<Vec<u8>>,
    text: Option<String>,
}

impl Behind {
    fn read(mut records: Records<'_>, book: &Book) -> Result<Behind, Problem> {
        let mut behind = Behind::default();
        while let Some(record) = records.next()? {
            match record.id {
                SHARED_FORMULA => behind.shared = tokens_behind(record.body, 8),
                ARRAY => behind.shared = tokens_behind(record.body, 12),
                TABLE | CONTINUE => {}
                FORMULA_TEXT => {
                    let text = book.dialect.long(&mut records.fields(record)?);
                    behind.text = text.map(|text| text.text);
                    break;
                }
                _another => break,
            }
        }
        Ok(behind)
    }
}

fn tokens_behind(body: &[u8], head: usize) -> Option<Vec<u8>> {
    let mut fields = Fields::of(body);
    fields.skip(head)?;
    let count = usize::from(fields.u16()?);
    fields.bytes(count)
}

fn show_formula(tokens: Option<Vec<u8>>, behind: &Behind, place: Place, book: &Book) -> String {
    let Book { dialect, links, names, .. } = book;
    let mut scope = Scope { dialect: *dialect, links, names, base: None };
    let Some(tokens) = tokens else {
        return format!("at {}{}", column_letters(place.name().0), place.name().1);
    };
    match &behind.shared {
        Some(shared) if tokens.first() == Some(&1) => {
            scope.base = Some((place.row, place.column));
            scope.show(shared)
        }
        Some(_) | None => scope.show(&tokens),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers() {
        for (bits, expected) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            ((123_456 << 2) | 2, 123_456.0),
            ((123_456 << 2) | 3, 1234.56),
            ((-5_i32 << 2) as u32 | 2, -5.0),
        ] {
            assert_eq!(short_number(bits), expected, "{bits:#x}");
        }
    }
}
