//! What the log says of a mark: every act that bears on it, and which of them holds.

use super::LoggedEvent;
use super::marks::Basis;
use crate::disclose::lines::one_line;
use crate::law::mark_text;
use crate::review::{Change, Decision, Degree, EarlierExport, EntryChoice, Event, Place, Workspace};

/// An act that bears on a mark.
pub(super) struct Act<'l> {
    pub(super) logged: LoggedEvent<'l>,
    /// What was done, in a line.
    pub(super) what: String,
}

/// Every act that bears on the mark, in order, and the last that holds: the one that was not taken
/// back, or was done again.
pub(super) fn acts<'l>(
    workspace: &Workspace,
    log: &[LoggedEvent<'l>],
    basis: &Basis,
) -> (Vec<Act<'l>>, Option<LoggedEvent<'l>>) {
    let exports = Exports::new(workspace, basis);
    let mut acts = Vec::new();
    let mut holding: Vec<(u64, LoggedEvent<'l>)> = Vec::new();
    for (logged, step) in exports.steps(log) {
        let (workspace, basis) = match step {
            Step::Export(what) => {
                acts.extend(what.map(|what| Act { logged, what }));
                continue;
            }
            Step::On(workspace, basis) => (workspace, basis),
        };
        let changes = exports.now.changes_of(logged.event);
        let bearing: Vec<&Change> =
            changes.iter().filter(|change| bears_on(workspace, change, basis)).collect();
        if bearing.is_empty() {
            continue;
        }
        match logged.event {
            Event::Undone { event } => holding.retain(|(number, _)| number != event),
            Event::Redone { event } => holding.push((*event, logged)),
            Event::Changed { .. } => holding.push((logged.number, logged)),
            Event::Detected(_) | Event::Kept(_) | Event::Rebased(_) | Event::Released { .. } => {}
        }
        let lines: Vec<String> = bearing.into_iter().map(line).collect();
        acts.push(Act { logged, what: lead(logged.event) + &lines.join("; ") });
    }
    (acts, holding.last().map(|(_, logged)| *logged))
}

/// What stands before the changes of an act: whether it took another back or did it again.
pub(super) fn lead(event: &Event) -> String {
    match event {
        Event::Undone { event } => format!("took back event {event}: "),
        Event::Redone { event } => format!("did event {event} again: "),
        Event::Changed { .. }
        | Event::Detected(_)
        | Event::Kept(_)
        | Event::Rebased(_)
        | Event::Released { .. } => String::new(),
    }
}

/// What an event of the log is to a mark.
pub(super) enum Step<'w> {
    /// It took an export or took one back; what is told of it, if the mark was or is there.
    Export(Option<String>),
    /// It was done on this case, in which the mark rests on this.
    On(&'w Workspace, &'w Basis),
}

/// The exports on which the acts that stand were done, the first one first, each with what the mark rests on
/// there: rows and columns of an earlier export are others.
pub(super) struct Exports<'w> {
    now: &'w Workspace,
    cases: Vec<(&'w Workspace, Option<Basis>)>,
    /// The acts by which each but the first was taken.
    taken: Vec<u64>,
}

impl<'w> Exports<'w> {
    pub(super) fn new(now: &'w Workspace, basis: &Basis) -> Exports<'w> {
        let (mut cases, mut taken) = (vec![(now, Some(basis.clone()))], Vec::new());
        while let Some((case, basis)) = cases.last()
            && let Some(earlier) = case.earlier_export()
        {
            let was = basis.as_ref().and_then(|basis| basis_was(case, earlier, basis));
            taken.push(earlier.act());
            cases.push((earlier.workspace(), was));
        }
        cases.reverse();
        taken.reverse();
        Exports { now, cases, taken }
    }

    /// The events of the log while the mark was there, in order.
    pub(super) fn steps<'e, 'l>(
        &'e self,
        log: &'e [LoggedEvent<'l>],
    ) -> impl Iterator<Item = (LoggedEvent<'l>, Step<'e>)> {
        let mut standing: Vec<u64> = Vec::new();
        log.iter().filter_map(move |&logged| {
            if let Some(what) = self.note(logged, &mut standing) {
                return Some((logged, Step::Export(what)));
            }
            let (workspace, basis) = self.at(&standing)?;
            Some((logged, Step::On(workspace, basis)))
        })
    }

    /// The case and the basis while these exports had been taken; `None` where the mark was not there, or what
    /// was done then was taken back together with the export.
    fn at(&self, standing: &[u64]) -> Option<(&'w Workspace, &Basis)> {
        let (case, basis) = self.cases.get(standing.len()).filter(|_| self.taken.starts_with(standing))?;
        Some((*case, basis.as_ref()?))
    }

