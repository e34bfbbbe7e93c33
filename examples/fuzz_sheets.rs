//! Reads changed spreadsheets without end, and says which of them brought a reader down or kept it
//! for long:
//!
//! ```text
//! cargo run --release --example fuzz_sheets -- SECONDS_ON_THE_PROCESSOR [FIRST]
//! ```
//!
//! The files are those that tests are made of, the sample, and with `WITHHELD_SHEETS` those of a
//! folder. Case N is the same in every run, so that one that fails can be made again; the number of
//! the last one is kept in a file, for those that nobody survives.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "what it finds is what it is for")]

use std::fs;
use std::io::{Cursor, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use withheld::sheet::{CellId, Problem, ReadOptions, read_bytes};
use withheld::text::SensitiveString;
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A reader that takes more of the processor for one small file hangs.
const LONG: Duration = Duration::from_secs(5);
/// Larger files than this are left out: they would only be fewer.
const LARGEST: u64 = 200 << 10;
/// More memory than a changed small file may take.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;

const MADE: &[(&str, &[u8])] = &[
    ("sample.xlsx", include_bytes!("../assets/sample/case-export.xlsx")),
    ("agile.xlsx", include_bytes!("../tests/locked/agile.xlsx")),
    ("rc4.xls", include_bytes!("../tests/locked/rc4.xls")),
    ("built-in.xls", include_bytes!("../tests/locked/built-in.xls")),
    ("xor.xls", include_bytes!("../tests/locked/xor-stream.bin")),
    ("a.csv", b"Ref;Name;Note\r\n1;\"Zo\xC3\xAB; \"\"x\"\"\";\n2;a\tb;\xE2\x80\x99\r3;;=1+1\n"),
    ("b.csv", b"\xFF\xFER\0e\0f\0,\0N\0\n\0\x31\0,\0\xEB\0\n\0"),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse::<u64>().ok());
    let (seconds, first) = (number().unwrap_or(60), number().unwrap_or(0));
    let files = files();
    limit_memory();
    let last = std::env::temp_dir().join("withheld-fuzz-last");
    let start = processor_time();
    let mut found = 0u64;
    let mut done = 0;
    let mut opened = 0u64;
    for case in first.. {
        if processor_time().saturating_sub(start) > Duration::from_secs(seconds) {
            break;
        }
        fs::write(&last, case.to_string()).unwrap();
        let (name, bytes) = change(case, &files);
        // A reader that panics is reported below, with its case.
        std::panic::set_hook(Box::new(|_| {}));
        let began = processor_time();
        let password = (case % 3 == 0).then(|| SensitiveString::new("Zoë 7"));
        let result = read_bytes(&name, &bytes, &ReadOptions { password, ..ReadOptions::default() });
        let took = processor_time().saturating_sub(began);
        drop(std::panic::take_hook());
        let wrong = match &result {
            Err(error) if error.problem == Problem::ReaderFailed => Some("panicked".to_owned()),
            _ if took > LONG => Some(format!("took {took:?}")),
            Err(_) => None,
            Ok(import) => {
                opened += 1;
                let rows = import.sheet.row_count();
                let corners = [(0, 0), (rows, 0), (rows.saturating_sub(1), 3)];
                corners.iter().for_each(|&(row, column)| _ = import.sheet.text(CellId { row, column }));
                None
            }
        };
        if let Some(wrong) = wrong {
            found += 1;
            let kept = std::env::temp_dir().join(format!("withheld-fuzz-{case}-{name}"));
            fs::write(&kept, &bytes).unwrap();
            println!("case {case}: {wrong}; see {}", kept.display());
        }
        done += 1;
    }
    println!("{done} files of {} kinds, {opened} opened, {found} found", files.len());
}

/// What this process has cost so far; the clock on the wall counts what others do as well.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    setrlimit(Resource::As, Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) }).unwrap();
}

#[cfg(not(unix))]
fn limit_memory() {}

/// What is changed: names and contents.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> =
        MADE.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let Some(folder) = std::env::var_os("WITHHELD_SHEETS") else { return files };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(Path::new(&folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.metadata().is_ok_and(|about| about.len() <= LARGEST)) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((name, fs::read(path).unwrap()));
    }
    files
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn change(case: u64, files: &[(String, Vec<u8>)]) -> (String, Vec<u8>) {
    let mut chance = Chance(case);
    let (name, bytes) = &files[chance.below(files.len())];
    let is_zip = bytes.starts_with(b"PK");
    let changed = match chance.below(3) {
        // Within a part, so that the container holds and the change reaches the parts' readers.
        0 | 1 if is_zip => within(bytes, &mut chance).unwrap_or_else(|| bytes.clone()),
        _ => {
            let mut bytes = bytes.clone();
            spoil(&mut bytes, &mut chance);
            bytes
        }
    };
    (name.clone(), changed)
}

/// Changes one or two parts of a zip container.
fn within(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        part.by_ref().take(4 << 20).read_to_end(&mut content).ok()?;
        parts.push((String::from_utf8_lossy(part.name_raw()).into_owned(), content));
    }
    if parts.is_empty() {
        return None;
    }
    for _ in 0..=chance.below(2) {
        let at = chance.below(parts.len());
        let other = chance.below(parts.len());
        if chance.below(20) == 0 {
            parts[at].1 = parts[other].1.clone();
        } else {
            spoil(&mut parts[at].1, chance);
        }
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Words of the formats, and numbers at the edges.
const WORDS: &[&[u8]] = &[
    b"4294967295",
    b"1048576",
    b"16384",
    b"-1",
    b"1e308",
    b"0",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"&#0;",
    b"&lt;",
    b"<row>",
    b"</row>",
    b"<c>",
    b"<v>",
    b"\"",
    b"\xFF\xFF\xFF\xFF",
    b"\xFE\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"\xFF\x7F",
    b"number-rows-repeated=\"1000000\"",
    b"number-columns-repeated=\"16384\"",
    b"spinCount=\"10000000\"",
    b"\r",
    b"\n",
    b"\x2F\0",
    b"\x3C\0",
    b"\xEF\xBF\xBD",
    b"\xC3",
    b"\x93\x20",
];

/// One to some changes of the kinds that damage and malice make.
fn spoil(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(6) {
        if bytes.is_empty() {
            return;
        }
        let at = chance.below(bytes.len());
        let length = (1 + chance.below(64)).min(bytes.len() - at);
        match chance.below(8) {
            0 | 1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes[at] = chance.next() as u8,
            3 => {
                let word = WORDS[chance.below(WORDS.len())];
                let end = (at + word.len()).min(bytes.len());
                bytes.splice(at..end, word.iter().copied());
            }
            4 => {
                let word = WORDS[chance.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            5 => _ = bytes.drain(at..at + length),
            6 => {
                let piece = bytes[at..at + length].to_vec();
                let times = 1 + chance.below(16);
                bytes.splice(at..at, piece.repeat(times));
            }
            _ => {
                if chance.below(8) == 0 {
                    bytes.truncate(at);
                } else {
                    let from = chance.below(bytes.len());
                    let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
                    let end = (at + piece.len()).min(bytes.len());
                    bytes.splice(at..end, piece);
                }
            }
        }
    }
}
