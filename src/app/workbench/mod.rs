//! The workbench: holds what is open and what is shown, and does what screens and keys ask for.

mod evidence;
mod hear;
mod leave;
mod newer;
mod words;

use std::path::{Path, PathBuf};

use eframe::egui::{self, ViewportCommand};

use super::action::{Action, Browse, Leaving, Screen};
use super::attaching::Attaching;
use super::browse::Browsing;
use super::clerk::ReleaseJob;
use super::dialogs::{Dialog, GoTo, Help, History, HouseTexts, Palette, SavePaper, WordList};
use super::intake::{Intake, Unlock};
use super::keys::{self, Here};
use super::notice::{News, Notice};
use super::screens::{self, Views};
use super::searching::Searching;
use super::session::{Origin, Session, Wake};
use super::settings::{Look, Settings, ZOOM};
use super::ui_command::{UiCommand, changed_keys, install_keys};
use super::window::{Opening, waker};
use super::{theme, time};
use crate::detect::Cancel;
use crate::reader::Reader;
use crate::review::{Change, Command, Imported};
use crate::sheet::{ReadOptions, Sheet};
use crate::store::{Key, Stamp};

/// All that the window holds.
pub struct Workbench {
    pub(super) settings: Settings,
    pub(super) screen: Screen,
    pub(super) session: Option<Session>,
    pub(super) intake: Option<Intake>,
    browsing: Option<Browsing>,
    attaching: Option<Attaching>,
    pub(super) dialog: Option<Dialog>,
    pub(super) notice: Option<Notice>,
    pub(super) views: Views,
    /// Files are held over the window.
    pub(super) is_dropping: bool,
    wake: Wake,
    /// How spreadsheets are read.
    reader: Reader,
    may_close: bool,
    /// The case is to be left as soon as all is saved.
    leaving: Option<Leaving>,
    /// The screen from which the officer was led to this one.
    pub(super) came_from: Option<Screen>,
}

impl std::fmt::Debug for Workbench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbench").field("screen", &self.screen).finish_non_exhaustive()
    }
}

impl Workbench {
    /// A workbench on the start screen, in this window. Without settings of its own it remembers
    /// nothing, and with a reader in this process it needs no program: both is what tests want.
    pub(super) fn new(ctx: &egui::Context, settings: Settings, reader: Reader) -> Workbench {
        Workbench::prepare(ctx);
        ctx.set_theme(egui::ThemePreference::from(settings.look));
        ctx.set_zoom_factor(settings.zoom);
        install_keys(&settings.keys);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let troubles = [&settings.house_trouble, &settings.phrases_trouble];
        let told: Vec<&str> = troubles.into_iter().flatten().map(String::as_str).collect();
        let notice = (!told.is_empty()).then(|| Notice::trouble(told.join(" ")));
        Workbench {
            settings,
            screen: Screen::Load,
            session: None,
            intake: None,
            browsing: None,
            attaching: None,
            dialog: None,
            notice,
            views: Views::default(),
            is_dropping: false,
            wake: waker(ctx),
            reader,
            may_close: false,
            leaving: None,
            came_from: None,
        }
    }

    /// Gives a window its typefaces and colours, which must be there before the first frame.
    pub fn prepare(ctx: &egui::Context) {
        theme::install(ctx);
    }

    /// A workbench that remembers nothing between two starts and reads in this process.
    pub fn forgetful(ctx: &egui::Context) -> Workbench {
        Workbench::new(ctx, Settings::default(), Reader::here())
    }

    /// Opens what the window was asked to open on.
    pub fn begin(&mut self, opening: Opening) {
        match opening {
            Opening::Start => {}
            Opening::File(path) => {
                if self.is_there(&path) {
                    self.open(path, Unlock::default());
                }
            }
            Opening::Sample => self.open_sample(),
        }
    }

