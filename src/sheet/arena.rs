//! The texts of one column, end to end in pieces of bounded size.
//!
//! Pieces keep growth from copying a large column, and let a column that is mostly blank cost
//! next to nothing.

use serde::{Deserialize, Serialize};

/// A piece is closed once it holds this many bytes; a longer cell gets a piece of its own.
const PIECE_BYTES: usize = 1 << 20;
/// So many blanks in a row are stored; a longer gap opens a new piece instead.
const STORED_BLANKS: u32 = 64;

/// Texts by row. `Debug` is by hand: it is case text.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Arena {
    /// In order of row, without overlaps.
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
struct Piece {
    /// Row of the first cell.
    first: u32,
    text: String,
    /// Byte at which each cell ends.
    ends: Vec<u32>,
}

/// Some cells of a column, end to end.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'s> {
    /// Row of the first cell.
    pub(super) first: u32,
    pub(super) text: &'s str,
    /// Byte at which each cell ends.
    ends: &'s [u32],
}

impl Stretch<'_> {
    /// The cell that holds this byte; it is `from` or a later one.
    pub(super) fn cell_at(&self, from: usize, byte: usize) -> usize {
        let later = self.ends.get(from..).unwrap_or_default();
        from + later.iter().take_while(|end| **end as usize <= byte).count()
    }

    /// Byte at which a cell begins.
    pub(super) fn start(&self, cell: usize) -> usize {
        cell.checked_sub(1).map_or(0, |before| self.end(before))
    }

    /// Byte at which a cell ends.
    pub(super) fn end(&self, cell: usize) -> usize {
        self.ends.get(cell).map_or(self.text.len(), |end| *end as usize)
    }
}

impl Arena {
    /// Everything that is stored, in order of row.
    pub(super) fn stretches(&self) -> impl Iterator<Item = Stretch<'_>> {
        self.pieces.iter().map(|piece| Stretch { first: piece.first, text: &piece.text, ends: &piece.ends })
    }

    /// Text of a row; empty where none was stored.
    pub(super) fn get(&self, row: u32) -> &str {
        let after = self.pieces.partition_point(|piece| piece.first <= row);
        let Some(piece) = after.checked_sub(1).and_then(|at| self.pieces.get(at)) else { return "" };
        let at = (row - piece.first) as usize;
        let Some(&end) = piece.ends.get(at) else { return "" };
        let start = at.checked_sub(1).and_then(|before| piece.ends.get(before)).copied().unwrap_or(0);
        piece.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// Stores the text of a row. Rows come in ascending order; blank ones may be left out.
    pub(super) fn push(&mut self, row: u32, text: &str) {
        if text.is_empty() {
            return;
        }
        let open = self.pieces.last_mut().filter(|piece| piece.takes(row, text));
        match open {
            Some(piece) => piece.push(row, text),
            None => {
                if let Some(piece) = self.pieces.last_mut() {
                    piece.shrink();
                }
                let mut piece = Piece { first: row, ..Piece::default() };
                piece.push(row, text);
                self.pieces.push(piece);
            }
        }
    }

    /// Takes the texts out, piece by piece: row of the first cell, byte at which each cell ends, text.
    pub(super) fn into_pieces(self) -> impl Iterator<Item = (u32, Vec<u32>, String)> {
        self.pieces.into_iter().map(|piece| (piece.first, piece.ends, piece.text))
    }

    /// Puts a piece behind those that are there; `None` if it does not hold together.
    pub(super) fn push_piece(&mut self, first: u32, ends: Vec<u32>, text: String) -> Option<()> {
        let ascending = ends.is_sorted() && ends.last().is_some_and(|&end| end as usize == text.len());
        let whole = ends.iter().all(|&end| text.is_char_boundary(end as usize));
        let follows =
            u64::from(first) >= self.end() && u64::from(first) + ends.len() as u64 <= u64::from(u32::MAX);
        (ascending && whole && follows).then(|| self.pieces.push(Piece { first, text, ends }))
    }

    /// The row behind the last that is stored.
    pub(super) fn end(&self) -> u64 {
        self.pieces.last().map_or(0, |last| u64::from(last.first) + last.ends.len() as u64)
    }

    /// Gives back the memory that was kept for growth.
    pub(super) fn shrink(&mut self) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.shrink();
        }
        self.pieces.shrink_to_fit();
    }

    /// Number of bytes of text.
    pub(super) fn byte_len(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.text.len() as u64).sum()
    }
}

impl Piece {
    fn takes(&self, row: u32, text: &str) -> bool {
        let next = self.first + self.ends.len() as u32;
        row.saturating_sub(next) <= STORED_BLANKS && self.text.len() + text.len() <= PIECE_BYTES
    }

    fn push(&mut self, row: u32, text: &str) {
        let blanks = row.saturating_sub(self.first + self.ends.len() as u32);
        let end = self.text.len() as u32;
        self.ends.extend((0..blanks).map(|_| end));
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl std::fmt::Debug for Arena {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} bytes withheld>", self.byte_len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_cell_and_a_long_gap_open_new_pieces() {
        let mut arena = Arena::default();
        let long = "é".repeat(PIECE_BYTES);
        arena.push(3, "a");
        arena.push(4, &long);
        arena.push(5, "b");
        arena.push(1_000_000, "c");
        assert_eq!(arena.pieces.len(), 4);
        assert_eq!([arena.get(3), arena.get(5), arena.get(1_000_000)], ["a", "b", "c"]);
        assert_eq!([arena.get(0), arena.get(6), arena.get(999_999), arena.get(1_000_001)], [""; 4]);
        assert!(arena.get(4) == long);
    }

    proptest! {
        #[test]
        fn gives_back_what_was_stored(cells in prop::collection::vec((0u32..90, "[a-zé]{0,9}"), 0..60)) {
            let mut arena = Arena::default();
            let mut row = 0;
            let mut stored = Vec::new();
            for (gap, text) in cells {
                row += gap;
                arena.push(row, &text);
                stored.push((row, text));
                row += 1;
            }
            arena.shrink();
            for (row, text) in &stored {
                prop_assert_eq!(arena.get(*row), text);
            }
        }
    }
}
