//! `withheld extract`: chosen entries and questions for the business area.

use std::path::PathBuf;

use super::args::{KeyOptions, WhoOptions};
use super::case;
use super::exit::{Failure, print};
use super::paper::{self, ForceOption};
use crate::disclose::{ExtractInfo, extract};
use crate::review::Policy;
use crate::store::CaseFile;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// Numbers of the entries as in the disclosure, as 3,17-20
    #[arg(long, value_name = "LIST")]
    entries: String,
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
    let Args { case: path, entries, questions, reply_by, out, force, key, who } = args;
    let key = case::key_to_open(path, key)?;
    let file = CaseFile::open_to_read(path, &key).map_err(case::failure)?;
    let workspace = case::replay(file.load().map_err(case::failure)?)?;
    let all = workspace.entries(Policy::Draft);
    let numbers = numbers(entries, all.len()).map_err(Failure::wrong_use)?;
    let rows: Vec<u32> = numbers.iter().filter_map(|number| all.get(number - 1)).copied().collect();
    let stamp = case::stamp(who);
    let info = ExtractInfo { made_at: stamp.at, officer: stamp.officer, reply_by: *reply_by };
    paper::write(&extract(&workspace, &rows, questions, &info), out, force.force)?;
    print(format_args!(
        "{} holds {} entries and {} questions. It is OFFICIAL-SENSITIVE.",
        out.display(),
        rows.len(),
        questions.len()
    ))
}

/// The numbers of a list as `3,17-20`, each once, in the order given. None is 0 or above `most`.
fn numbers(list: &str, most: usize) -> Result<Vec<usize>, String> {
    let mut numbers = Vec::new();
    for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (Ok(from), Ok(to)) = (from.trim().parse::<usize>(), to.trim().parse::<usize>()) else {
            return Err(format!("{part:?} is no entry. Give numbers and ranges, as 3,17-20."));
        };
        if from == 0 || to > most || from > to {
            return Err(format!("There are no entries {part}. The disclosure has entries 1 to {most}."));
        }
        numbers.extend((from..=to).filter(|number| !numbers.contains(number)).collect::<Vec<_>>());
    }
    if numbers.is_empty() {
        return Err("No entry is named. Give numbers and ranges, as 3,17-20.".to_owned());
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[track_caller]
    fn check(list: &str, expected: Result<&[usize], &str>) {
        let found = numbers(list, 20);
        match expected {
            Ok(expected) => assert_eq!(found.as_deref(), Ok(expected)),
            Err(part) => assert!(found.as_ref().is_err_and(|error| error.contains(part)), "{found:?}"),
        }
    }

    #[test]
    fn lists_of_entries() {
        check("3", Ok(&[3]));
        check("3, 17-20 ,3", Ok(&[3, 17, 18, 19, 20]));
        check("20,1–2", Ok(&[20, 1, 2]));
        check("", Err("No entry"));
        check("0", Err("1 to 20"));
        check("21", Err("1 to 20"));
        check("9-7", Err("no entries 9-7"));
        check("1-99999999999999", Err("1 to 20"));
        check("x", Err("is no entry"));
        check("-3", Err("is no entry"));
    }
}
