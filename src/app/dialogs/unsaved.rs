//! The case is to be left while something of it is not on the disk.

use eframe::egui;

use super::super::action::{Action, Leaving};
use super::super::widgets::{Look, heading, muted, push};
use super::modal;

/// What would be lost, and what was asked for.
#[derive(Clone, Debug)]
pub(in crate::app) struct Unsaved {
    pub(in crate::app) cause: String,
    /// Whether it was tried to save it, so that it can be tried again.
    pub(in crate::app) was_tried: bool,
    pub(in crate::app) leaving: Leaving,
}

impl Unsaved {
    pub(super) fn show(&self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "unsaved", 520.0, out, |ui, out| {
            heading(ui, "Not everything is saved");
            muted(ui, &self.cause);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if push(ui, "Stay", Look::Primary).clicked() {
                    out.push(Action::CloseDialog);
                }
                if self.was_tried && push(ui, "Try to save again", Look::Plain).clicked() {
                    out.push(Action::CloseDialog);
                    out.push(Action::RetrySaving);
                }
                if push(ui, "Leave and lose it", Look::Quiet).clicked() {
                    out.push(Action::CloseDialog);
                    out.push(Action::Leave(self.leaving.clone()));
                }
            });
        });
    }
}
