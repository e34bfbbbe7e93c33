//! National Insurance numbers: `AB 12 34 56 C`.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct NationalInsurance;

/// Two letters, six digits, and mostly a letter from A to D. Digits may be misread as letters,
/// which is believed only after a cue.
static FORM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b([a-z])([a-z])(?:[.-]|\s{0,2})([0-9oil]{2}(?:[.-]|\s{0,2})[0-9oil]{2}(?:[.-]|\s{0,2})[0-9oil]{2})(?:(?:[.-]|[ \t]{0,2})([a-d]))?\b",
    )
});

static CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: n\.?\s?i\.?(?:\s?n\.?\s?o?\.?)? | nino | nat(?:ional|'?l)?\.?\s?ins(?:urance)?\.? ) (?: \s?(?:no|number|num|nr)\b\.? )? (?: \s (?:is|was|of|as) \b )? [\s:;=(\x22'\#-]{0,4} $",
    )
});

impl Detector for NationalInsurance {
    fn id(&self) -> DetectorId {
        DetectorId::new("national-insurance")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(3, 16, 12);
        for found in plain.captures_near(&FORM, &near) {
            let (Some(whole), Some(first), Some(second), Some(digits)) =
                (found.get(0), found.get(1), found.get(2), found.get(3))
            else {
                continue;
            };
            let is_in_use = is_prefix(first.as_str(), second.as_str());
            let has_slips = digits.as_str().bytes().any(|byte| byte.is_ascii_alphabetic());
            if let Some(cue) = plain.cue_before(&CUE, whole.start(), 32) {
                let (sentence, confidence) = if is_in_use && !has_slips {
                    ("Follows “{}” and has the form of a National Insurance number", 990)
                } else {
                    ("Follows “{}”, though no such National Insurance number is given out", 900)
                };
                out.extend(plain.hit_by(cue, whole.range(), Kind::Nino, sentence, confidence));
            } else if found.get(4).is_some() && !has_slips {
                let (sentence, confidence) = if is_in_use {
                    ("Has the form of a National Insurance number", 950)
                } else {
                    (
                        "Has the form of a National Insurance number, though with letters that are not given out",
                        750,
                    )
                };
                out.extend(plain.hit(whole.range(), Kind::Nino, sentence, confidence));
            }
        }
    }
}

/// Whether numbers that open with these two letters are given out.
fn is_prefix(first: &str, second: &str) -> bool {
    let (first, second) = (first.to_ascii_uppercase(), second.to_ascii_uppercase());
    let pair = [first.as_str(), second.as_str()].concat();
    !["D", "F", "I", "Q", "U", "V"].contains(&first.as_str())
        && !["D", "F", "I", "O", "Q", "U", "V"].contains(&second.as_str())
        && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&pair.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "NI no [NINO:QQ 48 21 90 C], I put it",
            "DOB 02-02-1990, NI [NINO:SX 31 40 77 B])",
            "his brother, [NINO:QQ 70 55 18 A].",
            "nino [NINO:ab123456c] and [NINO:JG103759A]; [NINO:jg 10 37 59 a]",
            "N.I. number: [NINO:JG-10-37-59-A]. National Insurance number is [NINO:JG 103759 A]",
            "NINO [NINO:JG103759] (last letter not given)",
            "NI No.[NINO:JG 1O 37 59 A]",
            "Nat Ins [NINO:JG.10.37.59.A] NI number\n[NINO:JG 10\n37 59 A]",
            "NI\u{a0}no\u{a0}[NINO:JG\u{a0}10\u{a0}37\u{a0}59\u{a0}A] [NINO:ＪＧ１０３７５９Ａ]",
            "NATIONAL INSURANCE NO. [NINO:TN 01 01 85 A]",
        ] {
            check(&NationalInsurance, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "exhibit AB123456, device SN 104477",
            "CAD 8102/14NOV18 and 01ZD/2031/20, P236650, 371AS 402AS",
            "PC 12 34 56 then left; at 10 to 12",
            "seal AB1234567A and XAB123456C",
        ] {
            check(&NationalInsurance, text);
        }
    }
}
