//! The same work without a window.
//!
//! Results go to standard output, progress and errors to standard error; no case text ever goes
//! to standard error.

mod args;
mod case;
mod decide;
mod defend;
mod detect;
mod disclose;
mod evidence;
mod exit;
mod extension;
mod extract;
mod house;
mod inspect;
mod load;
mod log;
mod new;
mod paper;
mod progress;
mod sample;
mod update;
mod verify;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// What is left to do after the command line was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Nothing: the command is done.
    Done,
    /// Open the window.
    Window(Window),
}

/// The window that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    /// What it opens on.
    pub on: WindowOn,
    /// The folder of the force's own texts, if one was named.
    pub house: Option<PathBuf>,
}

/// What the window opens on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WindowOn {
    /// The start screen.
    Start,
    /// This spreadsheet or case file.
    File(PathBuf),
    /// The built-in sample.
    Sample,
}

/// Runs the command line and says how it went: 0 done, 1 refused by the checks, 2 wrong use or
/// unreadable input, 3 could not write, 4 proof failed or chain broken. What the window is asked to
/// do is left to the caller.
pub fn main() -> Result<Outcome, ExitCode> {
    // A panic message can quote what was being worked on, so only its place is told.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "A fault of the program itself, at {place}. Please report it.");
    }));
    let args = args::Args::try_parse().map_err(|error| {
        let _ = error.print();
        ExitCode::from(if error.use_stderr() { exit::WRONG_USE } else { exit::DONE })
    })?;
    args::run(args).map_err(|failure| failure.report())
}

/// Says on standard error why the window did not open, and gives the code to end with.
pub fn no_window(sentence: &str) -> ExitCode {
    exit::Failure::wrong_use(sentence).report()
}
