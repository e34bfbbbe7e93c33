//! Fields with a name: text with what is wrong beside it, choices, facts.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{self, Margin, Response, ScrollArea, TextEdit, Ui};

use super::super::theme::{GAP, ROOM, palette, regular, size};
use super::pieces::{field_label, truncated, word};

/// What stands below a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Note<'n> {
    Nothing,
    /// Explains.
    Help(&'n str),
    /// Looks odd, and is taken all the same.
    Odd(&'n str),
    /// Is wrong, and is not taken.
    Wrong(&'n str),
}

impl<'n> Note<'n> {
    /// Draws it; what a screen reader says with the field.
    pub(in crate::app) fn show(self, ui: &mut Ui) -> Option<&'n str> {
        let colours = palette(ui);
        let (text, ink) = match self {
            Note::Nothing => return None,
            Note::Help(text) => (text.to_owned(), colours.muted),
            Note::Odd(text) => (format!("● {text}"), colours.waiting),
            Note::Wrong(text) => (format!("▲ {text}"), colours.danger),
        };
        word(ui, text, regular(size::SMALL), ink);
        match self {
            Note::Nothing | Note::Help(_) => None,
            Note::Odd(text) | Note::Wrong(text) => Some(text),
        }
    }
}

/// A one-line field with its name above it and a note below.
pub(in crate::app) fn field(
    ui: &mut Ui,
    name: &str,
    value: &mut String,
    hint: &str,
    note: Note<'_>,
) -> Response {
    field_with(ui, name, note, |ui| {
        // Named, so that the field keeps the keyboard while things above it come and go.
        let edit = TextEdit::singleline(value).id_salt(name.to_owned()).hint_text(hint.to_owned());
        ui.add(edit.desired_width(f32::INFINITY).margin(Margin::symmetric(9, 6)))
    })
}

/// A field of this kind, with its name above it and a note below.
pub(in crate::app) fn field_with(
    ui: &mut Ui,
    name: &str,
    note: Note<'_>,
    edit: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let label = field_label(ui, name);
        let response = edit(ui).labelled_by(label.id);
        if let Some(said) = note.show(ui) {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(said));
        }
        response
    })
    .inner
}

/// Something that is known and cannot be changed here.
pub(in crate::app) fn fact(ui: &mut Ui, name: &str, value: &str) {
    const HEIGHT: f32 = 22.0;
    let colours = palette(ui);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.spacing_mut().item_spacing.x = GAP;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(112.0, HEIGHT), egui::Sense::hover());
            let left = egui::Layout::left_to_right(egui::Align::Center);
            let mut label = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(left));
            word(&mut label, name, regular(size::SMALL + 1.0), colours.muted);
            truncated(ui, value, regular(size::BODY), colours.text);
        });
    });
}

/// Scroll bars that are seen on any ground. To be called before the scroll area, whose content then
/// takes the usual style again.
pub(in crate::app) fn visible_bars(ui: &mut Ui) {
    let colours = palette(ui);
    let visuals = ui.visuals_mut();
    visuals.widgets.inactive.bg_fill = colours.edge;
    visuals.widgets.hovered.bg_fill = colours.muted;
    visuals.widgets.active.bg_fill = colours.muted;
}

/// Two things side by side, or below each other where there is no room. Each is told its number.
pub(in crate::app) fn beside(ui: &mut Ui, mut draw: impl FnMut(&mut Ui, usize)) {
    const LEAST: f32 = 210.0;
    let width = (ui.available_width() - ROOM) / 2.0;
    if width < LEAST {
        draw(ui, 0);
        draw(ui, 1);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = ROOM;
        for at in 0..2 {
            ui.vertical(|ui| {
                ui.set_width(width);
                draw(ui, at);
            });
        }
    });
}

/// A field for some sentences, with its name above it. A long text scrolls in it.
pub(in crate::app) fn area(ui: &mut Ui, name: &str, salt: &str, words: &mut String, rows: usize) -> Response {
    const TALLEST: f32 = 260.0;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let label = field_label(ui, name);
        let edit = TextEdit::multiline(words)
            .id_salt(salt)
            .desired_width(f32::INFINITY)
            .desired_rows(rows)
            .margin(Margin::symmetric(9, 7));
        let scroll = ScrollArea::vertical()
            .id_salt(("scroll", salt))
            .max_height(TALLEST)
            .min_scrolled_height(TALLEST)
            .auto_shrink([false, true]);
        scroll.show(ui, |ui| ui.add(edit)).inner.labelled_by(label.id)
    })
    .inner
}

/// The field that narrows a list. Where it is wanted it gets the keyboard, with what stands in it selected, so
/// that typing begins anew.
pub(in crate::app) fn find_field(
    ui: &mut Ui,
    name: &str,
    query: &mut String,
    hint: &str,
    is_wanted: &mut bool,
) -> Response {
    let edit = TextEdit::singleline(query)
        .id_salt(("find", name.to_owned()))
        .hint_text(hint.to_owned())
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(9, 6));
    let mut output = edit.show(ui);
    if std::mem::take(is_wanted) {
        output.response.request_focus();
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(query.chars().count()));
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), output.response.id);
    }
    output.response.response.accessible_name(name)
}
