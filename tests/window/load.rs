//! Load: wrong guesses put right, hidden content settled, the request typed, the case file made and
//! opened again.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::review::Command;
use withheld::sheet::Treatment;

use crate::case::case_with;
use crate::sheet_support::{Book, data, plain};
use crate::support::Window;

const CASES: &str = "\
Case Reference,Date of Incident,Unit,Case Type,Outcome,Summary
PC/00412/19,14/03/2019,Hounslow,Public Complaint,Upheld,\"Mr Daniel Okafor says that PC Hurst turned his body worn video off.\"
CM/00031/20,02/02/2020,Ealing,Conduct Matter,No case to answer,\"The officer did not upload the body worn video of the arrest.\"
";

const WORDS: &str = "violet anchor meadow seven";

/// A file in a folder of its own.
fn file(name: &str, content: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn open(path: &Path) -> Window {
    let mut window = Window::open(Opening::File(path.to_owned()));
    window.wait_until(|window| !window.shows("Opening"));
    window
}

fn cases() -> (tempfile::TempDir, PathBuf, Window) {
    let (folder, path) = file("cases.csv", CASES);
    let mut window = open(&path);
    window.wait_for("2 rows, 6 columns");
    (folder, path, window)
}

fn part(window: &mut Window, title: &str) {
    window.click_with(&format!("{title}, "));
}

/// Chooses of a list by its name.
fn choose(window: &mut Window, list: &str, option: &str) {
    window.click(list);
    window.click(option);
}

#[test]
fn a_wrong_heading_row_is_put_right() {
    let (_folder, _path, mut window) = cases();
    window.expect("Comma");
    window.fill("Heading row", "2");
    window.press(Key::Enter);
    window.wait_for("1 row, 6 columns");
    window.expect("PC/00412/19");
    window.fill("Heading row", "0");
    window.expect("Give the number of a row");
    window.fill("Heading row", "99");
    window.press(Key::Enter);
    window.wait_for("has no text in row 99");
    window.expect("1 row, 6 columns");
}

#[test]
fn a_wrong_encoding_is_put_right() {
    let (_folder, path) = file("cases.csv", b"Ref,Summary\n1,\"Zo\xE9 Hurst saw the caf\xE9 footage.\"\n");
    let mut window = open(&path);
    window.wait_for("1 row, 2 columns");
    window.expect("Zoé");
    choose(&mut window, "Encoding", "Windows-1251 (Cyrillic)");
    window.wait_for("Zoй");
}

#[test]
fn reading_again_asks_before_it_drops_decisions_and_keeps_the_request() {
    let (_folder, _path, mut window) = cases();
    part(&mut window, "Request");
    window.fill("Reference", "FOI 7");
    part(&mut window, "Columns");
    choose(&mut window, "What happens to “Unit”", "Release");
    part(&mut window, "File");
    window.fill("Heading row", "2");
    window.press(Key::Enter);
    window.expect("drops what you changed in Columns (1 column)");
    window.click("Leave it as it is");
    window.expect("2 rows, 6 columns");
    window.fill("Heading row", "2");
    window.press(Key::Enter);
    window.click("Read again");
    window.wait_for("1 row, 6 columns");
    window.expect("FOI 7");
}

#[test]
fn columns_are_settled_one_by_one() {
    let (_folder, _path, mut window) = cases();
    part(&mut window, "Columns");
    window.expect("1 column to settle");
    window.click("Go to next unsettled");
    choose(&mut window, "What happens to “Unit”", "Withhold every cell");
    window.expect("For every cell of the column “Unit”");
    window.press(Key::Escape);
    window.expect("1 column to settle");
    choose(&mut window, "What happens to “Unit”", "Withhold every cell");
    window.press(Key::Enter);
    window.expect("All columns are settled");
    window.expect("Change the exemption of “Unit”");
    choose(&mut window, "What “Unit” is", "Rank");
    window.expect("Changed column “Unit”");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("1 column to settle");
}

#[test]
fn headings_stand_over_what_they_name() {
    for (width, name) in [(1280.0, "Unit"), (1440.0, "Case Reference"), (2560.0, "Summary")] {
        let (_folder, path) = file("cases.csv", CASES);
        let mut window = Window::sized(Opening::File(path), width, 1300.0);
        window.wait_for("2 rows, 6 columns");
        part(&mut window, "Columns");
        for (heading, list) in [
            ("What it is", format!("What “{name}” is")),
            ("What happens to it", format!("What happens to “{name}”")),
        ] {
            let (head, list) = (window.place_of(heading), window.place_of(&list));
            assert!(
                (head.min.x - list.min.x).abs() < 2.0,
                "{width}: {heading} at {head:?}, list at {list:?}"
            );
            assert!(head.max.y < list.min.y, "{width}: {heading} at {head:?}, list at {list:?}");
        }
    }
}

#[test]
fn headings_of_the_sheet_stay_above_their_columns() {
    let columns: Vec<usize> = (1..=20).collect();
    let line =
        |word: &str| columns.iter().map(|at| format!("{word} number {at}")).collect::<Vec<_>>().join(",");
    let text = format!("{}\n{}\n{}\n", line("Heading"), line("Cell"), line("Other"));
    let (_folder, path) = file("wide.csv", text);
    let mut window = Window::sized(Opening::File(path), 1280.0, 800.0);
    window.wait_for("2 rows, 20 columns");
    let lefts = |window: &Window, word: &str| -> Vec<(usize, f32)> {
        let drawn = window.drawn();
        let of_word = drawn.iter().filter_map(|drawn| {
            let at = drawn.text.strip_prefix(word)?.strip_prefix(" number ")?;
            Some((at.trim_end_matches('…').parse().ok()?, drawn.left))
        });
        of_word.collect()
    };
    let check = |window: &Window| {
        let (heads, cells) = (lefts(window, "Heading"), lefts(window, "Cell"));
        assert!(!heads.is_empty() && heads.len() == cells.len(), "{heads:?} {cells:?}");
        for (head, cell) in heads.iter().zip(&cells) {
            assert!(head.0 == cell.0 && (head.1 - cell.1).abs() < 0.5, "{heads:?} {cells:?}");
        }
        heads
    };
    let before = check(&window);
    let row = window.texts().into_iter().find(|text| text.starts_with("Row 2, ")).unwrap();
    let over = window.place_of(&row).left_center() + egui::vec2(40.0, 0.0);
    window.scroll(over, egui::vec2(-600.0, 0.0));
    let after = check(&window);
    assert_ne!(before, after, "it was scrolled");
}

#[test]
fn a_sheet_without_a_summary_says_so() {
    let (_folder, path) = file(
        "cases.csv",
        "Ref,Unit,Thing\nPC/00412/19,Hounslow,He left it off the whole night.\nPC/00413/19,Ealing,It was off all the way home.\n",
    );
    let mut window = open(&path);
    window.wait_for("No summary column");
    part(&mut window, "Columns");
    window.expect("No column is the summary");
    window.click_with("“Thing” is the summary");
    assert!(!window.shows("No column is the summary"));
}

#[test]
fn what_is_hidden_is_listed_and_settled() {
    let book = Book::default().sheet("Cases", &plain()).sheet_as(
        "Officers",
        r#"state="hidden""#,
        &data(&[&["Name"], &["Hurst"]]),
    );
    let (_folder, path) = file("cases.xlsx", book.bytes());
    let mut window = open(&path);
    window.wait_for("2 rows, 3 columns");
    window.expect("Sheet Officers, 2 rows × 1 column, Hidden");
    part(&mut window, "Hidden content");
    window.expect("Hidden sheet");
    window.expect("1 item to settle");
    window.click_with("Show sample: Officers");
    window.expect("Hurst");
    window.click_with("Noted: Officers");
    window.expect("✓ All of it is settled");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.expect("1 item to settle");
    part(&mut window, "File");
    window.click_with("Sheet Officers");
    window.wait_for("1 row, 1 column");
}

#[test]
fn hidden_rows_can_be_brought_in() {
    let row = |hidden: &str, text: &str| {
        format!(
            r#"<row {hidden}><c t="inlineStr"><is><t>{text}</t></is></c><c t="inlineStr"><is><t>He left it off.</t></is></c></row>"#
        )
    };
    let inside = [row("", "Ref"), row("", "1"), row(r#"hidden="1""#, "2")].concat();
    let book = Book::default().sheet("Cases", &format!("<sheetData>{inside}</sheetData>"));
    let (_folder, path) = file("cases.xlsx", book.bytes());
    let mut window = open(&path);
    window.wait_for("Hidden content, waits");
    part(&mut window, "Hidden content");
    window.click_with("Leave out: ");
    window.expect("✓ Left out");
    window.click_with("Bring in: ");
    window.expect("✓ Brought in");
}

#[test]
fn a_file_without_hidden_content_says_so() {
    let (_folder, _path, mut window) = cases();
    part(&mut window, "Hidden content");
    window.expect("Nothing but visible cells");
}

#[test]
fn the_request_is_saved_field_by_field() {
    let (_folder, _path, mut window) = cases();
    part(&mut window, "Request");
    window.expect("No text yet, so no clock runs");
    window.fill("Reference", "FOI-2026-0300");
    assert!(!window.shows("Changed the request"), "nothing is saved while one types");
    window.press(Key::Tab);
    window.expect("Changed the request");
    window.fill("First day of the period", "1.1.18");
    window.expect("Monday 1 January 2018");
    window.fill("Last day of the period", "31/02/2022");
    window.expect("This is not a day; write it as 31/01/2018");
    window.expect("Something is not saved");
    window.fill("Last day of the period", "31/12/2017");
    window.expect("The period ends before it begins");
    window.fill("Last day of the period", "31 Dec 2022");
    window.press(Key::Enter);
    window.expect("31/12/2022");
    // What was wrong was never saved, so that one step takes the last day back.
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!window.shows("31/12/2022"));
    window.expect("01/01/2018");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!window.shows("01/01/2018"));
    window.expect("FOI-2026-0300");
}

#[test]
fn the_applicant_is_kept_out_and_the_clock_is_told() {
    let (_folder, _path, mut window) = cases();
    part(&mut window, "Request");
    window.click("Add the request");
    window.expect("Give the day of receipt");
    window.type_text("02/11/2026");
    window.fill("Words of text 1", "Please send all complaints.\n\nYours sincerely\nJo Bloggs");
    window.expect("This looks like a signature");
    window.scroll_and_click("Remove the signature");
    assert!(!window.shows("Bloggs"));
    window.expect("Please send all complaints.");
    window.expect("1 December 2026");
    window.expect("The clock starts with the request of 02/11/2026");
    window.scroll_and_click("Add a text");
    window.type_text("05/11/2026");
    window.press(Key::Tab);
    // A clarification alone starts no new clock: only what the officer writes down of it does.
    window.expect("The clock starts with the request of 02/11/2026");
    window.expect("1 December 2026");
    window.scroll_and_click("Remove text 2");
    window.expect("The clock starts with the request");
}

#[test]
fn what_is_typed_is_kept_when_the_case_is_left() {
    let mut window = Window::sample();
    window.press_with(Modifiers::COMMAND, Key::Num1);
    part(&mut window, "Request");
    window.fill("Reference", "FOI-NEW");
    window.press_with(Modifiers::COMMAND, Key::Num4);
    assert!(!window.shows("FOI-NEW"));
    // Taken in by the case, and not only left in its field.
    window.press_with(Modifiers::COMMAND, Key::Num1);
    part(&mut window, "Columns");
    window.expect("FOI-NEW");
}

#[test]
fn no_case_file_is_made_without_a_choice_of_protection() {
    let (folder, _path, mut window) = cases();
    part(&mut window, "Case file");
    window.expect("still missing: how it is protected");
    window.click_with("Make the case file and search");
    window.click_with("A passphrase: ");
    window.fill("Passphrase", WORDS);
    window.expect("Long enough");
    window.expect("still missing: the same passphrase a second time");
    window.fill("The same again", "violet anchor");
    window.expect("This is not the same as above");
    window.press(Key::Enter);
    window.click_with("Nothing: ");
    window.expect("still missing: that you know it is not protected");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only the spreadsheet");
}

/// Makes a case file protected by a passphrase and waits until it is searched.
fn make_case(window: &mut Window, folder: &Path) -> PathBuf {
    part(window, "Case file");
    window.fill("Your name in the record", "Jane Doe");
    window.click_with("A passphrase: ");
    window.fill("Passphrase", WORDS);
    window.fill("The same again", WORDS);
    window.click("Make the case file and search");
    window.wait_for("0 / 2 read");
    folder.join("cases.withheld")
}

#[test]
fn a_case_is_made_closed_and_opened_again() {
    let (folder, _path, mut window) = cases();
    part(&mut window, "Columns");
    choose(&mut window, "What happens to “Unit”", "Not asked for");
    let case = make_case(&mut window, folder.path());
    assert!(case.is_file());
    window.press_with(Modifiers::COMMAND, Key::Num1);
    window.expect("Protected by a passphrase");
    window.expect("by Jane Doe");
    part(&mut window, "Request");
    window.fill("Reference", "FOI 8");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.expect("Drop a spreadsheet or a case file here");

    let mut window = open(&case);
    window.wait_for("cases.withheld is protected");
    window.type_text("something else");
    window.press(Key::Enter);
    window.wait_for("the passphrase is not right");
    window.type_text(WORDS);
    window.press(Key::Enter);
    window.wait_for("0 / 2 read");
    window.expect("FOI 8");
    window.press_with(Modifiers::COMMAND, Key::Num1);
    window.expect("How the file was read is fixed");
    part(&mut window, "Columns");
    window.expect("All columns are settled");
    choose(&mut window, "What happens to “Unit”", "Release");
    window.expect("“Unit” would be released and was never searched");
    window.click("Search again");
    window.wait_until(|window| !window.shows("was never searched"));
}

#[test]
fn a_case_file_is_not_made_over_another() {
    let (folder, _path, mut window) = cases();
    let taken = folder.path().join("taken.withheld");
    fs::write(&taken, "mine").unwrap();
    part(&mut window, "Case file");
    window.fill("Where the case file goes", &taken.to_string_lossy());
    window.click_with("Nothing: ");
    window.click("I know that anybody who has the file can read it");
    window.click("Make the case file and search");
    window.wait_for("exists already and was left as it is");
    assert_eq!(fs::read(&taken).unwrap(), b"mine");
    window.fill("Where the case file goes", &folder.path().join("new.withheld").to_string_lossy());
    window.click("Make the case file and search");
    window.wait_for("0 / 2 read");
    window.expect("Not protected");
}

#[test]
fn a_case_file_that_is_there_already_is_offered() {
    let (folder, path, mut window) = cases();
    make_case(&mut window, folder.path());
    drop(window);
    let mut window = open(&path);
    window.wait_for("2 rows, 6 columns");
    part(&mut window, "Case file");
    window.expect("cases.withheld is there already");
    window.expect("cases 2.withheld");
    window.click("Open cases.withheld");
    window.wait_for("cases.withheld is protected");
}

#[test]
fn a_key_file_is_made_with_the_case_and_opens_it() {
    let (folder, _path, mut window) = cases();
    let key = folder.path().join("case.key");
    part(&mut window, "Case file");
    window.click_with("A key file: ");
    window.fill("Where the key file is", &folder.path().join("no/such/folder/case.key").to_string_lossy());
    window.click("Make the case file and search");
    window.wait_for("could not be made");
    window.fill("Where the key file is", &key.to_string_lossy());
    window.click("Make the case file and search");
    window.wait_for("0 / 2 read");
    assert!(key.is_file());
    window.press_with(Modifiers::COMMAND, Key::W);
    let mut window = open(&folder.path().join("cases.withheld"));
    window.wait_for("Where the key file is");
    window.type_text(&key.to_string_lossy());
    window.press(Key::Enter);
    window.wait_for("0 / 2 read");
}

#[test]
fn the_sample_can_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::sample();
    window.press(Key::R);
    window.press_with(Modifiers::COMMAND, Key::Num1);
    window.expect("The built-in sample is always read the same way");
    part(&mut window, "Case file");
    let path = folder.path().join("kept.withheld");
    window.fill("Where the case file goes", &path.to_string_lossy());
    window.click_with("Nothing: ");
    window.click("I know that anybody who has the file can read it");
    window.click("Keep this as a case file");
    window.wait_for("The case file is made");
    window.press_with(Modifiers::COMMAND, Key::W);
    let mut window = open(&path);
    window.wait_for("Suggestion 2 of 6");
    window.expect("Redacted “Daniel Okafor”");
}

