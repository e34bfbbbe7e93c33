//! Reads Excel Workbooks by their parts: cells as they are shown, and everything beside them.
//!
//! Our own reader, because the libraries give hidden rows and columns as ordinary cells, and some
//! files bring them down.

pub(super) mod beside;
pub(super) mod date;
mod decimal;
pub(super) mod facts;
mod format_code;
pub(super) mod number;
pub(super) mod package;
pub(super) mod parts;
pub(super) mod relations;
pub(super) mod strings;
pub(super) mod styles;
mod text;
pub(super) mod workbook;
pub(super) mod worksheet;
pub(super) mod xml;

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use self::facts::SheetFacts;
use self::package::Package;
use self::relations::{ContentTypes, Relation, relations};
use self::strings::Strings;
use self::styles::Styles;
use self::workbook::SheetRef;
use self::worksheet::Book;
use super::assemble::{Assembled, Assembler};
use super::choose::{self, Candidate};
use super::error::Problem;
use super::findings::Findings;
use super::read::Table;
use super::{Format, Guesses, ReadOptions, Report, SheetInfo, SheetState, WarningKind, xlsb};

/// A table of more text than this is not opened,
const TABLE_BYTES: u64 = 2 << 30;
/// nor one of so many times the size of its file, once it is larger than the second: a text that
/// many cells share can be made to multiply.
const TABLE_RATIO: u64 = 300;
const SMALL_TABLE_BYTES: u64 = 64 << 20;

/// Reads the table of one sheet, and the report of all.
pub(super) fn read(
    source: &mut (impl Read + Seek),
    byte_len: u64,
    options: &ReadOptions,
) -> Result<Table, Problem> {
    let mut report = Report::default();
    let mut package = Package::open(source)?;
    let types = ContentTypes::read(&mut package)?;
    let main = workbook::find(&mut package)?;
    let links = relations(&mut package, &main)?;
    let mut findings = Findings::default();
    let is_binary = xlsb::is_binary(&main);
    let workbook = if is_binary {
        xlsb::workbook(&mut package, &main, &links, &mut findings)?
    } else {
        workbook::read(&mut package, &main, &links, &mut report)?
    };
    let part = |kind: &str| {
        let link = links.iter().find(|link: &&Relation| link.kind == kind && !link.external);
        link.map(|link| link.target.clone())
    };
    let strings = read_strings(&mut package, part("sharedStrings"), &mut report)?;
    let styles = read_styles(&mut package, part("styles"))?;
    let mut book = Book { strings, styles, epoch: workbook.epoch };

    check_sheet_count(workbook.sheets.len())?;
    check_shared(&workbook.sheets)?;
    let wanted = choose::wanted(&candidates(&workbook.sheets), options)?;
    let max_bytes = max_table_bytes(byte_len);
    let mut reading =
        Reading { package: &mut package, book: &mut book, options, max_bytes, findings: &mut findings };
    let mut found_again = Findings::default();
    let mut scanned = Vec::new();
    let mut table = None;
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        if wanted == Some(at) {
            let (facts, assembled) = reading.assemble(sheet, &mut report)?;
            table = Some(assembled);
            scanned.push(facts);
        } else {
            scanned.push(reading.scan(sheet)?);
        }
    }
    let sizes: Vec<(u32, u32)> = scanned.iter().map(|facts| (facts.rows, facts.columns())).collect();
    let chosen = wanted.or_else(|| choose::fullest(&candidates(&workbook.sheets), &sizes));
    let assembled = match (table, chosen.and_then(|at| workbook.sheets.get(at))) {
        (Some(assembled), _) => assembled,
        (None, Some(sheet)) => {
            // What stands beside its cells was found when it was looked through.
            reading.findings = &mut found_again;
            reading.assemble(sheet, &mut report)?.1
        }
        (None, None) => Assembler::new("", "row", None, 0).finish(&[], &mut report)?,
    };

    let mut sheets = Vec::new();
    for (sheet, facts) in workbook.sheets.iter().zip(&scanned) {
        tell_sheet(&sheet.name, sheet.state, facts, &mut report);
        let (rows, columns) = (facts.rows, facts.columns());
        sheets.push(SheetInfo { name: sheet.name.clone(), rows, columns, state: sheet.state });
    }
    findings.tell(&mut report);
    book.strings.tell_orphans(&mut report);
    let has_macros = parts::tell(&mut package, &types, &main, &workbook.sheets, &mut report)?;
    let guesses = Guesses {
        format: match (is_binary, has_macros) {
            (true, _) => Format::Xlsb,
            (false, true) => Format::Xlsm,
            (false, false) => Format::Xlsx,
        },
        sheets,
        chosen,
        heading_row: assembled.heading_row,
        encoding: None,
        separator: None,
        odd_words: Vec::new(),
    };
    Ok(Table { sheet: assembled.sheet, report, guesses })
}

