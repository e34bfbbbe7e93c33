//! What every part of a released ODS file must say, value for value. Written by hand from the standard;
//! the writer is not asked.

use crate::disclose::Disclosure;
use crate::law::style;

/// Where the cells stand.
pub(super) const CONTENT: &str = "content.xml";

/// What is expected of a part.
pub(super) enum Expected {
    /// These very bytes.
    Bytes(&'static str),
    /// The same tokens as this XML.
    Xml(String),
    /// The same tokens as this XML around the sheets.
    Content(String),
}

/// The parts of the file, in order, each with what is expected of it.
pub(super) fn expected(disclosure: &Disclosure) -> [(&'static str, Expected); 6] {
    [
        ("mimetype", Expected::Bytes("application/vnd.oasis.opendocument.spreadsheet")),
        (CONTENT, Expected::Content(around_sheets())),
        ("styles.xml", Expected::Xml(styles())),
        ("meta.xml", Expected::Xml(meta(disclosure))),
        ("settings.xml", Expected::Xml(settings())),
        ("META-INF/manifest.xml", Expected::Xml(manifest())),
    ]
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The declarations of these short names.
fn namespaces(names: &[&str]) -> String {
    let uri = |name: &str| match name {
        "fo" => "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0".to_owned(),
        "dc" => "http://purl.org/dc/elements/1.1/".to_owned(),
        name => format!("urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"),
    };
    names.iter().map(|name| format!(r#" xmlns:{name}="{}""#, uri(name))).collect()
}

fn around_sheets() -> String {
    let style = |name: &str, family: &str, more: &str, body: &str| {
        format!(r#"<style:style style:name="{name}" style:family="{family}"{more}>{body}</style:style>"#)
    };
    let column = |name: &str, width: &str| {
        let body = format!(r#"<style:table-column-properties style:column-width="{width}"/>"#);
        style(name, "table-column", "", &body)
    };
    let cell =
        |name: &str, body: &str| style(name, "table-cell", r#" style:parent-style-name="Default""#, body);
    let of_cell = |values: &str| format!("<style:table-cell-properties {values}/>");
    let of_text = |values: &str| format!("<style:text-properties {values}/>");
    let styles = [
        style(
            "sheet",
            "table",
            r#" style:master-page-name="Default""#,
            r#"<style:table-properties table:display="true"/>"#,
        ),
        column("number", "2.2cm"),
        column("short", "5cm"),
        column("long", "17cm"),
        style("row", "table-row", "", r#"<style:table-row-properties style:use-optimal-row-height="true"/>"#),
        cell("body", &of_cell(r##"fo:border-bottom="0.5pt solid #b1b4b6""##)),
        cell(
            "head",
            &(of_cell(r##"fo:background-color="#1d2b45""##)
                + &of_text(r##"fo:color="#ffffff" fo:font-weight="bold""##)),
        ),
        cell("title", &of_text(r#"fo:font-size="18pt" fo:font-weight="bold""#)),
        cell(
            "heading",
            &(of_cell(r#"fo:padding-top="0.4cm""#)
                + &of_text(r#"fo:font-size="13pt" fo:font-weight="bold""#)),
        ),
        style("mark", "text", "", &of_text(r#"fo:font-weight="bold""#)),
    ]
    .concat();
    let names = namespaces(&["office", "style", "text", "table", "fo"]);
    format!(
        r#"{DECLARATION}<office:document-content{names} office:version="1.3"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet></office:spreadsheet></office:body></office:document-content>"#
    )
}

fn styles() -> String {
    let names = namespaces(&["office", "style", "fo"]);
    format!(
        r#"{DECLARATION}<office:document-styles{names} office:version="1.3"><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style><style:style style:name="Default" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" style:text-align-source="fix" fo:padding="0.06cm"/><style:paragraph-properties fo:text-align="start"/></style:style></office:styles><office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles></office:document-styles>"#
    )
}

fn meta(disclosure: &Disclosure) -> String {
    let about = disclosure.meta();
    let notice = if about.is_draft { format!("{}. ", style().draft) } else { String::new() };
    let title = (notice + &about.title).split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let moment = about.released_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let names = namespaces(&["office", "meta", "dc"]);
    format!(
        r#"{DECLARATION}<office:document-meta{names} office:version="1.3"><office:meta><meta:generator>Withheld</meta:generator><dc:title>{title}</dc:title><dc:language>en-GB</dc:language><meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date></office:meta></office:document-meta>"#
    )
}

/// How the workbook is shown at first: by the cover, and the table’s heading row stays in view.
fn settings() -> String {
    let item = |name: &str, kind: &str, value: &str| {
        format!(
            r#"<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>"#
        )
    };
    let table = [
        item("VerticalSplitMode", "short", "2"),
        item("VerticalSplitPosition", "int", "1"),
        item("ActiveSplitRange", "short", "2"),
        item("PositionBottom", "int", "1"),
    ]
    .concat();
    let (view, active) = (item("ViewId", "string", "view1"), item("ActiveTable", "string", "About"));
    let names = namespaces(&["office", "config"]);
    format!(
        r#"{DECLARATION}<office:document-settings{names} office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>{view}<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="Disclosure">{table}</config:config-item-map-entry></config:config-item-map-named>{active}</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"#
    )
}

fn manifest() -> String {
    let names = namespaces(&["manifest"]);
    let parts: String = [CONTENT, "styles.xml", "meta.xml", "settings.xml"]
        .map(|part| {
            format!(r#"<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>"#)
        })
        .concat();
    format!(
        r#"{DECLARATION}<manifest:manifest{names} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{parts}</manifest:manifest>"#
    )
}
