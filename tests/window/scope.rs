//! Scope: single keys for in and out, misuse and ongoing; counts kept apart; the next by itself.

use std::path::Path;

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::sheet::{Role, Treatment};

use crate::case;
use crate::support::{Drawn, Window};

/// The sample in Scope, at its first entry that asks something: CM/00482/19, one of two of its case.
fn scope() -> Window {
    let mut window = Window::sample();
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.expect("entry 1 of 2 in its case · row 6 of the file");
    window
}

/// The same, with every row of the sheet listed, so that an answer moves nothing.
fn all() -> Window {
    let mut window = scope();
    window.click("All 240");
    window
}

#[test]
fn each_count_stands_for_itself() {
    let mut window = scope();
    window.expect("In scope: 173 cases, 205 entries, 191 allegations, 195 officers");
    window.expect("Misuse yes: 0 cases, 0 entries");
    window.expect("Ongoing: 24 cases");
    window.expect("Undecided: 0 scope, 205 misuse");
    for chip in ["To decide 205", "All 240", "In 205", "Out 35", "Flag only 24", "Ongoing 28", "Misuse yes 0"]
    {
        window.expect(chip);
    }
}

#[test]
fn out_and_in_and_back_to_the_rule() {
    let mut window = all();
    window.expect("By the rule: mentions body-worn video");
    window.press(Key::O);
    window.expect("In scope: 173 cases, 204 entries");
    window.expect("Out by you. By the rule: in, mentions body-worn video");
    window.expect("CM/00482/19: Out by you");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("In scope: 173 cases, 205 entries");
    window.expect("By the rule: mentions body-worn video");
    window.press_with(Modifiers::COMMAND, Key::Y);
    window.press(Key::U);
    window.expect("In scope: 173 cases, 205 entries");
    window.press(Key::I);
    window.expect("In by you. By the rule: in, mentions body-worn video");
}

#[test]
fn misuse_is_answered_by_one_key_and_a_suggestion_never_counts() {
    let mut window = all();
    window.expect("Suggested: Yes. Says that it was not activated");
    window.expect("CM/00482/19: In mention, misuse Yes suggested, closed, to decide");
    window.press(Key::Num1);
    window.expect("CM/00482/19: In mention, misuse Yes, closed");
    window.expect("Misuse yes: 1 case, 1 entry");
    window.expect("Undecided: 0 scope, 204 misuse");
    window.press(Key::Num2);
    window.expect("Misuse yes: 0 cases, 0 entries");
    window.expect("CM/00482/19: In mention, misuse No, closed");
    window.press(Key::Num3);
    window.expect("CM/00482/19: In mention, misuse Unclear, closed");
    window.press(Key::Num3);
    window.expect("That is so already");
}

#[test]
fn the_next_that_asks_comes_by_itself() {
    let mut window = scope();
    window.press(Key::Num2);
    window.expect("entry 2 of 2 in its case");
    window.expect("To decide 204");
    window.press(Key::O);
    window.expect("To decide 203");
    window.expect("row 8 of the file");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("entry 2 of 2 in its case");
    window.expect("To decide 204");
}

#[test]
fn an_answer_can_hold_for_the_whole_case() {
    let mut window = scope();
    window.press(Key::H);
    window.press(Key::Num1);
    window.expect("Misuse yes: 1 case, 2 entries");
    window.expect("To decide 203");
    window.expect("PC/03371/21");
    window.expect("row 8 of the file");
    // It does not go on to the next case.
    window.press(Key::H);
    window.expect("This is the only entry of its case");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("Misuse yes: 0 cases, 0 entries");
    window.click("Both entries of the case");
    window.press(Key::O);
    window.expect("In scope: 172 cases, 203 entries");
}

