//! Workbooks with a password: the right one opens them, a wrong one is told, and without one they
//! are refused.

use crate::support::locked::{Agile, standard};
use crate::support::ole::container;
use crate::support::{Book, cells, places, plain};
use withheld::sheet::{Format, Import, Problem, ReadOptions, WarningKind, read_bytes};
use withheld::text::SensitiveString;

/// With letters beyond ASCII, since they are hashed as UTF-16.
const PASSWORD: &str = "Zoë 7";

/// Locked by other programs: by a library for Python, and by LibreOffice.
const AGILE: &[u8] = include_bytes!("../locked/agile.xlsx");
const RC4: &[u8] = include_bytes!("../locked/rc4.xls");
const BUILT_IN: &[u8] = include_bytes!("../locked/built-in.xls");
/// Obfuscated with "abcd"; the stream of a workbook without its container.
const XOR: &[u8] = include_bytes!("../locked/xor-stream.bin");

fn read_with(bytes: &[u8], password: Option<&str>) -> Result<Import, Problem> {
    let options = ReadOptions { password: password.map(SensitiveString::new), ..ReadOptions::default() };
    read_bytes("cases.xlsx", bytes, &options).map_err(|error| error.problem)
}

/// Opens with this password only.
#[track_caller]
fn check(bytes: &[u8], password: &str, expected: &[&[&str]]) -> Import {
    assert_eq!(read_with(bytes, None).unwrap_err(), Problem::Locked);
    for wrong in ["", "zoë 7", "Zoë 7 ", "ABCD", "VelvetSweatshop", "a long password that nobody has typed"]
    {
        assert_eq!(read_with(bytes, Some(wrong)).unwrap_err(), Problem::WrongPassword, "{wrong:?}");
    }
    let import = read_with(bytes, Some(password)).unwrap();
    assert_eq!(cells(&import), expected);
    import
}

const PLAIN: &[&[&str]] = &[&["1", "Okafor", "He left."], &["2", "Hurst", "She left."]];

#[test]
fn agile_encryption() {
    let book = Book::default().sheet("Cases", &plain()).bytes();
    let import = check(&Agile::new(&book, PASSWORD, 1000).bytes(), PASSWORD, PLAIN);
    assert_eq!(import.guesses.format, Format::Xlsx);
    assert!(import.report.of_kind(WarningKind::UnknownPart).next().is_none(), "{:?}", import.report);
    assert_eq!(import.byte_len, Agile::new(&book, PASSWORD, 1000).bytes().len() as u64);
}

#[test]
fn standard_encryption() {
    let book = Book::default().sheet("Cases", &plain()).bytes();
    check(&standard(&book, PASSWORD), PASSWORD, PLAIN);
}

#[test]
fn by_other_programs() {
    let expected: &[&[&str]] =
        &[&["C-1", "2024-01-05", "The camera was on, he said."], &["C-2", "2024-02-06", "Zoë left at noon"]];
    let shown = |import: &Import| -> Vec<Vec<String>> {
        cells(import).into_iter().map(|row| vec![row[0].clone(), row[2].clone()]).collect()
    };
    for (bytes, password) in [(AGILE, Some(PASSWORD)), (RC4, Some(PASSWORD)), (BUILT_IN, None)] {
        let import = read_with(bytes, password).unwrap();
        assert_eq!(shown(&import)[0], ["C-1", expected[0][2]]);
        assert_eq!(shown(&import)[1][0], "C-2");
        let more = read_with(bytes, Some("wrong"));
        assert_eq!(more.is_ok(), password.is_none(), "the built-in password is always tried");
    }
    check(XOR, "abcd", expected);
}

#[test]
fn the_built_in_password_is_not_asked_for() {
    let book = Book::default().sheet("Cases", &plain()).bytes();
    for bytes in [Agile::new(&book, "VelvetSweatshop", 1000).bytes(), standard(&book, "VelvetSweatshop")] {
        assert_eq!(cells(&read_with(&bytes, None).unwrap()), PLAIN);
    }
}

