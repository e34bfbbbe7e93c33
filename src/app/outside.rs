//! The release as somebody outside reads it: what is left of each case. Made on the clerk's side from the
//! table that would be released, so that nothing else can stand in it.

use std::collections::BTreeMap;

use super::earlier::Earlier;
use crate::disclose::{Disclosure, build, build_info};
use crate::review::{
    Beside, CaseReading, Differs, FEW_ENTRIES, Jigsaw, Policy, Workspace, jigsaw, read_as_intruder,
};

/// What a release would tell.
#[derive(Debug)]
pub(super) struct Outside {
    pub(super) disclosure: Disclosure,
    /// The cases of which most is told first.
    pub(super) cases: Vec<Told>,
    /// How an earlier release fits, where one is laid beside.
    pub(super) beside: Option<Beside>,
}

/// What is told of one case.
pub(super) struct Told {
    /// Rows of the sheet, one an entry of the reading.
    pub(super) rows: Vec<u32>,
    pub(super) reading: CaseReading,
    /// What points at an entry of the case alone, as `Year: 2018 + Outcome: Dismissed`, each with the number
    /// of the entry from 1.
    pub(super) alone: Vec<(usize, String)>,
    /// What an earlier release shows otherwise.
    pub(super) differs: Vec<Differs>,
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<what is told of rows {:?}>", self.rows)
    }
}

impl Outside {
    pub(super) fn of(workspace: &Workspace, earlier: Option<&Earlier>) -> Outside {
        let disclosure = build(workspace, Policy::Final, &build_info(jiff::Timestamp::UNIX_EPOCH));
        let rows = workspace.entries(Policy::Final);
        let mut by_case: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (entry, row) in rows.iter().enumerate() {
            by_case.entry(workspace.case_of(*row)).or_default().push(entry);
        }
        let cases: Vec<Vec<usize>> = by_case.into_values().collect();
        let readings = read_as_intruder(&disclosure, &cases);
        let mut alone = alone_by_entry(&disclosure, &jigsaw(&disclosure, FEW_ENTRIES));
        let beside = earlier.map(|earlier| workspace.lay_beside(&earlier.texts));
        let mut differs: BTreeMap<u32, Vec<Differs>> = BTreeMap::new();
        for one in beside.iter().flat_map(|beside| &beside.differs) {
            differs.entry(one.row).or_default().push(one.clone());
        }
        let told = |reading: CaseReading| {
            let entries = &reading.entries;
            let rows: Vec<u32> = entries.iter().filter_map(|entry| rows.get(*entry)).copied().collect();
            let differs = rows.iter().flat_map(|row| differs.remove(row).unwrap_or_default()).collect();
            let alone = entries
                .iter()
                .flat_map(|entry| {
                    alone.remove(entry).unwrap_or_default().into_iter().map(move |what| (entry + 1, what))
                })
                .collect();
            Told { rows, reading, alone, differs }
        };
        let mut cases: Vec<Told> = readings.into_iter().map(told).collect();
        // What an earlier release shows otherwise leads. Stable, so that cases of which as much is told stay in
        // the order of the table.
        cases.sort_by_key(|case| std::cmp::Reverse((case.differs.len(), case.weight())));
        Outside { disclosure, cases, beside }
    }
}

impl Told {
    /// How much there is to join with the news.
    fn weight(&self) -> usize {
        self.reading.told.len() + self.alone.len()
    }
}

fn alone_by_entry(disclosure: &Disclosure, jigsaw: &Jigsaw) -> BTreeMap<usize, Vec<String>> {
    let heading =
        |column: usize| disclosure.columns().get(column).map_or("", |column| column.heading.as_str());
    let mut alone: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for alike in &jigsaw.found {
        if let [entry] = alike.entries.as_slice() {
            let values = alike.columns.iter().zip(&alike.values);
            let said: Vec<String> =
                values.map(|(column, value)| format!("{}: {value}", heading(*column))).collect();
            alone.entry(*entry).or_default().push(said.join("  +  "));
        }
    }
    alone
}
