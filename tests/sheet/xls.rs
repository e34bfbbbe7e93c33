//! Old Excel workbooks: cells are read as they are shown, and everything they can hide is found.

use crate::support::biff::{Xls, formula, label, long, number, plain, record, row, short, words};
use crate::support::{cells, places, samples};
use withheld::sheet::{CellId, Import, ReadOptions, Typed, WarningKind, inspect_json, read_bytes};

/// A workbook with a plain table and these records behind it.
fn beside(records: &[Vec<u8>]) -> Import {
    let import = Xls::default().sheet("Cases", &[plain(), records.concat()]).read().unwrap();
    assert_eq!(cells(&import).len(), 2, "the table is read all the same");
    import
}

/// A style: its font, number format, pattern and colour of the fill.
fn style(font: u16, format: u16, pattern: u16, fill: u16) -> Vec<u8> {
    words(&[font, format, 0, 0, 0, 0, 0, 0, pattern << 10, fill])
}

#[test]
fn a_plain_workbook_hides_nothing() {
    let import = Xls::default().sheet("Cases", &[plain()]).read().unwrap();
    assert_eq!(import.report.warnings, []);
    assert_eq!(cells(&import), [["1", "Okafor", "He left."], ["2", "Hurst", "She left."]]);
    assert_eq!(inspect_json(&import)["format"], "xls");
    assert_eq!(import.sheet.source_row(1), 3);
}

#[test]
fn cells_of_every_kind() {
    let date = style(0, 14, 0, 0);
    let padded = style(0, 164, 0, 0);
    let book = Xls::default()
        .global(0x041E, &[words(&[164]), long("00000")].concat())
        .global(0x00E0, &style(0, 0, 0, 0))
        .global(0x00E0, &date)
        .global(0x00E0, &padded)
        .global(0x00E0, &style(0, 4, 0, 0));
    let check = |cell: Vec<u8>, expected: &str| {
        let import =
            book.clone().sheet("Cases", &[label(0, 0, 0, "Ref"), label(0, 1, 0, "Value"), cell]).read();
        assert_eq!(cells(&import.unwrap())[0][1], expected);
    };
    let rk = |style: u16, bits: u32| {
        record(0x027E, &[words(&[1, 1, style]), bits.to_le_bytes().to_vec()].concat())
    };
    check(number(1, 1, 0, 0.1 + 0.2), "0.3");
    check(number(1, 1, 1, 43_538.0), "14/03/2019");
    check(number(1, 1, 2, 482.0), "00482");
    check(number(1, 1, 3, -1234.5), "-1,234.50");
    check(number(1, 1, 9, 7.0), "7");
    check(rk(0, (2231 << 2) | 2), "2231");
    check(rk(0, (2231 << 2) | 3), "22.31");
    check(rk(2, 0x4059_0000), "00100");
    check(record(0x0205, &[words(&[1, 1, 0]), vec![1, 0]].concat()), "TRUE");
    check(record(0x0205, &[words(&[1, 1, 0]), vec![0x2A, 1]].concat()), "#N/A");
    check(label(1, 1, 0, "\u{A0}Zoë – 東\nb "), "\u{A0}Zoë – 東\nb ");
    let text = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    check([formula(1, 1, text, &[0x16]), record(0x0207, &long("cached"))].concat(), "cached");
    check(formula(1, 1, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF], &[0x16]), "TRUE");
    check(formula(1, 1, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF], &[0x16]), "#DIV/0!");
    check(formula(1, 1, 41.5f64.to_le_bytes(), &[0x16]), "41.5");
    let run = [words(&[1, 1, 0]), long("ab"), words(&[1, 1, 0])].concat();
    check(record(0x00D6, &run), "ab");
    let many = [
        words(&[1, 0, 0]),
        (7u32 << 2 | 2).to_le_bytes().to_vec(),
        words(&[2]),
        (8u32 << 2 | 2).to_le_bytes().to_vec(),
        words(&[1]),
    ];
    check(record(0x00BD, &many.concat()), "00008");
}

