//! The pictures of letters that a file brings along: nothing but pictures, and each the one that the
//! typeface has for what the file says the letter is.

use ttf_parser::{Face, GlyphId, OutlineBuilder, cff};
use unicode_normalization::UnicodeNormalization;

use super::object::{Odd, ensure};

/// What our typeface says of itself.
const STRINGS: [&[u8]; 4] = [
    b"Adobe",
    b"Identity",
    b"Copyright Copyright 2020 The Inter Project Authors",
    b"Inter UI and Inter is a trademark of rsms.",
];
/// The end of a picture.
const END: u8 = 14;

/// Compares the pictures with those of the typeface. Picture 0 stands for what has none; picture n
/// must be that of a letter of `letters[n - 1]`.
pub(super) fn check(bytes: &[u8], name: &str, face: &Face<'_>, letters: &[String]) -> Result<(), Odd> {
    check_layout(bytes, name)?;
    let pictures = cff::Table::parse(bytes).ok_or(Odd)?;
    ensure(usize::from(pictures.number_of_glyphs()) == letters.len() + 1)?;
    let same = |at: usize, glyph: GlyphId| {
        let mut found = Strokes::default();
        let mut expected = Strokes::default();
        // A space has no strokes, which the library takes for an error.
        let _ = pictures.outline(GlyphId(at as u16), &mut found);
        let _ = face.outline_glyph(glyph, &mut expected);
        found.0 == expected.0
    };
    ensure(same(0, GlyphId(0)))?;
    for (at, letter) in letters.iter().enumerate() {
        let mut parts = letter.chars().chain(letter.nfd());
        ensure(parts.any(|part| face.glyph_index(part).is_some_and(|glyph| same(at + 1, glyph))))?;
    }
    Ok(())
}

/// Every byte of the table is one of a known part, and no part holds words that are not known.
fn check_layout(bytes: &[u8], name: &str) -> Result<(), Odd> {
    ensure(bytes.starts_with(&[1, 0, 4, 4]))?;
    let mut reader = Reader { bytes, at: 4 };
    ensure(reader.index()? == [name.as_bytes()])?;
    let tops = reader.index()?;
    let [top] = tops[..] else { return Err(Odd) };
    ensure(reader.index()? == STRINGS)?;
    ensure(reader.index()?.is_empty())?;
    let top = operators(top)?;
    let [charset] = operands(&top, 15)?[..] else { return Err(Odd) };
    let [pictures] = operands(&top, 17)?[..] else { return Err(Odd) };
    let [dicts] = operands(&top, 1236)?[..] else { return Err(Odd) };
    let [choice] = operands(&top, 1237)?[..] else { return Err(Odd) };
    let known = [1, 5, 15, 17, 1200, 1207, 1230, 1234, 1236, 1237];
    ensure(top.iter().all(|(operator, _)| known.contains(operator)))?;

    // Which picture is which: in order.
    ensure(charset == reader.at as i64)?;
    let count = reader.count_at(pictures)?;
    let range = [&[2, 0, 1][..], &(count - 2).to_be_bytes()].concat();
    ensure(count >= 2 && reader.take(5)? == range)?;
    let private_at = reader.at;
    reader.at = usize::try_from(choice).map_err(|_| Odd)?;
    let private_len = reader.at.checked_sub(private_at).ok_or(Odd)?;
    let choice = [&[3, 0, 1, 0, 0, 0][..], &count.to_be_bytes()].concat();
    ensure(reader.take(8)? == choice)?;

    ensure(dicts == reader.at as i64)?;
    let dicts = reader.index()?;
    let [dict] = dicts[..] else { return Err(Odd) };
    let dict = operators(dict)?;
    ensure(dict.len() == 2 && operands(&dict, 1207)?.len() == 6)?;
    ensure(operands(&dict, 18)? == [private_len as i64, private_at as i64])?;
    let private = bytes.get(private_at..private_at + private_len).ok_or(Odd)?;
    let private = operators(private)?;
    let known = [6, 7, 8, 9, 10, 11, 20, 21, 1209, 1210, 1211, 1212, 1213];
    ensure(private.iter().all(|(operator, _)| known.contains(operator)))?;

    ensure(pictures == reader.at as i64)?;
    ensure(reader.index()?.iter().all(|picture| picture.last() == Some(&END)))?;
    ensure(reader.at == bytes.len())
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], Odd> {
        let end = self.at.checked_add(len).ok_or(Odd)?;
        let taken = self.bytes.get(self.at..end).ok_or(Odd)?;
        self.at = end;
        Ok(taken)
    }

    fn number(&mut self, len: usize) -> Result<usize, Odd> {
        Ok(self.take(len)?.iter().fold(0, |number, &byte| number << 8 | usize::from(byte)))
    }

    fn count_at(&self, offset: i64) -> Result<u16, Odd> {
        let at = usize::try_from(offset).map_err(|_| Odd)?;
        let bytes = self.bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Odd)?;
        Ok(u16::from_be_bytes(*bytes))
    }

    /// Items end to end, behind a table of where they are.
    fn index(&mut self) -> Result<Vec<&'b [u8]>, Odd> {
        let count = self.number(2)?;
        if count == 0 {
            return Ok(Vec::new());
        }
        let size = self.number(1)?;
        ensure((1..=4).contains(&size))?;
        let mut before = self.number(size)?;
        ensure(before == 1)?;
        let mut lens = Vec::with_capacity(count);
        for _ in 0..count {
            let end = self.number(size)?;
            lens.push(end.checked_sub(before).ok_or(Odd)?);
            before = end;
        }
        lens.into_iter().map(|len| self.take(len)).collect()
    }
}

