//! The typefaces of a file: which letter each number stands for, and that its picture is that letter.

use std::rc::Rc;

use ttf_parser::Face;

use super::cff;
use super::container::Container;
use super::object::{Dict, Object, Odd, ensure};
use crate::disclose::pdf::font;

/// The letters of a typeface by their numbers, from 1.
pub(super) struct Letters(Vec<String>);

impl Letters {
    /// What this number stands for.
    pub(super) fn of(&self, number: u16) -> Option<&str> {
        self.0.get(usize::from(number).checked_sub(1)?).map(String::as_str)
    }
}

/// Reads the typeface of this number.
pub(super) fn read(file: &mut Container<'_>, number: u32) -> Result<Rc<Letters>, Odd> {
    let mut font = file.dict(number)?;
    font.expect_name("Type", "Font")?;
    font.expect_name("Subtype", "Type0")?;
    font.expect_name("Encoding", "Identity-H")?;
    let full_name = font.need("BaseFont")?.name()?;
    let name = full_name.strip_suffix("-Identity-H").ok_or(Odd)?;
    let (tag, weight) = name.split_once('+').ok_or(Odd)?;
    ensure(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let weights = ["Inter-Regular", "Inter-Medium", "Inter-SemiBold"];
    let which = weights.iter().position(|&known| known == weight).ok_or(Odd)?;
    let face = Face::parse(font::FILES.get(which).ok_or(Odd)?, 0).map_err(|_| Odd)?;
    let descendants = font.need("DescendantFonts")?.array()?;
    let letters = read_letters(file, font.need("ToUnicode")?.reference()?)?;
    font.done()?;
    let [descendant] = &descendants[..] else { return Err(Odd) };
    let descendant = file.follow(descendant)?;
    let mut descriptor = read_descendant(file, descendant, name, &face, &letters)?;
    read_descriptor(&mut descriptor, name)?;
    read_program(file, descriptor, weight, &face, &letters)?;
    Ok(Rc::new(Letters(letters)))
}

fn read_descendant(
    file: &mut Container<'_>,
    mut font: Dict,
    name: &str,
    face: &Face<'_>,
    letters: &[String],
) -> Result<Dict, Odd> {
    font.expect_name("Type", "Font")?;
    font.expect_name("Subtype", "CIDFontType0")?;
    font.expect_name("BaseFont", name)?;
    let mut system = font.need("CIDSystemInfo")?.dict()?;
    system.expect("Registry", &Object::Text(b"Adobe".to_vec()))?;
    system.expect("Ordering", &Object::Text(b"Identity".to_vec()))?;
    system.expect("Supplement", &Object::Int(0))?;
    system.done()?;
    font.expect("DW", &Object::Int(0))?;
    check_widths(font.need("W")?.array()?, face, letters)?;
    let descriptor = file.follow(&font.need("FontDescriptor")?)?;
    font.done()?;
    Ok(descriptor)
}

/// How far each letter moves the pen is as the typeface says.
fn check_widths(widths: Vec<Object>, face: &Face<'_>, letters: &[String]) -> Result<(), Odd> {
    let units = f64::from(face.units_per_em());
    let mut next = 0;
    let (triples, rest) = widths.as_chunks::<3>();
    ensure(rest.is_empty())?;
    for [first, last, width] in triples {
        let (first, last, width) = (first.index()?, last.index()?, width.number()?);
        ensure(next <= first && first <= last && last <= letters.len())?;
        next = last + 1;
        for number in first..=last {
            let letter = number.checked_sub(1).and_then(|at| letters.get(at));
            // A letter with marks of its own has the width of its first part, or none.
            let Some(letter) = letter.filter(|letter| letter.chars().count() == 1) else { continue };
            let glyph = letter.chars().next().and_then(|letter| face.glyph_index(letter)).ok_or(Odd)?;
            let expected = f64::from(face.glyph_hor_advance(glyph).ok_or(Odd)?) * 1_000.0 / units;
            ensure((expected - width).abs() < 0.01)?;
        }
    }
    Ok(())
}

fn read_descriptor(descriptor: &mut Dict, name: &str) -> Result<(), Odd> {
    descriptor.expect_name("Type", "FontDescriptor")?;
    descriptor.expect_name("FontName", name)?;
    for key in ["Flags", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"] {
        descriptor.need(key)?.number()?;
    }
    let bounds = descriptor.need("FontBBox")?.array()?;
    ensure(bounds.len() == 4 && bounds.iter().all(|bound| bound.number().is_ok()))
}

fn read_program(
    file: &mut Container<'_>,
    mut descriptor: Dict,
    weight: &str,
    face: &Face<'_>,
    letters: &[String],
) -> Result<(), Odd> {
    let set = descriptor.need("CIDSet")?.reference()?;
    let program = descriptor.need("FontFile3")?.reference()?;
    descriptor.done()?;
    let (dict, bytes) = file.stream(set)?;
    dict.done()?;
    let count = letters.len() + 1;
    let all =
        (0..count.div_ceil(8)).map(|at| if count - at * 8 >= 8 { 0xff } else { !(0xff >> (count % 8)) });
    ensure(bytes.into_iter().eq(all))?;
    let (mut dict, bytes) = file.stream(program)?;
    dict.expect_name("Subtype", "CIDFontType0C")?;
    dict.done()?;
    cff::check(&bytes, weight, face, letters)
}

/// What each number stands for. Written again, it must give the same bytes.
fn read_letters(file: &mut Container<'_>, number: u32) -> Result<Vec<String>, Odd> {
    let (mut dict, bytes) = file.stream(number)?;
    dict.expect_name("Type", "CMap")?;
    dict.expect("WMode", &Object::Int(0))?;
    dict.done()?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Odd)?;
    let mut letters = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('<')) {
        let (number, letter) = line.split_once(' ').ok_or(Odd)?;
        if line == "<0000> <FFFF>" {
            continue;
        }
        ensure(number == format!("<{:04X}>", letters.len() + 1))?;
        let digits = letter.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).ok_or(Odd)?;
        let (units, rest) = digits.as_bytes().as_chunks::<4>();
        ensure(rest.is_empty())?;
        let unit = |unit: &[u8; 4]| {
            std::str::from_utf8(unit).ok().and_then(|unit| u16::from_str_radix(unit, 16).ok()).ok_or(Odd)
        };
        let units: Vec<u16> = units.iter().map(unit).collect::<Result<_, _>>()?;
        let letter = String::from_utf16(&units).map_err(|_| Odd)?;
        ensure(!letter.is_empty())?;
        letters.push(letter);
    }
    ensure(written(&letters) == text)?;
    Ok(letters)
}

fn written(letters: &[String]) -> String {
    let mut text = MAP_HEAD.to_owned();
    for (block, letters) in letters.chunks(100).enumerate() {
        text.push_str(&format!("{} beginbfchar\n", letters.len()));
        for (at, letter) in letters.iter().enumerate() {
            let units: String = letter.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            text.push_str(&format!("<{:04X}> <{units}>\n", block * 100 + at + 1));
        }
        text.push_str("endbfchar\n");
    }
    text + MAP_END
}

const MAP_HEAD: &str = "\
%!PS-Adobe-3.0 Resource-CMap
%%DocumentNeededResources: procset CIDInit
%%IncludeResource: procset CIDInit
%%BeginResource: CMap Custom
%%Title: (Custom Adobe Identity 0)
%%Version: 1
%%EndComments
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
    /Registry (Adobe) def
    /Ordering (Identity) def
    /Supplement 0 def
end def
/CMapName /Custom def
/CMapVersion 1 def
/CMapType 0 def
/WMode 0 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
";
const MAP_END: &str = "\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
%%EndResource
%%EOF";
