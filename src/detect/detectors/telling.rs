//! Phrases that tell of a policing tactic, capability, source or deployment, and of somebody's health,
//! belief, origin or record.

use std::sync::LazyLock;

use crate::detect::patterns::Patterns;
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Telling;

const FILES: [(&str, Kind); 2] = [
    (include_str!("../../../assets/lexicon/tactic.toml"), Kind::Tactic),
    (include_str!("../../../assets/lexicon/special.toml"), Kind::Special),
];

/// What the phrases of the program are held to be.
const CONFIDENCE_PERMILLE: u16 = 700;

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(&FILES));

impl Detector for Telling {
    fn id(&self) -> DetectorId {
        DetectorId::new("telling")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        PATTERNS.find(passage.text, passage.words, CONFIDENCE_PERMILLE, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Words;
    use crate::detect::patterns::testing::check_file;

    #[test]
    fn every_entry_finds_its_examples_and_leaves_the_others() {
        for (file, kind) in FILES {
            let patterns = Patterns::read(&[(file, kind)]);
            check_file(file, |text| {
                let mut hits = Vec::new();
                patterns.find(text, &Words::new(text), CONFIDENCE_PERMILLE, &mut hits);
                hits.len()
            });
        }
    }
}
