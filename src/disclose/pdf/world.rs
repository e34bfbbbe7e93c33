//! Sets a page: one source, our own typefaces, and values; no file, no clock, no network.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use typst::comemo;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use unicode_normalization::char::is_combining_mark;

use super::font::FONTS;
use crate::disclose::format::WriteError;

/// Fails with what the user is told when the setting goes wrong; what went wrong may hold words.
pub(super) fn library_error() -> WriteError {
    WriteError::Library("PDF")
}

/// Sets the source with these values and gives the file.
pub(super) fn typeset(source: String, mut values: Dict, made_at: Timestamp) -> Result<Vec<u8>, WriteError> {
    // Looking for what has to be composed is an eighth of the work, and most tables have nothing of it.
    let composes = values.iter().any(|(_, value)| has_to_compose(value));
    values.insert("composes".into(), composes.into_value());
    let world = Pages::new(source, values).ok_or_else(library_error)?;
    let set = typst::compile::<PagedDocument>(&world);
    // A warning is about what the pages look like, such as a table that does not settle.
    let file = match set.output {
        Ok(document) if set.warnings.is_empty() => export(&document, made_at),
        Ok(_) | Err(_) => Err(library_error()),
    };
    // What was set stays in the library's memory until it is told to forget.
    comemo::evict(0);
    file
}

/// Whether some text has letters that join the one before them, as an accent written by itself.
fn has_to_compose(value: &Value) -> bool {
    let joins = |letter: char| {
        is_combining_mark(letter) || matches!(letter, '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
    };
    if let Value::Str(text) = value {
        !text.is_ascii() && text.chars().any(joins)
    } else if let Value::Array(values) = value {
        values.iter().any(has_to_compose)
    } else if let Value::Dict(values) = value {
        values.iter().any(|(_, value)| has_to_compose(value))
    } else {
        false
    }
}

fn export(document: &PagedDocument, made_at: Timestamp) -> Result<Vec<u8>, WriteError> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|_| library_error())?;
    let options = PdfOptions {
        creator: Smart::Custom(None),
        timestamp: datetime(made_at).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|_| library_error())
}

fn datetime(at: Timestamp) -> Option<Datetime> {
    let at = at.to_zoned_datetime(TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

struct Pages {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    source: Source,
}

impl Pages {
    fn new(source: String, values: Dict) -> Option<Pages> {
        let path = VirtualPath::new("/main.typ").ok()?;
        let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Some(Pages {
            library: LazyHash::new(Library::builder().with_inputs(values).build()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            source: Source::new(id, source),
        })
    }
}

impl World for Pages {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
