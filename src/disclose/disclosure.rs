//! A disclosure: a table in which withheld words no longer exist.
//!
//! Released text lies end to end in one arena; a cell is a run of pieces, eight bytes each. A piece
//! that is withheld names its mark and holds no text, so no writer can give away what was there.

mod builder;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::law::{ExemptionId, mark_text};

pub(super) use builder::Builder;

/// A piece of a released cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'d> {
    /// Words that are released.
    Text(&'d str),
    /// Where words were. Holds none of them.
    Withheld(&'d Mark),
}

/// What stands where words were.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Why they are not there.
    pub grounds: Grounds,
    /// What stands in their place if role names are on, as `[Officer A]`.
    pub label: Option<String>,
    text: String,
}

/// Why words are not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// One or more exemptions, in canonical order.
    Exempt(Vec<ExemptionId>),
    /// Not asked for, which is no exemption.
    OutOfScope,
}

/// How a column is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// Whole numbers: the entry's own number, or a year.
    Number,
    /// A few words.
    Short,
    /// Running text.
    Long,
}

impl ColumnKind {
    /// Characters that stand side by side in such a column. Depends on what a column is, never on
    /// what stands in it.
    pub fn characters(self) -> u16 {
        match self {
            ColumnKind::Number => 10,
            ColumnKind::Short => 24,
            ColumnKind::Long => 90,
        }
    }

    /// Lines that a text takes in such a column, or a few more: where lines break depends on the
    /// typeface.
    pub fn lines(self, text: &str) -> usize {
        // A line holds more letters than digits, which makes up for words that are not broken.
        let usable = usize::from(self.characters());
        text.split('\n').map(|line| line.chars().count().div_ceil(usable).max(1)).sum()
    }
}

/// One column of the released table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The heading; unlike every other, also when capitals are ignored.
    pub heading: String,
    /// How it is shown.
    pub kind: ColumnKind,
    /// Whether the heading is the program's own, or made of words that headings of case systems are
    /// made of: such a heading is a known constant and is not searched for withheld words. A sheet
    /// in which somebody is called Summary would otherwise never be released.
    pub is_standard: bool,
}

impl Column {
    /// A column of the program's own.
    pub(super) fn ours(heading: &str, kind: ColumnKind) -> Column {
        Column { heading: heading.to_owned(), kind, is_standard: true }
    }
}

/// What a disclosure says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meta {
    /// Title of the disclosure; may be empty.
    pub title: String,
    /// The public authority.
    pub force: String,
    /// The request's reference.
    pub reference: String,
    /// First and last day of the period asked for.
    pub period: (Option<Date>, Option<Date>),
    /// Whether anything was taken as suggested instead of decided.
    pub is_draft: bool,
    /// The moment of release; every time in every file comes from here.
    pub released_at: Timestamp,
    /// Version of the program.
    pub program_version: String,
    /// The exemptions that stand in the table, in canonical order: the key to its marks.
    pub key: Vec<ExemptionId>,
    /// Cases among the entries.
    pub cases: u64,
}

/// What leaves the building. Every writer of a released table takes this and nothing else.
#[derive(Clone, PartialEq, Default)]
pub struct Disclosure {
    meta: Meta,
    columns: Vec<Column>,
    marks: Vec<Mark>,
    arena: String,
    pieces: Vec<Stored>,
    /// Pieces of each cell, row by row.
    cells: Vec<u32>,
    /// Where each row begins in the arena and among the pieces.
    rows: Vec<(u64, u64)>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Stored {
    /// So many bytes of the arena.
    Text(u32),
    /// The mark of this number.
    Mark(u16),
}

/// One released cell.
#[derive(Clone, Copy)]
pub struct Cell<'d> {
    pieces: &'d [Stored],
    text: &'d str,
    marks: &'d [Mark],
}

impl Mark {
    /// What stands in the table, as `[s40(2)]`, or `[Officer A]` where role names are on.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Disclosure {
    /// What it says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The columns, left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Number of rows below the headings: the entries.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// A cell; blank outside the table.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        self.row(row).nth(column).unwrap_or(Cell { pieces: &[], text: "", marks: &self.marks })
    }

    /// The cells of a row, left to right.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        let width = self.columns.len();
        let (mut text_at, mut piece_at) =
            self.rows.get(row).map_or((0, 0), |&(text, piece)| (text as usize, piece as usize));
        let counts = self.cells.get(row * width..(row + 1) * width).unwrap_or(&[]);
        counts.iter().map(move |&count| {
            let pieces = &self.pieces[piece_at..piece_at + count as usize];
            let byte_len: usize = pieces.iter().map(|piece| piece.byte_len()).sum();
            let text = self.arena.get(text_at..text_at + byte_len).unwrap_or("");
            piece_at += pieces.len();
            text_at += byte_len;
            Cell { pieces, text, marks: &self.marks }
        })
    }

    /// Number of marks in the table.
    pub fn mark_count(&self) -> u64 {
        self.pieces.iter().filter(|piece| matches!(piece, Stored::Mark(_))).count() as u64
    }

    /// How often each of the [`Disclosure::marks`] stands in the table, in the same order.
    pub fn mark_uses(&self) -> Vec<u64> {
        let mut uses = vec![0; self.marks.len()];
        for piece in &self.pieces {
            if let Stored::Mark(mark) = piece {
                uses[usize::from(*mark)] += 1;
            }
        }
        uses
    }

    /// What stands in each mark that the table uses, and why.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Bytes of released text, from which the size of a file can be guessed.
    pub fn byte_len(&self) -> u64 {
        self.arena.len() as u64
    }
}

impl fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<disclosure of {} rows and {} columns>", self.rows.len(), self.columns.len())
    }
}

impl<'d> Cell<'d> {
    /// Its pieces, in order.
    pub fn pieces(self) -> impl Iterator<Item = Piece<'d>> {
        let mut at = 0;
        self.pieces.iter().map(move |piece| match *piece {
            Stored::Text(byte_len) => {
                let from = at;
                at += byte_len as usize;
                Piece::Text(self.text.get(from..at).unwrap_or(""))
            }
            Stored::Mark(mark) => Piece::Withheld(&self.marks[mark as usize]),
        })
    }

    /// Whether nothing at all stands in it.
    pub fn is_blank(self) -> bool {
        self.pieces.is_empty()
    }

    /// Appends what stands in it, marks included.
    pub fn append_to(self, text: &mut String) {
        for piece in self.pieces() {
            text.push_str(match piece {
                Piece::Text(words) => words,
                Piece::Withheld(mark) => mark.text(),
            });
        }
    }

    /// What stands in it, marks included.
    pub fn text(self) -> String {
        let mut text = String::new();
        self.append_to(&mut text);
        text
    }
}

impl Stored {
    fn byte_len(self) -> usize {
        match self {
            Stored::Text(byte_len) => byte_len as usize,
            Stored::Mark(_) => 0,
        }
    }
}

/// What stands where words of a whole column are withheld and no exemption has been given.
const NO_EXEMPTION: &str = "[withheld]";
/// What stands where words were not asked for.
const OUT_OF_SCOPE: &str = "[out of scope]";

impl Grounds {
    /// What a mark prints. Its width never depends on the words it stands for.
    fn mark_text(&self) -> String {
        match self {
            Grounds::Exempt(exemptions) if exemptions.is_empty() => NO_EXEMPTION.to_owned(),
            Grounds::Exempt(exemptions) => mark_text(exemptions),
            Grounds::OutOfScope => OUT_OF_SCOPE.to_owned(),
        }
    }
}
