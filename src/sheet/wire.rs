//! An import on its way from the process that read it: cut into frames of a kind and some bytes.
//!
//! Texts go as they lie in memory, so that a large table costs no more than a copy, and are given
//! up as they are sent, so that it is not there twice. What comes in is checked as if a stranger had
//! sent it.

use std::io;

use serde::{Deserialize, Serialize};

use super::arena::Arena;
use super::table::{Column, Parts};
use super::{Guesses, Import, Report, Sheet, Typed};

/// First frame: everything but what the columns hold.
pub const HEAD: u8 = b'H';
const TEXTS: u8 = b'T';
const TYPED: u8 = b'V';
const SOURCE_ROWS: u8 = b'R';
const HIDDEN_ROWS: u8 = b'N';
/// Typed values and numbers of rows go in frames of so many.
const AT_ONCE: usize = 16 * 1024;

/// What was received is not an import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Garbled;

#[derive(Serialize, Deserialize)]
struct Head {
    file_name: String,
    byte_len: u64,
    sha256: String,
    report: Report,
    guesses: Guesses,
    name: String,
    columns: Vec<Heading>,
}

/// A column without what it holds.
#[derive(Serialize, Deserialize)]
struct Heading {
    heading: String,
    source_column: u16,
    hidden: bool,
}

