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
}

/// The records as a sheet, one a row in their order, with the layout to search it by. The text is
/// the first column.
pub fn sheet_of_records<'r>(records: impl IntoIterator<Item = Record<'r>>) -> (Sheet, Layout) {
    let columns = [
        ("Text", Role::Summary),
        ("Subject", Role::Subject),
        ("Number", Role::SubjectNumber),
        ("Complainant", Role::Complainant),
        ("Case", Role::Reference),
    ];
    let mut builder = SheetBuilder::new("records", &columns.map(|(heading, _)| heading));
    for (at, record) in records.into_iter().enumerate() {
        let Record { text, subject, number, complainant, case } = record;
        let cells = [text, subject, number, complainant, case].map(|cell| (cell.expose(), None));
        builder.push_row(at as u32 + 1, false, cells);
    }
    let plan = |(_, role): (&str, Role)| ColumnPlan { role, treatment: role.default_treatment() };
    (builder.finish(), Layout { columns: columns.into_iter().map(plan).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Cancel, Options, run};

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
