//! Reads old Excel workbooks, those of Excel 5 and 95 and of Excel 97 to 2003: cells as they are
//! shown, and everything beside them.
//!
//! Our own reader, because the libraries give hidden rows and columns as ordinary cells, say
//! nothing of the rest, and some files bring them down.

mod beside;
mod cells;
mod dialect;
mod drawing;
mod filepass;
mod formula;
mod functions;
mod globals;
mod links;
mod pivot;
mod properties;
mod record;
mod streams;
mod styles;
mod worksheet;

use std::io::{Cursor, Read, Seek, SeekFrom};

use self::dialect::{Dialect, USUAL_ENCODING, words_in};
use self::globals::{Book, Globals, SheetKind, SheetRef};
use self::record::{BOF, Records};
use self::worksheet::Walked;
use super::assemble::{Assembled, Assembler};
use super::choose::{self, Candidate};
use super::error::Problem;
use super::locked;
use super::ole::{self, Container};
use super::read::Table;
use super::sniff::{self, Kind};
use super::xlsx;
use super::xlsx::facts::SheetFacts;
use super::{Format, Guesses, ReadOptions, Report, SheetInfo, SheetState, WarningKind};

/// How to take the password off.
const UNLOCK: &str = sniff::UNLOCK_IN_EXCEL;

/// A larger file is not read, for it is held in memory.
const MAX_BYTES: u64 = 128 << 20;
/// A table of more text than this is not opened,
const TABLE_BYTES: u64 = 384 << 20;
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
    if byte_len > MAX_BYTES {
        let what = format!("it is an old Excel workbook (.xls) of more than {} MB", MAX_BYTES >> 20);
        return Err(Problem::TooBig { what });
    }
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(0)).map_err(|error| Problem::io(&error))?;
    source.by_ref().take(MAX_BYTES).read_to_end(&mut bytes).map_err(|error| Problem::io(&error))?;
    if !bytes.starts_with(ole::MAGIC) {
        // Some programs write the stream without its container.
        filepass::unlock(&mut bytes, options.password.as_ref())?;
        return read_stream(&bytes, None, byte_len, options);
    }
    let container = Container::open(bytes)?;
    if container.find("\u{9}DRMContent").is_some() {
        return Err(Problem::encrypted(UNLOCK));
    }
    let Some(main) = ["Workbook", "Book"].iter().find_map(|name| container.find(name)) else {
        return match locked::open(&container, options.password.as_ref())? {
            Some(package) => read_package(&container, package, options),
            None => Err(other_kind(&container)),
        };
    };
    let mut stream = container.read(main)?;
    filepass::unlock(&mut stream, options.password.as_ref())?;
    read_stream(&stream, Some((&container, &main.path)), byte_len, options)
}

/// Reads what was encrypted as a whole, and the report of what stands beside it.
fn read_package(container: &Container, package: Vec<u8>, options: &ReadOptions) -> Result<Table, Problem> {
    let byte_len = package.len() as u64;
    let mut package = Cursor::new(package);
    let mut table = match sniff::sniff(&mut package)? {
        Kind::Workbook => xlsx::read(&mut package, byte_len, options)?,
        Kind::Text | Kind::OpenDocument | Kind::FlatDocument | Kind::OldOffice => {
            return Err(Problem::other_kind("an encrypted file without a workbook in it", sniff::NOT_THIS));
        }
    };
    let dialect = Dialect { is_biff8: true, encoding: USUAL_ENCODING };
    streams::tell(container, locked::PACKAGE, dialect, &mut table.report)?;
    Ok(table)
}

/// What a container without a workbook is.
fn other_kind(container: &Container) -> Problem {
    let has = |path: &str| container.find(path).is_some();
    let begins = |start: &str| container.entries().iter().any(|entry| entry.path.starts_with(start));
    if has(locked::PACKAGE) {
        return Problem::encrypted(UNLOCK);
    }
    let (what, advice) = if has("WordDocument") {
        ("not a spreadsheet (it is an old Word document)", sniff::EXPORT_AGAIN)
    } else if has("PowerPoint Document") {
        ("not a spreadsheet (it is an old PowerPoint presentation)", sniff::NOT_THIS)
    } else if begins("__substg1.0") || begins("__properties_version1.0") {
        ("not a spreadsheet (it is an Outlook message)", "Save its attachment and open that.")
    } else if has("WksSSWorkBook") {
        ("a spreadsheet of Microsoft Works", sniff::SAVE_AS_XLSX)
    } else {
        ("an old Office file without a workbook in it", sniff::SAVE_AS_XLSX)
    };
    Problem::other_kind(what, advice)
}

