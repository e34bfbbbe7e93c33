//! NHS numbers: ten digits, the last of which checks the others.

use std::sync::LazyLock;

use crate::detect::check_digit::{digits_of, nhs};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct NhsNumber;

static FORM: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b[0-9]{3}([\s.-]{0,2})[0-9]{3}[\s.-]{0,2}[0-9]{4}\b"));

static CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: nhs | n\.h\.s\.? | chi | h\s?&\s?c | health\sand\scare ) (?:\s(?:no|number|num|nr|id)\b\.?)? (?:\s(?:is|was|of)\b)? [\s:;=(\x22'\#-]{0,4} $",
    )
});

impl Detector for NhsNumber {
    fn id(&self) -> DetectorId {
        DetectorId::new("nhs-number")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(10, 4, 4);
        for found in plain.captures_near(&FORM, &near) {
            let (Some(whole), Some(gap)) = (found.get(0), found.get(1)) else { continue };
            let fits = nhs(&digits_of(whole.as_str()));
            if let Some(cue) = plain.cue_before(&CUE, whole.start(), 40) {
                let (sentence, confidence) = if fits {
                    ("Follows “{}” and its check digit fits", 990)
                } else {
                    ("Follows “{}”, though its check digit does not fit", 900)
                };
                out.extend(plain.hit_by(cue, whole.range(), Kind::OtherId, sentence, confidence));
            } else if fits && !gap.as_str().is_empty() && !whole.as_str().starts_with('0') {
                let sentence = "Has the form of an NHS number and its check digit fits";
                out.extend(plain.hit(whole.range(), Kind::OtherId, sentence, 750));
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
            "My daughter has NHS number [OTHERID:943 476 5919] if you need notes",
            "NHS no. [OTHERID:9434765919]; nhs: [OTHERID:943-476-5919]; NHS [OTHERID:943 476 5918] mistyped",
            "patient [OTHERID:943 476 5919] seen; NHS number is [OTHERID:999\u{a0}012\u{a0}3454]",
            "NHS NUMBER\n[OTHERID:943 476\n5919], NHS no [OTHERID:９４３ ４７６ ５９１９]",
        ] {
            check(&NhsNumber, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in ["943 476 5918 is nothing", "9434765919", "020 794 6038", "NHS trust, 0161 496 0441"] {
            check(&NhsNumber, text);
        }
    }
}
