//! Homes that are told by less than a house number and a street: `at no. 8`, `the flat above the bakery on
//! Mill Lane`.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::street::name_at;
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct PartAddress;

/// A house number without its street, which stands elsewhere in the text or which all readers know. What is
/// numbered otherwise, `at no. 4 court`, goes on with a word for it.
static NUMBER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: (?:at|outside|opposite|into|next\sdoor\sat|round\sat|visited|watching) \s | (?:almshouses?|cottages|bungalows|maisonettes|terrace|houses),?\s ) ((?:no\.?|number)\s?[0-9]{1,3}[a-z]?)\b",
    )
});

/// The number of a house in a street that was named before.
static SAME_STREET: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b((?:no\.? ?|number )[0-9]{1,3}[a-z]?),? (?:in|on|of) (?:the same|that|this|his|her|their) (?:road|street|close|block|terrace|cul-de-sac|lane|avenue|row)\b",
    )
});

/// What else is numbered, or counted.
static NO_HOUSE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?: [./:,-]?[0-9%] | \s(?:bus|buses|tram|court|courtroom|platform|bay|cell|desk|gate|table|pitch|stand|dock|exit|junction|pump|till|in\sthe\s(?:list|queue|league|charts?)|on\sthe\s(?:list|form|log)|of\sthe|of\sits|times|point|downing) )",
    )
});

/// A flat by what is below it or beside it.
static ABOVE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:flats?|rooms?|bedsit|studio|maisonette) (?:above|over|behind|beside|next to|below|under) (?:the|a) [a-z' ]{3,30} (?:on|in|at) ",
    )
});

impl Detector for PartAddress {
    fn id(&self) -> DetectorId {
        DetectorId::new("part-address")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        for found in plain.captures(&NUMBER).filter_map(|found| found.get(1)) {
            if !NO_HOUSE.is_match(plain.after(found.end(), 20)) {
                let sentence = "Is the number of a house";
                out.extend(plain.hit(found.range(), Kind::Address, sentence, 700));
            }
        }
        for number in plain.captures(&SAME_STREET).filter_map(|found| found.get(1)) {
            out.extend(plain.hit(number.range(), Kind::Address, "Is the number of a house", 850));
        }
        for found in plain.find(&ABOVE) {
            if let Some((street, _)) = name_at(plain, found.end()) {
                let sentence = "Says where in a street somebody lives";
                out.extend(plain.hit(found.start()..street.end, Kind::Address, sentence, 850));
            }
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
            "took the side of June at [ADDRESS:no. 8] because; music outside [ADDRESS:number 14b].",
            "a man from the almshouses, [ADDRESS:no. 5] again; van watching [ADDRESS:no. 7] for hours",
            "he went to [ADDRESS:number 81] in the same road; it was [ADDRESS:no. 4] in that street",
            "lives in the [ADDRESS:flat above the launderette on Mill Lane], alone",
        ] {
            check(&PartAddress, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "PC no. 8; exhibit number 4; sat at number 2 court; at no. 9 bus stop; allegation no. 3",
            "outside no. 10 Downing Street; at number 3 in the list; at no 12/21",
            "the flat above hers; a flat over the road; flat above the shop on Monday",
        ] {
            check(&PartAddress, text);
        }
    }
}
