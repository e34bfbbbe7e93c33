//! One case file, opened: made, read, and added to.

use std::cell::RefCell;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempPath;

use super::chain::{Appender, Break, read_tip};
use super::contents::{self, Contents, Depth, append_import};
use super::database::{self, Access};
use super::header::{CaseInfo, Header};
use super::lock::{SideLock, beside};
use super::seal::{Sealer, Tip};
use super::{ChainState, Cost, Head, Key, Loaded, Log, NewEvent, Problem, Stamp, StoreError};
use crate::review::Imported;

/// A case file that is open, for reading or for writing too.
pub struct CaseFile {
    path: PathBuf,
    info: CaseInfo,
    sealer: Sealer,
    database: Connection,
    /// The end of the log; `None` if the file does not tell.
    tip: Option<Tip>,
    /// Set once the chain was found broken: nothing is added to it any more.
    broken: RefCell<Option<Break>>,
    /// Held while it is open for writing.
    lock: Option<SideLock>,
}

impl std::fmt::Debug for CaseFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaseFile").field("path", &self.path).field("info", &self.info).finish_non_exhaustive()
    }
}

impl CaseFile {
    /// Makes a case file with what an import brought, and opens it for writing. It appears under its
    /// name only when it is whole, and never over another file.
    pub fn create(
        path: &Path,
        key: &Key,
        cost: Cost,
        imported: &Imported,
        stamp: &Stamp,
    ) -> Result<CaseFile, StoreError> {
        let make = || {
            if path.try_exists()? {
                return Err(Problem::Exists);
            }
            let lock = SideLock::take(path)?;
            let (header, sealer) = Header::create(key, cost)?;
            let tip = make_whole(path, &header, &sealer, imported, stamp)?;
            let (database, _) = database::open(path, Access::Write)?;
            Ok(CaseFile {
                path: path.to_owned(),
                info: header.info(),
                sealer,
                database,
                tip: Some(tip),
                broken: RefCell::new(None),
                lock: Some(lock),
            })
        };
        make().map_err(|problem: Problem| problem.at(path))
    }

    /// Opens a case file for writing; fails if somebody else has it.
    pub fn open(path: &Path, key: &Key) -> Result<CaseFile, StoreError> {
        open(path, key, Access::Write).map_err(|problem| problem.at(path))
    }

    /// Opens a case file for reading, whoever else has it.
    pub fn open_to_read(path: &Path, key: &Key) -> Result<CaseFile, StoreError> {
        open(path, key, Access::Read).map_err(|problem| problem.at(path))
    }

    /// What can be known of a case file without its key: above all, which key it needs.
    pub fn inspect(path: &Path) -> Result<CaseInfo, StoreError> {
        open_database(path, Access::Read, None)
            .map(|(_, header)| header.info())
            .map_err(|problem| problem.at(path))
    }

