//! The first rows of the sheet as a table, so that the officer sees whether it was read rightly.
//! However large the sheet, only the cells in view are drawn.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{
    self, Color32, FontId, Galley, Id, Pos2, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
};

use super::super::super::session::Session;
use super::super::super::theme::{medium, palette, regular, size};
use super::super::super::widgets::visible_bars;
use super::super::super::widgets::{Look, Push, empty, muted, section};
use super::super::super::words;
use crate::sheet::{CellId, Sheet};

/// So many rows are shown.
const ROWS: u32 = 1000;
const ROW: f32 = 26.0;
const HEAD: f32 = 30.0;
const PAD: f32 = 8.0;
/// Room for the scroll bar.
const BAR: f32 = 12.0;
/// So many rows say how wide a column is.
const MEASURED: u32 = 40;

/// How the table is looked at.
#[derive(Default)]
pub(super) struct Preview {
    /// By column.
    widths: Vec<f32>,
    pub(super) is_folded: bool,
    /// A column that has to be seen.
    reveal: Option<u16>,
    /// The column that is spoken of elsewhere on the screen.
    marked: Option<u16>,
}

impl Preview {
    pub(super) fn mark(&mut self, column: u16) {
        if self.marked != Some(column) {
            (self.marked, self.reveal) = (Some(column), Some(column));
        }
    }
}

pub(super) fn show(ui: &mut Ui, view: &mut Preview, session: &Session) {
    let sheet = session.workspace().sheet();
    ui.horizontal(|ui| {
        section(ui, "The sheet as it was read");
        let shown = sheet.row_count().min(ROWS);
        if shown < sheet.row_count() {
            let (shown, all) = (words::grouped(shown.into()), words::count(sheet.row_count(), "row", "rows"));
            muted(ui, format!("First {shown} of {all}"));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = if view.is_folded { "Show the sheet" } else { "Hide the sheet" };
            if Push::new(label).look(Look::Quiet).show(ui).clicked() {
                view.is_folded = !view.is_folded;
            }
        });
    });
    if view.is_folded {
        return;
    }
    if sheet.columns().is_empty() || sheet.row_count() == 0 {
        empty(ui, "No rows below the heading row", "Choose another heading row or another sheet above");
        return;
    }
    if view.widths.len() != sheet.columns().len() {
        view.widths = (0u16..).zip(sheet.columns()).map(|(at, _)| width(sheet, at)).collect();
    }
    table(ui, view, sheet);
}

/// As wide as its heading and the longest of its first cells, within reason.
fn width(sheet: &Sheet, column: u16) -> f32 {
    const LETTER: f32 = 7.4;
    let heading = sheet.columns().get(usize::from(column)).map_or(0, |c| c.heading().chars().count());
    let rows = 0..sheet.row_count().min(MEASURED);
    let cells = rows.map(|row| sheet.text(CellId { row, column }).expose().chars().take(60).count());
    let longest = cells.max().unwrap_or_default().max(heading);
    (longest as f32 * LETTER + 4.0 * PAD).clamp(70.0, 340.0)
}

