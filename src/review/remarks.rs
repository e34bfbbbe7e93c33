//! Notes of the officer, and queries for colleagues: about an entry or about some words of it. They are for
//! those who work on the case. Nothing of them is in a release: no part of `disclose` that writes one reads
//! them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Block, BlockKind, Change, Place, ReviewError, Workspace};
use crate::sheet::CellId;
use crate::text::Span;

/// What a note or a query is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A whole entry, by its row.
    Entry(u32),
    /// Some words.
    Words(Place),
}

impl About {
    /// The row of the entry.
    pub fn row(self) -> u32 {
        match self {
            About::Entry(row) => row,
            About::Words(place) => place.cell.row,
        }
    }

    /// The words, where it is about words.
    pub fn place(self) -> Option<Place> {
        match self {
            About::Entry(_) => None,
            About::Words(place) => Some(place),
        }
    }
}

/// What a colleague is asked.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// What is asked. Not blank.
    pub question: String,
    /// Who is asked; empty if nobody is named.
    #[serde(default)]
    pub of: String,
    /// The answer; `None` while the query is open.
    #[serde(default)]
    pub answer: Option<String>,
}

impl Query {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// Takes another query about the same thing in: the two are open as long as one of them is.
    pub(super) fn join(&mut self, other: Query) {
        self.question = [self.question.as_str(), &other.question].join("\n");
        let both = self.answer.take().zip(other.answer);
        self.answer = both.map(|(one, other)| [one, other].join("\n"));
    }
}

/// All notes and queries of a case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Remarks {
    notes: BTreeMap<About, String>,
    queries: BTreeMap<About, Query>,
}

impl Remarks {
    pub(super) fn set_note(&mut self, about: About, note: Option<String>) {
        match note {
            Some(note) => _ = self.notes.insert(about, note),
            None => _ = self.notes.remove(&about),
        }
    }

    pub(super) fn set_query(&mut self, about: About, query: Option<Box<Query>>) {
        match query {
            Some(query) => _ = self.queries.insert(about, *query),
            None => _ = self.queries.remove(&about),
        }
    }
}

impl Remarks {
    /// All notes and all queries, each by what it is about.
    pub(super) fn said(&self) -> (&BTreeMap<About, String>, &BTreeMap<About, Query>) {
        (&self.notes, &self.queries)
    }
}

/// What there is about one entry: about the whole of it first, then about its words in order.
fn of_row<V>(map: &BTreeMap<About, V>, row: u32) -> impl Iterator<Item = (About, &V)> {
    let whole = About::Entry(row);
    let first = Span::try_from((0, 1)).expect("0 is before 1");
    let words = About::Words(Place { cell: CellId { row, column: 0 }, span: first });
    let of_words = map.range(words..).take_while(move |(about, _)| about.row() == row);
    map.get(&whole)
        .map(|value| (whole, value))
        .into_iter()
        .chain(of_words.map(|(about, value)| (*about, value)))
}

impl Workspace {
    /// The officer's note about this.
    pub fn note(&self, about: About) -> Option<&str> {
        self.remarks.notes.get(&about).map(String::as_str)
    }

    /// The query about this, open or answered.
    pub fn query(&self, about: About) -> Option<&Query> {
        self.remarks.queries.get(&about)
    }

    /// The notes about an entry and its words.
    pub fn notes_in_row(&self, row: u32) -> impl Iterator<Item = (About, &str)> {
        of_row(&self.remarks.notes, row).map(|(about, note)| (about, note.as_str()))
    }

    /// The queries about an entry and its words, open and answered.
    pub fn queries_in_row(&self, row: u32) -> impl Iterator<Item = (About, &Query)> {
        of_row(&self.remarks.queries, row)
    }

    /// The queries that wait for an answer.
    pub fn open_queries(&self) -> impl Iterator<Item = (About, &Query)> {
        self.remarks.queries.iter().filter(|(_, query)| query.is_open()).map(|(about, query)| (*about, query))
    }

    /// The rows about which a query is open, ascending.
    pub fn queried_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.open_queries().map(|(about, _)| about.row()).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// A query that is open blocks whatever it is about, also an entry outside the request: it may be whether
    /// the entry belongs into it.
    pub(super) fn check_queries(&self, blocks: &mut Vec<Block>) {
        for (about, query) in self.open_queries() {
            let what = match about {
                About::Entry(_) => "A query about the entry",
                About::Words(_) => "A query about words",
            };
            let whom = if query.of.is_empty() { "" } else { " to the colleague named in it" };
            let sentence = format!("{what}{whom} is open. Write down the answer, or take the query back.");
            blocks.push(Block {
                column: about.place().map(|place| place.cell.column),
                place: about.place(),
                ..self.at_row(BlockKind::Query, about.row(), &sentence)
            });
        }
    }

    fn check_about(&self, about: About) -> Result<(), ReviewError> {
        match about {
            About::Entry(row) => self.check_row(row),
            About::Words(place) => self.check_place(place),
        }
    }

    /// A blank note is none.
    pub(super) fn plan_note(&self, about: About, text: &str) -> Result<Vec<Change>, ReviewError> {
        self.check_about(about)?;
        let now = Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        Ok(vec![Change::Note { about, was: self.note(about).map(str::to_owned), now }])
    }

    pub(super) fn plan_query(&self, about: About, query: Option<&Query>) -> Result<Vec<Change>, ReviewError> {
        self.check_about(about)?;
        let now = match query {
            None => None,
            Some(Query { question, of, answer }) => {
                let question = question.trim().to_owned();
                if question.is_empty() {
                    return Err(ReviewError::Blank { what: "what is asked" });
                }
                let answer = answer.as_deref().map(str::trim).filter(|answer| !answer.is_empty());
                let (of, answer) = (of.trim().to_owned(), answer.map(str::to_owned));
                Some(Box::new(Query { question, of, answer }))
            }
        };
        Ok(vec![Change::Query { about, was: self.query(about).cloned().map(Box::new), now }])
    }

    pub(super) fn plan_answer(&self, about: About, answer: &str) -> Result<Vec<Change>, ReviewError> {
        let standing = self.query(about).ok_or(ReviewError::NoQuery)?;
        if answer.trim().is_empty() {
            return Err(ReviewError::Blank { what: "what the answer is" });
        }
        self.plan_query(about, Some(&Query { answer: Some(answer.to_owned()), ..standing.clone() }))
    }
}
