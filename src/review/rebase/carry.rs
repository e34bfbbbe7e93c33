//! What of the case is carried to a newer export, said of its rows and columns.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::{About, Change, Decision, EntryChoice, Place, Query, Workspace};
use super::Rebased;
use super::rows::text_likeness;
use super::surroundings::{Words, again};
use crate::sheet::{CellId, Role, Warning, WarningKind};

/// An answer about an entry holds as long as its text is this much like it was, in thousandths.
const LEAST_LIKE: u32 = 500;

/// Finds the places of before in the newer export.
pub(super) struct Carrier<'c> {
    before: &'c Workspace,
    rebased: &'c Rebased,
    rows: Vec<Option<u32>>,
    columns: Vec<Option<u16>>,
    /// Texts that are not as they were, cut into words, by the cell of before.
    cut: HashMap<CellId, (Words<'c>, Words<'c>)>,
}

impl<'c> Carrier<'c> {
    fn new(before: &'c Workspace, rebased: &'c Rebased) -> Carrier<'c> {
        let (rows, columns) = rebased.forward(before);
        Carrier { before, rebased, rows, columns, cut: HashMap::new() }
    }

    fn row(&self, was: u32) -> Option<u32> {
        self.rows.get(was as usize).copied().flatten()
    }

    fn column(&self, was: u16) -> Option<u16> {
        self.columns.get(usize::from(was)).copied().flatten()
    }

    fn cell(&self, was: CellId) -> Option<CellId> {
        Some(CellId { row: self.row(was.row)?, column: self.column(was.column)? })
    }

    /// Where the words of a place stand now, if there is no doubt. Words that were kept need to be the only
    /// ones in such surroundings: what was open must not be taken for what was withheld.
    fn place(&mut self, was: Place, may_repeat: bool) -> Option<Place> {
        let cell = self.cell(was.cell)?;
        let (old, new) = (self.before.sheet(), &*self.rebased.sheet);
        let (text, now) = (old.text(was.cell).expose(), new.text(cell).expose());
        if text == now {
            return Some(Place { cell, span: was.span });
        }
        let (before, after) = self.cut.entry(was.cell).or_insert_with(|| (Words::new(text), Words::new(now)));
        Some(Place { cell, span: again(before, was.span, after, may_repeat)? })
    }
}

impl Carrier<'_> {
    /// What a note or query of before is about now, and what it says then. What was about words that do not
    /// stand there as they did is about the entry, and quotes them.
    fn about(&mut self, was: About, says: &str) -> Option<(About, String)> {
        let place = match was {
            About::Entry(row) => return Some((About::Entry(self.row(row)?), says.to_owned())),
            About::Words(place) => place,
        };
        if let Some(place) = self.place(place, true) {
            return Some((About::Words(place), says.to_owned()));
        }
        let words = place.span.of(self.before.sheet().text(place.cell).expose()).unwrap_or_default();
        Some((About::Entry(self.row(place.cell.row)?), format!("About “{words}”: {says}")))
    }
}

/// What is carried, and where the decided places were and are. `bare` is the case on the newer export with
/// nothing carried yet.
pub(super) fn carried(
    before: &Workspace,
    bare: &Workspace,
    rebased: &Rebased,
) -> (Vec<Change>, Vec<(Place, Place)>) {
    let mut carrier = Carrier::new(before, rebased);
    let mut changes = Vec::new();
    let mut moved = Vec::new();
    for (place, decision) in &before.decisions {
        let may_repeat = match decision {
            Decision::Redact { .. } => true,
            Decision::Keep { .. } => false,
        };
        let Some(now) = carrier.place(*place, may_repeat) else { continue };
        changes.push(Change::Mark { place: now, was: None, now: Some(decision.clone()) });
        if before.is_decided_in_people(*place) {
            changes.push(Change::ByPerson { place: now, was: false, now: true });
        }
        moved.push((*place, now));
    }
    changes.extend(ties(before, &mut carrier));
    changes.extend(remarks(before, &mut carrier));
    changes.extend(answers_of_entries(before, bare, rebased));
    changes.extend(answers_of_cases(before, bare, rebased));
    changes.extend(of_columns(before, rebased));
    for (warning, was) in same_warnings(before, rebased) {
        if let now @ Some(_) = before.settlement(was) {
            changes.push(Change::Settled { warning, was: None, now });
        }
    }
    (changes, moved)
}

