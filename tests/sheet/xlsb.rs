//! Excel Binary Workbooks: every kind of cell, and what is hidden beside them with its place.

use crate::support::{cells, places, samples, zip};
use proptest::prelude::*;
use withheld::sheet::{CellId, Import, ReadError, ReadOptions, SheetState, Typed, WarningKind, read_bytes};

/// A record: its number, its length, its bytes.
fn record(number: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if number < 128 {
        bytes.push(number as u8);
    } else {
        bytes.extend([number as u8 | 0x80, (number >> 7) as u8]);
    }
    let mut length = data.len();
    while length > 127 {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(data);
    bytes
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = numbers(&[units.len() as u32]);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

fn row(number: u32, hidden: bool) -> Vec<u8> {
    let flags = if hidden { 0x1000u16 } else { 0 };
    record(0, &[numbers(&[number, 0]), vec![0x2C, 0x01], flags.to_le_bytes().to_vec(), vec![0; 5]].concat())
}

fn cell(kind: u32, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[numbers(&[column, style]), value.to_vec()].concat())
}

fn words(column: u32, words: &str) -> Vec<u8> {
    cell(6, column, 0, &text(words))
}

/// The records of a sheet, around those of its rows.
fn sheet(before: &[Vec<u8>], rows: &[Vec<u8>], after: &[Vec<u8>]) -> Vec<u8> {
    let size = record(148, &numbers(&[0, 2, 0, 1]));
    let parts = [&[record(129, &[]), size], before, &[record(145, &[])], rows, &[record(146, &[])], after];
    parts.concat().concat()
}

fn plain() -> Vec<u8> {
    let rows = [
        [row(0, false), words(0, "Ref"), words(1, "Name")].concat(),
        [row(1, false), words(0, "1"), words(1, "Okafor")].concat(),
        [row(2, false), words(0, "2"), words(1, "Hurst")].concat(),
    ];
    sheet(&[], &rows, &[])
}

/// A workbook under construction.
#[derive(Clone, Default)]
struct Book {
    /// Name, state, records.
    sheets: Vec<(String, u32, Vec<u8>)>,
    workbook: Vec<u8>,
    strings: Vec<u8>,
    styles: Vec<u8>,
    /// Name, content type, content; each belongs to the first sheet.
    parts: Vec<(String, String, Vec<u8>)>,
}

impl Book {
    fn sheet(self, name: &str, records: Vec<u8>) -> Book {
        self.sheet_as(name, 0, records)
    }

    fn sheet_as(mut self, name: &str, state: u32, records: Vec<u8>) -> Book {
        self.sheets.push((name.to_owned(), state, records));
        self
    }

    fn part(mut self, name: &str, content_type: &str, content: Vec<u8>) -> Book {
        self.parts.push((name.to_owned(), content_type.to_owned(), content));
        self
    }

    fn files(&self) -> Vec<(String, Vec<u8>)> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let relations = |inside: &str| format!("<Relationships>{inside}</Relationships>").into_bytes();
        let mut types = r#"<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#.to_owned();
        let mut links = String::new();
        let mut workbook = [record(131, &[]), self.workbook.clone(), record(143, &[])].concat();
        let mut files = Vec::new();
        let mut add = |part: &str, kind: &str, content: Vec<u8>| {
            types +=
                &format!(r#"<Override PartName="/{part}" ContentType="application/vnd.ms-excel.{kind}"/>"#);
            files.push((part.to_owned(), content));
        };
        for (number, (name, state, content)) in (1u32..).zip(&self.sheets) {
            let id = format!("rId{number}");
            workbook.extend(record(156, &[numbers(&[*state, number]), text(&id), text(name)].concat()));
            links += &relation(&id, "worksheet", &format!("worksheets/sheet{number}.bin"));
            add(&format!("xl/worksheets/sheet{number}.bin"), "worksheet", content.clone());
        }
        workbook.extend([record(144, &[]), record(132, &[])].concat());
        for (kind, content) in [("sharedStrings", &self.strings), ("styles", &self.styles)] {
            if !content.is_empty() {
                add(&format!("xl/{kind}.bin"), kind, content.clone());
                links += &relation(kind, kind, &format!("{kind}.bin"));
            }
        }
        let mut beside = String::new();
        for (number, (name, kind, content)) in self.parts.iter().enumerate() {
            beside += &relation(&format!("rId{number}"), "part", &format!("/{name}"));
            add(name, kind, content.clone());
        }
        files.push(("xl/worksheets/_rels/sheet1.bin.rels".to_owned(), relations(&beside)));
        files.push(("xl/workbook.bin".to_owned(), workbook));
        files.push(("xl/_rels/workbook.bin.rels".to_owned(), relations(&links)));
        files.push((
            "_rels/.rels".to_owned(),
            relations(&relation("rId1", "officeDocument", "xl/workbook.bin")),
        ));
        files.push(("[Content_Types].xml".to_owned(), format!("<Types>{types}</Types>").into_bytes()));
        files
    }

    fn read(&self) -> Result<Import, ReadError> {
        read_bytes("cases.xlsb", &zip(&self.files()), &ReadOptions::default())
    }
}

#[test]
fn a_plain_workbook_hides_nothing() {
    let import = Book::default().sheet("Cases", plain()).read().unwrap();
    assert_eq!(import.report.warnings, []);
    assert_eq!(import.guesses.format.name(), "xlsb");
    assert_eq!(cells(&import), [["1", "Okafor"], ["2", "Hurst"]]);
}

#[test]
fn another_reader_sees_the_same() {
    use calamine::{Data, Reader, Xlsb};
    let bytes = zip(&Book::default().sheet("Cases", plain()).files());
    let mut other: Xlsb<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = other.worksheet_range("Cases").unwrap();
    assert_eq!(range.get_value((1, 1)), Some(&Data::String("Okafor".to_owned())));
    assert_eq!(range.get_size(), (3, 2));
}

#[test]
fn every_kind_of_cell() {
    let rich = [&[1][..], &text("Okafor left"), &numbers(&[1, 6])].concat();
    let shared = [record(159, &[0; 8]), record(19, &[&[0][..], &text("shared")].concat()), record(19, &rich)];
    let formula = [&[0, 0][..], &numbers(&[0, 0])].concat();
    let date_format = record(47, &[0, 0, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let plain_format = record(47, &[0; 16]);
    let styles = [record(617, &[0; 4]), plain_format, date_format, record(618, &[])].concat();
    let book = Book { strings: shared.concat(), styles, ..Book::default() };
    let check = |kind: u32, style: u32, value: &[u8], expected: &str, typed: Option<Typed>| {
        let rows = [
            [row(0, false), words(0, "Heading"), words(1, "Other")].concat(),
            [row(1, false), cell(kind, 0, style, value), words(1, "x")].concat(),
        ];
        let import = book.clone().sheet("Cases", sheet(&[], &rows, &[])).read().unwrap();
        let at = CellId { row: 0, column: 0 };
        assert_eq!(import.sheet.text(at).expose(), expected, "{kind}");
        assert_eq!(import.sheet.typed(at), typed, "{kind}");
        import
    };
    let number = |number| Some(Typed::Number(number));
    check(1, 0, &[], "", None);
    check(2, 0, &numbers(&[2 | (41 << 2)]), "41", number(41.0));
    check(3, 0, &[0x2A], "#N/A", None);
    check(4, 0, &[1], "TRUE", None);
    check(5, 0, &0.5f64.to_le_bytes(), "0.5", number(0.5));
    check(5, 1, &43_538f64.to_le_bytes(), "14/03/2019", Some(Typed::Date(jiff::civil::date(2019, 3, 14))));
    check(5, 0, &f64::NAN.to_le_bytes(), "NaN", None);
    check(5, 1, &f64::NEG_INFINITY.to_le_bytes(), "-inf", None);
    check(5, 0, &f64::MAX.to_le_bytes(), "1.79769313486232E+308", number(f64::MAX));
    check(6, 0, &text("a\nb"), "a\nb", None);
    check(7, 0, &numbers(&[0]), "shared", None);
    let import = check(7, 0, &numbers(&[1]), "Okafor left", None);
    assert_eq!(places(&import, WarningKind::RichText), ["Cases: A2 x1"]);
    assert_eq!(samples(&import, WarningKind::OrphanText), ["shared"]);
    let import = check(62, 0, &rich, "Okafor left", None);
    assert_eq!(places(&import, WarningKind::RichText), ["Cases: A2 x1"]);
    check(8, 0, &[text("said"), formula.clone()].concat(), "said", None);
    let import = check(9, 0, &[4f64.to_le_bytes().to_vec(), formula.clone()].concat(), "4", number(4.0));
    assert_eq!(places(&import, WarningKind::Formula), ["Cases: A2 x1"]);
    check(10, 0, &[&[0][..], &formula].concat(), "FALSE", None);
    check(11, 0, &[&[7][..], &formula].concat(), "#DIV/0!", None);
}

#[test]
fn short_cells_stand_beside_the_one_before() {
    let short = |kind: u32, value: &[u8]| record(kind, &[numbers(&[0]), value.to_vec()].concat());
    let rows = [
        [row(0, false), words(0, "A"), words(1, "B"), words(2, "C")].concat(),
        [row(1, false), words(0, "x"), short(13, &numbers(&[2 | (7 << 2)])), short(17, &text("y"))].concat(),
    ];
    let import = Book::default().sheet("Cases", sheet(&[], &rows, &[])).read().unwrap();
    assert_eq!(cells(&import), [["x", "7", "y"]]);
}

#[test]
fn hidden_sheets_rows_and_columns() {
    let column = |first: u32, last: u32, width: u32, hidden: bool| {
        record(60, &[numbers(&[first, last, width, 0]), vec![u8::from(hidden), 0]].concat())
    };
    let rows = [
        [row(0, false), words(0, "Ref"), words(1, "Name"), words(2, "Born")].concat(),
        [row(1, true), words(0, "1"), words(1, "Okafor"), words(2, "1981")].concat(),
        [row(2, false), words(0, "2"), words(1, "Hurst"), words(2, "1990")].concat(),
    ];
    let cases =
        sheet(&[column(0, 0, 2560, false), column(1, 1, 2560, true), column(2, 2, 0, false)], &rows, &[]);
    let import = Book::default()
        .sheet("Cases", cases)
        .sheet_as("Raw", 1, plain())
        .sheet_as("Rawer", 2, plain())
        .read()
        .unwrap();
    assert_eq!(places(&import, WarningKind::HiddenSheet), ["Raw (3 rows, 2 columns) x1"]);
    assert_eq!(places(&import, WarningKind::VeryHiddenSheet), ["Rawer (3 rows, 2 columns) x1"]);
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: row 2 x1"]);
    assert_eq!(places(&import, WarningKind::HiddenColumn), ["Cases: columns B-C x2"]);
    assert_eq!(samples(&import, WarningKind::HiddenRow), ["1 | Okafor | 1981"]);
    assert_eq!(samples(&import, WarningKind::HiddenColumn), ["B: Name | Okafor\nC: Born | 1981"]);
    let hidden: Vec<bool> = import.sheet.columns().iter().map(|column| column.is_hidden()).collect();
    assert_eq!(hidden, [false, true, true]);
    assert!(import.sheet.is_row_hidden(0) && !import.sheet.is_row_hidden(1));
    assert_eq!(import.guesses.sheets[2].state, SheetState::VeryHidden);
}

#[test]
fn text_that_is_not_seen() {
    let font = |height: u16, color: [u8; 8]| {
        let inside = [height.to_le_bytes().to_vec(), vec![0; 10], color.to_vec(), vec![0], text("Arial")];
        record(43, &inside.concat())
    };
    let white = [5, 0, 0, 0, 255, 255, 255, 255];
    let fill = |pattern: u32, color: [u8; 8]| {
        record(45, &[numbers(&[pattern]), color.to_vec(), vec![0; 56]].concat())
    };
    let format = |format: u16, font: u16, fill: u16| {
        let fields = [0, format, font, fill, 0, 0, 0, 0];
        record(47, &fields.iter().flat_map(|field: &u16| field.to_le_bytes()).collect::<Vec<u8>>())
    };
    let styles = [
        record(44, &[vec![170, 0], text(";;;")].concat()),
        font(220, [0; 8]),
        font(220, white),
        font(20, [0; 8]),
        fill(0, [0; 8]),
        fill(1, [5, 0, 0, 0, 0, 0, 0, 255]),
        record(617, &[0; 4]),
        format(0, 0, 0),
        format(170, 0, 0),
        format(0, 1, 0),
        format(0, 1, 1),
        format(0, 2, 0),
        record(618, &[]),
    ];
    let rows: Vec<Vec<u8>> = ["Heading", "none", "white", "white on black", "tiny"]
        .iter()
        .zip(0..)
        .map(|(words, style)| [row(style, false), cell(6, 0, style, &text(words))].concat())
        .collect();
    let book = Book { styles: styles.concat(), ..Book::default() };
    let import = book.sheet("Cases", sheet(&[], &rows, &[])).read().unwrap();
    assert_eq!(places(&import, WarningKind::HiddenText), ["Cases: A2, A3, A5 x3"]);
    assert_eq!(cells(&import).len(), 4, "it is read all the same");
}

#[test]
fn what_stands_beside_the_cells() {
    let range = numbers(&[1, 4, 0, 2]);
    let list_formula = [&[0x17, 6, 0][..], &text("Okafor")[4..]].concat();
    let after = [
        record(176, &range),
        record(161, &range),
        record(167, &text("Upheld")),
        record(461, &[numbers(&[1, 0, 1]), range.clone()].concat()),
        record(
            64,
            &[numbers(&[3, 1]), range.clone(), numbers(&[u32::MAX; 4]), numbers(&[15]), list_formula]
                .concat(),
        ),
        record(64, &[numbers(&[1, 1]), range.clone()].concat()),
        record(479, &[vec![0, 0], text("&CRestricted"), numbers(&[u32::MAX; 5])].concat()),
    ];
    let whole = [plain(), after.concat()].concat();
    let comments = [
        record(632, &text("M. Ashdown")),
        record(635, &[numbers(&[0, 1, 1, 1, 1]), vec![0; 16]].concat()),
        record(637, &[&[0][..], &text("Ask HR")].concat()),
    ];
    let cache = [record(193, &numbers(&[2])), record(33, &text("Adeyemi")), record(33, &text("Hurst"))];
    let book = Book {
        workbook: [
            record(39, &[numbers(&[1]), vec![0; 5], text("People"), numbers(&[0, 0])].concat()),
            record(2071, &text("C:\\Users\\ashdown\\")),
        ]
        .concat(),
        ..Book::default()
    };
    let import = book
        .sheet("Cases", whole)
        .part("xl/comments1.bin", "comments", comments.concat())
        .part("xl/pivotCache/pivotCacheRecords1.bin", "pivotCacheRecords", cache.concat())
        .part(
            "xl/externalLinks/externalLink1.bin",
            "externalLink",
            record(371, &[numbers(&[0]), text("Ext Name")].concat()),
        )
        .part("xl/connections.bin", "connections", record(201, &text("Provider=SQL")))
        .part("xl/vbaProject.bin", "vbaProject", vec![1])
        .part("xl/raw.bin", "nothing-known", vec![1])
        .read()
        .unwrap();
    let check = |kind, place: &[&str], sample: &[&str]| {
        assert_eq!(places(&import, kind), place);
        assert_eq!(samples(&import, kind), sample);
    };
    check(WarningKind::MergedCells, &["Cases: A2:C5 x1"], &[]);
    check(WarningKind::Filter, &["Cases: A2:C5 x1"], &["Upheld"]);
    check(WarningKind::ConditionalFormat, &["Cases: A2:C5 x1"], &[]);
    check(WarningKind::ValidationList, &["Cases: A2:C5 x1"], &["Okafor"]);
    check(WarningKind::HeaderFooter, &["Cases x1"], &["&CRestricted"]);
    check(WarningKind::Comment, &["Cases: B2 x1"], &["M. Ashdown: Ask HR"]);
    check(WarningKind::DefinedName, &["People x1"], &["People, hidden"]);
    check(WarningKind::Property, &["folder in which the workbook was saved x1"], &["C:\\Users\\ashdown\\"]);
    check(
        WarningKind::PivotCache,
        &["Cases: xl/pivotCache/pivotCacheRecords1.bin (2 records) x2"],
        &["Adeyemi\nHurst"],
    );
    check(WarningKind::ExternalLink, &["Cases: xl/externalLinks/externalLink1.bin x1"], &["Ext Name"]);
    check(WarningKind::Connection, &["Cases: xl/connections.bin x1"], &["Provider=SQL"]);
    check(WarningKind::Macro, &["Cases: xl/vbaProject.bin x1"], &[]);
    check(WarningKind::UnknownPart, &["xl/raw.bin x1"], &[]);
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |records: Vec<u8>, expected: &str| {
        let error = Book::default().sheet("Cases", records).read().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    let one = |rows: Vec<u8>| sheet(&[], &[rows], &[]);
    refused(one([row(0, false), words(16_384, "x")].concat()), "beyond the last column");
    refused(one(words(0, "x")), "in no row");
    refused(one([row(0, false), words(0, "x"), words(0, "y")].concat()), "two cells claim the same place");
    refused(one(row(1_048_576, false)), "a row has no possible number");
    refused(one([row(0, false), cell(7, 0, 0, &numbers(&[9]))].concat()), "a text that is not there");
    refused(
        one([row(0, false), cell(6, 0, 0, &numbers(&[4_000_000_000]))].concat()),
        "a record that is too short",
    );
    refused([plain(), vec![6, 0xFF, 0xFF, 0xFF, 0x7F]].concat(), "a record of impossible length");
    refused([plain(), vec![6, 200]].concat(), "breaks off");
    let mut files = Book::default().sheet("Cases", plain()).files();
    files.retain(|(name, _)| name != "xl/worksheets/sheet1.bin");
    let error = read_bytes("a.xlsb", &zip(&files), &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("its sheet \"Cases\" is missing"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to the parts of a workbook, it is read or refused.
    #[test]
    fn changed_workbooks_are_read_or_refused(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in proptest::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let shared = record(19, &[&[3][..], &text("shared"), &numbers(&[1, 0]), &text("phonetic")].concat());
        let formula = [4f64.to_le_bytes().to_vec(), vec![0; 10]].concat();
        let rows = [
            [row(0, false), words(0, "Ref"), words(1, "Name")].concat(),
            [row(1, false), cell(5, 0, 0, &43_538.5f64.to_le_bytes()), cell(9, 1, 0, &formula)].concat(),
            [row(2, true), cell(2, 0, 0, &numbers(&[7])), cell(7, 1, 0, &numbers(&[0]))].concat(),
        ];
        let range = numbers(&[1, 4, 0, 2]);
        let after = [record(176, &range), record(64, &[numbers(&[3, 1]), range.clone()].concat()), record(479, &[0; 26])];
        let cases = sheet(&[record(60, &[0; 18])], &rows, &after);
        let comments = [record(632, &text("A")), record(635, &[0; 36]), record(637, &[&[0][..], &text("n")].concat())];
        let book = Book { strings: shared, styles: record(617, &[0; 4]), ..Book::default() }
            .sheet("Cases", cases)
            .sheet_as("Raw", 1, plain())
            .part("xl/comments1.bin", "comments", comments.concat());
        let mut files = book.files();
        let binary: Vec<usize> = (0..files.len()).filter(|&at| files[at].0.ends_with(".bin")).collect();
        for (part, at, byte) in changes {
            let content = &mut files[binary[part.index(binary.len())]].1;
            let at = at.index(content.len());
            content[at] = byte;
        }
        if let Some((part, at)) = cut {
            let content = &mut files[binary[part.index(binary.len())]].1;
            content.truncate(at.index(content.len()));
        }
        if let Err(error) = read_bytes("a.xlsb", &zip(&files), &ReadOptions::default()) {
            let error = error.to_string();
            prop_assert!(!error.contains("could not be read safely"), "{}", error);
        }
    }
}
