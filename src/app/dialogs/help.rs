//! All keys, by where they work. Each can be changed: choose its command, then press the new key.

use eframe::egui::{self, Key, Modifiers, ScrollArea, Sense, Ui};
use strum::IntoEnumIterator;

use super::super::action::Action;
use super::super::theme::{CORNER, ROOM, medium, palette, regular, size};
use super::super::ui_command::{
    Chord, KeyRefused, UiCommand, Where, change_key, changed_keys, forget_keys, own_keys,
};
use super::super::widgets::{
    Look, Push, focus_ring, heading, key_cap, muted, push, section, truncated, word,
};
use super::{modal, taken};

/// Left column, then right column: about the same length.
const COLUMNS: [&[Where]; 2] = [
    &[Where::Deciding, Where::Review, Where::Scope],
    &[
        Where::People,
        Where::Entries,
        Where::Lists,
        Where::Case,
        Where::Anywhere,
        Where::Reasons,
        Where::Disclose,
    ],
];

#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Help {
    /// The command that is to have the key that is pressed next.
    changing: Option<UiCommand>,
    /// Why a command could not have a key.
    refused: Option<String>,
}

impl Help {
    pub(super) fn show(&mut self, ctx: &egui::Context, out: &mut Vec<Action>) {
        modal(ctx, "help", 860.0, out, |ui, out| {
            self.take_key(ui, out);
            heading(ui, "Keys");
            muted(
                ui,
                format!(
                    "Keys work while nothing is being typed. {} goes to the next part of the window, Tab goes on in \
                     it, and Esc leads back to the text. To change a key, choose its command here.",
                    UiCommand::NextPane.key_text()
                ),
            );
            self.say(ui);
            ui.add_space(4.0);
            let height = (ui.ctx().content_rect().height() - 250.0).max(200.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                ui.columns(2, |columns| {
                    for (ui, places) in columns.iter_mut().zip(COLUMNS) {
                        for place in places {
                            self.group(ui, *place);
                        }
                    }
                });
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if push(ui, "Close", Look::Plain).clicked() {
                    out.push(Action::CloseDialog);
                }
                if !changed_keys().is_empty() && push(ui, "All keys as they were", Look::Quiet).clicked() {
                    forget_keys();
                    *self = Help::default();
                    out.push(Action::KeepKeys);
                }
                if let Some(command) = self.changing
                    && Push::new("Its own key").look(Look::Quiet).show(ui).clicked()
                {
                    self.changing = None;
                    self.refused = (!own_keys(command)).then(|| {
                        "Its own key was given to another command: change that one first".to_owned()
                    });
                    out.push(Action::KeepKeys);
                }
            });
        });
    }

    /// What is waited for, or why a key could not be given.
    fn say(&self, ui: &mut Ui) {
        let colours = palette(ui);
        match (&self.refused, self.changing) {
            (Some(refused), _) => word(ui, format!("▲ {refused}"), medium(size::BODY), colours.danger),
            (None, Some(command)) => {
                let text = command.text().trim_end_matches('…');
                let sentence = format!("Press the new key for “{text}”, or Esc to leave it as it is");
                word(ui, sentence, medium(size::BODY), colours.accent)
            }
            (None, None) => return,
        };
    }

    /// The key that is pressed while one is waited for.
    fn take_key(&mut self, ui: &Ui, out: &mut Vec<Action>) {
        let Some(command) = self.changing else { return };
        if taken(ui, Modifiers::NONE, Key::Escape) {
            (self.changing, self.refused) = (None, None);
            return;
        }
        let Some(chord) = ui.input_mut(pressed) else { return };
        self.refused = match change_key(command, chord) {
            Ok(()) => {
                self.changing = None;
                out.push(Action::KeepKeys);
                None
            }
            Err(KeyRefused::Reserved) => {
                Some(format!("{} belongs to fields, buttons and lists. Press another key", chord.text()))
            }
            Err(KeyRefused::Taken(other)) => {
                let other = other.text().trim_end_matches('…');
                Some(format!("{} is the key of “{other}”. Press another key", chord.text()))
            }
        };
    }

    fn group(&mut self, ui: &mut Ui, place: Where) {
        section(ui, place.title());
        ui.spacing_mut().item_spacing.y = 1.0;
        for command in UiCommand::iter().filter(|command| command.place() == place) {
            if self.line(ui, command).clicked() {
                (self.changing, self.refused) = (Some(command), None);
            }
        }
        ui.add_space(ROOM);
    }

    fn line(&self, ui: &mut Ui, command: UiCommand) -> egui::Response {
        let colours = palette(ui);
        let text = command.text().trim_end_matches('…');
        let is_changing = self.changing == Some(command);
        let keys: Vec<String> = command.keys().iter().map(|chord| chord.text()).collect();
        let size = egui::vec2(ui.available_width() - ROOM / 2.0, 24.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let spoken = if keys.is_empty() { "no key".to_owned() } else { keys.join(" or ") };
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, is_changing, format!("{text}: {spoken}"))
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if is_changing {
            ui.painter().rect_filled(rect, CORNER, colours.accent_tint);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, CORNER, colours.sunken);
        }
        if response.has_focus() {
            focus_ring(ui, rect);
        }
        let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(6.0, 0.0))));
        row.horizontal_centered(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if is_changing {
                    key_cap(ui, "press a key");
                } else {
                    for key in keys.iter().rev() {
                        key_cap(ui, key);
                    }
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    truncated(ui, text, regular(size::SMALL + 1.0), colours.text);
                });
            });
        });
        response
    }
}

/// The first key that was pressed since the last frame; it is taken, and with it what it would have typed.
#[expect(clippy::wildcard_enum_match_arm, reason = "all but keys and what they type is left as it is")]
fn pressed(input: &mut egui::InputState) -> Option<Chord> {
    let mut found = None;
    input.events.retain(|event| match event {
        egui::Event::Key { key, pressed: true, repeat: false, modifiers, .. } if found.is_none() => {
            let signs = matches!(key, Key::Questionmark | Key::Plus);
            let modifiers = Modifiers {
                alt: modifiers.alt,
                command: modifiers.command,
                // These need Shift on most keyboards.
                shift: modifiers.shift && !signs,
                ..Modifiers::NONE
            };
            found = Some(Chord { modifiers, key: *key });
            false
        }
        egui::Event::Text(_) => false,
        _ => true,
    });
    found
}
