//! Driving licences of Great Britain, whose number holds name and birth, and of Northern Ireland.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct DrivingLicence;

/// Five letters of the surname filled up with 9; the birth as decade, month (50 more for women),
/// day and year; initials filled up with 9; three more.
static FORM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b[a-z][a-z9]{4}[\s-]?([0-9])([0-9]{2})([0-9]{2})([0-9])[\s-]?[a-z9]{2}[\s-]?[0-9a-z][a-z]{2}(?: ?[0-9]{2})?\b",
    )
});

static CUE: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b(?:driv(?:ing|er'?s?) licen[cs]e|licen[cs]e|dln|dvla)\b"));

/// Eight digits are a licence of Northern Ireland only after the word; other licences have a
/// letter or two as well.
static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b((?:driving\s|driver'?s?\s|dva\s)licen[cs]e|dln) (?:\s?(?:no|number|num|nr)\b\.?)? (?:\s(?:is|was|of|as)\b)? [\s:;,=(\x22'\#-]{1,4} ([a-z]{0,3}[0-9]{6,12}[a-z]{0,3}) \b",
    )
});

/// The number after the word, with letters and digits misread, or only its end.
static MISREAD: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b((?:driv(?:ing|er'?s?)\slicen[cs]e|dvla(?:\sdriver)?|driver|dln|d/?l) (?:\s?(?:no|number|num|nr)\b\.?)?) (?:\s(?:is|was|of|as)\b)? [\s:;,=(\x22'\#-]{1,4} ([a-z0-9]{5}[\x20-]?[a-z0-9]{6}[\x20-]?[a-z0-9]{5}(?:\x20?[0-9]{2})?) \b",
    )
});

static END: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b((?:driv(?:ing|er'?s?)\slicen[cs]e|passport|dln)(?:\s(?:no|number))?\s(?:ending|ends)(?:\s(?:in|with))?)\s([0-9a-z]{3,6})\b",
    )
});

impl Detector for DrivingLicence {
    fn id(&self) -> DetectorId {
        DetectorId::new("driving-licence")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(6, 48, 16);
        for found in plain.captures_near(&FORM, &near) {
            let Some(whole) = found.get(0) else { continue };
            let number = |group| found.get(group).and_then(|digits| digits.as_str().parse::<u8>().ok());
            let month_fits = number(2).is_some_and(|month| matches!(month, 1..=12 | 51..=62));
            let fits = month_fits && number(3).is_some_and(|day| matches!(day, 1..=31));
            if fits {
                let sentence = "Has the form of a driving licence number and its date of birth fits";
                out.extend(plain.hit(whole.range(), Kind::OtherId, sentence, 970));
            } else if let Some(cue) = plain.cue_before(&CUE, whole.start(), 40) {
                let sentence = "Follows “{}”, though its date of birth does not fit";
                out.extend(plain.hit_by(cue, whole.range(), Kind::OtherId, sentence, 850));
            }
        }
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            out.extend(plain.hit_by(cue.range(), number.range(), Kind::OtherId, "Follows “{}”", 920));
        }
        let near = plain.around_digits(2, 48, 16);
        for (form, least) in [(&MISREAD, 7), (&END, 2)] {
            for found in plain.captures_near(form, &near) {
                let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
                if number.as_str().bytes().filter(u8::is_ascii_digit).count() >= least {
                    let sentence = "Follows “{}”";
                    out.extend(plain.hit_by(cue.range(), number.range(), Kind::OtherId, sentence, 900));
                }
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
            "licence [OTHERID:MORGA657054SM9IJ], DLN [OTHERID:MORGA 657054 SM9IJ]",
            "[OTHERID:smith751120j99ab] and [OTHERID:LEE99 852301 K99XY 35]",
            "driving licence number [OTHERID:12345678]; DVA licence no. [OTHERID:12345678]",
            "driving licence [OTHERID:MORGA699054SM9IJ] (typed so)",
            "driving licence\u{a0}[OTHERID:MORGA657054SM9IJ]",
            "DVLA driver no [OTHERID:TREL0903128K99AB] (misread); D/L [OTHERID:M0RGA 657O54 SM9IJ]",
            "a driving licence ending [OTHERID:9IJ44]; passport number ending in [OTHERID:278]",
        ] {
            check(&DrivingLicence, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in
            ["MORGA699054SM9IJ", "driving licence seized 12/03/2020", "licence 12345678", "SOUTH123456AM9IJX"]
        {
            check(&DrivingLicence, text);
        }
    }
}
