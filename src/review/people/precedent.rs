//! What was decided before for the person, number or address that is found later: suggested with its
//! precedent, never applied by itself.

use super::{Distinct, People};
use crate::review::{Decision, Place, Workspace};

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
        let kind = one.mentions.iter().find(|mention| mention.place == place)?.kind;
        let is_alike = |other: crate::detect::Kind| other == kind || other.is_person() && kind.is_person();
        let others = one.mentions.iter().filter(|mention| mention.place != place && is_alike(mention.kind));
        let mut found: Option<Precedent> = None;
        for mention in others {
            let Some(decision) = self.decision(mention.place) else { continue };
            match &found {
                Some(other) if is_redaction(&other.decision) != is_redaction(decision) => return None,
                Some(_) if mention.place > place => break,
                Some(_) | None => {}
            }
            found = Some(Precedent { place: mention.place, decision: decision.clone() });
        }
        found
    }
}

fn is_redaction(decision: &Decision) -> bool {
    matches!(decision, Decision::Redact { .. })
}
