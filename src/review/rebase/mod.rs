//! Again with a newer export: the same data, exported once more, taken into a case so that every decision
//! that still fits is kept.
//!
//! Entries are matched by case reference, the other columns that tell them apart and the likeness of their
//! words (`rows`), columns by heading and role (`columns`), decided words by what stands around them
//! (`surroundings`); never by number of row or byte alone. What cannot be carried for certain is undecided
//! again, and words that were withheld are asked about wherever they stand in a text that is not as it was
//! (`asked`). The event says all that was carried, so that a log replays whatever a later program would match.

mod asked;
mod carry;
mod columns;
mod compared;
mod difference;
mod reads;
mod rows;
mod surroundings;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub(super) use self::asked::with_asked;
pub use self::compared::{AnswerKind, AskedAgain, CellChange, ChangedEntry, Compared, Loss, Lost};
pub use self::difference::WordDifference;
use super::{Change, Detected, Event, Imported, Place, Source, Workspace};
use crate::detect::{Cancel, Cancelled, Finding, Found, Options};
use crate::sheet::{Layout, Report, Sheet};

/// The taking of a newer export: the export, how its rows and columns answer to those before, and all that
/// was carried.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rebased {
    /// Where it came from.
    pub source: Source,
    /// The table.
    pub sheet: Arc<Sheet>,
    /// What else the file held.
    pub report: Report,
    /// What the columns are: as the officer had them where they are the same, else guessed and unsettled.
    pub layout: Layout,
    /// The row that each row was before; `null` for a new one.
    pub rows: Vec<Option<u32>>,
    /// The column that each column was before; `null` for a new one.
    pub columns: Vec<Option<u16>>,
    /// What was decided before and still fits, said of the new export.
    pub carried: Vec<Change>,
    /// Decided places that were carried: where they were, and where they are.
    pub moved: Vec<(Place, Place)>,
    /// Words that were withheld before and could not be carried, where they stand in texts that are not as
    /// they were. They are suggested whatever later searches find, so that they are undecided.
    pub asked: Vec<Finding>,
    /// What the search for personal data found in it; `null` where the case had not been searched.
    pub detected: Option<Arc<Detected>>,
}

/// How an entry of the newer export stands to the export before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Newness {
    /// It was not there.
    New,
    /// It was there with other words.
    Changed,
}

/// Why a newer export cannot be taken. Nothing has changed. Holds no case text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RebaseError {
    /// It has no entries.
    #[error("The newer export has no entries, so there is nothing to take. The case is as it was.")]
    NoEntries,
    /// None of its entries was found in the case.
    #[error(
        "No entry of the newer export was found in the case ({now} entries there, {before} here). It is other \
         data or another sheet. The case is as it was."
    )]
    NothingFits {
        /// Entries of the case.
        before: u32,
        /// Entries of the newer export.
        now: u32,
    },
    /// It is the same.
    #[error("The newer export holds the same as the case. Nothing has changed, so nothing was done.")]
    NothingChanged,
    /// It was stopped.
    #[error("Stopped. The case is as it was.")]
    Stopped,
}

impl From<Cancelled> for RebaseError {
    fn from(_: Cancelled) -> RebaseError {
        RebaseError::Stopped
    }
}

