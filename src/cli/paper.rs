//! Writes a document to the file that was named.

use std::path::Path;

use super::exit::{CANNOT_WRITE, Failure, NOT_PROVEN, WRONG_USE};
use crate::disclose::{Document, PaperError, Secrets, write_paper};

/// Whether a file that is there already may be replaced.
#[derive(clap::Args, Debug, Clone)]
pub(super) struct ForceOption {
    /// Replace a file that is there already
    #[arg(long)]
    pub(super) force: bool,
}

/// Writes a document that is kept and may hold withheld words.
pub(super) fn write(document: &Document, out: &Path, force: bool) -> Result<(), Failure> {
    write_proven(document, &Secrets::default(), out, force)
}

/// Writes a document in which none of the secrets may stand.
pub(super) fn write_proven(
    document: &Document,
    secrets: &Secrets,
    out: &Path,
    force: bool,
) -> Result<(), Failure> {
    write_paper(document, secrets, out, force).map_err(failure)
}

/// How a document or copy that was not written ends the program.
pub(super) fn failure(error: PaperError) -> Failure {
    let code = match error {
        PaperError::Ending(_) | PaperError::InRelease(_) | PaperError::Unfit(_) => WRONG_USE,
        PaperError::Exists(_) => {
            return Failure::wrong_use(format_args!("{error} Name another file, or use --force."));
        }
        PaperError::Folder { .. } | PaperError::Io { .. } | PaperError::Unread(_) => CANNOT_WRITE,
        PaperError::NotProven => NOT_PROVEN,
    };
    Failure::new(code, error)
}
