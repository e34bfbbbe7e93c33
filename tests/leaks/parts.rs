//! A workbook taken apart, to be changed and packed again as the honest writer packs.

use std::io::{Cursor, Read, Write};

use withheld::disclose::Disclosure;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::format;
use super::support::written;

/// The parts of an honest file, to be changed and packed again.
pub(super) struct Parts(pub(super) Vec<(String, Vec<u8>)>);

impl Parts {
    pub(super) fn honest(disclosure: &Disclosure) -> Parts {
        Parts::of("xlsx", disclosure)
    }

    pub(super) fn of(name: &str, disclosure: &Disclosure) -> Parts {
        let mut archive = ZipArchive::new(Cursor::new(written(&format(name), disclosure))).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        });
        Parts(parts.collect())
    }

    pub(super) fn replace(&mut self, name: &str, from: &str, to: &str) {
        let (_, bytes) = self.0.iter_mut().find(|(part, _)| part == name).unwrap();
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        assert!(text.contains(from), "{name} does not hold {from}");
        *bytes = text.replacen(from, to, 1).into_bytes();
    }

    pub(super) fn add(&mut self, name: &str, content: impl AsRef<[u8]>) {
        self.0.push((name.to_owned(), content.as_ref().to_vec()));
    }

    /// Adds a part that the package knows of: declared, and pointed to by the workbook.
    pub(super) fn add_linked(&mut self, name: &str, kind: &str, content: impl AsRef<[u8]>) {
        let declared =
            format!(r#"<Override PartName="/{name}" ContentType="application/{kind}+xml"/></Types>"#);
        self.replace("[Content_Types].xml", "</Types>", &declared);
        let target = name.trim_start_matches("xl/");
        let related = format!(r#"<Relationship Id="rId9" Type="{kind}" Target="{target}"/></Relationships>"#);
        self.replace("xl/_rels/workbook.xml.rels", "</Relationships>", &related);
        self.add(name, content);
    }

    /// Packs as the honest writer of OpenDocument does.
    pub(super) fn pack_open_document(&self, change: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            let is_packed = name != "mimetype";
            let method = if is_packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
            archive.start_file(name.as_str(), zip_options().compression_method(method)).unwrap();
            archive.write_all(content).unwrap();
        }
        change(&mut archive);
        archive.finish().unwrap().into_inner()
    }

    pub(super) fn pack(&self) -> Vec<u8> {
        self.pack_with(|_| {})
    }

    /// Packs as the honest writer does, so that only what was changed differs.
    pub(super) fn pack_with(
        &self,
        change: impl FnOnce(&mut ZipWriter<StreamWriter<&mut Vec<u8>>>),
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipWriter::new_stream(&mut bytes);
        for (name, content) in &self.0 {
            archive.start_file(name.as_str(), zip_options()).unwrap();
            archive.write_all(content).unwrap();
        }
        change(&mut archive);
        archive.finish().unwrap();
        bytes
    }
}

pub(super) fn zip_options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default())
}
