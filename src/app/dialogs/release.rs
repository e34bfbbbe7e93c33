//! The last step before a release: what is released, where to, under whose name.

use std::path::PathBuf;

use eframe::egui::{self, Key, Modifiers};

use super::super::action::Action;
use super::super::theme::{GAP, medium, palette, regular, size};
use super::super::widgets::{Look, Push, field_label, heading, muted, word};
use super::{modal, taken};
use crate::detect::Cancel;
use crate::disclose::Format;

/// What is to be released.
#[derive(Clone, Debug)]
pub(in crate::app) struct ConfirmRelease {
    /// As `205 entries of 173 cases`.
    pub(in crate::app) what: String,
    pub(in crate::app) out_dir: PathBuf,
    pub(in crate::app) formats: Vec<Format>,
    /// Names of the files.
    pub(in crate::app) names: Vec<String>,
    pub(in crate::app) officer: String,
    /// There is a case file in which it is recorded.
    pub(in crate::app) is_recorded: bool,
}

impl ConfirmRelease {
    pub(super) fn show(&self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "confirm release", 560.0, out, |ui, out| {
            let colours = palette(ui);
            let text = regular(size::BODY);
            heading(ui, &format!("Release {}", self.what));
            word(
                ui,
                "Every file is written anew, read back and proven. Only when all of it is as it should be do the \
                 folders appear.",
                text.clone(),
                colours.text,
            );
            ui.add_space(GAP / 2.0);
            field_label(ui, "Into the folder");
            word(ui, self.out_dir.display().to_string(), text.clone(), colours.text);
            field_label(ui, "Files");
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for name in &self.names {
                    word(ui, name, text.clone(), colours.text);
                }
            });
            field_label(ui, "Under the name");
            word(ui, &self.officer, text, colours.text);
            muted(
                ui,
                if self.is_recorded {
                    "The release is recorded in the case file. The name stays out of what is released"
                } else {
                    "This is for practice: without a case file the release is not recorded"
                },
            );
            ui.add_space(GAP / 2.0);
            let mut is_given = taken(ui, Modifiers::NONE, Key::Enter);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                is_given |= Push::new("Release").key("Enter").look(Look::Primary).show(ui).clicked();
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    word(ui, "Nothing is sent anywhere", medium(size::SMALL), colours.muted);
                });
            });
            if is_given {
                out.push(Action::CloseDialog);
                out.push(Action::Release {
                    out_dir: self.out_dir.clone(),
                    formats: self.formats.clone(),
                    cancel: Cancel::default(),
                });
            }
        });
    }
}
