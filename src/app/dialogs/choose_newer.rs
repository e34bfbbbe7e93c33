//! Asks which file is the newer export of the same data.

use std::path::Path;

use eframe::egui;

use super::super::action::{Action, Browse};
use super::super::theme::GAP;
use super::super::widgets::{Note, heading, muted};
use super::modal;
use super::path_field::PathField;

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct ChooseNewer(PathField);

impl ChooseNewer {
    pub(in crate::app) fn set_path(&mut self, path: &Path) {
        self.0.set(path);
    }

    /// Takes in why the file could not be read.
    pub(in crate::app) fn failed(&mut self, sentence: &str) {
        self.0.fail(sentence.to_owned());
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
            let note = Note::Help(
                "Every decision that still fits is kept; nothing that was withheld opens by itself",
            );
            let name = "Path of the newer export";
            if let Some(path) = self.0.ask(ui, name, note, "Compare", Browse::NewerExport, out) {
                out.push(Action::ReadNewer { path, options: None });
            }
        });
    }
}
