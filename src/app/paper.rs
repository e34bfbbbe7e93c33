//! Documents that the officer saves to a file of their own, beside a release. Made on the clerk's side.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::log::CaseLog;
use super::words;
use crate::disclose::{
    Challenged, Document, ExtractInfo, NoticeError, PaperError, Refusal, Secrets, defence_sheet,
    extension_to_send, extract, open_queries, write_evidence, write_paper,
};
use crate::review::{Kept, Place, Policy, Workspace};

/// A document, and what goes into it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Paper {
    /// Entries in full for the business area, by rows of the sheet, with questions.
    Extract { rows: Vec<u32>, questions: Vec<String>, reply_by: Option<Date> },
    /// The letter that extends the time for weighing the public interest.
    Extension,
    /// What a mark rests on, as it was shown.
    Defence(Arc<Document>),
    /// A copy of a file that is kept as evidence.
    Evidence(Arc<Kept>),
}

impl Paper {
    /// Writes it to a new file, reads it back and proves it, or says in a sentence why not.
    pub(super) fn save(
        &self,
        workspace: &Workspace,
        path: &Path,
        officer: String,
        at: Timestamp,
    ) -> Result<(), String> {
        let (document, secrets) = match self {
            Paper::Extract { rows, questions, reply_by } => {
                let queries = open_queries(workspace, rows);
                let info = ExtractInfo { made_at: at, officer, reply_by: *reply_by, queries };
                (extract(workspace, rows, questions, &info), Secrets::default())
            }
            Paper::Extension => match extension_to_send(workspace, at) {
                Ok(Some(letter)) => letter,
                Ok(None) => return Err("The time is not extended any more, so there is no letter".to_owned()),
                Err(refusal) => return Err(sentence(&refusal)),
            },
            // It is kept by the force and may hold withheld words.
            Paper::Defence(sheet) => (Document::clone(sheet), Secrets::default()),
            Paper::Evidence(kept) => return write_evidence(kept, path, false).map_err(told),
        };
        write_paper(&document, &secrets, path, false).map_err(told)
    }
}

/// What the marks at a place of an entry rest on, or all its marks.
pub(super) fn defence(
    workspace: &Workspace,
    row: u32,
    place: Option<Place>,
    log: &CaseLog,
    at: Timestamp,
) -> Result<Document, String> {
    let entry = workspace.entries(Policy::Final).iter().position(|entry| *entry == row);
    let Some(entry) = entry else {
        return Err("This entry is not within the request, so nothing of it is in a release".to_owned());
    };
    let challenged = place.map_or(Challenged::All, Challenged::Place);
    log.with_events(workspace, |log| defence_sheet(workspace, log, entry + 1, challenged, at))
        .map_err(|error| error.to_string().trim_end_matches('.').to_owned())
}

fn told(error: PaperError) -> String {
    error.to_string().trim_end_matches('.').to_owned()
}

/// Why there is no letter.
fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::InNotice(found) => {
            let found: Vec<String> = found.iter().map(words::withheld_words).collect();
            format!("Nothing was written: withheld words stand in the letter. {}", found.join(". "))
        }
        Refusal::Notice(NoticeError::Missing(missing)) => format!(
            "Nothing was written: the letter is not complete. {} under Notice",
            words::count(missing.len() as u64, "thing has to be written", "things have to be written")
        ),
        Refusal::Notice(NoticeError::Disagrees { .. })
        | Refusal::Blocked(_)
        | Refusal::Named(_)
        | Refusal::Pack(_) => refusal.to_string(),
    }
}
