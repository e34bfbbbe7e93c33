//! A whole sample review, from the export through a case file to a released pack that is proven again, through
//! the window's own keys and labels.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use withheld::app::Opening;
use withheld::detect::Cancel;
use withheld::disclose::{Secrets, build, build_info, pack, verify_pack};
use withheld::review::Policy;
use withheld::store::Head;

use crate::case::{OFFICER, replayed};
use crate::support::Window;

/// The number before these words, in the first text that has them.
fn number_before(texts: &[String], words: &str) -> Option<usize> {
    let text = texts.iter().find(|text| text.contains(words))?;
    let (before, _) = text.split_once(words)?;
    before.rsplit(|letter: char| !letter.is_ascii_digit()).find(|part| !part.is_empty())?.parse().ok()
}

/// Settles what Load asks and makes the case file.
fn load(window: &mut Window, folder: &Path) -> PathBuf {
    window.wait_for("240 rows");
    window.click_with("Columns, ");
    for column in ["Unit", "Allegation Type", "Officer E-mail"] {
        window.click(&format!("What happens to “{column}”"));
        window.click("Not asked for");
    }
    window.expect("All columns are settled");
    window.click_with("Hidden content, ");
    while !window.shows("All of it is settled") {
        window.click_with("Noted: ");
    }
    window.click_with("Request, ");
    window.fill("Reference", "FOI-2026-0212");
    window.fill("First day of the period", "01/01/2018");
    window.fill("Last day of the period", "31/12/2022");
    window.press(Key::Tab);
    window.click_with("Case file, ");
    window.fill("Your name in the record", OFFICER);
    window.click_with("Nothing: ");
    window.click("I know that anybody who has the file can read it");
    window.click("Make the case file and search");
    window.wait_for("0 / 205 read");
    folder.join("case-export.withheld")
}

/// What a careful officer does with the entry that is shown, then goes on.
fn review_entry(window: &mut Window, number: usize) {
    let texts = window.texts();
    let has = |words: &str| texts.iter().any(|text| text.contains(words));
    assert!(!has("Neither status nor outcome says"), "the sample tells of each case whether it is ongoing");
    if has("is a criminal allegation recorded in it?") {
        window.press(if has("Its words suggest so.") { Key::Y } else { Key::N });
    }
    if has("To be withheld, as suggested") {
        window.press(Key::W);
        window.expect("Its row stays in the disclosure");
        window.press(Key::Enter);
        window.expect("Withheld: ");
    }
    let answer = match number % 7 {
        0 => Key::Num1,
        1 => Key::Num3,
        _ => Key::Num2,
    };
    let waiting = number_before(&texts, " to decide").unwrap_or(0);
    // Each key decides one suggestion, and the next one comes by itself.
    let mut keys = vec![answer];
    keys.extend(std::iter::repeat_n(Key::R, waiting));
    window.press_all(&keys);
    window.press(Key::Enter);
}

#[test]
fn the_sample_is_reviewed_released_and_proven_through_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("case-export.xlsx");
    std::fs::write(&export, include_bytes!("../../assets/sample/case-export.xlsx")).unwrap();
    // Tall enough for every column to be in view.
    let mut window = Window::sized(Opening::File(export), 1440.0, 1400.0);
    let case = load(&mut window, folder.path());
    window.wait_until(|window| window.is_done("Load"));
    window.press_with(Modifiers::COMMAND, Key::Num4);
    window.wait_for("Suggestion 1 of 6");

    for number in 0.. {
        if window.shows("205 / 205 read") {
            break;
        }
        assert!(number < 400, "the review does not come to its end: {:#?}", window.texts());
        review_entry(&mut window, number);
    }
    window.expect("100 % decided");
    for step in ["Scope", "People"] {
        window.wait_until(|window| window.is_done(step));
    }
    // Words that are withheld here stand openly there.
    assert!(!window.is_done("Review") && !window.is_done("Reasons") && !window.is_done("Disclose"));

    window.press_with(Modifiers::COMMAND, Key::Num6);
    // The letter is written elsewhere.
    window.expect("Legal checks of the notice: ");
    window.click("A refusal notice goes with the release");
    window.expect("section 17 asks for a notice");
    window.wait_until(|window| !window.shows("Legal checks of the notice: "));
    window.wait_for("Withheld here, open there: ");
    assert!(!window.shows("Entries with undecided suggestions"));
    settle_open_words(&mut window);
    window.expect("Nothing stands in the way");
    window.wait_until(|window| window.is_done("Review"));
    kept_back(&mut window);
    window.click("See the preview");
    window.wait_for("as it would be released now");

    let out = folder.path().join("FOI-2026-0212 release");
    window.wait_until(|window| !window.shows("are being saved"));
    refused_into_the_case_file(&mut window, &case, &out);
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.expect("Release 205 entries of 173 cases");
    window.expect("Nothing is sent anywhere");
    // Escape leads back, and nothing is released.
    window.press(Key::Escape);
    assert!(!window.shows("Nothing is sent anywhere") && !out.exists());
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.press(Key::Enter);
    window.wait_for("Released, and proven to hold nothing that is withheld");
    for fact in
        ["For the force’s own file", "Every file was read back from disk", "FOI-2026-0212 disclosure.xlsx"]
    {
        window.expect(fact);
    }
    assert!(window.shows("Released on"));
    window.wait_until(|window| window.is_done("Disclose"));
    // Used once, another folder is proposed.
    let next = folder.path().join("FOI-2026-0212 release 2").display().to_string();
    assert!(window.texts().contains(&next), "{:#?}", window.texts());
    window.press_with(Modifiers::COMMAND, Key::W);
    window.expect("Open the sample");

    check_pack(&case, &out);
}

