//! The door: a file or bytes in, a table and a report out. The reader is chosen by content.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use encoding_rs::Encoding;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use super::error::{Problem, ReadError};
use super::metered::Metered;
use super::sniff::{self, Kind};
use super::{Report, Sheet, WarningKind, delimited, ods, xls, xlsx};
use crate::text::{SensitiveString, hex};

/// What the officer says of a file before it is read; what is not said is guessed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadOptions {
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// Row of the headings in the source, from 1.
    pub header_row: Option<u32>,
    /// Encoding of delimited text.
    pub encoding: Option<String>,
    /// What opens an encrypted workbook. It is overwritten in memory when it goes.
    pub password: Option<SensitiveString>,
}

/// How far a reader has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Bytes read, over all passes.
    pub done: u64,
    /// Bytes to read, as far as known.
    pub total: u64,
}

/// Is told of the progress and may stop the reader.
pub type Watch<'w> = dyn FnMut(Progress) -> ControlFlow<()> + 'w;

/// Watches nothing: `read(path, &options, &mut unwatched)`.
pub fn unwatched(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// All that a file gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// Name of the file, without its folder.
    pub file_name: String,
    /// Size in bytes.
    pub byte_len: u64,
    /// SHA-256 of the bytes that were read, in lower-case hex.
    pub sha256: String,
    /// The table.
    pub sheet: Sheet,
    /// What else the file held.
    pub report: Report,
    /// What the reader had to guess, to be shown and changed.
    pub guesses: Guesses,
}

/// What the reader took the file for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Guesses {
    /// Format, by content.
    pub format: Format,
    /// Every sheet of the file.
    pub sheets: Vec<SheetInfo>,
    /// Which of them was read, if any.
    pub chosen: Option<usize>,
    /// Row of the headings in the source, from 1; `None` in an empty table.
    pub heading_row: Option<u32>,
    /// Encoding of delimited text.
    #[serde(deserialize_with = "encoding_name")]
    pub encoding: Option<EncodingName>,
    /// Separator of delimited text.
    pub separator: Option<char>,
    /// First words with letters that depend on the encoding, where that was guessed.
    pub odd_words: Vec<SensitiveString>,
}

/// The name of an encoding as its library has it.
pub type EncodingName = &'static str;

fn encoding_name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<EncodingName>, D::Error> {
    let name = Option::<String>::deserialize(from)?;
    Ok(name.and_then(|name| Encoding::for_label(name.as_bytes())).map(Encoding::name))
}

/// A format that is read.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumIter,
)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// Text with commas, semicolons or bars.
    Csv,
    /// Text with tabs.
    Tsv,
    /// Excel Workbook.
    Xlsx,
    /// Excel Workbook with macros, which are never run.
    Xlsm,
    /// Excel Binary Workbook.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument spreadsheet in one file of XML.
    Fods,
    /// Excel workbook of before 2007.
    Xls,
}

impl Format {
    /// Its name in `inspect --json`, which is also its usual extension.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A sheet of the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Rows with text, headings and titles included.
    pub rows: u32,
    /// Columns with text.
    pub columns: u32,
    /// Whether it is seen.
    pub state: SheetState,
}

/// Whether a sheet is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum SheetState {
    /// It has a tab.
    Visible,
    /// Excel's Unhide lists it.
    Hidden,
    /// Not even Unhide lists it.
    VeryHidden,
}

/// Reads a file.
pub fn read(path: &Path, options: &ReadOptions, watch: &mut Watch<'_>) -> Result<Import, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    read_path(path, &name, options, watch).map_err(|problem| ReadError { file: name, problem })
}

/// Reads bytes that came from elsewhere; `name` stands in for the file's name.
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Import, ReadError> {
    read_safely(name, Cursor::new(bytes), bytes.len() as u64, options, &mut unwatched)
        .map_err(|problem| ReadError { file: name.to_owned(), problem })
}

