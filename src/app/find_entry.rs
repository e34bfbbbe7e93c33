//! Which entries are meant by a reference or a row number that somebody types. Made on the clerk's side: there
//! can be a million.

use crate::review::{Policy, Workspace};
use crate::sheet::{Role, Seeker};
use crate::text::fold;

/// More are not listed: who types on has fewer.
const MOST: usize = 50;

/// An entry that may be meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Called {
    pub(super) row: u32,
    /// Its number in the disclosure, from 1; `None` outside the request.
    pub(super) number: Option<usize>,
}

/// The entries whose reference holds what is typed, as far as they are listed: those of exactly this reference
/// first, then those that begin with it. Before them the entry that has this number in the disclosure, and the
/// row of the source file that has it.
pub(super) fn entries_called(workspace: &Workspace, typed: &str) -> Vec<Called> {
    let typed = fold(typed.trim());
    let (sheet, layout) = (workspace.sheet(), workspace.layout());
    let Some(seeker) = Seeker::new(&[&typed]) else { return Vec::new() };
    let columns: Vec<u16> = layout.columns_of(Role::Reference).collect();
    let cells = sheet.cells_with(&seeker, &columns);
    let mut called: Vec<(u8, u32)> = cells
        .into_iter()
        .map(|cell| {
            let reference = fold(sheet.text(cell).expose().trim());
            let rank = match reference.strip_prefix(typed.as_str()) {
                Some("") => 0,
                Some(_) => 1,
                None => 2,
            };
            (rank, cell.row)
        })
        .collect();
    called.sort_unstable();
    let mut rows: Vec<u32> = Vec::new();
    let entries = workspace.entries(Policy::Final);
    let numbered = entry_numbered(&entries, &typed).into_iter().chain(row_numbered(workspace, &typed));
    for row in numbered.chain(called.into_iter().map(|(_, row)| row)) {
        if rows.len() < MOST && !rows.contains(&row) {
            rows.push(row);
        }
    }
    let number = |row: &u32| entries.binary_search(row).ok().map(|at| at + 1);
    rows.into_iter().map(|row| Called { number: number(&row), row }).collect()
}

/// The entry of this number in the disclosure, as “22” or “entry 22”.
fn entry_numbered(entries: &[u32], typed: &str) -> Option<u32> {
    let number: usize = typed.strip_prefix("entry").unwrap_or(typed).trim().parse().ok()?;
    entries.get(number.checked_sub(1)?).copied()
}

/// The entry in the row of this number of the source file, as “1042” or “row 1042”.
fn row_numbered(workspace: &Workspace, typed: &str) -> Option<u32> {
    let number: u32 = typed.strip_prefix("row").unwrap_or(typed).trim().parse().ok()?;
    workspace.sheet().row_of_source(number)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::review::Imported;
    use crate::sheet::{ColumnPlan, Layout, SheetBuilder};

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let references = ["PC/10/21", "PC/1/21", "CM/PC/1/21", "", "pc/1/21", "DF 7", "7"];
        let mut builder = SheetBuilder::new("Cases", &["Ref"]);
        for (row, reference) in (5..).step_by(2).zip(references) {
            builder.push_row(row, false, [(reference, None)]);
        }
        let plan = |role: Role| ColumnPlan { role, treatment: role.default_treatment() };
        let workspace = Workspace::new(Imported {
            sheet: Arc::new(builder.finish()),
            layout: Layout { columns: vec![plan(Role::Reference)] },
            ..Imported::default()
        });
        let told: Vec<String> = entries_called(&workspace, typed)
            .into_iter()
            .map(|Called { row, number }| {
                let number = number.map_or(String::new(), |number| format!("{number}: "));
                format!("{number}{} {}", workspace.sheet().source_row(row), references[row as usize])
            })
            .collect();
        assert_eq!(told, expected, "{typed}");
    }

    #[test]
    fn the_very_reference_comes_first() {
        check("pc/1/21", &["7 PC/1/21", "13 pc/1/21", "9 CM/PC/1/21"]);
        check(" PC/1", &["5 PC/10/21", "7 PC/1/21", "13 pc/1/21", "9 CM/PC/1/21"]);
        check("PC/2", &[]);
        check("  ", &[]);
    }

    #[test]
    fn a_number_is_a_row_of_the_source_or_in_a_reference() {
        check("7", &["7 PC/1/21", "17 7", "15 DF 7"]);
        check("row 11", &["11 "]);
        check("Row 8", &[]);
        check("99999999999", &[]);
    }
}
