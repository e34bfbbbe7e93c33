//! Reads OpenDocument spreadsheets, packaged (.ods) or flat (.fods): cells as they are shown, and
//! everything beside them.

mod beside;
mod content;
mod lists;
mod parts;
mod styles;
mod table;
mod tags;
mod text;
mod value;

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use self::content::{Content, Pick, TableRef, Taken};
use super::assemble::Assembler;
use super::error::Problem;
use super::read::Table;
use super::sniff::NOT_THIS;
use super::xlsx::package::{Guard, Package, Stream, flat_xml};
use super::xlsx::tell_sheet;
use super::xlsx::xml::Xml;
use super::{Format, Guesses, ReadOptions, Report, SheetInfo, SheetState, WarningKind};

/// Where a document comes from: it can be walked through more than once.
trait Document {
    type Stream<'d>: BufRead
    where
        Self: 'd;

    /// Reads all that comes before the body.
    fn before(&mut self, content: &mut Content<'_>) -> Result<(), Problem>;

    /// The part with the body, and its name.
    fn main(&mut self) -> Result<(Xml<Self::Stream<'_>>, &'static str), Problem>;
}

/// A document in a zip container.
struct Packaged<R> {
    package: Package<R>,
}

impl<R: Read + Seek> Document for Packaged<R> {
    type Stream<'d>
        = Stream<'d, R>
    where
        R: 'd;

    fn before(&mut self, content: &mut Content<'_>) -> Result<(), Problem> {
        for part in ["meta.xml", "settings.xml", "styles.xml"] {
            if self.package.has(part) {
                content.read(&mut self.package.xml(part)?, part)?;
            }
        }
        Ok(())
    }

    fn main(&mut self) -> Result<(Xml<Self::Stream<'_>>, &'static str), Problem> {
        Ok((self.package.xml("content.xml")?, "content.xml"))
    }
}

/// A document that is one file of XML.
struct Flat<'s, R> {
    source: &'s mut R,
    byte_len: u64,
}

impl<R: Read + Seek> Document for Flat<'_, R> {
    type Stream<'d>
        = Guard<BufReader<&'d mut R>>
    where
        Self: 'd;

    fn before(&mut self, _: &mut Content<'_>) -> Result<(), Problem> {
        Ok(())
    }

    fn main(&mut self) -> Result<(Xml<Self::Stream<'_>>, &'static str), Problem> {
        self.source.seek(SeekFrom::Start(0)).map_err(|error| Problem::io(&error))?;
        Ok((flat_xml(&mut *self.source, self.byte_len), "document"))
    }
}

/// Reads a packaged document.
pub(super) fn read(
    source: &mut (impl Read + Seek),
    byte_len: u64,
    options: &ReadOptions,
) -> Result<Table, Problem> {
    let mut document = Packaged { package: Package::open(source)? };
    parts::refuse_encrypted(&mut document.package)?;
    let mut found = walk(&mut document, byte_len, options)?;
    let mut told = Report::default();
    parts::tell(&mut document.package, &mut found.content.beside, &mut told)?;
    Ok(finish(found, told, Format::Ods))
}

/// Reads a flat document.
pub(super) fn read_flat(
    source: &mut (impl Read + Seek),
    byte_len: u64,
    options: &ReadOptions,
) -> Result<Table, Problem> {
    let mut document = Flat { source, byte_len };
    let found = walk(&mut document, byte_len, options)?;
    Ok(finish(found, Report::default(), Format::Fods))
}

/// The document walked through, one of its tables read.
struct Found<'o> {
    content: Content<'o>,
    chosen: Option<usize>,
    sheet: super::assemble::Assembled,
    report: Report,
}

fn walk<'o, D: Document>(
    document: &mut D,
    byte_len: u64,
    options: &'o ReadOptions,
) -> Result<Found<'o>, Problem> {
    let mut content = read_with(document, options, Pick::Likely, byte_len)?;
    if content.body != "spreadsheet" {
        return Err(Problem::other_kind(
            "not a spreadsheet (it is another kind of OpenDocument file)",
            NOT_THIS,
        ));
    }
    let chosen = choose(&content.tables, options)?;
    let taken = content.taken.take().filter(|taken| Some(taken.at) == chosen);
    let taken = match (taken, chosen) {
        (None, Some(at)) => read_with(document, options, Pick::At(at), byte_len)?.taken,
        (taken, _) => taken,
    };
    let (sheet, report) = match taken {
        Some(Taken { result, .. }) => result?,
        None => {
            let mut report = Report::default();
            (Assembler::new("", "row", None, 0).finish(&[], &mut report)?, report)
        }
    };
    Ok(Found { content, chosen, sheet, report })
}

fn read_with<'o, D: Document>(
    document: &mut D,
    options: &'o ReadOptions,
    pick: Pick,
    byte_len: u64,
) -> Result<Content<'o>, Problem> {
    let mut content = Content::new(options, pick, byte_len);
    document.before(&mut content)?;
    let (mut xml, part) = document.main()?;
    content.read(&mut xml, part)?;
    Ok(content)
}

/// The table that was asked for, else the visible one with the most rows of at least two columns,
/// the first of equals.
fn choose(tables: &[TableRef], options: &ReadOptions) -> Result<Option<usize>, Problem> {
    if let Some(wanted) = &options.sheet {
        let exact = tables.iter().position(|table| table.name == *wanted);
        let alike = || tables.iter().position(|table| table.name.to_lowercase() == wanted.to_lowercase());
        let names: Vec<String> = tables.iter().map(|table| format!("\"{}\"", table.name)).collect();
        let missing = Problem::NoSuchSheet { wanted: wanted.clone(), sheets: names.join(", ") };
        return exact.or_else(alike).map(Some).ok_or(missing);
    }
    let visible = tables.iter().enumerate().filter(|(_, table)| table.state == SheetState::Visible);
    let weight = |table: &TableRef| (table.facts.columns().min(2), table.facts.rows);
    Ok(visible.rev().max_by_key(|(_, table)| weight(table)).map(|(at, _)| at))
}

fn finish(found: Found<'_>, told: Report, format: Format) -> Table {
    let Found { mut content, chosen, sheet, mut report } = found;
    let mut sheets = Vec::new();
    for table in &content.tables {
        tell_sheet(&table.name, table.state, &table.facts, &mut report);
        sheets.push(SheetInfo {
            name: table.name.clone(),
            rows: table.facts.rows,
            columns: table.facts.columns(),
            state: table.state,
        });
    }
    if content.styles.conditions > 0 {
        let count = content.styles.conditions;
        let findings = &mut content.beside.findings;
        findings.add_many(WarningKind::ConditionalFormat, "styles with conditions", "", count, "");
    }
    content.beside.findings.tell(&mut report);
    report.warnings.extend(told.warnings);
    let guesses = Guesses {
        format,
        sheets,
        chosen,
        heading_row: sheet.heading_row,
        encoding: None,
        separator: None,
        odd_words: Vec::new(),
    };
    Table { sheet: sheet.sheet, report, guesses }
}
