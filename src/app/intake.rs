//! Reading spreadsheets, opening and making case files: on a thread of their own, with progress and
//! a way to stop.

use std::fmt::Display;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use jiff::Timestamp;

use super::index::Index;
use super::log::CaseLog;
use super::newer::{self, AskedNewer, Newer};
use super::pace::Pace;
use super::session::{Known, Origin, Session, Wake};
use crate::detect::Cancel;
use crate::reader::Reader;
use crate::review::{Event, Habits, Imported, Request, Workspace};
use crate::sheet::{Problem, ReadError, ReadOptions};
use crate::store::{self, CaseFile, ChainState, Cost, Key, Loaded, NewEvent, Protection, Stamp, StoreError};
use crate::text::SensitiveString;

/// Something the window waits for.
#[derive(Debug)]
pub(super) struct Intake {
    /// What is being done, for the officer.
    pub(super) what: String,
    permille: Arc<AtomicU32>,
    pub(super) cancel: Cancel,
    result: Receiver<Taken>,
}

/// What the officer gave to open a file that is locked.
#[derive(Default)]
pub(super) struct Unlock {
    /// Of a case file.
    pub(super) key: Option<Key>,
    /// Of a spreadsheet.
    pub(super) password: Option<SensitiveString>,
}

/// How it ended.
pub(super) enum Taken {
    /// A case is open.
    Session(Box<Session>),
    /// The case file needs a key. `wrong` says why the last one did not fit.
    NeedsKey { path: PathBuf, protection: Protection, wrong: Option<String> },
    /// The spreadsheet opens with a password. `is_wrong` if one was given.
    NeedsPassword { path: PathBuf, is_wrong: bool },
    /// The case file of the open spreadsheet is made, with so many of the events done so far in it.
    Made { file: Box<CaseFile>, written: usize },
    /// It could not be done: what happened and what to do.
    Failed(String),
    /// A newer export was read and compared with the case.
    Newer(Box<Newer>),
    /// The newer export opens with a password. `is_wrong` if one was given.
    NewerNeedsPassword { path: PathBuf, is_wrong: bool },
    /// The newer export could not be read.
    NewerFailed { path: PathBuf, sentence: String },
    /// The officer stopped it.
    Stopped,
}

impl Intake {
    /// How far it is, from 0 to 1; `None` if that cannot be told.
    pub(super) fn progress(&self) -> Option<f32> {
        match self.permille.load(Ordering::Relaxed) {
            0 => None,
            permille => Some(permille as f32 / 1000.0),
        }
    }

