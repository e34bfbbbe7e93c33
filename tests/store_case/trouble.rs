//! What cannot be written is told, and nothing is left half-written.

use std::fs;
use std::path::{Path, PathBuf};

use withheld::store::{CaseFile, Failure, Key, Problem};

use crate::common::{QUICK, at, create, events, imported, names, stamp};

#[test]
fn never_over_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.withheld");
    fs::write(&path, "something else").unwrap();
    let error = CaseFile::create(&path, &Key::None, QUICK, &imported(1), &stamp()).unwrap_err();
    assert!(matches!(error.problem, Problem::Exists), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "something else");
    assert_eq!(names(folder.path()), ["case.withheld"]);
}

#[test]
fn no_folder_no_case() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gone").join("case.withheld");
    let error = CaseFile::create(&path, &Key::None, QUICK, &imported(1), &stamp()).unwrap_err();
    assert!(matches!(error.problem, Problem::NotFound), "{error}");
}

#[test]
fn a_read_only_file_is_opened_for_reading_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &["one"]);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = CaseFile::open(&path, &Key::None).unwrap_err();
    assert!(matches!(error.problem, Problem::ReadOnly), "{error}");
    assert_eq!(error.failure(), Failure::Write);
    assert_eq!(events(&CaseFile::open_to_read(&path, &Key::None).unwrap()), ["one"]);
    assert_eq!(names(folder.path()), ["case.withheld"]);
}

#[test]
fn a_file_changed_behind_its_back_is_not_built_upon() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &["one"]);
    let mut case = CaseFile::open(&path, &Key::None).unwrap();
    // As a second computer does where a share does not pass locks on.
    fs::remove_file(folder.path().join("case.withheld.lock")).unwrap();
    CaseFile::open(&path, &Key::None).unwrap().append_event(at(1), "B", "two").unwrap();
    let error = case.append_event(at(1), "A", "three").unwrap_err();
    assert!(matches!(error.problem, Problem::ChangedElsewhere), "{error}");
    assert_eq!(events(&case), ["one", "two"]);
}

/// Files as they lie there when a program is stopped after a part of a change reached the drive.
fn stopped_while_writing(folder: &Path) -> PathBuf {
    let before = tempfile::tempdir().unwrap();
    let path = create(before.path(), &Key::None, &["one"]);
    let database = rusqlite::Connection::open(&path).unwrap();
    database.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM record").unwrap();
    let fill = "INSERT INTO record VALUES (?1, zeroblob(90000))";
    (1..9).for_each(|n| assert_eq!(database.execute(fill, (n,)).unwrap(), 1));
    for name in ["case.withheld", "case.withheld-journal"] {
        fs::copy(before.path().join(name), folder.join(name)).unwrap();
    }
    folder.join("case.withheld")
}

#[test]
fn half_a_change_is_taken_back_by_whoever_opens_next() {
    for open in [CaseFile::open_to_read, CaseFile::open] {
        let folder = tempfile::tempdir().unwrap();
        let path = stopped_while_writing(folder.path());
        let case = open(&path, &Key::None).unwrap();
        assert_eq!(events(&case), ["one"]);
        assert!(case.verify_chain().unwrap().is_whole());
        drop(case);
        assert_eq!(names(folder.path()), ["case.withheld"]);
    }
}

