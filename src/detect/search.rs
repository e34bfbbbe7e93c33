//! Takes some cases through all detectors: first those that need no more than the text, then, with
//! the names that these have established, the one that looks for known names.

use super::again::Numbers;
use super::case::Case;
use super::engine::{Cancel, Cancelled};
use super::known::{KnownName, Source, parse_found};
use super::lists::{self, AlwaysSearch, NeverSearch};
use super::plain::Plain;
use super::resolve::{Report, resolve};
use super::roster::{self, Roster};
use super::tagger::{self, Tagger};
use super::words::Words;
use super::{
    Detector, DetectorId, Evidence, Finding, Hit, Kind, Known, Passage, Phrases, Why, detectors, nickname,
    phrases,
};
use crate::sheet::{CellId, Layout, Role, Sheet};
use crate::text::Span;

/// What is the same for every case of a run.
pub(super) struct Search<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) layout: &'s Layout,
    pub(super) columns: &'s [u16],
    pub(super) roster: &'s Roster,
    pub(super) always: &'s AlwaysSearch,
    pub(super) never: &'s NeverSearch,
    pub(super) phrases: &'s Phrases,
}

/// Confidence from which a name found in a text is looked for in the rest of its case.
const ESTABLISHED_PERMILLE: u16 = 800;

/// The words of one cell, and what the detectors that need no more than its text report.
pub(super) fn heard(id: CellId, text: &str, known: &Known, layout: &Layout) -> (Words, Vec<Report>) {
    let mut cell = Cell::new(id, text, 0);
    let mut hits = Vec::new();
    for detector in detectors::ALL {
        cell.run(*detector, known, layout, &mut hits);
    }
    (cell.words, cell.reports)
}

/// A name that a rule found and the tagger holds less probable than this is as likely as the tagger says.
const DOUBTED: f32 = 0.15;

/// The same for words that a rule holds for a tactic: "informant" is then who rang, "covert" a glance. One in
/// five is one all the same.
const DOUBTED_TACTIC: (f32, u16) = (0.05, 200);

/// A cell on its way through the detectors.
struct Cell<'s> {
    id: CellId,
    text: &'s str,
    words: Words,
    plain: Plain<'s>,
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
    // What the columns alone say is asked only where words are listed as never suggested.
    let columns = if search.never.is_empty() { Vec::new() } else { known.clone() };
    let mut cells = cut(search, cases, cancel)?;
    let mut hits = Vec::new();
    for detector in detectors::ALL {
        for cell in &mut cells {
            go_on(cancel)?;
            cell.run(*detector, &known[cell.case], search.layout, &mut hits);
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
        cell.run(detectors::KNOWN, &known[cell.case], search.layout, &mut hits);
        cell.add(nickname::find(&cell.words, &cell.reports), nickname::id());
        cell.look_up(search.roster, &known[cell.case]);
        cell.look_up_phrases(search.phrases);
        // After the names are established: listed words say nothing of other words.
        cell.look_up_always(search.always, &known[cell.case]);
        if let Some(columns) = columns.get(cell.case) {
            search.never.apply(cell.text, columns, &mut cell.reports);
        }
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
                    cells.push(Cell::new(id, text, case));
                }
            }
        }
    }
    Ok(cells)
}