/// The shared texts, if the file has them.
fn read_strings<R: Read + Seek>(
    package: &mut Package<R>,
    part: Option<String>,
    report: &mut Report,
) -> Result<Strings, Problem> {
    match part.filter(|part| package.has(part)) {
        Some(part) if xlsb::is_binary(&part) => xlsb::strings(package, &part, report),
        part => Strings::read(package, part.as_deref(), report),
    }
}

/// The styles, if the file has them.
fn read_styles<R: Read + Seek>(package: &mut Package<R>, part: Option<String>) -> Result<Styles, Problem> {
    match part.filter(|part| package.has(part)) {
        Some(part) if xlsb::is_binary(&part) => xlsb::styles(package, &part),
        part => Styles::read(package, part.as_deref()),
    }
}

/// Most bytes of text that the table of a file of this size may hold.
pub(super) fn max_table_bytes(byte_len: u64) -> u64 {
    byte_len.saturating_mul(TABLE_RATIO).clamp(SMALL_TABLE_BYTES, TABLE_BYTES)
}

/// No spreadsheet program makes more sheets.
const MAX_SHEETS: usize = 10_000;

/// Refuses a file of more sheets than any program makes.
pub(super) fn check_sheet_count(sheets: usize) -> Result<(), Problem> {
    if sheets > MAX_SHEETS {
        return Err(Problem::TooBig { what: format!("it has over {MAX_SHEETS} sheets") });
    }
    Ok(())
}

/// Each sheet has a part of its own; otherwise one could be read without end.
fn check_shared(sheets: &[SheetRef]) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    match sheets.iter().find(|sheet| sheet.part.as_ref().is_some_and(|part| !seen.insert(part))) {
        Some(sheet) => {
            Err(Problem::damaged(format!("its sheet \"{}\" is another sheet as well", sheet.name)))
        }
        None => Ok(()),
    }
}

/// What the choice of a sheet rests on.
fn candidates(sheets: &[SheetRef]) -> Vec<Candidate<'_>> {
    let is_readable = |sheet: &SheetRef| sheet.kind == "worksheet" && sheet.part.is_some();
    sheets
        .iter()
        .map(|sheet| Candidate { name: &sheet.name, state: sheet.state, is_readable: is_readable(sheet) })
        .collect()
}

struct Reading<'r, R> {
    package: &'r mut Package<R>,
    book: &'r mut Book,
    options: &'r ReadOptions,
    max_bytes: u64,
    findings: &'r mut Findings,
}

impl<R: Read + Seek> Reading<'_, R> {
    /// Looks through a sheet without keeping its cells.
    fn scan(&mut self, sheet: &SheetRef) -> Result<SheetFacts, Problem> {
        self.walk(sheet, &mut |_, _, _| Ok(()))
    }

    /// Reads the table of a sheet.
    fn assemble(
        &mut self,
        sheet: &SheetRef,
        report: &mut Report,
    ) -> Result<(SheetFacts, Assembled), Problem> {
        let mut assembler = Assembler::new(&sheet.name, "row", self.options.header_row, self.max_bytes);
        let facts =
            self.walk(sheet, &mut |row, hidden, cells| assembler.row(row, hidden, 0, cells, report))?;
        let assembled = assembler.finish(&facts.hidden_columns(), report)?;
        Ok((facts, assembled))
    }

    fn walk(&mut self, sheet: &SheetRef, sink: &mut worksheet::RowSink<'_>) -> Result<SheetFacts, Problem> {
        match &sheet.part {
            Some(part) if self.package.has(part) && xlsb::is_binary(part) => {
                xlsb::worksheet(self.package, &sheet.name, part, self.book, sink, self.findings)
            }
            Some(part) if self.package.has(part) => {
                worksheet::read(self.package, &sheet.name, part, self.book, sink)
            }
            Some(_) => Err(Problem::damaged(format!("its sheet \"{}\" is missing", sheet.name))),
            None => Ok(SheetFacts::default()),
        }
    }
}

/// Reports a sheet: that it is hidden, and what is hidden in it.
pub(super) fn tell_sheet(name: &str, state: SheetState, facts: &SheetFacts, report: &mut Report) {
    let kind = match state {
        SheetState::Visible => None,
        SheetState::Hidden => Some(WarningKind::HiddenSheet),
        SheetState::VeryHidden => Some(WarningKind::VeryHiddenSheet),
    };
    if let Some(kind) = kind {
        let place = format!("{name} ({})", facts.size());
        report.show(kind, place, 1, &facts.first_words());
    }
    facts.tell(name, report);
}
