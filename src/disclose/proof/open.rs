//! Withheld words that also stand openly in the table: not a leak by itself ("May" is a name and a
//! month), but for the officer to settle before release.

use std::collections::BTreeMap;

use super::Secrets;
use super::index::hashes;
use super::secrets::Origin;
use crate::disclose::{Disclosure, Piece};
use crate::sheet::CellId;
use crate::text::{Span, fold};

/// Places kept of each string.
const MOST_PLACES: usize = 50;

/// Withheld words that also stand openly in the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenElsewhere {
    /// A cell of the sheet in which they are withheld.
    pub cell: CellId,
    /// Where in that cell; `None` if the cell is withheld as a whole or not in the table.
    pub span: Option<Span>,
    /// How often they are withheld.
    pub times_withheld: u32,
    /// How often they stand openly.
    pub times_open: u64,
    /// Where: row and column of the table, from 0, at most the first fifty.
    pub places: Vec<(usize, usize)>,
}

/// Lists withheld words that also stand openly, in the order of where they are withheld.
pub fn open_elsewhere(disclosure: &Disclosure, secrets: &Secrets) -> Vec<OpenElsewhere> {
    let mut found: BTreeMap<u32, OpenElsewhere> = BTreeMap::new();
    let mut hashed = Vec::new();
    for row in 0..disclosure.row_count() {
        for (column, cell) in disclosure.row(row).enumerate() {
            for piece in cell.pieces() {
                let Piece::Text(text) = piece else { continue };
                hashed.clear();
                hashed.extend(hashes(&fold(text)));
                let mut at = 0;
                while let Some(rest) = hashed.get(at..).filter(|rest| !rest.is_empty()) {
                    let Some((string, word_count)) = secrets.words.longest_at(rest) else {
                        at += 1;
                        continue;
                    };
                    at += word_count;
                    let Origin { cell, span, times } = secrets.origins[string as usize];
                    let open = found.entry(string).or_insert_with(|| OpenElsewhere {
                        cell,
                        span,
                        times_withheld: times,
                        times_open: 0,
                        places: Vec::new(),
                    });
                    open.times_open += 1;
                    if open.places.len() < MOST_PLACES {
                        open.places.push((row, column));
                    }
                }
            }
        }
    }
    let mut all: Vec<OpenElsewhere> = found.into_values().collect();
    all.sort_by_key(|open| (open.cell, open.span));
    all
}
