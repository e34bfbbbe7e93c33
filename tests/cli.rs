//! The program as its user runs it: every command, its exit codes, and what bad input gets.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[path = "cli/asked.rs"]
mod asked;
#[path = "cli/evidence.rs"]
mod evidence;
#[path = "cli/house.rs"]
mod house;
#[path = "cli/keys.rs"]
mod keys;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/newer.rs"]
mod newer;
#[path = "cli/reference.rs"]
mod reference;

const DEV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/dev.csv");

/// A folder to work in, and the program run in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_withheld"));
        command.current_dir(self.folder.path()).args(args).stdin(Stdio::null());
        // No test opens a window.
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command
    }

    /// Runs the program, checks how it ends, and gives what it printed to both channels.
    #[track_caller]
    fn check(&self, args: &[&str], code: i32) -> (String, String) {
        told(self.command(args).output().unwrap(), code, args)
    }
}

#[track_caller]
fn told(output: Output, code: i32, args: &[&str]) -> (String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}\nstdout: {stdout}\nstderr: {stderr}");
    (stdout, stderr)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

const SMALL: &str = "Case Ref,Type,Incident Year,Officer Name,Officer Number,Complainant,BWV Flag,Status,Outcome,Summary\n\
    PC/00001/21,Public Complaint,2021,\"OKAFOR, Daniel\",2231CE,Mrs Folasade Adeyemi,Y,Finalised,Not upheld,\
    PC Okafor 2231CE turned off his body worn camera. Mrs Adeyemi told him so.\n\
    PC/00002/21,Public Complaint,2021,\"BRENNAN, Siobhan\",,Tunde Bakare,Y,Under investigation,,\
    PS Brennan is said to have been rude to Mr Bakare; BWV awaited.\n";

const HASH_OF_ADEYEMI: &str = "b81bf01176f000c7d384ae7cfa2c4526e0b958877cf2a57b8a97c83907075213";

const REQUEST: &str = "reference = 'FOI-1'\ntitle = 'Body worn video'\nfrom = 2018-01-01\nto = 2022-12-31\n";

/// The commands that settle everything in the small export.
const SCRIPT: &str = r#"
# PC/00001/21
{"accept":{"row":0}}
{"misuse":{"row":0,"reach":"entry","value":"Yes"}}
{"read":{"row":0}}
# PC/00002/21 is ongoing
{"criminal":{"row":1,"recorded":false}}
{"withhold":{"row":1,"reach":"case","degree":"all-but-type-and-year","exemptions":["s31(1)(g)(2)(b)"],"reason":"ongoing-misconduct"}}
{"misuse":{"row":1,"reach":"entry","value":"Unclear"}}
{"read":{"row":1}}
"#;

/// A desk on which the small export has become a case file.
fn small_case() -> Desk {
    let desk = Desk::new();
    desk.write("export.csv", SMALL);
    desk.write("request.toml", REQUEST);
    desk.write("script.jsonl", SCRIPT);
    desk.check(&["new", "export.csv", "-o", "a.withheld", "--request", "request.toml"], 0);
    desk
}

#[test]
fn the_sample_becomes_a_proven_draft_and_nothing_is_overwritten() {
    let desk = Desk::new();
    let (stdout, stderr) = desk.check(&["sample", "--out", "withheld-sample"], 0);
    assert!(stdout.contains("Draft: not reviewed by a person"), "{stdout}");
    assert_eq!(stderr, "");
    let release = desk.path("withheld-sample");
    let files = names(&release);
    assert_eq!(
        files,
        [
            "FOI-2026-0212 disclosure.csv",
            "FOI-2026-0212 disclosure.csv-metadata.json",
            "FOI-2026-0212 disclosure.html",
            "FOI-2026-0212 disclosure.ods",
            "FOI-2026-0212 disclosure.pdf",
            "FOI-2026-0212 disclosure.xlsx",
            "FOI-2026-0212 schedule.csv",
            "FOI-2026-0212 schedule.csv-metadata.json",
            "certificate.json",
            "certificate.pdf"
        ]
    );
    let csv = fs::read_to_string(release.join(&files[0])).unwrap();
    for withheld in ["Okafor", "Brennan", "2231CE", "Pendrell", "E9 4ZX"] {
        assert!(!csv.contains(withheld), "{withheld}");
    }
    desk.check(&["sample", "--out", "withheld-sample"], 3);
}

