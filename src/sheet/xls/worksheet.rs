//! Walks through one sheet: hands its rows on, and collects what is hidden in it.
//!
//! The records of a sheet need not be in the order of its rows. A first walk notes where cells
//! are and collects the rest; a second gives the rows in order.

use super::beside::Beside;
use super::cells::CellReader;
use super::dialect::range;
use super::formula::Scope;
use super::globals::{Book, SheetKind, SheetRef};
use super::record::{BOF, EOF, Fields, Record, Records};
use crate::sheet::error::Problem;
use crate::sheet::heading::CellRef;
use crate::sheet::xlsx::facts::SheetFacts;

/// Rows of a sheet of Excel 97.
const MAX_ROWS: usize = 65_536;
/// Columns of it.
const MAX_COLUMNS: u16 = 256;
/// Some programs write a cell twice; more than this in one row were made to do harm.
const MAX_ROW_CELLS: usize = 4096;
/// Charts lie in sheets, and nothing in charts.
const MAX_DEPTH: usize = 16;

/// Takes the rows of a sheet: row from 1, whether it is hidden, its cells with text.
pub(super) type RowSink<'s> = dyn FnMut(u32, bool, &[CellRef<'_>]) -> Result<(), Problem> + 's;

/// What a walk through a sheet gave.
pub(super) struct Walked {
    pub(super) facts: SheetFacts,
    pub(super) beside: Beside,
    /// Where the sheet ends in the stream, in bytes.
    pub(super) end: usize,
    /// Whether it is a form of the old kind rather than a sheet of cells.
    pub(super) is_dialog: bool,
}

/// Reads a sheet to its end.
pub(super) fn read(
    stream: &[u8],
    sheet: &SheetRef,
    book: &mut Book,
    sink: &mut RowSink<'_>,
) -> Result<Walked, Problem> {
    let mut near = 0;
    let walked = walk(stream, sheet, book, sink, &mut near);
    walked.map_err(|problem| {
        let Problem::Damaged { what } = problem else { return problem };
        let near = if near > 0 { format!(" near row {near},") } else { String::new() };
        Problem::damaged(format!("in its sheet \"{}\",{near} {what}", sheet.name))
    })
}

fn walk(
    stream: &[u8],
    sheet: &SheetRef,
    book: &mut Book,
    sink: &mut RowSink<'_>,
    near: &mut u32,
) -> Result<Walked, Problem> {
    let mut survey = Survey::new(book);
    survey.walk(stream, sheet.at)?;
    let Survey { mut facts, beside, mut rows, mut cells, end, is_dialog, .. } = survey;
    if sheet.kind == SheetKind::Module {
        return Ok(Walked { facts, beside, end, is_dialog });
    }
    if !cells.is_sorted_by_key(|(row, _)| *row) {
        cells.sort_by_key(|(row, _)| *row);
    }
    rows.resize(MAX_ROWS, Row::Unsaid);
    let mut cells = cells.into_iter().peekable();
    let mut reader = CellReader::default();
    for (row, state) in (0u16..=u16::MAX).zip(rows) {
        *near = u32::from(row) + 1;
        reader.clear();
        while let Some((_, at)) = cells.next_if(|(of, _)| *of == row) {
            reader.read(stream, at as usize, book, &mut facts)?;
            if reader.cells.len() > MAX_ROW_CELLS {
                return Err(Problem::damaged("its row holds many times more cells than a sheet has columns"));
            }
        }
        let hidden = match state {
            Row::Hidden => true,
            Row::Shown => false,
            Row::Unsaid if reader.cells.is_empty() => continue,
            Row::Unsaid => facts.rows_hidden_by_default(),
        };
        let cells = reader.row(*near, &book.strings, &mut facts);
        facts.row(*near, hidden, &cells);
        sink(*near, hidden, &cells)?;
    }
    Ok(Walked { facts, beside, end, is_dialog })
}

/// What is said of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Row {
    Unsaid,
    Shown,
    Hidden,
}

/// The first walk.
struct Survey<'b> {
    book: &'b Book,
    facts: SheetFacts,
    beside: Beside,
    rows: Vec<Row>,
    /// Row, and where the record of its cells begins.
    cells: Vec<(u16, u32)>,
    end: usize,
    is_dialog: bool,
    has_no_width: bool,
}

/// Records of cells with something in them.
const CELLS: [u16; 10] = [0x0006, 0x0206, 0x0406, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, 0x00BD];
/// What a substream is, in its first record.
const CHART: u16 = 0x0020;

