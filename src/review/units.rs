//! Wider units, and numbers that are too small to be released.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, ReviewError, Workspace};
use crate::sheet::{CellId, Treatment};

/// The wider unit that stands for each text of a column, by the text without blanks around it.
pub type Units = BTreeMap<String, String>;

/// Numbers below this one are not released where small numbers are withheld.
const SMALL: f64 = 5.0;

/// Whether a cell holds a number below five; `None` if it holds no number that counts something.
pub fn small_number(text: &str) -> Option<bool> {
    let digits: String = text.trim().chars().filter(|c| *c != ',').collect();
    let is_plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number: f64 = digits.parse().ok().filter(|_| is_plain)?;
    Some(number < SMALL)
}

impl Workspace {
    pub(super) fn plan_units(&self, column: u16, units: &Units) -> Result<Vec<Change>, ReviewError> {
        let count = self.layout().columns.len();
        if usize::from(column) >= count {
            return Err(ReviewError::NoSuchColumn { column, count });
        }
        let mut now = Units::new();
        for (unit, wider) in units {
            if wider.trim().is_empty() {
                return Err(ReviewError::Blank { what: "the wider unit of each unit" });
            }
            now.insert(unit.trim().to_owned(), wider.trim().to_owned());
        }
        Ok(vec![Change::Units { column, was: self.units(column).clone(), now }])
    }

    /// The wider unit that is released for a cell; `None` if the officer has named none for its text.
    pub fn wider_unit(&self, cell: CellId) -> Option<&str> {
        let text = self.sheet().text(cell).expose().trim();
        self.units(cell.column).get(text).map(String::as_str)
    }

    /// The units of a column that have no wider one yet, each once, among the entries that are not
    /// withheld anyway. Case text.
    pub fn units_without_wider(&self, column: u16, entries: &[u32]) -> BTreeSet<&str> {
        let Some(&plan) = self.layout().columns.get(usize::from(column)) else { return BTreeSet::new() };
        if plan.treatment != Treatment::WiderUnit {
            return BTreeSet::new();
        }
        let units = self.units(column);
        entries
            .iter()
            .filter(|&&row| self.withheld_degree(row).is_none_or(|degree| !degree.covers(plan)))
            .map(|&row| self.sheet().text(CellId { row, column }).expose().trim())
            .filter(|text| !text.is_empty() && !units.contains_key(*text))
            .collect()
    }

    pub(super) fn entries_without_unit(&self, column: u16, entries: &[u32]) -> usize {
        self.units_without_wider(column, entries).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_small_or_not_or_none() {
        for (text, expected) in [
            ("0", Some(true)),
            ("4", Some(true)),
            (" 4.5 ", Some(true)),
            ("5", Some(false)),
            ("1,204", Some(false)),
            ("", None),
            ("four", None),
            ("-3", None),
            ("3 men", None),
            ("inf", None),
            ("1e3", None),
        ] {
            assert_eq!(small_number(text), expected, "{text:?}");
        }
    }
}
