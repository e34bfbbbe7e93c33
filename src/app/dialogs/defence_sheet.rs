//! Draws a defence sheet as it will be saved, on paper.

use eframe::egui::{self, Align, Frame, Label, Layout, Margin, RichText, ScrollArea, Ui};

use super::super::theme::{CORNER, medium, palette, regular, semibold, size};
use super::super::widgets::visible_bars;
use crate::disclose::{Document, Table, TextBlock};

/// Width of the names before values, in points.
const NAMES: f32 = 190.0;

pub(super) fn show(ui: &mut Ui, sheet: &Document, height: f32) {
    let colours = palette(ui);
    let paper =
        Frame::new().fill(colours.paper).corner_radius(CORNER).inner_margin(Margin::symmetric(20, 14));
    visible_bars(ui);
    paper.show(ui, |ui| {
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.reset_style();
                ui.spacing_mut().item_spacing.y = 5.0;
                text(ui, &sheet.running, medium(size::SMALL), colours.paper_danger);
                text(ui, &sheet.title, semibold(size::TITLE), colours.ink);
                for block in &sheet.blocks {
                    draw(ui, block);
                }
            });
    });
}

fn draw(ui: &mut Ui, block: &TextBlock) {
    let colours = palette(ui);
    match block {
        TextBlock::Heading(level, words) => {
            ui.add_space(if *level == 1 { 10.0 } else { 5.0 });
            let font = match level {
                1 => semibold(size::BODY + 3.0),
                2 => semibold(size::BODY + 1.0),
                _ => medium(size::BODY),
            };
            text(ui, words, font, colours.ink);
        }
        TextBlock::Paragraph(words) => text(ui, words, regular(size::BODY), colours.ink),
        TextBlock::Bullets(items) => {
            for item in items {
                text(ui, &format!("•  {item}"), regular(size::BODY), colours.ink);
            }
        }
        TextBlock::Quote(lines) => {
            let quote = Frame::new().fill(colours.paper_hover).inner_margin(Margin::symmetric(12, 7));
            quote.corner_radius(CORNER).show(ui, |ui| {
                ui.set_width(ui.available_width());
                for line in lines {
                    text(ui, line, regular(size::BODY), colours.ink);
                }
            });
        }
        TextBlock::Table(table) => draw_table(ui, table),
    }
}

/// A table of names and values line by line; a wider one in columns.
fn draw_table(ui: &mut Ui, table: &Table) {
    let colours = palette(ui);
    let is_of_values = table.headings.len() == 2;
    if !is_of_values {
        row(ui, &table.headings, |ui, words| text(ui, words, medium(size::SMALL), colours.paper_muted));
    }
    for cells in &table.rows {
        if let ([name, value], true) = (cells.as_slice(), is_of_values) {
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(NAMES);
                    text(ui, name, regular(size::BODY), colours.paper_muted);
                });
                ui.vertical(|ui| text(ui, value, regular(size::BODY), colours.ink));
            });
        } else {
            row(ui, cells, |ui, words| text(ui, words, regular(size::SMALL + 1.0), colours.ink));
        }
    }
}

fn row(ui: &mut Ui, cells: &[String], mut cell: impl FnMut(&mut Ui, &str)) {
    ui.columns(cells.len().max(1), |columns| {
        for (ui, words) in columns.iter_mut().zip(cells) {
            // Columns set their words to both edges, which pulls short lines apart.
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| cell(ui, words));
        }
    });
}

fn text(ui: &mut Ui, words: &str, font: egui::FontId, ink: egui::Color32) {
    if !words.is_empty() {
        ui.add(Label::new(RichText::new(words).font(font).color(ink)).wrap());
    }
}
