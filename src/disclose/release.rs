//! A release from beginning to end: refused with what stands in the way, or built, written, read
//! back and proven. The command line and the window go through this one door.

use std::path::Path;

use jiff::Timestamp;

use super::{
    BuildInfo, ChainHead, Failure, Format, InternalInfo, PackError, PackReport, PackRequest, Secrets, build,
    file_name, pack, preflight, write_pack,
};
use crate::detect::Cancel;
use crate::review::{Block, Policy, Workspace};

/// What to release, under whose name, and where to.
#[derive(Clone, Debug)]
pub struct Release<'r> {
    /// The case.
    pub workspace: &'r Workspace,
    /// How what is undecided is taken.
    pub policy: Policy,
    /// The moment of release.
    pub released_at: Timestamp,
    /// Who releases; self-asserted.
    pub officer: &'r str,
    /// Head of the case file's chain, if there is a case file.
    pub chain_head: Option<ChainHead>,
    /// The release folder; the internal one stands beside it.
    pub out_dir: &'r Path,
    /// In which formats.
    pub formats: &'r [Format],
    /// Files that the release must not touch: the source and the case file.
    pub protected: &'r [&'r Path],
}

/// Why there is no release. Nothing stands under the final names.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Something is not decided yet.
    #[error("Not released: {} things stand in the way. Nothing was written.", .0.len())]
    Blocked(Vec<Block>),
    /// Withheld words stand in the title, the public authority, the reference or a heading.
    #[error(
        "Not released: withheld words stand in {} places outside the cells. Change the title, the \
         public authority or the reference, put the column out of scope, or settle the words with a reason. Nothing was written.",
        .0.len()
    )]
    Named(Vec<Failure>),
    /// It could not be written, or not be proven.
    #[error("{0}.")]
    Pack(PackError),
}

/// What every disclosure takes from outside the case.
pub fn build_info(released_at: Timestamp) -> BuildInfo {
    BuildInfo { released_at, program_version: env!("CARGO_PKG_VERSION").to_owned() }
}

impl Release<'_> {
    /// Refuses if something stands in the way, else builds, writes and proves. A draft is made
    /// whatever stands in the way, and says so in every file.
    pub fn run(&self, progress: pack::Progress<'_>, cancel: &Cancel) -> Result<PackReport, Refusal> {
        let Release { workspace, policy, released_at, officer, chain_head, out_dir, formats, protected } =
            self;
        if *policy == Policy::Final {
            let blocks = workspace.blocks();
            if !blocks.is_empty() {
                return Err(Refusal::Blocked(blocks));
            }
        }
        let disclosure = build(*workspace, *policy, &build_info(*released_at));
        let secrets = Secrets::collect(*workspace, *policy);
        if *policy == Policy::Final {
            let name = file_name(&disclosure.meta().reference, "disclosure", "");
            let named = preflight(&disclosure, &name, &secrets);
            if !named.is_empty() {
                return Err(Refusal::Named(named));
            }
        }
        let internal = InternalInfo {
            officer: (*officer).to_owned(),
            source: workspace.source().clone(),
            chain_head: chain_head.clone(),
        };
        let request = PackRequest {
            out_dir,
            case: *workspace,
            policy: *policy,
            disclosure: &disclosure,
            secrets: &secrets,
            formats,
            internal: &internal,
            protected,
        };
        write_pack(&request, progress, cancel).map_err(Refusal::Pack)
    }
}
