//! Ways to leak from a workbook.

use std::io::Cursor;

use withheld::detect::Cancel;
use withheld::disclose::proof::prove;
use withheld::disclose::{Disclosure, Format, Output, Rule, Secrets, WriteError, build};
use withheld::review::Policy;

use super::parts::{Parts, zip_options};
use super::support::info;
use super::{Leak, SECRET, case, format, is_caught, put, release, utf16};

/// Writes an honest file with its parts changed.
fn changed(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    change: impl FnOnce(&mut Parts),
) -> Result<(), WriteError> {
    let mut parts = Parts::honest(disclosure);
    change(&mut parts);
    put(out, &parts.pack())
}

const SHEET: &str = "xl/worksheets/sheet3.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const WORKBOOK: &str = "xl/workbook.xml";
const CORE: &str = "docProps/core.xml";
const SECOND_SHEET: &str = concat!(
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">"#,
    r#"<c r="A1" t="inlineStr"><is><t>Adeyemi</t></is></c></row></sheetData></worksheet>"#
);

fn second_sheet(parts: &mut Parts, state: &str) {
    let sheet = format!(r#"<sheet name="Raw" sheetId="4" state="{state}" r:id="rId9"/></sheets>"#);
    parts.replace(WORKBOOK, "</sheets>", &sheet);
    parts.add_linked("xl/worksheets/sheet4.xml", "worksheet", SECOND_SHEET);
}

/// Ways to leak from a workbook.
const XLSX_LEAKS: &[Leak] = &[
    Leak {
        how: "words on the cover",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(STRINGS, "Public authority: A force", "About Adeyemi"))
        },
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "surplus row of the cover",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let row = r#"<row r="99" spans="1:1"><c r="A99" s="2" t="s"><v>0</v></c></row></sheetData>"#;
                parts.replace("xl/worksheets/sheet1.xml", "</sheetData>", row);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "another meaning in the key",
        write: |d, out, _| changed(d, out, |parts| parts.replace(STRINGS, "– Personal Data<", "– Adeyemi<")),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "comment on the cover",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let link = r#"<legacyDrawing r:id="rId1"/></worksheet>"#;
                parts.replace("xl/worksheets/sheet1.xml", "</worksheet>", link);
                parts.add("xl/comments1.xml", "<comments><text><t>Adeyemi</t></text></comments>");
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "words as the mark",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(STRINGS, "</rPr><t>[s40(2)]</t>", "</rPr><t>Adeyemi</t>"))
        },
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "white run",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let white = r#"<r><rPr><sz val="11"/><color rgb="FFFFFFFF"/></rPr><t>Adeyemi</t></r></si>"#;
                parts.replace(STRINGS, "</r></si>", &format!("</r>{white}"));
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "typeface of a run",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(STRINGS, r#"<rFont val="Calibri"/>"#, r#"<rFont val="Adeyemi"/>"#)
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "hidden sheet (Northern Ireland 2023)",
        write: |d, out, _| changed(d, out, |parts| second_sheet(parts, "hidden")),
        rule: Rule::Surplus,
    },
    Leak {
        how: "very hidden sheet (Norfolk and Suffolk 2021)",
        write: |d, out, _| changed(d, out, |parts| second_sheet(parts, "veryHidden")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "hidden row (Ministry of Defence 2022)",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(SHEET, r#"<row r="3""#, r#"<row hidden="1" r="3""#))
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "row of height 0",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(
                    SHEET,
                    r#"<row r="3" spans="1:6""#,
                    r#"<row r="3" spans="1:6" ht="0" customHeight="1""#,
                )
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "hidden column",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(SHEET, r#"customWidth="1"/>"#, r#"customWidth="1" hidden="1"/>"#)
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "locked sheet with the data inside (Southend 2023)",
        write: |d, out, _| {
            changed(d, out, |parts| {
                second_sheet(parts, "hidden");
                parts.replace(WORKBOOK, "<sheets>", r#"<workbookProtection lockStructure="1"/><sheets>"#);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "pivot cache (Islington 2012)",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let records = "<pivotCacheRecords><r><s v=\"Adeyemi\"/></r></pivotCacheRecords>";
                parts.add_linked("xl/pivotCache/pivotCacheRecords1.xml", "pivotCacheRecords", records);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "cache of an external link (Hackney 2013)",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let cache = "<externalLink><externalBook><sheetDataSet><sheetData><row><cell><v>Adeyemi</v></cell>\
                             </row></sheetData></sheetDataSet></externalBook></externalLink>";
                parts.add_linked("xl/externalLinks/externalLink1.xml", "externalLink", cache);
            })
        },
        rule: Rule::Surplus,
    },
    Leak {
        how: "comment",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let comment = "<comments><commentList><comment ref=\"A1\"><text><t>Adeyemi</t></text></comment>\
                               </commentList></comments>";
                parts.add("xl/comments1.xml", comment);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "author in the core properties",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(CORE, "<dc:creator></dc:creator>", "<dc:creator>Adeyemi</dc:creator>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "one surplus word in the core properties, withheld or not",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(CORE, "<dc:creator></dc:creator>", "<dc:creator>x</dc:creator>")
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "company in the application properties",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace("docProps/app.xml", "<Company></Company>", "<Company>Adeyemi</Company>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "custom properties",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.add("docProps/custom.xml", "<Properties><property name=\"Adeyemi\"/></Properties>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "name of the sheet",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(WORKBOOK, r#"name="Disclosure""#, r#"name="Adeyemi""#))
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "defined name",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let names =
                    "</sheets><definedNames><definedName name=\"Adeyemi\">1</definedName></definedNames>";
                parts.replace(WORKBOOK, "</sheets>", names);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "shared string of no cell",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(STRINGS, "</sst>", "<si><t>Adeyemi</t></si></sst>"))
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "escaped text in a property",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(CORE, "<dc:creator></dc:creator>", "<dc:creator>&#65;deyem&#x69;</dc:creator>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "word split into runs",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let look = r#"<r><rPr><sz val="11"/><color theme="1"/><rFont val="Calibri"/><family val="2"/><scheme val="minor"/></rPr>"#;
                let runs = format!(" had no camera.</t></r>{look}<t>Ade</t></r>{look}<t>yemi</t></r></si>");
                parts.replace(STRINGS, " had no camera.</t></r></si>", &runs);
            })
        },
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "word split into runs outside the cells",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.add(
                    "xl/drawings/drawing1.xml",
                    "<a:p><a:r><a:t>Ade</a:t></a:r><a:r><a:t>yemi</a:t></a:r></a:p>",
                )
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "phonetic run",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(
                    STRINGS,
                    "had no camera.</t>",
                    "had no camera.</t><rPh sb=\"0\" eb=\"1\"><t>Adeyemi</t></rPh>",
                )
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "surplus column",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let cell = "</c><c r=\"G2\" t=\"inlineStr\"><is><t>Adeyemi</t></is></c></row><row r=\"3\"";
                parts.replace(SHEET, "</c></row><row r=\"3\"", cell);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "surplus row",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let row =
                    "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>Adeyemi</t></is></c></row></sheetData>";
                parts.replace(SHEET, "</sheetData>", row);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "a different cell",
        write: |d, out, _| changed(d, out, |parts| parts.replace(STRINGS, ">PC </t>", ">PC Adeyemi</t>")),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "two cells that have changed places",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(STRINGS, " saw it.", "@1@");
                parts.replace(STRINGS, " had no camera.", " saw it.");
                parts.replace(STRINGS, "@1@", " had no camera.");
            })
        },
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a number in place of text",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(SHEET, r#"<c r="A2" s="2"><v>1</v>"#, r#"<c r="A2" s="2"><v>7</v>"#)
            })
        },
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "formula with a stored result",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let cell = r#"<c r="A2" s="2"><f>"Adeyemi"</f><v>1</v>"#;
                parts.replace(SHEET, r#"<c r="A2" s="2"><v>1</v>"#, cell);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "comment of the archive",
        write: |d, out, _| {
            let parts = Parts::honest(d);
            put(out, &parts.pack_with(|archive| archive.set_comment("Adeyemi").unwrap()))
        },
        rule: Rule::Container,
    },
    Leak {
        how: "folder entry in the archive",
        write: |d, out, _| {
            let parts = Parts::honest(d);
            put(out, &parts.pack_with(|archive| archive.add_directory("Adeyemi", zip_options()).unwrap()))
        },
        rule: Rule::Container,
    },
    Leak {
        how: "extra part",
        write: |d, out, _| changed(d, out, |parts| parts.add("customXml/item1.xml", "<x>Adeyemi</x>")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "name of an extra part",
        write: |d, out, _| changed(d, out, |parts| parts.add("xl/Adeyemi.xml", "")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "missing part",
        write: |d, out, _| changed(d, out, |parts| parts.0.retain(|(name, _)| name != "docProps/app.xml")),
        rule: Rule::Missing,
    },
    Leak {
        how: "header of the printed page",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let header = "</tableParts><headerFooter><oddHeader>Adeyemi</oddHeader></headerFooter>";
                parts.replace(SHEET, "</tableParts>", header);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "number format",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let formats = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"&quot;Adeyemi&quot;\"/></numFmts><fonts";
                parts.replace("xl/styles.xml", "<fonts", formats);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "list of a data validation",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let list = "</sheetData><dataValidations><dataValidation type=\"list\" sqref=\"A1\"><formula1>\"Adeyemi\"\
                            </formula1></dataValidation></dataValidations>";
                parts.replace(SHEET, "</sheetData>", list);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "alternative text of a picture",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.add("xl/drawings/drawing1.xml", "<xdr:cNvPr id=\"2\" descr=\"Adeyemi\"/>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "bytes behind the archive",
        write: |d, out, _| {
            let mut bytes = Parts::honest(d).pack();
            bytes.extend(b"Adeyemi");
            put(out, &bytes)
        },
        rule: Rule::Container,
    },
    Leak {
        how: "bytes before the archive",
        write: |d, out, _| {
            let mut bytes = b"Adeyemi".to_vec();
            bytes.extend(Parts::honest(d).pack());
            put(out, &bytes)
        },
        rule: Rule::Container,
    },
    Leak {
        how: "text of two bytes a letter",
        write: |d, out, _| changed(d, out, |parts| parts.add("docProps/thumbnail.bin", utf16(SECRET))),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "base64",
        write: |d, out, _| changed(d, out, |parts| parts.add("customXml/item1.xml", "<x>QWRleWVtaQ==</x>")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "hex",
        write: |d, out, _| changed(d, out, |parts| parts.add("customXml/item1.xml", "<x>41646579656d69</x>")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "percent escapes in a link",
        write: |d, out, _| {
            changed(d, out, |parts| {
                let link = r#"<Relationship Id="rId5" Type="t" Target="http://x/?q=%41deyem%69" TargetMode="External"/></Relationships>"#;
                parts.replace("xl/worksheets/_rels/sheet3.xml.rels", "</Relationships>", link);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "capitals, accents and a zero-width space",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.add("customXml/item1.xml", "<x>OLUWAS\u{c9}UN\u{a0}BAN\u{200b}KOLE</x>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "letters parted by points",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.add("customXml/item1.xml", "<x>O.l.u.w.a.s.e.u.n.B.a.n.k.o.l.e</x>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "name of a table's column",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace("xl/tables/table2.xml", r#"name="Summary""#, r#"name="Adeyemi""#)
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "comment in the XML",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(SHEET, "<sheetData>", "<!--Adeyemi--><sheetData>"))
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "comment in the XML of the strings",
        write: |d, out, _| changed(d, out, |parts| parts.replace(STRINGS, "</sst>", "</sst><!--Adeyemi-->")),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "instruction in the XML",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(WORKBOOK, "<sheets>", "<?Adeyemi?><sheets>"))
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "name of the theme",
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace("xl/theme/theme1.xml", "Office Theme", "Adeyemi"))
        },
        rule: Rule::WithheldWords,
    },
    Leak { how: "no archive at all", write: |_, out, _| put(out, b"Adeyemi"), rule: Rule::Container },
];

#[test]
fn no_workbook_leaks() {
    for leak in XLSX_LEAKS {
        is_caught("xlsx", leak);
    }
}

#[test]
fn an_honest_file_packed_by_the_test_passes() {
    // Without this the leaks above could be caught for the way in which the test packs.
    let folder = tempfile::tempdir().unwrap();
    let honest = Format { write: |d, out, _| changed(d, out, |_| {}), ..format("xlsx") };
    release(&case(), &[honest], &folder.path().join("out")).unwrap();
}

#[test]
fn bytes_hidden_in_the_archive_are_found() {
    let case = case();
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    let bytes = Parts::honest(&disclosure).pack();
    let rules = |bytes: Vec<u8>| {
        let xlsx = format("xlsx");
        let cancel = Cancel::default();
        let mut input = Cursor::new(bytes);
        let proof = prove(&xlsx, "x", "x.xlsx", &mut input, &disclosure, &secrets, &cancel);
        proof.unwrap().rules_broken()
    };
    assert!(rules(bytes.clone()).is_empty());
    // Version, flags, method, time, checksum, sizes, lengths, attributes: no byte of any header is free
    // to carry anything.
    let central = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let end = bytes.len() - 22;
    for at in (0..30).chain(central..central + 46).chain(end..bytes.len()) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        assert!(!rules(changed).is_empty(), "byte {at} may be changed");
    }
}
