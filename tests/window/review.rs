//! Review: deciding by keys, reading on, undo.

use egui::{Key, Modifiers};

use crate::support::Window;

#[test]
fn one_key_decides_and_the_next_comes_by_itself() {
    let mut window = Window::sample();
    window.press(Key::R);
    window.expect("Suggestion 2 of 6");
    window.expect("Redacted “Daniel Okafor” under s40(2)");
    window.press(Key::K);
    window.expect("Suggestion 3 of 6");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("Suggestion 2 of 6");
    window.press_with(Modifiers::COMMAND, Key::Y);
    window.expect("Kept “2231CE”");
}
