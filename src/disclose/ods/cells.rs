//! Compares the sheets, cell by cell, with the disclosure. Holds one cell at a time.

use std::io::BufRead;

use crate::detect::Cancel;
use crate::disclose::about::{About, AboutLine, KEY_HEADINGS, LineKind, about};
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::xlsx::xml::{NotXml, Token, Tokens};
use crate::disclose::{Cell, ColumnKind, Disclosure, KeyRow, Piece};

use super::expected::CONTENT;

/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;

/// Why the sheets could not be compared to the end.
pub(super) enum Stop {
    /// What stands there is no sheet, row or cell of ours.
    Odd,
    /// The proof was stopped.
    Read(ReadError),
}

impl From<NotXml> for Stop {
    fn from(NotXml: NotXml) -> Stop {
        Stop::Odd
    }
}

/// Letters of one look.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Run {
    is_mark: bool,
    text: String,
}

impl Run {
    fn plain(text: &str) -> Vec<Run> {
        let text = lines(text);
        if text.is_empty() { Vec::new() } else { vec![Run { is_mark: false, text }] }
    }

    fn mark(text: &str) -> Vec<Run> {
        vec![Run { is_mark: true, text: text.to_owned() }]
    }
}

/// Line breaks of every kind as one: OpenDocument knows one.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Reads the sheets up to the end of the spreadsheet.
pub(super) fn read_sheets<R: BufRead>(
    tokens: &mut Tokens<R>,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), Stop> {
    let About { lines, key } = about(disclosure);
    let mut sheets = Sheets { tokens, proof };
    sheets.about(&lines)?;
    if !key.is_empty() {
        sheets.key(&key)?;
    }
    sheets.table(disclosure, cancel)
}

struct Sheets<'t, 'p, 's, R> {
    tokens: &'t mut Tokens<R>,
    proof: &'p mut Proof<'s>,
}

