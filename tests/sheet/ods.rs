//! OpenDocument spreadsheets: cells as they are shown, and everything beside them with its place.

use crate::support::{cells, places, samples, zip};
use proptest::prelude::*;
use withheld::sheet::{CellId, Import, ReadError, ReadOptions, Typed, WarningKind, read_bytes};

/// The namespaces, as every part declares them.
const NAMES: &str = concat!(
    r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" "#,
    r#"xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#,
    r#"xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" "#,
    r#"office:mimetype="application/vnd.oasis.opendocument.spreadsheet""#
);
const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A document under construction.
#[derive(Clone, Default)]
struct Doc {
    meta: String,
    settings: String,
    /// Pages, in styles.xml.
    masters: String,
    automatic: String,
    /// Before, among and after the tables.
    body: String,
    parts: Vec<(String, Vec<u8>)>,
}

impl Doc {
    fn body(inside: &str) -> Doc {
        Doc { body: inside.to_owned(), ..Doc::default() }
    }

    fn styled(automatic: &str, inside: &str) -> Doc {
        Doc { automatic: automatic.to_owned(), ..Doc::body(inside) }
    }

    fn part(mut self, name: &str, content: &str) -> Doc {
        self.parts.push((name.to_owned(), content.as_bytes().to_vec()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let root = |name: &str, inside: String| {
            format!("<office:document-{name} {NAMES}>{inside}</office:document-{name}>").into_bytes()
        };
        let content = format!(
            "<office:automatic-styles>{}</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body>",
            self.automatic, self.body
        );
        let masters = format!("<office:master-styles>{}</office:master-styles>", self.masters);
        let mut files = vec![
            ("mimetype".to_owned(), SPREADSHEET.as_bytes().to_vec()),
            ("content.xml".to_owned(), root("content", content)),
            ("styles.xml".to_owned(), root("styles", masters)),
            ("meta.xml".to_owned(), root("meta", format!("<office:meta>{}</office:meta>", self.meta))),
            (
                "settings.xml".to_owned(),
                root("settings", format!("<office:settings>{}</office:settings>", self.settings)),
            ),
        ];
        files.extend(self.parts.iter().cloned());
        zip(&files)
    }

    fn flat(&self) -> Vec<u8> {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES}><office:meta>{}</office:meta><office:automatic-styles>{}</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document>"#,
            self.meta, self.automatic, self.body
        )
        .into_bytes()
    }

    fn read(&self) -> Result<Import, ReadError> {
        read_bytes("cases.ods", &self.bytes(), &ReadOptions::default())
    }
}

