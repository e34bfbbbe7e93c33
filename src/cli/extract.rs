//! `withheld extract`: chosen entries and questions for the business area.

use std::path::PathBuf;

use super::args::{KeyOptions, WhoOptions};
use super::case;
use super::exit::{Failure, print};
use super::paper::{self, ForceOption};
use crate::disclose::{ExtractInfo, extract, open_queries};
use crate::review::Policy;
use crate::text::number_list;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// Numbers of the entries as in the disclosure, as 3,17-20
    #[arg(long, value_name = "LIST", required_unless_present = "queried")]
    entries: Option<String>,
    /// Take all entries with an open query
    #[arg(long, conflicts_with = "entries")]
    queried: bool,
    /// A question to the business area; may be given several times
    #[arg(long = "question", value_name = "TEXT")]
    questions: Vec<String>,
    /// The day by which an answer is needed, as 2026-12-01
    #[arg(long, value_name = "DATE")]
    reply_by: Option<jiff::civil::Date>,
    /// The document to make; the end of its name says in which format
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
    let Args { case: path, entries, queried, questions, reply_by, out, force, key, who } = args;
    let workspace = case::workspace(path, key)?;
    let all = workspace.entries(Policy::Draft);
    let rows: Vec<u32> = match entries {
        Some(entries) if !queried => {
            let numbers = number_list(entries, all.len()).map_err(Failure::wrong_use)?;
            numbers.iter().filter_map(|number| all.get(number - 1)).copied().collect()
        }
        Some(_) | None => workspace.queried_rows(),
    };
    if rows.is_empty() {
        return Err(Failure::wrong_use("No query is open, so there is nothing to extract."));
    }
    let stamp = case::stamp(who);
    let queries = open_queries(&workspace, &rows);
    let asked = questions.len() + queries.len();
    let info = ExtractInfo { made_at: stamp.at, officer: stamp.officer, reply_by: *reply_by, queries };
    paper::write(&extract(&workspace, &rows, questions, &info), out, force.force)?;
    print(format_args!(
        "{} holds {} entries and {} questions. It is OFFICIAL-SENSITIVE.",
        out.display(),
        rows.len(),
        asked
    ))
}
