//! A case on another export of the same data: what goes over as it is, what was carried, and the way back.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::rebase::{Newness, Rebased, with_asked};
use super::super::{Paperwork, Place};
use super::{Imported, Workspace};
use crate::sheet::CellId;

/// The case as it stood on the export before, and what became of its entries.
#[derive(Clone, PartialEq, Debug)]
pub struct EarlierExport {
    /// Number of the act in the log that took the newer one.
    act: u64,
    before: Arc<Workspace>,
    rebased: Arc<Rebased>,
    /// Of each entry now.
    newness: Vec<Option<Newness>>,
    /// Decided places now, each with where it was.
    was: BTreeMap<Place, Place>,
}

impl EarlierExport {
    /// Number of the act in the log by which the newer export was taken.
    pub fn act(&self) -> u64 {
        self.act
    }

    /// The case as it stood, without its history, which goes on.
    pub fn workspace(&self) -> &Workspace {
        &self.before
    }

    /// The row that an entry had then; `None` if it was not there.
    pub fn row_was(&self, row: u32) -> Option<u32> {
        self.rebased.rows.get(row as usize).copied().flatten()
    }

    /// The column that a column was then; `None` if it was not there.
    pub fn column_was(&self, column: u16) -> Option<u16> {
        self.rebased.columns.get(usize::from(column)).copied().flatten()
    }

    /// The place at which a carried decision was made.
    pub fn place_was(&self, place: Place) -> Option<Place> {
        self.was.get(&place).copied()
    }

    /// The text that stood in a cell then; `None` if the entry or the column was not there.
    pub fn text_was(&self, cell: CellId) -> Option<&str> {
        let (row, column) = (self.row_was(cell.row)?, self.column_was(cell.column)?);
        Some(self.before.sheet().text(CellId { row, column }).expose())
    }

    /// What was taken.
    pub fn rebased(&self) -> &Rebased {
        &self.rebased
    }
}

impl Workspace {
    /// The export before this one; `None` while the first one stands.
    pub fn earlier_export(&self) -> Option<&EarlierExport> {
        self.earlier.as_deref()
    }

    /// Whether the entry is new in this export, or not as it was in the one before; `None` where it is as
    /// it was, or there was none before.
    pub fn newness(&self, row: u32) -> Option<Newness> {
        self.earlier.as_ref()?.newness.get(row as usize).copied().flatten()
    }

    /// The newer export that the act of this number in the log took; `None` if it took none.
    pub fn taken_export(&self, act: u64) -> Option<&Arc<Rebased>> {
        self.history.rebased(act)
    }

    /// Whether the act of this number in the log took a newer export.
    pub fn takes_export(&self, act: u64) -> bool {
        self.taken_export(act).is_some()
    }

    /// Goes over to a newer export, as the event of this number says. All that speaks of no place goes
    /// over as it is; of the rest, what was carried.
    pub(super) fn rebase(&mut self, act: u64, rebased: &Arc<Rebased>) {
        let imported = Imported {
            source: rebased.source.clone(),
            sheet: rebased.sheet.clone(),
            report: rebased.report.clone(),
            layout: rebased.layout.clone(),
            request: self.request.clone(),
            texts: self.imported.texts.clone(),
            notice_by_default: self.imported.notice_by_default,
        };
        let mut before = std::mem::replace(self, Workspace::new(imported));
        // The acts go on; one copy of them is enough.
        self.history = std::mem::take(&mut before.history);
        // Opened whole, so that what is added to a case is asked about here.
        let Workspace {
            imported: _,
            layout: _,
            request: _,
            detected: _,
            history: _,
            evidence,
            decisions: _,
            read: _,
            settled: _,
            scope: _,
            misuse: _,
            choices: _,
            ongoing: _,
            criminal: _,
            open,
            lists,
            by_person: _,
            ties: _,
            level,
            below: _,
            grounds: _,
            units: _,
            role_names,
            paperwork,
            remarks: _,
            is_signature_fresh: _,
            is_released: _,
            asked: _,
            earlier: _,
            grouped: _,
            rules: _,
        } = &before;
        self.open = open.clone();
        self.lists = lists.clone();
        self.evidence = evidence.clone();
        self.level = *level;
        self.role_names = *role_names;
        self.paperwork = without_rows(paperwork);
        self.asked.clone_from(&rebased.asked);
        self.detected = rebased.detected.clone().map(|detected| with_asked(detected, &self.asked));
        self.set_all(rebased.carried.iter(), None);
        self.release_changes();
        self.part();
        self.judge_scope();
        let newness = rebased.newness(&before);
        let was = rebased.moved.iter().map(|(was, now)| (*now, *was)).collect();
        let (before, rebased) = (Arc::new(before), rebased.clone());
        self.earlier = Some(Arc::new(EarlierExport { act, before, rebased, newness, was }));
    }

    /// Goes back to the export before, as the case stood on it.
    pub(super) fn back_to_earlier_export(&mut self) {
        let Some(earlier) = self.earlier.take() else { return };
        // Files that were kept meanwhile stay kept.
        let (history, evidence) = (std::mem::take(&mut self.history), std::mem::take(&mut self.evidence));
        *self = (*earlier.before).clone();
        (self.history, self.evidence) = (history, evidence);
        self.release_changes();
    }
}

/// Answers to legal checks that name an entry by its row are answers about another entry now.
fn without_rows(paperwork: &Paperwork) -> Paperwork {
    let mut paperwork = paperwork.clone();
    paperwork.settled_lints.retain(|key, _| {
        let last = key.rsplit(':').next().unwrap_or_default();
        last.is_empty() || !last.bytes().all(|byte| byte.is_ascii_digit())
    });
    paperwork
}