fn table(name: &str, inside: &str) -> String {
    format!(r#"<table:table table:name="{name}">{inside}</table:table>"#)
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

fn texts(cells: &[&str]) -> String {
    row(&cells.iter().map(|text| cell(text)).collect::<String>())
}

/// A plain table, and what else stands in it.
fn cases(also: &str) -> String {
    let rows = [texts(&["Ref", "Name"]), texts(&["1", "Okafor"]), texts(&["2", "Hurst"])].concat();
    table("Cases", &(also.to_owned() + &rows))
}

/// Reads the document packaged and flat, which must give the same.
#[track_caller]
fn both(doc: &Doc) -> Import {
    let flat = read_bytes("cases.fods", &doc.flat(), &ReadOptions::default()).unwrap();
    let packaged = doc.read().unwrap();
    assert_eq!((flat.guesses.format.name(), packaged.guesses.format.name()), ("fods", "ods"));
    assert_eq!(flat.sheet, packaged.sheet);
    assert_eq!(flat.report, packaged.report);
    packaged
}

#[test]
fn a_plain_document_hides_nothing() {
    let import = both(&Doc::body(&cases("")));
    assert_eq!(import.report.warnings, []);
    assert_eq!(cells(&import), [["1", "Okafor"], ["2", "Hurst"]]);
    assert_eq!((import.guesses.sheets[0].rows, import.guesses.sheets[0].columns), (3, 2));
}

#[test]
fn cells_as_they_are_shown() {
    let check = |inside: &str, expected: &str, typed: Option<Typed>| {
        let rows = [texts(&["Heading", "Other"]), row(&(inside.to_owned() + &cell("x")))].concat();
        let import = both(&Doc::body(&table("Cases", &rows)));
        let at = CellId { row: 0, column: 0 };
        assert_eq!(import.sheet.text(at).expose(), expected, "{inside}");
        assert_eq!(import.sheet.typed(at), typed, "{inside}");
        assert_eq!(places(&import, WarningKind::HiddenText), [] as [&str; 0], "{inside}");
    };
    let p = |inside: &str| format!("<table:table-cell>{inside}</table:table-cell>");
    check(&p("<text:p>one</text:p><text:p>two</text:p>"), "one\ntwo", None);
    check(&p("<text:p>  a\n  b </text:p>"), "a b ", None);
    check(&p(r#"<text:p>a<text:s text:c="3"/>b<text:s/>c<text:tab/>d</text:p>"#), "a   b c\td", None);
    check(&p("<text:p>a<text:line-break/>b</text:p>"), "a\nb", None);
    check(
        &p("<text:p>Mr&#160;Okafor &amp; <text:span>son</text:span></text:p>"),
        "Mr\u{A0}Okafor & son",
        None,
    );
    check(&p("<text:p>page <text:page-number>7</text:page-number></text:p>"), "page 7", None);
    let value = |kind: &str, value: &str, text: &str| {
        format!(r#"<table:table-cell office:value-type="{kind}" {value}>{text}</table:table-cell>"#)
    };
    let number = |number| Some(Typed::Number(number));
    check(&value("float", r#"office:value="7""#, "<text:p>007</text:p>"), "007", number(7.0));
    check(&value("float", r#"office:value="2231""#, ""), "2231", number(2231.0));
    check(&value("percentage", r#"office:value="0.25""#, "<text:p>25 %</text:p>"), "25 %", number(0.25));
    let day = Some(Typed::Date(jiff::civil::date(2019, 3, 14)));
    check(
        &value("date", r#"office:date-value="2019-03-14""#, "<text:p>14 March 2019</text:p>"),
        "14 March 2019",
        day,
    );
    check(&value("date", r#"office:date-value="2019-03-14""#, ""), "14/03/2019", day);
    check(&value("boolean", r#"office:boolean-value="true""#, "<text:p>TRUE</text:p>"), "TRUE", None);
}

#[test]
fn repeated_rows_and_columns() {
    let rows = [
        texts(&["Ref", "Name", "Flag"]),
        r#"<table:table-row table:number-rows-repeated="2"/>"#.to_owned(),
        format!(
            r#"<table:table-row table:number-rows-repeated="3">{}<table:table-cell table:number-columns-repeated="2"><text:p>y</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>"#,
            cell("1")
        ),
        r#"<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#.to_owned(),
    ];
    let import = both(&Doc::body(&table("Cases", &rows.concat())));
    assert_eq!(cells(&import), [["1", "y", "y"]; 3]);
    assert_eq!((import.sheet.source_row(0), import.sheet.source_row(2)), (4, 6));
    assert_eq!(places(&import, WarningKind::BlankRows), ["Cases: rows 2-3 x2"]);
}

#[test]
fn repetition_has_an_end() {
    let many = |rows: u32, columns: u32| {
        let inside = format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell></table:table-row>"#
        );
        Doc::body(&table("Cases", &inside)).read()
    };
    let refused = |result: Result<Import, ReadError>| result.unwrap_err().to_string();
    assert!(refused(many(1_048_576, 16_384)).contains("repeats cells with text over 1000000 times"));
    assert!(refused(many(4_000_000_000, 1)).contains("beyond the last row"));
    assert!(refused(many(1, 16_385)).contains("beyond the last column"));
    assert!(refused(many(1, u32::MAX)).contains("beyond the last column"));
    assert_eq!(many(1000, 3).unwrap().guesses.sheets[0].rows, 1000);
    let blanks = r#"<text:s text:c="60000"/>"#.repeat(1200);
    let blown_up = Doc::body(&table("Cases", &texts(&[&blanks]))).read();
    assert!(refused(blown_up).contains("blown up with blanks"));
}

#[test]
fn hidden_sheets() {
    let styles = r#"<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
        <style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>"#;
    let raw = |style: &str| {
        let rows =
            [texts(&["Name", "Born"]), texts(&["Okafor", "1981"]), texts(&["x", "y"]), texts(&["x", "z"])];
        format!(r#"<table:table table:name="Raw" table:style-name="{style}">{}</table:table>"#, rows.concat())
    };
    let import = both(&Doc::styled(styles, &(raw("ta2") + &cases(""))));
    assert_eq!(places(&import, WarningKind::HiddenSheet), ["Raw (4 rows, 2 columns) x1"]);
    assert_eq!(samples(&import, WarningKind::HiddenSheet), ["Name | Born\nOkafor | 1981\nx | y"]);
    assert_eq!(import.sheet.name(), "Cases");
    let import = both(&Doc::styled(styles, &(raw("ta1") + &cases(""))));
    assert_eq!(places(&import, WarningKind::HiddenSheet), [] as [&str; 0]);
    assert_eq!(import.sheet.name(), "Raw", "the one with the most rows");
    let options = ReadOptions { sheet: Some("cases".to_owned()), ..ReadOptions::default() };
    let bytes = Doc::body(&(raw("ta1") + &cases(""))).bytes();
    assert_eq!(read_bytes("a.ods", &bytes, &options).unwrap().sheet.name(), "Cases");
    let options = ReadOptions { sheet: Some("None".to_owned()), ..ReadOptions::default() };
    let error = read_bytes("a.ods", &bytes, &options).unwrap_err().to_string();
    assert_eq!(error, r#"a.ods has no sheet called "None". Its sheets are: "Raw", "Cases"."#);
}

#[test]
fn hidden_rows_and_columns() {
    let styles = r#"<style:style style:name="ro0" style:family="table-row"><style:table-row-properties style:row-height="0in"/></style:style>
        <style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="0.2in"/></style:style>
        <style:style style:name="co0" style:family="table-column"><style:table-column-properties style:column-width="0cm"/></style:style>"#;
    let one = |attributes: &str, text: &str| {
        format!("<table:table-row {attributes}>{}{}</table:table-row>", cell(text), cell("x"))
    };
    let inside = [
        r#"<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column table:style-name="co0"/><table:table-column table:number-columns-repeated="16381" table:visibility="collapse"/>"#,
        &one(r#"table:style-name="ro1""#, "Ref"),
        &one("", "1"),
        &one(r#"table:visibility="collapse""#, "2"),
        &one(r#"table:visibility="filter""#, "3"),
        &one(r#"table:style-name="ro0""#, "4"),
        r#"<table:table-row-group table:display="false">"#,
        &one("", "5"),
        "</table:table-row-group>",
        &one("", "6"),
        r#"<table:table-row table:number-rows-repeated="100" table:visibility="collapse"/>"#,
    ]
    .concat();
    let import = both(&Doc::styled(styles, &table("Cases", &inside)));
    let hidden: Vec<bool> = (0..6).map(|row| import.sheet.is_row_hidden(row)).collect();
    assert_eq!(hidden, [false, true, true, true, true, false]);
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: rows 3-6 x4"]);
    assert_eq!(samples(&import, WarningKind::HiddenRow).len(), 1);
    assert_eq!(places(&import, WarningKind::HiddenColumn), ["Cases: column B x1"]);
    assert!(import.sheet.columns()[1].is_hidden() && !import.sheet.columns()[0].is_hidden());
    let blank = cases(r#"<table:table-row table:number-rows-repeated="9" table:visibility="collapse"/>"#);
    let import = both(&Doc::body(&blank));
    assert_eq!(places(&import, WarningKind::HiddenRow), ["Cases: rows without text x9"]);
}

#[test]
fn text_that_is_not_seen() {
    let styles = r##"
        <number:text-style style:name="N1"><number:text/></number:text-style>
        <number:text-style style:name="N2"><number:text-content/></number:text-style>
        <style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#FFFFFF"/></style:style>
        <style:style style:name="child" style:family="table-cell" style:parent-style-name="white"/>
        <style:style style:name="onblack" style:family="table-cell" style:parent-style-name="white"><style:table-cell-properties fo:background-color="#000000"/></style:style>
        <style:style style:name="red" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/><style:text-properties fo:color="#ff0000"/></style:style>
        <style:style style:name="tiny" style:family="table-cell"><style:text-properties fo:font-size="1pt"/></style:style>
        <style:style style:name="none" style:family="table-cell" style:data-style-name="N1"/>
        <style:style style:name="some" style:family="table-cell" style:data-style-name="N2"/>
        <style:style style:name="locked" style:family="table-cell"><style:table-cell-properties style:cell-protect="hidden-and-protected"/></style:style>
        <style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>"##;
    let styled = |style: &str, text: &str| {
        row(&format!(
            r#"<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        ))
    };
    let check = |inside: &str, expected: &[&str]| {
        let rows = texts(&["Heading", "Other"]) + inside + &texts(&["x", "y"]);
        let import = both(&Doc::styled(styles, &table("Cases", &rows)));
        assert_eq!(places(&import, WarningKind::HiddenText), expected, "{inside}");
        assert_eq!(import.sheet.row_count(), 2, "it is read all the same: {inside}");
    };
    let found = &["Cases: A2 x1"][..];
    for style in ["white", "child", "red", "tiny", "none", "locked"] {
        check(&styled(style, "secret"), found);
    }
    for style in ["onblack", "some", "unknown"] {
        check(&styled(style, "open"), &[]);
    }
    let span = r#"open <text:span text:style-name="T1">secret</text:span>"#;
    check(&styled("some", span), found);
    check(&styled("onblack", span), &[]);
    // A number whose format shows nothing has an empty paragraph.
    check(
        &row(r#"<table:table-cell office:value-type="float" office:value="41"><text:p/></table:table-cell>"#),
        found,
    );
    check(&row(r#"<table:table-cell office:value-type="float" office:value="41"/>"#), &[]);
    // Text under a merged cell.
    let under = row(
        "<table:table-cell table:number-columns-spanned=\"2\"><text:p>a</text:p></table:table-cell><table:covered-table-cell><text:p>b</text:p></table:covered-table-cell>",
    );
    check(&under, &["Cases: B2 x1"]);
    // The style of a column holds where a cell has none.
    let column = r#"<table:table-column/><table:table-column table:default-cell-style-name="white"/>"#;
    let import = both(&Doc::styled(styles, &cases(column)));
    assert_eq!(places(&import, WarningKind::HiddenText), ["Cases: B1, B2, B3 x3"]);
}

#[test]
fn what_stands_in_cells() {
    let inside = [
        texts(&["Ref", "Name"]),
        row(&format!(
            r#"<table:table-cell table:formula="of:=[.B2]*2" office:value-type="float" office:value="4"><text:p>4</text:p></table:table-cell>{}"#,
            r#"<table:table-cell><office:annotation><dc:creator>M. Ashdown</dc:creator><dc:date>2019-03-14T10:00:00</dc:date><text:p>Ask <text:span>HR</text:span></text:p><text:p>today</text:p></office:annotation><text:p>Okafor</text:p></table:table-cell>"#
        )),
        row(&format!(
            r#"<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>a</text:p></table:table-cell>{}"#,
            "<table:covered-table-cell/>"
        )),
        row(
            r##"<table:table-cell><text:p><text:a xlink:href="mailto:m@example.org">mail</text:a> <text:a xlink:href="#Cases.A1">here</text:a></text:p></table:table-cell>"##,
        ),
        row(
            r#"<table:table-cell table:formula="of:='file:///C:/hr.ods'#$Staff.A1" office:value-type="string"><text:p>Adeyemi</text:p></table:table-cell>"#,
        ),
        row(
            r#"<table:table-cell><text:p><text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text></text:ruby></text:p></table:table-cell>"#,
        ),
        row(r#"<table:table-cell table:formula="of:=1/0"/>"#),
        row(
            r#"<table:table-cell><draw:frame draw:name="t"><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame><text:p>z</text:p></table:table-cell>"#,
        ),
    ];
    let import = both(&Doc::body(&table("Cases", &inside.concat())));
    let check = |kind, place: &[&str], sample: &[&str]| {
        assert_eq!(places(&import, kind), place);
        assert_eq!(samples(&import, kind), sample);
    };
    check(WarningKind::Comment, &["Cases: B2 x1"], &["M. Ashdown: Ask HR\ntoday"]);
    check(
        WarningKind::Formula,
        &["Cases: A2, A5, A7 x3"],
        &["of:=[.B2]*2\nof:='file:///C:/hr.ods'#$Staff.A1\nof:=1/0"],
    );
    check(WarningKind::FormulaWithoutValue, &["Cases: A7 x1"], &["of:=1/0"]);
    check(WarningKind::MergedCells, &["Cases: A3:B5 x1"], &[]);
    check(
        WarningKind::ExternalLink,
        &["Cases: A4, A5 x2"],
        &["mailto:m@example.org\nof:='file:///C:/hr.ods'#$Staff.A1"],
    );
    check(WarningKind::Phonetic, &["Cases: A6 x1"], &["ひがし"]);
    check(WarningKind::TextBox, &["Cases: A8 x1"], &["Box"]);
    assert_eq!(cells(&import)[0], ["4", "Okafor"], "neither comment nor box is part of a cell");
}

#[test]
fn what_stands_beside_the_tables() {
    let inside = [
        r#"<table:content-validations>
            <table:content-validation table:name="v1" table:condition='of:cell-content-is-in-list("Okafor";"Hurst")' table:base-cell-address="Cases.B2"/>
            <table:content-validation table:name="v2" table:condition="of:cell-content()&gt;1" table:base-cell-address="Cases.B3"/></table:content-validations>"#,
        r#"<table:tracked-changes><table:deletion table:id="ct1" table:type="row"><office:change-info><dc:creator>J. Rook</dc:creator></office:change-info>
            <table:deletions><table:cell-content-deletion><table:change-track-table-cell><text:p>Adeyemi left</text:p></table:change-track-table-cell></table:cell-content-deletion></table:deletions></table:deletion></table:tracked-changes>"#,
        &cases(
            r#"<office:forms><form:form form:name="f"><form:button form:name="Push" form:label="Send"/></form:form></office:forms>
               <table:shapes><draw:custom-shape draw:name="s"><text:p>Shape words</text:p></draw:custom-shape><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></table:shapes>
               <calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="Cases.A1:Cases.B9"/></calcext:conditional-formats>"#,
        ),
        r#"<table:table table:name="'file:///C:/hr.ods'#$Staff" table:style-name="ta_extref"><table:table-source xlink:href="file:///C:/hr.ods"/><table:table-row><table:table-cell><text:p>Ext Name</text:p></table:table-cell></table:table-row></table:table>"#,
        r#"<table:named-expressions><table:named-range table:name="People" table:cell-range-address="$Cases.$B$2:.$B$9"/><table:named-expression table:name="Boss" table:expression="&quot;Hale&quot;"/></table:named-expressions>"#,
        r#"<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" table:target-range-address="Cases.A1:Cases.B9" table:display-filter-buttons="true"><table:filter><table:filter-condition table:field-number="1" table:value="Upheld" table:operator="="/></table:filter></table:database-range></table:database-ranges>"#,
        r#"<table:data-pilot-tables><table:data-pilot-table table:name="Pivot" table:target-range-address="P.A1:P.B4"><table:data-pilot-field><table:data-pilot-level><table:data-pilot-members><table:data-pilot-member table:name="Borough"/></table:data-pilot-members></table:data-pilot-level></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>"#,
        r#"<table:dde-links><table:dde-link><office:dde-source office:dde-application="soffice" office:dde-topic="C:/hr.ods" office:dde-item="A1"/></table:dde-link></table:dde-links>"#,
        r#"<future:secrets><text:p>unheard of</text:p></future:secrets>"#,
    ];
    let import = both(&Doc::body(&inside.concat()));
    let check = |kind, place: &[&str], sample: &[&str]| {
        assert_eq!(places(&import, kind), place);
        assert_eq!(samples(&import, kind), sample);
    };
    check(
        WarningKind::ValidationList,
        &["workbook: Cases.B2 x1"],
        &[r#"of:cell-content-is-in-list("Okafor";"Hurst")"#],
    );
    check(WarningKind::Revision, &["workbook x1"], &["J. Rook, deletion: Adeyemi left"]);
    check(WarningKind::UserName, &["changes x1"], &["J. Rook"]);
    check(WarningKind::Control, &["Cases x1"], &["Push: Send"]);
    check(WarningKind::TextBox, &["Cases x1"], &["Shape words"]);
    check(WarningKind::ConditionalFormat, &["Cases: Cases.A1:Cases.B9 x1"], &[]);
    check(
        WarningKind::DefinedName,
        &["workbook: People, Boss x2"],
        &["People = $Cases.$B$2:.$B$9\nBoss = \"Hale\""],
    );
    check(WarningKind::Filter, &["workbook: Cases.A1:Cases.B9 x1"], &["Upheld"]);
    check(WarningKind::PivotCache, &["workbook: Pivot at P.A1:P.B4 x1"], &["Borough"]);
    check(WarningKind::UnknownPart, &["document: element secrets x1"], &["unheard of"]);
    let links = samples(&import, WarningKind::ExternalLink).join("\n");
    for words in ["Ext Name", "file:///C:/hr.ods", "soffice | C:/hr.ods | A1"] {
        assert!(links.contains(words), "{words} in {links}");
    }
    assert_eq!(import.guesses.sheets.len(), 1, "values kept from another file are no sheet");
}

#[test]
fn what_lies_in_the_package() {
    let mut doc = Doc::body(&cases(
        r#"<table:shapes><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></table:shapes>"#,
    ));
    doc.meta = r#"<meta:initial-creator>M. Ashdown</meta:initial-creator><dc:creator>J. Rook</dc:creator><meta:user-defined meta:name="Case">CM/00482</meta:user-defined><meta:user-defined meta:name="MSIP_Label_1">Official</meta:user-defined><meta:document-statistic meta:table-count="1"/>"#.to_owned();
    doc.settings = r#"<config:config-item config:name="PrinterName">HQ-3rd-floor</config:config-item><config:config-item config:name="Zoom">100</config:config-item>"#.to_owned();
    doc.masters = r#"<style:master-page style:name="Default"><style:header><text:p><text:sheet-name>???</text:sheet-name></text:p></style:header><style:footer><text:p>Restricted: Op Larch</text:p></style:footer></style:master-page>"#.to_owned();
    let rdf = r#"<rdf:RDF xmlns:rdf="r"><rdf:Description rdf:about=""><pkg:hasPart rdf:resource="content.xml"/></rdf:Description></rdf:RDF>"#;
    let chart = format!(
        "<office:document-content {NAMES}><office:body><office:chart><text:p>Charted Name</text:p></office:chart></office:body></office:document-content>"
    );
    let doc = doc
        .part("Pictures/1.png", "png")
        .part("Object 1/content.xml", &chart)
        .part("ObjectReplacements/Object 1", "gdi")
        .part("Object 2", "ole")
        .part("Basic/Standard/Module1.xml", "<x/>")
        .part("META-INF/documentsignatures.xml", "<x/>")
        .part("META-INF/manifest.xml", "<manifest/>")
        .part("Thumbnails/thumbnail.png", "png")
        .part("Configurations2/accelerator/current.xml", "")
        .part("manifest.rdf", rdf)
        .part("extra.dat", "?");
    let import = doc.read().unwrap();
    let check = |kind, place: &[&str], sample: &[&str]| {
        assert_eq!(places(&import, kind), place);
        assert_eq!(samples(&import, kind), sample);
    };
    check(WarningKind::Property, &["meta.xml x2"], &["initial-creator: M. Ashdown\ncreator: J. Rook"]);
    check(WarningKind::CustomProperty, &["meta.xml x1"], &["Case: CM/00482"]);
    check(WarningKind::Label, &["meta.xml x1"], &["MSIP_Label_1: Official"]);
    check(WarningKind::PrinterSettings, &["settings: PrinterName x1"], &["HQ-3rd-floor"]);
    check(WarningKind::HeaderFooter, &["pages of style Default x1"], &["Restricted: Op Larch"]);
    check(
        WarningKind::Image,
        &["ObjectReplacements/Object 1 x1", "Cases: Pictures/1.png x1", "Thumbnails/thumbnail.png x1"],
        &[],
    );
    check(WarningKind::Chart, &["Cases: Object 1/content.xml x1"], &["Charted Name"]);
    check(WarningKind::EmbeddedObject, &["Object 2 x1"], &[]);
    check(WarningKind::Macro, &["Basic/Standard/Module1.xml x1"], &[]);
    check(WarningKind::Signature, &["META-INF/documentsignatures.xml x1"], &[]);
    check(WarningKind::UnknownPart, &["extra.dat x1"], &[]);
    check(WarningKind::CustomXml, &[], &[]);
    check(WarningKind::Control, &[], &[]);
    let more = rdf.replace("</rdf:Description>", "<x:note>Okafor</x:note></rdf:Description>");
    let import = Doc::body(&cases("")).part("manifest.rdf", &more).read().unwrap();
    assert_eq!(places(&import, WarningKind::CustomXml), ["manifest.rdf x2"]);
}

#[test]
fn what_lies_in_a_flat_document() {
    let shapes = r#"<table:shapes>
        <draw:frame><draw:image><office:binary-data>AAAA</office:binary-data></draw:image></draw:frame>
        <draw:frame><draw:object><office:document><office:body><office:chart><chart:chart><text:p>Charted Name</text:p></chart:chart></office:chart></office:body></office:document></draw:object></draw:frame>
        <draw:frame><draw:object-ole><office:binary-data>AAAA</office:binary-data></draw:object-ole></draw:frame>
        <draw:frame><draw:image xlink:href="https://example.org/track.png"/></draw:frame></table:shapes>"#;
    let import = both(&Doc::body(&cases(shapes)));
    assert_eq!(places(&import, WarningKind::Image), ["Cases x1"]);
    assert_eq!(places(&import, WarningKind::Chart), ["Cases x1"]);
    assert_eq!(places(&import, WarningKind::EmbeddedObject), ["Cases x2"]);
    assert_eq!(samples(&import, WarningKind::TextBox), ["Charted Name"]);
    assert_eq!(samples(&import, WarningKind::ExternalLink), ["https://example.org/track.png"]);
}

#[test]
fn passwords_and_other_documents_are_refused() {
    let refused = |doc: &Doc| doc.read().unwrap_err().to_string();
    let manifest = r#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let error = refused(&Doc::body(&cases("")).part("META-INF/manifest.xml", manifest));
    assert!(error.starts_with("cases.ods is password-protected. Open it in LibreOffice"), "{error}");
    let whole =
        zip(&[("mimetype".to_owned(), SPREADSHEET.into()), ("encrypted-package".to_owned(), vec![1, 2, 3])]);
    let error = read_bytes("a.ods", &whole, &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("is password-protected."), "{error}");
    let text = zip(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".to_owned(), b"<a/>".to_vec()),
    ]);
    let error = read_bytes("a.odt", &text, &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("another kind of OpenDocument file"), "{error}");
    let entity = r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><office:document-content/>"#;
    let bytes = zip(&[
        ("mimetype".to_owned(), SPREADSHEET.into()),
        ("content.xml".to_owned(), entity.as_bytes().to_vec()),
    ]);
    let error = read_bytes("a.ods", &bytes, &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("declares entities"), "{error}");
}

/// A document with a bit of everything.
fn sample() -> Doc {
    let rows = [
        texts(&["Ref", "Name"]),
        row(r#"<table:table-cell table:style-name="w" office:value-type="float" office:value="4" table:formula="of:=2+2"><text:p>4</text:p></table:table-cell><table:table-cell table:number-columns-repeated="3"><office:annotation><dc:creator>A</dc:creator><text:p>n</text:p></office:annotation><text:p>a<text:s text:c="9"/>b</text:p></table:table-cell>"#),
        r#"<table:table-row table:number-rows-repeated="12" table:visibility="collapse"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#.to_owned(),
    ];
    let style = r##"<style:style style:name="w" style:family="table-cell" style:parent-style-name="w"><style:text-properties fo:color="#ffffff"/></style:style>"##;
    Doc::styled(style, &table("Cases", &rows.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to a document, it is read or refused.
    #[test]
    fn changed_documents_are_read_or_refused(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        packed in any::<bool>(),
    ) {
        let mut bytes = if packed { sample().bytes() } else { sample().flat() };
        // The beginning says what it is.
        let start = if packed { 4 } else { 600 };
        for (at, byte) in changes {
            let at = start + at.index(bytes.len() - start);
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(start + cut.index(bytes.len() - start));
        }
        if let Err(error) = read_bytes("a.ods", &bytes, &ReadOptions::default()) {
            let error = error.to_string();
            prop_assert!(!error.contains("could not be read safely"), "{}", error);
        }
    }
}
