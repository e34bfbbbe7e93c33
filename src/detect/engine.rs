//! Runs the detectors over a sheet: in parallel, in row order, cancellable, with the same result
//! every time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rayon::prelude::*;

use super::lists::{AlwaysSearch, NeverSearch};
use super::roster::Roster;
use super::search::{Search, search_cases};
use super::{Finding, Phrases, WordLists, case};
use crate::sheet::{Layout, Sheet, Treatment};

/// How to run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The row the officer is looking at: it and those after it are searched first, then the rest.
    pub first_row: u32,
    /// The officer's own words.
    pub lists: WordLists,
    /// What the force adds to the phrases of the program.
    pub phrases: Phrases,
}

/// What a run tells while it goes on.
#[derive(Clone, Copy, Debug)]
pub struct Found<'f> {
    /// Rows searched so far.
    pub rows_done: u32,
    /// What was found in the latest of them, without overlaps, in any order.
    pub findings: &'f [Finding],
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

/// Cases given to the threads at a time: small enough that progress follows row order.
const BATCH: usize = 512;

/// Cases that one thread takes through the detectors together: each detector goes over all of
/// them before the next begins, which keeps its tables in the cache of the processor.
const CHUNK: usize = 32;

/// Everything the detectors find in the sheet, in order of cell and span, without overlaps.
///
/// `progress` is told, from any thread, how many rows are done and what was found in the latest.
pub fn run(
    sheet: &Sheet,
    layout: &Layout,
    options: Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Found<'_>) + Sync),
) -> Result<Vec<Finding>, Cancelled> {
    let columns = searched_columns(layout);
    let roster = Roster::new(sheet, layout);
    let cases = case::group(sheet, layout, options.first_row);
    let always = AlwaysSearch::new(&options.lists.always);
    let never = NeverSearch::new(&options.lists.never);
    let search = Search {
        sheet,
        layout,
        columns: &columns,
        roster: &roster,
        always: &always,
        never: &never,
        phrases: &options.phrases,
    };
    let rows_done = AtomicU32::new(0);
    let mut findings = Vec::new();
    for batch in cases.chunks(BATCH) {
        let found: Result<Vec<Vec<Finding>>, Cancelled> = batch
            .par_chunks(CHUNK)
            .map(|cases| {
                let found = search_cases(&search, cases, cancel)?;
                let rows: u32 = cases.iter().map(|case| case.rows.len() as u32).sum();
                let rows_done = rows_done.fetch_add(rows, Ordering::Relaxed) + rows;
                progress(Found { rows_done, findings: &found });
                Ok(found)
            })
            .collect();
        for mut more in found? {
            findings.append(&mut more);
        }
    }
    findings.sort_unstable();
    findings.shrink_to_fit();
    Ok(findings)
}

/// The columns that a run searches: those of which something may be released, whatever they are.
pub fn searched_columns(layout: &Layout) -> Vec<u16> {
    let searched = |treatment: Treatment| match treatment {
        Treatment::Disclose | Treatment::RedactSpans | Treatment::Unsettled => true,
        Treatment::YearOnly
        | Treatment::WiderUnit
        | Treatment::SmallNumbers
        | Treatment::Withhold
        | Treatment::OutOfScope => false,
    };
    let plans = layout.columns.iter().enumerate();
    plans.filter(|(_, plan)| searched(plan.treatment)).map(|(at, _)| at as u16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Kind, Record, sheet_of_records};
    use crate::sheet::{ColumnPlan, Role};
    use crate::text::Sensitive;

    fn texts(count: usize) -> (Sheet, Layout) {
        let lines = [
            "PC Daniel Okafor 2231CE of SE13 7QT did not activate his BWV. Okafor left.",
            "Mr K told Sgt Hurst that the informant was seen; O. Daniel is diabetic.",
            "okafor daniel; Hurst's account; PCs Ward, Ali and McBride.",
        ];
        let cases = ["a", "b", "c", "d", "e", "", "", ""];
        let record = |n: usize| Record {
            text: Sensitive::new(lines[n % lines.len()]),
            subject: Sensitive::new("OKAFOR, Daniel"),
            case: Sensitive::new(cases[n % cases.len()]),
            ..Record::default()
        };
        sheet_of_records((0..count).map(record))
    }

    fn found(sheet: &Sheet, layout: &Layout, first_row: u32, threads: usize) -> Vec<Finding> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            run(sheet, layout, Options { first_row, ..Options::default() }, &Cancel::default(), &|_| ())
                .unwrap()
        })
    }

    #[test]
    fn finds_the_same_on_any_number_of_threads_and_from_any_row() {
        let (sheet, layout) = texts(700);
        let once = found(&sheet, &layout, 0, 1);
        assert!(once.len() > 1000);
        assert_eq!(once, found(&sheet, &layout, 0, 4));
        assert_eq!(once, found(&sheet, &layout, 333, 3));
    }

    #[test]
    fn findings_are_in_order_and_do_not_overlap() {
        let (sheet, layout) = texts(40);
        let findings = found(&sheet, &layout, 0, 2);
        for pair in findings.windows(2) {
            let apart = pair[0].cell < pair[1].cell || pair[0].span.end() <= pair[1].span.start();
            assert!(apart && pair[0] < pair[1]);
        }
    }

    #[test]
    fn stops_when_asked() {
        let (sheet, layout) = texts(700);
        let cancel = Cancel::default();
        let result = run(&sheet, &layout, Options::default(), &cancel, &|_| cancel.cancel());
        assert!(result.is_err());
    }

    #[test]
    fn tells_every_row_and_finding() {
        let (sheet, layout) = texts(700);
        let most = AtomicU32::new(0);
        let told = AtomicU32::new(0);
        let progress = |found: Found<'_>| {
            most.fetch_max(found.rows_done, Ordering::Relaxed);
            told.fetch_add(found.findings.len() as u32, Ordering::Relaxed);
        };
        let all = run(&sheet, &layout, Options::default(), &Cancel::default(), &progress).unwrap();
        assert_eq!(most.into_inner(), 700);
        assert_eq!(told.into_inner() as usize, all.len());
    }

    #[test]
    fn searches_only_what_may_be_released() {
        let (sheet, mut layout) = texts(3);
        let subject = layout.column(Role::Subject).unwrap();
        assert!(found(&sheet, &layout, 0, 1).iter().all(|finding| finding.cell.column != subject));
        layout.columns[subject as usize] = ColumnPlan { role: Role::Subject, treatment: Treatment::Disclose };
        let findings = found(&sheet, &layout, 0, 1);
        assert!(findings.iter().any(|f| f.cell.column == subject && f.kind == Kind::Officer));
    }
}
