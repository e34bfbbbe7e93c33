//! Writes the tokens of a formula out, for a sample of what it says. Nothing is computed.

use super::dialect::Dialect;
use super::functions::function;
use super::links::{Links, error_text};
use super::record::Fields;
use crate::sheet::place::column_letters;

/// A longer formula is cut.
const MAX_CHARS: usize = 1000;
/// What is shown of tokens that cannot be followed.
const UNREADABLE: &str = "(a formula that could not be followed)";

/// What a formula's tokens refer to.
pub(super) struct Scope<'w> {
    pub(super) dialect: Dialect,
    pub(super) links: &'w Links,
    /// Defined names, in order.
    pub(super) names: &'w [String],
    /// Row and column, from 0, of the cell that shares its formula with others.
    pub(super) base: Option<(u16, u16)>,
}

impl Scope<'_> {
    /// The formula as Excel would write it.
    pub(super) fn show(&self, tokens: &[u8]) -> String {
        let mut writer = Writer { scope: self, fields: Fields::of(tokens), stack: Vec::new() };
        writer.run().unwrap_or_else(|| UNREADABLE.to_owned())
    }
}

struct Writer<'f, 'w> {
    scope: &'f Scope<'w>,
    fields: Fields<'f>,
    stack: Vec<String>,
}

/// Signs of the tokens from 3 on, each between two values.
const BETWEEN: [&str; 15] = ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"];

impl Writer<'_, '_> {
    fn run(&mut self) -> Option<String> {
        while let Some(token) = self.fields.u8() {
            // Tokens of references and functions come in three classes.
            let token = if token >= 0x20 { (token & 0x1F) | 0x20 } else { token };
            self.token(token)?;
        }
        let whole = self.stack.pop();
        if self.stack.is_empty() { whole } else { None }
    }

    fn token(&mut self, token: u8) -> Option<()> {
        match token {
            0x01 => {
                let (row, column) = (self.fields.u16()?, self.fields.u16()?);
                self.push(format!("(as in {}{})", column_letters(u32::from(column)), u32::from(row) + 1));
            }
            0x02 => {
                self.fields.skip(4)?;
                self.push("TABLE()".to_owned());
            }
            0x03..=0x11 => {
                let (right, left) = (self.stack.pop()?, self.stack.pop()?);
                let sign = BETWEEN.get(usize::from(token) - 3)?;
                self.push(format!("{left}{sign}{right}"));
            }
            0x12..=0x15 => {
                let value = self.stack.pop()?;
                self.push(match token {
                    0x12 => format!("+{value}"),
                    0x13 => format!("-{value}"),
                    0x14 => format!("{value}%"),
                    _parentheses => format!("({value})"),
                });
            }
            0x16 => self.push(String::new()),
            0x17 => {
                let text = self.scope.dialect.short(&mut self.fields)?.text;
                self.push(format!("\"{}\"", text.replace('"', "\"\"")));
            }
            0x19 => self.attribute()?,
            0x1C => {
                let code = self.fields.u8()?;
                self.push(error_text(code).to_owned());
            }
            0x1D => {
                let value = self.fields.u8()?;
                self.push(if value == 0 { "FALSE" } else { "TRUE" }.to_owned());
            }
            0x1E => {
                let value = self.fields.u16()?;
                self.push(value.to_string());
            }
            0x1F => {
                let value = self.fields.f64()?;
                self.push(value.to_string());
            }
            0x20 => {
                self.fields.skip(7)?;
                self.push("{…}".to_owned());
            }
            0x21 | 0x22 => self.call(token == 0x22)?,
            0x23 => {
                let number = usize::from(self.fields.u16()?);
                self.fields.skip(if self.scope.dialect.is_biff8 { 2 } else { 12 })?;
                let name = number.checked_sub(1).and_then(|at| self.scope.names.get(at));
                self.push(name.map_or("#NAME?", String::as_str).to_owned());
            }
            // What a reference was computed to; the tokens that say it follow.
            0x26..=0x28 => self.fields.skip(6)?,
            0x29 | 0x2E | 0x2F => self.fields.skip(2)?,
            0x24 | 0x25 | 0x2A..=0x2D => {
                let reference = self.reference(token)?;
                self.push(reference);
            }
            0x39 => self.outside_name()?,
            0x3A..=0x3D => {
                let prefix = self.prefix()?;
                let reference = self.reference(token)?;
                self.push(prefix + &reference);
            }
            _unknown => return None,
        }
        Some(())
    }

    fn push(&mut self, mut text: String) {
        if let Some((end, _)) = text.char_indices().nth(MAX_CHARS) {
            text.truncate(end);
            text.push('…');
        }
        self.stack.push(text);
    }

    /// Jumps and blanks; one of them is a sum of one argument.
    fn attribute(&mut self) -> Option<()> {
        let flags = self.fields.u8()?;
        let count = usize::from(self.fields.u16()?);
        if flags & 0x04 != 0 {
            self.fields.skip(2 * (count + 1))?;
        } else if flags & 0x10 != 0 {
            let value = self.stack.pop()?;
            self.push(format!("SUM({value})"));
        }
        Some(())
    }

    fn call(&mut self, is_variable: bool) -> Option<()> {
        let stated = if is_variable { Some(self.fields.u8()? & 0x7F) } else { None };
        let number = self.fields.u16()? & 0x7FFF;
        let known = function(number);
        let count = usize::from(stated.or(known.and_then(|(_, count)| count))?);
        let first = self.stack.len().checked_sub(count)?;
        let mut arguments = self.stack.split_off(first);
        // The first argument of a function of the user's own is its name.
        let name = match known {
            Some((name, _)) => name.to_owned(),
            None if number == 255 && count > 0 => arguments.remove(0),
            None => format!("FUNCTION{number}"),
        };
        self.push(format!("{name}({})", arguments.join(",")));
        Some(())
    }

