//! Writes out the built-in files, to start from.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::path_of;
use crate::law::{self, TextFile};

/// What was written, and what was there already.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WrittenOut {
    /// Files that are new, from the folder on.
    pub written: Vec<String>,
    /// Files that were there, and were left as they are.
    pub left: Vec<String>,
}

/// Name of the file that explains the others.
const READ_ME: &str = "README.txt";

/// Writes every built-in file that is not there yet, each whole or not at all, and never over another.
pub fn write_out(folder: &Path) -> Result<WrittenOut, String> {
    let mut told = WrittenOut::default();
    let mut put = |path: String, text: &str| {
        let file = folder.join(&path);
        match put_new(&file, text) {
            Ok(()) => told.written.push(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => told.left.push(path),
            Err(error) => return Err(format!("{} could not be written: {error}.", file.display())),
        }
        Ok(())
    };
    for file in law::text_files() {
        put(path_of(file), file.built_in())?;
    }
    put(READ_ME.to_owned(), &read_me())?;
    Ok(told)
}

fn put_new(file: &Path, text: &str) -> io::Result<()> {
    if fs::symlink_metadata(file).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut whole = tempfile::NamedTempFile::new_in(folder)?;
    whole.write_all(text.as_bytes())?;
    whole.as_file().sync_all()?;
    whole.persist_noclobber(file).map(|_| ()).map_err(|error| error.error)
}

fn read_me() -> String {
    let mut text = format!(
        "Your force's own letters and law for Withheld\n\
         =============================================\n\n\
         These are the files that Withheld {} was built with. Change what your force says otherwise.\n\n\
         Keep only the files that you change and delete the others: a file that stays here is used as it is,\n\
         also by later versions of the program, which may bring better ones.\n\n\
         The files are read when the program starts. Check them with: withheld house FOLDER --check\n\
         If anything in them is wrong, the program says in which file and line. Until it is put right none of\n\
         them is used, and nothing is released.\n\n\
         A case remembers which of these files it was begun under. If they change meanwhile, the program asks\n\
         before anything is released.\n\n",
        env!("CARGO_PKG_VERSION")
    );
    for file in law::text_files() {
        text.push_str(&format!("{:<24}{}\n", path_of(file), TextFile::about(file)));
    }
    text
}