#[test]
fn what_was_changed_after_it_was_locked_is_refused() {
    let book = Book::default().sheet("Cases", &plain()).bytes();
    let sound = Agile::new(&book, PASSWORD, 10);
    for at in [0, 8, sound.package.len() / 2, sound.package.len() - 1] {
        let mut lock = Agile::new(&book, PASSWORD, 10);
        lock.package[at] ^= 1;
        let error = read_with(&lock.bytes(), Some(PASSWORD)).unwrap_err().to_string();
        assert!(error.contains("was changed after it was locked"), "{at}: {error}");
    }
    let mut cut = Agile::new(&book, PASSWORD, 10);
    cut.package.truncate(100);
    assert!(read_with(&cut.bytes(), Some(PASSWORD)).unwrap_err().to_string().contains("changed after"));
    let mut open = Agile::new(&book, PASSWORD, 10);
    open.info = open.info.replace("dataIntegrity", "dataDiversity");
    let error = read_with(&open.bytes(), Some(PASSWORD)).unwrap_err().to_string();
    assert!(error.contains("how it is encrypted cannot be read"), "{error}");
}

#[test]
fn what_would_keep_a_computer_busy_is_refused() {
    let book = Book::default().sheet("Cases", &plain()).bytes();
    for rounds in [10_000_001, u32::MAX] {
        let bytes = Agile::new(&book, PASSWORD, rounds).bytes();
        let error = read_with(&bytes, Some(PASSWORD)).unwrap_err().to_string();
        assert!(error.contains(&format!("is to be hashed {rounds} times")), "{error}");
    }
}

#[test]
fn other_ciphers_and_documents_are_refused_by_name() {
    let book = Book::default().sheet("Cases", &plain()).bytes();
    let refused = |bytes: &[u8]| read_with(bytes, Some(PASSWORD)).unwrap_err().to_string();
    for (from, to) in [("\"AES\"", "\"DES\""), ("ChainingModeCBC", "ChainingModeCFB"), ("SHA512", "MD2")] {
        let mut lock = Agile::new(&book, PASSWORD, 10);
        lock.info = lock.info.replace(from, to);
        let error = refused(&lock.bytes());
        assert!(error.starts_with("is password-protected. Open it in Excel"), "{to}: {error}");
    }
    let word = crate::support::zip(&[("word/document.xml".to_owned(), b"<w/>".to_vec())]);
    let error = refused(&Agile::new(&word, PASSWORD, 10).bytes());
    assert!(error.contains("it is a Word document"), "{error}");
    let text = refused(&Agile::new(b"Ref,Name\n1,x\n", PASSWORD, 10).bytes());
    assert!(text.contains("an encrypted file without a workbook in it"), "{text}");
    let other = |info: &[u8]| {
        refused(&container(&[("EncryptionInfo", info.to_vec()), ("EncryptedPackage", vec![0; 64])]))
    };
    assert!(other(&[3, 0, 3, 0, 0, 0, 0, 0]).contains("is password-protected. Open it in Excel"));
    for info in [&b""[..], b"\x04\0\x04\0", b"\x04\0\x04\0\x40\0\0\0<encryption/>", b"\x04\0\x02\0\x24\0\0\0"]
    {
        let error = other(info);
        assert!(error.contains("how it is encrypted cannot be read"), "{info:?}: {error}");
    }
}

#[test]
fn what_stands_beside_the_encrypted_content_is_told() {
    let lock = Agile::new(&Book::default().sheet("Cases", &plain()).bytes(), PASSWORD, 10);
    let mut info = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
    info.extend(lock.info.as_bytes());
    let bytes = container(&[
        ("EncryptionInfo", info),
        ("EncryptedPackage", lock.package.clone()),
        ("Notes", b"Okafor did it".to_vec()),
    ]);
    let import = read_with(&bytes, Some(PASSWORD)).unwrap();
    assert_eq!(places(&import, WarningKind::UnknownPart), ["Notes x1"]);
}

#[test]
fn protection_against_changes_is_told_and_ignored() {
    let mut book =
        Book::default().sheet("Cases", &(plain() + r#"<sheetProtection password="CC1A" sheet="1"/>"#));
    book.before = r#"<workbookProtection lockStructure="1"/>"#.to_owned();
    let import = book.read().unwrap();
    assert_eq!(cells(&import), PLAIN);
    assert_eq!(places(&import, WarningKind::Protection), ["workbook x1", "Cases x1"]);
}

#[test]
fn a_password_does_not_print() {
    let options = ReadOptions { password: Some(SensitiveString::new(PASSWORD)), ..ReadOptions::default() };
    assert!(!format!("{options:?}").contains("Zo"));
}
