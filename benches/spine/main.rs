//! What the main job costs: `cargo bench --bench spine` (add `-- 100000` for the large export only).
//!
//! Runs the release program as its user would, on generated exports, and prints wall time, time
//! per row and peak memory against the size of the export.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

mod generator;

use std::fs::{self, File};
use std::io::{BufWriter, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() -> std::io::Result<()> {
    // Cargo passes `--bench`; numbers are sizes.
    let mut sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![630, 10_000, 100_000];
    }
    println!(
        "{:>8} {:>9} {:>9} {:>9} {:>10} {:>11} {:>9}",
        "rows", "formats", "MB in", "seconds", "µs a row", "peak MB", "peak/in"
    );
    for rows in sizes {
        let folder = tempfile::tempdir()?;
        let export = folder.path().join("export.csv");
        generator::write_export(rows, &mut BufWriter::new(File::create(&export)?))?;
        let formats = if rows <= 10_000 { "csv,xlsx" } else { "csv" };
        let (time, peak_bytes) = disclose(&export, &folder.path().join("out"), formats)?;
        let bytes_in = fs::metadata(&export)?.len();
        println!(
            "{rows:>8} {formats:>9} {:>9.1} {:>9.2} {:>10.0} {:>11.0} {:>9.2}",
            bytes_in as f64 / 1e6,
            time.as_secs_f64(),
            time.as_secs_f64() * 1e6 / rows as f64,
            peak_bytes as f64 / 1e6,
            peak_bytes as f64 / bytes_in as f64,
        );
    }
    Ok(())
}

/// Wall time and peak resident memory in bytes of one run of the program.
fn disclose(export: &Path, out: &Path, formats: &str) -> std::io::Result<(Duration, u64)> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_withheld"))
        .args(["disclose", "--draft", "--formats", formats, "--out"])
        .args([out, export])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_bytes(&child).unwrap_or(0));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let time = start.elapsed();
    let mut told = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut told)?;
    }
    assert!(status.success(), "the program failed: {told}");
    Ok((time, peak))
}

/// The kernel keeps the high-water mark, so that a late look is enough. Linux only; 0 elsewhere.
fn peak_bytes(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
