//! Walks through one binary worksheet: hands its rows on, and collects what is hidden in it.

use std::io::{BufRead, Read, Seek};

use super::record;
use super::records::{Fields, Records};
use crate::sheet::error::Problem;
use crate::sheet::findings::Findings;
use crate::sheet::heading::CellRef;
use crate::sheet::xlsx::facts::SheetFacts;
use crate::sheet::xlsx::package::Package;
use crate::sheet::xlsx::worksheet::{Book, MAX_COLUMNS, MAX_ROWS, RowSink};
use crate::sheet::{Typed, WarningKind};

/// Reads a sheet to its end.
pub(in crate::sheet) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    name: &str,
    part: &str,
    book: &mut Book,
    sink: &mut RowSink<'_>,
    findings: &mut Findings,
) -> Result<SheetFacts, Problem> {
    let mut records = Records::new(part, package.binary(part)?);
    let mut walk = Walk {
        name,
        book,
        sink,
        findings,
        facts: SheetFacts::default(),
        row: Row::default(),
        rows_hidden: false,
    };
    match walk.walk(&mut records) {
        Ok(()) => Ok(walk.facts),
        Err(Problem::Damaged { what }) => {
            let near = walk.row.number.max(1);
            Err(Problem::damaged(format!("in its sheet \"{name}\", near row {near}, {what}")))
        }
        Err(problem) => Err(problem),
    }
}

struct Walk<'w, 's> {
    name: &'w str,
    book: &'w mut Book,
    sink: &'w mut RowSink<'s>,
    findings: &'w mut Findings,
    facts: SheetFacts,
    row: Row,
    /// Whether rows that say nothing of their height are hidden.
    rows_hidden: bool,
}

/// The row that is being read; number 0 is none.
#[derive(Default)]
struct Row {
    number: u32,
    hidden: bool,
    next_column: u32,
    cells: Vec<(u16, Text, Option<Typed>)>,
    /// Texts that are not shared.
    own: String,
}

/// Where the text of a cell is.
#[derive(Clone, Copy)]
enum Text {
    Shared(u32),
    Own(usize, usize),
}

/// A cell as it is stored.
struct Cell {
    column: u32,
    style: usize,
    value: Value,
    is_formula: bool,
}

enum Value {
    Number(f64),
    Bool(bool),
    Error(u8),
    Shared(u32),
    Text(String),
    Rich(super::records::Rich),
}

impl Walk<'_, '_> {
    fn walk<B: BufRead>(&mut self, records: &mut Records<B>) -> Result<(), Problem> {
        let mut in_rows = false;
        while let Some((number, mut fields)) = records.next()? {
            match number {
                record::BEGIN_ROWS => in_rows = true,
                record::ROW if in_rows => {
                    self.close_row()?;
                    self.open_row(&mut fields)?;
                }
                record::FIRST_CELL..=record::SHORT_SHARED | record::RICH if in_rows => {
                    self.cell(number, &mut fields)?;
                }
                record::END_ROWS => {
                    in_rows = false;
                    self.close_row()?;
                }
                record::COLUMN => self.column(&mut fields)?,
                record::ROW_DEFAULTS => {
                    fields.bytes(8)?;
                    self.rows_hidden = fields.u16()? & 2 != 0;
                }
                other => self.beside(other, &mut fields)?,
            }
        }
        self.close_row()
    }

