//! Writes the sheets: the cover, the key to the marks, and the table.

use std::io::Write;

use super::text::Paragraphs;
use crate::detect::Cancel;
use crate::disclose::about::{
    ABOUT_SHEET, About, AboutLine, KEY_HEADINGS, KEY_SHEET, LineKind, TABLE_SHEET, about,
};
use crate::disclose::characters::has_unfit_character;
use crate::disclose::format::WriteError;
use crate::disclose::office::write::push_escaped;
use crate::disclose::{Cell, Column, ColumnKind, Disclosure, KeyRow, Piece};

/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;
/// Most characters of a cell that every program reads, in UTF-16.
const MOST_UNITS: usize = 32_767;
/// Largest number that is written as a number: nine digits are exact everywhere.
const MOST_DIGITS: usize = 9;

const BEGINNING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
    r#" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0""#,
    r#" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#,
    r#" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0""#,
    r#" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">"#,
    "<office:automatic-styles>",
    r#"<style:style style:name="sheet" style:family="table" style:master-page-name="Default">"#,
    r#"<style:table-properties table:display="true"/></style:style>"#,
    r#"<style:style style:name="number" style:family="table-column">"#,
    r#"<style:table-column-properties style:column-width="2.2cm"/></style:style>"#,
    r#"<style:style style:name="short" style:family="table-column">"#,
    r#"<style:table-column-properties style:column-width="5cm"/></style:style>"#,
    r#"<style:style style:name="long" style:family="table-column">"#,
    r#"<style:table-column-properties style:column-width="17cm"/></style:style>"#,
    r#"<style:style style:name="row" style:family="table-row">"#,
    r#"<style:table-row-properties style:use-optimal-row-height="true"/></style:style>"#,
    r#"<style:style style:name="body" style:family="table-cell" style:parent-style-name="Default">"#,
    r##"<style:table-cell-properties fo:border-bottom="0.5pt solid #b1b4b6"/></style:style>"##,
    r#"<style:style style:name="head" style:family="table-cell" style:parent-style-name="Default">"#,
    r##"<style:table-cell-properties fo:background-color="#1d2b45"/>"##,
    r##"<style:text-properties fo:color="#ffffff" fo:font-weight="bold"/></style:style>"##,
    r#"<style:style style:name="title" style:family="table-cell" style:parent-style-name="Default">"#,
    r#"<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>"#,
    r#"<style:style style:name="heading" style:family="table-cell" style:parent-style-name="Default">"#,
    r#"<style:table-cell-properties fo:padding-top="0.4cm"/>"#,
    r#"<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>"#,
    r#"<style:style style:name="mark" style:family="text">"#,
    // LibreOffice draws no ground behind letters of a cell: white on black would be white on white.
    r#"<style:text-properties fo:font-weight="bold"/></style:style>"#,
    "</office:automatic-styles><office:body><office:spreadsheet>",
);
const END: &str = "</office:spreadsheet></office:body></office:document-content>";

/// Writes `content.xml`.
pub(super) fn write(
    disclosure: &Disclosure,
    out: &mut impl Write,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    let mut xml = BEGINNING.to_owned();
    let About { lines, key } = about(disclosure);
    push_about(&mut xml, &lines)?;
    if !key.is_empty() {
        push_key(&mut xml, &key);
    }
    push_head(&mut xml, disclosure.columns())?;
    for row in 0..disclosure.row_count() {
        if row % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        out.write_all(xml.as_bytes())?;
        xml.clear();
        begin_row(&mut xml);
        for (at, (cell, column)) in disclosure.row(row).zip(disclosure.columns()).enumerate() {
            push_cell(&mut xml, cell, column.kind).map_err(|why| WriteError::Cell {
                entry: row + 1,
                column: at + 1,
                heading: column.heading.clone(),
                why,
            })?;
        }
        end_row(&mut xml);
    }
    xml.push_str("</table:table>");
    xml.push_str(END);
    out.write_all(xml.as_bytes())?;
    Ok(())
}

fn push_about(xml: &mut String, lines: &[AboutLine]) -> Result<(), WriteError> {
    begin_sheet(xml, ABOUT_SHEET, &[ColumnKind::Long]);
    for AboutLine { kind, text } in lines {
        if flaw(text).is_some() {
            return Err(WriteError::Table(
                "The title, the public authority or the reference is longer than a cell, or has a character \
                 that ODS cannot hold",
            ));
        }
        begin_row(xml);
        let style = match kind {
            LineKind::Title => Some("title"),
            LineKind::Heading => Some("heading"),
            LineKind::Text => None,
        };
        push_words(xml, style, text);
        end_row(xml);
    }
    xml.push_str("</table:table>");
    Ok(())
}

