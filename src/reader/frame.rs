//! What goes over the pipes: a request in, and frames of a kind and some bytes out.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::Limits;
use crate::text::SensitiveString;

/// How far the reader has come.
pub(super) const PROGRESS: u8 = b'P';
/// Why the file was not read; the last frame.
pub(super) const PROBLEM: u8 = b'E';
/// All was sent; the last frame.
pub(super) const DONE: u8 = b'D';

/// Variable that holds the path of the file, which need not be Unicode.
pub(super) const FILE: &str = "WITHHELD_READ_FILE";

/// A request is no longer than this, in bytes, so that no half of a password stays behind when its
/// buffer grows.
pub(super) const REQUEST_BYTES: usize = 64 << 10;

/// What to read, beside the path, and within which limits.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) sheet: Option<String>,
    pub(super) header_row: Option<u32>,
    pub(super) encoding: Option<String>,
    pub(super) password: Option<SensitiveString>,
    pub(super) limits: Limits,
}

/// Writes one frame: its kind, its length in four bytes, its bytes.
pub(super) fn write(out: &mut impl Write, kind: u8, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::Error::other("too long for a frame"))?;
    out.write_all(&[kind])?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads one frame; `None` at the end, or where it breaks off. Memory grows only with what comes.
pub(super) fn read(from: &mut impl Read) -> Option<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    from.read_exact(&mut head).ok()?;
    let [kind, length @ ..] = head;
    let length = u32::from_le_bytes(length);
    let mut bytes = Vec::with_capacity((length as usize).min(1 << 20));
    from.take(u64::from(length)).read_to_end(&mut bytes).ok()?;
    (bytes.len() == length as usize).then_some((kind, bytes))
}

/// A progress as bytes.
pub(super) fn progress(done: u64, total: u64) -> [u8; 16] {
    (u128::from(done) << 64 | u128::from(total)).to_be_bytes()
}

/// A progress from bytes: done and total.
pub(super) fn progress_of(bytes: &[u8]) -> Option<(u64, u64)> {
    let both = u128::from_be_bytes(bytes.try_into().ok()?);
    Some(((both >> 64) as u64, both as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() {
        let mut pipe = Vec::new();
        write(&mut pipe, PROGRESS, &progress(7, u64::MAX)).unwrap();
        write(&mut pipe, DONE, b"").unwrap();
        let mut from = pipe.as_slice();
        let (kind, bytes) = read(&mut from).unwrap();
        assert_eq!((kind, progress_of(&bytes)), (PROGRESS, Some((7, u64::MAX))));
        assert_eq!(read(&mut from), Some((DONE, Vec::new())));
        assert_eq!(read(&mut from), None);
    }

    #[test]
    fn what_breaks_off_is_no_frame() {
        for bytes in [&b"H"[..], b"H\x05\0\0\0abc", b"H\xFF\xFF\xFF\xFFabc", b"PK\x03"] {
            assert_eq!(read(&mut &*bytes), None);
        }
        assert_eq!(progress_of(b"short"), None);
    }
}
