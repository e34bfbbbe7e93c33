//! The release appears whole or not at all, and nothing is ever overwritten.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::support::{FakeCase, info};
use withheld::detect::Cancel;
use withheld::disclose::pack::{Stage, read_certificate};
use withheld::disclose::{
    BuildInfo, ChainHead, FORMATS, Format, InternalInfo, PackError, PackReport, PackRequest, Secrets,
    WriteError, build, verify_pack, write_pack,
};
use withheld::review::{Policy, Source};

fn case() -> FakeCase {
    let mut case = FakeCase::new(&["Type", "Summary"]);
    case.push_marked(&["12/03/2019", "Some Body", "Complaint", "{{Adeyemi}} had no camera."]);
    case
}

struct Release<'r> {
    case: &'r FakeCase,
    formats: &'r [Format],
    protected: &'r [&'r Path],
    cancel: Cancel,
}

impl Release<'_> {
    fn to(&self, out_dir: &Path) -> Result<PackReport, PackError> {
        self.to_with(out_dir, &|_| {})
    }

    fn to_with(
        &self,
        out_dir: &Path,
        progress: &(dyn Fn(Stage<'_>) + Sync),
    ) -> Result<PackReport, PackError> {
        let disclosure = build(self.case, Policy::Draft, &info());
        let secrets = Secrets::collect(self.case, Policy::Draft);
        let source =
            Source { file_name: "Cases of Adeyemi.xlsx".to_owned(), byte_len: 7, sha256: "ab".repeat(32) };
        let chain_head = Some(ChainHead { sequence: 7, sha256: "0f".repeat(32) });
        let internal =
            InternalInfo { officer: "A. Officer".to_owned(), source, chain_head, ..InternalInfo::default() };
        let request = PackRequest {
            out_dir,
            case: self.case,
            policy: Policy::Draft,
            disclosure: &disclosure,
            secrets: &secrets,
            formats: self.formats,
            documents: &[],
            internal: &internal,
            protected: self.protected,
        };
        write_pack(&request, progress, &self.cancel)
    }
}

fn release(case: &FakeCase) -> Release<'_> {
    Release { case, formats: FORMATS, protected: &[], cancel: Cancel::default() }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn both_folders_appear() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new").join("out");
    let report = release(&case()).to(&out).unwrap();
    assert_eq!(report.release, out);
    assert_eq!(names(&folder.path().join("new")), ["out", "out internal"]);
    assert_eq!(
        names(&report.internal),
        ["01.FOI.24.000123 internal schedule.csv", "certificate.json", "certificate.pdf"]
    );
    let public = fs::read_to_string(out.join("certificate.json")).unwrap();
    assert!(!public.contains("Officer") && !public.contains("abab") && !public.contains("Cases of"));
    assert!(public.contains("Draft: not reviewed by a person") && public.contains("0f0f"));
    let full = fs::read_to_string(report.internal.join("certificate.json")).unwrap();
    assert!(full.contains("A. Officer") && full.contains("abab") && full.contains("Cases of"));
}

#[test]
fn the_same_decisions_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let case = case();
    let [first, second] =
        ["a", "b"].map(|name| release(&case).to(&folder.path().join(name)).unwrap().release);
    for name in names(&first) {
        assert_eq!(fs::read(first.join(&name)).unwrap(), fs::read(second.join(&name)).unwrap(), "{name}");
    }
}

#[test]
fn a_release_proves_again_from_its_own_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let case = case();
    let report = release(&case).to(&folder.path().join("out")).unwrap();
    let certificate = read_certificate(&report.release).unwrap();
    assert_eq!(certificate, report.certificate.public);
    let info = BuildInfo { released_at: certificate.released_at, program_version: certificate.version };
    let disclosure = build(&case, Policy::Draft, &info);
    let secrets = Secrets::collect(&case, Policy::Draft);
    let verified = verify_pack(&report.release, &disclosure, &[], &secrets, &Cancel::default()).unwrap();
    assert!(verified.is_clean(), "{:?}", verified.failures);
    // Each format, the schedule, the dictionaries of the two CSV files, and the page of the certificate.
    assert_eq!(verified.files.len(), FORMATS.len() + 4);
    // Decided otherwise since: the release is no longer what the case says.
    let final_build = build(&case, Policy::Final, &info);
    assert!(
        !verify_pack(&report.release, &final_build, &[], &secrets, &Cancel::default()).unwrap().is_clean()
    );
}

#[track_caller]
fn is_refused(prepare: impl FnOnce(&Path) -> (PathBuf, Vec<PathBuf>), expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (out, protected) = prepare(folder.path());
    let before = names(folder.path());
    let protected: Vec<&Path> = protected.iter().map(PathBuf::as_path).collect();
    let case = case();
    let error = Release { protected: &protected, ..release(&case) }.to(&out).unwrap_err();
    assert!(matches!(error, PackError::Target { .. }), "{error:?}");
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(names(folder.path()), before);
}

