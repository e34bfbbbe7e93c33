//! What a case file holds: the import first, then the events of the log.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use super::chain::{ALL_RECORDS, Appender, ChainState, Halt, Records, read_tip};
use super::message::{self, Kind};
use super::seal::Sealer;
use super::{Head, Problem};
use crate::law::TextsUsed;
use crate::review::{Imported, Request, Source};
use crate::sheet::{Layout, Report, Sheet};

/// When something was done, and by whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamp {
    /// When.
    pub at: Timestamp,
    /// Whose account it was done from.
    pub officer: String,
}

/// One event to be saved.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct NewEvent<'e, E: ?Sized> {
    /// When it was done.
    pub at: Timestamp,
    /// Whose account it was done from.
    pub officer: &'e str,
    /// What was done.
    pub event: &'e E,
}

/// One event as it was saved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Logged<E> {
    /// Its number in the log, from 0.
    pub number: u64,
    /// When and by whom.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// What was done.
    pub event: E,
    /// The end of the chain with it.
    pub head: Head,
}

/// A case as it was saved.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded<E> {
    /// What was imported.
    pub imported: Imported,
    /// When and by whom.
    pub created: Stamp,
    /// All that happened since, as far as the chain is sound.
    pub events: Vec<Logged<E>>,
    /// Whether that is all.
    pub chain: ChainState,
}

/// The audit trail, which can be read even if the sheet cannot.
#[derive(Clone, PartialEq, Debug)]
pub struct Log<E> {
    /// What file was imported, when and by whom.
    pub created: Option<(Stamp, Source)>,
    /// All that happened since, as far as the chain is sound.
    pub events: Vec<Logged<E>>,
    /// Whether that is all.
    pub chain: ChainState,
}

/// The import as it is written: all of [`Imported`] but the sheet, which is a message of its own.
#[derive(Serialize)]
struct ImportOut<'i> {
    at: Timestamp,
    officer: &'i str,
    source: &'i Source,
    report: &'i Report,
    layout: &'i Layout,
    request: &'i Request,
    #[serde(skip_serializing_if = "TextsUsed::is_built_in")]
    texts: &'i TextsUsed,
    notice_by_default: bool,
}

/// The import as it is read.
#[derive(Deserialize)]
struct ImportIn {
    #[serde(flatten)]
    stamp: Stamp,
    source: Source,
    report: Report,
    layout: Layout,
    request: Request,
    /// An earlier program had no other texts than its own.
    #[serde(default)]
    texts: TextsUsed,
    /// Cases of an earlier program began without a notice.
    #[serde(default)]
    notice_by_default: bool,
}

/// An event as it is read.
#[derive(Deserialize)]
struct EventIn<E> {
    at: Timestamp,
    officer: String,
    event: E,
}

/// Appends what an import brought.
pub(super) fn append_import(
    appender: &mut Appender<'_>,
    imported: &Imported,
    stamp: &Stamp,
) -> Result<(), Problem> {
    let Imported { source, sheet, report, layout, request, texts, notice_by_default } = imported;
    let Stamp { at, officer } = stamp;
    let notice_by_default = *notice_by_default;
    let import = ImportOut { at: *at, officer, source, report, layout, request, texts, notice_by_default };
    message::write(appender, Kind::Import, &import)?;
    message::write(appender, Kind::Sheet, &**sheet)
}

/// Appends one event.
pub(super) fn append_event<E: Serialize + ?Sized>(
    appender: &mut Appender<'_>,
    event: &NewEvent<'_, E>,
) -> Result<(), Problem> {
    message::write(appender, Kind::Event, event)
}

/// How much of a case is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Depth {
    /// Everything.
    Sheet,
    /// All but the sheet.
    Log,
    /// Nothing; records are only verified.
    Chain,
}

/// What was read of a case.
pub(super) struct Contents<E> {
    import: Option<ImportIn>,
    sheet: Option<Sheet>,
    events: Vec<Logged<E>>,
    chain: ChainState,
}

