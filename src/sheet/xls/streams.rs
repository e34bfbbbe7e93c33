//! Goes through every stream of the container and says what it is. One that is not on the list is
//! reported as unknown: nothing in the file passes unnamed.

use std::collections::BTreeMap;

use super::dialect::{Dialect, words_in};
use super::{pivot, properties};
use crate::sheet::error::Problem;
use crate::sheet::locked;
use crate::sheet::ole::{Container, Entry, printable};
use crate::sheet::{Report, WarningKind};

/// So many names or words are shown.
const SHOWN: usize = 20;
/// So many bytes of a stream are looked at for words.
const LOOKED_AT: usize = 64 * 1024;

/// What a stream is to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Says only which program wrote the file.
    Known,
    /// A set of properties.
    Properties,
    /// The copy of records behind a pivot table.
    Pivot,
    /// To be reported with the words in it.
    Words(WarningKind),
    /// To be reported together with the rest of its storage.
    Storage(WarningKind),
}

/// By the whole name.
const BY_NAME: &[(&str, Kind)] = &[
    ("\u{1}CompObj", Kind::Known),
    ("\u{1}Ole", Kind::Known),
    ("\u{3}ObjInfo", Kind::Known),
    // The mark of a library that writes workbooks.
    ("\u{1}Sh33tJ5", Kind::Known),
    ("\u{5}SummaryInformation", Kind::Properties),
    ("\u{5}DocumentSummaryInformation", Kind::Properties),
    ("Revision Log", Kind::Words(WarningKind::Revision)),
    ("User Names", Kind::Words(WarningKind::UserName)),
    ("Ctls", Kind::Words(WarningKind::Control)),
    ("List Data", Kind::Words(WarningKind::Connection)),
    ("XML", Kind::Words(WarningKind::CustomXml)),
    ("_signatures", Kind::Words(WarningKind::Signature)),
];

/// By the beginning of the name of the storage that a stream lies in.
const BY_STORAGE: &[(&str, Kind)] = &[
    ("_SX_DB_CUR", Kind::Pivot),
    ("_SX_DB", Kind::Pivot),
    ("_VBA_PROJECT", Kind::Storage(WarningKind::Macro)),
    ("VBA", Kind::Storage(WarningKind::Macro)),
    ("Macros", Kind::Storage(WarningKind::Macro)),
    ("MBD", Kind::Storage(WarningKind::EmbeddedObject)),
    ("LNK", Kind::Storage(WarningKind::ExternalLink)),
    ("MsoDataStore", Kind::Storage(WarningKind::CustomXml)),
    ("XML", Kind::Storage(WarningKind::CustomXml)),
    ("_xmlsignatures", Kind::Storage(WarningKind::Signature)),
    ("\u{6}DataSpaces", Kind::Storage(WarningKind::Label)),
];

/// What every program that encrypts a workbook lays beside it.
const LOCK_STREAMS: &[&str] = &[
    "\u{6}DataSpaces/Version",
    "\u{6}DataSpaces/DataSpaceMap",
    "\u{6}DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace",
    "\u{6}DataSpaces/TransformInfo/StrongEncryptionTransform/\u{6}Primary",
];

/// Reports every stream but the workbook's own.
pub(super) fn tell(
    container: &Container,
    main: &str,
    dialect: Dialect,
    report: &mut Report,
) -> Result<(), Problem> {
    let mut storages: BTreeMap<(&str, WarningKind), Vec<String>> = BTreeMap::new();
    for entry in container.entries() {
        let written = printable(&entry.path);
        if entry.is_lost {
            let place = format!("{written}, to which no folder of the container leads");
            report.note(WarningKind::UnknownPart, place, 1);
        } else if entry.path == main || is_of_lock(&entry.path, main) {
        } else if ["workbook", "book"].contains(&entry.path.to_lowercase().as_str()) {
            let place = format!("{written}, a second copy of the workbook for another age of Excel");
            report.note(WarningKind::UnknownPart, place, 1);
        } else {
            match classify(&entry.path) {
                Some(Kind::Storage(kind)) => {
                    let (storage, name) = entry.path.split_once('/').unwrap_or((&entry.path, ""));
                    storages.entry((storage, kind)).or_default().push(printable(name));
                }
                Some(kind) => tell_stream(container, entry, kind, dialect, report)?,
                None => report.note(WarningKind::UnknownPart, written, 1),
            }
        }
    }
    for ((storage, kind), names) in storages {
        tell_storage(&printable(storage), kind, &names, report);
    }
    if container.loose_bytes() > 0 {
        let place = "space in the container that belongs to no stream but is not empty";
        report.note(WarningKind::UnknownPart, place, container.loose_bytes());
    }
    Ok(())
}

