//! Reads a DOCX file again. Parts that are the same in every file must be these very bytes; in the
//! others every element, attribute and text must be the expected one.

use std::io::BufRead;

use crate::detect::Cancel;
use crate::disclose::document::{Document, Table, TextBlock};
use crate::disclose::format::Input;
use crate::disclose::office::read::{Expected, Odd, Walk, read_parts, require, widths_of};
use crate::disclose::proof::{Place, Proof, ReadError, Rule};

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// 164 mm in twentieths of a point.
const BETWEEN_MARGINS: usize = 9298;

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
        (
            "[Content_Types].xml",
            Expected::Bytes(1202, "9b2329a17b69d860c25e33fc4ed67b1065cdfe34c4e71f3318f36ad3ccf87b08"),
        ),
        (
            "_rels/.rels",
            Expected::Bytes(447, "3cc01f857b0a3040f32c96eb45310b27764a2c5072568ebbdd774805c3e208b6"),
        ),
        ("docProps/core.xml", Expected::Walk(&|bytes, _| properties(bytes, document))),
        (
            "word/_rels/document.xml.rels",
            Expected::Bytes(810, "33b4069460b1c2ed51675c511beb47d34bf3a3f8a0ed7c62dc9be6035823f94f"),
        ),
        ("word/document.xml", Expected::Walk(&|bytes, proof| body(bytes, document, proof))),
        (
            "word/styles.xml",
            Expected::Bytes(5577, "ef1beb37a9553102bbe8e5114b35b214e0729e250229184afe417dafdbe361df"),
        ),
        (
            "word/numbering.xml",
            Expected::Bytes(546, "d78f383fa4f505cc247ec948500f0e6ab6b57cbb9b49aeed92734e41071f62ca"),
        ),
        (
            "word/settings.xml",
            Expected::Bytes(481, "bb56a4aaf5088401227c8777a75fe041c1795fd5f237f9205f64f9adb014b958"),
        ),
        ("word/header1.xml", Expected::Walk(&|bytes, _| header(bytes, &document.running))),
        ("word/footer1.xml", Expected::Walk(&|bytes, _| footer(bytes, &document.running))),
    ];
    read_parts(input, &expected, proof)
}

