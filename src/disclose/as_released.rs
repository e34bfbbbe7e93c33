//! The released table as those read it who know no more than what is released.

use super::disclosure::{ColumnKind, Disclosure, Piece};
use crate::review::{AsReleased, ReadColumn, ReadPiece, ReadSort};

impl AsReleased for Disclosure {
    fn columns(&self) -> Vec<ReadColumn> {
        let columns = Disclosure::columns(self).iter().enumerate();
        columns
            .map(|(at, column)| ReadColumn {
                heading: column.heading.clone(),
                sort: match (at, column.kind) {
                    // The entry's own number always comes first.
                    (0, _) => ReadSort::EntryNumber,
                    (_, ColumnKind::Long) => ReadSort::Text,
                    (_, ColumnKind::Number | ColumnKind::Short) => ReadSort::Value,
                },
            })
            .collect()
    }

    fn entry_count(&self) -> usize {
        self.row_count()
    }

    fn read(&self, entry: usize, tell: &mut dyn FnMut(usize, ReadPiece<'_>)) {
        for (column, cell) in self.row(entry).enumerate() {
            for piece in cell.pieces() {
                match piece {
                    Piece::Text(text) => tell(column, ReadPiece::Text(text)),
                    Piece::Withheld(mark) => tell(column, ReadPiece::Mark(mark.text())),
                }
            }
        }
    }
}
