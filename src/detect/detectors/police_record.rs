//! Identities of persons on the Police National Computer (`16/0288143W`) and in criminal records
//! (`123456/08X`): both close with a check letter.

use std::sync::LazyLock;

use crate::detect::check_digit::pnc_letter;
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct PoliceRecord;

/// Year, serial number, check letter.
static PNC: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b(?:SF\s?)?((?:19|20)?[0-9]{2})\s?[/\\-]\s?([0-9]{1,7})\s?([a-z])\b"));

/// Serial number, year, check letter; from old files with `SF` before it.
static CRO: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b(?:SF\s?)?([0-9]{1,6})\s?/\s?([0-9]{2})\s?([a-z])\b"));

/// Without stroke: only after a cue.
static BARE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(pnc(?:\s?id)?(?:\s(?:no|number|ref))?|cro(?:\s(?:no|number))?)\b[\s.:=(#]{1,3}([0-9]{8,11}[a-z]?|[0-9]{2,4}/[0-9]{4,7}|[0-9]{4,6}/[0-9]{2})\b",
    )
});

static CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:pnc|pncid|police national computer|cro|criminal record)\b(?:[\s/]?id)?(?:\sno\.)?[ -\-/:<-~]{0,14}$",
    )
});

impl Detector for PoliceRecord {
    fn id(&self) -> DetectorId {
        DetectorId::new("police-record")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(3, 24, 4);
        for (form, year, serial, width) in [(&PNC, 1, 2, 7), (&CRO, 2, 1, 6)] {
            for found in plain.captures_near(form, &near) {
                let (Some(whole), Some(letter)) = (found.get(0), found.get(3)) else { continue };
                let number = |group| found.get(group).and_then(|digits| digits.as_str().parse::<u64>().ok());
                let (Some(year), Some(number)) = (number(year), number(serial)) else { continue };
                let came_from = plain.before(whole.start(), 1).ends_with(['/', '-', '\\']);
                let is_part = plain.is_part_of_word(&whole.range()) || came_from;
                let letter = letter.as_str().to_ascii_uppercase();
                let fits = letter.starts_with(pnc_letter(year, number, width));
                let is_long = found.get(serial).is_some_and(|digits| digits.len() >= 5);
                if let Some(cue) = plain.cue_before(&CUE, whole.start(), 40) {
                    let (sentence, confidence) = if fits {
                        ("Follows “{}” and its check letter fits", 990)
                    } else {
                        ("Follows “{}”, though its check letter does not fit", 900)
                    };
                    out.extend(plain.hit_by(cue, whole.range(), Kind::OtherId, sentence, confidence));
                } else if fits && is_long && !is_part {
                    let sentence = "Has the form of a police record number and its check letter fits";
                    out.extend(plain.hit(whole.range(), Kind::OtherId, sentence, 850));
                }
            }
        }
        for found in plain.captures_near(&BARE, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            out.extend(plain.hit_by(cue.range(), number.range(), Kind::OtherId, "Follows “{}”", 800));
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
            "14 June 1988, PNC [OTHERID:16/0288143W].",
            "PNCID [OTHERID:2016/0288143W], PNC no: [OTHERID:16/288143W]; pnc id [OTHERID:16/0288143w]",
            "CRO [OTHERID:123456/08X], CRO number [OTHERID:SF12345/88A]",
            "CRO No. [OTHERID:123456/08X]; CRO: [OTHERID:SF39/48213R]",
            "PNC ID\u{a0}[OTHERID:16/0288143W] PNC [OTHERID:１６/0288143W]",
            "PNC [OTHERID:16288143W]; PNC [OTHERID:16/0288143] (letter missing)",
        ] {
            check(&PoliceRecord, marked);
        }
        let number = format!("16/0288143{}", pnc_letter(16, 288_143, 7));
        check(&PoliceRecord, &format!("his record [OTHERID:{number}] shows"));
    }

    #[test]
    fn leaves() {
        for text in [
            "PNC check done. 2021/158204, 01KD/3349/21 and 5512/09FEB22",
            "12/5 a man; 4/7 a boy; 24/7 I; PNC markers for 3 officers",
            "44/02911/18A CRIS 4402911/18",
        ] {
            check(&PoliceRecord, text);
        }
    }
}
