//! Reads a file that is to be kept in the case as evidence.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::review::{Kept, MOST_EVIDENCE_BYTES};

/// Why a file cannot be kept. Nothing has changed. Holds no case text but the name of the file.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// It is not there, or there is no right to it.
    #[error("{name} could not be read: {error}. Check the name and your rights.")]
    Io {
        /// Name of the file.
        name: String,
        /// Why.
        error: io::Error,
    },
    /// A folder, or something else that is no file.
    #[error("{0} is not a file. Attach files one by one.")]
    NoFile(String),
    /// Nothing in it.
    #[error("{0} is empty (0 bytes). It may not have finished copying; copy it again.")]
    Empty(String),
    /// It is too large.
    #[error(
        "{name} has {} MB. A case keeps files of up to {} MB: attach the part that is the reply, or write down where it is kept.",
        bytes.div_ceil(1_000_000),
        MOST_EVIDENCE_BYTES / 1_000_000
    )]
    TooLarge {
        /// Name of the file.
        name: String,
        /// Its size.
        bytes: u64,
    },
}

/// The name and the content of a file that is to be kept.
pub fn read_evidence(path: &Path) -> Result<(String, Kept), EvidenceError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let failed = |error| EvidenceError::Io { name: name.clone(), error };
    let about = fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(EvidenceError::NoFile(name));
    }
    if about.len() > MOST_EVIDENCE_BYTES {
        return Err(EvidenceError::TooLarge { name, bytes: about.len() });
    }
    let mut content = Vec::new();
    let failed = |error| EvidenceError::Io { name: name.clone(), error };
    // It can grow while it is read.
    File::open(path)
        .and_then(|file| file.take(MOST_EVIDENCE_BYTES + 1).read_to_end(&mut content))
        .map_err(failed)?;
    let bytes = content.len() as u64;
    match bytes {
        0 => Err(EvidenceError::Empty(name)),
        1..=MOST_EVIDENCE_BYTES => Ok((name, Kept::new(content))),
        _ => Err(EvidenceError::TooLarge { name, bytes }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_kept_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("reply.msg"), b"Yes.\x00").unwrap();
        let (name, kept) = read_evidence(&path("reply.msg")).unwrap();
        assert_eq!((name.as_str(), kept.content()), ("reply.msg", &b"Yes.\x00"[..]));

        fs::write(path("empty.msg"), b"").unwrap();
        File::create(path("film.mp4")).unwrap().set_len(MOST_EVIDENCE_BYTES + 1).unwrap();
        File::create(path("full.bin")).unwrap().set_len(MOST_EVIDENCE_BYTES).unwrap();
        assert!(read_evidence(&path("full.bin")).is_ok(), "the limit itself is allowed");
        for (name, expected) in [
            ("empty.msg", "empty.msg is empty (0 bytes)"),
            ("film.mp4", "film.mp4 has 26 MB. A case keeps files of up to 25 MB"),
            ("gone.msg", "gone.msg could not be read"),
            (".", "is not a file"),
        ] {
            let said = read_evidence(&path(name)).unwrap_err().to_string();
            assert!(said.contains(expected), "{said}");
        }
    }
}
