//! The dial, and the less likely words below it.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;

/// How many suggestions a level says it shows.
fn count(window: &Window, level: &str) -> u64 {
    let told = window.texts().into_iter().find_map(|text| {
        let rest = text.strip_prefix(level)?.strip_prefix(": ")?.strip_suffix(" suggestions")?;
        rest.replace(',', "").parse().ok()
    });
    told.unwrap_or_else(|| panic!("{level} is not there; there is: {:#?}", window.texts()))
}

#[test]
fn the_dial_moves_by_key_and_by_click_and_back_by_undo() {
    let mut window = Window::sample();
    let (fewer, usual, more) =
        (count(&window, "Show fewer"), count(&window, "Usual"), count(&window, "Show more"));
    assert!(0 < fewer && fewer < usual && usual <= more, "{fewer} {usual} {more}");
    assert!(window.is_on("Usual: "));
    window.press(Key::OpenBracket);
    assert!(window.is_on("Show fewer: "));
    window.expect("Dial: show fewer");
    window.press(Key::OpenBracket);
    window.expect("The dial shows as few as it can");
    window.click_with("Show more: ");
    assert!(window.is_on("Show more: "));
    window.press(Key::CloseBracket);
    window.expect("The dial shows all that it can");
    window.press_with(CTRL, Key::Z);
    window.press_with(CTRL, Key::Z);
    assert!(window.is_on("Usual: "));
    window.press_with(CTRL, Key::Z);
    window.expect("There is nothing to undo");
    // The counts are of the levels, wherever the dial stands.
    assert_eq!((count(&window, "Show fewer"), count(&window, "Usual")), (fewer, usual));
    window.expect_rest();
}

#[test]
fn what_stands_below_the_dial_is_listed_and_leads_to_its_entry() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("Suggestion 1 of 6");
    window.press(Key::OpenBracket);
    window.press_with(CTRL, Key::Num6);
    window.wait_for("Less likely words: ");
    window.click_with("Less likely words: ");
    let row = window.texts().into_iter().find(|text| text.ends_with("Go to the entry")).unwrap();
    window.click(&row);
    assert!(window.is_on("Review"));
    window.expect("Selected words");
}

#[test]
fn with_the_dial_wide_open_nothing_is_left() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("Suggestion 1 of 6");
    window.press(Key::CloseBracket);
    window.press_with(CTRL, Key::Num6);
    window.wait_for("Worth another look: ");
    window.wait_until(|window| !window.shows("Looking…"));
    assert!(!window.shows("Less likely words"));
    window.expect_rest();
}
