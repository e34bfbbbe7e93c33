//! Reads delimited text: CSV, TSV and their relatives, in one pass over the file after a look at
//! its encoding. Neither the raw file nor the decoded text is ever held whole.

mod encoding;
mod separator;
mod split;
mod survey;

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use self::encoding::Decode;
use self::split::{LineEnds, Record, Splitter};
use super::assemble::Assembler;
use super::error::Problem;
use super::heading::CellRef;
use super::place::Ranges;
use super::read::Table;
use super::{Format, Guesses, ReadOptions, Report, SheetInfo, SheetState, WarningKind};
use crate::text::hex;

/// Read at a time.
const PIECE_BYTES: usize = 256 * 1024;
/// A single row of more bytes is not opened.
const RECORD_BYTES: usize = 1 << 30;
/// A row that runs over more lines than this is a row with a quotation mark missing.
const RECORD_LINES: u32 = 200;
/// More columns than Excel has are a sign of a wrong separator.
const MAX_COLUMNS: usize = 16_384;

/// Whether the bytes look like text of two or four bytes a letter.
pub(super) fn is_wide(head: &[u8]) -> bool {
    encoding::by_mark(head).is_some() || encoding::by_zeros(head).is_some()
}

/// Reads the table, and the SHA-256 of what it was read from.
pub(super) fn read(
    source: &mut (impl Read + Seek),
    name: &str,
    options: &ReadOptions,
) -> Result<(Table, String), Problem> {
    let survey = survey::survey(source, options)?;
    let stem =
        Path::new(name).file_stem().map_or_else(|| name.to_owned(), |s| s.to_string_lossy().into_owned());
    check_sheet(options, &stem)?;
    source.seek(SeekFrom::Start(0)).map_err(|error| Problem::io(&error))?;

    let mut report = Report::default();
    survey.tell(&stem, &mut report);
    let mut rows = Rows::new(&stem, options);
    let mut splitter = Splitter::new(survey.separator);
    let mut decode = Decode::new(survey.encoding);
    let mut digest = Sha256::new();
    let mut piece = vec![0; PIECE_BYTES];
    let mut text = String::new();
    let mut mark = survey.mark_bytes;
    let mut skip = survey.named_separator_bytes;
    loop {
        let n = fill(source, &mut piece)?;
        let bytes = piece.get(..n).unwrap_or_default();
        digest.update(bytes);
        text.clear();
        decode.feed(bytes.get(mark.min(n)..).unwrap_or_default(), n < PIECE_BYTES, &mut text);
        mark = 0;
        if skip > 0 {
            rows.first_line = 2;
        }
        splitter.feed(text.get(skip..).unwrap_or(""), &mut |record| rows.take(record, &mut report))?;
        skip = 0;
        if splitter.open_bytes() > RECORD_BYTES {
            let what = format!(
                "the row that begins on line {} never ends; a quotation mark may be missing",
                splitter.open_line()
            );
            return Err(Problem::TooBig { what });
        }
        if n < PIECE_BYTES {
            break;
        }
    }
    splitter.finish(&mut |record| rows.take(record, &mut report))?;
    note_odds(&stem, &decode, splitter.line_ends(), &rows, &mut report);
    let (rows_seen, columns_seen) = (rows.rows, rows.columns);
    let assembled = rows.assembler.finish(&[], &mut report)?;
    let info = SheetInfo { name: stem, rows: rows_seen, columns: columns_seen, state: SheetState::Visible };
    let guesses = Guesses {
        format: if survey.separator == b'\t' { Format::Tsv } else { Format::Csv },
        sheets: vec![info],
        chosen: Some(0),
        heading_row: assembled.heading_row,
        encoding: Some(survey.encoding.name()),
        separator: Some(char::from(survey.separator)),
        odd_words: survey.odd_words,
    };
    Ok((Table { sheet: assembled.sheet, report, guesses }, hex(&digest.finalize())))
}

/// Delimited text has one sheet, named like the file.
fn check_sheet(options: &ReadOptions, stem: &str) -> Result<(), Problem> {
    match &options.sheet {
        Some(wanted) if !wanted.eq_ignore_ascii_case(stem) => {
            Err(Problem::NoSuchSheet { wanted: wanted.clone(), sheets: stem.to_owned() })
        }
        Some(_) | None => Ok(()),
    }
}

/// Reads until the buffer is full or the source is over.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Problem> {
    let mut n = 0;
    while let Some(free) = buffer.get_mut(n..).filter(|free| !free.is_empty()) {
        match source.read(free) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Problem::io(&error)),
        }
    }
    Ok(n)
}

/// Hands records to the assembler as rows.
struct Rows {
    assembler: Assembler,
    /// Line of the source that the splitter calls 1.
    first_line: u32,
    rows: u32,
    columns: u32,
    quotes: Ranges,
    longest: Option<(u32, u32)>,
    zeros: Ranges,
}

impl Rows {
    fn new(stem: &str, options: &ReadOptions) -> Rows {
        Rows {
            assembler: Assembler::new(stem, "line", options.header_row, u64::MAX),
            first_line: 1,
            rows: 0,
            columns: 0,
            quotes: Ranges::default(),
            longest: None,
            zeros: Ranges::default(),
        }
    }

    fn take(&mut self, record: &Record, report: &mut Report) -> Result<(), Problem> {
        let line = record.line.saturating_add(self.first_line - 1);
        if record.len() > MAX_COLUMNS {
            let what = format!("line {line} has {} cells, more than a spreadsheet can have", record.len());
            return Err(Problem::TooBig { what });
        }
        if record.odd_quote || record.lines > RECORD_LINES {
            self.quotes.add(line);
            if self.longest.is_none_or(|(_, lines)| record.lines > lines) {
                self.longest = Some((line, record.lines));
            }
        }
        let mut cells = Vec::with_capacity(record.len());
        for (position, text) in record.fields().enumerate() {
            if !text.is_empty() {
                cells.push(CellRef { position: position as u16, text, typed: None });
            }
        }
        if record.has_zero() {
            self.zeros.add(line);
        }
        if !cells.is_empty() {
            self.rows += 1;
            self.columns = self.columns.max(cells.last().map_or(0, |cell| u32::from(cell.position) + 1));
        }
        self.assembler.row(line, false, record.len() as u32, &cells, report)
    }
}

fn note_odds(stem: &str, decode: &Decode, ends: LineEnds, rows: &Rows, report: &mut Report) {
    if let Some((line, lines)) = rows.longest {
        let listed = rows.quotes.list(|line| line.to_string());
        let place = format!(
            "{stem}: lines {listed}; the row on line {line} runs on for {lines} lines: a quotation mark may be missing"
        );
        report.note(WarningKind::UnclosedQuote, place, rows.quotes.count());
    }
    if rows.zeros.count() > 0 {
        let place = format!("{stem}: lines {}", rows.zeros.list(|line| line.to_string()));
        report.note(WarningKind::NulBytes, place, rows.zeros.count());
    }
    if decode.problems() > 0 {
        report.note(WarningKind::Undecodable, stem, decode.problems());
    }
    let kinds = [(ends.lf, "LF"), (ends.crlf, "CRLF"), (ends.cr, "CR")];
    let seen: Vec<String> =
        kinds.iter().filter(|(n, _)| *n > 0).map(|(n, kind)| format!("{n} {kind}")).collect();
    if seen.len() > 1 {
        report.note(WarningKind::MixedLineEnds, format!("{stem}: {}", seen.join(", ")), seen.len() as u64);
    }
}
