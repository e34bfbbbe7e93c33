//! PDF: what is written proves clean whatever the cells hold, says the same to a reader that is not
//! ours, and gives nothing away by where things stand.

use std::io::Cursor;

use crate::support::{FakeCase, info, written};
use proptest::prelude::*;
use withheld::detect::Cancel;
use withheld::disclose::proof::{Proof, prove};
use withheld::disclose::{
    DOCUMENT_FORMATS, Disclosure, Document, DocumentFormat, Format, Rule, Secrets, Table, TextBlock,
    WriteError, build, prove_document,
};
use withheld::review::Policy;

const SECRETS: [&str; 4] = ["Qwxyzil", "Zoë Vblkor", "07700 900123", "<Vrjjk & “Wq”>"];

fn pdf() -> Format {
    Format::from_name("pdf").unwrap()
}

fn proven<'s>(bytes: &[u8], disclosure: &Disclosure, secrets: &'s Secrets) -> Proof<'s> {
    let mut input = Cursor::new(bytes);
    prove(&pdf(), "x", "x disclosure.pdf", &mut input, disclosure, secrets, &Cancel::default()).unwrap()
}

#[track_caller]
fn proves_clean(case: &FakeCase, policy: Policy) -> Vec<u8> {
    let disclosure = build(case, policy, &info());
    let secrets = Secrets::collect(case, policy);
    let bytes = written(&pdf(), &disclosure);
    let proof = proven(&bytes, &disclosure, &secrets);
    assert!(proof.is_clean(), "{:?} {case:?}", proof.failures());
    assert_eq!(proof.cells() as usize, (disclosure.row_count() + 1) * disclosure.columns().len());
    assert_eq!(bytes, written(&pdf(), &disclosure), "differs from one time to the next");
    bytes
}

fn case_of(summaries: &[&str]) -> FakeCase {
    let mut case = FakeCase::new(&["Type", "Summary"]);
    for summary in summaries {
        case.push_marked(&["01/02/2020", "Strzzkow", "Complaint", summary]);
    }
    case
}

/// All that another reader finds on the pages, spaces left out.
fn letters(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    without_spaces(&file.extract_text(&pages).unwrap())
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~]{0,40}",
        2 => "[ -~]{0,300}",
        2 => "[a-zA-ZÀ-ňŊ-žα-ωА-яẠ-ỹ '’–“”-]{0,40}",
        2 => "[a-c \t\r\n\u{a0}\u{ad}\u{200b}\u{2003}/_-]{0,40}",
        1 => "([a-eq][\u{301}\u{323}]?){0,12}",
        1 => Just("https://example.org/a/very/long/address?that=has&no=space&in=it".to_owned()),
        1 => Just("M".repeat(200)),
    ]
}

fn cell() -> impl Strategy<Value = Vec<(String, Option<usize>)>> {
    prop::collection::vec((text(), prop::option::of(0..SECRETS.len())), 0..4)
}

fn case() -> impl Strategy<Value = FakeCase> {
    prop::collection::vec((cell(), cell(), 0u8..8), 0..8).prop_map(|rows| {
        let mut case = FakeCase::new(&["Type", "Summary"]);
        for (first, second, withheld) in rows {
            case.push_row(&[("12/03/2019", &[]), ("Strzzkow", &[])], &[first, second], &SECRETS, withheld);
        }
        case
    })
}

