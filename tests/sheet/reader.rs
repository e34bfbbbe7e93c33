//! Reading in a process of its own, with the real program: whatever becomes of that process, there is
//! a sentence, and this process lives.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;
use withheld::reader::{Limits, Reader};
use withheld::sheet::{Import, Problem, ReadError, ReadOptions, read, unwatched};
use withheld::text::SensitiveString;

const PROGRAM: &str = env!("CARGO_BIN_EXE_withheld");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/case-export.xlsx");

fn limits() -> Limits {
    Limits::of(10 << 20)
}

fn apart(path: &Path, limits: Limits) -> Result<Import, ReadError> {
    Reader::of(PathBuf::from(PROGRAM), Some(limits)).read(path, &ReadOptions::default(), &mut unwatched)
}

/// A file that takes a while: some 60 MB of text.
fn large(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("large.csv");
    let row = "1,Okafor,".to_owned() + &"He left and came back. ".repeat(25) + "\n";
    fs::write(&path, "Ref,Name,Summary\n".to_owned() + &row.repeat(100_000)).unwrap();
    path
}

/// A program that is not Withheld.
#[cfg(unix)]
fn stand_in(folder: &TempDir, script: &str) -> Reader {
    use std::os::unix::fs::PermissionsExt;

    let path = folder.path().join("stand-in");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    Reader::of(path, Some(Limits { silence: Duration::from_secs(60), ..limits() }))
}

#[track_caller]
fn refused(result: Result<Import, ReadError>, file: &str, why: &str) {
    let error = result.unwrap_err();
    assert!(matches!(error.problem, Problem::Unsafe { .. }), "{error}");
    let sentence = error.to_string();
    let start = format!("{file} could not be read safely: {why}");
    assert!(sentence.starts_with(&start) && sentence.contains("Nothing of it was kept."), "{sentence}");
}

#[test]
fn what_comes_over_the_pipe_is_what_is_read_here() {
    let folder = TempDir::new().unwrap();
    let csv = folder.path().join("Fälle 2024.csv");
    fs::write(&csv, "Ref;Name\n1;Zo\u{EB}\n;\n2;\n").unwrap();
    for path in [Path::new(SAMPLE), &csv] {
        let here = read(path, &ReadOptions::default(), &mut unwatched).unwrap();
        assert!(apart(path, limits()).unwrap() == here, "{}", path.display());
    }
}

#[test]
fn a_refusal_is_the_same_as_here() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cases.xlsx");
    for content in [&b""[..], b"%PDF-1.7", b"PK\x03\x04"] {
        fs::write(&path, content).unwrap();
        let here = read(&path, &ReadOptions::default(), &mut unwatched).unwrap_err();
        assert_eq!(apart(&path, limits()).unwrap_err().problem, here.problem);
    }
    let missing = folder.path().join("missing.xlsx");
    assert!(apart(&missing, limits()).unwrap_err().to_string().contains("Check the name and the folder."));
    assert!(apart(folder.path(), limits()).unwrap_err().to_string().contains("is a folder, not a file."));
    let options = ReadOptions { sheet: Some("None".to_owned()), ..ReadOptions::default() };
    let reader = Reader::of(PathBuf::from(PROGRAM), None);
    let error = reader.read(Path::new(SAMPLE), &options, &mut unwatched).unwrap_err();
    assert!(error.to_string().contains("has no sheet called \"None\""), "{error}");
}

#[test]
fn a_password_goes_along() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/locked/agile.xlsx"));
    let reader = Reader::of(PathBuf::from(PROGRAM), None);
    let with = |password: Option<&str>| {
        let password = password.map(SensitiveString::new);
        let result = reader.read(path, &ReadOptions { password, ..ReadOptions::default() }, &mut unwatched);
        result.map(|import| import.sheet.row_count()).map_err(|error| error.problem)
    };
    assert_eq!(with(None), Err(Problem::Locked));
    assert_eq!(with(Some("zoë 7")), Err(Problem::WrongPassword));
    assert_eq!(with(Some("Zoë 7")), Ok(2));
}

#[test]
fn one_that_says_nothing_is_stopped() {
    let folder = TempDir::new().unwrap();
    let hurried = Limits { silence: Duration::ZERO, ..limits() };
    let why = "the reader did not come further for 0 seconds, and was stopped.";
    refused(apart(&large(&folder), hurried), "large.csv", why);
}

