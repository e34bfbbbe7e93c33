//! Opens a file by its path, for systems without a file dialog and people who know where it is.

use std::path::PathBuf;

use eframe::egui::{self, Key, Margin, Modifiers};

use super::super::action::{Action, Browse};
use super::super::theme::{palette, regular, size};
use super::super::widgets::{Look, Push, field_label, heading, muted, word};
use super::{modal, taken};

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct OpenPath {
    pub(in crate::app) path: String,
    has_focus: bool,
    /// Why the last path could not be opened.
    wrong: Option<String>,
}

impl OpenPath {
    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "open", 560.0, out, |ui, out| {
            heading(ui, "Open");
            muted(ui, "A spreadsheet (XLSX, XLSM, XLSB, ODS, CSV or TSV) or a case file (.withheld)");
            let label = field_label(ui, "Path of the file");
            let edit = egui::TextEdit::singleline(&mut self.path)
                .desired_width(f32::INFINITY)
                .margin(Margin::symmetric(9, 6));
            let field = ui.add(edit).labelled_by(label.id);
            if !self.has_focus {
                field.request_focus();
                self.has_focus = true;
            }
            if let Some(wrong) = &self.wrong {
                let colour = palette(ui).danger;
                word(ui, wrong, regular(size::BODY), colour);
            }
            // Copied from a file manager, a path often stands in quotes.
            let path = self.path.trim().trim_matches('"');
            let mut is_given = !path.is_empty() && taken(ui, Modifiers::NONE, Key::Enter);
            ui.horizontal(|ui| {
                if Push::new("Browse…").show(ui).clicked() {
                    out.push(Action::Browse(Browse::Open));
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_enabled_ui(!path.is_empty(), |ui| {
                        is_given |= Push::new("Open").key("Enter").look(Look::Primary).show(ui).clicked();
                    });
                    if Push::new("Cancel").key("Esc").show(ui).clicked() {
                        out.push(Action::CloseDialog);
                    }
                });
            });
            let path = PathBuf::from(path);
            if is_given && path.exists() {
                out.push(Action::CloseDialog);
                out.push(Action::Open(path));
            } else if is_given {
                self.wrong = Some("There is no such file. Check the name and the folder".to_owned());
            }
        });
    }
}
