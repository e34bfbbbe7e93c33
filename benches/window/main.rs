//! What the window costs: `cargo bench --bench window` (add `-- 10000` for another size).
//!
//! Draws frames without a display and without painting them, on a made-up case of 100,000 entries, and
//! prints how long our own part of a frame takes while scrolling and deciding; and how long it takes
//! from start to the sample's first suggestion, how long a look through all texts takes, and the memory
//! of it all against the text.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(clippy::unwrap_used, reason = "a panic in a benchmark is seen")]

#[path = "../spine/generator.rs"]
mod generator;
mod stage;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use egui::{Key, Modifiers};
use jiff::Timestamp;
use stage::{Input, Stage, key, key_with, typed, wheel};
use withheld::app::Opening;
use withheld::detect::{Cancel, Options};
use withheld::review::{Event, Imported, Place, Reach, Vocabulary, Workspace};
use withheld::sheet::{Column, ReadOptions, Seeker, read_bytes};
use withheld::store::{CaseFile, Cost, Key as CaseKey, NewEvent, Stamp};

/// Frames of each measurement.
const FRAMES: usize = 2_000;

/// Names the folder to the program that makes the case there.
const MADE_IN: &str = "WITHHELD_BENCH_CASE";
const CASE: &str = "bench.withheld";
const BYTES: &str = "bytes of text";

fn main() {
    // Cargo passes `--bench`; a number is a size.
    let rows = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    if let Some(folder) = std::env::var_os(MADE_IN) {
        return make_case(rows, Path::new(&folder));
    }
    first_suggestion();
    let folder = tempfile::tempdir().unwrap();
    // In a program of its own: what making it took must not count as memory of the window.
    let mut making = Command::new(std::env::current_exe().unwrap());
    assert!(making.arg(rows.to_string()).env(MADE_IN, folder.path()).status().unwrap().success());
    let text = fs::read_to_string(folder.path().join(BYTES)).unwrap().parse().unwrap();
    frames(&folder.path().join(CASE), text);
}

/// From nothing to the sample's first suggestion, without the system's part: opening a window.
fn first_suggestion() {
    let begun = Instant::now();
    let mut stage = Stage::new(Opening::Sample);
    stage.until("Suggestion 1 of");
    println!("{:>9.0} ms  from start to the sample's first suggestion, without a display", ms(begun));
}

/// Makes the case file, and notes how many bytes of text it has.
fn make_case(rows: usize, folder: &Path) {
    let begun = Instant::now();
    let mut csv = Vec::new();
    generator::write_export(rows, &mut csv).unwrap();
    let read = read_bytes("export.csv", &csv, &ReadOptions::default()).unwrap();
    drop(csv);
    let mut imported = Imported::from(read);
    imported.request.reference = "01.FOI.26.000001".to_owned();
    println!("{:>9.0} ms  making and reading an export of {rows} rows", ms(begun));
    let begun = Instant::now();
    let mut workspace = Workspace::new(imported.clone());
    println!("{:>9.0} ms  grouping it into cases and judging its scope", ms(begun));
    let begun = Instant::now();
    let detected = workspace.search(Options::default(), &Cancel::default(), &|_| {}).unwrap();
    println!("{:>9.0} ms  searching it ({} findings)", ms(begun), detected.findings.len());
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, officer: "bench".to_owned() };
    let mut file =
        CaseFile::create(&folder.join(CASE), &CaseKey::None, Cost::default(), &imported, &stamp).unwrap();
    let event = Event::Detected(Arc::new(detected));
    let begun = Instant::now();
    workspace.apply(event.clone());
    println!("{:>9.0} ms  taking in what was found", ms(begun));
    file.append(&[NewEvent { at: stamp.at, officer: "bench", event: &event }]).unwrap();
    look_through(&workspace);
    let bytes: u64 = workspace.sheet().columns().iter().map(Column::byte_len).sum();
    fs::write(folder.join(BYTES), bytes.to_string()).unwrap();
}

/// What the officer waits for when a text or the same words are looked for.
fn look_through(workspace: &Workspace) {
    let begun = Instant::now();
    let vocabulary = Vocabulary::of(workspace.sheet());
    println!("{:>9.0} ms  noting all words that occur, once and beside the work", ms(begun));
    for text in ["camera", "Okafor", "zebra", "o"] {
        let begun = Instant::now();
        let seeker = Seeker::new(&[text]).unwrap();
        let rows = workspace.sheet().rows_with(&seeker).len();
        println!("{:>9.0} ms  finding {text:?} in all columns ({rows} entries)", ms(begun));
    }
    let suggested = workspace.findings().filter(|finding| finding.kind.is_person()).step_by(997).take(3);
    for finding in suggested {
        let place = Place { cell: finding.cell, span: finding.span };
        let begun = Instant::now();
        let alike = workspace.alike_words(place, Reach::Sheet, &vocabulary).len();
        println!("{:>9.0} ms  finding the same name everywhere ({alike} places)", ms(begun));
    }
}

