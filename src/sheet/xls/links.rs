//! Other files that a workbook points into, and what it keeps of them.

use super::dialect::Dialect;
use super::record::Fields;
use crate::sheet::{Report, WarningKind};

/// So many texts of each are shown.
const SHOWN: usize = 20;

/// What formulas refer to outside their own sheet.
#[derive(Default)]
pub(super) struct Links {
    books: Vec<Book>,
    /// Excel 97: book, first and last sheet of each reference.
    references: Vec<(u16, u16, u16)>,
    /// Names of the workbook's own sheets.
    own_sheets: Vec<String>,
}

#[derive(Default)]
struct Book {
    /// `None` for the workbook itself and for add-ins.
    path: Option<String>,
    sheets: Vec<String>,
    names: Vec<String>,
    cached: u64,
    values: Vec<String>,
}

impl Links {
    /// Adds one of the workbook's own sheets.
    pub(super) fn add_sheet(&mut self, name: &str) {
        self.own_sheets.push(name.to_owned());
    }

    /// SUPBOOK: a book that is referred to.
    pub(super) fn book(&mut self, fields: &mut Fields<'_>, dialect: Dialect) {
        let mut book = Book::default();
        read_book(&mut book, fields, dialect);
        self.books.push(book);
    }

    /// EXTERNSHEET: in Excel 97 a table of references, before it one book or sheet.
    pub(super) fn reference(&mut self, fields: &mut Fields<'_>, dialect: Dialect) {
        if dialect.is_biff8 {
            let count = fields.u16().unwrap_or(0);
            for _ in 0..count {
                let (Some(book), Some(first), Some(last)) = (fields.u16(), fields.u16(), fields.u16()) else {
                    return;
                };
                self.references.push((book, first, last));
            }
            return;
        }
        let count = usize::from(fields.u8().unwrap_or(0));
        // The mark before the name is not counted.
        let bytes = fields.bytes(count + 1).or_else(|| fields.bytes(count)).unwrap_or_default();
        let (mark, name) = bytes.split_first().map_or((0, &[][..]), |(mark, name)| (*mark, name));
        let name = dialect.decode(name);
        let mut book = Book::default();
        match mark {
            1 => book.path = Some(decode_path(&format!("\u{1}{name}"))),
            3 => book.sheets.push(name),
            _own_or_add_in => {}
        }
        self.books.push(book);
    }

    /// EXTERNNAME: a name in the book before.
    pub(super) fn name(&mut self, fields: &mut Fields<'_>, dialect: Dialect) {
        let name = fields.skip(6).and_then(|()| dialect.short(fields));
        if let (Some(book), Some(name)) = (self.books.last_mut(), name) {
            book.names.push(name.text);
        }
    }

    /// CRN: values kept of the book before.
    pub(super) fn cached(&mut self, fields: &mut Fields<'_>, dialect: Dialect) {
        let Some(book) = self.books.last_mut() else { return };
        let Some([last, first, _, _]) = fields.array() else { return };
        for _ in first..=last {
            let Some(value) = cached_value(fields, dialect) else { return };
            if !value.is_empty() {
                book.cached += 1;
                if book.values.len() < SHOWN {
                    book.values.push(value);
                }
            }
        }
    }

    /// How a reference of Excel 97 is written before a cell: `[file]Sheet!`.
    pub(super) fn prefix(&self, reference: u16) -> String {
        let Some(&(book, first, last)) = self.references.get(usize::from(reference)) else {
            return "#REF!".to_owned();
        };
        let book = self.books.get(usize::from(book));
        let path = book.and_then(|book| book.path.as_deref());
        let sheets = path.and(book).map_or(&self.own_sheets, |book| &book.sheets);
        write_prefix(path, sheets.get(usize::from(first)), sheets.get(usize::from(last)))
    }