#[test]
fn an_ongoing_case_asks_more() {
    let mut window = scope();
    window.press(Key::Y);
    window.expect("This is asked of ongoing cases only");
    window.press(Key::G);
    window.expect("Ongoing: 25 cases");
    window.expect("By you, for the whole case");
    window.expect("Criminal allegation recorded?");
    window.expect("Suggested: all but type and year under s31(1)(g)");
    window.press(Key::Y);
    window.expect("Suggested: all but type and year under s30(1)(a)(i)");
    window.press(Key::H);
    window.press(Key::W);
    window.expect("How much");
    window.press(Key::Enter);
    window.expect("Withheld: all but type and year under s30(1)(a)(i)");
    // Misuse is still open here.
    window.expect("entry 1 of 2 in its case");
    window.expect("CM/00482/19: In mention, misuse Yes suggested, ongoing and withheld, to decide");
    window.press(Key::Num3);
    window.expect("To decide 203");
    window.expect("row 8 of the file");
    // The case closed again: nothing but its misuse was ever asked of it.
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.press(Key::C);
    window.expect("Ongoing: 24 cases");
}

#[test]
fn the_case_goes_back_to_status_and_outcome() {
    let mut window = all();
    window.expect("By status “Finalised” and outcome “Misconduct - Written warning”");
    window.press(Key::G);
    window.click("Leave it to status and outcome");
    window.expect("Ongoing: 24 cases");
    window.expect("By status “Finalised” and outcome “Misconduct - Written warning”");
}

#[test]
fn nothing_but_its_scope_is_asked_of_what_is_out() {
    let mut window = all();
    window.press(Key::O);
    window.expect("Nothing else is asked of an entry that is not in scope");
    for key in [Key::Num1, Key::G, Key::W, Key::L, Key::N] {
        window.press(key);
        window.expect("The entry is outside the request, so nothing else is asked of it");
    }
    window.expect("Undecided: 0 scope, 204 misuse");
}

#[test]
fn filters_show_what_they_say() {
    let mut window = scope();
    window.click("Out 35");
    window.expect("Out no mention");
    assert!(!window.shows(": In mention"));
    window.click("Ongoing 28");
    window.expect("ongoing, to decide");
    assert!(!window.shows("closed, to decide"));
    window.click("Misuse yes 0");
    window.expect("No entries here");
    window.click("Flag only 24");
    window.expect("In flag, misuse Unclear suggested");
}

#[test]
fn keys_move_through_the_table() {
    let mut window = all();
    window.press(Key::ArrowDown);
    window.expect("entry 2 of 2 in its case");
    window.press(Key::ArrowRight);
    window.expect("row 8 of the file");
    window.press(Key::ArrowUp);
    window.press(Key::PageUp);
    window.expect("entry 1 of 2 in its case");
    window.press(Key::ArrowUp);
    window.expect("There is no further entry in this list");
    window.press(Key::End);
    window.expect("row 245 of the file");
    window.press(Key::Home);
    window.expect("row 6 of the file");
}

#[test]
fn single_keys_answer_also_while_a_button_has_the_keyboard() {
    let mut window = all();
    window.press(Key::F6);
    window.press(Key::Tab);
    window.press(Key::Num1);
    window.expect("Misuse yes: 1 case, 1 entry");
    // The button after the first: Out, pressed by Enter.
    window.press(Key::Enter);
    window.expect("Out by you");
    // Over the search field back to the text.
    window.press(Key::F6);
    window.press(Key::Num2);
    window.expect("Misuse yes: 0 cases, 0 entries");
    window.press(Key::F6);
    window.press(Key::I);
    window.expect("In by you");
    window.press(Key::ArrowDown);
    window.expect("entry 2 of 2 in its case");
}

#[test]
fn words_are_found_in_the_listed_entries() {
    let mut window = scope();
    window.press_with(Modifiers::COMMAND, Key::F);
    window.type_text("biscuit");
    window.wait_for("row 14 of the file");
    window.press(Key::Enter);
    window.press(Key::Num3);
    window.expect("To decide 204");
    // No other entry of the list holds the word, so this one stays.
    window.expect("PC/04415/19: In flag, misuse Unclear, closed");
    window.press_with(Modifiers::COMMAND, Key::F);
    window.type_text(" and no such words");
    window.wait_for("Nothing found");
    window.click("Clear the search");
    window.expect("CM/00482/19: In mention");
}