    fn open_row(&mut self, fields: &mut Fields<'_>) -> Result<(), Problem> {
        let row = fields.u32()?;
        if row >= MAX_ROWS {
            return Err(Problem::damaged("a row has no possible number"));
        }
        let _style = fields.u32()?;
        let height = fields.u16()?;
        let flags = fields.u16()?;
        // Second byte: three bits of outline, collapsed, hidden, of a height of its own.
        let (hidden, own_height) = (flags & 0x1000 != 0, flags & 0x2000 != 0);
        self.row.number = row + 1;
        self.row.hidden = hidden || height == 0 || (self.rows_hidden && !own_height);
        self.row.next_column = 0;
        self.row.cells.clear();
        self.row.own.clear();
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Problem> {
        let Row { number, hidden, cells, own, .. } = &mut self.row;
        if *number == 0 {
            return Ok(());
        }
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
        (self.sink)(*number, *hidden, &cells)?;
        self.row.number = 0;
        Ok(())
    }

    fn cell(&mut self, number: u32, fields: &mut Fields<'_>) -> Result<(), Problem> {
        let is_short = (record::SHORT_BLANK..=record::SHORT_SHARED).contains(&number);
        // A short cell stands beside the one before it.
        let column = if is_short { self.row.next_column } else { fields.u32()? };
        if self.row.number == 0 || column >= MAX_COLUMNS {
            return Err(Problem::damaged("a cell stands beyond the last column or in no row"));
        }
        self.row.next_column = column + 1;
        let style = fields.u32()? & 0x00FF_FFFF;
        let Some(value) = value(number, fields)? else { return Ok(()) };
        let is_formula = (record::FORMULA_TEXT..=record::FORMULA_ERROR).contains(&number);
        self.close_cell(Cell { column, style: style as usize, value, is_formula })
    }

    fn close_cell(&mut self, cell: Cell) -> Result<(), Problem> {
        let place = (cell.column, self.row.number);
        if cell.is_formula {
            self.facts.formula(place, "", false);
        }
        let style = self.book.styles.get(cell.style);
        let mut concealed = style.invisible;
        let mut shared = None;
        let mut is_rich = false;
        let mut typed = None;
        let own = match cell.value {
            Value::Number(number) if !number.is_finite() => number.to_string(),
            Value::Number(number) => {
                let shown = style.format.show(number, self.book.epoch);
                concealed |= shown.concealed;
                typed = shown.typed;
                shown.text
            }
            Value::Bool(yes) => if yes { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Error(code) => error_text(code).to_owned(),
            Value::Shared(number) => {
                concealed |= style.format.hides_text();
                if !self.book.strings.mark(number) {
                    return Err(Problem::damaged("a cell refers to a text that is not there"));
                }
                is_rich = self.book.strings.is_rich(number);
                shared = Some(number);
                String::new()
            }
            Value::Text(text) => {
                concealed |= style.format.hides_text();
                text
            }
            Value::Rich(rich) => {
                concealed |= style.format.hides_text();
                is_rich = rich.is_rich;
                if !rich.phonetic.is_empty() {
                    self.facts.phonetic(place, &rich.phonetic);
                }
                rich.text
            }
        };
        let shown = shared.map_or(own.as_str(), |number| self.book.strings.get(number));
        if shown.is_empty() {
            return Ok(());
        }
        if concealed {
            self.facts.concealed(place, shown);
        }
        if is_rich {
            self.facts.rich(place);
        }
        let start = self.row.own.len();
        self.row.own.push_str(&own);
        let text = shared.map_or(Text::Own(start, self.row.own.len()), Text::Shared);
        self.row.cells.push((cell.column as u16, text, typed));
        Ok(())
    }

    fn column(&mut self, fields: &mut Fields<'_>) -> Result<(), Problem> {
        let (first, last) = (fields.u32()?, fields.u32()?);
        let width = fields.u32()?;
        let _style = fields.u32()?;
        let is_hidden = fields.u16()? & 1 != 0;
        if first <= last && first < MAX_COLUMNS && (is_hidden || width == 0) {
            self.facts.hide_columns(first as u16, last.min(MAX_COLUMNS - 1) as u16);
        }
        Ok(())
    }

    /// What stands in a sheet beside rows and columns.
    fn beside(&mut self, number: u32, fields: &mut Fields<'_>) -> Result<(), Problem> {
        let mut add = |kind, place: &str, sample: &str| self.findings.add(kind, self.name, place, sample);
        match number {
            record::MERGED => add(WarningKind::MergedCells, &fields.range()?.to_string(), ""),
            record::FILTER => add(WarningKind::Filter, &fields.range()?.to_string(), ""),
            record::FILTER_COLUMN => add(WarningKind::Filter, "", &format!("by column {}", fields.u32()?)),
            record::FILTER_VALUE | record::CUSTOM_FILTER => {
                let words = super::beside::wide_texts(fields.rest()).join("\n");
                self.findings.add_many(WarningKind::Filter, self.name, "", 0, &words);
            }
            record::CONDITIONAL => {
                fields.bytes(8)?;
                add(WarningKind::ConditionalFormat, &first_range(fields)?, "");
            }
            record::CONDITIONAL_14 => add(WarningKind::ConditionalFormat, "", ""),
            record::VALIDATION => {
                const LIST: u32 = 3;
                if fields.u32()? & 0xF == LIST {
                    let place = first_range(fields)?;
                    add(WarningKind::ValidationList, &place, &formula_texts(fields.rest()).join("\n"));
                }
            }
            record::VALIDATION_14 => {
                add(WarningKind::ValidationList, "", &super::beside::wide_texts(fields.rest()).join("\n"));
            }
            record::VALIDATION_VALUES => {
                let words = super::beside::wide_texts(fields.rest()).join("\n");
                self.findings.add_many(WarningKind::ValidationList, self.name, "", 0, &words);
            }
            record::HEADER_FOOTER => {
                let _flags = fields.u16()?;
                for _ in 0..6 {
                    let text = fields.text()?;
                    if !text.trim().is_empty() {
                        add(WarningKind::HeaderFooter, "", &text);
                    }
                }
            }
            record::SHEET_PROTECTION | record::SHEET_PROTECTION_ISO => add(WarningKind::Protection, "", ""),
            record::SCENARIO_CELL => {
                let owner = format!("{}, scenarios", self.name);
                let words = super::beside::wide_texts(fields.rest()).join("\n");
                self.findings.add(WarningKind::HiddenText, &owner, "", &words);
            }
            record::SPARKLINE => {
                let owner = format!("{}, sparklines", self.name);
                self.findings.add(WarningKind::Chart, &owner, "", "");
            }
            _other => {}
        }
        Ok(())
    }
}

/// The value of a cell; `None` for a blank one.
fn value(number: u32, fields: &mut Fields<'_>) -> Result<Option<Value>, Problem> {
    Ok(Some(match number {
        record::BLANK | record::SHORT_BLANK => return Ok(None),
        record::RK | record::SHORT_RK => Value::Number(rk(fields.u32()?)),
        record::ERROR | record::SHORT_ERROR | record::FORMULA_ERROR => Value::Error(fields.u8()?),
        record::BOOL | record::SHORT_BOOL | record::FORMULA_BOOL => Value::Bool(fields.u8()? != 0),
        record::REAL | record::SHORT_REAL | record::FORMULA_NUMBER => Value::Number(fields.f64()?),
        record::TEXT | record::SHORT_TEXT | record::FORMULA_TEXT => Value::Text(fields.text()?),
        record::SHARED | record::SHORT_SHARED => Value::Shared(fields.u32()?),
        record::RICH => Value::Rich(fields.rich_text()?),
        _other => return Ok(None),
    }))
}

/// A number in 30 bits: an integer or the upper half of a float, perhaps a hundredfold.
fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from((bits as i32) >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _other => "#ERROR!",
    }
}

/// The first of a list of ranges, and that there are more.
fn first_range(fields: &mut Fields<'_>) -> Result<String, Problem> {
    let count = fields.u32()?;
    if count == 0 {
        return Ok(String::new());
    }
    let first = fields.range()?.to_string();
    fields.bytes((count as usize - 1).saturating_mul(16))?;
    Ok(if count > 1 { format!("{first} and {} more", count - 1) } else { first })
}

/// Texts that stand in a formula: a token, their length in two bytes, their letters.
fn formula_texts(bytes: &[u8]) -> Vec<String> {
    const TEXT: u8 = 0x17;
    let mut texts = super::beside::wide_texts(bytes);
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == TEXT).take(8) {
        let length = bytes.get(at + 1..at + 3).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])));
        let letters = length
            .filter(|units| (1..=255).contains(units))
            .and_then(|units| bytes.get(at + 3..at + 3 + 2 * units));
        let text = letters.map(super::records::decode);
        texts.extend(text.filter(|text| !text.chars().any(char::is_control)));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers() {
        for (bits, expected) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            (2 | (41 << 2), 41.0),
            (3 | (1250 << 2), 12.5),
            (2 | ((-3i32 as u32) << 2), -3.0),
            (0, 0.0),
        ] {
            assert_eq!(rk(bits), expected, "{bits:x}");
        }
    }
}
