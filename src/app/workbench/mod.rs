//! The workbench: holds what is open and what is shown, and draws it frame by frame.

mod commands;
mod evidence;
mod files;
mod going;
mod hear;
mod leave;
mod newer;
mod run;
mod words;

use eframe::egui;

use super::action::{Action, Leaving, Screen};
use super::attaching::Attaching;
use super::browse::Browsing;
use super::dialogs::Dialog;
use super::intake::{Intake, Unlock};
use super::keys::{self, Here};
use super::notice::Notice;
use super::screens::{self, Views};
use super::session::{Session, Wake};
use super::settings::Settings;
use super::theme;
use super::ui_command::install_keys;
use super::window::{Opening, waker};
use crate::reader::Reader;

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

    fn here(&self, ctx: &egui::Context) -> Here {
        let focused = ctx.memory(|memory| memory.focused());
        Here {
            screen: self.session.as_ref().map(|_| self.screen),
            may_review: self.session.as_ref().is_some_and(Session::may_review),
            is_on_control: focused.is_some_and(|id| !self.views.is_reading(id)),
            is_typing: ctx.text_edit_focused(),
        }
    }
}
