//! Writes one document to a file of its own: proven, whole or not at all, never over another file
//! unasked, and never into a release folder.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::certificate::{CERTIFICATE_NAME, FullCertificate};
use super::document::{DOCUMENT_FORMATS, Document, DocumentFormat, prove_document};
use super::format::WriteError;
use super::proof::Secrets;
use super::trouble::why;
use crate::detect::Cancel;
use crate::review::Kept;

/// Why a document was not written. Nothing new stands at its place.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The end of the file's name is no format of documents.
    #[error("{} does not say in which format to write. End its name with {}.", .0.display(), endings())]
    Ending(PathBuf),
    /// The folder cannot be used.
    #[error("{} cannot be used: {}.", folder.display(), why(error))]
    Folder {
        /// The folder as it was given.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The folder is a release folder or stands in one.
    #[error(
        "{} is a release folder, and holds only what its certificate names. Choose another folder.",
        .0.display()
    )]
    InRelease(PathBuf),
    /// Something stands there already.
    #[error("{} is there already, and nothing was written.", .0.display())]
    Exists(PathBuf),
    /// The document cannot be written in this format.
    #[error("{0}.")]
    Unfit(WriteError),
    /// No space, or no right to write.
    #[error("{} could not be written: {}.", path.display(), why(error))]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It could not be read back.
    #[error("The document could not be read back, and was deleted: {0}.")]
    Unread(String),
    /// What was read back is not what was meant.
    #[error("The document is not what was meant, and was deleted. Please report it.")]
    NotProven,
}

/// Writes the document in the format that the file's name ends with, reads it back and proves it.
/// `secrets` is what must not stand in it: nothing where the document is kept and holds withheld words.
/// With `may_replace` a file that is there already is replaced.
pub fn write_paper(
    document: &Document,
    secrets: &Secrets,
    out: &Path,
    may_replace: bool,
) -> Result<(), PaperError> {
    let format = format_of(out)?;
    let folder = place_for(out, may_replace)?;
    let failed = |error| PaperError::Io { path: out.to_owned(), error };
    let mut file = NamedTempFile::new_in(&folder).map_err(failed)?;
    let mut writer = BufWriter::new(file.as_file_mut());
    (format.write)(document, &mut writer, &Cancel::default()).map_err(|error| {
        if let WriteError::Io(error) = error { failed(error) } else { PaperError::Unfit(error) }
    })?;
    writer.flush().map_err(failed)?;
    drop(writer);
    file.as_file().sync_all().map_err(failed)?;
    prove(document, &format, secrets, file.path())?;
    put_in_place(file, out, may_replace)
}

/// Saves a copy of a file that the case keeps as evidence: read back and compared, whole or not at all, and
/// never into a release folder.
pub fn write_evidence(kept: &Kept, out: &Path, may_replace: bool) -> Result<(), PaperError> {
    let folder = place_for(out, may_replace)?;
    let failed = |error| PaperError::Io { path: out.to_owned(), error };
    let mut file = NamedTempFile::new_in(&folder).map_err(failed)?;
    file.write_all(kept.content()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let written = std::fs::read(file.path()).map_err(|error| PaperError::Unread(error.to_string()))?;
    if written != kept.content() {
        return Err(PaperError::NotProven);
    }
    put_in_place(file, out, may_replace)
}

/// The folder of a file that is to be written; refused where something stands there already.
fn place_for(out: &Path, may_replace: bool) -> Result<PathBuf, PaperError> {
    let folder = folder_of(out)?;
    if !may_replace && std::fs::symlink_metadata(out).is_ok() {
        return Err(PaperError::Exists(out.to_owned()));
    }
    Ok(folder)
}

fn put_in_place(file: NamedTempFile, out: &Path, may_replace: bool) -> Result<(), PaperError> {
    let failed = |error| PaperError::Io { path: out.to_owned(), error };
    if may_replace {
        file.persist(out).map_err(|error| failed(error.error))?;
    } else {
        file.persist_noclobber(out).map_err(|error| {
            let is_there = error.error.kind() == io::ErrorKind::AlreadyExists;
            if is_there { PaperError::Exists(out.to_owned()) } else { failed(error.error) }
        })?;
    }
    Ok(())
}

fn prove(
    document: &Document,
    format: &DocumentFormat,
    secrets: &Secrets,
    path: &Path,
) -> Result<(), PaperError> {
    let mut input = File::open(path).map_err(|error| PaperError::Unread(error.to_string()))?;
    let cancel = Cancel::default();
    let proof = prove_document(format, "document", "document", &mut input, document, secrets, &cancel)
        .map_err(|error| PaperError::Unread(error.to_string()))?;
    if proof.is_clean() { Ok(()) } else { Err(PaperError::NotProven) }
}

fn format_of(out: &Path) -> Result<DocumentFormat, PaperError> {
    let extension = out.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let known = DOCUMENT_FORMATS.iter().find(|format| extension.as_deref() == Some(format.extension));
    known.copied().ok_or_else(|| PaperError::Ending(out.to_owned()))
}

fn endings() -> String {
    let names: Vec<String> = DOCUMENT_FORMATS.iter().map(|format| format!(".{}", format.extension)).collect();
    names.join(" or ")
}

/// The folder of the file; refused if it is a release folder or within one.
fn folder_of(out: &Path) -> Result<PathBuf, PaperError> {
    let given = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder =
        given.canonicalize().map_err(|error| PaperError::Folder { folder: given.to_owned(), error })?;
    if folder.ancestors().any(is_release) {
        return Err(PaperError::InRelease(given.to_owned()));
    }
    Ok(folder)
}

/// Whether a folder holds a public certificate. One that cannot be read counts as one.
fn is_release(folder: &Path) -> bool {
    let path = folder.join(CERTIFICATE_NAME);
    if std::fs::symlink_metadata(&path).is_err() {
        return false;
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    serde_json::from_str::<FullCertificate>(&text).is_err()
}