#[test]
#[cfg(all(unix, not(target_os = "macos")))]
fn without_a_display_one_sentence_says_so() {
    let desk = Desk::new();
    let export = desk.write("export.csv", "Ref,Summary\n1,BWV\n");
    for args in [&[][..], &["sample"], &[export.to_str().unwrap()]] {
        let (stdout, stderr) = desk.check(args, 2);
        assert_eq!(stdout, "");
        assert!(stderr.contains("no display") && stderr.contains("withheld --help"), "{stderr}");
        assert_eq!(stderr.lines().count(), 1);
    }
    let (_, stderr) = desk.check(&["inspct"], 2);
    assert!(stderr.contains("no file and no command called inspct"), "{stderr}");
}

#[test]
fn from_an_export_to_a_verified_release() {
    let desk = small_case();
    let (blocks, stderr) = desk.check(&["disclose", "a.withheld", "--out", "out"], 1);
    for kind in ["ongoing", "criminal", "undecided", "unread", "misuse"] {
        assert!(blocks.contains(&format!("{kind}: ")), "{kind} should stand in {blocks}");
    }
    assert!(stderr.contains("Nothing was written"), "{stderr}");
    assert!(!desk.path("out").exists());

    let (stdout, _) =
        desk.check(&["decide", "a.withheld", "--script", "script.jsonl", "--officer", "J. Doe"], 0);
    assert!(stdout.contains("7 commands saved. 0 things"), "{stdout}");
    desk.check(&["disclose", "a.withheld", "--out", "out", "--at", "2026-11-23T14:02:31Z"], 0);
    let csv = fs::read_to_string(desk.path("out").join("FOI-1 disclosure.csv")).unwrap();
    assert!(
        csv.contains("PC [s40(2)] [s40(2)] turned off his body worn camera. Mrs [s40(2)] told him so."),
        "{csv}"
    );
    assert!(csv.contains("2,Public Complaint,2021,[s31(1)(g)],[s31(1)(g)],[s31(1)(g)]"), "{csv}");
    assert!(!csv.contains("Draft"));

    desk.check(&["verify", "out", "--against", "a.withheld"], 0);
    let (log, _) = desk.check(&["log", "a.withheld"], 0);
    assert!(
        log.contains("J. Doe") && log.contains("released") && log.contains("The chain is whole"),
        "{log}"
    );
    let (json, _) = desk.check(&["log", "a.withheld", "--json"], 0);
    for line in json.lines() {
        let _: serde_json::Value = serde_json::from_str(line).unwrap();
    }
}

#[test]
fn a_release_is_proven_as_it_was_whatever_is_decided_later() {
    let desk = small_case();
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    desk.check(&["disclose", "a.withheld", "--out", "out"], 0);
    desk.write("later.jsonl", "\"undo\"\n{\"misuse\":{\"row\":0,\"reach\":\"entry\",\"value\":\"No\"}}\n");
    desk.check(&["decide", "a.withheld", "--script", "later.jsonl"], 0);
    desk.check(&["verify", "out", "--against", "a.withheld"], 0);
}

#[test]
fn a_changed_release_is_not_proven() {
    let tampered = |change: &dyn Fn(&Path)| {
        let desk = small_case();
        desk.check(&["disclose", "a.withheld", "--out", "out", "--draft"], 0);
        change(&desk.path("out"));
        let (_, stderr) = desk.check(&["verify", "out", "--against", "a.withheld"], 4);
        assert!(!stderr.contains("Okafor"), "{stderr}");
    };
    tampered(&|out| {
        let path = out.join("FOI-1 disclosure.csv");
        let text = fs::read_to_string(&path).unwrap().replacen("[s40(2)]", "Okafor", 1);
        fs::write(path, text).unwrap();
    });
    tampered(&|out| fs::write(out.join("notes.txt"), "PC Okafor").unwrap());
    tampered(&|out| fs::remove_file(out.join("FOI-1 disclosure.xlsx")).unwrap());
}

#[test]
fn the_same_decisions_give_the_same_bytes() {
    let desk = small_case();
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    for out in ["one", "two"] {
        desk.check(&["disclose", "a.withheld", "--out", out, "--at", "2026-11-23T14:02:31Z"], 0);
    }
    for name in names(&desk.path("one")).iter().filter(|name| !name.starts_with("certificate")) {
        let read = |out: &str| fs::read(desk.path(out).join(name)).unwrap();
        assert_eq!(read("one"), read("two"), "{name}");
    }
}

#[test]
fn a_bad_command_stops_the_script_with_its_line_and_keeps_what_came_before() {
    let desk = small_case();
    desk.write("bad.jsonl", "{\"accept\":{\"row\":0}}\n\n{\"accept\":{\"rwo\":1}}\n{\"read\":{\"row\":0}}\n");
    let (_, stderr) = desk.check(&["decide", "a.withheld", "--script", "bad.jsonl"], 2);
    assert!(stderr.contains("Line 3") && stderr.contains("1 commands before it are saved"), "{stderr}");
    desk.write("read.jsonl", "{\"read\":{\"row\":0}}\n");
    desk.check(&["decide", "a.withheld", "--script", "read.jsonl"], 0);
}

