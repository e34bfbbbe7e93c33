//! The obfuscation of Excel 5 and 95, which newer ones can still write. [MS-OFFCRYPTO] 2.3.7.
//!
//! It hides nothing from who wants to know; a password is asked for all the same, as Excel does.

use zeroize::Zeroizing;

/// A password has so many bytes at most.
const MAX_BYTES: usize = 15;
/// What short passwords are filled up with.
const FILL: [u8; 15] =
    [0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00];
/// Where the key of a password of so many bytes begins.
const FIRST: [u16; MAX_BYTES] = [
    0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C,
    0xA96A, 0x4EC3,
];
/// Seven for each byte of the password.
#[rustfmt::skip]
const MATRIX: [u16; 7 * MAX_BYTES] = [
    0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09, 0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7, 0x9DCF, 0x2BBF,
    0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0, 0x0375, 0x06EA, 0x0DD4, 0x1BA8, 0x3750, 0x6EA0, 0xDD40,
    0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5, 0x6F45, 0xDE8A, 0xAD35, 0x4A4B, 0x9496, 0x390D, 0x721A,
    0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC, 0x5FD9, 0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0,
    0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10,
    0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C,
    0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC,
    0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4,
];

/// The sixteen bytes to mix in, if the password has this key and this check.
pub(in crate::sheet) fn secret(password: &str, key: u16, check: u16) -> Option<Zeroizing<[u8; 16]>> {
    let password: Zeroizing<Vec<u8>> =
        Zeroizing::new(password.encode_utf16().take(MAX_BYTES).map(byte).collect());
    let fits = !password.is_empty() && check_of(&password) == check && key_of(&password) == key;
    fits.then(|| bytes_to_mix(&password, key))
}

/// Decrypts the body of a record that begins at this byte of the stream.
pub(in crate::sheet) fn mix(secret: &[u8; 16], at: usize, record_len: usize, bytes: &mut [u8]) {
    for (byte, at) in bytes.iter_mut().zip(at + record_len..) {
        *byte = (*byte ^ secret[at % 16]).rotate_left(3);
    }
}

/// One byte of a letter: the lower, unless that says nothing.
fn byte(letter: u16) -> u8 {
    let [low, high] = letter.to_le_bytes();
    if low == 0 { high } else { low }
}

fn check_of(password: &[u8]) -> u16 {
    let length = password.len() as u8;
    let turned = |check: u16| (check << 1 & 0x7FFF) | (check >> 14 & 1);
    let bytes = password.iter().rev().chain([&length]);
    bytes.fold(0, |check, &byte| turned(check) ^ u16::from(byte)) ^ 0xCE4B
}

fn key_of(password: &[u8]) -> u16 {
    let mut key = password.len().checked_sub(1).and_then(|at| FIRST.get(at)).copied().unwrap_or_default();
    let mut matrix = MATRIX.iter().rev();
    for byte in password.iter().rev() {
        for bit in 0..7 {
            let mixed = matrix.next().copied().unwrap_or_default();
            if byte << bit & 0x40 != 0 {
                key ^= mixed;
            }
        }
    }
    key
}

/// The password and what fills it up, mixed with the halves of the key by turns.
fn bytes_to_mix(password: &[u8], key: u16) -> Zeroizing<[u8; 16]> {
    let halves = key.to_le_bytes();
    let filled = password.iter().chain(&FILL).zip(halves.iter().cycle());
    let mut mixed = Zeroizing::new([0; 16]);
    mixed.iter_mut().zip(filled).for_each(|(to, (byte, half))| *to = (byte ^ half).rotate_right(1));
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_known_passwords() {
        let mixed: [u8; 16] =
            [0x87, 0x6B, 0x9A, 0xE2, 0x1E, 0xE3, 0x05, 0x62, 0x1E, 0x69, 0x96, 0x60, 0x98, 0x6E, 0x94, 0x04];
        let secret = secret("VelvetSweatshop", 0xB359, 0x9A0A).unwrap();
        assert_eq!(*secret, mixed);
        let mixed: [u8; 16] =
            [0xCB, 0x27, 0xCA, 0x24, 0xA6, 0xE9, 0x84, 0x4B, 0x84, 0xE9, 0xA7, 0x56, 0x7B, 0x49, 0xFC, 0x16];
        assert_eq!((key_of(b"abcd"), *bytes_to_mix(b"abcd", 0x2CF6)), (0x2CF6, mixed));
        assert_eq!(key_of(b"Zo7"), 0x0833);
    }

    #[test]
    fn what_does_not_fit() {
        for (password, key, check) in
            [("velvetSweatshop", 0xB359, 0x9A0A), ("", 0, 0xCE4B), ("VelvetSweatshop", 0xB358, 0x9A0A)]
        {
            assert!(secret(password, key, check).is_none(), "{password}");
        }
    }
}
