//! What was decided before for the person, number or address that is found later: suggested with its
//! precedent, never applied by itself.

use super::{Distinct, Mention, People};
use crate::review::{Decision, Place, Workspace};

/// So many places on either side are looked at: a name can stand a hundred thousand times.
const NEAR: usize = 500;

/// What was decided before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Precedent {
    /// Where: the nearest place before, else the first after.
    pub place: Place,
    /// What.
    pub decision: Decision,
}

impl Workspace {
    /// What was decided at another place of what this place belongs to, for words of the same kind; `None` if
    /// nothing was, or once one way and once the other.
    pub fn precedent(&self, people: &People, place: Place) -> Option<Precedent> {
        let one: &Distinct = people.all().get(people.at(place)?)?;
        let at = one.mentions.partition_point(|mention| mention.place < place);
        let kind = one.mentions.get(at).filter(|mention| mention.place == place)?.kind;
        let is_alike = |other: crate::detect::Kind| other == kind || other.is_person() && kind.is_person();
        let before = one.mentions.iter().take(at).rev().take(NEAR);
        let after = one.mentions.iter().skip(at).take(NEAR);
        let decided = |mention: &Mention| {
            let decision = self.decision(mention.place).filter(|_| is_alike(mention.kind))?;
            Some(Precedent { place: mention.place, decision: decision.clone() })
        };
        let mut found = before.chain(after).filter(|mention| mention.place != place).filter_map(decided);
        let first = found.next()?;
        let is_one_way = found.all(|other| is_redaction(&other.decision) == is_redaction(&first.decision));
        is_one_way.then_some(first)
    }
}

fn is_redaction(decision: &Decision) -> bool {
    matches!(decision, Decision::Redact { .. })
}
