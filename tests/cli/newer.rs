//! A newer export of the same data, taken into a case file from the command line.

use super::*;

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
