//! What reading costs beside other readers: `cargo bench --bench read` (add `-- 10000` for another
//! number of rows).
//!
//! Each reader runs in a process of its own on the same export: seconds on the processor, and peak
//! memory against the text of the table. With `WITHHELD_PYTHON` naming an interpreter that has
//! pandas and openpyxl, these read too.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "the figures are what it is for")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use rustix::time::{ClockId, clock_gettime};
use withheld::sheet::{CellId, ReadOptions, read, unwatched};

const COLUMNS: usize = 12;
const SUMMARY_CHARS: usize = 600;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [mark, reader, path] = &arguments[..]
        && mark == "measure"
    {
        return measure(reader, Path::new(path));
    }
    let rows = arguments.first().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let (csv, xlsx) = (folder.path().join("export.csv"), folder.path().join("export.xlsx"));
    let text = write_exports(rows, &csv, &xlsx);
    println!("{rows} rows of {COLUMNS} columns, {:.0} MB of text", text as f64 / 1e6);
    println!("{:>22} {:>9} {:>9} {:>9} {:>9}", "reader", "MB in", "seconds", "MB/s", "peak/text");
    for path in [&xlsx, &csv] {
        for reader in ["withheld", "withheld apart", "calamine", "csv", "openpyxl", "pandas"] {
            let Some((seconds, peak)) = run(reader, path) else { continue };
            let bytes = fs::metadata(path).unwrap().len() as f64;
            println!(
                "{:>22} {:>9.1} {seconds:>9.2} {:>9.0} {:>9.2}",
                format!("{reader} {}", path.extension().unwrap().display()),
                bytes / 1e6,
                bytes / 1e6 / seconds,
                peak as f64 / text as f64,
            );
        }
    }
}

/// Writes the same table twice, and says how many bytes of text it has.
fn write_exports(rows: usize, csv: &Path, xlsx: &Path) -> u64 {
    const WORDS: &[&str] = &[
        "the", "officer", "attended", "and", "spoke", "to", "Mrs", "Adeyemi", "who", "said", "that", "her",
        "camera", "was", "off", "when", "he", "came", "back", "from", "Hounslow", "with", "PC", "Okafor",
    ];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut out = BufWriter::new(File::create(csv).unwrap());
    let mut text = 0;
    let mut state = 1u64;
    for row in 0..=rows {
        let mut line = Vec::new();
        for column in 0..COLUMNS {
            let cell = match (row, column) {
                (0, 0) => "Case Ref".to_owned(),
                (0, 11) => "Summary".to_owned(),
                (0, column) => format!("Column {column}"),
                (row, 0) => format!("PC/{row:06}/24"),
                (row, 11) => {
                    let mut summary = String::new();
                    while summary.len() < SUMMARY_CHARS {
                        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(row as u64);
                        summary += WORDS[(state >> 33) as usize % WORDS.len()];
                        summary.push(' ');
                    }
                    summary
                }
                (row, column) => format!("Value {}", (row * column) % 50),
            };
            text += cell.len() as u64;
            sheet.write_string(row as u32, column as u16, &cell).unwrap();
            line.push(cell);
        }
        writeln!(out, "{}", line.join(",")).unwrap();
    }
    out.flush().unwrap();
    workbook.save(xlsx).unwrap();
    text
}

/// Seconds on the processor and peak memory in bytes; `None` where this reader does not read this.
fn run(reader: &str, path: &Path) -> Option<(f64, u64)> {
    let is_csv = path.extension().unwrap() == "csv";
    let output = match reader {
        "calamine" if is_csv => return None,
        "csv" if !is_csv => return None,
        "openpyxl" if is_csv => return None,
        "openpyxl" | "pandas" => {
            let python = std::env::var_os("WITHHELD_PYTHON")?;
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/read/judges.py");
            Command::new(python).arg(script).arg(reader).arg(path).output().unwrap()
        }
        _ours => {
            let own = std::env::current_exe().unwrap();
            Command::new(own).args(["measure", reader]).arg(path).output().unwrap()
        }
    };
    assert!(output.status.success(), "{reader}: {}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    let (seconds, peak) = told.trim().split_once(' ').unwrap();
    Some((seconds.parse().unwrap(), peak.parse().unwrap()))
}

/// Reads once, and prints what it took.
fn measure(reader: &str, path: &Path) {
    match reader {
        "withheld" => {
            let import = read(path, &ReadOptions::default(), &mut unwatched).unwrap();
            assert!(!import.sheet.text(CellId { row: 0, column: 0 }).is_empty());
        }
        "withheld apart" => {
            let sheet = withheld::sheet::read(path, &ReadOptions::default(), &mut unwatched).unwrap();
            let mut receiver: Option<withheld::sheet::wire::Receiver> = None;
            withheld::sheet::wire::send(sheet, &mut |kind, bytes| {
                match &mut receiver {
                    None => receiver = Some(withheld::sheet::wire::Receiver::new(bytes).unwrap()),
                    Some(receiver) => receiver.take(kind, bytes).unwrap(),
                }
                Ok(())
            })
            .unwrap();
            assert!(receiver.unwrap().finish().unwrap().sheet.row_count() > 0);
        }
        "calamine" => {
            let mut book: Xlsx<_> = open_workbook(path).unwrap();
            let name = book.sheet_names().first().unwrap().clone();
            let range = book.worksheet_range(&name).unwrap();
            assert!(matches!(range.get((1, 0)), Some(Data::String(_))));
        }
        _csv => {
            let mut read = csv::Reader::from_path(path).unwrap();
            let records: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
            assert!(!records.is_empty());
        }
    }
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: u64 =
        peak.and_then(|peak| peak.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0);
    println!("{} {}", time.tv_sec as f64 + time.tv_nsec as f64 / 1e9, kilobytes * 1024);
}
