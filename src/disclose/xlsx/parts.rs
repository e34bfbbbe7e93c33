//! What every part of a released XLSX file must say, value for value. Written by hand from the
//! format's standard; the writer's library is not asked.

use std::fmt::Write;

use crate::disclose::Disclosure;
use crate::law::style;

/// Where the cells stand.
pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";
/// Where their text stands.
pub(super) const STRINGS: &str = "xl/sharedStrings.xml";

/// What is expected of a part.
pub(super) enum Expected {
    /// The same tokens as this XML.
    Xml(String),
    /// The same tokens around the rows.
    Sheet(String),
    /// The texts of the cells.
    Strings,
    /// These very bytes: length and SHA-256.
    Bytes(u64, &'static str),
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument";
/// Colours and typefaces, without a word of anybody.
const THEME: Expected =
    Expected::Bytes(6995, "2ae67d22f62446056cd1529a3c2dbacd366f0983bb6b2ee3960b6ceb5070c5ee");

/// The parts of the file, each with what is expected of it.
pub(super) fn expected(disclosure: &Disclosure) -> Vec<(&'static str, Expected)> {
    let has_table = disclosure.row_count() > 0;
    let mut parts = vec![
        ("[Content_Types].xml", Expected::Xml(content_types(has_table))),
        ("_rels/.rels", Expected::Xml(root_relations())),
        ("docProps/app.xml", Expected::Xml(application())),
        ("docProps/core.xml", Expected::Xml(core(disclosure))),
        ("xl/workbook.xml", Expected::Xml(workbook())),
        ("xl/_rels/workbook.xml.rels", Expected::Xml(workbook_relations())),
        ("xl/styles.xml", Expected::Xml(styles(has_table))),
        ("xl/theme/theme1.xml", THEME),
        (SHEET, Expected::Sheet(sheet(disclosure, has_table))),
        (STRINGS, Expected::Strings),
    ];
    if has_table {
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels", Expected::Xml(sheet_relations())));
        parts.push(("xl/tables/table1.xml", Expected::Xml(table(disclosure))));
    }
    parts
}

/// The title in the document's properties.
pub(super) fn title(disclosure: &Disclosure) -> String {
    let meta = disclosure.meta();
    let notice = if meta.is_draft { format!("{}. ", style().draft) } else { String::new() };
    (notice + &meta.title).trim().to_owned()
}

/// The letters of a column, as `AB`.
pub(super) fn column_letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The height of a row of so many lines; `None` for the height of every row.
pub(super) fn row_height(lines: usize) -> Option<String> {
    // No row of Excel is higher than 409 points, and none of ours is hidden by its height.
    (lines > 1).then(|| (15 * lines.min(27)).to_string())
}

/// All cells, headings included, as `A1:F631`.
fn range(disclosure: &Disclosure) -> String {
    let last = column_letters(disclosure.columns().len() - 1);
    match (disclosure.columns().len(), disclosure.row_count()) {
        (1, 0) => "A1".to_owned(),
        (_, rows) => format!("A1:{last}{}", rows + 1),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

fn content_types(has_table: bool) -> String {
    let mut overrides = String::new();
    let mut add = |part: &str, kind: &str| {
        let _ = write!(overrides, r#"<Override PartName="/{part}" ContentType="{kind}+xml"/>"#);
    };
    add("docProps/app.xml", &format!("{TYPES}.extended-properties"));
    add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties");
    add("xl/styles.xml", &format!("{TYPES}.spreadsheetml.styles"));
    add("xl/theme/theme1.xml", &format!("{TYPES}.theme"));
    add("xl/workbook.xml", &format!("{TYPES}.spreadsheetml.sheet.main"));
    add(SHEET, &format!("{TYPES}.spreadsheetml.worksheet"));
    if has_table {
        add("xl/tables/table1.xml", &format!("{TYPES}.spreadsheetml.table"));
    }
    add(STRINGS, &format!("{TYPES}.spreadsheetml.sharedStrings"));
    format!(
        r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
    )
}

/// A relationships part; each row is a type and a target.
fn relations(rows: &[(String, &str)]) -> String {
    let mut body = String::new();
    for (at, (kind, target)) in rows.iter().enumerate() {
        let _ = write!(body, r#"<Relationship Id="rId{}" Type="{kind}" Target="{target}"/>"#, at + 1);
    }
    format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>"#)
}

fn root_relations() -> String {
    relations(&[
        (format!("{OFFICE}/relationships/officeDocument"), "xl/workbook.xml"),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        (format!("{OFFICE}/relationships/extended-properties"), "docProps/app.xml"),
    ])
}

fn workbook_relations() -> String {
    relations(&[
        (format!("{OFFICE}/relationships/worksheet"), "worksheets/sheet1.xml"),
        (format!("{OFFICE}/relationships/theme"), "theme/theme1.xml"),
        (format!("{OFFICE}/relationships/styles"), "styles.xml"),
        (format!("{OFFICE}/relationships/sharedStrings"), "sharedStrings.xml"),
    ])
}

fn sheet_relations() -> String {
    relations(&[(format!("{OFFICE}/relationships/table"), "../tables/table1.xml")])
}

fn application() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>Disclosure</vt:lpstr></vt:vector></TitlesOfParts><Company></Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged><AppVersion>12.0000</AppVersion></Properties>"#
    )
}

fn core(disclosure: &Disclosure) -> String {
    let moment = disclosure.meta().released_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let title = escape(&title(disclosure));
    // Without a title the library leaves the element out.
    let title = if title.is_empty() { title } else { format!("<dc:title>{title}</dc:title>") };
    format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{title}<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>"#
    )
}

fn workbook() -> String {
    format!(
        r#"{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/></bookViews><sheets><sheet name="Disclosure" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>"#
    )
}

fn styles(has_body: bool) -> String {
    let font = |bold: &str| {
        format!(
            r#"<font>{bold}<sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>"#
        )
    };
    let (plain, bold) = (font(""), font("<b/>"));
    let wrapped = r#"<alignment vertical="top" wrapText="1"/>"#;
    let none = r#"numFmtId="0" fontId="0" fillId="0" borderId="0""#;
    let body = format!(r#"<xf {none} xfId="0" applyAlignment="1">{wrapped}</xf>"#);
    let (count, body) = if has_body { (3, body.as_str()) } else { (2, "") };
    format!(
        r#"{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="2">{plain}{bold}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf {none}/></cellStyleXfs><cellXfs count="{count}"><xf {none} xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">{wrapped}</xf>{body}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>"#
    )
}

fn sheet(disclosure: &Disclosure, has_table: bool) -> String {
    let mut columns = String::new();
    let mut from = 0;
    while let Some(column) = disclosure.columns().get(from) {
        let same = disclosure.columns()[from..].iter().take_while(|other| other.kind == column.kind).count();
        // Excel counts a cell's own margin, of five pixels in seven, into its width.
        let (first, last, width) = (from + 1, from + same, column.kind.characters());
        let _ =
            write!(columns, r#"<col min="{first}" max="{last}" width="{width}.7109375" customWidth="1"/>"#);
        from += same;
    }
    let range = range(disclosure);
    let table = if has_table { r#"<tableParts count="1"><tablePart r:id="rId1"/></tableParts>"# } else { "" };
    format!(
        r#"{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{range}"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData></sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape" horizontalDpi="200" verticalDpi="200"/>{table}</worksheet>"#
    )
}

fn table(disclosure: &Disclosure) -> String {
    let mut columns = String::new();
    for (at, column) in disclosure.columns().iter().enumerate() {
        let _ = write!(columns, r#"<tableColumn id="{}" name="{}"/>"#, at + 1, escape(&column.heading));
    }
    let (range, count) = (range(disclosure), disclosure.columns().len());
    format!(
        r#"{DECLARATION}<table xmlns="{MAIN}" id="1" name="Disclosure" displayName="Disclosure" ref="{range}" totalsRowShown="0"><tableColumns count="{count}">{columns}</tableColumns><tableStyleInfo name="TableStyleMedium9" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>"#
    )
}
