//! Builds a disclosure from what was decided. The only place where case text is let through.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::disclosure::{Builder, Column, ColumnKind, Disclosure, Grounds, Meta};
use super::{Case, year};
use crate::law::style;
use crate::review::{Misuse, Policy, Redaction, RoleNames, Withholding, small_number};
use crate::sheet::{CellId, ColumnPlan, Role, Treatment, is_standard_heading};
use crate::text::Span;

/// Heading of the entry's own number.
pub const ENTRY_HEADING: &str = "Entry";
/// Heading of the officer's own column.
pub const MISUSE_HEADING: &str = "Does the case relate to misuse of BWV";
/// What stands in every cell of a draft's last column.
pub(super) const DRAFT_CELL: &str = "Draft";

/// What stands before the mark in place of a small number.
const FEWER: &str = "fewer than 5 ";

/// What a disclosure takes from outside the case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuildInfo {
    /// The moment of release.
    pub released_at: Timestamp,
    /// Version of the program.
    pub program_version: String,
}

/// The disclosure that these decisions make.
///
/// Columns: the entry's number, the columns that are in the table in source order, the officer's
/// own column, and in a draft a column that says so.
pub fn build(case: &impl Case, policy: Policy, info: &BuildInfo) -> Disclosure {
    let entries = case.entries(policy);
    build_rows(case, policy, info, (1..).zip(entries.iter().copied()), count_cases(case, &entries))
}

/// One entry as a release made now would show it, under the number that it has there: the same
/// table with this row alone.
pub fn build_entry(case: &impl Case, row: u32, number: usize, info: &BuildInfo) -> Disclosure {
    build_rows(case, Policy::Final, info, [(number, row)], 1)
}

/// The table of these rows, each with its number.
fn build_rows(
    case: &impl Case,
    policy: Policy,
    info: &BuildInfo,
    entries: impl IntoIterator<Item = (usize, u32)>,
    cases: u64,
) -> Disclosure {
    let shown = shown_columns(case);
    let mut builder = Builder::new(meta(case, policy, info, cases), headings(case, policy, &shown));
    let entries: Vec<(usize, u32)> = entries.into_iter().collect();
    let rows: Vec<u32> = entries.iter().map(|(_, row)| *row).collect();
    let roles = case.role_names(&rows, policy);
    for (number, row) in entries {
        builder.text_cell(&number.to_string());
        let withholding = case.withholding(row, policy);
        for &(column, plan) in &shown {
            let cell = CellId { row, column };
            match withholding.as_ref().filter(|w| w.degree.covers(plan)) {
                Some(Withholding { exemptions, .. }) => {
                    builder.mark_cell(&Grounds::Exempt(exemptions.clone()))
                }
                None => add_cell(&mut builder, case, cell, plan, policy, &roles),
            }
        }
        match withholding.filter(|w| w.degree.covers_misuse()) {
            Some(Withholding { exemptions, .. }) => builder.mark_cell(&Grounds::Exempt(exemptions)),
            None => builder.text_cell(misuse_word(case.misuse(row, policy))),
        }
        if policy == Policy::Draft {
            builder.text_cell(DRAFT_CELL);
        }
    }
    builder.finish()
}

/// The source columns that are in the table.
pub(super) fn shown_columns(case: &impl Case) -> Vec<(u16, ColumnPlan)> {
    let plans = case.layout().columns.iter().enumerate();
    plans.filter(|(_, plan)| plan.treatment.is_shown()).map(|(column, plan)| (column as u16, *plan)).collect()
}

