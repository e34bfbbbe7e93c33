//! Reads the folder, and checks it as a whole.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::{FileState, House, HouseError, Trouble, path_of};
use crate::disclose::letter_faults;
use crate::law::{self, OwnTexts, TextFile};
use crate::review::case_state_faults;

/// Bytes of a file at most; the longest built-in one has a twentieth of it.
const MOST_BYTES: u64 = 1 << 20;
/// What the files are.
const ENDING: &str = "toml";

/// Reads what a force keeps of its own, or says everything that is wrong with it.
pub fn read(folder: &Path) -> Result<House, HouseError> {
    let mut troubles = Vec::new();
    let mut own = OwnTexts::default();
    let mut files = Vec::new();
    if let Err(error) = fs::read_dir(folder) {
        let what = format!("The folder cannot be read: {error}. Check its name, your rights and the drive");
        return Err(HouseError { folder: folder.to_owned(), troubles: vec![Trouble::new("", what)] });
    }
    troubles.extend(strangers(folder));
    for file in law::text_files() {
        let state = match text_of(&folder.join(file.folder()).join(file.name())) {
            Ok(Some(text)) => {
                own.add(file, text);
                if own.is_own(file) { FileState::Own } else { FileState::Same }
            }
            Ok(None) => FileState::Missing,
            Err(Unreadable { line, what }) => {
                troubles.push(Trouble { line, ..Trouble::new(path_of(file), what) });
                FileState::Own
            }
        };
        files.push((file, state));
    }
    // What cannot be read is not checked, and the rest is, so that all is told at once.
    let mut faults = law::faults(&own);
    faults.extend(case_state_faults(own.text(TextFile::CaseState)));
    faults.extend(letter_faults(&own));
    troubles.extend(faults.iter().map(Trouble::of));
    let folder = folder.to_owned();
    if troubles.is_empty() { Ok(House { folder, own, files }) } else { Err(HouseError { folder, troubles }) }
}

/// Files that look as if they were texts and would be passed over: under a wrong name the built-in text
/// would be used, and nobody would know.
fn strangers(folder: &Path) -> Vec<Trouble> {
    let mut found = Vec::new();
    let mut look = |inner: &str| {
        let Ok(entries) = fs::read_dir(folder.join(inner)) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_text = Path::new(&name).extension().is_some_and(|end| end.eq_ignore_ascii_case(ENDING));
            if !is_text || name.starts_with('.') {
                continue;
            }
            let path = if inner.is_empty() { name.clone() } else { format!("{inner}/{name}") };
            let same = law::text_files().find(|file| file.name().eq_ignore_ascii_case(&name));
            match same {
                Some(file) if path == path_of(file) => {}
                Some(file) => {
                    found.push(Trouble::new(path, format!("it belongs in {}", path_of(file))));
                }
                None => {
                    let known: Vec<&str> = law::text_files().map(TextFile::name).collect();
                    let what = format!("no file of this name is read; the names are {}", known.join(", "));
                    found.push(Trouble::new(path, what));
                }
            }
        }
    };
    look("");
    look("law");
    look("letters");
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}

/// Why a file cannot be read, and where.
struct Unreadable {
    line: Option<usize>,
    what: String,
}

/// The text of a file; `None` if it is not there.
fn text_of(path: &Path) -> Result<Option<String>, Unreadable> {
    let failed = |error: &io::Error| Unreadable { line: None, what: format!("it cannot be read: {error}") };
    let known = match fs::metadata(path) {
        Ok(known) => known,
        // A link that leads nowhere is not "not there".
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
            return Ok(None);
        }
        Err(error) => return Err(failed(&error)),
    };
    if !known.is_file() {
        return Err(Unreadable { line: None, what: "it is no file".to_owned() });
    }
    let mut bytes = Vec::new();
    let limit = MOST_BYTES + 1;
    File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|error| failed(&error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let what = format!("it is larger than {} kB, and no such file is", MOST_BYTES >> 10);
        return Err(Unreadable { line: None, what });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(plain(&text))),
        Err(error) => {
            let sound = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = sound.iter().filter(|byte| **byte == b'\n').count() + 1;
            let what = "it is not UTF-8 text. Save it again as UTF-8".to_owned();
            Err(Unreadable { line: Some(line), what })
        }
    }
}

/// Without the mark of the encoding, and with the ends of lines that the built-in files have: an editor
/// changes either, and the text is the same.
fn plain(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}
