//! Takes rows as a reader gives them, finds the heading row, and builds the table and its part of
//! the report. The same for every format.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::error::Problem;
use super::heading::{self, CellRef, HeadingGuess};
use super::place::{Ranges, column_letters};
use super::{Report, Sheet, SheetBuilder, Typed, WarningKind};
use crate::text::SensitiveString;

/// The first rows are held back until the heading row is found among them: so many rows,
const HELD_ROWS: usize = 40;
/// or so many bytes.
const HELD_BYTES: usize = 4 << 20;
/// A column or row that stands further off than this from the rest is far away.
const FAR_COLUMNS: u16 = 30;
const FAR_ROWS: u32 = 1000;

/// Builds the table of one sheet.
pub(super) struct Assembler {
    name: String,
    /// Words for a row in the report: "line" or "row".
    unit: &'static str,
    wanted_heading: Option<u32>,
    held: Vec<HeldRow>,
    held_bytes: usize,
    table: Option<Open>,
    blank: Ranges,
    misdecoded: Tally,
    /// A table of more bytes is not opened.
    max_bytes: u64,
    bytes: u64,
    last_row: u32,
    far_rows: Ranges,
}

/// A finished table.
pub(super) struct Assembled {
    pub(super) sheet: Sheet,
    pub(super) heading_row: Option<u32>,
}

struct HeldRow {
    source_row: u32,
    hidden: bool,
    /// Number of cells in the source, blank ones included.
    width: u32,
    cells: Vec<(u16, SensitiveString, Option<Typed>)>,
}

struct Open {
    builder: SheetBuilder,
    heading_row: u32,
    /// Cells of the heading row; 0 where a format has no count of its own.
    width: u32,
    ragged: Ranges,
}

#[derive(Default)]
struct Tally {
    rows: Ranges,
    sample: Option<String>,
}

impl Assembler {
    pub(super) fn new(
        name: &str,
        unit: &'static str,
        wanted_heading: Option<u32>,
        max_bytes: u64,
    ) -> Assembler {
        Assembler {
            name: name.to_owned(),
            unit,
            wanted_heading,
            held: Vec::new(),
            held_bytes: 0,
            table: None,
            blank: Ranges::default(),
            misdecoded: Tally::default(),
            max_bytes,
            bytes: 0,
            last_row: 0,
            far_rows: Ranges::default(),
        }
    }

    /// Takes a row: its cells with text in order of position, and how many cells the source gives
    /// it (0 where a row has no length of its own).
    pub(super) fn row(
        &mut self,
        source_row: u32,
        hidden: bool,
        width: u32,
        cells: &[CellRef<'_>],
        report: &mut Report,
    ) -> Result<(), Problem> {
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            self.blank.add(source_row);
            return Ok(());
        }
        self.bytes += cells.iter().map(|cell| cell.text.len() as u64).sum::<u64>();
        if self.bytes > self.max_bytes {
            let what = format!(
                "its table holds more than {} MB of text, more than such a file can hold honestly",
                self.max_bytes >> 20
            );
            return Err(Problem::TooBig { what });
        }
        if self.last_row > 0 && source_row.saturating_sub(self.last_row) > FAR_ROWS {
            self.far_rows.add(source_row);
        }
        self.last_row = source_row;
        self.look_for_mangled(source_row, cells);
        if let Some(table) = &mut self.table {
            table.push(source_row, hidden, width, cells);
            return Ok(());
        }
        self.held_bytes += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        let cells = cells.iter().map(|c| (c.position, SensitiveString::new(c.text), c.typed)).collect();
        self.held.push(HeldRow { source_row, hidden, width, cells });
        let enough = match self.wanted_heading {
            Some(wanted) => source_row >= wanted,
            None => self.held.len() >= HELD_ROWS || self.held_bytes >= HELD_BYTES,
        };
        if enough { self.open(report) } else { Ok(()) }
    }

