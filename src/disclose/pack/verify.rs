//! Proves an existing release folder again, against the case it was made from.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::fingerprint::fingerprint;
use super::write::search_certificate;
use super::{FileName, Folder, PackDocument, SCHEDULE_FORMATS, page_format, table_formats};
use crate::detect::Cancel;
use crate::disclose::certificate::{CERTIFICATE_NAME, Certificate, CertifiedFile, reader_of};
use crate::disclose::certificate_page::certificate_page;
use crate::disclose::document::prove_document;
use crate::disclose::proof::{Failure, Place, Proof, ReadError, Rule, prove};
use crate::disclose::schedule::schedule;
use crate::disclose::{Disclosure, Document, DocumentFormat, FORMATS, Format, Secrets};

/// What the second proof found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyReport {
    /// The certificate in the folder; its chain head is for the caller to compare.
    pub certificate: Certificate,
    /// Files that were proven.
    pub files: Vec<String>,
    /// Cells that are as they should be.
    pub cells: u64,
    /// What went wrong, at most the first of each file.
    pub failures: Vec<Failure>,
    /// How much went wrong in all.
    pub failure_count: u64,
}

/// Why a folder could not be proven at all.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The folder or a file cannot be read.
    #[error("The release cannot be read: {0}")]
    Io(#[from] io::Error),
    /// There is no certificate that can be understood.
    #[error(
        "The release has no certificate that this program can read. It was changed, or another version wrote it"
    )]
    Certificate,
    /// Somebody asked to stop.
    #[error("The proof was stopped")]
    Cancelled,
}

impl From<ReadError> for VerifyError {
    fn from(error: ReadError) -> VerifyError {
        match error {
            ReadError::Io(error) => VerifyError::Io(error),
            ReadError::Cancelled => VerifyError::Cancelled,
        }
    }
}

/// The certificate of a release folder: it says of which moment and whether a draft the disclosure
/// is that must be built to prove the folder against.
pub fn read_certificate(folder: &Path) -> Result<Certificate, VerifyError> {
    let json = fs::read_to_string(folder.join(CERTIFICATE_NAME))?;
    let certificate: Certificate = serde_json::from_str(&json).map_err(|_| VerifyError::Certificate)?;
    // Whatever a reader of JSON would pass over is not ours.
    let is_same = certificate.to_json().is_ok_and(|own| own == json);
    if is_same { Ok(certificate) } else { Err(VerifyError::Certificate) }
}

/// Proves every file of the folder against the disclosure and the documents of its release, and that
/// there is no other. Of each document at least one file must be there; those of the internal folder
/// do not count. The certificate's page is proven against what the certificate says.
pub fn verify_pack(
    folder: &Path,
    disclosure: &Disclosure,
    documents: &[PackDocument<'_>],
    secrets: &Secrets,
    cancel: &Cancel,
) -> Result<VerifyReport, VerifyError> {
    verify_with(folder, disclosure, documents, page_format(), secrets, cancel)
}

/// The same with the format of the certificate's page.
pub(super) fn verify_with(
    folder: &Path,
    disclosure: &Disclosure,
    documents: &[PackDocument<'_>],
    page: Option<DocumentFormat>,
    secrets: &Secrets,
    cancel: &Cancel,
) -> Result<VerifyReport, VerifyError> {
    let certificate = read_certificate(folder)?;
    let mut report =
        VerifyReport { certificate, files: Vec::new(), cells: 0, failures: Vec::new(), failure_count: 0 };
    let mut proof = Proof::new(secrets, CERTIFICATE_NAME);
    compare_certificate(&report.certificate, disclosure, &mut proof);
    report.add(&proof);

    let schedule = schedule(disclosure);
    let formats = table_formats(FORMATS);
    let known = known_files(&formats, disclosure, &schedule, documents);
    for file in report.certificate.files.clone() {
        let mut proof = Proof::new(secrets, CERTIFICATE_NAME);
        match known.iter().find(|known| known.file.name == file.name) {
            Some(known) => {
                proof = prove_file(folder, known, secrets, cancel)?;
                compare_entry(folder, &file, known, &mut proof)?;
            }
            None => proof.fail(Place::Value("file names"), Rule::Surplus),
        }
        report.add(&proof);
        report.files.push(file.name);
    }
    let mut proof = Proof::new(secrets, "release folder");
    let is_there = |format: &&Format| report.files.contains(&FileName::table(disclosure, format).name);
    let found: Vec<Format> = FORMATS.iter().filter(is_there).copied().collect();
    for format in table_formats(&found) {
        if !is_there(&&format) {
            proof.fail(Place::Value("data dictionary"), Rule::Missing);
        }
    }
    for format in &SCHEDULE_FORMATS {
        if !report.files.contains(&FileName::schedule(disclosure, format).name) {
            proof.fail(Place::Value("schedule"), Rule::Missing);
        }
    }
    for document in documents.iter().filter(|document| document.folder == Folder::Release) {
        if !document.files(disclosure).any(|(_, file)| report.files.contains(&file.name)) {
            proof.fail(Place::Value("documents"), Rule::Missing);
        }
    }
    report.add(&proof);
    if let Some(format) = &page {
        report.add_page(folder, format, cancel)?;
    }
    let mut proof = Proof::new(secrets, "release folder");
    for (at, name) in names(folder)?.iter().enumerate() {
        if name != CERTIFICATE_NAME && !report.files.contains(name) {
            proof.fail(Place::UnknownFile(at + 1), Rule::Surplus);
            proof.search(Place::UnknownFile(at + 1), name);
        }
    }
    report.add(&proof);
    Ok(report)
}

/// A file that may stand in the folder, and what it must hold.
struct KnownFile<'k> {
    file: FileName,
    format: &'k str,
    content: Content<'k>,
}

enum Content<'k> {
    Table(&'k Format, &'k Disclosure),
    Document(&'k DocumentFormat, &'k Document),
}

