//! Proof that a file holds what the disclosure says, and nothing else.
//!
//! Every visible cell must equal the disclosure. Whatever is not a cell must be known: a part of
//! the container that its reader expects exactly as it is. What is known but not constant (title,
//! headings, file name) and what is not known at all is searched for every withheld string.

mod in_reference;
mod independent;
mod index;
mod secrets;
mod views;

use std::collections::BTreeSet;
use std::fmt;
use std::io;

use super::{Disclosure, Format, Input};
use crate::detect::Cancel;
use crate::text::SensitiveString;

pub use independent::{KEY_BYTES, keyed_hashes, plain_words};
pub use secrets::Secrets;

/// Failures that are kept one by one; of a file that differs everywhere the first are enough.
const MOST_FAILURES: usize = 100;

/// What a proof found of one file.
#[derive(Debug)]
pub struct Proof<'s> {
    secrets: &'s Secrets,
    file: String,
    failures: Vec<Failure>,
    failure_count: u64,
    cells: u64,
    texts_searched: u64,
}

/// One thing that must not be. Names what, where and which rule, never the words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What the file is, as `disclosure.csv`; not its name, which may hold the very words.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong there.
    pub rule: Rule,
}

/// A place in a file, named without a word of what stands there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// The file's name.
    FileName,
    /// The file as a whole: its bytes, its container.
    Container,
    /// Behind the last row.
    End,
    /// A heading, by the number of its column.
    Heading {
        /// From 1.
        column: usize,
    },
    /// A cell.
    Cell {
        /// Number of the entry.
        entry: usize,
        /// From 1.
        column: usize,
    },
    /// A known part of the container.
    Part(&'static str),
    /// An unknown part, by its number in the container; its name may hold words.
    UnknownPart(usize),
    /// A named value of the file, such as its title.
    Value(&'static str),
    /// A text of a document that is searched, by its number in reading order.
    Text(usize),
    /// A file of the folder that does not belong there, by its number in the order of names.
    UnknownFile(usize),
}

/// What is checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rule {
    /// A cell holds exactly what the disclosure says.
    CellDiffers,
    /// Nothing is missing.
    Missing,
    /// There is nothing beyond what is expected.
    Surplus,
    /// The file is built as its format says, with nothing between or behind its parts.
    Container,
    /// A part that is not a table is exactly as expected.
    PartDiffers,
    /// No withheld words stand outside the cells.
    WithheldWords,
    /// Size and SHA-256 are those of the certificate.
    Fingerprint,
    /// The file can be opened and read.
    Unreadable,
}

/// Why a file could not be read back.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Somebody asked to stop.
    #[error("The proof was stopped")]
    Cancelled,
}

/// Proves a file of a released table: its name, its headings, and all that its reader finds in it.
///
/// `label` is what the file is called in failures: its name may hold the very words.
pub fn prove<'s>(
    format: &Format,
    label: &str,
    file_name: &str,
    input: &mut dyn Input,
    disclosure: &Disclosure,
    secrets: &'s Secrets,
    cancel: &Cancel,
) -> Result<Proof<'s>, ReadError> {
    let mut proof = Proof::new(secrets, label);
    search_known(disclosure, file_name, &mut proof);
    (format.read)(input, disclosure, &mut proof, cancel)?;
    Ok(proof)
}

/// What would block the release of this disclosure whatever the format: withheld words in its
/// title, its headings or its files' name. The officer can be told before anything is written.
pub fn preflight(disclosure: &Disclosure, file_name: &str, secrets: &Secrets) -> Vec<Failure> {
    let mut proof = Proof::new(secrets, "the disclosure");
    search_known(disclosure, file_name, &mut proof);
    proof.failures
}

/// The same with the words themselves, for the officer: what blocks it, place by place.
pub fn named(disclosure: &Disclosure, file_name: &str, secrets: &Secrets) -> Vec<Named> {
    let failures = preflight(disclosure, file_name, secrets);
    let texts = known_texts(disclosure, file_name);
    let of = |failure: Failure| {
        let text = texts.iter().find(|(place, _)| *place == failure.place).map_or("", |(_, text)| text);
        let words = secrets.found_in(text).into_iter().map(SensitiveString::new).collect();
        Named { place: failure.place, text: SensitiveString::new(text), words }
    };
    failures.into_iter().map(of).collect()
}

