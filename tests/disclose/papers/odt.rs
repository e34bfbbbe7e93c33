//! Leaks of ODT files.

use withheld::disclose::Rule;
use zip::CompressionMethod;

use super::parts::{Parts, is_caught, options};
use super::{SECRET, named};

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

#[track_caller]
fn caught(how: &str, rule: Rule, leak: impl FnOnce(&mut Parts)) {
    is_caught(named("odt"), how, rule, leak);
}

/// Puts this in front of the text of a paragraph, inside it.
#[track_caller]
fn in_paragraph(how: &str, xml: &str) {
    caught(how, Rule::WithheldWords, |parts| parts.replace(CONTENT, "You asked", &format!("{xml}You asked")));
}

#[test]
fn words_in_the_properties() {
    let meta = "meta.xml";
    caught("an author", Rule::WithheldWords, |parts| {
        parts.replace(meta, "</office:meta>", "<dc:creator>Adeyemi</dc:creator></office:meta>");
    });
    caught("the title", Rule::WithheldWords, |parts| parts.replace(meta, "request 01", "of Adeyemi 01"));
    caught("a field of one’s own", Rule::WithheldWords, |parts| {
        let field = r#"<meta:user-defined meta:name="x">%41deyemi</meta:user-defined></office:meta>"#;
        parts.replace(meta, "</office:meta>", field);
    });
    caught("the generator", Rule::PartDiffers, |parts| {
        parts.replace(meta, "</office:meta>", "<meta:generator/></office:meta>");
    });
    caught("another date", Rule::PartDiffers, |parts| parts.replace(meta, "10:20:30", "10:20:31"));
}

#[test]
fn words_in_parts_of_their_own() {
    let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_be_bytes).collect();
    caught("an attachment", Rule::WithheldWords, |parts| parts.add("Object 1/content.xml", &wide));
    caught("settings", Rule::WithheldWords, |parts| parts.add("settings.xml", b"<x>Adeyemi</x>"));
    caught("a thumbnail", Rule::Surplus, |parts| parts.add("Thumbnails/thumbnail.png", b"\x89PNG"));
    caught("earlier versions", Rule::Surplus, |parts| parts.add("Versions/Version1", b"x"));
    caught("a part nobody lists", Rule::Surplus, |parts| parts.add("notes.txt", b"x"));
    caught("the name of a part", Rule::WithheldWords, |parts| parts.add("Adeyemi.xml", b"<x/>"));
    caught("the list of parts", Rule::WithheldWords, |parts| {
        let entry = r#"<manifest:file-entry manifest:full-path="Adeyemi"/></manifest:manifest>"#;
        parts.replace("META-INF/manifest.xml", "</manifest:manifest>", entry);
    });
    caught("the kind of file", Rule::PartDiffers, |parts| parts.replace("mimetype", "text", "text-template"));
    caught("a missing part", Rule::Missing, |parts| parts.drop_part("meta.xml"));
}

