//! The program as its user runs it: every command, its exit codes, and what bad input gets.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the failure we want to see")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[path = "cli/evidence.rs"]
mod evidence;
#[path = "cli/house.rs"]
mod house;
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
fn a_protected_case_opens_with_its_key_only() {
    let desk = Desk::new();
    desk.write("export.csv", SMALL);
    desk.check(&["new", "export.csv", "-o", "a.withheld", "--key-file", "key"], 0);
    desk.check(&["log", "a.withheld", "--key-file", "key"], 0);
    desk.check(&["log", "a.withheld"], 2);
    desk.write("other", &"0".repeat(64));
    desk.check(&["log", "a.withheld", "--key-file", "other"], 2);
    let bytes = fs::read(desk.path("a.withheld")).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"Okafor"));
}

#[cfg(unix)]
#[test]
fn a_passphrase_comes_through_a_descriptor_and_never_as_an_argument() {
    let desk = Desk::new();
    desk.write("export.csv", SMALL);
    desk.write("pass", "correct horse\n");
    let run = |args: &str, pass: &str| {
        let line = format!("{} {args} --passphrase-fd 3 3<{pass}", env!("CARGO_BIN_EXE_withheld"));
        Command::new("sh").current_dir(desk.folder.path()).args(["-c", &line]).output().unwrap()
    };
    told(run("new export.csv -o a.withheld", "pass"), 0, &["new"]);
    told(run("log a.withheld", "pass"), 0, &["log"]);
    desk.write("wrong", "incorrect horse\n");
    told(run("log a.withheld", "wrong"), 2, &["log"]);
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

#[test]
fn lists_of_words_are_searched_for_and_left_alone() {
    let desk = Desk::new();
    desk.write("always.txt", "# those we know\nblue lagoon\n");
    desk.write("never.txt", "Doyle\r\nOkafor\r\n");
    desk.write("bad.txt", "Ann\nx\n");
    let line = r#"{"id":1,"text":"PC Okafor met Mrs Doyle at the Blue-Lagoon.","subject":"OKAFOR, Daniel"}"#;
    let run = |args: &[&str], code| {
        let mut command = desk.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A list that cannot be read ends the program before it reads the input.
        let _ = child.stdin.take().unwrap().write_all(line.as_bytes());
        told(child.wait_with_output().unwrap(), code, args)
    };
    let (plain, _) = run(&["detect"], 0);
    assert!(plain.contains("OFFICER") && plain.matches("\"start\"").count() == 2, "{plain}");
    let (listed, _) = run(&["detect", "--always", "always.txt", "--never", "never.txt"], 0);
    assert!(listed.contains("Is on your list of words to redact always"), "{listed}");
    assert!(listed.contains("Matches the subject of this entry"), "what the columns say stays: {listed}");
    assert_eq!(listed.matches("\"start\"").count(), 2, "Doyle is left out: {listed}");
    for (list, says) in [("bad.txt", "bad.txt: Line 2 is too short"), ("none.txt", "could not be read")] {
        let (stdout, stderr) = run(&["detect", "--always", list], 2);
        assert!(stdout.is_empty() && stderr.contains(says), "{stderr}");
    }
}

#[test]
fn a_script_lists_words_and_the_sheet_is_searched_again() {
    let desk = small_case();
    let script = r#"
{"always-words":{"words":["rude","turned off"],"how":"exact","kind":"SPECIAL"}}
{"never-words":{"words":["Bakare"]}}
{"accept":{"row":0}}
{"dial":"fewer"}
"#;
    desk.write("words.jsonl", script);
    let (stdout, _) = desk.check(&["decide", "a.withheld", "--script", "words.jsonl"], 0);
    assert!(stdout.contains("4 commands saved"), "{stdout}");
    let (log, _) = desk.check(&["log", "a.withheld"], 0);
    for line in [
        "words to redact always and 1 more",
        "words not to suggest",
        "the dial to fewer",
        "searched by version",
    ] {
        assert!(log.contains(line), "{line} in {log}");
    }
    assert!(!log.contains("rude"), "{log}");
    let (blocks, _) = desk.check(&["disclose", "a.withheld", "--out", "out"], 1);
    assert!(!blocks.contains("not-searched"), "{blocks}");
    let (json, _) = desk.check(&["log", "a.withheld", "--json"], 0);
    let found = json.lines().rfind(|line| line.contains("\"detected\"")).unwrap();
    assert!(found.contains("\"always-list\"") && found.contains("\"turned off\""), "{found}");
    desk.write("bad.jsonl", r#"{"always-words":{"words":["x"]}}"#);
    let (_, stderr) = desk.check(&["decide", "a.withheld", "--script", "bad.jsonl"], 2);
    assert!(stderr.contains("Too short"), "{stderr}");
}

#[test]
fn a_new_case_lists_the_words_it_was_given() {
    let desk = Desk::new();
    desk.write("export.csv", SMALL);
    desk.write("words.txt", "rude");
    let count = |stdout: &str| {
        stdout.split(" findings").next().unwrap().rsplit(' ').next().unwrap().parse::<u32>().unwrap()
    };
    let (without, _) = desk.check(&["new", "export.csv", "-o", "a.withheld"], 0);
    let (with, _) = desk.check(&["new", "export.csv", "-o", "b.withheld", "--always", "words.txt"], 0);
    assert_eq!(count(&with), count(&without) + 1);
    let (log, _) = desk.check(&["log", "b.withheld"], 0);
    assert!(log.contains("words to redact always"), "{log}");
}

#[test]
fn an_extract_is_written_once_and_never_into_a_release() {
    let desk = small_case();
    let extract = |out: &str, more: &[&str], code| {
        let args = ["extract", "a.withheld", "--entries", "1-2", "--question", "What harm?", "--out", out];
        desk.check(&[&args[..], more].concat(), code)
    };
    let (told, _) = extract("extract.docx", &[], 0);
    assert!(told.contains("2 entries and 1 questions"), "{told}");
    let (_, refused) = extract("extract.docx", &[], 2);
    assert!(refused.contains("there already") && refused.contains("--force"), "{refused}");
    extract("extract.docx", &["--force"], 0);
    extract("extract.odt", &["--reply-by", "2026-12-11"], 0);
    let (_, refused) = extract("extract.txt", &[], 2);
    assert!(refused.contains(".docx or .odt"), "{refused}");
    extract("none/extract.docx", &[], 3);
    let (_, refused) = desk.check(&["extract", "a.withheld", "--entries", "3", "--out", "x.odt"], 2);
    assert!(refused.contains("from 1 to 2"), "{refused}");

    desk.check(&["disclose", "a.withheld", "--draft", "--out", "out"], 0);
    fs::create_dir(desk.path("out").join("below")).unwrap();
    for folder in ["out", "out/below"] {
        let (_, refused) = extract(&format!("{folder}/extract.docx"), &["--force"], 2);
        assert!(refused.contains("is a release folder"), "{refused}");
    }
    extract("out internal/extract.docx", &[], 0);
    let left = names(desk.folder.path()).into_iter().filter(|name| name.contains("tmp")).count();
    assert_eq!(left, 0, "half a file is left");
}

/// Every file below a folder but the certificates, by name, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let names = names(folder).into_iter().filter(|name| !name.starts_with("certificate"));
    names.map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap())).collect()
}

