//! What can go wrong with a case file, and what to do about it. Holds no case text.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;

use super::chain::Break;
use super::key::KeyFileError;
use super::{Holder, Protection};

/// A case file and what is wrong with it.
#[derive(Debug, thiserror::Error)]
#[error("{} {problem}", path.display())]
pub struct StoreError {
    /// The case file.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a case file. Each sentence goes on from the file's name.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such file.
    #[error("does not exist. Check the name and the folder.")]
    NotFound,
    /// The name is taken.
    #[error("exists already and was left as it is. Choose another name.")]
    Exists,
    /// Nothing in it.
    #[error("is empty (0 bytes). It may not have finished copying; copy it again.")]
    Empty,
    /// Something else.
    #[error("is not a Withheld case file. Choose a file that ends in .withheld.")]
    NotACase,
    /// Written by a later program.
    #[error(
        "was made by a newer version of Withheld (file format {found}, this version knows up to {known}). \
         Update Withheld to open it."
    )]
    Newer {
        /// Format of the file.
        found: u32,
        /// The latest this program reads.
        known: u32,
    },
    /// The file around the records cannot be read.
    #[error("is damaged and cannot be read. Take a copy from your backup.")]
    Unreadable,
    /// The header asks for more work than any case does.
    #[error("asks for more memory or time to be unlocked than any case file does, so it was not opened.")]
    Excessive,
    /// No key, or one of the wrong kind.
    #[error("{}", needs_sentence(*needs))]
    OtherKey {
        /// What protects it.
        needs: Protection,
    },
    /// The passphrase or key file is not the one it was protected with.
    #[error("{}", wrong_sentence(*protection))]
    WrongKey {
        /// What protects it.
        protection: Protection,
    },
    /// The key file cannot be used.
    #[error("was not opened: {0}")]
    KeyFile(KeyFileError),
    /// Somebody else has it.
    #[error("is open already{}. Close it there first, then open it again.", by(holder.as_deref()))]
    InUse {
        /// Who, if the lock says so.
        holder: Option<Box<Holder>>,
    },
    /// The file system knows no locks.
    #[error("lies in a folder that cannot be locked against a second user ({0}). Move it to another drive.")]
    NoLocks(io::Error),
    /// Another program is writing at this moment.
    #[error("is being written by another program. Try again in a moment.")]
    Busy,
    /// The file cannot be read.
    #[error("cannot be opened: you have no right to read it. Ask whoever looks after the folder.")]
    NoRight,
    /// The file cannot be written.
    #[error("cannot be written: the file or its folder is read-only. Copy it to a folder you can write to.")]
    ReadOnly,
    /// It was opened to be read.
    #[error("was opened for reading only, so nothing was saved. Open it for writing.")]
    OpenedForReading,
    /// The drive is full.
    #[error("could not be saved: the drive is full. Free some space; everything saved before is safe.")]
    NoSpace,
    /// The drive or share failed.
    #[error(
        "could not be read or saved: the drive did not do as it was asked (code {code}). It may be full or \
         not connected any more; everything saved before is safe."
    )]
    Drive {
        /// SQLite's extended code.
        code: i32,
    },
    /// It is not where it was.
    #[error(
        "is not there any more: it was moved, renamed or deleted while it was open. What was done since is not saved. \
         Put the file back under this name, then try again."
    )]
    Moved,
    /// The program that wrote it was stopped, and what it left cannot be tidied here.
    #[error("was not closed properly and must be put in order first. Open it once where it can be written.")]
    NotClosed,
    /// Written by somebody else since it was opened.
    #[error("has been changed by another program since it was opened, so nothing was saved. Open it again.")]
    ChangedElsewhere,
    /// The log is damaged, so nothing may be added.
    #[error("is damaged, so nothing was added to it. {0} Take a copy from your backup.")]
    Damaged(Break),
    /// The imported sheet itself cannot be read.
    #[error("is damaged in the imported sheet. {0} Take a copy from your backup.")]
    ImportDamaged(Break),
    /// An earlier state cannot be told from another, since the log is broken before it.
    #[error("is damaged before the state asked for. {0} Take a copy from your backup.")]
    DamagedBefore(Break),
    /// A record is sound but not understood.
    #[error(
        "holds a record (number {sequence}) that this version does not understand. It was probably written \
         by a newer version of Withheld: update it. Or it rests on an exemption of a force's own texts: use them here too."
    )]
    NotUnderstood {
        /// Number of the record.
        sequence: u64,
    },
    /// A value cannot be written down.
    #[error("could not take in a decision that cannot be written down. Please report this as a fault.")]
    NotWritable,
    /// More than one case file should hold.
    #[error("would hold more than a case file can in one piece. Divide the sheet.")]
    TooLarge,
    /// The system gave no random bytes.
    #[error("was not made: the system gave no random numbers for its key.")]
    NoRandomness,
    /// What the system said.
    #[error("could not be read or written: {0}")]
    Io(io::Error),
    /// What SQLite said.
    #[error("could not be read or written ({what}, code {code}).")]
    Database {
        /// In SQLite's words, which know nothing of the case.
        what: &'static str,
        /// SQLite's extended code.
        code: i32,
    },
}

