//! `withheld defend`: what a challenged mark rests on.

use std::io::{self, Write};
use std::path::PathBuf;

use super::args::{KeyOptions, WhoOptions};
use super::case;
use super::exit::{Failure, output_failed};
use super::paper::{self, ForceOption};
use crate::disclose::{Challenged, LoggedEvent, defence_sheet, plain_text};
use crate::review::Event;
use crate::store::Loaded;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// Number of the entry as in the disclosure
    #[arg(long, value_name = "N")]
    entry: usize,
    /// Only marks over words that hold these
    #[arg(long, value_name = "TEXT", conflicts_with = "mark")]
    words: Option<String>,
    /// Only this mark of the entry, from 1 as they stand in its row
    #[arg(long, value_name = "K")]
    mark: Option<usize>,
    /// Also make a document; the end of its name says in which format
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceOption,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { case: path, entry, words, mark, out, force, key, who } = args;
    let file = case::open_to_read(path, key)?;
    let loaded: Loaded<Event> = file.load().map_err(case::failure)?;
    let events = loaded.events.clone();
    let workspace = case::replay(loaded)?;
    let log: Vec<LoggedEvent<'_>> = events
        .iter()
        .map(|logged| LoggedEvent {
            number: logged.number,
            at: logged.stamp.at,
            officer: &logged.stamp.officer,
            event: &logged.event,
        })
        .collect();
    let challenged = match (words, mark) {
        (Some(words), _) => Challenged::Words(words),
        (None, Some(mark)) => Challenged::Mark(*mark),
        (None, None) => Challenged::All,
    };
    let made_at = case::stamp(who).at;
    let sheet = defence_sheet(&workspace, &log, *entry, challenged, made_at).map_err(Failure::wrong_use)?;
    if let Some(out) = out {
        paper::write(&sheet, out, force.force)?;
    }
    io::stdout().write_all(plain_text(&sheet).as_bytes()).map_err(output_failed)
}
