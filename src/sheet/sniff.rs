//! Says by content what a file is. Names are never trusted.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use super::error::Problem;
use super::ole;

/// What can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Delimited text.
    Text,
    /// Excel Workbook, of XML or binary.
    Workbook,
    /// OpenDocument spreadsheet.
    OpenDocument,
    /// OpenDocument spreadsheet in one file of XML.
    FlatDocument,
    /// An Excel workbook of before 2007, or another old Office file.
    OldOffice,
}

/// So many bytes at the beginning decide.
const HEAD_BYTES: u64 = 64 * 1024;

/// A lock file is no longer than this,
const LOCK_BYTES: u64 = 200;
/// and its first name is padded to this.
const LOCK_NAME_BYTES: usize = 55;

pub(super) const SAVE_AS_XLSX: &str = "Open it in Excel and save it as Excel Workbook (.xlsx).";
pub(super) const EXPORT_AGAIN: &str = "Export the table again as Excel Workbook (.xlsx) or CSV.";
pub(super) const NOT_THIS: &str = "Choose the spreadsheet that the case system exported.";
pub(super) const UNLOCK_IN_EXCEL: &str =
    "Open it in Excel, File > Info > Protect Workbook, remove the password and save a copy.";
pub(super) const UNLOCK_IN_LIBREOFFICE: &str =
    "Open it in LibreOffice, save a copy without \"Save with password\" as Excel Workbook (.xlsx).";

/// What the source is, or why it is not read.
pub(super) fn sniff(source: &mut (impl Read + Seek)) -> Result<Kind, Problem> {
    let head = read_head(source, HEAD_BYTES).map_err(|error| Problem::io(&error))?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return sniff_zip(source);
    }
    if head.starts_with(ole::MAGIC) || head.starts_with(b"\x09\x08") {
        return Ok(Kind::OldOffice);
    }
    for &(magic, what, advice) in MAGIC {
        if head.starts_with(magic) {
            return Err(other(what, advice));
        }
    }
    if let Some(problem) = by_shape(&head) {
        return Err(problem);
    }
    if is_flat_document(&head) {
        return Ok(Kind::FlatDocument);
    }
    if let Some(problem) = by_markup(&head) {
        return Err(problem);
    }
    if is_binary(&head) {
        return Err(other("not a spreadsheet: it holds binary data of an unknown kind", NOT_THIS));
    }
    Ok(Kind::Text)
}

/// Whether this is the small file that Excel lays beside an open workbook: the user's name, padded
/// with blanks, once in one byte a letter and once in two.
pub(super) fn is_lock_file(
    source: &mut (impl Read + Seek),
    name: &str,
    byte_len: u64,
) -> Result<bool, Problem> {
    if byte_len > LOCK_BYTES {
        return Ok(false);
    }
    let head = read_head(source, LOCK_BYTES).map_err(|error| Problem::io(&error))?;
    let name_len = usize::from(head.first().copied().unwrap_or(0));
    let padded = head.get(1 + name_len..LOCK_NAME_BYTES).is_some_and(|rest| rest.iter().all(|&b| b == b' '));
    let is_lock = byte_len > LOCK_NAME_BYTES as u64 && (1..=54).contains(&name_len) && padded;
    Ok(is_lock || (name.starts_with("~$") && !head.starts_with(b"PK")))
}

fn other(what: &str, advice: &'static str) -> Problem {
    Problem::other_kind(what, advice)
}

fn read_head(source: &mut (impl Read + Seek), bytes: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    source.by_ref().take(bytes).read_to_end(&mut head)?;
    Ok(head)
}

