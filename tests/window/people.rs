//! People: each person decided once, before reading.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::case::{replayed, sample_case};
use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;

/// The sample with People shown.
fn people() -> Window {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::Num3);
    window.wait_for("One decision for the ticked places");
    window
}

/// The name that is shown, with what it is: the line above the places.
fn first_of(window: &Window, part: &str) -> String {
    let found = window.texts().into_iter().find(|text| text.contains(part));
    found.unwrap_or_else(|| panic!("{part:?} is not there; there is: {:#?}", window.texts()))
}

fn to_decide(window: &Window) -> u32 {
    let text = first_of(window, "To decide ");
    text.trim_start_matches("To decide ").parse().unwrap()
}

#[test]
fn each_person_is_decided_once_and_the_next_comes_by_itself() {
    let mut window = people();
    assert!(window.is_on("People"));
    let before = to_decide(&window);
    assert!(before > 100, "{before}");
    window.expect("Is named as complainant");
    let first = first_of(&window, ", to decide");
    window.press(Key::R);
    assert_eq!(to_decide(&window), before - 1);
    assert_ne!(first_of(&window, ", to decide"), first);
    window.press(Key::R);
    assert_eq!(to_decide(&window), before - 2);
    window.press_with(CTRL, Key::Z);
    window.press_with(CTRL, Key::Z);
    assert_eq!(to_decide(&window), before);
    assert_eq!(first_of(&window, ", to decide"), first);
    window.expect_rest();
}

#[test]
fn unticked_places_stay_undecided() {
    let mut window = people();
    let before = to_decide(&window);
    window.press(Key::T);
    window.expect("0 of ");
    window.press(Key::R);
    window.expect("No place is ticked. Space ticks the place, T ticks all");
    window.press(Key::Space);
    window.expect("1 of ");
    window.press(Key::R);
    assert_eq!(to_decide(&window), before, "its other places wait");
    window.expect("redacted");
    window.press(Key::R);
    assert_eq!(to_decide(&window), before - 1);
}

#[test]
fn a_group_gives_its_reason() {
    let mut window = people();
    window.click("People");
    window.expect("A member of the public who deals with the police");
    window.press(Key::Num1);
    window.expect("The officer would not reasonably expect their name to be published");
    window.press(Key::Num2);
    window.expect("The member of staff would not reasonably expect");
    window.press(Key::Num3);
    window.expect("A member of the public who deals with the police");
}

#[test]
fn an_exemption_is_chosen_for_all_ticked_places() {
    let mut window = people();
    let before = to_decide(&window);
    window.press(Key::E);
    window.expect("Exemption and reason");
    window.type_text("s41");
    window.press(Key::Enter);
    assert_eq!(to_decide(&window), before - 1);
    window.expect("s41");
}

#[test]
fn what_is_decided_in_people_is_shown_in_review_and_still_read() {
    let mut window = people();
    let mut undecided = to_decide(&window);
    for _ in 0..2_000 {
        if undecided == 0 {
            break;
        }
        window.press(Key::R);
        undecided = to_decide(&window);
    }
    assert_eq!(undecided, 0);
    window.expect("✓ All places are decided");
    window.press_with(CTRL, Key::Num4);
    window.expect("0 / 205 read");
    window.click_with("Daniel Okafor, redacted");
    window.expect("✓ Redacted, decided in People");
    // Taken back there, it is suggested as it was decided before.
    window.press(Key::Backspace);
    window.expect("As for “");
    window.expect("redacted. Yours to confirm");
    window.press(Key::Enter);
    window.expect("Still 1 suggestion to decide here");
    window.press(Key::R);
    assert!(!window.shows("✓ Redacted, decided in People"), "this one was decided in Review");
}

