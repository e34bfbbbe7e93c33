//! The marks of an entry, in the order in which they stand in its released row.

use super::{Challenged, DefenceError};
use crate::disclose::build::shown_columns;
use crate::disclose::{MISUSE_HEADING, year};
use crate::law::ExemptionId;
use crate::review::{Place, Policy, Redaction, Withholding, Workspace, small_number};
use crate::sheet::{CellId, ColumnPlan, Treatment};
use crate::text::{Span, fold};

/// A mark of the released row.
pub(super) struct Mark {
    /// Its number in the row, from 1.
    pub(super) number: usize,
    /// Its column; none for the officer's own.
    column: Option<u16>,
    /// Heading of its column.
    pub(super) heading: String,
    /// The words under it; empty for the officer's own column.
    pub(super) words: String,
    /// In canonical order; none where words were not asked for.
    pub(super) exemptions: Vec<ExemptionId>,
    /// What it rests on.
    pub(super) basis: Basis,
}

/// What a mark rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Basis {
    /// Decisions on words of a cell.
    Words(CellId, Span),
    /// The withholding of the entry.
    Entry(u32, Withholding),
    /// The withholding of the column.
    Column(u16),
    /// A date without a year: not asked for.
    OutOfScope(u16),
}

impl Mark {
    fn is_at(&self, place: Place) -> bool {
        match &self.basis {
            Basis::Words(cell, span) => *cell == place.cell && span.touches(place.span),
            Basis::Entry(..) | Basis::Column(_) | Basis::OutOfScope(_) => {
                self.column == Some(place.cell.column)
            }
        }
    }
}

/// The challenged marks of the entry of this number.
pub(super) fn challenged(
    workspace: &Workspace,
    entry: usize,
    challenged: Challenged<'_>,
) -> Result<Vec<Mark>, DefenceError> {
    let entries = workspace.entries(Policy::Final);
    let row = entry.checked_sub(1).and_then(|at| entries.get(at));
    let &row = row.ok_or(DefenceError::Entry { entry, entries: entries.len() })?;
    let mut marks = of_row(workspace, row);
    if marks.is_empty() {
        return Err(DefenceError::Nothing { entry });
    }
    let count = marks.len();
    match challenged {
        Challenged::All => Ok(marks),
        Challenged::Mark(mark) => {
            marks.retain(|found| found.number == mark);
            if marks.is_empty() { Err(DefenceError::Mark { entry, mark, marks: count }) } else { Ok(marks) }
        }
        Challenged::Place(place) => {
            marks.retain(|mark| mark.is_at(place));
            if marks.is_empty() { Err(DefenceError::Place { entry }) } else { Ok(marks) }
        }
        Challenged::Words(words) => {
            let words = fold(words.trim());
            marks.retain(|mark| !words.is_empty() && fold(&mark.words).contains(&*words));
            if marks.is_empty() { Err(DefenceError::Words { entry }) } else { Ok(marks) }
        }
    }
}

fn of_row(workspace: &Workspace, row: u32) -> Vec<Mark> {
    let withholding = workspace.withholding(row, Policy::Final);
    let mut marks = Vec::new();
    let mut add = |column: Option<u16>, heading: &str, words: &str, exemptions: Vec<ExemptionId>, basis| {
        let (heading, words) = (heading.to_owned(), words.to_owned());
        marks.push(Mark { number: marks.len() + 1, column, heading, words, exemptions, basis });
    };
    for (column, plan) in shown_columns(workspace) {
        let cell = CellId { row, column };
        let columns = workspace.sheet().columns();
        let heading = columns.get(usize::from(column)).map_or("", |column| column.heading());
        let text = workspace.sheet().text(cell).expose();
        if let Some(whole) = withholding.as_ref().filter(|whole| whole.degree.covers(plan)) {
            add(Some(column), heading, text, whole.exemptions.clone(), Basis::Entry(row, whole.clone()));
            continue;
        }
        for (words, exemptions, basis) in of_cell(workspace, cell, plan, text) {
            add(Some(column), heading, words, exemptions, basis);
        }
    }
    if let Some(whole) = withholding.filter(|whole| whole.degree.covers_misuse()) {
        add(None, MISUSE_HEADING, "", whole.exemptions.clone(), Basis::Entry(row, whole));
    }
    marks
}

/// The marks of a cell of an entry that is not withheld as a whole: what is under each, its exemptions
/// and what it rests on.
fn of_cell<'t>(
    workspace: &Workspace,
    cell: CellId,
    plan: ColumnPlan,
    text: &'t str,
) -> Vec<(&'t str, Vec<ExemptionId>, Basis)> {
    let redactions = workspace.redactions(cell, Policy::Final);
    match plan.treatment {
        Treatment::Withhold => {
            let exemptions = workspace.column_exemptions(cell.column);
            vec![(text, exemptions, Basis::Column(cell.column))]
        }
        Treatment::YearOnly if redactions.is_empty() => {
            let has_mark = !text.trim().is_empty() && year::year_of(workspace.sheet(), cell).is_none();
            has_mark.then(|| (text, Vec::new(), Basis::OutOfScope(cell.column))).into_iter().collect()
        }
        // A year cannot be told apart from words of the date that were redacted: one mark for all.
        Treatment::YearOnly => {
            let joined = redactions.into_iter().reduce(|a, b| Redaction {
                span: a.span.join(b.span),
                exemptions: [a.exemptions, b.exemptions].concat(),
            });
            joined.map(|all| of_words(cell, text, all)).into_iter().collect()
        }
        Treatment::WiderUnit => {
            let has_mark = !text.trim().is_empty() && workspace.wider_unit(cell).is_none();
            has_mark.then(|| (text, Vec::new(), Basis::OutOfScope(cell.column))).into_iter().collect()
        }
        Treatment::SmallNumbers => {
            let has_mark = !text.trim().is_empty() && small_number(text) != Some(false);
            let exemptions = workspace.column_exemptions(cell.column);
            has_mark.then_some((text, exemptions, Basis::Column(cell.column))).into_iter().collect()
        }
        Treatment::Disclose | Treatment::RedactSpans => {
            redactions.into_iter().map(|redaction| of_words(cell, text, redaction)).collect()
        }
        Treatment::OutOfScope | Treatment::Unsettled => Vec::new(),
    }
}

fn of_words(cell: CellId, text: &str, redaction: Redaction) -> (&str, Vec<ExemptionId>, Basis) {
    let Redaction { span, mut exemptions } = redaction;
    exemptions.sort_unstable();
    exemptions.dedup();
    (span.of(text).unwrap_or(""), exemptions, Basis::Words(cell, span))
}