/// Whether a stream only says how the main one is encrypted.
fn is_of_lock(path: &str, main: &str) -> bool {
    main == locked::PACKAGE && (path == locked::INFO || LOCK_STREAMS.contains(&path))
}

fn classify(path: &str) -> Option<Kind> {
    let Some((storage, _)) = path.split_once('/') else {
        return BY_NAME.iter().find(|(name, _)| *name == path).map(|(_, kind)| *kind);
    };
    BY_STORAGE.iter().find(|(name, _)| storage.starts_with(name)).map(|(_, kind)| *kind)
}

/// Reports one stream. One that cannot be read is reported all the same.
fn tell_stream(
    container: &Container,
    entry: &Entry,
    kind: Kind,
    dialect: Dialect,
    report: &mut Report,
) -> Result<(), Problem> {
    let place = printable(&entry.path);
    let stream = match container.read(entry) {
        Ok(stream) => stream,
        Err(Problem::Damaged { .. }) => {
            let kind = match kind {
                Kind::Properties => WarningKind::Property,
                Kind::Pivot => WarningKind::PivotCache,
                Kind::Words(kind) | Kind::Storage(kind) => kind,
                Kind::Known => WarningKind::UnknownPart,
            };
            report.note(kind, format!("{place} (cannot be read)"), 1);
            return Ok(());
        }
        Err(problem) => return Err(problem),
    };
    match kind {
        Kind::Known => {}
        Kind::Properties => properties::tell(&stream, &place, report),
        Kind::Pivot => pivot::tell(&stream, dialect, &place, report),
        Kind::Words(kind) | Kind::Storage(kind) => {
            if !stream.is_empty() {
                let words = words_in(stream.get(..LOOKED_AT).unwrap_or(&stream));
                let words: Vec<&str> = words.iter().take(SHOWN).map(String::as_str).collect();
                report.show(kind, place, 1, &words.join("\n"));
            }
        }
    }
    Ok(())
}

/// Reports a storage with the names of its streams; of a project of macros, with its modules.
fn tell_storage(storage: &str, kind: WarningKind, names: &[String], report: &mut Report) {
    let is_module = |name: &&String| {
        let last = name.rsplit('/').next().unwrap_or_default();
        name.starts_with("VBA/") && !last.starts_with('_') && last != "dir"
    };
    let modules: Vec<&str> = names.iter().filter(is_module).map(String::as_str).collect();
    let shown: Vec<&str> = if kind == WarningKind::Macro && !modules.is_empty() {
        modules
    } else {
        names.iter().map(String::as_str).collect()
    };
    let count = if kind == WarningKind::Macro { shown.len() as u64 } else { 1 };
    let sample = shown.iter().take(SHOWN).copied().collect::<Vec<_>>().join("\n");
    report.show(kind, storage, count.max(1), &sample);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_known_by_name_or_storage() {
        for (path, expected) in [
            ("\u{1}CompObj", Some(Kind::Known)),
            ("\u{5}SummaryInformation", Some(Kind::Properties)),
            ("_SX_DB_CUR/0001", Some(Kind::Pivot)),
            ("_VBA_PROJECT_CUR/VBA/Module1", Some(Kind::Storage(WarningKind::Macro))),
            ("MBD0018D4CE/Package", Some(Kind::Storage(WarningKind::EmbeddedObject))),
            ("Revision Log", Some(Kind::Words(WarningKind::Revision))),
            ("Notes", None),
            ("Odd/\u{1}CompObj", None),
        ] {
            assert_eq!(classify(path), expected, "{path:?}");
        }
    }
}
