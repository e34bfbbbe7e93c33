//! `withheld update`: a newer export of the same data, taken into a case file.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};

use super::args::{FileOptions, KeyOptions, WhoOptions};
use super::exit::{Failure, REFUSED, output_failed};
use super::progress::Progress;
use super::{case, load};
use crate::detect::{Cancel, Options, WordLists};
use crate::review::{Compared, Event, Imported, Loss, RebaseError, Rebased, Workspace};
use crate::sheet::Sheet;
use crate::store::CaseFile;
use crate::text::number_ranges;

#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The case file
    case: PathBuf,
    /// The newer export
    file: PathBuf,
    /// Worksheet to read; the one that is called as before unless given
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Row of the headings, from 1
    #[arg(long, value_name = "N")]
    header_row: Option<u32>,
    /// Encoding of delimited text, as utf-8 or windows-1252
    #[arg(long, value_name = "E")]
    encoding: Option<String>,
    /// Read the password of an encrypted workbook from this open file descriptor; it is asked for
    /// at a terminal unless given
    #[arg(long, value_name = "N")]
    password_fd: Option<u32>,
    /// Phrases that the force adds to those that are looked for
    #[arg(long, value_name = "PHRASES.toml")]
    phrases: Option<PathBuf>,
    /// Only show what is new, gone and changed; the case file stays as it is
    #[arg(long)]
    dry_run: bool,
    /// Take it although fewer than half of the entries were found again
    #[arg(long)]
    anyway: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    key: KeyOptions,
    #[command(flatten)]
    who: WhoOptions,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let key = case::key_to_open(&args.case, &args.key)?;
    // Only what is to be written is locked: one can look while somebody works in the case.
    let mut file = if args.dry_run {
        CaseFile::open_to_read(&args.case, &key)
    } else {
        CaseFile::open(&args.case, &key)
    }
    .map_err(case::failure)?;
    let before = case::replay(file.load().map_err(case::failure)?)?;
    let newer = Imported::from(load::read_newer(&args.file, &args.options(), before.sheet())?);
    let rebased = match plan(args, &before, newer)? {
        Planned::Take(rebased) => rebased,
        Planned::Nothing(sentence) => return nothing(args, &sentence),
    };
    let compared = rebased.compared(&before);
    let is_refused = compared.is_doubtful() && !args.anyway && !args.dry_run;
    let is_taken = !args.dry_run && !is_refused;
    if is_taken {
        let stamp = case::stamp(&args.who);
        let event = Event::Rebased(rebased.clone());
        file.append_event(stamp.at, &stamp.officer, &event).map_err(case::failure)?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let told = if args.json {
        writeln!(out, "{}", as_json(&before, &rebased, &compared, is_taken))
    } else {
        as_text(&before, &rebased, &compared, &mut out).and_then(|()| match (is_taken, is_refused) {
            (true, _) => {
                writeln!(out, "Taken. The earlier export stays in the case file; undo brings it back.")
            }
            (false, false) => writeln!(out, "Not taken: the case file is as it was."),
            (false, true) => Ok(()),
        })
    };
    told.and_then(|()| out.flush()).map_err(output_failed)?;
    if is_refused {
        let sentence = "Fewer than half of the entries were found again, so this may be other data or another \
                        sheet. Nothing was done. If it is the same data, give --anyway.";
        return Err(Failure::new(REFUSED, sentence));
    }
    Ok(())
}

enum Planned {
    Take(Arc<Rebased>),
    Nothing(String),
}

fn plan(args: &Args, before: &Workspace, newer: Imported) -> Result<Planned, Failure> {
    // The words for every case were given when the case was made.
    let always = before.searched_everywhere().cloned().unwrap_or_default();
    let lists = WordLists { always, ..WordLists::default() };
    let options = Options { lists, phrases: load::phrases(args.phrases.as_deref())?, ..Options::default() };
    let rows = u64::from(newer.sheet.row_count());
    let progress = Progress::new("Searching");
    let planned = before.plan_rebase(newer, options, &Cancel::default(), &|found| {
        progress.show(u64::from(found.rows_done), rows);
    });
    match planned {
        Ok(rebased) => Ok(Planned::Take(rebased)),
        Err(error @ RebaseError::NothingChanged) => Ok(Planned::Nothing(error.to_string())),
        Err(error @ (RebaseError::NoEntries | RebaseError::NothingFits { .. } | RebaseError::Stopped)) => {
            Err(Failure::wrong_use(error))
        }
    }
}

fn nothing(args: &Args, sentence: &str) -> Result<(), Failure> {
    let mut out = io::stdout();
    if args.json {
        writeln!(out, "{}", json!({ "taken": false, "changed": false }))
    } else {
        writeln!(out, "{sentence}")
    }
    .map_err(output_failed)
}

impl Args {
    fn options(&self) -> FileOptions {
        FileOptions {
            sheet: self.sheet.clone(),
            header_row: self.header_row,
            encoding: self.encoding.clone(),
            password_fd: self.password_fd,
            ..FileOptions::default()
        }
    }
}

fn heading(sheet: &Sheet, column: u16) -> &str {
    sheet.columns().get(usize::from(column)).map_or("", |column| column.heading())
}

fn source_rows(sheet: &Sheet, rows: &[u32]) -> Vec<u32> {
    rows.iter().map(|row| sheet.source_row(*row)).collect()
}

