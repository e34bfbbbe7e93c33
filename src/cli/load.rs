//! From a spreadsheet and the options beside it to the start of a case.

use std::fs;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::Path;

use super::args::FileOptions;
use super::case;
use super::exit::Failure;
use super::progress::Progress;
use crate::detect::{self, Always, AlwaysWords, Cancel, Match, NeverWords, Options, Phrases};
use crate::reader::{self, Reader};
use crate::review::{Event, Imported, Request, Workspace};
use crate::sheet::{self, Import, Problem, ReadError, ReadOptions, Sheet};
use crate::text::SensitiveString;

/// Reads a spreadsheet as the options say.
pub(super) fn read(path: &Path, options: &FileOptions) -> Result<Import, Failure> {
    Ok(read_told(path, options)?.0)
}

/// Reads a newer export as the sheet before was read, where the options say nothing else.
pub(super) fn read_newer(path: &Path, options: &FileOptions, before: &Sheet) -> Result<Import, Failure> {
    let (read, options) = read_told(path, options)?;
    let again = reader::as_before(read, options, before, &mut |options| read_once(path, options));
    again.map(|(read, _)| read).map_err(Failure::wrong_use)
}

/// What was read, and the options with all that was asked for.
fn read_told(path: &Path, options: &FileOptions) -> Result<(Import, ReadOptions), Failure> {
    let FileOptions { sheet, header_row, encoding, password_fd, roles: _, request: _, phrases: _ } = options;
    let password = password_fd.map(case::secret_from_descriptor).transpose()?.map(SensitiveString::new);
    let (sheet, encoding) = (sheet.clone(), encoding.clone());
    let mut options = ReadOptions { sheet, header_row: *header_row, encoding, password };
    let locked = match read_once(path, &options) {
        Err(error) if error.problem == Problem::Locked && io::stdin().is_terminal() => error,
        Err(error) if error.problem == Problem::Locked => {
            return Err(Failure::wrong_use(format_args!("{error} Here, give it with --password-fd.")));
        }
        Ok(read) => return Ok((read, options)),
        Err(error) => return Err(Failure::wrong_use(error)),
    };
    let asked = case::ask_secret(&format!("Password of {}: ", locked.file))?;
    options.password = Some(SensitiveString::new(asked));
    let read = read_once(path, &options).map_err(Failure::wrong_use)?;
    Ok((read, options))
}

fn read_once(path: &Path, options: &ReadOptions) -> Result<Import, ReadError> {
    let progress = Progress::new("Reading");
    Reader::apart().read(path, options, &mut |at| {
        progress.show(at.done, at.total);
        ControlFlow::Continue(())
    })
}

/// Reads a spreadsheet, its roles and its request.
pub(super) fn import(path: &Path, options: &FileOptions) -> Result<Imported, Failure> {
    with_options(read(path, options)?, options)
}

/// Gives what was read its roles and its request.
fn with_options(read: Import, options: &FileOptions) -> Result<Imported, Failure> {
    // A script says itself what goes with the release.
    let mut imported = Imported { notice_by_default: false, ..Imported::from(read) };
    if let Some(path) = &options.roles {
        sheet::apply_roles(&imported.sheet, &mut imported.layout, &text_of(path)?)
            .map_err(|error| Failure::wrong_use(format_args!("{}: {error}", path.display())))?;
    }
    if let Some(path) = &options.request {
        imported.request = Request::from_toml(&text_of(path)?)
            .map_err(|error| Failure::wrong_use(format_args!("{}: {error}", path.display())))?;
    }
    Ok(imported)
}

/// The start of a case, searched.
pub(super) fn searched(imported: Imported, phrases: Phrases) -> Result<Workspace, Failure> {
    let mut workspace = Workspace::new(imported);
    let found = search(&workspace, Options { phrases, ..Options::default() })?;
    workspace.apply(found);
    Ok(workspace)
}

/// The words of a list to be always redacted, each a name of a member of the public.
pub(super) fn always_words(path: Option<&Path>) -> Result<AlwaysWords, Failure> {
    Ok(listed(path)?.into_iter().map(|words| (words, Always::default())).collect())
}

/// The words of a list not to be suggested.
pub(super) fn never_words(path: Option<&Path>) -> Result<NeverWords, Failure> {
    Ok(listed(path)?.into_iter().map(|words| (words, Match::default())).collect())
}

fn listed(path: Option<&Path>) -> Result<Vec<String>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| {
        Failure::wrong_use(format_args!("{name} could not be read: {error}. Check the name and your rights."))
    })?;
    detect::read_words(&bytes).map_err(|error| Failure::wrong_use(format_args!("{name}: {error}")))
}

/// What the force adds to the phrases of the program.
pub(super) fn phrases(path: Option<&Path>) -> Result<Phrases, Failure> {
    let Some(path) = path else { return Ok(Phrases::default()) };
    Phrases::read(&text_of(path)?)
        .map_err(|error| Failure::wrong_use(format_args!("{}: {error}", path.display())))
}

/// Runs the detectors; the case takes in what they say by applying the event.
pub(super) fn search(workspace: &Workspace, options: Options) -> Result<Event, Failure> {
    let progress = Progress::new("Searching");
    let rows = u64::from(workspace.sheet().row_count());
    let detected = workspace
        .search(options, &Cancel::default(), &|found| progress.show(u64::from(found.rows_done), rows))
        .map_err(Failure::wrong_use)?;
    let event = Event::Detected(detected.into());
    Ok(event)
}

fn text_of(path: &Path) -> Result<String, Failure> {
    let told = |cause: &dyn std::fmt::Display| {
        Failure::wrong_use(format_args!(
            "{} could not be read: {cause}. Check the name and your rights.",
            path.display()
        ))
    };
    let bytes = fs::read(path).map_err(|error| told(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| told(&"it is not UTF-8 text"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
