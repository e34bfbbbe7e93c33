//! A release from beginning to end: refused with what stands in the way, or built, written, read
//! back and proven. The command line and the window go through this one door.

use std::path::Path;

use jiff::Timestamp;

use super::{
    BuildInfo, ChainHead, DOCUMENT_FORMATS, Disclosure, Document, Folder, Format, InReference, InternalInfo,
    Named, Notice, NoticeError, NoticeVersion, PackDocument, PackError, PackReport, PackRequest, Secrets,
    build, extension_letter, file_name, named, notices, pack, write_pack,
};
use crate::detect::Cancel;
use crate::review::{Block, Policy, Workspace};
use crate::text::{SensitiveString, counted};

/// What to release, under whose name, and where to.
#[derive(Clone, Debug)]
pub struct Release<'r> {
    /// The case.
    pub workspace: &'r Workspace,
    /// How what is undecided is taken.
    pub policy: Policy,
    /// The moment of release.
    pub released_at: Timestamp,
    /// Who releases; self-asserted.
    pub officer: &'r str,
    /// Head of the case file's chain, if there is a case file.
    pub chain_head: Option<ChainHead>,
    /// The release folder; the internal one stands beside it.
    pub out_dir: &'r Path,
    /// In which formats.
    pub formats: &'r [Format],
    /// Files that the release must not touch: the source and the case file.
    pub protected: &'r [&'r Path],
}

/// Why there is no release. Nothing stands under the final names.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Something is not decided yet.
    #[error("Not released: {} things stand in the way. Nothing was written.", .0.len())]
    Blocked(Vec<Block>),
    /// Withheld words stand in the title, the public authority, the reference or a heading.
    #[error(
        "Not released: withheld words stand in {} outside the cells. Change the title or the public authority, \
         put the column out of scope, or say why the words may be part of the reference. Nothing was written.",
        counted(.0.len() as u64, "place", "places")
    )]
    Named(Vec<Named>),
    /// The notice is not complete, or does not agree with the marks.
    #[error("Not released: {0} Nothing was written.")]
    Notice(NoticeError),
    /// Withheld words stand in what people wrote in the notice.
    #[error(
        "Not released: withheld words stand in {} of the letter. Take them out, or settle the words with a \
         reason. Nothing was written.",
        counted(.0.len() as u64, "paragraph", "paragraphs")
    )]
    InNotice(Vec<InNotice>),
    /// It could not be written, or not be proven.
    #[error("{0}.")]
    Pack(PackError),
}

/// Withheld words in a paragraph of a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InNotice {
    /// Name of the paragraph.
    pub paragraph: String,
    /// The words; none where only several together are withheld.
    pub words: Vec<SensitiveString>,
}

/// The documents that go with a release, each with what its file is called. A draft has none: a letter that
/// nobody has read must not look like one.
pub fn release_documents(
    workspace: &Workspace,
    policy: Policy,
    released_at: Timestamp,
) -> Result<Vec<(&'static str, Document)>, NoticeError> {
    Ok(documents_of(&release_notices(workspace, policy, released_at)?))
}

