//! Whether an entry is within the request: a mention or a flag in its case, and a day within the
//! period.

use jiff::civil::Date;

use super::{Request, ScopeChoice, Workspace};
use crate::sheet::{CellId, Layout, Role, Sheet, day_of, years_of};

/// What the rule says of an entry, and by which part of the rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ScopeRule {
    /// The entry itself mentions body-worn video.
    Mentioned,
    /// The entry itself is flagged.
    Flagged,
    /// Another entry of its case mentions body-worn video: the request asks for cases.
    CaseMentioned,
    /// Another entry of its case is flagged.
    CaseFlagged,
    /// Neither mention nor flag in its case.
    NotMentioned,
    /// Its day or year lies outside the period.
    OutsidePeriod,
    /// It has no day or year that settles whether it lies within the period.
    DayUnknown,
    /// The file hides it, and the officer has yet to say whether it is brought in.
    Hidden,
    /// The file hides it, and the officer left it out.
    HiddenLeftOut,
}

impl ScopeRule {
    /// In, out, or for the officer to say.
    pub fn choice(self) -> Option<ScopeChoice> {
        match self {
            ScopeRule::Mentioned | ScopeRule::Flagged | ScopeRule::CaseMentioned | ScopeRule::CaseFlagged => {
                Some(ScopeChoice::In)
            }
            ScopeRule::NotMentioned | ScopeRule::OutsidePeriod | ScopeRule::HiddenLeftOut => {
                Some(ScopeChoice::Out)
            }
            ScopeRule::DayUnknown | ScopeRule::Hidden => None,
        }
    }

    /// One plain line.
    pub fn why(self) -> &'static str {
        match self {
            ScopeRule::Mentioned => "Mentions body-worn video",
            ScopeRule::Flagged => "Has the body-worn-video flag",
            ScopeRule::CaseMentioned => "Another entry of this case mentions body-worn video",
            ScopeRule::CaseFlagged => "Another entry of this case has the body-worn-video flag",
            ScopeRule::NotMentioned => "Neither a mention nor a flag in this case",
            ScopeRule::OutsidePeriod => "Outside the period asked for",
            ScopeRule::DayUnknown => "No day or year shows whether it lies within the period",
            ScopeRule::Hidden => "Hidden in the file; say whether hidden rows are brought in",
            ScopeRule::HiddenLeftOut => "Hidden in the file and left out",
        }
    }
}

/// Whether a value of the flag column says yes. A value that says neither yes nor no counts as
/// yes: the officer sees the entry and can put it out.
pub fn flag_says_yes(value: &str) -> bool {
    let value = value.trim().to_lowercase();
    !matches!(value.as_str(), "" | "n" | "no" | "false" | "0" | "none" | "n/a" | "na" | "-" | "not flagged")
}

/// Whether the entry's day lies within the period asked for; `None` if that cannot be told. The
/// incident's day counts, else its year, else the day of recording.
pub fn within_period(sheet: &Sheet, layout: &Layout, request: &Request, row: u32) -> Option<bool> {
    if request.from.is_none() && request.to.is_none() {
        return Some(true);
    }
    let (first, last) = incident(sheet, layout, row).or_else(|| recorded(sheet, layout, row))?;
    let after_start = |day| request.from.is_none_or(|from| day >= from);
    let before_end = |day| request.to.is_none_or(|to| day <= to);
    match (after_start(first) && before_end(last), after_start(last) && before_end(first)) {
        (true, _) => Some(true),
        (false, true) => None, // Partly within.
        (false, false) => Some(false),
    }
}

impl Workspace {
    /// Whether the rule judged an entry by the day it was recorded, as it has no day or year of the incident.
    pub fn is_judged_by_recorded(&self, row: u32) -> bool {
        let is_asked = match self.scope_rule(row) {
            ScopeRule::Mentioned
            | ScopeRule::Flagged
            | ScopeRule::CaseMentioned
            | ScopeRule::CaseFlagged
            | ScopeRule::OutsidePeriod => true,
            ScopeRule::NotMentioned
            | ScopeRule::DayUnknown
            | ScopeRule::Hidden
            | ScopeRule::HiddenLeftOut => false,
        };
        is_asked
            && self.scope_choice(row).is_none()
            && is_by_recorded(self.sheet(), self.layout(), self.request(), row)
    }
}

