//! What each file of a release costs to write and to prove, and the notice and the legal checks to make:
//! `cargo bench --bench release` (add `-- 5000` for one size).
//!
//! Time is that of the processor over all threads and, behind the stroke, that of the wall. Memory is the
//! most that the program held until then.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "the figures are what it is for")]

#[path = "../spine/generator.rs"]
mod generator;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::Instant;

use jiff::Timestamp;
use rustix::time::{ClockId, clock_gettime};
use withheld::detect::{Cancel, Options};
use withheld::disclose::{
    DOCUMENT_FORMATS, FORMATS, NoticeVersion, Proof, Secrets, build, build_info, notice, proof,
    prove_document,
};
use withheld::review::{Command, Event, Imported, Policy, Workspace};
use withheld::sheet::{ReadOptions, read};

fn main() {
    // Cargo passes `--bench`; numbers are sizes.
    let mut sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![630, 5_000, 100_000];
    }
    for rows in sizes {
        measure(rows);
    }
}

fn measure(rows: usize) {
    let workspace = case(rows);
    let info = build_info(Timestamp::UNIX_EPOCH);
    let disclosure = build(&workspace, Policy::Draft, &info);
    let secrets = Secrets::collect(&workspace, Policy::Draft);
    let marks: usize = workspace.uses(Policy::Draft).iter().map(|used| used.marks.len()).sum();
    println!(
        "{} entries, {marks} marks, {:.1} MB of text; {} MB held",
        disclosure.row_count(),
        disclosure.byte_len() as f64 / 1e6,
        held_mb()
    );
    let cancel = Cancel::default();
    for format in FORMATS {
        let mut out = Cursor::new(Vec::new());
        let (written, write) = timed(|| (format.write)(&disclosure, &mut out, &cancel));
        if let Err(error) = written {
            println!("{:>14}  {error}", format.name);
            continue;
        }
        let bytes = out.into_inner();
        let size = bytes.len();
        let mut input = Cursor::new(bytes);
        let (proof, prove) = timed(|| {
            proof::prove(format, format.name, "table", &mut input, &disclosure, &secrets, &cancel).unwrap()
        });
        report(format.name, size, &write, &prove, &proof);
    }
    let compose = || notice(&workspace, Policy::Draft, NoticeVersion::Applicant, Timestamp::UNIX_EPOCH);
    let (letter, made) = timed(compose);
    println!("{:>14}  {made}", "notice");
    let (lints, checked) = timed(|| workspace.lints(Policy::Draft));
    println!("{:>14}  {checked} ({} found)", "legal checks", lints.len());
    let document = letter.document();
    for format in DOCUMENT_FORMATS {
        let mut out = Cursor::new(Vec::new());
        let (written, write) = timed(|| (format.write)(&document, &mut out, &cancel));
        written.unwrap();
        let bytes = out.into_inner();
        let size = bytes.len();
        let mut input = Cursor::new(bytes);
        let none = Secrets::default();
        let (proof, prove) = timed(|| {
            prove_document(format, format.name, "notice", &mut input, &document, &none, &cancel).unwrap()
        });
        report(&format!("notice {}", format.name), size, &write, &prove, &proof);
    }
}

/// A case of so many entries, searched and otherwise left as it came.
fn case(rows: usize) -> Workspace {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    generator::write_export(rows, &mut file).unwrap();
    let cancel = Cancel::default();
    let go_on = &mut |_| ControlFlow::Continue(());
    let export = read(file.path(), &ReadOptions::default(), go_on).unwrap();
    let mut workspace = Workspace::new(Imported::from(export));
    let found = workspace.search(Options::default(), &cancel, &|_| ()).unwrap();
    workspace.apply(Event::Detected(found.into()));
    let wanted = workspace.plan(&Command::NoticeWanted(true)).unwrap();
    workspace.apply(wanted);
    workspace
}

fn report(name: &str, size: usize, write: &str, prove: &str, proof: &Proof<'_>) {
    let clean = if proof.is_clean() { "clean" } else { "not clean, as a draft is not" };
    let kb = size / 1000;
    println!("{name:>14}  write {write}, prove {prove}, {kb} KB, {} MB held; {clean}", held_mb());
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, String) {
    let (wall, processor) = (Instant::now(), clock_gettime(ClockId::ProcessCPUTime));
    let done = work();
    let used = clock_gettime(ClockId::ProcessCPUTime);
    let used = (used.tv_sec - processor.tv_sec) as f64 + (used.tv_nsec - processor.tv_nsec) as f64 / 1e9;
    (done, format!("{used:.2}/{:.2} s", wall.elapsed().as_secs_f64()))
}

/// The most memory that the program held, in MB; 0 where the system does not say.
fn held_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kb.and_then(|kb| kb.trim().parse::<u64>().ok()).unwrap_or(0) / 1000
}
