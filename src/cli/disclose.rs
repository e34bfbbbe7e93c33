//! `withheld disclose`: builds, writes and proves a disclosure.

use std::path::PathBuf;

use super::args::{FileOptions, KeyOptions, WhoOptions};
use super::exit::{CANNOT_WRITE, Failure, NOT_PROVEN, REFUSED, print};
use super::progress::Progress;
use super::{case, load};
use crate::detect::Cancel;
use crate::disclose::{
    ChainHead, DEFAULT_FORMATS, FORMATS, Format, NoticeError, PackError, PackReport, Refusal, Release,
};
use crate::review::{Event, Policy};
use crate::store::{self, CaseFile};

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
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_values = DEFAULT_FORMATS)]
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
    if !store::is_case_file(input) {
        let workspace =
            load::searched(load::import(input, options)?, load::phrases(options.phrases.as_deref())?)?;
        return told(&write(&Release {
            workspace: &workspace,
            policy,
            released_at: stamp.at,
            officer: &stamp.officer,
            chain_head: None,
            out_dir: out,
            formats: &formats,
            protected: &[input],
        })?);
    }
    let key = case::key_to_open(input, key)?;
    // A draft changes nothing, so somebody else may have the case open meanwhile.
    let mut file = if *draft { CaseFile::open_to_read(input, &key) } else { CaseFile::open(input, &key) }
        .map_err(case::failure)?;
    let workspace = case::replay(file.load().map_err(case::failure)?)?;
    let chain_head = file.head().map(|head| ChainHead { sequence: head.sequence, sha256: head.sha256 });
    let report = write(&Release {
        workspace: &workspace,
        policy,
        released_at: stamp.at,
        officer: &stamp.officer,
        chain_head,
        out_dir: out,
        formats: &formats,
        protected: &[input],
    })?;
    if !draft {
        let certificate_sha256 =
            report.certificate.public.sha256().map_err(|error| Failure::new(NOT_PROVEN, error))?;
        let event = Event::Released { at: stamp.at, certificate_sha256 };
        file.append_event(stamp.at, &stamp.officer, &event).map_err(case::failure)?;
    }
    told(&report)
}

/// Refuses with a list of what stands in the way, else writes and proves.
pub(super) fn write(release: &Release<'_>) -> Result<PackReport, Failure> {
    let Release { workspace, policy, .. } = release;
    if *policy == Policy::Draft {
        let open = workspace.open_elsewhere(&workspace.entries(*policy)).len();
        if open > 0 {
            print(format_args!(
                "{open} withheld words also stand openly elsewhere; a release asks about each."
            ))?;
        }
    }
    let progress = Progress::new("Writing and proving");
    release.run(&|_| progress.show(1, 2), &Cancel::default()).or_else(refused)
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

/// Lists why there is no release, or no letter.
pub(super) fn refused<T>(refusal: Refusal) -> Result<T, Failure> {
    match &refusal {
        Refusal::Blocked(blocks) => {
            for block in blocks {
                let words = block.words.as_ref().map(|words| format!(" Words: {}", words.expose()));
                print(format_args!(
                    "{}: {}{}",
                    block.kind.name(),
                    block.sentence,
                    words.unwrap_or_default()
                ))?;
            }
        }
        Refusal::Named(found) => {
            for named in found {
                let words: Vec<&str> = named.words.iter().map(|words| words.expose()).collect();
                print(format_args!("named: {} holds withheld words: {}", named.place, words.join(", ")))?;
            }
        }
        Refusal::Notice(NoticeError::Missing(missing)) => {
            for missing in missing {
                print(format_args!("notice: {} is missing in {}.", missing.what, missing.paragraph))?;
            }
        }
        Refusal::InNotice(found) => {
            for found in found {
                let words: Vec<&str> = found.words.iter().map(|words| words.expose()).collect();
                print(format_args!("notice: withheld words in {}: {}", found.paragraph, words.join(", ")))?;
            }
        }
        Refusal::Notice(NoticeError::Disagrees { .. }) | Refusal::Pack(_) => {}
    }
    let code = match &refusal {
        Refusal::Blocked(_) | Refusal::Named(_) | Refusal::Notice(_) | Refusal::InNotice(_) => REFUSED,
        Refusal::Pack(PackError::Proof { .. }) => NOT_PROVEN,
        Refusal::Pack(_) => CANNOT_WRITE,
    };
    Err(Failure::new(code, refusal))
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