/// What kind of failure it is; the exit code follows from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The file cannot be used as it is, or not with what was given.
    Input,
    /// Space, rights, or somebody else who has it.
    Write,
    /// The log is not as it was written.
    Chain,
}

impl StoreError {
    /// What kind of failure it is.
    pub fn failure(&self) -> Failure {
        match &self.problem {
            Problem::NotFound
            | Problem::Empty
            | Problem::NotACase
            | Problem::Newer { .. }
            | Problem::Unreadable
            | Problem::Excessive
            | Problem::OtherKey { .. }
            | Problem::WrongKey { .. }
            | Problem::KeyFile(_)
            | Problem::NoRight
            | Problem::NotClosed
            | Problem::NotUnderstood { .. }
            | Problem::NotWritable
            | Problem::TooLarge => Failure::Input,
            Problem::Exists
            | Problem::InUse { .. }
            | Problem::NoLocks(_)
            | Problem::Busy
            | Problem::ReadOnly
            | Problem::OpenedForReading
            | Problem::NoSpace
            | Problem::Drive { .. }
            | Problem::Moved
            | Problem::ChangedElsewhere
            | Problem::NoRandomness
            | Problem::Io(_)
            | Problem::Database { .. } => Failure::Write,
            Problem::Damaged(_) | Problem::ImportDamaged(_) | Problem::DamagedBefore(_) => Failure::Chain,
        }
    }
}

impl Problem {
    /// The problem of this file.
    pub(super) fn at(self, path: &Path) -> StoreError {
        StoreError { path: path.to_owned(), problem: self }
    }
}

impl From<io::Error> for Problem {
    /// Gives back what went through a reader or writer, or says what the system said.
    fn from(error: io::Error) -> Problem {
        let error = match error.downcast::<Problem>() {
            Ok(problem) => return problem,
            Err(error) => error,
        };
        if error.kind() == io::ErrorKind::NotFound {
            Problem::NotFound
        } else if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Problem::NoSpace
        } else if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
        {
            Problem::ReadOnly
        } else {
            Problem::Io(error)
        }
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Problem {
        let Some(&ffi::Error { extended_code: code, .. }) = error.sqlite_error() else {
            // A row of another shape than ours: nothing the program wrote.
            return Problem::Unreadable;
        };
        match (code & 0xff, code) {
            (_, ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_READONLY_RECOVERY) => Problem::NotClosed,
            (_, ffi::SQLITE_READONLY_DBMOVED) => Problem::Moved,
            (ffi::SQLITE_FULL, _) => Problem::NoSpace,
            (ffi::SQLITE_IOERR, _) => Problem::Drive { code },
            (ffi::SQLITE_READONLY | ffi::SQLITE_PERM | ffi::SQLITE_CANTOPEN, _) => Problem::ReadOnly,
            (ffi::SQLITE_NOTADB, _) => Problem::NotACase,
            (ffi::SQLITE_CORRUPT | ffi::SQLITE_TOOBIG, _) => Problem::Unreadable,
            (ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED, _) => Problem::Busy,
            _ => Problem::Database { what: ffi::code_to_str(code), code },
        }
    }
}

fn needs_sentence(needs: Protection) -> &'static str {
    match needs {
        Protection::None => "is not protected. Open it without a passphrase or key file.",
        Protection::Passphrase => "is protected by a passphrase. Give the passphrase to open it.",
        Protection::KeyFile => "is protected by a key file. Give that key file to open it.",
    }
}

fn wrong_sentence(protection: Protection) -> &'static str {
    match protection {
        Protection::None => "has a key that does not fit. Take a copy from your backup.",
        Protection::Passphrase => "was not opened: the passphrase is not right. Type it again.",
        Protection::KeyFile => {
            "was not opened: this is not the key file it is protected with. Choose another."
        }
    }
}

fn by(holder: Option<&Holder>) -> String {
    holder.map_or_else(String::new, |holder| format!(" ({holder})"))
}