/// A withheld name in the title, and what is typed and not saved, keep a release back before it is begun.
fn kept_back(window: &mut Window) {
    let request = |window: &mut Window, field: &str, text: &str| {
        window.press_with(Modifiers::COMMAND, Key::Num1);
        window.click_with("Request, ");
        window.fill(field, text);
        window.press(Key::Tab);
        window.press_with(Modifiers::COMMAND, Key::Num6);
    };
    let is_refused = |window: &mut Window, why: &str| {
        window.wait_for(why);
        window.press_with(Modifiers::COMMAND, Key::Enter);
        window.expect("Not released yet. ");
    };
    request(window, "Title of the disclosure", "Complaints about Daniel Okafor");
    is_refused(window, "A release would be refused, as told above");
    window.expect("withheld words stand outside the cells");
    assert!(!window.shows("Nothing stands in the way"));
    request(window, "Title of the disclosure", "Complaints");
    window.wait_for("Nothing stands in the way");
    assert!(!window.shows("withheld words stand outside the cells"));
    // A withheld number that is part of the reference is settled with a reason.
    request(window, "Reference", "2231CE/26");
    is_refused(window, "A release would be refused, as told above");
    window.expect("The reference “2231CE/26” holds “2231CE”, which is withheld");
    window.expect("The name of the files “2231CE-26 disclosure” holds “2231CE”");
    window.click("Let “2231CE” stay in the reference…");
    window.expect("It still may stand nowhere else outside the table");
    window.type_text("the number that the request was given");
    window.press(Key::Enter);
    window.wait_for("Nothing stands in the way");
    window.expect(
        "“2231ce” is withheld in the table and stays part of it: the number that the request was given",
    );
    request(window, "Title of the disclosure", "Complaints about 2231CE");
    is_refused(window, "The title “Complaints about 2231CE” holds “2231CE”, which is withheld");
    assert!(!window.shows("stay in the reference…"));
    request(window, "Title of the disclosure", "Complaints");
    request(window, "Reference", "FOI-2026-0212");
    window.wait_for("Nothing stands in the way");
    request(window, "Last day of the period", "31/02/2022");
    is_refused(window, "Something typed into the request in Load is not saved");
    request(window, "Last day of the period", "31/12/2022");
    window.wait_until(|window| !window.shows("Something typed into the request"));
    window.wait_for("Nothing stands in the way");
}

/// A release that cannot be written says why, and leaves nothing.
fn refused_into_the_case_file(window: &mut Window, case: &Path, out: &Path) {
    window.fill("Release folder", &case.join("release").display().to_string());
    window.press_with(Modifiers::COMMAND, Key::Enter);
    window.press(Key::Enter);
    window.wait_for("Name a new folder for the release");
    window.click("Dismiss");
    assert!(!window.shows("Name a new folder for the release"));
    window.fill("Release folder", &out.display().to_string());
}

/// Lets every word that stands openly too stand, each with a reason of its own dialog.
fn settle_open_words(window: &mut Window) {
    for _ in 0..400 {
        if window.shows("Nothing stands in the way") {
            return;
        }
        let Some(label) = window.texts().into_iter().find(|text| text.starts_with("Let “")) else {
            window.click_with("Withheld here, open there: ");
            continue;
        };
        window.click(&label);
        window.type_text("an ordinary word or a place there");
        window.press(Key::Enter);
        window.wait_until(|window| !window.texts().contains(&label));
    }
    panic!("open words do not come to an end: {:#?}", window.texts());
}

/// The files are there, and are proven again against what the case file held at the release.
fn check_pack(case: &Path, out: &Path) {
    let names = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        names(out),
        [
            "FOI-2026-0212 disclosure.csv",
            "FOI-2026-0212 disclosure.csv-metadata.json",
            "FOI-2026-0212 disclosure.ods",
            "FOI-2026-0212 disclosure.xlsx",
            "FOI-2026-0212 schedule.csv",
            "FOI-2026-0212 schedule.csv-metadata.json",
            "certificate.json",
            "certificate.pdf"
        ]
    );
    let internal = out.with_file_name("FOI-2026-0212 release internal");
    let certificate = std::fs::read_to_string(internal.join("certificate.json")).unwrap();
    assert!(!certificate.is_empty());

    let certificate = pack::read_certificate(out).unwrap();
    let head = certificate.chain_head.clone().unwrap();
    let head = Head { sequence: head.sequence, sha256: head.sha256 };
    let (workspace, at_release) = replayed(case, Some(&head));
    assert_eq!(workspace.blocks(), []);
    let disclosure = build(&workspace, Policy::Final, &build_info(certificate.released_at));
    let secrets = Secrets::collect(&workspace, Policy::Final);
    let report = verify_pack(out, &disclosure, &[], &secrets, &Cancel::default()).unwrap();
    assert!(report.is_clean(), "{:?}", report.failures);
    assert_eq!((certificate.entries, certificate.cases), (205, 173));

    // The release itself stands in the record, under the fingerprint of its certificate.
    let (_, in_all) = replayed(case, None);
    assert_eq!(in_all, at_release + 1);
    let public = std::fs::read_to_string(out.join("certificate.json")).unwrap();
    assert!(!public.contains(OFFICER));
}
