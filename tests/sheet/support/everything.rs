//! One made-up workbook with everything in it that a workbook can hide.

use super::{Book, data};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Entries of the visible sheet: reference, officer, what happened.
const ENTRIES: [[&str; 3]; 6] = [
    ["CO/00412/24", "PC 4471 Ibekwe", "Complainant says that the camera was off when he was searched."],
    ["CO/00412/24", "PC 3809 Dunmore", "Same incident. The footage of the second officer has been kept."],
    ["CO/00415/24", "PS 118 Lovatt", "Caller unhappy with the tone of a telephone call."],
    ["CO/00421/24", "PC 5520 Sowerby", "Property not given back after release from custody."],
    ["CO/00430/24", "PC 4471 Ibekwe", "Neighbour dispute, no paperwork was left at the house."],
    ["CO/00433/24", "DC 2093 Rashid", "Nobody has been in touch since the burglary was reported."],
];

fn cell(column: char, row: usize, style: u32, text: &str) -> String {
    format!(r#"<c r="{column}{row}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// The rows of the visible sheet: a hidden row and column, white text, a tiny one, a formula with its
/// value, one without, rich text with pronunciation, and a cell far away.
fn rows() -> String {
    let mut rows = vec![format!(
        r#"<row r="1">{}{}{}{}</row>"#,
        cell('A', 1, 0, "Ref"),
        cell('B', 1, 0, "Officer"),
        cell('C', 1, 0, "Summary"),
        cell('D', 1, 0, "Home address"),
    )];
    for (at, [reference, officer, summary]) in ENTRIES.into_iter().enumerate() {
        let row = at + 2;
        let attributes = if at == 3 { r#"hidden="1""# } else { "" };
        let style = match at {
            1 => 1,
            4 => 2,
            _ => 0,
        };
        let mut cells = cell('A', row, 0, reference) + &cell('B', row, style, officer);
        cells += &match at {
            2 => format!(
                r#"<c r="C{row}" t="inlineStr"><is><r><t>Caller unhappy with </t></r><r><rPr><b/></rPr><t>the tone</t></r><rPh sb="0" eb="4"><t>kei</t></rPh></is></c>"#
            ),
            _ => cell('C', row, 0, summary),
        };
        cells += &match at {
            0 => format!(r#"<c r="D{row}" t="str"><f>[1]Staff!B2</f><v>4 Larch Rise, Marlhaven</v></c>"#),
            5 => format!(r#"<c r="D{row}"><f>VLOOKUP(B7,Raw!A:B,2)</f></c>"#),
            _ => String::new(),
        };
        rows.push(format!(r#"<row r="{row}" {attributes}>{cells}</row>"#));
    }
    rows.push(format!(r#"<row r="9000">{}</row>"#, cell('C', 9000, 0, "call Mrs Pargeter back")));
    rows.concat()
}

/// The workbook.
pub fn everything() -> Book {
    const CASES: &str = "xl/worksheets/sheet1.xml";
    let sheet_ml =
        |what: &str| format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{what}+xml");
    let drawing_ml = |what: &str| format!("application/vnd.openxmlformats-officedocument.{what}+xml");
    let package_ml = |what: &str| format!("application/vnd.openxmlformats-package.{what}+xml");
    let inside = format!(
        r#"<sheetProtection sheet="1"/><cols><col min="4" max="4" width="20" hidden="1"/></cols><sheetData>{}</sheetData>
        <autoFilter ref="A1:C7"><filterColumn colId="1"><filters><filter val="PC 4471 Ibekwe"/></filters></filterColumn></autoFilter>
        <mergeCells><mergeCell ref="A2:A3"/></mergeCells>
        <conditionalFormatting sqref="B2:B7"><cfRule type="expression"><formula>B2="PS 118 Lovatt"</formula></cfRule></conditionalFormatting>
        <dataValidations><dataValidation type="list" sqref="B2"><formula1>"Ibekwe,Dunmore,Lovatt"</formula1></dataValidation></dataValidations>
        <headerFooter><oddFooter>&amp;LPrinted by M. Ashdown, PSD room 4</oddFooter></headerFooter>"#,
        rows()
    );
    let styles = r#"<fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font></fonts>
        <fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs>"#;
    let raw = data(&[
        &["Officer", "Home address"],
        &["PC 4471 Ibekwe", "4 Larch Rise, Marlhaven"],
        &["PC 3809 Dunmore", "Flat 2, Tanner House"],
    ]);
    let comments = format!(
        r#"<comments xmlns="{MAIN}"><authors><author>M. Ashdown</author></authors><commentList><comment ref="B2" authorId="0"><text><t>His brother is the complainant</t></text></comment></commentList></comments>"#
    );
    let mut book = Book {
        before: r#"<fileSharing userName="M. Ashdown"/>"#.to_owned(),
        after: r#"<definedNames><definedName name="Raw_data" hidden="1">Raw!$A$1</definedName><definedName name="Lead">"DI Carmody"</definedName></definedNames>"#.to_owned(),
        strings: "<si><t>PC 6690 Quirke (deleted row)</t></si>".to_owned(),
        styles: styles.to_owned(),
        ..Book::default()
    }
    .sheet("Cases", &inside)
    .sheet_as("Raw", r#"state="hidden""#, &raw)
    .sheet_as("Staff 2019", r#"state="veryHidden""#, &raw)
    .external(CASES, "hyperlink", "mailto:psd.desk@police.example")
    .external("xl/workbook.xml", "attachedTemplate", "file:///S:/PSD/Templates/cases.xltx");
    let beside: [(&str, String, &str); 23] = [
        ("xl/comments1.xml", sheet_ml("comments"), &comments),
        (
            "xl/threadedComments/threadedComment1.xml",
            "application/vnd.ms-excel.threadedcomments+xml".to_owned(),
            r#"<ThreadedComments xmlns="x"><threadedComment ref="C3" personId="{1}"><text>Is this the councillor?</text></threadedComment></ThreadedComments>"#,
        ),
        (
            "xl/persons/person.xml",
            "application/vnd.ms-excel.person+xml".to_owned(),
            r#"<personList xmlns="x"><person displayName="T. Quill" id="{1}"/></personList>"#,
        ),
        (
            "xl/pivotCache/pivotCacheRecords1.xml",
            sheet_ml("pivotCacheRecords"),
            r#"<pivotCacheRecords><r><s v="PC 4471 Ibekwe"/></r><r/><r/></pivotCacheRecords>"#,
        ),
        (
            "xl/slicers/slicer1.xml",
            "application/vnd.ms-excel.slicer+xml".to_owned(),
            r#"<slicers><slicer name="Officer"/></slicers>"#,
        ),
        (
            "xl/model/item.data",
            "application/vnd.openxmlformats-officedocument.model+data".to_owned(),
            "tables",
        ),
        (
            "xl/connections.xml",
            sheet_ml("connections"),
            r#"<connections><connection><dbPr connection="Server=psd-db;Database=complaints"/></connection></connections>"#,
        ),
        (
            "xl/drawings/drawing1.xml",
            drawing_ml("drawing"),
            "<wsDr><sp><txBody><p><r><t>Draft: ask legal about Ibekwe</t></r></p></txBody></sp></wsDr>",
        ),
        (
            "xl/charts/chart1.xml",
            drawing_ml("drawingml.chart"),
            "<chartSpace><pt><v>PS 118 Lovatt</v></pt></chartSpace>",
        ),
        ("xl/media/image1.png", String::new(), "\u{89}PNG"),
        (
            "xl/embeddings/oleObject1.bin",
            "application/vnd.openxmlformats-officedocument.oleObject".to_owned(),
            "a letter",
        ),
        ("xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml".to_owned(), "<x/>"),
        ("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject".to_owned(), "Sub Tidy()"),
        ("customXml/item1.xml", "application/xml".to_owned(), "<data>Ibekwe</data>"),
        (
            "xl/revisions/revisionLog1.xml",
            sheet_ml("revisionLog"),
            "<revisions><oc><is><t>PC 6690 Quirke</t></is></oc></revisions>",
        ),
        (
            "docProps/core.xml",
            package_ml("core-properties"),
            "<p><creator>M. Ashdown</creator><lastModifiedBy>T. Quill</lastModifiedBy></p>",
        ),
        (
            "docProps/custom.xml",
            drawing_ml("custom-properties"),
            r#"<p><property name="Desk"><lpwstr>PSD 4</lpwstr></property></p>"#,
        ),
        (
            "docMetadata/LabelInfo.xml",
            "application/vnd.ms-office.classificationlabels+xml".to_owned(),
            r#"<labelList><label id="{1}" name="OFFICIAL-SENSITIVE" enabled="1"/></labelList>"#,
        ),
        ("xl/printerSettings/printerSettings1.bin", sheet_ml("printerSettings"), "HP LaserJet PSD-2"),
        ("_xmlsignatures/sig1.xml", package_ml("digital-signature-xmlsignature"), "<x/>"),
        (
            "xl/externalLinks/externalLink1.xml",
            sheet_ml("externalLink"),
            "<externalLink><cell><v>4 Larch Rise, Marlhaven</v></cell></externalLink>",
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            sheet_ml("pivotCacheDefinition"),
            r#"<p><sharedItems><s v="PC 6690 Quirke"/></sharedItems></p>"#,
        ),
        ("xl/left-over.bin", "application/octet-stream".to_owned(), "x"),
    ];
    for (name, content_type, content) in beside {
        book = book.part(name, &content_type, content).relation(CASES, kind_of(name), &format!("/{name}"));
    }
    book
}

fn kind_of(name: &str) -> &'static str {
    match name {
        "xl/comments1.xml" => "comments",
        "xl/threadedComments/threadedComment1.xml" => "threadedComment",
        "xl/vbaProject.bin" => "vbaProject",
        _ => "any",
    }
}
