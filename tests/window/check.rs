//! The check: what deserves another look and where each row leads, and back; whether words are withheld
//! everywhere, compared and settled; the release as an intruder reads it; the history; filters that combine.

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::sheet::{Role, Treatment};

use crate::case;
use crate::support::Window;

const CTRL: Modifiers = Modifiers::COMMAND;

/// The sample on the check, in a window in which all groups are in view.
fn check() -> Window {
    let mut window = Window::sized(Opening::Sample, 1440.0, 2600.0);
    window.wait_for("Suggestion 1 of 6");
    window.press(Key::F7);
    window.wait_for("Worth another look: ");
    for open in ["Hidden content: ", "Columns not settled: "] {
        window.click_with(open);
    }
    window
}

/// The first name on the screen that holds this.
#[track_caller]
fn named(window: &Window, part: &str) -> String {
    let texts = window.texts();
    texts
        .iter()
        .find(|text| text.contains(part))
        .unwrap_or_else(|| panic!("{part:?} is not in {texts:#?}"))
        .clone()
}

/// Goes where a row leads, and back by key: the row has the keyboard again.
#[track_caller]
fn leads_and_back(window: &mut Window, row: &str, screen: &str, shows: &str) {
    window.click(row);
    window.settle();
    assert!(window.is_on(screen), "{row:?} leads to {screen}; there is: {:#?}", window.texts());
    window.expect(shows);
    window.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert!(window.is_on("Disclose"));
    window.wait_until(|window| window.focused().as_deref() == Some(row));
}

#[test]
fn names_that_nothing_marked_lead_to_their_places_and_back() {
    let mut window = check();
    window.click_with("Names that nothing marked: ");
    let words = named(&window, ", nothing marked");
    window.click(&words);
    let place = window
        .texts()
        .into_iter()
        .skip_while(|text| *text != words)
        .find(|text| text.contains(", row "))
        .unwrap();
    leads_and_back(&mut window, &place, "Review", "Selected words");
}

#[test]
fn a_combination_of_columns_says_k_and_leads_to_its_entry_and_back() {
    let mut window = check();
    window.click_with("Values that one entry has alone: ");
    let row = named(&window, ": k = 1, entry ");
    leads_and_back(&mut window, &row, "Review", "entry ");
    window.click_with("Values that few entries share: ");
    assert!(["k = 2", "k = 3", "k = 4"].iter().any(|k| window.shows(k)));
    assert!(!window.shows("k = 5"), "five are not few");
}

#[test]
fn what_stands_in_the_way_leads_there_and_back_too() {
    let mut window = check();
    window.click_with("Entries with undecided suggestions: ");
    let row = named(&window, "suggestions are undecided");
    leads_and_back(&mut window, &row, "Review", "Suggestion 1 of ");
    window.click_with("Entries with undecided suggestions: ");
    window.click_with("Criminal allegation or not: ");
    let row = named(&window, "is a criminal allegation recorded in it?");
    leads_and_back(&mut window, &row, "Scope", "");
    // The button does what the key does.
    window.click(&row);
    window.click("Back to Disclose");
    assert!(window.is_on("Disclose"));
}

#[test]
fn nowhere_to_go_back_to_is_said() {
    let mut window = Window::sample();
    assert!(!window.shows("Back to "));
    window.press_with(Modifiers::ALT, Key::ArrowLeft);
    window.expect("nowhere to go back to");
}

#[test]
fn legal_checks_are_counted_and_lead_to_reasons() {
    let mut window = check();
    // With a notice they stand in the way; without one they are worth a look.
    window.expect("Legal checks of the notice: ");
    window.click("A refusal notice goes with the release");
    window.click_with("Legal checks: ");
    let row = named(&window, "something of what is claimed, argued and cited");
    leads_and_back(&mut window, &row, "Reasons", "");
}

#[test]
fn words_are_kept_as_seen_in_one_act() {
    let mut window = check();
    let group = named(&window, "Names that nothing marked: ");
    window.click(&group);
    let words = named(&window, ", nothing marked");
    let look = named(&window, "Look at “");
    window.click(&look);
    window.expect("Keep “");
    window.expect("ticked. Space ticks and unticks");
    assert!(!window.shows("This case"), "only what nothing marked is offered");
    window.press(Key::Enter);
    window.wait_until(|window| !window.shows(&words));
    window.press_with(CTRL, Key::Z);
    window.wait_for(&words);
}

#[test]
fn the_count_of_the_words_in_question_is_always_in_view() {
    let mut window = Window::sample();
    // Nobody has decided it yet.
    window.wait_for("Suggested in 1 place, open in 0");
    window.wait_for("withheld here, open there");
    window.press(Key::R);
    window.press(Key::ArrowUp);
    window.wait_for("Withheld in 1 place, open in 0");
    // By the button of the foot, and by key, to the check.
    window.press(Key::F7);
    window.wait_for("Withheld here, open there: ");
}