#[test]
fn a_journal_of_nothing_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = create(folder.path(), &Key::None, &["one"]);
    fs::write(folder.path().join("case.withheld-journal"), [0; 512]).unwrap();
    assert_eq!(events(&CaseFile::open(&path, &Key::None).unwrap()), ["one"]);
    assert_eq!(names(folder.path()), ["case.withheld"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Output, Stdio};

    use super::*;
    use crate::common::{case_of_child, child};

    const AS_SELF: &str = "exec \"$@\"";
    /// To root every file can be written, so that it must not be root.
    const AS_NOBODY: &str = "exec setpriv --reuid=65534 --clear-groups \"$@\"";

    /// Runs a child under a shell command that ends in `"$@"`.
    fn run_under(shell: &str, test: &str, case: &Path) -> Output {
        let child = child(test, case);
        let mut command = Command::new("sh");
        command.args(["-c", shell, "sh"]).arg(child.get_program()).args(child.get_args());
        command.envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.stdin(Stdio::null()).output().unwrap()
    }

    fn assert_said(output: &Output, expected: &str) {
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains(expected),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    #[test]
    #[ignore = "the half of another test that is short of space"]
    fn child_fills_up() {
        let mut case = CaseFile::open(&case_of_child(), &Key::None).unwrap();
        let error =
            (0..).find_map(|n| case.append_event(at(1), "A", &n.to_string().repeat(900)).err()).unwrap();
        assert!(matches!(error.problem, Problem::NoSpace | Problem::Drive { .. }), "{error}");
        // It goes on as soon as something fits again, and what was saved is all there.
        let saved = events(&case);
        assert!(saved.len() > 1 && case.verify_chain().unwrap().is_whole());
        println!("refused: {error}");
    }

    #[test]
    fn a_full_drive_loses_nothing_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path(), &Key::None, &["one"]);
        let blocks = fs::metadata(&path).unwrap().len() / 512 + 60;
        let shell = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        assert_said(&run_under(&shell, "trouble::unix::child_fills_up", &path), "refused: ");
        assert_eq!(names(folder.path()), ["case.withheld"]);
        let mut case = CaseFile::open(&path, &Key::None).unwrap();
        case.append_event(at(1), "A", "there is space again").unwrap();
        let kept = events(&case);
        assert_eq!(kept.first().map(String::as_str), Some("one"));
        assert_eq!(kept.last().map(String::as_str), Some("there is space again"));
        assert!(kept.len() > 2 && case.verify_chain().unwrap().is_whole());
    }

    #[test]
    #[ignore = "the half of another test that is short of space"]
    fn child_cannot_create() {
        let error =
            CaseFile::create(&case_of_child(), &Key::None, QUICK, &imported(9_000), &stamp()).unwrap_err();
        println!("refused: {error}");
    }

    #[test]
    fn a_full_drive_leaves_no_half_case() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.withheld");
        let shell = "trap '' XFSZ; ulimit -f 100; exec \"$@\"";
        assert_said(&run_under(shell, "trouble::unix::child_cannot_create", &path), "may be full");
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    #[ignore = "the half of another test that has no right to write"]
    fn child_may_not_write() {
        let path = case_of_child();
        for refused in [
            CaseFile::open(&path, &Key::None),
            CaseFile::create(&path.with_extension("new"), &Key::None, QUICK, &imported(1), &stamp()),
        ] {
            let error = refused.unwrap_err();
            assert!(matches!(error.problem, Problem::ReadOnly), "{error}");
        }
        assert_eq!(events(&CaseFile::open_to_read(&path, &Key::None).unwrap()), ["one"]);
        for refused in [CaseFile::open, CaseFile::open_to_read] {
            let error = refused(&path.with_file_name("secret.withheld"), &Key::None).unwrap_err();
            assert!(matches!(error.problem, Problem::NoRight), "{error}");
        }
        let stopped = path.with_file_name("stopped").join("case.withheld");
        let error = CaseFile::open_to_read(&stopped, &Key::None).unwrap_err();
        assert!(matches!(error.problem, Problem::NotClosed), "{error}");
        println!("refused, and read");
    }

    #[test]
    fn a_read_only_folder_is_told_and_read_from() {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path(), &Key::None, &["one"]);
        let stopped = folder.path().join("stopped");
        fs::create_dir(&stopped).unwrap();
        stopped_while_writing(&stopped);
        let secret = folder.path().join("secret.withheld");
        fs::copy(&path, &secret).unwrap();
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
        let mode = |mode| {
            for folder in [&stopped, folder.path()] {
                fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
            }
        };
        mode(0o555);
        // To root no folder is read-only; then the child is nobody.
        let shell = if fs::write(folder.path().join("try"), "").is_ok() {
            mode(0o755);
            AS_NOBODY
        } else {
            AS_SELF
        };
        let output = run_under(shell, "trouble::unix::child_may_not_write", &path);
        mode(0o755);
        assert_said(&output, "refused, and read");
    }

    #[test]
    #[ignore = "the half of another test that is another user"]
    fn child_takes_over() {
        let path = case_of_child();
        CaseFile::open(&path, &Key::None).unwrap().append_event(at(1), "B", "two").unwrap();
        println!("taken over");
    }

    #[test]
    fn a_lock_left_by_another_user_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = create(folder.path(), &Key::None, &["one"]);
        let lock = folder.path().join("case.withheld.lock");
        fs::write(&lock, "").unwrap();
        for (path, mode) in [(lock.as_path(), 0o444), (path.as_path(), 0o666), (folder.path(), 0o777)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
        let shell = if fs::write(&lock, "").is_ok() { AS_NOBODY } else { AS_SELF };
        assert_said(&run_under(shell, "trouble::unix::child_takes_over", &path), "taken over");
        assert_eq!(names(folder.path()), ["case.withheld"]);
    }
}
