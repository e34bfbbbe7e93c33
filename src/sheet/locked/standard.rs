//! Standard encryption ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9): AES without chaining, of Office 2007.

use zeroize::Zeroizing;

use super::aes::Aes;
use super::digest::Hash;
use super::{Key, cut, unreadable, wide};
use crate::sheet::error::Problem;
use crate::sheet::sniff::UNLOCK_IN_EXCEL;

/// How often a password is hashed.
pub(super) const ROUNDS: u32 = 50_000;
/// Flags that must be set: encrypted by a cipher of the system's library, and that is AES.
const FLAGS: u32 = 0x24;

/// What is known of a lock before its key.
pub(super) struct Lock {
    key_bytes: usize,
    salt: [u8; 16],
    verifier: [u8; 16],
    verifier_hash: [u8; 32],
}

impl Lock {
    /// Reads what follows the version.
    pub(super) fn read(info: &[u8]) -> Result<Lock, Problem> {
        let (flags, rest) = word(info).ok_or_else(unreadable)?;
        let (header_len, rest) = word(rest).ok_or_else(unreadable)?;
        let (header, verifier) = rest.split_at_checked(header_len as usize).ok_or_else(unreadable)?;
        let fields: Vec<u32> = header.as_chunks().0.iter().map(|field| u32::from_le_bytes(*field)).collect();
        let [_, _, cipher, hash, key_bits, ..] = fields[..] else { return Err(unreadable()) };
        let is_aes = matches!((cipher, key_bits), (0x660E, 128) | (0x660F, 192) | (0x6610, 256));
        // The hash may be left to the cipher, which is SHA-1.
        if flags & FLAGS != FLAGS || !is_aes || !matches!(hash, 0 | 0x8004) {
            return Err(Problem::encrypted(UNLOCK_IN_EXCEL));
        }
        read_verifier(verifier, key_bits as usize / 8).ok_or_else(unreadable)
    }

    /// The key, if the password fits.
    pub(super) fn key(&self, password: &str) -> Option<Key> {
        let stretched = Hash::Sha1.stretched(&self.salt, &wide(password), ROUNDS);
        let hash = Hash::Sha1.of(&stretched, &0u32.to_le_bytes());
        let mut key: Key = Zeroizing::new(Vec::new());
        for fill in [0x36, 0x5C] {
            let mut padded = Zeroizing::new([fill; 64]);
            padded.iter_mut().zip(hash.iter()).for_each(|(fill, byte)| *fill ^= byte);
            key.extend_from_slice(&Hash::Sha1.of(&*padded, b""));
        }
        key.truncate(self.key_bytes);
        let aes = Aes::new(&key)?;
        let (mut verifier, mut expected) = (self.verifier.to_vec(), self.verifier_hash.to_vec());
        aes.decrypt_blocks(&mut verifier);
        aes.decrypt_blocks(&mut expected);
        let hash = Hash::Sha1.of(&verifier, b"");
        expected.starts_with(&hash).then_some(key)
    }

    /// Decrypts a package. This kind has no seal against changes.
    pub(super) fn decrypt(&self, key: &Key, mut package: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let size = package.first_chunk().map(|size| u64::from_le_bytes(*size));
        package.drain(..package.len().min(8));
        let aes = Aes::new(key).ok_or_else(unreadable)?;
        aes.decrypt_blocks(&mut package);
        cut(package, size)
    }
}

fn read_verifier(bytes: &[u8], key_bytes: usize) -> Option<Lock> {
    let (salt_len, rest) = word(bytes)?;
    let (salt, rest) = rest.split_first_chunk()?;
    let (verifier, rest) = rest.split_first_chunk()?;
    let (hash_len, rest) = word(rest)?;
    let verifier_hash = *rest.first_chunk()?;
    let lock = Lock { key_bytes, salt: *salt, verifier: *verifier, verifier_hash };
    (salt_len == 16 && hash_len == 20).then_some(lock)
}

fn word(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk().map(|(word, rest)| (u32::from_le_bytes(*word), rest))
}
