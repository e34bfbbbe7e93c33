//! The table of shared texts.

use std::io::{Read, Seek};

use super::records::Records;
use crate::sheet::Report;
use crate::sheet::error::Problem;
use crate::sheet::xlsx::package::Package;
use crate::sheet::xlsx::strings::{Phonetics, Strings};

const SHARED_TEXT: u32 = 19;

/// Reads the part.
pub(in crate::sheet) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    report: &mut Report,
) -> Result<Strings, Problem> {
    let mut strings = Strings::default();
    let mut phonetics = Phonetics::default();
    let mut records = Records::new(part, package.binary(part)?);
    while let Some((number, mut fields)) = records.next()? {
        if number == SHARED_TEXT {
            let rich = fields.rich_text()?;
            strings.push(&rich.text, rich.is_rich)?;
            phonetics.add(&rich.phonetic);
        }
    }
    phonetics.tell(report);
    Ok(strings)
}
