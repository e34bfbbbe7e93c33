//! The records of a binary part: a number, a length, and that many bytes. Every length is checked
//! against what is really there.

use std::cell::Cell;
use std::io::{BufRead, ErrorKind, Read};
use std::rc::Rc;

use crate::sheet::error::Problem;
use crate::sheet::xlsx::package::too_big;

/// A record is no longer than this; a cell of 32,767 letters takes 64 KB.
const RECORD_BYTES: u64 = 16 << 20;

/// A part, record by record.
pub(in crate::sheet) struct Records<B> {
    stream: B,
    part: String,
    /// Set by the stream when it went over a limit.
    stopped: Rc<Cell<bool>>,
    data: Vec<u8>,
}

impl<B: BufRead> Records<B> {
    pub(in crate::sheet) fn new(part: &str, (stream, stopped): (B, Rc<Cell<bool>>)) -> Records<B> {
        Records { stream, part: part.to_owned(), stopped, data: Vec::new() }
    }

    /// Number and fields of the next record; `None` at the end of the part.
    pub(in crate::sheet) fn next(&mut self) -> Result<Option<(u32, Fields<'_>)>, Problem> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut number = u32::from(first);
        if first & 0x80 != 0 {
            let second = self.needed()?;
            number = u32::from(first & 0x7F) | u32::from(second & 0x7F) << 7;
        }
        let mut length = 0u64;
        for shift in [0, 7, 14, 21] {
            let byte = self.needed()?;
            length |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > RECORD_BYTES {
            return Err(self.odd("holds a record of impossible length"));
        }
        self.data.clear();
        let read = self.stream.by_ref().take(length).read_to_end(&mut self.data);
        match read {
            Ok(read) if read as u64 == length => {
                Ok(Some((number, Fields { part: &self.part, rest: &self.data })))
            }
            Ok(_) => Err(self.odd("breaks off")),
            Err(_) => Err(self.failed()),
        }
    }

    fn byte(&mut self) -> Result<Option<u8>, Problem> {
        let mut byte = [0];
        match self.stream.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) if error.kind() == ErrorKind::Interrupted => self.byte(),
            Err(_) => Err(self.failed()),
        }
    }

    fn needed(&mut self) -> Result<u8, Problem> {
        self.byte()?.ok_or_else(|| self.odd("breaks off"))
    }

    fn failed(&self) -> Problem {
        if self.stopped.get() {
            Problem::TooBig { what: too_big(&self.part) }
        } else {
            self.odd("cannot be unpacked")
        }
    }

    fn odd(&self, what: &str) -> Problem {
        Problem::damaged(format!("its part {} {what}", self.part))
    }
}

/// The fields of a record, from the left.
#[derive(Clone, Copy)]
pub(in crate::sheet) struct Fields<'d> {
    part: &'d str,
    rest: &'d [u8],
}

impl<'d> Fields<'d> {
    /// What is left of the record.
    pub(in crate::sheet) fn rest(&self) -> &'d [u8] {
        self.rest
    }

    /// The next bytes.
    pub(in crate::sheet) fn bytes(&mut self, count: usize) -> Result<&'d [u8], Problem> {
        let Some((bytes, rest)) = self.rest.split_at_checked(count) else {
            return Err(Problem::damaged(format!("its part {} holds a record that is too short", self.part)));
        };
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    pub(in crate::sheet) fn u8(&mut self) -> Result<u8, Problem> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    pub(in crate::sheet) fn u16(&mut self) -> Result<u16, Problem> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub(in crate::sheet) fn u32(&mut self) -> Result<u32, Problem> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(in crate::sheet) fn f64(&mut self) -> Result<f64, Problem> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    /// A text: its length in 16-bit units, then the units. One that is not there is empty.
    pub(in crate::sheet) fn text(&mut self) -> Result<String, Problem> {
        let units = self.u32()?;
        if units == u32::MAX {
            return Ok(String::new());
        }
        let bytes = self.bytes((units as usize).saturating_mul(2))?;
        Ok(decode(bytes))
    }

    /// A text in runs, perhaps with its pronunciation.
    pub(in crate::sheet) fn rich_text(&mut self) -> Result<Rich, Problem> {
        let flags = self.u8()?;
        let text = self.text()?;
        let mut runs = 0;
        if flags & 1 != 0 {
            runs = self.u32()?;
            self.bytes((runs as usize).saturating_mul(4))?;
        }
        let phonetic = if flags & 2 != 0 { self.text()? } else { String::new() };

        Ok(Rich { text, is_rich: runs > 0, phonetic })
    }

    /// First and last row, first and last column, all from 0.
    pub(in crate::sheet) fn range(&mut self) -> Result<Range, Problem> {
        let (first_row, last_row) = (self.u32()?, self.u32()?);
        let (first_column, last_column) = (self.u32()?, self.u32()?);
        Ok(Range { first_row, last_row, first_column, last_column })
    }
}