#[test]
fn dates_of_both_systems() {
    let book = Xls::default().global(0x00E0, &style(0, 14, 0, 0)).global(0x0022, &words(&[1]));
    let records = [label(0, 0, 0, "Date"), number(1, 0, 0, 42_076.0)];
    let import = book.sheet("Cases", &records).read().unwrap();
    assert_eq!(cells(&import), [["14/03/2019"]]);
    let typed = import.sheet.typed(CellId { row: 0, column: 0 });
    assert!(matches!(typed, Some(Typed::Date(day)) if day.to_string() == "2019-03-14"));
}

#[test]
fn shared_texts_go_over_seams() {
    let mut first = [2u32.to_le_bytes(), 4u32.to_le_bytes()].concat();
    first.extend(long("Ref"));
    first.extend(words(&[6]));
    first.extend(b"\0Oka");
    let mut second = vec![1];
    second.extend(words(&"for".encode_utf16().collect::<Vec<_>>()));
    // In two fonts, and with a pronunciation.
    second.extend(b"\x02\0\x08\x01\0ab\x01\0\x05\0");
    second.extend(b"\x01\0\x04\x12\0\0\0c\x01\0\x0E\0\0\0\0\0\x01\0\x02\0\x02\0p\0q\0");
    let shared =
        |row: u16, text: u32| record(0x00FD, &[words(&[row, 0, 0]), text.to_le_bytes().to_vec()].concat());
    let book = Xls { before: [record(0x00FC, &first), record(0x003C, &second)].concat(), ..Xls::default() };
    let import = book.sheet("Cases", &[shared(0, 0), shared(1, 1), shared(2, 2)]).read().unwrap();
    assert_eq!(cells(&import), [["Okafor"], ["ab"]]);
    assert_eq!(places(&import, WarningKind::RichText), ["Cases: A3 x1"]);
    assert_eq!(samples(&import, WarningKind::Phonetic), ["pq"]);
    assert_eq!(samples(&import, WarningKind::OrphanText), ["c"]);
}

#[test]
fn excel_5_writes_in_a_code_page() {
    let label = |row: u16, text: &[u8]| {
        record(0x0204, &[words(&[row, 0, 0, text.len() as u16]), text.to_vec()].concat())
    };
    let old = |page: u16| {
        let book = Xls { is_biff8: false, ..Xls::default() }.global(0x0042, &words(&[page]));
        book.sheet("Cases", &[label(0, b"Name"), label(1, b"\xCF\xE0")]).read().unwrap()
    };
    assert_eq!(cells(&old(1251)), [["Па"]]);
    assert_eq!(cells(&old(1252)), [["Ïà"]]);
    assert_eq!(old(1252).report.warnings, []);
    assert_eq!(places(&old(437), WarningKind::EncodingGuess).len(), 1);
    let note = record(0x001C, &[words(&[1, 0, 5]), b"Check".to_vec()].concat());
    let book = Xls { is_biff8: false, ..Xls::default() };
    let import = book.sheet("Cases", &[label(0, b"Name"), label(1, b"x"), note]).read().unwrap();
    assert_eq!(places(&import, WarningKind::Comment), ["Cases: A2 x1"]);
    assert_eq!(samples(&import, WarningKind::Comment), ["no author: Check"]);
}

#[test]
fn a_stream_without_its_container_is_read() {
    let stream = Xls::default().sheet("Cases", &[plain()]).workbook();
    let import = read_bytes("cases.xls", &stream, &ReadOptions::default()).unwrap();
    assert_eq!(cells(&import).len(), 2);
}

#[test]
fn hidden_sheets() {
    let raw = [label(0, 0, 0, "Name"), label(1, 0, 0, "Okafor")];
    let import = Xls::default()
        .sheet("Cases", &[plain()])
        .sheet_as("Raw", 1, 0, &raw)
        .sheet_as("Rawer", 2, 0, &raw)
        .read()
        .unwrap();
    assert_eq!(places(&import, WarningKind::HiddenSheet), ["Raw (2 rows, 1 column) x1"]);
    assert_eq!(places(&import, WarningKind::VeryHiddenSheet), ["Rawer (2 rows, 1 column) x1"]);
    assert_eq!(samples(&import, WarningKind::VeryHiddenSheet), ["Name\nOkafor"]);
    assert_eq!(import.sheet.name(), "Cases");
}

