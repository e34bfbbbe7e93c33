//! What opens a case file: nothing, a passphrase or a key file, and how the data key is wrapped.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use super::Problem;
use crate::text::hex;

/// Bytes of a data key.
pub(super) const KEY_LEN: usize = 32;
/// Bytes of the salt of a passphrase.
pub(super) const SALT_LEN: usize = 16;
/// Less than this is no key: it could be tried out.
const KEY_FILE_MIN: usize = 32;
/// More than this is some other file, chosen by mistake.
const KEY_FILE_MAX: usize = 1 << 20;

/// A key that is overwritten in memory when it is dropped.
pub(super) type SecretKey = Zeroizing<[u8; KEY_LEN]>;

/// How a case file is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// Not at all: the data key lies open in the file.
    None,
    /// By a passphrase.
    Passphrase,
    /// By a key file.
    KeyFile,
}

/// What a case file is made or opened with.
#[derive(Clone, Debug)]
pub enum Key {
    /// Nothing.
    None,
    /// A passphrase.
    Passphrase(Passphrase),
    /// The key file at this place.
    File(PathBuf),
}

impl Key {
    /// The protection it gives.
    pub fn protection(&self) -> Protection {
        match self {
            Key::None => Protection::None,
            Key::Passphrase(_) => Protection::Passphrase,
            Key::File(_) => Protection::KeyFile,
        }
    }

    /// The secret bytes, if there are any.
    pub(super) fn secret(&self) -> Result<Option<Zeroizing<Vec<u8>>>, Problem> {
        match self {
            Key::None => Ok(None),
            Key::Passphrase(passphrase) => Ok(Some(Zeroizing::new(passphrase.0.as_bytes().to_vec()))),
            Key::File(path) => read_key_file(path).map(Some).map_err(Problem::KeyFile),
        }
    }
}

/// A passphrase; does not print, and is overwritten in memory when it is dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a passphrase over; `None` if it is empty. Letters typed as one or as letter and accent
    /// are the same, for systems differ in that.
    pub fn new(typed: String) -> Option<Passphrase> {
        let typed = Zeroizing::new(typed);
        // Room for the longest normal form, so that no half of it stays behind in freed memory.
        let mut normal = Zeroizing::new(String::with_capacity(3 * typed.len()));
        normal.extend(typed.nfc());
        (!normal.is_empty()).then_some(Passphrase(normal))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<passphrase>")
    }
}

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The system does not give it.
    #[error("the key file {} cannot be read ({cause}). Check where it is; it may be on a drive that is not connected.", path.display())]
    Unreadable {
        /// The key file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Too short to be safe, or so long that it is something else.
    #[error("{} is no key file: one holds between {KEY_FILE_MIN} bytes and 1 MB. Choose another.", path.display())]
    NoKey {
        /// The key file.
        path: PathBuf,
    },
    /// It could not be made.
    #[error("the key file {} could not be made ({cause}). Choose another name or folder.", path.display())]
    NotMade {
        /// The key file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

/// Makes a key file of 256 random bits, as one line of hex; never over an existing file.
pub fn create_key_file(path: &Path) -> Result<(), KeyFileError> {
    let not_made = |cause| KeyFileError::NotMade { path: path.to_owned(), cause };
    let key = random::<KEY_LEN>().map_err(|_| not_made(io::Error::other("no random numbers")))?;
    let mut line = Zeroizing::new(hex(&*Zeroizing::new(key)));
    line.push('\n');
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(not_made)?;
    file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(not_made)
}

fn read_key_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let unreadable = |cause| KeyFileError::Unreadable { path: path.to_owned(), cause };
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(KEY_FILE_MAX + 1));
    file.take(KEY_FILE_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if (KEY_FILE_MIN..=KEY_FILE_MAX).contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err(KeyFileError::NoKey { path: path.to_owned() })
    }
}

/// The work that Argon2id does to try one passphrase; stands in the header.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// The most that is believed of a header: 2 GiB, and 8 GiB filled in all. A file that asks for
    /// more only wants to bring the machine down.
    const MEMORY_KIB_MAX: u32 = 2 << 20;
    const WORK_KIB_MAX: u64 = 8 << 20;
    const LANES_MAX: u32 = 64;

    fn params(self) -> Option<Params> {
        let work = u64::from(self.memory_kib) * u64::from(self.passes);
        let sane = self.memory_kib <= Cost::MEMORY_KIB_MAX
            && work <= Cost::WORK_KIB_MAX
            && self.lanes <= Cost::LANES_MAX;
        sane.then(|| Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_LEN)).ok()).flatten()
    }
}

impl Default for Cost {
    /// Twice the memory that RFC 9106 recommends where memory is short, and more than six times
    /// what OWASP asks at least; well under a second on an office computer.
    fn default() -> Cost {
        Cost { memory_kib: 128 << 10, passes: 3, lanes: 4 }
    }
}

/// The key that wraps the data key.
pub(super) fn stretch(secret: &[u8], salt: &[u8; SALT_LEN], cost: Cost) -> Result<SecretKey, Problem> {
    let params = cost.params().ok_or(Problem::Excessive)?;
    let mut memory: Vec<Block> = Vec::new();
    memory.try_reserve_exact(params.block_count()).map_err(|_| Problem::Excessive)?;
    memory.resize(params.block_count(), Block::default());
    let mut key = SecretKey::default();
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        secret,
        salt,
        key.as_mut(),
        &mut memory,
    );
    memory.iter_mut().for_each(Zeroize::zeroize);
    done.map(|()| key).map_err(|_| Problem::Excessive)
}

/// Random bytes of the system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Problem::NoRandomness)?;
    Ok(bytes)
}
