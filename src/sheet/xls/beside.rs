//! What stands beside the cells of a sheet: comments, shapes, charts, links, and the like.

use std::collections::BTreeMap;

use super::dialect::{Dialect, range, words_in};
use super::drawing::Drawing;
use super::links::hyperlink;
use super::record::{CONTINUE, Fields, Record, Records};
use crate::sheet::error::Problem;
use crate::sheet::xlsx::beside::Notes;
use crate::sheet::{Report, WarningKind};

/// So many texts of a kind are shown,
const SHOWN: usize = 8;
/// and so many letters of each.
const SHOWN_CHARS: usize = 500;

/// How many, and the first of them.
#[derive(Default)]
struct Tally {
    count: u64,
    texts: Vec<String>,
}

impl Tally {
    fn add(&mut self, text: &str) {
        self.count += 1;
        self.say(text);
    }

    /// Adds words without counting them.
    fn say(&mut self, text: &str) {
        if self.texts.len() < SHOWN && !text.trim().is_empty() {
            self.texts.push(text.chars().take(SHOWN_CHARS).collect());
        }
    }

    fn tell(&self, kind: WarningKind, place: String, report: &mut Report) {
        if self.count > 0 {
            report.show(kind, place, self.count, &self.texts.join("\n"));
        }
    }
}

/// Collected while a sheet is walked through.
pub(super) struct Beside {
    dialect: Dialect,
    /// Kind and number of the shape that was begun last.
    object: Option<(u16, u16)>,
    /// Comments: cell, number of the shape, author.
    notes: Vec<(String, u16, String)>,
    /// Words of comments by the number of their shape.
    note_texts: BTreeMap<u16, String>,
    text_boxes: Tally,
    controls: Tally,
    charts: Tally,
    images: Tally,
    embedded: Tally,
    links: Tally,
    pivots: Tally,
    connections: Tally,
    printers: Tally,
    protections: Tally,
    drawing: Vec<u8>,
    in_query: bool,
}

/// Kinds of shapes.
mod shape {
    pub(super) const TEXT: u16 = 0x06;
    pub(super) const BUTTON: u16 = 0x07;
    pub(super) const PICTURE: u16 = 0x08;
    pub(super) const FIRST_CONTROL: u16 = 0x0B;
    pub(super) const DROP_DOWN: u16 = 0x14;
    pub(super) const NOTE: u16 = 0x19;
}

impl Beside {
    pub(super) fn new(dialect: Dialect) -> Beside {
        Beside {
            dialect,
            object: None,
            notes: Vec::new(),
            note_texts: BTreeMap::new(),
            text_boxes: Tally::default(),
            controls: Tally::default(),
            charts: Tally::default(),
            images: Tally::default(),
            embedded: Tally::default(),
            links: Tally::default(),
            pivots: Tally::default(),
            connections: Tally::default(),
            printers: Tally::default(),
            protections: Tally::default(),
            drawing: Vec::new(),
            in_query: false,
        }
    }

    /// A chart begins.
    pub(super) fn open_chart(&mut self) {
        self.charts.add("");
    }

    /// A record of a chart.
    pub(super) fn chart_record(&mut self, record: Record<'_>) {
        let mut fields = Fields::of(record.body);
        let text = match record.id {
            // Words of a title or legend.
            0x100D => fields.skip(2).and_then(|()| self.dialect.short(&mut fields)),
            // A value kept from the cells.
            0x0204 => fields.skip(6).and_then(|()| self.dialect.long(&mut fields)),
            _other => None,
        };
        if let Some(text) = text {
            self.charts.say(&text.text);
        }
    }

