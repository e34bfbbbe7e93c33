//! What the officer says of who is who: two of one name told apart, two shapes of one person joined.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::distinct;
use super::{Distinct, Mentions};
use crate::review::{Change, Place, ReviewError, Workspace};
use crate::text::SensitiveString;

/// The officer’s word on who is who. Places are named, not people: what is found later follows the places it
/// would have stood with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::review) struct Ties {
    /// Places that were taken out of where they stood, each with the first of those it was taken out with.
    own: BTreeMap<Place, Place>,
    /// Pairs of places that are about one person, the earlier place first.
    same: BTreeSet<(Place, Place)>,
}

impl Ties {
    /// All that was said: places taken out, each with the first of those it was taken out with, and pairs.
    pub(in crate::review) fn said(
        &self,
    ) -> (impl Iterator<Item = (Place, Place)> + '_, impl Iterator<Item = (Place, Place)> + '_) {
        (self.own.iter().map(|(place, head)| (*place, *head)), self.same.iter().copied())
    }

    pub(in crate::review) fn set_own(&mut self, place: Place, now: Option<Place>) {
        match now {
            Some(head) => _ = self.own.insert(place, head),
            None => _ = self.own.remove(&place),
        }
    }

    pub(in crate::review) fn set_same(&mut self, one: Place, other: Place, now: bool) {
        let pair = (one.min(other), one.max(other));
        if now {
            self.same.insert(pair);
        } else {
            self.same.remove(&pair);
        }
    }
}

impl Workspace {
    /// Takes places out of where they stand, to be one of their own. What joined them to others goes.
    pub(in crate::review) fn plan_apart(&self, places: &[Place]) -> Result<Vec<Change>, ReviewError> {
        let places: BTreeSet<Place> = places.iter().copied().collect();
        let head = *places.first().ok_or(ReviewError::NoPlaces)?;
        let mut changes = Vec::new();
        for &place in &places {
            self.check_place(place)?;
            let was = self.ties.own.get(&place).copied();
            changes.push(Change::OwnPerson { place, was, now: Some(head) });
        }
        let ties =
            self.ties.same.iter().filter(|(one, other)| places.contains(one) != places.contains(other));
        changes.extend(ties.map(|&(one, other)| Change::SamePerson { one, other, was: true, now: false }));
        Ok(changes)
    }

    /// Says that two places are about one person.
    pub(in crate::review) fn plan_same_person(
        &self,
        place: Place,
        other: Place,
    ) -> Result<Vec<Change>, ReviewError> {
        self.check_place(place)?;
        self.check_place(other)?;
        let (one, other) = (place.min(other), place.max(other));
        let was = self.ties.same.contains(&(one, other)) || one == other;
        Ok(vec![Change::SamePerson { one, other, was, now: true }])
    }
}

/// What came together by itself, parted and joined as the officer says.
pub(super) fn tied(workspace: &Workspace, natural: Vec<Distinct>) -> Vec<Distinct> {
    let Ties { own, same } = &workspace.ties;
    if own.is_empty() && same.is_empty() {
        return natural;
    }
    let (mut all, changed) = parted(natural, own);
    let mut changed = changed;
    for (one, other) in same {
        let holder =
            |place: &Place| all.iter().position(|here| here.mentions.iter().any(|m| m.place == *place));
        let (Some(one), Some(other)) = (holder(one), holder(other)) else { continue };
        if one == other {
            continue;
        }
        let (into, from) = (one.min(other), one.max(other));
        let gone = all.remove(from);
        changed.retain(|at| *at != from);
        changed.iter_mut().filter(|at| **at > from).for_each(|at| *at -= 1);
        changed.push(into);
        let into = &mut all[into];
        let length = |one: &Distinct| one.title(workspace.sheet()).expose().chars().count();
        let is_fuller = length(&gone) > length(into);
        // A person to whom a number was joined stays a person.
        let named_by = if gone.sort < into.sort || gone.sort == into.sort && is_fuller {
            (into.sort, into.group) = (gone.sort, gone.group);
            &gone
        } else {
            &*into
        };
        let title = SensitiveString::new(named_by.title(workspace.sheet()).expose());
        let cells = gone.cells().to_vec();
        into.mentions.extend(gone.mentions);
        let more = into.more();
        more.title = title;
        more.cells.extend(cells);
        more.one_of.clear();
    }
    let changed: BTreeSet<usize> = changed.into_iter().collect();
    (0..)
        .zip(all)
        .map(|(at, one)| if changed.contains(&at) { distinct(workspace, one) } else { one })
        .collect()
}

/// With the places that stand for themselves taken out, and the numbers of all that changed.
fn parted(natural: Vec<Distinct>, own: &BTreeMap<Place, Place>) -> (Vec<Distinct>, Vec<usize>) {
    let mut taken: BTreeMap<Place, Distinct> = BTreeMap::new();
    let mut all = Vec::with_capacity(natural.len());
    let mut changed = Vec::new();
    for mut one in natural {
        let (out, rest): (Mentions, Mentions) =
            one.mentions.iter().copied().partition(|mention| own.contains_key(&mention.place));
        for mention in &out {
            let Some(head) = own.get(&mention.place) else { continue };
            taken.entry(*head).or_insert_with(|| Distinct::new(one.sort, one.group)).mentions.push(*mention);
        }
        if rest.is_empty() {
            continue;
        }
        if !out.is_empty() {
            changed.push(all.len());
        }
        one.mentions = rest;
        all.push(one);
    }
    for one in taken.into_values() {
        changed.push(all.len());
        all.push(one);
    }
    (all, changed)
}
