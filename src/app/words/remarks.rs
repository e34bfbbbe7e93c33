//! Notes and queries in words. Holds case text.

use super::snippet;
use crate::review::{About, Query, Workspace};

/// What a note or a query is about, as one says it: the words, or the row of the file.
pub(in crate::app) fn about(workspace: &Workspace, about: About) -> String {
    match about {
        About::Entry(row) => format!("row {}", workspace.sheet().source_row(row)),
        About::Words(place) => {
            let text = workspace.sheet().text(place.cell).expose();
            format!("“{}”", snippet(place.span.of(text).unwrap_or(""), 28))
        }
    }
}

/// Where a query stands, with whom it was put to.
pub(in crate::app) fn query_state(query: &Query) -> String {
    match (query.is_open(), query.of.as_str()) {
        (true, "") => "Open query".to_owned(),
        (true, of) => format!("Open query to {of}"),
        (false, "") => "Answered query".to_owned(),
        (false, of) => format!("Query answered by {of}"),
    }
}

pub(super) fn note_act(workspace: &Workspace, at: About, now: Option<&str>) -> String {
    let place = about(workspace, at);
    match now {
        Some(note) => format!("Note on {place}: {}", snippet(note, 40)),
        None => format!("Took the note off {place}"),
    }
}

pub(super) fn query_act(
    workspace: &Workspace,
    at: About,
    was: Option<&Query>,
    now: Option<&Query>,
) -> String {
    let place = about(workspace, at);
    match (was, now) {
        (_, None) => format!("Took the query about {place} back"),
        (_, Some(Query { answer: Some(answer), .. })) => {
            format!("Query about {place} answered: {}", snippet(answer, 40))
        }
        (Some(Query { answer: Some(_), .. }), Some(_)) => format!("Query about {place} is open again"),
        (_, Some(Query { question, of, answer: None })) if of.is_empty() => {
            format!("Query about {place}: {}", snippet(question, 40))
        }
        (_, Some(Query { question, of, answer: None })) => {
            format!("Query to {of} about {place}: {}", snippet(question, 40))
        }
    }
}
