//! Lists of words that are always or never suggested.

use super::*;

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
