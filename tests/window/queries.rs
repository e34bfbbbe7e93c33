//! Notes, and queries for a colleague, by keys: asked, found by filters, told in the check, answered, undone.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

#[test]
fn a_query_about_words_is_asked_filtered_answered_and_undone() {
    let mut window = Window::sample();
    assert!(!window.shows("Queried 1"));
    window.press(Key::Q);
    window.expect("Query about “Daniel Okafor”");
    assert_eq!(window.focused().as_deref(), Some("What is asked"));
    // Letters are typed, not pressed: nothing is decided by them.
    window.press(Key::R);
    window.type_text("Is he retired?");
    window.press(Key::Tab);
    window.type_text("Vetting");
    window.press(Key::Enter);
    window.expect("Open query to Vetting · “Daniel Okafor”");
    window.expect("Query to Vetting about “Daniel Okafor”: Is he retired?");
    window.expect("Daniel Okafor, query open");
    window.expect("6 to decide, queried");
    window.expect("Suggestion 1 of 6");
    window.click("Queried 1");
    window.expect("6 to decide, queried");

    window.press_with(CTRL, Key::H);
    window.expect("Query to Vetting about “Daniel Okafor”: Is he retired?");
    window.press(Key::Escape);

    // Who comes back to it comes with the answer.
    window.press(Key::Q);
    assert_eq!(window.focused().as_deref(), Some("Answer"));
    window.type_text("Since 2023");
    window.press(Key::Enter);
    window.expect("Query answered by Vetting · “Daniel Okafor”");
    assert!(!window.shows("to decide, queried"));
    window.press_with(CTRL, Key::Z);
    window.expect("Open query to Vetting · “Daniel Okafor”");
    window.press_with(CTRL, Key::Z);
    assert!(!window.shows("Open query to Vetting"));
    window.expect_rest();
}

#[test]
fn a_note_about_the_entry_is_kept_changed_and_taken_off() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("withheld here, open there");
    window.press_with(SHIFT, Key::M);
    window.expect("Note about row ");
    window.expect("Shift+Enter begins a new line");
    window.type_text("Two witnesses");
    window.press_with(SHIFT, Key::Enter);
    window.type_text("call both");
    window.press(Key::Enter);
    window.expect("Note · the entry");
    window.expect("Two witnesses");
    window.expect("With a note 1");
    window.expect("with a note");
    window.click_with("Note · the entry");
    window.click("Take the note off");
    assert!(!window.shows("Note · the entry"));
    // A dialog that is left changes nothing.
    window.press(Key::M);
    window.type_text("not kept");
    window.press(Key::Escape);
    assert!(!window.shows("not kept"));
}

#[test]
fn an_open_query_stands_in_the_way_and_its_row_leads_there_and_back() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("withheld here, open there");
    window.press_with(SHIFT, Key::Q);
    window.type_text("Is it ours?");
    window.press(Key::Enter);
    window.expect("Query open");
    window.press(Key::F7);
    window.wait_for("Open queries: 1");
    window.expect("Write down what the colleague answered, or take the query back");
    let texts = window.texts();
    let row = texts.iter().find(|text| text.contains("A query about the entry is open")).unwrap().clone();
    window.click(&row);
    assert!(window.is_on("Review"));
    window.expect("Open query · the entry");
    window.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert!(window.is_on("Disclose"));
    window.wait_until(|window| window.focused().as_deref() == Some(&row));
}

#[test]
fn an_extract_takes_the_entries_with_open_queries() {
    let mut window = Window::sample();
    window.press_with(SHIFT, Key::Q);
    window.type_text("Is it ours?");
    window.press(Key::Enter);
    window.press(Key::ArrowRight);
    window.press_with(CTRL, Key::E);
    window.click("Take the 1 entry with open queries");
    window.expect("1 entry");
    window.press(Key::Escape);
}

#[test]
fn a_key_is_changed_in_the_help_and_works_at_once() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("withheld here, open there");
    window.press(Key::F1);
    window.click("Keep the words: K");
    window.expect("Press the new key for “Keep the words”");
    window.press(Key::R);
    window.expect("R is the key of “Redact the suggestion or the selected words”");
    window.press(Key::Enter);
    window.expect("Enter belongs to fields, buttons and lists");
    window.press(Key::B);
    window.expect("Keep the words: B");
    window.press(Key::Escape);
    assert!(!window.shows("Keep the words: B"), "Esc closes what waits for no key");
    window.press(Key::K);
    window.expect("Suggestion 1 of 6");
    window.press(Key::B);
    window.expect("Kept “Daniel Okafor”");
    window.press(Key::F1);
    window.click("All keys as they were");
    window.expect("Keep the words: K");
}
