//! Files kept in a case as evidence: in, listed, out again, in the force's own papers, and in no release.

use std::fs;
use std::path::Path;

use super::{Desk, names, small_case};

/// Bytes that no packing makes small.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..count).map(next).collect()
}

fn decided() -> Desk {
    let desk = small_case();
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    fs::write(
        desk.path("Reply of Superintendent Quigley.msg"),
        b"\x00It tells people when a camera is off: Zebrafish.",
    )
    .unwrap();
    desk
}

const NAME: &str = "Reply of Superintendent Quigley.msg";

fn attach(desk: &Desk, reason: &str) -> String {
    let (stdout, _) = desk.check(
        &["evidence", "a.withheld", "--attach", NAME, "--reason", reason, "--at", "2026-11-20T09:30:00Z"],
        0,
    );
    let hash = stdout.trim().trim_end_matches('.').rsplit(' ').next().unwrap().to_owned();
    assert_eq!(hash.len(), 64, "{stdout}");
    hash
}

#[test]
fn a_file_goes_in_and_comes_out_as_it_was() {
    let desk = decided();
    let (stdout, _) = desk.check(&["evidence", "a.withheld"], 0);
    assert_eq!(stdout, "No file is attached.\n");
    let hash = attach(&desk, "officer-name");
    let (stdout, _) = desk.check(&["evidence", "a.withheld"], 0);
    assert_eq!(stdout, format!("{hash}  49 bytes  2026-11-20T09:30:00Z  officer-name  {NAME}\n"));
    desk.check(&["evidence", "a.withheld", "--save", hash.split_at(8).0, "--out", "copy.msg"], 0);
    assert_eq!(fs::read(desk.path("copy.msg")).unwrap(), fs::read(desk.path(NAME)).unwrap());
    let (_, stderr) = desk.check(&["evidence", "a.withheld", "--save", &hash, "--out", "copy.msg"], 2);
    assert!(stderr.contains("is there already") && stderr.contains("--force"), "{stderr}");

    let attach_again = ["evidence", "a.withheld", "--attach", NAME, "--reason"];
    let (_, stderr) = desk.check(&[&attach_again[..], &["officer-name"]].concat(), 2);
    assert!(stderr.contains("attached there already"), "{stderr}");
    let (_, stderr) = desk.check(&[&attach_again[..], &["offcer-name"]].concat(), 2);
    assert!(stderr.contains("neither a code of the list of reasons"), "{stderr}");
    desk.write("empty.msg", "");
    let (_, stderr) =
        desk.check(&["evidence", "a.withheld", "--attach", "empty.msg", "--reason", "officer-name"], 2);
    assert!(stderr.contains("empty.msg is empty"), "{stderr}");
    let (_, stderr) = desk.check(&["evidence", "a.withheld", "--save", "abc", "--out", "b.msg"], 2);
    assert!(stderr.contains("at least the first 8 digits"), "{stderr}");

    // The log names it, and prints nothing of what it holds.
    let (text, _) = desk.check(&["log", "a.withheld"], 0);
    assert!(text.contains(&format!("kept a file of 49 bytes, SHA-256 {hash}")), "{text}");
    let (json, _) = desk.check(&["log", "a.withheld", "--json"], 0);
    assert!(json.contains(&format!("{{\"kept\":{{\"sha256\":\"{hash}\",\"byte_len\":49}}}}")), "{json}");
    assert!(!json.contains("AEl0IHRlbGxz"), "the content stands in the log");
}