impl<'b> Survey<'b> {
    fn new(book: &'b Book) -> Survey<'b> {
        Survey {
            book,
            facts: SheetFacts::default(),
            beside: Beside::new(book.dialect),
            rows: Vec::new(),
            cells: Vec::new(),
            end: 0,
            is_dialog: false,
            has_no_width: false,
        }
    }

    fn walk(&mut self, stream: &[u8], at: usize) -> Result<(), Problem> {
        let mut records = Records::new(stream, at);
        let begin = records.next()?.filter(|record| record.id == BOF);
        let begin = begin.ok_or_else(|| Problem::damaged("no sheet begins where one should"))?;
        // Whether each substream that is open is a chart.
        let mut open = vec![is_chart(begin)];
        if open == [true] {
            self.beside.open_chart();
        }
        while !open.is_empty() {
            let record = records.next()?.ok_or_else(|| Problem::damaged("its records break off"))?;
            match record.id {
                BOF if open.len() >= MAX_DEPTH => {
                    return Err(Problem::damaged("it holds sheets within sheets without end"));
                }
                BOF => {
                    open.push(is_chart(record));
                    self.beside.open_chart();
                }
                EOF => {
                    open.pop();
                }
                _in_chart if open.last() == Some(&true) => {
                    self.beside.chart_record(record);
                    if !CELLS.contains(&record.id) {
                        self.beside.record(&mut records, record)?;
                        self.words_of_page(record);
                    }
                }
                id if CELLS.contains(&id) => {
                    let row = Fields::of(record.body).u16();
                    let row = row.ok_or_else(|| Problem::damaged("a cell has no place"))?;
                    let at = u32::try_from(record.at).map_err(|_| Problem::damaged("it is too long"))?;
                    self.cells.push((row, at));
                }
                _other => {
                    self.sheet_record(&mut records, record)?;
                    self.beside.record(&mut records, record)?;
                    self.words_of_page(record);
                }
            }
        }
        self.facts.hide_by_default(false, self.has_no_width);
        self.end = records.at();
        Ok(())
    }

    fn sheet_record<'s>(&mut self, records: &mut Records<'s>, record: Record<'s>) -> Result<(), Problem> {
        let mut fields = Fields::of(record.body);
        match record.id {
            0x0208 => self.row(&mut fields),
            0x0225 => {
                let (flags, height) = (fields.u16().unwrap_or(0), fields.u16().unwrap_or(1));
                self.facts.hide_by_default(flags & 2 != 0 || height == 0, false);
            }
            0x0055 => self.has_no_width = fields.u16() == Some(0),
            0x0099 => self.has_no_width &= fields.u16() == Some(0),
            0x007D => self.columns(&mut fields),
            0x0081 => self.is_dialog = fields.u16().is_some_and(|flags| flags & 0x10 != 0),
            0x00E5 => {
                let count = fields.u16().unwrap_or(0);
                for _ in 0..count {
                    let Some(range) = read_range(&mut fields) else { break };
                    self.facts.merged(range);
                }
            }
            0x01B0 => {
                if let Some(range) = fields.skip(4).and_then(|()| read_range(&mut fields)) {
                    self.facts.conditional(range, String::new());
                }
            }
            0x0879 => {
                if let Some(range) = fields.skip(4).and_then(|()| read_range(&mut fields)) {
                    self.facts.conditional(range, String::new());
                }
            }
            0x01BE => self.validation(&mut records.fields(record)?),
            0x009D => self.facts.filter(None, String::new()),
            0x009E => self.filter_column(&mut fields),
            0x087E => {
                let column = fields.skip(12).and_then(|()| fields.u16()).unwrap_or(0);
                self.facts.filter(None, format!("by column {column}"));
            }
            0x00AF => self.scenario(&mut fields),
            _other => {}
        }
        Ok(())
    }

