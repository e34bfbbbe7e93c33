//! Turns commands about the paperwork into changes.

use jiff::civil::Date;

use super::{
    Activity, Argument, Consultation, InterestPart, NoticeDetails, PaperworkChange, Part, SignOff, TimeSpent,
};
use crate::law::{self, Clock, ClockError, Group};
use crate::review::{Change, ReviewError, Workspace};

impl Workspace {
    /// Writes one part of an argument.
    pub(in crate::review) fn plan_argue(
        &self,
        reason: &str,
        part: Part,
        text: &str,
    ) -> Result<Vec<Change>, ReviewError> {
        self.plan_argument(reason, |argument| {
            let text = text.trim();
            if text.is_empty() {
                argument.parts.remove(&part);
            } else {
                argument.parts.insert(part, text.to_owned());
            }
        })
    }

    /// Writes down who was consulted.
    pub(in crate::review) fn plan_consulted(
        &self,
        reason: &str,
        consultation: Option<&Consultation>,
    ) -> Result<Vec<Change>, ReviewError> {
        let is_blank = |c: &Consultation| c.who.trim().is_empty() || c.view.trim().is_empty();
        if consultation.is_some_and(is_blank) {
            return Err(ReviewError::Blank { what: "who was consulted and what they said" });
        }
        self.plan_argument(reason, |argument| argument.consultation = consultation.cloned())
    }

    /// Changes an argument.
    pub(in crate::review) fn plan_argument(
        &self,
        reason: &str,
        edit: impl FnOnce(&mut Argument),
    ) -> Result<Vec<Change>, ReviewError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(ReviewError::NoReason);
        }
        if law::reason(reason).is_none() && !self.gives_reason(reason) {
            return Err(ReviewError::NoSuchReason);
        }
        let was = self.paperwork().argument(reason).clone();
        let mut now = was.clone();
        edit(&mut now);
        let (was, now) = (Box::new(was), Box::new(now));
        Ok(paperwork(PaperworkChange::Argument { reason: reason.to_owned(), was, now }))
    }

    /// Writes one part of a legitimate-interest record.
    pub(in crate::review) fn plan_weigh(&self, group: Group, part: InterestPart, text: &str) -> Vec<Change> {
        let was = self.paperwork().interest(group).clone();
        let mut now = was.clone();
        match text.trim() {
            "" => now.parts.remove(&part),
            text => now.parts.insert(part, text.to_owned()),
        };
        paperwork(PaperworkChange::Interest { group, was, now })
    }

    /// Asks for a notice, or for none.
    pub(in crate::review) fn plan_notice_wanted(&self, now: bool) -> Vec<Change> {
        paperwork(PaperworkChange::NoticeWanted { was: self.paperwork().notice_wanted, now })
    }

    /// Writes down the facts of the notice.
    pub(in crate::review) fn plan_notice_details(&self, now: &NoticeDetails) -> Vec<Change> {
        let was = Box::new(self.paperwork().notice.clone());
        paperwork(PaperworkChange::NoticeDetails { was, now: Box::new(now.clone()) })
    }

    /// Puts the officer's words in place of a paragraph, or the template's again.
    pub(in crate::review) fn plan_paragraph(
        &self,
        id: &str,
        text: Option<&str>,
    ) -> Result<Vec<Change>, ReviewError> {
        let id = id.trim();
        if id.is_empty() {
            return Err(ReviewError::Blank { what: "which paragraph it is" });
        }
        let was = self.paperwork().paragraphs.get(id).cloned();
        let now = text.map(|text| text.trim().to_owned());
        Ok(paperwork(PaperworkChange::Paragraph { id: id.to_owned(), was, now }))
    }

    /// Signs, or takes the signature back.
    pub(in crate::review) fn plan_sign_off(&self, now: Option<&SignOff>) -> Result<Vec<Change>, ReviewError> {
        if now.is_some_and(|sign_off| sign_off.by.trim().is_empty()) {
            return Err(ReviewError::Blank { what: "who signs" });
        }
        let was = self.paperwork().signed_off.clone();
        Ok(paperwork(PaperworkChange::SignOff { was, now: now.cloned() }))
    }

    /// Settles warnings and answers questions, all with the same words.
    pub(in crate::review) fn plan_settle_lints(
        &self,
        keys: &[String],
        reason: &str,
    ) -> Result<Vec<Change>, ReviewError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(ReviewError::NoReason);
        }
        let lints = self.lints(crate::review::Policy::Final);
        let mut changes = Vec::new();
        for key in keys {
            let lint = lints.iter().find(|lint| lint.key == *key).ok_or(ReviewError::NoSuchLint)?;
            if lint.severity == law::Severity::Blocks {
                return Err(ReviewError::LintBlocks);
            }
            let was = lint.settled.clone();
            let now = Some(reason.to_owned());
            changes.extend(paperwork(PaperworkChange::Lint { key: key.clone(), was, now }));
        }
        Ok(changes)
    }

    /// Writes down what has happened to the clock.
    pub(in crate::review) fn plan_clock(&self, now: &Clock) -> Result<Vec<Change>, ReviewError> {
        if now.starts_with.is_some_and(|at| at as usize >= self.request().texts.len()) {
            let count = self.request().texts.len();
            return Err(ReviewError::NoSuchRequestText { count });
        }
        now.check(self.clock_start()).map_err(|error: ClockError| ReviewError::Clock(error))?;
        let was = Box::new(self.paperwork().clock.clone());
        Ok(paperwork(PaperworkChange::Clock { was, now: Box::new(now.clone()) }))
    }

    /// Logs time.
    pub(in crate::review) fn plan_log_time(
        &self,
        activity: Activity,
        minutes: u32,
        on: Date,
        note: &str,
    ) -> Result<Vec<Change>, ReviewError> {
        if minutes == 0 {
            return Err(ReviewError::Blank { what: "how many minutes" });
        }
        let number = self.paperwork().time.keys().next_back().map_or(0, |last| last.saturating_add(1));
        let now = Some(TimeSpent { activity, minutes, on, note: note.trim().to_owned() });
        Ok(paperwork(PaperworkChange::Time { number, was: None, now }))
    }

    /// Takes logged time out again.
    pub(in crate::review) fn plan_unlog_time(&self, number: u32) -> Result<Vec<Change>, ReviewError> {
        let was = self.paperwork().time.get(&number).cloned();
        if was.is_none() {
            return Err(ReviewError::NotLogged);
        }
        Ok(paperwork(PaperworkChange::Time { number, was, now: None }))
    }
}

fn paperwork(change: PaperworkChange) -> Vec<Change> {
    vec![Change::Paperwork(change)]
}
