//! Writes an internal document to a file of its own: proven, whole or not at all, never over another
//! file unasked, and never into a release folder.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::exit::{CANNOT_WRITE, Failure, NOT_PROVEN};
use crate::detect::Cancel;
use crate::disclose::{
    CERTIFICATE_NAME, DOCUMENT_FORMATS, Document, DocumentFormat, FullCertificate, Secrets, WriteError,
    prove_document,
};

/// Where a document goes.
#[derive(clap::Args, Debug, Clone)]
pub(super) struct ForceOption {
    /// Replace a file that is there already
    #[arg(long)]
    pub(super) force: bool,
}

/// Writes the document in the format that the file's name ends with.
pub(super) fn write(document: &Document, out: &Path, force: bool) -> Result<(), Failure> {
    let format = format_of(out)?;
    let folder = folder_of(out)?;
    if !force && std::fs::symlink_metadata(out).is_ok() {
        return Err(exists(out));
    }
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new(CANNOT_WRITE, format_args!("{} could not be written: {error}.", out.display()))
    };
    let mut file = NamedTempFile::new_in(&folder).map_err(|error| failed(&error))?;
    let mut writer = BufWriter::new(file.as_file_mut());
    (format.write)(document, &mut writer, &Cancel::default()).map_err(|error| {
        if let WriteError::Io(error) = error {
            failed(&error)
        } else {
            Failure::wrong_use(format_args!("{error}."))
        }
    })?;
    writer.flush().map_err(|error| failed(&error))?;
    drop(writer);
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    prove(document, &format, file.path())?;
    if force {
        file.persist(out).map_err(|error| failed(&error.error))?;
    } else {
        file.persist_noclobber(out).map_err(|error| {
            let is_there = error.error.kind() == std::io::ErrorKind::AlreadyExists;
            if is_there { exists(out) } else { failed(&error.error) }
        })?;
    }
    Ok(())
}

/// The file must be read again as what was meant. It may hold withheld words, so none are searched for.
fn prove(document: &Document, format: &DocumentFormat, path: &Path) -> Result<(), Failure> {
    let unread = |error: &dyn std::fmt::Display| {
        Failure::new(CANNOT_WRITE, format_args!("The document could not be read back: {error}."))
    };
    let nothing = Secrets::default();
    let mut input = File::open(path).map_err(|error| unread(&error))?;
    let cancel = Cancel::default();
    let proof = prove_document(format, "document", "document", &mut input, document, &nothing, &cancel)
        .map_err(|error| unread(&error))?;
    if proof.is_clean() {
        return Ok(());
    }
    Err(Failure::new(NOT_PROVEN, "The document is not what was meant, and was deleted. Please report it."))
}

fn format_of(out: &Path) -> Result<DocumentFormat, Failure> {
    let extension = out.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let known = DOCUMENT_FORMATS.iter().find(|format| extension.as_deref() == Some(format.extension));
    known.copied().ok_or_else(|| {
        let names: Vec<String> =
            DOCUMENT_FORMATS.iter().map(|format| format!(".{}", format.extension)).collect();
        Failure::wrong_use(format_args!(
            "{} does not say in which format to write. End its name with {}.",
            out.display(),
            names.join(" or ")
        ))
    })
}

/// The folder of the file; refused if it is a release folder or within one.
fn folder_of(out: &Path) -> Result<PathBuf, Failure> {
    let given = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = given.canonicalize().map_err(|error| {
        Failure::new(CANNOT_WRITE, format_args!("The folder {} cannot be used: {error}.", given.display()))
    })?;
    if folder.ancestors().any(is_release) {
        return Err(Failure::wrong_use(format_args!(
            "{} is a release folder, and this document holds withheld words. Choose another folder.",
            given.display()
        )));
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

fn exists(out: &Path) -> Failure {
    Failure::wrong_use(format_args!(
        "{} is there already, and nothing was written. Name another file, or use --force.",
        out.display()
    ))
}
