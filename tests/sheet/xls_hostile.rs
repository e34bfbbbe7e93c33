//! Old Excel workbooks that are locked, damaged or made to do harm: refused or read, never a panic,
//! a hang or memory without end.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use crate::support::biff::{Xls, formula, label, long, number, plain, record, row, words};
use proptest::prelude::*;
use withheld::sheet::{ReadOptions, read_bytes};

#[track_caller]
fn refused(book: &Xls, expected: &str) {
    assert_eq!(book.read().unwrap_err().to_string(), format!("cases.xls {expected}"));
}

#[test]
fn passwords() {
    let locked = Xls::default().global(0x002F, &[0; 6]).sheet("Cases", &[plain()]);
    let sentence = "is password-protected. Give its password, or open it in Excel, File > Info > Protect Workbook, remove the password and save a copy.";
    refused(&locked, sentence);
    refused(&Xls { is_biff8: false, ..locked }, sentence);
    let unknown = Xls::default().global(0x002F, &[1, 0, 9, 0, 9, 0]).sheet("Cases", &[plain()]);
    let sentence = "is password-protected. Open it in Excel, File > Info > Protect Workbook, remove the password and save a copy.";
    refused(&unknown, sentence);
}

#[test]
fn damage_is_named() {
    let damaged = |what: &str| format!("is damaged or incomplete: {what}. Ask for a new export.");
    let cut = [plain(), b"\x03\x02\xFF\xFFab".to_vec()];
    refused(&Xls::default().sheet("Cases", &cut), &damaged("in its sheet \"Cases\", its records break off"));
    let short = record(0x0203, &words(&[4, 0]));
    refused(
        &Xls::default().sheet("Cases", &[plain(), short]),
        &damaged("in its sheet \"Cases\", near row 5, a cell breaks off"),
    );
    let text = record(0x00FD, &words(&[4, 0, 0, 9, 0]));
    refused(
        &Xls::default().sheet("Cases", &[plain(), text]),
        &damaged("in its sheet \"Cases\", near row 5, a cell refers to a text that is not there"),
    );
    refused(
        &Xls::default().sheet("Cases", &[number(0, 256, 0, 1.0)]),
        &damaged("in its sheet \"Cases\", near row 1, a cell stands beyond the last column"),
    );
    let numbers = record(0x00BD, &words(&[0, 0xFFFF, 0, 0, 0, 0, 0, 0, 1]));
    refused(
        &Xls::default().sheet("Cases", &[numbers]),
        &damaged("in its sheet \"Cases\", near row 1, a cell stands beyond the last column"),
    );
    refused(
        &Xls::default().sheet("Cases", &[number(0, 0, 0, 1.0).repeat(5000)]),
        &damaged(
            "in its sheet \"Cases\", near row 1, its row holds many times more cells than a sheet has columns",
        ),
    );
    let strings = Xls::default().global(0x00FC, &[1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
    refused(&strings.sheet("Cases", &[plain()]), &damaged("its shared texts break off"));
}

#[test]
fn sheets_that_share_a_place() {
    let mut book = Xls::default().sheet("Cases", &[plain()]);
    let entry = |place: usize| {
        record(0x0085, &[(place as u32).to_le_bytes().to_vec(), vec![0, 0, 1, 0, b'B']].concat())
    };
    book.after = entry(0);
    // Where the only sheet begins, with an entry of that length before it.
    let begin = record(0x0809, &words(&[0x0600, 0x10, 0, 0, 0, 0, 0, 0]));
    let first = book.workbook().windows(begin.len()).position(|bytes| bytes == begin).unwrap();
    book.after = entry(first);
    refused(
        &book,
        "is damaged or incomplete: its sheet \"B\" is part of another sheet as well. Ask for a new export.",
    );
    book.after = entry(4);
    let error = book.read().unwrap_err().to_string();
    assert!(error.contains("no sheet begins where one should"), "{error}");
    let nested = record(0x0809, &words(&[0x0600, 0x10])).repeat(100_000);
    let error = Xls::default().sheet("Cases", &[nested]).read().unwrap_err().to_string();
    assert!(error.contains("sheets within sheets without end"), "{error}");
}

#[test]
fn what_could_multiply_is_bounded() {
    let begun = Instant::now();
    let text = "A long text. ".repeat(2000);
    let mut strings = words(&[1, 0, 1, 0]);
    strings.extend(long(&text).get(..8000).unwrap());
    let mut before = record(0x00FC, &strings);
    for piece in long(&text).get(8000..).unwrap().chunks(8000) {
        before.extend(record(0x003C, &[&[0], piece].concat()));
    }
    let cells: Vec<Vec<u8>> =
        (0..10_000).map(|n| record(0x00FD, &words(&[n / 100, n % 100, 0, 0, 0]))).collect();
    let error = Xls { before, ..Xls::default() }.sheet("Cases", &cells).read().unwrap_err().to_string();
    assert!(error.contains("its table holds more than"), "{error}");
    let merged = [words(&[u16::MAX]), words(&[0, 1, 0, 1]).repeat(1000)].concat();
    let many = [plain(), record(0x00E5, &merged).repeat(500)];
    Xls::default().sheet("Cases", &many).read().unwrap();
    let tokens = [&b"\x1E\x02\0"[..], &b"\x1E\x02\0\x03".repeat(10_000)].concat();
    let formulas: Vec<Vec<u8>> =
        (3..100).map(|n| formula(n, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &tokens)).collect();
    Xls::default().sheet("Cases", &[plain(), formulas.concat()]).read().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// A workbook with something of everything.
static SAMPLE: LazyLock<Xls> = LazyLock::new(|| {
    let area = b"\x3B\0\0\x01\0\x02\0\x01\0\x01\0";
    let name =
        [words(&[0]), vec![0, 3], words(&[area.len() as u16, 0, 0, 0, 0]), b"\0Who".to_vec(), area.to_vec()];
    let object = record(0x005D, &words(&[0x15, 0x12, 0x19, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    let words_of = [record(0x01B6, &words(&[0, 0, 0, 0, 0, 4, 8, 0, 0])), record(0x003C, b"\0note")].concat();
    let note = record(0x001C, &[words(&[1, 1, 0, 3]), long("Ann"), vec![0]].concat());
    let strings = [
        words(&[1, 0, 2, 0]),
        long("Okafor"),
        b"\x02\0\x0D\x01\0\x04\0\0\0a\0b\0\x01\0\x05\0\0\0\0\0".to_vec(),
    ];
    let drawing = b"\x0F\0\0\xF0\x18\0\0\0\x13\0\x0B\xF0\x0A\0\0\0\xC0\x80\x04\0\0\0H\0\0\0";
    let list = [
        3u32.to_le_bytes().to_vec(),
        long("\0").repeat(4),
        words(&[4, 0]),
        b"\x17\x01\0x".to_vec(),
        words(&[0, 0, 1, 1, 1, 1, 1]),
    ];
    let summary = [
        b"\xFE\xFF\0\0\0\0\0\0".to_vec(),
        vec![0; 16],
        b"\x01\0\0\0\xE0".to_vec(),
        vec![0; 15],
        b"\x30\0\0\0\x28\0\0\0\x01\0\0\0\x04\0\0\0\x10\0\0\0\x1E\0\0\0\x04\0\0\0Ann\0".to_vec(),
    ];
    Xls::default()
        .global(0x0042, &words(&[1200]))
        .global(0x005C, &long("M. Ashdown"))
        .global(0x0031, &words(&[200, 0, 9, 400, 0, 0, 0]))
        .global(0x041E, &[words(&[164]), long("0.00;[Red]-0.00")].concat())
        .global(0x00E0, &words(&[0, 164, 0, 0, 0, 0, 0, 0, 0, 0]))
        .global(0x01AE, &[words(&[1]), long("\u{1}raw.xls"), long("Officers")].concat())
        .global(0x005A, &[vec![0, 0, 0, 0, 2], long("Okafor")].concat())
        .global(0x0017, &words(&[1, 0, 0, 0]))
        .global(0x0018, &name.concat())
        .global(0x00FC, &strings.concat())
        .sheet(
            "Cases",
            &[
                plain(),
                row(1, 255, true),
                number(3, 0, 0, 7.0),
                record(0x00FD, &words(&[3, 1, 0, 1, 0])),
                formula(3, 2, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], b"\x17\x01\0x\x1E\x02\0\x08"),
                record(0x0207, &long("cached")),
                record(0x00BD, &words(&[4, 0, 0, 2, 7, 0, 2, 7, 1])),
                record(0x00EC, drawing),
                object,
                words_of,
                note,
                record(0x01BE, &list.concat()),
                record(0x00E5, &words(&[1, 0, 0, 0, 1])),
            ],
        )
        .sheet_as("Raw", 2, 0, &[label(0, 0, 0, "Name")])
        .stream("\u{5}SummaryInformation", &summary.concat())
        .stream(
            "_SX_DB_CUR/0001",
            &[record(0x00C6, &words(&[4, 0])), record(0x00CD, &long("Okafor"))].concat(),
        )
        .stream("MBD0018D4CE/Package", &[7; 5000])
});
static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| SAMPLE.bytes());
static STREAM: LazyLock<Vec<u8>> = LazyLock::new(|| SAMPLE.workbook());

#[test]
fn the_sample_is_read() {
    let import = read_bytes("cases.xls", &BYTES, &ReadOptions::default()).unwrap();
    assert_eq!(import.sheet.row_count(), 4);
    assert!(import.report.warnings.len() > 9, "{:?}", import.report.warnings);
}

/// Reads bytes; the only thing that may not be is a panic, which the reader would tell.
fn harmless(bytes: &[u8]) {
    let begun = Instant::now();
    if let Err(error) = read_bytes("cases.xls", bytes, &ReadOptions::default()) {
        assert!(!error.to_string().contains("could not be read safely"), "{error}");
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// In the part that says where everything is, and in what is read from there.
    #[test]
    fn changed_bytes_do_no_harm(changes in prop::collection::vec((0..BYTES.len(), any::<u8>()), 1..8)) {
        let mut bytes = BYTES.clone();
        changes.iter().for_each(|&(at, byte)| bytes[at] = byte);
        harmless(&bytes);
    }

    #[test]
    fn a_changed_stream_does_no_harm(
        changes in prop::collection::vec((0..STREAM.len(), prop::sample::select(vec![0u8, 1, 2, 8, 0x20, 0x3C, 0x7F, 0x80, 0xFF])), 1..8)
    ) {
        let mut bytes = STREAM.clone();
        changes.iter().for_each(|&(at, byte)| bytes[at] = byte);
        harmless(&bytes);
    }

    #[test]
    fn a_workbook_cut_anywhere_is_refused_or_read(at in 8..BYTES.len()) {
        harmless(&BYTES[..at]);
    }

    #[test]
    fn a_stream_cut_anywhere_is_refused(at in 8..STREAM.len()) {
        prop_assert!(read_bytes("cases.xls", &STREAM[..at], &ReadOptions::default()).is_err());
    }

    #[test]
    fn records_of_any_kind_do_no_harm(
        records in prop::collection::vec(
            (prop::sample::select(vec![
                0x0006u16, 0x0012, 0x0014, 0x001C, 0x003C, 0x004D, 0x005D, 0x007D, 0x007F, 0x0081, 0x009D, 0x009E, 0x00AF, 0x00B0,
                0x00BD, 0x00CD, 0x00D6, 0x00DC, 0x00E5, 0x00EC, 0x00FD, 0x01AD, 0x01B0, 0x01B6, 0x01B8, 0x01BE, 0x0203, 0x0204, 0x0205,
                0x0206, 0x0207, 0x0208, 0x0221, 0x0225, 0x027E, 0x04BC, 0x0809, 0x000A, 0x0879, 0x087E, 0x089C, 0x100D,
            ]), prop::collection::vec(any::<u8>(), 0..60)),
            0..20,
        ),
        is_biff8 in any::<bool>(),
    ) {
        let records: Vec<Vec<u8>> = records.iter().map(|(id, body)| record(*id, body)).collect();
        let book = Xls { is_biff8, ..Xls::default() };
        harmless(&book.clone().sheet("Cases", &records).workbook());
        harmless(&Xls { before: records.concat(), ..book }.sheet("Cases", &[]).workbook());
    }
}
