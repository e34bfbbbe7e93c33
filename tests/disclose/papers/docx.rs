//! Leaks of DOCX files.

use withheld::disclose::Rule;
use zip::CompressionMethod;

use super::parts::{Parts, is_caught, options};
use super::{SECRET, named};

const BODY: &str = "word/document.xml";
/// Stands in front of the text of the second paragraph.
const BEFORE: &str = r#"<w:r><w:t xml:space="preserve">You asked"#;

#[track_caller]
fn caught(how: &str, rule: Rule, leak: impl FnOnce(&mut Parts)) {
    is_caught(named("docx"), how, rule, leak);
}

/// Puts this in front of the text of a paragraph, inside it.
#[track_caller]
fn in_paragraph(how: &str, xml: &str) {
    caught(how, Rule::WithheldWords, |parts| parts.replace(BODY, BEFORE, &format!("{xml}{BEFORE}")));
}

/// Adds a part that the package knows of: declared, and pointed to by the document.
fn add_linked(parts: &mut Parts, name: &str, kind: &str, xml: &str) {
    let declared = format!(r#"<Override PartName="/{name}" ContentType="application/{kind}+xml"/></Types>"#);
    parts.replace("[Content_Types].xml", "</Types>", &declared);
    let target = name.trim_start_matches("word/");
    let related = format!(r#"<Relationship Id="rId9" Type="{kind}" Target="{target}"/></Relationships>"#);
    parts.replace("word/_rels/document.xml.rels", "</Relationships>", &related);
    parts.add(name, xml.as_bytes());
}

#[test]
fn words_in_the_properties() {
    let core = "docProps/core.xml";
    caught("an author", Rule::WithheldWords, |parts| {
        parts.replace(core, "<dc:language>", "<dc:creator>Adeyemi</dc:creator><dc:language>");
    });
    caught("the title", Rule::WithheldWords, |parts| parts.replace(core, "request 01", "of Adeyemi 01"));
    caught("keywords", Rule::WithheldWords, |parts| {
        parts.replace(core, "</cp:core", "<cp:keywords>QWRleWVtaQ==</cp:keywords></cp:core");
    });
    caught("an empty author", Rule::PartDiffers, |parts| {
        parts.replace(core, "<dc:language>", "<dc:creator/><dc:language>");
    });
    caught("another date", Rule::PartDiffers, |parts| parts.replace(core, "10:20:30", "10:20:31"));
    caught("the company", Rule::WithheldWords, |parts| {
        add_linked(
            parts,
            "docProps/app.xml",
            "properties",
            "<Properties><Company>Adeyemi</Company></Properties>",
        );
    });
    caught("properties of one’s own", Rule::WithheldWords, |parts| {
        parts.add("docProps/custom.xml", b"<Properties><property name=\"x\">Adeyemi</property></Properties>");
    });
}

#[test]
fn words_in_parts_of_their_own() {
    for (how, name, kind) in [
        ("a comment", "word/comments.xml", "comments"),
        ("a footnote", "word/footnotes.xml", "footnotes"),
        ("an end note", "word/endnotes.xml", "endnotes"),
        ("another header", "word/header2.xml", "header"),
        ("the glossary", "word/glossary/document.xml", "glossary"),
        ("people", "word/people.xml", "people"),
        ("a custom part", "customXml/item1.xml", "customXml"),
    ] {
        caught(how, Rule::WithheldWords, |parts| add_linked(parts, name, kind, "<x>Ade</x><x>yemi</x>"));
        caught(how, Rule::Surplus, |parts| add_linked(parts, name, kind, "<x/>"));
    }
    let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    caught("an attachment", Rule::WithheldWords, |parts| parts.add("word/embeddings/oleObject1.bin", &wide));
    caught("a part nobody points to", Rule::Surplus, |parts| parts.add("notes.txt", b"x"));
    caught("the name of a part", Rule::WithheldWords, |parts| parts.add("word/Adeyemi.xml", b"<x/>"));
    caught("a picture", Rule::Surplus, |parts| parts.add("word/media/image1.png", b"\x89PNG"));
    caught("a missing part", Rule::Missing, |parts| parts.drop_part("word/settings.xml"));
}

#[test]
fn words_that_are_not_seen() {
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{SECRET}</w:t></w:r>");
    in_paragraph("hidden text", &run("<w:vanish/>"));
    in_paragraph("white text", &run(r#"<w:color w:val="FFFFFF"/>"#));
    in_paragraph("tiny text", &run(r#"<w:sz w:val="1"/>"#));
    in_paragraph(
        "a tracked deletion",
        r#"<w:del w:id="1" w:author="A"><w:r><w:delText>Adeyemi</w:delText></w:r></w:del>"#,
    );
    in_paragraph(
        "a tracked insertion",
        r#"<w:ins w:id="1" w:author="Adeyemi"><w:r><w:t>x</w:t></w:r></w:ins>"#,
    );
    in_paragraph(
        "alternative text",
        r#"<w:r><w:drawing><wp:docPr id="1" name="x" descr="Adeyemi"/></w:drawing></w:r>"#,
    );
    in_paragraph("a bookmark", r#"<w:bookmarkStart w:id="0" w:name="Adeyemi"/><w:bookmarkEnd w:id="0"/>"#);
    in_paragraph("a field", r#"<w:fldSimple w:instr="QUOTE Adeyemi"><w:r><w:t>x</w:t></w:r></w:fldSimple>"#);
    in_paragraph("runs", "<w:r><w:t> Ade</w:t></w:r><w:r><w:t>yemi </w:t></w:r>");
    in_paragraph("a comment of XML", "<!-- Adeyemi -->");
    in_paragraph("an instruction", "<?x Adeyemi?>");
    in_paragraph("a content control", r#"<w:sdt><w:sdtPr><w:alias w:val="Adeyemi"/></w:sdtPr></w:sdt>"#);
    in_paragraph("letters by number", "<w:r><w:t>&#65;deyemi</w:t></w:r>");
    caught("a caption of the table", Rule::WithheldWords, |parts| {
        parts.replace(BODY, "</w:tblPr>", r#"<w:tblCaption w:val="Adeyemi"/></w:tblPr>"#);
    });
    caught("a hidden row", Rule::WithheldWords, |parts| {
        let row = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>Adeyemi</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        parts.replace(BODY, "</w:tbl>", row);
    });
    caught("the paragraph’s own properties", Rule::PartDiffers, |parts| {
        parts.replace(
            BODY,
            r#"<w:pStyle w:val="BodyText"/>"#,
            r#"<w:pStyle w:val="BodyText"/><w:rPr><w:vanish/></w:rPr>"#,
        );
    });
    caught("an attribute", Rule::WithheldWords, |parts| {
        parts.replace(BODY, "<w:body>", r#"<w:body x="Adeyemi">"#)
    });
    caught("the width of a column", Rule::PartDiffers, |parts| {
        parts.replace(BODY, r#"<w:gridCol w:w=""#, r#"<w:gridCol w:w="1"#);
    });
}

#[test]
fn words_in_what_stands_on_every_page() {
    caught("the header", Rule::WithheldWords, |parts| {
        parts.replace("word/header1.xml", "Draft: not", "Draft: Adeyemi")
    });
    caught("the footer", Rule::WithheldWords, |parts| parts.replace("word/footer1.xml", "Page ", "Adeyemi "));
    caught("a style", Rule::WithheldWords, |parts| parts.replace("word/styles.xml", "Body Text", "Adeyemi"));
    caught("white headings", Rule::PartDiffers, |parts| parts.replace("word/styles.xml", "1A1A1A", "FFFFFF"));
    caught("the bullets", Rule::WithheldWords, |parts| parts.replace("word/numbering.xml", "•", "Adeyemi"));
    caught("a variable", Rule::WithheldWords, |parts| {
        let variable = r#"<w:docVars><w:docVar w:name="x" w:val="Adeyemi"/></w:docVars></w:settings>"#;
        parts.replace("word/settings.xml", "</w:settings>", variable);
    });
    caught("a link outwards", Rule::WithheldWords, |parts| {
        let link = r#"<Relationship Id="rId9" Type="x" Target="http://a/Adeyemi" TargetMode="External"/></Relationships>"#;
        parts.replace("word/_rels/document.xml.rels", "</Relationships>", link);
    });
}

#[test]
fn words_in_the_text() {
    caught("another word", Rule::WithheldWords, |parts| parts.replace(BODY, "Your request", "Adeyemi asked"));
    caught("another letter", Rule::CellDiffers, |parts| parts.replace(BODY, "Your request", "Your Request"));
    caught("a space more", Rule::CellDiffers, |parts| parts.replace(BODY, "Your request", "Your  request"));
    caught("a paragraph more", Rule::PartDiffers, |parts| {
        parts.replace(BODY, "<w:sectPr>", "<w:p/><w:sectPr>");
    });
}

#[test]
fn words_in_the_container() {
    let parts = Parts::honest(named("docx"));
    let mut behind = parts.pack(|_| {});
    behind.extend_from_slice(b"Adeyemi");
    let mut before = b"Adeyemi".to_vec();
    before.extend_from_slice(&parts.pack(|_| {}));
    let commented = parts.pack(|archive| archive.set_comment("Adeyemi").unwrap());
    let folder = parts.pack(|archive| {
        archive.add_directory("Adeyemi/", options(CompressionMethod::Stored)).unwrap();
    });
    let stored = parts.pack(|archive| {
        archive.start_file("x", options(CompressionMethod::Stored)).unwrap();
    });
    for (how, bytes) in [
        ("behind", behind),
        ("before", before),
        ("comment", commented),
        ("folder", folder),
        ("stored", stored),
    ] {
        assert_ne!(parts.broken_bytes(&bytes), [], "{how}");
    }
}
