//! The entry as the release shows it: paper and ink, marks as black blocks, no working colours. Built
//! by the same code as the release, so that the two cannot differ.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Frame, Margin, ScrollArea, Stroke, Ui};

use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, medium, palette, regular, semibold, size};
use super::super::super::time;
use super::super::super::widgets::{empty, word};
use crate::disclose::{Cell, Piece, build_entry, build_info};

pub(super) fn show(ui: &mut Ui, session: &Session, row: u32, number: Option<usize>) {
    let Some(number) = number else {
        empty(ui, "Nothing is disclosed", "This entry is outside the request, so it is not in the table");
        return;
    };
    let colours = palette(ui);
    let disclosure = build_entry(session.workspace(), row, number, &build_info(time::now()));
    ScrollArea::vertical().auto_shrink(false).id_salt(("disclosed", row)).show(ui, |ui| {
        let width = ui.available_width().min(900.0) - 2.0 * ROOM;
        ui.horizontal(|ui| {
            ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.add_space(ROOM);
                let band = Frame::new().fill(colours.ink).inner_margin(Margin::symmetric(18, 8));
                band.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    let text = "AS DISCLOSED  ·  this is what the applicant gets of this entry";
                    word(ui, text, semibold(size::BODY), colours.paper);
                });
                ui.add_space(-GAP);
                let page = Frame::new()
                    .fill(colours.paper)
                    .stroke(Stroke::new(2.0, colours.ink))
                    .inner_margin(Margin::symmetric(28, 22));
                page.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    for (cell, column) in disclosure.row(0).zip(disclosure.columns()) {
                        word(ui, &column.heading, semibold(size::SMALL + 1.0), colours.ink);
                        let job = set(cell, ui);
                        ui.label(job);
                        ui.add_space(GAP);
                    }
                });
                ui.add_space(ROOM);
            });
        });
    });
}

/// A released cell, set as on paper: marks are black blocks with their text in white.
pub(in crate::app) fn set(cell: Cell<'_>, ui: &Ui) -> LayoutJob {
    set_sized(cell, ui, size::READING, ui.available_width())
}

/// The same with letters of this height, in lines of this width.
pub(in crate::app) fn set_sized(cell: Cell<'_>, ui: &Ui, letters: f32, width: f32) -> LayoutJob {
    let colours = palette(ui);
    let line_height = Some((letters * 1.625).round());
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for piece in cell.pieces() {
        match piece {
            Piece::Text(text) => job.append(
                text,
                0.0,
                TextFormat {
                    font_id: regular(letters),
                    line_height,
                    color: colours.ink,
                    ..TextFormat::default()
                },
            ),
            Piece::Withheld(mark) => job.append(
                mark.text(),
                0.0,
                TextFormat {
                    font_id: medium(letters - 2.0),
                    line_height,
                    color: colours.paper,
                    background: colours.ink,
                    expand_bg: 1.0,
                    valign: egui::Align::Center,
                    ..TextFormat::default()
                },
            ),
        }
    }
    if cell.is_blank() {
        job.append(
            "(empty)",
            0.0,
            TextFormat { font_id: regular(letters - 2.0), color: colours.ink, ..TextFormat::default() },
        );
    }
    job
}
