//! What every part of a released XLSX file must say, value for value. Written by hand from the
//! format's standard; the writer's library is not asked.

use std::fmt::Write;

use super::cells::Book;
use super::grid::Grid;
use crate::disclose::Disclosure;
use crate::law::style;

/// Where the text of the cells stands.
pub(super) const STRINGS: &str = "xl/sharedStrings.xml";
/// Where the cells stand, sheet by sheet.
pub(super) const SHEETS: [&str; 3] =
    ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"];
const SHEET_RELATIONS: [&str; 3] = [
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/worksheets/_rels/sheet2.xml.rels",
    "xl/worksheets/_rels/sheet3.xml.rels",
];
const TABLES: [&str; 2] = ["xl/tables/table1.xml", "xl/tables/table2.xml"];

/// What is expected of a part.
pub(super) enum Expected {
    /// The same tokens as this XML.
    Xml(String),
    /// The same tokens around the rows of the sheet of this number.
    Sheet(usize, String),
    /// The texts of the cells.
    Strings,
    /// These very bytes: length and SHA-256.
    Bytes(u64, &'static str),
}

/// Numbers of the looks of cells: of the title, of text, of headings and marks, and of heading rows.
pub(super) const TITLE_STYLE: usize = 1;
pub(super) const TEXT_STYLE: usize = 2;
pub(super) const BOLD_STYLE: usize = 3;
pub(super) const HEAD_STYLE: usize = 4;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument";
/// Colours and typefaces, without a word of anybody.
const THEME: Expected =
    Expected::Bytes(6995, "2ae67d22f62446056cd1529a3c2dbacd366f0983bb6b2ee3960b6ceb5070c5ee");

/// The parts of the file, each with what is expected of it.
pub(super) fn expected(book: &Book<'_>, disclosure: &Disclosure) -> Vec<(&'static str, Expected)> {
    let tables = tables(book);
    let mut parts = vec![
        ("[Content_Types].xml", Expected::Xml(content_types(book, tables.len()))),
        ("_rels/.rels", Expected::Xml(root_relations())),
        ("docProps/app.xml", Expected::Xml(application(book))),
        ("docProps/core.xml", Expected::Xml(core(disclosure))),
        ("xl/workbook.xml", Expected::Xml(workbook(book))),
        ("xl/_rels/workbook.xml.rels", Expected::Xml(workbook_relations(book))),
        ("xl/styles.xml", Expected::Xml(styles())),
        ("xl/theme/theme1.xml", THEME),
        (STRINGS, Expected::Strings),
    ];
    for (at, (part, grid)) in book.grids.iter().enumerate() {
        let table = tables.iter().position(|(sheet, _)| *sheet == at);
        parts.push((*part, Expected::Sheet(at, sheet(grid, at == 0, table.is_some()))));
        if let (Some(table), Some(relations)) = (table, SHEET_RELATIONS.get(at)) {
            parts.push((*relations, Expected::Xml(sheet_relations(table + 1))));
        }
    }
    for ((number, part), (_, grid)) in (1..).zip(TABLES).zip(&tables) {
        parts.push((part, Expected::Xml(table(grid, number))));
    }
    parts
}

/// The tables of the workbook, each with the number of its sheet. A table needs a row.
fn tables<'b, 'd>(book: &'b Book<'d>) -> Vec<(usize, &'b Grid<'d>)> {
    let grids = book.grids.iter().map(|(_, grid)| grid).enumerate();
    grids.filter(|(_, grid)| grid.headings().is_some() && grid.line_count() > 1).collect()
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

/// The height of the title's row.
pub(super) fn title_height(title: &str) -> String {
    let lines = title.chars().count().div_ceil(50).max(1);
    (24 * lines.min(17)).to_string()
}

/// All cells, headings included, as `A1:F631`.
fn range(grid: &Grid<'_>) -> String {
    let width = grid.kinds().len();
    match (width, grid.line_count()) {
        (1, 1) => "A1".to_owned(),
        (_, lines) => format!("A1:{}{lines}", column_letters(width - 1)),
    }
}

fn name<'n>(grid: &Grid<'_>) -> &'n str {
    match grid {
        Grid::About(_) => "About",
        Grid::Key(_) => "Key",
        Grid::Table(_) => "Disclosure",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

fn content_types(book: &Book<'_>, table_count: usize) -> String {
    let mut overrides = String::new();
    let mut add = |part: &str, kind: &str| {
        let _ = write!(overrides, r#"<Override PartName="/{part}" ContentType="{kind}+xml"/>"#);
    };
    add("docProps/app.xml", &format!("{TYPES}.extended-properties"));
    add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties");
    add("xl/styles.xml", &format!("{TYPES}.spreadsheetml.styles"));
    add("xl/theme/theme1.xml", &format!("{TYPES}.theme"));
    add("xl/workbook.xml", &format!("{TYPES}.spreadsheetml.sheet.main"));
    for (part, _) in &book.grids {
        add(part, &format!("{TYPES}.spreadsheetml.worksheet"));
    }
    for part in TABLES.iter().take(table_count) {
        add(part, &format!("{TYPES}.spreadsheetml.table"));
    }
    add(STRINGS, &format!("{TYPES}.spreadsheetml.sharedStrings"));
    format!(
        r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
    )
}

/// A relationships part; each row is a type and a target.
fn relations(rows: &[(String, String)]) -> String {
    let mut body = String::new();
    for (at, (kind, target)) in rows.iter().enumerate() {
        let _ = write!(body, r#"<Relationship Id="rId{}" Type="{kind}" Target="{target}"/>"#, at + 1);
    }
    format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>"#)
}

fn root_relations() -> String {
    relations(&[
        (format!("{OFFICE}/relationships/officeDocument"), "xl/workbook.xml".to_owned()),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml".to_owned()),
        (format!("{OFFICE}/relationships/extended-properties"), "docProps/app.xml".to_owned()),
    ])
}

fn workbook_relations(book: &Book<'_>) -> String {
    let sheets = (1..=book.grids.len()).map(|number| format!("worksheets/sheet{number}.xml"));
    let mut rows: Vec<_> =
        sheets.map(|target| (format!("{OFFICE}/relationships/worksheet"), target)).collect();
    for (kind, target) in
        [("theme", "theme/theme1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    {
        rows.push((format!("{OFFICE}/relationships/{kind}"), target.to_owned()));
    }
    relations(&rows)
}

fn sheet_relations(table: usize) -> String {
    relations(&[(format!("{OFFICE}/relationships/table"), format!("../tables/table{table}.xml"))])
}

fn application(book: &Book<'_>) -> String {
    let count = book.grids.len();
    let names: String =
        book.grids.iter().map(|(_, grid)| format!("<vt:lpstr>{}</vt:lpstr>", name(grid))).collect();
    format!(
        r#"{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant><vt:variant><vt:i4>{count}</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="{count}" baseType="lpstr">{names}</vt:vector></TitlesOfParts><Company></Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged><AppVersion>12.0000</AppVersion></Properties>"#
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

fn workbook(book: &Book<'_>) -> String {
    let mut sheets = String::new();
    for (number, (_, grid)) in (1..).zip(&book.grids) {
        let name = name(grid);
        let _ = write!(sheets, r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#);
    }
    format!(
        r#"{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/></bookViews><sheets>{sheets}</sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>"#
    )
}

fn styles() -> String {
    let font = |bold: &str, points: u8, colour: &str| {
        format!(
            r#"<font>{bold}<sz val="{points}"/><color {colour}/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>"#
        )
    };
    let dark = r#"theme="1""#;
    let fonts = [
        font("", 11, dark),
        font("<b/>", 16, dark),
        font("<b/>", 11, dark),
        font("<b/>", 11, r#"rgb="FFFFFFFF""#),
    ]
    .concat();
    let aligned = r#"<alignment horizontal="left" vertical="top" wrapText="1"/>"#;
    let none = r#"numFmtId="0" fontId="0" fillId="0" borderId="0""#;
    let bold = |font: u8| {
        format!(
            r#"<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">{aligned}</xf>"#
        )
    };
    let looks = [
        format!(r#"<xf {none} xfId="0"/>"#),
        bold(1),
        format!(r#"<xf {none} xfId="0" applyAlignment="1">{aligned}</xf>"#),
        bold(2),
        format!(
            r#"<xf numFmtId="0" fontId="3" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">{aligned}</xf>"#
        ),
    ]
    .concat();
    format!(
        r#"{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="4">{fonts}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1D2B45"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf {none}/></cellStyleXfs><cellXfs count="5">{looks}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>"#
    )
}

fn sheet(grid: &Grid<'_>, is_first: bool, has_table: bool) -> String {
    let kinds = grid.kinds();
    let mut columns = String::new();
    let mut from = 0;
    while let Some(kind) = kinds.get(from) {
        let same = kinds[from..].iter().take_while(|other| *other == kind).count();
        // Excel counts a cell's own margin, of five pixels in seven, into its width.
        let (first, last, width) = (from + 1, from + same, kind.characters());
        let _ =
            write!(columns, r#"<col min="{first}" max="{last}" width="{width}.7109375" customWidth="1"/>"#);
        from += same;
    }
    let range = range(grid);
    let selected = if is_first { r#" tabSelected="1""# } else { "" };
    let frozen = r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>"#;
    let view = match grid.headings() {
        Some(_) => format!(r#"<sheetView{selected} workbookViewId="0">{frozen}</sheetView>"#),
        None => format!(r#"<sheetView{selected} workbookViewId="0"/>"#),
    };
    let table = if has_table { r#"<tableParts count="1"><tablePart r:id="rId1"/></tableParts>"# } else { "" };
    format!(
        r#"{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{range}"/><sheetViews>{view}</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData></sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape" horizontalDpi="200" verticalDpi="200"/>{table}</worksheet>"#
    )
}

fn table(grid: &Grid<'_>, number: usize) -> String {
    let headings = grid.headings().unwrap_or_default();
    let mut columns = String::new();
    for (at, heading) in headings.iter().enumerate() {
        let _ = write!(columns, r#"<tableColumn id="{}" name="{}"/>"#, at + 1, escape(heading));
    }
    let (range, count, name) = (range(grid), headings.len(), name(grid));
    format!(
        r#"{DECLARATION}<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{range}" totalsRowShown="0"><tableColumns count="{count}">{columns}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>"#
    )
}
