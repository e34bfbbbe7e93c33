//! What follows from the sheet, its columns and the request. Made anew when those change, and no
//! oftener: a sheet can be long.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::cases::Cases;
use super::dial::Shown;
use super::ongoing::{Standing, records_crime};
use super::scope::{ScopeRule, flag_says_yes, within_period};
use super::{Request, Settlement};
use crate::detect::Kind;
use crate::sheet::{Layout, Role, Sheet};

/// What follows from the sheet and what its columns are.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Grouped {
    pub(super) cases: Cases,
    /// Whether each row has the flag.
    flagged: Vec<bool>,
    /// Where each case stands by status and outcome, by its first row; nothing where there is neither
    /// column to judge by.
    standing: Vec<Standing>,
    crimes: Crimes,
}

/// Whether the words of each case seem to record a crime, by its first row: looked up once it is
/// asked, and then remembered.
#[derive(Clone, Debug, Default)]
struct Crimes(Vec<OnceLock<bool>>);

impl PartialEq for Crimes {
    /// What was asked already is no part of the state.
    fn eq(&self, _: &Crimes) -> bool {
        true
    }
}

impl Grouped {
    pub(super) fn new(sheet: &Sheet, layout: &Layout) -> Grouped {
        let cases = Cases::new(sheet, layout);
        let rows = sheet.row_count();
        let flagged =
            (0..rows).map(|row| flag_says_yes(layout.text(sheet, row, Role::Flag).expose())).collect();
        let standing = standing_of_cases(sheet, layout, &cases);
        let crimes = Crimes(vec![OnceLock::new(); rows as usize]);
        Grouped { cases, flagged, standing, crimes }
    }

    /// Where the case of a row stands by status and outcome; closed where neither is there to judge
    /// by, and the officer is asked elsewhere.
    pub(super) fn standing(&self, row: u32) -> Standing {
        self.standing.get(self.cases.case_of(row) as usize).copied().unwrap_or(Standing::Closed)
    }

    /// Whether the words of the case of a row seem to record a criminal allegation.
    pub(super) fn seems_criminal(&self, sheet: &Sheet, layout: &Layout, row: u32) -> bool {
        const TELLING: [Role; 4] = [Role::Type, Role::Allegation, Role::Outcome, Role::Summary];
        let look = || {
            self.cases
                .rows_of(row)
                .into_iter()
                .any(|row| TELLING.iter().any(|&role| records_crime(layout.text(sheet, row, role).expose())))
        };
        self.crimes.0.get(self.cases.case_of(row) as usize).is_some_and(|known| *known.get_or_init(look))
    }

    /// What the rule says of each row. `hidden_rows` is how the hidden rows of the file were settled.
    pub(super) fn scope(
        &self,
        sheet: &Sheet,
        layout: &Layout,
        request: &Request,
        findings: Shown<'_>,
        hidden_rows: Option<Settlement>,
    ) -> Vec<ScopeRule> {
        let rows = sheet.row_count();
        let mut mentioned = vec![false; rows as usize];
        for finding in findings {
            let released =
                layout.columns.get(finding.cell.column as usize).is_some_and(|p| p.role == Role::Summary);
            if finding.kind == Kind::Bwv && released {
                mentioned[finding.cell.row as usize] = true;
            }
        }
        let mut case_mentioned = vec![false; rows as usize];
        let mut case_flagged = vec![false; rows as usize];
        for row in 0..rows {
            let case = self.cases.case_of(row) as usize;
            case_mentioned[case] |= mentioned[row as usize];
            case_flagged[case] |= self.flagged[row as usize];
        }
        (0..rows)
            .map(|row| {
                let (at, case) = (row as usize, self.cases.case_of(row) as usize);
                if sheet.is_row_hidden(row) && hidden_rows != Some(Settlement::BroughtIn) {
                    return if hidden_rows.is_none() { ScopeRule::Hidden } else { ScopeRule::HiddenLeftOut };
                }
                let flagged = self.flagged[at];
                let subject = match (mentioned[at], flagged, case_mentioned[case], case_flagged[case]) {
                    (true, ..) => ScopeRule::Mentioned,
                    (_, true, ..) => ScopeRule::Flagged,
                    (_, _, true, _) => ScopeRule::CaseMentioned,
                    (_, _, _, true) => ScopeRule::CaseFlagged,
                    (false, false, false, false) => return ScopeRule::NotMentioned,
                };
                match within_period(sheet, layout, request, row) {
                    Some(true) => subject,
                    Some(false) => ScopeRule::OutsidePeriod,
                    None => ScopeRule::DayUnknown,
                }
            })
            .collect()
    }
}

/// Where each case stands by the status and outcome of all its entries, of which one that is live
/// makes the case live.
fn standing_of_cases(sheet: &Sheet, layout: &Layout, cases: &Cases) -> Vec<Standing> {
    if layout.column(Role::Status).is_none() && layout.column(Role::Outcome).is_none() {
        return Vec::new();
    }
    let mut standing = vec![Standing::Closed; sheet.row_count() as usize];
    // A sheet has few statuses and outcomes, and each is judged once.
    let mut judged: HashMap<(&str, &str), Standing> = HashMap::new();
    for row in 0..sheet.row_count() {
        let text = |role| layout.text(sheet, row, role).expose();
        let (status, outcome) = (text(Role::Status), text(Role::Outcome));
        let entry = judged.entry((status, outcome)).or_insert_with(|| Standing::of_entry(status, outcome));
        let case = &mut standing[cases.case_of(row) as usize];
        *case = (*entry).max(*case);
    }
    standing
}
