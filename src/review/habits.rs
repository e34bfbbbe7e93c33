//! How often words were redacted and kept, one decision at a time: what is done three times is offered to
//! the officer's lists. It offers only; the lists themselves never override what the columns say.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Decision, Event, Place, Workspace, open};

/// So often words are decided one way before they are offered to a list.
const OFTEN: u32 = 3;

/// What words are offered for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offer {
    /// They were redacted three times: always redact them in this case file.
    Always,
    /// They were kept three times: never suggest them in this case file.
    Never,
}

/// How often words were decided each way. Decisions made in People do not count: they were one act for one
/// person, who is known everywhere.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Habits {
    /// Redacted and kept, by the folded words.
    counts: BTreeMap<String, [u32; 2]>,
}

impl std::fmt::Debug for Habits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} words withheld>", self.counts.len())
    }
}

impl Habits {
    /// The habits that stand in a case.
    pub fn of(workspace: &Workspace) -> Habits {
        let mut habits = Habits::default();
        for (place, decision) in &workspace.decisions {
            if !workspace.is_decided_in_people(*place) {
                habits.count(workspace, *place, Some(decision), true);
            }
        }
        habits
    }

    /// Takes in what an event changes.
    pub fn apply(&mut self, workspace: &Workspace, event: &Event, changes: &[Change]) {
        let in_people: BTreeSet<Place> = changes
            .iter()
            .filter_map(
                |change| if let Change::ByPerson { place, .. } = change { Some(*place) } else { None },
            )
            .collect();
        let is_undo = matches!(event, Event::Undone { .. });
        for change in changes {
            if let Change::Mark { place, was, now } = change
                && !in_people.contains(place)
            {
                let (before, after) = if is_undo { (now, was) } else { (was, now) };
                self.count(workspace, *place, before.as_ref(), false);
                self.count(workspace, *place, after.as_ref(), true);
            }
        }
    }

    /// Which list the words at a place are offered for, if they have now been decided one way for the third
    /// time and stand on neither list.
    pub fn offer(&self, workspace: &Workspace, place: Place) -> Option<Offer> {
        let words = folded(workspace, place);
        let offer = match (self.counts.get(&words)?, workspace.decision(place)?) {
            ([OFTEN, 0], Decision::Redact { .. }) => Offer::Always,
            ([0, OFTEN], Decision::Keep { .. }) => Offer::Never,
            (_, Decision::Redact { .. } | Decision::Keep { .. }) => return None,
        };
        let lists = workspace.lists();
        let mut listed = lists.always.keys().chain(lists.never.keys());
        (!words.is_empty() && !listed.any(|listed| open::folded(listed) == words)).then_some(offer)
    }

    fn count(&mut self, workspace: &Workspace, place: Place, decision: Option<&Decision>, is_more: bool) {
        let Some(decision) = decision else { return };
        // A part of a suggestion that was opened says nothing of these words elsewhere.
        if matches!(decision, Decision::Keep { .. }) && !workspace.is_suggested_at(place) {
            return;
        }
        let words = folded(workspace, place);
        let counts = self.counts.entry(words.clone()).or_default();
        let at = usize::from(matches!(decision, Decision::Keep { .. }));
        counts[at] = counts[at].saturating_add_signed(if is_more { 1 } else { -1 });
        if *counts == [0, 0] {
            self.counts.remove(&words);
        }
    }
}

fn folded(workspace: &Workspace, place: Place) -> String {
    open::folded(place.span.of(workspace.sheet().text(place.cell).expose()).unwrap_or(""))
}
