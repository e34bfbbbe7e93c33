//! Reads an ODT file again. What is the same in every file must be these very bytes; of the rest every
//! element, attribute and text must be the expected one.

use std::io::BufRead;

use sha2::{Digest, Sha256};

use crate::detect::Cancel;
use crate::disclose::document::{Document, Table, TextBlock};
use crate::disclose::format::Input;
use crate::disclose::office::read::{Expected, Odd, Walk, read_parts, require, widths_of};
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::text::hex;

/// 164 mm in hundredths.
const BETWEEN_MARGINS: usize = 16_400;
/// The beginning of the styles and of the content, and the end of the styles: bytes and SHA-256.
const STYLES: (usize, &str) = (6859, "69b851f60c34edda206a2a320f999f274132befe0dd8a764a7a33e1003bf67b0");
const STYLES_END: (usize, &str) = (68, "30c7dcbb67e7eb5a68047bc7b219383654f5dda5a57c2026bad0f73be97fc8b3");
const CONTENT: (usize, &str) = (1654, "82188f05d0bc52312abf57572681d99832c75e30d03423c737494fed58f95d72");
/// What a stretch of a part is put into, to be read as XML of its own.
const BEFORE: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// Compares every part of the file with the document.
pub(super) fn read(
    input: &mut dyn Input,
    document: &Document,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    if cancel.is_cancelled() {
        return Err(ReadError::Cancelled);
    }
    let expected = [
        ("mimetype", Expected::Bytes(39, "714dbe370b0a7063669217d91b287566fe8babbc8599b629b24476ff81b83593")),
        ("content.xml", Expected::Walk(&|bytes, proof| content(bytes, document, proof))),
        ("styles.xml", Expected::Walk(&|bytes, _| styles(bytes, &document.running))),
        ("meta.xml", Expected::Walk(&|bytes, _| properties(bytes, document))),
        (
            "META-INF/manifest.xml",
            Expected::Bytes(576, "b670716fee6ed48f0646083e75a4feae32e60e793f0236eb5ad903ef5f8b4188"),
        ),
    ];
    read_parts(input, &expected, proof)
}

fn is_known(bytes: &[u8], sha256: &str) -> Result<(), Odd> {
    let hash = hex(&Sha256::digest(bytes));
    require(hash == sha256)
}

/// What stands between the known beginning and the known end, ready to be walked through.
fn between(bytes: &[u8], beginning: (usize, &str), end: (usize, &str)) -> Result<Vec<u8>, Odd> {
    let (known, rest) = bytes.split_at_checked(beginning.0).ok_or(Odd)?;
    is_known(known, beginning.1)?;
    let (stretch, known) = rest.split_at_checked(rest.len().checked_sub(end.0).ok_or(Odd)?).ok_or(Odd)?;
    is_known(known, end.1)?;
    Ok([BEFORE, b"<stretch>", stretch, b"</stretch>"].concat())
}

fn properties(bytes: &[u8], document: &Document) -> Result<(), Odd> {
    let mut walk = Walk::new(bytes);
    let made_at = document.made_at.strftime("%FT%TZ").to_string();
    let spaces = [
        ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("office:version", "1.3"),
    ];
    walk.start("office:document-meta", &spaces)?;
    walk.start("office:meta", &[])?;
    for (name, value) in [
        ("dc:title", document.title.as_str()),
        ("dc:language", "en-GB"),
        ("meta:creation-date", &made_at),
        ("dc:date", &made_at),
    ] {
        walk.start(name, &[])?;
        walk.words(value)?;
        walk.end(name)?;
    }
    walk.end("office:meta")?;
    walk.end("office:document-meta")?;
    walk.eof()
}

fn styles(bytes: &[u8], running: &str) -> Result<(), Odd> {
    let stretch = between(bytes, STYLES, STYLES_END)?;
    let mut walk = Walk::new(&stretch);
    walk.start("stretch", &[])?;
    walk.start("style:header", &[])?;
    walk.start("text:p", &[("text:style-name", "Header")])?;
    require(shown(&mut walk)? == running)?;
    walk.end("text:p")?;
    walk.end("style:header")?;
    walk.start("style:footer", &[])?;
    walk.start("text:p", &[("text:style-name", "Footer")])?;
    walk.empty("text:tab", &[])?;
    require(shown(&mut walk)? == running)?;
    walk.empty("text:tab", &[])?;
    walk.words("Page ")?;
    walk.start("text:page-number", &[("text:select-page", "current")])?;
    walk.words("1")?;
    walk.end("text:page-number")?;
    walk.words(" of ")?;
    walk.start("text:page-count", &[])?;
    walk.words("1")?;
    walk.end("text:page-count")?;
    walk.end("text:p")?;
    walk.end("style:footer")?;
    walk.end("stretch")?;
    walk.eof()
}

/// The text of a paragraph as it is shown. Spaces that would not be shown as they stand do not belong
/// there.
fn shown(walk: &mut Walk<impl BufRead>) -> Result<String, Odd> {
    let mut shown = String::new();
    loop {
        let words = walk.text()?;
        for c in words.chars() {
            require(!c.is_control())?;
            require(c != ' ' || !(shown.is_empty() || shown.ends_with(' ')))?;
            shown.push(c);
        }
        match walk.start_if("text:s")? {
            Some(attributes) => {
                require(attributes.is_empty() && (shown.is_empty() || shown.ends_with(' ')))?;
                walk.end("text:s")?;
                shown.push(' ');
            }
            None => return Ok(shown),
        }
    }
}

/// Where the walk is, and how many texts and tables it has passed.
struct Body<'b, 's, R> {
    walk: Walk<R>,
    proof: &'b mut Proof<'s>,
    texts: usize,
    tables: usize,
}

