//! What the log says of notes and queries about a mark or its entry. They are no decisions, so they stand in a
//! list of their own.

use super::LoggedEvent;
use super::acts::{Act, Exports, Step, lead};
use super::marks::Basis;
use crate::disclose::lines::one_line;
use crate::review::{About, Change, Query, Workspace};

/// Every note and query about what the mark stands over, or about its entry, in the order of the log.
pub(super) fn remarks<'l>(workspace: &Workspace, log: &[LoggedEvent<'l>], basis: &Basis) -> Vec<Act<'l>> {
    let exports = Exports::new(workspace, basis);
    let mut acts = Vec::new();
    for (logged, step) in exports.steps(log) {
        let Step::On(_, basis) = step else { continue };
        let lines: Vec<String> =
            workspace.changes_of(logged.event).iter().filter_map(|change| line(change, basis)).collect();
        if lines.is_empty() {
            continue;
        }
        acts.push(Act { logged, what: lead(logged.event) + &lines.join("; ") });
    }
    acts
}

/// What a change says of a note or a query about the mark; `None` of all else.
#[expect(clippy::wildcard_enum_match_arm, reason = "decisions stand in another list")]
fn line(change: &Change, basis: &Basis) -> Option<String> {
    match change {
        Change::Note { about, was: _, now } if is_about(*about, basis) => Some(match now {
            Some(note) => format!("note on {}: {}", subject(*about), one_line(note)),
            None => format!("took the note off {}", subject(*about)),
        }),
        Change::Query { about, was: _, now } if is_about(*about, basis) => {
            Some(asked(*about, now.as_deref()))
        }
        _ => None,
    }
}

fn asked(about: About, now: Option<&Query>) -> String {
    let subject = subject(about);
    let Some(Query { question, of, answer }) = now else {
        return format!("took the query about {subject} back");
    };
    let whom = if of.is_empty() { String::new() } else { format!(" to {}", one_line(of)) };
    let answer = answer.as_ref().map(|answer| format!(" Answer: {}", one_line(answer)));
    format!("query about {subject}{whom}: {}{}", one_line(question), answer.unwrap_or_default())
}

fn subject(about: About) -> &'static str {
    match about {
        About::Entry(_) => "the entry",
        About::Words(_) => "the words",
    }
}

fn is_about(about: About, basis: &Basis) -> bool {
    match (basis, about) {
        (Basis::Words(cell, span), About::Words(place)) => place.cell == *cell && place.span.touches(*span),
        (Basis::Words(cell, _), About::Entry(row)) => row == cell.row,
        (Basis::Entry(entry, _), About::Entry(row)) => row == *entry,
        (Basis::Entry(..) | Basis::Column(_) | Basis::OutOfScope(_), _) => false,
    }
}
