//! A column of things of any height, of which only what is near the view is drawn. What was drawn
//! once has its height remembered.

use eframe::egui::{self, Align, Id, Ui, UiBuilder};

/// So far beyond the edges things are drawn too, so that Tab gets there.
const BEYOND: f32 = 260.0;

/// The heights of the things, as far as they were seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights(Vec<f32>);

/// Draws those of `count` things that are near the view. One that has to be seen is drawn wherever
/// it is.
pub(super) fn lazily(
    ui: &mut Ui,
    heights: &mut Heights,
    count: usize,
    estimate: f32,
    wanted: Option<usize>,
    mut draw: impl FnMut(&mut Ui, usize),
) {
    heights.0.resize(count, estimate);
    let clip = ui.clip_rect();
    let seen = clip.min.y - BEYOND..=clip.max.y + BEYOND;
    for (at, height) in heights.0.iter_mut().enumerate() {
        let top = ui.cursor().min.y;
        let is_near = top + *height >= *seen.start() && top <= *seen.end();
        if !is_near && wanted != Some(at) {
            ui.allocate_space(egui::vec2(ui.available_width(), *height));
            continue;
        }
        // Named by its number, so that what has the keyboard keeps it while things above come and go.
        let id = ui.make_persistent_id(("lazy", at));
        let shown = ui.scope_builder(UiBuilder::new().scope_id(id), |ui| draw(ui, at)).response;
        *height = shown.rect.height();
    }
}

/// Brings something into view.
pub(super) fn reveal(ui: &Ui, rect: egui::Rect) {
    ui.scroll_to_rect(rect, Some(Align::Center));
}

/// Keeps what has the keyboard in view. To be called at the end of what scrolls.
pub(super) fn follow_keyboard(ui: &Ui, last: &mut Option<Id>) {
    let focused = ui.memory(|memory| memory.focused());
    let before = std::mem::replace(last, focused);
    // What had the keyboard on another screen is not here.
    if focused == before || before.is_none() {
        return;
    }
    let Some(response) = focused.and_then(|id| ui.ctx().read_response(id)) else { return };
    let is_inside = response.layer_id == ui.layer_id() && ui.min_rect().contains_rect(response.rect);
    if is_inside && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect(response.rect.expand(24.0), None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of a thousand things of 50 points are drawn in a window of 400 points.
    fn drawn(scrolled: f32, wanted: Option<usize>) -> Vec<usize> {
        let ctx = egui::Context::default();
        let (mut drawn, mut heights) = (Vec::new(), Heights::default());
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(600.0, 400.0));
        let input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            drawn.clear();
            egui::ScrollArea::vertical().vertical_scroll_offset(scrolled).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                lazily(ui, &mut heights, 1000, 50.0, wanted, |ui, at| {
                    ui.set_height(50.0);
                    drawn.push(at);
                });
            });
        });
        output.textures_delta.clear();
        drawn
    }

    #[test]
    fn only_what_is_near_is_drawn() {
        let top = drawn(0.0, None);
        assert!(top.len() < 20 && top.first() == Some(&0), "{top:?}");
        let far = drawn(25_000.0, None);
        assert!(far.len() < 30 && far.contains(&500) && !far.contains(&0), "{far:?}");
        assert!(drawn(0.0, Some(900)).contains(&900));
    }
}