fn documents_of(notices: &[(&'static str, Notice)]) -> Vec<(&'static str, Document)> {
    notices.iter().map(|(name, notice)| (*name, notice.document())).collect()
}

fn release_notices(
    workspace: &Workspace,
    policy: Policy,
    released_at: Timestamp,
) -> Result<Vec<(&'static str, Notice)>, NoticeError> {
    match policy {
        Policy::Draft => Ok(Vec::new()),
        Policy::Final => notices(workspace, policy, released_at),
    }
}

/// Documents as the pack takes them, in every format there is.
pub fn pack_documents<'d>(documents: &'d [(&'static str, Document)]) -> Vec<PackDocument<'d>> {
    let pack = |(stem, document): &'d (&'static str, Document)| PackDocument {
        document,
        stem,
        formats: DOCUMENT_FORMATS,
        folder: Folder::Release,
    };
    documents.iter().map(pack).collect()
}

/// The letter that extends the time, complete and without withheld words, and what it was searched for:
/// it goes out before all is decided, so what is undecided counts as withheld as suggested. `None` where
/// the time is not extended.
pub fn extension_to_send(
    workspace: &Workspace,
    made_at: Timestamp,
) -> Result<Option<(Document, Secrets)>, Refusal> {
    let Some(letter) = extension_letter(workspace, Policy::Final, NoticeVersion::Applicant, made_at) else {
        return Ok(None);
    };
    let missing = letter.missing();
    if !missing.is_empty() {
        return Err(Refusal::Notice(NoticeError::Missing(missing)));
    }
    let secrets = Secrets::collect(workspace, Policy::Draft);
    let found = withheld_in([&letter], &secrets);
    if found.is_empty() { Ok(Some((letter.document(), secrets))) } else { Err(Refusal::InNotice(found)) }
}

/// Withheld words in letters, paragraph by paragraph.
pub fn withheld_in<'n>(letters: impl IntoIterator<Item = &'n Notice>, secrets: &Secrets) -> Vec<InNotice> {
    let mut found: Vec<InNotice> = Vec::new();
    for notice in letters {
        for (paragraph, words) in notice.withheld_words(secrets) {
            // Both versions have most paragraphs.
            if found.iter().all(|other| other.paragraph != paragraph) {
                let words = words.into_iter().map(SensitiveString::new).collect();
                found.push(InNotice { paragraph: paragraph.to_owned(), words });
            }
        }
    }
    found
}

/// What a release is made of.
struct Prepared {
    disclosure: Disclosure,
    secrets: Secrets,
    notices: Vec<(&'static str, Notice)>,
}

/// All that is looked at before anything is written, once nothing stands in the way.
fn prepared(workspace: &Workspace, policy: Policy, released_at: Timestamp) -> Result<Prepared, Refusal> {
    let disclosure = build(workspace, policy, &build_info(released_at));
    let secrets = Secrets::collect(workspace, policy);
    if policy == Policy::Final {
        let name = file_name(&disclosure.meta().reference, "disclosure", "");
        let found = named(&disclosure, &name, &secrets);
        if !found.is_empty() {
            return Err(Refusal::Named(found));
        }
    }
    let notices = release_notices(workspace, policy, released_at).map_err(Refusal::Notice)?;
    let in_notice = withheld_in(notices.iter().map(|(_, notice)| notice), &secrets);
    if in_notice.is_empty() {
        Ok(Prepared { disclosure, secrets, notices })
    } else {
        Err(Refusal::InNotice(in_notice))
    }
}

/// Why a release made now would be refused before anything is written although nothing stands in the way;
/// what does is not looked for again.
pub fn refusal_now(workspace: &Workspace, now: Timestamp) -> Option<Refusal> {
    prepared(workspace, Policy::Final, now).err()
}

/// What every disclosure takes from outside the case.
pub fn build_info(released_at: Timestamp) -> BuildInfo {
    BuildInfo { released_at, program_version: env!("CARGO_PKG_VERSION").to_owned() }
}

impl Release<'_> {
    /// Refuses if something stands in the way, else builds, writes and proves. A draft is made
    /// whatever stands in the way, and says so in every file.
    pub fn run(&self, progress: pack::Progress<'_>, cancel: &Cancel) -> Result<PackReport, Refusal> {
        let Release { workspace, policy, released_at, officer, chain_head, out_dir, formats, protected } =
            self;
        if *policy == Policy::Final {
            let blocks = workspace.blocks();
            if !blocks.is_empty() {
                return Err(Refusal::Blocked(blocks));
            }
        }
        let Prepared { disclosure, secrets, notices } = prepared(workspace, *policy, *released_at)?;
        let documents = documents_of(&notices);
        let internal = InternalInfo {
            officer: (*officer).to_owned(),
            source: workspace.source().clone(),
            chain_head: chain_head.clone(),
            in_reference: workspace
                .words_in_reference()
                .map(|(words, reason)| InReference { words: words.to_owned(), reason: reason.to_owned() })
                .collect(),
        };
        let request = PackRequest {
            out_dir,
            case: *workspace,
            policy: *policy,
            disclosure: &disclosure,
            secrets: &secrets,
            formats,
            documents: &pack_documents(&documents),
            internal: &internal,
            protected,
        };
        write_pack(&request, progress, cancel).map_err(Refusal::Pack)
    }
}