#[test]
fn what_cannot_be_opened_says_why() {
    let (folder, empty) = file("empty.csv", "");
    for (path, why) in [
        (folder.path().join("nowhere.csv"), "is not there"),
        (empty, "is empty (0 bytes)"),
        (folder.path().to_owned(), "is a folder, not a file"),
    ] {
        let mut window = open(&path);
        window.wait_for(why);
        window.expect("Drop a spreadsheet or a case file here");
    }
}

/// A column of the sample that is released in this way.
fn treated(folder: &Path, heading: &str, treatment: Treatment) -> Window {
    let sample = withheld::review::Imported::sample_file().unwrap();
    let column = sample.sheet.columns().iter().position(|column| column.heading() == heading).unwrap();
    let command = Command::Column {
        column: column as u16,
        role: None,
        treatment: Some(treatment),
        exemptions: vec![withheld::law::ExemptionId::from_code("s40(2)(3A)(a)").unwrap()],
        reason: "public-identifiable".to_owned(),
    };
    let mut window = Window::open(Opening::File(case_with(folder, vec![command])));
    window.wait_for("Suggestion 1 of 6");
    window.press_with(Modifiers::COMMAND, Key::Num1);
    part(&mut window, "Columns");
    window
}

#[test]
fn a_wider_unit_is_named_for_each_unit() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = treated(folder.path(), "Unit", Treatment::WiderUnit);
    let missing = |window: &Window| -> usize {
        let text = window.texts().into_iter().find(|text| text.ends_with("no wider one yet")).unwrap();
        text.trim_start_matches("○ ").split(' ').next().unwrap().parse().unwrap()
    };
    let before = missing(&window);
    // Nothing is typed yet, so that the button does nothing; the page is where the table is seen.
    window.scroll_and_click("Use it for these");
    assert_eq!(missing(&window), before);
    window.scroll_and_click("Wider unit of “Central East BCU”");
    assert_eq!(window.focused().as_deref(), Some("Wider unit of “Central East BCU”"));
    window.type_text("Boroughs");
    window.press(Key::Tab);
    assert_eq!(missing(&window), before - 1);
    // Typed and left in the middle: it is saved all the same.
    window.scroll_and_click("Wider unit of “Lewisham”");
    window.type_text("Boroughs");
    window.press_with(Modifiers::COMMAND, Key::Num4);
    window.press_with(Modifiers::COMMAND, Key::Num1);
    assert_eq!(missing(&window), before - 2);
    window.scroll_and_click("One wider unit for all that have none");
    window.type_text("Headquarters");
    window.scroll_and_click("Use it for these");
    window.expect("✓ Every unit has a wider one");
    window.expect("Boroughs");
    window.click("Undo");
    assert_eq!(missing(&window), before - 2);
}

#[test]
fn small_numbers_are_withheld_under_an_exemption() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = treated(folder.path(), "Year of Incident", Treatment::SmallNumbers);
    window.expect("Withhold small numbers");
    window.scroll_and_click("Change the exemption of “Year of Incident”");
    window.expect("For every number below five of the column “Year of Incident”");
}
