//! The paperwork as it stands: the notice, what it rests on, and what the legal checks say. Made on the
//! clerk's side: everything that is withheld is looked at.

use jiff::Timestamp;

use super::needs::{ReasonRow, reason_rows};
use crate::disclose::{InNotice, Notice, NoticeVersion, Secrets, extension_letter, notice, withheld_in};
use crate::review::{Lint, Policy, Use, Workspace};

/// The paperwork at one moment.
#[derive(Debug)]
pub(super) struct Papers {
    /// The refusal notice, in the version that was asked for.
    pub(super) notice: Notice,
    /// The letter that extends the time, where it is extended.
    pub(super) extension: Option<Notice>,
    /// Withheld words that stand in either, paragraph by paragraph: no letter goes out with them.
    pub(super) withheld: Vec<InNotice>,
    /// The reasons for which something is withheld, in the order of the uses.
    pub(super) reasons: Vec<ReasonRow>,
    /// What the legal checks say, settled or not.
    pub(super) lints: Vec<Lint>,
}

impl Papers {
    pub(super) fn of(workspace: &Workspace, version: NoticeVersion, now: Timestamp) -> Papers {
        let notice = notice(workspace, Policy::Final, version, now);
        let extension = extension_letter(workspace, Policy::Final, version, now);
        let secrets = Secrets::collect(workspace, Policy::Final);
        Papers {
            reasons: reason_rows(&notice.uses),
            withheld: withheld_in(std::iter::once(&notice).chain(&extension), &secrets),
            notice,
            extension,
            lints: workspace.lints(Policy::Final),
        }
    }

    /// What is withheld, by group, reason and exemption.
    pub(super) fn uses(&self) -> &[Use] {
        &self.notice.uses
    }

    /// Withheld words in this paragraph; none where it holds none.
    pub(super) fn withheld_in(&self, paragraph: &str) -> Option<&InNotice> {
        self.withheld.iter().find(|found| found.paragraph == paragraph)
    }

    /// Legal checks that nobody has settled.
    pub(super) fn open_lints(&self) -> usize {
        self.lints.iter().filter(|lint| lint.settled.is_none()).count()
    }
}
