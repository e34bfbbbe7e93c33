//! `withheld sample`: the main job on the built-in sample.

use std::path::{Path, PathBuf};

use super::args::{FileOptions, WhoOptions};
use super::disclose::{Release, told};
use super::exit::Failure;
use super::{case, load};
use crate::disclose::FORMATS;
use crate::review::{Policy, Request};
use crate::sheet::{ReadOptions, read_bytes};

const EXPORT: &[u8] = include_bytes!("../../assets/sample/case-export.xlsx");
const REQUEST: &str = include_str!("../../assets/sample/request.toml");

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The release folder to make; "withheld-sample", numbered if it is there already, unless given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { out, who } = args;
    let read = read_bytes("case-export.xlsx", EXPORT, &ReadOptions::default()).map_err(Failure::wrong_use)?;
    let mut imported = load::with_options(read, &FileOptions::default())?;
    imported.request = Request::from_toml(REQUEST).map_err(Failure::wrong_use)?;
    let workspace = load::searched(imported)?;
    let stamp = case::stamp(who);
    let release = Release { workspace: &workspace, policy: Policy::Draft, stamp: &stamp, chain_head: None };
    let out = out.clone().unwrap_or_else(free_folder);
    told(&release.write(&out, FORMATS, &[])?)
}

/// The first of "withheld-sample", "withheld-sample (2)" … that is not there yet.
fn free_folder() -> PathBuf {
    let is_free =
        |name: &String| !Path::new(name).exists() && !Path::new(&format!("{name} internal")).exists();
    std::iter::once("withheld-sample".to_owned())
        .chain((2..).map(|n| format!("withheld-sample ({n})")))
        .find(is_free)
        .unwrap_or_default()
        .into()
}
