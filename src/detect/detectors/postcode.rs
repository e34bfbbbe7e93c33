//! Postcodes of the United Kingdom: `SE13 7QT`, also without the space.

use std::sync::LazyLock;

use regex::Regex;

use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Postcode;

/// Outward and inward code; the inward letters C, I, K, M, O and V are never used.
static FULL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b[a-z]{1,2}[0-9][0-9a-z]?[ \u{a0}]{0,2}[0-9][abd-hjlnp-uw-z]{2}\b")
        .expect("a valid pattern")
});

impl Detector for Postcode {
    fn id(&self) -> DetectorId {
        DetectorId("postcode")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        for found in FULL.find_iter(passage.text) {
            let (start, end) = (found.start(), found.end());
            out.extend(Hit::new(passage.text, start, end, Kind::Postcode, "Has the form of a postcode", 950));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        check(&Postcode, "Flat 6, Pendrell House, [POSTCODE:E9 4ZX] and [POSTCODE:se137qt].");
    }

    #[test]
    fn leaves() {
        check(&Postcode, "Exhibit AB1 2, section 18, the A205 and unit MO19.");
    }
}