/// Every file that may stand in the folder beside the certificate and its page.
fn known_files<'k>(
    formats: &'k [Format],
    disclosure: &'k Disclosure,
    schedule: &'k Disclosure,
    documents: &'k [PackDocument<'_>],
) -> Vec<KnownFile<'k>> {
    let table = |format: &'k Format, file, table| KnownFile {
        file,
        format: format.name,
        content: Content::Table(format, table),
    };
    let tables = formats.iter().map(|format| table(format, FileName::table(disclosure, format), disclosure));
    let schedules =
        SCHEDULE_FORMATS.iter().map(|format| table(format, FileName::schedule(disclosure, format), schedule));
    let released = documents.iter().filter(|document| document.folder == Folder::Release);
    let papers = released.flat_map(|paper| {
        paper.files(disclosure).map(move |(format, file)| KnownFile {
            file,
            format: format.name,
            content: Content::Document(format, paper.document),
        })
    });
    tables.chain(schedules).chain(papers).collect()
}

impl VerifyReport {
    /// Whether nothing went wrong.
    pub fn is_clean(&self) -> bool {
        self.failure_count == 0
    }

    /// Proves the certificate's page against what the certificate says.
    fn add_page(
        &mut self,
        folder: &Path,
        format: &DocumentFormat,
        cancel: &Cancel,
    ) -> Result<(), VerifyError> {
        let page = certificate_page(&self.certificate);
        let content = Content::Document(format, &page);
        let known = KnownFile { file: FileName::page(format), format: format.name, content };
        // Whatever the page says beyond the certificate fails; the certificate has been searched.
        let secrets = Secrets::default();
        let proof = prove_file(folder, &known, &secrets, cancel)?;
        self.add(&proof);
        self.files.push(known.file.name);
        Ok(())
    }

    fn add(&mut self, proof: &Proof<'_>) {
        let (failures, count) = proof.failures();
        self.failures.extend_from_slice(failures);
        self.failure_count += count;
        self.cells += proof.cells();
    }
}

/// The names in a folder, in order; a name that is no text stands as nothing.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_file = entry.file_type()?.is_file();
        names.push(entry.file_name().into_string().ok().filter(|_| is_file).unwrap_or_default());
    }
    names.sort();
    Ok(names)
}

fn prove_file<'s>(
    folder: &Path,
    known: &KnownFile<'_>,
    secrets: &'s Secrets,
    cancel: &Cancel,
) -> Result<Proof<'s>, VerifyError> {
    let FileName { label, name } = &known.file;
    let mut input = match File::open(folder.join(name)) {
        Ok(input) => input,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut proof = Proof::new(secrets, label);
            proof.fail(Place::Container, Rule::Missing);
            return Ok(proof);
        }
        Err(error) => return Err(error.into()),
    };
    Ok(match known.content {
        Content::Table(format, table) => prove(format, label, name, &mut input, table, secrets, cancel),
        Content::Document(format, document) => {
            prove_document(format, label, name, &mut input, document, secrets, cancel)
        }
    }?)
}

/// What the certificate says of a file must be what the file is.
fn compare_entry(
    folder: &Path,
    entry: &CertifiedFile,
    known: &KnownFile<'_>,
    proof: &mut Proof<'_>,
) -> Result<(), VerifyError> {
    let (bytes, sha256) = match fingerprint(&folder.join(&entry.name)) {
        Ok(found) => found,
        // Told already.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if (bytes, &sha256) != (entry.bytes, &entry.sha256) {
        proof.fail(Place::Container, Rule::Fingerprint);
    }
    if entry.reader != reader_of(known.format) || (proof.is_clean() && entry.cells != proof.cells()) {
        proof.fail(Place::Value("what the certificate says of it"), Rule::PartDiffers);
    }
    Ok(())
}

/// The certificate must be the one that this disclosure would get, but for its files and the head
/// of the chain, which are compared otherwise, and for the version of the program that wrote it.
fn compare_certificate(found: &Certificate, disclosure: &Disclosure, proof: &mut Proof<'_>) {
    let mut expected = Certificate::new(disclosure, found.files.clone(), found.chain_head.clone());
    expected.version.clone_from(&found.version);
    let is_version = found.version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if *found != expected || !is_version {
        proof.fail(Place::Container, Rule::PartDiffers);
    }
    search_certificate(found, proof);
}
