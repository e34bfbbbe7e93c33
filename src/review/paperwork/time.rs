//! Time spent on a request. Time for redaction is kept apart: it does not count towards the cost limit.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// Minutes that somebody spent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TimeSpent {
    /// On what.
    pub activity: Activity,
    /// How long.
    pub minutes: u32,
    /// When.
    pub on: Date,
    /// What was done; may be empty.
    #[serde(default)]
    pub note: String,
}

/// What time was spent on.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Activity {
    /// Finding out whether the information is held.
    DeterminingWhetherHeld,
    /// Locating it, or a document that may hold it.
    Locating,
    /// Retrieving it, or such a document.
    Retrieving,
    /// Extracting it from a document.
    Extracting,
    /// Reading, deciding and redacting.
    Redacting,
    /// Writing, consulting and all else.
    Other,
}

/// Minutes spent, in the two sums that the law keeps apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TimeSums {
    /// Minutes that count towards the cost limit of section 12.
    pub search: u32,
    /// Minutes that do not.
    pub other: u32,
}

impl Activity {
    /// Whether its time counts towards the cost limit.
    pub fn counts_towards_cost(self) -> bool {
        match self {
            Activity::DeterminingWhetherHeld
            | Activity::Locating
            | Activity::Retrieving
            | Activity::Extracting => true,
            Activity::Redacting | Activity::Other => false,
        }
    }
}

impl TimeSums {
    /// The sums of these.
    pub fn of<'t>(spent: impl IntoIterator<Item = &'t TimeSpent>) -> TimeSums {
        let mut sums = TimeSums::default();
        for time in spent {
            let sum = if time.activity.counts_towards_cost() { &mut sums.search } else { &mut sums.other };
            *sum = sum.saturating_add(time.minutes);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn redaction_does_not_count() {
        let time =
            |activity, minutes| TimeSpent { activity, minutes, on: date(2026, 11, 3), note: String::new() };
        let spent =
            [time(Activity::Locating, 90), time(Activity::Redacting, 600), time(Activity::Extracting, 15)];
        assert_eq!(TimeSums::of(&spent), TimeSums { search: 105, other: 600 });
    }
}
