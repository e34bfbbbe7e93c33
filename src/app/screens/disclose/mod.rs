//! Disclose: the check, the intruder view, the preview, the release and its certificate. The release stands
//! on the right all the time, with what keeps it from being pressed.

mod certificate;
mod check;
mod form;
mod look_rows;
mod outside;
mod panel;
mod paper;
mod preview;
mod refused;
mod rows;

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};

use super::super::action::Action;
use super::super::dialogs::{ConfirmRelease, Dialog};
use super::super::earlier::Earlier;
use super::super::looks::Checked;
use super::super::notice::Notice;
use super::super::outside::Outside;
use super::super::preview::Preview;
use super::super::session::Session;
use super::super::theme::{medium, palette, size};
use super::super::ui_command::UiCommand;
use super::super::widgets::{Look, keyed, muted, segments, word};
use super::super::words;
use crate::detect::Cancel;
use crate::disclose::{PackError, PackReport, Refusal};
use check::CheckList;
use form::{Form, Running};
use outside::OutsideView;
use preview::PreviewTable;

/// How the Disclose screen is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct DiscloseView {
    part: Part,
    list: CheckList,
    outside: OutsideView,
    preview: PreviewTable,
    form: Form,
    running: Option<Running>,
    refused: Option<Refusal>,
    /// What was typed elsewhere and is not saved: a release would be without it.
    unsaved: Option<String>,
    /// Releases since the case was opened, oldest first.
    released: Vec<PackReport>,
    refusal: Option<String>,
    pane: Pane,
    wants_pane: Option<Pane>,
}

/// What is shown on the left.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Part {
    #[default]
    Check,
    Intruder,
    Preview,
    Certificate,
}

/// Parts of the screen that F6 goes around.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    #[default]
    Page,
    Release,
}

impl DiscloseView {
    /// The screen is shown from now on.
    pub(in crate::app) fn enter(&mut self, session: &Session) {
        self.form.prefill(session);
        self.list.update(session);
    }

    /// Goes to the check, to the line that was left last.
    pub(in crate::app) fn show_check(&mut self) {
        self.part = Part::Check;
        self.come_back();
    }

    /// Goes to the release as somebody outside reads it.
    pub(in crate::app) fn show_intruder(&mut self) {
        self.part = Part::Intruder;
        self.come_back();
    }

    /// The page has the keyboard again, where it was left.
    pub(in crate::app) fn come_back(&mut self) {
        (self.pane, self.wants_pane) = (Pane::Page, Some(Pane::Page));
    }

    pub(in crate::app) fn checked(&mut self, revision: u64, checked: Checked) {
        let refusal = self.list.checked(revision, checked);
        // How the last attempt to write went is told until it is dismissed.
        if !matches!(self.refused, Some(Refusal::Pack(_))) {
            self.refused = refusal;
        }
    }

    /// What was typed elsewhere and is not saved, if anything.
    pub(in crate::app) fn hear_of_unsaved(&mut self, unsaved: Option<String>) {
        self.unsaved = unsaved;
    }

    /// An earlier release is laid beside this one from now on, or none any more.
    pub(in crate::app) fn lay_beside(&mut self, earlier: Option<Arc<Earlier>>) {
        self.outside.lay_beside(earlier);
    }

    pub(in crate::app) fn read_outside(&mut self, revision: u64, outside: Arc<Outside>) {
        self.outside.made(revision, outside);
    }

    pub(in crate::app) fn previewed(&mut self, revision: u64, preview: Arc<Preview>) {
        self.preview.made(revision, preview);
    }

    /// A release begins, unless something keeps it from it.
    pub(in crate::app) fn begin(&mut self, session: &Session, cancel: Cancel) -> bool {
        if !self.reasons(session).is_empty() {
            return false;
        }
        self.refused = None;
        self.running = Some(Running::new(self.form.names(session).len(), cancel));
        true
    }

    pub(in crate::app) fn is_releasing(&self) -> bool {
        self.running.is_some()
    }

    pub(in crate::app) fn stage(&mut self, sentence: String) {
        if let Some(running) = &mut self.running {
            running.stages.push(sentence);
        }
    }

    pub(in crate::app) fn released(&mut self, result: Result<Box<PackReport>, Refusal>) {
        self.running = None;
        match result {
            Ok(report) => {
                self.released.push(*report);
                self.part = Part::Certificate;
                self.refused = None;
                self.form.start_over();
            }
            Err(refusal) => {
                if matches!(refusal, Refusal::Blocked(_)) {
                    self.part = Part::Check;
                    self.list.look_again();
                }
                self.refused = Some(refusal);
            }
        }
    }

    /// How the last release ended, in one line.
    pub(in crate::app) fn outcome(&self) -> Notice {
        match (&self.refused, self.released.last()) {
            (Some(Refusal::Pack(PackError::Cancelled)), _) => {
                Notice::refused("The release was stopped. Nothing was written")
            }
            (Some(refusal), _) => Notice::trouble(refusal.to_string()),
            (None, Some(report)) => {
                let public = &report.certificate.public;
                Notice::done(format!("Released: {}", form::of_cases(public.entries, public.cases)))
            }
            (None, None) => Notice::refused("Nothing was released"),
        }
    }

    pub(in crate::app) fn set_folder(&mut self, parent: &Path) {
        self.form.set_parent(parent);
    }