fn properties(bytes: &[u8], document: &Document) -> Result<(), Odd> {
    let mut walk = Walk::new(bytes);
    let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let spaces = [
        ("xmlns:cp", core),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let made_at = document.made_at.strftime("%FT%TZ").to_string();
    walk.start("cp:coreProperties", &spaces)?;
    for (name, attributes, value) in [
        ("dc:title", &[][..], document.title.as_str()),
        ("dc:language", &[], "en-GB"),
        ("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &made_at),
        ("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], &made_at),
    ] {
        walk.start(name, attributes)?;
        walk.words(value)?;
        walk.end(name)?;
    }
    walk.end("cp:coreProperties")?;
    walk.eof()
}

/// Where the walk is, and how many texts it has passed.
struct Body<'b, 's, R> {
    walk: Walk<R>,
    proof: &'b mut Proof<'s>,
    texts: usize,
}

fn body(bytes: &[u8], document: &Document, proof: &mut Proof<'_>) -> Result<(), Odd> {
    let mut body = Body { walk: Walk::new(bytes), proof, texts: 0 };
    body.walk.start("w:document", &[("xmlns:w", WORDS), ("xmlns:r", LINKS)])?;
    body.walk.start("w:body", &[])?;
    paragraph(&mut body.walk, "Title", &document.title)?;
    for block in &document.blocks {
        body.block(block)?;
    }
    page(&mut body.walk)?;
    body.walk.end("w:body")?;
    body.walk.end("w:document")?;
    body.walk.eof()
}

impl<R: BufRead> Body<'_, '_, R> {
    fn block(&mut self, block: &TextBlock) -> Result<(), Odd> {
        match block {
            TextBlock::Heading(level, text) => self.text(&format!("Heading{}", (*level).clamp(1, 3)), text),
            TextBlock::Paragraph(text) => self.text("BodyText", text),
            TextBlock::Bullets(items) => items.iter().try_for_each(|text| self.text("ListBullet", text)),
            TextBlock::Quote(paragraphs) => {
                paragraphs.iter().try_for_each(|text| self.text("Quote", text))?;
                self.gap()
            }
            TextBlock::Table(table) => {
                self.table(table)?;
                self.gap()
            }
        }
    }

    /// A text of the document. One that differs is told by its number, and the walk goes on.
    fn text(&mut self, style: &str, expected: &str) -> Result<(), Odd> {
        self.texts += 1;
        before_words(&mut self.walk, style)?;
        let found = self.walk.text()?;
        after_words(&mut self.walk)?;
        if found == expected {
            self.proof.count_cell();
        } else {
            self.proof.fail(Place::Text(self.texts), Rule::CellDiffers);
            self.proof.search(Place::Text(self.texts), &found);
        }
        Ok(())
    }

    fn gap(&mut self) -> Result<(), Odd> {
        self.walk.start("w:p", &[])?;
        style_of(&mut self.walk, "Gap")?;
        self.walk.end("w:p")
    }

    fn table(&mut self, table: &Table) -> Result<(), Odd> {
        let whole = BETWEEN_MARGINS.to_string();
        let widths: Vec<String> = widths_of(table, BETWEEN_MARGINS).iter().map(usize::to_string).collect();
        self.walk.start("w:tbl", &[])?;
        self.walk.start("w:tblPr", &[])?;
        self.walk.empty("w:tblStyle", &[("w:val", "RuledTable")])?;
        self.walk.empty("w:tblW", &[("w:w", &whole), ("w:type", "dxa")])?;
        self.walk.empty("w:tblLayout", &[("w:type", "fixed")])?;
        let look = [
            ("w:val", "0620"),
            ("w:firstRow", "1"),
            ("w:lastRow", "0"),
            ("w:firstColumn", "0"),
            ("w:lastColumn", "0"),
            ("w:noHBand", "1"),
            ("w:noVBand", "1"),
        ];
        self.walk.empty("w:tblLook", &look)?;
        self.walk.end("w:tblPr")?;
        self.walk.start("w:tblGrid", &[])?;
        for width in &widths {
            self.walk.empty("w:gridCol", &[("w:w", width)])?;
        }
        self.walk.end("w:tblGrid")?;
        self.row(&table.headings, &widths, true)?;
        for cells in &table.rows {
            self.row(cells, &widths, false)?;
        }
        self.walk.end("w:tbl")
    }

    fn row(&mut self, cells: &[String], widths: &[String], is_heading: bool) -> Result<(), Odd> {
        require(cells.len() == widths.len())?;
        self.walk.start("w:tr", &[])?;
        self.walk.start("w:trPr", &[])?;
        self.walk.empty("w:cantSplit", &[])?;
        if is_heading {
            self.walk.empty("w:tblHeader", &[])?;
        }
        self.walk.end("w:trPr")?;
        for (text, width) in cells.iter().zip(widths) {
            self.walk.start("w:tc", &[])?;
            self.walk.start("w:tcPr", &[])?;
            self.walk.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")])?;
            self.walk.end("w:tcPr")?;
            self.text(if is_heading { "TableHeading" } else { "TableText" }, text)?;
            self.walk.end("w:tc")?;
        }
        self.walk.end("w:tr")
    }
}

fn style_of(walk: &mut Walk<impl BufRead>, style: &str) -> Result<(), Odd> {
    walk.start("w:pPr", &[])?;
    walk.empty("w:pStyle", &[("w:val", style)])?;
    walk.end("w:pPr")
}

fn before_words(walk: &mut Walk<impl BufRead>, style: &str) -> Result<(), Odd> {
    walk.start("w:p", &[])?;
    style_of(walk, style)?;
    walk.start("w:r", &[])?;
    walk.start("w:t", &[("xml:space", "preserve")])
}

fn after_words(walk: &mut Walk<impl BufRead>) -> Result<(), Odd> {
    walk.end("w:t")?;
    walk.end("w:r")?;
    walk.end("w:p")
}

fn paragraph(walk: &mut Walk<impl BufRead>, style: &str, words: &str) -> Result<(), Odd> {
    before_words(walk, style)?;
    walk.words(words)?;
    after_words(walk)
}

fn page(walk: &mut Walk<impl BufRead>) -> Result<(), Odd> {
    walk.start("w:sectPr", &[])?;
    walk.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId4")])?;
    walk.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId5")])?;
    walk.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
    let margins = [
        ("w:top", "1418"),
        ("w:right", "1304"),
        ("w:bottom", "1361"),
        ("w:left", "1304"),
        ("w:header", "680"),
        ("w:footer", "624"),
        ("w:gutter", "0"),
    ];
    walk.empty("w:pgMar", &margins)?;
    walk.end("w:sectPr")
}

fn header(bytes: &[u8], running: &str) -> Result<(), Odd> {
    let mut walk = Walk::new(bytes);
    walk.start("w:hdr", &[("xmlns:w", WORDS)])?;
    paragraph(&mut walk, "Header", running)?;
    walk.end("w:hdr")?;
    walk.eof()
}

fn footer(bytes: &[u8], running: &str) -> Result<(), Odd> {
    let mut walk = Walk::new(bytes);
    walk.start("w:ftr", &[("xmlns:w", WORDS)])?;
    walk.start("w:p", &[])?;
    style_of(&mut walk, "Footer")?;
    walk.start("w:r", &[])?;
    for words in [running, "Page "] {
        walk.empty("w:tab", &[])?;
        piece(&mut walk, words)?;
    }
    walk.end("w:r")?;
    field(&mut walk, "PAGE")?;
    walk.start("w:r", &[])?;
    piece(&mut walk, " of ")?;
    walk.end("w:r")?;
    field(&mut walk, "NUMPAGES")?;
    walk.end("w:p")?;
    walk.end("w:ftr")?;
    walk.eof()
}

fn piece(walk: &mut Walk<impl BufRead>, words: &str) -> Result<(), Odd> {
    walk.start("w:t", &[("xml:space", "preserve")])?;
    walk.words(words)?;
    walk.end("w:t")
}

fn field(walk: &mut Walk<impl BufRead>, what: &str) -> Result<(), Odd> {
    walk.start("w:fldSimple", &[("w:instr", what)])?;
    walk.start("w:r", &[])?;
    piece(walk, "1")?;
    walk.end("w:r")?;
    walk.end("w:fldSimple")
}
