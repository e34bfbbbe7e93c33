//! The certificate of a release: what is public, and what stays with the force.

use std::path::Path;

use eframe::egui::{self, ScrollArea, Ui};

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{Look, banner, card, heading, muted, push, row_line, section, word};
use super::super::super::words::grouped;
use crate::disclose::PackReport;

pub(super) fn show(ui: &mut Ui, report: &PackReport, session: &Session, out: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink(false).id_salt("certificate").show(ui, |ui| {
        let width = (ui.available_width() - 2.0 * ROOM).min(860.0);
        let left = ((ui.available_width() - width) / 2.0).max(0.0);
        ui.add_space(ROOM);
        ui.horizontal(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                proven(ui, report, session, out);
                card(ui, |ui| public(ui, report));
                card(ui, |ui| internal(ui, report, out));
                ui.add_space(ROOM);
            });
        });
    });
}

fn proven(ui: &mut Ui, report: &PackReport, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let files = &report.certificate.public.files;
    let cells: u64 = files.iter().map(|file| file.cells).sum();
    banner(ui, colours.good, colours.good_tint, |ui| {
        word(
            ui,
            "✓ Released, and proven to hold nothing that is withheld",
            semibold(size::READING),
            colours.good,
        );
        let recorded = match session.path() {
            Some(_) if session.saving.is_done() => "The release is recorded in the case file",
            Some(_) => "The release is being recorded in the case file",
            None => "For practice: the release is not recorded",
        };
        word(
            ui,
            format!("{} cells in {} files compared. {recorded}", grouped(cells), files.len()),
            regular(size::BODY),
            colours.text,
        );
        // Buttons keep their own colours.
        ui.visuals_mut().override_text_color = None;
        folder(ui, &report.release, "Show the release folder", "release", out);
    });
}

fn public(ui: &mut Ui, report: &PackReport) {
    let colours = palette(ui);
    let public = &report.certificate.public;
    heading(ui, "Certificate");
    muted(ui, "As it stands in the release folder: without names of officers, without the source");
    ui.add_space(4.0);
    let head = public.chain_head.as_ref().map_or_else(
        || "None: there is no case file".to_owned(),
        |head| format!("Record {}, {}", grouped(head.sequence), head.sha256),
    );
    facts(
        ui,
        "public facts",
        &[
            ("Reference", public.reference.clone()),
            ("Released on", time::moment(public.released_at)),
            ("Entries", grouped(public.entries)),
            ("Cases", grouped(public.cases)),
            ("Marks", grouped(public.marks)),
            ("Cells guarded against formulas", grouped(public.guarded_cells)),
            ("End of the case file’s chain", head),
            ("Program", format!("{} {}", public.program, public.version)),
        ],
    );
    ui.add_space(GAP);
    section(ui, "Files");
    for file in &public.files {
        row_line(ui);
        word(ui, &file.name, medium(size::BODY), colours.text);
        ui.add_space(-4.0);
        muted(ui, format!("{} bytes  ·  {} cells compared", grouped(file.bytes), grouped(file.cells)));
        ui.add_space(-4.0);
        copyable(ui, &format!("SHA-256 {}", file.sha256));
    }
    row_line(ui);
    ui.add_space(GAP);
    section(ui, "What was checked");
    for check in &public.checks {
        ui.horizontal_top(|ui| {
            word(ui, "✓", semibold(size::BODY), colours.good);
            wrapped(ui, check.trim_end_matches('.'));
        });
    }
}

fn internal(ui: &mut Ui, report: &PackReport, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let full = &report.certificate;
    heading(ui, "For the force’s own file");
    word(
        ui,
        "The internal folder holds withheld words. Never send it",
        medium(size::SMALL + 1.0),
        colours.danger,
    );
    ui.add_space(4.0);
    let seconds = full.duration_ms as f64 / 1000.0;
    facts(
        ui,
        "internal facts",
        &[
            ("Released by", format!("{} (as given, not checked)", full.officer)),
            ("Source", full.source.file_name.clone()),
            ("Source, bytes", grouped(full.source.byte_len)),
            ("Source, SHA-256", full.source.sha256.clone()),
            ("Withheld strings searched for", grouped(full.strings_searched)),
            ("Too short to search outside cells", grouped(full.strings_too_short)),
            ("Texts outside cells searched", grouped(full.texts_searched)),
            ("Writing and proving took", format!("{seconds:.1} seconds")),
        ],
    );
    ui.add_space(GAP);
    folder(ui, &report.internal, "Show the internal folder", "internal", out);
}

/// Where a folder is, with the way there.
fn folder(ui: &mut Ui, path: &Path, label: &str, which: &str, out: &mut Vec<Action>) {
    let shown = path.display().to_string();
    copyable(ui, &shown);
    ui.horizontal(|ui| {
        if push(ui, label, Look::Plain).clicked() {
            out.push(Action::ShowFolder(path.to_owned()));
        }
        let name = format!("Copy the path of the {which} folder");
        let copy = super::super::super::widgets::Push::new("Copy the path").name(name).look(Look::Quiet);
        if copy.show(ui).clicked() {
            ui.ctx().copy_text(shown.clone());
        }
    });
}

/// Names on the left, values on the right.
fn facts(ui: &mut Ui, name: &str, facts: &[(&str, String)]) {
    const NAMES: f32 = 220.0;
    let colours = palette(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        let known = facts.iter().filter(|(_, value)| !value.is_empty());
        for (at, (label, value)) in known.enumerate() {
            ui.push_id((name, at), |ui| {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(egui::vec2(NAMES, 18.0), |ui| {
                        ui.set_min_width(NAMES);
                        word(ui, *label, regular(size::BODY), colours.muted);
                    });
                    wrapped(ui, value);
                });
            });
        }
    });
}

fn wrapped(ui: &mut Ui, text: &str) {
    let colour = palette(ui).text;
    ui.add(egui::Label::new(egui::RichText::new(text).font(regular(size::BODY)).color(colour)).wrap());
}

/// Small text that can be selected and copied.
fn copyable(ui: &mut Ui, text: &str) {
    let colour = palette(ui).muted;
    let text = egui::RichText::new(text).font(regular(size::SMALL)).color(colour);
    ui.add(egui::Label::new(text).wrap().selectable(true));
}
