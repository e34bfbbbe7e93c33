//! Everything a workbook can hide is found, with its place.

use std::collections::BTreeSet;

use crate::support::everything::everything;
use crate::support::{Book, cells, data, places, plain, samples};
use strum::IntoEnumIterator;
use withheld::sheet::{Import, WarningKind, inspect_json};

const CASES: &str = "xl/worksheets/sheet1.xml";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook with a plain table and one more part that belongs to its sheet.
fn with_part(name: &str, content_type: &str, kind: &str, content: &str) -> Import {
    let target = format!("/{name}");
    let book = Book::default().sheet("Cases", &plain()).part(name, content_type, content);
    let import = book.relation(CASES, kind, &target).read().unwrap();
    assert_eq!(cells(&import).len(), 2, "the table is read all the same");
    import
}

#[test]
fn a_plain_workbook_hides_nothing() {
    let import = Book::default().sheet("Cases", &plain()).read().unwrap();
    assert_eq!(import.report.warnings, []);
}

#[test]
fn a_workbook_with_everything_hides_nothing_from_us() {
    let import = everything().read().unwrap();
    let found: BTreeSet<WarningKind> = import.report.warnings.iter().map(|warning| warning.kind).collect();
    let is_of_workbooks = |kind: &WarningKind| *kind <= WarningKind::UnknownPart;
    let missing: Vec<WarningKind> =
        WarningKind::iter().filter(is_of_workbooks).filter(|kind| !found.contains(kind)).collect();
    assert_eq!(missing, []);
    assert_eq!(cells(&import).len(), 7, "the table is read all the same, and the cell far below");
}