#[test]
fn notes_and_queries_hold_a_release_back_and_are_never_in_it() {
    const ASK: &str = r#"{"note":{"about":{"entry":0},"text":"Quagga note"}}
{"query":{"about":{"words":{"cell":[0,9],"span":[3,9]}},"query":{"question":"Quagga asked?","of":"Quagga unit"}}}
"#;
    const ANSWER: &str =
        r#"{"answer":{"about":{"words":{"cell":[0,9],"span":[3,9]}},"text":"Quagga answered"}}"#;
    let formats = ["--formats", "csv,xlsx,ods,pdf,html", "--at", "2026-11-23T14:02:31Z"];
    let desk = small_case();
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    desk.check(&[&["disclose", "a.withheld", "--out", "without"], &formats[..]].concat(), 0);

    desk.write("ask.jsonl", ASK);
    desk.check(&["decide", "a.withheld", "--script", "ask.jsonl", "--officer", "B. Second"], 0);
    let (blocks, told) = desk.check(&["disclose", "a.withheld", "--out", "refused"], 1);
    assert!(blocks.contains("query: ") && !blocks.contains("Quagga") && !told.contains("Quagga"), "{blocks}");
    assert!(!desk.path("refused").exists());
    let (told, _) = desk.check(&["extract", "a.withheld", "--queried", "--out", "extract.docx"], 0);
    assert!(told.contains("1 entries and 1 questions"), "{told}");

    desk.write("answer.jsonl", ANSWER);
    desk.check(&["decide", "a.withheld", "--script", "answer.jsonl"], 0);
    let (_, refused) = desk.check(&["extract", "a.withheld", "--queried", "--out", "none.docx"], 2);
    assert!(refused.contains("No query is open"), "{refused}");
    desk.check(&[&["disclose", "a.withheld", "--out", "with"], &formats[..]].concat(), 0);
    let (with, without) = (files(&desk.path("with")), files(&desk.path("without")));
    assert!(with.len() >= 6, "{}", with.len());
    assert!(with == without, "a note or a query changed the release");
    for certificate in names(&desk.path("with")).iter().filter(|name| name.ends_with(".json")) {
        let text = fs::read_to_string(desk.path("with").join(certificate)).unwrap();
        assert!(!text.contains("Quagga") && !text.contains("uery"), "{certificate}: {text}");
    }

    let (log, _) = desk.check(&["log", "a.withheld"], 0);
    for said in
        ["note on row 0", "query, open, about row 0, column 9, bytes 3 to 9", "query, answered, about row 0"]
    {
        assert!(log.contains(said), "{said} is not in {log}");
    }
    assert!(!log.contains("Quagga"), "{log}");
    let (sheet, _) = desk.check(&["defend", "a.withheld", "--entry", "1", "--mark", "1"], 0);
    for said in [
        "note on the entry: Quagga note",
        "query about the words to Quagga unit: Quagga asked?",
        "Answer: Quagga answered",
        "B. Second",
    ] {
        assert!(sheet.contains(said), "{said} is not in {sheet}");
    }
}