    /// The table, its hidden columns marked.
    pub(super) fn finish(
        mut self,
        hidden_columns: &[(u16, u16)],
        report: &mut Report,
    ) -> Result<Assembled, Problem> {
        if self.table.is_none() {
            self.open(report)?;
        }
        if self.blank.count() > 0 {
            report.note(WarningKind::BlankRows, self.place(&self.blank), self.blank.count());
        }
        if self.misdecoded.rows.count() > 0 {
            let place = self.place(&self.misdecoded.rows);
            let sample = self.misdecoded.sample.take().unwrap_or_default();
            report.show(WarningKind::Misdecoded, place, self.misdecoded.rows.count(), &sample);
        }
        let Some(mut table) = self.table.take() else {
            let sheet = SheetBuilder::new(&self.name, &[]).finish();
            return Ok(Assembled { sheet, heading_row: None });
        };
        if table.ragged.count() > 0 {
            report.note(WarningKind::RaggedRows, self.place(&table.ragged), table.ragged.count());
        }
        for &(first, last) in hidden_columns {
            (first..=last).for_each(|position| table.builder.hide_column(position));
        }
        let sheet = table.builder.finish();
        self.note_far_cells(&sheet, report);
        Ok(Assembled { sheet, heading_row: Some(table.heading_row) })
    }

    fn place(&self, rows: &Ranges) -> String {
        let several = if rows.count() == 1 { "" } else { "s" };
        format!("{}: {}{several} {}", self.name, self.unit, rows.list(|row| row.to_string()))
    }

    /// Finds the heading row among the rows held back, and lets the rest into the table.
    fn open(&mut self, report: &mut Report) -> Result<(), Problem> {
        let held = std::mem::take(&mut self.held);
        let Some(guess) = self.find_heading(&held)? else { return Ok(()) };
        let mut held = held.into_iter();
        let above: Vec<HeldRow> = held.by_ref().take(guess.at).collect();
        let Some(heading) = held.next() else { return Ok(()) };
        if let (Some(first), Some(last)) = (above.first(), above.last()) {
            let mut rows = Ranges::default();
            above.iter().for_each(|row| rows.add(row.source_row.clamp(first.source_row, last.source_row)));
            let texts: Vec<&str> =
                above.iter().flat_map(|row| &row.cells).map(|(_, text, _)| text.expose()).collect();
            let count = above.len() as u64;
            report.show(WarningKind::RowsAboveHeading, self.place(&rows), count, &texts.join(" | "));
        }
        if !guess.sure {
            let place = format!("{}: {} {}", self.name, self.unit, heading.source_row);
            let texts: Vec<&str> = heading.cells.iter().map(|(_, text, _)| text.expose()).collect();
            report.show(WarningKind::UnsureHeading, place, 1, &texts.join(" | "));
        }
        let mut table = Open::new(&self.name, &heading, report);
        for row in held {
            let cells: Vec<CellRef<'_>> = row.cells();
            table.push(row.source_row, row.hidden, row.width, &cells);
        }
        self.table = Some(table);
        Ok(())
    }

