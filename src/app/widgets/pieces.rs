//! Small pieces: labels, tags, chips, cards, banners.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Color32, FontId, Frame, Margin, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
};

use super::super::theme::{CARD_CORNER, CORNER, ROOM, medium, palette, regular, semibold, size};
use super::button::{Look, Push, focus_ring};

/// The heading of a screen or card.
pub(in crate::app) fn heading(ui: &mut Ui, text: &str) -> Response {
    let colour = palette(ui).text;
    ui.label(RichText::new(text).font(semibold(size::TITLE)).color(colour))
}

/// The heading of a group within a card.
pub(in crate::app) fn section(ui: &mut Ui, text: &str) -> Response {
    let colour = palette(ui).muted;
    ui.label(RichText::new(text).font(semibold(size::SMALL)).color(colour))
}

/// Text that explains.
pub(in crate::app) fn muted(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colour = palette(ui).muted;
    ui.label(RichText::new(text).font(regular(size::SMALL + 1.0)).color(colour))
}

/// Plain text in a colour of the palette.
pub(in crate::app) fn word(ui: &mut Ui, text: impl Into<String>, font: FontId, colour: Color32) -> Response {
    ui.label(RichText::new(text).font(font).color(colour))
}

/// One line that is cut with an ellipsis where there is no room; the whole stands in its tooltip.
pub(in crate::app) fn truncated(ui: &mut Ui, text: &str, font: FontId, colour: Color32) -> Response {
    ui.add(egui::Label::new(RichText::new(text).font(font).color(colour)).truncate())
}

/// Words on so many lines at most, cut with an ellipsis after the last.
pub(in crate::app) fn cut_after(
    ui: &mut Ui,
    lines: usize,
    text: &str,
    font: FontId,
    colour: Color32,
) -> Response {
    let mut job = LayoutJob::simple(text.to_owned(), font, colour, ui.available_width());
    job.wrap.max_rows = lines;
    job.wrap.break_anywhere = lines == 1;
    ui.add(egui::Label::new(job))
}

/// Words with what stands before and behind them, on one line that is cut where there is no room.
pub(in crate::app) fn in_context(ui: &mut Ui, (before, here, after): (&str, &str, &str)) -> Response {
    let colours = palette(ui);
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(before, 0.0, format(regular(size::BODY), colours.muted));
    job.append(here, 0.0, format(semibold(size::BODY), colours.text));
    job.append(after, 0.0, format(regular(size::BODY), colours.muted));
    ui.add(egui::Label::new(job).truncate())
}

/// The name of a field, above it.
pub(in crate::app) fn field_label(ui: &mut Ui, text: &str) -> Response {
    let colour = palette(ui).text;
    ui.label(RichText::new(text).font(medium(size::SMALL + 1.0)).color(colour))
}

/// A word in a coloured pill.
pub(in crate::app) fn tag(ui: &mut Ui, text: &str, ink: Color32, fill: Color32) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), medium(11.0), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + egui::vec2(12.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, 5.0, fill);
    ui.painter().galley(rect.min + egui::vec2(6.0, 2.0), galley, ink);
    response
}

/// A key as it looks on a keyboard.
pub(in crate::app) fn key_cap(ui: &mut Ui, key: &str) {
    let colours = palette(ui);
    let galley = ui.painter().layout_no_wrap(key.to_owned(), medium(11.0), colours.muted);
    let (rect, response) = ui.allocate_exact_size(galley.size() + egui::vec2(10.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, key));
    ui.painter().rect(rect, 4.0, colours.sunken, Stroke::new(1.0, colours.edge), StrokeKind::Inside);
    ui.painter().galley(rect.min + egui::vec2(5.0, 2.0), galley, colours.muted);
}

/// A filter with its count, on or off.
pub(in crate::app) fn chip(ui: &mut Ui, text: &str, is_on: bool) -> Response {
    let colours = palette(ui);
    let (ink, fill) =
        if is_on { (colours.on_switched, colours.switched) } else { (colours.text, colours.sunken) };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), medium(size::SMALL), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + egui::vec2(16.0, 8.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, text));
    let edge = if response.hovered() { colours.muted } else { colours.line };
    ui.painter().rect(rect, rect.height() / 2.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    ui.painter().galley(rect.min + egui::vec2(8.0, 4.0), galley, ink);
    if response.has_focus() {
        focus_ring(ui, rect);
    }
    response
}

/// Buttons side by side of which one is chosen: what was chosen now, if anything.
pub(in crate::app) fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: Option<T>,
    choices: &[(T, &str, String)],
) -> Option<T> {
    let mut picked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (value, label, key) in choices {
            let look = if chosen == Some(*value) { Look::Chosen } else { Look::Plain };
            if Push::new(label).key(key.clone()).look(look).show(ui).clicked() {
                picked = Some(*value);
            }
        }
    });
    picked
}

/// A sheet on the page on which things stand together.
pub(in crate::app) fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let colours = palette(ui);
    Frame::new()
        .fill(colours.surface)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CARD_CORNER)
        .inner_margin(Margin::same(ROOM as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui)
        })
        .inner
}

/// Something to be noticed, with what to do about it.
pub(in crate::app) fn banner<R>(
    ui: &mut Ui,
    ink: Color32,
    fill: Color32,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, ink.gamma_multiply(0.35)))
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(12, 9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.visuals_mut().override_text_color = Some(ink);
            content(ui)
        })
        .inner
}

/// What stands where there is nothing: what that means, and what to do.
pub(in crate::app) fn empty(ui: &mut Ui, what: &str, advice: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(40.0);
        let colours = palette(ui);
        word(ui, what, semibold(size::BODY + 1.0), colours.text);
        word(ui, advice, regular(size::BODY), colours.muted);
    });
}

/// A hairline over the whole width.
pub(in crate::app) fn row_line(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, palette(ui).line));
}