    /// Follows the exports through the log. What is told of the event, if it took one or took one back.
    fn note(&self, logged: LoggedEvent<'_>, standing: &mut Vec<u64>) -> Option<Option<String>> {
        let was_there = self.at(standing).is_some();
        let told = match logged.event {
            Event::Rebased(_) => {
                standing.push(logged.number);
                "took a newer export"
            }
            Event::Undone { event } if standing.last() == Some(event) => {
                standing.pop();
                "took back the newer export"
            }
            Event::Redone { event } if self.now.takes_export(*event) => {
                standing.push(*event);
                "took the newer export again"
            }
            Event::Detected(_)
            | Event::Changed { .. }
            | Event::Kept(_)
            | Event::Undone { .. }
            | Event::Redone { .. }
            | Event::Released { .. } => return None,
        };
        let is_there = self.at(standing).is_some();
        Some((was_there || is_there).then(|| match (was_there, is_there) {
            (true, true) => format!("{told}; the mark was carried"),
            (false, true) | (true, false) | (false, false) => told.to_owned(),
        }))
    }
}

/// What a mark rested on in the export before.
fn basis_was(case: &Workspace, earlier: &EarlierExport, basis: &Basis) -> Option<Basis> {
    match basis {
        Basis::Words(cell, span) => {
            let places = case.decisions_in(*cell).filter(|(place, _)| place.span.touches(*span));
            let was = places.filter_map(|(place, _)| earlier.place_was(place));
            let joined = was.reduce(|one, other| {
                if one.cell == other.cell { Place { span: one.span.join(other.span), ..one } } else { one }
            })?;
            Some(Basis::Words(joined.cell, joined.span))
        }
        Basis::Entry(row, withholding) => Some(Basis::Entry(earlier.row_was(*row)?, withholding.clone())),
        Basis::Column(column) => earlier.column_was(*column).map(Basis::Column),
        Basis::OutOfScope(column) => earlier.column_was(*column).map(Basis::OutOfScope),
    }
}

fn bears_on(workspace: &Workspace, change: &Change, basis: &Basis) -> bool {
    match (basis, change) {
        (Basis::Words(cell, span), Change::Mark { place, .. }) => {
            place.cell == *cell && place.span.touches(*span)
        }
        (Basis::Entry(row, _), Change::Entry { row: changed, .. }) => row == changed,
        (Basis::Entry(row, _), Change::Ongoing { case, .. } | Change::Criminal { case, .. }) => {
            workspace.case_of(*row) == *case
        }
        (
            Basis::Column(column) | Basis::OutOfScope(column),
            Change::Column { column: changed, .. } | Change::ColumnGrounds { column: changed, .. },
        ) => column == changed,
        (Basis::Words(..) | Basis::Entry(..) | Basis::Column(_) | Basis::OutOfScope(_), _) => false,
    }
}

/// What a change says, in words. Only of changes that can bear on a mark.
fn line(change: &Change) -> String {
    match change {
        Change::Mark { now, .. } => decision(now.as_ref()),
        Change::Entry { now: Some(EntryChoice::Withhold(whole)), .. } => format!(
            "withheld {} of the entry {}, {}",
            degree(whole.degree),
            mark_text(&whole.exemptions),
            one_line(&whole.reason)
        ),
        Change::Entry { now: Some(EntryChoice::Release), .. } => "released the entry".to_owned(),
        Change::Entry { now: None, .. } => "left the entry to the suggestion".to_owned(),
        Change::Ongoing { now, .. } => format!("the case awaits its outcome: {}", answer(*now)),
        Change::Criminal { now, .. } => format!("a criminal allegation is recorded: {}", answer(*now)),
        Change::Column { now, .. } => format!("the column: {:?}, {:?}", now.role, now.treatment),
        Change::ColumnGrounds { now: Some(grounds), .. } => {
            format!("withheld the column {}, {}", mark_text(&grounds.exemptions), one_line(&grounds.reason))
        }
        Change::ColumnGrounds { now: None, .. } => "left the column’s grounds to the suggestion".to_owned(),
        Change::Read { .. }
        | Change::Settled { .. }
        | Change::Scope { .. }
        | Change::Misuse { .. }
        | Change::Request { .. }
        | Change::Open { .. }
        | Change::Always { .. }
        | Change::Never { .. }
        | Change::Dial { .. }
        | Change::Units { .. }
        | Change::RoleNames { .. }
        | Change::ByPerson { .. }
        | Change::OwnPerson { .. }
        | Change::SamePerson { .. }
        | Change::Paperwork(_)
        | Change::Note { .. }
        | Change::Query { .. } => String::new(),
    }
}

fn decision(decision: Option<&Decision>) -> String {
    match decision {
        Some(Decision::Redact { exemptions, reason }) => {
            format!("redacted {}, {}", mark_text(exemptions), one_line(reason))
        }
        Some(Decision::Keep { reason }) if reason.trim().is_empty() => "kept".to_owned(),
        Some(Decision::Keep { reason }) => format!("kept: {}", one_line(reason)),
        None => "made undecided".to_owned(),
    }
}

/// How much of an entry, in words.
pub(super) fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Summary => "the summary",
        Degree::AllButTypeAndYear => "all but type and year",
        Degree::Whole => "the whole",
    }
}

fn answer(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "left to the rule",
    }
}
