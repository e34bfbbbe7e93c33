//! Where each entry stands, kept up to date as events come in, so that no frame has to look at all
//! of them. What is stale is made anew a slice at a time.

mod counts;
mod entry;
mod question;

use std::collections::BTreeSet;
use std::hash::RandomState;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::review::{Change, Event, Workspace};

pub(super) use counts::Counts;
use counts::{Keys, Tallies};
pub(super) use entry::{Entry, section_of};
pub(super) use question::Question;

/// The row so many places after this one in ascending rows; from where it would stand, if it is not
/// among them.
pub(super) fn beside(rows: &[u32], row: u32, step: isize) -> Option<u32> {
    let at = match rows.binary_search(&row) {
        Ok(at) => at.checked_add_signed(step)?,
        Err(at) if step > 0 => at,
        Err(at) => at.checked_sub(1)?,
    };
    rows.get(at).copied()
}

/// Sees to it that a row is among ascending rows, or that it is not.
pub(super) fn put(rows: &mut Vec<u32>, row: u32, is_among: bool) {
    match (rows.binary_search(&row), is_among) {
        (Ok(at), false) => _ = rows.remove(at),
        (Err(at), true) => rows.insert(at, row),
        (Ok(_), true) | (Err(_), false) => {}
    }
}

/// Where all entries stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    keys: Vec<Keys>,
    tallies: Tallies,
    hasher: RandomState,
    /// Rows that are still to be looked at.
    stale: Range<u32>,
    /// Rows within the request, ascending; made when asked for first, and then kept up to date.
    numbered: Vec<u32>,
    is_numbered: bool,
    /// Another one when what was noted of changes does not hold any more; that of no other index.
    generation: u64,
    /// Rows that changed since, in the order in which they did.
    changed: Vec<u32>,
}

/// How far somebody has followed the changes of an index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Followed {
    generation: u64,
    changes: usize,
}

fn new_generation() -> u64 {
    static LATEST: AtomicU64 = AtomicU64::new(0);
    LATEST.fetch_add(1, Ordering::Relaxed) + 1
}

/// Rows looked at between two looks at the clock.
const SLICE: u32 = 256;
/// So many changes are noted at most.
const MOST_NOTED: usize = 1 << 20;

impl Index {
    /// The index of a workspace, made at once.
    pub(super) fn new(workspace: &Workspace) -> Index {
        let mut index = Index::default();
        index.restart(workspace);
        index.advance(workspace, || true);
        index
    }

    /// Begins anew, of another table.
    pub(super) fn restart(&mut self, workspace: &Workspace) {
        let rows = workspace.sheet().row_count();
        *self = Index {
            entries: vec![Entry::default(); rows as usize],
            keys: vec![Keys::default(); rows as usize],
            tallies: Tallies::new(rows),
            stale: 0..rows,
            hasher: self.hasher.clone(),
            generation: new_generation(),
            ..Index::default()
        };
    }

    /// Every row has to be looked at again; until then it stands as it stood.
    fn look_again(&mut self) {
        (self.stale, self.is_numbered) = (0..self.entries.len() as u32, false);
        self.forget_changes();
    }

    /// Looks at stale rows as long as there is time. Whether all are done.
    pub(super) fn advance(&mut self, workspace: &Workspace, has_time: impl Fn() -> bool) -> bool {
        if self.is_fresh() {
            return true;
        }
        while !self.is_fresh() && has_time() {
            let until = (self.stale.start + SLICE).min(self.stale.end);
            for row in self.stale.start..until {
                self.refresh(workspace, row, Keys::of(workspace, row, &self.hasher));
            }
            self.stale.start = until;
        }
        if self.is_fresh() {
            self.forget_changes();
        }
        self.is_fresh()
    }

    /// Whoever followed the changes has to look at all rows again.
    fn forget_changes(&mut self) {
        self.generation = new_generation();
        self.changed.clear();
    }

    /// Whether every row has been looked at since the last change that touched them all.
    pub(super) fn is_fresh(&self) -> bool {
        self.stale.is_empty()
    }

    /// Takes in what an event changed, after the workspace did.
    pub(super) fn apply(&mut self, workspace: &Workspace, event: &Event, changes: &[Change]) {
        if matches!(event, Event::Detected(_)) || changes.iter().any(|change| workspace.touches_all(change)) {
            self.look_again();
            return;
        }
        // Each row once, however many of its words an act decides.
        let mut rows = BTreeSet::new();
        for change in changes {
            if let Change::Ongoing { case, .. } | Change::Criminal { case, .. } = change {
                rows.extend(workspace.case_rows(*case));
            } else {
                rows.extend(change.place().map(|(row, _)| row));
            }
        }
        for row in rows {
            let Some(keys) = self.keys.get(row as usize).copied() else { continue };
            self.refresh(workspace, row, keys);
            self.changed.push(row);
        }
        if self.changed.len() > MOST_NOTED {
            self.forget_changes();
        }
    }

    /// Where the changes stand.
    pub(super) fn followed(&self) -> Followed {
        Followed { generation: self.generation, changes: self.changed.len() }
    }

    /// Rows that changed since, some perhaps more than once; `None` where that is not known any more.
    pub(super) fn changed_since(&self, followed: Followed) -> Option<&[u32]> {
        self.changed.get(followed.changes..).filter(|_| followed.generation == self.generation)
    }

    pub(super) fn entry(&self, row: u32) -> Entry {
        self.entries.get(row as usize).copied().unwrap_or_default()
    }

    pub(super) fn counts(&self) -> &Counts {
        self.tallies.counts()
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds the rows for which `wanted` holds, ascending: of a range of all rows, or of the rows that stand in
    /// this range of some ascending ones.
    pub(super) fn list(
        &self,
        rows: &mut Vec<u32>,
        among: Option<&[u32]>,
        range: Range<usize>,
        wanted: impl Fn(u32, Entry) -> bool,
    ) {
        if let Some(among) = among {
            let among = among.get(range).unwrap_or_default().iter().copied();
            rows.extend(among.filter(|row| wanted(*row, self.entry(*row))));
            return;
        }
        let first = range.start as u32;
        let all = (first..).zip(self.entries.get(range).unwrap_or_default());
        rows.extend(all.filter(|(row, entry)| wanted(*row, **entry)).map(|(row, _)| row));
    }

    /// The number that an entry has in the disclosure, from 1; `None` outside the request.
    pub(super) fn number(&mut self, row: u32) -> Option<usize> {
        if !self.is_numbered {
            let mut numbered = Vec::new();
            self.list(&mut numbered, None, 0..self.len(), |_, entry| entry.is_in());
            self.numbered = numbered;
            self.is_numbered = true;
        }
        self.numbered.binary_search(&row).ok().map(|at| at + 1)
    }

    fn refresh(&mut self, workspace: &Workspace, row: u32, keys: Keys) {
        let at = row as usize;
        let (Some(entry), Some(keys_before)) = (self.entries.get_mut(at), self.keys.get_mut(at)) else {
            return;
        };
        let after = Entry::of(workspace, row);
        self.tallies.count(std::mem::replace(keys_before, keys), std::mem::replace(entry, after), -1);
        self.tallies.count(keys, after, 1);
        if self.is_numbered {
            put(&mut self.numbered, row, after.is_in());
        }
    }
}

#[cfg(test)]
mod tests;
