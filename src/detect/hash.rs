//! One hash of words for all lists, so that each word of a text is hashed once.

use std::hash::{BuildHasherDefault, Hasher};

/// A table by hashes of words.
pub(crate) type ByHash<T> = std::collections::HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// FNV-1a of a folded word, or of several joined by `_`. Words of a text that share one by chance would be
/// taken for each other: of 64 bits, that is one in a million millions for a list of a million words.
pub(crate) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    extended(0xcbf2_9ce4_8422_2325, bytes)
}

/// The hash of a word with more letters behind it.
pub(crate) fn extended(hash: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The key is a hash already.
#[derive(Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        // The table takes its place from the high bits and its tag from the low ones.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes.iter().copied());
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}
