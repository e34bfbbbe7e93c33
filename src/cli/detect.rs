//! `withheld detect`: findings as JSON, one line a text.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

use super::args::{AlwaysOption, FileOptions};
use super::exit::{Failure, output_failed};
use super::load;
use crate::detect::{Cancel, Finding, Options, Record, WordLists, mentions_bwv, sheet_of_records};
use crate::review::{Imported, Level, Misuse, Workspace};
use crate::sheet::{CellId, Role, Treatment};
use crate::text::{Sensitive, Span};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Read the summaries of this spreadsheet, with the row's own columns known; without it, read
    /// one JSON object a line from standard input
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// Column that names each row in the output; the row number of the file unless given
    #[arg(long, value_name = "NAME", requires = "table")]
    id_column: Option<String>,
    /// Print JSON, one object a line (the only form there is)
    #[arg(long)]
    json: bool,
    /// Leave the words of this file alone, unless the row's own columns say them: one entry a line
    #[arg(long, value_name = "FILE")]
    never: Option<PathBuf>,
    #[command(flatten)]
    words: AlwaysOption,
    #[command(flatten)]
    file: FileOptions,
}

/// One text of standard input.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    #[serde(default, deserialize_with = "text_or_null")]
    subject: String,
    #[serde(default, deserialize_with = "text_or_null")]
    number: String,
    #[serde(default, deserialize_with = "text_or_null")]
    complainant: String,
    #[serde(default, deserialize_with = "text_or_null")]
    case: String,
    #[serde(default, deserialize_with = "text_or_null")]
    status: String,
    #[serde(default, deserialize_with = "text_or_null")]
    outcome: String,
    #[serde(default, deserialize_with = "text_or_null")]
    flag: String,
}

fn text_or_null<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(from).map(Option::unwrap_or_default)
}

#[derive(Serialize)]
struct Found<'t> {
    id: serde_json::Value,
    spans: Vec<FoundSpan<'t>>,
    mentions_bwv: bool,
    misuse: Misuse,
}

/// Offsets count Unicode scalar values.
#[derive(Serialize)]
struct FoundSpan<'t> {
    start: usize,
    end: usize,
    r#type: &'t str,
    why: String,
    confidence: f64,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { table, id_column, json: _, never, words, file } = args;
    let lists = WordLists {
        always: load::always_words(words.always.as_deref())?,
        never: load::never_words(never.as_deref())?,
    };
    let (workspace, ids) = match table {
        Some(path) => {
            let mut imported = load::import(path, file)?;
            search_only_the_summary(&mut imported)?;
            let ids = ids_of(&imported, id_column.as_deref())?;
            (Workspace::new(imported), ids)
        }
        None => from_lines(io::stdin().lock())?,
    };
    let phrases = load::phrases(file.phrases.as_deref())?;
    let options = Options { lists, phrases, ..Options::default() };
    let detected = workspace.search(options, &Cancel::default(), &|_| {}).map_err(Failure::wrong_use)?;
    let column = workspace.layout().column(Role::Summary).unwrap_or(0);
    let mut by_row: BTreeMap<u32, Vec<Finding>> = BTreeMap::new();
    // As a case shows them, until the officer asks for more.
    let shown = detected.findings.iter().filter(|found| Level::default().shows(found, workspace.layout()));
    for &finding in shown.filter(|finding| finding.cell.column == column) {
        by_row.entry(finding.cell.row).or_default().push(finding);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for (row, id) in (0u32..).zip(ids) {
        let cell = CellId { row, column };
        let text = workspace.sheet().text(cell).expose();
        let findings = by_row.get(&row).map_or(&[][..], Vec::as_slice);
        let mut counter = ScalarCounter::new(text);
        let spans = findings
            .iter()
            .map(|finding| {
                let (start, end) = counter.count(finding.span);
                FoundSpan {
                    start,
                    end,
                    r#type: finding.kind.name(),
                    why: finding.why.line(workspace.sheet(), cell),
                    confidence: f64::from(finding.confidence_permille) / 1000.0,
                }
            })
            .collect();
        let found = Found {
            id,
            spans,
            mentions_bwv: mentions_bwv(findings),
            misuse: detected.misuse.get(row as usize).map_or(Misuse::Unclear, |suggested| suggested.misuse),
        };
        serde_json::to_writer(&mut out, &found).map_err(|error| output_failed(error.into()))?;
        writeln!(out).map_err(output_failed)?;
    }
    out.flush().map_err(output_failed)
}

