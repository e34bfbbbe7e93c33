//! A withheld number that is part of the request's own reference: refused, settled with a reason, told to the
//! force alone, and found everywhere else as ever.

use std::fs;

use super::{Desk, SCRIPT, SMALL};

/// The small case where the officer's number is 4471, of a request of this reference and title, all decided.
fn desk(reference: &str, title: &str) -> Desk {
    let desk = Desk::new();
    desk.write("export.csv", &SMALL.replace("2231CE", "4471"));
    desk.write(
        "request.toml",
        &format!("reference = '{reference}'\ntitle = '{title}'\nfrom = 2018-01-01\nto = 2022-12-31\n"),
    );
    desk.write("script.jsonl", SCRIPT);
    desk.check(&["new", "export.csv", "-o", "a.withheld", "--request", "request.toml"], 0);
    desk.check(&["decide", "a.withheld", "--script", "script.jsonl"], 0);
    desk
}

fn settle(desk: &Desk, words: &str, code: i32) -> String {
    let command = format!(
        "{{\"settle-reference\":{{\"words\":[\"{words}\"],\"reason\":\"The number that the request was given\"}}}}"
    );
    desk.write("settle.jsonl", &command);
    desk.check(&["decide", "a.withheld", "--script", "settle.jsonl"], code).1
}

#[test]
fn a_number_in_the_reference_is_settled_and_told_to_the_force_alone() {
    let desk = desk("4471/23", "Body worn video");
    let release = ["disclose", "a.withheld", "--out", "out"];
    let (told, refused) = desk.check(&release, 1);
    assert!(told.contains("named: reference holds withheld words: 4471\n"), "{told}");
    assert!(told.contains("named: the file's name holds withheld words: 4471\n"), "{told}");
    assert!(refused.contains("say why the words may be part of the reference"), "{refused}");
    assert!(!desk.path("out").exists());

    // Only words of the reference can be settled so.
    assert!(settle(&desk, "Okafor", 2).contains("not part of the request’s reference"));
    assert!(settle(&desk, "447", 2).contains("not part of the request’s reference"));
    settle(&desk, "4471", 0);
    desk.check(&release, 0);
    desk.check(&["verify", "out", "--against", "a.withheld"], 0);
    let read = |path: &str| fs::read_to_string(desk.path(path)).unwrap();
    // That a number of the reference is a withheld one is nothing for the applicant.
    assert!(!read("out/certificate.json").contains("number that the request"));
    let internal = read("out internal/certificate.json");
    assert!(
        internal.contains("\"words\": \"4471\"") && internal.contains("The number that the request"),
        "{internal}"
    );
    assert!(!read("out/4471-23 disclosure.csv").contains("4471"), "the table withholds it");
    let (log, _) = desk.check(&["log", "a.withheld"], 0);
    assert!(log.contains("which withheld words may be part of the reference"), "{log}");

    // Undone, it is refused again.
    desk.write("undo.jsonl", "\"undo\"\n");
    desk.check(&["decide", "a.withheld", "--script", "undo.jsonl"], 0);
    desk.check(&["disclose", "a.withheld", "--out", "again"], 1);
}

#[test]
fn the_same_number_anywhere_else_is_refused_still() {
    // In the title by itself, beside the reference, and in another reference.
    for title in ["Cases of 4471", "Request 4471/23 about PC 4471", "Request 4471/24"] {
        let desk = desk("4471/23", title);
        settle(&desk, "4471", 0);
        let (told, _) = desk.check(&["disclose", "a.withheld", "--out", "out"], 1);
        assert!(told.contains("named: title holds withheld words: "), "{title}: {told}");
        assert!(!told.contains("named: reference"), "{title}: {told}");
        assert!(!desk.path("out").exists());
    }
    // The whole reference may stand in the title.
    let desk = desk("4471/23", "Request 4471/23: body worn video");
    settle(&desk, "4471", 0);
    desk.check(&["disclose", "a.withheld", "--out", "out"], 0);
    desk.check(&["verify", "out", "--against", "a.withheld"], 0);
}

#[test]
fn what_else_is_withheld_in_the_reference_is_refused_still() {
    let desk = desk("4471/OKAFOR", "Body worn video");
    settle(&desk, "4471", 0);
    let (told, _) = desk.check(&["disclose", "a.withheld", "--out", "out"], 1);
    assert!(told.contains("named: reference holds withheld words: OKAFOR\n"), "{told}");
}
