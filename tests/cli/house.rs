//! A force's own letters and law on the command line: written out, checked, used, and never silently.

use std::fs;
use std::path::Path;

use super::{Desk, small_case};

fn change(desk: &Desk, file: &str, from: &str, to: &str) {
    let path = desk.path("ours").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// A desk with the small export and a folder of the force's own texts.
fn with_house() -> Desk {
    let desk = Desk::new();
    desk.write("export.csv", super::SMALL);
    desk.write("request.toml", super::REQUEST);
    desk.write("script.jsonl", super::SCRIPT);
    let (stdout, _) = desk.check(&["house", "ours"], 0);
    assert!(stdout.contains("letters/refusal.toml: written"), "{stdout}");
    assert!(stdout.contains("the built-in texts would be used"), "{stdout}");
    desk
}

fn released(desk: &Desk, folder: &str, end: &str) -> String {
    let names = super::names(&desk.path(folder));
    let name = names.iter().find(|name| name.ends_with(end)).unwrap();
    fs::read_to_string(desk.path(folder).join(name)).unwrap()
}

#[test]
fn what_is_there_is_left_and_checked() {
    let desk = with_house();
    change(&desk, "law/style.toml", "[{}]", "[Redacted {}]");
    let (stdout, _) = desk.check(&["house", "ours"], 0);
    assert!(stdout.contains("law/style.toml: there already, left as it is"), "{stdout}");
    assert!(stdout.contains("law/style.toml: your force's own, SHA-256 "), "{stdout}");
    assert!(stdout.contains("style.toml of your force’s own would be used"), "{stdout}");

    change(&desk, "letters/refusal.toml", "{harm}", "{harms}");
    change(&desk, "law/style.toml", "joiner =", "joyner =");
    let (stdout, stderr) = desk.check(&["house", "ours", "--check"], 2);
    assert!(stdout.contains("letters/refusal.toml, line ") && stdout.contains("“{harms}”"), "{stdout}");
    assert!(stdout.contains("law/style.toml, line ") && stdout.contains("joyner"), "{stdout}");
    assert!(
        stderr.contains("cannot be used") && stderr.contains("Until then no command uses it"),
        "{stderr}"
    );
    // No other command goes on under other texts than those that were named.
    for args in [
        &["new", "export.csv", "-o", "b.withheld", "--house", "ours"][..],
        &["sample", "--out", "draft", "--house", "ours"],
    ] {
        let (_, stderr) = desk.check(args, 2);
        assert!(stderr.contains("cannot be used. law/style.toml, line "), "{stderr}");
        assert!(stderr.contains("withheld house ours --check"), "{stderr}");
    }
    assert!(!desk.path("b.withheld").exists() && !desk.path("draft").exists());
    let (_, stderr) = desk.check(&["log", "x.withheld", "--house", "nowhere"], 2);
    assert!(stderr.contains("The folder cannot be read"), "{stderr}");
}

#[test]
fn a_case_is_released_under_the_texts_that_it_was_argued_under() {
    let desk = with_house();
    change(&desk, "law/style.toml", "[{}]", "[Redacted {}]");
    change(&desk, "law/exemptions.toml", "– Personal Data", "– Personal information");
    let ours = ["--house", "ours"];
    let run = |args: &[&str], code| desk.check(&[args, &ours].concat(), code);
    run(&["new", "export.csv", "-o", "a.withheld", "--request", "request.toml"], 0);
    let (stdout, _) = run(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    assert!(stdout.contains(" 0 things stand in the way"), "{stdout}");

    // Without the folder, or with another text in it, nothing goes out.
    let release = ["disclose", "a.withheld", "--out", "out", "--formats", "csv,xlsx,ods,html,pdf"];
    let (stdout, _) = desk.check(&release, 1);
    assert!(
        stdout.contains("texts: The case was argued under") && stdout.contains("are not in use here"),
        "{stdout}"
    );
    assert!(!desk.path("out").exists());

    run(&release, 0);
    assert!(released(&desk, "out", "disclosure.csv").contains("[Redacted s40(2)]"));
    let certificate = released(&desk, "out", "certificate.json");
    assert!(
        certificate.contains("\"texts\": {") && certificate.contains("\"style.toml\": \""),
        "{certificate}"
    );
    run(&["verify", "out", "--against", "a.withheld"], 0);
    let (_, stderr) = desk.check(&["verify", "out", "--against", "a.withheld"], 2);
    assert!(stderr.contains("exemptions.toml, style.toml here are not the same"), "{stderr}");

    // The texts change: the officer has to say that they were seen, and the log says so.
    change(&desk, "law/style.toml", "[Redacted {}]", "[{} withheld]");
    let again = ["disclose", "a.withheld", "--out", "again"];
    let (stdout, _) = run(&again, 1);
    assert!(stdout.contains("style.toml of your force’s own says something else now"), "{stdout}");
    desk.write("seen.jsonl", "\"use-texts\"\n");
    run(&["decide", "a.withheld", "--script", "seen.jsonl"], 0);
    run(&again, 0);
    assert!(released(&desk, "again", "disclosure.csv").contains("[s40(2) withheld]"));
    let (stdout, _) = desk.check(&["log", "a.withheld"], 0);
    assert!(stdout.contains("which texts of the force’s own it is argued under"), "{stdout}");
    let (stdout, _) = desk.check(&["log", "a.withheld", "--json"], 0);
    assert!(stdout.contains("\"texts\":{\"was\":{\"exemptions.toml\":\""), "{stdout}");
}

#[test]
fn a_case_of_the_built_in_texts_says_nothing_of_others() {
    let desk = small_case();
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    desk.check(&["house", "ours"], 0);
    // A copy of the built-in files changes nothing.
    desk.check(&["disclose", "a.withheld", "--out", "out", "--house", "ours"], 0);
    assert!(!released(&desk, "out", "certificate.json").contains("texts\": {"));
    change(&desk, "law/style.toml", "[{}]", "[{}.]");
    let (stdout, _) = desk.check(&["disclose", "a.withheld", "--out", "two", "--house", "ours"], 1);
    assert!(stdout.contains("came into use since"), "{stdout}");
    assert!(!Path::new(&desk.path("two")).exists());
}

#[test]
fn a_case_under_an_exemption_that_is_not_known_here_says_what_to_do() {
    let desk = with_house();
    change(
        &desk,
        "law/exemptions.toml",
        "[[section.exemption]]\ncode = \"s31(1)(b)\"",
        "[[section.exemption]]\ncode = \"s31(1)(aa)\"\ntitle = \"New\"\nhouse = \"Section 31(1)(aa) – Law Enforcement\"\n\n\
         [[section.exemption]]\ncode = \"s31(1)(b)\"",
    );
    let ours = ["--house", "ours"];
    desk.check(&[&["new", "export.csv", "-o", "a.withheld"][..], &ours].concat(), 0);
    let script = r#"{"withhold":{"row":1,"reach":"case","degree":"whole","exemptions":["s31(1)(aa)"],"reason":"ours"}}"#;
    desk.write("new.jsonl", script);
    desk.check(&[&["decide", "a.withheld", "--script", "new.jsonl"][..], &ours].concat(), 0);
    let (_, stderr) = desk.check(&["disclose", "a.withheld", "--out", "out", "--draft"], 2);
    assert!(stderr.contains("an exemption of a force's own texts"), "{stderr}");
}
