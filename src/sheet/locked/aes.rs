//! AES of any size of key, block by block or chained.

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

/// Bytes of one block.
pub(super) const BLOCK: usize = 16;

/// A cipher with its key.
pub(super) enum Aes {
    Aes128(Aes128),
    Aes192(Aes192),
    Aes256(Aes256),
}

impl Aes {
    /// `None` if no key is so long.
    pub(super) fn new(key: &[u8]) -> Option<Aes> {
        Some(match key.len() {
            16 => Aes::Aes128(Aes128::new_from_slice(key).ok()?),
            24 => Aes::Aes192(Aes192::new_from_slice(key).ok()?),
            32 => Aes::Aes256(Aes256::new_from_slice(key).ok()?),
            _other => return None,
        })
    }

    /// Decrypts whole blocks, each by itself. What is left at the end is cut off.
    pub(super) fn decrypt_blocks(&self, bytes: &mut Vec<u8>) {
        bytes.truncate(bytes.len() / BLOCK * BLOCK);
        self.decrypt(bytes);
    }

    fn decrypt(&self, bytes: &mut [u8]) {
        let (blocks, _) = bytes.as_chunks_mut::<BLOCK>();
        let blocks = Array::cast_slice_from_core_mut(blocks);
        match self {
            Aes::Aes128(aes) => aes.decrypt_blocks(blocks),
            Aes::Aes192(aes) => aes.decrypt_blocks(blocks),
            Aes::Aes256(aes) => aes.decrypt_blocks(blocks),
        }
    }

    /// Decrypts whole blocks that are chained to each other (CBC) and the first to `start`. What is
    /// left at the end stays as it is.
    pub(super) fn decrypt_chain(&self, start: &[u8; BLOCK], bytes: &mut [u8]) {
        let encrypted: Vec<[u8; BLOCK]> = bytes.as_chunks().0.to_vec();
        self.decrypt(bytes);
        let before = std::iter::once(start).chain(&encrypted);
        for (block, before) in bytes.as_chunks_mut::<BLOCK>().0.iter_mut().zip(before) {
            block.iter_mut().zip(before).for_each(|(byte, before)| *byte ^= before);
        }
    }
}
