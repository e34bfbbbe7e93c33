//! Goes through every part of the container and says what it is. A part that is not on the list
//! is reported as unknown: nothing in the file passes unnamed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use super::beside;
use super::package::Package;
use super::relations::{ContentTypes, Relation, relations};
use super::workbook::SheetRef;
use crate::sheet::error::Problem;
use crate::sheet::{Report, WarningKind, xlsb};

/// What a part is to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PartKind {
    /// Holds cells, or only how they look; read or without words.
    Known,
    /// A worksheet; known only if the workbook lists it.
    Sheet,
    /// To be reported, and how to look inside.
    Told(WarningKind, Look),
}

/// How to look inside a part for what to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    /// Not at all.
    No,
    /// At the texts of these elements.
    Texts(&'static [&'static str]),
    /// As at properties: each element's name and text.
    Properties,
    /// At notes.
    Comments,
    /// At conversations.
    Threads,
    /// At shapes: only those with text are told.
    Drawing,
    /// At a pivot cache: how many records.
    PivotRecords,
    /// At shapes of the old kind: only controls are told, for notes have one each.
    OldDrawing,
    /// At the texts of binary records.
    Binary,
    /// At these attributes of all elements.
    Attributes(&'static [&'static str]),
}

impl Look {
    /// How to look at the same in a part of binary records.
    fn binary(self) -> Look {
        match self {
            Look::Texts(_) | Look::Attributes(_) => Look::Binary,
            Look::No
            | Look::Properties
            | Look::Comments
            | Look::Threads
            | Look::Drawing
            | Look::PivotRecords
            | Look::OldDrawing
            | Look::Binary => self,
        }
    }
}

