//! Which entries are one case.

use std::collections::HashMap;

use crate::sheet::{Layout, Role, Sheet};

/// The rows of one case, ascending.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Case {
    pub(crate) rows: Vec<u32>,
}

/// A "case" of more entries than this is a placeholder in the reference column, not a case.
const MOST_ENTRIES: usize = 200;

/// Entries that share a reference, in order of their first row from `first_row` on, then the rest.
pub(crate) fn group(sheet: &Sheet, layout: &Layout, first_row: u32) -> Vec<Case> {
    let mut by_reference: HashMap<&str, usize> = HashMap::new();
    let mut cases: Vec<Case> = Vec::new();
    for row in 0..sheet.row_count() {
        let reference = layout.text(sheet, row, Role::Reference).expose().trim();
        if reference.is_empty() {
            cases.push(Case { rows: vec![row] });
            continue;
        }
        let at = *by_reference.entry(reference).or_insert(cases.len());
        match cases.get_mut(at) {
            Some(case) => case.rows.push(row),
            None => cases.push(Case { rows: vec![row] }),
        }
    }
    let mut cases: Vec<Case> = cases.into_iter().flat_map(split_placeholders).collect();
    cases.sort_unstable_by_key(|case| {
        let first = case.rows.iter().copied().find(|&row| row >= first_row);
        (first.is_none(), first.or(case.rows.first().copied()))
    });
    cases
}

fn split_placeholders(case: Case) -> Vec<Case> {
    if case.rows.len() <= MOST_ENTRIES {
        return vec![case];
    }
    case.rows.into_iter().map(|row| Case { rows: vec![row] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{ColumnPlan, SheetBuilder};

    #[test]
    fn entries_of_one_reference_are_one_case() {
        let mut builder = SheetBuilder::new("s", &["ref"]);
        for (at, reference) in ["a", "b", "a", "", ""].iter().enumerate() {
            builder.push_row(at as u32 + 2, false, [(*reference, None)]);
        }
        let role = Role::Reference;
        let layout = Layout { columns: vec![ColumnPlan { role, treatment: role.default_treatment() }] };
        let sheet = builder.finish();
        let rows =
            |first| group(&sheet, &layout, first).into_iter().map(|case| case.rows).collect::<Vec<_>>();
        assert_eq!(rows(0), [vec![0, 2], vec![1], vec![3], vec![4]]);
        assert_eq!(rows(2), [vec![0, 2], vec![3], vec![4], vec![1]]);
    }
}