#[test]
fn one_that_is_stopped_says_so() {
    let reader = Reader::of(PathBuf::from(PROGRAM), Some(limits()));
    let folder = TempDir::new().unwrap();
    let stopped = reader.read(&large(&folder), &ReadOptions::default(), &mut |at| {
        if at.done > 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped.unwrap_err().problem, Problem::Cancelled);
}

#[test]
fn one_that_cannot_be_started() {
    let reader = Reader::of(PathBuf::from("/nowhere/withheld"), None);
    let result = reader.read(Path::new(SAMPLE), &ReadOptions::default(), &mut unwatched);
    refused(result, "case-export.xlsx", "the reader could not be started");
}

#[test]
fn one_that_answers_more_than_it_may() {
    // Less than the sample needs, but this is looked at only when it comes in.
    let folder = TempDir::new().unwrap();
    let little = Limits { memory_bytes: 1 << 20, ..limits() };
    let result = apart(&large(&folder), little);
    refused(result, "large.csv", "it would need more than 1 MB of memory.");
}

#[cfg(target_os = "linux")]
#[test]
fn one_over_its_memory() {
    let folder = TempDir::new().unwrap();
    // Less than the text alone.
    let result = apart(&large(&folder), Limits { memory_bytes: 30 << 20, ..limits() });
    refused(result, "large.csv", "it would need more than 30 MB of memory.");
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_holds_itself_to_its_limits() {
    let folder = TempDir::new().unwrap();
    let path = large(&folder);
    let reader = Reader::of(PathBuf::from(PROGRAM), Some(limits()));
    let mut held = Vec::new();
    let result = reader.read(&path, &ReadOptions::default(), &mut |at| {
        if at.done > 0 && held.is_empty() {
            for pid in processes_with(&format!("WITHHELD_READ_FILE={}", path.display())) {
                held.push(fs::read_to_string(format!("/proc/{pid}/limits")).unwrap());
            }
        }
        ControlFlow::Continue(())
    });
    assert!(result.is_ok());
    let [held] = &held[..] else { panic!("one process reads, not {}", held.len()) };
    for (limit, most) in [
        ("Max cpu time", limits().processor_secs),
        ("Max address space", limits().memory_bytes),
        ("Max core file size", 0),
        ("Max file size", 0),
    ] {
        let line = held.lines().find(|line| line.starts_with(limit)).unwrap();
        let soft = line.trim_start_matches(limit).split_whitespace().next().unwrap();
        assert_eq!(soft, most.to_string(), "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn one_that_is_killed() {
    let folder = TempDir::new().unwrap();
    let path = large(&folder);
    let reader = Reader::of(PathBuf::from(PROGRAM), Some(limits()));
    let mut killed = false;
    let result = reader.read(&path, &ReadOptions::default(), &mut |at| {
        if at.done > 0 && !killed {
            killed = true;
            let wanted = format!("WITHHELD_READ_FILE={}", path.display());
            for pid in processes_with(&wanted) {
                assert!(Command::new("kill").args(["-9", &pid]).status().unwrap().success());
            }
        }
        ControlFlow::Continue(())
    });
    assert!(killed);
    refused(result, "large.csv", "the reader was ended by the system (signal 9).");
}

/// Processes that have this in their environment.
#[cfg(target_os = "linux")]
fn processes_with(variable: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().filter_map(Result::ok) {
        let pid = entry.file_name().to_string_lossy().into_owned();
        let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
        if environment.split(|&byte| byte == 0).any(|held| held == variable.as_bytes()) {
            found.push(pid);
        }
    }
    found
}

#[cfg(unix)]
#[test]
fn one_that_answers_garbage() {
    for (script, why) in [
        ("exit 0", "the reader ended without an answer."),
        ("exit 3", "the reader ended without an answer."),
        ("echo 'not what was asked for'", "the reader ended without an answer."),
        ("printf 'Z\\003\\000\\000\\000abc'; exec sleep 600", "the reader did not answer as it should"),
        ("printf 'H\\003\\000\\000\\000abc'; exec sleep 600", "the reader did not answer as it should"),
        ("printf 'P\\003\\000\\000\\000abc'; exec sleep 600", "the reader did not answer as it should"),
        ("printf 'E\\002\\000\\000\\000{}'; exec sleep 600", "the reader did not answer as it should"),
        ("printf 'D\\000\\000\\000\\000'; exec sleep 600", "the reader did not answer as it should"),
        ("kill -XCPU $$", "it took more than 70 seconds of work."),
        ("kill -SEGV $$", "the reader was ended by the system (signal 11)."),
        ("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", "it would need more than 1084 MB"),
        ("echo 'thread main has overflowed its stack' >&2; kill -ABRT $$", "its parts lie within each other"),
    ] {
        let folder = TempDir::new().unwrap();
        let reader = stand_in(&folder, script);
        let result = reader.read(Path::new(SAMPLE), &ReadOptions::default(), &mut unwatched);
        refused(result, "case-export.xlsx", why);
    }
}

#[test]
fn the_hidden_command_is_for_the_program_alone() {
    let ran = Command::new(PROGRAM).arg("read-apart").env_remove("WITHHELD_READ_FILE").output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8(ran.stderr).unwrap().contains("for the program's own use"));
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    assert!(!String::from_utf8(help.stdout).unwrap().contains("read-apart"));
}
