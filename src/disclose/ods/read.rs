//! Reads a released ODS file again and compares every part of it with what is expected.

use std::io::{BufRead, Read};

use super::cells::{self, Stop};
use super::expected::{CONTENT, Expected, expected};
use crate::detect::Cancel;
use crate::disclose::Disclosure;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::xlsx::container::{self, Flaw, Part};
use crate::disclose::xlsx::xml::{Token, Tokens};

/// Bytes of a part that should not be there which are searched, to say what kind of leak it is.
const MOST_SEARCHED: u64 = 1 << 24;

/// Compares every part of the file with the disclosure.
pub(super) fn read(
    input: &mut dyn Input,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    let parts = match container::parts(input) {
        Ok(parts) => parts,
        Err(Flaw::Io(error)) => return Err(error.into()),
        Err(Flaw::Odd) => {
            proof.fail(Place::Container, Rule::Container);
            return Ok(());
        }
    };
    let mut expected = expected(disclosure).into_iter().peekable();
    for (number, part) in (1..).zip(&parts) {
        // The parts stand in one order: the first says what the file is.
        let Some((name, expected)) = expected.next_if(|(name, _)| *name == part.name) else {
            let place = Place::UnknownPart(number);
            proof.fail(place.clone(), Rule::Surplus);
            proof.search(place.clone(), &part.name);
            search_part(input, part, place, proof)?;
            continue;
        };
        let place = Place::Part(name);
        let mut opened = container::open(input, part)?;
        let outcome = match expected {
            Expected::Bytes(bytes) => compare_bytes(&mut opened, bytes)?,
            Expected::Xml(xml) => compare_xml(&mut opened, &xml),
            Expected::Content(around) => compare_content(&mut opened, &around, disclosure, proof, cancel),
        };
        match outcome {
            Ok(()) if opened.finish().unwrap_or(false) => {}
            Ok(()) => proof.fail(place, Rule::Container),
            Err(Stop::Read(error)) => return Err(error),
            Err(Stop::Odd) => {
                proof.fail(place.clone(), Rule::PartDiffers);
                // The cells' own words may stand in this one.
                if name != CONTENT {
                    search_part(input, part, place, proof)?;
                }
            }
        }
    }
    for (name, _) in expected {
        proof.fail(Place::Part(name), Rule::Missing);
    }
    Ok(())
}

fn search_part(
    input: &mut dyn Input,
    part: &Part,
    place: Place,
    proof: &mut Proof<'_>,
) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    // A part that cannot be unpacked has failed already.
    let _ = container::open(input, part)?.take(MOST_SEARCHED).read_to_end(&mut bytes);
    proof.search_bytes(place, &bytes);
    Ok(())
}

fn compare_bytes(part: &mut impl Read, expected: &str) -> Result<Result<(), Stop>, ReadError> {
    let mut bytes = Vec::new();
    part.take(expected.len() as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes == expected.as_bytes() { Ok(()) } else { Err(Stop::Odd) })
}

fn compare_xml(part: &mut impl BufRead, expected: &str) -> Result<(), Stop> {
    let mut found = Tokens::new(part);
    let mut expected = Tokens::new(expected.as_bytes());
    loop {
        let token = expected.next()?;
        if found.next()? != token {
            return Err(Stop::Odd);
        }
        if token == Token::Eof {
            return Ok(());
        }
    }
}

/// Compares what stands around the sheets, and the sheets where they stand.
fn compare_content(
    part: &mut impl BufRead,
    around: &str,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), Stop> {
    let mut found = Tokens::new(part);
    let mut expected = Tokens::new(around.as_bytes());
    loop {
        let token = expected.next()?;
        if found.next()? != token {
            return Err(Stop::Odd);
        }
        match token {
            Token::Start(name, _) if name == "office:spreadsheet" => {
                cells::read_sheets(&mut found, disclosure, proof, cancel)?;
            }
            Token::Eof => return Ok(()),
            Token::Start(..) | Token::End(_) | Token::Text(_) => {}
        }
    }
}
