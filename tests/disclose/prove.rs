//! Random tables with random redactions: what is written proves clean, holds no withheld words,
//! and reads the same to readers that are not ours.

mod page;

use std::io::Cursor;

use crate::support::{FakeCase, info, written};
use calamine::{Data, Ods, Range, Reader, Xlsx};
use proptest::prelude::*;
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

/// Writes and proves; `None` if the format cannot hold a character of the disclosure and says so.
fn check(format: &Format, disclosure: &Disclosure, secrets: &Secrets) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Err(error) = (format.write)(disclosure, &mut bytes, &Cancel::default()) {
        let told = error.to_string();
        assert!(told.contains("control character") && told.contains("Entry "), "{format:?}: {told}");
        assert!(has_control_character(disclosure) && matches!(format.name, "ods" | "html"), "{format:?}");
        return None;
    }
    let mut input = Cursor::new(&bytes);
    let proof =
        prove(format, "x", "x disclosure.csv", &mut input, disclosure, secrets, &Cancel::default()).unwrap();
    assert!(proof.is_clean(), "{format:?}: {:?}", proof.failures());
    assert_eq!(proof.cells() as usize, (disclosure.row_count() + 1) * disclosure.columns().len());
    assert_eq!(bytes, written(format, disclosure), "{format:?} differs from one time to the next");
    Some(bytes)
}

fn has_control_character(disclosure: &Disclosure) -> bool {
    let is_unfit = |c: char| (c < ' ' && !"\t\r\n".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
    expected_rows(disclosure).iter().flatten().any(|text| text.contains(is_unfit))
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
            let Some(bytes) = check(format, &disclosure, &secrets) else { continue };
            match format.name {
                "csv" => {
                    let plain = std::str::from_utf8(&bytes).unwrap();
                    prop_assert!(!SECRETS.iter().any(|secret| plain.contains(secret)));
                    let rows = rows_of_csv(plain.trim_start_matches('\u{feff}'));
                    let guarded: Vec<Vec<String>> =
                        expected.iter().map(|row| row.iter().map(|text| crate::support::guarded(text)).collect()).collect();
                    prop_assert_eq!(rows, guarded);
                }
                "xlsx" => prop_assert_eq!(rows_of_xlsx(bytes), expected.clone()),
                "ods" => prop_assert_eq!(rows_of_ods(bytes), with_one_line_break(&expected)),
                "html" => {
                    prop_assert!(page::is_its_own_tree(&bytes));
                    prop_assert_eq!(page::rows(&bytes), with_one_line_break(&expected));
                }
                other => panic!("no second opinion on {other}"),
            }
        }
    }

    #[test]
    fn withheld_words_leave_no_trace_in_any_byte(
        rows in prop::collection::vec((cell(), cell(), 0u8..8), 1..8),
        other in prop::array::uniform6("[A-Za-z0-9 ]{1,60}"),
        name in "[A-Za-z ]{0,40}",
    ) {
        let build = |secrets: &[&str], name: &str| {
            let mut case = FakeCase::new(&["Type", "Summary", "Withheld"]);
            for (first, second, withheld) in &rows {
                let fixed = [("12/03/2019", &[][..]), (name, &[][..])];
                let cells = [first.clone(), second.clone(), vec![(name.to_owned(), None)]];
                case.push_row(&fixed, &cells, secrets, *withheld);
            }
            build(&case, Policy::Final, &info())
        };
        let first = build(&SECRETS, "Strzzkow");
        let second = build(&other.each_ref().map(String::as_str), &name);
        for format in FORMATS {
            let bytes = |disclosure| {
                let mut bytes = Vec::new();
                (format.write)(disclosure, &mut bytes, &Cancel::default()).map(|()| bytes).map_err(|e| e.to_string())
            };
            prop_assert!(bytes(&first) == bytes(&second), "{:?} tells what was withheld", format);
        }
    }
}

/// What a format says to a cell; nothing if it holds it.
#[track_caller]
fn check_refusal(format: &str, cell: &str, expected: Option<&str>) {
    let mut case = FakeCase::new(&["Type", "Summary"]);
    case.push_marked(&["12/03/2019", "", "Complaint", cell]);
    let disclosure = build(&case, Policy::Final, &info());
    let format = Format::from_name(format).unwrap();
    let told = (format.write)(&disclosure, &mut Vec::new(), &Cancel::default()).err().map(|e| e.to_string());
    let is_told = match (&told, expected) {
        (Some(told), Some(expected)) => {
            told.contains(expected) && told.starts_with("Entry 1, column 4 (“Summary”)")
        }
        (told, expected) => told.is_none() && expected.is_none(),
    };
    assert!(is_told, "{format:?}: {told:?}");
}

#[test]
fn a_cell_that_a_format_cannot_hold_is_named() {
    let (longest, longer) = ("é".repeat(32_767), "é".repeat(32_768));
    for format in ["xlsx", "ods"] {
        check_refusal(format, &longest, None);
        check_refusal(format, &longer, Some("32,767 characters"));
    }
    for format in ["ods", "html"] {
        check_refusal(format, "a\u{b}b", Some("control character"));
        check_refusal(format, "a\tb\r\nc\u{85}\u{202e}", None);
    }
    for format in ["csv", "html"] {
        check_refusal(format, &longer, None);
    }
    check_refusal("xlsx", "a\u{b}b", None);
}

#[test]
fn a_long_cell_with_marks_is_written_without_their_look() {
    let mut case = FakeCase::new(&["Type", "Summary"]);
    case.push_marked(&[
        "12/03/2019",
        "",
        "Complaint",
        &format!("PC {{{{Qwxyzil}}}} {}", "é & ".repeat(8_000)),
    ]);
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    for format in FORMATS {
        check(format, &disclosure, &secrets).unwrap();
    }
}

/// Line breaks of every kind as one, for formats that know one.
fn with_one_line_break(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let one = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n");
    rows.iter().map(|row| row.iter().map(one).collect()).collect()
}

fn rows_of_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn rows_of_xlsx(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    texts(&book.worksheet_range("Disclosure").unwrap())
}

fn rows_of_ods(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Ods<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    texts(&book.worksheet_range("Disclosure").unwrap())
}

fn texts(range: &Range<Data>) -> Vec<Vec<String>> {
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
