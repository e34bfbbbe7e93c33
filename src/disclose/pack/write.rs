//! Writes a pack and proves it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::error::PackError;
use super::fingerprint::fingerprint;
use super::staging::{Staging, Target};
use super::{FileName, Folder, PackDocument, Progress, SCHEDULE_FORMATS, Stage, page_format, table_formats};
use crate::detect::Cancel;
use crate::disclose::certificate::{
    CERTIFICATE_NAME, Certificate, CertifiedFile, FullCertificate, InternalInfo, reader_of,
};
use crate::disclose::certificate_page::{certificate_page, full_certificate_page};
use crate::disclose::document::prove_document;
use crate::disclose::format::WriteError;
use crate::disclose::proof::{Place, Proof, Rule, prove};
use crate::disclose::schedule::schedule;
use crate::disclose::{Case, Disclosure, Document, DocumentFormat, Format, Secrets, internal};
use crate::review::Policy;

const BUFFER_BYTES: usize = 1 << 18;

/// What to release, and where.
pub struct PackRequest<'p, C: Case> {
    /// The release folder; the internal one stands beside it.
    pub out_dir: &'p Path,
    /// What was decided; only the internal schedule is made from it.
    pub case: &'p C,
    /// How undecided things were taken.
    pub policy: Policy,
    /// What is released.
    pub disclosure: &'p Disclosure,
    /// What must not leave.
    pub secrets: &'p Secrets,
    /// In which formats.
    pub formats: &'p [Format],
    /// What goes with the table.
    pub documents: &'p [PackDocument<'p>],
    /// For the full certificate.
    pub internal: &'p InternalInfo,
    /// Files that the release must not touch: the source and the case file.
    pub protected: &'p [&'p Path],
}

/// What was written and proven.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackReport {
    /// The release folder.
    pub release: PathBuf,
    /// The internal folder.
    pub internal: PathBuf,
    /// The full certificate, with the public one in it.
    pub certificate: FullCertificate,
}

/// Writes, reads back, proves, and only then puts the release in place.
pub fn write_pack<C: Case>(
    request: &PackRequest<'_, C>,
    progress: Progress<'_>,
    cancel: &Cancel,
) -> Result<PackReport, PackError> {
    write_with(request, page_format(), progress, cancel)
}

/// The same with the format of the certificate's page.
pub(super) fn write_with<C: Case>(
    request: &PackRequest<'_, C>,
    page: Option<DocumentFormat>,
    progress: Progress<'_>,
    cancel: &Cancel,
) -> Result<PackReport, PackError> {
    let begun = Instant::now();
    let target = Target::new(request.out_dir, request.protected)?;
    let report_paths = (target.release.clone(), target.internal.clone());
    let parent = target.parent.clone();
    let bytes_needed = estimate(request);
    let io = |error| PackError::io(&parent, error, bytes_needed);
    let staging = Staging::new(target).map_err(io)?;
    let mut pack = Pack {
        folder: staging.release(),
        parent: &parent,
        bytes_needed,
        request,
        progress,
        cancel,
        files: Vec::new(),
        texts_searched: 0,
    };

    for format in &table_formats(request.formats) {
        pack.add_table(format, FileName::table(request.disclosure, format), request.disclosure)?;
    }
    let schedule = schedule(request.disclosure);
    for format in &SCHEDULE_FORMATS {
        pack.add_table(format, FileName::schedule(request.disclosure, format), &schedule)?;
    }
    pack.add_documents(Folder::Release, request.secrets)?;
    let public = Certificate::new(
        request.disclosure,
        std::mem::take(&mut pack.files),
        request.internal.chain_head.clone(),
    );
    pack.add_certificate(&public)?;
    let texts_searched = pack.texts_searched;
    pack.add_page(page.as_ref(), &certificate_page(&public))?;
    pack.check_folder(&public, page.as_ref())?;

    pack.folder = staging.internal();
    pack.files.clear();
    pack.add_internal_schedule()?;
    // What is kept may hold the words; it is proven to be what was meant all the same.
    pack.add_documents(Folder::Internal, &Secrets::default())?;
    let internal_files = std::mem::take(&mut pack.files);
    let duration_ms = begun.elapsed().as_millis() as u64;
    let full = FullCertificate::new(
        public,
        internal_files,
        request.internal,
        request.secrets,
        texts_searched,
        duration_ms,
    );
    pack.add_page(page.as_ref(), &full_certificate_page(&full))?;
    let json = serde_json::to_string_pretty(&full).map_err(|error| io(error.into()))? + "\n";
    pack.write_bytes(CERTIFICATE_NAME, json.as_bytes())?;

    if cancel.is_cancelled() {
        return Err(PackError::Cancelled);
    }
    progress(Stage::Finishing);
    staging.finish().map_err(io)?;
    let (release, internal) = report_paths;
    Ok(PackReport { release, internal, certificate: full })
}

