//! `withheld disclose`: builds, writes and proves a disclosure.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::args::{FileOptions, KeyOptions, WhoOptions};
use super::exit::{CANNOT_WRITE, Failure, NOT_PROVEN, REFUSED, print};
use super::progress::Progress;
use super::{case, load};
use crate::detect::Cancel;
use crate::disclose::{
    self, BuildInfo, ChainHead, Disclosure, FORMATS, Format, InternalInfo, PackError, PackReport,
    PackRequest, Secrets,
};
use crate::review::{Block, Event, Policy, Workspace};
use crate::store::{CaseFile, Stamp};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// A case file, or a spreadsheet that has not been reviewed
    input: PathBuf,
    /// The release folder to make; beside it stands "DIR internal"
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Decide what is undecided as suggested, and count all as read and settled; every file says so
    #[arg(long)]
    draft: bool,
    /// Formats to write, parted by commas
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "csv,xlsx")]
    formats: Vec<String>,
    #[command(flatten)]
    options: FileOptions,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { input, out, draft, formats, options, key, who } = args;
    let formats = formats_of(formats)?;
    let policy = if *draft { Policy::Draft } else { Policy::Final };
    let stamp = case::stamp(who);
    if !case::is_case_file(input) {
        let workspace = load::searched(load::import(input, options)?)?;
        let release = Release { workspace: &workspace, policy, stamp: &stamp, chain_head: None };
        return told(&release.write(out, &formats, &[input])?);
    }
    let key = case::key_to_open(input, key)?;
    // A draft changes nothing, so somebody else may have the case open meanwhile.
    let mut file = if *draft { CaseFile::open_to_read(input, &key) } else { CaseFile::open(input, &key) }
        .map_err(case::failure)?;
    let workspace = case::replay(file.load().map_err(case::failure)?)?;
    let chain_head = file.head().map(|head| ChainHead { sequence: head.sequence, sha256: head.sha256 });
    let release = Release { workspace: &workspace, policy, stamp: &stamp, chain_head };
    let report = release.write(out, &formats, &[input])?;
    if !draft {
        let certificate_sha256 = fingerprint(&report)?;
        let event = Event::Released { at: stamp.at, certificate_sha256 };
        file.append_event(stamp.at, &stamp.officer, &event).map_err(case::failure)?;
    }
    told(&report)
}

/// SHA-256 of the certificate in the release folder, in lower-case hex.
fn fingerprint(report: &PackReport) -> Result<String, Failure> {
    let json = report.certificate.public.to_json().map_err(|error| Failure::new(NOT_PROVEN, error))?;
    Ok(Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A release in the making.
pub(super) struct Release<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) policy: Policy,
    pub(super) stamp: &'w Stamp,
    pub(super) chain_head: Option<ChainHead>,
}

impl Release<'_> {
    /// Refuses if something stands in the way, else writes and proves.
    pub(super) fn write(
        &self,
        out: &Path,
        formats: &[Format],
        protected: &[&Path],
    ) -> Result<PackReport, Failure> {
        let Release { workspace, policy, stamp, chain_head } = self;
        if *policy == Policy::Final {
            refuse_if_blocked(&workspace.blocks())?;
        }
        if *policy == Policy::Draft {
            let open = workspace.open_elsewhere(&workspace.entries(*policy)).len();
            if open > 0 {
                print(format_args!(
                    "{open} withheld words also stand openly elsewhere; a release asks about each."
                ))?;
            }
        }
        let disclosure = disclose::build(*workspace, *policy, &build_info(stamp.at));
        let secrets = Secrets::collect(*workspace, *policy);
        if *policy == Policy::Final {
            refuse_if_named(&disclosure, &secrets)?;
        }
        let internal = InternalInfo {
            officer: stamp.officer.clone(),
            source: workspace.source().clone(),
            chain_head: chain_head.clone(),
        };
        let request = PackRequest {
            out_dir: out,
            case: *workspace,
            policy: *policy,
            disclosure: &disclosure,
            secrets: &secrets,
            formats,
            internal: &internal,
            protected,
        };
        let progress = Progress::new("Writing and proving");
        disclose::write_pack(&request, &|_| progress.show(1, 2), &Cancel::default()).map_err(failure)
    }
}

/// What every disclosure takes from outside the case.
pub(super) fn build_info(released_at: jiff::Timestamp) -> BuildInfo {
    BuildInfo { released_at, program_version: env!("CARGO_PKG_VERSION").to_owned() }
}

/// Tells what was written.
pub(super) fn told(report: &PackReport) -> Result<(), Failure> {
    let public = &report.certificate.public;
    let what = public.notice.as_deref().unwrap_or("Released");
    print(format_args!(
        "{what}. {} entries of {} cases, {} marks, in {}:",
        public.entries,
        public.cases,
        public.marks,
        report.release.display()
    ))?;
    for file in &public.files {
        print(format_args!("  {}: {} bytes, {} cells proven", file.name, file.bytes, file.cells))?;
    }
    print(format_args!("For the force's own file: {}", report.internal.display()))
}

fn refuse_if_blocked(blocks: &[Block]) -> Result<(), Failure> {
    for block in blocks {
        let words =
            block.words.as_ref().map(|words| format!(" Words: {}", words.expose())).unwrap_or_default();
        print(format_args!("{}: {}{words}", block.kind.name(), block.sentence))?;
    }
    match blocks.len() {
        0 => Ok(()),
        count => Err(Failure::new(
            REFUSED,
            format_args!("Not released: {count} things stand in the way. Nothing was written."),
        )),
    }
}

/// Refuses while withheld words stand in the title, a heading or a file's name.
fn refuse_if_named(disclosure: &Disclosure, secrets: &Secrets) -> Result<(), Failure> {
    let name = disclose::file_name(&disclosure.meta().reference, "disclosure", "");
    let found = disclose::preflight(disclosure, &name, secrets);
    for failure in &found {
        print(format_args!("named: {failure}."))?;
    }
    match found.len() {
        0 => Ok(()),
        count => Err(Failure::new(
            REFUSED,
            format_args!(
                "Not released: withheld words stand in {count} places outside the cells. Change the title or the \
                 reference, put the column out of scope, or settle the words with a reason. Nothing was written."
            ),
        )),
    }
}

fn formats_of(names: &[String]) -> Result<Vec<Format>, Failure> {
    let mut formats: Vec<Format> = Vec::new();
    for name in names {
        let format = Format::from_name(name.trim()).ok_or_else(|| {
            let known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            Failure::wrong_use(format_args!(
                "{name:?} is not a format this program writes: {}.",
                known.join(", ")
            ))
        })?;
        if formats.iter().all(|other| other.name != format.name) {
            formats.push(format);
        }
    }
    Ok(formats)
}

fn failure(error: PackError) -> Failure {
    let code = match &error {
        PackError::Proof { .. } => NOT_PROVEN,
        PackError::Target { .. }
        | PackError::NoRoom { .. }
        | PackError::NotAllowed { .. }
        | PackError::Io { .. }
        | PackError::Format(_)
        | PackError::Cancelled => CANNOT_WRITE,
    };
    Failure::new(code, format_args!("{error}."))
}