#[test]
fn detect_tells_offsets_in_letters_and_why() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["detect", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input =
        "{\"id\":\"é1\",\"text\":\"Zoë saw PC Okafor.\",\"subject\":null}\n\n{\"id\":7,\"text\":\"\"}\n";
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let (stdout, stderr) = told(child.wait_with_output().unwrap(), 0, &["detect"]);
    assert_eq!(stderr, "");
    let lines: Vec<serde_json::Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let officer =
        lines[0]["spans"].as_array().unwrap().iter().find(|span| span["type"] == "OFFICER").unwrap();
    assert_eq!((&officer["start"], &officer["end"]), (&11.into(), &17.into()));
    assert!(officer["why"].as_str().unwrap().contains("PC"));
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&"é1".into(), &7.into()));
}

#[test]
fn detect_reads_a_table_with_its_columns_known() {
    let desk = Desk::new();
    let (stdout, _) = desk.check(&["detect", "--table", DEV, "--id-column", "id"], 0);
    assert_eq!(stdout.lines().count(), 240);
    assert!(stdout.starts_with("{\"id\":\"dev-001\""), "{}", stdout.lines().next().unwrap());
    let (by_row, _) = desk.check(&["detect", "--table", DEV], 0);
    assert!(by_row.starts_with("{\"id\":2,"));
    desk.check(&["detect", "--table", DEV, "--id-column", "nonsense"], 2);
}

#[test]
fn inspect_tells_what_the_sample_hides() {
    let desk = Desk::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/case-export.xlsx");
    let (stdout, _) = desk.check(&["inspect", sample, "--json"], 0);
    let told: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let kinds: Vec<&str> =
        told["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    for kind in ["hidden-sheet", "hidden-column", "comment"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    desk.check(&["inspect", sample], 0);
}

#[test]
fn bad_input_gets_a_sentence_and_the_right_code() {
    let desk = small_case();
    desk.write("empty.csv", "");
    fs::write(desk.path("picture.xlsx"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    desk.write("roles.toml", "[columns.\"Nonsense\"]\nrole = \"Summary\"\n");
    desk.write("soon.toml", "from = 'soon'\n");
    fs::create_dir(desk.path("folder")).unwrap();
    fs::write(desk.path("cut.withheld"), &fs::read(desk.path("a.withheld")).unwrap()[..5000]).unwrap();
    for (args, code) in [
        (&["inspect", "missing.csv"][..], 2),
        (&["inspect", "empty.csv"], 2),
        (&["inspect", "folder"], 2),
        (&["inspect", "picture.xlsx"], 2),
        (&["new", "export.csv", "-o", "a.withheld"], 3),
        (&["new", "export.csv", "-o", "nowhere/b.withheld"], 2),
        (&["new", "export.csv", "-o", "b.withheld", "--roles", "roles.toml"], 2),
        (&["new", "export.csv", "-o", "b.withheld", "--request", "soon.toml"], 2),
        (&["new", "export.csv", "-o", "b.withheld", "--sheet", "Raw"], 2),
        (&["log", "export.csv"], 2),
        (&["decide", "export.csv", "--script", "script.jsonl"], 2),
        (&["decide", "a.withheld", "--script", "missing.jsonl"], 2),
        (&["disclose", "export.csv", "--out", "out", "--draft", "--formats", "docx"], 2),
        (&["disclose", "export.csv", "--out", "export.csv/out", "--draft"], 3),
        (&["verify", "folder", "--against", "a.withheld"], 2),
        (&["nonsense"], 2),
    ] {
        let (_, stderr) = desk.check(args, code);
        assert!(!stderr.trim().is_empty(), "{args:?}");
        assert!(!stderr.contains("panicked") && !stderr.contains("Okafor"), "{args:?}: {stderr}");
    }
    let output = desk.command(&["log", "cut.withheld"]).output().unwrap();
    assert!(matches!(output.status.code(), Some(2 | 4)), "{output:?}");
    assert!(!desk.path("b.withheld").exists() && !desk.path("out").exists());
}

#[test]
fn the_source_is_never_overwritten() {
    let desk = small_case();
    for out in ["export.csv", "."] {
        desk.check(&["disclose", "export.csv", "--out", out, "--draft"], 3);
    }
    assert_eq!(fs::read_to_string(desk.path("export.csv")).unwrap(), SMALL);
}
