//! One file a detector; one row below makes it known.

mod postcode;

use super::Detector;

/// Every detector.
pub(crate) const ALL: &[&dyn Detector] = &[&postcode::Postcode];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ALL;

    #[test]
    fn no_two_share_a_name() {
        let names: BTreeSet<_> = ALL.iter().map(|detector| detector.id()).collect();
        assert_eq!(names.len(), ALL.len());
    }
}
