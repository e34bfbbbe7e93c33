//! Ways to leak from an OpenDocument workbook.

use std::io::Cursor;

use withheld::detect::Cancel;
use withheld::disclose::proof::prove;
use withheld::disclose::{Format, Rule, Secrets, build};
use withheld::review::Policy;

use super::parts::{Parts, zip_options};
use super::support::info;
use super::{Leak, SECRET, case, format, is_caught, put, release, utf16};

const CONTENT: &str = "content.xml";
const META: &str = "meta.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

fn honest() -> Parts {
    Parts::of("ods", &build(&case(), Policy::Final, &info()))
}

fn rules(bytes: &[u8]) -> Vec<Rule> {
    let case = case();
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    let mut input = Cursor::new(bytes);
    let ods = format("ods");
    let proof = prove(&ods, "x", "x.ods", &mut input, &disclosure, &secrets, &Cancel::default()).unwrap();
    proof.rules_broken().into_iter().collect()
}

#[track_caller]
fn finds(how: &str, bytes: &[u8], expected: Rule) {
    let found = rules(bytes);
    assert!(found.contains(&expected), "{how}: {found:?}");
}

/// Each with the part, what stands there, and what is put in its place.
const EDITS: &[(&str, &str, &str, &str, Rule)] = &[
    (
        "author",
        META,
        "<dc:language>",
        "<meta:initial-creator>Adeyemi</meta:initial-creator><dc:language>",
        Rule::WithheldWords,
    ),
    ("one surplus word, withheld or not", META, "Withheld<", "Withheld x<", Rule::PartDiffers),
    ("title in the properties", META, "<dc:title>", "<dc:title>Adeyemi ", Rule::WithheldWords),
    (
        "property of somebody’s own",
        META,
        "<dc:language>",
        r#"<meta:user-defined meta:name="Adeyemi">x</meta:user-defined><dc:language>"#,
        Rule::WithheldWords,
    ),
    ("escaped letters in a property", META, "<dc:title>", "<dc:title>&#65;deyem&#x69; ", Rule::WithheldWords),
    ("escaped letters that read the same", META, "en-GB", "&#101;n-GB", Rule::PartDiffers),
    (
        "annotation of a cell",
        CONTENT,
        "<text:p>PC ",
        "<office:annotation><text:p>Adeyemi</text:p></office:annotation><text:p>PC ",
        Rule::PartDiffers,
    ),
    (
        "hidden sheet (Northern Ireland 2023)",
        CONTENT,
        "</office:spreadsheet>",
        r#"<table:table table:name="Raw" table:display="false"><table:table-row><table:table-cell><text:p>Adeyemi</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"#,
        Rule::PartDiffers,
    ),
    (
        "style that hides the sheet",
        CONTENT,
        r#"table:display="true""#,
        r#"table:display="false""#,
        Rule::PartDiffers,
    ),
    (
        "hidden row (Ministry of Defence 2022)",
        CONTENT,
        r#"<table:table-row table:style-name="row"><table:table-cell table:style-name="body""#,
        r#"<table:table-row table:style-name="row" table:visibility="collapse"><table:table-cell table:style-name="body""#,
        Rule::PartDiffers,
    ),
    (
        "filtered row",
        CONTENT,
        r#"<table:table-row table:style-name="row">"#,
        r#"<table:table-row table:style-name="row" table:visibility="filter">"#,
        Rule::PartDiffers,
    ),
    (
        "hidden column",
        CONTENT,
        r#"<table:table-column table:style-name="long"/>"#,
        r#"<table:table-column table:style-name="long" table:visibility="collapse"/>"#,
        Rule::PartDiffers,
    ),
    (
        "word split over spans",
        CONTENT,
        " had no camera.",
        " had no camera.<text:span>Ade</text:span><text:span>yemi</text:span>",
        Rule::PartDiffers,
    ),
    (
        "word split over marks",
        CONTENT,
        " had no camera.",
        r#" had no camera.<text:span text:style-name="mark">Ade</text:span><text:span text:style-name="mark">yemi</text:span>"#,
        Rule::CellDiffers,
    ),
    (
        "words as the mark",
        CONTENT,
        "\"mark\">[s40(2)]</text:span> had",
        "\"mark\">Adeyemi</text:span> had",
        Rule::CellDiffers,
    ),
    (
        "white text",
        CONTENT,
        " had no camera.",
        r#" had no camera.<text:span text:style-name="white">Adeyemi</text:span>"#,
        Rule::PartDiffers,
    ),
    (
        "words in the name of a style",
        CONTENT,
        r#"<style:style style:name="mark""#,
        r#"<style:style style:name="Adeyemi" style:family="text"/><style:style style:name="mark""#,
        Rule::PartDiffers,
    ),
    (
        "words in a style",
        STYLES,
        r#"fo:font-family="Arial""#,
        r#"fo:font-family="Adeyemi""#,
        Rule::WithheldWords,
    ),
    (
        "head of the printed page",
        STYLES,
        r#"style:page-layout-name="page"/>"#,
        r#"style:page-layout-name="page"><style:header><text:p xmlns:text="t">Adeyemi</text:p></style:header></style:master-page>"#,
        Rule::WithheldWords,
    ),
    ("comment in the XML", CONTENT, "</office:body>", "<!--Adeyemi--></office:body>", Rule::PartDiffers),
    (
        "comment behind the XML",
        STYLES,
        "</office:document-styles>",
        "</office:document-styles><!--Adeyemi-->",
        Rule::WithheldWords,
    ),
    ("instruction in the XML", META, "<office:meta>", "<?Adeyemi?><office:meta>", Rule::WithheldWords),
    (
        "entity of its own",
        META,
        "<office:document-meta",
        "<!DOCTYPE x [<!ENTITY a \"Adeyemi\">]><office:document-meta",
        Rule::WithheldWords,
    ),
    (
        "alternative text of a picture",
        CONTENT,
        "<text:p>PC ",
        "<draw:frame><svg:desc>Adeyemi</svg:desc></draw:frame><text:p>PC ",
        Rule::PartDiffers,
    ),
    (
        "formula with a stored result",
        CONTENT,
        r#"office:value-type="float" office:value="1""#,
        r#"table:formula="of:=&quot;Adeyemi&quot;" office:value-type="float" office:value="1""#,
        Rule::PartDiffers,
    ),
    (
        "value behind the text of a cell",
        CONTENT,
        r#"office:value-type="string"><text:p>PC "#,
        r#"office:value-type="string" office:string-value="Adeyemi"><text:p>PC "#,
        Rule::PartDiffers,
    ),
    ("number behind the number", CONTENT, r#"office:value="1""#, r#"office:value="22""#, Rule::PartDiffers),
    ("number before the number", CONTENT, "<text:p>2019<", "<text:p>12<", Rule::CellDiffers),
    (
        "named expression",
        CONTENT,
        "</office:spreadsheet>",
        r#"<table:named-expressions><table:named-range table:name="Adeyemi"/></table:named-expressions></office:spreadsheet>"#,
        Rule::PartDiffers,
    ),
    (
        "value of a filter",
        CONTENT,
        "</office:spreadsheet>",
        r#"<table:database-ranges><table:filter-condition table:value="Adeyemi"/></table:database-ranges></office:spreadsheet>"#,
        Rule::PartDiffers,
    ),
    (
        "list of a validation",
        CONTENT,
        "<office:spreadsheet>",
        r#"<office:spreadsheet><table:content-validations><table:content-validation table:condition="Adeyemi"/></table:content-validations>"#,
        Rule::PartDiffers,
    ),
    (
        "tracked changes",
        CONTENT,
        "<office:spreadsheet>",
        "<office:spreadsheet><table:tracked-changes><text:p>Adeyemi</text:p></table:tracked-changes>",
        Rule::PartDiffers,
    ),
    (
        "cells of an external source (Hackney 2013)",
        CONTENT,
        "</office:spreadsheet>",
        r#"<table:table table:name="'file:///raw.ods'#Sheet1"><table:table-source/></table:table></office:spreadsheet>"#,
        Rule::PartDiffers,
    ),
    (
        "link behind a cell",
        CONTENT,
        "<text:p>PC ",
        r#"<text:p><text:a xlink:href="http://x/?q=Adeyemi">x</text:a>PC "#,
        Rule::PartDiffers,
    ),
    (
        "bookmark",
        CONTENT,
        "<text:p>PC ",
        r#"<text:p><text:bookmark text:name="Adeyemi"/>PC "#,
        Rule::PartDiffers,
    ),
    (
        "surplus cell",
        CONTENT,
        "</table:table-row></table:table></office:spreadsheet>",
        r#"<table:table-cell table:style-name="body" office:value-type="string"><text:p>Adeyemi</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"#,
        Rule::PartDiffers,
    ),
    (
        "surplus row",
        CONTENT,
        "</table:table></office:spreadsheet>",
        r#"<table:table-row table:style-name="row"><table:table-cell><text:p>Adeyemi</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"#,
        Rule::PartDiffers,
    ),
    ("a different cell", CONTENT, "<text:p>PC ", "<text:p>PC Adeyemi ", Rule::CellDiffers),
    (
        "surplus line in a cell",
        CONTENT,
        " had no camera.",
        " had no camera.</text:p><text:p>Adeyemi",
        Rule::CellDiffers,
    ),
    (
        "letters between cells",
        CONTENT,
        "</table:table-cell></table:table-row>",
        "</table:table-cell>Adeyemi</table:table-row>",
        Rule::PartDiffers,
    ),
    ("a heading", CONTENT, "<text:p>Summary<", "<text:p>Adeyemi<", Rule::CellDiffers),
    ("words on the cover", CONTENT, "Public authority: A force", "About Adeyemi", Rule::CellDiffers),
    ("another meaning in the key", CONTENT, "– Personal Data<", "– Adeyemi<", Rule::CellDiffers),
    ("name of a sheet", CONTENT, r#"table:name="Key""#, r#"table:name="Adeyemi""#, Rule::PartDiffers),
    ("where the workbook is opened", "settings.xml", ">About<", ">Adeyemi<", Rule::WithheldWords),
    ("spaces that no reader shows", CONTENT, " had no camera.", "  had no camera.", Rule::PartDiffers),
    ("kind of the file", "mimetype", "spreadsheet", "Adeyemi", Rule::WithheldWords),
    (
        "surplus line of the list of parts",
        MANIFEST,
        "</manifest:manifest>",
        r#"<manifest:file-entry manifest:full-path="Adeyemi"/></manifest:manifest>"#,
        Rule::WithheldWords,
    ),
];

#[test]
fn no_part_leaks() {
    for (how, part, from, to, rule) in EDITS {
        let mut parts = honest();
        parts.replace(part, from, to);
        finds(how, &parts.pack_open_document(|_| {}), *rule);
    }
}

#[test]
fn no_surplus_part_leaks() {
    for (name, content, rule) in [
        ("Configurations2/menu.xml", "<config>Adeyemi</config>", Rule::WithheldWords),
        ("Thumbnails/thumbnail.png", "x", Rule::Surplus),
        ("Pictures/Adeyemi.png", "", Rule::WithheldWords),
        ("Basic/Standard/Module1.xml", "REM Adeyemi", Rule::WithheldWords),
        ("Object 1/content.xml", "<x>Ade</x><x>yemi</x>", Rule::WithheldWords),
        ("manifest.rdf", "<x>QWRleWVtaQ==</x>", Rule::WithheldWords),
        ("x", "41646579656d69", Rule::WithheldWords),
        ("x", "%41deyem%69", Rule::WithheldWords),
    ] {
        let mut parts = honest();
        parts.add(name, content);
        finds(name, &parts.pack_open_document(|_| {}), rule);
    }
    let mut parts = honest();
    parts.add("x", utf16(SECRET));
    finds("letters of two bytes", &parts.pack_open_document(|_| {}), Rule::WithheldWords);
    let mut parts = honest();
    parts.0.swap(2, 3);
    finds("parts in another order", &parts.pack_open_document(|_| {}), Rule::Surplus);
    let mut parts = honest();
    parts.0.retain(|(name, _)| name != META);
    finds("a missing part", &parts.pack_open_document(|_| {}), Rule::Missing);
}

#[test]
fn no_container_leaks() {
    let bytes = honest().pack_open_document(|_| {});
    let before = [SECRET.as_bytes(), &bytes].concat();
    let behind = [&bytes, SECRET.as_bytes()].concat();
    let comment = honest().pack_open_document(|archive| archive.set_comment("Adeyemi").unwrap());
    let folder =
        honest().pack_open_document(|archive| archive.add_directory("Adeyemi", zip_options()).unwrap());
    let packed_kind = honest().pack();
    for (how, bytes) in [
        ("bytes before the archive", before),
        ("bytes behind the archive", behind),
        ("comment of the archive", comment),
        ("folder in the archive", folder),
        ("no archive at all", SECRET.as_bytes().to_vec()),
    ] {
        finds(how, &bytes, Rule::Container);
    }
    // Every part packed is another writer's file, but nothing is hidden in it.
    assert_eq!(rules(&packed_kind), []);
    // No byte of any header is free to carry anything.
    let central = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for at in (0..38).chain(84..114).chain(central..central + 54).chain(bytes.len() - 22..bytes.len()) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        assert!(!rules(&changed).is_empty(), "byte {at} may be changed");
    }
}

#[test]
fn an_honest_file_packed_by_the_test_passes() {
    assert_eq!(rules(&honest().pack_open_document(|_| {})), []);
}

#[test]
fn a_leak_is_never_released() {
    let leak = Leak {
        how: "annotation of a cell",
        write: |d, out, _| {
            let mut parts = Parts::of("ods", d);
            parts.replace(
                CONTENT,
                "<text:p>PC ",
                "<office:annotation>Adeyemi</office:annotation><text:p>PC ",
            );
            put(out, &parts.pack_open_document(|_| {}))
        },
        rule: Rule::PartDiffers,
    };
    is_caught("ods", &leak);
    let folder = tempfile::tempdir().unwrap();
    let honest = Format {
        write: |d, out, _| put(out, &Parts::of("ods", d).pack_open_document(|_| {})),
        ..format("ods")
    };
    release(&case(), &[honest], &folder.path().join("out")).unwrap();
}