impl Workspace {
    /// What it means to take a newer export into the case: the event that does it, which changes nothing
    /// before it is applied. It is searched for personal data if the case was; `options` and `progress`
    /// are those of the search.
    pub fn plan_rebase(
        &self,
        newer: Imported,
        options: Options,
        cancel: &Cancel,
        progress: &(dyn Fn(Found<'_>) + Sync),
    ) -> Result<Arc<Rebased>, RebaseError> {
        if newer.source.sha256 == self.source().sha256 && newer.sheet == self.imported().sheet {
            return Err(RebaseError::NothingChanged);
        }
        let rebased = self.rebased_onto(newer, options, cancel, progress)?;
        if rebased.is_idle(self) { Err(RebaseError::NothingChanged) } else { Ok(rebased) }
    }

    /// The same, also where nothing has changed.
    pub fn rebased_onto(
        &self,
        newer: Imported,
        options: Options,
        cancel: &Cancel,
        progress: &(dyn Fn(Found<'_>) + Sync),
    ) -> Result<Arc<Rebased>, RebaseError> {
        let Imported { source, sheet, report, layout: guessed, request: _, texts: _, notice_by_default: _ } =
            newer;
        let (before, now) = (self.sheet().row_count(), sheet.row_count());
        if now == 0 {
            return Err(RebaseError::NoEntries);
        }
        let (columns, layout) = columns::matched(self, &sheet, &guessed);
        let rows = rows::matched(self, &sheet, &layout, &columns);
        if before > 0 && rows.iter().all(Option::is_none) {
            return Err(RebaseError::NothingFits { before, now });
        }
        let mut rebased = Rebased {
            source,
            sheet,
            report,
            layout,
            rows,
            columns,
            carried: Vec::new(),
            moved: Vec::new(),
            asked: Vec::new(),
            detected: None,
        };
        // Cases are grouped as the newer export has them, which bears on what is carried. No two of these
        // cases are there at once: each holds every decision once more.
        let bare = self.on(&rebased);
        (rebased.carried, rebased.moved) = carry::carried(self, &bare, &rebased);
        drop(bare);
        rebased.asked = asked::asked(self, &rebased);
        let carried = self.on(&rebased);
        let read = reads::still_read(self, &carried, &rebased);
        drop(carried);
        rebased.carried.extend(read);
        if self.is_detected() {
            rebased.detected = Some(Arc::new(self.on(&rebased).search(options, cancel, progress)?));
        }
        Ok(Arc::new(rebased))
    }

    /// The case as it would be.
    pub fn on(&self, rebased: &Rebased) -> Workspace {
        let mut after = self.clone();
        after.apply(Event::Rebased(Arc::new(rebased.clone())));
        after
    }
}

impl Rebased {
    /// The same without the table, for a log that is read.
    pub fn without_sheet(&self) -> Rebased {
        Rebased { sheet: Arc::default(), ..self.clone() }
    }

    /// How each of its entries stands to the case before.
    pub fn newness(&self, before: &Workspace) -> Vec<Option<Newness>> {
        let newness = |(row, was): (u32, &Option<u32>)| match was {
            None => Some(Newness::New),
            Some(was) => self.is_changed(before, row, *was).then_some(Newness::Changed),
        };
        (0u32..).zip(&self.rows).map(newness).collect()
    }

    /// Whether taking it would change nothing at all but the name and the bytes of the file.
    fn is_idle(&self, before: &Workspace) -> bool {
        let (sheet, was) = (&*self.sheet, before.sheet());
        let headings = |sheet: &Sheet| -> Vec<(String, bool)> {
            sheet.columns().iter().map(|column| (column.heading().to_owned(), column.is_hidden())).collect()
        };
        sheet.row_count() == was.row_count()
            && headings(sheet) == headings(was)
            && (0u32..).zip(&self.rows).all(|(row, was)| *was == Some(row))
            && (0u16..).zip(&self.columns).all(|(column, was)| *was == Some(column))
            && (0..sheet.row_count()).all(|row| {
                sheet.is_row_hidden(row) == was.is_row_hidden(row) && !self.is_changed(before, row, row)
            })
            && self.report.warnings.len() == before.report().warnings.len()
            && carry::same_warnings(before, self).len() == self.report.warnings.len()
    }

    /// Columns of both exports, each now and before.
    fn pairs(&self) -> impl Iterator<Item = (u16, u16)> + '_ {
        (0u16..).zip(&self.columns).filter_map(|(now, was)| Some((now, (*was)?)))
    }

    /// Each row now that was there before, with its row then.
    fn row_pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0u32..).zip(&self.rows).filter_map(|(now, was)| Some((now, (*was)?)))
    }

    /// The rows and columns now of those before.
    fn forward(&self, before: &Workspace) -> (Vec<Option<u32>>, Vec<Option<u16>>) {
        let mut rows = vec![None; before.sheet().row_count() as usize];
        for (now, was) in self.row_pairs() {
            if let Some(slot) = rows.get_mut(was as usize) {
                *slot = Some(now);
            }
        }
        let mut columns = vec![None; before.sheet().columns().len()];
        for (now, was) in self.pairs() {
            if let Some(slot) = columns.get_mut(usize::from(was)) {
                *slot = Some(now);
            }
        }
        (rows, columns)
    }
}
