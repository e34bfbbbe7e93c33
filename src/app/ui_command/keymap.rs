//! The keys that the officer gave commands in place of their own. They are kept per thread: the window has one,
//! and every test another.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::str::FromStr;

use eframe::egui::{Key, Modifiers};
use strum::IntoEnumIterator;

use super::{Chord, UiCommand};

thread_local! {
    static GIVEN: RefCell<BTreeMap<UiCommand, Vec<Chord>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Why a command cannot have a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::app) enum KeyRefused {
    /// Fields, buttons and lists need it.
    Reserved,
    /// Another command that can be given at the same moment has it.
    Taken(UiCommand),
}

/// The keys that the officer gave a command, if any were given.
pub(super) fn given(command: UiCommand) -> Option<Vec<Chord>> {
    GIVEN.with_borrow(|given| given.get(&command).cloned())
}

/// Gives a command a key in place of those it has.
pub(in crate::app) fn change_key(command: UiCommand, chord: Chord) -> Result<(), KeyRefused> {
    if command.info().keys.contains(&chord) {
        // Its own keys come back, all of them.
        own_keys(command);
        return Ok(());
    }
    may_have(command, chord)?;
    GIVEN.with_borrow_mut(|given| given.insert(command, vec![chord]));
    Ok(())
}

/// Gives a command its own keys back, unless another command was given one of them. Whether it has them now.
pub(in crate::app) fn own_keys(command: UiCommand) -> bool {
    let own = command.info().keys;
    let is_taken = own.iter().any(|chord| holder(command, *chord).is_some());
    if !is_taken {
        GIVEN.with_borrow_mut(|given| given.remove(&command));
    }
    !is_taken
}

/// Gives every command its own keys back.
pub(in crate::app) fn forget_keys() {
    GIVEN.with_borrow_mut(BTreeMap::clear);
}

/// What the settings hold: the keys that were given, by the name of the command.
pub(in crate::app) fn changed_keys() -> BTreeMap<String, String> {
    GIVEN.with_borrow(|given| {
        let text =
            |chords: &[Chord]| chords.iter().map(|chord| chord.written()).collect::<Vec<_>>().join(" ");
        given.iter().map(|(command, chords)| (command.name().to_owned(), text(chords))).collect()
    })
}

/// Takes the keys of the settings in. What is no command, no key, reserved or taken is passed over, so that
/// settings written by hand cannot make two commands share a key.
pub(in crate::app) fn install_keys(settings: &BTreeMap<String, String>) {
    forget_keys();
    for (name, text) in settings {
        let chord = text.split_whitespace().next().and_then(Chord::read);
        if let (Ok(command), Some(chord)) = (UiCommand::from_str(name), chord) {
            let _ = change_key(command, chord);
        }
    }
}

fn may_have(command: UiCommand, chord: Chord) -> Result<(), KeyRefused> {
    if is_reserved(chord) {
        return Err(KeyRefused::Reserved);
    }
    holder(command, chord).map_or(Ok(()), |other| Err(KeyRefused::Taken(other)))
}

/// Another command that has the key and can be given where this one can.
fn holder(command: UiCommand, chord: Chord) -> Option<UiCommand> {
    UiCommand::iter().find(|other| {
        *other != command
            && other.place().meets(command.place())
            && other.keys().iter().any(|key| key.meets(chord))
    })
}

/// What fields, buttons and lists need, and Escape, which leads out of everything.
fn is_reserved(chord: Chord) -> bool {
    const CONTROLS: [Key; 10] = [
        Key::Escape,
        Key::Enter,
        Key::Space,
        Key::Tab,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
    ];
    const FIELDS: [Key; 6] = [Key::Z, Key::Y, Key::A, Key::C, Key::V, Key::X];
    let Chord { modifiers, key } = chord;
    let is_plain = !modifiers.command && !modifiers.alt;
    is_plain && CONTROLS.contains(&key)
        || modifiers.command && !modifiers.shift && FIELDS.contains(&key)
        || modifiers == Modifiers::ALT && key == Key::F4
}

#[cfg(test)]
mod tests {
    use super::super::chord::{ctrl, plain, shift};
    use super::*;

    #[test]
    fn a_key_is_given_and_taken_back() {
        assert_eq!(change_key(UiCommand::Redact, plain(Key::B)), Ok(()));
        assert_eq!(UiCommand::Redact.keys(), [plain(Key::B)]);
        assert_eq!(UiCommand::Redact.key_text(), "B");
        // Its old key is free now, also for a command that meets it.
        assert_eq!(change_key(UiCommand::Keep, plain(Key::R)), Ok(()));
        assert!(!own_keys(UiCommand::Redact), "R is the key of Keep now");
        assert!(own_keys(UiCommand::Keep) && own_keys(UiCommand::Redact));
        assert_eq!(UiCommand::Redact.keys(), [plain(Key::R)]);
    }

    #[test]
    fn no_key_is_given_twice_where_both_could_be_pressed() {
        let taken = |command, chord| change_key(command, chord) == Err(KeyRefused::Taken(UiCommand::Keep));
        assert!(taken(UiCommand::Withhold, plain(Key::K)) && taken(UiCommand::Undo, plain(Key::K)));
        // In Disclose nothing is kept.
        assert_eq!(change_key(UiCommand::CheckAgain, plain(Key::K)), Ok(()));
        assert_eq!(UiCommand::CheckAgain.keys(), [plain(Key::K)]);
    }

    #[test]
    fn keys_of_fields_and_buttons_stay_theirs() {
        for chord in [plain(Key::Enter), plain(Key::Escape), plain(Key::Tab), shift(Key::Space), ctrl(Key::V)]
        {
            assert_eq!(change_key(UiCommand::Keep, chord), Err(KeyRefused::Reserved), "{}", chord.text());
        }
        // What a command has of its own it may have.
        assert_eq!(change_key(UiCommand::ReadAndGoOn, plain(Key::Enter)), Ok(()));
    }

    #[test]
    fn settings_are_written_and_read() {
        change_key(UiCommand::Redact, shift(Key::F9)).unwrap_or_else(|_| panic!("free"));
        change_key(UiCommand::Quit, ctrl(Key::F12)).unwrap_or_else(|_| panic!("free"));
        let written = changed_keys();
        assert_eq!(written.get("redact").map(String::as_str), Some("Shift+F9"));
        forget_keys();
        assert_eq!(UiCommand::Redact.keys(), [plain(Key::R)]);
        let mut settings = written.clone();
        settings.insert("no-such-command".to_owned(), "B".to_owned());
        settings.insert("keep".to_owned(), "Escape".to_owned());
        settings.insert("withhold".to_owned(), "Shift+F9".to_owned());
        settings.insert("history".to_owned(), "nonsense".to_owned());
        install_keys(&settings);
        assert_eq!(changed_keys(), written);
    }
}
