//! Which columns of a newer export are which, and what happens to them.

use std::collections::BTreeSet;

use super::super::Workspace;
use crate::sheet::{CellId, ColumnPlan, Layout, Role, Sheet, Treatment};

/// So many texts of a column are looked at to see whether it was only renamed.
const LOOKED_AT: usize = 400;

/// The column that each was before, and what the columns are now: as the officer had them where they are the
/// same; else as guessed, and for the officer to settle.
pub(super) fn matched(before: &Workspace, sheet: &Sheet, guessed: &Layout) -> (Vec<Option<u16>>, Layout) {
    let mut columns = by_heading(before.sheet(), sheet);
    by_role(before, sheet, guessed, &mut columns);
    let plans = &before.layout().columns;
    let kept = |was: &Option<u16>| was.and_then(|was| plans.get(usize::from(was))).copied();
    let taken: BTreeSet<Role> = columns.iter().filter_map(kept).map(|plan| plan.role).collect();
    let plan = |(was, guess): (&Option<u16>, &ColumnPlan)| {
        kept(was).unwrap_or_else(|| {
            // A second column of references would group the entries otherwise.
            let role = if taken.contains(&guess.role) { Role::Other } else { guess.role };
            ColumnPlan { role, treatment: Treatment::Unsettled }
        })
    };
    let layout = Layout { columns: columns.iter().zip(&guessed.columns).map(plan).collect() };
    (columns, layout)
}

fn plain(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn by_heading(before: &Sheet, now: &Sheet) -> Vec<Option<u16>> {
    let was: Vec<String> = before.columns().iter().map(|column| plain(column.heading())).collect();
    let mut taken = BTreeSet::new();
    let find = |heading: &str| was.iter().position(|was| *was == plain(heading)).map(|at| at as u16);
    now.columns().iter().map(|column| find(column.heading()).filter(|at| taken.insert(*at))).collect()
}

/// A column that was renamed is the only one of its role that is left on either side, and holds what it held.
fn by_role(before: &Workspace, sheet: &Sheet, guessed: &Layout, columns: &mut [Option<u16>]) {
    let plans = &before.layout().columns;
    let left: Vec<u16> = (0..plans.len() as u16).filter(|column| !columns.contains(&Some(*column))).collect();
    let new: Vec<u16> =
        (0u16..).zip(columns.iter()).filter(|(_, was)| was.is_none()).map(|(at, _)| at).collect();
    let role = |plans: &[ColumnPlan], at: u16| plans.get(usize::from(at)).map(|plan| plan.role);
    for &was in &left {
        let wanted = role(plans, was);
        let of_role = |plans: &[ColumnPlan], among: &[u16]| -> Vec<u16> {
            among.iter().copied().filter(|at| role(plans, *at) == wanted).collect()
        };
        let alike = of_role(&guessed.columns, &new);
        if let ([_], [now]) = (of_role(plans, &left).as_slice(), alike.as_slice())
            && holds_the_same(before.sheet(), was, sheet, *now)
            && let Some(slot) = columns.get_mut(usize::from(*now))
        {
            *slot = Some(was);
        }
    }
}

/// Whether most of what a column holds was held by the other.
fn holds_the_same(before: &Sheet, was: u16, sheet: &Sheet, now: u16) -> bool {
    fn texts(sheet: &Sheet, column: u16) -> impl Iterator<Item = &str> {
        let text = move |row| sheet.text(CellId { row, column }).expose().trim();
        (0..sheet.row_count()).map(text).filter(|text| !text.is_empty())
    }
    let held: BTreeSet<&str> = texts(before, was).collect();
    let now: BTreeSet<&str> = texts(sheet, now).take(LOOKED_AT).collect();
    let again = now.iter().filter(|text| held.contains(*text)).count();
    again > 0 && again * 2 >= now.len()
}