fn content(bytes: &[u8], document: &Document, proof: &mut Proof<'_>) -> Result<(), Odd> {
    let (known, rest) = bytes.split_at_checked(CONTENT.0).ok_or(Odd)?;
    is_known(known, CONTENT.1)?;
    // The known beginning opens two elements that the rest closes.
    let opened = b"<office:document-content><office:automatic-styles>";
    let stretch = [BEFORE, opened, rest].concat();
    let mut body = Body { walk: Walk::new(&stretch), proof, texts: 0, tables: 0 };
    body.walk.start("office:document-content", &[])?;
    body.walk.start("office:automatic-styles", &[])?;
    let tables = document.blocks.iter().filter_map(|block| match block {
        TextBlock::Table(table) => Some(table),
        TextBlock::Heading(..) | TextBlock::Paragraph(_) | TextBlock::Bullets(_) | TextBlock::Quote(_) => {
            None
        }
    });
    for (at, table) in tables.enumerate() {
        body.widths(at + 1, table)?;
    }
    body.walk.end("office:automatic-styles")?;
    body.walk.start("office:body", &[])?;
    body.walk.start("office:text", &[])?;
    body.line("Title", &document.title)?;
    for block in &document.blocks {
        body.block(block)?;
    }
    for name in ["office:text", "office:body", "office:document-content"] {
        body.walk.end(name)?;
    }
    body.walk.eof()
}

impl<R: BufRead> Body<'_, '_, R> {
    fn widths(&mut self, number: usize, table: &Table) -> Result<(), Odd> {
        for (at, hundredths) in widths_of(table, BETWEEN_MARGINS).into_iter().enumerate() {
            let name = format!("Column{number}.{}", at + 1);
            let width = format!("{:.2}mm", hundredths as f64 / 100.0);
            self.walk.start("style:style", &[("style:name", &name), ("style:family", "table-column")])?;
            self.walk.empty("style:table-column-properties", &[("style:column-width", &width)])?;
            self.walk.end("style:style")?;
        }
        Ok(())
    }

    fn block(&mut self, block: &TextBlock) -> Result<(), Odd> {
        match block {
            TextBlock::Heading(level, text) => {
                let level = (*level).clamp(1, 3).to_string();
                let style = format!("Heading_20_{level}");
                let attributes = [("text:style-name", style.as_str()), ("text:outline-level", &level)];
                self.text("text:h", &attributes, text)
            }
            TextBlock::Paragraph(text) => self.paragraph("Text_20_body", text),
            TextBlock::Bullets(items) if items.is_empty() => Ok(()),
            TextBlock::Bullets(items) => {
                self.walk.start("text:list", &[("text:style-name", "Bullets")])?;
                for text in items {
                    self.walk.start("text:list-item", &[])?;
                    self.paragraph("List_20_Bullet", text)?;
                    self.walk.end("text:list-item")?;
                }
                self.walk.end("text:list")
            }
            TextBlock::Quote(paragraphs) => {
                paragraphs.iter().try_for_each(|text| self.paragraph("Quotations", text))?;
                self.line("Gap", "")
            }
            TextBlock::Table(table) => {
                self.tables += 1;
                self.table(table)?;
                self.line("Gap", "")
            }
        }
    }

    /// A paragraph that is no text of the document's blocks.
    fn line(&mut self, style: &str, expected: &str) -> Result<(), Odd> {
        self.walk.start("text:p", &[("text:style-name", style)])?;
        require(shown(&mut self.walk)? == expected)?;
        self.walk.end("text:p")
    }

    fn paragraph(&mut self, style: &str, expected: &str) -> Result<(), Odd> {
        self.text("text:p", &[("text:style-name", style)], expected)
    }

    /// A text of the document. One that differs is told by its number, and the walk goes on.
    fn text(&mut self, name: &str, attributes: &[(&str, &str)], expected: &str) -> Result<(), Odd> {
        self.texts += 1;
        self.walk.start(name, attributes)?;
        let found = shown(&mut self.walk)?;
        self.walk.end(name)?;
        if found == expected {
            self.proof.count_cell();
        } else {
            self.proof.fail(Place::Text(self.texts), Rule::CellDiffers);
            self.proof.search(Place::Text(self.texts), &found);
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), Odd> {
        let number = self.tables;
        let name = format!("Table {number}");
        self.walk.start("table:table", &[("table:name", &name), ("table:style-name", "Ruled")])?;
        for at in 1..=table.headings.len() {
            let style = format!("Column{number}.{at}");
            self.walk.empty("table:table-column", &[("table:style-name", &style)])?;
        }
        self.walk.start("table:table-header-rows", &[])?;
        self.row(&table.headings, "Head", "Table_20_Heading", table.headings.len())?;
        self.walk.end("table:table-header-rows")?;
        let mut rows = table.rows.iter().peekable();
        while let Some(cells) = rows.next() {
            let cell_style = if rows.peek().is_some() { "Cell" } else { "Last" };
            self.row(cells, cell_style, "Table_20_Contents", table.headings.len())?;
        }
        self.walk.end("table:table")
    }

    fn row(&mut self, cells: &[String], cell_style: &str, style: &str, width: usize) -> Result<(), Odd> {
        require(cells.len() == width)?;
        self.walk.start("table:table-row", &[("table:style-name", "Row")])?;
        for text in cells {
            let attributes = [("table:style-name", cell_style), ("office:value-type", "string")];
            self.walk.start("table:table-cell", &attributes)?;
            self.paragraph(style, text)?;
            self.walk.end("table:table-cell")?;
        }
        self.walk.end("table:table-row")
    }
}
