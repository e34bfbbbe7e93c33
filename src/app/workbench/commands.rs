//! Doing what keys, the menu and the palette ask for; what belongs to a screen is handed on to it.

use eframe::egui::{self, ViewportCommand};

use super::super::action::{Browse, Leaving, Screen};
use super::super::browse::Browsing;
use super::super::dialogs::{Dialog, GoTo, Help, History, HouseTexts, Palette, SavePaper, WordList};
use super::super::notice::{News, Notice};
use super::super::screens;
use super::super::settings::{Look, ZOOM};
use super::super::ui_command::UiCommand;
use super::Workbench;
use crate::review::{Change, Command};

impl Workbench {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest belongs to the screens")]
    pub(super) fn run_command(&mut self, ctx: &egui::Context, command: UiCommand) {
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

    /// Asks where the letter that extends the time is to be saved.
    pub(super) fn save_extension(&mut self) {
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
    pub(super) fn step_back_or_forth(&mut self, asked: &Command) {
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

    pub(super) fn zoom(&mut self, ctx: &egui::Context, factor: f32) {
        self.settings.zoom = ((factor * 10.0).round() / 10.0).clamp(*ZOOM.start(), *ZOOM.end());
        ctx.set_zoom_factor(self.settings.zoom);
        self.settings.save();
    }
}