fn add_cell(
    builder: &mut Builder,
    case: &impl Case,
    cell: CellId,
    plan: ColumnPlan,
    policy: Policy,
    roles: &RoleNames,
) {
    let text = case.sheet().text(cell).expose();
    let redactions = case.redactions(cell, policy);
    match plan.treatment {
        Treatment::Disclose | Treatment::RedactSpans => {
            let role = |span| roles.get(&(cell, span)).map(String::as_str);
            add_open_text(builder, text, &redactions, role);
        }
        Treatment::YearOnly => {
            // A year cannot be told apart from words of the date that were redacted.
            if !redactions.is_empty() {
                builder.mark(&joined(&redactions));
            } else if let Some(year) = year::year_of(case.sheet(), cell) {
                builder.text(&year.to_string());
            } else if !text.trim().is_empty() {
                builder.mark(&Grounds::OutOfScope);
            }
        }
        // A unit without a wider one cannot be released; a release with one is refused elsewhere.
        Treatment::WiderUnit => match case.wider_unit(cell) {
            Some(wider) => builder.text(&wider),
            None if text.trim().is_empty() => {}
            None => builder.mark(&Grounds::OutOfScope),
        },
        Treatment::SmallNumbers => match small_number(text) {
            Some(false) => builder.text(text.trim()),
            is_small if !text.trim().is_empty() => {
                if is_small.is_some() {
                    builder.text(FEWER);
                }
                builder.mark(&Grounds::Exempt(case.column_exemptions(cell.column)));
            }
            _ => {}
        },
        Treatment::Withhold => builder.mark(&Grounds::Exempt(case.column_exemptions(cell.column))),
        Treatment::OutOfScope | Treatment::Unsettled => {}
    }
    builder.end_cell();
}

/// Lets through what lies between the redactions.
fn add_open_text<'r>(
    builder: &mut Builder,
    text: &str,
    redactions: &[Redaction],
    role: impl Fn(Span) -> Option<&'r str>,
) {
    let mut from = 0;
    for Redaction { span, exemptions } in redactions {
        // If a span were not of this text, `get` gives nothing: too little goes out, never too much.
        builder.text(text.get(from..span.start()).unwrap_or(""));
        builder.mark_as(&Grounds::Exempt(exemptions.clone()), role(*span));
        from = span.end().max(from);
    }
    builder.text(text.get(from..).unwrap_or(""));
}

fn joined(redactions: &[Redaction]) -> Grounds {
    let all: BTreeSet<_> =
        redactions.iter().flat_map(|redaction| redaction.exemptions.iter().copied()).collect();
    Grounds::Exempt(all.into_iter().collect())
}

fn misuse_word(misuse: Option<Misuse>) -> &'static str {
    match misuse {
        Some(Misuse::Yes) => "Yes",
        Some(Misuse::No) => "No",
        Some(Misuse::Unclear) | None => "Unclear",
    }
}

fn headings(case: &impl Case, policy: Policy, shown: &[(u16, ColumnPlan)]) -> Vec<Column> {
    let source = case.sheet().columns();
    let mut headings = vec![Column::ours(ENTRY_HEADING, ColumnKind::Number)];
    headings.extend(shown.iter().map(|&(column, plan)| {
        let heading = source.get(column as usize).map_or("", |column| column.heading());
        let is_standard = is_standard_heading(heading);
        Column { heading: heading.to_owned(), kind: kind(plan), is_standard }
    }));
    headings.push(Column::ours(MISUSE_HEADING, ColumnKind::Short));
    if policy == Policy::Draft {
        headings.push(draft_column());
    }
    headings
}

/// The last column of every table of a draft.
pub(super) fn draft_column() -> Column {
    Column::ours(&style().draft, ColumnKind::Short)
}

fn kind(plan: ColumnPlan) -> ColumnKind {
    if plan.treatment == Treatment::YearOnly || plan.role == Role::Year {
        ColumnKind::Number
    } else if plan.treatment == Treatment::RedactSpans {
        ColumnKind::Long
    } else {
        ColumnKind::Short
    }
}

fn meta(case: &impl Case, policy: Policy, info: &BuildInfo, cases: u64) -> Meta {
    let request = case.request();
    Meta {
        title: request.title.clone(),
        force: request.force.clone(),
        reference: request.reference.clone(),
        period: (request.from, request.to),
        is_draft: policy == Policy::Draft,
        released_at: info.released_at,
        program_version: info.program_version.clone(),
        key: Vec::new(),
        cases,
    }
}

/// Entries that share a reference are one case; an entry without one is a case of its own.
fn count_cases(case: &impl Case, entries: &[u32]) -> u64 {
    let mut references = BTreeSet::new();
    let mut nameless = 0;
    for &row in entries {
        match case.layout().text(case.sheet(), row, Role::Reference).expose().trim() {
            "" => nameless += 1,
            reference => {
                references.insert(reference);
            }
        }
    }
    references.len() as u64 + nameless
}
