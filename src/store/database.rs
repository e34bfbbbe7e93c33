//! The SQLite file that a case lies in: opened so that nothing stays beside it, and nothing in it
//! is trusted.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::header::Header;
use super::lock::{beside, real_path};
use super::message::CHUNK_LEN;
use super::seal::SEAL_LEN;
use super::{FORMAT_VERSION, Problem};

/// "WHLD": says what the file is, to us and to the `file` command.
const APPLICATION_ID: i32 = 0x5748_4C44;

/// All there is in a case file, word for word as SQLite keeps it.
const SCHEMA: [(&str, &str); 3] = [
    ("head", "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 0), blob BLOB NOT NULL) STRICT"),
    (
        "header",
        "CREATE TABLE header (id INTEGER PRIMARY KEY CHECK (id = 0), body TEXT NOT NULL, \
         check_sum BLOB NOT NULL) STRICT",
    ),
    ("record", "CREATE TABLE record (sequence INTEGER PRIMARY KEY, blob BLOB NOT NULL) STRICT"),
];

/// The largest value believed of a file: a record and what goes around it.
const VALUE_MAX: usize = CHUNK_LEN + SEAL_LEN + 1024;

/// How long a reader or writer waits for the other.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether a file is opened to be read or to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Access {
    Read,
    Write,
}

/// Makes a new file with this header at a path where nothing is.
pub(super) fn create(path: &Path, header: &Header) -> Result<Connection, Problem> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut database = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    configure(&database)?;
    let (body, check) = header.to_file()?;
    let transaction = database.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT_VERSION)?;
    for (_, sql) in SCHEMA {
        transaction.execute(sql, ())?;
    }
    transaction.execute("INSERT INTO header VALUES (0, ?1, ?2)", (body, check))?;
    transaction.commit()?;
    Ok(database)
}

/// Opens a file that is there, and reads its header.
pub(super) fn open(path: &Path, access: Access) -> Result<(Connection, Header), Problem> {
    // SQLite takes an empty file for an empty database. Nothing else may open the file here: to
    // close it again would, on Unix, give back the locks of another opening in this process.
    let metadata = std::fs::metadata(path).map_err(|error| or_no_right(error.into()))?;
    if !metadata.is_file() {
        return Err(Problem::NotACase);
    }
    if metadata.len() == 0 {
        return Err(Problem::Empty);
    }
    let flags = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write if metadata.permissions().readonly() => return Err(Problem::ReadOnly),
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let database = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| or_no_right(error.into()))?;
    // SQLite opens what it may not write for reading, without a word.
    if access == Access::Write && database.is_readonly("main")? {
        return Err(Problem::ReadOnly);
    }
    configure(&database)?;
    let header = read_header(&database)?;
    if access == Access::Write {
        clear_journal(&database, path)?;
    }
    Ok((database, header))
}

/// Removes the journal of a program that was stopped before it changed anything: SQLite takes
/// nothing back from such a one, and leaves it lying until the next change.
fn clear_journal(database: &Connection, path: &Path) -> Result<(), Problem> {
    if beside(&real_path(path)?, "-journal").try_exists()? {
        // A change to what it is already.
        database.pragma_update(None, "user_version", FORMAT_VERSION)?;
    }
    Ok(())
}

/// What is refused while we only look is the right to read.
fn or_no_right(problem: Problem) -> Problem {
    if matches!(problem, Problem::ReadOnly) { Problem::NoRight } else { problem }
}

fn configure(database: &Connection) -> Result<(), Problem> {
    database.busy_timeout(PATIENCE)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, i32::try_from(VALUE_MAX).unwrap_or(i32::MAX))?;
    // EXTRA is FULL, and after the journal is removed its folder is synced too: else a power cut
    // just after a commit could bring the journal back, and with it take the decision back.
    database.pragma_update(None, "synchronous", "EXTRA")?;
    database.pragma_update(None, "temp_store", "MEMORY")?;
    database.pragma_update(None, "cell_size_check", true)?;
    Ok(())
}

fn read_header(database: &Connection) -> Result<Header, Problem> {
    let pragma = |name| database.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if pragma("application_id")? != i64::from(APPLICATION_ID) {
        return Err(Problem::NotACase);
    }
    let found = u32::try_from(pragma("user_version")?).map_err(|_| Problem::Unreadable)?;
    if found > FORMAT_VERSION {
        return Err(Problem::Newer { found, known: FORMAT_VERSION });
    }
    // Journal mode is kept in the file for WAL only, and none of ours is in that mode.
    let journal: String = database.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if journal != "delete" || !schema_is_ours(database)? {
        return Err(Problem::Unreadable);
    }
    let row = database
        .query_row("SELECT body, check_sum FROM header WHERE id = 0", (), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    let (body, check) = row.ok_or(Problem::Unreadable)?;
    Header::parse(&body, &check)
}

/// A table could be a view in disguise, that computes for ever; so nothing but ours is read.
fn schema_is_ours(database: &Connection) -> Result<bool, Problem> {
    let mut statement = database.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    let rows = statement.query_map((), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let found = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(found.iter().map(|(name, sql)| (name.as_str(), sql.as_str())).eq(SCHEMA))
}

/// The sealed end of the log.
pub(super) fn read_head(database: &Connection) -> Result<Option<Vec<u8>>, Problem> {
    Ok(database.query_row("SELECT blob FROM head WHERE id = 0", (), |row| row.get(0)).optional()?)
}
