//! Who is who in the sheet, as the clerk gathered it, and how much of each is decided: kept up by the
//! changes of each event, gathered anew when those change what is gathered.

use std::collections::BTreeSet;
use std::sync::Arc;

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

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    people: Arc<People>,
    /// Undecided places of each.
    undecided: Vec<u32>,
    counts: Counts,
    is_known: bool,
    /// Goes up with every answer.
    generation: u64,
    is_stale: bool,
    /// The revision of the question that is out, and the cells whose decisions changed since.
    asked: Option<(u64, BTreeSet<CellId>)>,
}

/// Undecided places of each thing, as the clerk counts them.
pub(super) fn undecided(workspace: &Workspace, people: &People) -> Vec<u32> {
    (0..people.all().len()).map(|at| undecided_of(workspace, people, at)).collect()
}

fn undecided_of(workspace: &Workspace, people: &People, at: usize) -> u32 {
    let mentions = people.all().get(at).map_or(&[][..], |one| &one.mentions);
    mentions.iter().filter(|mention| workspace.decision_over(mention.place).is_none()).count() as u32
}

impl Gathering {
    pub(super) fn new() -> Gathering {
        Gathering { is_stale: true, ..Gathering::default() }
    }

    pub(super) fn people(&self) -> &Arc<People> {
        &self.people
    }

    /// Undecided places of the thing of this number.
    pub(super) fn undecided(&self, at: usize) -> u32 {
        self.undecided.get(at).copied().unwrap_or_default()
    }

    /// Of what is shown in People.
    pub(super) fn counts(&self) -> Counts {
        self.counts
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
        undecided: Vec<u32>,
    ) {
        let Some((_, cells)) = self.asked.take_if(|(asked, _)| *asked == revision) else { return };
        let_go(std::mem::replace(&mut self.people, people));
        (self.undecided, self.is_known) = (undecided, true);
        self.generation += 1;
        self.count();
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
        let touched: BTreeSet<usize> = cells.iter().flat_map(|cell| self.people.in_cell(*cell)).collect();
        for at in touched {
            let after = undecided_of(workspace, &self.people, at);
            if let Some(before) = self.undecided.get_mut(at) {
                let is_shown = self.people.briefs().get(at).is_some_and(|brief| brief.sort != Sort::Words);
                if is_shown {
                    self.counts.waiting = self.counts.waiting + u32::from(after > 0) - u32::from(*before > 0);
                    self.counts.places = self.counts.places + u64::from(after) - u64::from(*before);
                }
                *before = after;
            }
        }
    }

    fn count(&mut self) {
        self.counts = Counts::default();
        for (brief, undecided) in self.people.briefs().iter().zip(&self.undecided) {
            if brief.sort != Sort::Words {
                self.counts.all += 1;
                self.counts.waiting += u32::from(*undecided > 0);
                self.counts.places += u64::from(*undecided);
            }
        }
    }
}
