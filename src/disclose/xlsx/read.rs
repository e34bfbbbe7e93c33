//! Reads a released XLSX file again and compares every part of it with what is expected.

use std::io::{BufRead, Read};

use sha2::{Digest, Sha256};

use super::cells::{self, Book, Stop, Uses};
use super::container::{self, Flaw, Part};
use super::grid::Grid;
use super::parts::{self, Expected};
use super::xml::{Token, Tokens};
use crate::detect::Cancel;
use crate::disclose::Disclosure;
use crate::disclose::about::about;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::text::hex;

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
    let about = about(disclosure);
    let grids = parts::SHEETS.into_iter().zip(Grid::all(&about, disclosure)).collect();
    let book = Book { grids };
    let mut expected = parts::expected(&book, disclosure);
    let mut uses = Uses::default();
    // Strings are numbered from sheet to sheet, and can only be compared when the cells that use them
    // are known.
    let mut order: Vec<(usize, &Part)> = parts.iter().enumerate().collect();
    let turn = |part: &Part| match parts::SHEETS.iter().position(|name| *name == part.name) {
        Some(sheet) => sheet,
        None if part.name == parts::STRINGS => usize::MAX,
        None => 0,
    };
    order.sort_by_key(|(_, part)| turn(part));
    for (number, part) in order {
        proof.search(Place::UnknownPart(number + 1), known_name(&part.name, &expected));
        let Some(at) = expected.iter().position(|(name, _)| *name == part.name) else {
            proof.fail(Place::UnknownPart(number + 1), Rule::Surplus);
            search_part(input, part, Place::UnknownPart(number + 1), proof)?;
            continue;
        };
        let (name, expected) = expected.swap_remove(at);
        let place = Place::Part(name);
        let mut opened = container::open(input, part)?;
        let outcome = match expected {
            Expected::Xml(xml) => compare_xml(&mut opened, &xml),
            Expected::Bytes(byte_len, sha256) => compare_bytes(&mut opened, byte_len, sha256)?,
            Expected::Sheet(sheet, xml) => {
                compare_sheet(&mut opened, &xml, (&book, sheet), &mut uses, proof, cancel)
            }
            Expected::Strings => uses.read_strings(&mut Tokens::new(&mut opened), &book, proof),
        };
        match outcome {
            Ok(()) if opened.finish().unwrap_or(false) => {}
            Ok(()) => proof.fail(place, Rule::Container),
            Err(Stop::Read(error)) => return Err(error),
            Err(Stop::Odd) => {
                proof.fail(place.clone(), Rule::PartDiffers);
                // The cells' own words may stand in these.
                if !parts::SHEETS.contains(&name) && name != parts::STRINGS {
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

/// Names of known parts are no news; every other is searched.
fn known_name<'n>(name: &'n str, expected: &[(&str, Expected)]) -> &'n str {
    if expected.iter().any(|(known, _)| *known == name) { "" } else { name }
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

fn compare_sheet(
    part: &mut impl BufRead,
    expected: &str,
    (book, sheet): (&Book<'_>, usize),
    uses: &mut Uses,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), Stop> {
    let mut found = Tokens::new(part);
    let mut expected = Tokens::new(expected.as_bytes());
    loop {
        let token = expected.next()?;
        if found.next()? != token {
            return Err(Stop::Odd);
        }
        match token {
            Token::Start(name, _) if name == "sheetData" => {
                cells::read_rows(&mut found, book, sheet, uses, proof, cancel)?;
                expected.next()?;
            }
            Token::Eof => return Ok(()),
            Token::Start(..) | Token::End(_) | Token::Text(_) => {}
        }
    }
}

fn compare_bytes(part: &mut impl Read, byte_len: u64, sha256: &str) -> Result<Result<(), Stop>, ReadError> {
    let mut bytes = Vec::new();
    part.take(byte_len + 1).read_to_end(&mut bytes)?;
    let hash = hex(&Sha256::digest(&bytes));
    Ok(if bytes.len() as u64 == byte_len && hash == sha256 { Ok(()) } else { Err(Stop::Odd) })
}
