//! Each way in which a disclosure has given words away elsewhere, done on purpose: a writer that
//! leaks so must be caught by the proof, its file deleted, and nothing released.
//!
//! The breaches are those listed by the Information Commissioner and in the press: the Police
//! Service of Northern Ireland (2023: an unmarked hidden sheet), Norfolk and Suffolk (2021–22: raw
//! data hidden in statistics), the Ministry of Defence (2022: hidden rows), Southend (2023: a
//! "locked" workbook), Islington (2012: source rows kept by pivot tables), Hackney (2013: values
//! cached behind an external link), and a redaction tool whose own log lists the names.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use support::{FakeCase, info, written};
use withheld::detect::Cancel;
use withheld::disclose::{
    CERTIFICATE_NAME, Disclosure, FORMATS, Format, InternalInfo, Output, PackError, PackReport, PackRequest,
    Rule, Secrets, WriteError, build, verify_pack, write_pack,
};
use withheld::review::Policy;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Withheld in the first entry.
const SECRET: &str = "Adeyemi";
/// Withheld in the second entry: long enough to be found whatever stands between its letters.
const LONG_SECRET: &str = "Oluwaseun Bankole";

type Write1 = fn(&Disclosure, &mut dyn Output, &Cancel) -> Result<(), WriteError>;

/// A writer that leaks.
struct Leak {
    how: &'static str,
    write: Write1,
    /// The rule that must be among those broken.
    rule: Rule,
}

fn case() -> FakeCase {
    let mut case = FakeCase::new(&["Type", "Summary", "Outcome"]);
    case.push_marked(&[
        "12/03/2019",
        "Hidden Person",
        "Complaint",
        "PC {{Adeyemi}} had no camera.",
        "No action",
    ]);
    case.push_marked(&[
        "14/04/2020",
        "Other Person",
        "Complaint",
        "{{Oluwaseun Bankole}} saw it.",
        "No action",
    ]);
    case.push_marked(&["01/01/2021", "Third Person", "Conduct", "Battery flat; =SUM is open.", "=1+1"]);
    case
}

fn release(case: &FakeCase, formats: &[Format], out: &Path) -> Result<PackReport, PackError> {
    let disclosure = build(case, Policy::Final, &info());
    let secrets = Secrets::collect(case, Policy::Final);
    let internal = InternalInfo { officer: "A. Officer".to_owned(), ..InternalInfo::default() };
    let request = PackRequest {
        out_dir: out,
        case,
        policy: Policy::Final,
        disclosure: &disclosure,
        secrets: &secrets,
        formats,
        internal: &internal,
        protected: &[],
    };
    write_pack(&request, &|_| {}, &Cancel::default())
}

fn format(name: &str) -> Format {
    Format::from_name(name).unwrap()
}

#[track_caller]
fn is_caught(name: &str, leak: &Leak) {
    let folder = tempfile::tempdir().unwrap();
    let leaking = Format { write: leak.write, ..format(name) };
    let outcome = release(&case(), &[leaking], &folder.path().join("out"));
    let Err(error) = outcome else { panic!("{name}: {} was released", leak.how) };
    let told = error.to_string();
    assert!(
        !told.contains("Adeyemi") && !told.contains("Bankole"),
        "{}: the failure tells the words",
        leak.how
    );
    let PackError::Proof { failures, .. } = error else { panic!("{name}: {}: {told}", leak.how) };
    assert!(failures.iter().any(|failure| failure.rule == leak.rule), "{name}: {}: {failures:?}", leak.how);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "{name}: {}: files are left", leak.how);
}

// ---- XLSX