/// Gives an import away, frame by frame.
pub fn send(import: Import, out: &mut dyn FnMut(u8, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let Import { file_name, byte_len, sha256, sheet, report, guesses } = import;
    let Parts { name, columns, source_rows, hidden_rows } = sheet.into_parts();
    let mut headings = Vec::new();
    let mut contents = Vec::new();
    for Column { heading, source_column, hidden, arena, typed } in columns {
        headings.push(Heading { heading, source_column, hidden });
        contents.push((arena, typed));
    }
    let head = Head { file_name, byte_len, sha256, report, guesses, name, columns: headings };
    out(HEAD, &serde_json::to_vec(&head)?)?;
    let mut frame = Vec::new();
    for ((arena, typed), column) in contents.into_iter().zip(0u16..) {
        for (first, ends, text) in arena.into_pieces() {
            frame.clear();
            frame.extend_from_slice(&column.to_le_bytes());
            frame.extend_from_slice(&first.to_le_bytes());
            frame.extend_from_slice(&(ends.len() as u32).to_le_bytes());
            frame.extend(ends.iter().flat_map(|end| end.to_le_bytes()));
            frame.extend_from_slice(text.as_bytes());
            out(TEXTS, &frame)?;
        }
        for typed in typed.chunks(AT_ONCE) {
            out(TYPED, &serde_json::to_vec(&(column, typed))?)?;
        }
    }
    for (kind, rows) in [(SOURCE_ROWS, source_rows), (HIDDEN_ROWS, hidden_rows)] {
        for rows in rows.chunks(AT_ONCE) {
            frame.clear();
            frame.extend(rows.iter().flat_map(|row| row.to_le_bytes()));
            out(kind, &frame)?;
        }
    }
    Ok(())
}

/// Puts an import together again.
#[derive(Debug)]
pub struct Receiver {
    import: Import,
    parts: Parts,
}

impl Receiver {
    /// Begins with the bytes of a [`HEAD`].
    pub fn new(head: &[u8]) -> Result<Receiver, Garbled> {
        let head: Head = serde_json::from_slice(head).map_err(|_| Garbled)?;
        let Head { file_name, byte_len, sha256, report, guesses, name, columns } = head;
        if guesses.chosen.is_some_and(|chosen| chosen >= guesses.sheets.len()) {
            return Err(Garbled);
        }
        let columns = columns.into_iter().map(|Heading { heading, source_column, hidden }| Column {
            heading,
            source_column,
            hidden,
            arena: Arena::default(),
            typed: Vec::new(),
        });
        let parts =
            Parts { name, columns: columns.collect(), source_rows: Vec::new(), hidden_rows: Vec::new() };
        let import = Import { file_name, byte_len, sha256, sheet: Sheet::default(), report, guesses };
        Ok(Receiver { import, parts })
    }

    /// Takes one more frame.
    pub fn take(&mut self, kind: u8, bytes: &[u8]) -> Result<(), Garbled> {
        match kind {
            TEXTS => self.texts(bytes).ok_or(Garbled),
            TYPED => {
                let (column, typed): (u16, Vec<(u32, Typed)>) =
                    serde_json::from_slice(bytes).map_err(|_| Garbled)?;
                self.parts.columns.get_mut(usize::from(column)).ok_or(Garbled)?.typed.extend(typed);
                Ok(())
            }
            SOURCE_ROWS => numbers(bytes, &mut self.parts.source_rows).ok_or(Garbled),
            HIDDEN_ROWS => numbers(bytes, &mut self.parts.hidden_rows).ok_or(Garbled),
            _unknown => Err(Garbled),
        }
    }

    /// The import, once all of it is there.
    pub fn finish(self) -> Result<Import, Garbled> {
        let Receiver { import, parts } = self;
        let sheet = Sheet::from_parts(parts).ok_or(Garbled)?;
        Ok(Import { sheet, ..import })
    }

    fn texts(&mut self, bytes: &[u8]) -> Option<()> {
        let (column, rest) = bytes.split_first_chunk()?;
        let (first, rest) = rest.split_first_chunk()?;
        let (count, rest) = rest.split_first_chunk()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (ends, text) = rest.split_at_checked(count.checked_mul(4)?)?;
        let mut list = Vec::with_capacity(count);
        numbers(ends, &mut list)?;
        let text = std::str::from_utf8(text).ok()?.to_owned();
        let column = self.parts.columns.get_mut(usize::from(u16::from_le_bytes(*column)))?;
        column.arena.push_piece(u32::from_le_bytes(*first), list, text)
    }
}

fn numbers(bytes: &[u8], list: &mut Vec<u32>) -> Option<()> {
    let (words, rest) = bytes.as_chunks();
    list.extend(words.iter().map(|word| u32::from_le_bytes(*word)));
    rest.is_empty().then_some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sheet::{ReadOptions, read_bytes};

    type Frames = Vec<(u8, Vec<u8>)>;

    fn frames(import: Import) -> Frames {
        let mut frames = Frames::new();
        send(import, &mut |kind, bytes| {
            frames.push((kind, bytes.to_vec()));
            Ok(())
        })
        .unwrap();
        frames
    }

    fn received(frames: &Frames) -> Result<Import, Garbled> {
        let ((_, head), rest) = frames.split_first().ok_or(Garbled)?;
        let mut receiver = Receiver::new(head)?;
        for (kind, bytes) in rest {
            receiver.take(*kind, bytes)?;
        }
        receiver.finish()
    }

    fn sample() -> Import {
        let bytes: &[u8] = include_bytes!("../../assets/sample/case-export.xlsx");
        read_bytes("case-export.xlsx", bytes, &ReadOptions::default()).unwrap()
    }

    #[test]
    fn what_is_sent_is_what_is_received() {
        let csv = "Ref;Name;Note\n1;Zoë;\n2;;left\n3;x;".to_owned() + &"y;\n;".repeat(70_000) + ";last\n";
        let text = read_bytes("c.csv", csv.as_bytes(), &ReadOptions::default()).unwrap();
        for import in [sample(), text] {
            assert!(received(&frames(import.clone())) == Ok(import));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_a_stranger_sends_brings_nothing_down(at in any::<prop::sample::Index>(), to in any::<u8>(),
            frame in any::<prop::sample::Index>(), drop in any::<bool>()) {
            let mut frames = frames(sample());
            let frame = frame.index(frames.len());
            if drop {
                frames.remove(frame);
            } else {
                let (_, bytes) = &mut frames[frame];
                let at = at.index(bytes.len());
                bytes[at] = to;
            }
            if let Ok(import) = received(&frames) {
                let sheet = &import.sheet;
                for row in 0..sheet.row_count() + 2 {
                    for column in 0..sheet.columns().len() as u16 + 1 {
                        let cell = crate::sheet::CellId { row, column };
                        let _ = (sheet.text(cell).byte_len(), sheet.typed(cell));
                    }
                }
            }
        }
    }
}