fn as_json(before: &Workspace, rebased: &Rebased, compared: &Compared, is_taken: bool) -> Value {
    let (old, new) = (before.sheet(), &*rebased.sheet);
    let changed = compared.changed.iter().map(|entry| {
        let columns: Vec<&str> = entry.columns.iter().map(|column| heading(new, *column)).collect();
        json!({ "row": new.source_row(entry.row), "was": old.source_row(entry.was), "columns": columns })
    });
    let lost = compared.lost.iter().map(|lost| {
        json!({
            "row": old.source_row(lost.place.cell.row),
            "column": heading(old, lost.place.cell.column),
            "span": lost.place.span,
            "now": lost.row.map(|row| new.source_row(row)),
            "withheld": lost.is_redaction,
            "why": lost.why.name(),
        })
    });
    let asked = compared.asked_again.iter();
    let asked = asked.map(|asked| json!({ "row": new.source_row(asked.row), "what": asked.what.name() }));
    let renamed = compared.renamed_columns.iter();
    let renamed = renamed.map(|(was, now)| json!({ "was": heading(old, *was), "now": heading(new, *now) }));
    let warnings = compared.unsettled.iter().filter_map(|at| rebased.report.warnings.get(*at as usize));
    let warnings = warnings.map(|w| json!({ "kind": w.kind.name(), "where": w.place, "count": w.count }));
    let headings = |sheet, columns: &[u16]| -> Vec<String> {
        columns.iter().map(|column| heading(sheet, *column).to_owned()).collect()
    };
    json!({
        "taken": is_taken,
        "changed": true,
        "entries": {
            "before": compared.before_count,
            "now": compared.now_count,
            "same": compared.same_count,
            "new": source_rows(new, &compared.new),
            "gone": source_rows(old, &compared.gone),
            "changed": changed.collect::<Vec<_>>(),
            "reordered": compared.is_reordered,
        },
        "columns": {
            "new": headings(new, &compared.new_columns),
            "gone": headings(old, &compared.gone_columns),
            "renamed": renamed.collect::<Vec<_>>(),
        },
        "decisions": { "carried": compared.fitting_count, "lost": lost.collect::<Vec<_>>() },
        "asked-again": asked.collect::<Vec<_>>(),
        "unread": source_rows(new, &compared.unread),
        "unsettled": warnings.collect::<Vec<_>>(),
        "undecided": { "before": compared.undecided_before_count, "now": compared.undecided_count },
    })
}

fn as_text(
    before: &Workspace,
    rebased: &Rebased,
    compared: &Compared,
    out: &mut impl Write,
) -> io::Result<()> {
    let (old, new) = (before.sheet(), &*rebased.sheet);
    let Compared { before_count, now_count, same_count, .. } = compared;
    writeln!(
        out,
        "Entries: {before_count} before, {now_count} now. {same_count} the same, {} new, {} gone, {} changed.",
        compared.new.len(),
        compared.gone.len(),
        compared.changed.len()
    )?;
    let rows = |sheet, rows: &[u32]| number_ranges(&source_rows(sheet, rows));
    if !compared.new.is_empty() {
        writeln!(out, "New: rows {} of the newer file.", rows(new, &compared.new))?;
    }
    if !compared.gone.is_empty() {
        writeln!(out, "Gone: rows {} of the earlier file.", rows(old, &compared.gone))?;
    }
    for entry in &compared.changed {
        let columns: Vec<&str> = entry.columns.iter().map(|column| heading(new, *column)).collect();
        let (row, was) = (new.source_row(entry.row), old.source_row(entry.was));
        writeln!(out, "Changed: row {row} (row {was} before): {}.", columns.join(", "))?;
    }
    if compared.is_reordered {
        writeln!(out, "The entries stand in another order.")?;
    }
    for column in &compared.new_columns {
        writeln!(out, "New column {:?}: say what happens to it.", heading(new, *column))?;
    }
    for column in &compared.gone_columns {
        writeln!(out, "Gone: column {:?}.", heading(old, *column))?;
    }
    for (was, now) in &compared.renamed_columns {
        writeln!(out, "Column {:?} is now called {:?}.", heading(old, *was), heading(new, *now))?;
    }
    let (carried, lost) = (compared.fitting_count, compared.lost.len());
    writeln!(out, "Decisions about words: {carried} carried, {lost} not.")?;
    for lost in &compared.lost {
        let (row, column) = (old.source_row(lost.place.cell.row), heading(old, lost.place.cell.column));
        let what = if lost.is_redaction { "Withheld" } else { "Kept" };
        writeln!(out, "  {what} in row {row} of the earlier file, column {column:?}: {}.", loss(lost.why))?;
    }
    if !compared.asked_again.is_empty() {
        let mut asked: Vec<u32> = compared.asked_again.iter().map(|asked| asked.row).collect();
        asked.dedup();
        writeln!(out, "Answers to be given again: rows {}.", rows(new, &asked))?;
    }
    if !compared.unread.is_empty() {
        writeln!(out, "To be read again: rows {}.", rows(new, &compared.unread))?;
    }
    for warning in compared.unsettled.iter().filter_map(|at| rebased.report.warnings.get(*at as usize)) {
        writeln!(out, "To be settled: {}, {}.", warning.kind.name().replace('-', " "), warning.place)?;
    }
    let (undecided_before, undecided) = (compared.undecided_before_count, compared.undecided_count);
    writeln!(out, "Undecided suggestions: {undecided_before} before, {undecided} now.")
}

fn loss(why: Loss) -> &'static str {
    match why {
        Loss::EntryGone => "the entry is gone",
        Loss::ColumnGone => "the column is gone",
        Loss::WordsGone => "the words are gone",
        Loss::OtherSurroundings => "other words stand around them",
    }
}
