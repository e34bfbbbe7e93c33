//! Whatever is done to the records of a case is noticed, and what comes before stays readable.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use withheld::store::{BreakCause, CaseFile, ChainState, Failure, Key, Problem};

use crate::common::{MARKER, at, create, events, passphrase};

/// Records 1 and 2 are the import, 3 to 6 these.
const EVENTS: [&str; 4] = ["one", "two", "three", "four"];

fn tamper(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn tells_where_and_why_the_chain_is_broken() {
    let check = |sql: &str, sequence: u64, cause: BreakCause, of: Option<u64>| {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path(), &Key::None, &EVENTS);
        tamper(&path, sql);
        let mut case = CaseFile::open(&path, &Key::None).unwrap();
        let ChainState::Broken(broken) = case.verify_chain().unwrap() else { panic!("{sql}: not noticed") };
        assert_eq!((broken.sequence, broken.cause, broken.of), (sequence, cause, of), "{sql}");
        assert_eq!(broken.intact.sequence, sequence - 1);
        let log = case.log::<String>().unwrap();
        assert_eq!(log.chain, ChainState::Broken(broken));
        let intact: Vec<_> = log.events.into_iter().map(|entry| entry.event).collect();
        assert_eq!(intact, EVENTS[..(sequence as usize).saturating_sub(3).min(4)], "{sql}");
        // Nothing is built on broken ground, and nothing is lost by trying.
        let error = case.append_event(at(1), "A", "five").unwrap_err();
        assert!(matches!(error.problem, Problem::Damaged(_)), "{error}");
        assert_eq!(error.failure(), Failure::Chain);
    };
    let swap = "UPDATE record SET sequence = 99 WHERE sequence = 4; \
                UPDATE record SET sequence = 4 WHERE sequence = 5; \
                UPDATE record SET sequence = 5 WHERE sequence = 99";
    let close_gap = "DELETE FROM record WHERE sequence = 4; \
                     UPDATE record SET sequence = sequence - 1 WHERE sequence > 4";
    let push_in = "UPDATE record SET sequence = -sequence - 1 WHERE sequence > 3; \
                   UPDATE record SET sequence = -sequence WHERE sequence < 0; \
                   INSERT INTO record SELECT 4, blob FROM record WHERE sequence = 3";
    check(swap, 4, BreakCause::Altered, Some(6));
    check(close_gap, 4, BreakCause::Altered, Some(6));
    check(push_in, 4, BreakCause::Altered, Some(6));
    check("DELETE FROM record WHERE sequence = 4", 4, BreakCause::Missing, Some(6));
    check("DELETE FROM record WHERE sequence = 1", 1, BreakCause::Missing, Some(6));
    check("DELETE FROM record WHERE sequence = 6", 6, BreakCause::Missing, Some(6));
    check("DELETE FROM record", 1, BreakCause::Missing, Some(6));
    check(
        "INSERT INTO record SELECT 7, blob FROM record WHERE sequence = 6",
        7,
        BreakCause::Surplus,
        Some(6),
    );
    check(
        "INSERT INTO record SELECT 0, blob FROM record WHERE sequence = 6",
        1,
        BreakCause::Surplus,
        Some(6),
    );
    check("UPDATE record SET blob = x'' WHERE sequence = 5", 5, BreakCause::Altered, Some(6));
    check(
        "UPDATE record SET blob = zeroblob(1050000) WHERE sequence = 5",
        5,
        BreakCause::Unreadable,
        Some(6),
    );
    check("DELETE FROM head; DELETE FROM record WHERE sequence = 6", 6, BreakCause::EndUnknown, None);
    check("UPDATE head SET blob = zeroblob(96)", 7, BreakCause::EndUnknown, None);
}

#[test]
fn a_file_taken_back_whole_is_noticed_against_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &EVENTS);
    let earlier = fs::read(&path).unwrap();
    let mut case = CaseFile::open(&path, &Key::None).unwrap();
    let certified = case.append_event(at(1), "A", "released").unwrap();
    assert!(case.contains(&certified).unwrap());
    drop(case);
    fs::write(&path, earlier).unwrap();
    let mut case = CaseFile::open(&path, &Key::None).unwrap();
    assert!(case.verify_chain().unwrap().is_whole());
    assert!(!case.contains(&certified).unwrap());
    // Nor does another end of the same length pass for it.
    case.append_event(at(1), "A", "released").unwrap();
    assert!(!case.contains(&certified).unwrap());
}

#[test]
fn a_certified_state_is_found_before_damage_and_not_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &EVENTS);
    let case = CaseFile::open_to_read(&path, &Key::None).unwrap();
    let heads: Vec<_> = case.log::<String>().unwrap().events.into_iter().map(|event| event.head).collect();
    drop(case);
    tamper(&path, "UPDATE record SET blob = x'00' WHERE sequence = 5");
    let case = CaseFile::open_to_read(&path, &Key::None).unwrap();
    for (number, head) in heads.iter().enumerate() {
        match case.load_until::<String>(head) {
            Ok(loaded) => assert_eq!(loaded.unwrap().events.len(), number + 1),
            Err(error) => {
                assert!(number >= 2, "{error}");
                assert!(matches!(error.problem, Problem::DamagedBefore(_)), "{error}");
            }
        }
    }
    assert!(case.load_until::<String>(&heads[2]).is_err());
}

