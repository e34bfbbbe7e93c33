//! Only who has the key gets in, and nothing of a protected case stands in its file.

use std::fs;

use withheld::store::{CaseFile, Failure, Key, Problem, Protection, create_key_file};

use crate::common::{MARKER, QUICK, at, create, events, imported, names, passphrase, stamp};

#[test]
fn asks_for_the_key_it_was_made_with() {
    let folder = tempfile::tempdir().unwrap();
    let key_path = |name: &str| folder.path().join(name);
    create_key_file(&key_path("mine")).unwrap();
    create_key_file(&key_path("other")).unwrap();
    assert!(create_key_file(&key_path("mine")).is_err(), "an existing key file is never written over");
    fs::write(key_path("short"), "0123456789").unwrap();
    fs::write(key_path("long"), vec![b'x'; 3 << 20]).unwrap();

    let (none, words) = (Key::None, passphrase("horse"));
    let [mine, other, short, long, gone] =
        ["mine", "other", "short", "long", "gone"].map(|name| Key::File(key_path(name)));
    let check = |made: &Key, opened: &Key, expected: &str| {
        let path = folder.path().join("case.withheld");
        let _ = fs::remove_file(&path);
        create(folder.path(), made, &["one"]);
        assert_eq!(CaseFile::inspect(&path).unwrap().protection, made.protection());
        let error = match CaseFile::open(&path, opened) {
            Ok(case) => {
                assert_eq!(events(&case), ["one"]);
                String::new()
            }
            Err(error) => {
                assert_eq!(error.failure(), Failure::Input);
                error.to_string()
            }
        };
        assert!(if expected.is_empty() { error.is_empty() } else { error.contains(expected) }, "{error}");
    };
    check(&none, &none, "");
    check(&words, &words, "");
    check(&mine, &mine, "");
    check(&words, &passphrase("Horse"), "the passphrase is not right");
    check(&words, &none, "is protected by a passphrase");
    check(&words, &mine, "is protected by a passphrase");
    check(&mine, &none, "is protected by a key file");
    check(&mine, &other, "not the key file it is protected with");
    check(&mine, &short, "is no key file");
    check(&mine, &long, "is no key file");
    check(&mine, &gone, "gone cannot be read");
    check(&none, &words, "is not protected");
    // The same letter typed in one piece and as letter and accent.
    check(&passphrase("Zo\u{eb}"), &passphrase("Zoe\u{308}"), "");
}

#[test]
fn no_case_is_made_without_its_key_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.withheld");
    let key = Key::File(folder.path().join("gone"));
    let error = CaseFile::create(&path, &key, QUICK, &imported(1), &stamp()).unwrap_err();
    assert!(matches!(error.problem, Problem::KeyFile(_)), "{error}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn the_right_passphrase_does_not_open_an_exchanged_header() {
    // Somebody who can write the file but not read it must not slip in a key of their own.
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [mine, theirs] = folders.each_ref().map(|f| create(f.path(), &passphrase("a"), &["one"]));
    let exchange = format!(
        "ATTACH '{}' AS t; DELETE FROM header; INSERT INTO header SELECT * FROM t.header",
        theirs.display()
    );
    rusqlite::Connection::open(&mine).unwrap().execute_batch(&exchange).unwrap();
    let case = CaseFile::open_to_read(&mine, &passphrase("a")).unwrap();
    assert!(case.head().is_none() && !case.verify_chain().unwrap().is_whole());
    let error = case.load::<String>().unwrap_err();
    assert!(matches!(error.problem, Problem::ImportDamaged(_)), "{error}");
}

#[test]
fn nothing_of_a_protected_case_stands_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &passphrase(MARKER), &[]);
    let mut case = CaseFile::open(&path, &passphrase(MARKER)).unwrap();
    assert_eq!(case.info().protection, Protection::Passphrase);
    case.append_event(at(1), MARKER, &MARKER.repeat(9)).unwrap();
    // While it is open, with its lock beside it.
    for name in names(folder.path()) {
        let bytes = fs::read(folder.path().join(&name)).unwrap();
        for words in [MARKER, "said", "Summary", "025751", "Officer"] {
            assert!(
                !bytes.windows(words.len()).any(|window| window == words.as_bytes()),
                "{words} in {name}"
            );
        }
    }
    for told in [format!("{case:?}"), format!("{:?}", CaseFile::open(&path, &Key::None).unwrap_err())] {
        assert!(!told.contains(MARKER));
    }
}
