//! The path of a file that is typed, for systems without a file dialog and people who know where it is.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Key, Modifiers, Ui};

use super::super::action::{Action, Browse};
use super::super::widgets::{Look, Note, Push, field};
use super::taken;

#[derive(Clone, Debug, Default)]
pub(super) struct PathField {
    text: String,
    had_focus: bool,
    /// Why it cannot be that one.
    wrong: Option<String>,
}

impl PathField {
    pub(super) fn set(&mut self, path: &Path) {
        self.text = path.to_string_lossy().into_owned();
        self.wrong = None;
    }

    pub(super) fn fail(&mut self, sentence: String) {
        self.wrong = Some(sentence);
    }

    /// What is typed; empty if nothing is. Copied from a file manager, a path often stands in quotes.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(self.text.trim().trim_matches('"'))
    }

    /// Draws the field, which takes the keyboard when it is first there; `note` stands below it while nothing
    /// is wrong.
    pub(super) fn show(&mut self, ui: &mut Ui, name: &str, note: Note<'_>) {
        let note = self.wrong.as_deref().map_or(note, Note::Wrong);
        let before = self.text.clone();
        let response = field(ui, name, &mut self.text, "", note);
        if !std::mem::replace(&mut self.had_focus, true) {
            response.request_focus();
        }
        if self.text != before {
            self.wrong = None;
        }
    }

    /// Draws the field and what is done with the file. The path, once one is given at which there is a file.
    pub(super) fn ask(
        &mut self,
        ui: &mut Ui,
        name: &str,
        note: Note<'_>,
        verb: &str,
        browse: Browse,
        out: &mut Vec<Action>,
    ) -> Option<PathBuf> {
        self.show(ui, name, note);
        let path = self.path();
        let may = !path.as_os_str().is_empty();
        let mut is_given = may && taken(ui, Modifiers::NONE, Key::Enter);
        ui.horizontal(|ui| {
            if Push::new("Browse…").show(ui).clicked() {
                out.push(Action::Browse(browse));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(may, |ui| {
                    is_given |= Push::new(verb).key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
            });
        });
        if is_given && !path.exists() {
            self.fail("There is no such file. Check the name and the folder".to_owned());
            return None;
        }
        is_given.then_some(path)
    }
}