/// By content type, which holds wherever a part lies: a piece of the type, and what it means.
const BY_TYPE: &[(&str, PartKind)] = &[
    ("sheet.main+xml", PartKind::Known),
    ("macroenabled.main", PartKind::Known),
    ("sheet.binary.main", PartKind::Known),
    ("template.main+xml", PartKind::Known),
    ("relationships+xml", PartKind::Known),
    ("spreadsheetml.worksheet+xml", PartKind::Sheet),
    ("spreadsheetml.chartsheet+xml", PartKind::Sheet),
    ("sharedstrings+xml", PartKind::Known),
    ("spreadsheetml.styles+xml", PartKind::Known),
    ("theme+xml", PartKind::Known),
    ("themeoverride+xml", PartKind::Known),
    ("calcchain+xml", PartKind::Known),
    ("sheetmetadata+xml", PartKind::Known),
    ("spreadsheetml.table+xml", PartKind::Known),
    ("chartstyle+xml", PartKind::Known),
    ("chartcolorstyle+xml", PartKind::Known),
    ("threadedcomments+xml", PartKind::Told(WarningKind::ThreadedComment, Look::Threads)),
    ("comments+xml", PartKind::Told(WarningKind::Comment, Look::Comments)),
    ("person+xml", PartKind::Told(WarningKind::UserName, Look::Attributes(&["displayName"]))),
    ("usernames+xml", PartKind::Told(WarningKind::UserName, Look::Attributes(&["name"]))),
    ("vmldrawing", PartKind::Told(WarningKind::Control, Look::OldDrawing)),
    ("drawing+xml", PartKind::Told(WarningKind::TextBox, Look::Drawing)),
    ("drawingml.diagram", PartKind::Told(WarningKind::TextBox, Look::Drawing)),
    ("ms-office.drawingml.diagram", PartKind::Told(WarningKind::TextBox, Look::Drawing)),
    ("drawingml.chart+xml", PartKind::Told(WarningKind::Chart, Look::Texts(&["v", "t"]))),
    ("drawingml.chartshapes+xml", PartKind::Told(WarningKind::TextBox, Look::Drawing)),
    ("chartex+xml", PartKind::Told(WarningKind::Chart, Look::Texts(&["v", "t", "pt"]))),
    ("pivotcacherecords+xml", PartKind::Told(WarningKind::PivotCache, Look::PivotRecords)),
    ("pivotcachedefinition+xml", PartKind::Told(WarningKind::PivotCache, Look::Attributes(&["v"]))),
    ("pivottable+xml", PartKind::Told(WarningKind::PivotCache, Look::Attributes(&["name"]))),
    ("slicer", PartKind::Told(WarningKind::Slicer, Look::Attributes(&["name", "n"]))),
    ("timeline", PartKind::Told(WarningKind::Slicer, Look::Attributes(&["name"]))),
    ("model+data", PartKind::Told(WarningKind::DataModel, Look::No)),
    (
        "connections+xml",
        PartKind::Told(
            WarningKind::Connection,
            Look::Attributes(&["connection", "command", "url", "sourceFile"]),
        ),
    ),
    ("querytable+xml", PartKind::Told(WarningKind::Connection, Look::Attributes(&["name"]))),
    ("volatiledependencies+xml", PartKind::Told(WarningKind::Connection, Look::No)),
    ("externallink+xml", PartKind::Told(WarningKind::ExternalLink, Look::Texts(&["v"]))),
    ("vbaproject", PartKind::Told(WarningKind::Macro, Look::No)),
    ("macrosheet", PartKind::Told(WarningKind::Macro, Look::No)),
    ("dialogsheet", PartKind::Told(WarningKind::Macro, Look::No)),
    ("vbadata", PartKind::Told(WarningKind::Macro, Look::No)),
    ("activex", PartKind::Told(WarningKind::Control, Look::No)),
    ("controlproperties", PartKind::Told(WarningKind::Control, Look::No)),
    ("oleobject", PartKind::Told(WarningKind::EmbeddedObject, Look::No)),
    ("printersettings", PartKind::Told(WarningKind::PrinterSettings, Look::No)),
    ("custom-properties+xml", PartKind::Told(WarningKind::CustomProperty, Look::Properties)),
    ("core-properties+xml", PartKind::Told(WarningKind::Property, Look::Properties)),
    ("extended-properties+xml", PartKind::Told(WarningKind::Property, Look::Properties)),
    ("customxmlproperties+xml", PartKind::Told(WarningKind::CustomXml, Look::No)),
    ("revisionheaders+xml", PartKind::Told(WarningKind::Revision, Look::Attributes(&["userName"]))),
    ("revisionlog+xml", PartKind::Told(WarningKind::Revision, Look::Texts(&["v", "t"]))),
    ("digital-signature", PartKind::Told(WarningKind::Signature, Look::No)),
    ("classificationlabels+xml", PartKind::Told(WarningKind::Label, Look::Attributes(&["id"]))),
    ("tablesinglecells", PartKind::Told(WarningKind::CustomXml, Look::No)),
    ("rdrichvalue", PartKind::Told(WarningKind::EmbeddedObject, Look::Texts(&["v"]))),
    ("richvaluerel+xml", PartKind::Known),
    ("rdarray", PartKind::Told(WarningKind::EmbeddedObject, Look::Texts(&["v"]))),
    ("rdsupportingproperty", PartKind::Known),
    ("richstyles", PartKind::Known),
    // Parts of Excel Binary Workbooks.
    ("ms-excel.binindexws", PartKind::Known),
    ("ms-excel.binindexms", PartKind::Known),
    ("ms-excel.worksheet", PartKind::Sheet),
    ("ms-excel.chartsheet", PartKind::Sheet),
    ("ms-excel.sharedstrings", PartKind::Known),
    ("ms-excel.styles", PartKind::Known),
    ("ms-excel.calcchain", PartKind::Known),
    ("ms-excel.sheetmetadata", PartKind::Known),
    ("ms-excel.table", PartKind::Known),
    ("ms-excel.comments", PartKind::Told(WarningKind::Comment, Look::Comments)),
    ("ms-excel.pivotcacherecords", PartKind::Told(WarningKind::PivotCache, Look::PivotRecords)),
    ("ms-excel.pivotcachedefinition", PartKind::Told(WarningKind::PivotCache, Look::Binary)),
    ("ms-excel.pivottable", PartKind::Told(WarningKind::PivotCache, Look::Binary)),
    ("ms-excel.connections", PartKind::Told(WarningKind::Connection, Look::Binary)),
    ("ms-excel.querytable", PartKind::Told(WarningKind::Connection, Look::Binary)),
    ("ms-excel.volatiledependencies", PartKind::Told(WarningKind::Connection, Look::Binary)),
    ("ms-excel.externallink", PartKind::Told(WarningKind::ExternalLink, Look::Binary)),
    ("ms-excel.usernames", PartKind::Told(WarningKind::UserName, Look::Binary)),
    ("ms-excel.revisionheaders", PartKind::Told(WarningKind::Revision, Look::Binary)),
    ("ms-excel.revisionlog", PartKind::Told(WarningKind::Revision, Look::Binary)),
    ("ms-excel.intlmacrosheet", PartKind::Told(WarningKind::Macro, Look::Binary)),
    ("image/", PartKind::Told(WarningKind::Image, Look::No)),
    ("audio/", PartKind::Told(WarningKind::EmbeddedObject, Look::No)),
    ("video/", PartKind::Told(WarningKind::EmbeddedObject, Look::No)),
];

