//! The same work without a window.
//!
//! Results go to standard output, progress and errors to standard error; no case text ever goes
//! to standard error.

mod args;
mod case;
mod decide;
mod detect;
mod disclose;
mod exit;
mod inspect;
mod load;
mod log;
mod new;
mod progress;
mod sample;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

/// Runs the command line and says how it went: 0 done, 1 refused by the checks, 2 wrong use or
/// unreadable input, 3 could not write, 4 proof failed or chain broken.
pub fn main() -> ExitCode {
    // A panic message can quote what was being worked on, so only its place is told.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "A fault of the program itself, at {place}. Please report it.");
    }));
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit::WRONG_USE } else { exit::DONE });
        }
    };
    match args::run(args) {
        Ok(()) => ExitCode::from(exit::DONE),
        Err(failure) => failure.report(),
    }
}