/// About how many bytes a pack takes: the table in every format, and the schedules.
fn estimate(request: &PackRequest<'_, impl Case>) -> u64 {
    const BYTES_PER_CELL: u64 = 4;
    const BYTES_PER_DOCUMENT: u64 = 1 << 17;
    let table = request.disclosure;
    let cells = (table.row_count() * table.columns().len()) as u64;
    let documents: usize = request.documents.iter().map(|document| document.formats.len()).sum();
    (table.byte_len() + cells * BYTES_PER_CELL) * (request.formats.len() as u64 + 1)
        + documents as u64 * BYTES_PER_DOCUMENT
}

/// A pack in the making.
struct Pack<'p, 'r, C: Case> {
    folder: PathBuf,
    parent: &'p Path,
    bytes_needed: u64,
    request: &'p PackRequest<'r, C>,
    progress: Progress<'p>,
    cancel: &'p Cancel,
    files: Vec<CertifiedFile>,
    texts_searched: u64,
}

impl<C: Case> Pack<'_, '_, C> {
    /// Writes a table, reads it back from disk and proves it.
    fn add_table(&mut self, format: &Format, file: FileName, table: &Disclosure) -> Result<(), PackError> {
        let FileName { label, name } = file;
        (self.progress)(Stage::Writing(&label));
        self.write_file(&name, |out| (format.write)(table, out, self.cancel))?;
        (self.progress)(Stage::Proving(&label));
        let path = self.folder.join(&name);
        let mut input = File::open(&path).map_err(|error| self.io(error))?;
        let proof = prove(format, &label, &name, &mut input, table, self.request.secrets, self.cancel)
            .map_err(|error| PackError::read(self.parent, error))?;
        let cells = self.judge(&proof)?;
        self.certify(name, cells, format.name)
    }

    /// Writes the documents of a folder, reads them back from disk and proves them.
    fn add_documents(&mut self, folder: Folder, secrets: &Secrets) -> Result<(), PackError> {
        let PackRequest { documents, disclosure, .. } = *self.request;
        for document in documents.iter().filter(|document| document.folder == folder) {
            for (format, file) in document.files(disclosure) {
                let name = file.name.clone();
                let texts = self.add_document(format, file, document.document, secrets)?;
                self.certify(name, texts, format.name)?;
            }
        }
        Ok(())
    }

    /// Writes the page of a certificate. It is made from what was searched already and from words of
    /// the program's own, so that it only has to be what was meant.
    fn add_page(&mut self, format: Option<&DocumentFormat>, page: &Document) -> Result<(), PackError> {
        if let Some(format) = format {
            self.add_document(format, FileName::page(format), page, &Secrets::default())?;
        }
        Ok(())
    }

    /// The number of texts of a document that was written and proven.
    fn add_document(
        &mut self,
        format: &DocumentFormat,
        file: FileName,
        document: &Document,
        secrets: &Secrets,
    ) -> Result<u64, PackError> {
        let FileName { label, name } = file;
        (self.progress)(Stage::Writing(&label));
        self.write_file(&name, |out| (format.write)(document, out, self.cancel))?;
        (self.progress)(Stage::Proving(&label));
        let mut input = File::open(self.folder.join(&name)).map_err(|error| self.io(error))?;
        let proof = prove_document(format, &label, &name, &mut input, document, secrets, self.cancel)
            .map_err(|error| PackError::read(self.parent, error))?;
        self.judge(&proof)
    }

