//! Special category data and criminal-offence details.

use std::sync::LazyLock;

use crate::detect::patterns::Patterns;
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Special;

const FILE: &str = include_str!("../../../assets/lexicon/special.toml");

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(FILE));

impl Detector for Special {
    fn id(&self) -> DetectorId {
        DetectorId::new("special")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        PATTERNS.find(passage.text, passage.words, Kind::Special, 720, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Words;
    use crate::detect::patterns::testing::check_file;

    #[test]
    fn every_entry_finds_its_examples_and_leaves_the_others() {
        check_file(FILE, |text| {
            let mut hits = Vec::new();
            PATTERNS.find(text, &Words::new(text), Kind::Special, 720, &mut hits);
            hits.len()
        });
    }
}
