//! Figures, not tests: how long a decision takes to be safe, and what a large sheet costs. With
//! `cargo test --release --test store_case figures::a_ -- --ignored --nocapture --test-threads 1`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use withheld::review::{Change, Decision, Event, Imported, Place};
use withheld::sheet::{CellId, SheetBuilder};
use withheld::store::{CaseFile, Cost, Key};
use withheld::text::Span;

use crate::common::{at, case_of_child, child, create, imported, passphrase, stamp};

/// As many rows of 600-character summaries as fill 75 MB.
const ROWS: u32 = 100_000;

/// Words of a small vocabulary in no order: compresses as prose does, not as repetition.
fn summary(row: u32) -> String {
    let words =
        ["the", "officer", "attended", "Kingston", "and", "was", "alleged", "O’Neil", "video", "\r\n"];
    let mut state = u64::from(row) + 1;
    let mut text = String::with_capacity(620);
    while text.len() < 600 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = words[(state >> 33) as usize % words.len()];
        text.push_str(word);
        if state >> 60 == 0 {
            text.push_str(&(state >> 40).to_string());
        }
        text.push(' ');
    }
    text
}

fn large() -> Imported {
    let headings = ["Reference", "Type", "Date", "Unit", "Subject", "Status", "Outcome", "Summary"];
    let mut builder = SheetBuilder::new("Cases", &headings);
    for row in 0..ROWS {
        let (reference, text) = (format!("CO/{row:06}/24"), summary(row));
        let cells = [&reference, "Conduct", "29/02/2024", "Met HQ", "SMITH, J", "Open", "No case to answer"];
        builder.push_row(row + 2, false, cells.into_iter().chain([text.as_str()]).map(|cell| (cell, None)));
    }
    Imported { sheet: Arc::new(builder.finish()), ..imported(0) }
}

/// Most memory this process ever had, in MB, where the system tells.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
#[ignore = "a part of a measurement"]
fn part_store_sheet() {
    let import = large();
    let (before, start) = (peak_mb(), Instant::now());
    CaseFile::create(&case_of_child(), &Key::None, Cost::default(), &import, &stamp()).unwrap();
    println!("store: {:?}, peak {before} MB with the sheet alone, then {} MB", start.elapsed(), peak_mb());
}

#[test]
#[ignore = "a part of a measurement"]
fn part_load_sheet() {
    let case = CaseFile::open(&case_of_child(), &Key::None).unwrap();
    let start = Instant::now();
    let loaded = case.load::<Event>().unwrap();
    println!("load: {:?}, peak {} MB", start.elapsed(), peak_mb());
    assert!(loaded.chain.is_whole());
    let start = Instant::now();
    assert!(case.verify_chain().unwrap().is_whole());
    println!("verify: {:?}", start.elapsed());
    assert_eq!(loaded.imported.sheet.row_count(), ROWS);
}

#[test]
#[ignore = "a measurement"]
fn a_large_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.withheld");
    for part in ["figures::part_store_sheet", "figures::part_load_sheet"] {
        assert!(child(part, &path).status().unwrap().success());
    }
    println!("file: {} MB", std::fs::metadata(&path).unwrap().len() >> 20);
}

#[test]
#[ignore = "a measurement"]
fn a_decision() {
    let folder = tempfile::Builder::new().tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = create(folder.path(), &passphrase("a"), &[]);
    let mut case = CaseFile::open(&path, &passphrase("a")).unwrap();
    let place = Place { cell: CellId { row: 1, column: 2 }, span: Span::try_from((3, 9)).unwrap() };
    let now = Some(Decision::Keep { reason: "Already public".into() });
    let event = Event::Changed { changes: vec![Change::Mark { place, was: None, now }] };
    let mut times: Vec<Duration> = (0..500)
        .map(|n| {
            let start = Instant::now();
            case.append_event(at(n), "A", &event).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("durable: median {:?}, 99th {:?}, worst {:?}", times[250], times[495], times[499]);
    println!("{} bytes a decision", std::fs::metadata(&path).unwrap().len() / 500);
}

#[test]
#[ignore = "a measurement"]
fn a_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.withheld");
    drop(CaseFile::create(&path, &passphrase("a"), Cost::default(), &imported(1), &stamp()).unwrap());
    let start = Instant::now();
    CaseFile::open(&path, &passphrase("a")).unwrap();
    println!("open: {:?}, peak {} MB", start.elapsed(), peak_mb());
}
