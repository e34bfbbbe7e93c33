//! Which entries need not be read again.

use super::super::{Change, Workspace};
use super::Rebased;
use crate::sheet::{CellId, Treatment, day_of};

/// Entries stay read where every text of theirs in the release is the same, and no less of them is withheld.
/// `after` is the case on the newer export with all else carried.
pub(super) fn still_read(before: &Workspace, after: &Workspace, rebased: &Rebased) -> Vec<Change> {
    let is_same = |row: u32, was: u32| {
        let mut plans = (0u16..).zip(&after.layout().columns).filter(|(_, plan)| plan.treatment.is_shown());
        before.withheld_degree(was) == after.withheld_degree(row)
            && plans.all(|(column, plan)| {
                let Some(column_was) = rebased.columns.get(usize::from(column)).copied().flatten() else {
                    return false;
                };
                let plan_was = before.layout().columns.get(usize::from(column_was));
                let (cell, cell_was) = (CellId { row, column }, CellId { row: was, column: column_was });
                plan_was == Some(plan)
                    && after.sheet().text(cell).expose() == before.sheet().text(cell_was).expose()
                    && (plan.treatment != Treatment::YearOnly
                        || day_of(after.sheet(), cell) == day_of(before.sheet(), cell_was))
            })
    };
    let read = rebased.row_pairs().filter(|(_, was)| before.is_read(*was));
    read.filter(|(row, was)| is_same(*row, *was))
        .map(|(row, _)| Change::Read { row, was: false, now: true })
        .collect()
}
