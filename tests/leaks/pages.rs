//! Ways to leak from a PDF.

#![allow(clippy::string_slice, reason = "what is cut here is ASCII; a panic is how a test fails")]

use std::io::Write;

use withheld::disclose::{Disclosure, Format, Output, Rule, WriteError};

use super::objects::Objects;
use super::{Leak, case, format, is_caught, put, release};

/// Writes an honest file with its objects changed.
fn changed(
    disclosure: &Disclosure,
    out: &mut dyn Output,
    change: impl FnOnce(&mut Objects),
) -> Result<(), WriteError> {
    let mut objects = Objects::honest(disclosure);
    change(&mut objects);
    put(out, &objects.pack())
}

/// Adds operations in front of the page's own.
fn before_page(objects: &mut Objects, operations: &str) {
    let page = objects.page();
    page.splice(0..0, format!("{operations}\n").bytes());
}

/// A run of letters at this place on the page.
fn run(objects: &Objects, colour: &str, mode: u8, size: f32, place: (i32, i32), words: &str) -> String {
    let (x, y) = place;
    let shown = objects.shown("f1", words);
    format!(
        "q 1 0 0 -1 {x} {y} cm/c0 cs {colour} scn\nBT {mode} Tr/f1 {size} Tf 1 0 0 -1 0 0 Tm{shown}Tj\nET\nQ\n"
    )
}

const INK: &str = "0.043137256 0.047058824 0.047058824";
const WHITE: &str = "1 1 1";

fn add_artifact(objects: &mut Objects, colour: &str, mode: u8, size: f32, place: (i32, i32)) {
    let run = run(objects, colour, mode, size, place, "Adeyemi");
    before_page(objects, &format!("/Artifact<</Type/Layout>>BDC\n{run}EMC"));
}

/// Adds a run to the first part of the first page, which is its title.
fn add_to_part(objects: &mut Objects, colour: &str, mode: u8, size: f32, place: (i32, i32)) {
    let run = run(objects, colour, mode, size, place, "Adeyemi");
    objects.replace_in_stream("/Span<</MCID 0>>BDC\n", &format!("/Span<</MCID 0>>BDC\n{run}"));
}

