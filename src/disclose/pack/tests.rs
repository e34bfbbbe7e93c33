//! The documents of a pack and the page of its certificate, in a format that is always there.

use std::fs;
use std::path::Path;

use super::verify::{names, verify_with};
use super::write::write_with;
use super::{Folder, PackDocument, PackReport, PackRequest};
use crate::detect::Cancel;
use crate::disclose::{
    Certificate, Disclosure, Document, DocumentFormat, ExemptionCount, InternalInfo, Rule, Secrets,
    TextBlock, build, build_info, certificate_page, full_certificate_page,
};
use crate::review::{Imported, Policy, Workspace};

const RELEASED: [&str; 6] = [
    "certificate.docx",
    "certificate.json",
    "notice.docx",
    "notice.odt",
    "schedule.csv",
    "schedule.csv-metadata.json",
];
const KEPT: [&str; 4] = ["certificate.docx", "certificate.json", "extract.odt", "internal schedule.csv"];

fn document(text: &str) -> Document {
    let blocks = vec![TextBlock::Paragraph(text.to_owned())];
    Document { title: "A notice".to_owned(), blocks, ..Document::default() }
}

fn named(name: &str) -> DocumentFormat {
    DocumentFormat::from_name(name).unwrap()
}

fn disclosure(policy: Policy) -> Disclosure {
    let case = Workspace::new(Imported::default());
    build(&case, policy, &build_info(jiff::Timestamp::UNIX_EPOCH))
}

fn write(out_dir: &Path, documents: &[PackDocument<'_>], policy: Policy) -> PackReport {
    let internal = InternalInfo { officer: "A. Officer".to_owned(), ..InternalInfo::default() };
    let request = PackRequest {
        out_dir,
        case: &Workspace::new(Imported::default()),
        policy,
        disclosure: &disclosure(policy),
        secrets: &Secrets::default(),
        formats: &[],
        documents,
        internal: &internal,
        protected: &[],
    };
    write_with(&request, Some(named("docx")), &|_| {}, &Cancel::default()).unwrap()
}

/// Writes a pack with documents and a page, lets it be changed, and gives the rules that it breaks then.
fn broken(change: impl FnOnce(&Path)) -> Vec<Rule> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let (notice, extract) = (document("Released."), document("Kept."));
    let (both, one) = (["docx", "odt"].map(named), [named("odt")]);
    let documents = [
        PackDocument { document: &notice, stem: "notice", formats: &both, folder: Folder::Release },
        PackDocument { document: &extract, stem: "extract", formats: &one, folder: Folder::Internal },
    ];
    let report = write(&out, &documents, Policy::Final);
    assert_eq!((names(&out).unwrap(), names(&report.internal).unwrap()), (list(&RELEASED), list(&KEPT)));
    assert_eq!(report.certificate.internal_files.len(), 1);
    change(&out);
    let (disclosure, page) = (disclosure(Policy::Final), Some(named("docx")));
    let cancel = Cancel::default();
    let found = verify_with(&out, &disclosure, &documents, page, &Secrets::default(), &cancel).unwrap();
    found.failures.iter().map(|failure| failure.rule).collect()
}

fn list(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn put(path: &Path, document: &Document) {
    let mut bytes = Vec::new();
    (named("docx").write)(document, &mut bytes, &Cancel::default()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A certificate that was changed, with the page that it makes.
fn with(change: fn(&mut Certificate)) -> Vec<Rule> {
    broken(|out| {
        let mut changed = super::read_certificate(out).unwrap();
        change(&mut changed);
        fs::write(out.join("certificate.json"), changed.to_json().unwrap()).unwrap();
        put(&out.join("certificate.docx"), &certificate_page(&changed));
    })
}

#[test]
fn a_pack_proves_again_with_its_documents_and_its_page() {
    assert_eq!(broken(|_| {}), []);
    assert_eq!(with(|_| {}), []);
}

#[test]
fn a_page_that_says_something_else_is_found() {
    let rules = broken(|out| {
        let mut page = certificate_page(&super::read_certificate(out).unwrap());
        page.blocks.push(TextBlock::Paragraph("Adeyemi".to_owned()));
        put(&out.join("certificate.docx"), &page);
    });
    assert_eq!(rules, [Rule::PartDiffers]);
    assert_eq!(broken(|out| fs::remove_file(out.join("certificate.docx")).unwrap()), [Rule::Missing]);
}

#[test]
fn a_document_that_was_changed_is_found() {
    let rules = broken(|out| put(&out.join("notice.docx"), &document("Released!")));
    assert_eq!(rules, [Rule::CellDiffers, Rule::Fingerprint]);
    assert_eq!(broken(|out| fs::remove_file(out.join("notice.odt")).unwrap()), [Rule::Missing]);
    let rules = broken(|out| fs::write(out.join("extract.odt"), "x").unwrap());
    assert_eq!(rules, [Rule::Surplus]);
}

#[test]
fn what_the_certificate_says_of_a_file_is_compared() {
    assert_eq!(with(|changed| changed.files[0].reader.push('.')), [Rule::PartDiffers]);
    assert_eq!(with(|changed| changed.files[1].cells += 1), [Rule::PartDiffers]);
    assert_eq!(with(|changed| changed.files[2].bytes += 1), [Rule::Fingerprint]);
    let other = |changed: &mut Certificate| {
        changed.exemptions.push(ExemptionCount { code: "s40(1)".to_owned(), marks: 1 });
    };
    assert_eq!(with(other), [Rule::PartDiffers]);
}

#[test]
fn a_release_without_its_notice_is_not_whole() {
    let rules = broken(|out| {
        let mut changed = super::read_certificate(out).unwrap();
        changed.files.retain(|file| !file.name.starts_with("notice"));
        fs::write(out.join("certificate.json"), changed.to_json().unwrap()).unwrap();
        put(&out.join("certificate.docx"), &certificate_page(&changed));
        for name in ["notice.docx", "notice.odt"] {
            fs::remove_file(out.join(name)).unwrap();
        }
    });
    assert_eq!(rules, [Rule::Missing]);
}

#[test]
fn only_the_internal_page_names_the_officer() {
    let folder = tempfile::tempdir().unwrap();
    let full = write(&folder.path().join("out"), &[], Policy::Draft).certificate;
    let (public, kept) = (certificate_page(&full.public), full_certificate_page(&full));
    let says = |page: &Document, words: &str| page.texts().iter().any(|text| text.contains(words));
    assert!(says(&kept, "A. Officer") && !says(&public, "A. Officer"));
    assert_eq!(kept.running, "OFFICIAL-SENSITIVE");
    assert_eq!(public.running, "Draft: not reviewed by a person");
    let words = public.texts().concat().replace(' ', "");
    assert!(words.contains(&full.public.sha256().unwrap()), "the page names the certificate");
}
