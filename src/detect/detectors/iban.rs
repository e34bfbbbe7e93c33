//! International bank account numbers.

use std::sync::LazyLock;

use crate::detect::check_digit::iban;
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Iban;

/// A country, two check digits, then groups of four and a rest.
static FORM: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?\b"));

static CUE: LazyLock<Rule> = LazyLock::new(|| pattern(r"(?i)\biban\b[ -/:-~]{0,16}$"));

impl Detector for Iban {
    fn id(&self) -> DetectorId {
        DetectorId::new("iban")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        for found in plain.find(&FORM) {
            // Words after the number look like more groups: the longest front that fits is it.
            let mut whole = found.range();
            let fits = loop {
                let words = plain.text().get(whole.clone()).unwrap_or("");
                if iban(&words.replace([' ', '-'], "")) {
                    break true;
                }
                match words.rfind([' ', '-']) {
                    Some(gap) if gap >= 15 => whole.end = whole.start + gap,
                    _ => break false,
                }
            };
            if fits {
                let sentence = "Has the form of an international account number and its check digits fit";
                out.extend(plain.hit(whole, Kind::Bank, sentence, 990));
            } else if let Some(cue) = plain.cue_before(&CUE, found.start(), 24) {
                let sentence = "Follows “{}”, though its check digits do not fit";
                out.extend(plain.hit_by(cue, found.range(), Kind::Bank, sentence, 850));
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
            "paid to [BANK:GB82 WEST 1234 5698 7654 32] on Friday",
            "[BANK:GB82WEST12345698765432]; iban [BANK:gb82west12345698765432]; [BANK:DE89370400440532013000]",
            "IBAN [BANK:GB82 WEST 1234 5698 7654 33]. Typed so.",
            "[BANK:GB82 WEST 1234 5698 7654 32] paid back",
            "[BANK:GB82\u{a0}WEST\u{a0}1234\u{a0}5698\u{a0}7654\u{a0}32]",
        ] {
            check(&Iban, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in
            ["GB82 WEST 1234 5698 7654 33", "MO19 unit 1234 went west", "BX19 TUW seen 1234 then gone"]
        {
            check(&Iban, text);
        }
    }
}
