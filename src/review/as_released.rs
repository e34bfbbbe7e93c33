//! What an applicant is given, as those see it who look at the release from outside.

/// A column of the released table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadColumn {
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub sort: ReadSort,
}

/// What stands in a released column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReadSort {
    /// The entry's own number, which says nothing of it.
    EntryNumber,
    /// A value that is released as a whole.
    Value,
    /// Running text less its redactions.
    Text,
}

/// A piece of a released cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadPiece<'r> {
    /// Words that are released.
    Text(&'r str),
    /// What stands where words were, as `[s40(2)]` or `[Officer A]`.
    Mark(&'r str),
}

/// A table with marks in it and no withheld words: whoever reads it cannot come upon more than an applicant
/// does.
pub trait AsReleased: Sync {
    /// The columns, left to right.
    fn columns(&self) -> Vec<ReadColumn>;

    /// Number of entries.
    fn entry_count(&self) -> usize;

    /// Reads an entry, counted from 0: tells each piece with the number of its column, left to right.
    fn read(&self, entry: usize, tell: &mut dyn FnMut(usize, ReadPiece<'_>));
}