#[test]
fn words_that_are_not_seen() {
    in_paragraph("a note", "<office:annotation><dc:creator>Adeyemi</dc:creator></office:annotation>");
    in_paragraph("hidden text", r#"<text:hidden-text text:condition="ooow:1" text:string-value="Adeyemi"/>"#);
    in_paragraph("a hidden paragraph", r#"<text:hidden-paragraph text:condition="Adeyemi"/>"#);
    in_paragraph("text of another style", r#"<text:span text:style-name="White">Adeyemi</text:span>"#);
    in_paragraph("spans", "<text:span> Ade</text:span><text:span>yemi </text:span>");
    in_paragraph("alternative text", "<draw:frame><svg:desc>Adeyemi</svg:desc></draw:frame>");
    in_paragraph(
        "a footnote",
        r#"<text:note text:note-class="footnote"><text:note-body>Adeyemi</text:note-body></text:note>"#,
    );
    in_paragraph("a bookmark", r#"<text:bookmark text:name="Adeyemi"/>"#);
    in_paragraph("a link", r#"<text:a xlink:href="Adeyemi">x</text:a>"#);
    in_paragraph("a comment of XML", "<!-- Adeyemi -->");
    in_paragraph("letters by number", " &#65;deyemi ");
    caught("tracked changes", Rule::WithheldWords, |parts| {
        let deleted = "<office:text><text:tracked-changes><text:deletion>Adeyemi</text:deletion></text:tracked-changes>";
        parts.replace(CONTENT, "<office:text>", deleted);
    });
    caught("a variable", Rule::WithheldWords, |parts| {
        let variable = r#"<office:text><text:user-field-decls office:string-value="Adeyemi"/>"#;
        parts.replace(CONTENT, "<office:text>", variable);
    });
    caught("the name of a table", Rule::WithheldWords, |parts| {
        parts.replace(CONTENT, "\"Table 1\"", "\"Adeyemi\"")
    });
    caught("a description of a table", Rule::WithheldWords, |parts| {
        parts.replace(CONTENT, "<table:table-column", "<table:desc>Adeyemi</table:desc><table:table-column");
    });
    caught("a hidden row", Rule::PartDiffers, |parts| {
        let hidden = r#"<table:table-row table:visibility="collapse" table:style-name="Row">"#;
        parts.replace(CONTENT, r#"<table:table-row table:style-name="Row">"#, hidden);
    });
    caught("a value under the text", Rule::WithheldWords, |parts| {
        let value = r#"office:value-type="string" office:string-value="Adeyemi""#;
        parts.replace(CONTENT, r#"office:value-type="string""#, value);
    });
    caught("a script", Rule::WithheldWords, |parts| {
        parts.replace(
            CONTENT,
            "<office:automatic-styles>",
            "<office:scripts>Adeyemi</office:scripts><office:automatic-styles>",
        );
    });
    caught("the width of a column", Rule::PartDiffers, |parts| {
        parts.replace(CONTENT, "style:column-width=\"", "style:column-width=\"1");
    });
}

#[test]
fn words_in_what_stands_on_every_page() {
    caught("the header", Rule::WithheldWords, |parts| parts.replace(STYLES, "Draft: not", "Draft: Adeyemi"));
    caught("the footer", Rule::WithheldWords, |parts| parts.replace(STYLES, "Page ", "Adeyemi "));
    caught("a style", Rule::WithheldWords, |parts| parts.replace(STYLES, "\"Text body\"", "\"Adeyemi\""));
    caught("white text", Rule::PartDiffers, |parts| parts.replace(STYLES, "#1a1a1a", "#ffffff"));
    caught("another header", Rule::PartDiffers, |parts| {
        parts.replace(STYLES, "</style:master-page>", "<style:header-left/></style:master-page>");
    });
}

#[test]
fn words_in_the_text() {
    caught("another word", Rule::WithheldWords, |parts| {
        parts.replace(CONTENT, "Your request", "Adeyemi asked")
    });
    caught("another letter", Rule::CellDiffers, |parts| {
        parts.replace(CONTENT, "Your request", "Your Request")
    });
    caught("a space that is not shown", Rule::PartDiffers, |parts| {
        parts.replace(CONTENT, "Your request", "Your  request");
    });
    caught("a space that is", Rule::CellDiffers, |parts| {
        parts.replace(CONTENT, "Your request", "Your <text:s/>request");
    });
    caught("a paragraph more", Rule::PartDiffers, |parts| {
        parts.replace(CONTENT, "</office:text>", "<text:p/></office:text>");
    });
}

#[test]
fn words_in_the_container() {
    let parts = Parts::honest(named("odt"));
    let mut behind = parts.pack(|_| {});
    behind.extend_from_slice(b"Adeyemi");
    let commented = parts.pack(|archive| archive.set_comment("Adeyemi").unwrap());
    let folder = parts.pack(|archive| {
        archive.add_directory("Adeyemi/", options(CompressionMethod::Stored)).unwrap();
    });
    for (how, bytes) in [("behind", behind), ("comment", commented), ("folder", folder)] {
        assert_ne!(parts.broken_bytes(&bytes), [], "{how}");
    }
}