#[test]
fn two_shapes_are_joined_and_told_apart_again() {
    let folder = tempfile::tempdir().unwrap();
    let case = sample_case(folder.path());
    let mut window = Window::open(Opening::File(case.clone()));
    window.wait_for("Suggestion 1 of 6");
    window.press_with(CTRL, Key::Num3);
    window.wait_for("One decision for the ticked places");
    let before = to_decide(&window);
    window.press(Key::J);
    window.expect("go to the one it is the same as, then press J");
    window.press(Key::J);
    window.expect("Go to the other one first, then press J again");
    window.press(Key::J);
    window.press(Key::Escape);
    assert!(!window.shows("Joining “"));
    window.press(Key::J);
    window.press(Key::ArrowRight);
    window.press(Key::J);
    window.wait_until(|window| to_decide(window) == before - 1);
    window.press(Key::X);
    window.expect("Tick only the places that are about somebody else");
    window.press(Key::Space);
    window.press(Key::X);
    window.wait_until(|window| to_decide(window) == before);
    window.press_with(CTRL, Key::Z);
    window.wait_until(|window| to_decide(window) == before - 1);
    window.press_with(CTRL, Key::Z);
    window.wait_until(|window| to_decide(window) == before);
    window.press_with(CTRL, Key::W);
    window.wait_for("Open the sample");
    let (workspace, events) = replayed(&case, None);
    assert_eq!(events, 5);
    let shown =
        workspace.people().all().iter().filter(|one| one.sort != withheld::review::Sort::Words).count();
    assert_eq!(shown as u32, before);
}

#[test]
fn a_place_leads_to_its_entry() {
    let mut window = people();
    window.press(Key::Enter);
    assert!(window.is_on("Review"));
    window.expect("Suggestion ");
}

#[test]
fn words_decided_three_times_are_offered_to_a_list() {
    let mut window = Window::sample();
    let mut offered = None;
    'entries: for _ in 0..205 {
        for _ in 0..12 {
            window.press(Key::R);
            if window.shows("was redacted for the third time") {
                offered = Some(first_of(&window, "was redacted for the third time"));
                break 'entries;
            }
            if window.shows("In this entry: all decided") {
                break;
            }
        }
        window.press(Key::ArrowRight);
    }
    let offered = offered.expect("some word stands three times");
    assert!(offered.contains("in this case"), "{offered}");
    window.press(Key::O);
    window.expect("Always redact");
    window.press(Key::Escape);
    window.press(Key::O);
    window.expect("Nothing is offered. Words that were redacted or kept three times are");
}

#[test]
fn every_part_is_reached_by_the_keyboard() {
    let mut window = people();
    assert_eq!(window.focused().as_deref(), Some("Places"));
    window.press(Key::F6);
    assert_eq!(window.focused().as_deref(), Some("Redact"));
    window.press(Key::F6);
    assert!(window.focused().is_some_and(|name| name.starts_with("To decide")));
    window.press(Key::F6);
    assert_eq!(window.focused().as_deref(), Some("Places"));
}

#[test]
fn the_list_is_narrowed_as_one_types_by_keys_alone() {
    let mut window = people();
    let all = to_decide(&window);
    let shown = first_of(&window, ", to decide");
    window.press_with(CTRL, Key::F);
    assert_eq!(window.focused().as_deref(), Some("Find in people"));
    // Capitals do not matter, and letters that are commands are typed.
    window.type_text("oKAFo");
    window.wait_for("found");
    window.expect("Daniel Okafor");
    let found = first_of(&window, "found");
    assert!(found.starts_with(|letter: char| letter.is_ascii_digit()), "{found}");
    assert_eq!(to_decide(&window), all, "nothing was decided by typing");
    window.press(Key::Enter);
    assert_ne!(window.focused().as_deref(), Some("Find in people"));
    window.press(Key::R);
    assert_eq!(to_decide(&window), all - 1);
    window.press_with(CTRL, Key::Z);
    // Words around a place are found as well as names.
    window.press_with(CTRL, Key::F);
    window.type_text("body worn");
    window.wait_for("found");
    window.press_with(CTRL, Key::F);
    window.type_text("no such words at all");
    window.wait_for("Nobody found");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.wait_until(|window| !window.shows("found"));
    window.expect(&shown);
    window.expect_rest();
}