/// By folder or name, where the type says too little.
const BY_PATH: &[(&str, PartKind)] = &[
    ("[content_types].xml", PartKind::Known),
    ("/_rels/", PartKind::Known),
    ("customxml/", PartKind::Told(WarningKind::CustomXml, Look::No)),
    ("embeddings/", PartKind::Told(WarningKind::EmbeddedObject, Look::No)),
    ("xl/model/", PartKind::Told(WarningKind::DataModel, Look::No)),
    ("vbaproject.bin", PartKind::Told(WarningKind::Macro, Look::No)),
    ("macrosheets/", PartKind::Told(WarningKind::Macro, Look::No)),
    ("dialogsheets/", PartKind::Told(WarningKind::Macro, Look::No)),
    ("activex/", PartKind::Told(WarningKind::Control, Look::No)),
    ("ctrlprops/", PartKind::Told(WarningKind::Control, Look::No)),
    ("printersettings/", PartKind::Told(WarningKind::PrinterSettings, Look::No)),
    ("customproperty", PartKind::Told(WarningKind::CustomProperty, Look::No)),
    ("_xmlsignatures/", PartKind::Told(WarningKind::Signature, Look::No)),
    ("docmetadata/", PartKind::Told(WarningKind::Label, Look::No)),
    ("docprops/thumbnail", PartKind::Told(WarningKind::Image, Look::No)),
    ("xl/xmlmaps.xml", PartKind::Told(WarningKind::CustomXml, Look::Attributes(&["Name", "RootElement"]))),
    ("xl/media/", PartKind::Told(WarningKind::Image, Look::No)),
];

/// Reports every part. Says whether there are macros.
pub(in crate::sheet) fn tell<R: Read + Seek>(
    package: &mut Package<R>,
    types: &ContentTypes,
    main: &str,
    sheets: &[SheetRef],
    report: &mut Report,
) -> Result<bool, Problem> {
    let owners = owners(package, main, sheets, report)?;
    let listed: BTreeSet<&str> = sheets.iter().filter_map(|sheet| sheet.part.as_deref()).collect();
    let parts: Vec<(String, String)> =
        package.parts().map(|(part, entry)| (part.to_owned(), entry.name.clone())).collect();
    let mut has_macros = false;
    for (part, written) in &parts {
        if part == main {
            continue;
        }
        let owner = owners.get(part).map(String::as_str);
        match classify(part, types.of(part)) {
            Some(PartKind::Known) => {}
            Some(PartKind::Sheet) if listed.contains(part.as_str()) => {}
            Some(PartKind::Told(kind, look)) => {
                has_macros |= kind == WarningKind::Macro;
                tell_part(package, part, &place(owner, written), owner, kind, look, report)?;
            }
            Some(PartKind::Sheet) | None => report.note(WarningKind::UnknownPart, written.clone(), 1),
        }
    }
    package.tell_container(report);
    Ok(has_macros)
}

fn classify(part: &str, content_type: &str) -> Option<PartKind> {
    // Written as a folder anywhere or at the beginning.
    let path = format!("/{part}");
    let by_path = BY_PATH.iter().find(|(place, _)| {
        if place.ends_with('/') {
            path.contains(place)
        } else {
            part.ends_with(place) || part.starts_with(place)
        }
    });
    let by_type = BY_TYPE.iter().find(|(piece, _)| content_type.contains(piece));
    by_path.or(by_type).map(|&(_, kind)| kind)
}

/// `Cases: xl/media/image1.png`
fn place(owner: Option<&str>, written: &str) -> String {
    owner.map_or_else(|| written.to_owned(), |owner| format!("{owner}: {written}"))
}

