//! Certificates: what was released and what the proof did. The public one names no officer and says
//! nothing of the source; the full one stays with the force.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::schedule::guarded_cells;
use super::{Disclosure, Grounds, Secrets};
use crate::law::{ExemptionId, TextsUsed, style, texts_in_use};
use crate::review::Source;
use crate::text::hex;

/// Name of the certificate in the release folder and in the internal one.
pub const CERTIFICATE_NAME: &str = "certificate.json";

const PROGRAM: &str = "withheld";

/// What the proof of every file consists of, in plain words.
const CHECKS: [&str; 4] = [
    "Every file was read back from disk by a reader that shares no code with its writer.",
    "Every cell of a table and every text of a document is exactly what was to be released, and there is no other.",
    "Every part of every file is known, and there is no other part, property, name or comment.",
    "Titles, headings, file names and documents were searched for every withheld string, plain and in disguise.",
];

/// The certificate in the release folder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Name of the program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The moment of release.
    pub released_at: Timestamp,
    /// The request's reference.
    pub reference: String,
    /// Whether this is a draft.
    pub draft: bool,
    /// What a draft says of itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub notice: Option<String>,
    /// Rows of the table.
    pub entries: u64,
    /// Cases among them.
    pub cases: u64,
    /// Marks in the table.
    pub marks: u64,
    /// Marks that rest on each exemption, in the order of the Act. One that rests on two counts for
    /// both.
    pub exemptions: Vec<ExemptionCount>,
    /// Cells that got a leading `'` in CSV.
    pub guarded_cells: u64,
    /// The files, in the order in which they were written.
    pub files: Vec<CertifiedFile>,
    /// What was checked.
    pub checks: Vec<String>,
    /// Head of the case file's chain at the release.
    pub chain_head: Option<ChainHead>,
    /// The force's own texts that it was made under; where there are none, those of this version.
    #[serde(default, skip_serializing_if = "TextsUsed::is_built_in")]
    pub texts: TextsUsed,
}

/// A file that was proven.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertifiedFile {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// Cells or texts that were compared, headings included.
    pub cells: u64,
    /// Which reader read it back.
    pub reader: String,
}

/// How many marks rest on an exemption.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptionCount {
    /// Its canonical code, as `s31(1)(g)(2)(b)`.
    pub code: String,
    /// Marks in the table.
    pub marks: u64,
}

/// The end of a case file's chain: a case file that was put back to an earlier state lacks it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainHead {
    /// Number of the last record, from 1.
    pub sequence: u64,
    /// SHA-256 over all sealed records up to it, in lower-case hex.
    pub sha256: String,
}

/// The certificate that stays with the force.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullCertificate {
    /// What is public.
    pub public: Certificate,
    /// Documents of the internal folder, in the order in which they were written.
    pub internal_files: Vec<CertifiedFile>,
    /// Who released; self-asserted.
    pub officer: String,
    /// The file the case was imported from.
    pub source: Source,
    /// Different withheld strings that were searched for.
    pub strings_searched: u64,
    /// Withheld strings of one letter or of fewer than four digits, not searched for outside cells.
    pub strings_too_short: u64,
    /// Texts outside cells in which they were searched.
    pub texts_searched: u64,
    /// Withheld words that were let stay part of the request's reference. The public certificate is silent
    /// about them: it would tell that a number of the reference is a withheld one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_reference: Vec<InReference>,
    /// How long writing and proving took.
    pub duration_ms: u64,
}

/// Withheld words that are part of the request's reference, and why they may be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InReference {
    /// The words, folded.
    pub words: String,
    /// The officer's reason.
    pub reason: String,
}

/// What the full certificate takes from outside the disclosure.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct InternalInfo {
    /// Who releases.
    pub officer: String,
    /// The file the case was imported from.
    pub source: Source,
    /// Head of the case file's chain, if there is a case file.
    pub chain_head: Option<ChainHead>,
    /// Withheld words that were let stay part of the request's reference.
    pub in_reference: Vec<InReference>,
}

impl Certificate {
    /// The certificate of a disclosure and its files.
    pub fn new(
        disclosure: &Disclosure,
        files: Vec<CertifiedFile>,
        chain_head: Option<ChainHead>,
    ) -> Certificate {
        let meta = disclosure.meta();
        Certificate {
            program: PROGRAM.to_owned(),
            version: meta.program_version.clone(),
            released_at: meta.released_at,
            reference: meta.reference.clone(),
            draft: meta.is_draft,
            notice: meta.is_draft.then(|| style().draft.clone()),
            entries: disclosure.row_count() as u64,
            cases: meta.cases,
            marks: disclosure.mark_count(),
            exemptions: exemption_counts(disclosure),
            guarded_cells: guarded_cells(disclosure).iter().sum(),
            files,
            checks: CHECKS.map(str::to_owned).to_vec(),
            chain_head,
            texts: texts_in_use().clone(),
        }
    }

    /// The file's bytes; the same certificate gives the same bytes.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// SHA-256 of the file's bytes in lower-case hex, which the case file keeps.
    pub fn sha256(&self) -> Result<String, serde_json::Error> {
        Ok(hex(&Sha256::digest(self.to_json()?)))
    }
}

impl FullCertificate {
    /// The certificate for the force's own file.
    pub(super) fn new(
        public: Certificate,
        internal_files: Vec<CertifiedFile>,
        info: &InternalInfo,
        secrets: &Secrets,
        texts_searched: u64,
        duration_ms: u64,
    ) -> FullCertificate {
        FullCertificate {
            public,
            internal_files,
            officer: info.officer.clone(),
            source: info.source.clone(),
            strings_searched: secrets.len(),
            strings_too_short: secrets.too_short(),
            texts_searched,
            in_reference: info.in_reference.clone(),
            duration_ms,
        }
    }
}

/// What reads back the files of a format, which has this name on the command line.
pub(super) fn reader_of(format: &str) -> String {
    let how = match format {
        "csv" => "byte by byte",
        "csv-metadata" => "made anew and compared byte by byte",
        "xlsx" | "docx" | "ods" | "odt" => "container by bytes, XML by tokens",
        "pdf" => "every byte, object, tag and glyph",
        "html" => "tokens of a browser’s parser",
        _ => "no code of the writer",
    };
    format!("{} reader: {how}", format.to_uppercase())
}

fn exemption_counts(disclosure: &Disclosure) -> Vec<ExemptionCount> {
    let mut counts: BTreeMap<ExemptionId, u64> = BTreeMap::new();
    for (mark, uses) in disclosure.marks().iter().zip(disclosure.mark_uses()) {
        if let Grounds::Exempt(exemptions) = &mark.grounds {
            for exemption in exemptions {
                *counts.entry(*exemption).or_default() += uses;
            }
        }
    }
    let counts = counts.into_iter().filter(|(_, marks)| *marks > 0);
    counts.map(|(exemption, marks)| ExemptionCount { code: exemption.code().to_owned(), marks }).collect()
}