impl<'s> Cell<'s> {
    fn new(id: CellId, text: &'s str, case: usize) -> Cell<'s> {
        Cell { id, text, words: Words::new(text), plain: Plain::new(text), case, reports: Vec::new() }
    }

    fn passage<'c>(&'c self, known: &'c Known) -> Passage<'c> {
        Passage { cell: self.id, text: self.text, known, words: &self.words, plain: &self.plain }
    }

    /// Adds what a detector finds; `hits` is room that it may use.
    fn run(&mut self, detector: &dyn Detector, known: &Known, layout: &Layout, hits: &mut Vec<Hit>) {
        detector.find(&self.passage(known), hits);
        if hits.is_empty() {
            return;
        }
        let detector = detector.id();
        self.reports.extend(hits.drain(..).map(|hit| Report {
            hit,
            detector,
            from_columns: is_from_columns(detector, hit.why, layout),
        }));
    }

    /// Has the tagger judge what the rules found, and adds what it finds itself.
    fn judge(&mut self, tagger: &mut Tagger, known: &Known) {
        tagger.read(self.text, &self.words, &self.reports, known);
        let words = &self.words;
        // What the tagger holds improbable is not lost: it is shown to an officer who asks for more.
        for Report { hit, .. } in &mut self.reports {
            if hit.kind.is_person() {
                let probability = tagger.name_in(words, hit.span);
                if probability < DOUBTED {
                    hit.confidence_permille = tagger::name_confidence(probability);
                }
            } else if hit.kind == Kind::Tactic && tagger.phrase_in(words, hit.span) < DOUBTED_TACTIC.0 {
                hit.confidence_permille = DOUBTED_TACTIC.1;
            }
        }
        let mut found = tagger.names(words);
        let is_other = |hit: &Hit| hit.kind == Kind::Bwv && detectors::is_other_camera(self.text, hit.span);
        found.extend(tagger.phrases(words).into_iter().filter(|hit| !is_other(hit)));
        // A date of birth that a rule found is no number of a house.
        let dates: Vec<Span> =
            self.reports.iter().filter(|r| r.hit.kind == Kind::Dob).map(|r| r.hit.span).collect();
        let is_date =
            |hit: &Hit| hit.kind == Kind::Address && dates.iter().any(|date| date.overlaps(hit.span));
        found.extend(tagger.identifiers(self.text, words).into_iter().filter(|hit| !is_date(hit)));
        self.add(found, tagger::id());
    }

    fn look_up(&mut self, roster: &Roster, known: &Known) {
        let mut hits = Vec::new();
        roster.find(&self.passage(known), &mut hits);
        self.add(hits, roster::id());
    }

    fn look_up_always(&mut self, always: &AlwaysSearch, known: &Known) {
        if !always.is_empty() {
            let mut hits = Vec::new();
            always.find(&self.passage(known), &mut hits);
            self.add(hits, lists::id());
        }
    }

    fn look_up_phrases(&mut self, of_the_force: &Phrases) {
        let mut hits = Vec::new();
        of_the_force.find(self.text, &self.words, &mut hits);
        self.add(hits, phrases::id());
    }

    fn add(&mut self, hits: Vec<Hit>, detector: DetectorId) {
        self.reports.extend(hits.into_iter().map(|hit| Report { hit, detector, from_columns: false }));
    }
}

/// Whether a report rests on what the name and number columns of the entry or of its case say.
pub fn is_from_columns(detector: DetectorId, why: Why, layout: &Layout) -> bool {
    const TELLING: [Role; 3] = [Role::Subject, Role::Complainant, Role::SubjectNumber];
    let Evidence::Cell(cell) = why.evidence() else { return false };
    let plan = layout.columns.get(usize::from(cell.column));
    plan.is_some_and(|plan| TELLING.contains(&plan.role))
        && (detector == detectors::KNOWN.id() || detector == detectors::known_number_id())
}

/// Learns the names that this cell establishes.
fn establish(known: &mut Known, cell: &Cell<'_>) {
    let mut seen: Vec<(&str, Kind)> = Vec::new();
    for Report { hit, .. } in &cell.reports {
        let name = hit.span.of(cell.text).unwrap_or("");
        let is_sure = hit.kind.is_person() && hit.confidence_permille >= ESTABLISHED_PERMILLE;
        if is_sure && !seen.contains(&(name, hit.kind)) {
            seen.push((name, hit.kind));
            let parts = parse_found(name);
            known.add(KnownName { parts, kind: hit.kind, source: Source::Text(cell.id, hit.span) });
        }
    }
}