#[test]
fn attaching_is_undone_and_the_bytes_are_kept_once() {
    let desk = decided();
    fs::write(desk.path(NAME), noise(300_000)).unwrap();
    let size = || fs::metadata(desk.path("a.withheld")).unwrap().len();
    let before = size();
    let hash = attach(&desk, "officer-name");
    let once = size();
    assert!(once > before + 290_000, "{before} {once}");
    attach(&desk, "public-name");
    desk.write("undo.jsonl", "\"undo\"\n\"undo\"\n");
    desk.check(&["decide", "a.withheld", "--script", "undo.jsonl"], 0);
    assert_eq!(desk.check(&["evidence", "a.withheld"], 0).0, "No file is attached.\n");
    desk.write("redo.jsonl", "\"redo\"\n");
    desk.check(&["decide", "a.withheld", "--script", "redo.jsonl"], 0);
    let (stdout, _) = desk.check(&["evidence", "a.withheld"], 0);
    assert!(stdout.starts_with(&hash) && stdout.lines().count() == 1, "{stdout}");
    desk.write(
        "detach.jsonl",
        &format!("{{\"detach\":{{\"reason\":\"officer-name\",\"sha256\":\"{hash}\"}}}}"),
    );
    desk.check(&["decide", "a.withheld", "--script", "detach.jsonl"], 0);
    assert_eq!(desk.check(&["evidence", "a.withheld"], 0).0, "No file is attached.\n");
    assert!(size() < once + 100_000, "the bytes are kept twice: {once} {}", size());
    desk.check(&["evidence", "a.withheld", "--attach", NAME, "--reason", "tactics"], 0);
}

#[test]
fn no_release_knows_of_evidence_and_the_forces_own_papers_name_it() {
    let desk = decided();
    fs::copy(desk.path("a.withheld"), desk.path("plain.withheld")).unwrap();
    let hash = attach(&desk, "officer-name");
    let (at, formats) = ("2026-11-23T10:00:00Z", "csv,xlsx,ods,html,pdf");
    for (case, out) in [("plain.withheld", "plain"), ("a.withheld", "with")] {
        desk.check(&["disclose", case, "--out", out, "--at", at, "--formats", formats], 0);
    }
    // Byte for byte the same, but for the end of the chain in the certificate and its page.
    assert_eq!(names(&desk.path("plain")), names(&desk.path("with")));
    let read = |folder: &str, name: &str| fs::read(desk.path(folder).join(name)).unwrap();
    for name in names(&desk.path("with")) {
        let (plain, with) = (read("plain", &name), read("with", &name));
        if !name.starts_with("certificate") {
            assert!(plain == with, "{name} differs");
        }
        for word in ["Quigley", "Zebrafish", "Reply", hash.as_str()] {
            let is_there = with.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!is_there, "{word} stands in {name}");
        }
    }
    let without_chain = |folder: &str| {
        let mut json: serde_json::Value = serde_json::from_slice(&read(folder, "certificate.json")).unwrap();
        json["chain_head"] = serde_json::Value::Null;
        json
    };
    assert_eq!(without_chain("plain"), without_chain("with"));
    desk.check(&["verify", "with", "--against", "a.withheld"], 0);
    let (_, stderr) = desk.check(&["evidence", "a.withheld", "--save", &hash, "--out", "with/reply.msg"], 2);
    assert!(stderr.contains("is a release folder"), "{stderr}");
    assert!(!Path::new(&desk.path("with/reply.msg")).exists());

    let schedule = |folder: &str| {
        let name = names(&desk.path(folder)).into_iter().find(|name| name.ends_with("internal schedule.csv"));
        fs::read_to_string(desk.path(folder).join(name.unwrap())).unwrap()
    };
    assert!(
        schedule("plain internal")
            .starts_with("\u{feff}Entry,Source row,Column,Exemption,Words,OFFICIAL-SENSITIVE")
    );
    let with = schedule("with internal");
    assert!(
        with.starts_with("\u{feff}Entry,Source row,Column,Exemption,Words,Evidence,OFFICIAL-SENSITIVE"),
        "{with}"
    );
    let named = format!("{NAME} (SHA-256 {hash})");
    let of_officer = |line: &&str| line.contains("Okafor") && !line.contains("2231CE");
    assert!(with.lines().filter(of_officer).count() > 0, "{with}");
    assert!(with.lines().filter(of_officer).all(|line| line.contains(&named)), "{with}");
    assert!(with.lines().any(|line| line.contains("Adeyemi") && !line.contains(&named)), "{with}");

    let (sheet, _) = desk.check(&["defend", "a.withheld", "--entry", "1", "--words", "Okafor"], 0);
    for expected in
        ["Evidence kept in the case file", NAME, &hash, "2026-11-20 09:30:00", "the files kept as evidence"]
    {
        assert!(sheet.contains(expected), "{expected}: {sheet}");
    }
    let (sheet, _) = desk.check(&["defend", "a.withheld", "--entry", "1", "--words", "Adeyemi"], 0);
    assert!(!sheet.contains(&hash), "{sheet}");
}
