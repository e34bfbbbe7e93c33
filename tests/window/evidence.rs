//! Files of evidence, the defence sheet and the force's own texts in the window.

use std::fs;
use std::path::Path;

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::review::{Command, Decision, Imported, Workspace};
use withheld::store::{CaseFile, Cost, Key as CaseKey, Stamp};

use crate::case::{case_with, replayed};
use crate::start::drop_on;
use crate::support::Window;

/// The case of the sample, on the reason whose line this is.
fn on_tactics(case: &Path) -> Window {
    // Tall enough for the fields and the files below them.
    let mut window = Window::sized(Opening::File(case.to_owned()), 1600.0, 1900.0);
    window.wait_for("Suggestion 1 of 6");
    window.press_with(Modifiers::COMMAND, Key::Num5);
    window.wait_for("Legal checks: ");
    let line: String = withheld::law::reason("tactics").unwrap().line.chars().take(40).collect();
    window.wait_until(|window| window.shows("policing method"));
    window.scroll_and_click_with(&line);
    window.expect("Files of the evidence");
    window
}

#[test]
fn a_reply_is_attached_seen_saved_out_and_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_with(folder.path(), Vec::new());
    let reply = folder.path().join("Reply.msg");
    fs::write(&reply, b"\x00Yes, it would.").unwrap();
    let mut window = on_tactics(&case);
    window.expect("The reply itself can be kept in the case file");
    window.scroll_and_click("Attach a file…");
    window.expect("up to 25 MB, and is never part of a release");
    // What cannot be attached stays in the field, with why.
    window.fill("Path of the file", &folder.path().join("gone.msg").to_string_lossy());
    window.press(Key::Enter);
    window.wait_for("gone.msg could not be read");
    window.fill("Path of the file", &format!("\"{}\"", reply.to_string_lossy()));
    window.press(Key::Enter);
    window.wait_for("Attached: Reply.msg, 15 bytes");
    window.expect("SHA-256 ");

    window.scroll_and_click("Save a copy…");
    let copy = folder.path().join("copy.msg");
    window.fill("Path of the file", &copy.to_string_lossy());
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.wait_for("Saved, read back and proven: ");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&reply).unwrap());

    window.scroll_and_click("Take it away");
    window.expect("The reply itself can be kept in the case file");
    window.click("Undo");
    window.expect("Reply.msg");
    window.press_with(Modifiers::COMMAND, Key::W);
    window.wait_for("Open the sample");
    let (workspace, _) = replayed(&case, None);
    let files: Vec<_> = workspace.evidence().map(|(reason, file)| (reason, file.name.as_str())).collect();
    assert_eq!(files, [("tactics", "Reply.msg")]);
    assert_eq!(workspace.kept_bytes(), 15);
}

#[test]
fn a_file_that_is_dropped_on_an_argument_is_evidence_and_a_case_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_with(folder.path(), Vec::new());
    let reply = folder.path().join("reply.csv");
    fs::write(&reply, "Question,Answer\nHarm?,Yes\n").unwrap();
    let mut window = on_tactics(&case);
    drop_on(&mut window, &[&reply]);
    window.wait_for("Attached: reply.csv");
    // The same once more is refused, and nothing is lost.
    drop_on(&mut window, &[&reply]);
    window.wait_for("This file is attached there already");
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    let second = case_with(&other, Vec::new());
    drop_on(&mut window, &[&second]);
    window.wait_for("Suggestion 1 of 6");
    assert!(window.is_on("Review"));
}

/// The first suggestion of the sample, redacted.
fn one_redacted() -> (u32, Command) {
    let mut workspace = Workspace::new(Imported::sample(Imported::sample_file().unwrap()));
    let options = withheld::detect::Options::default();
    let found = workspace.search(options, &withheld::detect::Cancel::default(), &|_| ()).unwrap();
    workspace.apply(withheld::review::Event::Detected(found.into()));
    let row = *workspace.entries(withheld::review::Policy::Final).first().unwrap();
    let finding = workspace
        .findings_in_row(row)
        .find(|finding| finding.kind == withheld::detect::Kind::Officer)
        .unwrap();
    let suggestion = workspace.suggestion(finding).unwrap();
    let place = withheld::review::Place { cell: finding.cell, span: finding.span };
    let decision =
        Decision::Redact { exemptions: suggestion.exemptions, reason: suggestion.reason.to_owned() };
    (row, Command::Decide { places: vec![place], decision })
}

#[test]
fn a_mark_is_defended_from_review() {
    let folder = tempfile::tempdir().unwrap();
    let (_, decide) = one_redacted();
    let case = case_with(folder.path(), vec![decide]);
    let mut window = Window::sized(Opening::File(case), 1440.0, 1600.0);
    window.wait_for("of 6");
    window.press(Key::ArrowUp);
    window.wait_until(|window| window.shows("✓ Redacted"));
    window.press_with(Modifiers::SHIFT, Key::D);
    window.wait_for("OFFICIAL-SENSITIVE");
    for expected in
        ["Mark 1: [s40(2)] in the column Summary", "Decided by", crate::case::OFFICER, "What is argued"]
    {
        window.expect(expected);
    }
    let sheet = folder.path().join("sheet.docx");
    window.fill("Path of the file", &sheet.to_string_lossy());
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.wait_for("Saved, read back and proven: ");
    assert!(fs::metadata(&sheet).unwrap().len() > 1000);
}

#[test]
fn a_case_of_other_texts_says_so_and_is_not_released_before_they_were_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.withheld");
    let mut imported = Imported::sample(Imported::sample_file().unwrap());
    imported.texts = serde_json::from_str(r#"{"refusal.toml":"00"}"#).unwrap();
    let stamp = Stamp { at: jiff::Timestamp::UNIX_EPOCH, officer: "A".to_owned() };
    let cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };
    drop(CaseFile::create(&path, &CaseKey::None, cost, &imported, &stamp).unwrap());
    let mut window = Window::sized(Opening::File(path.clone()), 1440.0, 1600.0);
    window.wait_for("withheld here, open there");
    window.expect("This case was argued under refusal.toml of your force’s own");
    window.press_with(Modifiers::COMMAND, Key::Num6);
    window.wait_for("Your force’s own letters and law: 1");
    window.click_with("refusal.toml of your force’s own is not in use here");
    window.expect("The built-in texts");
    window.click("I have read them: use these texts");
    window.wait_until(|window| !window.shows("Your force’s own letters and law: 1"));
    window.press_with(Modifiers::COMMAND, Key::W);
    window.wait_for("Open the sample");
    let (workspace, _) = replayed(&path, None);
    assert!(!workspace.has_other_texts());
}
