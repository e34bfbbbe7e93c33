//! Keys, passphrases and passwords: what opens a case or a workbook, and how it is never given.

use super::*;

#[test]
fn a_protected_case_opens_with_its_key_only() {
    let desk = Desk::new();
    desk.write("export.csv", SMALL);
    desk.check(&["new", "export.csv", "-o", "a.withheld", "--key-file", "key"], 0);
    desk.check(&["log", "a.withheld", "--key-file", "key"], 0);
    desk.check(&["log", "a.withheld"], 2);
    desk.write("other", &"0".repeat(64));
    desk.check(&["log", "a.withheld", "--key-file", "other"], 2);
    let bytes = fs::read(desk.path("a.withheld")).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"Okafor"));
}

#[cfg(unix)]
#[test]
fn a_passphrase_comes_through_a_descriptor_and_never_as_an_argument() {
    let desk = Desk::new();
    desk.write("export.csv", SMALL);
    desk.write("pass", "correct horse\n");
    let run = |args: &str, pass: &str| {
        let line = format!("{} {args} --passphrase-fd 3 3<{pass}", env!("CARGO_BIN_EXE_withheld"));
        Command::new("sh").current_dir(desk.folder.path()).args(["-c", &line]).output().unwrap()
    };
    told(run("new export.csv -o a.withheld", "pass"), 0, &["new"]);
    told(run("log a.withheld", "pass"), 0, &["log"]);
    desk.write("wrong", "incorrect horse\n");
    told(run("log a.withheld", "wrong"), 2, &["log"]);
}

#[test]
fn a_password_is_never_an_argument() {
    let desk = Desk::new();
    fs::write(desk.path("cases.xlsx"), include_bytes!("../locked/agile.xlsx")).unwrap();
    let (_, stderr) = desk.check(&["inspect", "cases.xlsx"], 2);
    assert!(stderr.starts_with("cases.xlsx is password-protected. Give its password"), "{stderr}");
    assert!(stderr.trim_end().ends_with("Here, give it with --password-fd."), "{stderr}");
    let given = |password: &str, code: i32| {
        let args = ["inspect", "cases.xlsx", "--json", "--password-fd", "0"];
        let mut child = desk
            .command(&args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        told(child.wait_with_output().unwrap(), code, &args)
    };
    if cfg!(unix) {
        let (stdout, stderr) = given("Zoë 7\n", 0);
        assert!(stdout.contains(r#""format":"xlsx""#) && stderr.is_empty(), "{stdout}{stderr}");
        let (_, stderr) = given("Zoe 7", 2);
        assert!(stderr.contains("the password is wrong") && !stderr.contains("Zoe"), "{stderr}");
    }
    let (_, stderr) = desk.check(&["inspect", "cases.xlsx", "--password", "Zoë 7"], 2);
    assert!(stderr.contains("unexpected argument"), "{stderr}");
}
