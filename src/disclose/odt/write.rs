//! Writes a document as ODT. Every paragraph is plain text under a named style; nothing names an author,
//! and both dates are that of the document.

use std::fmt::Write;

use super::fixed;
use crate::detect::Cancel;
use crate::disclose::document::{Document, Table, TextBlock};
use crate::disclose::format::{Output, WriteError};
use crate::disclose::office::write::{DECLARATION, check, column_widths, push_escaped, write_parts};

/// Width of the text between the margins, in hundredths of a millimetre.
const TEXT_WIDTH: usize = 16_400;

/// Writes the document.
pub(super) fn write(document: &Document, out: &mut dyn Output, cancel: &Cancel) -> Result<(), WriteError> {
    check(document)?;
    let content = content(document, cancel)?;
    write_parts(
        Some(("mimetype", fixed::MIMETYPE)),
        &[
            ("content.xml", &content),
            ("styles.xml", &styles(&document.running)),
            ("meta.xml", &properties(document)),
            ("META-INF/manifest.xml", fixed::MANIFEST),
        ],
        out,
    )
}

fn properties(document: &Document) -> String {
    let moment = document.made_at.strftime("%Y-%m-%dT%H:%M:%SZ");
    let mut xml = DECLARATION.to_owned();
    xml.push_str(concat!(
        r#"<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
        r#" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/""#,
        r#" office:version="1.3"><office:meta><dc:title>"#
    ));
    push_escaped(&mut xml, &document.title);
    let _ = write!(
        xml,
        concat!(
            "</dc:title><dc:language>en-GB</dc:language><meta:creation-date>{}</meta:creation-date>",
            "<dc:date>{}</dc:date></office:meta></office:document-meta>"
        ),
        moment, moment
    );
    xml
}

/// The styles with the head and the foot of the page: the running line, and page x of y on the right.
fn styles(running: &str) -> String {
    let mut xml = fixed::STYLES.to_owned();
    xml.push_str(r#"<style:header><text:p text:style-name="Header">"#);
    push_text(&mut xml, running);
    xml.push_str(r#"</text:p></style:header><style:footer><text:p text:style-name="Footer"><text:tab/>"#);
    push_text(&mut xml, running);
    xml.push_str(concat!(
        r#"<text:tab/>Page <text:page-number text:select-page="current">1</text:page-number>"#,
        " of <text:page-count>1</text:page-count></text:p></style:footer>"
    ));
    xml.push_str(fixed::STYLES_END);
    xml
}

fn content(document: &Document, cancel: &Cancel) -> Result<String, WriteError> {
    let mut xml = fixed::CONTENT.to_owned();
    let tables = document.blocks.iter().filter_map(|block| match block {
        TextBlock::Table(table) => Some(table),
        TextBlock::Heading(..) | TextBlock::Paragraph(_) | TextBlock::Bullets(_) | TextBlock::Quote(_) => {
            None
        }
    });
    for (number, table) in (1..).zip(tables) {
        push_widths(&mut xml, number, table);
    }
    xml.push_str("</office:automatic-styles><office:body><office:text>");
    paragraph(&mut xml, "Title", &document.title);
    let mut tables = 0;
    for block in &document.blocks {
        if cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        add(&mut xml, block, &mut tables);
    }
    xml.push_str("</office:text></office:body></office:document-content>");
    Ok(xml)
}

fn push_widths(xml: &mut String, number: usize, table: &Table) {
    for (at, width) in column_widths(table, TEXT_WIDTH).into_iter().enumerate() {
        let _ = write!(
            xml,
            concat!(
                r#"<style:style style:name="Column{}.{}" style:family="table-column">"#,
                r#"<style:table-column-properties style:column-width="{}.{:02}mm"/></style:style>"#
            ),
            number,
            at + 1,
            width / 100,
            width % 100
        );
    }
}

fn add(xml: &mut String, block: &TextBlock, tables: &mut usize) {
    match block {
        TextBlock::Heading(level, text) => heading(xml, *level, text),
        TextBlock::Paragraph(text) => paragraph(xml, "Text_20_body", text),
        TextBlock::Bullets(items) => bullets(xml, items),
        TextBlock::Quote(paragraphs) => {
            paragraphs.iter().for_each(|text| paragraph(xml, "Quotations", text));
            paragraph(xml, "Gap", "");
        }
        TextBlock::Table(rows) => {
            *tables += 1;
            table(xml, *tables, rows);
            paragraph(xml, "Gap", "");
        }
    }
}

/// Headings deeper than the third level are of the third.
fn heading(xml: &mut String, level: u8, text: &str) {
    let level = match level {
        0 | 1 => 1,
        2 => 2,
        _ => 3,
    };
    let _ = write!(xml, r#"<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">"#);
    push_text(xml, text);
    xml.push_str("</text:h>");
}

fn paragraph(xml: &mut String, style: &str, text: &str) {
    let _ = write!(xml, r#"<text:p text:style-name="{style}">"#);
    push_text(xml, text);
    xml.push_str("</text:p>");
}

/// A list without items is no list.
fn bullets(xml: &mut String, items: &[String]) {
    if items.is_empty() {
        return;
    }
    xml.push_str(r#"<text:list text:style-name="Bullets">"#);
    for text in items {
        xml.push_str("<text:list-item>");
        paragraph(xml, "List_20_Bullet", text);
        xml.push_str("</text:list-item>");
    }
    xml.push_str("</text:list>");
}

fn table(xml: &mut String, number: usize, table: &Table) {
    let _ = write!(xml, r#"<table:table table:name="Table {number}" table:style-name="Ruled">"#);
    for at in 1..=table.headings.len() {
        let _ = write!(xml, r#"<table:table-column table:style-name="Column{number}.{at}"/>"#);
    }
    xml.push_str("<table:table-header-rows>");
    row(xml, "Head", "Table_20_Heading", &table.headings);
    xml.push_str("</table:table-header-rows>");
    for (at, cells) in table.rows.iter().enumerate() {
        let style = if at + 1 == table.rows.len() { "Last" } else { "Cell" };
        row(xml, style, "Table_20_Contents", cells);
    }
    xml.push_str("</table:table>");
}

fn row(xml: &mut String, cell_style: &str, style: &str, cells: &[String]) {
    xml.push_str(r#"<table:table-row table:style-name="Row">"#);
    for text in cells {
        let _ =
            write!(xml, r#"<table:table-cell table:style-name="{cell_style}" office:value-type="string">"#);
        paragraph(xml, style, text);
        xml.push_str("</table:table-cell>");
    }
    xml.push_str("</table:table-row>");
}

/// Text in which each space that the format would drop is an element: those at the beginning, and all
/// but the first of several.
fn push_text(xml: &mut String, text: &str) {
    let mut drops = true;
    for part in text.split_inclusive(' ') {
        let words = part.strip_suffix(' ').unwrap_or(part);
        push_escaped(xml, words);
        drops = drops && words.is_empty();
        if part.ends_with(' ') {
            xml.push_str(if drops { "<text:s/>" } else { " " });
            drops = true;
        }
    }
}