#[test]
fn accents_written_by_themselves_stand_on_their_letter() {
    for text in [
        "Mr Ade\u{301}ba\u{301}yo\u{323}\u{300} said",
        "x\u{323}\u{301}y q\u{301}b\u{301}",
        " \u{301}a",
        "e\u{301}\u{301}",
    ] {
        proves_clean(&case_of(&[text]), Policy::Final);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_table_proves_clean(case in case(), is_draft in any::<bool>()) {
        let policy = if is_draft { Policy::Draft } else { Policy::Final };
        let bytes = proves_clean(&case, policy);
        let letters = letters(&bytes);
        for secret in SECRETS {
            prop_assert!(!letters.contains(&without_spaces(secret)));
        }
    }

    #[test]
    fn withheld_words_leave_no_trace(
        rows in prop::collection::vec((cell(), cell(), 0u8..8), 1..6),
        others in prop::collection::vec("[A-Za-z0-9 ]{1,40}", SECRETS.len()),
    ) {
        let with = |secrets: &[&str]| {
            let mut case = FakeCase::new(&["Type", "Summary"]);
            for (first, second, withheld) in &rows {
                let cells = [first.clone(), second.clone()];
                case.push_row(&[("12/03/2019", &[]), ("Strzzkow", &[])], &cells, secrets, *withheld);
            }
            written(&pdf(), &build(&case, Policy::Final, &info()))
        };
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        prop_assert_eq!(with(&SECRETS), with(&others));
    }
}

#[test]
fn names_of_london_can_be_written() {
    let names = "Nguyễn Łukasz Şahin Erdoğan O’Neill Zoë Ελένη Παπαδοπούλου Юлия Ковальчук Ọláìtán Čapek Ő";
    let bytes = proves_clean(&case_of(&[names]), Policy::Final);
    assert!(letters(&bytes).contains(&without_spaces(names)));
}

#[test]
fn another_reader_finds_every_cell() {
    let summaries =
        ["PC {{Adeyemi}} wore “video”; <b>no</b> #markup $here$ @there *or* _there_.", "= 1 + 1", ""];
    let case = case_of(&summaries);
    let letters = letters(&proves_clean(&case, Policy::Final));
    let disclosure = build(&case, Policy::Final, &info());
    for row in 0..disclosure.row_count() {
        for cell in disclosure.row(row) {
            assert!(letters.contains(&without_spaces(&cell.text())), "{}", cell.text());
        }
    }
    assert!(letters.contains("[s40(2)]") && !letters.contains("Adeyemi"));
}

#[test]
fn lines_and_marks_of_every_kind_prove_clean() {
    let long = "One sentence after the other, and not one of them says anything. ".repeat(150);
    proves_clean(
        &case_of(&[
            "first\n\n\nfourth\r\n{{x}}\n{{y}}{{z}}",
            "\n",
            "  two  spaces   \n  and more  ",
            "a\tb\t\tc",
            " ",
            "Jose\u{301} x\u{301} and Ọ\u{300}ṣun, then x and o again",
            "fi ffi fl -> => 1/2 (c) ... --",
            &long,
            &format!("{{{{secret}}}} {long} {{{{secret}}}}"),
            &"W".repeat(3_000),
        ]),
        Policy::Draft,
    );
}

#[test]
fn a_table_without_entries_proves_clean() {
    proves_clean(&case_of(&[]), Policy::Final);
}

#[test]
fn a_long_table_has_bookmarks_and_repeats_its_headings() {
    let summaries: Vec<String> = (0..120).map(|n| format!("Entry of {n} words {{{{x}}}}.")).collect();
    let summaries: Vec<&str> = summaries.iter().map(String::as_str).collect();
    let bytes = proves_clean(&case_of(&summaries), Policy::Final);
    let contains = |what: &str| bytes.windows(what.len()).any(|window| window == what.as_bytes());
    assert!(contains("/Title(Entry 51)") && contains("/Title(Entry 101)") && !contains("/Title(Entry 50)"));
    let headings = letters(&bytes).matches("EntryDateTypeSummary").count();
    let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
    assert!(pages > 2);
    assert_eq!(headings, pages);
}

#[track_caller]
fn is_refused(disclosure: &Disclosure, sentence: &str) {
    let error = (pdf().write)(disclosure, &mut Vec::new(), &Cancel::default()).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn a_character_without_a_picture_is_named() {
    is_refused(
        &build(&case_of(&["fine", "thumbs 👍"]), Policy::Final, &info()),
        "Entry 2, column 4 (“Summary”): the typeface of the PDF has no “👍” (U+1F44D). Release this disclosure \
         as CSV, XLSX or ODS, or withhold these words",
    );
    // What is withheld needs no picture.
    proves_clean(&case_of(&["thumbs {{👍}}"]), Policy::Final);
    let mut titled = case_of(&["fine"]);
    titled.request.title = "北京".to_owned();
    is_refused(
        &build(&titled, Policy::Final, &info()),
        "The title: the typeface of the PDF has no “北” (U+5317). Release this disclosure as CSV, XLSX or ODS, or \
         withhold these words",
    );
}

#[test]
fn a_stopped_release_ends() {
    let cancel = Cancel::default();
    cancel.cancel();
    let disclosure = build(&case_of(&["fine"]), Policy::Final, &info());
    let error = (pdf().write)(&disclosure, &mut Vec::new(), &cancel).unwrap_err();
    assert!(matches!(error, WriteError::Cancelled), "{error}");
}

fn document() -> Document {
    let text = |words: &str| words.to_owned();
    Document {
        title: text("Notice under section 17"),
        running: text("01.FOI.24.000123"),
        blocks: vec![
            TextBlock::Heading(1, text("Notice under section 17")),
            TextBlock::Paragraph("We hold what you ask for. ".repeat(40)),
            TextBlock::Heading(2, text("Decision")),
            TextBlock::Bullets(vec![text("Names"), text("Numbers #1 *2* [3]")]),
            TextBlock::Quote(vec![text("Please send me all."), text("By outcome I mean how it ended.")]),
            TextBlock::Heading(3, text("Exemptions")),
            TextBlock::Table(Table {
                headings: vec![text("Exemption"), text("Why")],
                rows: vec![
                    vec![text("Section 40(2)"), "Because it names people. ".repeat(80)],
                    vec![text("Section 31(1)(a)"), text("")],
                ],
            }),
            TextBlock::Paragraph("And so on, to the second page and beyond. ".repeat(200)),
        ],
        made_at: info().released_at,
        ..Document::default()
    }
}

fn document_format() -> DocumentFormat {
    DOCUMENT_FORMATS.iter().copied().find(|format| format.name == "pdf").unwrap()
}

fn rules_of_document(written: &Document, expected: &Document, secrets: &Secrets) -> Vec<Rule> {
    let mut bytes = Vec::new();
    (document_format().write)(written, &mut bytes, &Cancel::default()).unwrap();
    let mut again = Vec::new();
    (document_format().write)(written, &mut again, &Cancel::default()).unwrap();
    assert_eq!(bytes, again, "differs from one time to the next");
    let mut input = Cursor::new(&bytes);
    let cancel = Cancel::default();
    let format = document_format();
    let proof = prove_document(&format, "x", "x notice.pdf", &mut input, expected, secrets, &cancel).unwrap();
    proof.rules_broken().into_iter().collect()
}

#[test]
fn a_document_proves_clean() {
    assert_eq!(rules_of_document(&document(), &document(), &Secrets::default()), []);
    let bare = Document { running: String::new(), ..document() };
    assert_eq!(rules_of_document(&bare, &bare, &Secrets::default()), []);
}

#[test]
fn a_document_that_says_more_is_not_proven() {
    let case = case_of(&["{{Adeyemi}} came"]);
    let secrets = Secrets::collect(&case, Policy::Final);
    let name = || "Adeyemi".to_owned();
    type Change = fn(&mut Document, String);
    let changes: [(&str, Change); 7] = [
        ("title", |d, name| d.title = name),
        ("running head", |d, name| d.running = name),
        ("heading", |d, name| d.blocks[0] = TextBlock::Heading(1, name)),
        ("paragraph", |d, name| d.blocks[1] = TextBlock::Paragraph(name)),
        ("one block more", |d, name| d.blocks.push(TextBlock::Paragraph(name))),
        ("item", |d, name| d.blocks[3] = TextBlock::Bullets(vec!["Names".to_owned(), name])),
        ("cell", |d, name| {
            let TextBlock::Table(table) = &mut d.blocks[6] else { panic!("no table") };
            table.rows[1][1] = name;
        }),
    ];
    for (what, change) in changes {
        let mut changed = document();
        change(&mut changed, name());
        let rules = rules_of_document(&changed, &document(), &secrets);
        assert!(!rules.is_empty(), "{what}");
    }
}

/// No line ends behind an opening bracket, so that a mark there once reached into the next column.
#[test]
fn marks_stay_in_their_column() {
    let mut case = case_of(&[]);
    for before in [
        "x[.*q=3Y*\\:H*`_${ ",
        "said in a note to the force (",
        "“",
        "a\u{a0}b\u{a0}c\u{a0}d\u{a0}e\u{a0}",
        "",
    ] {
        for after in ["", " )", "}]}]}]}]}]}]", "\u{a0}and so\u{a0}on\u{a0}and\u{a0}on", "”"] {
            let marked = format!("{before}{{{{Qwxyzil}}}}{after}");
            case.push_marked(&["01/02/2020", "Strzzkow", &marked, &marked]);
        }
    }
    proves_clean(&case, Policy::Draft);
}
