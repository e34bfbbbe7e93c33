//! One file a detector; one row below makes it known.

mod bwv;
mod full_name;
mod known;
mod listing;
mod postcode;
mod rank;
mod role;
mod signature;
mod speaker;
mod special;
mod tactic;
mod title;

use super::Detector;

/// Every detector that looks at a passage by itself.
pub(crate) const ALL: &[&dyn Detector] = &[
    &bwv::BodyWornVideo,
    &full_name::FullName,
    &postcode::Postcode,
    &rank::Rank,
    &role::Role,
    &signature::Signature,
    &speaker::Speaker,
    &special::Special,
    &tactic::Tactic,
    &title::Title,
];

/// Runs after the others, with the names that they have established.
pub(crate) const KNOWN: &dyn Detector = &known::KnownPeople;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL, KNOWN};

    #[test]
    fn no_two_share_a_name() {
        let names: BTreeSet<_> = ALL.iter().chain([&KNOWN]).map(|detector| detector.id()).collect();
        assert_eq!(names.len(), ALL.len() + 1);
    }
}
