//! Bad input of every kind that a case export has been seen with, and what becomes of it. One row a
//! kind; what matters of it in depth has tests of its own beside this (`sheet_*.rs`).

use std::time::{Duration, Instant};

use crate::support::locked::{Agile, standard};
use crate::support::ole::container;
use crate::support::{Book, cells, data, plain, zip};
use withheld::sheet::{Import, ReadOptions, WarningKind, read_bytes};

/// What must come of it.
enum Outcome {
    /// Refused, in a sentence with these words.
    Refused(&'static str),
    /// Opens with so many rows, and a warning of each of these kinds.
    Opens(u32, &'static [WarningKind]),
    /// Opens, and the first cells below the heading are these.
    Shows(&'static [&'static str]),
}

use Outcome::{Opens, Refused, Shows};
use WarningKind as W;

type Row = (&'static str, &'static str, Vec<u8>, Outcome);

/// A workbook with a part replaced or added.
fn with_part(book: &Book, name: &str, content: &str) -> Vec<u8> {
    let mut files = book.files();
    files.retain(|(known, _)| known != name);
    files.push((name.to_owned(), content.as_bytes().to_vec()));
    zip(&files)
}

fn workbook(sheet: &str) -> Vec<u8> {
    Book::default().sheet("Cases", sheet).bytes()
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Cases">{table}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

fn ods_row(texts: &[&str]) -> String {
    let cells: String = texts
        .iter()
        .map(|text| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"))
        .collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

fn wide(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { vec![0xFF, 0xFE] } else { Vec::new() };
    mark.into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// An old container whose table of chains leads back to itself.
fn looped() -> Vec<u8> {
    let mut bytes = container(&[("Workbook", vec![9; 5000])]);
    let words = bytes.len() / 4;
    // The table is the last sector: every link now leads to the first one.
    for at in words - 128..words {
        bytes[4 * at..4 * at + 4].copy_from_slice(&0u32.to_le_bytes());
    }
    bytes
}

fn entry_row() -> String {
    data(&[&["Ref", "Name", "Summary"], &["1", "Okafor", "He left."]])
}

fn refusals() -> Vec<Row> {
    let plain_book = workbook(&plain());
    let half = plain_book[..plain_book.len() / 2].to_vec();
    let mut corrupt = plain_book.clone();
    let directory = corrupt.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    corrupt[directory..directory + 40].fill(0xEE);
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData/></worksheet>"#;
    let outside = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>"#;
    let bomb = format!("<sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData>", "A".repeat(100 << 20));
    let repeated = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="9"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    let encrypted_ods = zip(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), vec![7; 64]),
        ("META-INF/manifest.xml".to_owned(), b"<manifest><encryption-data/></manifest>".to_vec()),
    ]);
    let mut lock_file = b"\x06Okafor".to_vec();
    lock_file.resize(55, b' ');
    lock_file.resize(165, 0);
    let mut picture = b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    picture.resize(200, 0);
    let mut message = container(&[("__properties_version1.0", vec![0; 64])]);
    message.resize(message.len() + 512, 0);
    let book = Book::default().sheet("Cases", &plain());
    let sheet = "xl/worksheets/sheet1.xml";
    vec![
        ("1", "cases.xlsx", Vec::new(), Refused("is empty (0 bytes). It may not have finished copying.")),
        (
            "2",
            "cases.xlsx",
            Agile::new(&plain_book, "Zoë 7", 10).bytes(),
            Refused("is password-protected. Give its password"),
        ),
        (
            "2",
            "cases.xlsx",
            standard(&plain_book, "Zoë 7"),
            Refused("is password-protected. Give its password"),
        ),
        (
            "3",
            "cases.xls",
            include_bytes!("../locked/rc4.xls").to_vec(),
            Refused("is password-protected. Give its password"),
        ),
        (
            "3",
            "cases.xls",
            include_bytes!("../locked/xor-stream.bin").to_vec(),
            Refused("is password-protected. Give its password"),
        ),
        ("5", "cases.ods", encrypted_ods, Refused("is password-protected. Open it in LibreOffice")),
        (
            "6",
            "cases.xlsx",
            half,
            Refused("is damaged or incomplete: it is a zip container whose end is missing"),
        ),
        ("7", "cases.xlsx", corrupt, Refused("cases.xlsx is damaged or incomplete: it is a zip container")),
        (
            "8",
            "cases.xlsx",
            workbook("<sheetData><row r=\"212\"><c t=\"str\"><v>x</row>"),
            Refused("in its sheet \"Cases\", near row 212"),
        ),
        ("9", "cases.xls", looped(), Refused("the chains of its container break off or run in circles")),
        (
            "13",
            "cases.xlsx",
            workbook(&bomb),
            Refused("unpacks to over 4 GB, or to more than 250 times its size"),
        ),
        (
            "14",
            "cases.xlsx",
            with_part(&book, sheet, entities),
            Refused("declares entities, as no spreadsheet does"),
        ),
        (
            "15",
            "cases.xlsx",
            with_part(&book, sheet, outside),
            Refused("declares entities, as no spreadsheet does"),
        ),
        ("17", "cases.ods", ods(repeated), Refused("repeats cells with text over 1000000 times")),
        (
            "44",
            "cases.xls",
            b"<html><table><tr><td>1</td></tr></table>".to_vec(),
            Refused("a web page (HTML), whatever its name says"),
        ),
        (
            "44",
            "cases.xls",
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
                .to_vec(),
            Refused("an XML Spreadsheet 2003"),
        ),
        ("45", "cases.slk", b"ID;PWXL;N;E\r\n".to_vec(), Refused("a SYLK table (.slk). This program reads")),
        ("45", "cases.pdf", b"%PDF-1.7\n".to_vec(), Refused("it is a PDF document")),
        (
            "45",
            "cases.docx",
            zip(&[("word/document.xml".to_owned(), b"<w/>".to_vec())]),
            Refused("it is a Word document"),
        ),
        ("45", "cases.msg", message, Refused("it is an Outlook message")),
        (
            "45",
            "cases.numbers",
            zip(&[("Index/Document.iwa".to_owned(), vec![1])]),
            Refused("a Numbers spreadsheet"),
        ),
        ("45", "cases.gnumeric", b"\x1F\x8B\x08\0\0\0\0\0".to_vec(), Refused("perhaps a Gnumeric workbook")),
        ("46", "cases.xlsx", picture, Refused("is not a spreadsheet (it is a BMP picture)")),
        (
            "46",
            "~$cases.xlsx",
            lock_file,
            Refused("is Excel's lock file: it only says who has the workbook open. Open cases.xlsx"),
        ),
    ]
}

fn workbooks() -> Vec<Row> {
    let hidden =
        |state: &str| Book::default().sheet("Cases", &plain()).sheet_as("Raw", state, &plain()).bytes();
    let far = r#"<dimension ref="A1:XFD1048576"/>"#.to_owned()
        + &entry_row().replace(
            "</sheetData>",
            r#"<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row></sheetData>"#,
        );
    let rows = r#"<sheetData><row><c t="str"><v>Ref</v></c><c t="str"><v>Name</v></c></row><row hidden="1"><c t="str"><v>1</v></c><c t="str"><v>Okafor</v></c></row></sheetData>"#;
    let outlook = Book::default().sheet("Cases", &plain()).external(
        "xl/workbook.xml",
        "externalLink",
        "file:///srv/raw.xlsx",
    );
    let comment = r#"<comments><authors><author>Hurst</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>Ask Okafor</t></r></text></comment></commentList></comments>"#;
    let comments = Book::default()
        .sheet("Cases", &plain())
        .part(
            "xl/comments1.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
            comment,
        )
        .relation("xl/worksheets/sheet1.xml", "comments", "../comments1.xml");
    let picture =
        Book::default().sheet("Cases", &plain()).part("xl/media/image1.png", "image/png", b"\x89PNG");
    let macros = Book::default().sheet("Cases", &plain()).part(
        "xl/vbaProject.bin",
        "application/vnd.ms-office.vbaProject",
        b"\xD0\xCF",
    );
    let custom = Book::default().sheet("Cases", &plain()).part("customXml/item1.xml", "", "<a>Okafor</a>");
    let pivot = Book::default().sheet("Cases", &plain()).part(
        "xl/pivotCache/pivotCacheRecords1.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheRecords+xml",
        r#"<pivotCacheRecords><r><s v="Okafor"/></r></pivotCacheRecords>"#,
    );
    let formula = r#"<sheetData><row><c t="str"><v>Ref</v></c><c t="str"><v>Sum</v></c></row><row><c t="str"><v>1</v></c><c><f>A1</f></c></row></sheetData>"#;
    let errors = r##"<sheetData><row><c t="str"><v>Ref</v></c><c t="str"><v>Name</v></c></row><row><c t="e"><v>#REF!</v></c><c t="e"><v>#N/A</v></c></row></sheetData>"##;
    let mut old = Book::default().sheet("Cases", r#"<sheetData><row><c t="str"><v>Date</v></c><c t="str"><v>Name</v></c></row><row><c s="1"><v>43922</v></c><c t="str"><v>x</v></c></row></sheetData>"#);
    old.before = r#"<workbookPr date1904="1"/>"#.to_owned();
    old.styles = r#"<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#.to_owned();
    let slashes: Vec<(String, Vec<u8>)> = Book::default()
        .sheet("Cases", &entry_row())
        .files()
        .into_iter()
        .map(|(name, content)| {
            (
                name.replace('/', "\\").to_uppercase().replace("[CONTENT_TYPES].XML", "[Content_Types].xml"),
                content,
            )
        })
        .collect();
    let climbing = {
        let mut files = Book::default().sheet("Cases", &entry_row()).files();
        files.push(("../../etc/cron.d/harm".to_owned(), b"x".to_vec()));
        files.push(("/absolute.xml".to_owned(), b"<x/>".to_vec()));
        zip(&files)
    };
    let mut runs = Book::default().sheet("Cases", r#"<sheetData><row><c t="str"><v>Ref</v></c><c t="str"><v>Name</v></c></row><row><c t="str"><v>1</v></c><c t="s"><v>0</v></c></row></sheetData>"#);
    runs.strings = r#"<si><r><t>Oka</t></r><r><rPr><b/></rPr><t>for</t></r><rPh sb="0" eb="3"><t>oh-kah-for</t></rPh></si>"#.to_owned();
    vec![
        ("4", "cases.xlsx", Agile::new(&workbook(&plain()), "VelvetSweatshop", 10).bytes(), Opens(2, &[])),
        ("4", "cases.xls", include_bytes!("../locked/built-in.xls").to_vec(), Opens(2, &[])),
        ("15", "cases.xlsx", outlook.bytes(), Opens(2, &[W::ExternalLink])),
        ("16", "cases.xlsx", workbook(&far), Opens(2, &[W::FarCell])),
        (
            "17",
            "cases.ods",
            ods(&(ods_row(&["Ref", "Name"])
                + &ods_row(&["1", "Okafor"])
                + r#"<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#)),
            Opens(1, &[]),
        ),
        ("18", "cases.xlsx", hidden(r#"state="hidden""#), Opens(2, &[W::HiddenSheet])),
        ("19", "cases.xlsx", hidden(r#"state="veryHidden""#), Opens(2, &[W::VeryHiddenSheet])),
        ("20", "cases.xlsx", workbook(rows), Opens(1, &[W::HiddenRow])),
        ("21", "cases.xlsx", comments.bytes(), Opens(2, &[W::Comment])),
        ("22", "cases.xlsx", pivot.bytes(), Opens(2, &[W::PivotCache])),
        ("23", "cases.xlsx", picture.bytes(), Opens(2, &[W::Image])),
        ("24", "cases.xlsx", custom.bytes(), Opens(2, &[W::CustomXml])),
        ("25", "cases.xlsm", macros.bytes(), Opens(2, &[W::Macro])),
        ("26", "cases.xlsx", workbook(formula), Opens(1, &[W::FormulaWithoutValue])),
        ("27", "cases.xlsx", workbook(errors), Shows(&["#REF!", "#N/A"])),
        (
            "28",
            "cases.xlsx",
            workbook(&data(&[
                &["Complaints 2024"],
                &["Ref", "Name", "Summary"],
                &["1", "Okafor", "He left."],
            ])),
            Opens(1, &[W::RowsAboveHeading]),
        ),
        (
            "30",
            "cases.xlsx",
            workbook(&data(&[&["Ref", "Name", "Name"], &["1", "Okafor", "Hurst"]])),
            Opens(1, &[W::RenamedHeading]),
        ),
        (
            "31",
            "cases.xlsx",
            workbook(&data(&[&["Ref", "Name"], &["1", "Okafor"], &["1", "Hurst"]])),
            Opens(2, &[]),
        ),
        ("42", "cases.xlsx", old.bytes(), Shows(&["02/04/2024", "x"])),
        ("43", "cases.xlsx", zip(&slashes), Opens(1, &[])),
        ("43", "cases.xlsx", climbing, Opens(1, &[W::UnknownPart])),
        ("44", "cases.xls", workbook(&plain()), Opens(2, &[W::NameMismatch])),
        ("62", "cases.xlsx", runs.bytes(), Opens(1, &[W::RichText, W::Phonetic])),
        ("62", "cases.xlsx", runs.bytes(), Shows(&["1", "Okafor"])),
    ]
}

fn texts() -> Vec<Row> {
    let latin = b"Ref;Name;Cost\n1;Zo\xEB said \x93no\x94;\xA35\n".to_vec();
    let long = format!("Ref,Summary\n1,{}\n", "He left. ".repeat(12_000));
    let mut unclosed = "Ref,Name\n1,\"Okafor\n".to_owned();
    (0..300).for_each(|row| unclosed += &format!("{row},x\n"));
    vec![
        ("32", "cases.csv", latin, Shows(&["1", "Zoë said “no”", "£5"])),
        ("33", "cases.csv", wide("Ref,Name\n1,Zoë\n", true), Shows(&["1", "Zoë"])),
        ("33", "cases.csv", wide("Ref,Name\n1,Zoë\n", false), Shows(&["1", "Zoë"])),
        ("34", "cases.csv", "Ref,Name\n1,didnâ€™t\n".into(), Opens(1, &[W::Misdecoded])),
        ("35", "cases.csv", b"Ref,Name\n1,a\0b\n2,c\n".to_vec(), Opens(2, &[W::NulBytes])),
        ("36", "cases.csv", b"Ref,Name\n1,a,surplus\n2\n".to_vec(), Opens(2, &[W::RaggedRows])),
        ("37", "cases.csv", unclosed.into(), Opens(1, &[W::UnclosedQuote])),
        ("38", "cases.csv", b"sep=;\nRef;Name\n1;a,b\n".to_vec(), Shows(&["1", "a,b"])),
        ("38", "cases.csv", b"Ref|Name\n1|a\n2|b\n".to_vec(), Shows(&["1", "a"])),
        ("38", "cases.csv", b"Ref\tName\n1\ta\n2\tb\n".to_vec(), Shows(&["1", "a"])),
        ("39", "cases.csv", b"Ref,Name\r1,a\r2,b\r".to_vec(), Opens(2, &[])),
        ("39", "cases.csv", b"Ref,Name\r\n1,\"a\nb\"\n2,b\r".to_vec(), Opens(2, &[W::MixedLineEnds])),
        ("40", "cases.csv", long.into(), Opens(1, &[])),
        ("41", "cases.csv", b"Ref,Name\n=1+1,+44\n".to_vec(), Shows(&["=1+1", "+44"])),
        ("55", "cases.csv", "Ref,Name\n1,Oka\u{200B}for\n".into(), Shows(&["1", "Oka\u{200B}for"])),
        ("56", "cases.csv", "Ref,Name\n1,a\u{202E}b\n".into(), Shows(&["1", "a\u{202E}b"])),
        (
            "57",
            "cases.csv",
            b"Ref,First name,Surname\n1,Daniel,Okafor\n".to_vec(),
            Shows(&["1", "Daniel", "Okafor"]),
        ),
    ]
}

#[test]
fn every_bad_input_has_its_answer() {
    for (row, name, bytes, expected) in refusals().into_iter().chain(workbooks()).chain(texts()) {
        let start = Instant::now();
        let result = read_bytes(name, &bytes, &ReadOptions::default());
        // Far more than any of them takes.
        assert!(start.elapsed() < Duration::from_secs(10), "row {row}: {:?}", start.elapsed());
        match (expected, result) {
            (Refused(words), Err(error)) => {
                let sentence = error.to_string();
                let told = sentence.contains(words) && sentence.starts_with(name) && sentence.ends_with('.');
                assert!(told, "row {row}: {sentence}");
                assert!(!sentence.contains("part of the reader failed"), "row {row}: {sentence}");
            }
            (Refused(words), Ok(_)) => panic!("row {row} opens, but should be refused: {words}"),
            (Opens(..) | Shows(_), Err(error)) => panic!("row {row} should open: {error}"),
            (Opens(rows, kinds), Ok(import)) => {
                assert_eq!(import.sheet.row_count(), rows, "row {row}");
                for kind in kinds {
                    let told = import.report.of_kind(*kind).next().is_some();
                    assert!(told, "row {row}: {kind:?} is not among {:?}", import.report.warnings);
                }
                keeps_every_letter(row, &import);
            }
            (Shows(texts), Ok(import)) => assert_eq!(cells(&import)[0], texts, "row {row}"),
        }
    }
}

/// Nothing is cut silently: of the long cell, that it is whole.
fn keeps_every_letter(row: &str, import: &Import) {
    if row == "40" {
        assert_eq!(cells(import)[0][1].len(), 9 * 12_000);
    }
}
