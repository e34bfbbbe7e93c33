//! Writes a disclosure as CSV.

use csv::{Terminator, WriterBuilder};

use crate::detect::Cancel;
use crate::disclose::Disclosure;
use crate::disclose::format::{Output, WriteError};

/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;

/// Writes the table: one row of headings, one row an entry.
pub(super) fn write(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    let mut text = String::new();
    for column in disclosure.columns() {
        guard(&column.heading, &mut text);
        csv.write_field(&text).map_err(failed)?;
    }
    csv.write_record(None::<&[u8]>).map_err(failed)?;
    let mut shown = String::new();
    for row in 0..disclosure.row_count() {
        if row % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        for cell in disclosure.row(row) {
            shown.clear();
            cell.append_to(&mut shown);
            guard(&shown, &mut text);
            csv.write_field(&text).map_err(failed)?;
        }
        csv.write_record(None::<&[u8]>).map_err(failed)?;
    }
    csv.flush()?;
    Ok(())
}

/// Whether a spreadsheet program could take the text for a formula: it then gets a leading `'`.
/// Numbers stay as they are.
pub fn needs_guard(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(text)
}

fn guard(text: &str, guarded: &mut String) {
    guarded.clear();
    if needs_guard(text) {
        guarded.push('\'');
    }
    guarded.push_str(text);
}

/// A sign, digits, and perhaps a point and more digits.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// An error of the library, which only the system can cause here.
pub(in crate::disclose) fn failed(error: csv::Error) -> WriteError {
    if let csv::ErrorKind::Io(error) = error.into_kind() {
        return WriteError::Io(error);
    }
    WriteError::Library("CSV")
}

#[cfg(test)]
mod tests {
    use super::needs_guard;

    #[test]
    fn guards_what_could_run_and_leaves_numbers() {
        for text in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(1)",
            "\tx",
            "\r",
            "-",
            "--1",
            "+1.",
            "-.5",
            "=",
            "- no",
        ] {
            assert!(needs_guard(text), "{text:?}");
        }
        for text in ["", "-5", "+44", "-12.50", "+447700900123", "a=b", "'=1", " =1", "[s40(2)]", "1-2"] {
            assert!(!needs_guard(text), "{text:?}");
        }
    }
}
