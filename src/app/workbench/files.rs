//! Files of the case: opened, read again, made, searched, released.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::super::action::Leaving;
use super::super::clerk::ReleaseJob;
use super::super::intake::{Intake, Unlock};
use super::super::notice::Notice;
use super::super::searching::Searching;
use super::super::session::{Origin, Session};
use super::super::time;
use super::Workbench;
use crate::detect::Cancel;
use crate::review::Imported;
use crate::sheet::ReadOptions;
use crate::store::{Key, Stamp};

impl Workbench {
    pub(super) fn open(&mut self, path: PathBuf, unlock: Unlock) {
        let (reader, officer) = (self.reader.clone(), self.settings.officer_or_account());
        self.intake = Some(Intake::open(path, unlock, reader, officer, self.wake.clone()));
    }

    pub(super) fn open_sample(&mut self) {
        let officer = self.settings.officer_or_account();
        match Imported::sample_file() {
            Ok(read) => {
                let origin =
                    Origin { path: None, options: ReadOptions::default(), guesses: read.guesses.clone() };
                let session = Session::unsaved(Imported::sample(read), origin, officer, self.wake.clone());
                self.install(session);
            }
            Err(error) => self.notice = Some(Notice::trouble(error.to_string())),
        }
    }

    /// Searches for personal data, from the entry the officer is at.
    pub(super) fn search(&mut self) {
        let Some(session) = &mut self.session else { return };
        let first_row = self.views.review.row().unwrap_or_default();
        let (everywhere, phrases) = (self.settings.always.clone(), self.settings.phrases.clone());
        let (workspace, wake) = (session.workspace().clone(), self.wake.clone());
        session.searching = Some(Searching::start(workspace, first_row, everywhere, phrases, wake));
    }

    pub(super) fn run_open(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.dialog = None;
        if self.session.as_ref().is_some_and(|session| session.path() == Some(path.as_path())) {
            self.notice = Some(Notice::refused("This case is open already"));
            return;
        }
        if self.is_there(&path) {
            self.leave_safely(ctx, Leaving::Open(path));
        }
    }

    /// Whether there is a file to be opened; else the officer is told, and it is forgotten.
    pub(super) fn is_there(&mut self, path: &Path) -> bool {
        if path.exists() {
            return true;
        }
        self.settings.forget(path);
        let place = path.display();
        self.notice = Some(Notice::trouble(format!(
            "{place} is not there. It may have been moved or renamed, or the drive is not connected"
        )));
        false
    }

    pub(super) fn lay_beside(&self, path: PathBuf) {
        if let Some(session) = &self.session {
            session.clerk.earlier(path, self.reader.clone());
        }
    }

    pub(super) fn reread(&mut self, options: ReadOptions) {
        let Some(session) = &self.session else { return };
        let Some(path) = session.origin.as_ref().and_then(|origin| origin.path.clone()) else { return };
        let (request, officer) = (session.workspace().request().clone(), session.officer.clone());
        let reader = self.reader.clone();
        self.intake = Some(Intake::reread(path, options, request, reader, officer, self.wake.clone()));
    }

    pub(super) fn make_case(&mut self, path: PathBuf, key: Key, officer: String) {
        let Some(session) = &mut self.session else { return };
        self.settings.officer.clone_from(&officer);
        self.settings.save();
        session.officer.clone_from(&officer);
        let stamp = Stamp { at: time::now(), officer };
        let imported = session.workspace().imported().clone();
        // What was done before the name was given was done by the same officer.
        let named = session.unsaved_events().iter().cloned();
        let events = named.map(|(at, _, event)| (at, stamp.officer.clone(), event)).collect();
        self.intake = Some(Intake::make(path, key, imported, events, stamp, self.wake.clone()));
    }

    pub(super) fn release(
        &mut self,
        out_dir: PathBuf,
        formats: Vec<crate::disclose::Format>,
        cancel: Cancel,
    ) {
        let Some(session) = &self.session else { return };
        // Not twice: a second Enter may be on its way while the first is carried out.
        if !self.views.disclose.begin(session, cancel.clone()) {
            return;
        }
        let origin = session.origin.as_ref().and_then(|origin| origin.path.clone());
        let protected = session.path().map(Path::to_owned).into_iter().chain(origin).collect();
        session.clerk.release(ReleaseJob {
            out_dir,
            formats,
            at: time::now(),
            officer: session.officer.clone(),
            chain_head: session.chain_head(),
            protected,
            cancel,
        });
    }
}