/// Who was told apart and joined, as far as all places are there.
fn ties(before: &Workspace, carrier: &mut Carrier<'_>) -> Vec<Change> {
    let (own, same) = before.ties.said();
    let mut changes = Vec::new();
    for (place, head) in own {
        if let (Some(place), Some(head)) = (carrier.place(place, true), carrier.place(head, true)) {
            changes.push(Change::OwnPerson { place, was: None, now: Some(head) });
        }
    }
    for (one, other) in same {
        if let (Some(one), Some(other)) = (carrier.place(one, true), carrier.place(other, true)) {
            let (one, other) = (one.min(other), one.max(other));
            changes.push(Change::SamePerson { one, other, was: false, now: true });
        }
    }
    changes
}

/// Notes and queries about what is still there; two that are about one thing now are one.
fn remarks(before: &Workspace, carrier: &mut Carrier<'_>) -> Vec<Change> {
    let (mut notes, mut queries) = (BTreeMap::<About, String>::new(), BTreeMap::<About, Query>::new());
    let (notes_were, queries_were) = before.remarks.said();
    for (was, note) in notes_were {
        let Some((about, note)) = carrier.about(*was, note) else { continue };
        let join = |held: &mut String| *held = [held.as_str(), &note].join("\n");
        notes.entry(about).and_modify(join).or_insert(note);
    }
    for (was, query) in queries_were {
        let Some((about, question)) = carrier.about(*was, &query.question) else { continue };
        let query = Query { question, ..query.clone() };
        match queries.get_mut(&about) {
            Some(held) => held.join(query),
            None => _ = queries.insert(about, query),
        }
    }
    let notes = notes.into_iter().map(|(about, now)| Change::Note { about, was: None, now: Some(now) });
    let queries =
        queries.into_iter().map(|(about, now)| Change::Query { about, was: None, now: Some(Box::new(now)) });
    notes.chain(queries).collect()
}

/// Scope, misuse and withholding of single entries.
fn answers_of_entries(before: &Workspace, bare: &Workspace, rebased: &Rebased) -> Vec<Change> {
    let mut changes = Vec::new();
    for (row, was) in rebased.row_pairs() {
        if let now @ Some(_) = before.scope_choice(was) {
            changes.push(Change::Scope { row, was: None, now });
        }
        if let now @ Some(_) = before.misuse_answer(was).filter(|_| is_still_about(before, rebased, row, was))
        {
            changes.push(Change::Misuse { row, was: None, now });
        }
        let now = before.choice(was).filter(|choice| match choice {
            EntryChoice::Withhold(_) => true,
            // What is withheld as suggested is opened only where nothing bears on it that was not seen.
            EntryChoice::Release => {
                !case_differs(before, rebased, bare, row, &[Role::Status, Role::Outcome])
                    && is_still_about(before, rebased, row, was)
            }
        });
        if let Some(now) = now {
            changes.push(Change::Entry { row, was: None, now: Some(now.clone()) });
        }
    }
    changes
}

/// Whether the free text of an entry is still mostly what it was.
fn is_still_about(before: &Workspace, rebased: &Rebased, row: u32, was: u32) -> bool {
    let text_was = before.layout().text(before.sheet(), was, Role::Summary).expose();
    let text = rebased.layout.text(&rebased.sheet, row, Role::Summary).expose();
    text == text_was || text_likeness(text_was, text) >= LEAST_LIKE
}