    /// What can be known of it without its key.
    pub fn info(&self) -> &CaseInfo {
        &self.info
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The end of its log, for a certificate; `None` if the file is damaged there.
    pub fn head(&self) -> Option<Head> {
        self.tip.as_ref().map(Tip::head)
    }

    /// Adds one event. When this returns, it is on the disk.
    pub fn append_event<E: Serialize + ?Sized>(
        &mut self,
        at: Timestamp,
        officer: &str,
        event: &E,
    ) -> Result<Head, StoreError> {
        self.append(&[NewEvent { at, officer, event }])
    }

    /// Adds events, all or none. When this returns, they are on the disk.
    pub fn append<E: Serialize + ?Sized>(&mut self, events: &[NewEvent<'_, E>]) -> Result<Head, StoreError> {
        let path = &self.path;
        if self.lock.is_none() {
            return Err(Problem::OpenedForReading.at(path));
        }
        if let Some(broken) = self.broken.borrow().clone() {
            return Err(Problem::Damaged(broken).at(path));
        }
        let Some(tip) = self.tip.clone() else {
            // Says where the chain breaks, which is why its end is not known.
            return Err(match self.verify_chain()? {
                ChainState::Broken(broken) => Problem::Damaged(broken).at(path),
                ChainState::Whole { .. } => Problem::ChangedElsewhere.at(path),
            });
        };
        let mut add = || {
            let mut appender = Appender::begin(&mut self.database, &self.sealer, &tip)?;
            for event in events {
                contents::append_event(&mut appender, event)?;
            }
            appender.commit()
        };
        // What SQLite says of a file that is gone depends on how it went.
        let gone = |problem: Problem| match path.try_exists() {
            Ok(false) => Problem::Moved,
            Ok(true) | Err(_) => problem,
        };
        let tip = add().map_err(|problem: Problem| gone(problem).at(path))?;
        let head = tip.head();
        self.tip = Some(tip);
        Ok(head)
    }

    /// The whole case. Where the chain is broken, what comes before is loaded, and `chain` says so.
    pub fn load<E: DeserializeOwned>(&self) -> Result<Loaded<E>, StoreError> {
        self.read(Depth::Sheet, None)?.into_loaded().map_err(|problem| problem.at(&self.path))
    }

    /// The case as it was when `head` was its end; `None` if it never was. What is damaged after it
    /// does not matter.
    pub fn load_until<E: DeserializeOwned>(&self, head: &Head) -> Result<Option<Loaded<E>>, StoreError> {
        if !self.contains(head)? {
            return Ok(None);
        }
        let contents = self.read(Depth::Sheet, Some(head.sequence))?;
        contents.into_loaded().map(Some).map_err(|problem| problem.at(&self.path))
    }

    /// The audit trail, without the sheet.
    pub fn log<E: DeserializeOwned>(&self) -> Result<Log<E>, StoreError> {
        Ok(self.read(Depth::Log, None)?.into_log())
    }

    /// Whether the log is as it was written.
    pub fn verify_chain(&self) -> Result<ChainState, StoreError> {
        let chain = contents::verify(&self.database, &self.sealer, None).map_err(|p| p.at(&self.path))?;
        self.note(&chain);
        Ok(chain)
    }

    /// Whether `head`, from a certificate, was once the end of this log. If not, the file was taken
    /// back to an earlier state, or is another case. Fails if the log is broken before it.
    pub fn contains(&self, head: &Head) -> Result<bool, StoreError> {
        let chain = contents::verify(&self.database, &self.sealer, Some(head.sequence))
            .map_err(|problem| problem.at(&self.path))?;
        match chain {
            ChainState::Whole { head: found } => Ok(found == *head),
            ChainState::Broken(broken) => Err(Problem::DamagedBefore(broken).at(&self.path)),
        }
    }

    fn read<E: DeserializeOwned>(&self, depth: Depth, limit: Option<u64>) -> Result<Contents<E>, StoreError> {
        let contents = contents::read(&self.database, &self.sealer, depth, limit)
            .map_err(|problem| problem.at(&self.path))?;
        self.note(contents.chain());
        Ok(contents)
    }

    fn note(&self, chain: &ChainState) {
        if let ChainState::Broken(broken) = chain {
            *self.broken.borrow_mut() = Some(broken.clone());
        }
    }
}

/// Whether a file is a case file rather than a spreadsheet; by content, never by name.
pub fn is_case_file(path: &Path) -> bool {
    const SQLITE: &[u8] = b"SQLite format 3\0";
    let mut start = [0; SQLITE.len()];
    path.is_file()
        && fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == *SQLITE
}

fn open(path: &Path, key: &Key, access: Access) -> Result<CaseFile, Problem> {
    // Looked at first: a lock beside what is no case file would only be litter.
    let (_, first) = open_database(path, Access::Read, None)?;
    let sealer = first.unlock(key)?;
    let lock = match access {
        Access::Read => None,
        Access::Write => Some(SideLock::take(path)?),
    };
    let (database, header) = open_database(path, access, lock.as_ref())?;
    let tip = read_tip(&database, &sealer)?;
    let info = first.info();
    if header.info() != info {
        return Err(Problem::ChangedElsewhere);
    }
    Ok(CaseFile { path: path.to_owned(), info, sealer, database, tip, broken: RefCell::new(None), lock })
}

/// Opens the SQLite file. If the program that had it last was stopped while it wrote, what it left
/// is taken back first, if nobody has the file and it can be written.
fn open_database(
    path: &Path,
    access: Access,
    lock: Option<&SideLock>,
) -> Result<(Connection, Header), Problem> {
    match database::open(path, access) {
        Err(Problem::NotClosed) if lock.is_none() => {
            let _lock = match SideLock::take(path) {
                Err(Problem::ReadOnly) => return Err(Problem::NotClosed),
                taken => taken?,
            };
            database::open(path, Access::Write).map_err(|_| Problem::NotClosed)?;
            database::open(path, access)
        }
        opened => opened,
    }
}

/// Writes the file under another name, and gives it its own once it is whole and on the disk.
fn make_whole(
    path: &Path,
    header: &Header,
    sealer: &Sealer,
    imported: &Imported,
    stamp: &Stamp,
) -> Result<Tip, Problem> {
    let part = beside(path, ".part");
    // Left by a program that was stopped: we have the lock, so nobody is writing it.
    for left in [part.clone(), beside(&part, "-journal")] {
        if left.try_exists()? {
            fs::remove_file(left)?;
        }
    }
    let part = TempPath::try_from_path(part)?;
    let mut database = database::create(&part, header)?;
    let mut appender = Appender::begin(&mut database, sealer, &sealer.before_all())?;
    append_import(&mut appender, imported, stamp)?;
    let tip = appender.commit()?;
    database.close().map_err(|(_, error)| error)?;
    give_name(part, path)?;
    sync_folder(path)?;
    Ok(tip)
}

/// Names the finished file, never over another.
fn give_name(part: TempPath, path: &Path) -> Result<(), Problem> {
    let Err(refused) = part.persist_noclobber(path) else { return Ok(()) };
    if refused.error.kind() == ErrorKind::AlreadyExists || path.try_exists()? {
        return Err(Problem::Exists);
    }
    // A file system on which that cannot be done in one step. Nobody else makes this case, for we
    // have its lock.
    refused.path.persist(path).map_err(|error| error.error.into())
}

/// Makes the new name durable; elsewhere the system does so with the file.
fn sync_folder(path: &Path) -> Result<(), Problem> {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match fs::File::open(folder)?.sync_all() {
            // A share that knows no such thing.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
            synced => synced?,
        }
    }
    Ok(())
}
