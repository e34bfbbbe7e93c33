//! Writes a released table or a document as PDF.

use typst::foundations::{Dict, IntoValue, Value};

use super::columns::{Columns, mark_parts};
use super::letters::BLANK_LINE;
use super::values::{Setter, array, dict};
use super::world::typeset;
use crate::detect::Cancel;
use crate::disclose::format::{Output, WriteError};
use crate::disclose::front::{Front, front};
use crate::disclose::{ColumnKind, Disclosure, Document, Piece, Table, TextBlock};
use crate::law::style;

const TABLE_SOURCE: &str = concat!(include_str!("house.typ"), include_str!("disclosure.typ"));
const DOCUMENT_SOURCE: &str = concat!(include_str!("house.typ"), include_str!("document.typ"));

/// Entries that a PDF holds at most: what that costs in time and memory is in docs/RELEASE-CHECKS.md.
const MOST_ENTRIES: usize = 6_000;
/// Bytes of text that a PDF holds at most.
const MOST_BYTES: u64 = 6_000_000;
/// A row of more lines than this, a third of a page, may break over pages. It is set twice: whole rows read
/// better and cost half.
const MOST_LINES_TOGETHER: usize = 16;
/// Every so many entries one gets a bookmark.
const ENTRIES_PER_BOOKMARK: usize = 50;

/// Width of a table's page between its margins in millimetres, and of a document's.
const TABLE_MM: f64 = 269.0;
const DOCUMENT_MM: f64 = 160.0;
const DENSE_MM: f64 = 180.0;
/// Sizes of the type that a word may be wide, where the heading block and the running lines stand.
const TITLE_WIDTH: f64 = 34.0;
const FACT_WIDTH: f64 = 23.0;
const LINE_WIDTH: f64 = 40.0;
/// The same in a document, where items of a list begin further in.
const DOCUMENT_LINE_WIDTH: f64 = 36.0;
const DOCUMENT_HEADING_WIDTH: f64 = 24.0;
/// Points of the type of a table, and of a table of a document.
const TABLE_TYPE: f64 = 8.0;
const DOCUMENT_TABLE_TYPE: f64 = 9.5;
const DENSE_TABLE_TYPE: f64 = 7.5;

/// Writes the table.
pub(super) fn write_table(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    check_size(disclosure)?;
    let heads: Vec<&str> = disclosure.columns().iter().map(|column| column.heading.as_str()).collect();
    let columns = Columns::new(shares(disclosure), &heads, TABLE_MM, TABLE_TYPE)
        .ok_or(WriteError::Table("There are more columns than stand side by side on a page"))?;
    let numeric = disclosure.columns().iter().map(|column| column.kind == ColumnKind::Number);
    let mut values = front_values(&front(disclosure))?;
    values.extend(dict([
        ("foot", foot(disclosure)?),
        ("marks", array(disclosure.marks().iter().map(|mark| mark_value(mark.text())))),
        ("headings", headings(disclosure, &columns)?),
        ("widths", array(columns.shares.iter().map(|&share| (share as i64).into_value()))),
        ("numeric", array(numeric.map(IntoValue::into_value))),
        ("rows", rows(disclosure, &columns, cancel)?),
    ]));
    if cancel.is_cancelled() {
        return Err(WriteError::Cancelled);
    }
    let bytes = typeset(TABLE_SOURCE.to_owned(), values, disclosure.meta().released_at)?;
    Ok(out.write_all(&bytes)?)
}

fn check_size(disclosure: &Disclosure) -> Result<(), WriteError> {
    if disclosure.row_count() > MOST_ENTRIES {
        return Err(WriteError::Table(
            "There are more than 6,000 entries, and a PDF of them is too long to read",
        ));
    }
    check_bytes(disclosure.byte_len())
}

fn check_bytes(byte_len: u64) -> Result<(), WriteError> {
    if byte_len > MOST_BYTES {
        return Err(WriteError::Table(
            "There are more than 6 MB of text, and a PDF of it is too long to read",
        ));
    }
    Ok(())
}

