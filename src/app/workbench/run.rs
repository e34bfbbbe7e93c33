//! Doing what screens and dialogs ask for, in one place.

use eframe::egui;

use super::super::action::{Action, Screen};
use super::super::browse::Browsing;
use super::super::dialogs::Dialog;
use super::super::intake::Unlock;
use super::super::notice::Notice;
use super::super::time;
use super::super::ui_command::changed_keys;
use super::Workbench;
use crate::review::Command;
use crate::sheet::Sheet;

impl Workbench {
    pub(in crate::app) fn run_all(&mut self, ctx: &egui::Context, actions: Vec<Action>) {
        for action in actions {
            self.run(ctx, action);
        }
    }

    pub(super) fn run(&mut self, ctx: &egui::Context, action: Action) {
        self.keep_typed();
        match action {
            Action::Run(command) => self.run_command(ctx, command),
            Action::Review(command) => _ = self.perform(&command),
            Action::Decide(command) => {
                self.views.review.remember(&command);
                if self.perform(&command) {
                    self.offer_words(&command);
                    let Some(session) = &self.session else { return };
                    if self.screen == Screen::People {
                        self.views.people.go_on(session);
                    } else {
                        self.views.review.go_on(session);
                    }
                }
            }
            Action::GoTo { row, place } => {
                self.leads_to(Screen::Review);
                if let Some(session) = &self.session {
                    self.views.review.go_to(session, row, place);
                }
            }
            Action::GoToScope { row } => {
                self.leads_to(Screen::Scope);
                if let Some(session) = &self.session {
                    self.views.scope.go_to(session, row);
                }
            }
            Action::GoToLoad(part) => {
                self.leads_to(Screen::Load);
                self.views.load.go_to(part);
            }
            Action::GoToReasons(goal) => {
                let from = self.screen;
                self.show_screen(Screen::Reasons);
                if self.screen == Screen::Reasons {
                    self.came_from = Some(from).filter(|from| *from != Screen::Reasons);
                    self.views.reasons.go_to(goal);
                }
            }
            Action::Show(screen) => self.show_screen(screen),
            Action::Open(path) => self.run_open(ctx, path),
            Action::OpenWith { path, key } => self.open(path, Unlock { key: Some(key), password: None }),
            Action::OpenLocked { path, password } => {
                self.open(path, Unlock { key: None, password: Some(password) });
            }
            Action::ChooseNewer => self.choose_newer(),
            Action::ReadNewer { path, options } => self.read_newer(path, options),
            Action::TakeNewer(newer) => self.take_newer(*newer),
            Action::Reread(options) => self.reread(options),
            Action::MakeCase { path, key, officer } => self.make_case(path, key, officer),
            Action::Browse(asked) => self.browsing = Some(Browsing::start(asked, self.wake.clone())),
            Action::Dialog(dialog) => self.dialog = Some(dialog),
            Action::YourWords { list, words, kind } => self.show_words(list, words, kind),
            Action::KeepEverywhere(always) => self.keep_everywhere(always),
            Action::CloseDialog => {
                if let Some(Dialog::YourWords(words)) = self.dialog.take() {
                    self.search_for_other_words(words.has_changed());
                }
            }
            Action::KeepKeys => {
                self.settings.keys = changed_keys();
                if !self.settings.save() {
                    let sentence = "The keys work until you quit; the settings could not be saved";
                    self.notice = Some(Notice::trouble(sentence));
                }
            }
            // Done before every action.
            Action::KeepTyped => {}
            Action::StopSearch => {
                if let Some(searching) = self.session.as_ref().and_then(|session| session.searching.as_ref())
                {
                    searching.stop();
                }
            }
            Action::StopWaiting => {
                if let Some(intake) = &self.intake {
                    intake.cancel.cancel();
                }
            }
            Action::RetrySaving => {
                if let Some(session) = &self.session {
                    session.retry_saving();
                }
            }
            Action::Release { out_dir, formats, cancel } => self.release(out_dir, formats, cancel),
            Action::LayBeside(path) => self.lay_beside(path),
            Action::Attach { reason, path } => self.attach(reason, path),
            Action::SaveEvidence { sha256, name } => self.save_evidence(&sha256, &name),
            Action::Defend { row, place } => self.show_defence(row, place),
            Action::SavePaper { paper, path } => {
                if let Some(session) = &self.session {
                    session.clerk.save_paper(paper, path, session.officer.clone(), time::now());
                }
            }
            Action::ShowFolder(path) => {
                if let Err(error) = open::that_detached(&path) {
                    let place = path.display();
                    self.notice = Some(Notice::trouble(format!(
                        "The folder could not be shown ({error}). It is {place}"
                    )));
                }
            }
            Action::Leave(leaving) => self.leave(ctx, leaving),
        }
    }

    /// What stands in fields and is not saved yet is saved before anything else is done.
    pub(super) fn keep_typed(&mut self) {
        let Some(session) = &self.session else { return };
        let mut typed = self.views.load.take_unsaved(session);
        typed.extend(self.views.reasons.take_unsaved(session));
        for command in &typed {
            self.perform(command);
        }
    }

    /// Carries out an act of the officer. Whether it was done; else the notice says why not.
    pub(super) fn perform(&mut self, command: &Command) -> bool {
        let Some(session) = &mut self.session else { return false };
        let sheet: *const Sheet = session.workspace().sheet();
        match session.perform(command, time::now()) {
            Ok(()) => {
                self.notice = None;
                if !std::ptr::eq(sheet, session.workspace().sheet()) {
                    session.origin = None;
                    self.look_anew();
                }
                true
            }
            Err(error) => {
                self.notice = Some(Notice::refused(error.to_string()));
                false
            }
        }
    }
}
