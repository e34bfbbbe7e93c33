//! Why a file could not be read, in sentences that name the file and say what to do.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};

/// A file that was not read. Nothing of it is kept.
#[derive(Debug)]
pub struct ReadError {
    /// Name of the file, without its folder.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl std::error::Error for ReadError {}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.file, self.problem)
    }
}

/// What is wrong with a file; its text continues a sentence that begins with the file's name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error, Serialize, Deserialize)]
pub enum Problem {
    /// It has no bytes.
    #[error("is empty (0 bytes). It may not have finished copying.")]
    Empty,
    /// The system would not give it.
    #[error("could not be read: {cause}. {advice}")]
    Io {
        /// The system's own words.
        cause: String,
        /// What to do.
        advice: Cow<'static, str>,
    },
    /// A folder, a device, a pipe.
    #[error("is {what}, not a file. Choose a spreadsheet file.")]
    NotAFile {
        /// What it is.
        what: Cow<'static, str>,
    },
    /// Excel's marker that somebody has the real file open.
    #[error("is Excel's lock file: it only says who has the workbook open. Open {instead} instead.")]
    LockFile {
        /// Name of the real file.
        instead: String,
    },
    /// It opens with a password.
    #[error(
        "is password-protected. Give its password, or open it in Excel, File > Info > Protect Workbook, remove the password and save a copy."
    )]
    Locked,
    /// It does not open with the password that was given.
    #[error(
        "was not opened: the password is wrong. Capital and small letters are told apart. Try again, or ask whoever locked it."
    )]
    WrongPassword,
    /// It is encrypted in a way that is not read.
    #[error("is password-protected. {advice}")]
    Encrypted {
        /// How to take the password off.
        advice: Cow<'static, str>,
    },
    /// A format that is not read.
    #[error(
        "is {what}. This program reads Excel Workbooks (.xlsx, .xlsm, .xlsb, .xls), OpenDocument spreadsheets (.ods, .fods) and delimited text (.csv, .tsv). {advice}"
    )]
    OtherKind {
        /// What it is.
        what: String,
        /// What to do.
        advice: Cow<'static, str>,
    },
    /// Its structure does not hold together.
    #[error("is damaged or incomplete: {what}. Ask for a new export.")]
    Damaged {
        /// What was found.
        what: String,
    },
    /// It would not fit.
    #[error("was not opened: {what}.")]
    TooBig {
        /// Which limit it goes over.
        what: String,
    },
    /// The sheet that was asked for is not there.
    #[error("has no sheet called \"{wanted}\". Its sheets are: {sheets}.")]
    NoSuchSheet {
        /// The name asked for.
        wanted: String,
        /// Those there are.
        sheets: String,
    },
    /// The heading row that was asked for is not there.
    #[error("has no text in row {row}, so it cannot be the heading row. Its last row is {last}.")]
    NoSuchRow {
        /// The row asked for.
        row: u32,
        /// The last row with text.
        last: u32,
    },
    /// The encoding that was asked for is not known.
    #[error(
        "was not opened: \"{wanted}\" is not an encoding this program knows. Use utf-8, utf-16le, utf-16be or windows-1252."
    )]
    UnknownEncoding {
        /// The name asked for.
        wanted: String,
    },
    /// It changed while it was read.
    #[error("changed on disk while it was being read. Wait until it is saved, then open it again.")]
    Changed,
    /// A library failed on it.
    #[error(
        "could not be read safely: a part of the reader failed on it. Open it in Excel, save a copy as Excel Workbook (.xlsx) and use the copy."
    )]
    ReaderFailed,
    /// There is not as much memory as it needs.
    #[error(
        "was not opened: it needs more memory than there is. Close other programs, or ask for a smaller export."
    )]
    OutOfMemory,
    /// The process that read it did not come to an end that can be trusted.
    #[error("could not be read safely: {why}. Nothing of it was kept. {advice}")]
    Unsafe {
        /// What became of the process.
        why: String,
        /// What to do.
        advice: Cow<'static, str>,
    },
    /// Somebody asked to stop.
    #[error("was not read: it was stopped.")]
    Cancelled,
}

impl Problem {
    /// A damaged file.
    pub(super) fn damaged(what: impl Into<String>) -> Problem {
        Problem::Damaged { what: what.into() }
    }

    /// A format that is not read.
    pub(super) fn other_kind(what: impl Into<String>, advice: &'static str) -> Problem {
        Problem::OtherKind { what: what.into(), advice: advice.into() }
    }

    /// A file that no password opens here.
    pub(super) fn encrypted(advice: &'static str) -> Problem {
        Problem::Encrypted { advice: advice.into() }
    }

    /// The system's refusal, in words.
    pub(super) fn io(error: &io::Error) -> Problem {
        if error.kind() == io::ErrorKind::OutOfMemory {
            return Problem::OutOfMemory;
        }
        let advice = match (error.kind(), error.raw_os_error()) {
            // Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
            (_, Some(32 | 33)) if cfg!(windows) => "It is open in another program: close it there.",
            (io::ErrorKind::NotFound, _) => "Check the name and the folder.",
            (io::ErrorKind::PermissionDenied, _) => {
                "You may not read it, or another program has it open: ask its owner, or close it there."
            }
            _ => "Check that the drive is connected, then try again.",
        };
        Problem::Io { cause: error.to_string(), advice: advice.into() }
    }
}
