//! Compares the cells of a sheet, and the texts they point to, with the disclosure. Holds none of
//! the text: of each shared string only where it is first used.

use std::io::BufRead;

use super::parts::{column_letters, row_height};
use super::xml::{NotXml, Token, Tokens};
use crate::detect::Cancel;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::{ColumnKind, Disclosure};

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

/// Where each shared string is first used: line (0 is the headings) and column.
#[derive(Default)]
pub(super) struct Uses {
    first: Vec<(u32, u16)>,
    total: u64,
}

/// Reads the rows up to the end of `sheetData`.
pub(super) fn read_rows<R: BufRead>(
    tokens: &mut Tokens<R>,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<Uses, Stop> {
    let mut uses = Uses::default();
    let width = disclosure.columns().len();
    let spans = format!("1:{width}");
    let letters: Vec<String> = (0..width).map(column_letters).collect();
    for line in 0..=disclosure.row_count() {
        if line % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(Stop::Read(ReadError::Cancelled));
        }
        let number = (line + 1).to_string();
        let height = row_height(line_count(disclosure, line));
        let mut attributes = vec![("r", number.as_str()), ("spans", &spans)];
        attributes.extend(height.iter().flat_map(|height| [("ht", height.as_str()), ("customHeight", "1")]));
        expect(tokens, &start("row", &attributes))?;
        for (column, letters) in letters.iter().enumerate() {
            let name = format!("{letters}{number}");
            read_cell(tokens, (line, column), &name, disclosure, proof, &mut uses)?;
        }
        expect(tokens, &Token::End("row".to_owned()))?;
    }
    expect(tokens, &Token::End("sheetData".to_owned()))?;
    Ok(uses)
}

fn read_cell<R: BufRead>(
    tokens: &mut Tokens<R>,
    (line, column): (usize, usize),
    name: &str,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    uses: &mut Uses,
) -> Result<(), Stop> {
    let style = if line == 0 { "1" } else { "2" };
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
    let place = place(line, column);
    let text = text_of(disclosure, line, column);
    let value = read_value(tokens)?;
    let is_same = match (&value, is_text) {
        (None, false) => text.is_empty(),
        (Some(number), false) => {
            let is_number = disclosure.columns()[column].kind == ColumnKind::Number && line > 0;
            is_number && *number == text && number.bytes().all(|b| b.is_ascii_digit())
        }
        (Some(index), true) => uses.is_same(index, (line, column), &text, disclosure)?,
        (None, true) => return Err(Stop::Odd),
    };
    if is_same {
        proof.count_cell();
    } else {
        proof.fail(place, Rule::CellDiffers);
    }
    Ok(())
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
    fn is_same(
        &mut self,
        index: &str,
        (line, column): (usize, usize),
        text: &str,
        disclosure: &Disclosure,
    ) -> Result<bool, Stop> {
        let index: usize = index.parse().map_err(|_| Stop::Odd)?;
        self.total += 1;
        match self.first.get(index) {
            Some(&(line, column)) => Ok(text_of(disclosure, line as usize, column as usize) == text),
            None if index == self.first.len() => {
                self.first.push((line as u32, column as u16));
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
        disclosure: &Disclosure,
        proof: &mut Proof<'_>,
    ) -> Result<(), Stop> {
        let (total, unique) = (self.total.to_string(), self.first.len().to_string());
        let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        expect(tokens, &start("sst", &[("xmlns", namespace), ("count", &total), ("uniqueCount", &unique)]))?;
        for &(line, column) in &self.first {
            expect(tokens, &start("si", &[]))?;
            let preserved = start("t", &[("xml:space", "preserve")]);
            let opening = tokens.next()?;
            if opening != start("t", &[]) && opening != preserved {
                return Err(Stop::Odd);
            }
            let (line, column) = (line as usize, column as usize);
            let Token::Text(text) = tokens.next()? else { return Err(Stop::Odd) };
            if unescape(&text) != text_of(disclosure, line, column) {
                proof.fail(place(line, column), Rule::CellDiffers);
            }
            expect(tokens, &Token::End("t".to_owned()))?;
            expect(tokens, &Token::End("si".to_owned()))?;
        }
        expect(tokens, &Token::End("sst".to_owned()))?;
        expect(tokens, &Token::Eof)
    }
}

fn start(name: &str, attributes: &[(&str, &str)]) -> Token {
    let attributes = attributes.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    Token::Start(name.to_owned(), attributes)
}

fn expect<R: BufRead>(tokens: &mut Tokens<R>, expected: &Token) -> Result<(), Stop> {
    if tokens.next()? == *expected { Ok(()) } else { Err(Stop::Odd) }
}

fn place(line: usize, column: usize) -> Place {
    match line {
        0 => Place::Heading { column: column + 1 },
        entry => Place::Cell { entry, column: column + 1 },
    }
}

fn text_of(disclosure: &Disclosure, line: usize, column: usize) -> String {
    match line.checked_sub(1) {
        None => disclosure.columns().get(column).map_or_else(String::new, |column| column.heading.clone()),
        Some(row) => disclosure.cell(row, column).text(),
    }
}

/// Lines of text of the fullest cell.
fn line_count(disclosure: &Disclosure, line: usize) -> usize {
    let columns = disclosure.columns().iter().enumerate();
    columns.map(|(at, column)| column.kind.lines(&text_of(disclosure, line, at))).max().unwrap_or(1)
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