/// Reads a case, to its end or to this record.
pub(super) fn read<E: DeserializeOwned>(
    database: &Connection,
    sealer: &Sealer,
    depth: Depth,
    limit: Option<u64>,
) -> Result<Contents<E>, Problem> {
    // One transaction, so that the end and the records are of the same moment.
    let transaction = database.unchecked_transaction()?;
    let end = read_tip(&transaction, sealer)?;
    let mut statement = transaction.prepare(ALL_RECORDS)?;
    let mut rows = statement.query(())?;
    let mut records = Records::new(&mut rows, sealer, end, limit);
    let mut contents = Contents {
        import: None,
        sheet: None,
        events: Vec::new(),
        chain: ChainState::Whole { head: sealer.before_all().head() },
    };
    loop {
        match read_message(&mut records, depth, &mut contents) {
            Ok(true) => {}
            Ok(false) => {
                contents.chain = ChainState::Whole { head: records.tip.head() };
                return Ok(contents);
            }
            Err(Halt::Broken(broken)) => {
                contents.chain = ChainState::Broken(broken);
                return Ok(contents);
            }
            Err(Halt::Problem(problem)) => return Err(problem),
        }
    }
}

/// Reads one message; `false` if there was none.
fn read_message<E: DeserializeOwned>(
    records: &mut Records<'_, '_>,
    depth: Depth,
    contents: &mut Contents<E>,
) -> Result<bool, Halt> {
    let Some(message) = message::next(records)? else { return Ok(false) };
    let unknown = Problem::NotUnderstood { sequence: message.sequence };
    match (message.kind, depth) {
        (_, Depth::Chain) | (Some(Kind::Sheet), Depth::Log) => message.skip()?,
        (None, Depth::Sheet | Depth::Log) => return Err(Halt::Problem(unknown)),
        (Some(Kind::Import), Depth::Sheet | Depth::Log) => contents.import = Some(message.decode()?),
        (Some(Kind::Sheet), Depth::Sheet) => contents.sheet = Some(message.decode()?),
        (Some(Kind::Event), Depth::Sheet | Depth::Log) => {
            let EventIn { at, officer, event } = message.decode()?;
            let number = contents.events.len() as u64;
            let (stamp, head) = (Stamp { at, officer }, records.tip.head());
            contents.events.push(Logged { number, stamp, event, head });
        }
    }
    Ok(true)
}

impl<E> Contents<E> {
    /// As a case; fails if the import itself is damaged.
    pub(super) fn into_loaded(self) -> Result<Loaded<E>, Problem> {
        let Contents { import, sheet, events, chain } = self;
        let (Some(import), Some(sheet)) = (import, sheet) else {
            return Err(match chain {
                ChainState::Broken(broken) => Problem::ImportDamaged(broken),
                ChainState::Whole { .. } => Problem::NotUnderstood { sequence: 1 },
            });
        };
        let ImportIn { stamp, source, report, layout, request, texts, notice_by_default } = import;
        let sheet = Arc::new(sheet);
        let imported = Imported { source, sheet, report, layout, request, texts, notice_by_default };
        Ok(Loaded { imported, created: stamp, events, chain })
    }

    /// Whether that is all.
    pub(super) fn chain(&self) -> &ChainState {
        &self.chain
    }

    /// As an audit trail.
    pub(super) fn into_log(self) -> Log<E> {
        let Contents { import, sheet: _, events, chain } = self;
        Log { created: import.map(|import| (import.stamp, import.source)), events, chain }
    }
}

/// Whether the log is as it was written, up to this record if one is given.
pub(super) fn verify(
    database: &Connection,
    sealer: &Sealer,
    limit: Option<u64>,
) -> Result<ChainState, Problem> {
    read::<IgnoredAny>(database, sealer, Depth::Chain, limit).map(|contents| contents.chain)
}