    /// The same of Excel 5: a number above 0 counts the books, another means the workbook itself.
    pub(super) fn old_prefix(&self, book: i16, first: u16, last: u16) -> String {
        let outside = usize::try_from(book).ok().and_then(|book| self.books.get(book.checked_sub(1)?));
        match outside {
            Some(book) => write_prefix(book.path.as_deref(), book.sheets.first(), book.sheets.first()),
            None => {
                let own = |at: u16| self.own_sheets.get(usize::from(at));
                write_prefix(None, own(first), own(last))
            }
        }
    }

    /// Name in another book; `number` counts from 1.
    pub(super) fn name_of(&self, reference: u16, number: u16) -> Option<&str> {
        let (book, _, _) = self.references.get(usize::from(reference))?;
        let names = &self.books.get(usize::from(*book))?.names;
        names.get(usize::from(number).checked_sub(1)?).map(String::as_str)
    }

    /// Reports each other file.
    pub(super) fn tell(&self, report: &mut Report) {
        for book in &self.books {
            let Some(path) = &book.path else { continue };
            let place = match book.cached {
                0 => "workbook: link to another file".to_owned(),
                1 => "workbook: link to another file, with 1 value kept from there".to_owned(),
                n => format!("workbook: link to another file, with {n} values kept from there"),
            };
            let mut sample = vec![path.as_str()];
            sample.extend(book.names.iter().take(SHOWN).map(String::as_str));
            sample.extend(book.values.iter().map(String::as_str));
            report.show(WarningKind::ExternalLink, place, book.cached.max(1), &sample.join("\n"));
        }
    }
}

fn read_book(book: &mut Book, fields: &mut Fields<'_>, dialect: Dialect) -> Option<()> {
    let count = fields.u16()?;
    let length = fields.u16()?;
    // Marks of the workbook itself and of add-ins.
    if length == 0x0401 || length == 0x3A01 {
        return None;
    }
    book.path = Some(decode_path(&dialect.letters(fields, usize::from(length))?.text));
    for _ in 0..count {
        book.sheets.push(dialect.long(fields)?.text);
    }
    Some(())
}

fn write_prefix(path: Option<&str>, first: Option<&String>, last: Option<&String>) -> String {
    let path = path.map_or_else(String::new, |path| format!("[{path}]"));
    let Some(first) = first else { return format!("{path}#REF!") };
    let last = last.filter(|last| *last != first).map_or_else(String::new, |last| format!(":{last}"));
    let sheets = format!("{path}{first}{last}");
    if sheets.chars().all(char::is_alphanumeric) { format!("{sheets}!") } else { format!("'{sheets}'!") }
}

/// One value kept: what it is in a byte, then eight bytes or a text.
fn cached_value(fields: &mut Fields<'_>, dialect: Dialect) -> Option<String> {
    match fields.u8()? {
        1 => Some(fields.f64()?.to_string()),
        2 => {
            let text = if dialect.is_biff8 { dialect.long(fields) } else { dialect.short(fields) };
            Some(text?.text)
        }
        4 => {
            let [value, ..] = fields.array::<8>()?;
            Some(if value == 0 { "FALSE" } else { "TRUE" }.to_owned())
        }
        16 => {
            let [code, ..] = fields.array::<8>()?;
            Some(error_text(code).to_owned())
        }
        _empty => {
            fields.skip(8)?;
            Some(String::new())
        }
    }
}

/// An error as a cell shows it.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _unknown => "#ERROR!",
    }
}

/// A path as people write it: its separators are stored as control characters.
fn decode_path(stored: &str) -> String {
    let Some(rest) = stored.strip_prefix('\u{1}') else { return stored.to_owned() };
    let mut path = String::new();
    let mut letters = rest.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1}' => match letters.next() {
                Some('@') => path.push_str("\\\\"),
                Some(drive) => {
                    path.push(drive);
                    path.push_str(":\\");
                }
                None => {}
            },
            // The same drive, down a folder, into a document; then up a folder.
            '\u{2}' | '\u{3}' => path.push('\\'),
            '\u{4}' => path.push_str("..\\"),
            // An address, with its length before it.
            '\u{5}' => {
                letters.next();
            }
            '\u{6}' | '\u{7}' | '\u{8}' => path.push('\\'),
            letter => path.push(letter),
        }
    }
    path
}