    fn outside_name(&mut self) -> Option<()> {
        let links = self.scope.links;
        let name = if self.scope.dialect.is_biff8 {
            let (reference, number) = (self.fields.u16()?, self.fields.u16()?);
            self.fields.skip(2)?;
            links.name_of(reference, number).unwrap_or("#NAME?").to_owned()
        } else {
            self.fields.skip(24)?;
            "(a name in another file)".to_owned()
        };
        self.push(name);
        Some(())
    }

    fn prefix(&mut self) -> Option<String> {
        if self.scope.dialect.is_biff8 {
            return Some(self.scope.links.prefix(self.fields.u16()?));
        }
        let book = self.fields.i16()?;
        self.fields.skip(8)?;
        Some(self.scope.links.old_prefix(book, self.fields.u16()?, self.fields.u16()?))
    }

    fn reference(&mut self, token: u8) -> Option<String> {
        let is_area = matches!(token, 0x25 | 0x2B | 0x2D | 0x3B | 0x3D);
        let is_error = matches!(token, 0x2A | 0x2B | 0x3C | 0x3D);
        let is_offset = matches!(token, 0x2C | 0x2D);
        let rows = [self.fields.u16()?, if is_area { self.fields.u16()? } else { 0 }];
        let columns = [self.column()?, if is_area { self.column()? } else { 0 }];
        if is_error {
            return Some("#REF!".to_owned());
        }
        let cell = |row, column| self.cell(row, column, is_offset);
        let first = cell(rows[0], columns[0]);
        Some(if is_area { format!("{first}:{}", cell(rows[1], columns[1])) } else { first })
    }

    /// A column, with its marks of being relative where Excel 97 has them.
    fn column(&mut self) -> Option<u16> {
        if self.scope.dialect.is_biff8 { self.fields.u16() } else { self.fields.u8().map(u16::from) }
    }

    fn cell(&self, row: u16, column: u16, is_offset: bool) -> String {
        let is_biff8 = self.scope.dialect.is_biff8;
        let marks = if is_biff8 { column } else { row };
        let (row_is_relative, column_is_relative) = (marks & 0x8000 != 0, marks & 0x4000 != 0);
        let row = if is_biff8 { row } else { row & 0x3FFF };
        let mut place = (row, column & 0xFF);
        if let Some((base_row, base_column)) = self.scope.base.filter(|_| is_offset) {
            if row_is_relative {
                place.0 = place.0.wrapping_add(base_row) & if is_biff8 { 0xFFFF } else { 0x3FFF };
            }
            if column_is_relative {
                place.1 = place.1.wrapping_add(base_column) & 0xFF;
            }
        }
        let sign = |is_relative: bool| if is_relative { "" } else { "$" };
        let letters = column_letters(u32::from(place.1));
        format!("{}{letters}{}{}", sign(column_is_relative), sign(row_is_relative), u32::from(place.0) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::dialect::USUAL_ENCODING;
    use super::*;

    fn show(tokens: &[u8], is_biff8: bool) -> String {
        let links = Links::default();
        let dialect = Dialect { is_biff8, encoding: USUAL_ENCODING };
        let names = ["Who".to_owned()];
        Scope { dialect, links: &links, names: &names, base: Some((4, 2)) }.show(tokens)
    }

    #[test]
    fn tokens_are_written_as_excel_does() {
        for (tokens, expected) in [
            (&b"\x1E\x02\0\x1E\x03\0\x05"[..], "2*3"),
            (b"\x24\x01\0\x02\xC0\x17\x02\0\"a\x08", "C2&\"\"\"a\""),
            (b"\x25\0\0\x02\0\0\0\x01\0\x22\x01\x04\0", "SUM($A$1:$B$3)"),
            (b"\x25\0\0\x02\0\0\0\x01\0\x19\x10\0\0", "SUM($A$1:$B$3)"),
            (b"\x44\x01\0\x02\xC0\x41\x0F\0", "SIN(C2)"),
            (b"\x23\x01\0\0\0\x1D\x01\x0B", "Who=TRUE"),
            (b"\x2C\xFF\xFF\x00\xC0", "C4"),
            (b"\x1F\0\0\0\0\0\0\xE0\x3F\x14", "0.5%"),
            (b"\x1C\x2A", "#N/A"),
            (b"\x3A\x09\0\x01\0\x02\xC0", "#REF!C2"),
        ] {
            assert_eq!(show(tokens, true), expected);
        }
        assert_eq!(show(b"\x24\x01\xC0\x02\x17\x01a\x08", false), "C2&\"a\"");
    }

    #[test]
    fn what_cannot_be_followed_is_said() {
        for tokens in
            [&b""[..], b"\x03", b"\x1E\x02", b"\x1E\x02\0\x1E\x02\0", b"\x18", b"\x22\x7F\x04\0", b"\x7F"]
        {
            assert_eq!(show(tokens, true), UNREADABLE, "{tokens:?}");
        }
        let long = [&b"\x1E\x02\0"[..], &b"\x1E\x02\0\x03".repeat(10_000)].concat();
        assert_eq!(show(&long, true).chars().count(), MAX_CHARS + 1);
    }
}
