//! A list of any length of which only what is seen is drawn. Its position counts rows, not points:
//! points are too coarse where there are a million rows.

use std::ops::Range;

use eframe::egui::{self, Rect, Sense, Ui, UiBuilder};

use super::super::theme::palette;

/// Where a list stands.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct ListState {
    /// The row at the upper edge, with how much of it is above the edge.
    top: f64,
    /// A row that has to be seen.
    reveal: Option<usize>,
    /// Where on its handle the scroll bar is held, as a share of the handle.
    held: Option<f32>,
    /// Points by which it is to move when it is drawn next; only where rows differ in height.
    pending: f32,
}

impl ListState {
    /// Brings a row into view when the list is drawn next.
    pub(in crate::app) fn reveal(&mut self, at: usize) {
        self.reveal = Some(at);
    }

    /// Moves it down by so many points when it is drawn next as a [`tall_list`].
    pub(in crate::app) fn scroll(&mut self, points: f32) {
        self.pending += points;
    }

    fn keep_within(&mut self, count: usize, seen: f64) {
        if let Some(at) = self.reveal.take() {
            let at = at as f64;
            if at < self.top {
                self.top = at;
            } else if at + 1.0 > self.top + seen {
                self.top = at + 1.0 - seen;
            }
        }
        self.top = self.top.clamp(0.0, (count as f64 - seen).max(0.0));
    }

    fn visible(&self, count: usize, seen: f64) -> Range<usize> {
        let from = self.top.floor() as usize;
        from.min(count)..((self.top + seen).ceil() as usize).min(count)
    }
}

/// Width of the scroll bar, in points.
pub(in crate::app) const BAR: f32 = 10.0;
const HANDLE_MIN: f32 = 28.0;

