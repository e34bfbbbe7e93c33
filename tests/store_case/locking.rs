//! One writer at a time; the second is told who the first is, and may still read.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use withheld::store::{CaseFile, Failure, Key, Problem, StoreError};

use crate::common::{at, case_of_child, child, create, events, names};

fn holder_process(error: StoreError) -> u32 {
    let Problem::InUse { holder: Some(holder) } = error.problem else { panic!("{error}") };
    holder.process
}

#[test]
#[ignore = "the half of another test that has the case open"]
fn child_holds() {
    let _case = CaseFile::open(&case_of_child(), &Key::None).unwrap();
    println!("open");
    std::io::stdout().flush().unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn a_second_opener_is_told_who_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &["one"]);
    let mut holder =
        child("locking::child_holds", &path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("open")));

    let error = CaseFile::open(&path, &Key::None).unwrap_err();
    assert_eq!(error.failure(), Failure::Write);
    let sentence = error.to_string();
    for part in [format!("process {}", holder.id()), format!(" on {}", whoami::hostname().unwrap())] {
        assert!(sentence.contains(&part), "{sentence}");
    }
    assert_eq!(holder_process(error), holder.id());
    assert_eq!(events(&CaseFile::open_to_read(&path, &Key::None).unwrap()), ["one"]);

    // It dies, and its lock stays behind with its name on it: that counts for nothing.
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert_eq!(names(folder.path()), ["case.withheld", "case.withheld.lock"]);
    let mut case = CaseFile::open(&path, &Key::None).unwrap();
    case.append_event(at(1), "A", "two").unwrap();
    drop(case);
    assert_eq!(names(folder.path()), ["case.withheld"]);
}

#[test]
fn holds_within_one_process_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let mut first = CaseFile::open(&path, &Key::None).unwrap();
    assert_eq!(holder_process(CaseFile::open(&path, &Key::None).unwrap_err()), std::process::id());
    let mut reader = CaseFile::open_to_read(&path, &Key::None).unwrap();
    first.append_event(at(1), "A", "one").unwrap();
    assert_eq!(events(&reader), ["one"], "a reader sees what is saved while it has the file open");
    let error = reader.append_event(at(1), "A", "two").unwrap_err();
    assert!(matches!(error.problem, Problem::OpenedForReading), "{error}");
    drop(first);
    let mut second = CaseFile::open(&path, &Key::None).unwrap();
    second.append_event(at(1), "A", "two").unwrap();
    assert_eq!(events(&reader), ["one", "two"]);
}

#[test]
fn a_lock_that_says_nothing_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    fs::write(folder.path().join("case.withheld.lock"), "x".repeat(9000)).unwrap();
    let first = CaseFile::open(&path, &Key::None).unwrap();
    assert_eq!(holder_process(CaseFile::open(&path, &Key::None).unwrap_err()), std::process::id());
    drop(first);
    assert_eq!(names(folder.path()), ["case.withheld"]);
}

#[test]
fn many_at_once_never_have_it_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let append = || {
        let mut added = 0;
        for _ in 0..60 {
            match CaseFile::open(&path, &Key::None) {
                Ok(mut case) => {
                    case.append_event(at(1), "A", "x").unwrap();
                    added += 1;
                }
                Err(error) => assert!(matches!(error.problem, Problem::InUse { .. }), "{error}"),
            }
        }
        added
    };
    let added: usize = std::thread::scope(|scope| {
        let threads = [0; 4].map(|_| scope.spawn(append));
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let case = CaseFile::open(&path, &Key::None).unwrap();
    assert!(added > 0);
    assert_eq!(events(&case).len(), added);
    assert!(case.verify_chain().unwrap().is_whole());
}
