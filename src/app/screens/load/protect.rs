//! How a new case file is protected: by a passphrase, by a key file, or knowingly not at all.

use std::path::PathBuf;

use eframe::egui::{self, Role, Sense, Ui, WidgetInfo};

use super::super::super::action::{Action, Browse};
use super::super::super::theme::{CORNER, GAP, medium, palette, regular, size};
use super::super::super::widgets::{Note, field, field_with};
use super::super::super::widgets::{Push, Secret, focus_ring};
use crate::store::{Key, Passphrase, Protection};

/// What is chosen so far. Nothing is by default: leaving the passphrase out is a choice too.
#[derive(Default)]
pub(super) struct Protect {
    pub(super) choice: Option<Protection>,
    passphrase: Secret,
    again: Secret,
    pub(super) key_file: String,
    is_known: bool,
    /// Something was just chosen, and its first field gets the keyboard.
    wants_keyboard: bool,
}

impl Protect {
    /// Forgets what was typed.
    pub(super) fn forget(&mut self) {
        if !self.passphrase.typed().is_empty() || !self.again.typed().is_empty() {
            (self.passphrase, self.again) = (Secret::default(), Secret::default());
        }
    }

    /// What is missing before it is a key.
    pub(super) fn missing(&self) -> Option<&'static str> {
        match self.choice {
            None => Some("how it is protected"),
            Some(Protection::None) => (!self.is_known).then_some("that you know it is not protected"),
            Some(Protection::Passphrase) if self.passphrase.typed().is_empty() => Some("a passphrase"),
            Some(Protection::Passphrase) => {
                (self.passphrase.typed() != self.again.typed()).then_some("the same passphrase a second time")
            }
            Some(Protection::KeyFile) => self.key_file.trim().is_empty().then_some("where the key file is"),
        }
    }

    /// The key, once nothing is missing.
    pub(super) fn key(&self) -> Option<Key> {
        if self.missing().is_some() {
            return None;
        }
        match self.choice? {
            Protection::None => Some(Key::None),
            Protection::Passphrase => {
                Passphrase::new(self.passphrase.typed().to_owned()).map(Key::Passphrase)
            }
            Protection::KeyFile => {
                let path = PathBuf::from(self.key_file.trim());
                Some(Key::File(std::path::absolute(&path).unwrap_or(path)))
            }
        }
    }
}

/// How strong a passphrase is by its length alone: what it is made of, nobody can judge for the
/// officer.
fn strength(passphrase: &str) -> (bool, &'static str) {
    match passphrase.chars().count() {
        0 => (true, "Three or four words that do not belong together are good"),
        1..=9 => (false, "Very short, and quickly tried out: use three or four words"),
        10..=15 => (false, "Short: use three or four words"),
        16..=21 => (true, "Fair: one more word makes it better"),
        22.. => (true, "Long enough"),
    }
}

const CHOICES: [(Protection, &str, &str); 3] = [
    (
        Protection::Passphrase,
        "A passphrase",
        "The case can be read only with it. Nobody can bring it back: keep it where your force keeps such things",
    ),
    (
        Protection::KeyFile,
        "A key file",
        "The case can be read only with this file. It is made if it is not there yet",
    ),
    (Protection::None, "Nothing", "Whoever gets hold of the file can read the case"),
];

/// Draws the choice and its fields. Whether Enter was pressed in the last of them.
pub(super) fn show(ui: &mut Ui, protect: &mut Protect, out: &mut Vec<Action>) -> bool {
    let mut is_entered = false;
    for (protection, title, says) in CHOICES {
        let is_chosen = protect.choice == Some(protection);
        if radio(ui, title, says, is_chosen).clicked() && !is_chosen {
            protect.choice = Some(protection);
            protect.wants_keyboard = true;
        }
        if is_chosen {
            ui.horizontal_top(|ui| {
                ui.add_space(34.0);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width().min(460.0));
                    is_entered = fields(ui, protect, protection, out);
                    ui.add_space(GAP);
                });
            });
        }
    }
    is_entered
}