/// Where a hyperlink leads, if it leads out of the workbook.
pub(super) fn hyperlink(body: &[u8]) -> Option<String> {
    let mut fields = Fields::of(body);
    fields.skip(8 + 16 + 4)?;
    let flags = fields.u32()?;
    // A text to show, and a frame to open in.
    for flag in [0x10, 0x80] {
        if flags & flag != 0 {
            counted(&mut fields)?;
        }
    }
    if flags & 0x100 != 0 {
        return counted(&mut fields);
    }
    if flags & 1 == 0 {
        return None;
    }
    match fields.array::<16>()? {
        [0xE0, 0xC9, 0xEA, 0x79, ..] => {
            let bytes = fields.u32()? as usize;
            let count = bytes.min(fields.left()) / 2;
            Some(until_nul(&fields.letters(count, true)?).to_owned())
        }
        [0x03, 0x03, ..] => file_moniker(&mut fields),
        _other => Some("an address of an unknown kind".to_owned()),
    }
}

/// A path in one byte a letter, and again in two where that is needed.
fn file_moniker(fields: &mut Fields<'_>) -> Option<String> {
    let up = usize::from(fields.u16()?);
    let count = fields.u32()? as usize;
    let short = fields.letters(count.min(fields.left()), false)?;
    fields.skip(24)?;
    let wide = fields.u32().filter(|&size| size > 0).and_then(|_| {
        let bytes = fields.u32()? as usize;
        fields.u16()?;
        fields.letters(bytes.min(fields.left()) / 2, true)
    });
    let path = wide.unwrap_or(short);
    Some("..\\".repeat(up.min(20)) + until_nul(&path))
}

/// A text whose length takes four bytes, in two bytes a letter.
fn counted(fields: &mut Fields<'_>) -> Option<String> {
    let count = fields.u32()? as usize;
    if count > fields.left() / 2 {
        return None;
    }
    Some(until_nul(&fields.letters(count, true)?).to_owned())
}

fn until_nul(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (stored, expected) in [
            ("\u{1}\u{1}Ccases\u{3}raw.xls", "C:\\cases\\raw.xls"),
            ("\u{1}\u{1}@server\u{3}raw.xls", "\\\\server\\raw.xls"),
            ("\u{1}raw.xls", "raw.xls"),
            ("\u{1}\u{4}raw.xls", "..\\raw.xls"),
            ("\u{1}\u{5}\u{12}http://psd.example/raw.xls", "http://psd.example/raw.xls"),
            ("plain", "plain"),
            ("\u{1}\u{1}", ""),
        ] {
            assert_eq!(decode_path(stored), expected, "{stored:?}");
        }
    }

    #[test]
    fn hyperlinks() {
        let link = |flags: u32, rest: &[u8]| {
            let mut body = vec![0; 28];
            body.extend(flags.to_le_bytes());
            body.extend(rest);
            hyperlink(&body)
        };
        let mut url = vec![0; 16];
        url[..4].copy_from_slice(&[0xE0, 0xC9, 0xEA, 0x79]);
        url.extend(6u32.to_le_bytes());
        url.extend(b"x\0:\0\0\0");
        assert_eq!(link(3, &url).as_deref(), Some("x:"));
        let mut file = vec![0; 16];
        file[..2].copy_from_slice(&[3, 3]);
        file.extend([1, 0]);
        file.extend(6u32.to_le_bytes());
        file.extend(b"a.xls\0");
        file.extend([0; 28]);
        assert_eq!(link(1, &file).as_deref(), Some("..\\a.xls"));
        assert_eq!(link(8, b"\x02\0\0\0A\0\0\0"), None, "a place in the workbook itself");
        assert_eq!(link(0x101, b"\x02\0\0\0U\0\0\0").as_deref(), Some("U"));
        assert_eq!(link(0x100, b"\xFF\xFF\xFF\xFFU"), None);
    }
}