/// Operators of a dictionary with their operands; of two bytes as 1200 and the second.
fn operators(bytes: &[u8]) -> Result<Vec<(u16, Vec<i64>)>, Odd> {
    let mut reader = Reader { bytes, at: 0 };
    let mut operators = Vec::new();
    let mut operands = Vec::new();
    while reader.at < bytes.len() {
        let first = reader.number(1)? as i64;
        match first {
            0..=21 => {
                let operator = if first == 12 { 1200 + reader.number(1)? as u16 } else { first as u16 };
                operators.push((operator, std::mem::take(&mut operands)));
            }
            28 => operands.push(i64::from(reader.number(2)? as u16 as i16)),
            29 => operands.push(i64::from(reader.number(4)? as u32 as i32)),
            30 => {
                // A number with a point; which it is does not matter here.
                while reader.number(1)? & 15 != 15 {}
                operands.push(0);
            }
            32..=246 => operands.push(first - 139),
            247..=250 => operands.push((first - 247) * 256 + reader.number(1)? as i64 + 108),
            251..=254 => operands.push(-(first - 251) * 256 - reader.number(1)? as i64 - 108),
            _ => return Err(Odd),
        }
    }
    ensure(operands.is_empty())?;
    Ok(operators)
}

fn operands(operators: &[(u16, Vec<i64>)], operator: u16) -> Result<&[i64], Odd> {
    let mut found = operators.iter().filter(|(known, _)| *known == operator);
    let (_, operands) = found.next().ok_or(Odd)?;
    ensure(found.next().is_none())?;
    Ok(operands)
}

/// The strokes of a picture.
#[derive(PartialEq, Default)]
struct Strokes(Vec<(char, [f32; 6])>);

impl OutlineBuilder for Strokes {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(('m', [x, y, 0.0, 0.0, 0.0, 0.0]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(('l', [x, y, 0.0, 0.0, 0.0, 0.0]));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(('q', [x1, y1, x, y, 0.0, 0.0]));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(('c', [x1, y1, x2, y2, x, y]));
    }

    fn close(&mut self) {
        self.0.push(('z', [0.0; 6]));
    }
}