/// Shares of the columns: what they are, or more for a long word of the heading or a long mark.
fn shares(disclosure: &Disclosure) -> Vec<usize> {
    // What stands in a column beside words: room at both sides, and a black edge.
    const ROOM: usize = 4;
    // A year, or the number of an entry of six digits.
    const LEAST: usize = 12;
    let columns = disclosure.columns().iter();
    let mut shares: Vec<usize> = columns
        .map(|column| {
            let words = column.heading.split_whitespace().map(|word| word.chars().count().min(20) + ROOM);
            words.max().unwrap_or(0).max(usize::from(column.kind.characters())).max(LEAST)
        })
        .collect();
    for row in 0..disclosure.row_count() {
        for (cell, share) in disclosure.row(row).zip(&mut shares) {
            for piece in cell.pieces() {
                if let Piece::Withheld(mark) = piece {
                    let widest = mark_parts(mark.text()).iter().map(|part| part.trim().len()).max();
                    *share = widest.map_or(*share, |widest| (*share).max(widest + ROOM));
                }
            }
        }
    }
    shares
}

fn mark_value(mark: &str) -> Value {
    array(mark_parts(mark).into_iter().map(IntoValue::into_value))
}

fn front_values(front: &Front) -> Result<Dict, WriteError> {
    let line = |what: &str, width, words: &str| Setter { place: &|| what.to_owned(), width }.line(words);
    let facts = front.facts.iter().map(|(label, value)| {
        Ok(array([label.into_value(), line(&format!("“{label}”"), FACT_WIDTH, value)?]))
    });
    let reading = front.reading.iter().map(|sentence| line("How to read the table", LINE_WIDTH, sentence));
    let key = front.key.iter().map(|row| {
        Ok(array([mark_value(&row.mark), line("The key to the marks", LINE_WIDTH, &row.meaning)?]))
    });
    Ok(dict([
        ("title", line("The title", TITLE_WIDTH, &front.title)?),
        ("facts", array(facts.collect::<Result<Vec<_>, WriteError>>()?)),
        ("reading", array(reading.collect::<Result<Vec<_>, WriteError>>()?)),
        ("key", array(key.collect::<Result<Vec<_>, WriteError>>()?)),
    ]))
}

/// What stands at the foot of each page beside its number.
fn foot(disclosure: &Disclosure) -> Result<Value, WriteError> {
    let meta = disclosure.meta();
    let draft = if meta.is_draft { style().draft.as_str() } else { "" };
    let parts = [meta.reference.trim(), draft];
    let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Setter { place: &|| "The reference".to_owned(), width: LINE_WIDTH }.line(&words)
}

fn headings(disclosure: &Disclosure, columns: &Columns) -> Result<Value, WriteError> {
    let headings = disclosure.columns().iter().zip(&columns.widths).enumerate();
    let values = headings.map(|(at, (column, &width))| {
        Setter { place: &|| format!("The heading of column {}", at + 1), width }.line(&column.heading)
    });
    Ok(array(values.collect::<Result<Vec<_>, _>>()?))
}

fn rows(disclosure: &Disclosure, columns: &Columns, cancel: &Cancel) -> Result<Value, WriteError> {
    let mark_number =
        |text: &str| disclosure.marks().iter().position(|mark| mark.text() == text).map_or(0, |at| at as i64);
    let mut rows = Vec::new();
    for row in 0..disclosure.row_count() {
        if cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        let mut cells = Vec::new();
        let mut lines = 1;
        for (at, (cell, column)) in disclosure.row(row).zip(disclosure.columns()).enumerate() {
            let place = || format!("Entry {}, column {} (“{}”)", row + 1, at + 1, column.heading);
            let width = columns.widths.get(at).copied().unwrap_or(LINE_WIDTH);
            cells.push(Setter { place: &place, width }.cell(cell, mark_number)?);
            lines = lines.max(columns.lines(at, &cell.text()));
        }
        let has_bookmark = row > 0 && row % ENTRIES_PER_BOOKMARK == 0;
        rows.push(array([
            (lines > MOST_LINES_TOGETHER).into_value(),
            has_bookmark.into_value(),
            array(cells),
        ]));
    }
    Ok(array(rows))
}

