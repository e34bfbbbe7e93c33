//! Leaving a case: nothing is lost without a question.

use std::time::{Duration, Instant};

use eframe::egui::{self, ViewportCommand};

use super::super::action::{Leaving, Screen};
use super::super::dialogs::{Dialog, Unsaved};
use super::super::intake::Unlock;
use super::super::notice::Notice;
use super::super::screens::Views;
use super::super::session::Session;
use super::super::time;
use super::Workbench;

/// Why the case stays open.
const RELEASING: &str = "A release is being written. Stop it or wait for its end, then close";

impl Workbench {
    /// Saves and closes. Called once the window is gone.
    pub(in crate::app) fn end(&mut self) {
        self.keep_typed();
        if let Some(session) = self.session.take() {
            // Whoever closes with something unsaved was asked before.
            let _ = session.close();
        }
    }

    /// Saves and closes the case, and goes back to the start screen.
    pub(super) fn close(&mut self) {
        let Some(session) = self.session.take() else { return };
        self.views = Views::default();
        self.screen = Screen::Load;
        self.notice = None;
        if let Err(cause) = session.close() {
            self.notice = Some(Notice::trouble(cause));
        }
    }

    /// What would be lost if the case were left now, and whether it was tried to save it.
    pub(super) fn unsaved(&self) -> Option<(String, bool)> {
        let session = self.session.as_ref()?;
        if let Some(cause) = &session.saving.failed {
            return Some((cause.clone(), true));
        }
        if let Some(cause) = self.views.unsaved(session) {
            return Some((cause, false));
        }
        // What was done to the sample was practice.
        let is_begun = !session.is_practice() && !session.unsaved_events().is_empty();
        let cause = "No case file was made yet. What you settled in Load would have to be done again";
        is_begun.then(|| (cause.to_owned(), false))
    }

    /// Leaves the case, if nothing is lost by it; else asks.
    pub(super) fn leave_safely(&mut self, ctx: &egui::Context, leaving: Leaving) {
        if self.views.disclose.is_releasing() {
            self.notice = Some(Notice::refused(RELEASING));
            return;
        }
        self.wait_for_saver();
        let is_in_flight = |session: &Session| session.path().is_some() && !session.saving.is_done();
        match self.unsaved() {
            // Asked or left once it is known what became of it.
            None if self.session.as_ref().is_some_and(is_in_flight) => self.leaving = Some(leaving),
            Some((cause, was_tried)) => {
                self.dialog = Some(Dialog::Unsaved(Unsaved { cause, was_tried, leaving }));
            }
            None => self.leave(ctx, leaving),
        }
    }

    pub(super) fn leave(&mut self, ctx: &egui::Context, leaving: Leaving) {
        match leaving {
            Leaving::Quit => {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::Close => self.close(),
            Leaving::Open(path) => self.open(path, Unlock::default()),
            Leaving::Sample => self.open_sample(),
        }
    }

    /// Gives the saver a moment, which is nearly always enough.
    fn wait_for_saver(&mut self) {
        const PATIENCE: Duration = Duration::from_millis(300);
        const STEP: Duration = Duration::from_millis(3);
        let Some(session) = &mut self.session else { return };
        let begun = Instant::now();
        while session.path().is_some()
            && !session.saving.is_done()
            && session.saving.failed.is_none()
            && begun.elapsed() < PATIENCE
        {
            std::thread::sleep(STEP);
            session.advance(time::now(), || false);
        }
    }

    /// Goes on leaving once what was being saved is saved, or could not be.
    pub(super) fn go_on_leaving(&mut self, ctx: &egui::Context) {
        if let Some(leaving) = self.leaving.take() {
            self.leave_safely(ctx, leaving);
        }
    }

    /// Keeps the window open while something would be lost.
    pub(super) fn ask_before_closing(&mut self, ctx: &egui::Context) {
        self.keep_typed();
        self.wait_for_saver();
        let is_done =
            self.session.as_ref().is_none_or(|session| session.path().is_none() || session.saving.is_done());
        if self.unsaved().is_some() || self.views.disclose.is_releasing() || !is_done {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leave_safely(ctx, Leaving::Quit);
        }
    }
}