fn fields(ui: &mut Ui, protect: &mut Protect, protection: Protection, out: &mut Vec<Action>) -> bool {
    let wants_keyboard = std::mem::take(&mut protect.wants_keyboard);
    let take_keyboard = |response: &egui::Response| {
        if wants_keyboard {
            response.request_focus();
        }
    };
    match protection {
        Protection::Passphrase => {
            let (is_good, says) = strength(protect.passphrase.typed());
            let note = if is_good { Note::Help(says) } else { Note::Odd(says) };
            take_keyboard(&secret(ui, "Passphrase", &mut protect.passphrase, note));
            let agrees = protect.passphrase.typed() == protect.again.typed();
            let note = match (agrees, protect.again.typed().is_empty()) {
                (_, true) => Note::Nothing,
                (true, false) => Note::Help("✓ Both are the same"),
                (false, false) => Note::Wrong("This is not the same as above"),
            };
            let again = secret(ui, "The same again", &mut protect.again, note);
            again.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
        }
        Protection::KeyFile => {
            let note =
                Note::Help("Keep it on another drive than the case file: whoever has both can read the case");
            let mut is_entered = false;
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width((ui.available_width() - 96.0).max(160.0));
                    let file = field(ui, "Where the key file is", &mut protect.key_file, "", note);
                    take_keyboard(&file);
                    is_entered = file.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                });
                ui.vertical(|ui| {
                    ui.add_space(19.0);
                    let browse = Push::new("Browse…").name("Browse for the key file");
                    if browse.show(ui).clicked() {
                        out.push(Action::Browse(Browse::NewKeyFile));
                    }
                });
            });
            is_entered
        }
        Protection::None => {
            let known =
                ui.checkbox(&mut protect.is_known, "I know that anybody who has the file can read it");
            take_keyboard(&known);
            false
        }
    }
}

/// A passphrase field with its name above it.
fn secret(ui: &mut Ui, name: &str, value: &mut Secret, note: Note<'_>) -> egui::Response {
    field_with(ui, name, note, |ui| value.field(ui, name))
}

/// One of several choices, with what it means.
fn radio(ui: &mut Ui, title: &str, says: &str, is_chosen: bool) -> egui::Response {
    let colours = palette(ui);
    let width = ui.available_width();
    let says_galley =
        ui.painter().layout(says.to_owned(), regular(size::SMALL + 1.0), colours.muted, width - 44.0);
    let height = 34.0 + says_galley.size().y;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, format!("{title}: {says}")));
    if is_chosen {
        ui.painter().rect_filled(rect, CORNER, colours.accent_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, colours.sunken);
    }
    if response.has_focus() {
        focus_ring(ui, rect.shrink(2.0));
    }
    let centre = egui::pos2(rect.min.x + 17.0, rect.min.y + 17.0);
    let ink = if is_chosen { colours.accent } else { colours.muted };
    ui.painter().circle_stroke(centre, 6.5, egui::Stroke::new(1.5, ink));
    if is_chosen {
        ui.painter().circle_filled(centre, 3.5, ink);
    }
    let title = ui.painter().layout_no_wrap(title.to_owned(), medium(size::BODY), colours.text);
    let x = rect.min.x + 34.0;
    ui.painter().galley(egui::pos2(x, rect.min.y + 8.0), title, colours.text);
    ui.painter().galley(egui::pos2(x, rect.min.y + 27.0), says_galley, colours.muted);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(protect: &Protect, missing: Option<&str>, protection: Option<Protection>) {
        assert_eq!(protect.missing(), missing);
        assert_eq!(protect.key().map(|key| key.protection()), protection);
    }

    #[test]
    fn no_key_comes_of_half_a_choice() {
        let mut protect = Protect::default();
        check(&protect, Some("how it is protected"), None);
        protect.choice = Some(Protection::None);
        check(&protect, Some("that you know it is not protected"), None);
        protect.is_known = true;
        check(&protect, None, Some(Protection::None));
        protect.choice = Some(Protection::KeyFile);
        check(&protect, Some("where the key file is"), None);
        protect.key_file = "case.key".to_owned();
        check(&protect, None, Some(Protection::KeyFile));
        protect.choice = Some(Protection::Passphrase);
        check(&protect, Some("a passphrase"), None);
        protect.passphrase = Secret::of("three odd words");
        check(&protect, Some("the same passphrase a second time"), None);
        protect.again = Secret::of("three odd words");
        check(&protect, None, Some(Protection::Passphrase));
        protect.forget();
        check(&protect, Some("a passphrase"), None);
    }

    #[test]
    fn strength_is_told_by_length_alone() {
        assert!(strength("").0);
        assert_eq!(strength("ééééééééé"), strength("aaaaaaaaa"));
        assert!(!strength("correct horse").0);
        assert_eq!(strength("correct horse battery staple"), (true, "Long enough"));
    }
}
