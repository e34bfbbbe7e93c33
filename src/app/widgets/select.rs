//! A list that drops down, to choose one of.

use std::hash::Hash;

use eframe::egui::{self, Response, Ui};

/// A list to choose one of: what was chosen now, if anything. Its name is not shown.
pub(in crate::app) fn select<T: Copy + PartialEq>(
    ui: &mut Ui,
    salt: impl Hash + std::fmt::Debug,
    name: &str,
    width: f32,
    chosen: T,
    options: &[(T, &str)],
) -> (Response, Option<T>) {
    let text = options.iter().find(|(value, _)| *value == chosen).map_or("", |(_, text)| *text);
    let (mut picked, mut current) = (None, None);
    let id = ui.make_persistent_id(&salt);
    let was_open = egui::ComboBox::is_open(ui.ctx(), id);
    let shown =
        egui::ComboBox::from_id_salt(&salt).selected_text(text).width(width).truncate().show_ui(ui, |ui| {
            for (value, text) in options {
                let option = ui.selectable_label(*value == chosen, *text);
                if option.clicked() {
                    picked = Some(*value);
                }
                if *value == chosen {
                    current = Some(option);
                }
            }
        });
    // Arrows begin at what is chosen, however the list was opened.
    let is_free = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == shown.response.id));
    if let Some(current) = current.filter(|_| !was_open || is_free) {
        current.request_focus();
    }
    // The option that had the keyboard is gone with its list.
    let is_left = was_open && ui.input(|input| input.key_pressed(egui::Key::Escape));
    if picked.is_some() || is_left {
        shown.response.request_focus();
    }
    (shown.response.accessible_name(name), picked.filter(|value| *value != chosen))
}
