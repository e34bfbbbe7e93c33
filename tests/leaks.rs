//! Each way in which a disclosure has given words away elsewhere, done on purpose: a writer that
//! leaks so must be caught by the proof, its file deleted, and nothing released.
//!
//! The breaches are those listed by the Information Commissioner and in the press: the Police
//! Service of Northern Ireland (2023: an unmarked hidden sheet), Norfolk and Suffolk (2021–22: raw
//! data hidden in statistics), the Ministry of Defence (2022: hidden rows), Southend (2023: a
//! "locked" workbook), Islington (2012: source rows kept by pivot tables), Hackney (2013: values
//! cached behind an external link), and a redaction tool whose own log lists the names.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "leaks/dictionary.rs"]
mod dictionary;
#[path = "leaks/folder.rs"]
mod folder;
#[path = "leaks/objects.rs"]
mod objects;
#[path = "leaks/open_document.rs"]
mod open_document;
#[path = "leaks/page.rs"]
mod page;
#[path = "leaks/pages.rs"]
mod pages;
#[path = "leaks/parts.rs"]
mod parts;
#[path = "leaks/plain.rs"]
mod plain;
#[path = "disclose/support/mod.rs"]
mod support;
#[path = "leaks/workbook.rs"]
mod workbook;

use std::fs;
use std::path::Path;

use support::{FakeCase, info};
use withheld::detect::Cancel;
use withheld::disclose::{
    Disclosure, FORMATS, Format, InternalInfo, Output, PackError, PackReport, PackRequest, Rule, Secrets,
    WriteError, build, file_name, preflight, write_pack,
};
use withheld::review::Policy;

/// Withheld in the first entry.
const SECRET: &str = "Adeyemi";
/// Withheld in the second entry: long enough to be found whatever stands between its letters.
const LONG_SECRET: &str = "Oluwaseun Bankole";

type Writer = fn(&Disclosure, &mut dyn Output, &Cancel) -> Result<(), WriteError>;

/// A writer that leaks.
struct Leak {
    how: &'static str,
    write: Writer,
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
        documents: &[],
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

fn put(out: &mut dyn Output, bytes: &[u8]) -> Result<(), WriteError> {
    Ok(out.write_all(bytes)?)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

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
    let name = file_name(&case.request.reference, "disclosure", "csv");
    assert!(!preflight(&disclosure, &name, &secrets).is_empty(), "{how}: no word before");
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
    is_refused(|case| case.request.force = "Adeyemi Constabulary".to_owned(), "the public authority");
    let long = format!("{} Adeyemi", "x".repeat(120));
    is_refused(|case| case.request.reference = long, "a reference that a file name cuts off");
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