#[test]
fn hidden_sheets() {
    let raw = data(&[&["Name", "Born"], &["Okafor", "1981"]]);
    let import = Book::default()
        .sheet("Cases", &plain())
        .sheet_as("Raw", r#"state="hidden""#, &raw)
        .sheet_as("Rawer", r#"state="veryHidden""#, &raw)
        .read()
        .unwrap();
    assert_eq!(places(&import, WarningKind::HiddenSheet), ["Raw (2 rows, 2 columns) x1"]);
    assert_eq!(places(&import, WarningKind::VeryHiddenSheet), ["Rawer (2 rows, 2 columns) x1"]);
    assert_eq!(samples(&import, WarningKind::HiddenSheet), ["Name | Born\nOkafor | 1981"]);
    assert_eq!(import.sheet.name(), "Cases");
}

#[test]
fn hidden_rows_are_read_and_marked() {
    let row =
        |attributes: &str, text: &str| format!(r#"<row {attributes}><c t="str"><v>{text}</v></c></row>"#);
    let rows = [
        row("", "Ref"),
        row("", "1"),
        row(r#"hidden="1""#, "2"),
        row(r#"ht="0" customHeight="1""#, "3"),
        row(r#"outlineLevel="1" hidden="true""#, "4"),
        row(r#"collapsed="1""#, "5"),
        row(r#"hidden="1""#, ""),
    ];
    let import =
        Book::default().sheet("Cases", &format!("<sheetData>{}</sheetData>", rows.concat())).read().unwrap();
    let hidden: Vec<bool> = (0..5).map(|row| import.sheet.is_row_hidden(row)).collect();
    assert_eq!(hidden, [false, true, true, true, false]);
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: rows 3-5 x3"]);
    assert_eq!(samples(&import, WarningKind::HiddenRow), ["2\n3\n4"]);

    let by_default = format!(
        r#"<sheetFormatPr zeroHeight="1"/><sheetData>{}{}</sheetData>"#,
        row(r#"ht="15""#, "Ref"),
        row("", "1")
    );
    let import = Book::default().sheet("Cases", &by_default).read().unwrap();
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: row 2 x1"]);
}

#[test]
fn hidden_columns_are_read_and_marked() {
    let columns = |inside: &str| format!("<cols>{inside}</cols>{}", plain());
    let check = |inside: &str, expected: &[bool], place: &[&str]| {
        let import = Book::default().sheet("Cases", &columns(inside)).read().unwrap();
        let hidden: Vec<bool> = import.sheet.columns().iter().map(|column| column.is_hidden()).collect();
        assert_eq!(hidden, expected, "{inside}");
        assert_eq!(places(&import, WarningKind::HiddenColumn), place, "{inside}");
    };
    check(r#"<col min="2" max="2" hidden="1"/>"#, &[false, true, false], &["Cases: column B x1"]);
    check(
        r#"<col min="2" max="3" width="0" customWidth="1"/>"#,
        &[false, true, true],
        &["Cases: columns B-C x2"],
    );
    check(
        r#"<col min="2" max="2" width="9" outlineLevel="1" hidden="true"/>"#,
        &[false, true, false],
        &["Cases: column B x1"],
    );
    check(
        r#"<col min="4" max="16384" hidden="1"/>"#,
        &[false; 3],
        &["Cases: columns D-XFD, without text x16381"],
    );
    check(r#"<col min="1" max="3" width="12"/>"#, &[false; 3], &[]);
}

#[test]
fn text_that_is_not_seen() {
    let styles = r#"<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>
        <fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font></fonts>
        <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills>
        <cellXfs><xf/><xf numFmtId="170"/><xf fontId="1" fillId="0"/><xf fontId="1" fillId="1"/><xf fontId="2"/></cellXfs>"#;
    let cell = |style: u32, text: &str| format!(r#"<row><c s="{style}" t="str"><v>{text}</v></c></row>"#);
    let rows: String = (0..5)
        .map(|style| cell(style, ["Heading", "none", "white", "white on black", "tiny"][style as usize]))
        .collect();
    let book = Book { styles: styles.to_owned(), ..Book::default() };
    let import = book.sheet("Cases", &format!("<sheetData>{rows}</sheetData>")).read().unwrap();
    assert_eq!(places(&import, WarningKind::HiddenText), ["Cases: A2, A3, A5 x3"]);
    assert_eq!(cells(&import).len(), 4, "it is read all the same");
}

#[test]
fn comments_with_their_authors() {
    let comments = format!(
        r#"<comments xmlns="{MAIN}"><authors><author>M. Ashdown</author></authors><commentList>
        <comment ref="B2" authorId="0"><text><r><t>Ask </t></r><r><t>HR</t></r></text></comment></commentList></comments>"#
    );
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
    let import = with_part("xl/comments1.xml", kind, "comments", &comments);
    assert_eq!(places(&import, WarningKind::Comment), ["Cases: B2 x1"]);
    assert_eq!(samples(&import, WarningKind::Comment), ["M. Ashdown: Ask HR"]);
}

#[test]
fn conversations_with_their_persons() {
    let thread = r#"<ThreadedComments xmlns="x"><threadedComment ref="C3" personId="{1}"><text>Who is this?</text></threadedComment>
        <threadedComment ref="C3" personId="{2}"><text>Her sister</text></threadedComment></ThreadedComments>"#;
    let people = r#"<personList xmlns="x"><person displayName="T. Quill" id="{1}"/><person displayName="J. Orme" id="{2}"/></personList>"#;
    let import = Book::default()
        .sheet("Cases", &plain())
        .part(
            "xl/threadedComments/threadedComment1.xml",
            "application/vnd.ms-excel.threadedcomments+xml",
            thread,
        )
        .part("xl/persons/person.xml", "application/vnd.ms-excel.person+xml", people)
        .relation(CASES, "threadedComment", "../threadedComments/threadedComment1.xml")
        .read()
        .unwrap();
    assert_eq!(places(&import, WarningKind::ThreadedComment), ["Cases: C3 x2"]);
    assert_eq!(
        samples(&import, WarningKind::ThreadedComment),
        ["T. Quill: Who is this?\nJ. Orme: Her sister"]
    );
    assert_eq!(samples(&import, WarningKind::UserName), ["T. Quill\nJ. Orme"]);
}

#[test]
fn parts_beside_the_sheets() {
    let sheet_ml =
        |what: &str| format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{what}+xml");
    let check =
        |name: &str, content_type: &str, content: &str, kind: WarningKind, place: &str, sample: &[&str]| {
            let import = with_part(name, content_type, "any", content);
            assert_eq!(places(&import, kind), [place], "{name}");
            assert_eq!(samples(&import, kind), sample, "{name}");
            assert_eq!(import.report.warnings.len(), 1, "{name}: {:?}", import.report.warnings);
        };
    check(
        "xl/pivotCache/pivotCacheRecords1.xml",
        &sheet_ml("pivotCacheRecords"),
        "<pivotCacheRecords><r/><r/><r/></pivotCacheRecords>",
        WarningKind::PivotCache,
        "Cases: xl/pivotCache/pivotCacheRecords1.xml (3 records) x3",
        &[],
    );
    check(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        &sheet_ml("pivotCacheDefinition"),
        r#"<p><sharedItems><s v="Okafor"/></sharedItems></p>"#,
        WarningKind::PivotCache,
        "Cases: xl/pivotCache/pivotCacheDefinition1.xml x1",
        &["Okafor"],
    );
    check(
        "xl/charts/chart1.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        "<chartSpace><pt><v>Okafor</v></pt></chartSpace>",
        WarningKind::Chart,
        "Cases: xl/charts/chart1.xml x1",
        &["Okafor"],
    );
    check(
        "xl/drawings/drawing1.xml",
        "application/vnd.openxmlformats-officedocument.drawing+xml",
        "<wsDr><sp><txBody><p><r><t>Secret</t></r></p></txBody></sp></wsDr>",
        WarningKind::TextBox,
        "Cases: xl/drawings/drawing1.xml x1",
        &["Secret"],
    );
    check("xl/media/image1.png", "", "\u{89}PNG", WarningKind::Image, "Cases: xl/media/image1.png x1", &[]);
    check(
        "xl/embeddings/oleObject1.bin",
        "application/vnd.openxmlformats-officedocument.oleObject",
        "x",
        WarningKind::EmbeddedObject,
        "Cases: xl/embeddings/oleObject1.bin x1",
        &[],
    );
    check(
        "xl/ctrlProps/ctrlProp1.xml",
        "application/vnd.ms-excel.controlproperties+xml",
        "<x/>",
        WarningKind::Control,
        "Cases: xl/ctrlProps/ctrlProp1.xml x1",
        &[],
    );
    check(
        "xl/drawings/vmlDrawing1.vml",
        "application/vnd.openxmlformats-officedocument.vmlDrawing",
        r#"<xml><ClientData ObjectType="Note"/><ClientData ObjectType="Button"/></xml>"#,
        WarningKind::Control,
        "Cases: xl/drawings/vmlDrawing1.vml x1",
        &["Button"],
    );
    check(
        "customXml/item1.xml",
        "application/xml",
        "<data>Okafor</data>",
        WarningKind::CustomXml,
        "Cases: customXml/item1.xml x1",
        &[],
    );
    check(
        "xl/printerSettings/printerSettings1.bin",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
        "HP",
        WarningKind::PrinterSettings,
        "Cases: xl/printerSettings/printerSettings1.bin x1",
        &[],
    );
    check(
        "xl/slicers/slicer1.xml",
        "application/vnd.ms-excel.slicer+xml",
        r#"<slicers><slicer name="Officer"/></slicers>"#,
        WarningKind::Slicer,
        "Cases: xl/slicers/slicer1.xml x1",
        &["Officer"],
    );
    check(
        "xl/connections.xml",
        &sheet_ml("connections"),
        r#"<connections><connection><dbPr connection="Server=psd"/></connection></connections>"#,
        WarningKind::Connection,
        "Cases: xl/connections.xml x1",
        &["Server=psd"],
    );
    check(
        "xl/externalLinks/externalLink1.xml",
        &sheet_ml("externalLink"),
        "<externalLink><cell><v>Okafor</v></cell></externalLink>",
        WarningKind::ExternalLink,
        "Cases: xl/externalLinks/externalLink1.xml x1",
        &["Okafor"],
    );
    check(
        "xl/revisions/revisionLog1.xml",
        &sheet_ml("revisionLog"),
        "<revisions><oc><is><t>Old</t></is></oc></revisions>",
        WarningKind::Revision,
        "Cases: xl/revisions/revisionLog1.xml x1",
        &["Old"],
    );
    check(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "<p><creator>M. Ashdown</creator></p>",
        WarningKind::Property,
        "Cases: docProps/core.xml x1",
        &["creator: M. Ashdown"],
    );
    check(
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        r#"<p><property name="Desk"><lpwstr>PSD 4</lpwstr></property></p>"#,
        WarningKind::CustomProperty,
        "Cases: docProps/custom.xml x1",
        &["Desk: PSD 4"],
    );
    check(
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        r#"<p><property name="MSIP_Label_1_Name"><lpwstr>OFFICIAL</lpwstr></property></p>"#,
        WarningKind::Label,
        "Cases: docProps/custom.xml x1",
        &["MSIP_Label_1_Name: OFFICIAL"],
    );
    check(
        "_xmlsignatures/sig1.xml",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
        "<x/>",
        WarningKind::Signature,
        "Cases: _xmlsignatures/sig1.xml x1",
        &[],
    );
    check(
        "xl/model/item.data",
        "application/vnd.openxmlformats-officedocument.model+data",
        "x",
        WarningKind::DataModel,
        "Cases: xl/model/item.data x1",
        &[],
    );
    check(
        "xl/secret.bin",
        "application/octet-stream",
        "x",
        WarningKind::UnknownPart,
        "xl/secret.bin x1",
        &[],
    );
    check(
        "xl/worksheets/sheet99.xml",
        &sheet_ml("worksheet"),
        "<worksheet/>",
        WarningKind::UnknownPart,
        "xl/worksheets/sheet99.xml x1",
        &[],
    );
    check(
        "xl/charts/chart1.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        "<chartSpace><broken",
        WarningKind::Chart,
        "Cases: xl/charts/chart1.xml (cannot be read) x1",
        &[],
    );
}

#[test]
fn macros_are_reported_and_never_run() {
    let import =
        with_part("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vbaProject", "Sub X()");
    assert_eq!(places(&import, WarningKind::Macro), ["Cases: xl/vbaProject.bin x1"]);
    assert_eq!(import.guesses.format.name(), "xlsm");
    assert_eq!(places(&import, WarningKind::NameMismatch).len(), 1);
}

#[test]
fn names_links_and_users_of_the_workbook() {
    let book = Book {
        before: r#"<fileSharing userName="M. Ashdown"/>"#.to_owned(),
        after: r#"<definedNames><definedName name="Raw" hidden="1">Raw!$A$1</definedName><definedName name="Who">"Okafor"</definedName></definedNames>"#.to_owned(),
        ..Book::default()
    };
    let import = book
        .sheet("Cases", &plain())
        .external(CASES, "hyperlink", "mailto:okafor@police.example")
        .read()
        .unwrap();
    assert_eq!(places(&import, WarningKind::DefinedName), ["Raw, Who x2"]);
    assert_eq!(samples(&import, WarningKind::DefinedName), ["Raw = Raw!$A$1\nWho = \"Okafor\""]);
    assert_eq!(places(&import, WarningKind::ExternalLink), ["Cases: links out of the file x1"]);
    assert_eq!(samples(&import, WarningKind::ExternalLink), ["mailto:okafor@police.example"]);
    assert_eq!(samples(&import, WarningKind::UserName), ["M. Ashdown"]);
}

#[test]
fn what_a_sheet_says_beside_its_cells() {
    let sheet = format!(
        r#"{}<autoFilter ref="A1:C3"><filterColumn colId="1"><filters><filter val="Okafor"/></filters></filterColumn></autoFilter>
        <mergeCells><mergeCell ref="A1:B1"/></mergeCells><conditionalFormatting sqref="A1:A3"/>
        <dataValidations><dataValidation type="list" sqref="B2"><formula1>"Okafor,Hurst"</formula1></dataValidation></dataValidations>
        <headerFooter><oddFooter>&amp;LPrinted by M. Ashdown</oddFooter></headerFooter>
        <scenarios><scenario name="s"><inputCells r="A2" val="41"/></scenario></scenarios>"#,
        plain()
    );
    let import = Book::default().sheet("Cases", &sheet).read().unwrap();
    assert_eq!(samples(&import, WarningKind::Filter), ["by column 1\nOkafor"]);
    assert_eq!(places(&import, WarningKind::MergedCells), ["Cases: A1:B1 x1"]);
    assert_eq!(places(&import, WarningKind::ConditionalFormat), ["Cases: A1:A3 x1"]);
    assert_eq!(samples(&import, WarningKind::ValidationList), ["\"Okafor,Hurst\""]);
    assert_eq!(samples(&import, WarningKind::HeaderFooter), ["&LPrinted by M. Ashdown"]);
    assert_eq!(places(&import, WarningKind::HiddenText), ["Cases, scenarios: A2 x1"]);
}

#[test]
fn shared_text_in_no_cell_is_an_orphan() {
    let book = Book { strings: "<si><t>Okafor</t></si>".to_owned(), ..Book::default() };
    let import = book.sheet("Cases", &plain()).read().unwrap();
    assert_eq!(samples(&import, WarningKind::OrphanText), ["Okafor"]);
}

#[test]
fn the_json_is_as_promised() {
    let import = Book::default()
        .sheet("Cases", &plain())
        .sheet_as("Raw", r#"state="veryHidden""#, &data(&[&["Name"]]))
        .read()
        .unwrap();
    let expected = serde_json::json!({
        "file": "cases.xlsx",
        "format": "xlsx",
        "sheets": [
            { "name": "Cases", "rows": 3, "columns": 3, "state": "visible" },
            { "name": "Raw", "rows": 1, "columns": 1, "state": "very-hidden" },
        ],
        "items": [{ "kind": "very-hidden-sheet", "where": "Raw (1 row, 1 column)", "count": 1, "sample": "Name" }],
    });
    assert_eq!(inspect_json(&import), expected);
}
