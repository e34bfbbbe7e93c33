//! What opens a protected case file: its passphrase or its key file.

use std::path::PathBuf;

use eframe::egui::{self, Key as Pressed, Margin, Modifiers};

use super::super::action::{Action, Browse};
use super::super::theme::{palette, regular, size};
use super::super::widgets::{Look, Push, Secret, field_label, heading, muted, word};
use super::{modal, taken};
use crate::store::{Key, Passphrase, Protection};

/// What was typed does not print.
pub(in crate::app) struct KeyDialog {
    pub(in crate::app) path: PathBuf,
    pub(in crate::app) protection: Protection,
    /// Why the last one did not fit.
    pub(in crate::app) wrong: Option<String>,
    typed: Secret,
    pub(in crate::app) key_file: String,
    has_focus: bool,
}

impl std::fmt::Debug for KeyDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<key dialog>")
    }
}

impl KeyDialog {
    pub(in crate::app) fn new(path: PathBuf, protection: Protection, wrong: Option<String>) -> KeyDialog {
        KeyDialog {
            path,
            protection,
            wrong,
            typed: Secret::default(),
            key_file: String::new(),
            has_focus: false,
        }
    }

    /// The key of what was given; `None` while nothing was.
    fn key(&self) -> Option<Key> {
        match self.protection {
            Protection::KeyFile => Some(Key::File(PathBuf::from(self.key_file.trim()))),
            Protection::Passphrase | Protection::None => {
                Passphrase::new(self.typed.typed().to_owned()).map(Key::Passphrase)
            }
        }
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
                self.typed.field(ui, "passphrase").labelled_by(label.id)
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
            let has_key =
                if by_passphrase { !self.typed.typed().is_empty() } else { !self.key_file.trim().is_empty() };
            let mut is_given = has_key && taken(ui, Modifiers::NONE, Pressed::Enter);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(has_key, |ui| {
                    is_given |= Push::new("Open").key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
            if let (true, Some(key)) = (is_given, self.key()) {
                out.push(Action::CloseDialog);
                out.push(Action::OpenWith { path: self.path.clone(), key });
            }
        });
    }
}