    fn row(&mut self, fields: &mut Fields<'_>) {
        let (Some(row), Some(())) = (fields.u16(), fields.skip(4)) else { return };
        let height = fields.u16().unwrap_or(0x8000);
        let flags = fields.skip(4).and_then(|()| fields.u16()).unwrap_or(0);
        let is_flat = height == 0;
        let row = usize::from(row);
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Row::Unsaid);
        }
        if let Some(state) = self.rows.get_mut(row) {
            *state = if is_flat || flags & 0x20 != 0 { Row::Hidden } else { Row::Shown };
        }
    }

    fn columns(&mut self, fields: &mut Fields<'_>) {
        let (Some(first), Some(last), Some(width)) = (fields.u16(), fields.u16(), fields.u16()) else {
            return;
        };
        let flags = fields.skip(2).and_then(|()| fields.u16()).unwrap_or(0);
        let last = last.min(MAX_COLUMNS - 1);
        if first > last {
        } else if flags & 1 != 0 || width == 0 {
            self.facts.hide_columns(first, last);
        } else {
            self.facts.show_columns(first, last);
        }
    }

    /// A list of permitted values; other rules hold none.
    fn validation(&mut self, fields: &mut Fields<'_>) {
        let dialect = self.book.dialect;
        let mut read = || {
            if fields.u32()? & 0x0F != 3 {
                return None;
            }
            for _ in 0..4 {
                dialect.long(fields)?;
            }
            let first = usize::from(fields.u16()?);
            fields.skip(2)?;
            let tokens = fields.bytes(first)?;
            let second = usize::from(fields.u16()?);
            fields.skip(2 + second)?;
            let count = fields.u16()?.min(20);
            let ranges: Option<Vec<String>> = (0..count).map(|_| read_range(fields)).collect();
            Some((ranges?.join(" "), tokens))
        };
        if let Some((ranges, tokens)) = read() {
            // Values that are written out lie between zeros.
            self.facts.list(ranges, self.scope().show(&tokens).replace('\0', ","));
        }
    }

    fn scope(&self) -> Scope<'_> {
        let Book { dialect, links, names, .. } = self.book;
        Scope { dialect: *dialect, links, names, base: None }
    }

    /// What a column is filtered by: two comparisons, whose texts stand behind them.
    fn filter_column(&mut self, fields: &mut Fields<'_>) {
        const TEXT: u8 = 6;
        let column = fields.u16().unwrap_or(0);
        self.facts.filter(None, format!("by column {column}"));
        let read = || {
            fields.skip(2)?;
            let comparisons: [[u8; 10]; 2] = [fields.array()?, fields.array()?];
            let lengths = comparisons.iter().filter(|comparison| comparison.first() == Some(&TEXT));
            let lengths = lengths.filter_map(|comparison| comparison.get(6));
            let texts = lengths.map(|&length| self.book.dialect.letters(fields, usize::from(length)));
            texts.collect::<Option<Vec<_>>>()
        };
        let mut read = read;
        for text in read().unwrap_or_default() {
            self.facts.filter_value(text.text);
        }
    }

    fn scenario(&mut self, fields: &mut Fields<'_>) {
        let read = |fields: &mut Fields<'_>| {
            let count = fields.u16()?;
            fields.skip(2)?;
            let length = usize::from(fields.u8()?);
            fields.skip(2)?;
            Some((count, self.book.dialect.letters(fields, length)?.text))
        };
        let (count, name) = read(fields).unwrap_or((1, String::new()));
        for _ in 0..count.clamp(1, 32) {
            self.facts.scenario(None, name.clone());
        }
    }

    /// Words above and below printed pages, in sheets and in charts.
    fn words_of_page(&mut self, record: Record<'_>) {
        let dialect = self.book.dialect;
        let mut fields = Fields::of(record.body);
        let texts = match record.id {
            0x0014 | 0x0015 if dialect.is_biff8 => vec![dialect.long(&mut fields)],
            0x0014 | 0x0015 => vec![dialect.short(&mut fields)],
            // Of even and first pages.
            0x089C => {
                let lengths: Option<[[u8; 2]; 4]> = fields.skip(30).and_then(|()| {
                    Some([fields.array()?, fields.array()?, fields.array()?, fields.array()?])
                });
                let stated = lengths.unwrap_or_default().into_iter().filter(|length| *length != [0, 0]);
                stated.map(|_| dialect.long(&mut fields)).collect()
            }
            _other => return,
        };
        for text in texts.into_iter().flatten().filter(|text| !text.text.trim().is_empty()) {
            self.facts.header(text.text);
        }
    }
}

fn is_chart(begin: Record<'_>) -> bool {
    let mut fields = Fields::of(begin.body);
    fields.skip(2).and_then(|()| fields.u16()) == Some(CHART)
}

fn read_range(fields: &mut Fields<'_>) -> Option<String> {
    let rows = (fields.u16()?, fields.u16()?);
    Some(range(rows, (fields.u16()?, fields.u16()?)))
}
