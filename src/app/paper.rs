//! Documents that the officer saves to a file of their own, beside a release. Made on the clerk's side.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::words;
use crate::disclose::{
    ExtractInfo, NoticeError, Refusal, Secrets, extension_to_send, extract, open_queries, write_paper,
};
use crate::review::Workspace;

/// A document, and what goes into it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Paper {
    /// Entries in full for the business area, by rows of the sheet, with questions.
    Extract { rows: Vec<u32>, questions: Vec<String>, reply_by: Option<Date> },
    /// The letter that extends the time for weighing the public interest.
    Extension,
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
        };
        write_paper(&document, &secrets, path, false).map_err(|error| {
            let sentence = error.to_string();
            sentence.strip_suffix('.').map_or_else(|| sentence.clone(), str::to_owned)
        })
    }
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
