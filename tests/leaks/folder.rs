//! Leaks by the release folder, its certificate and its schedule.

use std::fs;
use std::path::Path;

use withheld::detect::Cancel;
use withheld::disclose::{CERTIFICATE_NAME, FORMATS, Format, Secrets, build, verify_pack};
use withheld::review::Policy;

use super::support::info;
use super::{LONG_SECRET, SECRET, case, release};

/// An honest release, changed afterwards, and proven again.
#[track_caller]
fn verify_finds(how: &str, change: impl FnOnce(&Path)) {
    let case = case();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    // The leaks of a PDF have tests of their own; it takes long to make.
    let formats: Vec<Format> = FORMATS.iter().copied().filter(|format| format.name != "pdf").collect();
    release(&case, &formats, &out).unwrap();
    let disclosure = build(&case, Policy::Final, &info());
    let secrets = Secrets::collect(&case, Policy::Final);
    let verify = || verify_pack(&out, &disclosure, &[], &secrets, &Cancel::default());
    let report = verify().unwrap();
    assert!(report.is_clean(), "{how}: {:?}", report.failures);
    change(&out);
    assert!(verify().map_or(true, |report| !report.is_clean()), "{how} was not found");
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not there");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_changed_folder_is_found() {
    let schedule = "01.FOI.24.000123 schedule.csv";
    let table = "01.FOI.24.000123 disclosure.csv";
    verify_finds("a surplus file", |out| fs::write(out.join("notes.txt"), "x").unwrap());
    verify_finds("a surplus folder", |out| fs::create_dir(out.join("internal")).unwrap());
    verify_finds("a missing file", |out| fs::remove_file(out.join(table)).unwrap());
    verify_finds("a renamed file", |out| fs::rename(out.join(table), out.join("Adeyemi.csv")).unwrap());
    verify_finds("a changed table", |out| edit(&out.join(table), "Battery", "Buttery"));
    verify_finds("words in the schedule (a redaction log that lists the names)", |out| {
        edit(&out.join(schedule), "1,Summary,", "1,Summary Adeyemi,");
    });
    verify_finds("a column in the schedule", |out| edit(&out.join(schedule), "Count", "Count,Words"));
    let dictionary = "01.FOI.24.000123 disclosure.csv-metadata.json";
    verify_finds("words in the data dictionary", |out| {
        edit(&out.join(dictionary), "A few words.", "A few words of Adeyemi.");
    });
    verify_finds("the data dictionary gone", |out| fs::remove_file(out.join(dictionary)).unwrap());
    verify_finds("words in the dictionary of the schedule", |out| {
        let path = out.join("01.FOI.24.000123 schedule.csv-metadata.json");
        edit(&path, "or why there are none", "or Adeyemi");
    });
    verify_finds("another key in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"program\"", "\"officer\": \"Adeyemi\",\n  \"program\"");
    });
    verify_finds("another check in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"checks\": [", "\"checks\": [\n    \"Adeyemi\",");
    });
    verify_finds("words in place of the chain's head", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"chain_head\": null", "\"chain_head\": \"Adeyemi\"");
    });
    verify_finds("words in place of the version", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"version\": \"0.1.0\"", "\"version\": \"Adeyemi\"");
    });
    verify_finds("another count in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"entries\": 3", "\"entries\": 4");
    });
    verify_finds("another hash in the certificate", |out| {
        edit(&out.join(CERTIFICATE_NAME), "\"sha256\": \"", "\"sha256\": \"0");
    });
    verify_finds("space in the certificate", |out| edit(&out.join(CERTIFICATE_NAME), "{", "{ "));
    verify_finds("the certificate gone", |out| fs::remove_file(out.join(CERTIFICATE_NAME)).unwrap());
}

#[test]
fn an_honest_release_holds_nothing_withheld() {
    let case = case();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let report = release(&case, FORMATS, &out).unwrap();
    let mut names: Vec<String> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "01.FOI.24.000123 disclosure.csv",
            "01.FOI.24.000123 disclosure.csv-metadata.json",
            "01.FOI.24.000123 disclosure.html",
            "01.FOI.24.000123 disclosure.ods",
            "01.FOI.24.000123 disclosure.pdf",
            "01.FOI.24.000123 disclosure.xlsx",
            "01.FOI.24.000123 schedule.csv",
            "01.FOI.24.000123 schedule.csv-metadata.json",
            "certificate.json",
            "certificate.pdf"
        ]
    );
    let is_packed = |name: &str| [".xlsx", ".ods", ".pdf"].iter().any(|end| name.ends_with(end));
    for name in names.iter().filter(|name| !is_packed(name)) {
        let text = fs::read_to_string(out.join(name)).unwrap();
        for secret in [SECRET, LONG_SECRET, "Officer\"", "Hidden Person", "12/03/2019"] {
            assert!(!text.contains(secret), "{name} holds {secret}");
        }
    }
    let internal =
        fs::read_to_string(report.internal.join("01.FOI.24.000123 internal schedule.csv")).unwrap();
    assert!(internal.contains(SECRET) && internal.contains(LONG_SECRET));
    let full = fs::read_to_string(report.internal.join(CERTIFICATE_NAME)).unwrap();
    assert!(full.contains("A. Officer") && !full.contains(SECRET));
}
