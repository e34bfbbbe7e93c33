//! A newer export of the same data: read, searched and laid beside the case, on a thread of its own. Nothing is
//! taken before the officer has looked at it.

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::intake::Taken;
use super::session::{Origin, Session, Wake};
use crate::detect::{AlwaysWords, Cancel, Options, Phrases, WordLists};
use crate::reader::{self, Reader};
use crate::review::{Compared, Imported, RebaseError, Rebased, Workspace};
use crate::sheet::{Import, Problem, ReadError, ReadOptions};

/// What is to be read, and what it is laid beside.
pub(super) struct AskedNewer {
    pub(super) path: PathBuf,
    pub(super) options: ReadOptions,
    /// The officer gave the password that is among the options.
    pub(super) is_password_typed: bool,
    before: Workspace,
    /// So many events the log had then.
    event_count: usize,
    everywhere: AlwaysWords,
    phrases: Phrases,
}

impl AskedNewer {
    /// The password of the spreadsheet before is tried first, if it is still known.
    pub(super) fn new(
        session: &Session,
        path: PathBuf,
        options: Option<ReadOptions>,
        everywhere: AlwaysWords,
        phrases: Phrases,
    ) -> AskedNewer {
        let is_password_typed = options.as_ref().is_some_and(|options| options.password.is_some());
        let known = || {
            let password = session.origin.as_ref().and_then(|origin| origin.options.password.clone());
            ReadOptions { password, ..ReadOptions::default() }
        };
        AskedNewer {
            path,
            options: options.unwrap_or_else(known),
            is_password_typed,
            before: session.workspace().clone(),
            event_count: session.event_count(),
            everywhere,
            phrases,
        }
    }
}

/// A newer export beside the case.
#[derive(Clone)]
pub(super) struct Newer {
    /// How it was read.
    pub(super) origin: Origin,
    pub(super) file_name: String,
    /// So many events the log had when it was laid beside the case.
    pub(super) event_count: usize,
    /// What was found, or why it cannot be taken.
    pub(super) found: Result<Arc<Laid>, RebaseError>,
}

/// What it means to take it.
pub(super) struct Laid {
    pub(super) rebased: Arc<Rebased>,
    pub(super) compared: Compared,
}

impl fmt::Debug for Newer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<newer export>")
    }
}

/// Reading takes this much of the progress that is shown, in thousandths; the rest is the search.
const READING: u64 = 400;

/// Reads and compares.
pub(super) fn read(
    asked: AskedNewer,
    reader: &Reader,
    permille: &AtomicU32,
    cancel: &Cancel,
    wake: &Wake,
) -> Taken {
    let AskedNewer { path, options, is_password_typed, before, event_count, everywhere, phrases } = asked;
    let show = |now: u32| {
        if permille.fetch_max(now, Ordering::Relaxed) / 10 < now / 10 {
            wake();
        }
    };
    let mut read = |options: &ReadOptions| read_once(reader, &path, options, cancel, &show);
    let first = read(&options).and_then(|first| reader::as_before(first, options, before.sheet(), &mut read));
    let (import, options) = match first {
        Ok(read) => read,
        Err(ReadError { problem: Problem::Locked, .. }) => {
            return Taken::NewerNeedsPassword { path, is_wrong: false };
        }
        Err(ReadError { problem: Problem::WrongPassword, .. }) => {
            return Taken::NewerNeedsPassword { path, is_wrong: is_password_typed };
        }
        Err(error) => return Taken::NewerFailed { path, sentence: error.to_string() },
    };
    let origin = Origin { path: Some(path), options, guesses: import.guesses.clone() };
    let newer = Imported::from(import);
    let file_name = newer.source.file_name.clone();
    let rows = u64::from(newer.sheet.row_count().max(1));
    let lists = WordLists { always: everywhere, ..WordLists::default() };
    let planned = before.plan_rebase(newer, Options { lists, phrases, first_row: 0 }, cancel, &|found| {
        let searched = u64::from(found.rows_done) * (999 - READING) / rows;
        show((READING + searched).min(999) as u32);
    });
    let found = match planned {
        Err(RebaseError::Stopped) => return Taken::Stopped,
        Err(error) => Err(error),
        Ok(rebased) => {
            let compared = rebased.compared(&before);
            Ok(Arc::new(Laid { rebased, compared }))
        }
    };
    Taken::Newer(Box::new(Newer { origin, file_name, event_count, found }))
}

fn read_once(
    reader: &Reader,
    path: &Path,
    options: &ReadOptions,
    cancel: &Cancel,
    show: &dyn Fn(u32),
) -> Result<Import, ReadError> {
    reader.read(path, options, &mut |at| {
        show((at.done.saturating_mul(READING) / at.total.max(1)).min(READING) as u32);
        if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}