#[test]
fn a_sheet_that_no_list_names_is_found() {
    let mut book = Xls::default().sheet("Cases", &[plain()]);
    let lost = Xls::default().sheet("Lost", &[label(0, 0, 0, "Okafor, Chidi")]).workbook();
    book.tail = lost;
    let import = book.read().unwrap();
    let found = places(&import, WarningKind::UnknownPart);
    assert!(
        found.len() == 1 && found[0].starts_with("a sheet that the workbook does not list, at byte"),
        "{found:?}"
    );
    assert!(samples(&import, WarningKind::UnknownPart)[0].contains("Okafor, Chidi"));
}

#[test]
fn rows_and_columns_that_are_not_shown() {
    let column = |first: u16, last: u16, width: u16, flags: u16| {
        record(0x007D, &words(&[first, last, width, 0, flags, 0]))
    };
    let import = beside(&[
        row(1, 255, true),
        row(2, 0, false),
        row(0, 255, false),
        column(1, 1, 2000, 1),
        column(2, 2, 0, 0),
    ]);
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: rows 2-3 x2"]);
    assert_eq!(places(&import, WarningKind::HiddenColumn), ["Cases: columns B-C x2"]);
    assert!(import.sheet.is_row_hidden(0) && import.sheet.columns()[1].is_hidden());
    let import = beside(&[record(0x0225, &words(&[2, 0])), row(0, 255, false), row(1, 255, false)]);
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: row 3 x1"]);
}

#[test]
fn text_that_is_not_seen() {
    let font = |height: u16, colour: u16| words(&[height, 0, colour, 400, 0, 0, 0]);
    let mut before = Vec::new();
    for (height, colour) in [(200, 0x7FFF), (200, 9), (20, 8)] {
        before.extend(record(0x0031, &font(height, colour)));
    }
    before.extend(record(0x041E, &[words(&[164]), long(";;;")].concat()));
    for xf in
        [style(0, 0, 0, 0), style(1, 0, 0, 0), style(1, 0, 1, 10), style(2, 0, 0, 0), style(0, 164, 0, 0)]
    {
        before.extend(record(0x00E0, &xf));
    }
    let cells: Vec<Vec<u8>> = (0..5).map(|n| label(n + 1, 0, n, &format!("text {n}"))).collect();
    let number = number(6, 0, 4, 41.0);
    let book = Xls { before, ..Xls::default() };
    let import = book.sheet("Cases", &[label(0, 0, 0, "Ref"), cells.concat(), number]).read().unwrap();
    assert_eq!(places(&import, WarningKind::HiddenText), ["Cases: A3, A5, A6, A7 x4"]);
    assert_eq!(samples(&import, WarningKind::HiddenText), ["text 1\ntext 3\ntext 4\n41"]);
}

#[test]
fn of_two_cells_at_one_place_the_first_is_hidden() {
    let import = beside(&[label(2, 1, 0, "Ashdown")]);
    assert_eq!(cells(&import)[1][1], "Ashdown");
    assert_eq!(places(&import, WarningKind::HiddenText), ["Cases: B3 x1"]);
    assert_eq!(samples(&import, WarningKind::HiddenText), ["Hurst"]);
}

#[test]
fn far_cells() {
    let records = [plain(), label(9000, 0, 0, "far"), label(2, 200, 0, "far")];
    let import = Xls::default().sheet("Cases", &records).read().unwrap();
    assert_eq!(places(&import, WarningKind::FarCell).len(), 2);
}

/// A shape of a kind with a number and words.
fn shape(kind: u16, id: u16, flags: u16, text: &str) -> Vec<u8> {
    let object = record(0x005D, &words(&[0x15, 0x12, kind, id, flags, 0, 0, 0, 0, 0, 0, 0, 0]));
    let head = words(&[0, 0, 0, 0, 0, text.len() as u16, 8, 0, 0]);
    let letters = [vec![0], text.as_bytes().to_vec()].concat();
    [object, record(0x01B6, &head), record(0x003C, &letters), record(0x003C, &[0; 8])].concat()
}

