//! The marks that rest on a reason or a paragraph, in context, each with a way to it.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Rect, Role, Sense, Ui, WidgetInfo};

use super::super::super::action::{Action, LoadPart};
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, medium, palette, regular, semibold, size};
use super::super::super::widgets::{Look, focus_ring, muted, push, truncated, word};
use super::super::super::words;
use super::super::review::reference;
use crate::review::MarkRef;

const ROW: f32 = 30.0;
const NARROW: f32 = 330.0;
/// For so many points of width one letter stands before the words.
const ROOM_PER_LETTER: f32 = 26.0;
/// So many are shown at first, and so many more at a time.
pub(super) const FEW: usize = 6;

/// Draws the first so many of the marks.
pub(super) fn show(
    ui: &mut Ui,
    marks: &[MarkRef],
    shown: &mut usize,
    session: &Session,
    out: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    for mark in marks.iter().take((*shown).max(FEW)) {
        mark_row(ui, *mark, session, out);
    }
    let rest = marks.len().saturating_sub((*shown).max(FEW));
    if rest > 0 {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if push(ui, "Show more marks", Look::Quiet).clicked() {
                *shown = (*shown).max(FEW) + 20;
            }
            muted(ui, format!("{} more", words::grouped(rest as u64)));
        });
    }
}

fn mark_row(ui: &mut Ui, mark: MarkRef, session: &Session, out: &mut Vec<Action>) {
    let colours = palette(ui);
    let workspace = session.workspace();
    let (place, case, number) = match mark.row() {
        Some(row) => {
            let number = format!("row {}", workspace.sheet().source_row(row));
            ("Review", reference(workspace, row), number)
        }
        None => ("Load", "Column".to_owned(), String::new()),
    };
    let mut job = LayoutJob::default();
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    match mark {
        MarkRef::Words(place) => {
            let text = workspace.sheet().text(place.cell).expose();
            let (before, words, after) = words::in_context(text, place.span);
            let before = tail(&before, (ui.available_width() / ROOM_PER_LETTER) as usize);
            job.append(&before, 0.0, format(regular(size::BODY), colours.muted));
            let marked = TextFormat {
                background: colours.redacted_tint,
                ..format(semibold(size::BODY), colours.text)
            };
            job.append(&words, 0.0, marked);
            job.append(&after, 0.0, format(regular(size::BODY), colours.muted));
        }
        MarkRef::Entry(_) => job.append("Entry withheld", 0.0, format(regular(size::BODY), colours.text)),
        MarkRef::Column(column) => {
            let heading = workspace.sheet().columns().get(usize::from(column)).map_or("", |c| c.heading());
            job.append(heading, 0.0, format(regular(size::BODY), colours.text));
        }
    }
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.unique_id().with(mark_id(mark)), Sense::click());
    let name = words::snippet(&format!("{case} {number}: {}", job.text), 160);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
    let is_hot = response.hovered() || response.has_focus();
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, colours.sunken);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    let inner = Rect::from_min_max(rect.min + egui::vec2(8.0, 0.0), rect.max - egui::vec2(8.0, 0.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    inner.horizontal_centered(|ui| {
        cell(ui, 112.0, &case, medium(size::SMALL + 1.0), colours.text);
        // Where there is little room the words matter more than the row of the file.
        if ui.available_width() > NARROW {
            cell(ui, 58.0, &number, regular(size::SMALL), colours.muted);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let ink = if is_hot { colours.accent } else { colours.muted };
            word(ui, format!("{place} →"), medium(size::SMALL), ink);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(job).truncate());
            });
        });
    });
    if response.clicked() {
        out.push(go_to(mark));
    }
}

/// The end of a text, so that the words after it are seen.
fn tail(text: &str, chars: usize) -> String {
    let count = text.chars().count();
    if count <= chars {
        return text.to_owned();
    }
    format!("…{}", text.chars().skip(count - chars).collect::<String>())
}

fn cell(ui: &mut Ui, width: f32, text: &str, font: egui::FontId, ink: egui::Color32) {
    ui.allocate_ui(egui::vec2(width, 20.0), |ui| {
        ui.set_min_width(width);
        truncated(ui, text, font, ink);
    });
}

fn mark_id(mark: MarkRef) -> (u8, u32, u16, usize) {
    match mark {
        MarkRef::Words(place) => (0, place.cell.row, place.cell.column, place.span.start()),
        MarkRef::Entry(row) => (1, row, 0, 0),
        MarkRef::Column(column) => (2, 0, column, 0),
    }
}

/// The way to a mark.
fn go_to(mark: MarkRef) -> Action {
    match mark {
        MarkRef::Words(place) => Action::GoTo { row: place.cell.row, place: Some(place) },
        MarkRef::Entry(row) => Action::GoTo { row, place: None },
        MarkRef::Column(_) => Action::GoToLoad(LoadPart::Columns),
    }
}
