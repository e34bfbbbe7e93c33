//! What is not read is refused with a sentence that names the file, says what it is and what to do.

use std::io::Write;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::support::ole::container;
use crate::support::{Book, plain, zip};
use proptest::prelude::*;
use withheld::sheet::{ReadOptions, read, read_bytes, unwatched};

const SAMPLE: &[u8] = include_bytes!("../../assets/sample/case-export.xlsx");

const READS: &str = "This program reads Excel Workbooks (.xlsx, .xlsm, .xlsb, .xls), OpenDocument spreadsheets (.ods, .fods) and delimited text (.csv, .tsv).";

const SAVE: &str = "This program reads Excel Workbooks (.xlsx, .xlsm, .xlsb, .xls), OpenDocument spreadsheets (.ods, .fods) and delimited text (.csv, .tsv). \
                    Open it in Excel and save it as Excel Workbook (.xlsx).";

#[track_caller]
fn refused(name: &str, bytes: &[u8], expected: &str) {
    let error = read_bytes(name, bytes, &ReadOptions::default()).unwrap_err().to_string();
    assert_eq!(error, format!("{name} {expected}"));
}

/// An old Office container with streams of these names.
fn ole(streams: &[&str]) -> Vec<u8> {
    let streams: Vec<(&str, Vec<u8>)> = streams.iter().map(|name| (*name, b"x".to_vec())).collect();
    container(&streams)
}

#[test]
fn by_what_it_is() {
    refused("cases.xlsx", b"", "is empty (0 bytes). It may not have finished copying.");
    let other = |what: &str| format!("is {what}. {SAVE}");
    refused("a.slk", b"ID;PWXL;N;E\r\nP;PGeneral", &other("a SYLK table (.slk)"));
    refused("a.dif", b"TABLE\r\n0,1\r\n\"x\"", &other("a DIF table (.dif)"));
    let mut dbf = b"\x03\x75\x03\x05\x03\0\0\0\x61\0\x11\0".to_vec();
    dbf.resize(200, b' ');
    refused("a.dbf", &dbf, &other("a dBASE table (.dbf)"));
    refused("a.wk1", b"\0\0\x02\0\x06\x04\x06\0", &other("a Lotus 1-2-3 worksheet (.wk1)"));
    refused(
        "a.xls",
        b"\x09\x04\x06\0\0\0\x10\0",
        &other("a worksheet of Excel 4 (1992), the format before workbooks (.xls)"),
    );
    refused(
        "a.xls",
        b"<html><table><tr><td>1</td></tr></table>",
        &other("a web page (HTML), whatever its name says"),
    );
    refused(
        "a.xls",
        b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
        &other("an XML Spreadsheet 2003"),
    );
    refused(
        "a.prn",
        b"Ref      Name\n1        Okafor\n2        Hurst\n",
        &other("text whose columns are set by blanks (.prn)"),
    );
    refused("a.doc", &ole(&["Notes"]), &other("an old Office file without a workbook in it"));
    let reads = READS;
    let choose = "Choose the spreadsheet that the case system exported.";
    let again = "Export the table again as Excel Workbook (.xlsx) or CSV.";
    refused("a.pdf", b"%PDF-1.7\n", &format!("is not a spreadsheet (it is a PDF document). {reads} {again}"));
    refused(
        "a.xlsx",
        b"\x89PNG\r\n\x1A\n",
        &format!("is not a spreadsheet (it is a PNG picture). {reads} {choose}"),
    );
    let mut bmp = b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bmp.resize(100, 7);
    refused("a.xlsx", &bmp, &format!("is not a spreadsheet (it is a BMP picture). {reads} {choose}"));
    refused(
        "a.doc",
        &ole(&["WordDocument"]),
        &format!("is not a spreadsheet (it is an old Word document). {reads} {again}"),
    );
    let binary: Vec<u8> = (0..=255u8).cycle().take(5000).collect();
    refused(
        "a.csv",
        &binary,
        &format!("is not a spreadsheet: it holds binary data of an unknown kind. {reads} {choose}"),
    );
    assert!(
        read_bytes("a.csv", b"BM,Name\n1,x\n", &ReadOptions::default()).is_ok(),
        "text may begin with BM"
    );
}