#[test]
fn nothing_is_overwritten() {
    is_refused(
        |folder| {
            fs::create_dir(folder.join("out")).unwrap();
            fs::write(folder.join("out").join("old.csv"), "x").unwrap();
            (folder.join("out"), Vec::new())
        },
        "not empty",
    );
    is_refused(
        |folder| {
            fs::create_dir(folder.join("out internal")).unwrap();
            fs::write(folder.join("out internal").join("old.csv"), "x").unwrap();
            (folder.join("out"), Vec::new())
        },
        "not empty",
    );
    is_refused(
        |folder| {
            fs::write(folder.join("out"), "x").unwrap();
            (folder.join("out"), Vec::new())
        },
        "is a file",
    );
}

#[test]
fn the_source_is_never_touched() {
    let with_source = |folder: &Path| {
        fs::write(folder.join("cases.csv"), "x").unwrap();
        vec![folder.join("cases.csv")]
    };
    is_refused(|folder| (folder.join("cases.csv"), with_source(folder)), "file that the case comes from");
    is_refused(
        |folder| (folder.join("cases.csv").join("out"), with_source(folder)),
        "file that the case comes from",
    );
    is_refused(|folder| (folder.to_owned(), with_source(folder)), "file that the case comes from");
    is_refused(
        |folder| {
            (folder.join("cases.csv").join("out"), {
                with_source(folder);
                Vec::new()
            })
        },
        "is a file",
    );
}

#[test]
fn an_empty_folder_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    release(&case()).to(&folder.path().join("out")).unwrap();
    assert_eq!(names(folder.path()), ["out", "out internal"]);
}

fn full(
    _: &withheld::disclose::Disclosure,
    out: &mut dyn withheld::disclose::Output,
    _: &Cancel,
) -> Result<(), WriteError> {
    out.write_all(b"half a file")?;
    Err(io::Error::from(io::ErrorKind::StorageFull).into())
}

#[track_caller]
fn leaves_nothing(formats: &[Format], expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let case = case();
    let error = Release { formats, ..release(&case) }.to(&folder.path().join("new").join("out")).unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_failure_leaves_nothing() {
    let [csv, xlsx] = ["csv", "xlsx"].map(|name| Format::from_name(name).unwrap());
    leaves_nothing(&[csv, Format { write: full, ..xlsx }], "about");
    let denied = |_: &_, _: &mut dyn withheld::disclose::Output, _: &Cancel| {
        Err(io::Error::from(io::ErrorKind::PermissionDenied).into())
    };
    leaves_nothing(&[Format { write: denied, ..csv }], "does not allow");
}

#[test]
fn a_stop_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let case = case();
    // Stopped at each stage in turn; a stage later than the last is no stop at all.
    for stop_at in 0.. {
        let release = release(&case);
        let stage = std::sync::atomic::AtomicUsize::new(0);
        let stop = |_: Stage<'_>| {
            if stage.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == stop_at {
                release.cancel.cancel();
            }
        };
        match release.to_with(&folder.path().join("out"), &stop) {
            Err(error) => {
                assert!(matches!(error, PackError::Cancelled), "{error}");
                assert_eq!(names(folder.path()), [""; 0], "stopped at stage {stop_at}");
            }
            Ok(_) => {
                assert!(stop_at > 2 * (FORMATS.len() + 3), "a stop at stage {stop_at} was not heard");
                break;
            }
        }
    }
}

#[test]
fn a_cell_that_does_not_fit_is_named_and_not_cut() {
    let mut case = case();
    case.push_marked(&["2019", "", "Complaint", &"é".repeat(32_768)]);
    let folder = tempfile::tempdir().unwrap();
    let error = release(&case).to(&folder.path().join("out")).unwrap_err().to_string();
    assert!(error.contains("Entry 2, column 4 (“Summary”)") && error.contains("32,767"), "{error}");
    assert_eq!(names(folder.path()), [""; 0]);
    let csv = [Format::from_name("csv").unwrap()];
    Release { formats: &csv, ..release(&case) }.to(&folder.path().join("out")).unwrap();

    let mut case = self::case();
    case.push_marked(&["2019", "", "Complaint", &"é".repeat(32_767)]);
    release(&case).to(&folder.path().join("fits")).unwrap();
}

#[test]
fn what_a_kill_left_is_removed_and_what_is_in_use_is_not() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".out.withheld-old", ".out.withheld-used", ".other.withheld-old"] {
        fs::create_dir_all(folder.path().join(name).join("release")).unwrap();
        fs::write(folder.path().join(name).join("lock"), "").unwrap();
    }
    fs::create_dir(folder.path().join(".out.withheld-early")).unwrap();
    let used = File::open(folder.path().join(".out.withheld-used").join("lock")).unwrap();
    used.lock().unwrap();
    release(&case()).to(&folder.path().join("out")).unwrap();
    assert_eq!(names(folder.path()), [".other.withheld-old", ".out.withheld-used", "out", "out internal"]);
}

#[test]
fn a_table_without_entries_is_a_table() {
    let case = FakeCase::new(&["Type", "Summary"]);
    let folder = tempfile::tempdir().unwrap();
    release(&case).to(&folder.path().join("out")).unwrap();
}
