//! Goes through every part of the package and says what it is. A part that is not on the list is
//! reported as unknown: nothing in the file passes unnamed.

use std::io::{Read, Seek};

use super::beside::Beside;
use crate::sheet::error::Problem;
use crate::sheet::sniff::UNLOCK_IN_LIBREOFFICE;
use crate::sheet::xlsx::beside::texts;
use crate::sheet::xlsx::package::Package;
use crate::sheet::xlsx::xml::Token;
use crate::sheet::{Report, WarningKind};

/// What a part is to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PartKind {
    /// Read elsewhere, or without words.
    Known,
    /// To be reported.
    Told(WarningKind),
    /// Content of an object inside the document.
    Object,
    /// What is said of the parts by machines.
    Metadata,
}

/// By the whole name.
const BY_NAME: &[(&str, PartKind)] = &[
    ("mimetype", PartKind::Known),
    ("content.xml", PartKind::Known),
    ("styles.xml", PartKind::Known),
    ("meta.xml", PartKind::Known),
    ("settings.xml", PartKind::Known),
    ("layout-cache", PartKind::Known),
    ("meta-inf/manifest.xml", PartKind::Known),
    ("versionlist.xml", PartKind::Told(WarningKind::Revision)),
    ("manifest.rdf", PartKind::Metadata),
];

/// By the folder, or by a piece of the name.
const BY_PIECE: &[(&str, PartKind)] = &[
    ("meta-inf/documentsignatures", PartKind::Told(WarningKind::Signature)),
    ("meta-inf/macrosignatures", PartKind::Told(WarningKind::Signature)),
    ("meta-inf/packagesignatures", PartKind::Told(WarningKind::Signature)),
    ("basic/", PartKind::Told(WarningKind::Macro)),
    ("dialogs/", PartKind::Told(WarningKind::Macro)),
    ("scripts/", PartKind::Told(WarningKind::Macro)),
    ("pictures/", PartKind::Told(WarningKind::Image)),
    ("thumbnails/", PartKind::Told(WarningKind::Image)),
    ("objectreplacements/", PartKind::Told(WarningKind::Image)),
    ("media/", PartKind::Told(WarningKind::EmbeddedObject)),
    ("database/", PartKind::Told(WarningKind::EmbeddedObject)),
    ("versions/", PartKind::Told(WarningKind::Revision)),
    ("forms/", PartKind::Told(WarningKind::Control)),
    ("fonts/", PartKind::Known),
];

/// Refuses a document with a password.
pub(super) fn refuse_encrypted<R: Read + Seek>(package: &mut Package<R>) -> Result<(), Problem> {
    if !package.has("meta-inf/manifest.xml") {
        return Ok(());
    }
    let mut xml = package.xml("meta-inf/manifest.xml")?;
    loop {
        match xml.next() {
            Ok(Token::Open(tag)) if tag.name() == "encryption-data" => {
                return Err(Problem::encrypted(UNLOCK_IN_LIBREOFFICE));
            }
            Ok(Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Nothing) => {}
            // The list of parts of an old program can begin with a declaration; it is not needed.
            Ok(Token::End) | Err(Problem::Damaged { .. }) => return Ok(()),
            Err(problem) => return Err(problem),
        }
    }
}

/// Reports every part.
pub(super) fn tell<R: Read + Seek>(
    package: &mut Package<R>,
    beside: &mut Beside,
    report: &mut Report,
) -> Result<(), Problem> {
    let parts: Vec<(String, String, bool)> = package
        .parts()
        .map(|(part, entry)| (part.to_owned(), entry.name.clone(), entry.is_empty()))
        .collect();
    for (part, written, is_empty) in &parts {
        let place = match beside.owner(part) {
            Some(owner) => format!("{owner}: {written}"),
            None => written.clone(),
        };
        match classify(part, *is_empty) {
            Some(PartKind::Known) => {}
            Some(PartKind::Told(kind)) => report.note(kind, place, 1),
            Some(PartKind::Object) => tell_object(package, part, &place, report)?,
            Some(PartKind::Metadata) => tell_metadata(package, part, &place, report)?,
            None => report.note(WarningKind::UnknownPart, place, 1),
        }
    }
    package.tell_container(report);
    Ok(())
}

