//! Builds small workbooks part by part, so that a test says exactly what is in the file.

#![allow(dead_code, clippy::unwrap_used)] // Each test file uses its part; a panic is a failure.

pub mod biff;
pub mod everything;
pub mod locked;
pub mod ole;

use std::io::{Cursor, Write};

use withheld::sheet::{CellId, Import, ReadError, ReadOptions, WarningKind, read_bytes};
use zip::write::{SimpleFileOptions, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook under construction.
#[derive(Clone, Default)]
pub struct Book {
    pub sheets: Vec<(String, String, String)>,
    /// Inside `workbook`, before and after the list of sheets.
    pub before: String,
    pub after: String,
    pub strings: String,
    pub styles: String,
    /// Name, content type, content.
    pub parts: Vec<(String, String, Vec<u8>)>,
    /// Part, and the relations of it.
    pub relations: Vec<(String, String)>,
}

impl Book {
    /// A visible sheet with this XML inside `worksheet`.
    pub fn sheet(self, name: &str, inside: &str) -> Book {
        self.sheet_as(name, "", inside)
    }

    /// A sheet with a state such as `state="hidden"`.
    pub fn sheet_as(mut self, name: &str, state: &str, inside: &str) -> Book {
        self.sheets.push((name.to_owned(), state.to_owned(), inside.to_owned()));
        self
    }

    /// A further part.
    pub fn part(mut self, name: &str, content_type: &str, content: impl AsRef<[u8]>) -> Book {
        self.parts.push((name.to_owned(), content_type.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// A relation of a part to another: its type's last word, its target.
    pub fn relation(self, part: &str, kind: &str, target: &str) -> Book {
        self.relation_as(part, kind, target, "")
    }

    /// A relation out of the file.
    pub fn external(self, part: &str, kind: &str, target: &str) -> Book {
        self.relation_as(part, kind, target, r#"TargetMode="External""#)
    }

    fn relation_as(mut self, part: &str, kind: &str, target: &str, mode: &str) -> Book {
        let id = self.relations.len() + 100;
        let relation =
            format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>"#);
        self.relations.push((part.to_owned(), relation));
        self
    }

    /// Every part by name, in the order of the file.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let spreadsheet =
            |what: &str| format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{what}+xml");
        let mut overrides = vec![("xl/workbook.xml".to_owned(), spreadsheet("sheet.main"))];
        let mut listed = String::new();
        let mut links = String::new();
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for (number, (name, state, inside)) in (1..).zip(&self.sheets) {
            let part = format!("xl/worksheets/sheet{number}.xml");
            listed += &format!(r#"<sheet name="{name}" sheetId="{number}" {state} r:id="rId{number}"/>"#);
            links += &format!(
                r#"<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
            );
            overrides.push((part.clone(), spreadsheet("worksheet")));
            files.push((
                part,
                format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}</worksheet>"#).into(),
            ));
        }
        for (file, root, kind, inside) in [
            ("sharedStrings", "sst", "sharedStrings", &self.strings),
            ("styles", "styleSheet", "styles", &self.styles),
        ] {
            if !inside.is_empty() {
                links +=
                    &format!(r#"<Relationship Id="rId{file}" Type="{OFFICE}/{kind}" Target="{file}.xml"/>"#);
                overrides.push((format!("xl/{file}.xml"), spreadsheet(kind)));
                files.push((
                    format!("xl/{file}.xml"),
                    format!(r#"<{root} xmlns="{MAIN}">{inside}</{root}>"#).into(),
                ));
            }
        }
        for (name, content_type, content) in &self.parts {
            if !content_type.is_empty() {
                overrides.push((name.clone(), content_type.clone()));
            }
            files.push((name.clone(), content.clone()));
        }
        let mut by_part: Vec<(String, String)> = vec![("xl/workbook.xml".to_owned(), links)];
        for (part, relation) in &self.relations {
            match by_part.iter_mut().find(|(known, _)| known == part) {
                Some((_, relations)) => *relations += relation,
                None => by_part.push((part.clone(), relation.clone())),
            }
        }
        let rels = format!("{PACKAGE}/relationships");
        for (part, relations) in by_part {
            let (folder, file) = part.rsplit_once('/').unwrap();
            let xml = format!(r#"<Relationships xmlns="{rels}">{relations}</Relationships>"#);
            files.push((format!("{folder}/_rels/{file}.rels"), xml.into()));
        }
        let root = format!(
            r#"<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        );
        files.push(("_rels/.rels".to_owned(), root.into()));
        let workbook = format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{}<sheets>{listed}</sheets>{}</workbook>"#,
            self.before, self.after
        );
        files.push(("xl/workbook.xml".to_owned(), workbook.into()));
        let overrides: String = overrides
            .iter()
            .map(|(part, kind)| format!(r#"<Override PartName="/{part}" ContentType="{kind}"/>"#))
            .collect();
        let types = format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/>{overrides}</Types>"#
        );
        files.push(("[Content_Types].xml".to_owned(), types.into()));
        files
    }

    /// The finished file.
    pub fn bytes(&self) -> Vec<u8> {
        zip(&self.files())
    }

    /// Reads it.
    pub fn read(&self) -> Result<Import, ReadError> {
        read_bytes("cases.xlsx", &self.bytes(), &ReadOptions::default())
    }
}

/// A zip container of these files.
pub fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// `sheetData` with these rows of inline texts; the first row holds the headings.
pub fn data(rows: &[&[&str]]) -> String {
    let rows: String = rows
        .iter()
        .map(|cells| {
            let cells: String =
                cells.iter().map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).collect();
            format!("<row>{cells}</row>")
        })
        .collect();
    format!("<sheetData>{rows}</sheetData>")
}

/// A plain table.
pub fn plain() -> String {
    data(&[&["Ref", "Name", "Summary"], &["1", "Okafor", "He left."], &["2", "Hurst", "She left."]])
}

/// Cells below the heading, row by row.
pub fn cells(import: &Import) -> Vec<Vec<String>> {
    let cell = |row, column| import.sheet.text(CellId { row, column }).expose().to_owned();
    let columns = import.sheet.columns().len() as u16;
    (0..import.sheet.row_count()).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
}

/// Place and count of the warnings of a kind.
pub fn places(import: &Import, kind: WarningKind) -> Vec<String> {
    import.report.of_kind(kind).map(|warning| format!("{} x{}", warning.place, warning.count)).collect()
}

/// Samples of the warnings of a kind.
pub fn samples(import: &Import, kind: WarningKind) -> Vec<String> {
    import.report.of_kind(kind).filter_map(|w| Some(w.sample.as_ref()?.expose().to_owned())).collect()
}