#[test]
fn a_record_of_another_case_is_noticed() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [mine, other] = folders.each_ref().map(|folder| create(folder.path(), &passphrase("a"), &EVENTS));
    let attach = format!(
        "ATTACH '{}' AS other; UPDATE record SET blob = (SELECT blob FROM other.record WHERE sequence = 3) \
         WHERE sequence = 3",
        other.display()
    );
    tamper(&mine, &attach);
    let case = CaseFile::open(&mine, &passphrase("a")).unwrap();
    let ChainState::Broken(broken) = case.verify_chain().unwrap() else { panic!("not noticed") };
    assert_eq!((broken.sequence, broken.cause), (3, BreakCause::Altered));
}

#[test]
fn a_damaged_sheet_leaves_the_log_of_what_came_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &EVENTS);
    tamper(&path, "UPDATE record SET blob = x'00' WHERE sequence = 2");
    let case = CaseFile::open(&path, &Key::None).unwrap();
    let error = case.load::<String>().unwrap_err();
    assert!(matches!(error.problem, Problem::ImportDamaged(_)), "{error}");
    let log = case.log::<String>().unwrap();
    assert!(log.created.is_some() && log.events.is_empty() && !log.chain.is_whole());
}

#[test]
fn says_what_is_wrong_with_a_file_that_it_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let check = |path: &Path, expected: &str| {
        for opened in [CaseFile::open(path, &Key::None), CaseFile::open_to_read(path, &Key::None)] {
            let error = opened.unwrap_err().to_string();
            assert!(error.starts_with(&path.display().to_string()), "{error}");
            assert!(error.contains(expected), "{error}");
            assert!(!error.contains(MARKER));
        }
        assert!(!folder.path().join("case.withheld.lock").exists());
    };
    let path = folder.path().join("case.withheld");
    check(&path, "does not exist");
    check(folder.path(), "is not a Withheld case file");
    let contents = [("", "is empty (0 bytes)"), ("a,b\r\n1,2\r\n", "is not a Withheld case file")];
    for (content, expected) in contents {
        fs::write(&path, content).unwrap();
        check(&path, expected);
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    let tampered = [
        ("PRAGMA application_id = 0", "is not a Withheld case file"),
        ("PRAGMA user_version = 2", "newer version of Withheld (file format 2, this version knows up to 1)"),
        ("UPDATE header SET body = body || ' '", "is damaged and cannot be read"),
        ("DELETE FROM header", "is damaged and cannot be read"),
        ("DROP TABLE record; CREATE VIEW record AS SELECT 1 AS sequence, x'' AS blob", "is damaged"),
    ];
    for (sql, expected) in tampered {
        fs::remove_file(&path).unwrap();
        create(folder.path(), &Key::None, &[]);
        tamper(&path, sql);
        check(&path, expected);
    }
}

#[test]
fn a_hostile_header_cannot_ask_for_all_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &passphrase("a"), &[]);
    let database = Connection::open(&path).unwrap();
    let body: String = database.query_row("SELECT body FROM header", (), |row| row.get(0)).unwrap();
    for asked in [
        r#""memory-kib":104857600,"passes":1"#,
        r#""memory-kib":1024,"passes":4000000"#,
        r#""memory-kib":0,"passes":1"#,
    ] {
        let body = body.replace(r#""memory-kib":8,"passes":1"#, asked);
        assert!(body.contains(asked));
        let check = Sha256::digest(&body).to_vec();
        database.execute("UPDATE header SET body = ?1, check_sum = ?2", (body, check)).unwrap();
        let error = CaseFile::open(&path, &passphrase("a")).unwrap_err();
        assert!(matches!(error.problem, Problem::Excessive), "{error}");
    }
}

/// What can be had of a damaged file must be what was put in.
fn gives_nothing_else(path: &Path) {
    let Ok(case) = CaseFile::open_to_read(path, &Key::None) else { return };
    let Ok(log) = case.log::<String>() else { return };
    let intact: Vec<_> = log.events.into_iter().map(|entry| entry.event).collect();
    assert_eq!(intact, EVENTS[..intact.len()]);
    assert!(!log.chain.is_whole() || intact.len() == EVENTS.len(), "{} of {}", log.chain, intact.len());
}

#[test]
fn a_file_cut_anywhere_gives_nothing_that_was_not_put_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &EVENTS);
    let bytes = fs::read(&path).unwrap();
    for len in (1..bytes.len()).step_by(509) {
        fs::write(&path, &bytes[..len]).unwrap();
        gives_nothing_else(&path);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bit_of_any_record_is_noticed(record in 1u64..=6, bit in any::<prop::sample::Index>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path(), &Key::None, &EVENTS);
        let database = Connection::open(&path).unwrap();
        let read = "SELECT blob FROM record WHERE sequence = ?1";
        let mut blob: Vec<u8> = database.query_row(read, (record as i64,), |row| row.get(0)).unwrap();
        let bit = bit.index(blob.len() * 8);
        blob[bit / 8] ^= 1 << (bit % 8);
        database.execute("UPDATE record SET blob = ?1 WHERE sequence = ?2", (blob, record as i64)).unwrap();
        drop(database);
        let case = CaseFile::open_to_read(&path, &Key::None).unwrap();
        let ChainState::Broken(broken) = case.verify_chain().unwrap() else { panic!("not noticed") };
        prop_assert_eq!((broken.sequence, broken.cause), (record, BreakCause::Altered));
        if record > 2 {
            prop_assert_eq!(events(&case), &EVENTS[..record as usize - 3]);
        }
    }

    #[test]
    fn any_byte_of_the_file(at in any::<prop::sample::Index>(), mask in 1u8..) {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path(), &Key::None, &EVENTS);
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        fs::write(&path, bytes).unwrap();
        gives_nothing_else(&path);
    }
}
