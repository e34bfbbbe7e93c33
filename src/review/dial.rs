//! How likely something must be to be suggested: the dial that the officer turns to be shown more or
//! fewer words.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use super::event::{Change, Event};
use super::scope::ScopeRule;
use super::workspace::places;
use super::{Request, ScopeChoice, Workspace};
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

/// The places, among all findings, of those that the dial does not show, ascending. Noted when it is turned
/// or the sheet is searched; a copy of the findings would take nine times the room.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Below(Arc<[u32]>);

impl Below {
    pub(super) fn new(findings: &[Finding], level: Level, layout: &Layout) -> Below {
        let places = (0..).zip(findings).filter(|(_, finding)| !level.shows(finding, layout));
        Below(places.map(|(at, _)| at).collect())
    }
}

/// What turning the dial changes for the whole sheet. Every finding is looked at for it, so in a large sheet it
/// is made beside the work, by a copy of the case.
#[derive(Clone, PartialEq, Debug)]
pub struct Turned {
    pub(super) level: Level,
    pub(super) below: Below,
    pub(super) rules: Vec<ScopeRule>,
    /// How many findings there were.
    findings: usize,
    request: Request,
    layout: Layout,
}

impl Turned {
    /// Whether it is of this case as it stands, but for the dial. What else it rests on changes with the table
    /// or a search alone: whoever keeps it forgets it then.
    pub(super) fn fits(&self, workspace: &Workspace) -> bool {
        self.level == workspace.level()
            && self.findings == workspace.all_findings().len()
            && self.request == *workspace.request()
            && self.layout == *workspace.layout()
            && self.rules.len() == workspace.sheet().row_count() as usize
    }
}

/// What was found in a stretch of the sheet and is likely enough for the dial, in order of cell and span.
#[derive(Clone, Debug, Default)]
pub struct Shown<'f> {
    /// Those to come, shown or not.
    rest: &'f [Finding],
    /// The place of the first of them among all findings.
    at: u32,
    /// The places of those that are not shown.
    below: &'f [u32],
}

impl<'f> Shown<'f> {
    pub(super) fn new(findings: &'f [Finding], below: &'f Below) -> Shown<'f> {
        Shown { rest: findings, at: 0, below: &below.0 }
    }

    /// Those in cells that are equal to what is sought.
    pub(super) fn within(self, sought: impl Fn(CellId) -> Ordering) -> Shown<'f> {
        let here = places(self.rest, sought);
        let (from, to) = (self.at + here.start as u32, self.at + here.end as u32);
        let below = &self.below[self.below.partition_point(|&place| place < from)..];
        let below = &below[..below.partition_point(|&place| place < to)];
        Shown { rest: &self.rest[here], at: from, below }
    }
}

impl<'f> Iterator for Shown<'f> {
    type Item = &'f Finding;

    fn next(&mut self) -> Option<&'f Finding> {
        loop {
            let (finding, rest) = self.rest.split_first()?;
            let place = self.at;
            (self.rest, self.at) = (rest, self.at + 1);
            match self.below.split_first() {
                Some((&first, below)) if first == place => self.below = below,
                Some(_) | None => return Some(finding),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.rest.len() - self.below.len();
        (count, Some(count))
    }
}

impl ExactSizeIterator for Shown<'_> {}

impl Workspace {
    /// What turning the dial to this level would change for the whole sheet.
    pub fn turned(&self, level: Level) -> Turned {
        let below = Below::new(self.all_findings(), level, self.layout());
        let rules = self.rules_for(Shown::new(self.all_findings(), &below));
        let (request, layout) = (self.request().clone(), self.layout().clone());
        Turned { level, below, rules, findings: self.all_findings().len(), request, layout }
    }

    /// Where the dial stands once this event is applied.
    pub fn level_after(&self, event: &Event) -> Level {
        let mut turns = self.changes_of(event).iter().filter_map(|change| {
            let Change::Dial { was, now } = change else { return None };
            Some((*was, *now))
        });
        let after = match event {
            // Taken back from the last to the first.
            Event::Undone { .. } => turns.next().map(|(was, _)| was),
            Event::Changed { .. }
            | Event::Redone { .. }
            | Event::Detected(_)
            | Event::Rebased(_)
            | Event::Kept(_)
            | Event::Released { .. } => turns.next_back().map(|(_, now)| now),
        };
        after.unwrap_or(self.level())
    }

    /// What is less likely than the dial shows, is no part of what the officer has decided, and would be
    /// suggested were the dial turned; in order.
    pub fn leftovers(&self) -> impl Iterator<Item = &Finding> {
        let below = self.below.0.iter().filter_map(|&at| self.all_findings().get(at as usize));
        below.filter(|finding| self.is_suggested(finding) && !self.is_decided(finding))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::{DetectorId, Evidence, Kind, Why};
    use crate::text::Span;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What is shown of a stretch is what is shown of all, less what lies elsewhere.
        #[test]
        fn shown_in_a_stretch_as_in_all(
            mut places in prop::collection::vec((0u32..5, 0u16..3, any::<bool>()), 0..30),
            row in 0u32..6,
            column in 0u16..4,
        ) {
            places.sort_unstable();
            let finding = |&(row, column, _): &(u32, u16, bool)| Finding {
                cell: CellId { row, column },
                span: Span::try_from((0, 1)).unwrap(),
                kind: Kind::Public,
                detector: DetectorId::new("rank"),
                why: Why::new("Stands here", Evidence::Itself),
                confidence_permille: 900,
            };
            let findings: Vec<Finding> = places.iter().map(finding).collect();
            let below = (0..).zip(&places).filter(|(_, place)| !place.2).map(|(at, _)| at);
            let below = Below(below.collect());
            let shown: Vec<&Finding> =
                findings.iter().zip(&places).filter(|(_, place)| place.2).map(|(finding, _)| finding).collect();
            let all = Shown::new(&findings, &below);
            prop_assert_eq!(all.len(), shown.len());
            prop_assert_eq!(all.clone().collect::<Vec<_>>(), shown.clone());
            let cell = CellId { row, column };
            let here = all.clone().within(|other| other.cmp(&cell));
            let of_row = all.within(|cell| cell.row.cmp(&row));
            let expected = |holds: &dyn Fn(CellId) -> bool| -> Vec<&Finding> {
                shown.iter().copied().filter(|finding| holds(finding.cell)).collect()
            };
            prop_assert_eq!(here.len(), here.clone().count());
            prop_assert_eq!(here.collect::<Vec<_>>(), expected(&|other| other == cell));
            prop_assert_eq!(of_row.collect::<Vec<_>>(), expected(&|cell| cell.row == row));
        }
    }
}
