//! For the readers: a container in which every part is known, and a walk through XML in which every
//! element, attribute and text is expected.

use std::io::{BufRead, BufReader, Cursor, Read};

use sha2::{Digest, Sha256};

use crate::disclose::document::Table;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::xlsx::container::{self, Flaw, Part};
use crate::disclose::xlsx::xml::{NotXml, Token, Tokens};
use crate::text::hex;

/// Bytes of a part beyond which no honest document goes.
const MOST_BYTES: u64 = 1 << 26;

/// Something is not as it must be; where, the part says.
#[derive(Debug)]
pub(in crate::disclose) struct Odd;

impl From<NotXml> for Odd {
    fn from(_: NotXml) -> Odd {
        Odd
    }
}

/// What is expected of a part.
pub(in crate::disclose) enum Expected<'e> {
    /// These very bytes: how many, and their SHA-256.
    Bytes(u64, &'static str),
    /// What this walk finds.
    Walk(&'e WalkPart<'e>),
}

/// Walks through the bytes of a part and tells the proof what it finds.
pub(in crate::disclose) type WalkPart<'w> = dyn Fn(&[u8], &mut Proof<'_>) -> Result<(), Odd> + 'w;

/// Compares every part of the file with what is expected, in this order, and refuses every other.
pub(in crate::disclose) fn read_parts(
    input: &mut dyn Input,
    expected: &[(&'static str, Expected<'_>)],
    proof: &mut Proof<'_>,
) -> Result<(), ReadError> {
    let parts = match container::parts(input) {
        Ok(parts) => parts,
        Err(Flaw::Io(error)) => return Err(error.into()),
        Err(Flaw::Odd) => {
            proof.fail(Place::Container, Rule::Container);
            return Ok(());
        }
    };
    let names = || parts.iter().map(|part| part.name.as_str());
    for (number, part) in parts.iter().enumerate() {
        let known = expected.iter().find(|(name, _)| *name == part.name);
        let place = known.map_or(Place::UnknownPart(number + 1), |(name, _)| Place::Part(name));
        let Some(bytes) = unpack(input, part)? else {
            proof.fail(place, Rule::Container);
            continue;
        };
        let outcome = match known {
            Some((_, Expected::Bytes(byte_len, sha256))) => same_bytes(&bytes, *byte_len, sha256),
            Some((_, Expected::Walk(walk))) => walk(&bytes, proof),
            None => {
                proof.search(place.clone(), &part.name);
                proof.fail(place.clone(), Rule::Surplus);
                proof.search_bytes(place, &bytes);
                continue;
            }
        };
        if outcome.is_err() {
            proof.fail(place.clone(), Rule::PartDiffers);
            proof.search_bytes(place, &bytes);
        }
    }
    for (name, _) in expected.iter().filter(|(name, _)| !names().any(|found| found == *name)) {
        proof.fail(Place::Part(name), Rule::Missing);
    }
    if proof.is_clean() && !names().eq(expected.iter().map(|(name, _)| *name)) {
        proof.fail(Place::Container, Rule::Container);
    }
    Ok(())
}

/// All bytes of a part; `None` if it is not what the directory says, or larger than any honest one.
fn unpack(input: &mut dyn Input, part: &Part) -> Result<Option<Vec<u8>>, ReadError> {
    let mut opened = container::open(input, part)?;
    let mut bytes = Vec::new();
    let read = opened.by_ref().take(MOST_BYTES).read_to_end(&mut bytes);
    let is_whole = read.is_ok() && opened.finish().unwrap_or(false);
    Ok((is_whole && (bytes.len() as u64) < MOST_BYTES).then_some(bytes))
}

fn same_bytes(bytes: &[u8], byte_len: u64, sha256: &str) -> Result<(), Odd> {
    let hash = hex(&Sha256::digest(bytes));
    require(bytes.len() as u64 == byte_len && hash == sha256)
}

/// Goes on only if this holds.
pub(in crate::disclose) fn require(holds: bool) -> Result<(), Odd> {
    if holds { Ok(()) } else { Err(Odd) }
}

/// A walk through a part, element by element.
pub(in crate::disclose) struct Walk<R> {
    tokens: Tokens<R>,
    ahead: Option<Token>,
}

impl<'b> Walk<BufReader<Cursor<&'b [u8]>>> {
    /// A walk through these bytes.
    pub(in crate::disclose) fn new(bytes: &'b [u8]) -> Self {
        Walk { tokens: Tokens::new(BufReader::new(Cursor::new(bytes))), ahead: None }
    }
}

impl<R: BufRead> Walk<R> {
    fn next(&mut self) -> Result<Token, Odd> {
        match self.ahead.take() {
            Some(token) => Ok(token),
            None => Ok(self.tokens.next()?),
        }
    }

    /// An element begins here, with these attributes and no other, in this order.
    pub(in crate::disclose) fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), Odd> {
        let Token::Start(found, values) = self.next()? else { return Err(Odd) };
        let same = values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        require(found == name && same.eq(attributes.iter().copied()))
    }

    /// An element ends here.
    pub(in crate::disclose) fn end(&mut self, name: &str) -> Result<(), Odd> {
        require(matches!(self.next()?, Token::End(found) if found == name))
    }

    /// An element that holds nothing.
    pub(in crate::disclose) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), Odd> {
        self.start(name, attributes)?;
        self.end(name)
    }

    /// These words stand here; none, if they are empty.
    pub(in crate::disclose) fn words(&mut self, expected: &str) -> Result<(), Odd> {
        require(self.text()? == expected)
    }

    /// The words up to the next tag; none if a tag comes next.
    pub(in crate::disclose) fn text(&mut self) -> Result<String, Odd> {
        match self.next()? {
            Token::Text(text) => Ok(text),
            other @ (Token::Start(..) | Token::End(_) | Token::Eof) => {
                self.ahead = Some(other);
                Ok(String::new())
            }
        }
    }

    /// The attributes of an element of this name, if one begins here.
    pub(in crate::disclose) fn start_if(&mut self, name: &str) -> Result<Option<Vec<(String, String)>>, Odd> {
        match self.next()? {
            Token::Start(found, attributes) if found == name => Ok(Some(attributes)),
            other @ (Token::Start(..) | Token::End(_) | Token::Text(_) | Token::Eof) => {
                self.ahead = Some(other);
                Ok(None)
            }
        }
    }

    /// The part ends here.
    pub(in crate::disclose) fn eof(&mut self) -> Result<(), Odd> {
        require(self.next()? == Token::Eof)
    }
}

/// The width that each column of a table must have, of `whole` in all.
pub(in crate::disclose) fn widths_of(table: &Table, whole: usize) -> Vec<usize> {
    let letters = |column: usize| {
        let below = table.rows.iter().filter_map(|row| row.get(column));
        let all = table.headings.get(column).into_iter().chain(below);
        all.map(|text| text.chars().count()).max().unwrap_or(0).clamp(12, 40)
    };
    let columns = table.headings.len();
    let share: usize = (0..columns).map(letters).sum();
    let given = |column| whole * letters(column) / share;
    let before: usize = (0..columns.saturating_sub(1)).map(given).sum();
    (0..columns).map(|at| if at + 1 == columns { whole - before } else { given(at) }).collect()
}
