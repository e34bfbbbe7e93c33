//! What is left to do in each step of the work, as far as it takes longer than a frame to know. Made on the
//! clerk's side.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::blocks::{Home, home};
use super::clerk::Clerk;
use super::needs::reason_rows;
use crate::disclose::{NoticeVersion, Secrets, notice, withheld_in};
use crate::law::Rule;
use crate::review::{Block, Policy, Workspace};

/// What was left at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Left {
    /// Where what is about the sheet as a whole is put right.
    sheet: BTreeSet<Home>,
    /// Where all that stands in the way is. While much is left it is not asked for: it would take long, and what
    /// is counted anyway says enough.
    all: Option<BTreeSet<Home>>,
    /// Whether something is to be argued, written or checked.
    in_reasons: bool,
}

impl Left {
    pub(super) fn of(workspace: &Workspace, is_near_end: bool, now: Timestamp) -> Left {
        let homes = |blocks: Vec<Block>| blocks.iter().map(home).collect();
        Left {
            sheet: homes(workspace.blocks_of_the_sheet()),
            all: is_near_end.then(|| homes(workspace.blocks())),
            in_reasons: is_left_in_reasons(workspace, now),
        }
    }

    /// Whether something is left to settle in Load.
    pub(super) fn in_load(&self) -> bool {
        [Home::Request, Home::Hidden, Home::Columns].iter().any(|home| self.sheet.contains(home))
    }

    /// Whether the search does not hold any more: columns or lists of words are others since.
    pub(super) fn to_search(&self) -> bool {
        self.sheet.contains(&Home::Search)
    }

    /// Whether something that only Review puts right stands in the way, though every entry is read and decided;
    /// also where that is not known yet.
    pub(super) fn in_review(&self) -> bool {
        self.all.as_ref().is_none_or(|all| all.contains(&Home::Review))
    }

    pub(super) fn in_reasons(&self) -> bool {
        self.in_reasons || self.sheet.contains(&Home::Texts)
    }
}

/// Whether something is missing in what is argued, in the legal checks, or in the notice, if one is wanted. What
/// is known at once is asked first: as long as nobody has signed, nothing else has to be looked at.
fn is_left_in_reasons(workspace: &Workspace, now: Timestamp) -> bool {
    let paperwork = workspace.paperwork();
    if workspace.signature().is_none() && !paperwork.settled_lints.contains_key(Rule::NotSignedOff.name()) {
        return true;
    }
    if workspace.lints(Policy::Final).iter().any(|lint| lint.settled.is_none()) {
        return true;
    }
    let notice = notice(workspace, Policy::Final, NoticeVersion::Applicant, now);
    if reason_rows(&notice.uses).iter().any(|row| row.missing(paperwork) > 0) {
        return true;
    }
    if !paperwork.notice_wanted {
        return false;
    }
    let secrets = || Secrets::collect(workspace, Policy::Final);
    !notice.missing().is_empty() || !withheld_in(std::iter::once(&notice), &secrets()).is_empty()
}

/// The latest answer, which stands until the next one is there.
#[derive(Debug, Default)]
pub(super) struct Leftover {
    /// What was asked for last, and what was answered: after how many events, and whether for all.
    asked: Option<(u64, bool)>,
    answered: Option<(u64, bool)>,
    left: Option<Left>,
}

impl Leftover {
    /// Asks if anything has changed since; while an answer is on its way the next question waits.
    pub(super) fn update(&mut self, revision: u64, is_near_end: bool, clerk: &Clerk) {
        if self.asked == self.answered && self.answered != Some((revision, is_near_end)) {
            self.asked = Some((revision, is_near_end));
            clerk.left(revision, is_near_end);
        }
    }

    pub(super) fn hear(&mut self, revision: u64, left: Left) {
        if self.asked.is_some_and(|(asked, _)| asked == revision) {
            self.answered = self.asked;
            self.left = Some(left);
        }
    }

    /// What was left; nothing before the first answer.
    pub(super) fn left(&self) -> Option<&Left> {
        self.left.as_ref()
    }
}