#[test]
fn a_challenged_mark_is_answered_in_one_command() {
    let desk = small_case();
    desk.write("script.jsonl", r#"{"accept":{"row":0}}"#);
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl", "--officer", "B. Second"], 0);
    let args = ["defend", "a.withheld", "--entry", "1", "--words", "adeyemi", "--out", "sheet.docx"];
    let (sheet, errors) = desk.check(&args, 0);
    for words in ["> Adeyemi", "Decided by: B. Second", "s40(2)(3A)(a)", "Suggested by:"] {
        assert!(sheet.contains(words), "{words} is not in {sheet}");
    }
    assert!(!sheet.contains("2231CE") && !errors.contains("Adeyemi"), "{sheet}{errors}");
    assert!(desk.path("sheet.docx").exists());
    let (_, refused) = desk.check(&["defend", "a.withheld", "--entry", "1", "--mark", "99"], 2);
    assert!(refused.contains("has no mark 99"), "{refused}");
    desk.check(&["defend", "a.withheld", "--entry", "1", "--mark", "1", "--words", "x"], 2);
}

#[test]
fn keyed_hashes_are_for_an_independent_tool() {
    let desk = small_case();
    desk.check(&["disclose", "a.withheld", "--draft", "--out", "out"], 0);
    let verify = |more: &[&str], code| {
        let args = ["verify", "out", "--against", "a.withheld"];
        desk.check(&[&args[..], more].concat(), code).0
    };
    let is_hash = |line: &str| line.len() == 64 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (fresh, other) = (verify(&["--independent"], 0), verify(&["--independent"], 0));
    assert!(fresh.lines().next().unwrap().strip_prefix("key ").is_some_and(is_hash), "{fresh}");
    assert!(fresh.lines().skip(1).all(is_hash) && fresh.lines().count() > 5, "{fresh}");
    assert_ne!(fresh, other, "the key is not fresh");
    desk.write("key", &"k".repeat(32));
    let keyed = verify(&["--independent", "--hash-key", "key"], 0);
    assert_eq!(keyed, verify(&["--independent", "--hash-key", "key"], 0));
    // Made with another tool: printf adeyemi | openssl dgst -sha256 -hmac kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
    assert!(keyed.lines().any(|line| line == HASH_OF_ADEYEMI), "{keyed}");
    desk.write("short", "k");
    verify(&["--independent", "--hash-key", "short"], 2);
    verify(&["--hash-key", "key"], 2);
    let table = desk.path("out").join("FOI-1 disclosure.csv");
    fs::write(&table, fs::read_to_string(&table).unwrap() + "x").unwrap();
    let told = verify(&["--independent"], 4);
    assert!(!told.lines().any(is_hash), "hashes of a release that is not proven");
}

#[test]
fn a_password_is_never_an_argument() {
    let desk = Desk::new();
    fs::write(desk.path("cases.xlsx"), include_bytes!("locked/agile.xlsx")).unwrap();
    let (_, stderr) = desk.check(&["inspect", "cases.xlsx"], 2);
    assert!(stderr.starts_with("cases.xlsx is password-protected. Give its password"), "{stderr}");
    assert!(stderr.trim_end().ends_with("Here, give it with --password-fd."), "{stderr}");
    let given = |password: &str, code: i32| {
        let args = ["inspect", "cases.xlsx", "--json", "--password-fd", "0"];
        let mut child = desk
            .command(&args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        told(child.wait_with_output().unwrap(), code, &args)
    };
    if cfg!(unix) {
        let (stdout, stderr) = given("Zoë 7\n", 0);
        assert!(stdout.contains(r#""format":"xlsx""#) && stderr.is_empty(), "{stdout}{stderr}");
        let (_, stderr) = given("Zoe 7", 2);
        assert!(stderr.contains("the password is wrong") && !stderr.contains("Zoe"), "{stderr}");
    }
    let (_, stderr) = desk.check(&["inspect", "cases.xlsx", "--password", "Zoë 7"], 2);
    assert!(stderr.contains("unexpected argument"), "{stderr}");
}

#[test]
fn a_newer_export_is_looked_at_then_taken_and_every_decision_keeps_its_officer() {
    let desk = small_case();
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl", "--officer", "Ann"], 0);
    // The second case is told further, a third is new, and the columns stand in another order.
    let mut lines: Vec<String> = SMALL.lines().map(str::to_owned).collect();
    lines[2].push_str(" The matter was seen by PC Quigley.");
    lines.insert(
        1,
        "PC/00003/21,Public Complaint,2021,\"DOE, John\",,,Y,Finalised,Upheld,BWV of PC Doe was lost.".into(),
    );
    let turned: Vec<String> =
        lines.iter().map(|line| line.replacen("Case Ref,Type", "Case Ref,Case Type", 1)).collect();
    desk.write("newer.csv", &(turned.join("\n") + "\n"));
    let (stdout, _) = desk.check(&["update", "a.withheld", "newer.csv", "--dry-run"], 0);
    for line in [
        "Entries: 2 before, 3 now. 1 the same, 1 new, 0 gone, 1 changed.",
        "New: rows 2 of the newer file.",
        "Changed: row 4 (row 3 before): Summary.",
        "Column \"Type\" is now called \"Case Type\".",
        "To be read again: rows 4.",
        "Not taken",
    ] {
        assert!(stdout.contains(line), "{line} in {stdout}");
    }
    assert!(!stdout.contains("Quigley") && !stdout.contains("Okafor"), "{stdout}");
    let (before, _) = desk.check(&["log", "a.withheld"], 0);
    let (json, _) = desk.check(&["update", "a.withheld", "newer.csv", "--json", "--officer", "Bea"], 0);
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&told["taken"], &told["entries"]["new"]),
        (&serde_json::json!(true), &serde_json::json!([2]))
    );
    assert_eq!(told["decisions"]["lost"], serde_json::json!([]));
    assert_eq!(told["unread"], serde_json::json!([4]));
    // The trail before is as it was, and one line longer.
    let (log, _) = desk.check(&["log", "a.withheld"], 0);
    let trail = |log: &str| {
        log.lines().filter(|line| !line.starts_with("The chain")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (trail_before, trail_now) = (trail(&before), trail(&log));
    assert_eq!(trail_now.len(), trail_before.len() + 1);
    assert_eq!(&trail_now[..trail_before.len()], trail_before.as_slice());
    assert!(trail_now.last().unwrap().contains("Bea  took the newer export newer.csv: 3 entries"), "{log}");
    let (log, _) = desk.check(&["log", "a.withheld", "--json"], 0);
    assert!(log.contains("\"rebased\"") && !log.contains("told him so"), "the table stays out: {log}");
    let (sheet, _) = desk.check(&["defend", "a.withheld", "--entry", "2", "--words", "Okafor"], 0);
    assert!(sheet.contains("Ann") && sheet.contains("the mark was carried"), "{sheet}");
    // Undone, the case is where it was; the trail keeps all.
    desk.write("undo.jsonl", "\"undo\"\n");
    desk.check(&["decide", "a.withheld", "--script", "undo.jsonl"], 0);
    let (json, _) = desk.check(&["update", "a.withheld", "export.csv", "--json"], 0);
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told, serde_json::json!({ "changed": false, "taken": false }));
    let (sheet, _) = desk.check(&["defend", "a.withheld", "--entry", "1", "--words", "Okafor"], 0);
    assert!(sheet.contains("Ann") && !sheet.contains("carried"), "{sheet}");
    desk.write("redo.jsonl", "\"redo\"\n");
    desk.check(&["decide", "a.withheld", "--script", "redo.jsonl"], 0);
    let (blocks, _) = desk.check(&["disclose", "a.withheld", "--out", "out"], 1);
    assert!(blocks.contains("unread") || blocks.contains("not been read"), "{blocks}");
}

#[test]
fn a_newer_export_that_is_none_is_refused_and_the_case_stays() {
    let desk = small_case();
    let before = fs::read(desk.path("a.withheld")).unwrap();
    desk.write(
        "other.csv",
        "Invoice,Sum,Text\n1,20,Twelve chairs and a table\n2,30,Paid in March by the office\n",
    );
    let kept = SMALL.lines().nth(1).unwrap();
    let others: String = (10..14)
        .map(|n| {
            format!("PC/000{n}/22,Public Complaint,2022,,,,N,Finalised,,Wholly other words number {n}.\n")
        })
        .collect();
    let head = SMALL.lines().next().unwrap();
    desk.write("half.csv", &format!("{head}\n{others}"));
    desk.write("same.csv", SMALL);
    for (args, code, says) in [
        (&["update", "a.withheld", "other.csv"][..], 2, "No entry of the newer export was found"),
        (&["update", "a.withheld", "half.csv"], 2, "No entry of the newer export was found"),
        (&["update", "a.withheld", "missing.csv"], 2, "missing.csv"),
        (&["update", "a.withheld", "export.csv", "--sheet", "Raw"], 2, "Raw"),
        (&["update", "export.csv", "same.csv"], 2, "export.csv"),
    ] {
        let (stdout, stderr) = desk.check(args, code);
        assert!(stdout.is_empty() && stderr.contains(says), "{args:?}: {stdout} {stderr}");
        assert!(!stderr.contains("chairs") && !stderr.contains("Okafor"), "{stderr}");
    }
    let (stdout, _) = desk.check(&["update", "a.withheld", "same.csv"], 0);
    assert!(stdout.contains("Nothing has changed"), "{stdout}");
    assert_eq!(fs::read(desk.path("a.withheld")).unwrap(), before);
    // Less than half was found again: only when asked twice.
    desk.write("big.csv", &format!("{SMALL}{others}"));
    desk.check(&["new", "big.csv", "-o", "b.withheld"], 0);
    let few = others.replace("/22", "/23").replace("other words number", "and");
    desk.write("few.csv", &format!("{head}\n{kept}\n{few}"));
    let (_, stderr) = desk.check(&["update", "b.withheld", "few.csv"], 1);
    assert!(stderr.contains("--anyway"), "{stderr}");
    desk.check(&["update", "b.withheld", "few.csv", "--anyway"], 0);
    // Who works in the case has it; one can still look.
    let key = withheld::store::Key::None;
    let open = withheld::store::CaseFile::open(&desk.path("a.withheld"), &key).unwrap();
    desk.write(
        "longer.csv",
        &format!("{SMALL}PC/00009/21,Public Complaint,2021,,,,Y,Finalised,,More BWV.\n"),
    );
    desk.check(&["update", "a.withheld", "longer.csv", "--dry-run"], 0);
    let (stdout, stderr) = desk.check(&["update", "a.withheld", "longer.csv"], 3);
    assert!(stdout.is_empty() && !stderr.is_empty());
    drop(open);
    // A case that cannot be written is left as it is, and one can still look.
    let case = desk.path("a.withheld");
    let writable = fs::metadata(&case).unwrap().permissions();
    let mut read_only = writable.clone();
    read_only.set_readonly(true);
    fs::set_permissions(&case, read_only).unwrap();
    desk.check(&["update", "a.withheld", "longer.csv", "--dry-run"], 0);
    let (stdout, stderr) = desk.check(&["update", "a.withheld", "longer.csv"], 3);
    assert!(stdout.is_empty() && stderr.contains("read-only"), "{stdout} {stderr}");
    assert_eq!(fs::read(&case).unwrap(), before);
    fs::set_permissions(&case, writable).unwrap();
    desk.check(&["update", "a.withheld", "longer.csv"], 0);
}
