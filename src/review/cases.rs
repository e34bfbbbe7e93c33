//! Which entries belong to one case.

use std::collections::{BTreeMap, HashMap};

use crate::sheet::{Layout, Role, Sheet};

/// The entries of each case. A case is named by its first row; an entry without a reference is a
/// case of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cases {
    /// First row of its case, by row.
    first: Vec<u32>,
    /// Rows of each case, by its first row, ascending; only cases of several rows.
    rows: BTreeMap<u32, Vec<u32>>,
}

impl Cases {
    /// Groups the rows of a sheet by their reference: white space and case do not count.
    pub fn new(sheet: &Sheet, layout: &Layout) -> Cases {
        let mut by_reference: HashMap<String, u32> = HashMap::new();
        let mut cases = Cases::default();
        for row in 0..sheet.row_count() {
            let reference: String = layout
                .text(sheet, row, Role::Reference)
                .expose()
                .chars()
                .filter(|c| !c.is_whitespace())
                .flat_map(char::to_lowercase)
                .collect();
            let first =
                if reference.is_empty() { row } else { *by_reference.entry(reference).or_insert(row) };
            cases.first.push(first);
            if first != row {
                cases.rows.entry(first).or_insert_with(|| vec![first]).push(row);
            }
        }
        cases
    }

    /// First row of the case that `row` belongs to.
    pub fn case_of(&self, row: u32) -> u32 {
        self.first.get(row as usize).copied().unwrap_or(row)
    }

    /// All rows of the case that `row` belongs to, ascending.
    pub fn rows_of(&self, row: u32) -> Vec<u32> {
        let first = self.case_of(row);
        self.rows.get(&first).cloned().unwrap_or_else(|| vec![first])
    }

    /// First row of each case, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.first).filter(|(row, first)| row == *first).map(|(row, _)| row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{ColumnPlan, SheetBuilder, Treatment};

    #[test]
    fn groups_by_reference_whatever_its_spaces() {
        let mut builder = SheetBuilder::new("s", &["Ref"]);
        for reference in ["PC/1/21", "", "pc/1/21 ", "PC/2/21", ""] {
            builder.push_row(1, false, [(reference, None)]);
        }
        let plan = ColumnPlan { role: Role::Reference, treatment: Treatment::OutOfScope };
        let cases = Cases::new(&builder.finish(), &Layout { columns: vec![plan] });
        assert_eq!(cases.rows_of(2), [0, 2]);
        assert_eq!(cases.rows_of(4), [4]);
        assert_eq!(cases.iter().collect::<Vec<_>>(), [0, 1, 3, 4]);
    }
}
