//! Number formats by style, and styles that keep text from being seen.

use std::collections::BTreeMap;

use super::dialect::Dialect;
use super::record::Fields;
use crate::sheet::xlsx::number::NumberFormat;

/// The workbook's cell styles by number.
#[derive(Default)]
pub(super) struct Styles {
    formats: BTreeMap<u16, NumberFormat>,
    fonts: Vec<Font>,
    xfs: Vec<Xf>,
    palette: Option<Vec<Colour>>,
    styles: Vec<Style>,
    general: Style,
}

/// What matters of a cell style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) format: NumberFormat,
    /// Text in the colour of its background, or of no size.
    pub(super) invisible: bool,
}

/// Red, green, blue.
type Colour = [u8; 3];

struct Font {
    /// In twentieths of a point.
    height: u16,
    colour: u16,
}

struct Xf {
    font: u16,
    format: u16,
    /// 0 for no fill, 1 for one colour; others are patterns of two.
    pattern: u8,
    fill: u16,
}

/// Text of this size, in twentieths of a point, is not seen.
const TINY: u16 = 20;
/// The first colour of the palette.
const PALETTE_FIRST: u16 = 8;

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

impl Styles {
    pub(super) fn font(&mut self, body: &[u8]) {
        let mut fields = Fields::of(body);
        let height = fields.u16().unwrap_or(200);
        fields.u16();
        self.fonts.push(Font { height, colour: fields.u16().unwrap_or(0x7FFF) });
    }

    pub(super) fn format(&mut self, body: &[u8], dialect: Dialect) {
        let mut fields = Fields::of(body);
        let Some(id) = fields.u16() else { return };
        let code = if dialect.is_biff8 { dialect.long(&mut fields) } else { dialect.short(&mut fields) };
        if let Some(code) = code {
            self.formats.insert(id, NumberFormat::parse(&code.text));
        }
    }

    pub(super) fn xf(&mut self, body: &[u8], dialect: Dialect) {
        let number = |at: usize| {
            let pair = body.get(at..).and_then(<[u8]>::first_chunk);
            pair.map_or(0, |pair| u16::from_le_bytes(*pair))
        };
        let (pattern, fill) = if dialect.is_biff8 {
            ((number(16) >> 10) as u8, number(18) & 0x7F)
        } else {
            ((number(10) & 0x3F) as u8, number(8) & 0x7F)
        };
        self.xfs.push(Xf { font: number(0), format: number(2), pattern, fill });
    }

    pub(super) fn palette(&mut self, body: &[u8]) {
        let colours = body.get(2..).unwrap_or_default().as_chunks::<4>().0;
        self.palette = Some(colours.iter().map(|&[red, green, blue, _]| [red, green, blue]).collect());
    }

    /// Everything has been read.
    pub(super) fn finish(&mut self) {
        self.styles = self.xfs.iter().map(|xf| self.style(xf)).collect();
    }

    /// A style by its number; an unknown one is the plain one.
    pub(super) fn get(&self, number: u16) -> &Style {
        self.styles.get(usize::from(number)).unwrap_or(&self.general)
    }

    fn style(&self, xf: &Xf) -> Style {
        let format = self.formats.get(&xf.format).cloned();
        let format = format.unwrap_or_else(|| NumberFormat::built_in(u32::from(xf.format)));
        // There is no font of number 4.
        let font = if xf.font > 4 { xf.font - 1 } else { xf.font };
        let invisible = self.fonts.get(usize::from(font)).is_some_and(|font| {
            let text = self.colour(font.colour, BLACK);
            let behind = match xf.pattern {
                0 => Some(WHITE),
                1 => self.colour(xf.fill, WHITE),
                _of_two_colours => None,
            };
            font.height <= TINY || (text.is_some() && text == behind)
        });
        Style { format, invisible }
    }