    pub(in crate::app) fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// What keeps the release from being made now; empty if nothing does.
    fn reasons(&self, session: &Session) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.running.is_some() {
            reasons.push("A release is being written".to_owned());
        }
        if session.searching.is_some() {
            reasons.push("The search for personal data is not finished".to_owned());
        } else if !self.list.is_current(session) {
            reasons.push("Still looking at what stands in the way".to_owned());
        } else if !self.list.blocks().is_empty() {
            let count = self.list.blocks().to_do();
            let stand = if count == 1 { "stands" } else { "stand" };
            reasons.push(format!("{} {stand} in the way", words::count(count, "thing", "things")));
        }
        if self.list.would_be_refused() && self.list.is_current(session) {
            reasons.push("A release would be refused, as told above".to_owned());
        }
        if let Some(what) = &self.unsaved {
            reasons.push(what.clone());
        }
        if session.path().is_some() && !session.saving.is_done() {
            reasons.push(match session.saving.failed {
                Some(_) => "Not everything is saved: try again, at the lower edge".to_owned(),
                None => "The last decisions are being saved".to_owned(),
            });
        }
        reasons.extend(self.form.reasons());
        reasons
    }
}

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, view: &mut DiscloseView, session: &Session, out: &mut Vec<Action>) {
    view.list.update(session);
    view.form.prefill(session);
    let colours = palette(ui);
    let wide = ui.available_width();
    Panel::right("release")
        .frame(Frame::new().fill(colours.surface))
        .default_size((wide * 0.28).clamp(320.0, 420.0))
        .size_range(300.0..=480.0)
        .show(ui, |ui| panel::show(ui, view, session, out));
    CentralPanel::default().frame(Frame::new().fill(colours.page)).show(ui, |ui| {
        let bar = Frame::new().fill(colours.surface).inner_margin(Margin::symmetric(12, 7));
        Panel::top("disclose bar")
            .frame(bar)
            .exact_size(46.0)
            .show(ui, |ui| ui.horizontal_centered(|ui| toolbar(ui, view, session, out)));
        let to_page = view.wants_pane == Some(Pane::Page);
        if to_page {
            view.wants_pane = None;
        }
        match view.part {
            Part::Check => {
                if to_page {
                    view.list.take_keyboard();
                }
                if check::show(ui, &mut view.list, session, out) {
                    view.part = Part::Preview;
                }
            }
            Part::Preview => {
                preview::show(ui, &mut view.preview, session, view.list.blocks().len(), to_page);
            }
            Part::Intruder => {
                if to_page {
                    view.outside.take_keyboard();
                }
                outside::show(ui, &mut view.outside, session, out);
            }
            Part::Certificate => match view.released.last() {
                Some(report) => certificate::show(ui, report, session, out),
                None => view.part = Part::Check,
            },
        }
    });
}

fn toolbar(ui: &mut Ui, view: &mut DiscloseView, session: &Session, out: &mut Vec<Action>) {
    /// Room for the parts with their keys and for what stands at the right edge, in points.
    const ALL: f32 = 520.0;
    let has_keys = ui.available_width() > ALL;
    let key = |command: UiCommand| if has_keys { command.key_text() } else { String::new() };
    let mut parts = vec![
        (Part::Check, UiCommand::ShowCheck.short(), key(UiCommand::ShowCheck)),
        (Part::Intruder, UiCommand::ShowIntruder.short(), key(UiCommand::ShowIntruder)),
        (Part::Preview, "Preview", String::new()),
    ];
    if !view.released.is_empty() {
        parts.push((Part::Certificate, "Certificate", String::new()));
    }
    if let Some(part) = segments(ui, Some(view.part), &parts) {
        view.part = part;
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        keyed(ui, UiCommand::CheckAgain, Look::Quiet, out);
        if session.searching.is_none() && !view.list.is_current(session) {
            muted(ui, "Looking…");
        }
        counts(ui, view);
    });
}

/// How much stands in the way and how much deserves another look, wherever the list stands.
fn counts(ui: &mut Ui, view: &DiscloseView) {
    /// Room for both, in points.
    const BOTH: f32 = 300.0;
    let colours = palette(ui);
    let (way, look) = (view.list.blocks().to_do(), view.list.to_look_at());
    if look > 0 && ui.available_width() > BOTH {
        muted(ui, format!("Worth another look: {}", words::grouped(look)));
    }
    if way > 0 && ui.available_width() > BOTH / 2.0 {
        let font = medium(size::SMALL + 1.0);
        word(ui, format!("In the way: {}", words::grouped(way)), font, colours.waiting);
    }
}

/// Does what a key or button asks for.
pub(super) fn run(view: &mut DiscloseView, session: &Session, command: UiCommand, out: &mut Vec<Action>) {
    if command == UiCommand::CheckAgain {
        view.form.look_again();
        view.list.look_again();
        view.list.update(session);
    } else if command == UiCommand::Release {
        match view.reasons(session).first() {
            Some(reason) => view.refusal = Some(format!("Not released yet. {reason}")),
            None => out.push(Action::Dialog(Dialog::Release(confirmation(view, session)))),
        }
    } else if command == UiCommand::NextPane {
        view.pane = match view.pane {
            Pane::Page => Pane::Release,
            Pane::Release => Pane::Page,
        };
        view.wants_pane = Some(view.pane);
    }
}

fn confirmation(view: &DiscloseView, session: &Session) -> ConfirmRelease {
    let counts = session.index.counts();
    ConfirmRelease {
        what: form::of_cases(counts.entries.into(), counts.cases.into()),
        out_dir: view.form.out_dir(),
        formats: view.form.formats(),
        names: view.form.names(session),
        officer: session.officer.clone(),
        is_recorded: session.path().is_some(),
    }
}
