//! Disclose: what stands in the way and where each row leads, the preview, the release refused and
//! made.

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::case::{loaded_case, sample_case};
use crate::support::Window;

/// The Disclose screen of the sample, with nothing decided.
fn disclose() -> Window {
    let mut window = Window::sample();
    show(&mut window);
    window
}

fn show(window: &mut Window) {
    window.press_with(Modifiers::COMMAND, Key::Num6);
    window.wait_for("in the way");
    window.wait_for("In the way: ");
}

/// Folds everything that is unfolded but this group, which is unfolded.
fn unfold(window: &mut Window, title: &str) {
    for other in ["Hidden content", "Columns not settled"] {
        if !title.starts_with(other) {
            window.click_with(&format!("{other}: "));
        }
    }
    let is_open = ["Hidden content", "Columns not settled"].iter().any(|open| title.starts_with(open));
    if !is_open {
        window.click_with(title);
    }
}

#[test]
fn everything_in_the_way_is_listed_by_kind() {
    let mut window = disclose();
    for group in [
        "Hidden content: 3",
        "Columns not settled: 3",
        "Criminal allegation or not: 24",
        "Entries of ongoing cases: 28",
        "Entries with undecided suggestions: ",
        "Unread entries: 205",
        "Misuse not answered: 205",
        "Withheld here, open there: ",
    ] {
        window.expect(group);
    }
    // What is not there has no group.
    for absent in ["No reference of the request", "Nothing is in scope", "Text that looks like a mark"] {
        assert!(!window.shows(absent), "{absent}");
    }
    window.expect("say whether it is released, withheld or out of scope");
    window.click_with("Columns not settled: 3");
    assert!(!window.shows("say whether it is released, withheld or out of scope"));
}

#[test]
fn every_row_leads_to_its_place() {
    let lead = |title: &str, row: &str, screen: &str, shows: &str| {
        let mut window = disclose();
        unfold(&mut window, title);
        window.click_with(row);
        window.settle();
        assert!(window.is_on(screen), "{title} leads to {screen}; there is: {:#?}", window.texts());
        window.expect(shows);
    };
    // The sample's second case is the first ongoing one.
    lead("Entries with undecided suggestions", "suggestions are undecided", "Review", "Suggestion 1 of 6");
    lead("Unread entries", "The entry has not been read", "Review", "Suggestion 1 of 6");
    lead("Misuse not answered", "Say whether the entry relates to misuse", "Review", "Suggestion 1 of 6");
    lead("Criminal allegation or not", "is a criminal allegation recorded in it?", "Scope", "");
    lead("Entries of ongoing cases", "withhold the entry, or release it", "Scope", "");
    lead("Columns not settled", "Column \"Unit\"", "Load", "");
    lead("Hidden content", "hidden sheet", "Load", "");
}

#[test]
fn open_words_are_gone_to_and_selected() {
    let mut window = disclose();
    unfold(&mut window, "Withheld here, open there");
    window.expect("“church”: 1 open place");
    let row = window
        .texts()
        .into_iter()
        .skip_while(|text| !text.starts_with("“church”"))
        .find(|text| text.contains(", row "))
        .unwrap();
    window.click(&row);
    assert!(window.is_on("Review"));
    window.expect("Selected words");
    window.expect("Church");
}

#[test]
fn open_words_are_settled_with_a_reason() {
    let mut window = disclose();
    unfold(&mut window, "Withheld here, open there");
    let label = "Let “church” stand openly…";
    window.click(label);
    window.expect("Let “church” stand openly");
    // Without a reason Enter does nothing.
    window.press(Key::Enter);
    window.expect("Why that is in order");
    window.type_text("a building, not the person");
    window.press(Key::Enter);
    window.wait_until(|window| !window.shows("“church”"));
    // Taken back it stands in the way again, by itself.
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.wait_for(label);
}