/// Whether the case of a row has an entry that is new, or of which a column of these roles is not as it was, or
/// has lost one; of any role where none is named.
fn case_differs(before: &Workspace, rebased: &Rebased, bare: &Workspace, row: u32, roles: &[Role]) -> bool {
    let rows = bare.case_rows(row);
    let was_of = |row: u32| rebased.rows.get(row as usize).copied().flatten();
    let Some(was) = was_of(row) else { return true };
    let earlier: BTreeSet<u32> = before.case_rows(was).into_iter().collect();
    rows.len() != earlier.len()
        || rows.iter().any(|&row| {
            let Some(was) = was_of(row).filter(|was| earlier.contains(was)) else { return true };
            if roles.is_empty() {
                return rebased.is_changed(before, row, was);
            }
            roles.iter().any(|&role| {
                let text_was = before.layout().text(before.sheet(), was, role).expose();
                text_was != rebased.layout.text(&rebased.sheet, row, role).expose()
            })
        })
}

/// Whether cases are ongoing, and whether a criminal allegation is recorded in them. That a case is closed, or
/// records none, holds only as long as nothing bears on it that was not seen.
fn answers_of_cases(before: &Workspace, bare: &Workspace, rebased: &Rebased) -> Vec<Change> {
    let mut ongoing: BTreeMap<u32, bool> = BTreeMap::new();
    let mut criminal: BTreeMap<u32, bool> = BTreeMap::new();
    for (row, was) in rebased.row_pairs() {
        let case = bare.case_of(row);
        let differs = |roles: &[Role]| case_differs(before, rebased, bare, row, roles);
        if let Some(answer) = before.ongoing_choice(was)
            && (answer || !differs(&[Role::Status, Role::Outcome]))
        {
            *ongoing.entry(case).or_default() |= answer;
        }
        if let Some(answer) = before.criminal_answer(was)
            && (answer || !differs(&[]))
        {
            *criminal.entry(case).or_default() |= answer;
        }
    }
    let ongoing = ongoing.into_iter().map(|(case, now)| Change::Ongoing { case, was: None, now: Some(now) });
    let criminal =
        criminal.into_iter().map(|(case, now)| Change::Criminal { case, was: None, now: Some(now) });
    ongoing.chain(criminal).collect()
}

/// Why columns are withheld, and wider units.
fn of_columns(before: &Workspace, rebased: &Rebased) -> Vec<Change> {
    let mut changes = Vec::new();
    for (column, was) in rebased.pairs() {
        if let Some(grounds) = before.column_choice(was) {
            changes.push(Change::ColumnGrounds { column, was: None, now: Some(grounds.clone()) });
        }
        let units = before.units(was);
        if !units.is_empty() {
            changes.push(Change::Units { column, was: Default::default(), now: units.clone() });
        }
    }
    changes
}

/// Warnings of the newer report that were there before, each with its number now and then. What moved or grew
/// is another.
pub(super) fn same_warnings(before: &Workspace, rebased: &Rebased) -> Vec<(u32, u32)> {
    let (name_was, name) = (before.sheet().name(), rebased.sheet.name());
    type Numbered<'w> = (u32, &'w Warning);
    let mut known: BTreeMap<(WarningKind, String, u64), Vec<Numbered<'_>>> = BTreeMap::new();
    for (number, warning) in before.warnings() {
        // A sheet of a text file is called as the file.
        let place =
            if name_was.is_empty() { warning.place.clone() } else { warning.place.replace(name_was, name) };
        known.entry((warning.kind, place, warning.count)).or_default().push((number, warning));
    }
    let mut same = Vec::new();
    for (number, warning) in (0u32..).zip(&rebased.report.warnings) {
        let Some(alike) = known.get_mut(&(warning.kind, warning.place.clone(), warning.count)) else {
            continue;
        };
        if let Some(at) = alike.iter().position(|(_, other)| other.sample == warning.sample) {
            same.push((number, alike.remove(at).0));
        }
    }
    same
}

impl Rebased {
    /// Whether any text of an entry is not as it was. Of columns that are new or gone it is told once, not
    /// for each entry.
    pub(super) fn is_changed(&self, before: &Workspace, row: u32, was: u32) -> bool {
        (0u16..).zip(&self.columns).any(|(column, column_was)| {
            let text = self.sheet.text(CellId { row, column }).expose();
            match column_was {
                Some(column) => before.sheet().text(CellId { row: was, column: *column }).expose() != text,
                None => false,
            }
        })
    }
}
