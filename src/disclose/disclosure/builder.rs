//! Builds a disclosure piece by piece.

use crate::law::style;

use super::{Column, Disclosure, Grounds, Mark, Meta, Stored};

/// Builds a [`Disclosure`] piece by piece.
pub(in crate::disclose) struct Builder {
    disclosure: Disclosure,
    pieces_in_cell: u32,
    row_start: (u64, u64),
}

impl Builder {
    /// A table with these columns. Headings that differ in capitals only are numbered.
    pub(in crate::disclose) fn new(meta: Meta, columns: impl IntoIterator<Item = Column>) -> Builder {
        let mut distinct: Vec<Column> = Vec::new();
        for Column { heading, kind, is_standard } in columns {
            let mut name = heading.clone();
            let mut n = 1;
            while distinct.iter().any(|c| c.heading.to_lowercase() == name.to_lowercase()) {
                n += 1;
                name = format!("{heading} ({n})");
            }
            distinct.push(Column { heading: name, kind, is_standard });
        }
        let disclosure = Disclosure { meta, columns: distinct, ..Disclosure::default() };
        Builder { disclosure, pieces_in_cell: 0, row_start: (0, 0) }
    }

    /// Adds released words to the cell.
    pub(in crate::disclose) fn text(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.disclosure.arena.push_str(words);
        // A cell's text is at most 4 GiB long: spans count in 32 bits.
        self.disclosure.pieces.push(Stored::Text(words.len() as u32));
        self.pieces_in_cell += 1;
    }

    /// Adds a mark to the cell.
    pub(in crate::disclose) fn mark(&mut self, grounds: &Grounds) {
        self.mark_as(grounds, None);
    }

    /// Adds a mark that says by a role who was meant.
    pub(in crate::disclose) fn mark_as(&mut self, grounds: &Grounds, role: Option<&str>) {
        let marks = &mut self.disclosure.marks;
        let label = role.map(|role| style().mark.replacen("{}", role, 1));
        let known = marks.iter().position(|mark| mark.grounds == *grounds && mark.label == label);
        let at = known.unwrap_or_else(|| {
            if let Grounds::Exempt(exemptions) = grounds {
                self.disclosure.meta.key.extend(exemptions);
            }
            let text = label.clone().unwrap_or_else(|| grounds.mark_text());
            marks.push(Mark { grounds: grounds.clone(), label, text });
            marks.len() - 1
        });
        self.disclosure.pieces.push(Stored::Mark(at as u16));
        self.pieces_in_cell += 1;
    }

    /// The next cell begins.
    pub(in crate::disclose) fn end_cell(&mut self) {
        self.disclosure.cells.push(std::mem::take(&mut self.pieces_in_cell));
        let Disclosure { columns, arena, pieces, cells, rows, .. } = &mut self.disclosure;
        if cells.len() == (rows.len() + 1) * columns.len() {
            rows.push(self.row_start);
            self.row_start = (arena.len() as u64, pieces.len() as u64);
        }
    }

    /// Adds a cell of released words.
    pub(in crate::disclose) fn text_cell(&mut self, words: &str) {
        self.text(words);
        self.end_cell();
    }

    /// Adds a cell that is withheld as a whole.
    pub(in crate::disclose) fn mark_cell(&mut self, grounds: &Grounds) {
        self.mark(grounds);
        self.end_cell();
    }

    /// The table.
    pub(in crate::disclose) fn finish(self) -> Disclosure {
        let mut disclosure = self.disclosure;
        disclosure.meta.key.sort();
        disclosure.meta.key.dedup();
        disclosure.arena.shrink_to_fit();
        disclosure.pieces.shrink_to_fit();
        disclosure
    }
}
