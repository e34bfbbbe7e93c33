//! A case file gives back what was put in, and lets in only who has its key.

use withheld::store::{CaseFile, Entry, Key, Loaded};

use crate::common::{MARKER, QUICK, at, imported, names, passphrase, stamp};

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
        let entries = [2, 3].map(|n| Entry { at: at(n), officer: "B", event: &events[n as usize - 2] });
        let last = case.append(&entries).unwrap();
        drop(case);
        assert!(names(folder.path()).iter().all(|name| name.ends_with(".withheld")));

        let case = CaseFile::open(&path, &key).unwrap();
        let Loaded { imported, created, entries, chain } = case.load::<String>().unwrap();
        assert_eq!(imported, import);
        assert_eq!(created, stamp());
        assert!(chain.is_whole(), "{chain}");
        let logged: Vec<_> = entries.iter().map(|e| (e.number, e.stamp.at, e.event.as_str())).collect();
        let expected = [(0, at(1), "Xylander-Quist one"), (1, at(2), "two"), (2, at(3), events[1].as_str())];
        assert_eq!(logged, expected);
        assert_eq!((&entries[0].head, &entries[2].head), (&first, &last));
        assert_eq!(case.head(), Some(last));

        let then = case.load_until::<String>(&first).unwrap().unwrap();
        assert_eq!(then.entries.len(), 1);
        let mut other = first.clone();
        other.sha256 = case.head().unwrap().sha256;
        assert!(case.load_until::<String>(&other).unwrap().is_none());
        other.sequence = 99;
        assert!(!case.contains(&other).unwrap());
    }
}
