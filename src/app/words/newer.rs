//! A newer export beside the case, in words.

use super::count;
use crate::review::{AnswerKind, Compared, Loss, Lost, Newness};

/// What an entry is in the newer export.
pub(in crate::app) fn newness(newness: Newness) -> &'static str {
    match newness {
        Newness::New => "New in this export",
        Newness::Changed => "Changed in this export",
    }
}

/// The same on a tag.
pub(in crate::app) fn short(newness: Newness) -> &'static str {
    match newness {
        Newness::New => "New",
        Newness::Changed => "Changed",
    }
}

/// Why a decision does not fit.
pub(in crate::app) fn loss(lost: &Lost) -> &'static str {
    match (lost.why, lost.is_redaction) {
        (Loss::EntryGone, _) => "its entry is gone",
        (Loss::ColumnGone, _) => "its column is gone",
        (Loss::WordsGone, _) => "its words are gone",
        (Loss::OtherSurroundings, true) => "other words stand around them now, so they are asked about again",
        (Loss::OtherSurroundings, false) => "other words stand around them now",
    }
}

/// What was answered and is asked again.
pub(in crate::app) fn answer(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Misuse => "whether it relates to misuse: its text is another",
        AnswerKind::Release => "that it is released: its case or its text is not as it was",
        AnswerKind::Ongoing => "whether its case is ongoing: status or outcome are not as they were",
        AnswerKind::Criminal => "whether a criminal allegation is recorded: its case is not as it was",
    }
}

/// How many entries there are, in one line.
pub(in crate::app) fn entries(compared: &Compared) -> String {
    let Compared { before_count, now_count, .. } = compared;
    let order = if compared.is_reordered { ", in another order" } else { "" };
    format!(
        "{} in the case, {} in the newer export{order}",
        count(*before_count, "entry", "entries"),
        super::grouped((*now_count).into())
    )
}
