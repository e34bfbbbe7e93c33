//! A newer export beside the case: what is the same, new, gone and changed, what was carried and what was not.
//! To be looked at before it is taken.

use std::collections::BTreeSet;

use super::super::{Decision, Place, Policy, Workspace};
use super::{Newness, Rebased};
use crate::sheet::CellId;

/// A newer export beside the case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Entries of the case.
    pub before_count: u32,
    /// Entries of the newer export.
    pub now_count: u32,
    /// Entries that are as they were.
    pub same_count: u32,
    /// Rows of the newer export that the case does not have.
    pub new: Vec<u32>,
    /// Rows of the case that the newer export does not have.
    pub gone: Vec<u32>,
    /// Entries with other texts than before.
    pub changed: Vec<ChangedEntry>,
    /// Whether entries that both have stand in another order.
    pub is_reordered: bool,
    /// Columns of the newer export that the case does not have; each is to be settled.
    pub new_columns: Vec<u16>,
    /// Columns of the case that the newer export does not have.
    pub gone_columns: Vec<u16>,
    /// Columns with another heading, before and now.
    pub renamed_columns: Vec<(u16, u16)>,
    /// Decisions about words that were carried.
    pub fitting_count: usize,
    /// Decisions about words that were not.
    pub lost: Vec<Lost>,
    /// Answers about entries and cases that were not carried: they are asked again where they are needed.
    pub asked_again: Vec<AskedAgain>,
    /// Rows of the newer export that were read before and are to be read again.
    pub unread: Vec<u32>,
    /// Warnings of the newer report that are to be settled.
    pub unsettled: Vec<u32>,
    /// Suggestions that will be undecided, in entries within the request.
    pub undecided_count: u64,
    /// The same as the case stands.
    pub undecided_before_count: u64,
}

/// An entry with other texts than before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedEntry {
    /// Its row in the newer export.
    pub row: u32,
    /// Its row in the case.
    pub was: u32,
    /// Columns of the newer export that are not as they were.
    pub columns: Vec<u16>,
}

/// A decision that does not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lost {
    /// Where it was made, in the case as it stands.
    pub place: Place,
    /// The row of its entry in the newer export, if it is there.
    pub row: Option<u32>,
    /// Whether the words were withheld rather than kept.
    pub is_redaction: bool,
    /// Why it does not fit.
    pub why: Loss,
}

/// Why a decision does not fit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Loss {
    /// Its entry is gone.
    EntryGone,
    /// Its column is gone.
    ColumnGone,
    /// Its words are gone from the text.
    WordsGone,
    /// Its words stand in other surroundings, or more or less often.
    OtherSurroundings,
}

impl Loss {
    /// Its kebab-case name, as `entry-gone`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// An answer that was not carried.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct AskedAgain {
    /// The row of the newer export.
    pub row: u32,
    /// What was answered.
    pub what: AnswerKind,
}

/// What can be answered about an entry or its case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum AnswerKind {
    /// Whether it relates to misuse.
    Misuse,
    /// That it is released although its case is ongoing.
    Release,
    /// Whether its case is ongoing.
    Ongoing,
    /// Whether a criminal allegation is recorded in its case.
    Criminal,
}

impl AnswerKind {
    /// Its kebab-case name, as `misuse`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A cell that is not as it was. Holds case text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellChange {
    /// The column now.
    pub column: u16,
    /// What stood there.
    pub was: String,
    /// What stands there.
    pub now: String,
}

impl Rebased {
    /// The newer export beside the case as it stands.
    pub fn compared(&self, before: &Workspace) -> Compared {
        let after = before.on(self);
        let (rows, columns) = self.forward(before);
        let newness = self.newness(before);
        let changed: Vec<ChangedEntry> = self
            .row_pairs()
            .filter(|(row, _)| newness.get(*row as usize) == Some(&Some(Newness::Changed)))
            .map(|(row, was)| ChangedEntry { row, was, columns: self.changed_columns(before, row, was) })
            .collect();
        let order: Vec<u32> = self.row_pairs().map(|(_, was)| was).collect();
        let heading = |sheet: &crate::sheet::Sheet, at: u16| {
            sheet.columns().get(usize::from(at)).map(|column| column.heading().to_owned())
        };
        let missing = |list: &[Option<u32>]| -> Vec<u32> {
            (0u32..).zip(list).filter(|(_, there)| there.is_none()).map(|(at, _)| at).collect()
        };
        let missing_columns = |list: &[Option<u16>]| -> Vec<u16> {
            (0u16..).zip(list).filter(|(_, there)| there.is_none()).map(|(at, _)| at).collect()
        };
        let moved: BTreeSet<Place> = self.moved.iter().map(|(was, _)| *was).collect();
        let lost = before.decisions.iter().filter(|(place, _)| !moved.contains(place));
        Compared {
            before_count: before.sheet().row_count(),
            now_count: self.sheet.row_count(),
            same_count: newness.iter().filter(|newness| newness.is_none()).count() as u32,
            new: missing(&self.rows),
            gone: missing(&rows),
            is_reordered: !order.is_sorted(),
            new_columns: missing_columns(&self.columns),
            gone_columns: missing_columns(&columns),
            renamed_columns: self
                .pairs()
                .map(|(now, was)| (was, now))
                .filter(|(was, now)| heading(before.sheet(), *was) != heading(&self.sheet, *now))
                .collect(),
            fitting_count: self.moved.len(),
            lost: lost
                .map(|(place, decision)| self.lost(before, &rows, &columns, *place, decision))
                .collect(),
            asked_again: self.asked_again(before, &after),
            unread: self
                .row_pairs()
                .filter(|(row, was)| before.is_read(*was) && !after.is_read(*row))
                .map(|(row, _)| row)
                .collect(),
            unsettled: after
                .warnings()
                .filter(|(at, warning)| warning.kind.needs_settling() && after.settlement(*at).is_none())
                .map(|(at, _)| at)
                .collect(),
            undecided_count: undecided(&after),
            undecided_before_count: undecided(before),
            changed,
        }
    }