#[test]
fn words_withheld_here_and_open_there_are_compared_and_settled_in_one_act() {
    let mut window = check();
    window.click_with("Withheld here, open there: ");
    window.expect("“church”: 1 open place");
    window.click("Compare “church”…");
    window.expect("“church”: suggested in ");
    window.expect("Open: tick what is to be redacted");
    window.expect("Redact 1 place under s40(2)");
    // Unticked it may stand, for a reason.
    window.press(Key::Space);
    window.expect("Why 1 other place may stand openly");
    window.press(Key::Enter);
    window.expect("Why 1 other place may stand openly");
    window.fill("Why 1 other place may stand openly", "the building");
    window.expect("Let them stand openly");
    window.press(Key::Enter);
    window.wait_until(|window| !window.shows("“church”"));
    window.press_with(CTRL, Key::Z);
    window.wait_for("“church”: 1 open place");
    // Ticked it is redacted: one act again.
    window.click("Compare “church”…");
    window.expect("Redact 1 place under s40(2)");
    window.press(Key::Enter);
    window.wait_until(|window| !window.shows("“church”"));
    window.expect("Redacted “Church” under s40(2)");
    window.press_with(CTRL, Key::Z);
    window.wait_for("“church”: 1 open place");
}

#[test]
fn words_are_compared_by_one_key_in_review() {
    let mut window = check();
    window.click_with("Withheld here, open there: ");
    let row = window
        .texts()
        .into_iter()
        .skip_while(|text| !text.starts_with("“church”"))
        .find(|text| text.contains(", row "))
        .unwrap();
    window.click(&row);
    window.expect("Selected words");
    window.wait_for("Suggested in ");
    window.expect(", open in 1");
    window.press(Key::D);
    window.expect("Open: tick what is to be redacted");
    window.press(Key::Escape);
    assert!(!window.shows("Open: tick what is to be redacted"));
}

#[test]
fn the_release_is_read_as_an_intruder_reads_it() {
    let mut window = Window::sample();
    window.press_with(Modifiers::SHIFT, Key::F7);
    window.wait_for("INTRUDER VIEW");
    window.expect("173 cases; most told first");
    window.expect("In the columns");
    window.expect("In the text");
    window.expect("Marks");
    // Nothing that is withheld stands in it.
    assert!(!window.shows("Daniel Okafor"));
    // Case after case by key.
    let first = window.focused();
    assert!(first.as_deref().is_some_and(|name| name.starts_with("Case ")), "{first:?}");
    window.press(Key::ArrowDown);
    window.wait_until(|window| window.focused() != first);
    let second = window.focused();
    window.click_with("Go to Entry ");
    assert!(window.is_on("Review"));
    window.press_with(Modifiers::ALT, Key::ArrowLeft);
    window.wait_for("INTRUDER VIEW");
    window.wait_until(|window| window.focused() == second);
    window.expect_rest();
}

#[test]
fn an_earlier_release_is_laid_beside() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::sample();
    window.press_with(Modifiers::SHIFT, Key::F7);
    window.wait_for("INTRUDER VIEW");
    let path = folder.path().join("2020 disclosure.csv");
    std::fs::write(&path, "Entry,Nothing\r\n1,x\r\n").unwrap();
    window.fill("Table or folder of an earlier release", &path.display().to_string());
    window.click("Lay it beside");
    window.wait_for("No column of the earlier release is headed like a running text");
    std::fs::write(&path, earlier_release()).unwrap();
    window.click("Lay it beside");
    window.wait_for("was released otherwise");
    window.click_with("Case CM/00482/19");
    window.wait_for("open there, withheld here");
    window.expect("1 entry differs; 1 of its 1 row found here");
    window.click("Take it away");
    window.wait_until(|window| !window.shows("open there, withheld here"));
}

/// A table with the first summary of the sample as it stands in the source.
fn earlier_release() -> String {
    use withheld::review::Imported;
    let sheet = Imported::sample(Imported::sample_file().unwrap());
    let column = sheet.layout.column(withheld::sheet::Role::Summary).unwrap();
    let row = (0..sheet.sheet.row_count())
        .find(|row| {
            let cell = withheld::sheet::CellId { row: *row, column };
            sheet.sheet.text(cell).expose().contains("Daniel Okafor")
        })
        .unwrap();
    let text = sheet.sheet.text(withheld::sheet::CellId { row, column }).expose();
    let heading = sheet.sheet.columns()[usize::from(column)].heading();
    format!("Entry,{heading}\r\n1,\"{}\"\r\n", text.replace('"', "\"\""))
}

