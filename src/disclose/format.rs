//! The formats of a released table. One row makes a format known; every format is written from a
//! [`Disclosure`] and nothing else, and read back by a reader that shares no code with its writer.

use std::io::{self, Read, Seek, Write};

use super::proof::{Proof, ReadError};
use super::{Disclosure, csv, html, ods, pdf, xlsx};
use crate::detect::Cancel;

/// A format of the released table.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file name's extension.
    pub extension: &'static str,
    /// Writes the table.
    pub write: fn(&Disclosure, &mut dyn Output, &Cancel) -> Result<(), WriteError>,
    /// Reads a file again and tells the proof everything it holds.
    pub read: fn(&mut dyn Input, &Disclosure, &mut Proof<'_>, &Cancel) -> Result<(), ReadError>,
}

/// Every format, in the order in which files are written.
pub const FORMATS: &[Format] = &[csv::FORMAT, xlsx::FORMAT, ods::FORMAT, pdf::FORMAT, html::FORMAT];

/// Names of the formats that are written unless others are asked for: a table for machines, and the
/// two kinds of workbook. HTML and what takes long or refuses a large table is for whoever asks.
pub const DEFAULT_FORMATS: &[&str] = &["csv", "xlsx", "ods"];

impl Format {
    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        FORMATS.iter().copied().find(|format| format.name.eq_ignore_ascii_case(name.trim()))
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Where a writer writes.
pub trait Output: Write + Send {}

impl<W: Write + Send> Output for W {}

/// Where a reader reads.
pub trait Input: Read + Seek {}

impl<R: Read + Seek> Input for R {}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A cell does not fit the format.
    #[error(
        "Entry {entry}, column {column} (“{heading}”): {why}. Release this disclosure as CSV, or withhold the cell"
    )]
    Cell {
        /// Number of the entry.
        entry: usize,
        /// Number of the column, from 1.
        column: usize,
        /// Its heading.
        heading: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A document holds a character that its formats cannot.
    #[error(
        "{place} holds a character that no such file can hold (U+{:04X}). Take it out and try again",
        u32::from(*.character)
    )]
    Character {
        /// Where it stands, as `Text number 3 of the document`.
        place: String,
        /// The character.
        character: char,
    },
    /// The typeface of the format has no picture of a character.
    #[error(
        "{place}: the typeface of the PDF has no “{letter}” (U+{:04X}). Release this disclosure as CSV, XLSX or ODS, or withhold these words",
        u32::from(*.letter)
    )]
    Letter {
        /// Where it stands, as `Entry 3, column 2 (“Summary”)`.
        place: String,
        /// The character.
        letter: char,
    },
    /// The table does not fit the format.
    #[error("{0}. Release this disclosure as CSV")]
    Table(&'static str),
    /// The library that writes the format gave up.
    #[error("The {0} file could not be put together")]
    Library(&'static str),
    /// Somebody asked to stop.
    #[error("The release was stopped")]
    Cancelled,
}