#[test]
fn containers_of_other_kinds() {
    let file = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    let reads = READS;
    let ods =
        [file("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), file("content.xml", "<x/>")];
    let choose = "Choose the spreadsheet that the case system exported.";
    refused(
        "a.ods",
        &zip(&ods),
        &format!("is not a spreadsheet (it is another kind of OpenDocument file). {reads} {choose}"),
    );
    let locked = [ods[0].clone(), ods[1].clone(), file("META-INF/manifest.xml", "<m><encryption-data/></m>")];
    refused(
        "a.ods",
        &zip(&locked),
        "is password-protected. Open it in LibreOffice, save a copy without \"Save with password\" as Excel Workbook (.xlsx).",
    );
    refused(
        "a.xlsb",
        &zip(&[file("xl/workbook.bin", "x")]),
        "is damaged or incomplete: its part xl/workbook.bin breaks off. Ask for a new export.",
    );
    refused(
        "a.docx",
        &zip(&[file("word/document.xml", "x"), file("[Content_Types].xml", "x")]),
        &format!(
            "is not a spreadsheet (it is a Word document). {reads} Export the table again as Excel Workbook (.xlsx) or CSV."
        ),
    );
    refused(
        "a.zip",
        &zip(&[file("cases.csv", "x")]),
        &format!(
            "is a zip archive without a workbook in it. {reads} Unpack it and open the spreadsheet inside."
        ),
    );
}

#[test]
fn passwords() {
    let advice = "is password-protected. Open it in Excel, File > Info > Protect Workbook, remove the password and save a copy.";
    let unknown = [("EncryptionInfo", vec![3, 0, 3, 0]), ("EncryptedPackage", vec![0; 64])];
    refused("cases.xlsx", &container(&unknown), advice);
}

#[test]
fn lock_files() {
    let mut lock = b"\x06Okafor".to_vec();
    lock.resize(55, b' ');
    lock.resize(165, 0);
    refused(
        "~$cases.xlsx",
        &lock,
        "is Excel's lock file: it only says who has the workbook open. Open cases.xlsx instead.",
    );
}

#[test]
fn containers_cut_short() {
    let end = "is damaged or incomplete: it is a zip container whose end is missing or does not fit. Ask for a new export.";
    refused("cases.xlsx", &SAMPLE[..SAMPLE.len() / 2], end);
    refused("cases.xlsx", &SAMPLE[..SAMPLE.len() - 10], end);
}

#[test]
fn a_sheet_that_breaks_off_is_named() {
    let broken =
        r#"<sheetData><row r="1"><c t="str"><v>Ref</v></c></row><row r="212"><c t="str"><v>x</c></row>"#;
    refused(
        "cases.xlsx",
        &Book::default().sheet("Cases", broken).bytes(),
        "is damaged or incomplete: in its sheet \"Cases\", near row 212, its part xl/worksheets/sheet1.xml breaks off \
         or is not proper XML. Ask for a new export.",
    );
    for broken in [
        r#"<sheetData><row r="0"/></sheetData>"#,
        r#"<sheetData><row r="1048577"/></sheetData>"#,
        r#"<sheetData><row><c r="XFE1"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row><c r="1A"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>"#,
        r#"<sheetData><row><c r="A1" t="s"><v>9</v></c></row></sheetData>"#,
    ] {
        let error = Book::default().sheet("Cases", broken).read().unwrap_err().to_string();
        assert!(
            error.starts_with("cases.xlsx is damaged or incomplete: in its sheet \"Cases\", near row"),
            "{error}"
        );
    }
    let second = Book::default().sheet("Cases", &plain()).sheet("More", "<sheetData><row>");
    let error = second.read().unwrap_err().to_string();
    assert!(error.contains("in its sheet \"More\""), "a sheet that is not read must be whole too: {error}");
}

#[test]
fn bombs() {
    let start = Instant::now();
    let lots = format!("<sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData>", "A".repeat(100 << 20));
    let error = Book::default().sheet("Cases", &lots).read().unwrap_err().to_string();
    assert!(
        error.contains("xl/worksheets/sheet1.xml unpacks to over 4 GB, or to more than 250 times its size"),
        "{error}"
    );

    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>"#;
    let mut files = Book::default().sheet("Cases", &plain()).files();
    files
        .iter_mut()
        .filter(|(name, _)| name.ends_with("sheet1.xml"))
        .for_each(|(_, content)| *content = entities.into());
    let error = read_bytes("cases.xlsx", &zip(&files), &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("declares entities, as no spreadsheet does"), "{error}");

    let deep = "<x>".repeat(100_000);
    let error = Book::default().sheet("Cases", &deep).read().unwrap_err().to_string();
    assert!(error.contains("elements within elements without end"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn what_could_multiply_is_bounded() {
    let start = Instant::now();
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(100);
    let rows = format!("<row>{cells}</row>").repeat(200);
    let shared =
        Book { strings: format!("<si><t>{}</t></si>", "A long text. ".repeat(2500)), ..Book::default() };
    let error =
        shared.sheet("Cases", &format!("<sheetData>{rows}</sheetData>")).read().unwrap_err().to_string();
    assert!(error.contains("its table holds more than 64 MB of text"), "{error}");

    let columns = r#"<col min="1" max="16384" hidden="1"/>"#.repeat(200_000);
    let import =
        Book::default().sheet("Cases", &format!("<cols>{columns}</cols>{}", plain())).read().unwrap();
    assert!(import.sheet.columns().iter().all(|column| column.is_hidden()));

    let mut twice = Book::default().sheet("Cases", &plain()).files();
    let again = r#"<sheet name="Again" sheetId="2" r:id="rId1"/></sheets>"#;
    for (_, content) in twice.iter_mut().filter(|(name, _)| name == "xl/workbook.xml") {
        *content = String::from_utf8(content.clone()).unwrap().replace("</sheets>", again).into_bytes();
    }
    let error = read_bytes("cases.xlsx", &zip(&twice), &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("its sheet \"Again\" is another sheet as well"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn an_honest_workbook_may_be_packed_well() {
    let row = r#"<row><c t="str"><v>Finalised</v></c><c t="str"><v>No further action taken in this case</v></c></row>"#;
    let book = Book::default().sheet("Cases", &format!("<sheetData>{}</sheetData>", row.repeat(200_000)));
    let bytes = book.bytes();
    assert!(bytes.len() < 500_000, "packed about 100 to 1: {}", bytes.len());
    assert_eq!(read_bytes("cases.xlsx", &bytes, &ReadOptions::default()).unwrap().sheet.row_count(), 199_999);
}

#[test]
fn what_is_not_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = |name: &str| {
        read(&folder.path().join(name), &ReadOptions::default(), &mut unwatched).unwrap_err().to_string()
    };
    std::fs::create_dir(folder.path().join("cases.xlsx")).unwrap();
    assert_eq!(error("cases.xlsx"), "cases.xlsx is a folder, not a file. Choose a spreadsheet file.");
    let missing = error("missing.csv");
    assert!(missing.starts_with("missing.csv could not be read: "), "{missing}");
    assert!(missing.ends_with("Check the name and the folder."), "{missing}");
}

#[cfg(unix)]
#[test]
fn a_pipe_does_not_hang() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let error = read(&path, &ReadOptions::default(), &mut unwatched).unwrap_err().to_string();
    assert_eq!(error, "pipe.csv is a device or a pipe, not a file. Choose a spreadsheet file.");
}

#[test]
fn reading_can_be_watched_and_stopped() {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(b"Ref,Summary\n").unwrap();
    (0..200_000).for_each(|row| file.write_all(format!("{row},He left.\n").as_bytes()).unwrap());
    let mut seen = Vec::new();
    let mut watch = |progress: withheld::sheet::Progress| {
        seen.push(progress.done);
        ControlFlow::Continue(())
    };
    read(file.path(), &ReadOptions::default(), &mut watch).unwrap();
    assert!(seen.len() > 5 && seen.is_sorted());
    for workbook in [false, true] {
        let path = folder_with_sample();
        let path = if workbook { path.path() } else { file.path() };
        let mut left = 3;
        let mut stop = |_| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let error = read(path, &ReadOptions::default(), &mut stop).unwrap_err().to_string();
        assert!(error.ends_with("was not read: it was stopped."), "{error}");
    }
}

fn folder_with_sample() -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    file.write_all(SAMPLE).unwrap();
    file
}

#[test]
fn a_file_that_changes_meanwhile_is_noticed() {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), "Ref,Summary\n1,He left.\n").unwrap();
    let mut grown = false;
    let mut grow = |_| {
        if !grown {
            grown = true;
            std::fs::write(file.path(), "Ref,Summary\n1,He left.\n2,She left.\n").unwrap();
        }
        ControlFlow::Continue(())
    };
    let error = read(file.path(), &ReadOptions::default(), &mut grow).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "changed on disk while it was being read. Wait until it is saved, then open it again."
        ),
        "{error}"
    );
}

#[test]
fn errors_hold_no_case_text() {
    let broken = r#"<sheetData><row><c t="str"><v>Okafor</v></c></row><row><c t="str"><v>Okafor &nope;</v></c></row></sheetData>"#;
    let error = Book::default().sheet("Cases", broken).read().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Okafor"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Anywhere behind the four bytes that say what it is: "P" alone is a very short text.
    #[test]
    fn a_workbook_cut_anywhere_is_refused(at in 4..SAMPLE.len()) {
        prop_assert!(read_bytes("cases.xlsx", &SAMPLE[..at], &ReadOptions::default()).is_err());
    }

    #[test]
    fn a_workbook_with_flipped_bits_does_no_harm(
        flips in prop::collection::vec((0..SAMPLE.len(), 0u8..8), 1..6)
    ) {
        let mut bytes = SAMPLE.to_vec();
        flips.iter().for_each(|&(at, bit)| bytes[at] ^= 1 << bit);
        if let Ok(import) = read_bytes("cases.xlsx", &bytes, &ReadOptions::default()) {
            prop_assert!(import.sheet.row_count() <= 240);
        }
    }

    #[test]
    fn xml_of_any_kind_does_no_harm(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<row>", "</row>", "<row r=\"7\">", "<row r=\"-1\">", "<c>", "</c>", "<c r=\"B2\">", "<c t=\"s\">", "<c t=\"inlineStr\">",
            "<c s=\"99\">", "<v>", "</v>", "<v/>", "<f>", "</f>", "<is>", "</is>", "<t>", "</t>", "1", "x", "1e999", "&amp;", "&#0;",
            "&nope;", "<!-- -->", "<![CDATA[x]]>", "<sheetData>", "</sheetData>", "<cols><col min=\"9\" max=\"2\" hidden=\"1\"/></cols>",
            "<rPh>", "</rPh>", "<mergeCell/>", "<dataValidation type=\"list\">", "<oddHeader>", "<", ">", "\u{0}",
        ]), 0..30)
    ) {
        let _ = Book::default().sheet("Cases", &pieces.concat()).read();
    }
}
