//! Each way in which a folder can be wrong is told, with its file and where it can be with its line.

use std::fs;

use super::*;

/// A folder with the built-in files written out, and this one with a passage put otherwise.
fn with(file: TextFile, from: &str, to: &str) -> (tempfile::TempDir, Result<House, HouseError>) {
    let folder = tempfile::tempdir().unwrap();
    write_out(folder.path()).unwrap();
    let text = file.built_in();
    assert!(text.contains(from), "{from}");
    fs::write(folder.path().join(path_of(file)), text.replacen(from, to, 1)).unwrap();
    let read = read(folder.path());
    (folder, read)
}

fn told(read: Result<House, HouseError>) -> Vec<String> {
    read.err().map(|error| error.troubles.iter().map(Trouble::to_string).collect()).unwrap_or_default()
}

#[test]
fn what_is_written_out_is_read_and_is_nobodys_own() {
    let folder = tempfile::tempdir().unwrap();
    let first = write_out(folder.path()).unwrap();
    assert_eq!((first.written.len(), first.left.len()), (9, 0));
    let house = read(folder.path()).unwrap();
    assert!(house.own.used().is_built_in());
    assert!(house.files.iter().all(|(_, state)| *state == FileState::Same));

    // An editor of another system changes nothing by itself.
    let style = folder.path().join("law/style.toml");
    let text = fs::read_to_string(&style).unwrap();
    fs::write(&style, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert!(read(folder.path()).unwrap().own.used().is_built_in());

    // Nor is anything that was changed lost when the files are written out again.
    fs::write(&style, text.replace("Draft: ", "DRAFT: ")).unwrap();
    fs::remove_file(folder.path().join("law/lint.toml")).unwrap();
    let again = write_out(folder.path()).unwrap();
    assert_eq!((again.written, again.left.len()), (vec!["law/lint.toml".to_owned()], 8));
    let house = read(folder.path()).unwrap();
    let own: Vec<_> = house.own.used().files().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(own, ["style.toml"]);
    assert!(house.own.text(TextFile::Style).contains("DRAFT: "));
}

#[test]
fn an_empty_folder_is_the_built_in_texts_and_a_missing_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(read(folder.path()).unwrap().own.used().is_built_in());
    let said = told(read(&folder.path().join("gone")));
    assert!(said[0].contains("The folder cannot be read"), "{said:?}");
}

#[test]
fn a_changed_text_is_used() {
    for (file, from, to) in [
        (TextFile::Refusal, "Thank you for your request", "Thanks for your request"),
        (
            TextFile::Exemptions,
            "Section 40(2)&(3A)(a) – Personal Data",
            "Section 40(2)&(3A)(a) – Personal information",
        ),
        (TextFile::Reasons, "These words show a policing method", "These words tell of a policing method"),
        (TextFile::Holidays, "known-to = ", "# Looked up again.\nknown-to = "),
        (TextFile::CaseState, "\"nfa\"", "\"nfa\", \"no case to answer\""),
        (TextFile::Extension, "A decision is expected", "We expect a decision"),
    ] {
        let (_folder, read) = with(file, from, to);
        let house = read.unwrap_or_else(|error| panic!("{error}"));
        assert!(house.own.text(file).contains(to), "{to}");
        assert_eq!(house.own.used().files().count(), 1);
    }
}

#[test]
fn a_fault_is_told_with_file_and_line() {
    let check = |file: TextFile, from: &str, to: &str, expected: &str| {
        let said = told(with(file, from, to).1);
        assert!(said.iter().any(|line| line.contains(expected)), "{to}: {said:?}");
    };
    let line_of = |file: TextFile, words: &str| {
        file.built_in().lines().position(|line| line.contains(words)).map_or(0, |at| at + 1)
    };
    let at = |file: TextFile, words: &str, rest: &str| {
        format!("{}, line {}: {rest}", path_of(file), line_of(file, words))
    };
    let refusal = TextFile::Refusal;
    check(
        refusal,
        "text = \"{harm}\"",
        "text = \"{harms}\"",
        &at(refusal, "id = \"reasons.harm\"", "reasons.harm: “{harms}”"),
    );
    check(
        refusal,
        "text = \"{harm}\"",
        "text = \"It is harmful\"",
        "letters/refusal.toml: “{harm}” is missing",
    );
    check(refusal, "id = \"reasons.harm\"", "id = \"reasons.likelihood\"", "another paragraph has this id");
    check(
        refusal,
        "heading = \"Request\"",
        "hading = \"Request\"",
        &at(refusal, "heading = \"Request\"", "unknown field"),
    );
    let exemptions = TextFile::Exemptions;
    check(exemptions, "code = \"s31(1)(b)\"", "code = \"s31(1)(a)\"", "law/exemptions.toml, line ");
    check(exemptions, "code = \"s31(1)(b)\"", "code = \"s31(1)(a)\"", "it stands twice");
    check(exemptions, "kind = \"qualified\"", "kind = \"absolute\"", "an absolute one has none");
    check(
        TextFile::Reasons,
        "tests = [\"harm\", \"public-interest\"]",
        "tests = [\"harm\"]",
        "need the test “public-interest”",
    );
    check(
        TextFile::Style,
        "mark = \"[{}]\"",
        "mark = \"[]\"",
        &at(TextFile::Style, "mark = ", "mark: it needs {}"),
    );
    check(TextFile::Style, "joiner =", "joinder =", &at(TextFile::Style, "joiner =", "unknown field"));
    check(TextFile::CaseState, "live = [", "live = [[", "law/case-state.toml, line ");
}

