//! Sort codes and account numbers.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct BankAccount;

/// A sort code with an account number right behind it needs no other sign.
static PAIR: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"\b[0-9]{2}(?:-[0-9]{2}-| [0-9]{2} |\.[0-9]{2}\.)[0-9]{2}[\s,/;:-]{1,3}[0-9]{8}\b")
});

static SORT_CODE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(sort\s?-?code | s/c(?:ode)? | s\.c\. | sc)\b (?:\s(?:no|number)\b\.?)? (?:\s(?:is|was|of)\b)? [\s:;=(\x22'\#-]{0,4} ([0-9]{2}[\s.-]?[0-9]{2}[\s.-]?[0-9]{2}) \b",
    )
});

static ACCOUNT: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?:bank\s)?account (?:\s(?:no|number|num|nr))? | a/c (?:\s?(?:no|number))? | acc?t? (?:\s?(?:no|number)) | acct | acc | roll\s(?:no|number) )\b [.]? (?:\s(?:is|was|of)\b)? [\s:;=(\x22'\#-]{0,4} ([0-9](?:[\x20-]?[0-9]){5,9}) \b",
    )
});

/// The end of a number alone.
static ENDING: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b (?:ending|ends|ended|last\s(?:four|4)(?:\s(?:digits|numbers))?)(?:\s(?:in|with|are|of))? [\s:.*'\x22xX-]{1,6} ([0-9]{3,4}) \b",
    )
});

/// What an account is paid from, right before the end of its number.
static CARD: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: (?:bank|debit|credit)\s(?:card|account) | card | account | acc | a/c | visa | mastercard | amex )\b (?:\s(?:no|number)\b)? [\x20-\x2d:a-z]{0,16} $",
    )
});

impl Detector for BankAccount {
    fn id(&self) -> DetectorId {
        DetectorId::new("bank-account")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(6, 40, 4);
        let mut pairs = Vec::new();
        for found in plain.find_near(&PAIR, &near) {
            pairs.push(found.range());
            let sentence = "Has the form of a sort code and an account number";
            out.extend(plain.hit(found.range(), Kind::Bank, sentence, 950));
        }
        for (rule, confidence) in [(&SORT_CODE, 970), (&ACCOUNT, 930)] {
            for found in plain.captures_near(rule, &near) {
                let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
                let is_known = pairs.iter().any(|pair| pair.contains(&number.start()));
                // In capitals SC is also the rank of a special constable.
                let is_rank =
                    cue.as_str() == "SC" && number.as_str().bytes().all(|byte| byte.is_ascii_digit());
                if !is_known && !is_rank && !plain.is_part_of_word(&number.range()) {
                    out.extend(plain.hit_by(
                        cue.range(),
                        number.range(),
                        Kind::Bank,
                        "Follows “{}”",
                        confidence,
                    ));
                }
            }
        }
        for found in plain.captures(&ENDING) {
            let Some(number) = found.get(1) else { continue };
            if let Some(cue) = found.get(0).and_then(|end| plain.cue_before(&CARD, end.start(), 30)) {
                out.extend(plain.hit_by(cue, number.range(), Kind::Bank, "The last digits after “{}”", 850));
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
            "to sort code [BANK:40-99-17] a/c [BANK:01827364]. Crouch",
            "Bank [BANK:20-44-81 50331297] given for refund, or [BANK:20 44 81 50331297]",
            "Sort Code: [BANK:409917], Account number: [BANK:01827364]",
            "sort-code is [BANK:40 99 17]; account no. [BANK:0182 7364]; acc no [BANK:0182736]",
            "s/c [BANK:40-99-17] acct [BANK:01827364]; sc [BANK:40-99-17]",
            "SORT CODE\u{a0}[BANK:40–99–17] ACCOUNT [BANK:０１８２７３６４]",
            "building society roll number [BANK:1234567890]",
            "sort code\n[BANK:40-99-17]",
            "her card ending [BANK:4821], account ending in [BANK:123], debit card last four digits [BANK:9921]",
        ] {
            check(&BankAccount, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "born 02-02-90, on 09-11-96 at 10-30-00",
            "on account of 2 officers; her account 10 minutes later; took account on 12/03/2020",
            "phone ending 4821; card 2 of 3",
            "account given 20/05/2019; accounts of 12 officers; SC 123456",
        ] {
            check(&BankAccount, text);
        }
    }
}
