//! Workbooks that open with a password: what is encrypted is decrypted in memory, and nothing of
//! it, nor the password, is kept.
//!
//! The schemes are those of [MS-OFFCRYPTO]: agile and standard encryption of whole packages, and the
//! ciphers of old workbooks, which [`super::xls`] applies to its records.

mod aes;
mod agile;
mod digest;
pub(super) mod rc4;
mod standard;
pub(super) mod xor;

use zeroize::Zeroizing;

use super::error::Problem;
use super::ole::Container;
use super::sniff::UNLOCK_IN_EXCEL;
use crate::text::SensitiveString;

/// What Excel locks a workbook with where it must be encrypted but nobody gave a password; it
/// opens such a workbook without asking.
const BUILT_IN: &str = "VelvetSweatshop";
/// Excel hashes a password 100,000 times. Up to so many times the built-in one is tried unasked,
const ROUNDS_UNASKED: u32 = 1_000_000;
/// and a file that wants more than this is made to keep a computer busy.
const MAX_ROUNDS: u32 = 10_000_000;

/// Streams of an encrypted container: how it is encrypted, and what.
pub(super) const INFO: &str = "EncryptionInfo";
pub(super) const PACKAGE: &str = "EncryptedPackage";

/// A key that fits. It is overwritten in memory when it goes.
type Key = Zeroizing<Vec<u8>>;

/// How a package is encrypted.
enum Lock {
    Agile(agile::Lock),
    Standard(standard::Lock),
}

/// The package within an encrypted container, decrypted; `None` if the container has none.
pub(super) fn open(
    container: &Container,
    password: Option<&SensitiveString>,
) -> Result<Option<Vec<u8>>, Problem> {
    let (Some(info), Some(package)) = (container.find(INFO), container.find(PACKAGE)) else {
        return Ok(None);
    };
    let lock = Lock::read(&container.read(info)?)?;
    let rounds = lock.rounds();
    if rounds > MAX_ROUNDS {
        let what = format!(
            "its password is to be hashed {rounds} times, more than the {MAX_ROUNDS} that this program takes on"
        );
        return Err(Problem::TooBig { what });
    }
    let key = first_that_fits(password, rounds <= ROUNDS_UNASKED, |password| lock.key(password))?;
    let package = container.read(package)?;
    let decrypted = match &lock {
        Lock::Agile(lock) => lock.decrypt(&key, package),
        Lock::Standard(lock) => lock.decrypt(&key, package),
    };
    decrypted.map(Some)
}

/// What opens a file: Excel's built-in password, else the one that was given.
pub(super) fn first_that_fits<K>(
    password: Option<&SensitiveString>,
    try_built_in: bool,
    mut fits: impl FnMut(&str) -> Option<K>,
) -> Result<K, Problem> {
    if let Some(key) = try_built_in.then(|| fits(BUILT_IN)).flatten() {
        return Ok(key);
    }
    let password = password.ok_or(Problem::Locked)?;
    fits(password.expose()).ok_or(Problem::WrongPassword)
}

impl Lock {
    fn read(info: &[u8]) -> Result<Lock, Problem> {
        let (version, rest) = info.split_first_chunk().ok_or_else(unreadable)?;
        let [major, _, minor, _] = *version;
        match (major, minor) {
            (4, 4) => agile::Lock::read(rest).map(Lock::Agile),
            (2..=4, 2) => standard::Lock::read(rest).map(Lock::Standard),
            _other => Err(Problem::encrypted(UNLOCK_IN_EXCEL)),
        }
    }

    /// How often the password is hashed.
    fn rounds(&self) -> u32 {
        match self {
            Lock::Agile(lock) => lock.rounds(),
            Lock::Standard(_) => standard::ROUNDS,
        }
    }

    fn key(&self, password: &str) -> Option<Key> {
        match self {
            Lock::Agile(lock) => lock.key(password),
            Lock::Standard(lock) => lock.key(password),
        }
    }
}

/// A password as it is hashed: two bytes a letter.
fn wide(password: &str) -> Zeroizing<Vec<u8>> {
    let mut wide = Zeroizing::new(Vec::with_capacity(password.len() * 2));
    wide.extend(password.encode_utf16().flat_map(u16::to_le_bytes));
    wide
}

fn unreadable() -> Problem {
    Problem::damaged("how it is encrypted cannot be read")
}

/// Cuts the size off that a package begins with, and what fills its last block.
fn cut(mut package: Vec<u8>, size: Option<u64>) -> Result<Vec<u8>, Problem> {
    let size = size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size <= package.len());
    package.truncate(size.ok_or_else(|| Problem::damaged("its encrypted content is not there in full"))?);
    Ok(package)
}
