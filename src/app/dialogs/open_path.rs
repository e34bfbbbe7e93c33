//! Opens a file by its path, for systems without a file dialog and people who know where it is.

use eframe::egui;

use super::super::action::{Action, Browse};
use super::super::widgets::{Note, heading, muted};
use super::modal;
use super::path_field::PathField;

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct OpenPath(PathField);

impl OpenPath {
    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "open", 560.0, out, |ui, out| {
            heading(ui, "Open");
            muted(ui, "A spreadsheet (XLSX, XLSM, XLSB, ODS, CSV or TSV) or a case file (.withheld)");
            if let Some(path) = self.0.ask(ui, "Path of the file", Note::Nothing, "Open", Browse::Open, out) {
                out.push(Action::CloseDialog);
                out.push(Action::Open(path));
            }
        });
    }
}