fn classify(part: &str, is_empty: bool) -> Option<PartKind> {
    if let Some((_, kind)) = BY_NAME.iter().find(|(name, _)| *name == part) {
        return Some(*kind);
    }
    if let Some((_, kind)) = BY_PIECE.iter().find(|(piece, _)| part.starts_with(piece)) {
        return Some(*kind);
    }
    // Menus and keys of the document's own; usually an empty file.
    if part.starts_with("configurations2/") {
        return Some(if is_empty { PartKind::Known } else { PartKind::Told(WarningKind::Control) });
    }
    if part.ends_with(".rdf") {
        return Some(PartKind::Told(WarningKind::CustomXml));
    }
    let (folder, file) = part.split_once('/').unwrap_or(("", part));
    if folder.starts_with("object") || folder.is_empty() && file.starts_with("object") {
        return Some(match file.rsplit('/').next().unwrap_or(file) {
            "content.xml" => PartKind::Object,
            "styles.xml" | "settings.xml" => PartKind::Known,
            "meta.xml" => PartKind::Told(WarningKind::Property),
            _other => PartKind::Told(WarningKind::EmbeddedObject),
        });
    }
    None
}

/// An object: a chart with its values, or a document.
fn tell_object<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    place: &str,
    report: &mut Report,
) -> Result<(), Problem> {
    let kind = if readable(is_chart(package, part))?.unwrap_or(false) {
        WarningKind::Chart
    } else {
        WarningKind::EmbeddedObject
    };
    let sample = readable(texts(package, part, &["p"]))?.map(|found| found.sample());
    report.show(kind, place, 1, &sample.unwrap_or_default());
    Ok(())
}

/// Whether an object is a chart.
fn is_chart<R: Read + Seek>(package: &mut Package<R>, part: &str) -> Result<bool, Problem> {
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.full_name() == "office:chart" || tag.name() == "plot-area" => {
                return Ok(true);
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(false),
        }
    }
}

/// The list that programs write of the parts says nothing; more than that does.
fn tell_metadata<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    place: &str,
    report: &mut Report,
) -> Result<(), Problem> {
    let more = |package: &mut Package<R>| {
        let mut xml = package.xml(part)?;
        let mut more = 0;
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    more += u64::from(!matches!(tag.name(), "RDF" | "Description" | "type" | "hasPart"));
                }
                Token::Text(text) => more += u64::from(!text.trim().is_empty()),
                Token::Close(_) | Token::Nothing => {}
                Token::End => return Ok(more),
            }
        }
    };
    // What cannot be read is told.
    match readable(more(package))? {
        Some(0) => {}
        more => report.note(WarningKind::CustomXml, place, more.unwrap_or(1)),
    }
    Ok(())
}

/// A part that does not hold together is reported all the same, without a sample.
fn readable<T>(result: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Problem::Damaged { .. }) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_name() {
        let kind = |part: &str| match classify(part, part.contains("empty")) {
            Some(PartKind::Told(kind)) => kind.name(),
            Some(PartKind::Known) => "known",
            Some(PartKind::Object) => "object",
            Some(PartKind::Metadata) => "metadata",
            None => "unknown",
        };
        for (part, expected) in [
            ("content.xml", "known"),
            ("object 1/content.xml", "object"),
            ("object 1/styles.xml", "known"),
            ("object 2", "embedded-object"),
            ("pictures/1.png", "image"),
            ("thumbnails/thumbnail.png", "image"),
            ("basic/standard/module1.xml", "macro"),
            ("scripts/python/a.py", "macro"),
            ("meta-inf/documentsignatures.xml", "signature"),
            ("manifest.rdf", "metadata"),
            ("notes.rdf", "custom-xml"),
            ("configurations2/accelerator/empty.xml", "known"),
            ("configurations2/menubar/menubar.xml", "control"),
            ("versions/version1", "revision"),
            ("extra.xml", "unknown"),
            ("pictures.xml", "unknown"),
        ] {
            assert_eq!(kind(part), expected, "{part}");
        }
    }
}