fn table(ui: &mut Ui, view: &mut Preview, sheet: &Sheet) {
    let colours = palette(ui);
    let (area, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    if area.height() < HEAD + ROW {
        return;
    }
    let count = sheet.row_count().min(ROWS);
    let has_hidden = (0..count).any(|row| sheet.is_row_hidden(row));
    let gutter = if has_hidden { 108.0 } else { 58.0 };
    let body = Rect::from_min_max(area.min + egui::vec2(gutter, HEAD), area.max);
    let widths = stretched(&view.widths, body.width() - BAR);
    let lefts: Vec<f32> = widths
        .iter()
        .scan(0.0, |left, width| {
            let at = *left;
            *left += width;
            Some(at)
        })
        .collect();
    let whole = egui::vec2(widths.iter().sum(), count as f32 * ROW);
    let mut inner = ui.new_child(UiBuilder::new().id_salt("preview").max_rect(body));
    visible_bars(&mut inner);
    let mut scroll = ScrollArea::both().id_salt("preview cells").auto_shrink(false);
    if let Some(column) = view.reveal.take()
        && let Some(left) = lefts.get(usize::from(column))
    {
        scroll = scroll.horizontal_scroll_offset((left - 40.0).max(0.0));
    }
    let mut shown = Rect::NOTHING;
    scroll.show_viewport(&mut inner, |ui, viewport| {
        ui.reset_style();
        shown = viewport;
        ui.set_min_size(whole);
        let origin = ui.min_rect().min;
        let rows = visible_rows(viewport, count);
        let columns = visible_columns(viewport, &lefts, &widths);
        for row in rows.clone() {
            let y = origin.y + row as f32 * ROW;
            let line = Rect::from_min_size(
                Pos2::new(origin.x + viewport.min.x, y),
                egui::vec2(viewport.width(), ROW),
            );
            ui.painter().hline(line.x_range(), line.max.y, Stroke::new(1.0, colours.line));
            let mut spoken = format!("Row {}", sheet.source_row(row));
            for column in columns.clone() {
                let text = words::snippet(sheet.text(CellId { row, column }).expose(), 300);
                let (Some(left), Some(width)) =
                    (lefts.get(usize::from(column)), widths.get(usize::from(column)))
                else {
                    continue;
                };
                let at = Pos2::new(origin.x + left + PAD, y);
                if !text.is_empty() {
                    spoken.push_str(", ");
                    spoken.push_str(&text);
                }
                cell(ui, &text, at, width - 2.0 * PAD, regular(size::SMALL + 1.0), colours.text);
            }
            let response = ui.interact(line, Id::unique(("preview row", row)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.clone()));
        }
    });
    // Where the cells stand in this frame: the state is that of the next one already.
    let offset = shown.min.to_vec2();
    let head = Rect::from_min_max(Pos2::new(body.min.x, area.min.y), Pos2::new(area.max.x, body.min.y));
    ui.painter().rect_filled(head.with_min_x(area.min.x), 0.0, colours.sunken);
    ui.painter().hline(area.x_range(), body.min.y, Stroke::new(1.0, colours.line));
    {
        let mut head_ui = ui.new_child(UiBuilder::new().max_rect(head));
        head_ui.set_clip_rect(head.intersect(ui.clip_rect()));
        for column in visible_columns(shown, &lefts, &widths) {
            let at = usize::from(column);
            if let (Some(left), Some(width)) = (lefts.get(at), widths.get(at)) {
                let x = head.min.x - offset.x + left;
                heading(&mut head_ui, sheet, column, x, *width, view.marked == Some(column));
            }
        }
    }
    let side = Rect::from_min_max(Pos2::new(area.min.x, body.min.y), Pos2::new(body.min.x, area.max.y));
    let mut side_ui = ui.new_child(UiBuilder::new().max_rect(side));
    side_ui.set_clip_rect(side.intersect(ui.clip_rect()));
    side_ui.painter().rect_filled(side, 0.0, colours.sunken);
    for row in visible_rows(shown, count) {
        let y = side.min.y + row as f32 * ROW - offset.y;
        let number = words::grouped(sheet.source_row(row).into());
        let (text, ink) = if sheet.is_row_hidden(row) {
            (format!("{number} hidden"), colours.waiting)
        } else {
            (number, colours.muted)
        };
        cell(&side_ui, &text, Pos2::new(side.min.x + PAD, y), gutter - 2.0 * PAD, regular(size::SMALL), ink);
    }
}

fn heading(ui: &mut Ui, sheet: &Sheet, column: u16, x: f32, width: f32, is_marked: bool) {
    let colours = palette(ui);
    let Some(of) = sheet.columns().get(usize::from(column)) else { return };
    let area = ui.max_rect();
    let rect = Rect::from_min_size(Pos2::new(x, area.min.y), egui::vec2(width, area.height()));
    if is_marked {
        ui.painter().rect_filled(rect, 0.0, colours.accent_tint);
    }
    let text = if of.is_hidden() { format!("{} (hidden)", of.heading()) } else { of.heading().to_owned() };
    let ink = match (is_marked, of.is_hidden()) {
        (true, _) => colours.accent,
        (false, true) => colours.waiting,
        (false, false) => colours.text,
    };
    let y = rect.min.y + (HEAD - ROW) / 2.0;
    let at = Pos2::new(rect.min.x + PAD, y);
    let is_cut = cell(ui, &text, at, width - 2.0 * PAD, medium(size::SMALL + 1.0), ink);
    let response = ui.interact(rect, Id::unique(("preview heading", column)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, text.clone()));
    // What stands there in full need not be told twice.
    if is_cut {
        response.on_hover_text(of.heading());
    }
}

/// The widths over all the room there is: what is left over goes to the widest column.
fn stretched(widths: &[f32], room: f32) -> Vec<f32> {
    let mut widths = widths.to_vec();
    let left = room - widths.iter().sum::<f32>();
    if left > 0.0
        && let Some(widest) = widths.iter_mut().reduce(|a, b| if *b > *a { b } else { a })
    {
        *widest += left;
    }
    widths
}

/// One line, cut with an ellipsis where its column ends. Whether it was cut.
fn cell(ui: &Ui, text: &str, at: Pos2, width: f32, font: FontId, ink: Color32) -> bool {
    if text.is_empty() {
        return false;
    }
    let galley = line(ui, text, width, font, ink);
    let y = at.y + (ROW - galley.size().y) / 2.0;
    let is_cut = galley.elided;
    ui.painter().galley(Pos2::new(at.x, y), galley, ink);
    is_cut
}

fn line(ui: &Ui, text: &str, width: f32, font: FontId, ink: Color32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

fn visible_rows(viewport: Rect, count: u32) -> Range<u32> {
    let from = (viewport.min.y / ROW).floor().max(0.0) as u32;
    let to = (viewport.max.y / ROW).ceil().max(0.0) as u32;
    from.min(count)..to.min(count)
}

fn visible_columns(viewport: Rect, lefts: &[f32], widths: &[f32]) -> Range<u16> {
    let from = lefts.iter().zip(widths).position(|(left, width)| left + width > viewport.min.x);
    let to = lefts.partition_point(|left| *left < viewport.max.x);
    let from = from.unwrap_or(lefts.len());
    from as u16..to.max(from) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_that_is_left_over_goes_to_the_widest() {
        assert_eq!(stretched(&[100.0, 300.0, 50.0], 500.0), [100.0, 350.0, 50.0]);
        assert_eq!(stretched(&[100.0, 300.0], 350.0), [100.0, 300.0]);
        assert_eq!(stretched(&[], 350.0), [] as [f32; 0]);
    }

    #[test]
    fn only_what_is_in_view_is_visible() {
        let (lefts, widths) = ([0.0, 100.0, 300.0, 350.0], [100.0, 200.0, 50.0, 80.0]);
        let view = |x: f32, y: f32| Rect::from_min_size(Pos2::new(x, y), egui::vec2(120.0, 52.0));
        assert_eq!(visible_columns(view(0.0, 0.0), &lefts, &widths), 0..2);
        assert_eq!(visible_columns(view(310.0, 0.0), &lefts, &widths), 2..4);
        assert_eq!(visible_columns(view(900.0, 0.0), &lefts, &widths), 4..4);
        assert_eq!(visible_rows(view(0.0, 0.0), 1000), 0..2);
        assert_eq!(visible_rows(view(0.0, 27.0), 1000), 1..4);
        assert_eq!(visible_rows(view(0.0, 26_000.0), 1000), 1000..1000);
    }
}
