//! Delimited text in every encoding, with every separator, and with everything wrong that is met
//! in real exports.

use proptest::prelude::*;
use withheld::sheet::{CellId, Column, Import, ReadError, ReadOptions, WarningKind, read_bytes};

const TABLE: &[[&str; 3]] = &[
    ["Case Ref", "Officer", "Summary"],
    ["PC/1/19", "Zoë O’Brien", "He said “go”, and left; £5 – paid | done"],
    ["PC/2/19", "Renée", "Two\nlines, and a \"quote\""],
    ["PC/3/19", "", "Nothing\tmore"],
];

fn write(separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    TABLE.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn encode(text: &str, encoding: &str) -> Vec<u8> {
    let wide = |text: &str, f: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(f).collect::<Vec<u8>>();
    match encoding {
        "UTF-8" => text.as_bytes().to_vec(),
        "UTF-8 marked" => format!("\u{FEFF}{text}").into_bytes(),
        "UTF-16LE" => wide(text, u16::to_le_bytes),
        "UTF-16LE marked" => wide(&format!("\u{FEFF}{text}"), u16::to_le_bytes),
        "UTF-16BE" => wide(text, u16::to_be_bytes),
        "UTF-16BE marked" => wide(&format!("\u{FEFF}{text}"), u16::to_be_bytes),
        "UTF-32LE" => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        _windows => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

#[track_caller]
fn open(bytes: &[u8]) -> Import {
    read_bytes("cases.csv", bytes, &ReadOptions::default()).unwrap()
}

/// Headings and cells, row by row.
fn rows(import: &Import) -> Vec<Vec<String>> {
    let columns = import.sheet.columns();
    let mut rows = vec![columns.iter().map(|column| column.heading().to_owned()).collect::<Vec<_>>()];
    for row in 0..import.sheet.row_count() {
        let cell = |column| import.sheet.text(CellId { row, column }).expose().to_owned();
        rows.push((0..columns.len() as u16).map(cell).collect());
    }
    rows
}

fn lines(import: &Import) -> Vec<u32> {
    (0..import.sheet.row_count()).map(|row| import.sheet.source_row(row)).collect()
}

fn place(import: &Import, kind: WarningKind) -> Option<String> {
    import.report.of_kind(kind).map(|warning| format!("{} x{}", warning.place, warning.count)).next()
}

#[test]
fn every_encoding_and_separator() {
    let encodings = [
        ("UTF-8", "UTF-8"),
        ("UTF-8 marked", "UTF-8"),
        ("UTF-16LE", "UTF-16LE"),
        ("UTF-16LE marked", "UTF-16LE"),
        ("UTF-16BE", "UTF-16BE"),
        ("UTF-16BE marked", "UTF-16BE"),
        ("UTF-32LE", "UTF-32LE"),
        ("Windows-1252", "windows-1252"),
    ];
    for (encoding, name) in encodings {
        for separator in [b',', b';', b'\t', b'|'] {
            let import = open(&encode(&write(separator), encoding));
            let what = format!("{encoding} {:?}", char::from(separator));
            assert_eq!(rows(&import), TABLE, "{what}");
            assert_eq!(lines(&import), [2, 3, 5], "{what}");
            assert_eq!(import.guesses.encoding, Some(name), "{what}");
            assert_eq!(import.guesses.separator, Some(char::from(separator)), "{what}");
            let format = if separator == b'\t' { "tsv" } else { "csv" };
            assert_eq!(import.guesses.format.name(), format, "{what}");
        }
    }
}

#[test]
fn a_guessed_encoding_is_shown_with_odd_words_and_can_be_changed() {
    let bytes = encode("Ref;Name\n1;Zoë\n2;Renée\n", "Windows-1252");
    let import = open(&bytes);
    let odd: Vec<&str> = import.guesses.odd_words.iter().map(|word| word.expose()).collect();
    assert_eq!(odd, ["Zoë", "Renée"]);
    assert_eq!(
        place(&import, WarningKind::EncodingGuess).as_deref(),
        Some("cases: taken for windows-1252 x1")
    );
    let macintosh = ReadOptions { encoding: Some("macintosh".to_owned()), ..ReadOptions::default() };
    let import = read_bytes("cases.csv", &bytes, &macintosh).unwrap();
    assert_eq!(rows(&import)[1], ["1", "ZoÎ"]);
    let unknown = ReadOptions { encoding: Some("klingon".to_owned()), ..ReadOptions::default() };
    let error = read_bytes("cases.csv", &bytes, &unknown).unwrap_err().to_string();
    assert_eq!(
        error,
        "cases.csv was not opened: \"klingon\" is not an encoding this program knows. \
         Use utf-8, utf-16le, utf-16be or windows-1252."
    );
    assert!(open("Ref;Name\n1;Zoë\n".as_bytes()).report.warnings.is_empty(), "UTF-8 is not a guess");
}

#[test]
fn stray_bytes_in_utf8_are_kept() {
    let import = open(b"Ref,Name\n1,caf\xC3\xA9 cr\xC3\xA8me \xC3\xA9t\xC3\xA9 Zo\xEB\n");
    assert_eq!(rows(&import)[1], ["1", "café crème été Zoë"]);
    assert_eq!(place(&import, WarningKind::Undecodable).as_deref(), Some("cases x1"));
}

#[test]
fn a_first_line_names_the_separator() {
    let import = open(b"sep=;\r\nRef;Name, full\r\n1;Okafor, Daniel\r\n");
    assert_eq!(rows(&import), [["Ref", "Name, full"], ["1", "Okafor, Daniel"]]);
    assert_eq!((import.guesses.heading_row, lines(&import)), (Some(2), vec![3]));
}

#[test]
fn line_ends_of_every_kind() {
    for text in ["Ref,Name\r1,a\r2,b\r", "Ref,Name\r\n1,a\r\n2,b", "Ref,Name\n1,a\n2,b\n"] {
        let import = open(text.as_bytes());
        assert_eq!(rows(&import), [["Ref", "Name"], ["1", "a"], ["2", "b"]], "{text:?}");
        assert_eq!(lines(&import), [2, 3], "{text:?}");
        assert!(import.report.warnings.is_empty(), "{text:?}");
    }
    let import = open(b"Ref,Name\r\n1,\"a\nb\"\r2,c\n");
    assert_eq!(rows(&import), [["Ref", "Name"], ["1", "a\nb"], ["2", "c"]]);
    assert_eq!(place(&import, WarningKind::MixedLineEnds).as_deref(), Some("cases: 1 LF, 1 CRLF, 1 CR x3"));
}

#[test]
fn headings_below_titles() {
    let text =
        "Professional Standards\nPrinted,14/03/2021\n\nRef,Name,Summary\n1,a,He left.\n2,b,She left.\n";
    let import = open(text.as_bytes());
    assert_eq!(rows(&import)[0], ["Ref", "Name", "Summary"]);
    assert_eq!((import.guesses.heading_row, lines(&import)), (Some(4), vec![5, 6]));
    assert_eq!(place(&import, WarningKind::RowsAboveHeading).as_deref(), Some("cases: lines 1-2 x2"));
    assert_eq!(place(&import, WarningKind::BlankRows).as_deref(), Some("cases: line 3 x1"));

    let chosen = ReadOptions { header_row: Some(5), ..ReadOptions::default() };
    let import = read_bytes("cases.csv", text.as_bytes(), &chosen).unwrap();
    assert_eq!(rows(&import), [["1", "a", "He left."], ["2", "b", "She left."]]);
    let missing = ReadOptions { header_row: Some(3), ..ReadOptions::default() };
    let error = read_bytes("cases.csv", text.as_bytes(), &missing).unwrap_err().to_string();
    assert!(error.starts_with("cases.csv has no text in row 3, so it cannot be the heading row."), "{error}");
}

#[test]
fn an_entry_taken_for_headings_is_noticed() {
    let import = open(b"PC/1/19,14/03/2019,2231,He was rude.\nPC/2/19,15/03/2019,2232,She was rude.\n");
    assert_eq!(place(&import, WarningKind::UnsureHeading).as_deref(), Some("cases: line 1 x1"));
    assert!(WarningKind::UnsureHeading.needs_settling());
}

#[test]
fn ragged_rows_keep_every_cell() {
    let import = open(b"Ref,Name\n1,a\n2\n3,b,surplus,\n4,c,,\n");
    assert_eq!(
        rows(&import),
        [["Ref", "Name", "Column 3"], ["1", "a", ""], ["2", "", ""], ["3", "b", "surplus"], ["4", "c", ""]]
    );
    assert_eq!(place(&import, WarningKind::RaggedRows).as_deref(), Some("cases: lines 3-4 x2"));
}

#[test]
fn headings_that_are_blank_or_double_are_named() {
    let import = open(b"Name,,Name,Ref\na,b,c,1\n");
    assert_eq!(rows(&import)[0], ["Name", "Column 2", "Name (2)", "Ref"]);
    let renamed = place(&import, WarningKind::RenamedHeading);
    assert_eq!(renamed.as_deref(), Some("cases: \"Column 2\", \"Name (2)\" x2"));
}

#[test]
fn nul_bytes_cut_nothing() {
    let import = open(b"Ref,Name\n1,a\0b\n2,c\n");
    assert_eq!(rows(&import), [["Ref", "Name"], ["1", "a\0b"], ["2", "c"]]);
    assert_eq!(place(&import, WarningKind::NulBytes).as_deref(), Some("cases: lines 2 x1"));
}

#[test]
fn a_missing_quotation_mark_is_noticed() {
    let mut text = "Ref,Summary\n1,\"He left.\n".to_owned();
    (2..=9000).for_each(|row| text.push_str(&format!("{row},She left.\n")));
    let import = open(text.as_bytes());
    assert_eq!(import.sheet.row_count(), 1);
    let told = place(&import, WarningKind::UnclosedQuote).unwrap();
    assert!(
        told.contains("the row on line 2 runs on for 9000 lines: a quotation mark may be missing"),
        "{told}"
    );
    assert!(WarningKind::UnclosedQuote.needs_settling());

    let import = open(b"Ref,Summary\n1,\"He left.\n2,\"She left.\"\n3,\"Both left.\"\n");
    assert_eq!(
        place(&import, WarningKind::UnclosedQuote).as_deref(),
        Some("cases: lines 2; the row on line 2 runs on for 2 lines: a quotation mark may be missing x1")
    );
    assert_eq!(place(&open(b"Ref,Summary\n1,\"He\nleft.\"\n"), WarningKind::UnclosedQuote), None);
}

#[test]
fn mangled_text_is_noticed_and_left_alone() {
    for mangled in ["He said â€™go", "caf¬£e", "CafÃ©", "It‚Äôs"] {
        let import = open(format!("Ref,Summary\n1,plain\n2,{mangled}\n").as_bytes());
        assert_eq!(rows(&import)[2][1], mangled);
        assert_eq!(place(&import, WarningKind::Misdecoded).as_deref(), Some("cases: line 3 x1"), "{mangled}");
    }
    let import = open("Ref,Summary\n1,Zoë’s café – £5\n2,Ângela Å\n".as_bytes());
    assert_eq!(place(&import, WarningKind::Misdecoded), None);
}

#[test]
fn the_name_does_not_decide() {
    let import = read_bytes("cases.xls", b"Ref,Name\n1,a\n", &ReadOptions::default()).unwrap();
    assert_eq!(
        place(&import, WarningKind::NameMismatch).as_deref(),
        Some("the name ends in .xls, but the content is csv x1")
    );
    let other = ReadOptions { sheet: Some("Sheet9".to_owned()), ..ReadOptions::default() };
    let error: ReadError = read_bytes("cases.csv", b"Ref,Name\n1,a\n", &other).unwrap_err();
    assert_eq!(error.to_string(), "cases.csv has no sheet called \"Sheet9\". Its sheets are: cases.");
}

#[test]
fn long_cells_stay_whole() {
    let long = "wört ".repeat(30_000);
    let import = open(format!("Ref,Summary\n1,{long}\n2,short\n").as_bytes());
    assert_eq!(rows(&import)[1][1], long);
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    let import = open(b"Ref,Name\n1,a\n");
    assert_eq!(import.byte_len, 13);
    assert_eq!(import.sha256, "582f9100561aa196443f049297c894aad559c2d035b9c5d7802ac29c18d6a2bb");
}

#[test]
fn headings_only() {
    let import = open(b"Ref,Name,Summary\n");
    let headings: Vec<&str> = import.sheet.columns().iter().map(Column::heading).collect();
    assert_eq!((headings, import.sheet.row_count()), (vec!["Ref", "Name", "Summary"], 0));
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        cells in prop::collection::vec(prop::collection::vec("[a-zé\"',;|\t\r\n =£]{0,12}", 3), 0..12),
        separator in prop::sample::select(vec![b',', b';', b'\t', b'|']),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["Reference", "Officer name", "Summary"]).unwrap();
        cells.iter().for_each(|row| writer.write_record(row).unwrap());
        let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let named = format!("sep={}\n{written}", char::from(separator));
        let chosen = ReadOptions { header_row: Some(2), ..ReadOptions::default() };
        let import = read_bytes("cases.csv", named.as_bytes(), &chosen).unwrap();
        let kept: Vec<&Vec<String>> =
            cells.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        let found = rows(&import);
        prop_assert_eq!(found.iter().skip(1).collect::<Vec<_>>(), kept);
    }

    #[test]
    fn any_bytes_open_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes("cases.csv", &bytes, &ReadOptions::default());
    }

    #[test]
    fn any_text_opens(text in "[a-z,;\"\r\n\té]{1,200}") {
        let import = read_bytes("cases.csv", text.as_bytes(), &ReadOptions::default());
        prop_assert!(import.is_ok(), "{:?}", import.err());
    }
}
