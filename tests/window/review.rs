//! Review: deciding by keys, reading on, undo.

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::review::{Command, Misuse, Reach};

use crate::case::case_with;
use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

#[test]
fn one_key_decides_and_the_next_comes_by_itself() {
    let mut window = Window::sample();
    window.press(Key::R);
    window.expect("Suggestion 2 of 6");
    window.expect("Redacted “Daniel Okafor” under s40(2)");
    window.press(Key::K);
    window.expect("Suggestion 3 of 6");
    window.press_with(CTRL, Key::Z);
    window.expect("Suggestion 2 of 6");
    window.press_with(CTRL, Key::Y);
    window.expect("Kept “2231CE”");
    window.press_with(CTRL, Key::Z);
    window.press_with(CTRL, Key::Z);
    window.expect("Suggestion 1 of 6");
    window.press_with(CTRL, Key::Z);
    window.expect("There is nothing to undo.");
}

#[test]
fn arrows_and_tab_go_through_the_suggestions() {
    let mut window = Window::sample();
    window.press(Key::ArrowDown);
    window.expect("Suggestion 2 of 6");
    window.press(Key::Tab);
    window.expect("Suggestion 3 of 6");
    window.press_with(SHIFT, Key::Tab);
    window.press(Key::ArrowUp);
    window.press(Key::ArrowUp);
    window.expect("Suggestion 1 of 6");
    window.press(Key::ArrowRight);
    window.expect("entry 2 of the disclosure");
    window.press(Key::ArrowLeft);
    window.expect("entry 1 of the disclosure");
    window.press(Key::ArrowLeft);
    window.expect("There is no further entry in this list");
}

#[test]
fn an_entry_is_gone_to_by_its_reference_or_row() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::G);
    window.expect("also those that a filter hides");
    window.type_text("cm/pc/none");
    window.expect("No entry has this reference or number");
    window.press_with(CTRL, Key::A);
    window.type_text("pc/03940");
    window.expect("PC/03940/22, Entry");
    window.press(Key::Enter);
    window.expect("While the late Queen lay in state");
    // From Scope one stays in Scope. Enter may come before the answer does.
    window.press_with(CTRL, Key::Num2);
    window.press_with(CTRL, Key::G);
    window.type_text("row 7");
    window.press(Key::Enter);
    window.wait_until(|window| window.is_on("Scope") && !window.shows("number of an entry or row"));
    window.wait_for("On 02/12/18 PC Okafor 2231CE");
}

#[test]
fn a_case_is_opened_where_reading_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let commands = vec![
        Command::Accept { row: 150 },
        Command::Read { row: 150 },
        // Answered in Scope, which says nothing of where reading was.
        Command::Misuse { row: 30, reach: Reach::Entry, value: Misuse::Yes },
    ];
    let mut window = Window::open(Opening::File(case_with(folder.path(), commands)));
    window.wait_for("Suggestion 1 of");
    window.expect("High-risk misper Aaliyah");
}

#[test]
fn no_key_answers_what_is_not_asked() {
    let mut window = Window::sample();
    window.expect("Closed");
    window.press(Key::Y);
    window.expect("asked of ongoing cases only");
    window.press_with(CTRL, Key::Z);
    window.expect("There is nothing to undo.");
}

#[test]
fn reading_on_is_refused_while_something_is_undecided() {
    let mut window = Window::sample();
    window.press(Key::Enter);
    window.expect("Still 6 suggestions to decide here");
    for _ in 0..6 {
        window.press(Key::R);
    }
    window.expect("In this entry: all decided");
    window.press(Key::Enter);
    window.expect("Say whether the entry relates to misuse of body-worn video");
    window.press(Key::Num1);
    window.press(Key::Enter);
    window.expect("1 / 205 read");
    window.expect("entry 2 of the disclosure");
    window.press_with(CTRL, Key::Z);
    window.expect("0 / 205 read");
    window.expect("entry 1 of the disclosure");
}

#[test]
fn words_are_selected_with_the_keyboard_and_redacted() {
    let mut window = Window::sample();
    window.press_with(SHIFT, Key::ArrowRight);
    window.expect("Selected words");
    window.press_with(SHIFT, Key::ArrowRight);
    window.press_with(SHIFT, Key::ArrowRight);
    window.press_with(SHIFT, Key::ArrowLeft);
    window.expect("2231CE attended");
    window.press(Key::R);
    window.expect("Exemption and reason");
    window.type_text("ta");
    window.press(Key::Enter);
    window.expect("Redacted “2231CE attended” under s31(1)(a)");
    window.expect("Suggestion 1 of 6");
    // The number within it is part of the wider redaction now.
    window.expect("5 to decide");
}

#[test]
fn an_exemption_is_found_by_two_letters_or_given_a_reason_of_ones_own() {
    let mut window = Window::sample();
    window.press(Key::E);
    window.type_text("s38");
    window.press(Key::Enter);
    window.expect("Redacted “Daniel Okafor” under s38");
    window.press(Key::E);
    window.type_text("the sister of the complainant");
    window.expect("in your own words");
    window.press(Key::Enter);
    window.press(Key::ArrowUp);
    window.expect("Reason: the sister of the complainant");
    window.press(Key::E);
    window.press(Key::Escape);
    window.expect("Suggestion 2 of 6");
}

