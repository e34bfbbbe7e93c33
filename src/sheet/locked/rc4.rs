//! RC4 as old workbooks use it: a key of its own for every 1,024 bytes of the stream.
//! [MS-OFFCRYPTO] 2.3.5 and 2.3.6.

use md5::Md5;
use sha2::Digest;
use zeroize::{Zeroize, Zeroizing};

use super::digest::Hash;
use super::wide;

/// Bytes of the stream under one key.
const BLOCK: usize = 1024;

/// What is known of a lock before its key.
#[derive(Debug)]
pub(in crate::sheet) struct Lock {
    scheme: Scheme,
    salt: [u8; 16],
    verifier: [u8; 16],
    /// 16 bytes of MD5 or 20 of SHA-1.
    verifier_hash: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scheme {
    /// Of Excel 97: 40 bits by MD5.
    Md5,
    /// Of Excel 2002: so many bytes by SHA-1.
    Sha1 { key_bytes: usize },
}

/// The secret that the keys of all blocks are made of.
pub(in crate::sheet) struct Secret {
    scheme: Scheme,
    bytes: Zeroizing<Vec<u8>>,
    /// The block whose bytes to mix in are at hand.
    block: Option<(usize, Zeroizing<[u8; BLOCK]>)>,
}

impl Lock {
    /// Reads what follows the kind in the record that says how a workbook is locked; `None` where it
    /// is no kind of RC4.
    pub(in crate::sheet) fn read(body: &[u8]) -> Option<Lock> {
        let (version, rest) = body.split_first_chunk()?;
        let [major, _, minor, _] = *version;
        match (major, minor) {
            (1, 1) => {
                let (salt, rest) = rest.split_first_chunk()?;
                let (verifier, hash) = rest.split_first_chunk()?;
                let verifier_hash = hash.get(..16)?.to_vec();
                Some(Lock { scheme: Scheme::Md5, salt: *salt, verifier: *verifier, verifier_hash })
            }
            (2..=4, 2) => Lock::read_sha1(rest),
            _other => None,
        }
    }

    fn read_sha1(body: &[u8]) -> Option<Lock> {
        let words: Vec<u32> = body.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let [_, header_len, _, _, cipher, hash, key_bits, ..] = words[..] else { return None };
        let verifier = body.get(8..)?.get(header_len as usize..)?;
        let (salt_len, rest) = verifier.split_first_chunk()?;
        let (salt, rest) = rest.split_first_chunk()?;
        let (verifier, rest) = rest.split_first_chunk()?;
        let verifier_hash = rest.get(4..24)?.to_vec();
        let key_bits = if key_bits == 0 { 40 } else { key_bits };
        let is_known = cipher == 0x6801 && hash == 0x8004 && u32::from_le_bytes(*salt_len) == 16;
        let is_whole = key_bits % 8 == 0 && (40..=128).contains(&key_bits);
        let scheme = Scheme::Sha1 { key_bytes: key_bits as usize / 8 };
        (is_known && is_whole).then_some(Lock { scheme, salt: *salt, verifier: *verifier, verifier_hash })
    }

    /// The secret, if the password fits.
    pub(in crate::sheet) fn secret(&self, password: &str) -> Option<Secret> {
        let password = wide(password);
        let bytes = match self.scheme {
            Scheme::Md5 => {
                let hash = Zeroizing::new(<[u8; 16]>::from(Md5::digest(&*password)));
                let mut digest = Md5::new();
                for _ in 0..16 {
                    digest.update(hash.get(..5)?);
                    digest.update(self.salt);
                }
                Zeroizing::new(digest.finalize().get(..5)?.to_vec())
            }
            Scheme::Sha1 { .. } => Hash::Sha1.of(&self.salt, &password),
        };
        let mut secret = Secret { scheme: self.scheme, bytes, block: None };
        let mut both = self.verifier.to_vec();
        both.extend_from_slice(&self.verifier_hash);
        secret.mix(0, &mut both);
        let (verifier, expected) = both.split_at_checked(self.verifier.len())?;
        let hash = match self.scheme {
            Scheme::Md5 => Md5::digest(verifier).to_vec(),
            Scheme::Sha1 { .. } => Hash::Sha1.of(verifier, b"").to_vec(),
        };
        (hash == expected).then_some(secret)
    }
}

impl Secret {
    /// Decrypts bytes that begin at this byte of the stream.
    pub(in crate::sheet) fn mix(&mut self, at: usize, bytes: &mut [u8]) {
        for (byte, at) in bytes.iter_mut().zip(at..) {
            let number = at / BLOCK;
            let block = match self.block.take() {
                Some((same, block)) if same == number => block,
                Some(_) | None => self.make(number),
            };
            *byte ^= block.get(at % BLOCK).copied().unwrap_or_default();
            self.block = Some((number, block));
        }
    }

    /// What is mixed into a block.
    fn make(&self, number: usize) -> Zeroizing<[u8; BLOCK]> {
        let number = (number as u32).to_le_bytes();
        let key = match self.scheme {
            Scheme::Md5 => {
                Zeroizing::new(Md5::new().chain_update(&*self.bytes).chain_update(number).finalize().to_vec())
            }
            Scheme::Sha1 { key_bytes } => {
                let mut key = Hash::Sha1.of(&self.bytes, &number);
                key.truncate(key_bytes);
                // 40 bits are filled up to 128.
                if key_bytes == 5 {
                    key.resize(16, 0);
                }
                key
            }
        };
        let mut block = Zeroizing::new([0; BLOCK]);
        stream(&key, &mut *block);
        block
    }
}

/// The first bytes that RC4 gives under a key.
fn stream(key: &[u8], out: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut other = 0u8;
    for at in 0..=255u8 {
        let key = key.get(usize::from(at) % key.len().max(1)).copied().unwrap_or_default();
        other = other.wrapping_add(state[usize::from(at)]).wrapping_add(key);
        state.swap(usize::from(at), usize::from(other));
    }
    let (mut at, mut other) = (0u8, 0u8);
    for byte in out {
        at = at.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(at)]);
        state.swap(usize::from(at), usize::from(other));
        let sum = state[usize::from(at)].wrapping_add(state[usize::from(other)]);
        *byte = state[usize::from(sum)];
    }
    state.zeroize();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_stream() {
        let mut out = *b"Plaintext";
        let mut mixed = [0; 9];
        stream(b"Key", &mut mixed);
        out.iter_mut().zip(mixed).for_each(|(byte, mixed)| *byte ^= mixed);
        assert_eq!(out, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }
}
