//! Takes some cases through all detectors: first those that need no more than the text, then, with
//! the names that these have established, the one that looks for known names.

use super::again::Numbers;
use super::case::Case;
use super::engine::{Cancel, Cancelled};
use super::known::{KnownName, Source, parse_found};
use super::resolve::{Report, resolve};
use super::roster::{self, Roster};
use super::tagger::{self, Tagger};
use super::words::Words;
use super::{Detector, Finding, Known, Passage, detectors};
use crate::sheet::{CellId, Layout, Sheet};

/// What is the same for every case of a run.
pub(super) struct Search<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) layout: &'s Layout,
    pub(super) columns: &'s [u16],
    pub(super) roster: &'s Roster,
}

/// Confidence from which a name found in a text is looked for in the rest of its case.
const ESTABLISHED_PERMILLE: u16 = 800;

/// What the detectors that need no more than the text report of one cell.
pub(super) fn reports_of(id: CellId, text: &str, words: &Words, known: &Known) -> Vec<Report> {
    let passage = Passage { cell: id, text, known, words };
    let mut reports = Vec::new();
    let mut hits = Vec::new();
    for detector in detectors::ALL {
        detector.find(&passage, &mut hits);
        reports.extend(hits.drain(..).map(|hit| (hit, detector.id())));
    }
    reports
}

/// A name that a rule found and the tagger holds less probable than this is dropped.
const DOUBTED: f32 = 0.15;
const DIAL: u16 = 400;

/// A cell on its way through the detectors.
struct Cell<'s> {
    id: CellId,
    text: &'s str,
    words: Words,
    /// Which of the cases searched together it belongs to.
    case: usize,
    reports: Vec<Report>,
}

/// Everything found in these cases.
pub(super) fn search_cases(
    search: &Search<'_>,
    cases: &[Case],
    cancel: &Cancel,
) -> Result<Vec<Finding>, Cancelled> {
    let of_rows = |case: &Case| Known::of_rows(search.sheet, search.layout, &case.rows);
    let mut known: Vec<Known> = cases.iter().map(of_rows).collect();
    let mut cells = cut(search, cases, cancel)?;
    for detector in detectors::ALL {
        for cell in &mut cells {
            go_on(cancel)?;
            cell.run(*detector, &known[cell.case]);
        }
    }
    let mut tagger = Tagger::default();
    for cell in &mut cells {
        go_on(cancel)?;
        cell.judge(&mut tagger, &known[cell.case]);
    }
    for cell in &cells {
        establish(&mut known[cell.case], cell);
    }
    let mut numbers: Vec<Numbers> = cases.iter().map(|_| Numbers::default()).collect();
    for cell in &cells {
        numbers[cell.case].learn(cell.id, cell.text, &cell.reports);
    }
    let mut findings = Vec::new();
    for mut cell in cells {
        go_on(cancel)?;
        numbers[cell.case].find(cell.id, &cell.words, &mut cell.reports);
        cell.run(detectors::KNOWN, &known[cell.case]);
        cell.look_up(search.roster, &known[cell.case]);
        findings.extend(resolve(cell.id, cell.text, cell.reports));
    }
    Ok(findings)
}

fn go_on(cancel: &Cancel) -> Result<(), Cancelled> {
    if cancel.is_cancelled() { Err(Cancelled) } else { Ok(()) }
}

/// The cells of the cases that hold text, cut into words.
fn cut<'s>(search: &Search<'s>, cases: &[Case], cancel: &Cancel) -> Result<Vec<Cell<'s>>, Cancelled> {
    let mut cells = Vec::new();
    for (case, Case { rows }) in cases.iter().enumerate() {
        for &row in rows {
            for &column in search.columns {
                go_on(cancel)?;
                let id = CellId { row, column };
                let text = search.sheet.text(id).expose();
                if !text.trim().is_empty() {
                    cells.push(Cell { id, text, words: Words::new(text), case, reports: Vec::new() });
                }
            }
        }
    }
    Ok(cells)
}

impl Cell<'_> {
    fn passage<'c>(&'c self, known: &'c Known) -> Passage<'c> {
        Passage { cell: self.id, text: self.text, known, words: &self.words }
    }

    fn run(&mut self, detector: &dyn Detector, known: &Known) {
        let mut hits = Vec::new();
        detector.find(&self.passage(known), &mut hits);
        self.reports.extend(hits.into_iter().map(|hit| (hit, detector.id())));
    }

    /// Has the tagger judge what the rules found, and adds what it finds itself.
    fn judge(&mut self, tagger: &mut Tagger, known: &Known) {
        tagger.read(self.text, &self.words, &self.reports, known);
        let words = &self.words;
        self.reports.retain(|(hit, _)| !hit.kind.is_person() || tagger.name_in(words, hit.span) >= DOUBTED);
        let found = tagger
            .names(words)
            .into_iter()
            .chain(tagger.phrases(words))
            .chain(tagger.identifiers(self.text, words));
        let found = found.filter(|hit| {
            hit.confidence_permille
                >= match hit.kind {
                    super::Kind::Public | super::Kind::Officer | super::Kind::Staff => 400,
                    super::Kind::Tactic | super::Kind::Special => 350,
                    _ => 500,
                }
        });
        self.reports.extend(found.map(|hit| (hit, tagger::id())));
    }

    fn look_up(&mut self, roster: &Roster, known: &Known) {
        let mut hits = Vec::new();
        roster.find(&self.passage(known), &mut hits);
        self.reports.extend(hits.into_iter().map(|hit| (hit, roster::id())));
    }
}

/// Learns the names that this cell establishes.
fn establish(known: &mut Known, cell: &Cell<'_>) {
    for (hit, _) in &cell.reports {
        if hit.kind.is_person() && hit.confidence_permille >= ESTABLISHED_PERMILLE {
            let parts = parse_found(hit.span.of(cell.text).unwrap_or(""));
            known.add(KnownName { parts, kind: hit.kind, source: Source::Text(cell.id, hit.span) });
        }
    }
}
