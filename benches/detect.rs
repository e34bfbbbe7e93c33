//! How fast detection is: the development set's rows, repeated, on one thread.
//!
//! `cargo bench --bench detect`

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use withheld::detect::{Cancel, Options, Record, run, sheet_of_records};
use withheld::text::Sensitive;

/// About 6 MB of summaries.
const REPEATS: usize = 60;

fn main() {
    let mut reader = csv::Reader::from_path("tests/gold/dev.csv").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, column: usize| Sensitive::new(rows[row].get(column).unwrap());
    // A case's rows stay together; each repeat has cases of its own.
    let references: Vec<String> =
        (0..REPEATS).flat_map(|n| rows.iter().map(move |row| format!("{n} {}", &row[1]))).collect();
    let record = |at: usize| {
        let row = at % rows.len();
        Record {
            text: cell(row, 14),
            subject: cell(row, 8),
            number: cell(row, 9),
            complainant: cell(row, 10),
            case: Sensitive::new(&references[at]),
            ..Record::default()
        }
    };
    let (sheet, layout) = sheet_of_records((0..references.len()).map(record));
    let bytes: usize = (0..references.len()).map(|at| record(at).text.byte_len()).sum();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let search = || run(&sheet, &layout, Options::default(), &Cancel::default(), &|_| ()).unwrap().len();
    let start = Instant::now();
    let (few, few_layout) = sheet_of_records([record(0)]);
    run(&few, &few_layout, Options::default(), &Cancel::default(), &|_| ()).unwrap();
    println!("start-up with the first row: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
    for _ in 0..3 {
        let start = Instant::now();
        let found = pool.install(search);
        let seconds = start.elapsed().as_secs_f64();
        let speed = bytes as f64 / 1e6 / seconds;
        println!(
            "{found} findings in {:.1} MB, {seconds:.2} s on one thread: {speed:.2} MB/s",
            bytes as f64 / 1e6
        );
    }
}
