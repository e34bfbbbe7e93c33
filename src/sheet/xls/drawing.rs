//! Looks into drawings for pictures and for words that stand in no cell.

use super::record::Fields;

/// What a drawing holds.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    /// Pictures that are stored.
    pub(super) pictures: u64,
    /// Words of WordArt, and descriptions of shapes and pictures.
    pub(super) words: Vec<String>,
    /// Names of the files that pictures came from.
    pub(super) files: Vec<String>,
}

/// So many texts are kept.
const KEPT: usize = 50;
/// A container of other pieces, by the lower half of its first field.
const CONTAINER: u16 = 0x000F;
/// A stored picture's entry.
const PICTURE: u16 = 0xF007;
/// Properties of a shape, in three tables.
const PROPERTIES: [u16; 3] = [0xF00B, 0xF121, 0xF122];

impl Drawing {
    /// Goes through the pieces of a drawing, as far as they hold together.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(head) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let [v0, v1, k0, k1, l0, l1, l2, l3] = *head;
            let version = u16::from_le_bytes([v0, v1]);
            let kind = u16::from_le_bytes([k0, k1]);
            let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
            at += 8;
            if version & CONTAINER == CONTAINER {
                // Its pieces come next.
                continue;
            }
            let end = at.saturating_add(length).min(bytes.len());
            let body = bytes.get(at..end).unwrap_or_default();
            at = end;
            if kind == PICTURE {
                // An entry whose picture was deleted has no size.
                let size = body.get(20..24).unwrap_or_default();
                self.pictures += u64::from(size.iter().any(|byte| *byte != 0));
            } else if PROPERTIES.contains(&kind) {
                self.properties(body, usize::from(version >> 4));
            }
        }
    }

    /// The texts among a shape's properties: a table of numbers, then the texts in its order.
    fn properties(&mut self, body: &[u8], count: usize) {
        let mut table = Fields::of(body);
        let mut texts = Fields::of(body.get(count.saturating_mul(6)..).unwrap_or_default());
        for _ in 0..count {
            let (Some(number), Some(size)) = (table.u16(), table.u32()) else { return };
            if number & 0x8000 == 0 {
                continue;
            }
            let Some(text) = texts.bytes(size as usize) else { return };
            let found = match number & 0x3FFF {
                // Words of WordArt; description.
                0x00C0 | 0x0381 => &mut self.words,
                0x0105 => &mut self.files,
                _other => continue,
            };
            let units = text.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
            let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
            let text = String::from_utf16_lossy(&units);
            if found.len() < KEPT && !text.trim().is_empty() {
                found.push(text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(version: u16, kind: u16, body: &[u8]) -> Vec<u8> {
        let mut piece = version.to_le_bytes().to_vec();
        piece.extend(kind.to_le_bytes());
        piece.extend((body.len() as u32).to_le_bytes());
        piece.extend(body);
        piece
    }

    #[test]
    fn pictures_and_words() {
        let mut entry = [0; 36];
        entry[20] = 9;
        let table = b"\x04\x01\x01\0\0\0\xC0\x80\x06\0\0\0\x05\xC1\x04\0\0\0H\0i\0\0\0a\0\0\0";
        let pieces =
            [piece(2, PICTURE, &entry), piece(2, PICTURE, &[0; 36]), piece(0x33, 0xF00B, table)].concat();
        let mut drawing = Drawing::default();
        drawing.read(&piece(0xF, 0xF000, &pieces));
        let expected = Drawing { pictures: 1, words: vec!["Hi".to_owned()], files: vec!["a".to_owned()] };
        assert_eq!(drawing, expected);
        for cut in 0..pieces.len() {
            Drawing::default().read(&pieces[..cut]);
        }
    }
}
