//! A key with what is held down beside it, and how it stands on a button.

use eframe::egui::{Key, Modifiers};

/// A key with what is held down beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) struct Chord {
    pub(in crate::app) modifiers: Modifiers,
    pub(in crate::app) key: Key,
}

pub(super) const fn plain(key: Key) -> Chord {
    Chord { modifiers: Modifiers::NONE, key }
}

pub(super) const fn ctrl(key: Key) -> Chord {
    Chord { modifiers: Modifiers::COMMAND, key }
}

pub(super) const fn alt(key: Key) -> Chord {
    Chord { modifiers: Modifiers::ALT, key }
}

pub(super) const fn shift(key: Key) -> Chord {
    Chord { modifiers: Modifiers::SHIFT, key }
}

pub(super) const fn ctrl_shift(key: Key) -> Chord {
    Chord { modifiers: Modifiers { shift: true, ..Modifiers::COMMAND }, key }
}

impl Chord {
    /// As it stands on a button: `Ctrl+Z`, `↓`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "other keys stand as egui calls them")]
    pub(in crate::app) fn text(self) -> String {
        let key = match self.key {
            Key::ArrowDown => "↓",
            Key::ArrowUp => "↑",
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::Enter => "Enter",
            Key::Space => "Space",
            Key::Questionmark => "?",
            Key::Plus => "+",
            Key::Minus => "−",
            Key::Escape => "Esc",
            other => other.symbol_or_name(),
        };
        let mut text = String::new();
        let held = [
            (self.modifiers.command, "Ctrl+"),
            (self.modifiers.alt, "Alt+"),
            (self.modifiers.shift, "Shift+"),
        ];
        for (held, name) in held {
            if held {
                text.push_str(name);
            }
        }
        text + key
    }

    /// Whether this is what was pressed. A question mark needs Shift on most keyboards, so Shift
    /// does not count there; nor does it with a plus.
    pub(in crate::app) fn is(self, key: Key, modifiers: Modifiers) -> bool {
        let shift_counts = !matches!(self.key, Key::Questionmark | Key::Plus);
        self.key == key
            && self.modifiers.command == modifiers.command
            && self.modifiers.alt == modifiers.alt
            && (!shift_counts || self.modifiers.shift == modifiers.shift)
    }

    /// Whether one press could mean both.
    pub(super) fn meets(self, other: Chord) -> bool {
        self.is(other.key, other.modifiers) || other.is(self.key, self.modifiers)
    }

    /// As it stands in the settings: `Ctrl+Shift+Z`.
    pub(super) fn written(self) -> String {
        let held = [
            (self.modifiers.command, "Ctrl+"),
            (self.modifiers.alt, "Alt+"),
            (self.modifiers.shift, "Shift+"),
        ];
        let held: String = held.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
        held + self.key.name()
    }

    /// What stands in the settings; `None` if it names no key.
    pub(super) fn read(text: &str) -> Option<Chord> {
        let mut modifiers = Modifiers::NONE;
        let mut rest = text;
        loop {
            let (held, left) = if let Some(left) = rest.strip_prefix("Ctrl+") {
                (Modifiers::COMMAND, left)
            } else if let Some(left) = rest.strip_prefix("Alt+") {
                (Modifiers::ALT, left)
            } else if let Some(left) = rest.strip_prefix("Shift+") {
                (Modifiers::SHIFT, left)
            } else {
                break;
            };
            modifiers |= held;
            rest = left;
        }
        Key::from_name(rest).map(|key| Chord { modifiers, key })
    }
}
