//! How likely a finding is to be right, in the steps by which an officer turns the dial.

use super::{Finding, Hit, Kind};

/// In rising order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likelihood {
    /// Worth a look where nothing may be missed.
    Less,
    /// Likely enough to be suggested as a rule.
    Likely,
    /// Sure enough for an officer who wants few suggestions.
    Sure,
}

impl Likelihood {
    /// `None` for what is not worth an officer's time at all.
    pub fn of(kind: Kind, confidence_permille: u16) -> Option<Likelihood> {
        let [less, likely, sure] = from_permille(kind);
        match confidence_permille {
            confidence if confidence >= sure => Some(Likelihood::Sure),
            confidence if confidence >= likely => Some(Likelihood::Likely),
            confidence if confidence >= less => Some(Likelihood::Less),
            _ => None,
        }
    }

    /// Of a finding that is there at all.
    pub fn of_finding(finding: &Finding) -> Likelihood {
        Likelihood::of(finding.kind, finding.confidence_permille).unwrap_or(Likelihood::Less)
    }

    pub(super) fn of_hit(hit: &Hit) -> Option<Likelihood> {
        Likelihood::of(hit.kind, hit.confidence_permille)
    }
}

/// From which confidence on something is less likely, likely and sure. What it costs to miss a thing
/// differs: a name or a detail of somebody's health that is missed is a breach, while a mention of
/// body-worn video that is none brings an entry into scope.
fn from_permille(kind: Kind) -> [u16; 3] {
    match kind {
        Kind::Public | Kind::Officer | Kind::Staff => [150, 400, SURE_PERMILLE],
        Kind::Tactic => [200, 330, SURE_PERMILLE],
        Kind::Special => [200, 350, SURE_PERMILLE],
        Kind::Address => [200, 500, SURE_PERMILLE],
        Kind::Number
        | Kind::Postcode
        | Kind::Phone
        | Kind::Email
        | Kind::Social
        | Kind::Dob
        | Kind::Vrm
        | Kind::Nino
        | Kind::Bank
        | Kind::OtherId
        | Kind::CaseRef => [200, 400, SURE_PERMILLE],
        Kind::Bwv => [300, 400, SURE_PERMILLE],
    }
}

/// What is sure, whatever it is.
pub(super) const SURE_PERMILLE: u16 = 700;

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn rises_with_confidence() {
        for kind in Kind::iter() {
            let steps: Vec<_> = (0..=1000).map(|confidence| Likelihood::of(kind, confidence)).collect();
            assert!(steps.is_sorted(), "{kind:?}");
            assert_eq!((steps[0], steps[1000]), (None, Some(Likelihood::Sure)));
        }
    }
}
