//! What was put in comes out again, after each reopening.

use std::sync::Arc;

use proptest::prelude::*;
use withheld::detect::{DetectorId, Evidence, Finding, Kind, Why};
use withheld::review::{Change, Detected, Event, Imported, Misuse, SuggestedMisuse, Workspace};
use withheld::sheet::{CellId, SheetBuilder, Typed};
use withheld::store::{CaseFile, Key, Loaded, NewEvent, Problem};
use withheld::text::Span;

use crate::common::{MARKER, QUICK, at, create, events, imported, names, passphrase, stamp};

#[test]
fn gives_back_what_was_imported_and_logged() {
    let folder = tempfile::tempdir().unwrap();
    for (number, key) in [Key::None, passphrase("Zoë's horse")].into_iter().enumerate() {
        let path = folder.path().join(format!("{number}.withheld"));
        let import = imported(700);
        let mut case = CaseFile::create(&path, &key, QUICK, &import, &stamp()).unwrap();
        assert_eq!(case.info().protection, key.protection());
        let first = case.append_event(at(1), "A", &format!("{MARKER} one")).unwrap();
        let events = ["two".to_owned(), "three".repeat(500_000)];
        let entries = [2, 3].map(|n| NewEvent { at: at(n), officer: "B", event: &events[n as usize - 2] });
        let last = case.append(&entries).unwrap();
        drop(case);
        assert!(names(folder.path()).iter().all(|name| name.ends_with(".withheld")));

        let case = CaseFile::open(&path, &key).unwrap();
        let Loaded { imported, created, events: entries, chain } = case.load::<String>().unwrap();
        assert_eq!(imported, import);
        assert_eq!(created, stamp());
        assert!(chain.is_whole(), "{chain}");
        let logged: Vec<_> = entries.iter().map(|e| (e.number, e.stamp.at, e.event.as_str())).collect();
        let expected = [(0, at(1), "Xylander-Quist one"), (1, at(2), "two"), (2, at(3), events[1].as_str())];
        assert_eq!(logged, expected);
        assert_eq!((&entries[0].head, &entries[2].head), (&first, &last));
        assert_eq!(case.head(), Some(last));
    }
}

#[test]
fn goes_back_to_any_head_a_certificate_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let mut case = CaseFile::open(&path, &Key::None).unwrap();
    let heads: Vec<_> = (1..4).map(|n| case.append_event(at(n), "A", &n).unwrap()).collect();
    for (number, head) in heads.iter().enumerate() {
        let then = case.load_until::<i64>(head).unwrap().unwrap();
        assert_eq!(then.events.len(), number + 1);
        assert_eq!(then.events[number].head, *head);
    }
    for (sequence, of) in [(heads[0].sequence, 1), (heads[2].sequence + 1, 2), (0, 0)] {
        let mut other = heads[of].clone();
        other.sequence = sequence;
        assert!(!case.contains(&other).unwrap());
        assert!(case.load_until::<i64>(&other).unwrap().is_none());
    }
}

#[test]
fn the_log_can_be_read_without_the_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &["one", "two"]);
    let log = CaseFile::open_to_read(&path, &Key::None).unwrap().log::<serde_json::Value>().unwrap();
    assert_eq!(log.created, Some((stamp(), imported(0).source)));
    assert_eq!(log.events.iter().map(|entry| entry.event.clone()).collect::<Vec<_>>(), ["one", "two"]);
    assert!(log.chain.is_whole());
    let told = serde_json::to_value(&log.events[1]).unwrap();
    let expected = serde_json::json!({
        "number": 1, "at": at(1), "officer": "A", "event": "two",
        "head": { "sequence": 4, "sha256": log.events[1].head.sha256 },
    });
    assert_eq!(told, expected);
    assert_eq!(serde_json::to_value(&log.chain).unwrap()["state"], "whole");
}

#[test]
fn an_event_of_a_later_program_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &["one"]);
    let case = CaseFile::open(&path, &Key::None).unwrap();
    let error = case.load::<Event>().unwrap_err();
    assert!(matches!(error.problem, Problem::NotUnderstood { sequence: 3 }), "{error}");
    assert!(!error.to_string().contains("one"), "{error}");
}

#[test]
fn a_review_replays_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &[]);
    let finding = Finding {
        cell: CellId { row: 2, column: 2 },
        span: Span::try_from((1, 15)).unwrap(),
        kind: Kind::Bwv,
        detector: DetectorId::new("bwv"),
        why: Why::new("Says so", Evidence::Itself),
        confidence_permille: 900,
    };
    let suggested = SuggestedMisuse { misuse: Misuse::No, why: finding.why };
    let detected = Detected {
        program: "1".into(),
        searched: vec![0],
        findings: vec![finding],
        misuse: vec![suggested; 5],
        ..Detected::default()
    };
    let log = [
        Event::Detected(detected.into()),
        Event::Changed { changes: vec![Change::Read { row: 1, was: false, now: true }] },
        Event::Undone { event: 1 },
        Event::Redone { event: 1 },
        Event::Released { at: at(9), certificate_sha256: "00".into() },
    ];
    let replay = |imported: Imported, log: &mut dyn Iterator<Item = Event>| {
        let mut workspace = Workspace::new(imported);
        log.for_each(|event| workspace.apply(event));
        workspace
    };
    let mut case = CaseFile::open(&path, &Key::None).unwrap();
    for event in &log {
        case.append_event(at(1), "A", event).unwrap();
    }
    let Loaded { imported: loaded, events: entries, .. } = case.load::<Event>().unwrap();
    let now = replay(loaded, &mut entries.into_iter().map(|entry| entry.event));
    assert_eq!(now, replay(imported(5), &mut log.into_iter()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_sheet(cells in prop::collection::vec((any::<String>(), any::<f64>()), 1..40)) {
        let mut builder = SheetBuilder::new("s", &["A", "B"]);
        for (row, (text, number)) in cells.iter().enumerate() {
            builder.push_row(row as u32, false, [("1", Some(Typed::Number(*number))), (text.as_str(), None)]);
        }
        let import = Imported { sheet: Arc::new(builder.finish()), ..imported(0) };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.withheld");
        let case = CaseFile::create(&path, &Key::None, QUICK, &import, &stamp()).unwrap();
        prop_assert_eq!(case.load::<Event>().unwrap().imported, import);
    }

    #[test]
    fn any_events_in_any_batches(
        batches in prop::collection::vec(prop::collection::vec(any::<String>(), 0..4), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let key = passphrase("a");
        let path = create(folder.path(), &key, &[]);
        let mut expected: Vec<String> = Vec::new();
        for batch in &batches {
            let mut case = CaseFile::open(&path, &key).unwrap();
            let entries: Vec<_> =
                batch.iter().map(|event| NewEvent { at: at(1), officer: "A", event }).collect();
            let head = case.append(&entries).unwrap();
            prop_assert_eq!(case.head(), Some(head));
            expected.extend(batch.iter().cloned());
            prop_assert_eq!(events(&case), expected.clone());
        }
        let case = CaseFile::open_to_read(&path, &key).unwrap();
        prop_assert!(case.verify_chain().unwrap().is_whole());
        prop_assert_eq!(events(&case), expected);
    }
}