/// Draws the visible rows, each of the same height in points, over all the room there is.
pub(in crate::app) fn long_list(
    ui: &mut Ui,
    state: &mut ListState,
    count: usize,
    row_height: f32,
    mut draw: impl FnMut(&mut Ui, usize),
) {
    let (area, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    if area.height() <= 0.0 {
        return;
    }
    let seen = f64::from(area.height() / row_height);
    if ui.rect_contains_pointer(area) {
        let turned = ui.input(|input| input.smooth_scroll_delta().y);
        state.top -= f64::from(turned / row_height);
    }
    let fits = count as f64 <= seen;
    if !fits {
        scroll_bar(ui, state, area, count, seen);
    }
    state.keep_within(count, seen);
    let rows = if fits { area } else { area.with_max_x(area.max.x - BAR) };
    for at in state.visible(count, seen) {
        let y = area.min.y + ((at as f64 - state.top) * f64::from(row_height)) as f32;
        // Whole pixels, or text is blurred.
        let y = (y * ui.pixels_per_point()).round() / ui.pixels_per_point();
        let rect = Rect::from_min_size(egui::pos2(rows.min.x, y), egui::vec2(rows.width(), row_height));
        let mut row = ui.new_child(UiBuilder::new().id_salt(at).max_rect(rect));
        row.set_clip_rect(rows.intersect(ui.clip_rect()));
        draw(&mut row, at);
    }
}

/// Draws the visible rows, each of a height of its own, over all the room there is. Heights are asked
/// for near what is seen only, so that no list is too long. The room for the bar is always kept.
pub(in crate::app) fn tall_list(
    ui: &mut Ui,
    state: &mut ListState,
    count: usize,
    height: impl Fn(&Ui, usize) -> f32,
    mut draw: impl FnMut(&mut Ui, usize),
) {
    let (area, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    if area.height() <= 0.0 || count == 0 {
        return;
    }
    let room = area.height();
    if ui.rect_contains_pointer(area) {
        state.pending -= ui.input(|input| input.smooth_scroll_delta().y);
    }
    let tall = Tall { count, height: |at| height(ui, at).max(1.0) };
    let last_top = tall.top_to_end_at(count, room);
    if let Some(at) = state.reveal.take() {
        let at = at.min(count - 1);
        // A row that is taller than the room is shown from its beginning.
        let lowest = tall.top_to_end_at(at + 1, room).min(at as f64);
        state.top = if (at as f64) < state.top { at as f64 } else { state.top.max(lowest) };
    }
    state.top = tall.moved(state.top.clamp(0.0, last_top), std::mem::take(&mut state.pending));
    // The bar counts rows: of these so many are seen at the end.
    let seen = count as f64 - last_top;
    state.keep_within(count, seen);
    if last_top > 0.0 {
        scroll_bar(ui, state, area, count, seen);
    }
    let rows = area.with_max_x(area.max.x - BAR);
    let mut at = state.top.floor() as usize;
    let mut y = area.min.y - (state.top.fract() as f32) * height(ui, at.min(count - 1)).max(1.0);
    while at < count && y < area.max.y {
        let tall = height(ui, at).max(1.0);
        let top = (y * ui.pixels_per_point()).round() / ui.pixels_per_point();
        let rect = Rect::from_min_size(egui::pos2(rows.min.x, top), egui::vec2(rows.width(), tall));
        let mut row = ui.new_child(UiBuilder::new().id_salt(at).max_rect(rect));
        row.set_clip_rect(rows.intersect(ui.clip_rect()));
        draw(&mut row, at);
        y += tall;
        at += 1;
    }
}

/// Rows of different heights. A position is a row and the share of it that is above the edge.
struct Tall<H> {
    count: usize,
    height: H,
}

impl<H: Fn(usize) -> f32> Tall<H> {
    /// The position from which the rows before `end` just fill the room; 0 if they do not.
    fn top_to_end_at(&self, end: usize, room: f32) -> f64 {
        let mut left = room;
        for at in (0..end.min(self.count)).rev() {
            let height = (self.height)(at);
            if height >= left {
                return at as f64 + f64::from((height - left) / height);
            }
            left -= height;
        }
        0.0
    }

    /// The position so many points further down.
    fn moved(&self, top: f64, points: f32) -> f64 {
        let mut at = (top.floor() as usize).min(self.count.saturating_sub(1));
        let height = (self.height)(at);
        // From the upper edge of that row.
        let mut offset = (top - at as f64) as f32 * height + points;
        while offset < 0.0 && at > 0 {
            at -= 1;
            offset += (self.height)(at);
        }
        while at + 1 < self.count && offset >= (self.height)(at) {
            offset -= (self.height)(at);
            at += 1;
        }
        at as f64 + f64::from((offset / (self.height)(at)).clamp(0.0, 1.0))
    }
}

fn scroll_bar(ui: &mut Ui, state: &mut ListState, area: Rect, count: usize, seen: f64) {
    let track = Rect::from_min_max(egui::pos2(area.max.x - BAR, area.min.y), area.max);
    let length = ((seen / count as f64) as f32 * track.height()).max(HANDLE_MIN).min(track.height());
    let way = (track.height() - length).max(1.0);
    let last = (count as f64 - seen).max(1.0);
    let id = ui.scope_id().with("scroll bar");
    let response = ui.interact(track, id, Sense::click_and_drag());
    let start = track.min.y + (state.top / last) as f32 * way;
    if let Some(pointer) = response.interact_pointer_pos() {
        let on_handle = (pointer.y - start) / length;
        let held = *state.held.get_or_insert(if (0.0..=1.0).contains(&on_handle) { on_handle } else { 0.5 });
        state.top = f64::from((pointer.y - held * length - track.min.y) / way) * last;
    } else {
        state.held = None;
    }
    state.keep_within(count, seen);
    let start = track.min.y + (state.top / last) as f32 * way;
    let handle = Rect::from_min_size(egui::pos2(track.min.x + 2.0, start), egui::vec2(BAR - 4.0, length));
    let colours = palette(ui);
    let hot = response.hovered() || response.dragged();
    ui.painter().rect_filled(handle, 3.0, if hot { colours.muted } else { colours.edge });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_in_view_moves_nothing() {
        let mut state = ListState { top: 10.0, ..ListState::default() };
        state.reveal(12);
        state.keep_within(1000, 5.0);
        assert_eq!(state.top, 10.0);
        state.reveal(15);
        state.keep_within(1000, 5.0);
        assert_eq!(state.top, 11.0);
        state.reveal(3);
        state.keep_within(1000, 5.0);
        assert_eq!((state.top, state.visible(1000, 5.0)), (3.0, 3..8));
    }

    #[test]
    fn the_last_of_a_million_rows_stands_at_the_edge() {
        let mut state = ListState::default();
        state.reveal(999_999);
        state.keep_within(1_000_000, 7.25);
        assert_eq!(state.visible(1_000_000, 7.25), 999_992..1_000_000);
        assert_eq!(state.top, 999_992.75);
    }

    #[test]
    fn rows_of_different_heights_move_by_points() {
        let heights = [10.0, 30.0, 20.0, 40.0];
        let tall = Tall { count: 4, height: |at: usize| heights[at] };
        assert_eq!(tall.moved(0.0, 25.0), 1.5);
        assert_eq!(tall.moved(1.5, -25.0), 0.0);
        assert_eq!(tall.moved(3.5, -40.0), 2.0);
        assert_eq!((tall.moved(0.5, -100.0), tall.moved(0.0, 1000.0)), (0.0, 4.0));
        // The last 50 points are the last row and half of the one before.
        assert_eq!((tall.top_to_end_at(4, 50.0), tall.top_to_end_at(4, 200.0)), (2.5, 0.0));
        assert_eq!(tall.top_to_end_at(2, 15.0), 1.5);
    }

    #[test]
    fn a_short_list_stays_where_it_is() {
        let mut state = ListState { top: 4.0, ..ListState::default() };
        state.keep_within(3, 9.0);
        assert_eq!((state.top, state.visible(3, 9.0)), (0.0, 0..3));
    }
}