fn read_stream(
    stream: &[u8],
    container: Option<(&Container, &str)>,
    byte_len: u64,
    options: &ReadOptions,
) -> Result<Table, Problem> {
    let mut report = Report::default();
    let Globals { mut book, sheets, end } = globals::read(stream, &mut report)?;
    let candidates: Vec<Candidate<'_>> = sheets
        .iter()
        .map(|sheet| {
            let is_readable = sheet.kind == SheetKind::Worksheet;
            Candidate { name: &sheet.name, state: sheet.state, is_readable }
        })
        .collect();
    let wanted = choose::wanted(&candidates, options)?;
    let max_bytes = byte_len.saturating_mul(TABLE_RATIO).clamp(SMALL_TABLE_BYTES, TABLE_BYTES);
    let mut reading = Reading { stream, book: &mut book, options, max_bytes };
    let mut scanned = Vec::new();
    let mut table = None;
    for (at, sheet) in sheets.iter().enumerate() {
        if wanted == Some(at) {
            let (walked, assembled) = reading.assemble(sheet, &mut report)?;
            table = Some(assembled);
            scanned.push(walked);
        } else {
            scanned.push(reading.scan(sheet)?);
        }
        check_apart(&sheets, &scanned, end)?;
    }
    let sizes: Vec<(u32, u32)> = scanned.iter().map(|w| (w.facts.rows, w.facts.columns())).collect();
    let chosen = wanted.or_else(|| choose::fullest(&candidates, &sizes));
    let assembled = match (table, chosen.and_then(|at| sheets.get(at))) {
        (Some(assembled), _) => assembled,
        (None, Some(sheet)) => reading.assemble(sheet, &mut report)?.1,
        (None, None) => Assembler::new("", "row", None, 0).finish(&[], &mut report)?,
    };
    for (sheet, walked) in sheets.iter().zip(&scanned) {
        tell_sheet(sheet, walked, &mut report);
    }
    book.strings.tell_orphans(&mut report);
    tell_unlisted(stream, end, &sheets, &scanned, &mut report);
    if let Some((container, main)) = container {
        streams::tell(container, main, book.dialect, &mut report)?;
    }
    let sheets = sheets.iter().zip(sizes).map(|(sheet, (rows, columns))| SheetInfo {
        name: sheet.name.clone(),
        rows,
        columns,
        state: sheet.state,
    });
    let guesses = Guesses {
        format: Format::Xls,
        sheets: sheets.collect(),
        chosen,
        heading_row: assembled.heading_row,
        encoding: None,
        separator: None,
        odd_words: Vec::new(),
    };
    Ok(Table { sheet: assembled.sheet, report, guesses })
}

struct Reading<'r> {
    stream: &'r [u8],
    book: &'r mut Book,
    options: &'r ReadOptions,
    max_bytes: u64,
}

impl Reading<'_> {
    /// Looks through a sheet without keeping its cells.
    fn scan(&mut self, sheet: &SheetRef) -> Result<Walked, Problem> {
        worksheet::read(self.stream, sheet, self.book, &mut |_, _, _| Ok(()))
    }

    /// Reads the table of a sheet.
    fn assemble(&mut self, sheet: &SheetRef, report: &mut Report) -> Result<(Walked, Assembled), Problem> {
        let mut assembler = Assembler::new(&sheet.name, "row", self.options.header_row, self.max_bytes);
        let walked = worksheet::read(self.stream, sheet, self.book, &mut |row, hidden, cells| {
            assembler.row(row, hidden, 0, cells, report)
        })?;
        let assembled = assembler.finish(&walked.facts.hidden_columns(), report)?;
        Ok((walked, assembled))
    }
}

/// Each sheet has a part of the stream of its own; otherwise one could be read without end.
fn check_apart(sheets: &[SheetRef], scanned: &[Walked], globals_end: usize) -> Result<(), Problem> {
    let Some((last, before)) = scanned.split_last() else { return Ok(()) };
    let Some(sheet) = sheets.get(before.len()) else { return Ok(()) };
    let overlaps = |other: &SheetRef, walked: &Walked| sheet.at < walked.end && other.at < last.end;
    let is_shared = sheets.iter().zip(before).any(|(other, walked)| overlaps(other, walked));
    if is_shared || sheet.at < globals_end {
        return Err(Problem::damaged(format!(
            "its sheet \"{}\" is part of another sheet as well",
            sheet.name
        )));
    }
    Ok(())
}

fn tell_sheet(sheet: &SheetRef, walked: &Walked, report: &mut Report) {
    let SheetRef { name, state, kind, .. } = sheet;
    let facts: &SheetFacts = &walked.facts;
    let hidden = match state {
        SheetState::Visible => None,
        SheetState::Hidden => Some(WarningKind::HiddenSheet),
        SheetState::VeryHidden => Some(WarningKind::VeryHiddenSheet),
    };
    if let Some(hidden) = hidden {
        let place = format!("{name} ({})", facts.size());
        report.show(hidden, place, 1, &facts.first_words());
    }
    let told = match kind {
        SheetKind::Macro => Some("macro sheet"),
        SheetKind::Module => Some("module"),
        SheetKind::Worksheet if walked.is_dialog => Some("form"),
        SheetKind::Worksheet | SheetKind::Chart => None,
    };
    if let Some(what) = told {
        report.show(WarningKind::Macro, format!("{name}: {what}"), 1, &facts.first_words());
    }
    facts.tell(name, report);
    walked.beside.tell(name, report);
}

/// Reports what lies in the stream between the sheets and behind them.
fn tell_unlisted(stream: &[u8], end: usize, sheets: &[SheetRef], scanned: &[Walked], report: &mut Report) {
    let mut taken: Vec<(usize, usize)> =
        sheets.iter().zip(scanned).map(|(sheet, walked)| (sheet.at, walked.end)).collect();
    taken.sort_unstable();
    taken.push((stream.len(), stream.len()));
    let mut from = end;
    for (start, next) in taken {
        let gap = stream.get(from..start).unwrap_or_default();
        let written = gap.iter().filter(|byte| **byte != 0).count();
        if written > 0 {
            let begins = Records::new(gap, 0).peek().ok().flatten().is_some_and(|record| record.id == BOF);
            let what = if begins { "a sheet that the workbook does not list" } else { "bytes of no sheet" };
            let place = format!("{what}, at byte {from} of the workbook's stream");
            let words = words_in(gap.get(..1 << 16).unwrap_or(gap));
            let words: Vec<&str> = words.iter().take(20).map(String::as_str).collect();
            report.show(WarningKind::UnknownPart, place, written as u64, &words.join("\n"));
        }
        from = next;
    }
}
