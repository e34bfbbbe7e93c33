//! The entry as the release shows it: paper and ink, marks as black blocks, no working colours. Built
//! by the same code as the release, so that the two cannot differ.

use eframe::egui::{self, Frame, Margin, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo};

use super::super::super::session::Session;
use super::super::super::theme::{GAP, ROOM, palette, regular, semibold, size};
use super::super::super::widgets::{ReleasedCell, Setting, empty, word};
use super::super::super::{time, words};
use crate::disclose::{Cell, build_entry, build_info};

/// A cell that is read by itself.
const ALONE: Setting = Setting {
    words: size::READING,
    marks: size::BODY,
    line: 26.0,
    block: egui::vec2(2.0, -1.0),
    empty: "(empty)",
};

pub(super) fn show(ui: &mut Ui, session: &Session, row: u32, number: Option<usize>) {
    if !session.index.is_fresh() {
        empty(ui, "Counting the entries", "The entry is shown in a moment");
        return;
    }
    let Some(number) = number else {
        empty(ui, "Nothing is disclosed", "This entry is outside the request, so it is not in the table");
        return;
    };
    let colours = palette(ui);
    let undecided = session.index.entry(row).undecided;
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
                    if undecided > 0 {
                        let things = words::count(undecided, "suggestion is", "suggestions are");
                        let text =
                            format!("{things} undecided. Until you decide, they are shown as withheld");
                        word(ui, text, regular(size::BODY), colours.paper);
                    }
                    if session.index.entry(row).misuse.is_none() {
                        let text = "Whether it relates to misuse is not answered. Until you do, it is shown as Unclear";
                        word(ui, text, regular(size::BODY), colours.paper);
                    }
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
                        show_cell(ui, cell);
                        ui.add_space(GAP);
                    }
                });
                ui.add_space(ROOM);
            });
        });
    });
}

/// A released cell as on paper: the marks are black blocks with white text in them.
pub(in crate::app) fn show_cell(ui: &mut Ui, cell: Cell<'_>) -> egui::Response {
    let set = ReleasedCell::new(ui, cell, ui.available_width(), &ALONE);
    let (rect, response) = ui.allocate_exact_size(set.galley.size(), Sense::hover());
    let spoken = cell.text();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.clone()));
    set.paint(ui, rect.min);
    response
}
