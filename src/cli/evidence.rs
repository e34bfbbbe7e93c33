//! `withheld evidence`: files that are kept in a case, above all replies of the business area.

use std::path::{Path, PathBuf};

use super::args::{KeyOptions, WhoOptions};
use super::case;
use super::exit::{Failure, print};
use super::paper::{self, ForceOption};
use crate::disclose::write_evidence;
use crate::review::{Command, Workspace};
use crate::store::{CaseFile, read_evidence};

#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("what").args(["attach", "save"])))]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// Keep this file in the case and attach it to what is argued for a reason
    #[arg(long, value_name = "FILE", requires = "reason")]
    attach: Option<PathBuf>,
    /// Code of the reason, or your own words as they stand in a decision
    #[arg(long, value_name = "REASON", requires = "attach")]
    reason: Option<String>,
    /// Save a copy of the file with this SHA-256, of which the first eight digits are enough
    #[arg(long, value_name = "SHA256", requires = "out")]
    save: Option<String>,
    /// Where the copy goes
    #[arg(long, value_name = "FILE", requires = "save")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceOption,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

/// So many digits tell a file from others.
const FEWEST_DIGITS: usize = 8;

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { case: path, attach, reason, save, out, force, key, who } = args;
    if let (Some(file), Some(reason)) = (attach, reason) {
        return attach_file(path, file, reason, key, who);
    }
    let workspace = case::workspace(path, key)?;
    if let (Some(sha256), Some(out)) = (save, out) {
        return save_file(&workspace, sha256, out, force.force);
    }
    let mut count = 0;
    for (reason, file) in workspace.evidence() {
        print(format_args!(
            "{}  {} bytes  {}  {reason}  {}",
            file.sha256, file.byte_len, file.attached, file.name
        ))?;
        count += 1;
    }
    if count == 0 { print("No file is attached.") } else { Ok(()) }
}

fn attach_file(
    path: &Path,
    file: &Path,
    reason: &str,
    key: &KeyOptions,
    who: &WhoOptions,
) -> Result<(), Failure> {
    let (name, kept) = read_evidence(file).map_err(Failure::wrong_use)?;
    let key = case::key_to_open(path, key)?;
    let mut case_file = CaseFile::open(path, &key).map_err(case::failure)?;
    let mut workspace = case::replay(case_file.load().map_err(case::failure)?)?;
    let stamp = case::stamp(who);
    let sha256 = kept.sha256().to_owned();
    let attach = Command::Attach { reason: reason.to_owned(), name, sha256: sha256.clone(), at: stamp.at };
    let kept = workspace.plan_keep(kept, reason).map_err(Failure::wrong_use)?;
    // Saved together, both or neither.
    let mut events = Vec::new();
    if let Some(event) = kept {
        workspace.apply(event.clone());
        events.push(event);
    }
    let event = workspace.plan(&attach).map_err(Failure::wrong_use)?;
    events.push(event);
    let new: Vec<_> = events
        .iter()
        .map(|event| crate::store::NewEvent { at: stamp.at, officer: &stamp.officer, event })
        .collect();
    case_file.append(&new).map_err(case::failure)?;
    print(format_args!("Kept and attached, SHA-256 {sha256}."))
}

fn save_file(workspace: &Workspace, digits: &str, out: &Path, may_replace: bool) -> Result<(), Failure> {
    let digits = digits.trim().to_lowercase();
    if digits.len() < FEWEST_DIGITS {
        return Err(Failure::wrong_use(format_args!(
            "Give at least the first {FEWEST_DIGITS} digits of the SHA-256. They are listed with: withheld evidence CASE."
        )));
    }
    let mut found: Vec<_> = workspace
        .evidence()
        .filter(|(_, file)| file.sha256.starts_with(&digits))
        .map(|(_, file)| file)
        .collect();
    found.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    found.dedup_by(|a, b| a.sha256 == b.sha256);
    let [file] = found.as_slice() else {
        return Err(Failure::wrong_use(format_args!(
            "{} attached files have a SHA-256 that begins so. They are listed with: withheld evidence CASE.",
            found.len()
        )));
    };
    let Some(kept) = workspace.kept(&file.sha256) else {
        return Err(Failure::wrong_use("The case does not hold the content of this file. Please report it."));
    };
    write_evidence(kept, out, may_replace).map_err(paper::failure)?;
    print(format_args!("Saved and read back: {}, SHA-256 {}.", out.display(), file.sha256))
}
