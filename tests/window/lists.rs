//! Your words: listed, imported, removed, and searched for.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::case::{replayed, sample_case};
use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

fn add(window: &mut Window, words: &str) {
    window.fill("Words", words);
    window.press(Key::Enter);
}

#[test]
fn listed_words_are_suggested_once_the_dialog_is_closed_and_undo_takes_them_back() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::L);
    window.expect("Your words");
    window.expect("No words yet");
    add(&mut window, "Attended a  domestic");
    window.expect("Added “Attended a domestic”");
    window.expect("Always redact: 1");
    window.expect("Name of a member of the public · Whole words, any case");
    window.press(Key::Escape);
    window.wait_for("Suggestion 1 of 7");
    window.expect("Searched again");
    window.expect("Always redact “Attended a domestic”");
    window.expect_rest();
    window.press_with(CTRL, Key::Z);
    window.wait_for("Suggestion 1 of 6");
}

#[test]
fn closing_without_a_change_does_not_search() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::L);
    window.press(Key::Escape);
    window.expect_rest();
    assert!(!window.shows("Searched again"));
}

#[test]
fn the_current_suggestion_goes_on_a_list_with_what_it_is() {
    let mut window = Window::sample();
    window.press_with(SHIFT, Key::A);
    window.expect("Daniel Okafor");
    window.press(Key::Enter);
    window.expect("Police officer’s name · Whole words, any case");
    // The same words cannot be on both lists.
    window.click("Never suggest: 0");
    add(&mut window, "Daniel Okafor");
    window.expect("are on your other list for this case");
    window.click("Always redact: 1");
    window.click("Remove “Daniel Okafor”");
    window.expect("Removed “Daniel Okafor”");
    window.expect("No words yet");
    window.press(Key::Escape);
    window.expect_rest();
}

#[test]
fn what_the_columns_say_is_suggested_although_it_is_listed_as_never() {
    let mut window = Window::sample();
    window.press_with(SHIFT, Key::N);
    window.expect("Not suggested in this case file, and in no other.");
    assert!(!window.shows("Where they count"), "a list of them must not travel");
    window.press(Key::Enter);
    window.expect("Never suggest: 1");
    window.press(Key::Escape);
    window.wait_for("Searched again");
    window.expect("Suggestion 1 of 6");
    window.expect("Daniel Okafor");
}

#[test]
fn a_list_is_imported_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.txt");
    let mut window = Window::sample();
    window.press_with(CTRL, Key::L);
    window.click("Whole words, one slip each");
    window.click("Import from a text file…");
    for (text, told) in [
        ("Ann Lee\nX\nBo Dale\n", "Line 2 is too short"),
        ("# nothing\n", "There are no words in it"),
        ("Ann Lee\r\n\r\n# remark\r\nBo Dale", "Added 2 entries"),
    ] {
        std::fs::write(&path, text).unwrap();
        window.fill("Text file, one entry on each line", path.to_str().unwrap());
        window.press(Key::Enter);
        window.wait_for(told);
        let count = if told.starts_with("Added") { 2 } else { 0 };
        window.expect(&format!("Always redact: {count}"));
    }
    window.expect("Remove “Ann Lee”");
    window.expect("Name of a member of the public · Whole words, one slip each");
    window.press(Key::Escape);
    window.wait_for("Searched again");
    // One step, however many words they were.
    window.expect("and 1 more");
    window.press_with(CTRL, Key::Z);
    // What was listed no longer counts, so the sheet is searched again; what it tells comes last.
    window.wait_until(|window| !window.shows("Searching"));
    window.press_with(CTRL, Key::Z);
    window.expect("There is nothing to undo");
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::L);
    window.click("Import from a text file…");
    window.type_text("/nowhere/words.txt");
    window.press(Key::Enter);
    window.wait_for("There is no such file");
}

#[test]
fn words_for_every_case_are_no_part_of_the_case() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::L);
    window.click("In every case on this computer");
    add(&mut window, "x");
    window.expect("Too short: give a word of two letters or more");
    add(&mut window, "attended a domestic");
    window.expect("Whole words, any case · Every case");
    window.press(Key::Escape);
    window.wait_for("Suggestion 1 of 7");
    window.press_with(CTRL, Key::Z);
    window.expect("There is nothing to undo");
    // They stay, and are asked for again when they are taken off.
    window.press_with(CTRL, Key::L);
    window.click("Remove “attended a domestic”");
    window.press(Key::Escape);
    window.wait_for("Suggestion 1 of 6");
}

#[test]
fn lists_are_kept_in_the_case_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample_case(folder.path());
    let mut window = Window::open(Opening::File(path.clone()));
    window.wait_for("Suggestion 1 of 6");
    window.press_with(CTRL, Key::L);
    add(&mut window, "attended a domestic");
    window.click("Never suggest: 0");
    add(&mut window, "Brixton");
    window.press(Key::Escape);
    window.wait_for("Suggestion 1 of 7");
    window.wait_until(|window| window.shows("Saved ") && !window.shows("Saving"));
    drop(window);
    let (workspace, _) = replayed(&path, None);
    assert!(workspace.lists().always.contains_key("attended a domestic"));
    assert!(workspace.lists().never.contains_key("Brixton"));
    assert!(!workspace.is_search_stale());
}
