//! From keys to commands.

use eframe::egui::{self, Event, Key};

use super::action::Screen;
use super::ui_command::{UiCommand, Where};
use strum::IntoEnumIterator;

/// Where the officer is, as far as keys go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Here {
    /// The screen, if a case is open.
    pub(super) screen: Option<Screen>,
    /// Whether the review may begin.
    pub(super) may_review: bool,
    /// A control other than the case text has the keyboard.
    pub(super) is_on_control: bool,
    /// Letters are being typed.
    pub(super) is_typing: bool,
}

impl Here {
    /// Whether a command can be given here.
    pub(super) fn offers(self, command: UiCommand) -> bool {
        let place = command.place();
        match place {
            Where::Anywhere => true,
            Where::Case => {
                let is_review = matches!(
                    command,
                    UiCommand::ShowScope
                        | UiCommand::ShowPeople
                        | UiCommand::ShowReview
                        | UiCommand::ShowReasons
                        | UiCommand::ShowDisclose
                        | UiCommand::ShowCheck
                        | UiCommand::ShowIntruder
                        | UiCommand::SearchAgain
                        | UiCommand::NewerExport
                );
                self.screen.is_some() && (self.may_review || !is_review)
            }
            Where::Entries
            | Where::Deciding
            | Where::Lists
            | Where::Scope
            | Where::People
            | Where::Review
            | Where::Reasons
            | Where::Disclose => {
                let screens = place.screens().unwrap_or_default();
                self.screen.is_some_and(|screen| screens.contains(&screen))
            }
        }
    }

    /// Whether a key that means a command goes to what has the keyboard instead.
    fn is_spoken_for(self, key: Key, modifiers: egui::Modifiers) -> bool {
        if self.is_typing {
            // Undo, arrows and letters belong to the field; the rest with Ctrl does not.
            let field_keys = [Key::Z, Key::Y, Key::A, Key::C, Key::V, Key::X];
            let moves = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown, Key::Backspace];
            let is_function = matches!(key, Key::F1 | Key::F5 | Key::F6 | Key::F7 | Key::F8);
            return !is_function && (!modifiers.command || field_keys.contains(&key) || moves.contains(&key));
        }
        let for_controls = [
            Key::Enter,
            Key::Space,
            Key::Tab,
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::ArrowUp,
            Key::ArrowDown,
            Key::PageDown,
            Key::PageUp,
        ];
        self.is_on_control && !modifiers.command && !modifiers.alt && for_controls.contains(&key)
    }
}

/// The commands whose keys were pressed since the last frame, in order; their keys are taken.
pub(super) fn pressed(ctx: &egui::Context, here: Here) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, repeat, modifiers, .. } = event else { return true };
            if here.is_spoken_for(*key, *modifiers) {
                return true;
            }
            let meant = UiCommand::iter().find(|command| {
                here.offers(*command) && command.keys().iter().any(|chord| chord.is(*key, *modifiers))
            });
            // A key held down moves on and on, but decides once: what comes next has not been seen.
            commands.extend(meant.filter(|command| !repeat || command.repeats()));
            meant.is_none()
        });
    });
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: Here =
        Here { screen: Some(Screen::Review), may_review: true, is_on_control: false, is_typing: false };

    fn press(here: Here, keys: &[(Key, egui::Modifiers)]) -> Vec<UiCommand> {
        let ctx = egui::Context::default();
        let event = |(key, modifiers): &(Key, egui::Modifiers)| Event::Key {
            key: *key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: *modifiers,
        };
        let input = egui::RawInput { events: keys.iter().map(event).collect(), ..egui::RawInput::default() };
        let mut found = Vec::new();
        ctx.run_ui(input, |ui| found.extend(pressed(ui.ctx(), here))).textures_delta.clear();
        found
    }

    #[test]
    fn letters_decide_only_where_nobody_types() {
        let keys = [(Key::R, egui::Modifiers::NONE), (Key::Z, egui::Modifiers::COMMAND)];
        assert_eq!(press(READING, &keys), [UiCommand::Redact, UiCommand::Undo]);
        assert_eq!(press(Here { is_typing: true, ..READING }, &keys), []);
        assert_eq!(press(Here { screen: Some(Screen::Load), ..READING }, &keys), [UiCommand::Undo]);
    }

    #[test]
    fn a_button_with_the_keyboard_is_pressed_by_enter() {
        let keys = [(Key::Enter, egui::Modifiers::NONE), (Key::K, egui::Modifiers::NONE)];
        assert_eq!(press(READING, &keys), [UiCommand::ReadAndGoOn, UiCommand::Keep]);
        assert_eq!(press(Here { is_on_control: true, ..READING }, &keys), [UiCommand::Keep]);
    }

    #[test]
    fn the_palette_opens_also_while_typing() {
        let keys = [(Key::P, egui::Modifiers::COMMAND)];
        assert_eq!(press(Here { is_typing: true, ..READING }, &keys), [UiCommand::Palette]);
        let disclose = Here { screen: Some(Screen::Disclose), is_typing: true, ..READING };
        assert_eq!(press(disclose, &[(Key::Enter, egui::Modifiers::NONE)]), []);
        assert_eq!(press(disclose, &[(Key::Enter, egui::Modifiers::COMMAND)]), [UiCommand::Release]);
        let reasons = Here { screen: Some(Screen::Reasons), is_typing: true, ..READING };
        let keys = [(Key::Enter, egui::Modifiers::COMMAND), (Key::F8, egui::Modifiers::NONE)];
        assert_eq!(press(reasons, &keys), [UiCommand::KeepWords, UiCommand::NextMissing]);
    }
}
