//! What the tests of the case file share: a small case, keys that are quick to try, and a way to
//! run a part of a test in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jiff::Timestamp;
use withheld::review::{Imported, Request, Source};
use withheld::sheet::{ColumnPlan, Layout, Report, Role, SheetBuilder, Typed, Warning, WarningKind};
use withheld::store::{CaseFile, Cost, Key, Passphrase, Stamp};
use withheld::text::SensitiveString;

/// Stands in every text of the case, and nowhere else.
pub const MARKER: &str = "Xylander-Quist";

pub const QUICK: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

const CASE_OF_CHILD: &str = "WITHHELD_TEST_CASE";

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

pub fn stamp() -> Stamp {
    Stamp { at: at(0), officer: format!("Officer {MARKER}") }
}

pub fn passphrase(words: &str) -> Key {
    Key::Passphrase(Passphrase::new(words.to_owned()).unwrap())
}

pub fn imported(rows: u32) -> Imported {
    let mut builder = SheetBuilder::new("Cases", &["Reference", "Date", "Summary"]);
    builder.hide_column(0);
    for row in 0..rows {
        let date = jiff::civil::date(2024, 2, 29);
        let summary =
            format!("\"{MARKER}\" said\r\n“no” – entry {row}.\u{0}\t{}", "é".repeat(row as usize % 97));
        let reference = format!("CO/{row:05}/24");
        builder.push_row(
            row + 2,
            row % 7 == 3,
            [
                (reference.as_str(), Some(Typed::Number(0.1 + f64::from(row)))),
                ("29/02/2024", Some(Typed::DateTime(date.at(23, 59, 59, 0)))),
                (summary.as_str(), None),
            ],
        );
    }
    let role = |role: Role| ColumnPlan { role, treatment: role.default_treatment() };
    Imported {
        source: Source { file_name: format!("{MARKER}.csv"), byte_len: 7, sha256: "00".into() },
        sheet: Arc::new(builder.finish()),
        report: Report {
            warnings: vec![Warning {
                kind: WarningKind::Comment,
                place: "Cases!B2".into(),
                count: 1,
                sample: Some(SensitiveString::new(MARKER)),
            }],
        },
        layout: Layout { columns: [Role::Reference, Role::Date, Role::Summary].map(role).to_vec() },
        request: Request { reference: "01.FOI.22.025751".into(), ..Request::default() },
        texts: serde_json::from_str(r#"{"refusal.toml":"00"}"#).unwrap(),
        notice_by_default: true,
    }
}

/// A case `case.withheld` with these events.
pub fn create(folder: &Path, key: &Key, events: &[&str]) -> PathBuf {
    let path = folder.join("case.withheld");
    let mut case = CaseFile::create(&path, key, QUICK, &imported(5), &stamp()).unwrap();
    for event in events {
        case.append_event(at(1), "A", event).unwrap();
    }
    path
}

pub fn events(case: &CaseFile) -> Vec<String> {
    case.load::<String>().unwrap().events.into_iter().map(|entry| entry.event).collect()
}

/// Names of the files in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Runs the ignored test of this name, which is one half of another, in its own process.
pub fn child(test: &str, case: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture", "--quiet"]).env(CASE_OF_CHILD, case);
    command
}

/// In a child: the case file it is to work on.
pub fn case_of_child() -> PathBuf {
    std::env::var_os(CASE_OF_CHILD).expect("run by another test").into()
}
