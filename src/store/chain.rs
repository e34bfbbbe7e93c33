//! The records of a case in their order: appended all or none, read only as long as they are the
//! ones that were written.

use std::fmt;

use rusqlite::{Connection, Rows, Transaction, TransactionBehavior, ffi};
use serde::Serialize;

use super::Problem;
use super::database::read_head;
use super::seal::{Head, Sealer, Tip};

/// Whether the log is as it was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ChainState {
    /// Every record is there, in its place and unaltered.
    Whole {
        /// Its end.
        head: Head,
    },
    /// From some record on it is not.
    Broken(Break),
}

/// Where and why a chain is broken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Break {
    /// The first record that is not as it was written, from 1.
    pub sequence: u64,
    /// What is wrong with it.
    pub cause: BreakCause,
    /// How many records there should be, if that can still be known.
    pub of: Option<u64>,
    /// The end of what is sound.
    pub intact: Head,
}

/// What is wrong with a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreakCause {
    /// It is not there.
    Missing,
    /// It is not the one that was written there: altered, moved, or of another case.
    Altered,
    /// It comes after the end.
    Surplus,
    /// The file is damaged there.
    Unreadable,
    /// All records are sound, but the note that says where they end is missing or altered, so
    /// that records may have been cut off.
    EndUnknown,
}

impl ChainState {
    /// Whether it is whole.
    pub fn is_whole(&self) -> bool {
        matches!(self, ChainState::Whole { .. })
    }
}

impl fmt::Display for ChainState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChainState::Whole { head } => write!(f, "The chain is whole: {} records.", head.sequence),
            ChainState::Broken(broken) => write!(f, "The chain is broken. {broken}"),
        }
    }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Break { sequence, cause, of, intact } = self;
        write!(f, "Record {sequence}")?;
        if let Some(of) = of {
            write!(f, " of {of}")?;
        }
        f.write_str(match cause {
            BreakCause::Missing => " is missing",
            BreakCause::Altered => " is not the one that was written there",
            BreakCause::Surplus => " should not be there",
            BreakCause::Unreadable => " cannot be read",
            BreakCause::EndUnknown => " and those after it may have been cut off",
        })?;
        match of.map(|of| of.saturating_sub(*sequence)) {
            Some(later) if later > 0 => write!(f, ", and the {later} after it cannot be trusted")?,
            Some(_) | None => {}
        }
        write!(f, ". The {} records before it are sound.", intact.sequence)
    }
}

/// Appends records; nothing of it is in the file until `commit`, and then all of it.
pub(super) struct Appender<'t> {
    transaction: Transaction<'t>,
    sealer: &'t Sealer,
    tip: Tip,
}

impl<'t> Appender<'t> {
    /// Goes on after `tip`, which must still be the end of the file.
    pub(super) fn begin(
        database: &'t mut Connection,
        sealer: &'t Sealer,
        tip: &Tip,
    ) -> Result<Appender<'t>, Problem> {
        let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let end = match read_head(&transaction)? {
            Some(sealed) => sealer.open_tip(&sealed),
            None => Some(sealer.before_all()),
        };
        if end.as_ref() != Some(tip) {
            return Err(Problem::ChangedElsewhere);
        }
        Ok(Appender { transaction, sealer, tip: tip.clone() })
    }

    /// Adds one record.
    pub(super) fn append(&mut self, plain: &[u8]) -> Result<(), Problem> {
        let (sealed, after) = self.sealer.seal(&self.tip, plain)?;
        let sequence = i64::try_from(after.sequence).map_err(|_| Problem::TooLarge)?;
        let mut insert =
            self.transaction.prepare_cached("INSERT INTO record (sequence, blob) VALUES (?1, ?2)")?;
        insert.execute((sequence, sealed))?;
        self.tip = after;
        Ok(())
    }

    /// Makes them durable.
    pub(super) fn commit(self) -> Result<Tip, Problem> {
        let sealed = self.sealer.seal_tip(&self.tip)?;
        self.transaction
            .prepare_cached("INSERT OR REPLACE INTO head (id, blob) VALUES (0, ?1)")?
            .execute((sealed,))?;
        self.transaction.commit()?;
        Ok(self.tip)
    }
}

