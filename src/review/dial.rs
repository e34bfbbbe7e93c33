//! How likely something must be to be suggested: the dial that the officer turns to be shown more or
//! fewer words.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use super::{ScopeChoice, Workspace};
use crate::detect::{Finding, Likelihood, is_from_columns};
use crate::sheet::{CellId, Layout};

/// Where the dial stands.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Level {
    /// Only what is nearly sure.
    Fewer,
    /// What is likely.
    #[default]
    Usual,
    /// Also what may be.
    More,
}

impl Level {
    /// Its kebab-case name, as `usual`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// How likely something must be to be shown.
    pub fn least(self) -> Likelihood {
        match self {
            Level::Fewer => Likelihood::Sure,
            Level::Usual => Likelihood::Likely,
            Level::More => Likelihood::Less,
        }
    }

    /// Whether a finding is suggested at this level. What the entry's own columns say always is.
    pub fn shows(self, finding: &Finding, layout: &Layout) -> bool {
        Likelihood::of_finding(finding) >= self.least()
            || is_from_columns(finding.detector, finding.why, layout)
    }
}

/// The findings parted by the dial, made when it is turned or the sheet is searched, so that nothing has
/// to look at each of a million findings later.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) enum Parted {
    /// All are shown; they stand in what the search said.
    #[default]
    AllShown,
    /// In order, as they were found.
    Parts { shown: Arc<[Finding]>, below: Arc<[Finding]> },
}

impl Parted {
    pub(super) fn new(findings: &[Finding], level: Level, layout: &Layout) -> Parted {
        if findings.iter().all(|finding| level.shows(finding, layout)) {
            return Parted::AllShown;
        }
        let (shown, below): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| level.shows(finding, layout));
        Parted::Parts { shown: shown.into(), below: below.into() }
    }
}

impl Workspace {
    /// What is less likely than the dial shows, is no part of what the officer has decided, and would be
    /// suggested were the dial turned; in order.
    pub fn leftovers(&self) -> impl Iterator<Item = &Finding> {
        let below = match &self.parted {
            Parted::AllShown => &[][..],
            Parted::Parts { shown: _, below } => below,
        };
        below.iter().filter(|finding| self.is_suggested(finding) && !self.is_decided(finding))
    }

    /// The leftovers in entries that will be released, the likeliest first.
    pub fn leftovers_in_release(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        // They come in order, so each row is looked at once.
        let mut here: Option<(u32, Vec<CellId>)> = None;
        for finding in self.leftovers() {
            let row = finding.cell.row;
            let cells = match &here {
                Some((at, cells)) if *at == row => cells,
                _ => {
                    let is_in = self.scope(row) == Some(ScopeChoice::In);
                    let cells = if is_in { self.open_cells(row) } else { Vec::new() };
                    &here.insert((row, cells)).1
                }
            };
            if cells.contains(&finding.cell) {
                found.push(*finding);
            }
        }
        found.sort_by_key(|finding| {
            (std::cmp::Reverse(finding.confidence_permille), finding.cell, finding.span)
        });
        found
    }

    /// How many suggestions each level, from fewer to more, has in the released cells of an entry.
    pub fn suggestions_by_level(&self, row: u32) -> [u32; 3] {
        let mut counts = [0; 3];
        let cells = self.open_cells(row);
        let here = super::workspace::of_row(self.all_findings(), row);
        for finding in here.iter().filter(|finding| self.is_suggested(finding)) {
            if cells.contains(&finding.cell) {
                for (count, level) in counts.iter_mut().zip([Level::Fewer, Level::Usual, Level::More]) {
                    *count += u32::from(level.shows(finding, self.layout()));
                }
            }
        }
        counts
    }
}
