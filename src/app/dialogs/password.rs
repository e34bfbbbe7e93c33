//! What opens a spreadsheet that is encrypted: its password.

use std::path::PathBuf;

use eframe::egui::{self, Key as Pressed, Modifiers};

use super::super::action::Action;
use super::super::theme::{palette, regular, size};
use super::super::widgets::{Look, Push, Secret, field_label, heading, muted, word};
use super::{modal, taken};
use crate::sheet::ReadOptions;
use crate::text::SensitiveString;

/// What was typed does not print.
pub(in crate::app) struct PasswordDialog {
    path: PathBuf,
    /// Whether one was given that did not open it.
    is_wrong: bool,
    /// Whether it is a newer export, to be laid beside the case.
    is_newer: bool,
    typed: Secret,
    has_focus: bool,
}

impl std::fmt::Debug for PasswordDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<password dialog>")
    }
}

impl PasswordDialog {
    pub(in crate::app) fn new(path: PathBuf, is_wrong: bool) -> PasswordDialog {
        PasswordDialog { path, is_wrong, is_newer: false, typed: Secret::default(), has_focus: false }
    }

    /// The same for a newer export.
    pub(in crate::app) fn of_newer(path: PathBuf, is_wrong: bool) -> PasswordDialog {
        PasswordDialog { is_newer: true, ..PasswordDialog::new(path, is_wrong) }
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "password", 460.0, out, |ui, out| {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            heading(ui, "Password");
            muted(ui, format!("{name} opens with a password. It is not kept in the case file"));
            if self.is_wrong {
                let colour = palette(ui).danger;
                let told = "The password is wrong. Capital and small letters are told apart";
                word(ui, told, regular(size::BODY), colour);
            }
            // Taken before the field is drawn, which would lose the keyboard by it where nothing was typed.
            let is_entered = taken(ui, Modifiers::NONE, Pressed::Enter);
            let label = field_label(ui, "Password of the spreadsheet");
            let field = self.typed.field(ui, "password").labelled_by(label.id);
            if !self.has_focus {
                field.request_focus();
                self.has_focus = true;
            }
            let has_typed = !self.typed.typed().is_empty();
            let mut is_given = is_entered && has_typed;
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(has_typed, |ui| {
                    is_given |= Push::new("Open").key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
            if is_given {
                let password = SensitiveString::new(self.typed.typed());
                out.push(Action::CloseDialog);
                let path = self.path.clone();
                out.push(if self.is_newer {
                    let options = Some(ReadOptions { password: Some(password), ..ReadOptions::default() });
                    Action::ReadNewer { path, options }
                } else {
                    Action::OpenLocked { path, password }
                });
            }
        });
    }
}
