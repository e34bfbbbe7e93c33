//! Attaches a file as evidence to what is argued for a reason.

use std::path::Path;

use eframe::egui::{self, Key, Modifiers};

use super::super::action::{Action, Browse};
use super::super::widgets::{Look, Note, Push, heading, muted};
use super::super::words;
use super::path_field::PathField;
use super::{modal, taken};
use crate::review::MOST_EVIDENCE_BYTES;

#[derive(Clone, Debug)]
pub(in crate::app) struct AttachFile {
    /// Code of the reason, or the officer's own words.
    reason: String,
    path: PathField,
    is_reading: bool,
}

impl AttachFile {
    pub(in crate::app) fn new(reason: String) -> AttachFile {
        AttachFile { reason, path: PathField::default(), is_reading: false }
    }

    pub(in crate::app) fn reason(&self) -> &str {
        &self.reason
    }

    pub(in crate::app) fn set_path(&mut self, path: &Path) {
        self.path.set(path);
    }

    /// It was not attached.
    pub(in crate::app) fn fail(&mut self, sentence: String) {
        self.is_reading = false;
        self.path.fail(sentence);
    }

    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "attach file", 600.0, out, |ui, out| {
            heading(ui, "Attach a file as evidence");
            muted(
                ui,
                format!(
                    "To “{}”. It is kept in the case file, of any kind and up to {} MB, and is never part of a release",
                    words::snippet(words::reason(&self.reason), 90),
                    MOST_EVIDENCE_BYTES / 1_000_000
                ),
            );
            let note = Note::Help("You can also drop the file onto the window here");
            self.path.show(ui, "Path of the file", note);
            if Push::new("Browse…").show(ui).clicked() {
                out.push(Action::Browse(Browse::Evidence));
            }
            let path = self.path.path();
            let may = !path.as_os_str().is_empty() && !self.is_reading;
            let mut is_given = may && taken(ui, Modifiers::NONE, Key::Enter);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_enabled_ui(may, |ui| {
                    is_given |= Push::new("Attach").key("Enter").look(Look::Primary).show(ui).clicked();
                });
                if Push::new("Cancel").key("Esc").show(ui).clicked() {
                    out.push(Action::CloseDialog);
                }
                if self.is_reading {
                    muted(ui, "Reading the file");
                }
            });
            if is_given {
                self.is_reading = true;
                out.push(Action::Attach { reason: self.reason.clone(), path });
            }
        });
    }
}
