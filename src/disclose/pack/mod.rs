//! The pack: the release folder with its files, its schedule and its certificate, and the internal
//! folder beside it. Everything is written and proven in a hidden folder first, so that the two
//! appear whole or not at all.

mod error;
mod fingerprint;
mod staging;
mod verify;
mod write;

pub use error::PackError;
pub use verify::{VerifyError, VerifyReport, read_certificate, verify_pack};
pub use write::{PackReport, PackRequest, write_pack};

/// The format of the page that a certificate makes.
const PAGE_FORMAT: &str = "pdf";

use super::file_names::file_name;
use super::{CERTIFICATE_NAME, DOCUMENT_FORMATS, Disclosure, Document, DocumentFormat, Format, csv};

/// What files of the released table are called, and those of the public schedule.
const TABLE: &str = "disclosure";
const SCHEDULE: &str = "schedule";
/// The formats of the public schedule.
const SCHEDULE_FORMATS: [Format; 2] = [csv::FORMAT, csv::dictionary::SCHEDULE];

/// These formats of the released table, with the data dictionary behind CSV.
fn table_formats(formats: &[Format]) -> Vec<Format> {
    let dictionary = |format: &Format| (format.name == csv::FORMAT.name).then_some(csv::dictionary::TABLE);
    formats.iter().flat_map(|format| [Some(*format), dictionary(format)]).flatten().collect()
}

/// Names of the files in the release folder of a request of this reference, in the order in which they
/// are written; `documents` are those that go with it.
pub fn released_names(reference: &str, formats: &[Format], documents: &[&str]) -> Vec<String> {
    let named = |what, formats: &[Format]| -> Vec<String> {
        formats.iter().map(|format| file_name(reference, what, format.extension)).collect()
    };
    let mut names = named(TABLE, &table_formats(formats));
    names.extend(named(SCHEDULE, &SCHEDULE_FORMATS));
    for document in documents {
        names.extend(DOCUMENT_FORMATS.iter().map(|f| file_name(reference, document, f.extension)));
    }
    names.push(CERTIFICATE_NAME.to_owned());
    names.extend(page_format().map(|format| FileName::page(&format).name));
    names
}

/// What the pack is doing. Files are told by what they are: a name may hold case text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage<'s> {
    /// A file is being written.
    Writing(&'s str),
    /// It is being read back and proven.
    Proving(&'s str),
    /// The folders are being put in place.
    Finishing,
}

/// Who is told what the pack is doing.
pub type Progress<'p> = &'p (dyn Fn(Stage<'_>) + Sync);

/// A document that goes with a release.
#[derive(Clone, Copy, Debug)]
pub struct PackDocument<'d> {
    /// The document.
    pub document: &'d Document,
    /// What stands in its files' names behind the reference, as `notice`.
    pub stem: &'d str,
    /// The formats in which it is written. A proof of a folder takes any of them, but at least one.
    pub formats: &'d [DocumentFormat],
    /// Where it goes.
    pub folder: Folder,
}

/// One of the two folders of a pack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Folder {
    /// To be sent. The document is searched for withheld words.
    Release,
    /// To be kept. The document may hold withheld words.
    Internal,
}

impl<'d> PackDocument<'d> {
    /// Its files, each with its format.
    fn files(&self, disclosure: &Disclosure) -> impl Iterator<Item = (&'d DocumentFormat, FileName)> {
        let stem = self.stem;
        self.formats.iter().map(move |format| (format, FileName::new(disclosure, stem, format.extension)))
    }
}

/// The format of the certificate's page, if this program can write it.
fn page_format() -> Option<DocumentFormat> {
    DocumentFormat::from_name(PAGE_FORMAT)
}

/// A file of the pack: what it is called in messages, and its name.
#[derive(Clone, PartialEq, Eq, Debug)]
struct FileName {
    label: String,
    name: String,
}

impl FileName {
    fn new(disclosure: &Disclosure, what: &str, extension: &str) -> FileName {
        let name = file_name(&disclosure.meta().reference, what, extension);
        FileName { label: format!("{what}.{extension}"), name }
    }

    /// A format's file of the released table.
    fn table(disclosure: &Disclosure, format: &Format) -> FileName {
        FileName::new(disclosure, TABLE, format.extension)
    }

    /// The page that a certificate makes. It names no reference, like the certificate itself.
    fn page(format: &DocumentFormat) -> FileName {
        let name = format!("certificate.{}", format.extension);
        FileName { label: name.clone(), name }
    }

    /// A format's file of the public schedule.
    fn schedule(disclosure: &Disclosure, format: &Format) -> FileName {
        FileName::new(disclosure, SCHEDULE, format.extension)
    }

    /// The schedule with words, in the internal folder.
    fn internal_schedule(disclosure: &Disclosure) -> FileName {
        FileName::new(disclosure, "internal schedule", csv::FORMAT.extension)
    }
}

#[cfg(test)]
mod tests;
