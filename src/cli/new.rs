//! `withheld new`: a case file from a spreadsheet, searched for personal data.

use std::path::PathBuf;

use super::args::{AlwaysOption, FileOptions, KeyOptions, WhoOptions};
use super::exit::{Failure, print};
use super::{case, load};
use crate::detect::{Always, AlwaysWords, Options};
use crate::review::{Command, Policy, Workspace};
use crate::store::{CaseFile, Cost};
use crate::text::counted;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The spreadsheet
    file: PathBuf,
    /// The case file to make
    #[arg(short, long, value_name = "CASE")]
    output: PathBuf,
    #[command(flatten)]
    options: FileOptions,
    #[command(flatten)]
    words: AlwaysOption,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { file, output, options, words, key, who } = args;
    let always = load::always_words(words.always.as_deref())?;
    let imported = load::import(file, options)?;
    let stamp = case::stamp(who);
    let mut workspace = Workspace::new(imported);
    // They are the case's own from now on: whoever opens it elsewhere finds them in it.
    let listed = if always.is_empty() {
        None
    } else {
        Some(workspace.plan(&listing(always)).map_err(Failure::wrong_use)?)
    };
    if let Some(event) = listed.clone() {
        workspace.apply(event);
    }
    let searched = load::search(
        &workspace,
        Options { phrases: load::phrases(options.phrases.as_deref())?, ..Options::default() },
    )?;
    let key = case::key_to_create(key)?;
    let mut case = CaseFile::create(output, &key, Cost::default(), workspace.imported(), &stamp)
        .map_err(case::failure)?;
    if let Some(event) = &listed {
        case.append_event(stamp.at, &stamp.officer, event).map_err(case::failure)?;
    }
    case.append_event(stamp.at, &stamp.officer, &searched).map_err(case::failure)?;
    workspace.apply(searched);
    print(format_args!(
        "{} holds {}, {} of them within the request, and {}.",
        output.display(),
        counted(workspace.sheet().row_count(), "row", "rows"),
        workspace.entries(Policy::Final).len(),
        counted(workspace.findings().len() as u64, "finding", "findings")
    ))
}

fn listing(always: AlwaysWords) -> Command {
    let Always { how, kind } = Always::default();
    Command::AlwaysWords { words: always.into_keys().collect(), how, kind }
}
