//! One decision for all places of something distinct: one act, one undo step.

use std::collections::BTreeSet;

use crate::detect::Kind;
use crate::law::Group;
use crate::review::suggest::{Suggestion, by_reason, suggestion};
use crate::review::{Change, Decided, Place, ReviewError, Workspace};

impl Workspace {
    /// Whether the decision about exactly these words was made in People, for all places at once.
    pub fn is_decided_in_people(&self, place: Place) -> bool {
        self.by_person.contains(&place)
    }

    pub(in crate::review) fn plan_together(&self, decided: &[Decided]) -> Result<Vec<Change>, ReviewError> {
        let mut seen = BTreeSet::new();
        let mut changes = Vec::new();
        for Decided { places, decision } in decided {
            if places.iter().any(|place| !seen.insert(*place)) {
                return Err(ReviewError::TwiceDecided);
            }
            changes.extend(self.mark_all(places, Some(decision))?);
        }
        if changes.is_empty() {
            return Err(ReviewError::NoPlaces);
        }
        let by_person =
            |place: Place| Change::ByPerson { place, was: self.is_decided_in_people(place), now: true };
        changes.extend(seen.into_iter().map(by_person));
        Ok(changes)
    }

    /// What is decided otherwise afterwards was not decided in People.
    pub(in crate::review) fn no_longer_by_person(&self, changes: &[Change]) -> Vec<Change> {
        let place =
            |change: &Change| if let Change::Mark { place, .. } = change { Some(*place) } else { None };
        let known = changes.iter().filter_map(place).filter(|place| self.is_decided_in_people(*place));
        known.map(|place| Change::ByPerson { place, was: true, now: false }).collect()
    }
}

/// What to suggest for a place of somebody of this group; `None` where there is nothing to take out.
pub fn suggestion_for(kind: Kind, group: Group) -> Option<Suggestion> {
    match (kind.is_person(), group) {
        (true, Group::Officers) => Some(by_reason("officer-name")),
        (true, Group::Staff) => Some(by_reason("staff-name")),
        (true, Group::Public) => Some(by_reason("public-name")),
        (_, _) if kind == Kind::Number && group == Group::Public => Some(by_reason("public-identifier")),
        (_, _) => suggestion(kind),
    }
}
