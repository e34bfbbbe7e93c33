//! Single records as a sheet, so that what holds for a spreadsheet holds for them.

use crate::sheet::{ColumnPlan, Layout, Role, Sheet, SheetBuilder};
use crate::text::Sensitive;

/// One record of the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record<'r> {
    /// The text to search.
    pub text: Sensitive<'r>,
    /// Name of the subject; may be empty.
    pub subject: Sensitive<'r>,
    /// Number of the subject; may be empty.
    pub number: Sensitive<'r>,
    /// Name of the complainant; may be empty.
    pub complainant: Sensitive<'r>,
    /// Reference of the case; records that share it know each other's names. May be empty.
    pub case: Sensitive<'r>,
    /// Status of the case as its system words it; may be empty.
    pub status: Sensitive<'r>,
    /// Outcome of the case; may be empty.
    pub outcome: Sensitive<'r>,
    /// The system's own flag for body-worn video; may be empty.
    pub flag: Sensitive<'r>,
}

/// The records as a sheet, one a row in their order, with the layout to search it by. The text is
/// the first column. Status, outcome and flag are columns only where a record has one.
pub fn sheet_of_records<'r>(records: impl IntoIterator<Item = Record<'r>>) -> (Sheet, Layout) {
    let records: Vec<Record<'r>> = records.into_iter().collect();
    let given =
        |cell: fn(&Record<'r>) -> Sensitive<'r>| records.iter().any(|record| !cell(record).is_empty());
    let all: [(&str, Role, bool); 8] = [
        ("Text", Role::Summary, true),
        ("Subject", Role::Subject, true),
        ("Number", Role::SubjectNumber, true),
        ("Complainant", Role::Complainant, true),
        ("Case", Role::Reference, true),
        ("Status", Role::Status, given(|record| record.status)),
        ("Outcome", Role::Outcome, given(|record| record.outcome)),
        ("Flag", Role::Flag, given(|record| record.flag)),
    ];
    let columns: Vec<(&str, Role)> =
        all.iter().filter(|(.., is_there)| *is_there).map(|&(heading, role, _)| (heading, role)).collect();
    let headings: Vec<&str> = columns.iter().map(|(heading, _)| *heading).collect();
    let mut builder = SheetBuilder::new("records", &headings);
    for (at, record) in (1u32..).zip(records) {
        let Record { text, subject, number, complainant, case, status, outcome, flag } = record;
        let cells = [text, subject, number, complainant, case, status, outcome, flag];
        let there = cells.into_iter().zip(&all).filter(|(_, (.., is_there))| *is_there);
        builder.push_row(at, false, there.map(|(cell, _)| (cell.expose(), None)));
    }
    let plan = |&(_, role): &(&str, Role)| ColumnPlan { role, treatment: role.default_treatment() };
    (builder.finish(), Layout { columns: columns.iter().map(plan).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Cancel, Options, run};

    #[test]
    fn what_no_record_has_is_no_column() {
        let roles = |record| {
            let (_, layout) = sheet_of_records([Record::default(), record]);
            layout.columns.iter().skip(5).map(|plan| plan.role).collect::<Vec<_>>()
        };
        assert_eq!(roles(Record::default()), []);
        let closed = Record { status: Sensitive::new("Finalised"), ..Record::default() };
        assert_eq!(roles(closed), [Role::Status]);
        let flagged = Record { flag: Sensitive::new("Y"), ..closed };
        assert_eq!(roles(flagged), [Role::Status, Role::Flag]);
    }

    #[test]
    fn records_of_one_case_know_each_other() {
        let record = |text, subject| Record {
            text: Sensitive::new(text),
            subject: Sensitive::new(subject),
            case: Sensitive::new("7"),
            ..Record::default()
        };
        let (sheet, layout) =
            sheet_of_records([record("a word", "OKAFOR, Daniel"), record("saw okafor", "")]);
        let findings = run(&sheet, &layout, Options::default(), &Cancel::default(), &|_| ()).unwrap();
        let words: Vec<_> =
            findings.iter().map(|f| f.span.of(sheet.text(f.cell).expose()).unwrap()).collect();
        assert_eq!(words, ["okafor"]);
    }
}
