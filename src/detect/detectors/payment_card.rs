//! Numbers of payment cards.

use std::sync::LazyLock;

use crate::detect::check_digit::{digits_of, luhn};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct PaymentCard;

/// Four groups of four, the groups of American Express, or 13 to 19 digits in one.
static FORM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?:[2-6][0-9*xX]{3}(?:[\s-]{1,2}[0-9*xX]{4}){3}|3[47][0-9]{2}[\s-][0-9]{6}[\s-][0-9]{5}|[2-6][0-9]{12,18})\b",
    )
});

static CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:card|visa|mastercard|amex|american express|debit|credit|monzo|barclaycard|paid|payment|bank)\b",
    )
});

/// Other sixteen digits in groups of four.
static OTHER: LazyLock<Rule> = LazyLock::new(|| pattern(r"(?i)\b(?:sia|licen[cs]e|imei|badge)\b"));

impl Detector for PaymentCard {
    fn id(&self) -> DetectorId {
        DetectorId::new("payment-card")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        for found in plain.find(&FORM) {
            if plain.is_part_of_word(&found.range()) || plain.before(found.start(), 1).ends_with(['/', '£'])
            {
                continue;
            }
            let is_grouped = found.as_str().contains([' ', '-', '\n']);
            let is_masked = found.as_str().contains(['*', 'x', 'X']);
            let digits = digits_of(found.as_str());
            if digits.len() < 4 {
                continue;
            }
            let fits = !is_masked && luhn(&digits);
            let cue = plain.cue_before(&CUE, found.start(), 40);
            let other = plain.cue_before(&OTHER, found.start(), 40);
            let (sentence, confidence) = match (fits, is_grouped || is_masked, cue.is_some()) {
                _ if other.is_some_and(|other| cue.as_ref().is_none_or(|cue| cue.end < other.start)) => {
                    continue;
                }
                (true, _, true) => ("Has the form of a card number and its check digit fits", 990),
                (true, true, false) => ("Has the form of a card number and its check digit fits", 960),
                (true, false, false) => ("Has the form of a card number and its check digit fits", 800),
                (false, _, _) if is_masked => ("Has the form of a card number with digits masked", 850),
                (false, true, _) | (false, false, true) => {
                    ("Has the form of a card number, though its check digit does not fit", 800)
                }
                (false, false, false) => continue,
            };
            out.extend(plain.hit(found.range(), Kind::Bank, sentence, confidence));
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
            "Frith paid from [BANK:4929 1234 5678 9012].",
            "card [BANK:4111111111111111], [BANK:4111-1111-1111-1111] and Amex [BANK:3782 822463 10005]",
            "[BANK:4111\u{a0}1111\u{a0}1111\u{a0}1111] [BANK:４１１１ １１１１ １１１１ １１１１]",
            "card no. [BANK:4929123456789012] mistyped; Visa [BANK:4111 **** **** 1111]",
            "long number\n[BANK:4111 1111\n1111 1111]",
            "found [BANK:4111111111111111] on a note",
        ] {
            check(&PaymentCard, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "SIA licence 4111 1111 1111 1111",
            "serial 4929123456789012, IMEI 490154203237518",
            "2018 2019 2020 21, 07700 900142, 1111 1111 1111 1111",
            "CRIS 2734410/22 to 2734411/22",
        ] {
            check(&PaymentCard, text);
        }
    }
}
