//! A disclosure as a table on paper, as the applicant gets it: every row in full, only those that are
//! seen are set.

use eframe::egui::{self, Key, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo};

use super::super::super::theme::{palette, semibold, size};
use super::super::super::widgets::{BAR, ListState, ReleasedCell, Setting, focus_ring, tall_list};
use crate::disclose::{Cell, ColumnKind, Disclosure};

/// Room around the words of a cell, in points.
const PAD: egui::Vec2 = egui::vec2(10.0, 7.0);
const LETTERS: f32 = size::BODY - 1.0;
const LINE: f32 = 21.0;

/// A cell of the table.
const IN_TABLE: Setting =
    Setting { words: LETTERS, marks: LETTERS - 1.0, line: LINE, block: egui::vec2(1.0, 1.0), empty: "" };

/// Draws the table over all the room there is.
pub(super) fn show(ui: &mut Ui, state: &mut ListState, disclosure: &Disclosure, takes_keyboard: bool) {
    let columns = least_widths(ui, disclosure);
    let least: f32 = columns.iter().map(|(_, width)| width).sum::<f32>() + BAR;
    if least > ui.available_width() {
        ScrollArea::horizontal().auto_shrink(false).id_salt("paper").show(ui, |ui| {
            let room = egui::vec2(least, ui.available_height());
            ui.allocate_ui(room, |ui| sheet(ui, state, disclosure, &columns, takes_keyboard));
        });
    } else {
        sheet(ui, state, disclosure, &columns, takes_keyboard);
    }
}

fn sheet(
    ui: &mut Ui,
    state: &mut ListState,
    disclosure: &Disclosure,
    columns: &[(ColumnKind, f32)],
    takes_keyboard: bool,
) {
    let colours = palette(ui);
    let area = ui.available_rect_before_wrap();
    ui.painter().rect_filled(area, 0.0, colours.paper);
    let widths = share(columns, area.width() - BAR);
    ui.spacing_mut().item_spacing.y = 0.0;
    keyboard(ui, state, area, disclosure.row_count(), takes_keyboard);
    headings(ui, disclosure, &widths);
    let height = |ui: &Ui, row: usize| {
        let cells = disclosure.row(row).zip(&widths);
        let tallest =
            cells.map(|(cell, width)| in_table(ui, cell, *width).galley.size().y).fold(LETTERS, f32::max);
        tallest + 2.0 * PAD.y
    };
    tall_list(ui, state, disclosure.row_count(), height, |ui, row| {
        let rect = ui.max_rect();
        let mut left = rect.min.x;
        for (number, (cell, width)) in disclosure.row(row).zip(&widths).enumerate() {
            let place = Rect::from_min_size(egui::pos2(left, rect.min.y), egui::vec2(*width, rect.height()));
            let spoken = ui.interact(place, ui.unique_id().with(number), Sense::hover());
            spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, cell.text()));
            in_table(ui, cell, *width).paint(ui, place.min + PAD);
            left += width;
        }
        ui.painter().hline(
            rect.x_range(),
            rect.max.y - 0.5,
            Stroke::new(1.0, colours.ink.gamma_multiply(0.2)),
        );
    });
}

/// A cell of the table in its column.
fn in_table(ui: &Ui, cell: Cell<'_>, width: f32) -> ReleasedCell {
    ReleasedCell::new(ui, cell, width - 2.0 * PAD.x, &IN_TABLE)
}