/// Looks into a part and reports it. A part that cannot be read is reported all the same.
fn tell_part<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    place: &str,
    owner: Option<&str>,
    kind: WarningKind,
    look: Look,
    report: &mut Report,
) -> Result<(), Problem> {
    let told = match if xlsb::is_binary(part) { look.binary() } else { look } {
        Look::No => {
            report.note(kind, place, 1);
            return Ok(());
        }
        Look::Binary => xlsb::look(package, part).map(|found| report.show(kind, place, 1, &found.sample())),
        Look::Comments if xlsb::is_binary(part) => {
            xlsb::comments(package, part).map(|notes| notes.tell(kind, owner, part, report))
        }
        Look::PivotRecords if xlsb::is_binary(part) => {
            xlsb::pivot_records(package, part).map(|(records, found)| {
                report.show(kind, format!("{place} ({records} records)"), records, &found.sample());
            })
        }
        Look::Comments => beside::comments(package, part).map(|notes| notes.tell(kind, owner, part, report)),
        Look::Threads => beside::threads(package, part).map(|notes| notes.tell(kind, owner, part, report)),
        Look::Texts(elements) => beside::texts(package, part, elements).map(|found| {
            report.show(kind, place, 1, &found.sample());
        }),
        Look::Attributes(names) => beside::attributes(package, part, names).map(|found| {
            report.show(kind, place, found.count().max(1), &found.sample());
        }),
        Look::Properties => beside::properties(package, part).map(|found| {
            let label = found.mentions("MSIP_Label");
            let kind = if label && kind == WarningKind::CustomProperty { WarningKind::Label } else { kind };
            if found.count() > 0 {
                report.show(kind, place, found.count(), &found.sample());
            }
        }),
        Look::Drawing => beside::texts(package, part, &["t"]).map(|found| {
            if found.count() > 0 {
                report.show(kind, place, found.count(), &found.sample());
            }
        }),
        Look::OldDrawing => beside::controls(package, part).map(|found| {
            if found.count() > 0 {
                report.show(kind, place, found.count(), &found.sample());
            }
        }),
        Look::PivotRecords => beside::count(package, part, "r").map(|records| {
            report.note(kind, format!("{place} ({records} records)"), records);
        }),
    };
    match told {
        Err(Problem::Damaged { .. }) => {
            report.note(kind, format!("{place} (cannot be read)"), 1);
            Ok(())
        }
        told => told,
    }
}

/// Which sheet each part belongs to. Links that lead out of the file are reported on the way.
fn owners<R: Read + Seek>(
    package: &mut Package<R>,
    main: &str,
    sheets: &[SheetRef],
    report: &mut Report,
) -> Result<BTreeMap<String, String>, Problem> {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::from([main.to_owned()]);
    let roots = sheets.iter().filter_map(|sheet| Some((sheet.part.clone()?, sheet.name.clone())));
    let roots: Vec<(String, String)> = roots.collect();
    seen.extend(roots.iter().map(|(part, _)| part.clone()));
    let mut queue = roots;
    for part in ["", main] {
        let links = readable(relations(package, part))?;
        tell_external("workbook", &links, report);
        let targets = links.into_iter().filter(|link| !link.external).map(|link| link.target);
        let fresh: Vec<String> = targets.filter(|target| seen.insert(target.clone())).collect();
        queue.extend(fresh.into_iter().map(|target| (target, "workbook".to_owned())));
    }
    let mut at = 0;
    while let Some((part, owner)) = queue.get(at).cloned() {
        at += 1;
        let links = readable(relations(package, &part))?;
        tell_external(&owner, &links, report);
        for link in links.into_iter().filter(|link| !link.external) {
            if seen.insert(link.target.clone()) {
                queue.push((link.target, owner.clone()));
            }
        }
        if owner != "workbook" {
            owners.insert(part, owner);
        }
    }
    Ok(owners)
}

/// Relations that cannot be read tell nothing; their part is reported elsewhere.
fn readable(links: Result<Vec<Relation>, Problem>) -> Result<Vec<Relation>, Problem> {
    match links {
        Err(Problem::Damaged { .. }) => Ok(Vec::new()),
        links => links,
    }
}

fn tell_external(owner: &str, links: &[Relation], report: &mut Report) {
    let outside: Vec<&Relation> = links.iter().filter(|link| link.external).collect();
    if !outside.is_empty() {
        let targets: Vec<&str> = outside.iter().take(20).map(|link| link.target.as_str()).collect();
        let place = format!("{owner}: links out of the file");
        report.show(WarningKind::ExternalLink, place, outside.len() as u64, &targets.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_type_or_place() {
        let kind = |part: &str, content_type: &str| match classify(part, content_type) {
            Some(PartKind::Told(kind, _)) => kind.name(),
            Some(PartKind::Known) => "known",
            Some(PartKind::Sheet) => "sheet",
            None => "unknown",
        };
        let sheet_ml =
            |what: &str| format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{what}+xml");
        assert_eq!(kind("xl/styles.xml", &sheet_ml("styles")), "known");
        assert_eq!(kind("xl/worksheets/_rels/sheet1.xml.rels", ""), "known");
        assert_eq!(kind("_rels/.rels", ""), "known");
        assert_eq!(kind("odd/place.xml", &sheet_ml("comments")), "comment");
        assert_eq!(kind("xl/embeddings/workbook1.xlsx", ""), "embedded-object");
        assert_eq!(kind("customxml/item1.xml", "application/xml"), "custom-xml");
        assert_eq!(kind("xl/media/image1.png", "image/png"), "image");
        assert_eq!(kind("xl/worksheets/sheet9.xml", &sheet_ml("worksheet")), "sheet");
        assert_eq!(kind("xl/raw.bin", ""), "unknown");
        assert_eq!(kind("xl/data.xml", "application/xml"), "unknown");
    }
}
