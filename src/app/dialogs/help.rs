//! All keys, by where they work.

use eframe::egui::{self, ScrollArea};
use strum::IntoEnumIterator;

use super::super::action::Action;
use super::super::theme::{ROOM, palette, regular, size};
use super::super::ui_command::{UiCommand, Where};
use super::super::widgets::{Look, heading, key_cap, muted, push, section, word};
use super::modal;

/// Left column, then right column: about the same length.
const COLUMNS: [&[Where]; 2] = [
    &[Where::Deciding, Where::Review, Where::Scope],
    &[Where::People, Where::Entries, Where::Case, Where::Anywhere, Where::Reasons, Where::Disclose],
];

pub(super) fn show(ctx: &egui::Context, out: &mut Vec<Action>) {
    modal(ctx, "help", 820.0, out, |ui, out| {
        heading(ui, "Keys");
        muted(
            ui,
            "Keys work while nothing is being typed. F6 goes to the next part of the window, Tab goes on in it, \
             and Esc leads back to the text.",
        );
        ui.add_space(4.0);
        let height = (ui.ctx().content_rect().height() - 220.0).max(200.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            ui.columns(2, |columns| {
                for (ui, places) in columns.iter_mut().zip(COLUMNS) {
                    for place in places {
                        group(ui, *place);
                    }
                }
            });
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if push(ui, "Close", Look::Plain).clicked() {
                out.push(Action::CloseDialog);
            }
        });
    });
}

fn group(ui: &mut egui::Ui, place: Where) {
    section(ui, place.title());
    ui.spacing_mut().item_spacing.y = 5.0;
    for command in UiCommand::iter().filter(|command| command.place() == place && !command.keys().is_empty())
    {
        ui.horizontal(|ui| {
            let colour = palette(ui).text;
            word(ui, command.text().trim_end_matches('…'), regular(size::SMALL + 1.0), colour);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(ROOM / 2.0);
                for chord in command.keys().iter().rev() {
                    key_cap(ui, &chord.text());
                }
            });
        });
    }
    ui.add_space(ROOM);
}
