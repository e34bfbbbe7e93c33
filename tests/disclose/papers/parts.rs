//! A document taken apart, to be changed and packed again as the honest writer packs.

use std::io::{Cursor, Read, Write};

use withheld::disclose::{DocumentFormat, Rule};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{broken, document, written};

pub(super) struct Parts {
    format: DocumentFormat,
    parts: Vec<(String, Vec<u8>)>,
}

impl Parts {
    pub(super) fn honest(format: DocumentFormat) -> Parts {
        let mut archive = ZipArchive::new(Cursor::new(written(&format, &document()))).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        });
        Parts { format, parts: parts.collect() }
    }

    pub(super) fn replace(&mut self, name: &str, from: &str, to: &str) {
        let (_, bytes) = self.parts.iter_mut().find(|(part, _)| part == name).unwrap();
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        assert!(text.contains(from), "{name} does not hold {from}");
        *bytes = text.replacen(from, to, 1).into_bytes();
    }

    pub(super) fn add(&mut self, name: &str, content: &[u8]) {
        self.parts.push((name.to_owned(), content.to_vec()));
    }

    pub(super) fn drop_part(&mut self, name: &str) {
        self.parts.retain(|(part, _)| part != name);
    }

    /// Packs as the honest writer does, so that only what was changed differs.
    pub(super) fn pack(&self, change: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            let method =
                if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            archive.start_file(name.as_str(), options(method)).unwrap();
            archive.write_all(content).unwrap();
        }
        change(&mut archive);
        archive.finish().unwrap().into_inner()
    }

    pub(super) fn broken(&self) -> Vec<Rule> {
        broken(&self.format, &self.pack(|_| {}), &document())
    }

    pub(super) fn broken_bytes(&self, bytes: &[u8]) -> Vec<Rule> {
        broken(&self.format, bytes, &document())
    }
}

pub(super) fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default())
}

/// A leak must be caught, by this rule among others.
#[track_caller]
pub(super) fn is_caught(format: DocumentFormat, how: &str, rule: Rule, leak: impl FnOnce(&mut Parts)) {
    let mut parts = Parts::honest(format);
    assert_eq!(parts.broken(), [], "{how}: packed again without a change");
    leak(&mut parts);
    let rules = parts.broken();
    assert!(rules.contains(&rule), "{how}: {rules:?}");
}
