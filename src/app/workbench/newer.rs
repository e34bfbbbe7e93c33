//! A newer export of the same data: asked for, read, looked at, taken.

use std::path::PathBuf;

use super::super::action::Screen;
use super::super::dialogs::{ChooseNewer, Dialog};
use super::super::intake::Intake;
use super::super::newer::{AskedNewer, Laid, Newer};
use super::super::notice::Notice;
use super::super::screens::Views;
use super::super::{time, words};
use super::Workbench;
use crate::review::Event;
use crate::sheet::ReadOptions;

impl Workbench {
    /// Asks which file it is, if one can be taken now.
    pub(super) fn choose_newer(&mut self) {
        match self.why_no_newer() {
            None => self.dialog = Some(Dialog::ChooseNewer(ChooseNewer::default())),
            Some(sentence) => self.notice = Some(Notice::refused(sentence)),
        }
    }

    fn why_no_newer(&self) -> Option<&'static str> {
        let session = self.session.as_ref()?;
        if session.path().is_none() {
            return Some(
                "Make the case file first, at the end of Load: a newer export is taken into a case file",
            );
        }
        if session.searching.is_some() {
            return Some("The search for personal data goes on. Load the newer export when it is done");
        }
        if self.views.disclose.is_releasing() {
            return Some(
                "A release is being written. Stop it or wait for its end, then load the newer export",
            );
        }
        None
    }

    /// Reads it and lays it beside the case, on a thread of its own.
    pub(super) fn read_newer(&mut self, path: PathBuf, options: Option<ReadOptions>) {
        self.dialog = None;
        if let Some(sentence) = self.why_no_newer() {
            self.notice = Some(Notice::refused(sentence));
            return;
        }
        let Some(session) = &self.session else { return };
        let (everywhere, phrases) = (self.settings.always.clone(), self.settings.phrases.clone());
        let asked = AskedNewer::new(session, path, options, everywhere, phrases);
        self.intake = Some(Intake::newer(asked, self.reader.clone(), self.wake.clone()));
    }

    /// Takes it, unless the case has changed since it was compared.
    pub(super) fn take_newer(&mut self, newer: Newer) {
        let refusal = self.why_no_newer();
        let Some(session) = &mut self.session else { return };
        let Ok(laid) = newer.found else { return };
        let Laid { rebased, compared } = &*laid;
        if let Some(sentence) = refusal {
            self.notice = Some(Notice::refused(sentence));
            return;
        }
        if session.event_count() != newer.event_count {
            let sentence = "The case has changed since the newer export was compared. Load it again";
            self.notice = Some(Notice::refused(sentence));
            return;
        }
        session.take_in(Event::Rebased(rebased.clone()), time::now());
        session.origin = Some(newer.origin);
        self.look_anew();
        self.screen = Screen::Review;
        self.notice = Some(Notice::done(format!(
            "The newer export is taken: {}, {}. Both can be listed alone, on the left",
            words::count(compared.new.len() as u64, "entry is new", "entries are new"),
            words::count(compared.changed.len() as u64, "is changed", "are changed"),
        )));
    }

    /// Another export is there: no screen shows the rows it showed.
    pub(super) fn look_anew(&mut self) {
        self.came_from = None;
        if let Some(session) = &self.session {
            self.views = Views::new(session);
        }
    }
}
