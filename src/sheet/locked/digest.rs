//! The hash functions that passwords are hashed with.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// A hash function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By the name that a workbook calls it.
    pub(super) fn named(name: &str) -> Option<Hash> {
        match name.to_ascii_uppercase().replace('-', "").as_str() {
            "SHA1" => Some(Hash::Sha1),
            "SHA256" => Some(Hash::Sha256),
            "SHA384" => Some(Hash::Sha384),
            "SHA512" => Some(Hash::Sha512),
            _unknown => None,
        }
    }

    /// The hash of two strings of bytes end to end.
    pub(super) fn of(self, first: &[u8], second: &[u8]) -> Zeroizing<Vec<u8>> {
        fn run<D: Digest>(first: &[u8], second: &[u8]) -> Zeroizing<Vec<u8>> {
            Zeroizing::new(D::new().chain_update(first).chain_update(second).finalize().to_vec())
        }
        match self {
            Hash::Sha1 => run::<Sha1>(first, second),
            Hash::Sha256 => run::<Sha256>(first, second),
            Hash::Sha384 => run::<Sha384>(first, second),
            Hash::Sha512 => run::<Sha512>(first, second),
        }
    }

    /// The hash of salt and password, hashed again so many times together with the number of the
    /// round, so that trying passwords takes long.
    pub(super) fn stretched(self, salt: &[u8], password: &[u8], rounds: u32) -> Zeroizing<Vec<u8>> {
        fn run<D: Digest>(salt: &[u8], password: &[u8], rounds: u32) -> Zeroizing<Vec<u8>> {
            let mut hash = D::new().chain_update(salt).chain_update(password).finalize();
            for round in 0..rounds {
                hash = D::new().chain_update(round.to_le_bytes()).chain_update(&hash).finalize();
            }
            Zeroizing::new(hash.to_vec())
        }
        match self {
            Hash::Sha1 => run::<Sha1>(salt, password, rounds),
            Hash::Sha256 => run::<Sha256>(salt, password, rounds),
            Hash::Sha384 => run::<Sha384>(salt, password, rounds),
            Hash::Sha512 => run::<Sha512>(salt, password, rounds),
        }
    }

    /// Whether this is the seal of the bytes under the key (HMAC).
    pub(super) fn is_seal(self, key: &[u8], bytes: &[u8], seal: &[u8]) -> bool {
        macro_rules! run {
            ($digest:ty) => {
                Hmac::<$digest>::new_from_slice(key)
                    .is_ok_and(|mac| mac.chain_update(bytes).verify_slice(seal).is_ok())
            };
        }
        match self {
            Hash::Sha1 => run!(Sha1),
            Hash::Sha256 => run!(Sha256),
            Hash::Sha384 => run!(Sha384),
            Hash::Sha512 => run!(Sha512),
        }
    }
}
