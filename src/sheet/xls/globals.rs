//! The first part of a workbook's stream: its sheets, texts, styles, names and links.

use super::dialect::{Dialect, USUAL_ENCODING, encoding_of, words_in};
use super::formula::Scope;
use super::links::Links;
use super::record::{BOF, CONTINUE, EOF, Fields, Record, Records};
use super::styles::Styles;
use super::{UNLOCK, drawing::Drawing};
use crate::sheet::error::Problem;
use crate::sheet::xlsx::date::Epoch;
use crate::sheet::xlsx::strings::Strings;
use crate::sheet::xlsx::workbook::Names;
use crate::sheet::{Report, SheetState, WarningKind};

/// A workbook of more sheets is not read.
const MAX_SHEETS: usize = 4096;
/// So many names are written out with what they stand for.
const SHOWN_NAMES: usize = 20;

/// What the sheets are read with.
pub(super) struct Book {
    pub(super) dialect: Dialect,
    pub(super) epoch: Epoch,
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) links: Links,
    /// Defined names, in order.
    pub(super) names: Vec<String>,
}

/// A sheet, by the workbook's list.
#[derive(Clone, Debug)]
pub(super) struct SheetRef {
    pub(super) name: String,
    pub(super) state: SheetState,
    pub(super) kind: SheetKind,
    /// Where it begins in the stream, in bytes.
    pub(super) at: usize,
}

/// What a sheet holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SheetKind {
    /// Cells.
    Worksheet,
    /// A macro of the old kind, written in cells.
    Macro,
    /// One chart.
    Chart,
    /// A program in words.
    Module,
}

/// The workbook's part of the stream.
pub(super) struct Globals {
    pub(super) book: Book,
    pub(super) sheets: Vec<SheetRef>,
    /// Where it ends in the stream, in bytes.
    pub(super) end: usize,
}

/// Reads the workbook's part of a stream.
pub(super) fn read(stream: &[u8], report: &mut Report) -> Result<Globals, Problem> {
    let mut records = Records::new(stream, 0);
    let no_beginning = || Problem::damaged("its stream does not begin as a workbook does");
    let begin = records.next()?.filter(|record| record.id == BOF).ok_or_else(no_beginning)?;
    let mut fields = Fields::of(begin.body);
    let (version, kind) = (fields.u16(), fields.u16());
    // The lower half is the age of the program that wrote it.
    let is_biff8 = match version.map(|version| version >> 8) {
        Some(0x06) => true,
        Some(0x05) => false,
        _unknown => return Err(Problem::damaged("its stream names no age of Excel that is known")),
    };
    if kind != Some(0x0005) {
        return Err(no_beginning());
    }
    let dialect = Dialect { is_biff8, encoding: USUAL_ENCODING };
    let book = Book {
        dialect,
        epoch: Epoch::default(),
        strings: Strings::default(),
        styles: Styles::default(),
        links: Links::default(),
        names: Vec::new(),
    };
    let mut reading = Reading { book, sheets: Vec::new(), report, told: Told::default() };
    loop {
        let Some(record) = records.next()? else {
            return Err(Problem::damaged("its stream ends within the workbook's own part"));
        };
        if record.id == EOF {
            break;
        }
        reading.record(&mut records, record)?;
    }
    reading.finish();
    Ok(Globals { book: reading.book, sheets: reading.sheets, end: records.at() })
}

struct Reading<'r> {
    book: Book,
    sheets: Vec<SheetRef>,
    report: &'r mut Report,
    told: Told,
}

/// What is reported at the end.
#[derive(Default)]
struct Told {
    /// Tokens of the first names.
    names: Vec<Vec<u8>>,
    users: Vec<String>,
    phonetics: u64,
    phonetic: Vec<String>,
    drawing: Vec<u8>,
    protections: Vec<&'static str>,
    connections: u64,
    connection_words: Vec<String>,
    outside_sources: Vec<String>,
}