/// Writes a document.
pub(super) fn write_document(
    document: &Document,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    if cancel.is_cancelled() {
        return Err(WriteError::Cancelled);
    }
    let byte_len: usize = document.texts().iter().map(|text| text.len()).sum();
    check_bytes(byte_len as u64)?;
    let line = |what: &str, words: &str| {
        Setter { place: &|| what.to_owned(), width: DOCUMENT_LINE_WIDTH }.line(words)
    };
    let mut texts = Texts { number: 0, level: 1, is_dense: document.is_dense };
    let blocks = document.blocks.iter().map(|block| texts.block(block));
    let values = dict([
        ("title", line("The title", &document.title)?),
        ("running", line("The running head", &document.running)?),
        ("marks", array([])),
        ("dense", document.is_dense.into_value()),
        ("blocks", array(blocks.collect::<Result<Vec<_>, _>>()?)),
    ]);
    let bytes = typeset(DOCUMENT_SOURCE.to_owned(), values, document.made_at)?;
    Ok(out.write_all(&bytes)?)
}

/// Counts the texts of a document, to name the one that cannot be set.
struct Texts {
    number: usize,
    /// Level of the last heading: the title has the first, and none is left out.
    level: u8,
    is_dense: bool,
}

impl Texts {
    fn line(&mut self, words: &str, width: f64) -> Result<Value, WriteError> {
        self.number += 1;
        Setter { place: &|| format!("Text {} of the document", self.number), width }.line(words)
    }

    fn row(&mut self, cells: &[String], columns: &Columns) -> Result<Value, WriteError> {
        let cells = cells.iter().zip(&columns.widths).map(|(words, &width)| self.line(words, width));
        Ok(array(cells.collect::<Result<Vec<_>, _>>()?))
    }

    /// Items of a list; none is left without words, so that it stays an item.
    fn items(&mut self, items: &[String]) -> Result<Value, WriteError> {
        let items = items.iter().map(|item| {
            let words = self.line(item, DOCUMENT_LINE_WIDTH)?;
            Ok(if words == "".into_value() { BLANK_LINE.into_value() } else { words })
        });
        Ok(array(items.collect::<Result<Vec<_>, WriteError>>()?))
    }

    /// Kind, level or widths, and words.
    fn block(&mut self, block: &TextBlock) -> Result<Value, WriteError> {
        let no_level = Value::None;
        let (kind, level, words) = match block {
            TextBlock::Heading(level, words) => {
                self.level = level.saturating_add(1).clamp(2, self.level + 1).min(6);
                let level = i64::from(self.level).into_value();
                ("heading", level, self.line(words, DOCUMENT_HEADING_WIDTH)?)
            }
            TextBlock::Paragraph(words) => ("paragraph", no_level, self.line(words, DOCUMENT_LINE_WIDTH)?),
            TextBlock::Bullets(items) => ("bullets", no_level, self.items(items)?),
            TextBlock::Quote(items) => ("quote", no_level, self.items(items)?),
            TextBlock::Table(table) => {
                let rows = std::iter::once(&table.headings).chain(&table.rows);
                let (mm, size) = match self.is_dense {
                    true => (DENSE_MM, DENSE_TABLE_TYPE),
                    false => (DOCUMENT_MM, DOCUMENT_TABLE_TYPE),
                };
                let heads: Vec<&str> = table.headings.iter().map(String::as_str).collect();
                let columns = Columns::new(document_shares(table), &heads, mm, size)
                    .ok_or(WriteError::Table("A table has more columns than stand side by side on a page"))?;
                let rows = rows.map(|row| self.row(row, &columns)).collect::<Result<Vec<_>, _>>()?;
                let shares = columns.shares.iter().map(|&share| (share as i64).into_value());
                ("table", array(shares), array(rows))
            }
        };
        Ok(array([kind.into_value(), level, words]))
    }
}

/// Shares of the columns of a table: as much as their longest text needs, within reason.
fn document_shares(table: &Table) -> Vec<usize> {
    const LEAST: usize = 8;
    const MOST: usize = 60;
    let widest = |at: usize| {
        let cells = table.headings.get(at).into_iter().chain(table.rows.iter().filter_map(|row| row.get(at)));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).clamp(LEAST, MOST)
    };
    (0..table.headings.len()).map(widest).collect()
}
