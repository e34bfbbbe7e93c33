//! The built-in sample: made by its program, and full of what a real export brings along.

use withheld::sheet::{
    CellId, Column, Role, SheetState, Treatment, Typed, WarningKind, guess_layout, read_bytes, summary_column,
};

#[path = "../../examples/make_sample.rs"]
#[allow(dead_code)]
mod make_sample;

const SAMPLE: &[u8] = include_bytes!("../../assets/sample/case-export.xlsx");
const DEV_SET: &str = include_str!("../gold/dev.csv");

#[test]
fn is_what_its_program_makes() {
    assert!(make_sample::build().unwrap() == SAMPLE, "run `cargo run --example make_sample`");
}

#[test]
fn holds_every_summary_of_the_dev_set_unchanged() {
    let import = read_bytes("case-export.xlsx", SAMPLE, &Default::default()).unwrap();
    let dev = read_bytes("dev.csv", DEV_SET.as_bytes(), &Default::default()).unwrap();
    assert_eq!((import.sheet.row_count(), dev.sheet.row_count()), (240, 240));
    let summary = summary_column(&import.sheet, &guess_layout(&import.sheet)).unwrap();
    let dev_summary = summary_column(&dev.sheet, &guess_layout(&dev.sheet)).unwrap();
    for row in 0..240 {
        let (ours, theirs) = (CellId { row, column: summary }, CellId { row, column: dev_summary });
        assert_eq!(import.sheet.text(ours).expose(), dev.sheet.text(theirs).expose());
    }
}

#[test]
fn its_columns_are_guessed() {
    let import = read_bytes("case-export.xlsx", SAMPLE, &Default::default()).unwrap();
    let layout = guess_layout(&import.sheet);
    let roles: Vec<(&str, Role)> = std::iter::zip(import.sheet.columns(), &layout.columns)
        .map(|(column, plan)| (column.heading(), plan.role))
        .collect();
    assert_eq!(
        roles,
        [
            ("Case Reference", Role::Reference),
            ("Case Type", Role::Type),
            ("Date Recorded", Role::Recorded),
            ("Year of Incident", Role::Year),
            ("Unit", Role::Unit),
            ("Allegation Type", Role::Allegation),
            ("Subject Rank", Role::Rank),
            ("Subject Name", Role::Subject),
            ("Subject No.", Role::SubjectNumber),
            ("Officer E-mail", Role::Other),
            ("Complainant", Role::Complainant),
            ("BWV Flag", Role::Flag),
            ("Status", Role::Status),
            ("Outcome", Role::Outcome),
            ("Summary of Allegation", Role::Summary),
        ]
    );
    assert_eq!(layout.columns[9].treatment, Treatment::Unsettled);
    assert_eq!(layout.columns[13].treatment, Treatment::Disclose);
    assert_eq!(layout.columns[14].treatment, Treatment::RedactSpans);
}

#[test]
fn its_hidden_things_are_found() {
    let import = read_bytes("case-export.xlsx", SAMPLE, &Default::default()).unwrap();
    let hidden: Vec<&str> =
        import.sheet.columns().iter().filter(|column| column.is_hidden()).map(Column::heading).collect();
    assert_eq!(hidden, ["Officer E-mail"]);
    assert_eq!(import.guesses.heading_row, Some(5));
    assert_eq!(import.guesses.sheets[1].state, SheetState::Hidden);
    let places = |kind| import.report.of_kind(kind).map(|w| w.place.as_str()).collect::<Vec<_>>();
    assert_eq!(places(WarningKind::HiddenSheet), ["Officer data (224 rows, 5 columns)"]);
    assert_eq!(places(WarningKind::HiddenColumn), ["Case export: column J"]);
    assert_eq!(places(WarningKind::Comment), ["Case export: H6, O13"]);
    assert_eq!(places(WarningKind::BlankRows), ["Case export: row 246"]);
    assert_eq!(places(WarningKind::RowsAboveHeading), ["Case export: rows 1-3"]);
}

#[test]
fn its_dates_are_dates_and_its_dirt_is_kept() {
    let import = read_bytes("case-export.xlsx", SAMPLE, &Default::default()).unwrap();
    let recorded = CellId { row: 0, column: 2 };
    assert_eq!(import.sheet.text(recorded).expose(), "14/01/2019");
    assert_eq!(import.sheet.typed(recorded), Some(Typed::Date("2019-01-14".parse().unwrap())));
    let texts = |column| (0..240).map(move |row| CellId { row, column });
    let any =
        |column, found: fn(&str) -> bool| texts(column).any(|cell| found(import.sheet.text(cell).expose()));
    assert!(any(4, |unit| unit.ends_with("  ")));
    assert!(any(5, |allegation| allegation.contains('\u{A0}')));
    assert!(any(7, |name| name.trim().contains("  ")));
    assert!(any(12, |status| status == "FINALISED") && any(12, |status| status == "finalised"));
}
