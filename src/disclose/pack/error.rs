//! Why there is no pack.

use std::io;
use std::path::{Path, PathBuf};

use crate::disclose::format::WriteError;
use crate::disclose::proof::{Failure, ReadError};
use crate::disclose::trouble::why;

/// Failures that an error tells one by one; the rest is a number.
const MOST_TOLD: usize = 10;

/// Why no pack was made. Nothing stands under the final names.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder cannot be used.
    #[error("{path}: {why}")]
    Target {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it and what to do.
        why: &'static str,
    },
    /// There is no room.
    #[error(
        "{folder}: there is not enough room. The release needs about {bytes_needed} bytes there. Make room or choose another folder"
    )]
    NoRoom {
        /// The folder that would hold the release.
        folder: PathBuf,
        /// About what is needed.
        bytes_needed: u64,
    },
    /// The folder cannot be written to.
    #[error("{folder}: the system does not allow writing there. Choose another folder")]
    NotAllowed {
        /// The folder that would hold the release.
        folder: PathBuf,
    },
    /// The system refused for another reason.
    #[error("{folder}: the release could not be written: {}", why(error))]
    Io {
        /// The folder that would hold the release.
        folder: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A format cannot hold the table.
    #[error(transparent)]
    Format(WriteError),
    /// Something was not as the disclosure says. The files are gone.
    #[error("The proof failed, and the files were deleted: {}", told(failures, *count))]
    Proof {
        /// What and where, at most the first of each file.
        failures: Vec<Failure>,
        /// How many there are in all.
        count: u64,
    },
    /// Somebody asked to stop.
    #[error("The release was stopped. Nothing was written")]
    Cancelled,
}

impl PackError {
    /// An error of the system while writing to `folder`.
    pub(super) fn io(folder: &Path, error: io::Error, bytes_needed: u64) -> PackError {
        let folder = folder.to_owned();
        let kind = error.kind();
        let is = |kinds: &[io::ErrorKind]| kinds.contains(&kind);
        if is(&[io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge]) {
            PackError::NoRoom { folder, bytes_needed }
        } else if is(&[io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem]) {
            PackError::NotAllowed { folder }
        } else {
            PackError::Io { folder, error }
        }
    }

    /// An error of a writer that writes to `folder`.
    pub(super) fn write(folder: &Path, error: WriteError, bytes_needed: u64) -> PackError {
        match error {
            WriteError::Io(error) => PackError::io(folder, error, bytes_needed),
            WriteError::Cancelled => PackError::Cancelled,
            other @ (WriteError::Cell { .. }
            | WriteError::Character { .. }
            | WriteError::Letter { .. }
            | WriteError::Table(_)
            | WriteError::Library(_)) => PackError::Format(other),
        }
    }

    /// An error of a reader that reads back from `folder`.
    pub(super) fn read(folder: &Path, error: ReadError) -> PackError {
        match error {
            ReadError::Io(error) => PackError::io(folder, error, 0),
            ReadError::Cancelled => PackError::Cancelled,
        }
    }
}

fn told(failures: &[Failure], count: u64) -> String {
    let mut sentences: Vec<String> = failures.iter().take(MOST_TOLD).map(Failure::to_string).collect();
    if count > sentences.len() as u64 {
        sentences.push(format!("and {} more", count - sentences.len() as u64));
    }
    sentences.join("; ")
}
