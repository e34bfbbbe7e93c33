//! Opening and making case files: keys, officer, time, and the way back to a workspace.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::Path;

use jiff::Timestamp;

use super::args::{KeyOptions, WhoOptions};
use super::exit::{CANNOT_WRITE, Failure, NOT_PROVEN, WRONG_USE};
use crate::review::{Event, Workspace};
use crate::store::{self, CaseFile, Key, Loaded, Passphrase, Protection, Stamp, StoreError};

/// The longest passphrase that is read, in bytes.
const PASSPHRASE_MAX: u64 = 4096;

/// The key for a case file that is there.
pub(super) fn key_to_open(path: &Path, options: &KeyOptions) -> Result<Key, Failure> {
    let protection = CaseFile::inspect(path).map_err(failure)?.protection;
    match (given(options)?, protection) {
        (Some(key), _) => Ok(key),
        (None, Protection::Passphrase) => prompt("Passphrase: "),
        (None, Protection::None) => Ok(Key::None),
        (None, Protection::KeyFile) => Err(Failure::wrong_use(format_args!(
            "{} is protected by a key file. Say where it is with --key-file.",
            path.display()
        ))),
    }
}

/// The key for a new case file.
pub(super) fn key_to_create(options: &KeyOptions) -> Result<Key, Failure> {
    if let Some(path) = &options.key_file
        && !path.exists()
    {
        store::create_key_file(path).map_err(|error| Failure::new(CANNOT_WRITE, error))?;
    }
    if options.passphrase {
        let (first, second) = (ask("New passphrase: ")?, ask("The same again: ")?);
        return if first == second {
            passphrase(first)
        } else {
            Err(Failure::wrong_use("The two passphrases differ. Nothing was made; try again."))
        };
    }
    Ok(given(options)?.unwrap_or(Key::None))
}

fn given(options: &KeyOptions) -> Result<Option<Key>, Failure> {
    let KeyOptions { passphrase: asked, passphrase_fd, key_file } = options;
    if let Some(path) = key_file {
        return Ok(Some(Key::File(path.clone())));
    }
    if let Some(number) = passphrase_fd {
        return secret_from_descriptor(*number).and_then(passphrase).map(Some);
    }
    if *asked { prompt("Passphrase: ").map(Some) } else { Ok(None) }
}

fn prompt(question: &str) -> Result<Key, Failure> {
    passphrase(ask(question)?)
}

fn ask(question: &str) -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::wrong_use(
            "A passphrase is needed and there is no terminal to ask at. Use --passphrase-fd or --key-file.",
        ));
    }
    ask_secret(question)
}

/// Asks at the terminal for what is not shown when it is typed.
pub(super) fn ask_secret(question: &str) -> Result<String, Failure> {
    rpassword::prompt_password(question).map_err(|error| {
        Failure::wrong_use(format_args!("Nothing could be read from the terminal: {error}."))
    })
}

fn passphrase(typed: String) -> Result<Key, Failure> {
    Passphrase::new(typed).map(Key::Passphrase).ok_or_else(|| {
        Failure::wrong_use(
            "The passphrase is empty. Leave the option out if the case is not to be protected.",
        )
    })
}

/// A passphrase or password: the first line that this descriptor gives.
#[cfg(unix)]
pub(super) fn secret_from_descriptor(number: u32) -> Result<String, Failure> {
    let read = || {
        let mut line = String::new();
        BufReader::new(File::open(format!("/dev/fd/{number}"))?).take(PASSPHRASE_MAX).read_line(&mut line)?;
        std::io::Result::Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    };
    read().map_err(|error| {
        Failure::wrong_use(format_args!("Nothing could be read from descriptor {number}: {error}."))
    })
}

/// A passphrase or password cannot come this way here.
#[cfg(not(unix))]
pub(super) fn secret_from_descriptor(_number: u32) -> Result<String, Failure> {
    Err(Failure::wrong_use(
        "This system has no file descriptors to read from. Type it at the terminal, or use --key-file.",
    ))
}

/// Who acts and when.
pub(super) fn stamp(who: &WhoOptions) -> Stamp {
    let officer =
        who.officer.clone().or_else(|| whoami::username().ok()).unwrap_or_else(|| "unknown".to_owned());
    // Whole seconds: the released files bear this time.
    let now = || Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default();
    Stamp { at: who.at.unwrap_or_else(now), officer }
}

/// The case file, with its key, to be looked at.
pub(super) fn open_to_read(path: &Path, options: &KeyOptions) -> Result<CaseFile, Failure> {
    let key = key_to_open(path, options)?;
    CaseFile::open_to_read(path, &key).map_err(failure)
}

/// The case as its case file has it, to be looked at.
pub(super) fn workspace(path: &Path, options: &KeyOptions) -> Result<Workspace, Failure> {
    replay(open_to_read(path, options)?.load().map_err(failure)?)
}

/// The workspace that a case file holds. A broken chain is a failure: what was decided after the
/// break is not known, so nothing may be built on it.
pub(super) fn replay(loaded: Loaded<Event>) -> Result<Workspace, Failure> {
    if let store::ChainState::Broken(broken) = &loaded.chain {
        return Err(Failure::new(
            NOT_PROVEN,
            format_args!("{broken} The audit trail up to there can be read with: withheld log."),
        ));
    }
    let mut workspace = Workspace::new(loaded.imported);
    for entry in loaded.events {
        workspace.apply(entry.event);
    }
    Ok(workspace)
}

/// How a failure of the case file ends the program.
pub(super) fn failure(error: StoreError) -> Failure {
    let code = match error.failure() {
        store::Failure::Input => WRONG_USE,
        store::Failure::Write => CANNOT_WRITE,
        store::Failure::Chain => NOT_PROVEN,
    };
    Failure::new(code, error)
}
