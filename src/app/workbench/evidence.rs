//! Files that are attached as evidence, and the defence sheet.

use std::path::{Path, PathBuf};

use super::super::action::Screen;
use super::super::attaching::Attaching;
use super::super::dialogs::{Dialog, SavePaper};
use super::super::notice::Notice;
use super::super::{time, words};
use super::Workbench;
use crate::review::{Command, Kept, Place};
use crate::store;

impl Workbench {
    /// Begins to attach a file to what is argued for a reason.
    pub(super) fn attach(&mut self, reason: String, path: PathBuf) {
        if self.attaching.is_some() {
            self.notice = Some(Notice::refused("Another file is being attached: wait a moment"));
            return;
        }
        self.attaching = Some(Attaching::start(path, reason, self.wake.clone()));
    }

    /// Hears of the file that is being attached.
    pub(super) fn hear_attaching(&mut self) {
        let Some(attaching) = &self.attaching else { return };
        let Some(read) = attaching.hear() else { return };
        let reason = attaching.reason.clone();
        self.attaching = None;
        match read {
            Ok((name, kept)) => self.take_evidence(reason, name, kept),
            Err(sentence) => self.not_attached(sentence),
        }
    }

    fn take_evidence(&mut self, reason: String, name: String, kept: Kept) {
        let now = time::now();
        let Some(session) = &mut self.session else { return };
        let (sha256, size) = (kept.sha256().to_owned(), words::file_size(kept.byte_len()));
        let told = format!("Attached: {}, {size}", words::snippet(&name, 60));
        let attach = Command::Attach { reason: reason.clone(), name, sha256, at: now };
        match session.workspace().plan_keep(kept, &reason) {
            Ok(Some(event)) => session.take_in(event, now),
            Ok(None) => {}
            Err(error) => return self.not_attached(error.to_string()),
        }
        if self.perform(&attach) {
            self.notice = Some(Notice::done(told));
            if matches!(self.dialog, Some(Dialog::Attach(_))) {
                self.dialog = None;
            }
        } else if let Some(notice) = self.notice.take() {
            self.not_attached(notice.text);
        }
    }

    fn not_attached(&mut self, sentence: String) {
        match &mut self.dialog {
            Some(Dialog::Attach(attach)) => attach.fail(sentence),
            Some(_) | None => self.notice = Some(Notice::trouble(sentence)),
        }
    }

    /// The reason that a file which is dropped now is attached to; `None` where it would be opened.
    pub(in crate::app) fn drops_are_evidence(&self) -> Option<String> {
        if let Some(Dialog::Attach(attach)) = &self.dialog {
            return Some(attach.reason().to_owned());
        }
        let is_here = self.screen == Screen::Reasons && self.session.is_some() && self.dialog.is_none();
        is_here.then(|| self.views.reasons.argued().map(str::to_owned)).flatten()
    }

    /// Takes a file that was dropped where it can be evidence. A case file is opened all the same.
    pub(super) fn drop_evidence(&mut self, path: &Path) -> bool {
        match self.drops_are_evidence() {
            Some(reason) if !store::is_case_file(path) => {
                self.attach(reason, path.to_owned());
                true
            }
            Some(_) | None => false,
        }
    }

    /// Shows what the mark at this place rests on, or the whole entry, to be saved.
    pub(super) fn show_defence(&mut self, row: u32, place: Option<Place>) {
        let Some(session) = &self.session else { return };
        session.clerk.defend(row, place, session.log().clone(), time::now());
        self.dialog = Some(Dialog::SavePaper(SavePaper::defence(session, row, place)));
    }

    /// Asks where a copy of an attached file goes.
    pub(super) fn save_evidence(&mut self, sha256: &str, name: &str) {
        let Some(session) = &self.session else { return };
        match session.workspace().kept(sha256) {
            Some(kept) => {
                let dialog = SavePaper::evidence(session, kept.clone(), name);
                self.dialog = Some(Dialog::SavePaper(dialog));
            }
            None => {
                let sentence = "The case does not hold the content of this file. Please report it";
                self.notice = Some(Notice::trouble(sentence));
            }
        }
    }
}