fn frames(case: &Path, text: u64) {
    let begun = Instant::now();
    let mut stage = Stage::new(Opening::File(case.to_owned()));
    stage.until("Needs you");
    println!("{:>9.0} ms  opening the case file", ms(begun));
    let held = |when: &str| {
        println!("{:>9.2}     resident memory against the text, {when}", resident() as f64 / text as f64);
    };
    held("the case just opened");
    println!("{:>25}   {:>23}", "on the processor, ms", "on the clock, ms");
    println!(
        "{:>9} {:>7} {:>7}   {:>7} {:>7} {:>7}   our part of {FRAMES} frames",
        "p50", "p99", "max", "p50", "p99", "max"
    );

    stage.measure("Review: idle", FRAMES, |_| Vec::new());
    // Over the list on the left, a notch of the wheel every third frame, far and back.
    let list = egui::pos2(150.0, 500.0);
    stage.measure("Review: scrolling the list", FRAMES, |at| {
        if at % 3 == 0 { wheel(list, if at < FRAMES / 2 { -400.0 } else { 400.0 }) } else { Vec::new() }
    });
    // Half of the entries are decided as far as they go, the others left half-way.
    stage.measure("Review: deciding, going on", FRAMES, |at| match at % 40 {
        38 => key(Key::ArrowRight),
        36 => key(Key::Num1),
        34 => key_with(Modifiers::COMMAND, Key::Z),
        step if step % 4 == 0 => key(Key::R),
        step if step % 4 == 2 => key(Key::K),
        _ => Vec::new(),
    });
    // Every question is answered, so that the entry can be read and the next one comes.
    let answers = [Key::K, Key::Num2, Key::N, Key::L, Key::Enter];
    stage.measure("Review: reading on", FRAMES, |at| key(answers[at % answers.len()]));
    stage.measure("Review: from entry to entry", FRAMES, |at| {
        if at % 2 == 0 { key(Key::ArrowRight) } else { Vec::new() }
    });
    stage.measure("Review: deciding and scrolling", FRAMES, |at| {
        let mut input: Input = wheel(list, -120.0);
        match at % 10 {
            0 => input.extend(key(Key::R)),
            3 => input.extend(key(Key::K)),
            6 => input.extend(key(Key::ArrowRight)),
            8 => input.extend(key_with(Modifiers::COMMAND, Key::Z)),
            _ => {}
        }
        input
    });
    stage.measure("Review: as disclosed", FRAMES, |at| match at % 4 {
        0 => key(Key::Space),
        2 => key(Key::ArrowRight),
        _ => Vec::new(),
    });

    // What is typed narrows the list as one types.
    stage.frame(key_with(Modifiers::COMMAND, Key::F));
    stage.measure("Review: filtering as one types", FRAMES, |at| match at % 12 {
        0 => typed("oka"),
        4 => typed("f"),
        8 => key_with(Modifiers::COMMAND, Key::A).into_iter().chain(key(Key::Backspace)).collect(),
        _ => Vec::new(),
    });
    stage.frame(key(Key::Escape));

    stage.frame(key_with(Modifiers::COMMAND, Key::Num2));
    let table = egui::pos2(400.0, 600.0);
    stage.measure("Scope: scrolling the table", FRAMES, |at| {
        if at % 3 == 0 { wheel(table, if at < FRAMES / 2 { -400.0 } else { 400.0 }) } else { Vec::new() }
    });
    stage.measure("Scope: answering, going on", FRAMES, |at| match at % 8 {
        0 => key(Key::Num1),
        2 => key(Key::Num2),
        4 => key(Key::O),
        6 => key_with(Modifiers::COMMAND, Key::Z),
        _ => Vec::new(),
    });
    stage.measure("Scope: from entry to entry", FRAMES, |at| {
        if at % 2 == 0 { key(Key::ArrowDown) } else { Vec::new() }
    });
    held("the work done");
}

/// Bytes of memory that this process holds now.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB"));
    kilobytes.and_then(|kilobytes| kilobytes.trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e3
}
