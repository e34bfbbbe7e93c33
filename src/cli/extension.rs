//! `withheld extension`: the letter that extends the time for weighing the public interest.

use std::path::PathBuf;

use super::args::{KeyOptions, WhoOptions};
use super::case;
use super::disclose::refused;
use super::exit::{Failure, REFUSED, print};
use super::paper::{self, ForceOption};
use crate::disclose::extension_to_send;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// The letter to make; the end of its name says in which format
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    force: ForceOption,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { case: path, out, force, key, who } = args;
    let workspace = case::workspace(path, key)?;
    let (letter, secrets) = match extension_to_send(&workspace, case::stamp(who).at) {
        Ok(Some(letter)) => letter,
        Ok(None) => {
            return Err(Failure::new(
                REFUSED,
                "The time is not extended in this case, so there is no letter. Extend it under Reasons, Time and clock.",
            ));
        }
        Err(refusal) => return refused(refusal),
    };
    paper::write_proven(&letter, &secrets, out, force.force)?;
    print(format_args!("{} is written, read back and proven.", out.display()))
}