/// Withheld words outside the cells. Holds case text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Where they stand.
    pub place: Place,
    /// All that stands there.
    pub text: SensitiveString,
    /// The words; none where they stand there in a disguise.
    pub words: Vec<SensitiveString>,
}

/// Searches what is known but not constant: it is as expected, and may still hold withheld words.
fn search_known(disclosure: &Disclosure, file_name: &str, proof: &mut Proof<'_>) {
    for (place, text) in known_texts(disclosure, file_name) {
        proof.search(place, text);
    }
}

fn known_texts<'t>(disclosure: &'t Disclosure, file_name: &'t str) -> Vec<(Place, &'t str)> {
    let meta = disclosure.meta();
    let mut texts = vec![
        (Place::FileName, file_name),
        (Place::Value("title"), meta.title.as_str()),
        (Place::Value("public authority"), meta.force.as_str()),
        (Place::Value("reference"), meta.reference.as_str()),
    ];
    let own = disclosure.columns().iter().enumerate().filter(|(_, column)| !column.is_standard);
    texts.extend(own.map(|(at, column)| (Place::Heading { column: at + 1 }, column.heading.as_str())));
    texts
}

impl<'s> Proof<'s> {
    /// Begins the proof of a file, which is called `file` in failures.
    pub fn new(secrets: &'s Secrets, file: &str) -> Proof<'s> {
        Proof {
            secrets,
            file: file.to_owned(),
            failures: Vec::new(),
            failure_count: 0,
            cells: 0,
            texts_searched: 0,
        }
    }

    /// Something is wrong.
    pub fn fail(&mut self, place: Place, rule: Rule) {
        self.failure_count += 1;
        if self.failures.len() < MOST_FAILURES {
            self.failures.push(Failure { file: self.file.clone(), place, rule });
        }
    }

    /// One cell is as it should be.
    pub fn count_cell(&mut self) {
        self.cells += 1;
    }

    /// Searches text that is not a cell for withheld words in every disguise.
    pub fn search(&mut self, place: Place, text: &str) {
        self.texts_searched += 1;
        if views::of_text(text).iter().any(|view| self.secrets.is_in(view)) {
            self.fail(place, Rule::WithheldWords);
        }
    }

    /// Searches bytes that are not a cell, as text of every encoding.
    pub fn search_bytes(&mut self, place: Place, bytes: &[u8]) {
        self.texts_searched += 1;
        let texts = views::of_bytes(bytes);
        if texts.iter().flat_map(|text| views::of_text(text)).any(|view| self.secrets.is_in(&view)) {
            self.fail(place, Rule::WithheldWords);
        }
    }

    /// What went wrong, and how often in all.
    pub fn failures(&self) -> (&[Failure], u64) {
        (&self.failures, self.failure_count)
    }

    /// Whether nothing went wrong.
    pub fn is_clean(&self) -> bool {
        self.failure_count == 0
    }

    /// Cells that are as they should be, headings included.
    pub fn cells(&self) -> u64 {
        self.cells
    }

    /// Texts outside cells that were searched.
    pub fn texts_searched(&self) -> u64 {
        self.texts_searched
    }

    /// What went wrong, once each.
    pub fn rules_broken(&self) -> BTreeSet<Rule> {
        self.failures.iter().map(|failure| failure.rule).collect()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.file, self.place, self.rule)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::FileName => f.write_str("the file's name"),
            Place::Container => f.write_str("the file as a whole"),
            Place::End => f.write_str("behind the last row"),
            Place::Heading { column } => write!(f, "heading of column {column}"),
            Place::Cell { entry, column } => write!(f, "entry {entry}, column {column}"),
            Place::Part(name) => write!(f, "part {name}"),
            Place::UnknownPart(number) => write!(f, "part number {number} of the container"),
            Place::Value(name) => f.write_str(name),
            Place::Text(number) => write!(f, "text number {number} of the document"),
            Place::UnknownFile(number) => write!(f, "file number {number} in the order of names"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rule::CellDiffers => "does not hold exactly what the disclosure says",
            Rule::Missing => "something is missing here",
            Rule::Surplus => "holds something that does not belong there",
            Rule::Container => "is not built as it should be",
            Rule::PartDiffers => "is not exactly as expected",
            Rule::WithheldWords => "holds withheld words",
            Rule::Fingerprint => "is not the file that the certificate names",
            Rule::Unreadable => "cannot be read",
        })
    }
}