/// Ways to leak from a PDF.
const PDF_LEAKS: &[Leak] = &[
    Leak {
        how: "author",
        write: |d, out, _| changed(d, out, |o| o.replace("/ModDate", "/Author(Adeyemi)/ModDate")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "title of the information",
        write: |d, out, _| changed(d, out, |o| o.replace("/Title(Body-worn video)/", "/Title(Adeyemi)/")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "title in letters of two bytes",
        write: |d, out, _| {
            let name = "/Title<FEFF00410064006500790065006D0069>/";
            changed(d, out, |o| o.replace("/Title(Body-worn video)/", name))
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "creator in the metadata",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace_in_stream("<dc:language>", "<dc:creator>Adeyemi</dc:creator><dc:language>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "comment in the metadata",
        write: |d, out, _| {
            changed(d, out, |o| o.replace_in_stream("</x:xmpmeta>", "</x:xmpmeta><!--Adeyemi-->"))
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "bookmark",
        write: |d, out, _| changed(d, out, |o| o.replace("/Title(Entries)", "/Title(Entries, Adeyemi)")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "alternative text of a mark",
        write: |d, out, _| changed(d, out, |o| o.replace("/S/TD/P", "/S/TD/Alt(Adeyemi)/P")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "actual text of a cell",
        write: |d, out, _| changed(d, out, |o| o.replace("/S/TD/P", "/S/TD/ActualText(Adeyemi)/P")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "expansion of a cell",
        write: |d, out, _| changed(d, out, |o| o.replace("/S/TD/P", "/S/TD/E(Adeyemi)/P")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "name of a heading cell",
        write: |d, out, _| changed(d, out, |o| o.replace("/ID(U2x0y0)", "/ID(Adeyemi)")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "actual text on the page",
        write: |d, out, _| {
            changed(d, out, |o| o.replace_in_stream("/MCID 0>>", "/MCID 0/ActualText(Adeyemi)>>"))
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "actual text of some letters",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace_in_stream(" 0 Tm", " 0 Tm/Span<</ActualText(Adeyemi)>>BDC");
                o.replace_in_stream("\nET", "\nEMC\nET");
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "white letters on white, as an artifact",
        write: |d, out, _| changed(d, out, |o| add_artifact(o, WHITE, 0, 8.0, (60, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "white letters on white, as a part",
        write: |d, out, _| changed(d, out, |o| add_to_part(o, WHITE, 0, 8.0, (60, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "black letters, as an artifact",
        write: |d, out, _| changed(d, out, |o| add_artifact(o, INK, 0, 8.0, (60, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "black letters, as a part",
        write: |d, out, _| changed(d, out, |o| add_to_part(o, INK, 0, 8.0, (60, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "unseen letters",
        write: |d, out, _| changed(d, out, |o| add_artifact(o, INK, 3, 8.0, (60, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "letters beside the page",
        write: |d, out, _| changed(d, out, |o| add_to_part(o, INK, 0, 8.0, (-500, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "letters too small to be seen",
        write: |d, out, _| changed(d, out, |o| add_to_part(o, INK, 0, 0.1, (60, 60))),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "letters under a black box",
        write: |d, out, _| {
            changed(d, out, |o| {
                let run = run(o, INK, 0, 8.0, (60, 60), "Adeyemi");
                let fill = "q 1 0 0 -1 50 70 cm/c1 cs 0 scn 0 0 m 100 0 l 100 20 l 0 20 l\nh\nf\nQ\n";
                before_page(o, &format!("/Artifact<</Type/Layout>>BDC\n{run}{fill}EMC"));
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "letters that belong to nothing",
        write: |d, out, _| {
            changed(d, out, |o| {
                let run = run(o, INK, 0, 8.0, (60, 60), "Adeyemi");
                before_page(o, &run);
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "letters in a part that is in no tree",
        write: |d, out, _| {
            changed(d, out, |o| {
                let run = run(o, INK, 0, 8.0, (60, 60), "Adeyemi");
                let page = o.page();
                page.extend(format!("/Span<</MCID 999>>BDC\n{run}EMC\n").bytes());
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "letters split over runs, as a repeated heading",
        write: |d, out, _| {
            changed(d, out, |o| {
                let first = run(o, INK, 0, 8.0, (60, 60), "Ade");
                let second = run(o, INK, 0, 8.0, (90, 60), "yemi");
                before_page(o, &format!("/Artifact<</Type/Pagination>>BDC\n{first}{second}EMC"));
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "foot of a page",
        write: |d, out, _| {
            changed(d, out, |o| {
                let run = run(o, INK, 0, 8.0, (60, 60), "Adeyemi");
                let artifact = "/Artifact<</Attached[/Bottom]/Subtype/Footer/Type/Pagination>>BDC\n";
                before_page(o, &format!("{artifact}{run}EMC"));
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "comment on the page",
        write: |d, out, _| changed(d, out, |o| before_page(o, "% Adeyemi")),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "attachment",
        write: |d, out, _| {
            changed(d, out, |o| {
                let file = o.add("<</Type/EmbeddedFile>>", Some(b"Adeyemi"));
                let spec = o.add(&format!("<</Type/Filespec/F(a.txt)/EF<</F {file} 0 R>>>>"), None);
                let names = format!("/Type/Catalog/Names<</EmbeddedFiles<</Names[(a){spec} 0 R]>>>>");
                o.replace("/Type/Catalog", &names);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "object that nothing refers to",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.add("(Adeyemi)", None);
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "stream that nothing refers to",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.add("<<>>", Some(b"Adeyemi"));
            })
        },
        rule: Rule::Surplus,
    },
    Leak {
        how: "second revision",
        write: |d, out, _| {
            let mut bytes = Objects::honest(d).pack();
            write!(bytes, "\n1 0 obj\n(Adeyemi)\nendobj\nstartxref\n0\n%%EOF").unwrap();
            put(out, &bytes)
        },
        rule: Rule::Container,
    },
    Leak {
        how: "bytes before the end of the file",
        write: |d, out, _| put(out, &[Objects::honest(d).pack(), b"\nAdeyemi".to_vec()].concat()),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "bytes before the beginning of the file",
        write: |d, out, _| put(out, &[b"%Adeyemi\n".to_vec(), Objects::honest(d).pack()].concat()),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "comment in an object",
        write: |d, out, _| changed(d, out, |o| o.replace("/Type/Catalog", "%Adeyemi\n/Type/Catalog")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "bytes behind what is packed",
        write: |d, out, _| {
            changed(d, out, |o| {
                let page = o.objects.iter_mut().filter_map(|object| object.stream.as_mut()).next_back();
                page.unwrap().behind = b"Adeyemi".to_vec();
                let stream =
                    o.objects.iter_mut().find(|object| object.value.contains("/CIDFontType0C")).unwrap();
                stream.stream.as_mut().unwrap().behind = b"Adeyemi".to_vec();
            })
        },
        rule: Rule::Container,
    },
    Leak {
        how: "annotation",
        write: |d, out, _| {
            changed(d, out, |o| {
                let note = o.add("<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Adeyemi)>>", None);
                o.replace("/Type/Page/", &format!("/Type/Page/Annots[{note} 0 R]/"));
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "form",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace("/Type/Catalog", "/Type/Catalog/AcroForm<</Fields[<</T(Adeyemi)>>]>>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "script",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace("/Type/Catalog", "/Type/Catalog/OpenAction<</S/JavaScript/JS(Adeyemi)>>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "label of a page",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace("/Type/Catalog", "/Type/Catalog/PageLabels<</Nums[0<</P(Adeyemi)>>]>>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "layer",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace("/Type/Catalog", "/Type/Catalog/OCProperties<</OCGs[]/D<</Name(Adeyemi)>>>>")
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "private data of a page",
        write: |d, out, _| {
            changed(d, out, |o| o.replace("/Type/Page/", "/Type/Page/PieceInfo<</A(Adeyemi)>>/"))
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "image",
        write: |d, out, _| {
            changed(d, out, |o| {
                let image = o.add("<</Type/XObject/Subtype/Image/Width 7/Height 1>>", Some(b"Adeyemi"));
                o.replace("/ProcSet", &format!("/XObject<</x0 {image} 0 R>>/ProcSet"));
            })
        },
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "name of a typeface",
        write: |d, out, _| changed(d, out, |o| o.replace("+Inter-Regular/Flags", "+Adeyemi/Flags")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "a picture that is read as another letter",
        write: |d, out, _| {
            changed(d, out, |o| {
                o.replace_in_stream("> <005B>\n", "> <0041>\n");
            })
        },
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "words in the map of letters",
        write: |d, out, _| changed(d, out, |o| o.replace_in_stream("%%Version: 1", "%%Version: 1 Adeyemi")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "words in the notice of a typeface",
        write: |d, out, _| changed(d, out, |o| o.replace_in_stream("trademark", "(Adeyemi)")),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "words in the trailer",
        write: |d, out, _| changed(d, out, |o| o.trailer = o.trailer.replace("/Size", "/Note(Adeyemi)/Size")),
        rule: Rule::PartDiffers,
    },
    Leak {
        how: "name of the colours",
        write: |d, out, _| changed(d, out, |o| o.replace("(sRGB v4.2)", "(Adeyemi)")),
        rule: Rule::WithheldWords,
    },
    Leak {
        how: "role of a part",
        write: |d, out, _| changed(d, out, |o| o.replace("/RoleMap<<", "/RoleMap<</Adeyemi/P")),
        rule: Rule::WithheldWords,
    },
    Leak { how: "no PDF at all", write: |_, out, _| put(out, b"Adeyemi"), rule: Rule::Container },
];

#[test]
fn no_page_leaks() {
    for leak in PDF_LEAKS {
        is_caught("pdf", leak);
    }
}

#[test]
fn an_honest_file_put_together_by_the_test_passes() {
    // Without this the leaks above could be caught for the way in which the test writes.
    let folder = tempfile::tempdir().unwrap();
    let honest = Format { write: |d, out, _| changed(d, out, |_| {}), ..format("pdf") };
    release(&case(), &[honest], &folder.path().join("out")).unwrap();
}

#[test]
fn a_file_of_another_disclosure_is_not_proven() {
    let folder = tempfile::tempdir().unwrap();
    let leaking = Format {
        write: |_, out, cancel| {
            let mut other = case();
            other.push_marked(&["01/01/2021", "", "Conduct", "One more.", ""]);
            let other = withheld::disclose::build(&other, withheld::review::Policy::Final, &super::info());
            (format("pdf").write)(&other, out, cancel)
        },
        ..format("pdf")
    };
    release(&case(), &[leaking], &folder.path().join("out")).unwrap_err();
}