/// First bytes, what has them, what to do.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "not a spreadsheet (it is a PDF document)", EXPORT_AGAIN),
    (b"\x89PNG", "not a spreadsheet (it is a PNG picture)", NOT_THIS),
    (b"\xFF\xD8\xFF", "not a spreadsheet (it is a JPEG picture)", NOT_THIS),
    (b"GIF8", "not a spreadsheet (it is a GIF picture)", NOT_THIS),
    (b"II*\0", "not a spreadsheet (it is a TIFF picture)", NOT_THIS),
    (b"MM\0*", "not a spreadsheet (it is a TIFF picture)", NOT_THIS),
    (b"{\\rtf", "not a spreadsheet (it is an RTF document)", EXPORT_AGAIN),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "Unpack it and open the spreadsheet inside."),
    (b"Rar!", "a RAR archive", "Unpack it and open the spreadsheet inside."),
    (
        b"\x1F\x8B",
        "a gzip file, perhaps a Gnumeric workbook",
        "Unpack it, or save it as Excel Workbook (.xlsx).",
    ),
    (b"SQLite format 3\0", "a database (SQLite), not a spreadsheet", NOT_THIS),
    (b"MIME-Version:", "a web archive or e-mail (MHTML)", SAVE_AS_XLSX),
    (b"ID;P", "a SYLK table (.slk)", SAVE_AS_XLSX),
    (b"TABLE\r\n0,1", "a DIF table (.dif)", SAVE_AS_XLSX),
    (b"TABLE\n0,1", "a DIF table (.dif)", SAVE_AS_XLSX),
    (b"\x00\x00\x02\x00\x04\x04", "a Lotus 1-2-3 worksheet (.wks)", SAVE_AS_XLSX),
    (b"\x00\x00\x02\x00\x06\x04", "a Lotus 1-2-3 worksheet (.wk1)", SAVE_AS_XLSX),
    (b"\x00\x00\x1A\x00", "a Lotus 1-2-3 worksheet (.wk3 or later)", SAVE_AS_XLSX),
    (b"\x00\x00\x02\x00", "a Quattro Pro notebook", SAVE_AS_XLSX),
    (b"\x09\x00\x04\x00", "a worksheet of Excel 2 (1987), the format before workbooks (.xls)", SAVE_AS_XLSX),
    (b"\x09\x02\x06\x00", "a worksheet of Excel 3 (1990), the format before workbooks (.xls)", SAVE_AS_XLSX),
    (b"\x09\x04\x06\x00", "a worksheet of Excel 4 (1992), the format before workbooks (.xls)", SAVE_AS_XLSX),
];

/// Kinds that take more than their first bytes to tell.
fn by_shape(head: &[u8]) -> Option<Problem> {
    let byte = |at: usize| head.get(at).copied().unwrap_or(0);
    let word = |at: usize| u32::from_le_bytes([byte(at), byte(at + 1), byte(at + 2), byte(at + 3)]);
    if head.starts_with(b"BM") && head.len() > 30 && word(6) == 0 && word(14) >= 12 && word(14) <= 200 {
        return Some(other("not a spreadsheet (it is a BMP picture)", NOT_THIS));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(other("not a spreadsheet (it is a WebP picture)", NOT_THIS));
    }
    // dBASE: a known version, a plausible date of the last change, and a header of 32-byte fields.
    let header = usize::from(u16::from_le_bytes([byte(8), byte(9)]));
    let dated = (1..=12).contains(&byte(2)) && (1..=31).contains(&byte(3));
    if [0x02, 0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5].contains(&byte(0))
        && dated
        && header % 32 == 1
        && header > 32
    {
        return Some(other("a dBASE table (.dbf)", SAVE_AS_XLSX));
    }
    None
}

/// The beginning of a text, in lower case.
fn beginning(head: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(head).chars().filter(|&c| c != '\0').take(16_384).collect();
    text.trim_start_matches(['\u{FEFF}', '\u{FFFD}']).trim_start().to_ascii_lowercase()
}

/// An OpenDocument spreadsheet in one file.
fn is_flat_document(head: &[u8]) -> bool {
    let text = beginning(head);
    let begins = text.starts_with("<?xml") || text.starts_with("<office:document");
    let root = text.find("<office:document").and_then(|at| text.get(at..)).unwrap_or("");
    let root = root.split('>').next().unwrap_or("");
    begins && root.contains("opendocument.spreadsheet") && root.contains("opendocument:xmlns:office")
}