#[test]
fn the_same_words_are_decided_wherever_they_are_ticked() {
    let mut window = Window::sample();
    for _ in 0..5 {
        window.press(Key::ArrowDown);
    }
    window.press(Key::S);
    window.wait_for("Redact in 3 places");
    window.press(Key::Space);
    window.expect("Redact in 2 places");
    window.press(Key::Enter);
    window.expect("Redacted “Brennan” under s40(2) and 1 more");
    window.press_with(CTRL, Key::Z);
    window.expect("6 to decide");
}

#[test]
fn as_disclosed_shows_the_release_and_not_the_words() {
    let mut window = Window::sample();
    window.press(Key::Space);
    window.expect("AS DISCLOSED");
    window.expect("On 02/12/18 PC [s40(2)] [s40(2)] attended a domestic");
    assert!(!window.shows("Summary of Allegation: On 02/12/18"), "the working view is still there");
    window.press(Key::Space);
    assert!(!window.shows("AS DISCLOSED"));
}

/// Arrows once led from there to a button of the dial, which Space then pressed.
#[test]
fn no_button_takes_the_keys_while_the_release_is_shown() {
    let mut window = Window::sample();
    for key in [Key::ArrowRight, Key::ArrowDown, Key::ArrowLeft, Key::Tab, Key::ArrowUp] {
        window.press(Key::Space);
        window.settle();
        window.expect("AS DISCLOSED");
        assert_eq!(window.focused().as_deref(), Some("As disclosed"), "before {key:?}");
        window.press(key);
        window.settle();
        if !window.shows("AS DISCLOSED") {
            window.press(Key::Space);
            window.expect("AS DISCLOSED");
        }
        window.press(Key::Space);
        window.settle();
        assert!(!window.shows("AS DISCLOSED"), "after {key:?} Space did something else");
        let is_reading = |focused: String| focused.starts_with("Summary of Allegation: ");
        assert!(window.focused().is_some_and(is_reading), "after {key:?}: {:?}", window.focused());
    }
    assert!(window.is_on("Usual: "));
}

#[test]
fn an_ongoing_case_asks_its_questions_and_is_withheld() {
    let mut window = Window::sample();
    window.click_with("Ongoing 28");
    window.click_with("Entry CM/01033/21");
    window.expect("is a criminal allegation recorded in it?");
    window.expect("To be withheld, as suggested");
    window.press(Key::Enter);
    window.press(Key::N);
    window.press(Key::W);
    window.expect("Its row stays in the disclosure");
    window.press(Key::Enter);
    window.expect("Withheld: all but type and year under s31(1)(g)");
    window.press(Key::L);
    window.expect("Released row");
}

#[test]
fn entries_are_found_by_their_words() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::F);
    window.type_text("zzzz");
    window.wait_for("Nothing found");
    window.press_with(CTRL, Key::A);
    window.type_text("jerome campbell");
    window.wait_for("Entry PC/01902/20");
    window.press(Key::Enter);
    window.expect("PC/01902/20");
    // Typing decides nothing.
    window.expect("0 / 205 read · 0 % decided");
}

#[test]
fn what_is_found_is_counted_and_what_filters_hide_is_told() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::F);
    window.type_text("jerome campbell");
    window.wait_for("In 1 entry; ");
    window.expect("0 places in this one");
    window.press(Key::Enter);
    assert!(!window.shows("0 places in this one"));
    window.click_with("Flag only ");
    window.expect("Shown: 0 of 1 entry with it");
    window.click("Show all");
    window.wait_for("In 1 entry; ");
    // Given up, the whole list is back.
    window.press_with(CTRL, Key::F);
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.wait_until(|window| !window.shows("In 1 entry; "));
    window.expect("Entry CM/00482/19");
}

#[test]
fn an_exemption_is_asked_for_where_none_is_chosen() {
    let mut window = Window::sample();
    window.wait_for("withheld here, open there");
    // A word that nothing marked.
    window.press(Key::U);
    window.expect("Selected words");
    window.press(Key::R);
    window.expect("Exemption and reason");
    window.press(Key::Enter);
    window.expect("Choose one of the list first");
    // The field has the keyboard again.
    window.type_text("40(2)");
    assert!(!window.shows("Choose one of the list first"));
    window.press(Key::Enter);
    window.wait_until(|window| !window.shows("Exemption and reason"));
    window.expect(", redacted");
}

#[test]
fn every_command_is_in_the_palette() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::P);
    window.type_text("keys");
    window.expect("Show all keys");
    window.press(Key::Enter);
    window.expect("Keys work while nothing is being typed");
    window.press(Key::Escape);
    assert!(!window.shows("Keys work while nothing is being typed"));
}

