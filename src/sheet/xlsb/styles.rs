//! Number formats by style, and styles that keep text from being seen.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::records::{Fields, Records};
use crate::sheet::error::Problem;
use crate::sheet::xlsx::number::NumberFormat;
use crate::sheet::xlsx::package::Package;
use crate::sheet::xlsx::styles::{Style, Styles};

const FONT: u32 = 43;
const FORMAT: u32 = 44;
const FILL: u32 = 45;
const CELL_FORMAT: u32 = 47;
const BEGIN_CELL_FORMATS: u32 = 617;
const END_CELL_FORMATS: u32 = 618;
/// Formats by rule have fonts and fills of their own.
const BEGIN_RULE_FORMATS: u32 = 505;
const END_RULE_FORMATS: u32 = 506;

/// Points are stored as twentieths.
const TINY: u16 = 20;

/// Reads the part.
pub(in crate::sheet) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Styles, Problem> {
    let mut formats: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut fonts: Vec<Font> = Vec::new();
    let mut fills: Vec<bool> = Vec::new();
    let mut styles = Vec::new();
    let (mut in_cells, mut in_rules) = (false, false);
    let mut records = Records::new(part, package.binary(part)?);
    while let Some((number, mut fields)) = records.next()? {
        match number {
            BEGIN_CELL_FORMATS => in_cells = true,
            END_CELL_FORMATS => in_cells = false,
            BEGIN_RULE_FORMATS => in_rules = true,
            END_RULE_FORMATS => in_rules = false,
            _ if in_rules => {}
            FORMAT => {
                let id = fields.u16()?;
                formats.insert(id, NumberFormat::parse(&fields.text()?));
            }
            FONT => fonts.push(Font::read(&mut fields)?),
            FILL => fills.push(leaves_white(&mut fields)?),
            CELL_FORMAT if in_cells => {
                let _parent = fields.u16()?;
                let (format, font, fill) = (fields.u16()?, fields.u16()?, fields.u16()?);
                let plain = fills.get(usize::from(fill)).copied().unwrap_or(true);
                let font = fonts.get(usize::from(font)).copied().unwrap_or_default();
                let format = formats
                    .get(&format)
                    .cloned()
                    .unwrap_or_else(|| NumberFormat::built_in(u32::from(format)));
                styles.push(Style { format, invisible: font.tiny || (font.white && plain) });
            }
            _other => {}
        }
    }
    Ok(Styles::new(styles))
}

#[derive(Clone, Copy, Default)]
struct Font {
    white: bool,
    tiny: bool,
}

impl Font {
    fn read(fields: &mut Fields<'_>) -> Result<Font, Problem> {
        let height = fields.u16()?;
        // Weight, position, underline, family, character set.
        fields.bytes(10)?;
        Ok(Font { tiny: height <= TINY, white: is_white(fields.bytes(8)?) })
    }
}

/// Whether a fill leaves the cell white: none at all, or white.
fn leaves_white(fields: &mut Fields<'_>) -> Result<bool, Problem> {
    const NONE: u32 = 0;
    const GRADIENT: u32 = 0x28;
    let pattern = fields.u32()?;
    let foreground = fields.bytes(8)?;
    Ok(pattern == NONE || (pattern != GRADIENT && is_white(foreground)))
}

/// White by value, by the old numbers or by the usual theme's first colour.
fn is_white(color: &[u8]) -> bool {
    let &[kind, index, tint_low, tint_high, red, green, blue, _alpha] = color else { return false };
    match kind >> 1 {
        1 => matches!(index, 1 | 9),
        2 => [red, green, blue] == [255; 3],
        3 => index == 0 && [tint_low, tint_high] == [0; 2],
        _automatic => false,
    }
}