/// The parts of an honest file, to be changed and packed again.
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    fn honest(disclosure: &Disclosure) -> Parts {
        let mut archive = ZipArchive::new(Cursor::new(written(&format("xlsx"), disclosure))).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        });
        Parts(parts.collect())
    }

    fn replace(&mut self, name: &str, from: &str, to: &str) {
        let (_, bytes) = self.0.iter_mut().find(|(part, _)| part == name).unwrap();
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        assert!(text.contains(from), "{name} does not hold {from}");
        *bytes = text.replacen(from, to, 1).into_bytes();
    }

    fn add(&mut self, name: &str, content: impl AsRef<[u8]>) {
        self.0.push((name.to_owned(), content.as_ref().to_vec()));
    }

    /// Adds a part that the package knows of: declared, and pointed to by the workbook.
    fn add_linked(&mut self, name: &str, kind: &str, content: impl AsRef<[u8]>) {
        let declared =
            format!(r#"<Override PartName="/{name}" ContentType="application/{kind}+xml"/></Types>"#);
        self.replace("[Content_Types].xml", "</Types>", &declared);
        let target = name.trim_start_matches("xl/");
        let related = format!(r#"<Relationship Id="rId9" Type="{kind}" Target="{target}"/></Relationships>"#);
        self.replace("xl/_rels/workbook.xml.rels", "</Relationships>", &related);
        self.add(name, content);
    }

    fn pack(&self) -> Vec<u8> {
        self.pack_with(|_| {})
    }

    /// Packs as the honest writer does, so that only what was changed differs.
    fn pack_with(
        &self,
        change: impl FnOnce(&mut ZipWriter<zip::write::StreamWriter<&mut Vec<u8>>>),
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipWriter::new_stream(&mut bytes);
        for (name, content) in &self.0 {
            archive.start_file(name.as_str(), zip_options()).unwrap();
            archive.write_all(content).unwrap();
        }
        change(&mut archive);
        archive.finish().unwrap();
        bytes
    }
}

fn zip_options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default())
}

fn put(out: &mut dyn Output, bytes: &[u8]) -> Result<(), WriteError> {
    Ok(out.write_all(bytes)?)
}

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

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const WORKBOOK: &str = "xl/workbook.xml";
const CORE: &str = "docProps/core.xml";
const SECOND_SHEET: &str = concat!(
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">"#,
    r#"<c r="A1" t="inlineStr"><is><t>Adeyemi</t></is></c></row></sheetData></worksheet>"#
);

