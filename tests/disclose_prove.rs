//! Random tables with random redactions: what is written proves clean, holds no withheld words,
//! and reads the same to readers that are not ours.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use support::{FakeCase, info, written};
use withheld::detect::Cancel;
use withheld::disclose::proof::prove;
use withheld::disclose::{Disclosure, FORMATS, Format, Secrets, build};
use withheld::review::Policy;

/// Words that stand in no open text, format or heading.
const SECRETS: [&str; 6] =
    ["Qwxyzil", "Zoë Vblkor", "07700 900123", "=Hjkzzt()", "LK17 XQZ", "<Vrjjk & “Wq”>"];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~]{0,40}",
        2 => "\\PC{0,30}",
        1 => "[\u{0}-\u{1f} a-c\",'_x0-9=+@-]{0,30}",
        1 => Just("_x0041_ \r\n\t\u{fffe}".to_owned()),
        1 => Just("-12.5".to_owned()),
        1 => Just("'=1".to_owned()),
    ]
}

fn cell() -> impl Strategy<Value = Vec<(String, Option<usize>)>> {
    prop::collection::vec((text(), prop::option::of(0..SECRETS.len())), 0..4)
}

fn case() -> impl Strategy<Value = FakeCase> {
    prop::collection::vec((cell(), cell(), 0u8..8), 0..12).prop_map(|rows| {
        let mut case = FakeCase::new(&["Type", "Summary"]);
        for (first, second, withheld) in rows {
            case.push_row(&[("12/03/2019", &[]), ("Strzzkow", &[])], &[first, second], &SECRETS, withheld);
        }
        case
    })
}

fn check(format: &Format, disclosure: &Disclosure, secrets: &Secrets) -> Vec<u8> {
    let bytes = written(format, disclosure);
    let mut input = Cursor::new(&bytes);
    let proof =
        prove(format, "x", "x disclosure.csv", &mut input, disclosure, secrets, &Cancel::default()).unwrap();
    assert!(proof.is_clean(), "{format:?}: {:?}", proof.failures());
    assert_eq!(proof.cells() as usize, (disclosure.row_count() + 1) * disclosure.columns().len());
    assert_eq!(bytes, written(format, disclosure), "{format:?} differs from one time to the next");
    bytes
}

fn expected_rows(disclosure: &Disclosure) -> Vec<Vec<String>> {
    let headings = disclosure.columns().iter().map(|column| column.heading.clone()).collect();
    let rows = (0..disclosure.row_count()).map(|row| disclosure.row(row).map(|cell| cell.text()).collect());
    std::iter::once(headings).chain(rows).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_proves_clean(case in case(), is_draft in any::<bool>()) {
        let policy = if is_draft { Policy::Draft } else { Policy::Final };
        let disclosure = build(&case, policy, &info());
        let secrets = Secrets::collect(&case, policy);
        let expected = expected_rows(&disclosure);
        for text in expected.iter().flatten() {
            prop_assert!(!SECRETS.iter().any(|secret| text.contains(secret)));
        }
        // PDF refuses letters that its typeface does not have; tests/disclose_pdf.rs gives it others.
        for format in FORMATS.iter().filter(|format| format.name != "pdf") {
            let bytes = check(format, &disclosure, &secrets);
            match format.name {
                "csv" => {
                    let plain = std::str::from_utf8(&bytes).unwrap();
                    prop_assert!(!SECRETS.iter().any(|secret| plain.contains(secret)));
                    let rows = rows_of_csv(plain.trim_start_matches('\u{feff}'));
                    let guarded: Vec<Vec<String>> =
                        expected.iter().map(|row| row.iter().map(|text| support::guarded(text)).collect()).collect();
                    prop_assert_eq!(rows, guarded);
                }
                "xlsx" => prop_assert_eq!(rows_of_xlsx(bytes), expected.clone()),
                other => panic!("no second opinion on {other}"),
            }
        }
    }
}

fn rows_of_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn rows_of_xlsx(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Disclosure").unwrap();
    range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::String(text) => text.clone(),
                    Data::Float(number) => number.to_string(),
                    Data::Empty => String::new(),
                    Data::Int(_)
                    | Data::Bool(_)
                    | Data::DateTime(_)
                    | Data::DateTimeIso(_)
                    | Data::DurationIso(_)
                    | Data::Error(_) => panic!("a cell is neither text nor number"),
                })
                .collect()
        })
        .collect()
}
