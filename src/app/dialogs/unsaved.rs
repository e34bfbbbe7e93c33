//! The window is to be closed while something is not on the disk.

use eframe::egui;

use super::super::action::Action;
use super::super::widgets::{Look, heading, muted, push};
use super::modal;

pub(super) fn show(ctx: &egui::Context, cause: &str, out: &mut Vec<Action>) {
    modal(ctx, "unsaved", 520.0, out, |ui, out| {
        heading(ui, "Not everything is saved");
        muted(ui, cause);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if push(ui, "Stay", Look::Primary).clicked() {
                out.push(Action::CloseDialog);
            }
            if push(ui, "Try to save again", Look::Plain).clicked() {
                out.push(Action::CloseDialog);
                out.push(Action::RetrySaving);
            }
            if push(ui, "Close and lose it", Look::Quiet).clicked() {
                out.push(Action::Abandon);
            }
        });
    });
}
