//! `withheld sample`: the built-in sample, in the window or as a draft disclosure.

use std::path::{Path, PathBuf};

use super::args::WhoOptions;
use super::disclose::{told, write};
use super::exit::Failure;
use super::{case, load};
use crate::detect::Phrases;
use crate::disclose::{FORMATS, Release};
use crate::review::{Imported, Policy};

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Open no window: write a draft disclosure of the sample into this new folder
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) who: WhoOptions,
}

/// Writes the draft.
pub(super) fn run(out: &Path, who: &WhoOptions) -> Result<(), Failure> {
    let read = Imported::sample_file().map_err(Failure::wrong_use)?;
    let sample = Imported { notice_by_default: false, ..Imported::sample(read) };
    let workspace = load::searched(sample, Phrases::default())?;
    let stamp = case::stamp(who);
    told(&write(&Release {
        workspace: &workspace,
        policy: Policy::Draft,
        released_at: stamp.at,
        officer: &stamp.officer,
        chain_head: None,
        out_dir: out,
        formats: FORMATS,
        protected: &[],
    })?)
}
