//! Where else the same words stand.

use super::{Place, Reach, Workspace};
use crate::sheet::CellId;
use crate::text::{Word, words};

impl Workspace {
    /// Every place, within reach, of the words at `place`, whatever their capitals, accents and
    /// the punctuation between them; `place` itself is among them. Only cells that are released
    /// are looked at.
    pub fn same_words(&self, place: Place, reach: Reach) -> Vec<Place> {
        let text = self.sheet().text(place.cell).expose();
        let wanted: Vec<String> =
            words(place.span.of(text).unwrap_or("")).into_iter().map(|word| word.folded).collect();
        let row = place.cell.row;
        let rows: Vec<u32> = match reach {
            Reach::Entry => vec![row],
            Reach::Case => self.case_rows(row),
            Reach::Sheet => (0..self.sheet().row_count()).collect(),
        };
        let mut places = vec![place];
        for row in rows {
            for cell in self.open_cells(row) {
                places.extend(find_sequence(&words(self.sheet().text(cell).expose()), &wanted, cell));
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Cells of a row whose text is released less its redactions.
    pub fn open_cells(&self, row: u32) -> Vec<CellId> {
        let withheld = self.withheld_degree(row);
        (0u16..)
            .zip(&self.layout().columns)
            .filter(|(_, plan)| {
                plan.treatment.releases_text() && withheld.is_none_or(|degree| !degree.covers(**plan))
            })
            .map(|(column, _)| CellId { row, column })
            .collect()
    }
}

/// Places where the folded words stand one after the other.
pub(super) fn find_sequence(text: &[Word], wanted: &[String], cell: CellId) -> Vec<Place> {
    if wanted.is_empty() {
        return Vec::new();
    }
    text.windows(wanted.len())
        .filter(|window| window.iter().zip(wanted).all(|(word, wanted)| word.folded == *wanted))
        .map(|window| Place { cell, span: window[0].span.join(window[window.len() - 1].span) })
        .collect()
}
