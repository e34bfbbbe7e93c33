//! What was found and what is decided about it, cell by cell.

use std::cmp::Ordering;
use std::ops::Range;

use super::Workspace;
use crate::detect::Finding;
use crate::review::dial::{Level, Shown};
use crate::review::suggest::{self, Suggestion};
use crate::review::{Decision, Place};
use crate::sheet::CellId;

impl Workspace {
    /// Where the dial stands.
    pub fn level(&self) -> Level {
        self.level
    }

    /// What was found and is likely enough for the dial, in order of cell and span.
    pub fn findings(&self) -> Shown<'_> {
        Shown::new(self.all_findings(), &self.below)
    }

    /// What was found, wherever the dial stands.
    pub(in crate::review) fn all_findings(&self) -> &[Finding] {
        self.detected.as_ref().map_or(&[], |detected| &detected.findings)
    }

    /// What was found in the cells of one row.
    pub fn findings_in_row(&self, row: u32) -> Shown<'_> {
        self.findings().within(|cell| cell.row.cmp(&row))
    }

    /// What was found in one cell.
    pub fn findings_in(&self, cell: CellId) -> Shown<'_> {
        self.findings().within(|other| other.cmp(&cell))
    }

    /// What is decided about exactly this place.
    pub fn decision(&self, place: Place) -> Option<&Decision> {
        self.decisions.get(&place)
    }

    /// The decisions about words of one cell, in order.
    pub fn decisions_in(&self, cell: CellId) -> impl Iterator<Item = (Place, &Decision)> {
        let first = crate::text::Span::try_from((0, 1)).expect("0 is before 1");
        self.decisions
            .range(Place { cell, span: first }..)
            .take_while(move |(place, _)| place.cell == cell)
            .map(|(place, decision)| (*place, decision))
    }

    /// Whether there is something to suggest for a finding.
    pub fn is_suggested(&self, finding: &Finding) -> bool {
        suggest::is_suggested(finding.kind)
    }

    /// What to suggest for a finding; `None` for what is not personal data, such as a mention of
    /// body-worn video.
    pub fn suggestion(&self, finding: &Finding) -> Option<Suggestion> {
        suggest::suggestion(finding.kind)
    }
}

/// The places of the findings, which are in order, in cells that are equal to what is sought.
pub(in crate::review) fn places(findings: &[Finding], sought: impl Fn(CellId) -> Ordering) -> Range<usize> {
    let from = findings.partition_point(|finding| sought(finding.cell).is_lt());
    from..from + findings[from..].partition_point(|finding| sought(finding.cell).is_eq())
}

/// What of the findings, which are in order, lies in one row.
pub(in crate::review) fn of_row(findings: &[Finding], row: u32) -> &[Finding] {
    &findings[places(findings, |cell| cell.row.cmp(&row))]
}

/// What of the findings, which are in order, lies in one cell.
pub(in crate::review) fn of_cell(findings: &[Finding], cell: CellId) -> &[Finding] {
    &findings[places(findings, |other| other.cmp(&cell))]
}
