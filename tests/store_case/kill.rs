//! A program killed at any moment loses nothing that it called saved, and leaves nothing behind.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use withheld::store::{CaseFile, Key};

use crate::common::{MARKER, QUICK, at, case_of_child, child, create, imported, names, passphrase, stamp};

const ROUNDS: u64 = 12;

/// The nth event: mostly small, at times of several records.
fn event(number: u64) -> String {
    let noise: String = (0..if number % 5 == 4 { 400_000 } else { 40 })
        .map(|n: u64| {
            char::from_digit((n.wrapping_mul(n).wrapping_mul(2_654_435_761) >> 7) as u32 % 36, 36).unwrap()
        })
        .collect();
    format!("{number} {MARKER} {noise}")
}

#[test]
#[ignore = "the half of another test that is killed"]
fn child_appends() {
    let mut case = CaseFile::open(&case_of_child(), &passphrase("a")).unwrap();
    let mut out = std::io::stdout();
    for number in case.log::<String>().unwrap().events.len() as u64.. {
        case.append_event(at(1), "A", &event(number)).unwrap();
        writeln!(out, "saved {number}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn what_was_saved_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &passphrase("a"), &[]);
    let mut journals = 0;
    for round in 0..ROUNDS {
        let mut writer = child("kill::child_appends", &path).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut saved = lines.by_ref().filter_map(|line| line.strip_prefix("saved ")?.parse::<u64>().ok());
        let mut last = saved.next();
        // Other moments in every round: after so many more events, and a little later.
        for _ in 0..round % 4 {
            last = saved.next();
        }
        thread::sleep(Duration::from_micros(round * 977 % 4000));
        writer.kill().unwrap();
        last = saved.last().or(last);
        writer.wait().unwrap();
        for name in names(folder.path()) {
            let bytes = fs::read(folder.path().join(&name)).unwrap();
            assert!(!bytes.windows(MARKER.len()).any(|window| window == MARKER.as_bytes()), "{name}");
            journals += u32::from(name.ends_with("-journal"));
        }

        // A look first, then to work: both find all of it, whatever the killed one left.
        for open in [CaseFile::open_to_read, CaseFile::open] {
            let case = open(&path, &passphrase("a")).unwrap();
            let log = case.log::<String>().unwrap();
            assert!(log.chain.is_whole(), "{}", log.chain);
            let count = log.events.len() as u64;
            assert!(last.is_some_and(|last| count == last + 1 || count == last + 2), "{last:?} of {count}");
            for entry in log.events {
                assert_eq!(entry.event, event(entry.number));
            }
        }
        assert_eq!(names(folder.path()), ["case.withheld"]);
    }
    println!("killed {ROUNDS} times, {journals} of them in the middle of writing");
}

#[test]
#[ignore = "the half of another test that is killed"]
fn child_creates() {
    println!("starts");
    std::io::stdout().flush().unwrap();
    CaseFile::create(&case_of_child(), &Key::None, QUICK, &imported(60_000), &stamp()).unwrap();
}

#[test]
fn a_case_killed_while_it_is_made_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.withheld");
    for round in 0..8 {
        let mut maker = child("kill::child_creates", &path).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(maker.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("starts")));
        thread::sleep(Duration::from_millis(round * 40));
        maker.kill().unwrap();
        maker.wait().unwrap();
        if path.exists() {
            let loaded = CaseFile::open(&path, &Key::None).unwrap().load::<String>().unwrap();
            assert!(loaded.chain.is_whole());
            assert_eq!(loaded.imported.sheet.row_count(), 60_000);
            fs::remove_file(&path).unwrap();
        }
    }
    // What the killed ones left does not stand in the way, and goes.
    CaseFile::create(&path, &Key::None, QUICK, &imported(1), &stamp()).unwrap();
    assert_eq!(names(folder.path()), ["case.withheld"]);
}
