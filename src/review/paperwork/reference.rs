//! Words that are withheld somewhere and are part of the request's own reference: "4471/23" where 4471 is a
//! withheld collar number. Nobody can give a request another number, so the officer may say why they stand in
//! it; they still may stand nowhere else.

use super::PaperworkChange;
use crate::review::open::folded;
use crate::review::plan::checked_reason;
use crate::review::{Change, ReviewError, Workspace};

impl Workspace {
    /// Words that may be part of the reference as it stands now, folded, each with the officer's reason.
    pub fn words_in_reference(&self) -> impl Iterator<Item = (&str, &str)> {
        let reference = self.request().reference.trim();
        let settled = self.paperwork().in_reference.iter();
        settled
            .filter(move |((of, _), _)| of == reference)
            .map(|((_, words), why)| (words.as_str(), why.as_str()))
    }

    pub(in crate::review) fn plan_settle_reference(
        &self,
        words: &[String],
        reason: &str,
    ) -> Result<Vec<Change>, ReviewError> {
        let now = Some(checked_reason(reason)?);
        let reference = self.request().reference.trim().to_owned();
        let within = format!(" {} ", folded(&reference));
        if words.is_empty() {
            return Err(ReviewError::NoWords);
        }
        let change = |words: &String| {
            let words = folded(words);
            if words.is_empty() || !within.contains(&format!(" {words} ")) {
                return Err(ReviewError::NotInReference);
            }
            let was = self.paperwork().in_reference.get(&(reference.clone(), words.clone())).cloned();
            let (reference, now) = (reference.clone(), now.clone());
            Ok(Change::Paperwork(PaperworkChange::InReference { reference, words, was, now }))
        };
        words.iter().map(change).collect()
    }
}