    /// Draws one frame and does what was asked in it.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.advance(&ctx);
        self.take_drops(&ctx);
        self.go_on_leaving(&ctx);
        let here = self.here(&ctx);
        let mut out: Vec<Action> = Vec::new();
        if self.dialog.is_none() && self.intake.is_none() {
            // Keys act before the frame is drawn, so that it shows what they did; those after one that
            // opened a dialog were meant for the dialog.
            for command in keys::pressed(&ctx, here) {
                if self.dialog.is_none() {
                    self.run_all(&ctx, vec![Action::Run(command)]);
                }
            }
        }
        screens::show(self, ui, &mut out);
        if let Some(dialog) = &mut self.dialog {
            dialog.show(&ctx, self.session.as_ref(), here, &mut out);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            self.ask_before_closing(&ctx);
        }
        if !out.is_empty() {
            self.run_all(&ctx, out);
            ctx.request_repaint();
        }
    }

    fn open(&mut self, path: PathBuf, unlock: Unlock) {
        let (reader, officer) = (self.reader.clone(), self.settings.officer_or_account());
        self.intake = Some(Intake::open(path, unlock, reader, officer, self.wake.clone()));
    }

    fn open_sample(&mut self) {
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
    fn search(&mut self) {
        let Some(session) = &mut self.session else { return };
        let first_row = self.views.review.row().unwrap_or_default();
        let (everywhere, phrases) = (self.settings.always.clone(), self.settings.phrases.clone());
        let (workspace, wake) = (session.workspace().clone(), self.wake.clone());
        session.searching = Some(Searching::start(workspace, first_row, everywhere, phrases, wake));
    }

    fn run_open(&mut self, ctx: &egui::Context, path: PathBuf) {
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
    fn is_there(&mut self, path: &Path) -> bool {
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

    fn here(&self, ctx: &egui::Context) -> Here {
        let focused = ctx.memory(|memory| memory.focused());
        Here {
            screen: self.session.as_ref().map(|_| self.screen),
            may_review: self.session.as_ref().is_some_and(Session::may_review),
            is_on_control: focused.is_some_and(|id| !self.views.is_reading(id)),
            is_typing: ctx.text_edit_focused(),
        }
    }

    pub(super) fn run_all(&mut self, ctx: &egui::Context, actions: Vec<Action>) {
        for action in actions {
            self.run(ctx, action);
        }
    }

    fn run(&mut self, ctx: &egui::Context, action: Action) {
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
    fn keep_typed(&mut self) {
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

    /// A row led here: the screen it stands on is the one to go back to. Going on from entry to entry leads
    /// nowhere else.
    fn leads_to(&mut self, screen: Screen) {
        if self.screen != screen {
            self.came_from = Some(self.screen);
            self.screen = screen;
        }
    }

    /// Goes back to the screen that led here, with the keyboard where it was there.
    fn go_back(&mut self) {
        let Some(screen) = self.came_from else {
            self.notice = Some(Notice::refused("No row led here, so there is nowhere to go back to"));
            return;
        };
        self.show_screen(screen);
        if screen == Screen::Disclose {
            self.views.disclose.come_back();
        }
    }

    fn show_screen(&mut self, screen: Screen) {
        let Some(session) = &self.session else { return };
        if screen != Screen::Load && !session.may_review() {
            self.notice = Some(Notice::refused(
                "Make the case file first, at the end of Load: then every decision is saved as you make it",
            ));
            return;
        }
        self.screen = screen;
        self.came_from = None;
        self.notice = None;
        self.views.enter(screen, session);
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest belongs to the screens")]
    fn run_command(&mut self, ctx: &egui::Context, command: UiCommand) {
        // Why the last command was refused says nothing of this one.
        self.notice.take_if(|notice| notice.news == News::Refused);
        match command {
            UiCommand::Open => {
                self.browsing = Some(Browsing::start(Browse::Open, self.wake.clone()));
            }
            UiCommand::OpenSample => self.leave_safely(ctx, Leaving::Sample),
            UiCommand::CloseCase => self.leave_safely(ctx, Leaving::Close),
            UiCommand::GoToEntry => self.dialog = Some(Dialog::GoTo(GoTo::default())),
            UiCommand::Palette => self.dialog = Some(Dialog::Palette(Palette::default())),
            UiCommand::Help => self.dialog = Some(Dialog::Help(Help::default())),
            UiCommand::ChangeTheme => {
                let is_dark = ctx.theme() == egui::Theme::Dark;
                self.settings.look = if is_dark { Look::Light } else { Look::Dark };
                ctx.set_theme(egui::ThemePreference::from(self.settings.look));
                self.settings.save();
            }
            UiCommand::ZoomIn => self.zoom(ctx, self.settings.zoom + 0.1),
            UiCommand::ZoomOut => self.zoom(ctx, self.settings.zoom - 0.1),
            UiCommand::ZoomReset => self.zoom(ctx, 1.0),
            UiCommand::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            UiCommand::ShowLoad => self.show_screen(Screen::Load),
            UiCommand::ShowScope => self.show_screen(Screen::Scope),
            UiCommand::ShowPeople => self.show_screen(Screen::People),
            UiCommand::ShowReview => self.show_screen(Screen::Review),
            UiCommand::ShowReasons => self.show_screen(Screen::Reasons),
            UiCommand::ShowDisclose => self.show_screen(Screen::Disclose),
            UiCommand::ShowCheck => {
                self.show_screen(Screen::Disclose);
                self.views.disclose.show_check();
            }
            UiCommand::ShowIntruder => {
                self.show_screen(Screen::Disclose);
                self.views.disclose.show_intruder();
            }
            UiCommand::GoBack => self.go_back(),
            UiCommand::SearchAgain => self.search(),
            UiCommand::NewerExport => self.choose_newer(),
            UiCommand::TakeOffer => self.take_offer(),
            UiCommand::YourWords => self.show_words(WordList::default(), String::new(), None),
            UiCommand::HouseTexts => {
                self.dialog = Some(Dialog::HouseTexts(HouseTexts::new(self.settings.house_folder.clone())));
            }
            UiCommand::SaveExtract => {
                let row = self.views.review.row().filter(|_| self.screen == Screen::Review);
                if let Some(session) = &self.session {
                    self.dialog = Some(Dialog::SavePaper(SavePaper::extract_of(session, row.as_slice())));
                }
            }
            UiCommand::SaveExtension => self.save_extension(),
            UiCommand::History => self.dialog = Some(Dialog::History(History::default())),
            UiCommand::Undo | UiCommand::Redo => {
                let asked = if command == UiCommand::Undo { Command::Undo } else { Command::Redo };
                self.step_back_or_forth(&asked);
            }
            other => screens::run_command(self, ctx, other),
        }
    }

    pub(super) fn lay_beside(&self, path: PathBuf) {
        if let Some(session) = &self.session {
            session.clerk.earlier(path, self.reader.clone());
        }
    }

    /// Asks where the letter that extends the time is to be saved.
    fn save_extension(&mut self) {
        let Some(session) = &self.session else { return };
        match SavePaper::extension(session) {
            Some(dialog) => self.dialog = Some(Dialog::SavePaper(dialog)),
            None => {
                let sentence = "The time is not extended. Extend it under Reasons, Time and clock";
                self.notice = Some(Notice::refused(sentence));
            }
        }
    }

    /// Undo and redo go to where something changed, so that the officer sees it.
    fn step_back_or_forth(&mut self, asked: &Command) {
        let Some(session) = &self.session else { return };
        let touched = session
            .workspace()
            .plan(asked)
            .ok()
            .and_then(|event| session.workspace().changes_of(&event).first().cloned());
        if self.perform(asked)
            && let (Some(session), Some(change)) = (&self.session, touched)
        {
            self.views.show_change(self.screen, session, &change);
            if matches!(change, Change::Always { .. } | Change::Never { .. }) {
                self.search_for_other_words(true);
            }
        }
    }

    fn zoom(&mut self, ctx: &egui::Context, factor: f32) {
        self.settings.zoom = ((factor * 10.0).round() / 10.0).clamp(*ZOOM.start(), *ZOOM.end());
        ctx.set_zoom_factor(self.settings.zoom);
        self.settings.save();
    }

    fn reread(&mut self, options: ReadOptions) {
        let Some(session) = &self.session else { return };
        let Some(path) = session.origin.as_ref().and_then(|origin| origin.path.clone()) else { return };
        let (request, officer) = (session.workspace().request().clone(), session.officer.clone());
        let reader = self.reader.clone();
        self.intake = Some(Intake::reread(path, options, request, reader, officer, self.wake.clone()));
    }

    fn make_case(&mut self, path: PathBuf, key: Key, officer: String) {
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

    fn release(&mut self, out_dir: PathBuf, formats: Vec<crate::disclose::Format>, cancel: Cancel) {
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
