//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::exit::Failure;
use super::{Outcome, Window, WindowOn};
use super::{
    decide, defend, detect, disclose, evidence, extension, extract, house, inspect, log, new, sample, update,
    verify,
};
use crate::reader;

/// Turns a case spreadsheet into a redacted disclosure that is proven to leak nothing.
#[derive(Parser, Debug)]
#[command(name = "withheld", version, about, args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    /// Open the window on this spreadsheet or case file; without it, on the start screen
    file: Option<PathBuf>,
    /// Folder of your force's own letters and law; the window also looks for one beside its settings
    #[arg(long, value_name = "DIR", global = true)]
    house: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Open the window on the built-in sample, or write a draft disclosure of it
    Sample(sample::Args),
    /// Tell everything a spreadsheet holds that is not a visible cell
    Inspect(inspect::Args),
    /// Find personal data and mentions of body-worn video
    Detect(detect::Args),
    /// Start a case file from a spreadsheet
    New(new::Args),
    /// Take a newer export of the same data into a case file, with every decision that still fits
    Update(update::Args),
    /// Carry out review commands, one JSON object a line
    Decide(decide::Args),
    /// Build, write and prove a disclosure
    Disclose(disclose::Args),
    /// Prove an existing disclosure again
    Verify(verify::Args),
    /// Make an extract of entries, with questions, for the business area
    Extract(extract::Args),
    /// Write the letter that extends the time for weighing the public interest
    Extension(extension::Args),
    /// List the files that are kept in a case as evidence, attach one, or save one out again
    Evidence(evidence::Args),
    /// Show what a challenged mark rests on: decision, exemption, reason, tests, who and when
    Defend(defend::Args),
    /// Write out the built-in letters and law to change, and check your force's own
    House(house::Args),
    /// Show the audit trail of a case file, and whether its chain is whole
    Log(log::Args),
    /// Read a spreadsheet for another process of this program
    #[command(name = reader::COMMAND, hide = true)]
    ReadApart,
}

/// How to read a spreadsheet.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct FileOptions {
    /// Worksheet to read; the one that looks most like a list of cases unless given
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// Row of the headings, from 1
    #[arg(long, value_name = "N")]
    pub(super) header_row: Option<u32>,
    /// Encoding of delimited text, as utf-8 or windows-1252
    #[arg(long, value_name = "E")]
    pub(super) encoding: Option<String>,
    /// Read the password of an encrypted workbook from this open file descriptor; it is asked for
    /// at a terminal unless given
    #[arg(long, value_name = "N")]
    pub(super) password_fd: Option<u32>,
    /// What the columns are and what happens to them
    #[arg(long, value_name = "ROLES.toml")]
    pub(super) roles: Option<PathBuf>,
    /// The request: reference, period, texts
    #[arg(long, value_name = "REQUEST.toml")]
    pub(super) request: Option<PathBuf>,
    /// Phrases that the force adds to those that are looked for
    #[arg(long, value_name = "PHRASES.toml")]
    pub(super) phrases: Option<PathBuf>,
}

/// Words to redact in whatever is searched.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct AlwaysOption {
    /// Redact the words of this file wherever they stand: one entry a line, as whole words in any case
    #[arg(long, value_name = "FILE")]
    pub(super) always: Option<PathBuf>,
}

/// How a case file is protected, or unlocked.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct KeyOptions {
    /// Ask for a passphrase
    #[arg(long, conflicts_with_all = ["key_file", "passphrase_fd"])]
    pub(super) passphrase: bool,
    /// Read the passphrase from this open file descriptor
    #[arg(long, value_name = "N", conflicts_with = "key_file")]
    pub(super) passphrase_fd: Option<u32>,
    /// Use the key in this file
    #[arg(long, value_name = "FILE")]
    pub(super) key_file: Option<PathBuf>,
}

/// Who acts, and when.
#[derive(clap::Args, Debug, Clone, Default)]
pub(super) struct WhoOptions {
    /// Name of the officer; the system account's unless given
    #[arg(long, value_name = "NAME")]
    pub(super) officer: Option<String>,
    /// Time of the act in UTC, as 2026-11-23T14:02:31Z; now unless given
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<jiff::Timestamp>,
}

/// Does what was asked, or says what the window is to open.
pub(super) fn run(args: Args) -> Result<Outcome, Failure> {
    let Args { file, house, command } = args;
    let window = |on| Ok(Outcome::Window(Window { on, house: house.clone() }));
    let Some(command) = command else {
        return match file {
            None => window(WindowOn::Start),
            Some(path) if path.exists() => window(WindowOn::File(path)),
            Some(path) => Err(Failure::wrong_use(format_args!(
                "There is no file and no command called {}. Check the name; withheld --help lists the commands.",
                path.display()
            ))),
        };
    };
    match (&command, &house) {
        // The window uses it itself, and says what is wrong with it; the others do not need it.
        (Command::Sample(sample::Args { out: None, who: _ }) | Command::House(_) | Command::ReadApart, _)
        | (_, None) => {}
        (_, Some(folder)) => house::use_texts(folder)?,
    }
    match command {
        Command::Sample(sample::Args { out: None, who: _ }) => return window(WindowOn::Sample),
        Command::Sample(sample::Args { out: Some(out), who }) => sample::run(&out, &who),
        Command::Inspect(args) => inspect::run(&args),
        Command::Detect(args) => detect::run(&args),
        Command::New(args) => new::run(&args),
        Command::Update(args) => update::run(&args),
        Command::Decide(args) => decide::run(&args),
        Command::Disclose(args) => disclose::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Extension(args) => extension::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Defend(args) => defend::run(&args),
        Command::House(args) => house::run(&args),
        Command::Log(args) => log::run(&args),
        Command::ReadApart => reader::serve().map_err(Failure::wrong_use),
    }?;
    Ok(Outcome::Done)
}