#[test]
fn a_row_is_gone_to_by_the_mouse_and_read_in_review() {
    let mut window = scope();
    window.click_with("PC/04415/19:");
    window.expect("row 14 of the file");
    window.expect("Suggested: Unclear. Flagged, but the text does not mention body-worn video");
    window.click("Read in Review");
    window.expect("PC Grace would not listen");
    window.expect("Working view");
}

/// A case file of this sheet, opened in Scope.
fn case_with(folder: &Path, roles: &[Role], rows: impl Iterator<Item = Vec<String>>) -> Window {
    let headings: Vec<String> = roles.iter().map(|role| format!("{role:?}")).collect();
    let columns: Vec<(&str, Role)> = headings.iter().map(String::as_str).zip(roles.iter().copied()).collect();
    case_of(folder, &columns, rows)
}

/// The same with headings of its own.
fn case_of(folder: &Path, columns: &[(&str, Role)], rows: impl Iterator<Item = Vec<String>>) -> Window {
    let columns: Vec<(&str, Role, Treatment)> =
        columns.iter().map(|(heading, role)| (*heading, *role, role.default_treatment())).collect();
    let mut window = Window::open(Opening::File(case::case_of(folder, &columns, rows)));
    window.wait_for("01.FOI.26.000001");
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window
}

#[test]
fn what_no_rule_settles_is_asked_before_all_else_until_all_is_decided() {
    let folder = tempfile::tempdir().unwrap();
    let roles = [Role::Reference, Role::Year, Role::Flag, Role::Status, Role::Summary];
    let rows = [
        ["PC/1/21", "2021", "Y", "", "He was rude."],
        ["PC/2/21", "unknown", "Y", "Closed", "She was rude."],
        ["PC/3/21", "2016", "Y", "Closed", "They were rude."],
    ];
    let rows = rows.iter().map(|row| row.map(str::to_owned).to_vec());
    let mut window = case_with(folder.path(), &roles, rows);
    window.wait_for("Undecided: 1 scope, 1 misuse");
    window.expect("To decide 2");
    window.expect("Neither status nor outcome says");
    window.press(Key::C);
    window.press(Key::Num2);
    window.expect("Not settled: no day or year shows whether it lies within the period");
    window.press(Key::Num1);
    window.expect("Say first whether the entry is in scope: In or Out");
    window.press(Key::I);
    window.expect("Undecided: 0 scope, 1 misuse");
    window.press(Key::Num3);
    window.expect("To decide 0");
    window.expect("✓ All is decided");
    window.click("Out 1");
    window.expect("PC/3/21: Out other period");
    window.click("To decide 0");
    window.expect("Scope, misuse and ongoing are settled for every entry");
    window.click("Go on to People");
    assert!(window.is_on("People"));
}

