//! Open queries for an extract. An extract never leaves the force; no writer of a release reads this.

use crate::review::{About, Workspace};

/// A query that waits for an answer. Holds case text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OpenQuery {
    /// The row of the entry.
    pub row: u32,
    /// The words that it is about; `None` where it is about the entry.
    pub words: Option<String>,
    /// What is asked.
    pub question: String,
    /// Who is asked; may be empty.
    pub of: String,
}

/// The open queries about these rows.
pub fn open_queries(workspace: &Workspace, rows: &[u32]) -> Vec<OpenQuery> {
    let of_row = |row: &u32| {
        let open = workspace.queries_in_row(*row).filter(|(_, query)| query.is_open());
        let told = open.map(|(about, query)| OpenQuery {
            row: *row,
            words: match about {
                About::Entry(_) => None,
                About::Words(place) => {
                    let text = workspace.sheet().text(place.cell).expose();
                    Some(place.span.of(text).unwrap_or("").to_owned())
                }
            },
            question: query.question.clone(),
            of: query.of.clone(),
        });
        told.collect::<Vec<_>>()
    };
    rows.iter().flat_map(of_row).collect()
}