#[test]
fn an_exemption_or_reason_that_cases_may_rest_on_cannot_go() {
    let reasons = TextFile::Reasons;
    let said = told(with(reasons, "code = \"tactics\"", "code = \"our-tactics\"").1);
    assert!(said.iter().any(|line| line.contains("tactics: it is missing")), "{said:?}");
    let from = "[[section.exemption]]\ncode = \"s30(3)\"\ntitle = \"Neither confirming nor denying that it is held\"\nhouse = \"Section 30(3) – Investigations and Proceedings\"\nneither-confirm-nor-deny = true\n";
    let said = told(with(TextFile::Exemptions, from, "").1);
    assert!(said.iter().any(|line| line.contains("s30(3): it is missing")), "{said:?}");
}

#[test]
fn reasons_are_read_under_the_forces_own_exemptions() {
    let folder = tempfile::tempdir().unwrap();
    write_out(folder.path()).unwrap();
    let put = |file: TextFile, from: &str, to: &str| {
        assert!(file.built_in().contains(from), "{from}");
        fs::write(folder.path().join(path_of(file)), file.built_in().replacen(from, to, 1)).unwrap();
    };
    let new = "[[section.exemption]]\ncode = \"s31(1)(aa)\"\ntitle = \"New\"\nhouse = \"Section 31(1)(aa) – Law Enforcement\"\n\n[[section.exemption]]\ncode = \"s31(1)(b)\"";
    put(
        TextFile::Reasons,
        "exemptions = [\"s31(1)(a)\", \"s31(1)(b)\"]",
        "exemptions = [\"s31(1)(a)\", \"s31(1)(aa)\"]",
    );
    let said = told(read(folder.path()));
    assert!(said.iter().any(|line| line.contains("“s31(1)(aa)” is no exemption")), "{said:?}");
    put(TextFile::Exemptions, "[[section.exemption]]\ncode = \"s31(1)(b)\"", new);
    assert_eq!(told(read(folder.path())), [""; 0]);
}

#[test]
fn what_is_no_text_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write_out(folder.path()).unwrap();
    let path = |file: TextFile| folder.path().join(path_of(file));
    fs::write(path(TextFile::Style), b"mark = \"[{}]\"\njoiner = \"\xff\"").unwrap();
    fs::write(path(TextFile::Lint), "").unwrap();
    fs::write(path(TextFile::Holidays), vec![b'#'; (1 << 20) + 1]).unwrap();
    fs::remove_file(path(TextFile::Extension)).unwrap();
    fs::create_dir(path(TextFile::Extension)).unwrap();
    fs::write(folder.path().join("letters/Refusel.toml"), "").unwrap();
    fs::write(folder.path().join("style.toml"), "").unwrap();
    fs::write(folder.path().join("letters/notes.txt"), "Ours.").unwrap();
    let said = told(read(folder.path())).join("\n");
    for expected in [
        "law/style.toml, line 2: it is not UTF-8 text",
        "law/lint.toml: it is empty",
        "law/holidays.toml: it is larger than 1024 kB",
        "letters/extension.toml: it is no file",
        "letters/Refusel.toml: no file of this name is read",
        "style.toml: it belongs in law/style.toml",
    ] {
        assert!(said.contains(expected), "{expected}:\n{said}");
    }
    assert!(!said.contains("notes.txt"), "{said}");
    let error = read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("cannot be used. ") && error.ends_with("things more."), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_without_rights_or_end_is_told() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("law")).unwrap();
    symlink("/dev/zero", folder.path().join("law/style.toml")).unwrap();
    symlink("nowhere", folder.path().join("law/lint.toml")).unwrap();
    let said = told(read(folder.path())).join("\n");
    assert!(said.contains("law/style.toml: it is no file"), "{said}");
    assert!(said.contains("law/lint.toml: it cannot be read"), "{said}");
}