/// A text as it is stored.
pub(in crate::sheet) struct Rich {
    pub(in crate::sheet) text: String,
    pub(in crate::sheet) is_rich: bool,
    pub(in crate::sheet) phonetic: String,
}

/// A range of cells, counted from 0.
#[derive(Clone, Copy)]
pub(in crate::sheet) struct Range {
    first_row: u32,
    last_row: u32,
    first_column: u32,
    last_column: u32,
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use crate::sheet::place::column_letters;
        let letters = |column: u32| column_letters(column.min(16_383));
        let row = |row: u32| row.saturating_add(1);
        write!(f, "{}{}", letters(self.first_column), row(self.first_row))?;
        if (self.first_row, self.first_column) != (self.last_row, self.last_column) {
            write!(f, ":{}{}", letters(self.last_column), row(self.last_row))?;
        }
        Ok(())
    }
}

/// Letters from 16-bit units, low byte first; half a letter becomes a stand-in.
pub(in crate::sheet) fn decode(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(bytes: &[u8]) -> Result<Vec<(u32, usize)>, String> {
        let mut records = Records::new("p.bin", (bytes, Rc::default()));
        let mut found = Vec::new();
        while let Some((number, fields)) = records.next().map_err(|problem| problem.to_string())? {
            found.push((number, fields.rest().len()));
        }
        Ok(found)
    }

    #[test]
    fn numbers_and_lengths_of_one_byte_or_more() {
        assert_eq!(records(&[]), Ok(vec![]));
        assert_eq!(records(&[5, 2, 1, 1, 0x9C, 0x01, 0]), Ok(vec![(5, 2), (156, 0)]));
        let mut long = vec![7, 0x80, 0x01];
        long.resize(3 + 128, 0);
        assert_eq!(records(&long), Ok(vec![(7, 128)]));
    }

    #[test]
    fn a_length_that_is_not_there_is_refused() {
        for bytes in [&[5, 3, 1, 1][..], &[5], &[0x85], &[7, 0x80], &[7, 0xFF, 0xFF, 0xFF, 0x7F, 0]] {
            assert!(records(bytes).unwrap_err().contains("its part p.bin"), "{bytes:?}");
        }
    }

    #[test]
    fn texts_are_checked_against_their_record() {
        let text = |bytes: &[u8]| Fields { part: "p.bin", rest: bytes }.text().ok();
        assert_eq!(text(&[2, 0, 0, 0, 0x4F, 0, 0xE9, 0]).as_deref(), Some("Oé"));
        assert_eq!(text(&[255, 255, 255, 255]).as_deref(), Some(""));
        assert_eq!(text(&[1, 0, 0, 0, 0, 0xD8]).as_deref(), Some("\u{FFFD}"));
        assert_eq!(text(&[3, 0, 0, 0, 0x4F, 0]), None);
        assert_eq!(text(&[254, 255, 255, 255]), None);
    }
}