#[test]
fn shapes_and_their_words() {
    let note = record(0x001C, &[words(&[1, 1, 0, 3]), long("M. Ashdown"), vec![0]].concat());
    let import = beside(&[
        shape(0x19, 3, 0, "He is on sick leave"),
        note,
        shape(0x06, 4, 0, "For the panel only"),
        shape(0x07, 5, 0, "Print"),
        shape(0x14, 6, 0x0100, ""),
        shape(0x02, 7, 0, ""),
    ]);
    assert_eq!(places(&import, WarningKind::Comment), ["Cases: B2 x1"]);
    assert_eq!(samples(&import, WarningKind::Comment), ["M. Ashdown: He is on sick leave"]);
    assert_eq!(samples(&import, WarningKind::TextBox), ["For the panel only"]);
    assert_eq!(places(&import, WarningKind::Control), ["Cases: controls x1"]);
    assert_eq!(samples(&import, WarningKind::Control), ["Print"]);
    assert_eq!(import.report.warnings.len(), 3, "{:?}", import.report.warnings);
}

#[test]
fn objects_and_charts() {
    let picture = |flags: u16| {
        let head = words(&[0x15, 0x12, 0x08, 9, 0, 0, 0, 0, 0, 0, 0]);
        record(0x005D, &[head, words(&[0x08, 2, flags, 0x09, 2, 0, 0, 0])].concat())
    };
    let chart = [
        record(0x0809, &words(&[0x0600, 0x20, 0, 0])),
        record(0x100D, &[words(&[0]), short("By officer")].concat()),
        label(0, 0, 0, "Okafor"),
        record(0x000A, &[]),
    ];
    let import = beside(&[picture(0), picture(0x10), chart.concat()]);
    assert_eq!(places(&import, WarningKind::EmbeddedObject), ["Cases: objects x1"]);
    assert_eq!(places(&import, WarningKind::Control), ["Cases: controls x1"]);
    assert_eq!(places(&import, WarningKind::Chart), ["Cases: charts x1"]);
    assert_eq!(samples(&import, WarningKind::Chart), ["By officer\nOkafor"]);
    let sheet = Xls::default().sheet("Cases", &[plain()]).sheet_as("Chart", 0, 2, &[label(0, 0, 0, "x")]);
    let import = sheet.read().unwrap();
    assert_eq!(places(&import, WarningKind::Chart), ["Chart: charts x1"]);
    assert_eq!(import.guesses.sheets[1].rows, 0);
}

