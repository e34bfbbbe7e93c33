//! Cells of Excel Workbooks as they are shown, in every way that programs write them.

use crate::support::{Book, cells, data, places, plain, samples, zip};
use withheld::sheet::{CellId, ReadOptions, SheetState, Typed, WarningKind, read_bytes};

/// A one-column table of these cells, each an XML `c` element.
fn column(cells: &[&str]) -> String {
    let rows: String = cells.iter().map(|cell| format!("<row>{cell}</row>")).collect();
    format!(r#"<sheetData><row><c t="str"><v>Value</v></c></row>{rows}</sheetData>"#)
}

fn shown(book: &Book) -> Vec<String> {
    cells(&book.read().unwrap()).into_iter().map(|mut row| row.remove(0)).collect()
}

#[test]
fn every_kind_of_cell() {
    let book = Book {
        strings: "<si><t>shared</t></si><si><r><t>two </t></r><r><t>fonts</t></r></si>".to_owned(),
        ..Book::default()
    };
    let book = book.sheet(
        "Cases",
        &column(&[
            r#"<c t="s"><v>0</v></c>"#,
            r#"<c t="s"><v>1</v></c>"#,
            r#"<c t="inlineStr"><is><t xml:space="preserve"> in line </t></is></c>"#,
            r#"<c t="str"><f>A1</f><v>result &amp; &#233;</v></c>"#,
            r#"<c><v>2231</v></c>"#,
            r#"<c t="b"><v>1</v></c>"#,
            r#"<c t="b"><v>0</v></c>"#,
            r##"<c t="e"><v>#N/A</v></c>"##,
            r#"<c t="d"><v>2019-03-14</v></c>"#,
            r#"<c t="str"><v>line_x000A_break</v></c>"#,
            r#"<c t="n"><v>not a number</v></c>"#,
        ]),
    );
    let expected = [
        "shared",
        "two fonts",
        " in line ",
        "result & é",
        "2231",
        "TRUE",
        "FALSE",
        "#N/A",
        "14/03/2019",
        "line\nbreak",
        "not a number",
    ];
    assert_eq!(shown(&book), expected);
    let import = book.read().unwrap();
    assert_eq!(import.sheet.typed(CellId { row: 4, column: 0 }), Some(Typed::Number(2231.0)));
    assert_eq!(import.sheet.typed(CellId { row: 0, column: 0 }), None);
    assert_eq!(places(&import, WarningKind::RichText), ["Cases: A3 x1"]);
    assert_eq!(places(&import, WarningKind::Formula), ["Cases: A5 x1"]);
    assert_eq!(places(&import, WarningKind::FormulaWithoutValue), [""; 0]);
}

#[test]
fn dates_by_format_in_both_systems() {
    let styles = r#"<numFmts><numFmt numFmtId="170" formatCode="d mmm yyyy"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="22"/><xf numFmtId="2"/></cellXfs>"#;
    let sheet = column(&[
        r#"<c s="1"><v>43538</v></c>"#,
        r#"<c s="2"><v>43538</v></c>"#,
        r#"<c s="3"><v>43538.5</v></c>"#,
        r#"<c s="4"><v>1.5</v></c>"#,
    ]);
    let book = Book { styles: styles.to_owned(), ..Book::default() }.sheet("Cases", &sheet);
    assert_eq!(shown(&book), ["14/03/2019", "14/03/2019", "14/03/2019 12:00", "1.50"]);
    let book = Book { before: r#"<workbookPr date1904="1"/>"#.to_owned(), ..book };
    assert_eq!(shown(&book), ["15/03/2023", "15/03/2023", "15/03/2023 12:00", "1.50"]);
    let import = book.read().unwrap();
    assert_eq!(
        import.sheet.typed(CellId { row: 0, column: 0 }),
        Some(Typed::Date("2023-03-15".parse().unwrap()))
    );
}

#[test]
fn formulas_without_a_result_are_counted() {
    let book = Book::default().sheet(
        "Cases",
        &column(&[
            "<c><f>A1</f></c>",
            "<c><f>A1</f><v></v></c>",
            r#"<c><f>A1</f><v>7</v></c>"#,
            r#"<c t="str"><f>A1</f><v></v></c>"#,
        ]),
    );
    let import = book.read().unwrap();
    assert_eq!(places(&import, WarningKind::Formula), ["Cases: A2, A3, A4, A5 x4"]);
    assert_eq!(places(&import, WarningKind::FormulaWithoutValue), ["Cases: A2, A3 x2"]);
    assert!(WarningKind::FormulaWithoutValue.needs_settling());
}

#[test]
fn cells_stand_where_they_say() {
    let sheet = r#"<dimension ref="A1:XFD1048576"/><sheetData>
        <row r="3"><c r="B3" t="str"><v>Ref</v></c><c r="D3" t="str"><v>Summary</v></c></row>
        <row r="5"><c r="D5" t="str"><v>He left.</v></c><c r="B5" t="str"><v>1</v></c></row>
        <row r="1048576"><c r="B1048576" t="str"><v>2</v></c><c r="XFD1048576" t="str"><v>far</v></c></row></sheetData>"#;
    let import = Book::default().sheet("Cases", sheet).read().unwrap();
    let headings: Vec<(&str, u16)> =
        import.sheet.columns().iter().map(|column| (column.heading(), column.source_column())).collect();
    let expected = [("Column 1", 1), ("Ref", 2), ("Column 3", 3), ("Summary", 4), ("Column 16384", 16384)];
    assert_eq!(headings, expected);
    assert_eq!(cells(&import), [["", "1", "", "He left.", ""], ["", "2", "", "", "far"]]);
    assert_eq!([0, 1].map(|row| import.sheet.source_row(row)), [5, 1_048_576]);
    assert_eq!(import.guesses.heading_row, Some(3));
    assert_eq!(
        places(&import, WarningKind::FarCell),
        ["Cases: from column XFD x1", "Cases: from row 1048576 x1"]
    );
}

#[test]
fn the_fullest_visible_sheet_is_read_unless_another_is_named() {
    let two = data(&[&["Note", "Text"], &["a", "b"]]);
    let many: Vec<&[&str]> = std::iter::repeat_n(&["x", "y"] as &[&str], 50).collect();
    let book = Book::default()
        .sheet("Cover", &data(&[&["Title"]]))
        .sheet("Notes", &two)
        .sheet("Cases", &plain())
        .sheet_as("Raw", r#"state="hidden""#, &data(&many));
    let import = book.read().unwrap();
    assert_eq!((import.sheet.name(), import.guesses.chosen), ("Cases", Some(2)));
    let sheets: Vec<(&str, u32, u32, SheetState)> =
        import.guesses.sheets.iter().map(|s| (s.name.as_str(), s.rows, s.columns, s.state)).collect();
    assert_eq!(
        sheets,
        [
            ("Cover", 1, 1, SheetState::Visible),
            ("Notes", 2, 2, SheetState::Visible),
            ("Cases", 3, 3, SheetState::Visible),
            ("Raw", 50, 2, SheetState::Hidden),
        ]
    );
    let named = |name: &str| ReadOptions { sheet: Some(name.to_owned()), ..ReadOptions::default() };
    let import = read_bytes("cases.xlsx", &book.bytes(), &named("notes")).unwrap();
    assert_eq!(import.sheet.name(), "Notes");
    let import = read_bytes("cases.xlsx", &book.bytes(), &named("Raw")).unwrap();
    assert_eq!(import.sheet.row_count(), 49);
    let error = read_bytes("cases.xlsx", &book.bytes(), &named("Data")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cases.xlsx has no sheet called \"Data\". Its sheets are: \"Cover\", \"Notes\", \"Cases\", \"Raw\"."
    );
}

#[test]
fn odd_writers_are_understood() {
    let book = Book::default().sheet("Cases", &plain());
    let expected = cells(&book.read().unwrap());
    let rewritten = |name: fn(&str) -> String, text: fn(String) -> String| {
        let files = book.files();
        let files: Vec<(String, Vec<u8>)> = files
            .into_iter()
            .map(|(n, content)| (name(&n), text(String::from_utf8(content).unwrap()).into_bytes()))
            .collect();
        cells(&read_bytes("cases.xlsx", &zip(&files), &ReadOptions::default()).unwrap())
    };
    let same: fn(&str) -> String = str::to_owned;
    assert_eq!(rewritten(|name| name.replace('/', "\\"), |text| text), expected, "backslashes");
    assert_eq!(rewritten(str::to_uppercase, |text| text), expected, "capitals");
    assert_eq!(rewritten(|name| format!("/{name}"), |text| text), expected, "leading slash");
    let strict = |text: String| {
        text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
        )
        .replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    };
    assert_eq!(rewritten(same, strict), expected, "strict");
    let prefixed = |text: String| {
        let mut text = text.replace(
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml",
            "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml",
        );
        for name in ["worksheet", "sheetData", "row", "c", "is", "t", "workbook", "sheets", "sheet"] {
            for end in [" ", ">", "/>"] {
                text = text.replace(&format!("<{name}{end}"), &format!("<x:{name}{end}"));
            }
            text = text.replace(&format!("</{name}>"), &format!("</x:{name}>"));
        }
        text
    };
    assert_eq!(rewritten(same, prefixed), expected, "prefixed");
}

#[test]
fn pronunciations_are_kept_apart() {
    let book = Book {
        strings: "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>".to_owned(),
        ..Book::default()
    };
    let import = book.sheet("Cases", &column(&[r#"<c t="s"><v>0</v></c>"#])).read().unwrap();
    assert_eq!(cells(&import), [["東京"]]);
    assert_eq!(samples(&import, WarningKind::Phonetic), ["トウキョウ"]);
}

#[test]
fn an_empty_workbook_opens_empty() {
    let import = Book::default().sheet("Sheet1", "<sheetData/>").read().unwrap();
    assert_eq!((import.sheet.columns().len(), import.sheet.row_count()), (0, 0));
    assert_eq!(import.guesses.heading_row, None);
}