    /// Notes what a proven file is, for the certificate.
    fn certify(&mut self, name: String, cells: u64, format: &str) -> Result<(), PackError> {
        let (bytes, sha256) = fingerprint(&self.folder.join(&name)).map_err(|error| self.io(error))?;
        self.files.push(CertifiedFile { name, bytes, sha256, cells, reader: reader_of(format) });
        Ok(())
    }

    /// Writes the public certificate. It must lie on disk as it was meant, and its values hold no
    /// withheld words; its other words are the program's own.
    fn add_certificate(&mut self, certificate: &Certificate) -> Result<(), PackError> {
        let json = certificate.to_json().map_err(|error| self.io(error.into()))?;
        self.write_bytes(CERTIFICATE_NAME, json.as_bytes())?;
        let mut proof = Proof::new(self.request.secrets, CERTIFICATE_NAME);
        search_certificate(certificate, &mut proof);
        let found = std::fs::read(self.folder.join(CERTIFICATE_NAME)).map_err(|error| self.io(error))?;
        if found != json.as_bytes() {
            proof.fail(Place::Container, Rule::PartDiffers);
        }
        self.judge(&proof)?;
        Ok(())
    }

    /// There must be no other file in the folder than those of the certificate, it and its page.
    fn check_folder(
        &mut self,
        certificate: &Certificate,
        page: Option<&DocumentFormat>,
    ) -> Result<(), PackError> {
        let mut proof = Proof::new(self.request.secrets, "release folder");
        let names = super::verify::names(&self.folder).map_err(|error| self.io(error))?;
        for (at, name) in names.iter().enumerate() {
            let is_page = page.is_some_and(|format| FileName::page(format).name == *name);
            let is_certified = certificate.files.iter().any(|file| file.name == *name);
            if name != CERTIFICATE_NAME && !is_page && !is_certified {
                proof.fail(Place::UnknownFile(at + 1), Rule::Surplus);
            }
        }
        self.judge(&proof)?;
        Ok(())
    }

    fn add_internal_schedule(&self) -> Result<(), PackError> {
        let FileName { label, name } = FileName::internal_schedule(self.request.disclosure);
        (self.progress)(Stage::Writing(&label));
        let PackRequest { case, policy, .. } = self.request;
        self.write_file(&name, |out| internal::write_schedule(*case, *policy, out, self.cancel))
    }

    fn write_bytes(&self, name: &str, bytes: &[u8]) -> Result<(), PackError> {
        self.write_file(name, |out| Ok(out.write_all(bytes)?))
    }

    fn write_file(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<(), WriteError>,
    ) -> Result<(), PackError> {
        let written = File::create_new(self.folder.join(name)).map_err(WriteError::Io).and_then(|file| {
            let mut out = BufWriter::with_capacity(BUFFER_BYTES, file);
            write(&mut out)?;
            out.flush()?;
            Ok(out.get_ref().sync_all()?)
        });
        written.map_err(|error| PackError::write(self.parent, error, self.bytes_needed))
    }

    /// The number of cells of a clean proof.
    fn judge(&mut self, proof: &Proof<'_>) -> Result<u64, PackError> {
        self.texts_searched += proof.texts_searched();
        if proof.is_clean() {
            return Ok(proof.cells());
        }
        let (failures, count) = proof.failures();
        Err(PackError::Proof { failures: failures.to_vec(), count })
    }

    fn io(&self, error: std::io::Error) -> PackError {
        PackError::io(self.parent, error, self.bytes_needed)
    }
}

/// Searches what a certificate says that is not the program's own words; hashes must be hashes.
pub(super) fn search_certificate(certificate: &Certificate, proof: &mut Proof<'_>) {
    proof.search(Place::Value("reference"), &certificate.reference);
    proof.search(Place::Value("version"), &certificate.version);
    for file in &certificate.files {
        proof.search(Place::Value("file names"), &file.name);
    }
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let heads = certificate.chain_head.iter().map(|head| &head.sha256);
    let mut hashes = certificate.files.iter().map(|file| &file.sha256).chain(heads);
    if !hashes.all(|hash| is_hex(hash)) {
        proof.fail(Place::Value("hashes"), Rule::PartDiffers);
    }
}