#[test]
fn what_a_sheet_says_beside_its_cells() {
    let check = |id: u16, body: &[u8], kind: WarningKind, place: &str, sample: &[&str]| {
        let import = beside(&[record(id, body)]);
        assert_eq!(places(&import, kind), [place], "{id:#x}");
        assert_eq!(samples(&import, kind), sample, "{id:#x}");
        assert_eq!(import.report.warnings.len(), 1, "{id:#x}: {:?}", import.report.warnings);
    };
    check(0x00E5, &words(&[1, 0, 0, 0, 1]), WarningKind::MergedCells, "Cases: A1:B1 x1", &[]);
    check(0x01B0, &words(&[1, 0, 0, 2, 0, 0]), WarningKind::ConditionalFormat, "Cases: A1:A3 x1", &[]);
    check(
        0x0015,
        &long("&LPrinted by M. Ashdown"),
        WarningKind::HeaderFooter,
        "Cases x1",
        &["&LPrinted by M. Ashdown"],
    );
    let first_page = [vec![0; 28], words(&[0, 0, 0, 5, 0]), long("First")].concat();
    check(0x089C, &first_page, WarningKind::HeaderFooter, "Cases x1", &["First"]);
    let list = [
        3u32.to_le_bytes().to_vec(),
        long("\0").repeat(4),
        words(&[15, 0]),
        b"\x17\x0C\0Okafor\0Hurst".to_vec(),
        words(&[0, 0, 1, 1, 1, 1, 1]),
    ];
    check(0x01BE, &list.concat(), WarningKind::ValidationList, "Cases: B2 x1", &["\"Okafor,Hurst\""]);
    check(0x009D, &words(&[3]), WarningKind::Filter, "Cases x1", &[]);
    let mut comparisons = [0; 20];
    comparisons[0] = 6;
    comparisons[6] = 6;
    let filter = [words(&[1, 0]), comparisons.to_vec(), b"\0Okafor".to_vec()].concat();
    check(0x009E, &filter, WarningKind::Filter, "Cases x1", &["by column 1\nOkafor"]);
    let scenario = [words(&[1]), vec![0, 0, 5, 0, 0], b"\0Worst".to_vec()].concat();
    check(0x00AF, &scenario, WarningKind::HiddenText, "Cases, scenarios x1", &["Worst"]);
    let printer: Vec<u16> = "HQ-4-East".encode_utf16().chain([0; 40]).collect();
    check(
        0x004D,
        &words(&[&[0], &printer[..]].concat()),
        WarningKind::PrinterSettings,
        "Cases: printer settings x1",
        &["HQ-4-East"],
    );
    check(0x0012, &words(&[1]), WarningKind::Protection, "Cases: protected against changes x1", &["cells"]);
    let mail: Vec<u16> = "mailto:okafor@police.example\0".encode_utf16().collect();
    let link = [
        vec![0; 24],
        2u32.to_le_bytes().to_vec(),
        1u32.to_le_bytes().to_vec(),
        b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\0\xAA\0\x4B\xA9\x0B".to_vec(),
        (2 * mail.len() as u32).to_le_bytes().to_vec(),
        words(&mail),
    ];
    check(
        0x01B8,
        &link.concat(),
        WarningKind::ExternalLink,
        "Cases: links out of the file x1",
        &["mailto:okafor@police.example"],
    );
    let pivot = [vec![0; 40], words(&[6, 4]), b"\0Pivot1\0Data".to_vec()].concat();
    check(0x00B0, &pivot, WarningKind::PivotCache, "Cases: pivot tables x1", &["Pivot1"]);
    check(0x00E9, &[0; 20], WarningKind::Image, "Cases: pictures x1", &[]);
}

#[test]
fn formulas_are_written_out() {
    let shared = [words(&[1, 2]), vec![3, 3, 0, 2], words(&[5]), b"\x2C\0\0\xFE\xC0".to_vec()].concat();
    let import = beside(&[
        formula(1, 3, 7f64.to_le_bytes(), b"\x1E\x03\0\x1E\x04\0\x03"),
        formula(2, 3, 7f64.to_le_bytes(), &[1, 1, 0, 3, 0]),
        record(0x04BC, &shared),
        formula(2, 4, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], b"\x17\x01\0x"),
    ]);
    assert_eq!(places(&import, WarningKind::Formula), ["Cases: D2, D3, E3 x3"]);
    assert_eq!(samples(&import, WarningKind::Formula), ["3+4\nB3\n\"x\""]);
    assert_eq!(places(&import, WarningKind::FormulaWithoutValue), ["Cases: E3 x1"]);
}

#[test]
fn names_links_and_users_of_the_workbook() {
    let name = |flags: u16, name: &str, tokens: &[u8]| {
        let head =
            [words(&[flags]), vec![0, name.len() as u8], words(&[tokens.len() as u16, 0, 0, 0, 0]), vec![0]];
        [head.concat(), name.as_bytes().to_vec(), tokens.to_vec()].concat()
    };
    let book = [words(&[1]), long("\u{1}\u{1}Ccases\u{3}raw.xls"), long("Officers")].concat();
    let kept = [vec![0, 0, 0, 0, 2], long("Okafor")].concat();
    let area = b"\x3B\0\0\x01\0\x02\0\x01\0\x01\0";
    let import = Xls::default()
        .global(0x005C, &long("M. Ashdown      "))
        .global(0x005B, &[words(&[1, 0]), long("J. Bright")].concat())
        .global(0x01AE, &book)
        .global(0x0059, &words(&[1, 0]))
        .global(0x005A, &kept)
        .global(0x0017, &words(&[1, 0, 0, 0]))
        .global(0x0018, &name(0x20, "\u{6}", area))
        .global(0x0018, &name(1, "Who", b"\x17\x06\0Okafor"))
        .global(0x0012, &words(&[1]))
        .sheet("Cases", &[plain()])
        .read()
        .unwrap();
    assert_eq!(samples(&import, WarningKind::UserName), ["M. Ashdown\nJ. Bright"]);
    assert_eq!(places(&import, WarningKind::DefinedName), ["Print_Area, Who x2"]);
    let expected = "Print_Area = '[C:\\cases\\raw.xls]Officers'!$B$2:$B$3\nWho = \"Okafor\"";
    assert_eq!(samples(&import, WarningKind::DefinedName), [expected]);
    assert_eq!(
        places(&import, WarningKind::ExternalLink),
        ["workbook: link to another file, with 1 value kept from there x1"]
    );
    assert_eq!(samples(&import, WarningKind::ExternalLink), ["C:\\cases\\raw.xls\nOkafor"]);
    assert_eq!(
        places(&import, WarningKind::Protection),
        ["workbook: protected against changes of the list of sheets x1"]
    );
}

