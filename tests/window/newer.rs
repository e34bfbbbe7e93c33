//! A newer export, from the command to the changed entry, in the window.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use jiff::Timestamp;
use withheld::app::Opening;
use withheld::detect::{Cancel, Options};
use withheld::review::{Command, Event, Imported, Misuse, Newness, Reach, Workspace};
use withheld::sheet::{ReadOptions, read_bytes};
use withheld::store::{CaseFile, Cost, Key as CaseKey, NewEvent, Stamp};

use crate::case::{OFFICER, replayed};
use crate::support::Window;

const HEAD: &str = "Case Reference,Year,Flag,Status,Outcome,Summary\n";
const FIRST: &str =
    "PC/1/21,2021,Y,Finalised,Upheld,PC Hunter switched his BWV off at the station when Mr Park came in.\n";
const SECOND: &str =
    "PC/2/21,2021,Y,Finalised,Upheld,The BWV of PS Adeyemi shows that she left the room early.\n";

/// A case file in which both entries are decided and read, and a folder to work in.
fn decided(folder: &Path) -> PathBuf {
    let export = format!("{HEAD}{FIRST}{SECOND}");
    let read = read_bytes("export.csv", export.as_bytes(), &ReadOptions::default()).unwrap();
    let mut workspace = Workspace::new(Imported::from(read));
    let path = folder.join("case.withheld");
    let at = Timestamp::from_second(1_795_000_000).unwrap();
    let stamp = Stamp { at, officer: OFFICER.to_owned() };
    let cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };
    let mut file = CaseFile::create(&path, &CaseKey::None, cost, workspace.imported(), &stamp).unwrap();
    let found = workspace.search(Options::default(), &Cancel::default(), &|_| ()).unwrap();
    let mut events = vec![Event::Detected(found.into())];
    workspace.apply(events[0].clone());
    for row in 0..2 {
        for command in [
            Command::Accept { row },
            Command::Misuse { row, reach: Reach::Entry, value: Misuse::No },
            Command::Read { row },
        ] {
            let event = workspace.plan(&command).unwrap();
            workspace.apply(event.clone());
            events.push(event);
        }
    }
    let new: Vec<NewEvent<'_, Event>> =
        events.iter().map(|event| NewEvent { at, officer: OFFICER, event }).collect();
    file.append(&new).unwrap();
    path
}

fn compare(window: &mut Window, newer: &Path) {
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    window.expect("Load a newer export");
    window.type_text(newer.to_str().unwrap());
    window.click("Compare");
    window.wait_until(|window| !window.shows("Comparing"));
}

fn open(case: &Path) -> Window {
    let mut window = Window::open(Opening::File(case.to_owned()));
    window.wait_for("Review");
    window.wait_until(|window| !window.shows("Opening"));
    window
}

#[test]
fn a_newer_export_is_looked_at_and_taken_and_the_changed_entry_shows_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let case = decided(folder.path());
    let newer = folder.path().join("newer.csv");
    let third = "PC/3/21,2021,Y,Finalised,Upheld,BWV of PC Quigley was lost.\n";
    let changed = FIRST.replace("at the station", "at the station in Orwick on the way");
    fs::write(&newer, format!("{HEAD}{third}{SECOND}{changed}")).unwrap();
    let mut window = open(&case);
    compare(&mut window, &newer);
    window.wait_for("The newer export beside the case");
    for line in [
        "1 entry is the same",
        "1 entry is new",
        "1 entry is changed",
        "1 entry is to be read again",
        "Take the new export",
    ] {
        window.expect(line);
    }
    window.click("Show: 1 entry is changed");
    window.expect("row 4 · Summary");
    // Looking changes nothing.
    window.press(Key::Escape);
    assert_eq!(replayed(&case, None).0.sheet().row_count(), 2);
    compare(&mut window, &newer);
    window.wait_for("Take the new export");
    window.click("Take the new export");
    window.wait_for("The newer export is taken: 1 entry is new, 1 is changed");
    window.wait_for("Changed in this export 1");
    window.expect("New in this export 1");
    window.click("Changed in this export 1");
    window.click_with("Entry PC/1/21");
    window.expect("What changed in this export");
    window.wait_for("Saved");
    let (kept, _) = replayed(&case, None);
    assert_eq!((kept.sheet().row_count(), kept.newness(2)), (3, Some(Newness::Changed)));
    assert!(kept.is_read(1) && !kept.is_read(2) && !kept.is_read(0));
    // One step back, and the earlier export is there.
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.wait_until(|window| !window.shows("What changed in this export"));
    window.wait_until(|_| replayed(&case, None).0.sheet().row_count() == 2);
    window.expect_rest();
}

#[test]
fn the_same_export_and_other_data_are_told_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let case = decided(folder.path());
    let (_, events) = replayed(&case, None);
    let mut window = open(&case);
    for (name, content, says) in [
        ("again.csv", format!("{HEAD}{FIRST}{SECOND}"), "Nothing has changed, so nothing was done"),
        (
            "other.csv",
            "Invoice,Text\n1,Twelve chairs and a table\n".to_owned(),
            "No entry of the newer export was found",
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        compare(&mut window, &path);
        window.wait_for(says);
        assert!(!window.shows("Take the new export"));
        window.press(Key::Escape);
    }
    let empty = folder.path().join("empty.csv");
    fs::write(&empty, "").unwrap();
    compare(&mut window, &empty);
    window.wait_for("empty.csv");
    window.expect("Compare");
    window.press(Key::Escape);
    assert_eq!(replayed(&case, None).1, events);
}

#[test]
fn without_a_case_file_the_newer_export_waits() {
    let mut window = Window::sample();
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    window.expect("Make the case file first");
}