#[test]
fn a_decision_elsewhere_is_seen_on_return() {
    let mut window = disclose();
    window.expect("Misuse not answered: 205");
    window.press_with(Modifiers::COMMAND, Key::Num4);
    window.press(Key::Num2);
    window.press_with(Modifiers::COMMAND, Key::Num6);
    window.wait_for("Misuse not answered: 204");
    window.press(Key::F5);
    window.wait_for("Misuse not answered: 204");
}

#[test]
fn the_list_is_gone_through_by_keyboard() {
    let mut window = disclose();
    // F6 goes to the release and back to the list; arrows go on in it, Enter folds and follows.
    window.press(Key::F6);
    window.press(Key::F6);
    assert_eq!(window.focused().as_deref(), Some("Hidden content: 3"));
    window.press(Key::Enter);
    assert!(!window.shows("hidden sheet"));
    window.press(Key::ArrowDown);
    assert_eq!(window.focused().as_deref(), Some("Columns not settled: 3"));
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert!(window.is_on("Load"));
}

#[test]
fn a_release_is_refused_with_the_reasons_beside_the_button() {
    let mut window = disclose();
    window.expect("things stand in the way");
    window.expect("For practice: without a case file nothing of the release is recorded");
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.expect("Not released yet. ");
    assert!(!window.shows("Nothing is sent anywhere"), "no dialog");
    for format in ["CSV", "XLSX", "ODS"] {
        window.click(format);
    }
    window.expect("No format is ticked");
    window.click("CSV");
    assert!(!window.shows("No format is ticked"));
    assert!(!window.shows("disclosure.xlsx"));
    window.expect("FOI-2026-0212 disclosure.csv");
    for (path, reason) in [
        ("/", "The release folder has no name"),
        ("here", "The release folder needs its whole path"),
        (env!("CARGO_MANIFEST_DIR"), "The release folder is there already"),
    ] {
        window.fill("Release folder", path);
        window.expect(reason);
    }
}

#[test]
fn the_release_folder_is_proposed_beside_the_case_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(Opening::File(sample_case(folder.path())));
    window.wait_for("Suggestion 1 of 6");
    show(&mut window);
    let proposed = folder.path().join("FOI-2026-0212 release").display().to_string();
    assert!(window.texts().contains(&proposed), "{:#?}", window.texts());
    window.expect("FOI-2026-0212 release internal");
    assert!(!window.shows("For practice"));
}

#[test]
fn the_preview_shows_the_table_and_its_key() {
    let mut window = disclose();
    window.click("Preview");
    window.wait_for("205 entries  ·  173 cases  ·  ");
    window.expect("as of now; undecided words are shown withheld");
    window.expect("Section 40(2)&(3A)(a) – Personal Data");
    window.expect("Does the case relate to misuse of BWV");
    // The cell of the first entry, without the words that are undecided.
    window.expect("On 02/12/18 PC [s40(2)]");
    assert!(!window.shows("Daniel Okafor"));
    window.click("Hide the key");
    assert!(!window.shows("Section 40(2)&(3A)(a) – Personal Data"));
    // To the end and back by keyboard.
    window.press(Key::F6);
    window.press(Key::F6);
    window.press(Key::End);
    window.wait_for("205");
    window.press(Key::Home);
    window.wait_for("On 02/12/18 PC [s40(2)]");
}

#[test]
fn what_was_settled_in_load_is_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(Opening::File(loaded_case(folder.path())));
    window.wait_for("Suggestion 1 of 6");
    show(&mut window);
    window.expect("Criminal allegation or not: ");
    assert!(!window.shows("Hidden content: ") && !window.shows("Columns not settled: "));
}

#[test]
fn role_names_are_switched_on_and_off() {
    let mut window = disclose();
    window.click("Role names in marks");
    window.click("Preview");
    window.wait_for("PC [Officer A]");
    window.click("Role names in marks");
    window.wait_until(|window| !window.shows("PC [Officer A]"));
}
