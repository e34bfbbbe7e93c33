//! The workbook's table of shared texts.

use std::io::{Read, Seek};

use super::package::Package;
use super::text::RichText;
use super::xml::Token;
use crate::sheet::arena::Arena;
use crate::sheet::error::Problem;
use crate::sheet::{Report, WarningKind};

/// Text beyond this is not held.
const MAX_BYTES: u64 = 2 << 30;

/// Shared texts, and which of them a cell shows.
#[derive(Debug, Default)]
pub(in crate::sheet) struct Strings {
    texts: Arena,
    bytes: u64,
    count: u32,
    used: Vec<bool>,
    /// Texts in several fonts.
    rich: Vec<bool>,
}

impl Strings {
    /// Reads the part; a workbook without one has no shared texts.
    pub(in crate::sheet) fn read<R: Read + Seek>(
        package: &mut Package<R>,
        part: Option<&str>,
        report: &mut Report,
    ) -> Result<Strings, Problem> {
        let mut strings = Strings::default();
        let Some(part) = part.filter(|part| package.has(part)) else { return Ok(strings) };
        let mut xml = package.xml(part)?;
        let mut text = RichText::default();
        let mut phonetics = Phonetics::default();
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name() == "si" => text.clear(),
                Token::Open(tag) => text.open(tag.name()),
                Token::Text(piece) => text.text(&piece),
                Token::Close(tag) if tag.name() == "si" => {
                    strings.push(&text.shown(), text.is_rich())?;
                    phonetics.add(text.phonetic());
                }
                Token::Close(tag) => text.close(tag.name()),
                Token::Nothing => {}
                Token::End => break,
            }
        }
        phonetics.tell(report);
        Ok(strings)
    }

    /// Adds a text.
    pub(in crate::sheet) fn push(&mut self, text: &str, is_rich: bool) -> Result<(), Problem> {
        self.bytes += text.len() as u64;
        if self.bytes > MAX_BYTES {
            let what = format!("its shared texts are over {} GB", MAX_BYTES >> 30);
            return Err(Problem::TooBig { what });
        }
        self.texts.push(self.count, text);
        self.count += 1;
        self.rich.push(is_rich);
        self.used.push(false);
        Ok(())
    }

    /// A text by its number, now known to be used.
    pub(in crate::sheet) fn mark(&mut self, number: u32) -> bool {
        self.used.get_mut(number as usize).map(|used| *used = true).is_some()
    }

    /// A text by its number.
    pub(in crate::sheet) fn get(&self, number: u32) -> &str {
        self.texts.get(number)
    }

    /// Whether a text has several fonts.
    pub(in crate::sheet) fn is_rich(&self, number: u32) -> bool {
        self.rich.get(number as usize).copied().unwrap_or(false)
    }

    /// Reports texts that no cell of any sheet shows.
    pub(in crate::sheet) fn tell_orphans(&self, report: &mut Report) {
        let orphans = (0..self.count).zip(&self.used).filter(|(_, used)| !**used).map(|(number, _)| number);
        let texts = orphans.map(|number| self.get(number)).filter(|text| !text.trim().is_empty());
        let mut count = 0;
        let mut sample = Vec::new();
        for text in texts {
            count += 1;
            if sample.len() < 5 {
                sample.push(text);
            }
        }
        if count > 0 {
            report.show(WarningKind::OrphanText, "shared texts", count, &sample.join("\n"));
        }
    }
}

/// Pronunciations stored beside shared texts.
#[derive(Debug, Default)]
pub(in crate::sheet) struct Phonetics {
    count: u64,
    sample: Vec<String>,
}

impl Phonetics {
    /// Adds one, unless it is blank.
    pub(in crate::sheet) fn add(&mut self, phonetic: &str) {
        if !phonetic.is_empty() {
            self.count += 1;
            if self.sample.len() < 5 {
                self.sample.push(phonetic.to_owned());
            }
        }
    }

    /// Reports them.
    pub(in crate::sheet) fn tell(&self, report: &mut Report) {
        if self.count > 0 {
            report.show(WarningKind::Phonetic, "shared texts", self.count, &self.sample.join("\n"));
        }
    }
}
