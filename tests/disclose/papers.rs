//! Documents of running text: written, read back word by word, and every way in which such a file can
//! give words away done on purpose and caught.

mod docx;
mod odt;
mod parts;

use std::io::Cursor;

use crate::support::FakeCase;
use withheld::detect::Cancel;
use withheld::disclose::{
    DOCUMENT_FORMATS, Document, DocumentFormat, Rule, Secrets, Table, TextBlock, WriteError, prove_document,
};
use withheld::review::Policy;

/// Withheld in the case.
const SECRET: &str = "Adeyemi";

fn secrets() -> Secrets {
    let mut case = FakeCase::new(&["Type", "Summary"]);
    case.push_marked(&["12/03/2019", "", "Complaint", "PC {{Adeyemi}} had no camera."]);
    Secrets::collect(&case, Policy::Final)
}

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A document with every kind of block, and texts that a careless writer would spoil.
fn document() -> Document {
    Document {
        title: "Freedom of Information request 01.FOI.24.000123 & more".to_owned(),
        running: "Draft: not reviewed by a person".to_owned(),
        blocks: vec![
            TextBlock::Heading(1, "Your request".to_owned()),
            TextBlock::Paragraph(
                "You asked for complaints where <video> is mentioned & “flagged”.".to_owned(),
            ),
            TextBlock::Quote(words(&["  Two spaces at the start,  two within, one at the end ", "Plain."])),
            TextBlock::Heading(2, "What we hold".to_owned()),
            TextBlock::Bullets(words(&[
                "Complaints",
                "Conduct matters ]]> &amp; 'others'",
                "Nguyễn 😀 – £5",
            ])),
            TextBlock::Heading(3, "Exemptions".to_owned()),
            TextBlock::Table(Table {
                headings: words(&["Mark", "What it stands for", "Marks"]),
                rows: vec![
                    words(&["[s40(2)]", "Section 40(2) – Personal Data", "12"]),
                    words(&["[s31(1)(a)]", "", "3"]),
                ],
            }),
            TextBlock::Table(Table { headings: words(&["One"]), rows: Vec::new() }),
            TextBlock::Paragraph(String::new()),
            TextBlock::Heading(4, "Deeper than any style".to_owned()),
        ],
        made_at: "2024-05-17T10:20:30Z".parse().unwrap(),
        ..Document::default()
    }
}

fn named(name: &str) -> DocumentFormat {
    DocumentFormat::from_name(name).unwrap()
}

fn written(format: &DocumentFormat, document: &Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    (format.write)(document, &mut bytes, &Cancel::default()).unwrap();
    bytes
}

/// The rules that a file breaks.
fn broken(format: &DocumentFormat, bytes: &[u8], document: &Document) -> Vec<Rule> {
    let secrets = secrets();
    let mut input = Cursor::new(bytes);
    let cancel = Cancel::default();
    let proof = prove_document(format, "paper", "paper", &mut input, document, &secrets, &cancel).unwrap();
    let (failures, _) = proof.failures();
    for failure in failures {
        assert!(!failure.to_string().contains(SECRET), "a failure tells the words");
    }
    if proof.is_clean() {
        assert_eq!(proof.cells(), document.texts().len() as u64, "a text was not compared");
    }
    proof.rules_broken().into_iter().collect()
}

/// The formats that are proven here; PDF has tests of its own.
fn formats() -> impl Iterator<Item = &'static DocumentFormat> {
    DOCUMENT_FORMATS.iter().filter(|format| ["docx", "odt"].contains(&format.name))
}

#[test]
fn what_was_written_is_read_again() {
    let plain = Document { title: "A".to_owned(), ..Document::default() };
    let spaced = Document {
        title: " A  title ".to_owned(),
        running: "  OFFICIAL-SENSITIVE  ".to_owned(),
        blocks: vec![TextBlock::Bullets(Vec::new()), TextBlock::Quote(Vec::new())],
        ..document()
    };
    for format in formats() {
        for document in [&document(), &plain, &spaced] {
            assert_eq!(broken(format, &written(format, document), document), [], "{format:?}");
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for format in formats() {
        assert_eq!(written(format, &document()), written(format, &document()), "{format:?}");
    }
}

#[test]
fn another_document_is_not_this_one() {
    let change = |change: fn(&mut Document)| {
        let mut changed = document();
        change(&mut changed);
        changed
    };
    let others = [
        change(|document| document.title.push('.')),
        change(|document| document.running.clear()),
        change(|document| document.made_at = "2024-05-17T10:20:31Z".parse().unwrap()),
        change(|document| document.blocks[0] = TextBlock::Heading(2, "Your request".to_owned())),
        change(|document| document.blocks[0] = TextBlock::Paragraph("Your request".to_owned())),
        change(|document| document.blocks.swap(0, 1)),
        change(|document| drop(document.blocks.pop())),
        change(|document| document.blocks.push(TextBlock::Paragraph("More".to_owned()))),
        change(|document| document.blocks[2] = TextBlock::Quote(words(&["Two spaces", "Plain."]))),
        change(|document| {
            let TextBlock::Table(table) = &mut document.blocks[6] else { panic!("the table moved") };
            table.rows[1][2] = "4".to_owned();
        }),
        change(|document| {
            let TextBlock::Table(table) = &mut document.blocks[6] else { panic!("the table moved") };
            table.rows.swap(0, 1);
        }),
    ];
    for format in formats() {
        let bytes = written(format, &document());
        for (at, other) in others.iter().enumerate() {
            assert_ne!(broken(format, &bytes, other), [], "{format:?}: change {at}");
        }
    }
}

#[test]
fn every_cut_is_seen() {
    for format in formats() {
        let bytes = written(format, &document());
        for end in (0..bytes.len()).step_by(509) {
            assert_ne!(broken(format, &bytes[..end], &document()), [], "{format:?}: cut at {end}");
        }
    }
}

#[test]
fn a_withheld_word_in_a_text_blocks() {
    let mut document = document();
    document.blocks.push(TextBlock::Paragraph("About adeyemi.".to_owned()));
    for format in formats() {
        let rules = broken(format, &written(format, &document), &document);
        assert_eq!(rules, [Rule::WithheldWords], "{format:?}");
    }
}

#[track_caller]
fn is_refused(change: impl FnOnce(&mut Document), expected: &str) {
    let mut document = document();
    change(&mut document);
    for format in formats() {
        let error = (format.write)(&document, &mut Vec::new(), &Cancel::default()).unwrap_err();
        assert!(matches!(error, WriteError::Character { .. }), "{error:?}");
        assert_eq!(error.to_string(), expected, "{format:?}");
    }
}

#[test]
fn what_xml_cannot_hold_is_refused() {
    is_refused(
        |document| document.blocks[1] = TextBlock::Paragraph("a\u{b}b".to_owned()),
        "Text number 2 of the document holds a character that no such file can hold (U+000B). Take it out and \
         try again",
    );
    is_refused(
        |document| document.title.push('\u{ffff}'),
        "The title of the document holds a character that no such file can hold (U+FFFF). Take it out and try \
         again",
    );
    is_refused(
        |document| document.running.push('\n'),
        "The line at the head and foot of the pages holds a character that no such file can hold (U+000A). Take \
         it out and try again",
    );
}
