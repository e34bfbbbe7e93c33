//! `withheld decide`: review commands from a script, as the window would give them.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

use super::args::{KeyOptions, WhoOptions};
use super::exit::{Failure, print};
use super::{case, load};
use crate::detect::{Options, Phrases, WordLists};
use crate::review::{Command, Workspace};
use crate::store::CaseFile;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// The commands, one JSON object a line; - for standard input
    #[arg(long, value_name = "FILE.jsonl")]
    script: PathBuf,
    /// Phrases that the force adds to those that are looked for, where the script has the sheet searched again
    #[arg(long, value_name = "PHRASES.toml")]
    phrases: Option<PathBuf>,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { case: path, script, phrases, key, who } = args;
    let phrases = load::phrases(phrases.as_deref())?;
    let name = script.display();
    let input: Box<dyn BufRead> = if script.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(script)
            .map_err(|error| Failure::wrong_use(format_args!("{name} could not be opened: {error}.")))?;
        Box::new(BufReader::new(file))
    };
    let key = case::key_to_open(path, key)?;
    let mut file = CaseFile::open(path, &key).map_err(case::failure)?;
    let mut workspace = case::replay(file.load().map_err(case::failure)?)?;
    let mut done = 0;
    for (number, line) in (1..).zip(input.lines()) {
        // Those before are kept, each a durable event of its own.
        let stopped = |cause: &dyn std::fmt::Display| {
            Failure::wrong_use(format_args!(
                "Line {number} of {name}: {cause} {done} commands before it are saved."
            ))
        };
        let line = line.map_err(|error| stopped(&format_args!("{error}.")))?;
        let text = line.trim_start_matches('\u{feff}').trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let command: Command = serde_json::from_str(text).map_err(|error| {
            let at = error.column();
            stopped(&format_args!("this is not a review command (see character {at})."))
        })?;
        if !is_of_lists(&command) {
            search_again(&mut file, &mut workspace, &phrases, who)?;
        }
        let event = workspace.plan(&command).map_err(|error| stopped(&error))?;
        let stamp = case::stamp(who);
        file.append_event(stamp.at, &stamp.officer, &event).map_err(case::failure)?;
        workspace.apply(event);
        done += 1;
    }
    search_again(&mut file, &mut workspace, &phrases, who)?;
    let left = workspace.blocks().len();
    print(format_args!("{done} commands saved. {left} things stand in the way of a release."))
}

/// Searches again where the script has changed the lists of words: what comes next is about the findings.
fn search_again(
    file: &mut CaseFile,
    workspace: &mut Workspace,
    phrases: &Phrases,
    who: &WhoOptions,
) -> Result<(), Failure> {
    if !workspace.has_other_lists_than_searched() {
        return Ok(());
    }
    // The words for every case were given when the case was made.
    let always = workspace.searched_everywhere().cloned().unwrap_or_default();
    let lists = WordLists { always, ..WordLists::default() };
    let event = load::search(workspace, Options { lists, phrases: phrases.clone(), ..Options::default() })?;
    let stamp = case::stamp(who);
    file.append_event(stamp.at, &stamp.officer, &event).map_err(case::failure)?;
    workspace.apply(event);
    Ok(())
}

/// All others are about what was found.
fn is_of_lists(command: &Command) -> bool {
    matches!(
        command,
        Command::AlwaysWords { .. }
            | Command::NeverWords { .. }
            | Command::NotAlways { .. }
            | Command::NotNever { .. }
    )
}
