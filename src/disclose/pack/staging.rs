//! The hidden folder in which a pack is made, on the file system on which it will stand. What a
//! killed run left behind is told from what a running one is using by a lock.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::PackError;

/// Follows the release folder's name in the name of the hidden folder.
const SUFFIX: &str = ".withheld-";
/// Locked as long as the folder is in use.
const LOCK: &str = "lock";
/// Follows the release folder's name in the name of the internal one.
const INTERNAL: &str = " internal";

/// Where a pack will stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Target {
    /// The folder in which both folders will stand.
    pub(super) parent: PathBuf,
    pub(super) release: PathBuf,
    pub(super) internal: PathBuf,
    name: String,
}

impl Target {
    /// Checks that a pack can stand there; `protected` are files that it must not touch.
    pub(super) fn new(out_dir: &Path, protected: &[&Path]) -> Result<Target, PackError> {
        let refuse = |path: &Path, why| Err(PackError::Target { path: path.to_owned(), why });
        let Ok(release) = std::path::absolute(out_dir) else {
            return refuse(out_dir, "this is no folder. Name a new folder for the release");
        };
        let (Some(parent), Some(name)) = (release.parent(), release.file_name()) else {
            return refuse(out_dir, "this is no folder of its own. Name a new folder for the release");
        };
        let name = name.to_string_lossy().into_owned();
        let internal = parent.join(name.clone() + INTERNAL);
        for path in [&release, &internal] {
            let touches = |file: &&Path| {
                let file = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
                is_same(&file, path) || path.starts_with(&file) || file.starts_with(path)
            };
            if protected.iter().any(touches) {
                return refuse(
                    path,
                    "the file that the case comes from is there. Name a new folder for the release",
                );
            }
            match fs::symlink_metadata(path) {
                Ok(found) if !found.is_dir() => {
                    return refuse(path, "this is a file. Name a new folder for the release");
                }
                Ok(_) if !is_empty(path) => {
                    return refuse(
                        path,
                        "this folder is there already and not empty, and nothing is overwritten. Name a new folder, or move the old one away",
                    );
                }
                Ok(_) | Err(_) => {}
            }
        }
        if parent
            .ancestors()
            .find_map(|folder| fs::metadata(folder).ok())
            .is_some_and(|found| !found.is_dir())
        {
            return refuse(out_dir, "a part of this path is a file. Name a new folder for the release");
        }
        Ok(Target { parent: parent.to_owned(), name, internal, release })
    }

    fn prefix(&self) -> String {
        format!(".{}{SUFFIX}", self.name)
    }
}

/// Whether two paths lead to the same place, as far as the system can tell.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// A pack in the making. Dropped before it is finished, it leaves nothing.
pub(super) struct Staging {
    target: Target,
    // Closed before the folder is removed, and the folder before those above it.
    lock: Option<File>,
    folder: Option<TempDir>,
    made: Vec<PathBuf>,
    is_done: bool,
}

impl Staging {
    /// Makes the hidden folder, with missing folders above it, and removes what killed runs left.
    pub(super) fn new(target: Target) -> io::Result<Staging> {
        let mut staging = Staging { target, lock: None, folder: None, made: Vec::new(), is_done: false };
        staging.make_parents()?;
        remove_leftovers(&staging.target.parent, &staging.target.prefix());
        let folder =
            tempfile::Builder::new().prefix(&staging.target.prefix()).tempdir_in(&staging.target.parent)?;
        let lock = File::create(folder.path().join(LOCK))?;
        // A file system without locks is no reason not to release.
        let _ = lock.try_lock();
        staging.lock = Some(lock);
        staging.folder = Some(folder);
        fs::create_dir(staging.release())?;
        fs::create_dir(staging.internal())?;
        Ok(staging)
    }

    /// Where the released files are written.
    pub(super) fn release(&self) -> PathBuf {
        self.path().join("release")
    }

    /// Where the internal files are written.
    pub(super) fn internal(&self) -> PathBuf {
        self.path().join("internal")
    }

    /// Puts both folders in place. If the second cannot be, the first is taken back.
    pub(super) fn finish(mut self) -> io::Result<()> {
        sync_folder(&self.release())?;
        sync_folder(&self.internal())?;
        put(&self.internal(), &self.target.internal)?;
        if let Err(error) = put(&self.release(), &self.target.release) {
            fs::rename(&self.target.internal, self.internal())?;
            return Err(error);
        }
        self.is_done = true;
        sync_folder(&self.target.parent)
    }

    fn path(&self) -> &Path {
        self.folder.as_ref().map_or(&self.target.parent, |folder| folder.path())
    }

    fn make_parents(&mut self) -> io::Result<()> {
        let missing = self.target.parent.ancestors().take_while(|folder| !folder.exists());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.made.push(folder);
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        self.lock = None;
        self.folder = None;
        if !self.is_done {
            for folder in self.made.iter().rev() {
                // Not empty means that somebody else has put something there since.
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// Renames a folder to a name that is free or held by an empty folder.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    match fs::remove_dir(to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    fs::rename(from, to)
}

/// Removes hidden folders of the same release that no running program holds.
fn remove_leftovers(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(prefix);
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        match File::open(path.join(LOCK)) {
            Ok(lock) => match lock.try_lock() {
                Ok(()) => {
                    drop(lock);
                    let _ = fs::remove_dir_all(&path);
                }
                Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
            },
            // Killed before the lock was made: then nothing else is in it either.
            Err(_) => {
                let _ = fs::remove_dir(&path);
            }
        }
    }
}

/// Makes names durable; only Unix can.
fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
