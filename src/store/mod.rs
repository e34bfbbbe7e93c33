//! Keeps a case on disk as its events: one SQLite file of opaque sealed records.
//!
//! Outside in: [`CaseFile`] knows what a case is (an import, then events), `message`
//! cuts such values into records of bounded size, `chain` keeps the records in order, `seal`
//! encrypts each and ties it to the one before, `database` is the SQLite file they lie in. `lock`
//! says who has the file, `key` and `header` how its data key is protected. [`Saver`] writes events
//! on a thread of its own.

mod case_file;
mod chain;
mod contents;
mod database;
mod error;
mod evidence;
mod header;
mod key;
mod lock;
mod message;
mod saver;
mod seal;

pub use case_file::{CaseFile, is_case_file};
pub use chain::{Break, BreakCause, ChainState};
pub use contents::{Loaded, Log, Logged, NewEvent, Stamp};
pub use error::{Failure, Problem, StoreError};
pub use evidence::{EvidenceError, read_evidence};
pub use header::{CaseInfo, FORMAT_VERSION};
pub use key::{Cost, Key, KeyFileError, Passphrase, Protection, create_key_file};
pub use lock::Holder;
pub use saver::{Saved, Saver};
pub use seal::Head;
