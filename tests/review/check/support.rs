//! A sheet of running text in which marked words are found, and a release made of marked text.

use std::sync::Arc;

use withheld::detect::{DetectorId, Evidence, Finding, Kind, Why};
use withheld::review::{
    AsReleased, Command, Detected, Event, Imported, Place, ReadColumn, ReadPiece, ReadSort, Request,
    Workspace,
};
use withheld::sheet::{CellId, ColumnPlan, Layout, Report, Role, SheetBuilder, Treatment};
use withheld::text::Span;

/// The column of running text; before it stand the flag and the outcome.
pub(crate) const SUMMARY: u16 = 2;

/// A row a text, all in scope, with an outcome; what stands in double braces is found as an officer's name,
/// what stands in double brackets as a tactic.
pub(crate) fn workspace(rows: &[(&str, &str)]) -> Workspace {
    let mut builder = SheetBuilder::new("Cases", &["Flag", "Outcome", "Summary"]);
    let mut findings = Vec::new();
    for (row, (outcome, marked)) in (0u32..).zip(rows) {
        let cell = CellId { row, column: SUMMARY };
        let (text, spans) = unmark(marked);
        for (kind, start, end) in spans {
            let span = Span::new(&text, start, end).unwrap();
            let why = Why::new("Follows a rank", Evidence::Itself);
            let detector = DetectorId::new("test");
            findings.push(Finding { cell, span, kind, detector, why, confidence_permille: 950 });
        }
        // A case without an outcome would be withheld.
        let outcome = if outcome.is_empty() { "nfa" } else { *outcome };
        builder.push_row(row + 2, false, [("Y", None), (outcome, None), (text.as_str(), None)]);
    }
    findings.sort();
    let roles = vec![Role::Flag, Role::Outcome, Role::Summary];
    let columns =
        roles.iter().map(|&role| ColumnPlan { role, treatment: role.default_treatment() }).collect();
    let mut workspace = Workspace::new(Imported {
        sheet: Arc::new(builder.finish()),
        layout: Layout { columns },
        report: Report { warnings: Vec::new() },
        request: Request { reference: "1".into(), ..Request::default() },
        ..Imported::default()
    });
    let searched = vec![1, SUMMARY];
    workspace.apply(Event::Detected(Detected { searched, roles, findings, ..Detected::default() }.into()));
    workspace
}

fn unmark(marked: &str) -> (String, Vec<(Kind, usize, usize)>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut open: Option<(Kind, usize)> = None;
    let mut rest = marked;
    while let Some(letter) = rest.chars().next() {
        let (skip, kind) = match rest.get(..2) {
            Some("{{") => (2, Some(Kind::Officer)),
            Some("[[") => (2, Some(Kind::Tactic)),
            Some("}}" | "]]") => {
                let (kind, start) = open.take().unwrap();
                spans.push((kind, start, text.len()));
                (2, None)
            }
            Some(_) | None => {
                text.push(letter);
                (letter.len_utf8(), None)
            }
        };
        open = kind.map(|kind| (kind, text.len())).or(open);
        rest = rest.get(skip..).unwrap();
    }
    (text, spans)
}

/// The place of the nth time that words stand in a row's text.
pub(crate) fn place(workspace: &Workspace, row: u32, words: &str, nth: usize) -> Place {
    let cell = CellId { row, column: SUMMARY };
    let text = workspace.sheet().text(cell).expose();
    let (start, _) = text.match_indices(words).nth(nth).unwrap();
    Place { cell, span: Span::new(text, start, start + words.len()).unwrap() }
}

pub(crate) fn words_at(workspace: &Workspace, place: Place) -> String {
    place.span.of(workspace.sheet().text(place.cell).expose()).unwrap().to_owned()
}

pub(crate) fn run(workspace: &mut Workspace, command: &Command) {
    let event = workspace.plan(command).unwrap();
    workspace.apply(event);
}

pub(crate) fn with_treatment(treatment: Treatment) -> Command {
    Command::Column {
        column: 1,
        role: None,
        treatment: Some(treatment),
        exemptions: vec![],
        reason: String::new(),
    }
}

/// A release written down: what stands in double brackets is a mark. A heading that ends in a star is that of
/// running text.
pub(crate) struct Written {
    pub(crate) headings: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Written {
    pub(crate) fn new(headings: &[&'static str], rows: &[&[&str]]) -> Written {
        let owned = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        Written { headings: headings.to_vec(), rows: rows.iter().map(owned).collect() }
    }
}

impl AsReleased for Written {
    fn columns(&self) -> Vec<ReadColumn> {
        let sort = |heading: &str| match heading {
            "Entry" => ReadSort::EntryNumber,
            text if text.ends_with('*') => ReadSort::Text,
            _ => ReadSort::Value,
        };
        self.headings.iter().map(|h| ReadColumn { heading: (*h).to_owned(), sort: sort(h) }).collect()
    }

    fn entry_count(&self) -> usize {
        self.rows.len()
    }

    fn read(&self, entry: usize, tell: &mut dyn FnMut(usize, ReadPiece<'_>)) {
        for (column, cell) in self.rows[entry].iter().enumerate() {
            for (at, part) in cell.split("[[").enumerate() {
                let (mark, text) = part.split_once("]]").filter(|_| at > 0).unwrap_or(("", part));
                if !mark.is_empty() {
                    tell(column, ReadPiece::Mark(&format!("[{mark}]")));
                }
                if !text.is_empty() {
                    tell(column, ReadPiece::Text(text));
                }
            }
        }
    }
}
