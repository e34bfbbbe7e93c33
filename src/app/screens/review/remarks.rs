//! Notes and queries: the way to their dialog, and what there is of them in the entry.

use eframe::egui::{self, Frame, Margin, Sense, Stroke, Ui};

use super::super::super::action::Action;
use super::super::super::dialogs::{Dialog, Remark};
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, GAP, medium, palette, regular, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{Look, Push, focus_ring, section, word};
use super::super::super::words;
use super::ReviewView;
use crate::review::About;

/// Asks for a note about the words in question, or about the entry.
pub(super) fn note(view: &ReviewView, session: &Session, is_whole: bool, out: &mut Vec<Action>) {
    if let Some(about) = about(view, is_whole) {
        out.push(Action::Dialog(Dialog::Remark(Remark::note(session, about))));
    }
}

/// Asks for a query about the words in question, or about the entry, or for the answer to it.
pub(super) fn query(view: &ReviewView, session: &Session, is_whole: bool, out: &mut Vec<Action>) {
    if let Some(about) = about(view, is_whole) {
        out.push(Action::Dialog(Dialog::Remark(Remark::query(session, about))));
    }
}

/// Without words it is about the entry.
fn about(view: &ReviewView, is_whole: bool) -> Option<About> {
    let place = view.target().filter(|_| !is_whole);
    place.map(About::Words).or(view.row.map(About::Entry))
}

/// What makes a note or a query about the words, or about the entry: side by side.
pub(super) fn buttons(ui: &mut Ui, commands: [UiCommand; 2], out: &mut Vec<Action>) {
    let width = (ui.available_width() - GAP) / 2.0;
    ui.horizontal(|ui| {
        for command in commands {
            let button = Push::new(command.short()).key(command.key_text()).look(Look::Quiet).width(width);
            if button
                .name(command.text().trim_end_matches('…'))
                .show(ui)
                .on_hover_text(command.text())
                .clicked()
            {
                out.push(Action::Run(command));
            }
        }
    });
}

/// Every note and query of the entry, each leading to its dialog; below them what makes new ones.
pub(super) fn of_entry(ui: &mut Ui, view: &mut ReviewView, session: &Session, out: &mut Vec<Action>) {
    let Some(row) = view.row else { return };
    let workspace = session.workspace();
    let colours = palette(ui);
    section(ui, "Notes and queries");
    let mut picked = None;
    for (about, query) in workspace.queries_in_row(row) {
        let ink = if query.is_open() { colours.waiting } else { colours.good };
        let lead = if query.is_open() { "? " } else { "✓ " };
        let title = format!("{lead}{} · {}", words::query_state(query), subject(session, about));
        let answer = query.answer.as_ref().map(|answer| format!("Answer: {answer}"));
        let lines: Vec<&str> =
            [Some(query.question.as_str()), answer.as_deref()].into_iter().flatten().collect();
        if card(ui, &title, ink, &lines) {
            picked = Some((about, Remark::query(session, about)));
        }
    }
    for (about, note) in workspace.notes_in_row(row) {
        let title = format!("Note · {}", subject(session, about));
        if card(ui, &title, colours.muted, &[note]) {
            picked = Some((about, Remark::note(session, about)));
        }
    }
    buttons(ui, [UiCommand::NoteEntry, UiCommand::QueryEntry], out);
    if let Some((about, dialog)) = picked {
        if let Some(place) = about.place() {
            let is_item = view.items.iter().any(|item| item.place == place);
            view.selection = if is_item { None } else { Some((place.cell, place.span)) };
            view.focus = if is_item { Some(place) } else { view.focus };
            view.reveal_focus = true;
        }
        out.push(Action::Dialog(Dialog::Remark(dialog)));
    }
}

fn subject(session: &Session, about: About) -> String {
    match about {
        About::Entry(_) => "the entry".to_owned(),
        About::Words(_) => words::about(session.workspace(), about),
    }
}

/// A note or query with its text. Whether it was clicked.
fn card(ui: &mut Ui, title: &str, ink: egui::Color32, lines: &[&str]) -> bool {
    let colours = palette(ui);
    let inner = Frame::new()
        .fill(colours.sunken)
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(10, 7))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            word(ui, title, medium(size::SMALL + 1.0), ink);
            for line in lines {
                let text = egui::RichText::new(*line).font(regular(size::BODY)).color(colours.text);
                ui.add(egui::Label::new(text).wrap().selectable(false));
            }
        });
    let rect = inner.response.rect;
    let response = ui.interact(rect, ui.unique_id().with(("remark", title)), Sense::click());
    let spoken = format!("{title}: {}", lines.join(" "));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.clone()));
    if response.hovered() {
        ui.painter().rect_stroke(rect, CORNER, Stroke::new(1.0, colours.muted), egui::StrokeKind::Inside);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.has_focus() {
        focus_ring(ui, rect);
    }
    response.clicked()
}
