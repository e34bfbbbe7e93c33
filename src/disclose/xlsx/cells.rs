//! Compares the cells of a sheet, and the texts they point to, with the disclosure. Holds none of
//! the text: of each shared string only where it is first used.

use std::io::BufRead;

use super::grid::{Content, Grid, Run};
use super::parts::column_letters;
use super::xml::{NotXml, Token, Tokens};
use crate::detect::Cancel;
use crate::disclose::proof::{Proof, ReadError, Rule};

/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;

/// Why the cells could not be compared to the end.
pub(super) enum Stop {
    /// What stands there is no row or cell of ours.
    Odd,
    /// The proof was stopped.
    Read(ReadError),
}

impl From<NotXml> for Stop {
    fn from(NotXml: NotXml) -> Stop {
        Stop::Odd
    }
}

/// The sheets of the workbook, each with the name of its part.
pub(super) struct Book<'d> {
    pub(super) grids: Vec<(&'static str, Grid<'d>)>,
}

/// Where a cell is: sheet, line and column.
type At = (u8, u32, u16);

impl Book<'_> {
    fn content(&self, (sheet, line, column): At) -> Content {
        let grid = self.grids.get(usize::from(sheet));
        grid.and_then(|(_, grid)| grid.cell(line as usize, column.into())).unwrap_or_default()
    }
}

/// Where each shared string is first used.
#[derive(Default)]
pub(super) struct Uses {
    first: Vec<At>,
    total: u64,
}

/// Reads the rows of a sheet up to the end of `sheetData`.
pub(super) fn read_rows<R: BufRead>(
    tokens: &mut Tokens<R>,
    book: &Book<'_>,
    sheet: usize,
    uses: &mut Uses,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), Stop> {
    let Some((part, grid)) = book.grids.get(sheet) else { return Err(Stop::Odd) };
    let width = grid.kinds().len();
    let spans = format!("1:{width}");
    let letters: Vec<String> = (0..width).map(column_letters).collect();
    for line in 0..grid.line_count() {
        if line % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(Stop::Read(ReadError::Cancelled));
        }
        let number = (line + 1).to_string();
        let contents = grid.line(line);
        let height = grid.height(line, &contents);
        let mut attributes = vec![("r", number.as_str()), ("spans", &spans)];
        attributes.extend(height.iter().flat_map(|height| [("ht", height.as_str()), ("customHeight", "1")]));
        expect(tokens, &start("row", &attributes))?;
        for (column, (letters, content)) in letters.iter().zip(&contents).enumerate() {
            let name = format!("{letters}{number}");
            let at = (sheet as u8, line as u32, column as u16);
            if !read_cell(tokens, &name, content, at, book, uses)? {
                proof.fail(grid.place(part, line, column), Rule::CellDiffers);
            } else if grid.is_table() {
                proof.count_cell();
            }
        }
        expect(tokens, &Token::End("row".to_owned()))?;
    }
    expect(tokens, &Token::End("sheetData".to_owned()))
}

/// Whether the next cell holds what it must.
fn read_cell<R: BufRead>(
    tokens: &mut Tokens<R>,
    name: &str,
    content: &Content,
    at: At,
    book: &Book<'_>,
    uses: &mut Uses,
) -> Result<bool, Stop> {
    let style = content.style.to_string();
    let Token::Start(element, attributes) = tokens.next()? else { return Err(Stop::Odd) };
    let attributes: Vec<(&str, &str)> = attributes.iter().map(|(name, value)| (&**name, &**value)).collect();
    let is_text = match attributes.as_slice() {
        [("r", r), ("s", s), ("t", "s")] if *r == name && *s == style => true,
        [("r", r), ("s", s)] if *r == name && *s == style => false,
        _ => return Err(Stop::Odd),
    };
    if element != "c" {
        return Err(Stop::Odd);
    }
    let value = read_value(tokens)?;
    match (&value, is_text) {
        (None, false) => Ok(content.text().is_empty()),
        (Some(number), false) => Ok(content.may_be_number
            && *number == content.text()
            && number.bytes().all(|b| b.is_ascii_digit())),
        (Some(index), true) => uses.is_same(index, at, content, book),
        (None, true) => Err(Stop::Odd),
    }
}

/// The value of a cell and its end.
fn read_value<R: BufRead>(tokens: &mut Tokens<R>) -> Result<Option<String>, Stop> {
    match tokens.next()? {
        Token::End(_) => return Ok(None),
        Token::Start(element, attributes) if element == "v" && attributes.is_empty() => {}
        Token::Start(..) | Token::Text(_) | Token::Eof => return Err(Stop::Odd),
    }
    let Token::Text(value) = tokens.next()? else { return Err(Stop::Odd) };
    expect(tokens, &Token::End("v".to_owned()))?;
    expect(tokens, &Token::End("c".to_owned()))?;
    Ok(Some(value))
}

impl Uses {
    /// Notes that a cell points to a shared string. One that was used before must have stood for
    /// the same text; a new one is compared when the strings are read.
    fn is_same(&mut self, index: &str, at: At, content: &Content, book: &Book<'_>) -> Result<bool, Stop> {
        let index: usize = index.parse().map_err(|_| Stop::Odd)?;
        self.total += 1;
        match self.first.get(index) {
            Some(&first) => Ok(book.content(first).text() == content.text()),
            None if index == self.first.len() => {
                self.first.push(at);
                Ok(true)
            }
            // Strings are numbered as they are first used: a gap is a string of no cell.
            None => Err(Stop::Odd),
        }
    }

