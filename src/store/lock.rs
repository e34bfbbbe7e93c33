//! The side lock `NAME.withheld.lock`: says who has the case file, and is held by an OS lock, so
//! that the lock of a program that died counts for nothing.
//!
//! On Windows an exclusive lock keeps others from reading the file too. So whoever takes the lock
//! writes its name under an exclusive lock, then keeps a shared one, and looks again whether its
//! name still stands there: between the two, or on a file just removed by the one before, somebody
//! else may have come first.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Problem;
use super::key::random;
use crate::text::hex;

/// Who has a case file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Holder {
    /// Name of the computer.
    pub host: String,
    /// Account on it.
    pub user: String,
    /// Number of the process.
    pub process: u32,
    /// Since when.
    pub since: Timestamp,
    /// Tells two openings of one process apart.
    opening: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.to_zoned_datetime(crate::law::london()).strftime("%d/%m/%Y %H:%M").to_string();
        let Holder { host, user, process, since: _, opening: _ } = self;
        write!(f, "by {user} on {host}, process {process}, since {since}")
    }
}

impl Holder {
    fn this_process() -> Result<Holder, Problem> {
        let unknown = |_| "unknown".to_owned();
        Ok(Holder {
            host: whoami::hostname().unwrap_or_else(unknown),
            user: whoami::username().unwrap_or_else(unknown),
            process: std::process::id(),
            since: Timestamp::now(),
            opening: hex(&random::<8>()?),
        })
    }
}

/// The lock of one opening; given back when dropped.
#[derive(Debug)]
pub(super) struct SideLock {
    path: PathBuf,
    file: Option<File>,
    holder: Holder,
}

/// A lock file is a few hundred bytes.
const LOCK_MAX: u64 = 4096;
/// Each further try means that another program came and went within a moment.
const TRIES: usize = 5;

impl SideLock {
    /// Takes the lock of this case file.
    pub(super) fn take(case: &Path) -> Result<SideLock, Problem> {
        let path = lock_path(case);
        let holder = Holder::this_process()?;
        for _ in 0..TRIES {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file = match opened {
                Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                    remove_abandoned(&path)?;
                    continue;
                }
                opened => opened?,
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(in_use(&path)),
                Err(TryLockError::Error(cause)) => return Err(Problem::NoLocks(cause)),
            }
            write_holder(&mut file, &holder)?;
            if keep_shared(&file)? && read_holder(&path).as_ref() == Some(&holder) {
                return Ok(SideLock { path, file: Some(file), holder });
            }
        }
        Err(in_use(&path))
    }
}

impl Drop for SideLock {
    fn drop(&mut self) {
        // Removed while it is still held: nobody else can have taken it up in between. If that
        // fails, what stays behind is a lock that nobody holds.
        if read_holder(&self.path).as_ref() == Some(&self.holder) {
            let _ = std::fs::remove_file(&self.path);
        }
        self.file = None;
    }
}

/// Removes the lock of another user that nobody holds, and that only that user may write.
fn remove_abandoned(path: &Path) -> Result<(), Problem> {
    let file = File::open(path).map_err(|_| Problem::ReadOnly)?;
    match file.try_lock() {
        Ok(()) => Ok(std::fs::remove_file(path)?),
        Err(TryLockError::WouldBlock) => Err(in_use(path)),
        Err(TryLockError::Error(cause)) => Err(Problem::NoLocks(cause)),
    }
}

/// Who has this case file, as far as the lock beside it says.
fn in_use(lock: &Path) -> Problem {
    Problem::InUse { holder: read_holder(lock).map(Box::new) }
}

fn read_holder(lock: &Path) -> Option<Holder> {
    let mut text = String::new();
    File::open(lock).ok()?.take(LOCK_MAX).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn write_holder(file: &mut File, holder: &Holder) -> Result<(), Problem> {
    let text = serde_json::to_string(holder).map_err(|_| Problem::NotWritable)?;
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    Ok(file.flush()?)
}

/// Goes from the exclusive lock to a shared one; `false` if somebody came in between.
fn keep_shared(file: &File) -> Result<bool, Problem> {
    file.unlock()?;
    match file.try_lock_shared() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(cause)) => Err(Problem::NoLocks(cause)),
    }
}

/// Beside the file itself, whatever link it was opened through.
fn lock_path(case: &Path) -> PathBuf {
    beside(&real_path(case).unwrap_or_else(|_| case.to_owned()), ".lock")
}

/// The path of the file itself, also if it is not there yet.
pub(super) fn real_path(case: &Path) -> io::Result<PathBuf> {
    if let Ok(real) = case.canonicalize() {
        return Ok(real);
    }
    // Not there yet: its folder is.
    let folder = case.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(folder.canonicalize()?.join(case.file_name().unwrap_or_default()))
}

/// The path with something added to its name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
