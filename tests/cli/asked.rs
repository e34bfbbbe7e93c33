//! What others are asked or ask: extracts, notes and queries, challenged marks, keyed hashes.

use super::*;

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
