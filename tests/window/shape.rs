//! Marks in another shape, by keys and buttons: a word less or more, split, each one undo step.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

#[test]
fn a_word_is_taken_off_and_added_each_in_one_step() {
    let mut window = Window::sample();
    window.expect("Daniel Okafor, to decide");
    window.press(Key::Comma);
    // What is left is redacted as suggested, and stays in question.
    window.expect("Okafor, redacted");
    window.expect("Daniel, kept");
    window.expect("Your redaction 2 of 7");
    window.press_with(CTRL, Key::Z);
    window.expect("Daniel Okafor, to decide");
    window.press(Key::R);
    window.press(Key::ArrowUp);
    window.expect("Daniel Okafor, redacted");
    window.press(Key::Period);
    window.expect("Daniel, redacted");
    window.press_with(SHIFT, Key::Period);
    window.expect("Daniel Okafor, redacted");
    assert!(!window.shows("Okafor, kept"), "what is redacted again is not kept");
    window.press_with(CTRL, Key::Z);
    window.expect("Daniel, redacted");
    window.press(Key::Period);
    window.expect("That is the last word. To open it, keep it");
    window.expect_rest();
}

#[test]
fn a_middle_is_opened_by_keys_alone() {
    let mut window = Window::sample();
    // The mark, made longer by words on both sides.
    window.press(Key::R);
    window.press(Key::ArrowUp);
    for _ in 0..2 {
        window.press_with(SHIFT, Key::Comma);
    }
    let texts = window.texts();
    let long = texts.iter().find(|text| text.ends_with("Daniel Okafor, redacted")).unwrap();
    let words: Vec<&str> = long.trim_end_matches(", redacted").split_whitespace().collect();
    assert_eq!(words.len(), 4, "{long}");
    window.press(Key::X);
    window.expect("Select the part to open: with the mouse, or V for the marked words and , and . for fewer");
    window.press(Key::V);
    window.expect("Selected words");
    window.press(Key::Comma);
    window.press(Key::Period);
    window.press(Key::X);
    window.expect(&format!("{}, redacted", words[0]));
    window.expect("Okafor, redacted");
    assert!(!window.shows("Daniel Okafor, redacted"));
    window.press_with(CTRL, Key::Z);
    window.expect(long);
    // All of it is not a part of it.
    window.press(Key::V);
    window.press(Key::X);
    window.expect("That would open all of the marked words: press K to keep them");
}

#[test]
fn buttons_do_the_same() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("withheld here, open there");
    window.click("Take the first word off the marked words");
    window.expect("Okafor, redacted");
    window.press(Key::V);
    window.expect("Selected words");
    window.expect("Open this part");
}
