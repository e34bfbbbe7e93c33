//! Passport numbers: only after the word, since nine digits alone may be anything.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Passport;

static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(passports? (?:\s?(?:no|number|num|nr|ref)\b\.?)?) (?:,?\s(?:is|was|of|as|number|no)\b\.?){0,2} [\s:;,=(\x22'\#-]{1,4} ((?:[a-z]{1,2}[\x20-]?)?[0-9](?:[\x20-]?[0-9]){5,9}[a-z]?) \b",
    )
});

/// The machine-readable line: issuing state, number with its check digit, state, birth.
static MACHINE_READABLE: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b[A-Z0-9]{9}[0-9][A-Z]{3}[0-9]{7}[MF<][0-9]{7}"));

impl Detector for Passport {
    fn id(&self) -> DetectorId {
        DetectorId::new("passport")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(6, 48, 40);
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            if !plain.is_part_of_word(&number.range()) {
                out.extend(plain.hit_by(cue.range(), number.range(), Kind::OtherId, "Follows “{}”", 960));
            }
        }
        for found in plain.find_near(&MACHINE_READABLE, &near) {
            let sentence = "Has the form of the machine-readable line of a passport";
            out.extend(plain.hit(found.range(), Kind::OtherId, sentence, 950));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "Passport [OTHERID:107185703] copied into book; passport [OTHERID:75 4419208] retained",
            "his British passport ([OTHERID:539004417]), gave; passport no. [OTHERID:539004417]",
            "PASSPORT NUMBER: [OTHERID:AB1234567]; passport number is [OTHERID:K 1234567]",
            "passport\u{a0}no\u{a0}[OTHERID:５３９００４４１７] and passport\n[OTHERID:539004417]",
            "line [OTHERID:1071857032GBR8501017F2601011]",
        ] {
            check(&Passport, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "passport seized on 12/03/2020",
            "passports of 3 men",
            "107185703",
            "passport office 020 7946 0381x",
        ] {
            check(&Passport, text);
        }
    }
}
