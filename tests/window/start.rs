//! The start screen, and what bad files get.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers};
use withheld::app::Opening;

use crate::support::Window;

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

pub(crate) fn drop_on(window: &mut Window, paths: &[&Path]) {
    let files = paths.iter().map(|path| Arc::new(Dropped(path.to_path_buf())) as _);
    window.harness().input_mut().dropped_files.extend(files);
    window.settle();
}

#[test]
fn the_start_screen_leads_to_the_sample_and_back() {
    let mut window = Window::open(Opening::Start);
    window.expect("Drop a spreadsheet or a case file here");
    window.click("Open the sample");
    window.wait_for("Suggestion 1 of 6");
    window.expect("Sample: nothing is saved");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.expect("Drop a spreadsheet or a case file here");
}

#[test]
fn a_file_is_opened_by_dropping_it_or_typing_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    fs::write(&path, "Case Ref,Summary\n1,PC Ward had no BWV on.\n2,He was rude.\n").unwrap();
    let mut window = Window::open(Opening::Start);
    drop_on(&mut window, &[&path, &path]);
    window.expect("One file at a time");
    drop_on(&mut window, &[&path]);
    window.wait_for("No case file yet: nothing is saved");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.click("Type a path…");
    window.type_text(path.to_str().unwrap());
    window.press(Key::Enter);
    window.wait_for("No case file yet: nothing is saved");
}

#[test]
fn the_review_waits_for_the_case_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    fs::write(&path, "Case Ref,Summary\n1,PC Ward had no BWV on.\n").unwrap();
    let mut window = Window::open(Opening::File(path));
    window.wait_for("No case file yet: nothing is saved");
    window.click("Review");
    window.expect("Make the case file first");
}

#[test]
fn bad_files_get_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let mut sqlite = b"SQLite format 3\0".to_vec();
    sqlite.resize(4096, 7);
    for (path, expected) in [
        (folder.path().join("gone.xlsx"), "is not there"),
        (folder.path().to_owned(), "folder"),
        (write("empty.xlsx", b""), "is empty"),
        (write("random.bin", &[7, 0, 255, 254, 3, 9, 200, 1].repeat(64)), "random.bin"),
        (write("cut.xlsx", b"PK\x03\x04cut off"), "cut.xlsx"),
        (write("bad.withheld", &sqlite), "bad.withheld"),
    ] {
        let mut window = Window::open(Opening::File(path.clone()));
        // Also while the file is opened its name stands there.
        window.wait_for("Drop a spreadsheet or a case file here");
        window.expect(expected);
    }
}

#[test]
fn theme_and_size_change_at_once() {
    let mut window = Window::open(Opening::Start);
    let ctx = window.harness().ctx.clone();
    let before = ctx.theme();
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::L);
    assert_ne!(ctx.theme(), before);
    window.press_with(Modifiers::COMMAND, Key::Plus);
    window.press_with(Modifiers::COMMAND, Key::Plus);
    assert_eq!((ctx.zoom_factor() * 10.0).round(), 12.0);
    window.press_with(Modifiers::COMMAND, Key::Num0);
    assert_eq!(ctx.zoom_factor(), 1.0);
}

#[test]
fn work_without_a_case_file_is_not_left_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    fs::write(&path, "Case Ref,Team,Summary\n1,Red,PC Ward had no BWV on.\n").unwrap();
    let mut window = Window::open(Opening::File(path.clone()));
    window.wait_for("No case file yet: nothing is saved");
    // Nothing done yet, nothing to ask.
    drop_on(&mut window, &[&path]);
    window.wait_for("No case file yet: nothing is saved");
    window.click_with("Request");
    window.fill("Reference", "FOI 1");
    window.press(Key::Tab);
    window.expect("Changed the request");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.expect("Not everything is saved");
    window.click("Stay");
    window.expect("FOI 1");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.click("Leave and lose it");
    window.expect("Drop a spreadsheet or a case file here");
}

#[test]
fn a_spreadsheet_with_a_password_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.xlsx");
    fs::write(&path, include_bytes!("../locked/agile.xlsx")).unwrap();
    let mut window = Window::open(Opening::File(path));
    window.wait_for("cases.xlsx opens with a password");
    window.expect_rest();
    assert_eq!(window.focused().as_deref(), Some("Password of the spreadsheet"));
    // Nothing was typed yet.
    window.press(Key::Enter);
    window.expect("cases.xlsx opens with a password");
    window.type_text("zoë 7");
    window.press(Key::Enter);
    window.wait_for("The password is wrong");
    window.press(Key::Escape);
    window.expect("Drop a spreadsheet or a case file here");
}

#[test]
fn with_its_password_a_spreadsheet_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.xlsx");
    fs::write(&path, include_bytes!("../locked/agile.xlsx")).unwrap();
    let mut window = Window::open(Opening::File(path));
    window.wait_for("cases.xlsx opens with a password");
    window.type_text("Zoë 7");
    window.click("Open");
    window.wait_for("No case file yet: nothing is saved");
    assert!(!window.shows("Zoë 7"), "the password is on the screen");
}
