//! Asks which file is the newer export of the same data.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Key, Modifiers};

use super::super::action::{Action, Browse};
use super::super::theme::GAP;
use super::super::widgets::{Look, Note, Push, field, heading, muted};
use super::{modal, taken};

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct ChooseNewer {
    path: String,
    had_focus: bool,
    /// Why it cannot be that one.
    wrong: Option<String>,
}

impl ChooseNewer {
    pub(in crate::app) fn set_path(&mut self, path: &Path) {
        self.path = path.to_string_lossy().into_owned();
        self.wrong = None;
    }

    /// Takes in why the file could not be read.
    pub(in crate::app) fn failed(&mut self, sentence: &str) {
        self.wrong = Some(sentence.to_owned());
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "choose newer", 620.0, out, |ui, out| {
            heading(ui, "Load a newer export");
            muted(
                ui,
                "The same data, exported again. It is read and laid beside the case, and you see what is new, gone and \
                 changed before anything is taken",
            );
            ui.add_space(GAP / 2.0);
            let note = match &self.wrong {
                Some(wrong) => Note::Wrong(wrong),
                None => Note::Help(
                    "Every decision that still fits is kept; nothing that was withheld opens by itself",
                ),
            };
            let before = self.path.clone();
            let response = field(ui, "Path of the newer export", &mut self.path, "", note);
            if !self.had_focus {
                response.request_focus();
                self.had_focus = true;
            }
            if self.path != before {
                self.wrong = None;
            }
            // Copied from a file manager, a path often stands in quotes.
            let path = self.path.trim().trim_matches('"');
            let mut is_given = !path.is_empty() && taken(ui, Modifiers::NONE, Key::Enter);
            ui.horizontal(|ui| {
                if Push::new("Browse…").show(ui).clicked() {
                    out.push(Action::Browse(Browse::NewerExport));
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_enabled_ui(!path.is_empty(), |ui| {
                        is_given |= Push::new("Compare").key("Enter").look(Look::Primary).show(ui).clicked();
                    });
                    if Push::new("Cancel").key("Esc").show(ui).clicked() {
                        out.push(Action::CloseDialog);
                    }
                });
            });
            let path = PathBuf::from(path);
            if is_given && path.exists() {
                out.push(Action::ReadNewer { path, options: None });
            } else if is_given {
                self.wrong = Some("There is no such file. Check the name and the folder".to_owned());
            }
        });
    }
}
