//! Events given to the saver are saved in their order, and kept while they cannot be.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use withheld::store::{CaseFile, Key, Problem, Saved, Saver};

use crate::common::{at, create, events};

#[test]
fn saves_in_order_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let woken = Arc::new(AtomicU32::new(0));
    let wake = Arc::clone(&woken);
    let saver = Saver::start(CaseFile::open(&path, &Key::None).unwrap(), move || {
        wake.fetch_add(1, Ordering::SeqCst);
    });
    let given: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    for event in &given {
        saver.save(at(1), "A", event.clone());
    }
    let mut reports: Vec<Saved> = saver.reports().collect();
    let (case, rest) = saver.finish();
    reports.extend(rest);
    assert_eq!(reports.len(), woken.load(Ordering::SeqCst) as usize);
    let Some(Saved::Durable { count: 200, head }) = reports.last() else { panic!("{reports:?}") };
    assert_eq!(case.head().as_ref(), Some(head));
    assert_eq!(events(&case), given);
}

#[test]
fn keeps_what_cannot_be_saved_and_tries_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let saver = Saver::start(CaseFile::open(&path, &Key::None).unwrap(), || {});
    let next = || loop {
        if let Some(report) = saver.reports().next() {
            return report;
        }
        std::thread::yield_now();
    };
    // A directory in the journal's place stands for any drive that takes nothing.
    let journal = folder.path().join("case.withheld-journal");
    fs::create_dir(&journal).unwrap();
    saver.save(at(1), "A", "one".to_owned());
    let Saved::Failed { error, waiting: 1 } = next() else { panic!("saved") };
    assert!(matches!(error.problem, Problem::ReadOnly | Problem::Drive { .. }), "{error}");
    saver.save(at(1), "A", "two".to_owned());
    assert!(matches!(next(), Saved::Failed { waiting: 2, .. }));
    fs::remove_dir(&journal).unwrap();
    saver.retry();
    assert!(matches!(next(), Saved::Durable { count: 2, .. }));
    let (case, _) = saver.finish();
    assert_eq!(events(&case), ["one", "two"]);
}

/// On Windows nobody can move a file that is open.
#[test]
#[cfg(unix)]
fn a_moved_case_file_is_told_and_saved_once_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let elsewhere = folder.path().join("moved.withheld");
    let saver = Saver::start(CaseFile::open(&path, &Key::None).unwrap(), || {});
    let next = || loop {
        if let Some(report) = saver.reports().next() {
            return report;
        }
        std::thread::yield_now();
    };
    fs::rename(&path, &elsewhere).unwrap();
    saver.save(at(1), "A", "one".to_owned());
    let Saved::Failed { error, waiting: 1 } = next() else { panic!("saved") };
    assert!(matches!(error.problem, Problem::Moved), "{error}");
    let told = error.to_string();
    assert!(
        told.contains("case.withheld is not there any more") && told.contains("Put the file back"),
        "{told}"
    );
    saver.retry();
    assert!(matches!(next(), Saved::Failed { waiting: 1, .. }));
    fs::rename(&elsewhere, &path).unwrap();
    saver.retry();
    assert!(matches!(next(), Saved::Durable { count: 1, .. }));
    let (case, _) = saver.finish();
    assert_eq!(events(&case), ["one"]);
}
