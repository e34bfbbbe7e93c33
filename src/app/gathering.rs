//! Who is who in the sheet, as the clerk gathered it, and how much of each is decided: kept up by the
//! changes of each event, gathered anew when those change what is gathered.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::clerk::Clerk;
use super::let_go::let_go;
use crate::review::{Change, Event, People, Sort, Workspace};
use crate::sheet::CellId;

/// How many of something distinct wait for the officer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Counts {
    pub(super) all: u32,
    /// Those of which a place is undecided.
    pub(super) waiting: u32,
    /// Places that are undecided.
    pub(super) places: u64,
}

/// Which places are undecided, and how many of each thing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Undecided {
    /// By place, as People has them. Kept, so that an act costs what it decides and not what else there is of
    /// the same people.
    is_open: Vec<bool>,
    /// By number.
    counts: Vec<u32>,
    /// Of what is shown in People.
    shown: Counts,
}

impl Undecided {
    /// As the clerk counts them.
    pub(super) fn of(workspace: &Workspace, people: &People) -> Undecided {
        let is_undecided = |(place, _)| workspace.decision_over(place).is_none();
        let at_place = (0..people.place_count()).into_par_iter();
        let is_open: Vec<bool> = at_place.map(|at| people.belonging(at).is_some_and(is_undecided)).collect();
        let mut counts = vec![0; people.all().len()];
        let open = is_open.iter().enumerate().filter(|(_, is_open)| **is_open);
        for (_, number) in open.filter_map(|(at, _)| people.belonging(at)) {
            if let Some(count) = counts.get_mut(number) {
                *count += 1;
            }
        }
        let mut shown = Counts::default();
        for (brief, undecided) in people.briefs().iter().zip(&counts) {
            if brief.sort != Sort::Words {
                shown.all += 1;
                shown.waiting += u32::from(*undecided > 0);
                shown.places += u64::from(*undecided);
            }
        }
        Undecided { is_open, counts, shown }
    }
}

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    people: Arc<People>,
    undecided: Undecided,
    is_known: bool,
    /// Goes up with every answer.
    generation: u64,
    is_stale: bool,
    /// The revision of the question that is out, and the cells whose decisions changed since.
    asked: Option<(u64, BTreeSet<CellId>)>,
}

impl Gathering {
    pub(super) fn new() -> Gathering {
        Gathering { is_stale: true, ..Gathering::default() }
    }

    #[cfg(test)]
    pub(super) fn of(workspace: &Workspace) -> Gathering {
        let people = Arc::new(workspace.people());
        let undecided = Undecided::of(workspace, &people);
        Gathering { people, undecided, ..Gathering::default() }
    }

    /// Whether what is undecided was kept up as a new count would find it.
    #[cfg(test)]
    pub(super) fn is_kept_up(&self, workspace: &Workspace) -> bool {
        Undecided::of(workspace, &self.people) == self.undecided
    }

    pub(super) fn people(&self) -> &Arc<People> {
        &self.people
    }

    /// Undecided places of the thing of this number.
    pub(super) fn undecided(&self, at: usize) -> u32 {
        self.undecided.counts.get(at).copied().unwrap_or_default()
    }

    /// Of what is shown in People.
    pub(super) fn counts(&self) -> Counts {
        self.undecided.shown
    }

    /// Another number whenever it was gathered anew.
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether it is as the case stands now.
    pub(super) fn is_fresh(&self) -> bool {
        self.is_known && !self.is_stale && self.asked.is_none()
    }

    /// Asks the clerk, if what is known is stale and the question is not out yet.
    pub(super) fn ask(&mut self, clerk: &Clerk, revision: u64) {
        if self.is_stale && self.asked.is_none() {
            self.is_stale = false;
            self.asked = Some((revision, BTreeSet::new()));
            clerk.gather(revision);
        }
    }

    /// Takes the clerk’s answer.
    pub(super) fn answer(
        &mut self,
        workspace: &Workspace,
        revision: u64,
        people: Arc<People>,
        undecided: Undecided,
    ) {
        let Some((_, cells)) = self.asked.take_if(|(asked, _)| *asked == revision) else { return };
        let_go(std::mem::replace(&mut self.people, people));
        (self.undecided, self.is_known) = (undecided, true);
        self.generation += 1;
        self.recount(workspace, &cells);
    }

    /// Takes in what an event changed, after the workspace did.
    pub(super) fn apply(&mut self, workspace: &Workspace, event: &Event, changes: &[Change]) {
        let mut cells = BTreeSet::new();
        self.is_stale |= matches!(event, Event::Detected(_));
        for change in changes {
            match change {
                Change::Mark { place, .. } => _ = cells.insert(place.cell),
                Change::Scope { .. }
                | Change::Entry { .. }
                | Change::Ongoing { .. }
                | Change::OwnPerson { .. }
                | Change::SamePerson { .. } => self.is_stale = true,
                Change::Column { .. }
                | Change::Dial { .. }
                | Change::Request { .. }
                | Change::Settled { .. } => self.is_stale |= workspace.touches_all(change),
                Change::Read { .. }
                | Change::Misuse { .. }
                | Change::Criminal { .. }
                | Change::ColumnGrounds { .. }
                | Change::Open { .. }
                | Change::Always { .. }
                | Change::Never { .. }
                | Change::Units { .. }
                | Change::RoleNames { .. }
                | Change::ByPerson { .. }
                | Change::Paperwork(_)
                | Change::Note { .. }
                | Change::Query { .. } => {}
            }
        }
        self.recount(workspace, &cells);
        if let Some((_, waiting)) = &mut self.asked {
            waiting.extend(cells);
        }
    }

    fn recount(&mut self, workspace: &Workspace, cells: &BTreeSet<CellId>) {
        for cell in cells {
            for at in self.people.in_cell(*cell) {
                let Some((place, number)) = self.people.belonging(at) else { continue };
                let Some(was) = self.undecided.is_open.get_mut(at) else { continue };
                let is_open = workspace.decision_over(place).is_none();
                if std::mem::replace(was, is_open) != is_open {
                    self.recount_one(number, is_open);
                }
            }
        }
    }

    /// One place more of a thing is undecided, or one less.
    fn recount_one(&mut self, number: usize, is_open: bool) {
        let Some(count) = self.undecided.counts.get_mut(number) else { return };
        let was_waiting = *count > 0;
        let step = if is_open { 1 } else { -1 };
        *count = count.saturating_add_signed(step);
        let is_shown = self.people.briefs().get(number).is_some_and(|brief| brief.sort != Sort::Words);
        if is_shown {
            let counts = &mut self.undecided.shown;
            counts.waiting = counts.waiting + u32::from(*count > 0) - u32::from(was_waiting);
            counts.places = counts.places.saturating_add_signed(step.into());
        }
    }
}
