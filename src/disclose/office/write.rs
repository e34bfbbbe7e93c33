//! For the writers: a container of parts, and text as XML.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::disclose::document::{Document, Table, TextBlock};
use crate::disclose::format::{Output, WriteError};

/// Owner may read and write.
const PERMISSIONS: u32 = 0o600;
/// What every part begins with.
pub(in crate::disclose) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Characters of a column's longest text below and above which it gets no narrower and no wider.
const NARROWEST: usize = 12;
const WIDEST: usize = 40;

/// A part of the container: its name and what it holds.
pub(in crate::disclose) type Part<'p> = (&'p str, &'p str);

/// Writes the parts in order. `first` lies in the file as it is; the others are packed.
pub(in crate::disclose) fn write_parts(
    first: Option<Part<'_>>,
    parts: &[Part<'_>],
    out: &mut dyn Output,
) -> Result<(), WriteError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(PERMISSIONS)
        .last_modified_time(DateTime::default());
    let stored = packed.compression_method(CompressionMethod::Stored);
    let first = first.iter().map(|part| (part, stored));
    for (&(name, content), options) in first.chain(parts.iter().map(|part| (part, packed))) {
        archive.start_file(name, options).map_err(failed)?;
        archive.write_all(content.as_bytes())?;
    }
    let bytes = archive.finish().map_err(failed)?.into_inner();
    Ok(out.write_all(&bytes)?)
}

fn failed(error: ZipError) -> WriteError {
    if let ZipError::Io(error) = error { WriteError::Io(error) } else { WriteError::Library("document") }
}

/// Refuses what cannot be written in XML as it is, or would not be read again as it was written.
pub(in crate::disclose) fn check(document: &Document) -> Result<(), WriteError> {
    let texts = document.texts().into_iter().enumerate();
    let texts = texts.map(|(at, text)| (format!("Text number {} of the document", at + 1), text));
    let named = [
        ("The title of the document".to_owned(), document.title.as_str()),
        ("The line at the head and foot of the pages".to_owned(), document.running.as_str()),
    ];
    for (place, text) in named.into_iter().chain(texts) {
        if let Some(character) = text.chars().find(|&c| is_unfit(c)) {
            return Err(WriteError::Character { place, character });
        }
    }
    for block in &document.blocks {
        if let TextBlock::Table(Table { headings, rows }) = block
            && (headings.is_empty() || rows.iter().any(|row| row.len() != headings.len()))
        {
            return Err(WriteError::Library("document"));
        }
    }
    Ok(())
}

/// Control characters, line breaks among them, and what is no character at all.
fn is_unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Appends text, escaped for elements and attributes.
pub(in crate::disclose) fn push_escaped(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            c => xml.push(c),
        }
    }
}

/// How many parts of `total` each column gets: by its longest text, within limits.
pub(in crate::disclose) fn column_widths(table: &Table, total: usize) -> Vec<usize> {
    let mut longest: Vec<usize> = table.headings.iter().map(|text| text.chars().count()).collect();
    for row in &table.rows {
        for (most, text) in longest.iter_mut().zip(row) {
            *most = text.chars().count().max(*most);
        }
    }
    let weights: Vec<usize> = longest.into_iter().map(|most| most.clamp(NARROWEST, WIDEST)).collect();
    let sum: usize = weights.iter().sum();
    let mut widths: Vec<usize> = weights.iter().map(|weight| total * weight / sum.max(1)).collect();
    let rest = total - widths.iter().sum::<usize>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