    fn changed_columns(&self, before: &Workspace, row: u32, was: u32) -> Vec<u16> {
        let differs = |(now, column): &(u16, u16)| {
            let text = self.sheet.text(CellId { row, column: *now }).expose();
            before.sheet().text(CellId { row: was, column: *column }).expose() != text
        };
        self.pairs().filter(differs).map(|(now, _)| now).collect()
    }

    fn lost(
        &self,
        before: &Workspace,
        rows: &[Option<u32>],
        columns: &[Option<u16>],
        place: Place,
        decision: &Decision,
    ) -> Lost {
        let is_redaction = match decision {
            Decision::Redact { .. } => true,
            Decision::Keep { .. } => false,
        };
        let row = rows.get(place.cell.row as usize).copied().flatten();
        let column = columns.get(usize::from(place.cell.column)).copied().flatten();
        let words = place.span.of(before.sheet().text(place.cell).expose()).unwrap_or("");
        let why = match (row, column) {
            (None, _) => Loss::EntryGone,
            (Some(_), None) => Loss::ColumnGone,
            (Some(row), Some(column)) => {
                let text = self.sheet.text(CellId { row, column }).expose();
                if text.contains(words) { Loss::OtherSurroundings } else { Loss::WordsGone }
            }
        };
        Lost { place, row, is_redaction, why }
    }

    fn asked_again(&self, before: &Workspace, after: &Workspace) -> Vec<AskedAgain> {
        let mut asked = BTreeSet::new();
        for (row, was) in self.row_pairs() {
            let mut lost = |what, had: bool, has: bool, row| {
                if had && !has {
                    asked.insert(AskedAgain { row, what });
                }
            };
            let misuse = |case: &Workspace, row| case.misuse(row, Policy::Final).is_some();
            lost(AnswerKind::Misuse, misuse(before, was), misuse(after, row), row);
            lost(AnswerKind::Release, before.choice(was).is_some(), after.choice(row).is_some(), row);
            let case = after.case_of(row);
            let (had, has) = (before.ongoing_choice(was), after.ongoing_choice(row));
            lost(AnswerKind::Ongoing, had.is_some(), has.is_some(), case);
            let (had, has) = (before.criminal_answer(was), after.criminal_answer(row));
            lost(AnswerKind::Criminal, had.is_some(), has.is_some(), case);
        }
        asked.into_iter().collect()
    }
}

impl Compared {
    /// Whether fewer than half of the entries were found again, so that it may be other data.
    pub fn is_doubtful(&self) -> bool {
        let found = self.before_count.saturating_sub(self.gone.len() as u32);
        u64::from(found) * 2 < u64::from(self.before_count)
    }
}

fn undecided(workspace: &Workspace) -> u64 {
    let entries = workspace.entries(Policy::Final);
    entries.into_iter().map(|row| workspace.undecided_in_row(row).count() as u64).sum()
}

impl Workspace {
    /// What of an entry is not as it was in the export before, column by column; in a new entry nothing.
    pub fn changes_since_earlier(&self, row: u32) -> Vec<CellChange> {
        let Some(earlier) = self.earlier_export() else { return Vec::new() };
        let columns = 0..self.sheet().columns().len() as u16;
        columns
            .filter_map(|column| {
                let cell = CellId { row, column };
                let (was, now) = (earlier.text_was(cell)?, self.sheet().text(cell).expose());
                (was != now).then(|| CellChange { column, was: was.to_owned(), now: now.to_owned() })
            })
            .collect()
    }
}
