//! The schedule with words, for the force's own file. It goes through another door than everything
//! that is released: straight from the review, never into the release folder.

use std::io::Write;

use super::build::shown_columns;
use super::csv::{failed, needs_guard};
use super::format::WriteError;
use super::schedule::grounds;
use super::{Case, Grounds};
use crate::detect::Cancel;
use crate::review::Policy;
use crate::sheet::{CellId, Treatment};
use crate::text::Span;

/// The marking of everything that holds withheld words.
pub(super) const MARKING: &str = "OFFICIAL-SENSITIVE";
/// The last column is the marking, under its own name: the file stays one plain table, and a row that is
/// copied out of it still says what it is.
const HEADINGS: [&str; 5] = ["Entry", "Source row", "Column", "Exemption", "Words"];
/// Before it, where the case keeps files as evidence.
const EVIDENCE: &str = "Evidence";
/// Rows between two looks at the cancel switch.
const ROWS_PER_LOOK: usize = 512;

/// Writes every withheld passage of the entries with its words.
pub(super) fn write_schedule(
    case: &impl Case,
    policy: Policy,
    out: &mut dyn Write,
    cancel: &Cancel,
) -> Result<(), WriteError> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let evidence = case.has_evidence().then_some(EVIDENCE);
    csv.write_record(HEADINGS.into_iter().chain(evidence).chain([MARKING])).map_err(failed)?;
    let sheet = case.sheet();
    let shown = shown_columns(case);
    for (at, row) in case.entries(policy).into_iter().enumerate() {
        if at % ROWS_PER_LOOK == 0 && cancel.is_cancelled() {
            return Err(WriteError::Cancelled);
        }
        let withholding = case.withholding(row, policy);
        for &(column, plan) in &shown {
            let cell = CellId { row, column };
            let text = sheet.text(cell).expose();
            let heading = sheet.columns().get(usize::from(column)).map_or("", |column| column.heading());
            let mut add = |why: &Grounds, span: Option<Span>, words: &str| {
                let guarded =
                    |text: &str| if needs_guard(text) { format!("'{text}") } else { text.to_owned() };
                let words = guarded(words);
                let numbers = [(at + 1).to_string(), sheet.source_row(row).to_string()];
                let files: Vec<String> = case
                    .evidence(cell, span, policy)
                    .into_iter()
                    .map(|(name, sha256)| format!("{name} (SHA-256 {sha256})"))
                    .collect();
                let files = evidence.map(|_| guarded(&files.join("; ")));
                let grounds = grounds(why);
                let record: [&str; 5] = [&numbers[0], &numbers[1], heading, &grounds, &words];
                csv.write_record(record.into_iter().chain(files.as_deref()).chain([MARKING])).map_err(failed)
            };
            let redactions = case.redactions(cell, policy);
            match withholding.as_ref().filter(|w| w.degree.covers(plan)) {
                Some(whole) => add(&Grounds::Exempt(whole.exemptions.clone()), None, text)?,
                None if plan.treatment == Treatment::Withhold => {
                    add(&Grounds::Exempt(case.column_exemptions(column)), None, text)?;
                }
                None => {
                    for redaction in redactions {
                        let words = redaction.span.of(text).unwrap_or("");
                        add(&Grounds::Exempt(redaction.exemptions), Some(redaction.span), words)?;
                    }
                }
            }
        }
    }
    csv.flush()?;
    Ok(())
}
