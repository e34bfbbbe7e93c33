//! `withheld inspect`: everything a spreadsheet holds that is not a visible cell.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::args::FileOptions;
use super::exit::{Failure, output_failed};
use super::load;
use crate::sheet::{self, Import};
use crate::text::counted;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The spreadsheet
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    options: FileOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Args { file, json, options } = args;
    let import = load::read(file, options)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let done = if *json {
        serde_json::to_writer(&mut out, &sheet::inspect_json(&import))
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out))
    } else {
        print(&import, &mut out)
    };
    done.and_then(|()| out.flush()).map_err(output_failed)
}

fn print(import: &Import, out: &mut impl Write) -> io::Result<()> {
    let guesses = &import.guesses;
    writeln!(out, "{} ({})", import.file_name, guesses.format.name())?;
    for (at, sheet) in guesses.sheets.iter().enumerate() {
        let read = if guesses.chosen == Some(at) { ", read" } else { "" };
        let state: &str = sheet.state.into();
        writeln!(
            out,
            "  sheet {:?}: {}, {}, {state}{read}",
            sheet.name,
            counted(sheet.rows, "row", "rows"),
            counted(sheet.columns, "column", "columns")
        )?;
    }
    if let Some(row) = guesses.heading_row {
        writeln!(out, "  headings in row {row}")?;
    }
    if let Some(encoding) = guesses.encoding {
        writeln!(out, "  encoding {encoding}")?;
    }
    if let Some(separator) = guesses.separator {
        writeln!(out, "  separator {separator:?}")?;
    }
    if import.report.warnings.is_empty() {
        return writeln!(out, "Nothing but visible cells.");
    }
    for warning in &import.report.warnings {
        writeln!(out, "{}: {} ({})", warning.kind.name(), warning.place, warning.count)?;
        writeln!(out, "  {}", warning.kind.why())?;
        writeln!(out, "  {}", warning.kind.handling())?;
    }
    Ok(())
}
