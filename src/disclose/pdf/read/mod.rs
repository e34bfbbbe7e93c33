//! Reads a PDF again and accounts for everything in it. Nothing here is shared with the writer, above
//! what packs streams: the file's objects, its operations and its pictures of letters are read by code
//! of this folder alone.
//!
//! Every byte of the file belongs to an object, every object is known, every word on a page belongs to
//! a part of the document, every part holds exactly what was released. Words are compared letter by
//! letter and space by space, whatever the lines; what [`expected`] says of composed letters, tabs and
//! letters that nobody sees is all the freedom there is. What differs is searched for withheld words,
//! to say what kind of failure it is.

mod cff;
mod container;
mod content;
mod expected;
mod fonts;
mod identity;
mod metadata;
mod object;
mod outline;
mod pages;
mod structure;

use container::Container;
use expected::Expected;
use object::Odd;

use crate::detect::Cancel;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::{Disclosure, Document};

/// Bytes of a file that should not be as it is which are searched, to say what kind of leak it is.
const MOST_SEARCHED: usize = 1 << 24;

/// Compares a file with a released table.
pub(super) fn read_table(
    input: &mut dyn Input,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    let cells = (disclosure.row_count() + 1) * disclosure.columns().len();
    let before = proof.failures().1;
    read(input, &expected::table(disclosure), proof, cancel)?;
    if proof.failures().1 == before {
        (0..cells).for_each(|_| proof.count_cell());
    }
    Ok(())
}

/// Compares a file with a document.
pub(super) fn read_document(
    input: &mut dyn Input,
    document: &Document,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    let before = proof.failures().1;
    read(input, &expected::document(document), proof, cancel)?;
    if proof.failures().1 == before {
        document.texts().iter().for_each(|_| proof.count_cell());
    }
    Ok(())
}

fn read(
    input: &mut dyn Input,
    expected: &Expected,
    proof: &mut Proof<'_>,
    cancel: &Cancel,
) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let Ok(mut file) = Container::parse(&bytes) else {
        proof.fail(Place::Container, Rule::Container);
        proof.search_bytes(Place::Container, bytes.get(..MOST_SEARCHED).unwrap_or(&bytes));
        return Ok(());
    };
    match pages::read(&mut file, expected, proof, cancel) {
        Ok(()) => {}
        Err(Stop::Cancelled) => return Err(ReadError::Cancelled),
        Err(Stop::Odd(part)) => {
            proof.fail(Place::Part(part), Rule::PartDiffers);
            // Which of the objects is the odd one is not known, so all are searched but the pages,
            // whose words are compared with the cells.
            search(&file, 0..=file.len(), proof);
            return Ok(());
        }
    }
    for number in file.unknown() {
        proof.fail(Place::UnknownPart(number), Rule::Surplus);
        search(&file, number..=number, proof);
    }
    Ok(())
}

fn search(file: &Container<'_>, numbers: std::ops::RangeInclusive<usize>, proof: &mut Proof<'_>) {
    for number in numbers {
        let bytes = file.searchable(number);
        proof.search_bytes(Place::UnknownPart(number), bytes.get(..MOST_SEARCHED).unwrap_or(&bytes));
    }
}

/// Why the reading ended early.
pub(super) enum Stop {
    /// This part of the file is not as our files are.
    Odd(&'static str),
    /// Somebody asked to stop.
    Cancelled,
}

/// Names the part of the file that is not as it should be.
trait In<T> {
    fn within(self, part: &'static str) -> Result<T, Stop>;
}

impl<T> In<T> for Result<T, Odd> {
    fn within(self, part: &'static str) -> Result<T, Stop> {
        self.map_err(|Odd| Stop::Odd(part))
    }
}
