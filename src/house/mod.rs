//! A force's own letters and law: a folder with its versions of the files in `assets/law` and
//! `assets/letters`. Writes out the built-in files to start from, reads what is there, and says what is wrong
//! with it.
//!
//! All of a folder is used or nothing: files refer to each other, and a letter half the force's and half
//! the program's is what nobody has read.

mod read;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};

pub use read::read;
pub use write::{WrittenOut, write_out};

use crate::law::{self, Fault, OwnTexts, TextFile, TextsUsed};

/// Name of the folder, beside the settings.
pub const FOLDER: &str = "house";

/// The folder as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct House {
    /// Where it is.
    pub folder: PathBuf,
    /// What the force has of its own.
    pub own: OwnTexts,
    /// Every file that there can be, in order, and what it is there.
    pub files: Vec<(TextFile, FileState)>,
}

/// What a file of the folder is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileState {
    /// It is not there: the built-in one is used.
    Missing,
    /// It says what the built-in one says.
    Same,
    /// The force's own.
    Own,
}

/// One thing that is wrong with the folder, or a file of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// The file from the folder on, as `letters/refusal.toml`; empty for the folder.
    pub file: String,
    /// Its line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what is wanted.
    pub what: String,
}

/// Why a folder cannot be used. Nothing of it is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct HouseError {
    /// The folder.
    pub folder: PathBuf,
    /// Everything that is wrong, file by file.
    pub troubles: Vec<Trouble>,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Trouble { file, line, what } = self;
        match (file.as_str(), line) {
            ("", _) => f.write_str(what),
            (file, Some(line)) => write!(f, "{file}, line {line}: {what}"),
            (file, None) => write!(f, "{file}: {what}"),
        }
    }
}

impl fmt::Display for HouseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display();
        write!(f, "Your force’s own texts in {folder} cannot be used. ")?;
        if let Some(first) = self.troubles.first() {
            write!(f, "{first}")?;
        }
        match self.troubles.len().saturating_sub(1) {
            0 => f.write_str("."),
            1 => f.write_str(", and 1 thing more."),
            more => write!(f, ", and {more} things more."),
        }
    }
}

impl Trouble {
    fn new(file: impl Into<String>, what: impl Into<String>) -> Trouble {
        Trouble { file: file.into(), line: None, what: what.into() }
    }

    fn of(fault: &Fault) -> Trouble {
        let file = law::text_files().find(|file| file.name() == fault.file);
        let entry = match fault.entry.as_str() {
            "the file" | "the letter" => String::new(),
            entry => format!("{entry}: "),
        };
        Trouble {
            file: file.map_or_else(|| fault.file.to_owned(), path_of),
            line: fault.line,
            what: format!("{entry}{}", fault.problem),
        }
    }
}

/// Reads the folder and uses its texts from now on. It has to be called before anything of the law is read.
/// An error leaves the built-in texts in use, and nothing is released under them.
pub fn use_texts(folder: &Path) -> Result<TextsUsed, HouseError> {
    let late = || HouseError {
        folder: folder.to_owned(),
        troubles: vec![Trouble::new("", "It was asked for too late, which is a fault of the program")],
    };
    match read(folder) {
        Ok(house) => law::install(house.own).map_err(|_| late()).map(|()| law::texts_in_use().clone()),
        Err(error) => {
            law::install_none_of(error.to_string()).map_err(|_| late())?;
            Err(error)
        }
    }
}

/// A file from the folder on, as `letters/refusal.toml`.
pub fn path_of(file: TextFile) -> String {
    format!("{}/{}", file.folder(), file.name())
}

#[cfg(test)]
mod tests;