/// HTML and XML, which can be taken for text.
fn by_markup(head: &[u8]) -> Option<Problem> {
    let text = beginning(head);
    let html = ["<!doctype html", "<html", "<table", "<head", "<meta", "<body", "<style", "<div"];
    if html.iter().any(|tag| text.starts_with(tag)) {
        return Some(other("a web page (HTML), whatever its name says", SAVE_AS_XLSX));
    }
    if !text.starts_with("<?xml") && !text.starts_with("<workbook") {
        return None;
    }
    let what = if text.contains("schemas-microsoft-com:office:spreadsheet") {
        "an XML Spreadsheet 2003"
    } else if text.contains("opendocument:xmlns:office") {
        "not a spreadsheet (it is another kind of OpenDocument file)"
    } else if text.contains("gnumeric") {
        "a Gnumeric workbook"
    } else if text.contains("<html") {
        "a web page (HTML), whatever its name says"
    } else {
        "an XML file"
    };
    Some(other(what, SAVE_AS_XLSX))
}

/// Whether the bytes cannot be text in any of the encodings.
fn is_binary(head: &[u8]) -> bool {
    let control =
        head.iter().filter(|&&b| b < 0x20 && ![0, b'\t', b'\n', b'\r', 0x0C, 0x1A].contains(&b)).count();
    let wide = super::delimited::is_wide(head);
    !wide && control * 50 > head.len()
}

fn sniff_zip(source: &mut (impl Read + Seek)) -> Result<Kind, Problem> {
    let no_end = || Problem::damaged("it is a zip container whose end is missing or does not fit");
    source.seek(SeekFrom::Start(0)).map_err(|error| Problem::io(&error))?;
    let archive = ZipArchive::new(&mut *source).map_err(|_| no_end())?;
    let names: Vec<String> = archive
        .file_names_raw()
        .map(|name| String::from_utf8_lossy(name).replace('\\', "/").trim_start_matches('/').to_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let below = |folder: &str| names.iter().any(|n| n.starts_with(folder));
    if has("content.xml") && (has("mimetype") || has("meta-inf/manifest.xml")) {
        return sniff_opendocument(archive);
    }
    if has("mimetype") && has("encrypted-package") {
        return Err(Problem::encrypted(UNLOCK_IN_LIBREOFFICE));
    }
    if below("word/") {
        return Err(other("not a spreadsheet (it is a Word document)", EXPORT_AGAIN));
    }
    if below("ppt/") {
        return Err(other("not a spreadsheet (it is a PowerPoint presentation)", NOT_THIS));
    }
    if has("index/document.iwa") || has("index.zip") {
        return Err(other("a Numbers spreadsheet", "Export it from Numbers as Excel (.xlsx)."));
    }
    let is_workbook = |name: &String| name.ends_with("workbook.xml") || name.ends_with("workbook.bin");
    if has("[content_types].xml") || names.iter().any(is_workbook) {
        return Ok(Kind::Workbook);
    }
    Err(other("a zip archive without a workbook in it", "Unpack it and open the spreadsheet inside."))
}

/// OpenDocument, perhaps with a password.
fn sniff_opendocument<R: Read + Seek>(mut archive: ZipArchive<R>) -> Result<Kind, Problem> {
    let mut read = |name: &str| {
        let mut text = String::new();
        let part = archive.by_name(name).ok()?;
        part.take(1 << 20).read_to_string(&mut text).ok()?;
        Some(text)
    };
    if read("META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Problem::encrypted(UNLOCK_IN_LIBREOFFICE));
    }
    let kind = read("mimetype").unwrap_or_default();
    // Without a type, the body tells.
    if kind.is_empty() || kind.contains("spreadsheet") {
        Ok(Kind::OpenDocument)
    } else {
        Err(other("not a spreadsheet (it is another kind of OpenDocument file)", NOT_THIS))
    }
}
