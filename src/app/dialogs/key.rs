//! What opens a protected case file: its passphrase or its key file.

use std::path::PathBuf;

use eframe::egui::{self, Key as Pressed, Margin, Modifiers};
use zeroize::Zeroize;

use super::super::action::{Action, Browse};
use super::super::theme::{palette, regular, size};
use super::super::widgets::{Look, Push, field_label, heading, muted, word};
use super::{modal, taken};
use crate::store::{Key, Passphrase, Protection};

/// What was typed does not print, and is overwritten when the dialog closes.
pub(in crate::app) struct KeyDialog {
    pub(in crate::app) path: PathBuf,
    pub(in crate::app) protection: Protection,
    /// Why the last one did not fit.
    pub(in crate::app) wrong: Option<String>,
    typed: String,
    pub(in crate::app) key_file: String,
    has_focus: bool,
}

impl std::fmt::Debug for KeyDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<key dialog>")
    }
}

impl Drop for KeyDialog {
    fn drop(&mut self) {
        self.typed.zeroize();
    }
}

impl KeyDialog {
    pub(in crate::app) fn new(path: PathBuf, protection: Protection, wrong: Option<String>) -> KeyDialog {
        KeyDialog { path, protection, wrong, typed: String::new(), key_file: String::new(), has_focus: false }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "key", 460.0, out, |ui, out| {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let by_passphrase = self.protection != Protection::KeyFile;
            heading(ui, if by_passphrase { "Passphrase" } else { "Key file" });
            muted(ui, format!("{name} is protected"));
            if let Some(wrong) = &self.wrong {
                let colour = palette(ui).danger;
                word(ui, format!("{name} {wrong}"), regular(size::BODY), colour);
            }
            let field = if by_passphrase {
                let label = field_label(ui, "Passphrase");
                let edit = egui::TextEdit::singleline(&mut self.typed)
                    .password(true)
                    .desired_width(f32::INFINITY)
                    .margin(Margin::symmetric(9, 6));
                ui.add(edit).labelled_by(label.id)
            } else {
                let label = field_label(ui, "Where the key file is");
                let edit = egui::TextEdit::singleline(&mut self.key_file)
                    .desired_width(f32::INFINITY)
                    .margin(Margin::symmetric(9, 6));
                let field = ui.add(edit).labelled_by(label.id);
                if Push::new("Browse…").show(ui).clicked() {
                    out.push(Action::Browse(Browse::KeyFile));
                }
                field
            };
            if !self.has_focus {
                field.request_focus();
                self.has_focus = true;
            }
            let key = if by_passphrase {
                Passphrase::new(self.typed.clone()).map(Key::Passphrase)
            } else {
                let path = self.key_file.trim();
                (!path.is_empty()).then(|| Key::File(PathBuf::from(path)))
            };
            let mut is_given = key.is_some() && taken(ui, Modifiers::NONE, Pressed::Enter);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(key.is_some(), |ui| {
                    is_given |= Push::new("Open").key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
            if let (true, Some(key)) = (is_given, key) {
                out.push(Action::CloseDialog);
                out.push(Action::OpenWith { path: self.path.clone(), key });
            }
        });
    }
}
