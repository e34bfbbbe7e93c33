//! Documents of running text: the notice, the page of the certificate, an extract for consultation.
//!
//! A document is plain text in blocks, so that a reader can give back exactly what was written. What
//! people wrote of it is searched for withheld strings.

use jiff::Timestamp;

use super::format::{Input, Output, WriteError};
use super::proof::{Place, Proof, ReadError, Secrets};
use super::{docx, odt, pdf};
use crate::detect::Cancel;

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Its title; never empty.
    pub title: String,
    /// What stands at the head and foot of each page, as `Draft: not reviewed by a person`; may be
    /// empty.
    pub running: String,
    /// In reading order.
    pub blocks: Vec<TextBlock>,
    /// The moment of release; every time in the file comes from here.
    pub made_at: Timestamp,
    /// What of it is searched for withheld words.
    pub searched: Searched,
    /// Set small and with narrow margins where the format has pages, so that it fits on one.
    pub is_dense: bool,
}

/// What of a document is searched for withheld words. All of it has to be what was meant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Searched {
    /// Every text.
    #[default]
    All,
    /// What people wrote, and what comes from the sheet. The rest are words of the program’s own, which
    /// hold no secret even where somebody is called “May” or “Service”.
    These(Vec<String>),
}

/// A part of a document. Texts hold no line breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextBlock {
    /// A heading, from level 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A list whose order says nothing.
    Bullets(Vec<String>),
    /// Paragraphs of somebody else’s words.
    Quote(Vec<String>),
    /// A table with a heading row.
    Table(Table),
}

/// A table of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// Headings, left to right; none is empty.
    pub headings: Vec<String>,
    /// Rows as wide as the headings.
    pub rows: Vec<Vec<String>>,
}

/// A format of documents.
#[derive(Clone, Copy)]
pub struct DocumentFormat {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file name's extension.
    pub extension: &'static str,
    /// Writes a document.
    pub write: fn(&Document, &mut dyn Output, &Cancel) -> Result<(), WriteError>,
    /// Reads a file again and tells the proof everything it holds.
    pub read: fn(&mut dyn Input, &Document, &mut Proof<'_>, &Cancel) -> Result<(), ReadError>,
}

/// Every format of documents, in the order in which files are written.
pub const DOCUMENT_FORMATS: &[DocumentFormat] = &[docx::FORMAT, odt::FORMAT, pdf::DOCUMENT_FORMAT];

impl DocumentFormat {
    /// The format of this name.
    pub fn from_name(name: &str) -> Option<DocumentFormat> {
        DOCUMENT_FORMATS.iter().copied().find(|format| format.name.eq_ignore_ascii_case(name.trim()))
    }
}

impl std::fmt::Debug for DocumentFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Document {
    /// What is searched for withheld words.
    fn searched_texts(&self) -> Vec<&str> {
        match &self.searched {
            Searched::All => {
                let around = [self.title.as_str(), self.running.as_str()];
                around.into_iter().chain(self.texts()).collect()
            }
            Searched::These(texts) => texts.iter().map(String::as_str).collect(),
        }
    }

    /// Every text in reading order.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for block in &self.blocks {
            match block {
                TextBlock::Heading(_, text) | TextBlock::Paragraph(text) => texts.push(text.as_str()),
                TextBlock::Bullets(items) | TextBlock::Quote(items) => {
                    texts.extend(items.iter().map(String::as_str))
                }
                TextBlock::Table(table) => {
                    texts.extend(table.headings.iter().map(String::as_str));
                    texts.extend(table.rows.iter().flatten().map(String::as_str));
                }
            }
        }
        texts
    }
}

/// Proves a file of a document: its name, what people wrote of it, and all that its reader finds in it.
///
/// `label` is what the file is called in failures: its name may hold the very words.
pub fn prove_document<'s>(
    format: &DocumentFormat,
    label: &str,
    file_name: &str,
    input: &mut dyn Input,
    document: &Document,
    secrets: &'s Secrets,
    cancel: &Cancel,
) -> Result<Proof<'s>, ReadError> {
    let mut proof = Proof::new(secrets, label);
    proof.search(Place::FileName, file_name);
    for (at, text) in document.searched_texts().into_iter().enumerate() {
        proof.search(Place::Text(at + 1), text);
    }
    (format.read)(input, document, &mut proof, cancel)?;
    Ok(proof)
}
