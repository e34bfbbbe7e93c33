//! The dial, and the less likely words below it.

use egui::{Key, Modifiers};

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
    let mut window = Window::sample();
    window.press(Key::OpenBracket);
    window.press_with(CTRL, Key::Num6);
    window.wait_for("Less likely words: ");
    window.click_with("Less likely words: ");
    window.expect("that may be personal stand below your dial");
    // By key: to the list, then to the entry.
    window.press(Key::F6);
    window.press(Key::F6);
    window.wait_until(|window| window.focused().is_some_and(|name| name.ends_with("Go to the entry")));
    let first = window.focused();
    window.press(Key::ArrowDown);
    assert_ne!(window.focused(), first);
    window.press(Key::Enter);
    assert!(window.is_on("Review"));
    window.expect("Selected words");
}

#[test]
fn with_the_dial_wide_open_nothing_is_left() {
    let mut window = Window::sample();
    window.press(Key::CloseBracket);
    window.press_with(CTRL, Key::Num6);
    window.wait_for("In the way: ");
    window.click("Less likely words");
    window.wait_for("No less likely words");
    window.expect("The dial shows all that was found");
    window.expect_rest();
}
