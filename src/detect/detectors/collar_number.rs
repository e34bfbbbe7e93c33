//! Collar, shoulder, warrant and pay numbers after a word for them, or by their form alone.

use std::sync::LazyLock;

use crate::detect::collar::{following, is_measure, without_word};
use crate::detect::plain::Collector;
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct CollarNumber;

/// A word for such a number, then the number.
static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?:warrant(?:\scard)?|pay(?:roll)?|staff|employee|force|divisional|rank)\s?(?:no|nos|number|numbers|num|nr|id)\b\.? | (?:collar|shoulder|epaulettes?|eps?aulettes?|badge|fin)(?:\s?(?:no|nos|number|numbers|num|nr|id|numerals?|code|letters)\b\.?)? ) (?:\s(?:is|was|were|as|of|being|reads?|reading|showed|showing|given|shown|with|displayed|the|an?|number|no)\b){0,3} [\s:;,=(\x22'\#.-]{1,4} ([a-z]{0,2}\x20?[0-9]{2,7}(?:\x20?[a-z]{1,3})?) \b",
    )
});

/// Whose badges and numbers are no officer's.
static NO_OFFICER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:taxi|hackney|cab|minicab|driver'?s?|private hire|phv?|sia|door ?(?:man|staff|supervisor)?'?s?|bouncer'?s?|blue|council|tesco|asda|royal mail|nhs|hospital|shop|store)[ -]?$",
    )
});

/// `his number was 4417`: short enough to be no telephone number.
static HIS_NUMBER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b((?:officer'?s?|constable'?s?|his|her|their) number (?:was|is|as|being))[ :]{1,2}([0-9]{3,5}[a-z]{0,2})\b",
    )
});

/// Forms that need no word beside them: digits and a borough's two letters, a warrant number, a
/// number on an epaulette.
static ALONE: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b(?:[0-9]{2,4}[A-Z]{2}|[Pp][0-9]{6}|U[0-9]{4}|SC[0-9]{4})\b"));

/// Words after which digits and letters mark a thing.
static THING: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:exhibits?|exh|seal|serial|asset|device|camera|item|bag|model|room|bus|route|flat|unit|cell|locker|axon|motorola|version|form|bed|gate|platform|flight|train|passport|licen[cs]e|ref|reference|reg|index|vrm|plate|cad|cris|urn|imei|sim|card|account|apartment|cartridge|taser|sections?)(?: ?(?:no|number|ref|tag|mark|id)\b)?[.:]? ?$",
    )
});

impl Detector for CollarNumber {
    fn id(&self) -> DetectorId {
        DetectorId::new("collar-number")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut hits = Collector::new(out);
        let near = plain.around_digits(2, 64, 8);
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            if plain.cue_before(&NO_OFFICER, cue.start(), 24).is_some() {
                continue;
            }
            let number = without_word(number.as_str(), number.range());
            hits.add(plain.hit_by(cue.range(), number.clone(), Kind::Number, "Follows “{}”", 970));
            for next in following(plain, number.end) {
                hits.add(plain.hit_by(cue.range(), next, Kind::Number, "Stands in a list after “{}”", 900));
            }
        }
        for found in plain.captures_near(&HIS_NUMBER, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            let goes_on = plain.after(number.end(), 2).trim_start().starts_with(|c: char| c.is_ascii_digit());
            if !goes_on {
                hits.add(plain.hit_by(cue.range(), number.range(), Kind::Number, "Follows “{}”", 800));
            }
        }
        for found in plain.find_near(&ALONE, &near) {
            let is_thing = plain.cue_before(&THING, found.start(), 24).is_some();
            let touches = plain.before(found.start(), 1).ends_with(['/', '-', '.', '@', '#'])
                || plain.after(found.end(), 1).starts_with(['/', '@', '-']);
            let is_number = !is_thing && !touches && !is_measure(found.as_str());
            if is_number && !plain.is_part_of_word(&found.range()) {
                let sentence = "Has the form of a collar or warrant number";
                hits.add(plain.hit(found.range(), Kind::Number, sentence, 880));
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
            "seen with [NUMBER:734CN], [NUMBER:1190NW]; warrant number [NUMBER:P236650], warrant no [NUMBER:204577]",
            "[NUMBER:371AS] [NUMBER:402AS] [NUMBER:455AS] ALL OVER 7 DAYS; that [NUMBER:U2291] pushed",
            "(pay no [NUMBER:7366SN]) would; ([NUMBER:SC7714]); card of [NUMBER:p254110]",
            "epaulette as [NUMBER:U4120], struck; his shoulder number as [NUMBER:U5110]. collar no [NUMBER:812]",
            "shoulder numbers [NUMBER:812], [NUMBER:813] and [NUMBER:455]; collar nos. [NUMBER:812] & [NUMBER:1455]",
            "badge no [NUMBER:812] wanted; staff ID [NUMBER:104477]; WARRANT NO [NUMBER:009118]; force ID [NUMBER:44710]",
            "shoulder number \"[NUMBER:4417]\"; his number was [NUMBER:4417]. Payroll number: [NUMBER:30441]",
            "collar\u{a0}number\u{a0}[NUMBER:８１２]; collar number\n[NUMBER:812]; COLLAR NO [NUMBER:812 CE]",
        ] {
            check(&CollarNumber, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "Hackney badge no 2217, taxi badge 44718, door staff badge number 4471",
            "under section 60AA of, exhibit 252771/AM/1, seal no. A4471902, MO19, SO15, SCO19 and TP, unit MO19",
            "at 10PM and 1030AM, 40MPH, 250ML, 12TH, 100KG, 16GB, 12V; his number was 07700 900142",
            "device 371AS, asset 402AS; SE13 7QT; LR17 KVD; flat 12AB; serial P204577",
            "shoulder injury of 2019; collar bone broken in 2 places; a warrant for 12 Elm Grove",
        ] {
            check(&CollarNumber, text);
        }
    }
}