#[test]
fn a_mark_is_gone_to_with_the_mouse() {
    let mut window = Window::sized(withheld::app::Opening::Sample, 1440.0, 1200.0);
    window.wait_for("Suggestion 1 of 6");
    // Told by another thread, above the marks: they move down by a line.
    window.wait_for("withheld here, open there");
    window.settle();
    window.click_with("Brennan, to decide");
    window.expect("Suggestion 6 of 6");
    window.click("Redact");
    window.expect("Suggestion 1 of 6");
    window.click("Undo");
    window.expect("Suggestion 6 of 6");
}

#[test]
fn the_smallest_and_the_largest_window_hold_everything() {
    for (width, height) in [(640.0, 400.0), (853.0, 480.0), (1280.0, 720.0), (2560.0, 1440.0)] {
        let mut window = Window::sized(withheld::app::Opening::Sample, width, height);
        window.wait_for("Suggestion 1 of 6");
        window.press(Key::R);
        window.expect("Suggestion 2 of 6");
    }
}

#[test]
fn the_window_rests_when_nothing_happens() {
    let mut window = Window::sample();
    window.expect_rest();
    for key in [Key::W, Key::E, Key::F1, Key::S] {
        window.press(key);
        if key == Key::S {
            window.wait_for("Redact in");
        }
        window.expect_rest();
        window.press(Key::Escape);
    }
    window.press_with(CTRL, Key::P);
    window.expect_rest();
    window.press(Key::Escape);
    window.press(Key::Space);
    window.expect_rest();
    for (key, there) in
        [(Key::Num1, "The spreadsheet"), (Key::Num2, "Within the request?"), (Key::Num6, "In the way")]
    {
        window.press_with(CTRL, key);
        window.wait_for(there);
        window.expect_rest();
    }
}

#[test]
fn a_word_without_its_capital_is_listed_but_not_ticked() {
    let mut window = Window::sample();
    for _ in 0..3 {
        window.press(Key::ArrowRight);
    }
    window.click_with("May, to decide");
    window.press(Key::S);
    window.wait_for("of 10 places ticked");
    window.expect("7 of 10 places ticked");
}

#[test]
fn a_key_held_down_decides_once() {
    let mut window = Window::sample();
    let held = |repeat| egui::Event::Key {
        key: Key::K,
        physical_key: None,
        pressed: true,
        repeat,
        modifiers: Modifiers::NONE,
    };
    for repeat in [false, true, true, true] {
        window.harness().event(held(repeat));
        window.settle();
    }
    window.expect("Suggestion 2 of 6");
    window.expect("In this entry: 5 to decide");
}

#[test]
fn enter_on_cancel_cancels() {
    let mut window = Window::sample();
    window.press(Key::S);
    window.wait_for("Redact in");
    for _ in 0..40 {
        if window.focused().as_deref() == Some("Cancel") {
            break;
        }
        window.press(Key::Tab);
    }
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    window.press(Key::Enter);
    window.expect("Suggestion 1 of 6");
    window.expect("In this entry: 6 to decide");
}

#[test]
fn nothing_is_decided_that_cannot_be_seen() {
    let mut window = Window::sample();
    window.press(Key::Space);
    window.press(Key::K);
    window.expect("Back in the working view");
    window.expect("In this entry: 6 to decide");
    // The words selected hold the number, which nobody decided.
    window.press_with(SHIFT, Key::ArrowRight);
    window.press_with(SHIFT, Key::ArrowRight);
    window.press(Key::K);
    window.expect("The selected words hold 1 suggestion that you have not decided");
    window.press(Key::ArrowDown);
    window.press(Key::L);
    window.expect("This entry is not withheld");
}

#[test]
fn what_was_decided_otherwise_is_not_ticked() {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("withheld here, open there");
    window.click_with("Brennan, to decide");
    window.expect("Suggestion 6 of 6");
    window.press(Key::R);
    window.press(Key::ArrowRight);
    window.click("Brennan, to decide");
    window.press(Key::K);
    window.click("Brennan, kept");
    window.press(Key::S);
    // Of three places one is redacted, and six more hold a name that is one slip away.
    window.wait_for("of 9 places ticked");
    window.expect("2 of 9 places ticked");
    window.expect("one slip away");
}

#[test]
fn a_bare_number_is_a_section_and_a_few_letters_are_no_reason() {
    let mut window = Window::sample();
    window.press(Key::E);
    window.type_text("38");
    window.expect("s38(1)(a)");
    assert!(!window.shows("in your own words"));
    window.press(Key::Enter);
    window.expect("Redacted “Daniel Okafor” under s38");
}

#[test]
fn selected_words_get_no_exemption_by_themselves() {
    let mut window = Window::sample();
    window.press_with(SHIFT, Key::ArrowRight);
    window.press_with(SHIFT, Key::ArrowRight);
    window.press(Key::S);
    window.expect("Redact or keep the selected words first");
    window.press(Key::R);
    window.expect("Exemption and reason");
    window.press(Key::Enter);
    window.expect("Exemption and reason");
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert!(!window.shows("Selected words"));
    window.expect("Suggestion 1 of 6");
}