impl<R: BufRead> Sheets<'_, '_, '_, R> {
    fn about(&mut self, lines: &[AboutLine]) -> Result<(), Stop> {
        self.begin_sheet("About", &[ColumnKind::Long])?;
        for AboutLine { kind, text } in lines {
            self.begin_row()?;
            let style = match kind {
                LineKind::Title => Some("title"),
                LineKind::Heading => Some("heading"),
                LineKind::Text => None,
            };
            self.cell(style, &Run::plain(text), false, Place::Part(CONTENT))?;
            self.end("table:table-row")?;
        }
        self.end("table:table")
    }

    fn key(&mut self, key: &[KeyRow]) -> Result<(), Stop> {
        self.begin_sheet("Key", &[ColumnKind::Short, ColumnKind::Long])?;
        self.headings(&KEY_HEADINGS, |_| Place::Part(CONTENT))?;
        for KeyRow { mark, meaning } in key {
            self.begin_row()?;
            self.cell(Some("body"), &Run::mark(mark), false, Place::Part(CONTENT))?;
            self.cell(Some("body"), &Run::plain(meaning), false, Place::Part(CONTENT))?;
            self.end("table:table-row")?;
        }
        self.end("table:table")
    }

    fn table(&mut self, disclosure: &Disclosure, cancel: &Cancel) -> Result<(), Stop> {
        let columns = disclosure.columns();
        let kinds: Vec<ColumnKind> = columns.iter().map(|column| column.kind).collect();
        self.begin_sheet("Disclosure", &kinds)?;
        let headings: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
        let counted = self.headings(&headings, |column| Place::Heading { column })?;
        (0..counted).for_each(|_| self.proof.count_cell());
        for row in 0..disclosure.row_count() {
            if row % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
                return Err(Stop::Read(ReadError::Cancelled));
            }
            self.begin_row()?;
            for (at, (cell, kind)) in disclosure.row(row).zip(&kinds).enumerate() {
                let place = Place::Cell { entry: row + 1, column: at + 1 };
                if self.cell(Some("body"), &runs(cell), *kind == ColumnKind::Number, place)? {
                    self.proof.count_cell();
                }
            }
            self.end("table:table-row")?;
        }
        self.end("table:table")
    }

    fn begin_sheet(&mut self, name: &str, kinds: &[ColumnKind]) -> Result<(), Stop> {
        self.start("table:table", &[("table:name", name), ("table:style-name", "sheet")])?;
        for kind in kinds {
            let style = match kind {
                ColumnKind::Number => "number",
                ColumnKind::Short => "short",
                ColumnKind::Long => "long",
            };
            self.start("table:table-column", &[("table:style-name", style)])?;
            self.end("table:table-column")?;
        }
        Ok(())
    }

    /// The heading row; gives how many headings are as they should be.
    fn headings(&mut self, headings: &[&str], place: impl Fn(usize) -> Place) -> Result<usize, Stop> {
        let mut count = 0;
        self.start("table:table-header-rows", &[])?;
        self.begin_row()?;
        for (number, heading) in (1..).zip(headings) {
            count += usize::from(self.cell(Some("head"), &Run::plain(heading), false, place(number))?);
        }
        self.end("table:table-row")?;
        self.end("table:table-header-rows")?;
        Ok(count)
    }

    fn begin_row(&mut self) -> Result<(), Stop> {
        self.start("table:table-row", &[("table:style-name", "row")])
    }

    /// Whether the next cell holds what it must.
    fn cell(
        &mut self,
        style: Option<&str>,
        expected: &[Run],
        may_be_number: bool,
        place: Place,
    ) -> Result<bool, Stop> {
        let Token::Start(element, found) = self.tokens.next()? else { return Err(Stop::Odd) };
        let mut attributes: Vec<(&str, &str)> =
            style.map(|style| ("table:style-name", style)).into_iter().collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (&**name, &**value)).collect();
        let text: String = expected.iter().map(|run| run.text.as_str()).collect();
        let is_blank = found == attributes;
        let is_number = found.contains(&("office:value-type", "float"));
        if is_number {
            attributes.extend([("office:value-type", "float"), ("office:value", text.as_str())]);
        } else if !is_blank {
            attributes.push(("office:value-type", "string"));
        }
        if element != "table:table-cell" || found != attributes {
            return Err(Stop::Odd);
        }
        let runs = match is_blank {
            true => {
                self.end("table:table-cell")?;
                Vec::new()
            }
            false => self.paragraphs()?,
        };
        let is_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let is_same = runs == expected && (!is_number || (may_be_number && is_digits));
        if !is_same {
            self.proof.fail(place, Rule::CellDiffers);
        }
        Ok(is_same)
    }

    /// The paragraphs of a cell up to its end, with a line break between them.
    fn paragraphs(&mut self) -> Result<Vec<Run>, Stop> {
        let mut runs = Vec::new();
        let mut is_first = true;
        loop {
            match self.tokens.next()? {
                Token::Start(element, attributes) if element == "text:p" && attributes.is_empty() => {}
                Token::End(_) if !is_first => return Ok(runs),
                Token::Start(..) | Token::End(_) | Token::Text(_) | Token::Eof => return Err(Stop::Odd),
            }
            if !is_first {
                push(&mut runs, false, "\n");
            }
            is_first = false;
            self.paragraph(&mut runs)?;
        }
    }

    fn paragraph(&mut self, runs: &mut Vec<Run>) -> Result<(), Stop> {
        let mut is_at_start = true;
        let mut ends_with_space = false;
        loop {
            let was_space = std::mem::take(&mut ends_with_space);
            match self.tokens.next()? {
                Token::Text(text) => {
                    // What every reader would drop must not stand there.
                    let is_dropped = text.contains(['\n', '\t']) || text.contains("  ");
                    if is_dropped || (is_at_start && text.starts_with(' ')) {
                        return Err(Stop::Odd);
                    }
                    ends_with_space = text.ends_with(' ');
                    push(runs, false, &text);
                }
                Token::Start(element, attributes) => {
                    let attributes: Vec<(&str, &str)> =
                        attributes.iter().map(|(name, value)| (&**name, &**value)).collect();
                    match (element.as_str(), attributes.as_slice()) {
                        ("text:s", []) => push(runs, false, " "),
                        ("text:s", [("text:c", count)]) => {
                            let count: u16 = count.parse().map_err(|_| Stop::Odd)?;
                            push(runs, false, &" ".repeat(count.into()));
                        }
                        ("text:tab", []) => push(runs, false, "\t"),
                        ("text:span", [("text:style-name", "mark")]) => {
                            let Token::Text(mark) = self.tokens.next()? else { return Err(Stop::Odd) };
                            push(runs, true, &mark);
                        }
                        (_, _) => return Err(Stop::Odd),
                    }
                    self.end(&element)?;
                }
                Token::End(_) if was_space => return Err(Stop::Odd),
                Token::End(_) => return Ok(()),
                Token::Eof => return Err(Stop::Odd),
            }
            is_at_start = false;
        }
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

/// Adds letters; words that follow words are one run, marks are not.
fn push(runs: &mut Vec<Run>, is_mark: bool, text: &str) {
    match runs.last_mut().filter(|last| !is_mark && !last.is_mark) {
        Some(last) => last.text.push_str(text),
        None => runs.push(Run { is_mark, text: text.to_owned() }),
    }
}

/// What a cell of the table must hold.
fn runs(cell: Cell<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    for piece in cell.pieces() {
        match piece {
            Piece::Text(words) => push(&mut runs, false, words),
            Piece::Withheld(mark) => push(&mut runs, true, mark.text()),
        }
    }
    for run in &mut runs {
        if run.text.contains('\r') {
            run.text = lines(&run.text);
        }
    }
    runs
}