/// Whether a period is asked for and the entry's day of recording is all there is to judge by.
fn is_by_recorded(sheet: &Sheet, layout: &Layout, request: &Request, row: u32) -> bool {
    (request.from.is_some() || request.to.is_some())
        && incident(sheet, layout, row).is_none()
        && recorded(sheet, layout, row).is_some()
}

/// The day of the incident, else the first and the last day of its year.
fn incident(sheet: &Sheet, layout: &Layout, row: u32) -> Option<(Date, Date)> {
    let day = layout.columns_of(Role::Date).find_map(|column| day_of(sheet, CellId { row, column }));
    let years = || layout.columns_of(Role::Year).find_map(|column| years_of(sheet, CellId { row, column }));
    day.map(|day| (day, day)).or_else(years)
}

fn recorded(sheet: &Sheet, layout: &Layout, row: u32) -> Option<(Date, Date)> {
    let day = layout.columns_of(Role::Recorded).find_map(|column| day_of(sheet, CellId { row, column }));
    day.map(|day| (day, day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sheet::{ColumnPlan, SheetBuilder};

    fn check(day: &str, year: &str, recorded: &str, expected: Option<bool>) {
        let mut builder = SheetBuilder::new("s", &["Date", "Year", "Recorded"]);
        builder.push_row(2, false, [(day, None), (year, None), (recorded, None)]);
        let columns = [Role::Date, Role::Year, Role::Recorded]
            .map(|role| ColumnPlan { role, treatment: role.default_treatment() })
            .to_vec();
        let request =
            Request { from: Some(date(2018, 1, 1)), to: Some(date(2022, 6, 30)), ..Request::default() };
        let found = within_period(&builder.finish(), &Layout { columns }, &request, 0);
        assert_eq!(found, expected, "{day:?} {year:?} {recorded:?}");
    }

    #[test]
    fn an_entry_without_a_day_is_judged_by_its_recording() {
        let day = |day: &str, year: &str, recorded: &str, period: Option<Date>| {
            let mut builder = SheetBuilder::new("s", &["Date", "Year", "Recorded"]);
            builder.push_row(2, false, [(day, None), (year, None), (recorded, None)]);
            let columns = [Role::Date, Role::Year, Role::Recorded]
                .map(|role| ColumnPlan { role, treatment: role.default_treatment() })
                .to_vec();
            let request = Request { from: period, ..Request::default() };
            is_by_recorded(&builder.finish(), &Layout { columns }, &request, 0)
        };
        let period = Some(date(2018, 1, 1));
        assert!(day("", "", "05/05/2019", period) && day("n/a", "", "05/05/2012", period));
        assert!(!day("01/02/2019", "", "05/05/2019", period) && !day("", "2019", "05/05/2019", period));
        assert!(!day("", "", "", period) && !day("", "", "05/05/2019", None));
    }

    #[test]
    fn the_incident_counts_before_the_recording() {
        check("01/01/2018", "", "", Some(true));
        check("31/12/2017", "2018", "05/05/2019", Some(false));
        check("", "2019", "05/05/2023", Some(true));
        check("", "2017", "05/05/2019", Some(false));
        check("", "", "05/05/2019", Some(true));
    }

    #[test]
    fn unknown_is_not_guessed() {
        check("", "", "", None);
        check("", "2022", "01/02/2022", None); // The period ends in June.
        check("n/a", "", "unknown", None);
    }

    #[test]
    fn flags_as_systems_write_them() {
        for yes in ["Y", "yes", "TRUE", "1", "X", "BWV", "?"] {
            assert!(flag_says_yes(yes), "{yes:?}");
        }
        for no in ["", " ", "N", "No", "FALSE", "0", "n/a"] {
            assert!(!flag_says_yes(no), "{no:?}");
        }
    }
}
