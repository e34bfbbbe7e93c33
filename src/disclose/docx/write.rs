//! Writes a document as DOCX. The text of every paragraph is one run under a named style; nothing names
//! an author, and both dates are that of the document.

use std::fmt::Write;

use super::fixed;
use crate::detect::Cancel;
use crate::disclose::document::{Document, Table, TextBlock};
use crate::disclose::format::{Output, WriteError};
use crate::disclose::office::write::{DECLARATION, check, column_widths, push_escaped, write_parts};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Width of the text between the margins, in twentieths of a point: 164 mm.
const TEXT_WIDTH: usize = 9298;
/// A4, with room for a head and a foot.
const PAGE: &str = concat!(
    r#"<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>"#,
    r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1418" w:right="1304" w:bottom="1361" w:left="1304" w:header="680" w:footer="624" w:gutter="0"/>"#,
    "</w:sectPr>"
);

/// Writes the document.
pub(super) fn write(document: &Document, out: &mut dyn Output, cancel: &Cancel) -> Result<(), WriteError> {
    check(document)?;
    let body = body(document, cancel)?;
    let (header, footer) = (header(&document.running), footer(&document.running));
    write_parts(
        None,
        &[
            ("[Content_Types].xml", fixed::CONTENT_TYPES),
            ("_rels/.rels", fixed::ROOT_RELATIONS),
            ("docProps/core.xml", &properties(document)),
            ("word/_rels/document.xml.rels", fixed::DOCUMENT_RELATIONS),
            ("word/document.xml", &body),
            ("word/styles.xml", fixed::STYLES),
            ("word/numbering.xml", fixed::NUMBERING),
            ("word/settings.xml", fixed::SETTINGS),
            ("word/header1.xml", &header),
            ("word/footer1.xml", &footer),
        ],
        out,
    )
}

fn properties(document: &Document) -> String {
    let moment = document.made_at.strftime("%Y-%m-%dT%H:%M:%SZ");
    let mut xml = DECLARATION.to_owned();
    xml.push_str(concat!(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties""#,
        r#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/""#,
        r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>"#
    ));
    push_escaped(&mut xml, &document.title);
    let _ = write!(
        xml,
        concat!(
            r#"</dc:title><dc:language>en-GB</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified></cp:coreProperties>"#
        ),
        moment, moment
    );
    xml
}

fn body(document: &Document, cancel: &Cancel) -> Result<String, WriteError> {
    let mut xml = format!(r#"{DECLARATION}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>"#);
    paragraph(&mut xml, "Title", &document.title);
    for block in &document.blocks {
        if cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        add(&mut xml, block);
    }
    xml.push_str(PAGE);
    xml.push_str("</w:body></w:document>");
    Ok(xml)
}

fn add(xml: &mut String, block: &TextBlock) {
    match block {
        TextBlock::Heading(level, text) => paragraph(xml, heading_style(*level), text),
        TextBlock::Paragraph(text) => paragraph(xml, "BodyText", text),
        TextBlock::Bullets(items) => items.iter().for_each(|text| paragraph(xml, "ListBullet", text)),
        TextBlock::Quote(paragraphs) => {
            paragraphs.iter().for_each(|text| paragraph(xml, "Quote", text));
            gap(xml);
        }
        TextBlock::Table(rows) => {
            table(xml, rows);
            gap(xml);
        }
    }
}

/// Headings deeper than the third level look like those of the third.
fn heading_style(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    }
}

fn paragraph(xml: &mut String, style: &str, text: &str) {
    let _ = write!(xml, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">"#);
    push_escaped(xml, text);
    xml.push_str("</w:t></w:r></w:p>");
}

/// Room after what has none of its own. It also keeps two tables apart, which Word would join.
fn gap(xml: &mut String) {
    xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>"#);
}

fn table(xml: &mut String, table: &Table) {
    let widths = column_widths(table, TEXT_WIDTH);
    let _ = write!(
        xml,
        concat!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="RuledTable"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/>"#,
            r#"<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#,
            "</w:tblPr><w:tblGrid>"
        ),
        TEXT_WIDTH
    );
    for width in &widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml.push_str("</w:tblGrid>");
    row(xml, "<w:cantSplit/><w:tblHeader/>", "TableHeading", &table.headings, &widths);
    for cells in &table.rows {
        row(xml, "<w:cantSplit/>", "TableText", cells, &widths);
    }
    xml.push_str("</w:tbl>");
}

fn row(xml: &mut String, properties: &str, style: &str, cells: &[String], widths: &[usize]) {
    let _ = write!(xml, "<w:tr><w:trPr>{properties}</w:trPr>");
    for (text, width) in cells.iter().zip(widths) {
        let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
        paragraph(xml, style, text);
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
}

fn header(running: &str) -> String {
    let mut xml = format!(r#"{DECLARATION}<w:hdr xmlns:w="{MAIN}">"#);
    paragraph(&mut xml, "Header", running);
    xml.push_str("</w:hdr>");
    xml
}

/// The running line in the middle, page x of y on the right.
fn footer(running: &str) -> String {
    let mut xml =
        format!(r#"{DECLARATION}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>"#);
    let run = |xml: &mut String, text: &str| {
        xml.push_str(r#"<w:t xml:space="preserve">"#);
        push_escaped(xml, text);
        xml.push_str("</w:t>");
    };
    xml.push_str("<w:r><w:tab/>");
    run(&mut xml, running);
    xml.push_str("<w:tab/>");
    run(&mut xml, "Page ");
    xml.push_str(r#"</w:r><w:fldSimple w:instr="PAGE"><w:r>"#);
    run(&mut xml, "1");
    xml.push_str("</w:r></w:fldSimple><w:r>");
    run(&mut xml, " of ");
    xml.push_str(r#"</w:r><w:fldSimple w:instr="NUMPAGES"><w:r>"#);
    run(&mut xml, "1");
    xml.push_str("</w:r></w:fldSimple></w:p></w:ftr>");
    xml
}
