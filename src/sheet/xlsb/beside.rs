//! Looks into the binary parts beside the sheets: comments, pivot caches, links.

use std::io::{Read, Seek};

use super::records::{Records, decode};
use crate::sheet::error::Problem;
use crate::sheet::xlsx::beside::{Found, Notes};
use crate::sheet::xlsx::package::Package;

const COMMENT_AUTHOR: u32 = 632;
const COMMENT: u32 = 635;
const COMMENT_TEXT: u32 = 637;
const PIVOT_RECORDS: [u32; 2] = [33, 34];

/// Texts are looked for in so many bytes of a record,
const LOOKED_BYTES: usize = 4 << 10;
/// and in so many of a part.
const PART_BYTES: usize = 256 << 10;

/// Comments with their authors.
pub(in crate::sheet) fn comments<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Notes, Problem> {
    let mut notes = Notes::default();
    let mut authors = Vec::new();
    let mut open = (String::new(), 0);
    let mut records = Records::new(part, package.binary(part)?);
    while let Some((number, mut fields)) = records.next()? {
        match number {
            COMMENT_AUTHOR => authors.push(fields.text()?),
            COMMENT => {
                let author = fields.u32()? as usize;
                open = (fields.range()?.to_string(), author);
            }
            COMMENT_TEXT => {
                let author = authors.get(open.1).map(String::as_str);
                notes.add(std::mem::take(&mut open.0), author, &fields.rich_text()?.text);
            }
            _other => {}
        }
    }
    Ok(notes)
}

/// Texts of any binary part, wherever its records hold them.
pub(in crate::sheet) fn look<R: Read + Seek>(package: &mut Package<R>, part: &str) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut looked = 0;
    let mut records = Records::new(part, package.binary(part)?);
    while let Some((_, fields)) = records.next()? {
        if looked < PART_BYTES {
            looked += fields.rest().len().min(LOOKED_BYTES);
            wide_texts(fields.rest()).into_iter().for_each(|text| found.add(text));
        }
    }
    Ok(found)
}

/// Number of records of a pivot cache, and texts of the first.
pub(in crate::sheet) fn pivot_records<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<(u64, Found), Problem> {
    let mut count = 0;
    let mut found = Found::default();
    let mut looked = 0;
    let mut records = Records::new(part, package.binary(part)?);
    while let Some((number, fields)) = records.next()? {
        if PIVOT_RECORDS.contains(&number) {
            count += 1;
            if looked < PART_BYTES {
                looked += fields.rest().len().min(LOOKED_BYTES);
                wide_texts(fields.rest()).into_iter().for_each(|text| found.add(text));
            }
        }
    }
    Ok((count, found))
}

/// Texts within a record whose layout is not known: a length, then so many letters that can be
/// printed.
pub(super) fn wide_texts(record: &[u8]) -> Vec<String> {
    let record = record.get(..LOOKED_BYTES).unwrap_or(record);
    let mut texts = Vec::new();
    let mut rest = record;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let units = u32::from_le_bytes(*length) as usize;
        let text = after.get(..units.saturating_mul(2)).filter(|_| units > 1).map(decode);
        match text.filter(|text| !text.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER)) {
            Some(text) => {
                texts.push(text);
                rest = after.get(units * 2..).unwrap_or_default();
            }
            None => rest = rest.get(1..).unwrap_or_default(),
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_wherever_they_stand() {
        let wide = |text: &str| {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
            bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
            bytes
        };
        let record = [vec![7, 0, 0], wide("Okafor"), vec![0; 8], wide("Hurst é"), vec![255; 6]].concat();
        assert_eq!(wide_texts(&record), ["Okafor", "Hurst é"]);
        assert_eq!(wide_texts(&[255; 40]), Vec::<String>::new());
        assert_eq!(wide_texts(&[1, 2]), Vec::<String>::new());
    }
}