    /// A record of a sheet that is no cell.
    pub(super) fn record<'s>(
        &mut self,
        records: &mut Records<'s>,
        record: Record<'s>,
    ) -> Result<(), Problem> {
        let is_set = record.body.first_chunk().is_some_and(|flag| u16::from_le_bytes(*flag) != 0);
        match record.id {
            0x001C => self.note(record.body),
            0x005D => self.open_object(&mut records.fields(record)?),
            0x01B6 => self.text(&mut records.fields(record)?),
            0x00EC => {
                let mut fields = records.fields_of(record, &[CONTINUE])?;
                let left = fields.left();
                self.drawing.extend(fields.bytes(left).unwrap_or_default());
            }
            0x007F | 0x00E9 => {
                records.fields(record)?;
                self.images.add("");
            }
            0x01B8 => {
                if let Some(target) = hyperlink(record.body) {
                    self.links.add(&target);
                }
            }
            0x00B0 => self.pivot(record.body),
            0x00DC | 0x01AD | 0x0805 | 0x0876 => self.query(record),
            0x00CD if self.in_query => {
                if let Some(text) = self.dialect.long(&mut records.fields(record)?) {
                    self.connections.say(&text.text);
                }
                self.in_query = true;
            }
            0x004D => self.printer(&mut records.fields(record)?),
            0x0012 if is_set => self.protections.add("cells"),
            0x0063 if is_set => self.protections.add("objects"),
            0x00DD if is_set => self.protections.add("scenarios"),
            _other => {}
        }
        Ok(())
    }

    fn note(&mut self, body: &[u8]) {
        let mut fields = Fields::of(body);
        let (Some(row), Some(column)) = (fields.u16(), fields.u16()) else { return };
        let cell = range((row, row), (column, column));
        if self.dialect.is_biff8 {
            let id = fields.skip(2).and_then(|()| fields.u16()).unwrap_or(0);
            let author = self.dialect.long(&mut fields).unwrap_or_default().text;
            self.notes.push((cell, id, author));
            return;
        }
        let stated = usize::from(fields.u16().unwrap_or(0));
        let text = fields.bytes(stated.min(fields.left())).unwrap_or_default();
        let text = self.dialect.decode(&text);
        // A long comment goes on in records of a row that cannot be.
        if row == u16::MAX {
            if let Some((_, text_before)) = self.note_texts.iter_mut().next_back() {
                text_before.push_str(&text);
            }
            return;
        }
        let id = self.notes.len().min(usize::from(u16::MAX)) as u16;
        self.notes.push((cell, id, String::new()));
        self.note_texts.insert(id, text);
    }

    fn open_object(&mut self, fields: &mut Fields<'_>) {
        self.object = None;
        let all = fields.clone();
        let begun = fields.skip(4);
        let (Some(()), Some(kind), Some(id)) = (begun, fields.u16(), fields.u16()) else { return };
        self.object = Some((kind, id));
        let flags = fields.u16().unwrap_or(0);
        // Arrows of a filter are drop-downs of Excel's own.
        let is_own = flags & 0x0100 != 0;
        match kind {
            shape::PICTURE if self.dialect.is_biff8 => match picture(fields) {
                Some(Picture::Control) => self.controls.add(""),
                Some(Picture::Embedded) => self.embedded.add(""),
                None => {}
            },
            shape::DROP_DOWN if is_own => {}
            shape::BUTTON | shape::FIRST_CONTROL..=shape::DROP_DOWN => self.controls.add(""),
            shape::TEXT if !self.dialect.is_biff8 => self.text_boxes.add(&old_words(all)),
            _other => {}
        }
    }

    /// Words of the shape that was begun last.
    fn text(&mut self, fields: &mut Fields<'_>) {
        let read = |fields: &mut Fields<'_>| {
            fields.skip(10)?;
            let count = usize::from(fields.u16()?);
            fields.next_part();
            let is_wide = count > 0 && fields.u8()? & 1 != 0;
            fields.letters(count, is_wide)
        };
        let text = read(fields).unwrap_or_default();
        match self.object {
            Some((shape::NOTE, id)) => {
                self.note_texts.insert(id, text);
            }
            Some((shape::BUTTON | shape::FIRST_CONTROL..=shape::DROP_DOWN, _)) => self.controls.say(&text),
            Some(_) | None if !text.trim().is_empty() => self.text_boxes.add(&text),
            Some(_) | None => {}
        }
    }

    fn pivot(&mut self, body: &[u8]) {
        let mut fields = Fields::of(body);
        let name = fields.skip(40).and_then(|()| {
            let length = usize::from(fields.u16()?);
            fields.u16()?;
            self.dialect.letters(&mut fields, length)
        });
        self.pivots.add(&name.unwrap_or_default().text);
    }

    fn query(&mut self, record: Record<'_>) {
        // The table that a query fills, and the query itself, are one connection.
        if !self.in_query || record.id == 0x01AD {
            self.connections.count += 1;
        }
        self.in_query = true;
        words_in(record.body).iter().for_each(|words| self.connections.say(words));
    }

    fn printer(&mut self, fields: &mut Fields<'_>) {
        let name = fields.skip(2).and_then(|()| {
            if self.dialect.is_biff8 {
                fields.letters(32, true)
            } else {
                fields.bytes(32).map(|name| self.dialect.decode(&name))
            }
        });
        self.printers.add(name.unwrap_or_default().split('\0').next().unwrap_or_default());
    }

    /// Puts everything into the report.
    pub(super) fn tell(&self, sheet: &str, report: &mut Report) {
        let mut notes = Notes::default();
        for (cell, id, author) in &self.notes {
            let author = Some(author.as_str()).filter(|author| !author.is_empty());
            notes.add(cell.clone(), author, self.note_texts.get(id).map_or("", String::as_str));
        }
        notes.tell(WarningKind::Comment, Some(sheet), "", report);
        let mut drawing = Drawing::default();
        drawing.read(&self.drawing);
        let mut described = Tally::default();
        drawing.words.iter().for_each(|words| described.add(words));
        let mut files = Tally::default();
        drawing.files.iter().for_each(|file| files.add(file));
        let place = |what: &str| format!("{sheet}: {what}");
        self.links.tell(WarningKind::ExternalLink, place("links out of the file"), report);
        self.pivots.tell(WarningKind::PivotCache, place("pivot tables"), report);
        self.connections.tell(WarningKind::Connection, place("queries"), report);
        self.text_boxes.tell(WarningKind::TextBox, place("shapes with text"), report);
        described.tell(WarningKind::TextBox, place("WordArt and descriptions of shapes"), report);
        self.charts.tell(WarningKind::Chart, place("charts"), report);
        self.images.tell(WarningKind::Image, place("pictures"), report);
        files.tell(WarningKind::Image, place("names of picture files"), report);
        self.embedded.tell(WarningKind::EmbeddedObject, place("objects"), report);
        self.controls.tell(WarningKind::Control, place("controls"), report);
        self.printers.tell(WarningKind::PrinterSettings, place("printer settings"), report);
        self.protections.tell(WarningKind::Protection, place("protected against changes"), report);
    }
}

/// What a picture stands for, if it is more than a picture.
enum Picture {
    Control,
    Embedded,
}

/// Goes through the pieces that describe a picture of Excel 97.
fn picture(fields: &mut Fields<'_>) -> Option<Picture> {
    const FLAGS: u16 = 0x08;
    const FORMULA: u16 = 0x09;
    fields.skip(12)?;
    let mut is_control = false;
    loop {
        let (kind, size) = (fields.u16()?, fields.u16()?);
        match kind {
            FLAGS if size >= 2 => {
                is_control = fields.u16()? & 0x10 != 0;
                fields.skip(usize::from(size) - 2)?;
            }
            FORMULA if is_control => return Some(Picture::Control),
            FORMULA => return Some(Picture::Embedded),
            0 => return None,
            _other => fields.skip(usize::from(size))?,
        }
    }
}

/// Words of a text box of Excel 5, which lie behind fields of several lengths.
fn old_words(mut fields: Fields<'_>) -> String {
    let left = fields.left();
    words_in(&fields.bytes(left).unwrap_or_default()).join(" ")
}