/// The end of the log as the file has it: `None` if that cannot be told.
pub(super) fn read_tip(database: &Connection, sealer: &Sealer) -> Result<Option<Tip>, Problem> {
    match or_unreadable(read_head(database))? {
        Some(Some(sealed)) => Ok(sealer.open_tip(&sealed)),
        // Records without a note of their end are a log with its end cut off.
        Some(None) => {
            let any = database.query_row("SELECT EXISTS (SELECT 1 FROM record)", (), |row| row.get(0))?;
            Ok(if any { None } else { Some(sealer.before_all()) })
        }
        None => Ok(None),
    }
}

/// `None` where the file is damaged.
fn or_unreadable<T>(read: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Problem::Unreadable) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum Halt {
    /// The chain is broken.
    Broken(Break),
    /// The file could not be read.
    Problem(Problem),
}

/// Reads records in order, each verified before it is handed out.
pub(super) struct Records<'r, 's> {
    rows: &'r mut Rows<'s>,
    sealer: &'r Sealer,
    /// The end of what has been read.
    pub(super) tip: Tip,
    /// The end of the log, if it can be told.
    end: Option<Tip>,
    /// Reads no further than this record.
    limit: u64,
}

/// What [`Records`] reads.
pub(super) const ALL_RECORDS: &str = "SELECT sequence, blob FROM record ORDER BY sequence";

impl<'r, 's> Records<'r, 's> {
    /// Reads `rows`, which are those of [`ALL_RECORDS`].
    pub(super) fn new(
        rows: &'r mut Rows<'s>,
        sealer: &'r Sealer,
        end: Option<Tip>,
        limit: Option<u64>,
    ) -> Records<'r, 's> {
        Records { rows, sealer, tip: sealer.before_all(), end, limit: limit.unwrap_or(u64::MAX) }
    }

    /// The next record; `None` at the end of a whole chain, or at the limit.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, Halt> {
        if self.tip.sequence >= self.limit {
            return Ok(None);
        }
        let row = match self.rows.next() {
            Ok(row) => row,
            Err(error) => return Err(self.unreadable(error)),
        };
        let expected = self.tip.sequence + 1;
        let Some(row) = row else {
            return match &self.end {
                Some(end) if *end == self.tip => Ok(None),
                Some(_) => Err(self.broken(BreakCause::Missing)),
                None => Err(self.broken(BreakCause::EndUnknown)),
            };
        };
        let opened = match (row.get::<_, i64>(0), row.get_ref(1)) {
            (Ok(sequence), Ok(blob)) => {
                let found = u64::try_from(sequence).unwrap_or(0);
                if self.end.as_ref().is_some_and(|end| expected > end.sequence) || found < expected {
                    Err(BreakCause::Surplus)
                } else if found > expected {
                    Err(BreakCause::Missing)
                } else {
                    let blob = blob.as_blob().unwrap_or_default();
                    self.sealer.open(&self.tip, blob).ok_or(BreakCause::Altered)
                }
            }
            (Err(_), _) | (_, Err(_)) => Err(BreakCause::Altered),
        };
        match opened {
            Ok((plain, tip)) => {
                self.tip = tip;
                Ok(Some(plain))
            }
            Err(cause) => Err(self.broken(cause)),
        }
    }

    /// Broken at the record after the last one read.
    pub(super) fn broken(&self, cause: BreakCause) -> Halt {
        Halt::Broken(Break {
            sequence: self.tip.sequence + 1,
            cause,
            of: self.end.as_ref().map(|end| end.sequence),
            intact: self.tip.head(),
        })
    }

    fn unreadable(&self, error: rusqlite::Error) -> Halt {
        let code = error.sqlite_error().map(|error| error.extended_code & 0xff);
        match code {
            Some(ffi::SQLITE_CORRUPT | ffi::SQLITE_TOOBIG | ffi::SQLITE_NOTADB) => {
                self.broken(BreakCause::Unreadable)
            }
            Some(_) | None => Halt::Problem(error.into()),
        }
    }
}
