//! `withheld log`: the audit trail, and whether its chain is whole.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::args::KeyOptions;
use super::case;
use super::exit::{Failure, NOT_PROVEN, output_failed};
use crate::review::{About, Change, Event};
use crate::store::{ChainState, Head, Log, Logged};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    key: KeyOptions,
}

#[derive(Serialize)]
struct Line<'l> {
    number: u64,
    at: jiff::Timestamp,
    officer: &'l str,
    head: &'l Head,
    event: Shown<'l>,
}

/// An event as it is stored; but of a file that is kept only what it is, and of a newer export not its table.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'l> {
    Whole(&'l Event),
    WithoutTable(Box<Event>),
    Kept { kept: KeptFile<'l> },
}

#[derive(Serialize)]
struct KeptFile<'l> {
    sha256: &'l str,
    byte_len: u64,
}

impl<'l> Shown<'l> {
    fn of(event: &'l Event) -> Shown<'l> {
        match event {
            Event::Kept(kept) => {
                Shown::Kept { kept: KeptFile { sha256: kept.sha256(), byte_len: kept.byte_len() } }
            }
            Event::Rebased(rebased) => {
                Shown::WithoutTable(Box::new(Event::Rebased(Arc::new(rebased.without_sheet()))))
            }
            Event::Detected(_)
            | Event::Changed { .. }
            | Event::Undone { .. }
            | Event::Redone { .. }
            | Event::Released { .. } => Shown::Whole(event),
        }
    }
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { case: path, json, key } = args;
    let file = case::open_to_read(path, key)?;
    let log: Log<Event> = file.log().map_err(case::failure)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let printed = if *json { print_json(&log, &mut out) } else { print_text(&log, &mut out) };
    printed.and_then(|()| out.flush()).map_err(output_failed)?;
    match &log.chain {
        ChainState::Whole { .. } => Ok(()),
        ChainState::Broken(broken) => Err(Failure::new(NOT_PROVEN, broken)),
    }
}

fn print_json(log: &Log<Event>, out: &mut impl Write) -> io::Result<()> {
    for Logged { number, stamp, event, head } in &log.events {
        let event = Shown::of(event);
        let line = Line { number: *number, at: stamp.at, officer: &stamp.officer, head, event };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    let chain = match &log.chain {
        ChainState::Whole { head } => serde_json::json!({ "chain": "whole", "head": head }),
        ChainState::Broken(broken) => serde_json::json!({ "chain": "broken", "cause": broken.to_string() }),
    };
    serde_json::to_writer(&mut *out, &chain)?;
    writeln!(out)
}

fn print_text(log: &Log<Event>, out: &mut impl Write) -> io::Result<()> {
    if let Some((stamp, source)) = &log.created {
        writeln!(out, "       {}  {}  made from {}", stamp.at, stamp.officer, source.file_name)?;
    }
    for Logged { number, stamp, event, head: _ } in &log.events {
        writeln!(out, "{number:>6} {}  {}  {}", stamp.at, stamp.officer, summary(event))?;
    }
    match &log.chain {
        ChainState::Whole { head } => {
            writeln!(out, "The chain is whole: {} records, head {}.", head.sequence, head.sha256)
        }
        ChainState::Broken(_) => writeln!(out, "The chain is broken."),
    }
}

/// What happened, in a line without case text.
fn summary(event: &Event) -> String {
    match event {
        Event::Detected(detected) => {
            format!("searched by version {}: {} findings", detected.program, detected.findings.len())
        }
        Event::Changed { changes } => match changes.as_slice() {
            [] => "nothing changed".to_owned(),
            [first, rest @ ..] => {
                let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
                format!("{}{more}", change(first))
            }
        },
        Event::Rebased(rebased) => format!(
            "took the newer export {}: {} entries, {} decisions about words carried",
            rebased.source.file_name,
            rebased.rows.len(),
            rebased.moved.len()
        ),
        Event::Undone { event } => format!("took back {event}"),
        Event::Redone { event } => format!("did {event} again"),
        Event::Kept(kept) => {
            format!("kept a file of {} bytes, SHA-256 {}", kept.byte_len(), kept.sha256())
        }
        Event::Released { at: _, certificate_sha256 } => {
            format!("released, certificate {certificate_sha256}")
        }
    }
}

fn change(change: &Change) -> String {
    use crate::review::Decision;
    match change {
        Change::Mark { place, was: _, now } => {
            let what = match now {
                Some(Decision::Redact { .. }) => "redacted",
                Some(Decision::Keep { .. }) => "kept",
                None => "made undecided",
            };
            let (row, column) = (place.cell.row, place.cell.column);
            format!("{what} row {row}, column {column}, bytes {} to {}", place.span.start(), place.span.end())
        }
        Change::Read { row, was: _, now } => {
            format!("row {row} {}", if *now { "read" } else { "to be read again" })
        }
        Change::Settled { warning, .. } => format!("settled warning {warning}"),
        Change::Scope { row, .. } => format!("scope of row {row}"),
        Change::Misuse { row, .. } => format!("misuse in row {row}"),
        Change::Entry { row, .. } => format!("withholding of row {row}"),
        Change::Ongoing { case, .. } => format!("whether the case of row {case} is ongoing"),
        Change::Criminal { case, .. } => {
            format!("whether a criminal allegation is recorded in the case of row {case}")
        }
        Change::Column { column, .. } | Change::ColumnGrounds { column, .. } => format!("column {column}"),
        Change::Request { .. } => "the request".to_owned(),
        Change::Open { .. } => "words that may stand openly".to_owned(),
        Change::Always { .. } => "words to redact always".to_owned(),
        Change::Never { .. } => "words not to suggest".to_owned(),
        Change::Dial { was: _, now } => format!("the dial to {}", now.name()),
        Change::Units { column, .. } => format!("the wider units of column {column}"),
        Change::RoleNames { was: _, now } => format!("role names {}", if *now { "on" } else { "off" }),
        Change::ByPerson { place, was: _, now } => {
            let how = if *now { "decided in People" } else { "no longer as in People" };
            format!("row {}, column {} {how}", place.cell.row, place.cell.column)
        }
        Change::OwnPerson { place, was: _, now } => {
            let how = if now.is_some() { "told apart" } else { "no longer told apart" };
            format!("row {}, column {} {how}", place.cell.row, place.cell.column)
        }
        Change::SamePerson { one, other, was: _, now } => {
            let how = if *now { "one person" } else { "no longer one person" };
            format!("rows {} and {}: {how}", one.cell.row, other.cell.row)
        }
        Change::Paperwork(change) => change.about().to_owned(),
        Change::Note { about, was: _, now } => {
            format!("{} {}", if now.is_some() { "note on" } else { "note taken off" }, at(*about))
        }
        Change::Query { about, was: _, now } => {
            let what = match now.as_deref() {
                Some(query) if query.is_open() => "query, open, about",
                Some(_) => "query, answered, about",
                None => "query taken back about",
            };
            format!("{what} {}", at(*about))
        }
    }
}

/// What a note or a query is about, without case text.
fn at(about: About) -> String {
    match about {
        About::Entry(row) => format!("row {row}"),
        About::Words(place) => {
            let (row, column) = (place.cell.row, place.cell.column);
            format!("row {row}, column {column}, bytes {} to {}", place.span.start(), place.span.end())
        }
    }
}