#[test]
fn the_history_leads_back_to_a_decision_and_keeps_the_record() {
    let mut window = Window::sample();
    window.press(Key::R);
    window.press(Key::K);
    window.press(Key::R);
    window.wait_for("In this entry: 3 to decide");
    window.press_with(CTRL, Key::H);
    window.expect("What was done and not taken back");
    window.expect("Nothing came after");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.expect("Take back 2 acts");
    window.press(Key::Enter);
    window.wait_for("In this entry: 5 to decide");
    // It is one more act.
    window.press_with(CTRL, Key::Z);
    window.wait_for("In this entry: 3 to decide");
}

#[test]
fn the_history_says_what_was_done() {
    let mut window = Window::sample();
    window.press(Key::R);
    window.press(Key::K);
    window.press(Key::Num2);
    window.press(Key::OpenBracket);
    window.wait_until(|window| window.is_on("Show fewer: "));
    window.press_with(CTRL, Key::Num5);
    window.click_with("Notice: ");
    window.click("A refusal notice goes with the release");
    window.press_with(CTRL, Key::H);
    window.expect("What was done and not taken back");
    let acts: Vec<String> = window
        .texts()
        .into_iter()
        .filter_map(|text| {
            text.split_once(": ").filter(|(when, _)| when.contains('/')).map(|(_, act)| act.to_owned())
        })
        .collect();
    let expected =
        ["No notice goes with the release", "Dial: show fewer", "Misuse in row ", "Kept “", "Redacted “"];
    for (act, expected) in acts.iter().zip(expected) {
        assert!(act.starts_with(expected), "{expected:?} is not in {acts:#?}");
    }
    assert_eq!(acts.len(), expected.len(), "{acts:#?}");
}

#[test]
fn two_answers_about_misuse_are_listed_with_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let columns = [
        ("Ref", Role::Reference, Treatment::OutOfScope),
        ("Incident", Role::Date, Treatment::YearOnly),
        ("Flag", Role::Flag, Treatment::OutOfScope),
        ("Status", Role::Status, Treatment::OutOfScope),
        ("Misuse of BWV?", Role::Other, Treatment::Disclose),
        ("Summary", Role::Summary, Treatment::RedactSpans),
    ];
    let rows = [
        ["PC/1/21", "01/02/2021", "Y", "Closed", "Yes", "He was rude."],
        ["PC/2/21", "01/02/2021", "Y", "Closed", "No", "She was rude."],
    ];
    let rows = rows.iter().map(|row| row.map(str::to_owned).to_vec());
    let mut window = Window::open(Opening::File(case::case_of(folder.path(), &columns, rows)));
    window.wait_for("01.FOI.26.000001");
    window.press_with(CTRL, Key::Num2);
    window.wait_for("Undecided: 0 scope, 2 misuse");
    window.press_all(&[Key::Num2, Key::Num2]);
    window.press(Key::F7);
    window.wait_for("Two answers about misuse: 1");
    window.expect("change one, or put the column out of scope");
    if !window.shows("PC/1/21") {
        window.click("Two answers about misuse: 1");
    }
    let row = named(&window, "the column “Misuse of BWV?” says Yes");
    leads_and_back(&mut window, &row, "Scope", "The column “Misuse of BWV?” says Yes");
    // One of the two is changed, and the group is gone.
    window.click(&row);
    window.press(Key::Num1);
    window.press(Key::F7);
    window.wait_until(|window| !window.shows("Looking…") && !window.shows("Two answers about misuse"));
}

#[test]
fn filters_combine_and_sort() {
    let mut window = Window::sample();
    let listed = |window: &Window| window.texts().iter().filter(|text| text.starts_with("Entry ")).count();
    window.click_with("Flag only 24");
    let few = listed(&window);
    window.click_with("Ongoing 28");
    assert!(listed(&window) <= few, "both hold");
    window.click_with("All 205");
    window.click("More…");
    window.click("Order");
    window.click("Most to decide first");
    let first = window.texts().into_iter().find(|text| text.starts_with("Entry ")).unwrap();
    let count: usize = first.split(", ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(count > 6, "the first entry of the file has six to decide: {first}");
    window.press(Key::F6);
    window.expect_rest();
}

#[test]
fn what_nothing_marked_is_stepped_through() {
    let mut window = Window::sample();
    window.wait_for("withheld here, open there");
    window.settle();
    window.press(Key::U);
    window.expect("Selected words");
    let first = window.texts();
    window.press(Key::U);
    window.expect("Selected words");
    assert_ne!(window.texts(), first);
    window.press_with(Modifiers::SHIFT, Key::U);
    assert_eq!(window.texts(), first);
}
