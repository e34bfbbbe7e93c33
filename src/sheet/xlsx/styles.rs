//! Number formats by style, and styles that keep text from being seen.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::number::NumberFormat;
use super::package::Package;
use super::xml::{Tag, Token};
use crate::sheet::error::Problem;

/// The workbook's cell styles by number.
#[derive(Debug, Default)]
pub(in crate::sheet) struct Styles {
    styles: Vec<Style>,
    general: Style,
}

/// What matters of a cell style.
#[derive(Clone, Debug, Default)]
pub(in crate::sheet) struct Style {
    pub(in crate::sheet) format: NumberFormat,
    /// Text in the colour of its background, or of no size.
    pub(in crate::sheet) invisible: bool,
}

impl Styles {
    /// Reads the part, if there is one.
    pub(in crate::sheet) fn read<R: Read + Seek>(
        package: &mut Package<R>,
        part: Option<&str>,
    ) -> Result<Styles, Problem> {
        let Some(part) = part.filter(|part| package.has(part)) else { return Ok(Styles::default()) };
        let mut reading = Reading::default();
        let mut xml = package.xml(part)?;
        loop {
            match xml.next()? {
                Token::Open(tag) => reading.open(&tag),
                Token::Close(tag) => reading.close(tag.name()),
                Token::Text(_) | Token::Nothing => {}
                Token::End => return Ok(reading.finish()),
            }
        }
    }

    /// The cell styles in the order of their numbers.
    pub(in crate::sheet) fn new(styles: Vec<Style>) -> Styles {
        Styles { styles, general: Style::default() }
    }

    /// A style by its number; an unknown one is the plain one.
    pub(in crate::sheet) fn get(&self, number: usize) -> &Style {
        self.styles.get(number).unwrap_or(&self.general)
    }
}

#[derive(Default)]
struct Font {
    white: bool,
    tiny: bool,
}

#[derive(Default)]
struct Reading {
    /// List that is being read: `fonts`, `fills`, `cellXfs`.
    list: String,
    formats: BTreeMap<u32, NumberFormat>,
    fonts: Vec<Font>,
    /// Whether each fill leaves the cell white.
    fills: Vec<bool>,
    styles: Vec<Style>,
}

impl Reading {
    fn open(&mut self, tag: &Tag<'_>) {
        let number = |name: &str| tag.number(name).unwrap_or(0.0).max(0.0) as usize;
        match (self.list.as_str(), tag.name()) {
            // Differential formats have fonts and number formats of their own.
            ("dxfs", _) => {}
            (_, list @ ("fonts" | "fills" | "cellXfs" | "cellStyleXfs" | "dxfs")) => {
                self.list = list.to_owned()
            }
            (_, "numFmt") => {
                let format = NumberFormat::parse(&tag.get("formatCode").unwrap_or_default());
                self.formats.insert(number("numFmtId") as u32, format);
            }
            ("fonts", "font") => self.fonts.push(Font::default()),
            ("fonts", "sz") => {
                if let Some(font) = self.fonts.last_mut() {
                    font.tiny = tag.number("val").is_some_and(|size| size <= 1.0);
                }
            }
            ("fonts", "color") => {
                if let Some(font) = self.fonts.last_mut() {
                    font.white = is_white(tag);
                }
            }
            ("fills", "fill") => self.fills.push(true),
            ("fills", "patternFill") => {
                let none = matches!(tag.get("patternType").as_deref(), None | Some("none"));
                self.set_fill(none);
            }
            ("fills", "fgColor") if is_white(tag) => self.set_fill(true),
            ("fills", "gradientFill") => self.set_fill(false),
            ("cellXfs", "xf") => {
                let id = number("numFmtId") as u32;
                let format = self.formats.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id));
                let font = self.fonts.get(number("fontId"));
                let plain = self.fills.get(number("fillId")).copied().unwrap_or(true);
                let invisible = font.is_some_and(|font| font.tiny || (font.white && plain));
                self.styles.push(Style { format, invisible });
            }
            _other => {}
        }
    }

    fn set_fill(&mut self, white: bool) {
        if let Some(fill) = self.fills.last_mut() {
            *fill = white;
        }
    }

    fn close(&mut self, name: &str) {
        if name == self.list {
            self.list.clear();
        }
    }

    fn finish(self) -> Styles {
        Styles::new(self.styles)
    }
}

/// White by value or by the usual theme's first colour.
fn is_white(tag: &Tag<'_>) -> bool {
    let rgb = tag.get("rgb").map(|rgb| rgb.to_ascii_uppercase());
    let by_value = rgb.is_some_and(|rgb| rgb == "FFFFFFFF" || rgb == "00FFFFFF" || rgb == "FFFFFF");
    let by_number = matches!(tag.get("indexed").as_deref(), Some("1" | "9"));
    let by_theme = tag.get("theme").as_deref() == Some("0") && tag.number("tint").unwrap_or(0.0) == 0.0;
    by_value || by_number || by_theme
}
