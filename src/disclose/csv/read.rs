//! Reads a released CSV file again, byte by byte, with a reader of its own, and compares it with the
//! disclosure cell by cell. Holds one cell at a time.

use std::io::{BufReader, Read};

use crate::detect::Cancel;
use crate::disclose::Disclosure;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};

const BUFFER_BYTES: usize = 1 << 16;

/// How a field ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Field,
    Row,
    File,
    Broken,
}

/// Compares every field of the file with the disclosure.
pub(super) fn read(
    input: &mut dyn Input,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    let mut fields =
        Fields { bytes: BufReader::with_capacity(BUFFER_BYTES, input).bytes(), field: Vec::new() };
    if !fields.take_byte_order_mark()? {
        proof.fail(Place::Container, Rule::Container);
        return Ok(());
    }
    let width = disclosure.columns().len();
    for (column, expected) in disclosure.columns().iter().enumerate() {
        if !fields.expect(
            &expected.heading,
            column + 1 == width,
            Place::Heading { column: column + 1 },
            proof,
        )? {
            return Ok(());
        }
    }
    let mut expected = String::new();
    for row in 0..disclosure.row_count() {
        if cancel.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        for (column, cell) in disclosure.row(row).enumerate() {
            expected.clear();
            cell.append_to(&mut expected);
            let place = Place::Cell { entry: row + 1, column: column + 1 };
            if !fields.expect(&expected, column + 1 == width, place, proof)? {
                return Ok(());
            }
        }
    }
    if fields.next()? != End::File || !fields.field.is_empty() {
        proof.fail(Place::End, Rule::Surplus);
    }
    Ok(())
}

struct Fields<R> {
    bytes: std::io::Bytes<R>,
    field: Vec<u8>,
}

impl<R: Read> Fields<R> {
    fn take_byte_order_mark(&mut self) -> Result<bool, ReadError> {
        for expected in "\u{feff}".bytes() {
            if self.bytes.next().transpose()? != Some(expected) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether to read on: not after a row that is too long or too short, whose rest would only
    /// repeat the failure.
    fn expect(
        &mut self,
        expected: &str,
        is_last: bool,
        place: Place,
        proof: &mut Proof<'_>,
    ) -> Result<bool, ReadError> {
        match self.next()? {
            End::Field | End::Row if !stands_for(&self.field, expected) => {
                proof.fail(place, Rule::CellDiffers)
            }
            End::Field if is_last => {
                proof.fail(place, Rule::Surplus);
                return Ok(false);
            }
            End::Row if !is_last => {
                proof.fail(place, Rule::Missing);
                return Ok(false);
            }
            End::Field | End::Row => proof.count_cell(),
            End::File => {
                proof.fail(place, Rule::Missing);
                return Ok(false);
            }
            End::Broken => {
                proof.fail(place, Rule::Container);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads one field, without its quotes, into `self.field`.
    fn next(&mut self) -> Result<End, ReadError> {
        self.field.clear();
        let mut is_quoted = false;
        let mut is_closed = false;
        loop {
            let Some(byte) = self.bytes.next().transpose()? else {
                return Ok(if is_quoted && !is_closed { End::Broken } else { End::File });
            };
            match byte {
                b'"' if is_quoted && !is_closed => is_closed = true,
                b'"' if is_closed => {
                    self.field.push(b'"');
                    is_closed = false;
                }
                b'"' if self.field.is_empty() => is_quoted = true,
                _ if is_quoted && !is_closed => self.field.push(byte),
                b',' => return Ok(End::Field),
                b'\r' => {
                    let is_row = self.bytes.next().transpose()? == Some(b'\n');
                    return Ok(if is_row { End::Row } else { End::Broken });
                }
                _ if is_closed => return Ok(End::Broken),
                b'"' | b'\n' => return Ok(End::Broken),
                _ => self.field.push(byte),
            }
        }
    }
}

/// Whether a field says what the disclosure says: exactly, or behind the `'` that keeps it from
/// running. A field that could run as a formula never does.
fn stands_for(field: &[u8], expected: &str) -> bool {
    let can_run = matches!(field.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'));
    let is_number = || {
        let text = std::str::from_utf8(field).unwrap_or("");
        text.parse::<f64>().is_ok_and(f64::is_finite) && text.ends_with(|c: char| c.is_ascii_digit())
    };
    if can_run && !is_number() {
        return false;
    }
    let text = match (field, expected.bytes().next()) {
        ([b'\'', rest @ ..], Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) => rest,
        (_, _) => field,
    };
    text == expected.as_bytes()
}