fn headings(ui: &mut Ui, disclosure: &Disclosure, widths: &[f32]) {
    let colours = palette(ui);
    let set: Vec<_> = disclosure
        .columns()
        .iter()
        .zip(widths)
        .map(|(column, width)| {
            let room = (width - 2.0 * PAD.x).max(10.0);
            ui.painter().layout(column.heading.clone(), semibold(LETTERS), colours.ink, room)
        })
        .collect();
    let tallest = set.iter().map(|galley| galley.size().y).fold(0.0, f32::max) + 2.0 * PAD.y;
    let (row, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), tallest), Sense::hover());
    let mut left = row.min.x;
    for ((galley, width), column) in set.into_iter().zip(widths).zip(disclosure.columns()) {
        let place = Rect::from_min_size(egui::pos2(left, row.min.y), egui::vec2(*width, tallest));
        let spoken = ui.interact(place, ui.unique_id().with(("heading", &column.heading)), Sense::hover());
        spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, &column.heading));
        ui.painter().galley(place.min + PAD, galley, colours.ink);
        left += width;
    }
    ui.painter().hline(row.x_range(), row.max.y - 1.0, Stroke::new(2.0, colours.ink));
}

/// The table takes the keyboard, so that it can be read on without a mouse.
fn keyboard(ui: &mut Ui, state: &mut ListState, area: Rect, count: usize, takes_keyboard: bool) {
    let response = ui.interact(area, ui.unique_id().with("paper"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, "The table as it would be released"));
    if takes_keyboard || response.clicked() {
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    focus_ring(ui, area.shrink(3.0));
    let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let page = area.height() * 0.85;
    ui.input(|input| {
        for (key, points) in
            [(Key::ArrowDown, 60.0), (Key::ArrowUp, -60.0), (Key::PageDown, page), (Key::PageUp, -page)]
        {
            if input.key_pressed(key) {
                state.scroll(points);
            }
        }
        if input.key_pressed(Key::Home) {
            state.reveal(0);
        }
        if input.key_pressed(Key::End) {
            state.reveal(count.saturating_sub(1));
        }
    });
}

/// The least width of a column, in points.
fn least_width(kind: ColumnKind) -> f32 {
    match kind {
        ColumnKind::Number => 62.0,
        ColumnKind::Short => 104.0,
        ColumnKind::Long => 300.0,
    }
}

/// The least width of each column: no word of its heading is broken.
fn least_widths(ui: &Ui, disclosure: &Disclosure) -> Vec<(ColumnKind, f32)> {
    let widest = |heading: &str| {
        let words = heading.split_whitespace();
        let width = |word: &str| {
            let ink = palette(ui).ink;
            ui.painter().layout_no_wrap(word.to_owned(), semibold(LETTERS), ink).size().x
        };
        words.map(width).fold(0.0, f32::max) + 2.0 * PAD.x + 1.0
    };
    let columns = disclosure.columns().iter();
    columns.map(|column| (column.kind, least_width(column.kind).max(widest(&column.heading)))).collect()
}

/// The widths of all columns: numbers get what they need, the rest goes by how much stands in each.
fn share(least: &[(ColumnKind, f32)], room: f32) -> Vec<f32> {
    let weight = |kind: ColumnKind| match kind {
        ColumnKind::Number => 0.0,
        ColumnKind::Short => 24.0,
        ColumnKind::Long => 150.0,
    };
    let needed: f32 = least.iter().map(|(_, width)| width).sum();
    let weights: f32 = least.iter().map(|(kind, _)| weight(*kind)).sum();
    let spare = (room - needed).max(0.0);
    let part = |kind| if weights > 0.0 { weight(kind) / weights } else { 0.0 };
    least.iter().map(|(kind, width)| (width + spare * part(*kind)).floor()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_are_never_too_narrow() {
        use ColumnKind::{Long, Number, Short};
        let least = [Number, Short, Number, Long, Short].map(|kind| (kind, least_width(kind)));
        let wide = share(&least, 1000.0);
        assert!(wide.iter().sum::<f32>() > 990.0 && wide.iter().sum::<f32>() <= 1000.0);
        assert_eq!((wide[0], wide[2]), (62.0, 62.0));
        assert!(wide[3] > wide[1]);
        assert_eq!(share(&least, 200.0), [62.0, 104.0, 62.0, 300.0, 104.0]);
        assert_eq!(share(&[(Number, 80.0)], 500.0), [80.0]);
    }
}
