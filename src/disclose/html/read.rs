//! Reads a released page again and compares every element, attribute and text with what the disclosure
//! says. Holds one cell at a time. Each element is opened and closed in the page itself and nothing
//! stands outside its place, so that these tokens are the tree that a browser builds.

use std::io::{Read, SeekFrom};

use sha2::{Digest, Sha256};

use super::tokens::{Stop, Token, Tokens};
use crate::detect::Cancel;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::{Cell, ColumnKind, Disclosure, Front, KeyRow, Piece, front};
use crate::law::style;
use crate::text::hex;

/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;
/// Bytes of a page that differs which are searched, to say what kind of leak it is.
const MOST_SEARCHED: u64 = 1 << 16;
/// The style: length and SHA-256.
const STYLE: (usize, &str) = (3438, "0ba3fc98d897a2568fcee86d7de7a5bf244facb7be72055e2b99cdd356433b76");

/// What stands in a page beside its cells.
const AROUND: Place = Place::Part("page");

/// Compares the page with the disclosure.
pub(super) fn read(
    input: &mut dyn Input,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    let mut page = Page { tokens: Tokens::new(&mut *input), is_among_cells: false, proof };
    let outcome = page.compare(disclosure, cancel);
    let is_among_cells = page.is_among_cells;
    match outcome {
        Ok(()) => {}
        Err(Stop::Read(error)) => return Err(error),
        Err(Stop::Odd) => {
            proof.fail(AROUND, Rule::PartDiffers);
            if !is_among_cells {
                search(input, proof)?;
            }
        }
    }
    Ok(())
}

/// Searches what stands before the cells. Their own words may be withheld elsewhere.
fn search(input: &mut dyn Input, proof: &mut Proof<'_>) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    input.seek(SeekFrom::Start(0))?;
    input.take(MOST_SEARCHED).read_to_end(&mut bytes)?;
    proof.search_bytes(AROUND, &bytes);
    Ok(())
}

/// Letters, marks and line breaks of a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Run {
    Letters(String),
    Mark(String),
    Break,
}

struct Page<'p, 's, R> {
    tokens: Tokens<R>,
    /// The rows have begun.
    is_among_cells: bool,
    proof: &'p mut Proof<'s>,
}

impl<R: Read> Page<'_, '_, R> {
    fn compare(&mut self, disclosure: &Disclosure, cancel: &Cancel) -> Result<(), Stop> {
        let front = front(disclosure);
        self.head(disclosure, &front)?;
        self.start("body", &[])?;
        self.start("a", &[("class", "skip"), ("href", "#entries")])?;
        self.text("Skip to the table")?;
        self.end("a")?;
        self.banner(disclosure, &front)?;
        self.start("main", &[])?;
        self.about(&front)?;
        if !front.key.is_empty() {
            self.key(&front.key)?;
        }
        self.table(disclosure, &front, cancel)?;
        for element in ["main", "body", "html"] {
            self.end(element)?;
        }
        self.expect(&Token::Eof)
    }

