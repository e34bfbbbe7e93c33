//! The dial: how likely something must be to be suggested, with how much each level shows.

use eframe::egui::{self, Align2, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use strum::IntoEnumIterator;

use super::super::super::action::Action;
use super::super::super::session::Session;
use super::super::super::theme::{CORNER, medium, palette, regular, size};
use super::super::super::ui_command::UiCommand;
use super::super::super::widgets::{focus_ring, key_cap, section};
use super::super::super::words;
use crate::review::{Command, Level};

/// Height of a level, in points.
const TALL: f32 = 42.0;

/// The level above or below this one.
pub(super) fn beside(level: Level, step: isize) -> Option<Level> {
    let levels: Vec<Level> = Level::iter().collect();
    let at = levels.iter().position(|other| *other == level)?;
    levels.get(at.checked_add_signed(step)?).copied()
}

/// The three levels side by side.
pub(super) fn show(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        section(ui, "How much is suggested");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            key_cap(ui, &UiCommand::ShowMore.key_text());
            key_cap(ui, &UiCommand::ShowFewer.key_text());
        });
    });
    let now = session.level();
    let counts = session.index.counts().by_level;
    let is_counted = session.index.is_fresh();
    let gap = 4.0;
    let width = ((ui.available_width() - 2.0 * gap) / 3.0).max(60.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (level, count) in Level::iter().zip(counts) {
            let count = if is_counted { words::grouped(count) } else { "…".to_owned() };
            if step(ui, level, &count, level == now, width).clicked() && level != now {
                out.push(Action::Review(Command::Dial(level)));
            }
        }
    });
}

fn step(ui: &mut Ui, level: Level, count: &str, is_on: bool, width: f32) -> egui::Response {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, TALL), Sense::click());
    response.widget_info(|| {
        let name = format!("{}: {count} suggestions", words::level(level));
        WidgetInfo::selected(Role::Button, true, is_on, name)
    });
    let hot = response.hovered() || response.has_focus();
    let (fill, edge, ink, faint) = match (is_on, hot) {
        (true, _) => (colours.switched, colours.switched, colours.on_switched, colours.on_switched),
        (false, true) => (colours.sunken, colours.muted, colours.text, colours.muted),
        (false, false) => (colours.surface, colours.edge, colours.text, colours.muted),
    };
    let painter = ui.painter();
    painter.rect(rect, CORNER, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let at = |y: f32| egui::pos2(rect.center().x, rect.min.y + y);
    painter.text(at(14.0), Align2::CENTER_CENTER, words::level(level), medium(size::SMALL), ink);
    painter.text(at(29.0), Align2::CENTER_CENTER, count, regular(size::SMALL), faint);
    if response.has_focus() {
        focus_ring(ui, rect);
    }
    let told = match level {
        Level::Fewer => "Only what is nearly sure",
        Level::Usual => "What is likely",
        Level::More => "Also what may be, with more that is not",
    };
    response
        .on_hover_text(format!("{told}. In the entries that are released. What the columns say always is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dial_ends_on_both_sides() {
        assert_eq!(beside(Level::Usual, 1), Some(Level::More));
        assert_eq!(beside(Level::Usual, -1), Some(Level::Fewer));
        assert_eq!((beside(Level::More, 1), beside(Level::Fewer, -1)), (None, None));
    }
}