    /// Reads the shared strings and compares each with the cell that first uses it.
    pub(super) fn read_strings<R: BufRead>(
        &self,
        tokens: &mut Tokens<R>,
        book: &Book<'_>,
        proof: &mut Proof<'_>,
    ) -> Result<(), Stop> {
        let (total, unique) = (self.total.to_string(), self.first.len().to_string());
        let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        expect(tokens, &start("sst", &[("xmlns", namespace), ("count", &total), ("uniqueCount", &unique)]))?;
        for &at in &self.first {
            let (sheet, line, column) = at;
            expect(tokens, &start("si", &[]))?;
            let found = read_runs(tokens)?;
            let expected = book.content(at);
            let is_plain = matches!(found.as_slice(), [_]);
            let is_same = match is_plain {
                // One run has the look of its cell; where there are several, a text that is too long
                // for markup stands plain.
                true => found.first().map(|run| &run.text) == Some(&expected.text()),
                false => found == expected.runs,
            };
            if !is_same && let Some((part, grid)) = book.grids.get(usize::from(sheet)) {
                proof.fail(grid.place(part, line as usize, usize::from(column)), Rule::CellDiffers);
            }
        }
        expect(tokens, &Token::End("sst".to_owned()))?;
        expect(tokens, &Token::Eof)
    }
}

/// The runs of a string up to its end; of a plain one the only run.
fn read_runs<R: BufRead>(tokens: &mut Tokens<R>) -> Result<Vec<Run>, Stop> {
    let mut next = tokens.next()?;
    if next != start("r", &[]) {
        let text = read_letters(tokens, &next)?;
        expect(tokens, &Token::End("si".to_owned()))?;
        return Ok(vec![Run { is_mark: false, text }]);
    }
    let mut runs = Vec::new();
    while next == start("r", &[]) {
        let mut opening = tokens.next()?;
        let mut is_mark = false;
        if opening == start("rPr", &[]) {
            is_mark = read_look(tokens)?;
            opening = tokens.next()?;
        } else if !runs.is_empty() {
            // Only the first run may do without a look of its own.
            return Err(Stop::Odd);
        }
        runs.push(Run { is_mark, text: read_letters(tokens, &opening)? });
        expect(tokens, &Token::End("r".to_owned()))?;
        next = tokens.next()?;
    }
    // A lone run would be taken for a plain string.
    if next == Token::End("si".to_owned()) && runs.len() > 1 { Ok(runs) } else { Err(Stop::Odd) }
}

/// Letters between `<t>` and `</t>`, of which the first is given.
fn read_letters<R: BufRead>(tokens: &mut Tokens<R>, opening: &Token) -> Result<String, Stop> {
    if *opening != start("t", &[]) && *opening != start("t", &[("xml:space", "preserve")]) {
        return Err(Stop::Odd);
    }
    let Token::Text(text) = tokens.next()? else { return Err(Stop::Odd) };
    expect(tokens, &Token::End("t".to_owned()))?;
    Ok(unescape(&text))
}

/// The look of a run: that of every cell, or bold for a mark. Gives whether it is a mark.
fn read_look<R: BufRead>(tokens: &mut Tokens<R>) -> Result<bool, Stop> {
    let mut next = tokens.next()?;
    let is_mark = next == start("b", &[]);
    if is_mark {
        expect(tokens, &Token::End("b".to_owned()))?;
        next = tokens.next()?;
    }
    let look =
        [("sz", "val", "11"), ("color", "theme", "1"), ("rFont", "val", "Calibri"), ("family", "val", "2")];
    for (element, attribute, value) in look {
        if next != start(element, &[(attribute, value)]) {
            return Err(Stop::Odd);
        }
        expect(tokens, &Token::End(element.to_owned()))?;
        next = tokens.next()?;
    }
    if next != start("scheme", &[("val", "minor")]) {
        return Err(Stop::Odd);
    }
    expect(tokens, &Token::End("scheme".to_owned()))?;
    expect(tokens, &Token::End("rPr".to_owned()))?;
    Ok(is_mark)
}

fn start(name: &str, attributes: &[(&str, &str)]) -> Token {
    let attributes = attributes.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    Token::Start(name.to_owned(), attributes)
}

fn expect<R: BufRead>(tokens: &mut Tokens<R>, expected: &Token) -> Result<(), Stop> {
    if tokens.next()? == *expected { Ok(()) } else { Err(Stop::Odd) }
}
/// Characters that XML cannot hold stand as `_x000D_`, a literal `_x` of that shape as `_x005F_x`.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..4).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let escaped = code.filter(|_| after.get(4..5) == Some("_"));
        let letter = escaped.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = after.get(5..).unwrap_or("");
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn reads_escaped_characters_once() {
        for (text, expected) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00zz_ _x41_ _x_", "_x00zz_ _x41_ _x_"),
            ("_x000é_", "_x000é_"),
        ] {
            assert_eq!(unescape(text), expected);
        }
    }
}