    fn head(&mut self, disclosure: &Disclosure, front: &Front) -> Result<(), Stop> {
        self.expect(&Token::Doctype)?;
        self.start("html", &[("lang", "en-GB")])?;
        self.start("head", &[])?;
        self.start("meta", &[("charset", "utf-8")])?;
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        self.start("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)])?;
        let viewport = "width=device-width, initial-scale=1";
        self.start("meta", &[("name", "viewport"), ("content", viewport)])?;
        self.start("meta", &[("name", "color-scheme"), ("content", "light dark")])?;
        let notice = if disclosure.meta().is_draft { format!("{}. ", style().draft) } else { String::new() };
        self.element("title", &(notice + &front.title))?;
        self.start("style", &[])?;
        let Token::Text(css) = self.tokens.next()? else { return Err(Stop::Odd) };
        let hash = hex(&Sha256::digest(&css));
        if (css.len(), hash.as_str()) != STYLE {
            return Err(Stop::Odd);
        }
        self.end("style")?;
        self.end("head")
    }

    fn banner(&mut self, disclosure: &Disclosure, front: &Front) -> Result<(), Stop> {
        self.start("header", &[])?;
        self.element("p", "Freedom of information")?;
        self.element("h1", &front.title)?;
        if disclosure.meta().is_draft {
            self.start("p", &[("class", "draft")])?;
            self.text(&style().draft)?;
            self.end("p")?;
        }
        self.end("header")
    }

    fn about(&mut self, front: &Front) -> Result<(), Stop> {
        self.section("about", "About this disclosure")?;
        self.start("dl", &[])?;
        for (label, value) in &front.facts {
            self.start("div", &[])?;
            self.element("dt", label)?;
            self.element("dd", value)?;
            self.end("div")?;
        }
        self.end("dl")?;
        self.end("section")?;
        self.section("how", "How to read the table")?;
        for sentence in &front.reading {
            self.element("p", sentence)?;
        }
        self.end("section")
    }

    fn key(&mut self, key: &[KeyRow]) -> Result<(), Stop> {
        self.section("key", "What the marks stand for")?;
        self.start("table", &[("class", "key")])?;
        self.element("caption", "Marks in the table, and the exemptions behind them")?;
        self.start("thead", &[])?;
        self.start("tr", &[])?;
        for heading in ["Mark", "Meaning"] {
            self.start("th", &[("scope", "col")])?;
            self.text(heading)?;
            self.end("th")?;
        }
        self.end("tr")?;
        self.end("thead")?;
        self.start("tbody", &[])?;
        for KeyRow { mark, meaning } in key {
            self.start("tr", &[])?;
            self.start("th", &[("scope", "row")])?;
            self.element("mark", mark)?;
            self.end("th")?;
            self.element("td", meaning)?;
            self.end("tr")?;
        }
        for element in ["tbody", "table", "section"] {
            self.end(element)?;
        }
        Ok(())
    }

    fn table(&mut self, disclosure: &Disclosure, front: &Front, cancel: &Cancel) -> Result<(), Stop> {
        self.section("entries", "Entries")?;
        let region = [
            ("class", "scroll"),
            ("role", "region"),
            ("aria-label", "Table of the entries"),
            ("tabindex", "0"),
        ];
        self.start("div", &region)?;
        self.start("table", &[("class", "data")])?;
        self.element("caption", &front.title)?;
        self.start("thead", &[])?;
        self.start("tr", &[])?;
        for (number, column) in (1..).zip(disclosure.columns()) {
            let kind = match column.kind {
                ColumnKind::Number => "number",
                ColumnKind::Short => "short",
                ColumnKind::Long => "long",
            };
            self.start("th", &[("scope", "col"), ("class", kind)])?;
            let mut expected = Vec::new();
            add_letters(&mut expected, &column.heading);
            self.cell("th", &expected, Place::Heading { column: number })?;
        }
        self.end("tr")?;
        self.end("thead")?;
        self.start("tbody", &[])?;
        self.is_among_cells = true;
        for row in 0..disclosure.row_count() {
            if row % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
                return Err(Stop::Read(ReadError::Cancelled));
            }
            self.start("tr", &[("id", &format!("entry-{}", row + 1))])?;
            for (at, cell) in disclosure.row(row).enumerate() {
                let element = if at == 0 { "th" } else { "td" };
                let scope: &[(&str, &str)] = if at == 0 { &[("scope", "row")] } else { &[] };
                self.start(element, scope)?;
                self.cell(element, &runs(cell), Place::Cell { entry: row + 1, column: at + 1 })?;
            }
            self.end("tr")?;
        }
        for element in ["tbody", "table", "div", "section"] {
            self.end(element)?;
        }
        Ok(())
    }

    /// The inside of a cell, and its end.
    fn cell(&mut self, element: &str, expected: &[Run], place: Place) -> Result<(), Stop> {
        let mut found = Vec::new();
        loop {
            match self.tokens.next_in_cell()? {
                Token::Text(text) => found.push(Run::Letters(text)),
                Token::Start(name, attributes) if name == "br" && attributes.is_empty() => {
                    found.push(Run::Break)
                }
                Token::Start(name, attributes) if name == "mark" && attributes.is_empty() => {
                    let Token::Text(mark) = self.tokens.next_in_cell()? else { return Err(Stop::Odd) };
                    found.push(Run::Mark(mark));
                    self.end("mark")?;
                }
                Token::End(name) if name == element => break,
                Token::Start(..) | Token::End(_) | Token::Doctype | Token::Eof => return Err(Stop::Odd),
            }
        }
        if found == expected {
            self.proof.count_cell();
        } else {
            self.proof.fail(place, Rule::CellDiffers);
        }
        Ok(())
    }

    fn section(&mut self, id: &str, heading: &str) -> Result<(), Stop> {
        self.start("section", &[("aria-labelledby", id)])?;
        self.start("h2", &[("id", id)])?;
        self.text(heading)?;
        self.end("h2")
    }

    fn element(&mut self, name: &str, text: &str) -> Result<(), Stop> {
        self.start(name, &[])?;
        self.text(text)?;
        self.end(name)
    }

    /// Letters on one line.
    fn text(&mut self, expected: &str) -> Result<(), Stop> {
        self.expect(&Token::Text(expected.replace(['\r', '\n'], " ")))
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), Stop> {
        let attributes = attributes.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        self.expect(&Token::Start(name.to_owned(), attributes.collect()))
    }

    fn end(&mut self, name: &str) -> Result<(), Stop> {
        self.expect(&Token::End(name.to_owned()))
    }

    fn expect(&mut self, expected: &Token) -> Result<(), Stop> {
        if self.tokens.next()? == *expected { Ok(()) } else { Err(Stop::Odd) }
    }
}

/// What a cell must hold.
fn runs(cell: Cell<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut letters = String::new();
    for piece in cell.pieces() {
        match piece {
            Piece::Text(words) => letters.push_str(words),
            Piece::Withheld(mark) => {
                add_letters(&mut runs, &std::mem::take(&mut letters));
                runs.push(Run::Mark(mark.text().to_owned()));
            }
        }
    }
    add_letters(&mut runs, &letters);
    runs
}

/// Adds letters, line by line.
fn add_letters(runs: &mut Vec<Run>, letters: &str) {
    for (at, line) in letters.replace("\r\n", "\n").replace('\r', "\n").split('\n').enumerate() {
        if at > 0 {
            runs.push(Run::Break);
        }
        if !line.is_empty() {
            runs.push(Run::Letters(line.to_owned()));
        }
    }
}