/// The other columns are known but not searched.
fn search_only_the_summary(imported: &mut Imported) -> Result<(), Failure> {
    let summary = imported.layout.column(Role::Summary).ok_or_else(|| {
        Failure::wrong_use(
            "No column of this sheet looks like a summary. Say which one it is in a roles file (--roles).",
        )
    })?;
    for (column, plan) in (0u16..).zip(&mut imported.layout.columns) {
        plan.treatment = if column == summary { Treatment::RedactSpans } else { Treatment::OutOfScope };
    }
    Ok(())
}

fn ids_of(imported: &Imported, column: Option<&str>) -> Result<Vec<serde_json::Value>, Failure> {
    let sheet = &imported.sheet;
    let rows = 0..sheet.row_count();
    let Some(name) = column else {
        return Ok(rows.map(|row| sheet.source_row(row).into()).collect());
    };
    let at = sheet.columns().iter().position(|column| column.heading().eq_ignore_ascii_case(name.trim()));
    let column =
        at.ok_or_else(|| Failure::wrong_use(format_args!("The sheet has no column {name:?}.")))? as u16;
    Ok(rows.map(|row| sheet.text(CellId { row, column }).expose().into()).collect())
}

fn from_lines(input: impl BufRead) -> Result<(Workspace, Vec<serde_json::Value>), Failure> {
    let mut lines = Vec::new();
    for (number, line) in (1u32..).zip(input.lines()) {
        let line = line.map_err(|error| {
            Failure::wrong_use(format_args!("Line {number} of the input cannot be read: {error}."))
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(line.trim_start_matches('\u{feff}')).map_err(|error| {
            let column = error.column();
            Failure::wrong_use(format_args!(
                "Line {number} of the input is not a JSON object with \"id\" and \"text\" (see character {column})."
            ))
        })?;
        lines.push(line);
    }
    let records = lines.iter().map(|line| Record {
        text: Sensitive::new(&line.text),
        subject: Sensitive::new(&line.subject),
        number: Sensitive::new(&line.number),
        complainant: Sensitive::new(&line.complainant),
        case: Sensitive::new(&line.case),
        status: Sensitive::new(&line.status),
        outcome: Sensitive::new(&line.outcome),
        flag: Sensitive::new(&line.flag),
    });
    let (sheet, layout) = sheet_of_records(records);
    let imported = Imported { sheet: Arc::new(sheet), layout, ..Imported::default() };
    Ok((Workspace::new(imported), lines.into_iter().map(|line| line.id).collect()))
}

/// Turns bytes into Unicode scalar values; spans must come in order.
struct ScalarCounter<'t> {
    text: &'t str,
    byte: usize,
    scalars: usize,
}

impl<'t> ScalarCounter<'t> {
    fn new(text: &'t str) -> ScalarCounter<'t> {
        ScalarCounter { text, byte: 0, scalars: 0 }
    }

    fn count(&mut self, span: Span) -> (usize, usize) {
        (self.advance_to(span.start()), self.advance_to(span.end()))
    }

    fn advance_to(&mut self, byte: usize) -> usize {
        self.scalars += self.text.get(self.byte..byte).map_or(0, |passed| passed.chars().count());
        self.byte = byte;
        self.scalars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_unicode_scalar_values() {
        let text = "Zoë saw Núñez";
        let mut counter = ScalarCounter::new(text);
        assert_eq!(counter.count(Span::new(text, 0, 4).unwrap()), (0, 3));
        assert_eq!(counter.count(Span::new(text, 9, 16).unwrap()), (8, 13));
    }

    #[test]
    fn a_bad_line_is_named_and_not_quoted() {
        let failure =
            from_lines(&b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"txt\":\"Bloggs\"}\n"[..]).unwrap_err();
        let told = format!("{failure:?}");
        assert!(told.contains("Line 2") && !told.contains("Bloggs"), "{told}");
    }
}