#[test]
fn another_answer_of_the_sheet_and_days_of_recording_are_told_and_lead_to_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let columns = [
        ("Ref", Role::Reference),
        ("Incident", Role::Date),
        ("Recorded", Role::Recorded),
        ("Flag", Role::Flag),
        ("Status", Role::Status),
        ("Misuse of BWV?", Role::Other),
        ("Summary", Role::Summary),
    ];
    let rows = [
        ["PC/1/21", "", "05/05/2021", "Y", "Closed", "Yes", "He was rude."],
        ["PC/2/21", "01/02/2021", "05/05/2021", "Y", "Closed", "No", "She was rude."],
        ["PC/3/16", "", "05/05/2016", "Y", "Closed", "No", "They were rude."],
    ];
    let rows = rows.iter().map(|row| row.map(str::to_owned).to_vec());
    let mut window = case_of(folder.path(), &columns, rows);
    window.wait_for(
        "2 entries have no day of the incident and were judged by the day of recording: 1 in scope, 1 out",
    );
    window.expect("has the body-worn-video flag (no day of the incident: judged by the day of recording)");
    window.expect("The column “Misuse of BWV?” says Yes");
    assert!(!window.shows("▲ Misuse"));
    // Both entries in scope are answered No; the sheet says Yes of the first.
    window.press_all(&[Key::Num2, Key::Num2]);
    window.wait_for("▲ Misuse, 1 entry: the column “Misuse of BWV?” says otherwise than your answer");
    window.click("Go to the next entry with two answers about misuse");
    window.expect("▲ The column “Misuse of BWV?” says Yes");
    window.expect("row 2 of the file");
    window.press(Key::Num1);
    window.wait_until(|window| !window.shows("▲ Misuse"));
    window.click("Go to the next entry judged by the day it was recorded");
    window.expect("row 4 of the file");
    window.expect_rest();
}

#[test]
fn the_search_says_how_far_it_is_and_can_be_stopped_and_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let summary = "PC Daniel Okafor 2231CE of 4 Marlpit Close, SE13 7QT was seen. ".repeat(8);
    let rows = (0..20_000).map(|row| vec![format!("PC/{row}/21"), "2021".to_owned(), summary.clone()]);
    let mut window = case_with(folder.path(), &[Role::Reference, Role::Year, Role::Summary], rows);
    window.expect("Searching for mentions and personal data");
    window.click("Stop the search");
    window.wait_for("Not searched yet: only flags bring entries into scope");
    window.expect("In scope: 0 cases, 0 entries, 0 allegations, 0 officers");
    window.expect("Nothing here yet");
    window.click("Out 20,000");
    window.expect("PC/0/21: Out no mention");
    window.expect("By the rule: neither a mention nor a flag in this case");
    window.click("Search now");
    window.expect("Searching for mentions and personal data");
}

#[test]
fn no_key_answers_for_what_is_not_listed() {
    let mut window = Window::sample();
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.press_with(Modifiers::COMMAND, Key::F);
    window.type_text("zzzz");
    window.wait_for("Nothing found");
    window.press(Key::Escape);
    window.press(Key::Num1);
    window.press(Key::O);
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("There is nothing to undo.");
}

#[test]
fn dates_are_never_cut() {
    let is_date = |text: &str| text.len() == 10 && text.split('/').map(str::len).eq([2, 2, 4]);
    let roles =
        [Role::Reference, Role::Type, Role::Date, Role::Flag, Role::Status, Role::Outcome, Role::Summary];
    let names: Vec<String> = roles.iter().map(|role| format!("{role:?}")).collect();
    let columns: Vec<(&str, Role, Treatment)> =
        names.iter().zip(roles).map(|(name, role)| (name.as_str(), role, role.default_treatment())).collect();
    let row =
        ["PC/1/21", "Public complaint", "28/12/2020", "Y", "Closed", "Learning from reflection", "Rude."];
    for width in [1024.0, 1280.0, 1440.0, 2560.0] {
        let folder = tempfile::tempdir().unwrap();
        let rows = (0..8).map(|_| row.map(str::to_owned).to_vec());
        let path = case::case_of(folder.path(), &columns, rows);
        let mut window = Window::sized(Opening::File(path), width, 900.0);
        window.wait_for("WORKING COPY");
        window.press_with(Modifiers::COMMAND, Key::Num2);
        window.wait_for("In scope: 1 case, 8 entries");
        let dates: Vec<Drawn> = window.drawn().into_iter().filter(|drawn| is_date(&drawn.text)).collect();
        // A column for which there is no room is left out as a whole; the entry beside it always has its date.
        assert!(width < 1440.0 || dates.len() >= 8, "{width}: {:?}", window.drawn());
        assert!(dates.iter().all(|date| !date.is_cut), "{width}: {dates:?}");
    }
}