fn second_sheet(parts: &mut Parts, state: &str) {
    let sheet = format!(r#"<sheet name="Raw" sheetId="2" state="{state}" r:id="rId9"/></sheets>"#);
    parts.replace(WORKBOOK, "</sheets>", &sheet);
    parts.add_linked("xl/worksheets/sheet2.xml", "worksheet", SECOND_SHEET);
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Ways to leak from a workbook.
const XLSX_LEAKS: &[Leak] = &[
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
                parts.replace(
                    STRINGS,
                    "PC [s40(2)] had no camera.</t>",
                    "PC [s40(2)] had no camera.</t></r><r><t>Ade</t></r><r><t>yemi</t>",
                );
                parts.replace(STRINGS, "<t>PC [s40(2)]", "<r><t>PC [s40(2)]");
            })
        },
        rule: Rule::PartDiffers,
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
        write: |d, out, _| {
            changed(d, out, |parts| parts.replace(STRINGS, "PC [s40(2)] had", "PC Adeyemi had"))
        },
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "two cells that have changed places",
        write: |d, out, _| {
            changed(d, out, |parts| {
                parts.replace(STRINGS, "[s40(2)] saw it.", "@1@");
                parts.replace(STRINGS, "PC [s40(2)] had no camera.", "[s40(2)] saw it.");
                parts.replace(STRINGS, "@1@", "PC [s40(2)] had no camera.");
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
                parts.replace("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", link);
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
                parts.replace("xl/tables/table1.xml", r#"name="Summary""#, r#"name="Adeyemi""#)
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
        let proof = withheld::disclose::proof::prove(
            &xlsx,
            "x",
            "x.xlsx",
            &mut input,
            &disclosure,
            &secrets,
            &cancel,
        );
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

// ---- CSV

fn changed_csv(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    change: impl FnOnce(String) -> String,
) -> Result<(), WriteError> {
    let text = String::from_utf8(written(&format("csv"), disclosure)).unwrap();
    let leaking = change(text.clone());
    assert_ne!(text, leaking);
    put(out, leaking.as_bytes())
}

/// Ways to leak from a plain table.
const CSV_LEAKS: &[Leak] = &[
    Leak {
        how: "surplus column",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("Yes\r\n", "Yes,Adeyemi\r\n", 1)),
        rule: Rule::Surplus,
    },
    Leak {
        how: "surplus row",
        write: |d, out, _| changed_csv(d, out, |text| text + "4,2021,Adeyemi,,,\r\n"),
        rule: Rule::Surplus,
    },
    Leak {
        how: "bytes behind the last row",
        write: |d, out, _| changed_csv(d, out, |text| text + "Adeyemi"),
        rule: Rule::Surplus,
    },
    Leak {
        how: "line breaks behind the last row",
        write: |d, out, _| changed_csv(d, out, |text| text + "\r\n"),
        rule: Rule::Surplus,
    },
    Leak {
        how: "a different cell",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("PC [s40(2)]", "PC Adeyemi", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "words beside a mark",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("[s40(2)]", "[s40(2) Adeyemi]", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a whole date",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("2019", "12/03/2019", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a heading",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("Summary", "Summary Adeyemi", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "zero-width letters in a cell",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("Battery", "Bat\u{200b}tery", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "a row left out",
        write: |d, out, _| {
            changed_csv(d, out, |text| {
                let rows: Vec<&str> = text.split_inclusive("\r\n").collect();
                rows[..rows.len() - 1].concat()
            })
        },
        rule: Rule::Missing,
    },
    Leak {
        how: "a row cut short",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen(",Yes\r\n", "\r\n", 1)),
        rule: Rule::Missing,
    },
    Leak {
        how: "a file cut short",
        write: |d, out, _| changed_csv(d, out, |text| text.trim_end().to_owned()),
        rule: Rule::Missing,
    },
    Leak {
        how: "a line before the headings",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen('\u{feff}', "\u{feff}sep=,\r\n", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "no byte order mark",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen('\u{feff}', "", 1)),
        rule: Rule::Container,
    },
    Leak {
        how: "words behind a closed quote",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("No action", "\"No action\"Adeyemi", 1)),
        rule: Rule::Container,
    },
    Leak {
        how: "a cell that runs as a formula",
        write: |d, out, _| changed_csv(d, out, |text| text.replacen("'=1+1", "=1+1", 1)),
        rule: Rule::CellDiffers,
    },
    Leak {
        how: "letters of two bytes",
        write: |d, out, _| {
            let text = String::from_utf8(written(&format("csv"), d)).unwrap();
            put(out, &utf16(&text))
        },
        rule: Rule::Container,
    },
];

#[test]
fn no_plain_table_leaks() {
    for leak in CSV_LEAKS {
        is_caught("csv", leak);
    }
}

// ---- Names, title, headings

#[track_caller]
fn is_refused(change: impl FnOnce(&mut FakeCase), how: &str) {
    let mut case = case();
    change(&mut case);
    let folder = tempfile::tempdir().unwrap();
    let Err(error) = release(&case, FORMATS, &folder.path().join("out")) else {
        panic!("{how} was released")
    };
    let told = error.to_string();
    assert!(!told.contains(SECRET) && told.contains("withheld words"), "{how}: {told}");
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    let name = withheld::disclose::file_name(&case.request.reference, "disclosure", "csv");
    assert!(!withheld::disclose::preflight(&disclosure, &name, &secrets).is_empty(), "{how}: no word before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{how}: files are left");
}

#[test]
fn withheld_words_in_names_are_found() {
    is_refused(|case| case.request.reference = "FOI 12 Adeyemi".to_owned(), "the file's name");
    is_refused(
        |case| case.request.reference = "FOI_adeyemi_12".to_owned(),
        "the file's name, joined by underscores",
    );
    is_refused(|case| case.request.title = "Complaint of Ms ADEYEMI".to_owned(), "the title");
    is_refused(|case| case.rename_column(4, "Outcome (Adeyemi’s)"), "a heading");
    is_refused(
        |case| case.request.title = "About Hidden Person".to_owned(),
        "a name of a column out of scope",
    );
    is_refused(|case| case.request.title = "Incident of 12/03/2019".to_owned(), "a whole date");
}

#[test]
fn words_of_the_format_are_no_leak() {
    // Withheld words that stand in every file of the format must not block every release.
    let mut case = FakeCase::new(&["Type", "Summary"]);
    for word in [
        "Sheet",
        "Font",
        "Row",
        "Entry",
        "Count",
        "Column",
        "Exemption",
        "Worksheets",
        "Microsoft Excel",
        "xl",
    ] {
        case.push_marked(&["01/01/2020", "", "Complaint", &format!("PC {{{{{word}}}}} came")]);
    }
    let folder = tempfile::tempdir().unwrap();
    release(&case, FORMATS, &folder.path().join("out")).unwrap();
}

// ---- The folder, its certificate and its schedule

/// An honest release, changed afterwards, and proven again.
#[track_caller]
fn verify_finds(how: &str, change: impl FnOnce(&Path)) {
    let case = case();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    release(&case, FORMATS, &out).unwrap();
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    let verify = || verify_pack(&out, &disclosure, &secrets, &Cancel::default());
    let report = verify().unwrap();
    assert!(report.is_clean(), "{how}: {:?}", report.failures);
    change(&out);
    assert!(verify().map_or(true, |report| !report.is_clean()), "{how} was not found");
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not there");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_changed_folder_is_found() {
    let schedule = "01.FOI.24.000123 schedule.csv";
    let table = "01.FOI.24.000123 disclosure.csv";
    verify_finds("a surplus file", |out| fs::write(out.join("notes.txt"), "x").unwrap());
    verify_finds("a surplus folder", |out| fs::create_dir(out.join("internal")).unwrap());
    verify_finds("a missing file", |out| fs::remove_file(out.join(table)).unwrap());
    verify_finds("a renamed file", |out| fs::rename(out.join(table), out.join("Adeyemi.csv")).unwrap());
    verify_finds("a changed table", |out| edit(&out.join(table), "Battery", "Buttery"));
    verify_finds("words in the schedule (a redaction log that lists the names)", |out| {
        edit(&out.join(schedule), "1,Summary,", "1,Summary Adeyemi,");
    });
    verify_finds("a column in the schedule", |out| edit(&out.join(schedule), "Count", "Count,Words"));
    verify_finds("another key in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"program\"", "\"officer\": \"Adeyemi\",\n  \"program\"");
    });
    verify_finds("another check in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"checks\": [", "\"checks\": [\n    \"Adeyemi\",");
    });
    verify_finds("words in place of the chain's head", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"chain_head\": null", "\"chain_head\": \"Adeyemi\"");
    });
    verify_finds("another count in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"entries\": 3", "\"entries\": 4");
    });
    verify_finds("another hash in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"sha256\": \"", "\"sha256\": \"0");
    });
    verify_finds("space in the certificate", |out| edit(&out.join(CERTIFICATE_NAME), "{", "{ "));
    verify_finds("the certificate gone", |out| fs::remove_file(out.join(CERTIFICATE_NAME)).unwrap());
}

#[test]
fn an_honest_release_holds_nothing_withheld() {
    let case = case();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let report = release(&case, FORMATS, &out).unwrap();
    let mut names: Vec<String> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "01.FOI.24.000123 disclosure.csv",
            "01.FOI.24.000123 disclosure.xlsx",
            "01.FOI.24.000123 schedule.csv",
            "certificate.json"
        ]
    );
    for name in names.iter().filter(|name| !name.ends_with("xlsx")) {
        let text = fs::read_to_string(out.join(name)).unwrap();
        for secret in [SECRET, LONG_SECRET, "Officer\"", "Hidden Person", "12/03/2019"] {
            assert!(!text.contains(secret), "{name} holds {secret}");
        }
    }
    let internal =
        fs::read_to_string(report.internal.join("01.FOI.24.000123 internal schedule.csv")).unwrap();
    assert!(internal.contains(SECRET) && internal.contains(LONG_SECRET));
    let full = fs::read_to_string(report.internal.join(CERTIFICATE_NAME)).unwrap();
    assert!(full.contains("A. Officer") && !full.contains(SECRET));
}