fn push_key(xml: &mut String, key: &[KeyRow]) {
    begin_sheet(xml, KEY_SHEET, &[ColumnKind::Short, ColumnKind::Long]);
    push_headings(xml, KEY_HEADINGS);
    for KeyRow { mark, meaning } in key {
        begin_row(xml);
        begin_text_cell(xml, Some("body"));
        let mut paragraphs = Paragraphs::begin(xml);
        paragraphs.mark(mark);
        paragraphs.end();
        xml.push_str("</table:table-cell>");
        push_words(xml, Some("body"), meaning);
        end_row(xml);
    }
    xml.push_str("</table:table>");
}

fn push_head(xml: &mut String, columns: &[Column]) -> Result<(), WriteError> {
    if columns.iter().any(|column| flaw(&column.heading).is_some()) {
        return Err(WriteError::Table(
            "A heading is longer than a cell, or has a character that ODS cannot hold",
        ));
    }
    let kinds: Vec<ColumnKind> = columns.iter().map(|column| column.kind).collect();
    begin_sheet(xml, TABLE_SHEET, &kinds);
    push_headings(xml, columns.iter().map(|column| column.heading.as_str()));
    Ok(())
}

fn begin_sheet(xml: &mut String, name: &str, kinds: &[ColumnKind]) {
    xml.push_str(r#"<table:table table:name=""#);
    xml.push_str(name);
    xml.push_str(r#"" table:style-name="sheet">"#);
    for kind in kinds {
        xml.push_str(match kind {
            ColumnKind::Number => r#"<table:table-column table:style-name="number"/>"#,
            ColumnKind::Short => r#"<table:table-column table:style-name="short"/>"#,
            ColumnKind::Long => r#"<table:table-column table:style-name="long"/>"#,
        });
    }
}

fn push_headings<'h>(xml: &mut String, headings: impl IntoIterator<Item = &'h str>) {
    xml.push_str("<table:table-header-rows>");
    begin_row(xml);
    for heading in headings {
        push_words(xml, Some("head"), heading);
    }
    end_row(xml);
    xml.push_str("</table:table-header-rows>");
}

fn push_cell(xml: &mut String, cell: Cell<'_>, kind: ColumnKind) -> Result<(), &'static str> {
    if cell.is_blank() {
        xml.push_str(r#"<table:table-cell table:style-name="body"/>"#);
        return Ok(());
    }
    let text = cell.text();
    if let Some(why) = flaw(&text) {
        return Err(why);
    }
    if kind == ColumnKind::Number && is_number(&text) {
        xml.push_str(r#"<table:table-cell table:style-name="body" office:value-type="float" office:value=""#);
        xml.push_str(&text);
        xml.push_str(r#""><text:p>"#);
        xml.push_str(&text);
        xml.push_str("</text:p></table:table-cell>");
        return Ok(());
    }
    begin_text_cell(xml, Some("body"));
    let mut paragraphs = Paragraphs::begin(xml);
    for piece in cell.pieces() {
        match piece {
            Piece::Text(words) => paragraphs.words(words),
            Piece::Withheld(mark) => paragraphs.mark(mark.text()),
        }
    }
    paragraphs.end();
    xml.push_str("</table:table-cell>");
    Ok(())
}

fn push_words(xml: &mut String, style: Option<&str>, words: &str) {
    begin_text_cell(xml, style);
    let mut paragraphs = Paragraphs::begin(xml);
    paragraphs.words(words);
    paragraphs.end();
    xml.push_str("</table:table-cell>");
}

fn begin_text_cell(xml: &mut String, style: Option<&str>) {
    xml.push_str("<table:table-cell");
    if let Some(style) = style {
        xml.push_str(r#" table:style-name=""#);
        push_escaped(xml, style);
        xml.push('"');
    }
    xml.push_str(r#" office:value-type="string">"#);
}

fn begin_row(xml: &mut String) {
    xml.push_str(r#"<table:table-row table:style-name="row">"#);
}

fn end_row(xml: &mut String) {
    xml.push_str("</table:table-row>");
}

/// Why a text cannot stand in a cell.
fn flaw(text: &str) -> Option<&'static str> {
    if text.len() > MOST_UNITS && text.encode_utf16().count() > MOST_UNITS {
        Some("the cell has more than 32,767 characters, and not every program that opens ODS holds more")
    } else if has_unfit_character(text) {
        Some("the cell has an invisible control character, and ODS cannot hold it")
    } else {
        None
    }
}

/// The entry's own number or a year.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0') && text.len() <= MOST_DIGITS
}
