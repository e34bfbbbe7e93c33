//! Reads spreadsheets in a process of their own, so that no file can take the program down.
//!
//! A panic can be caught; an abort cannot, and both a huge allocation and an overflowing stack
//! abort. So the same program is started once more, with limits on memory, time and output, and
//! what it read comes back over a pipe. The password goes the other way over a pipe, never on a
//! command line.

mod apart;
mod frame;
mod limits;
mod serve;

use std::path::{Path, PathBuf};

pub use self::limits::Limits;
pub use self::serve::serve;
use crate::sheet::{self, Import, ReadError, ReadOptions, Sheet, SheetInfo, SheetState, Watch};

/// Name of the hidden command that starts the reading process.
pub const COMMAND: &str = "read-apart";

/// How spreadsheets are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reader {
    place: Place,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Place {
    /// In this process.
    Here,
    /// In a process of this program, with these limits or those of the file's size.
    Apart { program: PathBuf, limits: Option<Limits> },
}

impl Reader {
    /// Reads in this process, as tests want it, whose program is not Withheld.
    pub fn here() -> Reader {
        Reader { place: Place::Here }
    }

    /// Reads in a process of its own, of the program that runs now.
    pub fn apart() -> Reader {
        Reader::of(own_program(), None)
    }

    /// Reads in a process of this program, which must be Withheld to give an answer. The limits are
    /// those that the file's size asks for unless given.
    pub fn of(program: PathBuf, limits: Option<Limits>) -> Reader {
        Reader { place: Place::Apart { program, limits } }
    }

    /// Reads a file.
    pub fn read(
        &self,
        path: &Path,
        options: &ReadOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Import, ReadError> {
        match &self.place {
            Place::Here => sheet::read(path, options, watch),
            Place::Apart { program, limits } => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                apart::read(program, *limits, path, options, watch)
                    .map_err(|problem| ReadError { file: name, problem })
            }
        }
    }
}

/// How one reads a file once more, otherwise.
pub type ReadAgain<'r> = dyn FnMut(&ReadOptions) -> Result<Import, ReadError> + 'r;

/// A newer export, read as the sheet before it was, with the options that did it. Given is what came of a first
/// look: another sheet is read if one is called as before (never one that is hidden), and another row taken for
/// the headings if those before stand there. What was asked for stays as it is.
pub fn as_before(
    first: Import,
    mut options: ReadOptions,
    before: &Sheet,
    read: &mut ReadAgain<'_>,
) -> Result<(Import, ReadOptions), ReadError> {
    let mut import = first;
    let is_named = |sheet: &SheetInfo| sheet.name == before.name() && sheet.state == SheetState::Visible;
    if options.sheet.is_none()
        && import.sheet.name() != before.name()
        && import.guesses.sheets.iter().any(is_named)
    {
        options.sheet = Some(before.name().to_owned());
        import = read(&options)?;
    }
    // The headings stood above the first entry.
    let row = before.source_row(0).saturating_sub(1);
    let shared = shared_headings(&import.sheet, before);
    let is_odd = shared * 2 < before.columns().len();
    if options.header_row.is_none() && row > 0 && is_odd && import.guesses.heading_row != Some(row) {
        let other = ReadOptions { header_row: Some(row), ..options.clone() };
        if let Ok(again) = read(&other)
            && shared_headings(&again.sheet, before) > shared
        {
            return Ok((again, other));
        }
    }
    Ok((import, options))
}

fn shared_headings(sheet: &Sheet, before: &Sheet) -> usize {
    let is_there = |heading: &str| before.columns().iter().any(|column| column.heading() == heading);
    sheet.columns().iter().filter(|column| is_there(column.heading())).count()
}

/// The program that runs now; on Linux also if its file was replaced meanwhile.
fn own_program() -> PathBuf {
    let running = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() {
        return running.to_owned();
    }
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from("withheld"))
}