#[test]
fn streams_beside_the_workbook() {
    let check = |path: &'static str, content: &[u8], kind: WarningKind, place: &str, sample: &[&str]| {
        let import = Xls::default().sheet("Cases", &[plain()]).stream(path, content).read().unwrap();
        assert_eq!(places(&import, kind), [place], "{path}");
        assert_eq!(samples(&import, kind), sample, "{path}");
        assert_eq!(import.report.warnings.len(), 1, "{path}: {:?}", import.report.warnings);
    };
    let records = [record(0x00C6, &words(&[4, 0])), record(0x00CD, &long("Okafor"))].concat();
    check(
        "_SX_DB_CUR/0001",
        &records,
        WarningKind::PivotCache,
        "_SX_DB_CUR/0001 (4 records) x4",
        &["Okafor"],
    );
    check("_VBA_PROJECT_CUR/dir", b"x", WarningKind::Macro, "_VBA_PROJECT_CUR x1", &["dir"]);
    check("MBD0018D4CE/Package", b"x", WarningKind::EmbeddedObject, "MBD0018D4CE x1", &["Package"]);
    check("Revision Log", b"\0\0Okafor\0", WarningKind::Revision, "Revision Log x1", &["Okafor"]);
    check("User Names", b"\0\0M. Ashdown\0", WarningKind::UserName, "User Names x1", &["M. Ashdown"]);
    check("Ctls", b"\0", WarningKind::Control, "Ctls x1", &[]);
    check("MsoDataStore/Item", b"<x/>", WarningKind::CustomXml, "MsoDataStore x1", &["Item"]);
    check("Secret", b"x", WarningKind::UnknownPart, "Secret x1", &[]);
    check(
        "Book",
        b"x",
        WarningKind::UnknownPart,
        "Book, a second copy of the workbook for another age of Excel x1",
        &[],
    );
    check(
        "\u{5}SummaryInformation",
        b"x",
        WarningKind::Property,
        "SummaryInformation (cannot be read) x1",
        &[],
    );
    let known = Xls::default().sheet("Cases", &[plain()]).stream("\u{1}CompObj", b"x").read().unwrap();
    assert_eq!(known.report.warnings, []);
}

#[test]
fn space_of_no_stream_is_looked_at() {
    let mut bytes = Xls::default().sheet("Cases", &[plain()]).bytes();
    bytes.extend(b"Okafor".repeat(100));
    let import = read_bytes("cases.xls", &bytes, &ReadOptions::default()).unwrap();
    let place = "space in the container that belongs to no stream but is not empty x600";
    assert_eq!(places(&import, WarningKind::UnknownPart), [place]);
}

#[test]
fn macro_sheets_are_reported_and_not_chosen() {
    let code = [label(0, 0, 0, "=EXEC()"), label(0, 1, 0, "b")];
    let book = Xls::default().sheet_as("Auto", 0, 1, &code).sheet("Cases", &[plain()]).sheet_as(
        "Module1",
        0,
        6,
        &[],
    );
    let import = book.read().unwrap();
    assert_eq!(import.sheet.name(), "Cases");
    assert_eq!(places(&import, WarningKind::Macro), ["Auto: macro sheet x1", "Module1: module x1"]);
}
