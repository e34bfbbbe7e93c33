//! The records of a workbook's stream, and their fields. Every length is checked.

use crate::sheet::error::Problem;

/// Goes on with the record before it.
pub(super) const CONTINUE: u16 = 0x003C;
/// Begins a substream.
pub(super) const BOF: u16 = 0x0809;
/// Ends a substream.
pub(super) const EOF: u16 = 0x000A;

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'b> {
    pub(super) id: u16,
    /// Where it begins in its stream, in bytes.
    pub(super) at: usize,
    pub(super) body: &'b [u8],
}

/// The records of a stream from some place on.
#[derive(Clone, Debug)]
pub(super) struct Records<'b> {
    stream: &'b [u8],
    at: usize,
}

impl<'b> Records<'b> {
    pub(super) fn new(stream: &'b [u8], at: usize) -> Records<'b> {
        Records { stream, at }
    }

    /// Where the next record begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next record; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'b>>, Problem> {
        let record = self.peek()?;
        if let Some(record) = record {
            self.at = record.at + 4 + record.body.len();
        }
        Ok(record)
    }

    /// The next record, which stays the next.
    pub(super) fn peek(&self) -> Result<Option<Record<'b>>, Problem> {
        let Some(rest) = self.stream.get(self.at..) else { return Ok(None) };
        let Some(&[id_low, id_high, len_low, len_high]) = rest.first_chunk() else { return Ok(None) };
        let length = usize::from(u16::from_le_bytes([len_low, len_high]));
        let body = rest.get(4..4 + length).ok_or_else(|| Problem::damaged("its records break off"))?;
        Ok(Some(Record { id: u16::from_le_bytes([id_low, id_high]), at: self.at, body }))
    }

    /// The fields of a record and of those that go on with it, which are passed over.
    pub(super) fn fields(&mut self, record: Record<'b>) -> Result<Fields<'b>, Problem> {
        self.fields_of(record, &[CONTINUE])
    }

    /// The same where records of other kinds go on with it too.
    pub(super) fn fields_of(&mut self, record: Record<'b>, ids: &[u16]) -> Result<Fields<'b>, Problem> {
        let mut parts = vec![record.body];
        while let Some(next) = self.peek()?.filter(|next| ids.contains(&next.id)) {
            parts.push(next.body);
            self.next()?;
        }
        Ok(Fields { parts, part: 0, at: 0 })
    }
}

/// Reads fields one after another, over the seams between records.
#[derive(Clone, Debug)]
pub(super) struct Fields<'b> {
    parts: Vec<&'b [u8]>,
    part: usize,
    at: usize,
}

impl<'b> Fields<'b> {
    /// The fields of one record.
    pub(super) fn of(body: &'b [u8]) -> Fields<'b> {
        Fields { parts: vec![body], part: 0, at: 0 }
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(&byte) = part.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            self.part += 1;
            self.at = 0;
        }
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.array()?))
    }

    pub(super) fn i16(&mut self) -> Option<i16> {
        Some(i16::from_le_bytes(self.array()?))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.array()?))
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.u8()?;
        }
        Some(bytes)
    }

    /// Passes over so many bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            if left >= count {
                self.at += count;
                return Some(());
            }
            count -= left;
            self.part += 1;
            self.at = 0;
        }
        Some(())
    }

    /// So many bytes. They are all there, so that a large number costs nothing.
    pub(super) fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        if count > self.left() {
            return None;
        }
        (0..count).map(|_| self.u8()).collect()
    }

    /// Bytes that are left.
    pub(super) fn left(&self) -> usize {
        let parts = self.parts.get(self.part..).unwrap_or_default();
        parts.iter().map(|part| part.len()).sum::<usize>().saturating_sub(self.at)
    }

    /// Passes over what is left of this record, to the one that goes on with it.
    pub(super) fn next_part(&mut self) {
        self.part += 1;
        self.at = 0;
    }

    /// So many letters, of two bytes if `wide` and of one if not. Where they go over a seam, a byte
    /// says anew how wide they are.
    pub(super) fn letters(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(count.min(self.left()));
        while units.len() < count {
            let rest = self.parts.get(self.part)?.get(self.at..).unwrap_or_default();
            let wanted = count - units.len();
            if wide {
                let pairs = rest.as_chunks().0;
                let pairs = pairs.get(..wanted).unwrap_or(pairs);
                units.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
                self.at += 2 * pairs.len();
            } else {
                let bytes = rest.get(..wanted).unwrap_or(rest);
                units.extend(bytes.iter().map(|&byte| u16::from(byte)));
                self.at += bytes.len();
            }
            if units.len() < count {
                self.next_part();
                wide = self.parts.get(self.part)?.first()? & 1 != 0;
                self.at = 1;
            }
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_change_their_width_at_a_seam() {
        let stream = b"\xFC\0\x05\0\x03\0\0ab\x3C\0\x03\0\x01\xAC\x20\x3C\0\x02\0\x00c";
        let mut records = Records::new(stream, 0);
        let first = records.next().unwrap().unwrap();
        let mut fields = records.fields(first).unwrap();
        assert_eq!((fields.u16(), fields.u8()), (Some(3), Some(0)));
        assert_eq!(fields.letters(4, false).as_deref(), Some("ab€c"));
        assert_eq!((fields.left(), fields.u8()), (0, None));
        assert!(records.next().unwrap().is_none());
    }

    #[test]
    fn what_is_too_short_is_not_read() {
        assert!(Records::new(b"\x03\x02\x0E\0abc", 0).next().is_err());
        assert!(Records::new(b"\x03\x02\x0E", 0).next().unwrap().is_none());
        let mut fields = Fields::of(b"abc");
        assert_eq!(fields.bytes(4), None);
        assert_eq!(fields.clone().letters(2, true), None);
        assert_eq!(fields.skip(4), None);
        assert_eq!(Fields::of(b"abc").u32(), None);
    }
}
