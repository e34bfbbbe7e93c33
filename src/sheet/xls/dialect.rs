//! What differs between the two ages of the format: how text and places are written.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::record::Fields;
use crate::sheet::place::column_letters;

/// The age of a stream, and the encoding of its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    /// Excel 97 and later; before it, Excel 5 and 95.
    pub(super) is_biff8: bool,
    /// Of text in single bytes. Excel 97 writes Unicode.
    pub(super) encoding: &'static Encoding,
}

/// A text and what is stored with it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    /// Whether there is more than one font.
    pub(super) is_rich: bool,
    pub(super) phonetic: String,
}

impl Dialect {
    /// A text whose length takes one byte.
    pub(super) fn short(self, fields: &mut Fields<'_>) -> Option<Text> {
        let count = usize::from(fields.u8()?);
        self.letters(fields, count)
    }

    /// A text whose length takes two bytes.
    pub(super) fn long(self, fields: &mut Fields<'_>) -> Option<Text> {
        let count = usize::from(fields.u16()?);
        self.letters(fields, count)
    }

    /// A text of so many letters, with its runs behind it.
    pub(super) fn letters(self, fields: &mut Fields<'_>, count: usize) -> Option<Text> {
        if !self.is_biff8 {
            return Some(Text { text: self.decode(&fields.bytes(count)?), ..Text::default() });
        }
        let flags = fields.u8()?;
        let runs = if flags & 8 != 0 { usize::from(fields.u16()?) } else { 0 };
        let extra = if flags & 4 != 0 { fields.u32()? as usize } else { 0 };
        let text = fields.letters(count, flags & 1 != 0)?;
        let mut is_rich = false;
        for _ in 0..runs {
            // A run begins at a letter; one at the first letter says only how the text begins.
            let first = fields.u16()?;
            fields.u16()?;
            is_rich |= first > 0 && usize::from(first) < count;
        }
        let phonetic = if extra > 0 { phonetic(&fields.bytes(extra)?) } else { String::new() };
        Some(Text { text, is_rich, phonetic })
    }

    /// Letters of single bytes.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        self.encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// The pronunciation of a text, from the block behind it.
fn phonetic(block: &[u8]) -> String {
    let read = || {
        let mut fields = Fields::of(block);
        fields.skip(12)?;
        let count = usize::from(fields.u16()?);
        fields.letters(count, true)
    };
    read().unwrap_or_default()
}

/// The encoding of a code page, if this program knows it.
pub(super) fn encoding_of(code_page: u16) -> Option<&'static Encoding> {
    let label: &str = match code_page {
        367 | 1252 | 32_769 => "windows-1252",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        866 => "ibm866",
        1200 => "utf-16le",
        1250..=1258 => return Encoding::for_label(format!("windows-{code_page}").as_bytes()),
        10_000 | 32_768 => "macintosh",
        10_007 => "x-mac-cyrillic",
        65_001 => "utf-8",
        _unknown => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// What text is read by if nothing is said.
pub(super) const USUAL_ENCODING: &Encoding = WINDOWS_1252;

/// `A1:C3`, rows and columns from 0.
pub(super) fn range(rows: (u16, u16), columns: (u16, u16)) -> String {
    let cell = |row: u16, column: u16| format!("{}{}", column_letters(u32::from(column)), u32::from(row) + 1);
    let (first, last) = (cell(rows.0, columns.0), cell(rows.1, columns.1));
    if first == last { first } else { format!("{first}:{last}") }
}

/// Pieces of text in bytes of another structure: what could be read there, in one byte a letter and
/// in two.
pub(super) fn words_in(bytes: &[u8]) -> Vec<String> {
    let is_letter = |byte: &u8| (0x20..0x7F).contains(byte) || *byte >= 0xA0;
    let mut words: Vec<String> = Vec::new();
    for run in bytes.split(|byte| !is_letter(byte)) {
        words.push(WINDOWS_1252.decode_without_bom_handling(run).0.into_owned());
    }
    for start in [0, 1] {
        let pairs = bytes.get(start..).unwrap_or_default().as_chunks::<2>().0;
        for run in pairs.split(|[low, high]| *high != 0 || !is_letter(low)) {
            words.push(run.iter().map(|[low, _]| char::from(*low)).collect());
        }
    }
    words.retain(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2);
    words.iter().map(|word| word.trim().to_owned()).filter(|word| word.chars().count() > 3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Dialect = Dialect { is_biff8: true, encoding: USUAL_ENCODING };
    const OLD: Dialect = Dialect { is_biff8: false, encoding: encoding_rs::WINDOWS_1251 };

    #[test]
    fn texts_with_runs_and_pronunciation() {
        let plain = NEW.long(&mut Fields::of(b"\x02\0\0\xE9b")).unwrap();
        assert_eq!(plain, Text { text: "éb".to_owned(), ..Text::default() });
        let rich = NEW.short(&mut Fields::of(b"\x02\x09\x01\0a\0\xAC\x20\x01\0\x07\0")).unwrap();
        assert_eq!((rich.text.as_str(), rich.is_rich), ("a€", true));
        let same_font = NEW.short(&mut Fields::of(b"\x02\x08\x01\0ab\0\0\x07\0")).unwrap();
        assert!(!same_font.is_rich);
        let block = b"\x01\0\x10\0\0\0\0\0\0\0\x02\0\x02\0a\0b\0";
        let mut bytes = b"\x01\0\x04\x12\0\0\0x".to_vec();
        bytes.extend_from_slice(block);
        assert_eq!(NEW.long(&mut Fields::of(&bytes)).unwrap().phonetic, "ab");
        assert_eq!(NEW.long(&mut Fields::of(b"\x09\0\0ab")), None);
        assert_eq!(OLD.short(&mut Fields::of(b"\x02\xCF\xE0")).unwrap().text, "Па");
    }

    #[test]
    fn code_pages() {
        for (page, name) in
            [(1251, "windows-1251"), (10_000, "macintosh"), (932, "Shift_JIS"), (1200, "UTF-16LE")]
        {
            assert_eq!(encoding_of(page).map(Encoding::name), Some(name));
        }
        assert!(encoding_of(437).is_none() && encoding_of(0).is_none());
    }

    #[test]
    fn words_between_bytes() {
        assert_eq!(words_in(b"\0\x01Secret note\0\x02ab\0---- \0"), ["Secret note"]);
        assert_eq!(words_in(b"\x07O\0k\0a\0f\0o\0r\0\x01"), ["Okafor"]);
        assert_eq!(range((0, 2), (0, 2)), "A1:C3");
        assert_eq!(range((6, 6), (26, 26)), "AA7");
    }
}