    fn find_heading(&self, held: &[HeldRow]) -> Result<Option<HeadingGuess>, Problem> {
        if let Some(wanted) = self.wanted_heading {
            let at = held.iter().position(|row| row.source_row == wanted);
            let missing = Problem::NoSuchRow { row: wanted, last: self.last_row };
            return at.map(|at| Some(HeadingGuess { at, sure: true })).ok_or(missing);
        }
        let rows: Vec<Vec<CellRef<'_>>> = held.iter().map(HeldRow::cells).collect();
        let rows: Vec<&[CellRef<'_>]> = rows.iter().map(Vec::as_slice).collect();
        Ok(heading::guess(&rows))
    }

    /// Text that was read in the wrong encoding before it came here.
    fn look_for_mangled(&mut self, source_row: u32, cells: &[CellRef<'_>]) {
        let mangled = |cell: &&CellRef<'_>| !cell.text.is_ascii() && is_mangled(cell.text);
        let Some(cell) = cells.iter().find(mangled) else { return };
        self.misdecoded.rows.add(source_row);
        if self.misdecoded.sample.is_none() {
            let word = cell.text.split(' ').find(|word| is_mangled(word));
            self.misdecoded.sample = Some(word.unwrap_or(cell.text).to_owned());
        }
    }

    fn note_far_cells(&self, sheet: &Sheet, report: &mut Report) {
        let mut far = Ranges::default();
        for pair in sheet.columns().windows(2) {
            if pair[1].source_column() - pair[0].source_column() > FAR_COLUMNS {
                far.add(u32::from(pair[1].source_column()) - 1);
            }
        }
        if far.count() > 0 {
            let place = format!("{}: from column {}", self.name, far.list(column_letters));
            report.note(WarningKind::FarCell, place, far.count());
        }
        if self.far_rows.count() > 0 {
            let rows = self.far_rows.list(|row| row.to_string());
            let place = format!("{}: from {} {rows}", self.name, self.unit);
            report.note(WarningKind::FarCell, place, self.far_rows.count());
        }
    }
}

impl HeldRow {
    fn cells(&self) -> Vec<CellRef<'_>> {
        let cells = self.cells.iter();
        cells
            .map(|(position, text, typed)| CellRef {
                position: *position,
                text: text.expose(),
                typed: *typed,
            })
            .collect()
    }
}

impl Open {
    fn new(name: &str, heading: &HeldRow, report: &mut Report) -> Open {
        let last = heading.cells.iter().map(|(position, _, _)| u32::from(*position) + 1).max();
        let width = heading.width.max(last.unwrap_or(0));
        let mut texts = vec![""; width as usize];
        for (position, text, _) in &heading.cells {
            if let Some(slot) = texts.get_mut(*position as usize) {
                *slot = text.expose();
            }
        }
        let mut builder = SheetBuilder::new(name, &[]);
        let mut renamed = Vec::new();
        for text in &texts {
            let given = builder.add_column(text);
            if !given.eq(&text.split_whitespace().collect::<Vec<_>>().join(" ")) {
                renamed.push(format!("\"{given}\""));
            }
        }
        if !renamed.is_empty() {
            let count = renamed.len() as u64;
            renamed.truncate(20);
            report.note(WarningKind::RenamedHeading, format!("{name}: {}", renamed.join(", ")), count);
        }
        Open { builder, heading_row: heading.source_row, width: heading.width, ragged: Ranges::default() }
    }

    fn push(&mut self, source_row: u32, hidden: bool, width: u32, cells: &[CellRef<'_>]) {
        let text_beyond = cells.last().is_some_and(|cell| u32::from(cell.position) >= self.width);
        if self.width > 0 && (width < self.width || text_beyond) {
            self.ragged.add(source_row);
        }
        let cells = cells.iter().map(|cell| (cell.position, cell.text, cell.typed));
        self.builder.push_cells(source_row, hidden, cells);
    }
}

/// What UTF-8 looks like once it was read as Windows-1252 or Mac Roman, and lost letters.
#[rustfmt::skip]
const MANGLED: &[&str] = &[
    "â€™", "â€˜", "â€œ", "â€\u{9D}", "â€“", "â€”", "â€¦", "Ã©", "Ã¨", "Ã¡", "Ã³", "Ã¶", "Ã¼", "Ã±", "Ã§", "Ã‰",
    "Â£", "Â\u{A0}", "Â°", "Ä±", "Åž", "ÅŸ", "‚Äô", "‚Äò", "‚Äú", "‚Äù", "‚Äì", "‚Äî", "‚Ä¶", "¬£", "¬†",
    "√©", "√®", "√°", "√≥", "ï¿½", "\u{FFFD}",
];

/// `None` only if the list above were beyond the library's limits.
static FIND_MANGLED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(MANGLED).ok());

fn is_mangled(text: &str) -> bool {
    FIND_MANGLED.as_ref().is_some_and(|mangled| mangled.is_match(text))
}