    /// A colour by its number; `auto` is what the window's own comes to.
    fn colour(&self, number: u16, auto: Colour) -> Option<Colour> {
        let default = |number: u16| DEFAULT_PALETTE.get(usize::from(number)).copied();
        match number {
            0..PALETTE_FIRST => default(number),
            64 => Some(BLACK),
            65 => Some(WHITE),
            0x7FFF => Some(auto),
            _palette => {
                let at = number.checked_sub(PALETTE_FIRST)?;
                let own = self.palette.as_ref().and_then(|palette| palette.get(usize::from(at)).copied());
                own.or_else(|| default(at))
            }
        }
    }
}

/// Colours 8 to 63 of a workbook without a palette of its own; the first eight are 0 to 7 as well.
#[rustfmt::skip]
const DEFAULT_PALETTE: [Colour; 56] = [
    [0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [255, 0, 255], [0, 255, 255],
    [128, 0, 0], [0, 128, 0], [0, 0, 128], [128, 128, 0], [128, 0, 128], [0, 128, 128], [192, 192, 192], [128, 128, 128],
    [153, 153, 255], [153, 51, 102], [255, 255, 204], [204, 255, 255], [102, 0, 102], [255, 128, 128], [0, 102, 204],
    [204, 204, 255], [0, 0, 128], [255, 0, 255], [255, 255, 0], [0, 255, 255], [128, 0, 128], [128, 0, 0], [0, 128, 128],
    [0, 0, 255], [0, 204, 255], [204, 255, 255], [204, 255, 204], [255, 255, 153], [153, 204, 255], [255, 153, 204],
    [204, 153, 255], [255, 204, 153], [51, 102, 255], [51, 204, 204], [153, 204, 0], [255, 204, 0], [255, 153, 0],
    [255, 102, 0], [102, 102, 153], [150, 150, 150], [0, 51, 102], [51, 153, 102], [0, 51, 0], [51, 51, 0], [153, 51, 0],
    [153, 51, 102], [51, 51, 153], [51, 51, 51],
];

#[cfg(test)]
mod tests {
    use super::super::dialect::USUAL_ENCODING;
    use super::*;

    fn is_invisible(height: u16, colour: u16, pattern: u8, fill: u16) -> bool {
        let mut styles = Styles::default();
        styles.palette(&[2, 0, 9, 9, 9, 0, 255, 255, 255, 0]);
        styles.fonts.push(Font { height, colour });
        styles.xfs.push(Xf { font: 0, format: 0, pattern, fill });
        styles.finish();
        styles.get(0).invisible
    }

    #[test]
    fn text_in_the_colour_of_its_background() {
        for (height, colour, pattern, fill, expected) in [
            (200, 0x7FFF, 0, 0, false),
            (200, 9, 0, 64, true),
            (200, 9, 1, 10, false),
            (200, 10, 1, 10, true),
            (200, 10, 3, 10, false),
            (200, 9, 1, 65, true),
            (200, 0x7FFF, 1, 64, true),
            (20, 0x7FFF, 0, 0, true),
            (200, 500, 0, 0, false),
        ] {
            assert_eq!(
                is_invisible(height, colour, pattern, fill),
                expected,
                "{height} {colour} {pattern} {fill}"
            );
        }
    }

    #[test]
    fn formats_of_both_ages() {
        let mut styles = Styles::default();
        let new = Dialect { is_biff8: true, encoding: USUAL_ENCODING };
        let old = Dialect { is_biff8: false, encoding: USUAL_ENCODING };
        styles.format(b"\xA4\0\x05\0\x000.000", new);
        styles.format(b"\xA5\0\x040000", old);
        let mut xf = [0; 20];
        xf[2] = 0xA4;
        styles.xf(&xf, new);
        xf[2] = 0xA5;
        styles.xf(&xf, old);
        styles.finish();
        let shown =
            |number| styles.get(number).format.show(7.0, crate::sheet::xlsx::date::Epoch::Year1900).text;
        assert_eq!([shown(0), shown(1), shown(9)], ["7.000", "0007", "7"]);
    }
}
