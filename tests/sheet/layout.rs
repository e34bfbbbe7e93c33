//! What columns are taken for, on exports of many shapes.

use std::collections::BTreeMap;
use std::path::Path;

use withheld::sheet::{
    ReadOptions, Role, RolesError, Sheet, Treatment, apply_roles, guess_layout, read_bytes, summary_column,
};

const DEV_SET: &str = include_str!("../gold/dev.csv");

fn sheet(csv: &str) -> Sheet {
    read_bytes("export.csv", csv.as_bytes(), &ReadOptions::default()).unwrap().sheet
}

fn roles(sheet: &Sheet) -> Vec<Role> {
    guess_layout(sheet).columns.iter().map(|plan| plan.role).collect()
}

/// A table with these columns, its cells taken from the dev set's column named beside each.
fn table(columns: &[(&str, &str)]) -> Sheet {
    let mut reader = csv::Reader::from_reader(DEV_SET.trim_start_matches('\u{FEFF}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().map(|(heading, _)| heading)).unwrap();
    for (row, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let cell = |field: &str| match (at(field), field) {
            (Some(at), _) => record[at].to_owned(),
            (None, "iopc") => ["Local", "IOPC independent", "Local"][row % 3].to_owned(),
            (None, "handler") => ["A. Pell", "J. Orme", "S. Dace"][row % 3].to_owned(),
            (None, "later") => format!("{:02}/06/2023", row % 28 + 1),
            (None, fixed) => fixed.to_owned(),
        };
        writer.write_record(columns.iter().map(|(_, field)| cell(field))).unwrap();
    }
    sheet(&String::from_utf8(writer.into_inner().unwrap()).unwrap())
}

#[track_caller]
fn check(columns: &[(&str, &str, Role)]) {
    let sheet = table(&columns.iter().map(|&(heading, field, _)| (heading, field)).collect::<Vec<_>>());
    let found = roles(&sheet);
    for (&(heading, _, expected), found) in columns.iter().zip(&found) {
        assert_eq!(*found, expected, "{heading} in {found:?}");
    }
    assert_eq!(found.len(), columns.len());
}

#[test]
fn the_dev_set() {
    let layout = guess_layout(&sheet(DEV_SET));
    let expected = [
        Role::Other,
        Role::Reference,
        Role::Type,
        Role::Recorded,
        Role::Year,
        Role::Unit,
        Role::Allegation,
        Role::Rank,
        Role::Subject,
        Role::SubjectNumber,
        Role::Complainant,
        Role::Flag,
        Role::Status,
        Role::Outcome,
        Role::Summary,
    ];
    assert_eq!(layout.columns.iter().map(|plan| plan.role).collect::<Vec<_>>(), expected);
    let treatments: Vec<Treatment> = layout.columns.iter().map(|plan| plan.treatment).collect();
    for (at, treatment) in [
        (0, Treatment::Unsettled),
        (1, Treatment::OutOfScope),
        (2, Treatment::Disclose),
        (14, Treatment::RedactSpans),
    ] {
        assert_eq!(treatments[at], treatment, "column {at}");
    }
}

#[test]
fn centurion_like() {
    check(&[
        ("Complaint Number", "case_ref", Role::Reference),
        ("Complaint Type", "case_type", Role::Type),
        ("Date Rec'd", "recorded", Role::Recorded),
        ("Date of incident", "later", Role::Date),
        ("Division/Dept", "unit", Role::Unit),
        ("Allegation", "allegation", Role::Allegation),
        ("Allegation Result", "outcome", Role::Outcome),
        ("Rank", "subject_rank", Role::Rank),
        ("Off. Name", "subject_name", Role::Subject),
        ("Collar No", "subject_number", Role::SubjectNumber),
        ("Complainant's Name", "complainant", Role::Complainant),
        ("Investigating Officer", "handler", Role::Other),
        ("Allegation Narrative", "summary", Role::Summary),
    ]);
}

#[test]
fn iapro_and_niche_like() {
    check(&[
        ("IA No", "case_ref", Role::Reference),
        ("Incident type", "case_type", Role::Type),
        ("Received", "recorded", Role::Recorded),
        ("Occurred Date", "later", Role::Date),
        ("Citizen", "complainant", Role::Complainant),
        ("Involved Officer", "subject_name", Role::Subject),
        ("Badge/ID no.", "subject_number", Role::SubjectNumber),
        ("Disposition", "outcome", Role::Outcome),
        ("Mode of investigation", "iopc", Role::InvestigatingBody),
        ("Summary", "summary", Role::Summary),
    ]);
    check(&[
        ("Record ID", "id", Role::Other),
        ("CaseRef", "case_ref", Role::Reference),
        ("CurrentStatus", "status", Role::Status),
        ("DateClosed", "later", Role::Other),
        ("BWV?", "bwv_flag", Role::Flag),
        ("Details", "summary", Role::Summary),
    ]);
}

#[test]
fn values_decide_where_headings_say_nothing() {
    check(&[
        ("Field1", "case_ref", Role::Reference),
        ("Field2", "case_type", Role::Type),
        ("Field3", "recorded", Role::Date),
        ("Field4", "incident_year", Role::Year),
        ("Field5", "subject_rank", Role::Rank),
        ("Field6", "subject_name", Role::Subject),
        ("Field7", "bwv_flag", Role::Flag),
        ("Field8", "status", Role::Status),
        ("Field9", "outcome", Role::Outcome),
        ("Field10", "summary", Role::Summary),
    ]);
}

#[test]
fn values_speak_against_a_heading() {
    // A status that tells a tale is free text; a year of words and a date of words are neither.
    check(&[
        ("Status", "summary", Role::Summary),
        ("Year", "unit", Role::Other),
        ("Date of incident", "outcome", Role::Other),
    ]);
    let sheet = table(&[("Outcome", "summary"), ("Summary", "summary"), ("Type", "subject_name")]);
    let layout = guess_layout(&sheet);
    let released = layout.columns.iter().filter(|plan| plan.treatment == Treatment::Disclose).count();
    assert_eq!(released, 0, "{:?}", layout.columns);
    let redacted: Vec<usize> =
        (0..3).filter(|&at| layout.columns[at].treatment == Treatment::RedactSpans).collect();
    assert_eq!(redacted.len(), 1, "only one column of free text is released by default");
}

#[test]
fn no_column_looks_like_a_summary() {
    let sheet = table(&[("Case Ref", "case_ref"), ("Status", "status")]);
    let error = summary_column(&sheet, &guess_layout(&sheet)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "No column of this sheet looks like a summary. Choose one: \"Case Ref\" (11 characters on average), \
         \"Status\" (9 characters on average)."
    );
}

#[test]
fn an_empty_table_has_no_columns() {
    assert_eq!(roles(&sheet("\n\n")), []);
}

#[test]
fn roles_are_overridden() {
    let sheet = sheet(DEV_SET);
    let mut layout = guess_layout(&sheet);
    let text = r#"
        [columns."Case_Ref"]
        treatment = "disclose"
        [columns.unit]
        role = "Other"
        treatment = "out-of-scope"
        [columns.recorded]
        role = "Date"
    "#;
    apply_roles(&sheet, &mut layout, text).unwrap();
    let plan = |at: usize| (layout.columns[at].role, layout.columns[at].treatment);
    assert_eq!(plan(1), (Role::Reference, Treatment::Disclose));
    assert_eq!(plan(5), (Role::Other, Treatment::OutOfScope));
    assert_eq!(plan(3), (Role::Date, Treatment::YearOnly));
    assert_eq!(plan(14), (Role::Summary, Treatment::RedactSpans));
}

#[test]
fn wrong_roles_say_what_there_is() {
    let sheet = sheet("Case Ref,Summary\nPC/1/19,He was rude.\n");
    let before = guess_layout(&sheet);
    let fails = |text: &str| {
        let mut layout = before.clone();
        let error = apply_roles(&sheet, &mut layout, text).unwrap_err();
        assert_eq!(layout, before, "nothing is applied by halves");
        error
    };
    let error = fails("[columns.\"Case Ref\"]\nrole = \"Other\"\n[columns.Sumary]\nrole = \"Summary\"");
    assert_eq!(
        error.to_string(),
        "The sheet has no column \"Sumary\". Its columns are: \"Case Ref\", \"Summary\"."
    );
    assert!(fails("[columns.Summary]\nrole = \"Story\"").to_string().contains("Reference, Type, Date"));
    let error = fails("[columns.Summary]\ntreatment = \"hide\"");
    assert!(error.to_string().ends_with(
        "disclose, year-only, redact-spans, wider-unit, small-numbers, withhold, out-of-scope, unsettled."
    ));
    for text in ["[columns.Summary]\nrolle = \"Summary\"", "[column.Summary]", "role", "columns = 3"] {
        assert!(matches!(fails(text), RolesError::Syntax(_)), "{text}");
    }
}

/// Exports of our own, in the vocabularies of different systems; `expected.tsv` says what a person
/// takes each column for, with `|` where two answers are as good.
#[test]
fn exports_are_understood_without_help() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    let expected = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let mut exports: BTreeMap<&str, Vec<(&str, Vec<Role>)>> = BTreeMap::new();
    for line in expected.lines().skip(1) {
        let [file, _, heading, roles] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let roles = roles.split('|').map(|role| role.parse().unwrap()).collect();
        exports.entry(file).or_default().push((heading, roles));
    }
    assert_eq!(exports.len(), 29);
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (file, columns) in &exports {
        let csv = std::fs::read_to_string(folder.join(file)).unwrap();
        let layout = guess_layout(&sheet(&csv));
        assert_eq!(layout.columns.len(), columns.len(), "{file}");
        for ((heading, roles), plan) in columns.iter().zip(&layout.columns) {
            if !roles.contains(&plan.role) {
                wrong.entry(file).or_default().push(format!("{heading} taken for {:?}", plan.role));
            }
            let names_somebody =
                [Role::Subject, Role::SubjectNumber, Role::Complainant, Role::Summary, Role::Reference];
            let released = plan.treatment == Treatment::Disclose;
            assert!(!(released && names_somebody.contains(&roles[0])), "{file}: {heading} is released");
        }
    }
    assert!(wrong.len() <= 1, "understood {} of {}: {wrong:#?}", exports.len() - wrong.len(), exports.len());
}