fn read_path(
    path: &Path,
    name: &str,
    options: &ReadOptions,
    watch: &mut Watch<'_>,
) -> Result<Import, Problem> {
    // Asked before opening: opening a pipe can wait for ever.
    let before = fs::metadata(path).map_err(|error| Problem::io(&error))?;
    if before.is_dir() {
        return Err(Problem::NotAFile { what: "a folder".into() });
    }
    if !before.is_file() {
        return Err(Problem::NotAFile { what: "a device or a pipe".into() });
    }
    let file = File::open(path).map_err(|error| Problem::io(&error))?;
    let import = read_safely(name, file, before.len(), options, watch)?;
    let after = fs::metadata(path).map_err(|error| Problem::io(&error))?;
    let unchanged = after.len() == before.len() && after.modified().ok() == before.modified().ok();
    if unchanged { Ok(import) } else { Err(Problem::Changed) }
}

/// A library that panics on a file costs that file, not the session.
fn read_safely(
    name: &str,
    source: impl Read + Seek,
    byte_len: u64,
    options: &ReadOptions,
    watch: &mut Watch<'_>,
) -> Result<Import, Problem> {
    let caught = catch_unwind(AssertUnwindSafe(|| read_any(name, source, byte_len, options, watch)));
    caught.unwrap_or(Err(Problem::ReaderFailed))
}

fn read_any(
    name: &str,
    source: impl Read + Seek,
    byte_len: u64,
    options: &ReadOptions,
    watch: &mut Watch<'_>,
) -> Result<Import, Problem> {
    if byte_len == 0 {
        return Err(Problem::Empty);
    }
    let mut source = Metered::new(source, byte_len, watch);
    if source.settle(|source| sniff::is_lock_file(source, name, byte_len))? {
        let real = name.rsplit_once("~$").map_or("the workbook itself", |(_, real)| real);
        return Err(Problem::LockFile { instead: real.to_owned() });
    }
    let kind = source.settle(sniff::sniff)?;
    let (mut table, sha256) = match kind {
        Kind::Text => source.settle(|source| delimited::read(source, name, options))?,
        Kind::Workbook | Kind::OpenDocument | Kind::FlatDocument => {
            let sha256 = source.settle(|source| hash(source).map_err(|error| Problem::io(&error)))?;
            let table = source.settle(|source| match kind {
                Kind::OpenDocument => ods::read(source, byte_len, options),
                Kind::FlatDocument => ods::read_flat(source, byte_len, options),
                Kind::Workbook | Kind::OldOffice | Kind::Text => xlsx::read(source, byte_len, options),
            })?;
            (table, sha256)
        }
        Kind::OldOffice => {
            let sha256 = source.settle(|source| hash(source).map_err(|error| Problem::io(&error)))?;
            (source.settle(|source| xls::read(source, byte_len, options))?, sha256)
        }
    };
    if let Some(said) = mismatch(name, table.guesses.format) {
        table.report.note(WarningKind::NameMismatch, said, 1);
    }
    let Table { sheet, report, guesses } = table;
    Ok(Import { file_name: name.to_owned(), byte_len, sha256, sheet, report, guesses })
}

/// What a reader makes of the content alone.
pub(super) struct Table {
    pub(super) sheet: Sheet,
    pub(super) report: Report,
    pub(super) guesses: Guesses,
}

fn hash(source: &mut (impl Read + Seek)) -> io::Result<String> {
    source.seek(SeekFrom::Start(0))?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match source.read(&mut buffer)? {
            0 => return Ok(hex(&digest.finalize())),
            n => digest.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}

/// What to say when the extension promises another format than the content is.
fn mismatch(name: &str, format: Format) -> Option<String> {
    let extension = Path::new(name).extension()?.to_string_lossy().to_ascii_lowercase();
    let expected: &[&str] = match format {
        Format::Csv | Format::Tsv => &["csv", "tsv", "txt", "tab", "asc", "dat"],
        Format::Xlsx => &["xlsx", "xltx"],
        Format::Xlsm => &["xlsm", "xltm"],
        Format::Xlsb => &["xlsb"],
        Format::Ods => &["ods", "ots"],
        Format::Fods => &["fods", "xml"],
        Format::Xls => &["xls", "xlt", "xla"],
    };
    let is_sheet =
        ["xls", "xlsb", "ods", "fods", "xlsx", "xlsm", "csv", "tsv", "txt"].contains(&extension.as_str());
    let wrong = is_sheet && !expected.contains(&extension.as_str());
    wrong.then(|| format!("the name ends in .{extension}, but the content is {}", format.name()))
}
