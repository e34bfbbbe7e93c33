//! The files that are kept as evidence for a reason, below what the business area says.

use eframe::egui::Ui;

use super::super::super::action::Action;
use super::super::super::dialogs::{AttachFile, Dialog};
use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, size};
use super::super::super::time;
use super::super::super::widgets::{Look, muted, push, row_line, section, truncated, word};
use super::super::super::words;
use crate::review::{Command, EvidenceFile};

/// Digits of a hash that tell files apart at a glance.
const DIGITS: usize = 8;

pub(super) fn show(ui: &mut Ui, reason: &str, session: &Session, out: &mut Vec<Action>) {
    section(ui, "Files of the evidence");
    let files = &session.workspace().paperwork().argument(reason).evidence;
    if files.is_empty() {
        muted(ui, "The reply itself can be kept in the case file: drop it here, or attach it");
    }
    for file in files {
        row_line(ui);
        one(ui, reason, file, out);
    }
    if push(ui, "Attach a file…", Look::Plain).clicked() {
        out.push(Action::Dialog(Dialog::Attach(AttachFile::new(reason.to_owned()))));
    }
}

fn one(ui: &mut Ui, reason: &str, file: &EvidenceFile, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let name = words::snippet(&file.name, 80);
    truncated(ui, &name, medium(size::BODY), colours.text).on_hover_text(&file.name);
    let digits: String = file.sha256.chars().take(DIGITS).collect();
    let about = format!(
        "{} · attached {} · SHA-256 {digits}…",
        words::file_size(file.byte_len),
        time::moment(file.attached)
    );
    word(ui, about, regular(size::SMALL + 1.0), colours.muted)
        .on_hover_text(format!("SHA-256 {}", file.sha256));
    ui.horizontal(|ui| {
        if push(ui, "Save a copy…", Look::Plain).on_hover_text(format!("Save a copy of {name}")).clicked() {
            out.push(Action::SaveEvidence { sha256: file.sha256.clone(), name: file.name.clone() });
        }
        let remove = push(ui, "Take it away", Look::Quiet);
        if remove
            .on_hover_text("No longer evidence for this reason; the record keeps it, and Undo brings it back")
            .clicked()
        {
            let (reason, sha256) = (reason.to_owned(), file.sha256.clone());
            out.push(Action::Review(Command::Detach { reason, sha256 }));
        }
    });
}
