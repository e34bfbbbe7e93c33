//! Files that are kept in the case as evidence: above all the reply of the business area. A file is kept once,
//! whatever it is attached to, and is never part of a release.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Argument, Change, Decision, Event, Policy, ReviewError, Workspace};
use crate::sheet::CellId;
use crate::text::{Span, hex};

/// Bytes of a file at most.
pub const MOST_EVIDENCE_BYTES: u64 = 25_000_000;
/// Bytes of all files of a case at most: they are held in memory while the case is open.
pub const MOST_EVIDENCE_IN_ALL: u64 = 250_000_000;
/// Letters of a name at most.
const MOST_NAME: usize = 255;

/// The content of a file that the case keeps.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Kept {
    sha256: String,
    content: Vec<u8>,
}

/// A file attached to what is argued for a reason. What it holds is kept apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceFile {
    /// Its name, without a folder. May hold case text.
    pub name: String,
    /// Its size in bytes.
    pub byte_len: u64,
    /// SHA-256 of what it holds, in lower-case hex.
    pub sha256: String,
    /// When it was attached.
    pub attached: Timestamp,
}

/// As it stands in the case file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    sha256: String,
    content: String,
}

impl Kept {
    /// Takes the content of a file over.
    pub fn new(content: Vec<u8>) -> Kept {
        let sha256 = hex(&Sha256::digest(&content));
        Kept { sha256, content }
    }

    /// SHA-256 in lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What it holds.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Its size in bytes.
    pub fn byte_len(&self) -> u64 {
        self.content.len() as u64
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes kept>", self.content.len())
    }
}

impl From<Kept> for Written {
    fn from(kept: Kept) -> Written {
        Written { sha256: kept.sha256, content: STANDARD.encode(&kept.content) }
    }
}

impl TryFrom<Written> for Kept {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Kept, &'static str> {
        let content = STANDARD.decode(&written.content).map_err(|_| "the content is not base64")?;
        let kept = Kept::new(content);
        if kept.sha256 == written.sha256 { Ok(kept) } else { Err("the content has another SHA-256") }
    }
}

impl Workspace {
    /// What is kept under this SHA-256.
    pub fn kept(&self, sha256: &str) -> Option<&Arc<Kept>> {
        self.evidence.get(sha256)
    }

    /// Bytes of all files that are kept.
    pub fn kept_bytes(&self) -> u64 {
        self.evidence.values().map(|kept| kept.byte_len()).sum()
    }

    /// Every attached file with the reason that it is attached to, by reason and in the order in which they
    /// were attached.
    pub fn evidence(&self) -> impl Iterator<Item = (&str, &EvidenceFile)> {
        let arguments = &self.paperwork().arguments;
        arguments
            .iter()
            .flat_map(|(reason, argument)| argument.evidence.iter().map(move |file| (reason.as_str(), file)))
    }

    /// The files attached to the reasons that withhold words of a cell, or the whole cell where no words are
    /// named; each file once.
    pub fn evidence_at(&self, cell: CellId, span: Option<Span>, policy: Policy) -> Vec<&EvidenceFile> {
        let reasons: Vec<String> = match span {
            Some(span) => {
                let decided = self.decisions_in(cell).filter(|(place, _)| place.span.touches(span));
                let decided = decided.filter_map(|(_, decision)| match decision {
                    Decision::Redact { exemptions: _, reason } => Some(reason.clone()),
                    Decision::Keep { reason: _ } => None,
                });
                let undecided = self.undecided_in(cell).filter(|finding| finding.span.touches(span));
                let suggested = undecided.filter_map(|finding| self.suggestion(finding));
                decided.chain(suggested.map(|suggestion| suggestion.reason.to_owned())).collect()
            }
            None => match self.withholding(cell.row, policy) {
                Some(whole) => vec![whole.reason],
                None => vec![self.column_reason(cell.column).to_owned()],
            },
        };
        let mut found: Vec<&EvidenceFile> = Vec::new();
        for file in reasons.iter().flat_map(|reason| &self.paperwork().argument(reason).evidence) {
            if found.iter().all(|other| other.sha256 != file.sha256) {
                found.push(file);
            }
        }
        found
    }

    /// The event that puts a file into the case, to be attached to this reason next; none where the case keeps
    /// it already. An error where it could not be attached then: a file that is attached to nothing would only
    /// take room.
    pub fn plan_keep(&self, kept: Kept, reason: &str) -> Result<Option<Event>, ReviewError> {
        self.plan_argument(reason, |_| {})?;
        if self.paperwork().argument(reason.trim()).file(kept.sha256()).is_some() {
            return Err(ReviewError::AttachedAlready);
        }
        if self.kept(kept.sha256()).is_some() {
            return Ok(None);
        }
        if self.kept_bytes().saturating_add(kept.byte_len()) > MOST_EVIDENCE_IN_ALL {
            return Err(ReviewError::TooMuchEvidence);
        }
        Ok(Some(Event::Kept(Arc::new(kept))))
    }

    pub(super) fn plan_attach(
        &self,
        reason: &str,
        name: &str,
        sha256: &str,
        at: Timestamp,
    ) -> Result<Vec<Change>, ReviewError> {
        let kept = self.kept(sha256).ok_or(ReviewError::NotKept)?;
        let name = plain_name(name);
        if name.is_empty() {
            return Err(ReviewError::Blank { what: "what the file is called" });
        }
        if self.paperwork().argument(reason.trim()).file(sha256).is_some() {
            return Err(ReviewError::AttachedAlready);
        }
        let file = EvidenceFile { name, byte_len: kept.byte_len(), sha256: sha256.to_owned(), attached: at };
        self.plan_argument(reason, |argument| argument.evidence.push(file))
    }

    pub(super) fn plan_detach(&self, reason: &str, sha256: &str) -> Result<Vec<Change>, ReviewError> {
        if self.paperwork().argument(reason.trim()).file(sha256).is_none() {
            return Err(ReviewError::NotAttached);
        }
        self.plan_argument(reason, |argument| argument.evidence.retain(|file| file.sha256 != sha256))
    }
}

impl Argument {
    /// The attached file with this SHA-256.
    pub fn file(&self, sha256: &str) -> Option<&EvidenceFile> {
        self.evidence.iter().find(|file| file.sha256 == sha256)
    }
}

/// A name on one line, without the folder before it.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_NAME).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_nothing_else() {
        let kept = Kept::new(b"\x00The reply.\xff".to_vec());
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Kept>(&json).unwrap(), kept);
        assert_eq!(format!("{kept:?}"), "<12 bytes kept>");
        for (from, to) in [("AFRo", "AFRp"), ("AFRo", "A!Ro"), (kept.sha256().split_at(4).0, "0000")] {
            assert!(json.contains(from), "{from} in {json}");
            assert!(serde_json::from_str::<Kept>(&json.replacen(from, to, 1)).is_err(), "{to}");
        }
    }

    #[test]
    fn a_name_has_no_folder_and_one_line() {
        for (name, expected) in [
            ("reply.msg", "reply.msg"),
            ("/home/a/reply.msg", "reply.msg"),
            ("C:\\Users\\a\\reply.msg", "reply.msg"),
            (" a\nb.txt ", "a b.txt"),
            ("..", ".."),
            ("a/", ""),
        ] {
            assert_eq!(plain_name(name), expected, "{name:?}");
        }
    }
}