    /// How it ended, once it has.
    pub(super) fn hear(&self) -> Option<Taken> {
        match self.result.try_recv() {
            Ok(taken) => Some(taken),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                Some(Taken::Failed("A fault of the program itself stopped this. Please report it".to_owned()))
            }
        }
    }

    fn start(
        what: String,
        wake: Wake,
        work: impl FnOnce(&AtomicU32, &Cancel, Wake) -> Taken + Send + 'static,
    ) -> Intake {
        let (sender, result) = channel();
        let (permille, cancel) = (Arc::new(AtomicU32::new(0)), Cancel::default());
        let (counter, switch) = (permille.clone(), cancel.clone());
        thread::spawn(move || {
            let taken = work(&counter, &switch, wake.clone());
            let taken = if switch.is_cancelled() && !matches!(taken, Taken::Made { .. }) {
                Taken::Stopped
            } else {
                taken
            };
            let _ = sender.send(taken);
            wake();
        });
        Intake { what, permille, cancel, result }
    }

    /// Opens a spreadsheet or a case file, whichever it is by its content.
    pub(super) fn open(path: PathBuf, unlock: Unlock, reader: Reader, officer: String, wake: Wake) -> Intake {
        let what = format!("Opening {}", name_of(&path));
        Intake::start(what, wake, move |permille, cancel, wake| {
            if store::is_case_file(&path) {
                open_case(&path, unlock.key, officer, wake)
            } else {
                let options = ReadOptions { password: unlock.password, ..ReadOptions::default() };
                read_sheet(&path, &reader, options, Request::default(), officer, permille, cancel, wake)
            }
        })
    }

    /// Reads a spreadsheet again, otherwise. The request does not depend on how it is read.
    pub(super) fn reread(
        path: PathBuf,
        options: ReadOptions,
        request: Request,
        reader: Reader,
        officer: String,
        wake: Wake,
    ) -> Intake {
        let what = format!("Reading {} again", name_of(&path));
        Intake::start(what, wake, move |permille, cancel, wake| {
            read_sheet(&path, &reader, options, request, officer, permille, cancel, wake)
        })
    }

    /// Reads a newer export, searches it, and lays it beside the case. Nothing is taken.
    pub(super) fn newer(asked: AskedNewer, reader: Reader, wake: Wake) -> Intake {
        let what = format!("Comparing {} with the case", name_of(&asked.path));
        Intake::start(what, wake, move |permille, cancel, wake| {
            newer::read(asked, &reader, permille, cancel, &wake)
        })
    }

    /// Makes a case file with all that was done so far, and its key file if that is not there yet.
    pub(super) fn make(
        path: PathBuf,
        key: Key,
        imported: Imported,
        events: Vec<(Timestamp, String, Event)>,
        stamp: Stamp,
        wake: Wake,
    ) -> Intake {
        let what = format!("Making {}", name_of(&path));
        Intake::start(what, wake, move |_, _, _| {
            let new_key_file = match make_key_file(&key) {
                Ok(made) => made,
                Err(sentence) => return Taken::Failed(sentence),
            };
            match make_case(&path, &key, &imported, &events, &stamp) {
                Ok(file) => Taken::Made { file: Box::new(file), written: events.len() },
                Err(error) => {
                    // A key that opens nothing would only be mistaken for one that does.
                    if let Some(made) = new_key_file {
                        let _ = fs::remove_file(made);
                    }
                    failed(error)
                }
            }
        })
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn failed(error: impl Display) -> Taken {
    Taken::Failed(error.to_string())
}

#[expect(clippy::too_many_arguments, reason = "what a read needs and what a session needs")]
fn read_sheet(
    path: &Path,
    reader: &Reader,
    options: ReadOptions,
    request: Request,
    officer: String,
    permille: &AtomicU32,
    cancel: &Cancel,
    wake: Wake,
) -> Taken {
    let read = reader.read(path, &options, &mut |at| {
        let now = (at.done.saturating_mul(1000) / at.total.max(1)).min(999) as u32;
        if permille.fetch_max(now, Ordering::Relaxed) / 10 < now / 10 {
            wake();
        }
        if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    match read {
        Ok(read) => {
            let origin = Origin { path: Some(path.to_owned()), options, guesses: read.guesses.clone() };
            let imported = Imported { request, ..Imported::from(read) };
            Taken::Session(Box::new(Session::unsaved(imported, origin, officer, wake)))
        }
        Err(ReadError { problem: Problem::Locked, .. }) => {
            Taken::NeedsPassword { path: path.to_owned(), is_wrong: false }
        }
        Err(ReadError { problem: Problem::WrongPassword, .. }) => {
            Taken::NeedsPassword { path: path.to_owned(), is_wrong: true }
        }
        Err(error) => failed(error),
    }
}

fn open_case(path: &Path, key: Option<Key>, officer: String, wake: Wake) -> Taken {
    let protection = match CaseFile::inspect(path) {
        Ok(info) => info.protection,
        Err(error) => return failed(error),
    };
    let key = match (key, protection) {
        (Some(key), _) => key,
        (None, Protection::None) => Key::None,
        (None, protection) => return Taken::NeedsKey { path: path.to_owned(), protection, wrong: None },
    };
    let open = || -> Result<(CaseFile, Loaded<Event>), StoreError> {
        let file = CaseFile::open(path, &key)?;
        let loaded = file.load()?;
        Ok((file, loaded))
    };
    let (file, loaded) = match open() {
        Ok(opened) => opened,
        Err(error) => {
            let is_key =
                matches!(error.problem, store::Problem::WrongKey { .. } | store::Problem::KeyFile(_));
            return if is_key {
                Taken::NeedsKey { path: path.to_owned(), protection, wrong: Some(error.problem.to_string()) }
            } else {
                failed(error)
            };
        }
    };
    if let ChainState::Broken(broken) = &loaded.chain {
        // What was decided after the break is not known, so nothing may be built on it.
        return failed(format_args!(
            "{}: {broken} Take a copy from your backup. What comes before can be read with the command: \
             withheld log.",
            name_of(path)
        ));
    }
    let created = loaded.created;
    let mut workspace = Workspace::new(loaded.imported);
    let (mut log, mut pace) = (CaseLog::default(), Pace::default());
    for entry in loaded.events {
        let acted = log.acted(&entry.event);
        pace.note(entry.stamp.at, &entry.event, workspace.changes_of(&entry.event), acted);
        log.note(entry.stamp.at, &entry.stamp.officer, &entry.event);
        workspace.apply(entry.event);
    }
    let (index, habits) = (Index::new(&workspace), Habits::of(&workspace));
    let known = Known { index, habits, log, pace };
    Taken::Session(Box::new(Session::opened(workspace, known, file, created, officer, wake)))
}

/// Makes the key file of a new case unless it is there already; where it is, if it was made.
fn make_key_file(key: &Key) -> Result<Option<&Path>, String> {
    match key {
        Key::File(path) if !path.exists() => {
            let made = store::create_key_file(path).map(|()| Some(path.as_path()));
            made.map_err(|error| {
                let sentence = error.to_string();
                let mut letters = sentence.chars();
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            })
        }
        Key::File(_) | Key::None | Key::Passphrase(_) => Ok(None),
    }
}

fn make_case(
    path: &Path,
    key: &Key,
    imported: &Imported,
    events: &[(Timestamp, String, Event)],
    stamp: &Stamp,
) -> Result<CaseFile, StoreError> {
    let mut file = CaseFile::create(path, key, Cost::default(), imported, stamp)?;
    let events: Vec<NewEvent<'_, Event>> =
        events.iter().map(|(at, officer, event)| NewEvent { at: *at, officer, event }).collect();
    if !events.is_empty()
        && let Err(error) = file.append(&events)
    {
        // A case file without what was done would look like the whole.
        drop(file);
        let _ = fs::remove_file(path);
        return Err(error);
    }
    Ok(file)
}
