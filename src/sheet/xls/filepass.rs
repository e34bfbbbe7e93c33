//! Old workbooks with a password: the bodies of their records are encrypted, their order is not.

use super::record::{BOF, EOF, Records};
use crate::sheet::error::Problem;
use crate::sheet::locked::{self, rc4, xor};
use crate::sheet::sniff::UNLOCK_IN_EXCEL;
use crate::text::SensitiveString;

/// Says how a workbook is encrypted.
const FILEPASS: u16 = 0x002F;
/// Takes its place once the rest is decrypted; no record is called so.
const DONE: u16 = 0xFFFF;
/// The list of sheets: where each begins stays readable.
const SHEET: u16 = 0x0085;
const SHEET_OPEN_BYTES: usize = 4;
/// Records that stay as they are: those that a program needs before it has asked for the password.
const OPEN: &[u16] = &[BOF, FILEPASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];

/// What decrypts the body of a record.
enum Secret {
    Rc4(Box<rc4::Secret>),
    Xor(zeroize::Zeroizing<[u8; 16]>),
}

/// Decrypts the stream in its place, if it is encrypted.
pub(super) fn unlock(stream: &mut [u8], password: Option<&SensitiveString>) -> Result<(), Problem> {
    let Some((at, mut secret)) = find(stream, password)? else { return Ok(()) };
    let mut next = 0;
    while let Some((head, rest)) = stream.get_mut(next..).and_then(|rest| rest.split_first_chunk_mut::<4>()) {
        let [id_low, id_high, len_low, len_high] = *head;
        let id = u16::from_le_bytes([id_low, id_high]);
        let length = usize::from(u16::from_le_bytes([len_low, len_high]));
        // A stream that breaks off is refused by whoever reads its records.
        let Some(body) = rest.get_mut(..length) else { break };
        let body_at = next + head.len();
        if !OPEN.contains(&id) {
            let open = if id == SHEET { SHEET_OPEN_BYTES.min(length) } else { 0 };
            let closed = body.get_mut(open..).unwrap_or_default();
            match &mut secret {
                Secret::Rc4(secret) => secret.mix(body_at + open, closed),
                Secret::Xor(secret) => xor::mix(secret, body_at + open, length, closed),
            }
        }
        next = body_at + length;
    }
    if let Some(id) = stream.get_mut(at..at + 2) {
        id.copy_from_slice(&DONE.to_le_bytes());
    }
    Ok(())
}

/// Where the record stands that says how the stream is encrypted, and what decrypts it.
fn find(stream: &[u8], password: Option<&SensitiveString>) -> Result<Option<(usize, Secret)>, Problem> {
    let mut records = Records::new(stream, 0);
    let mut is_biff8 = true;
    while let Some(record) = records.next()? {
        match record.id {
            BOF => is_biff8 = record.body.get(1) == Some(&0x06),
            FILEPASS => return secret(record.body, is_biff8, password).map(|found| Some((record.at, found))),
            EOF => return Ok(None),
            _before => {}
        }
    }
    Ok(None)
}

fn secret(body: &[u8], is_biff8: bool, password: Option<&SensitiveString>) -> Result<Secret, Problem> {
    let other = || Problem::encrypted(UNLOCK_IN_EXCEL);
    let word = |at: usize| {
        let bytes = body.get(at..)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes))
    };
    // Excel 5 and 95 know one kind only and do not name it.
    let fields = if is_biff8 { 2 } else { 0 };
    if is_biff8 && word(0) == Some(1) {
        let lock = body.get(fields..).and_then(rc4::Lock::read).ok_or_else(other)?;
        let secret = locked::first_that_fits(password, true, |password| lock.secret(password))?;
        return Ok(Secret::Rc4(Box::new(secret)));
    }
    let is_xor = !is_biff8 || word(0) == Some(0);
    let both = word(fields).zip(word(fields + 2)).filter(|_| is_xor);
    let (key, check) = both.ok_or_else(other)?;
    locked::first_that_fits(password, true, |password| xor::secret(password, key, check)).map(Secret::Xor)
}