impl Reading<'_> {
    fn record<'s>(&mut self, records: &mut Records<'s>, record: Record<'s>) -> Result<(), Problem> {
        let dialect = self.book.dialect;
        let is_set = record.body.first_chunk().is_some_and(|flag| u16::from_le_bytes(*flag) != 0);
        match record.id {
            0x002F => return Err(Problem::encrypted(UNLOCK)),
            0x0042 => self.code_page(record.body),
            0x0022 if is_set => self.book.epoch = Epoch::Year1904,
            0x0085 => self.sheet(record.body)?,
            0x00FC => self.strings(&mut records.fields(record)?)?,
            0x0031 => self.book.styles.font(record.body),
            0x041E => self.book.styles.format(record.body, dialect),
            0x00E0 => self.book.styles.xf(record.body, dialect),
            0x0092 => self.book.styles.palette(record.body),
            0x0018 => self.name(&mut records.fields(record)?),
            0x01AE => self.book.links.book(&mut records.fields(record)?, dialect),
            0x0017 => self.book.links.reference(&mut records.fields(record)?, dialect),
            0x0023 => self.book.links.name(&mut records.fields(record)?, dialect),
            0x005A => self.book.links.cached(&mut records.fields(record)?, dialect),
            0x005C => {
                let mut fields = Fields::of(record.body);
                let user =
                    if dialect.is_biff8 { dialect.long(&mut fields) } else { dialect.short(&mut fields) };
                self.user(user.map(|user| user.text));
            }
            0x005B => {
                let mut fields = Fields::of(record.body);
                let skipped = fields.skip(4);
                let user =
                    if dialect.is_biff8 { dialect.long(&mut fields) } else { dialect.short(&mut fields) };
                self.user(skipped.and(user).map(|user| user.text));
            }
            0x01A9 => self.told.users.extend(words_in(record.body)),
            0x00EB => {
                let mut fields = records.fields_of(record, &[CONTINUE, 0x00EB])?;
                let left = fields.left();
                self.told.drawing.extend(fields.bytes(left).unwrap_or_default());
            }
            0x0012 if is_set => self.told.protections.push("the list of sheets"),
            0x0019 if is_set => self.told.protections.push("the windows"),
            0x0086 => self.told.protections.push("writing, by a password"),
            0x0051 => self.source(record.body),
            0x00DC | 0x0876 | 0x0805 => {
                self.told.connections += 1;
                self.told.connection_words.extend(words_in(record.body));
            }
            0x00CD if self.told.connections > 0 => {
                let text = dialect.long(&mut records.fields(record)?);
                self.told.connection_words.extend(text.map(|text| text.text));
            }
            _without_words => {}
        }
        self.told.connection_words.truncate(SHOWN_NAMES);
        Ok(())
    }

    fn code_page(&mut self, body: &[u8]) {
        let page = body.first_chunk().map_or(1252, |page| u16::from_le_bytes(*page));
        match encoding_of(page) {
            Some(encoding) => self.book.dialect.encoding = encoding,
            None if !self.book.dialect.is_biff8 => {
                let place = format!("code page {page} is not known: windows-1252");
                self.report.note(WarningKind::EncodingGuess, place, 1);
            }
            None => {}
        }
    }

    fn sheet(&mut self, body: &[u8]) -> Result<(), Problem> {
        let unreadable = || Problem::damaged("its list of sheets cannot be read");
        if self.sheets.len() >= MAX_SHEETS {
            return Err(Problem::TooBig { what: format!("it has more than {MAX_SHEETS} sheets") });
        }
        let mut fields = Fields::of(body);
        let at = fields.u32().ok_or_else(unreadable)? as usize;
        let [state, kind] = fields.array().ok_or_else(unreadable)?;
        let name = self.book.dialect.short(&mut fields).ok_or_else(unreadable)?.text;
        self.book.links.add_sheet(&name);
        let state = match state & 3 {
            0 => SheetState::Visible,
            1 => SheetState::Hidden,
            _very => SheetState::VeryHidden,
        };
        let kind = match kind {
            0 => SheetKind::Worksheet,
            1 => SheetKind::Macro,
            2 => SheetKind::Chart,
            _program => SheetKind::Module,
        };
        self.sheets.push(SheetRef { name, state, kind, at });
        Ok(())
    }

    fn strings(&mut self, fields: &mut Fields<'_>) -> Result<(), Problem> {
        let broken = || Problem::damaged("its shared texts break off");
        fields.u32().ok_or_else(broken)?;
        let count = fields.u32().ok_or_else(broken)?;
        for _ in 0..count {
            let text = self.book.dialect.long(fields).ok_or_else(broken)?;
            self.book.strings.push(&text.text, text.is_rich)?;
            if !text.phonetic.is_empty() {
                self.told.phonetics += 1;
                if self.told.phonetic.len() < 5 {
                    self.told.phonetic.push(text.phonetic);
                }
            }
        }
        Ok(())
    }

    fn name(&mut self, fields: &mut Fields<'_>) {
        let dialect = self.book.dialect;
        let mut read = || {
            let flags = fields.u16()?;
            fields.u8()?;
            let count = usize::from(fields.u8()?);
            let tokens = usize::from(fields.u16()?);
            fields.skip(8)?;
            let name = dialect.letters(fields, count)?.text;
            let built_in = name.chars().next().filter(|_| flags & 0x20 != 0);
            let name = built_in.map_or(name, |code| built_in_name(code).to_owned());
            Some((name, fields.bytes(tokens).unwrap_or_default()))
        };
        // A name that cannot be read keeps its number.
        let (name, tokens) = read().unwrap_or_default();
        self.book.names.push(name);
        if self.told.names.len() < SHOWN_NAMES {
            self.told.names.push(tokens);
        }
    }

    fn user(&mut self, name: Option<String>) {
        let name = name.map(|name| name.trim_matches([' ', '\0']).to_owned());
        self.told.users.extend(name.filter(|name| !name.is_empty() && !self.told.users.contains(name)));
    }

    /// Where the values of a pivot table came from, if that is another file.
    fn source(&mut self, body: &[u8]) {
        let mut fields = Fields::of(body);
        let path = fields.skip(6).and_then(|()| {
            let dialect = self.book.dialect;
            if dialect.is_biff8 { dialect.long(&mut fields) } else { dialect.short(&mut fields) }
        });
        let outside = path.map(|path| path.text).filter(|path| path.starts_with('\u{1}'));
        self.told.outside_sources.extend(outside.map(|path| path.replace(['\u{1}', '\u{3}'], "\\")));
    }

    fn finish(&mut self) {
        let book = &mut self.book;
        book.styles.finish();
        let scope = Scope { dialect: book.dialect, links: &book.links, names: &book.names, base: None };
        let mut names = Names::default();
        for (at, name) in book.names.iter().enumerate() {
            names.open(name.clone());
            if let Some(tokens) = self.told.names.get(at) {
                names.text(&scope.show(tokens));
            }
            names.close();
        }
        let told = &self.told;
        names.tell(self.report);
        book.links.tell(self.report);
        let mut show = |kind, place: &str, texts: &[String]| {
            if !texts.is_empty() {
                self.report.show(kind, place, texts.len() as u64, &texts.join("\n"));
            }
        };
        show(WarningKind::ExternalLink, "workbook: source of a pivot table", &told.outside_sources);
        show(WarningKind::UserName, "workbook", &told.users);
        if told.phonetics > 0 {
            self.report.show(
                WarningKind::Phonetic,
                "shared texts",
                told.phonetics,
                &told.phonetic.join("\n"),
            );
        }
        if told.connections > 0 {
            let words = told.connection_words.join("\n");
            self.report.show(WarningKind::Connection, "workbook", told.connections, &words);
        }
        if !told.protections.is_empty() {
            let place = format!("workbook: protected against changes of {}", told.protections.join(", "));
            self.report.note(WarningKind::Protection, place, told.protections.len() as u64);
        }
        let mut drawing = Drawing::default();
        drawing.read(&told.drawing);
        if drawing.pictures > 0 {
            self.report.note(WarningKind::Image, "workbook: pictures of its sheets", drawing.pictures);
        }
    }
}

/// Names that Excel gives itself are stored as one letter.
fn built_in_name(code: char) -> &'static str {
    match code {
        '\u{0}' => "Consolidate_Area",
        '\u{1}' => "Auto_Open",
        '\u{2}' => "Auto_Close",
        '\u{3}' => "Extract",
        '\u{4}' => "Database",
        '\u{5}' => "Criteria",
        '\u{6}' => "Print_Area",
        '\u{7}' => "Print_Titles",
        '\u{8}' => "Recorder",
        '\u{9}' => "Data_Form",
        '\u{A}' => "Auto_Activate",
        '\u{B}' => "Auto_Deactivate",
        '\u{C}' => "Sheet_Title",
        '\u{D}' => "_FilterDatabase",
        _unknown => "a name of Excel's own",
    }
}
