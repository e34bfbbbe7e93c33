//! Registration marks of vehicles: current, prefix, suffix, dateless, of Northern Ireland, trade and
//! partial ones.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::plain::{Collector, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct VehicleMark;

/// `LR17 KVD`: two letters for the place, two digits for the half-year, three letters.
static CURRENT: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)\b([a-hj-pr-y]{2})([0-9][0-9oi]|[oi][0-9])([.-]|[ \t]{0,2}\r?\n?)([a-hj-pr-z]{3})\b")
});

/// `D55 VTP`: a letter for the year first.
static PREFIX: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b([a-hj-npr-tv-yq][0-9]{1,3})([\s.-]?)([a-hj-pr-z]{3})\b"));

/// `KLM 123P`: a letter for the year last.
static SUFFIX: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b([a-hj-pr-z]{3})([\s.-]?)([0-9]{1,3}[a-hj-npr-tv-y])\b"));

/// `FAZ 1234`: marks of Northern Ireland hold an I or a Z.
static NORTHERN: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b[A-Z]?(?:[A-HJ-PR-Z]Z|I[ABGJLW]|[JOUX]I)[ -]?[0-9]{1,4}\b"));

/// `lorry CB 4417 PK`: marks of other countries, in capitals and right after a word for a vehicle.
static FOREIGN: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?i:vehicle|car|van|lorry|hgv|artic|truck|trailer|coach|taxi|transit|bmw|audi|skoda|vw|mercedes|index|plates?|reg(?:istration)?(?: (?:no|number)\b\.?)?|vrm)(?: was| is|,|:)? \(?((?:[A-Z]{1,3}[ -][0-9]{2,5}(?:[ -]?[A-Z]{1,3})?|[0-9]{2,3}-[A-Z]{1,2}-[0-9]{1,6}))\b",
    )
});

/// What opens no mark: ranks, units, systems.
const NOT_OPENING: &[&str] = &[
    "PC", "PS", "DC", "DS", "DI", "SC", "CI", "PCS", "CAD", "S", "SX", "M", "A", "B", "J", "MO", "SO", "ST",
    "NO", "CR",
];

/// What may stand right after a word for a mark: letters and digits in one or two groups.
static AFTER_MARK: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?:part(?:ial)?\s)? (?: v\.?r\.?[mn]\b\.? | vrms?\b | (?:vehicle\s)?reg(?:istration|'n|\.)?\b\.? (?:\s(?:mark|plate|no|number)\b\.?)? | index (?:\s(?:mark|plate|no|number)\b\.?)? | number\s?plate\b | (?:trade\s)?plates?\b ) ) (?:\s(?:is|was|of|as|ending|ends|starting|beginning|in|with|reading|number)\b){0,3} [\s:;=(\x22'\#.-]{0,4} ([a-z0-9]{1,7}(?:[\x20-][a-z0-9]{1,5}){0,2}) \b",
    )
});

/// Words that say a vehicle is spoken of.
static VEHICLE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: vehicles?|veh|cars?|vans?|reg|registration|registered|vrm|vrn|index|indices|plates?|driv(?:er|es|ing|en)|drove|motor(?:bike|cycle|ist)?|mopeds?|scooters?|bikes?|lorry|hgv|truck|taxi|cab|minicab|bus|coach|saloon|hatchback|suv|jeep|convertible|estate|anpr|dvla|insurance|parked|passenger|tow(?:ed)?|impounded|transit|ford|bmw|audi|merc(?:edes)?|vw|volkswagen|golf|polo|vauxhall|astra|corsa|insignia|toyota|prius|yaris|honda|civic|nissan|qashqai|juke|peugeot|renault|clio|citroen|kia|hyundai|skoda|octavia|seat|fiat|mini|mazda|volvo|jaguar|lexus|tesla|rover|porsche|bentley|suzuki|yamaha|kawasaki|vespa|piaggio|luton|sprinter|lamborghini|ferrari|focus|fiesta|mondeo|kuga|dacia|mitsubishi|subaru|saab|smart)\b",
    )
});

/// Words of three letters that follow a unit, a road or a section rather than end a mark.
const WORDS: &[&str] = &[
    "ABH", "ACT", "ALL", "AMG", "AND", "ANY", "ARE", "ARR", "ARV", "ASK", "ATE", "ATT", "BAG", "BAR", "BUS",
    "BUT", "BWC", "BWV", "CAD", "CAN", "CAR", "CCA", "CDI", "CID", "CJA", "CPS", "CSL", "DAY", "DEP", "DET",
    "DID", "DOG", "DPS", "DUE", "END", "FEW", "FOR", "GBH", "GET", "GOT", "GTE", "GTI", "GTR", "GTS", "GUN",
    "HAD", "HAS", "HER", "HGV", "HIM", "HIS", "HOW", "HRS", "ITS", "JCT", "LAY", "LED", "LET", "MAN", "MAP",
    "MAY", "MDA", "MEN", "MET", "MHA", "NEW", "NFA", "NHS", "NOR", "NOT", "NOW", "OBS", "OFF", "OLD", "ONE",
    "OUR", "OUT", "OWN", "PAY", "PNC", "POA", "PUT", "RAN", "RAY", "RES", "RTA", "RTC", "RTN", "RUN", "SAT",
    "SAW", "SAY", "SEC", "SET", "SHE", "SIX", "SON", "SPG", "SRI", "SUV", "TAX", "TDI", "TEN", "THE", "TOO",
    "TPT", "TRI", "TSG", "TWO", "USE", "VAN", "VIA", "VXR", "WAS", "WAY", "WHO", "WHY", "WON", "YES", "YET",
    "YOB", "YOU",
];

impl Detector for VehicleMark {
    fn id(&self) -> DetectorId {
        DetectorId::new("vehicle-mark")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(1, 8, 12);
        let mut hits = Collector::new(out);
        for found in plain.captures_near(&CURRENT, &near) {
            let (Some(whole), Some(age), Some(gap), Some(end)) =
                (found.get(0), found.get(2), found.get(3), found.get(4))
            else {
                continue;
            };
            if !plain.is_part_of_word(&whole.range()) {
                let mark = Mark { whole: whole.range(), gap: gap.as_str(), end: end.as_str() };
                hits.add(current(plain, &mark, age.as_str()));
            }
        }
        for (form, gap, end, sentence) in [
            (&PREFIX, 2, 3, "Has the form of a vehicle mark with the year first"),
            (&SUFFIX, 2, 1, "Has the form of a vehicle mark with the year last"),
        ] {
            for found in plain.captures_near(form, &near) {
                let (Some(whole), Some(gap), Some(end)) = (found.get(0), found.get(gap), found.get(end))
                else {
                    continue;
                };
                let mark = Mark { whole: whole.range(), gap: gap.as_str(), end: end.as_str() };
                if !plain.is_part_of_word(&mark.whole) && !mark.is_prose() && !mark.is_two_words(plain) {
                    let cue = near_vehicle(plain, &mark.whole, 40);
                    hits.add(cue.and_then(|cue| plain.hit_by(cue, mark.whole, Kind::Vrm, sentence, 850)));
                }
            }
        }
        for found in plain.find_near(&NORTHERN, &near) {
            if let Some(cue) = near_vehicle(plain, &found.range(), 40) {
                let sentence = "Has the form of a vehicle mark of Northern Ireland";
                hits.add(plain.hit_by(cue, found.range(), Kind::Vrm, sentence, 850));
            }
        }
        for found in plain.captures_near(&FOREIGN, &plain.around_digits(2, 40, 8)) {
            let Some(mark) = found.get(1) else { continue };
            let words = mark.as_str();
            let opening = words.split([' ', '-']).next().unwrap_or("");
            let has_end = words.ends_with(|last: char| last.is_ascii_alphabetic());
            let is_road = NOT_OPENING.contains(&opening) && !(has_end && opening.len() == 1);
            if !is_road
                && words.rsplit([' ', '-']).next().is_none_or(|end| WORDS.binary_search(&end).is_err())
            {
                let sentence = "Has the form of a foreign vehicle mark";
                hits.add(plain.hit(mark.range(), Kind::Vrm, sentence, 800));
            }
        }
        for found in plain.captures(&AFTER_MARK) {
            let (Some(cue), Some(words)) = (found.get(1), found.get(2)) else { continue };
            if let Some(words) = mark_after_cue(plain, words.range()) {
                hits.add(plain.hit_by(cue.range(), words, Kind::Vrm, "Follows “{}”", 900));
            }
        }
    }
}

/// `C/S WD42 ATT 2151`: a call sign and what its crew did.
static CALL_SIGN: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b(?:c/s(?:ign)?|call[ -]?signs?|crewed(?: as)?)[ :(]{1,3}$"));

/// What may be a mark, in its parts.
struct Mark<'t> {
    whole: Range<usize>,
    gap: &'t str,
    end: &'t str,
}

impl Mark<'_> {
    /// Whether its letters are a word of their own.
    fn is_prose(&self) -> bool {
        !self.gap.is_empty() && WORDS.binary_search(&self.end.to_ascii_uppercase().as_str()).is_ok()
    }

    /// `V1 drv`: capitals and small letters apart are no mark.
    fn is_two_words(&self, plain: &Plain<'_>) -> bool {
        !self.gap.is_empty() && self.is_mixed(plain)
    }

    fn is_mixed(&self, plain: &Plain<'_>) -> bool {
        let words = plain.text().get(self.whole.clone()).unwrap_or("");
        words.bytes().any(|b| b.is_ascii_lowercase()) && words.bytes().any(|b| b.is_ascii_uppercase())
    }

    fn is_upper(&self, plain: &Plain<'_>) -> bool {
        !plain
            .text()
            .get(self.whole.clone())
            .is_some_and(|words| words.bytes().any(|b| b.is_ascii_lowercase()))
    }
}

/// A mark of the current form: sure in capitals; in small letters, or where its end is a word of
/// a text in capitals, a word for a vehicle must stand near.
fn current(plain: &Plain<'_>, mark: &Mark<'_>, age: &str) -> Option<Hit> {
    let misread = !age.bytes().all(|byte| byte.is_ascii_digit());
    let number: u8 = age.parse().unwrap_or(2);
    // Half-years since 2001: 02 to 50 for March, 51 to 99 for September; 01 was never given out.
    let is_given = number >= 2 && age.bytes().any(|byte| byte.is_ascii_digit());
    if !is_given && misread {
        return None;
    }
    if plain.cue_before(&CALL_SIGN, mark.whole.start, 16).is_some() {
        return None;
    }
    let is_loose = !mark.is_upper(plain) || misread || !is_given || mark.gap.contains(['\n', '.', '-']);
    let in_capitals = !plain.after(mark.whole.end, 24).bytes().any(|byte| byte.is_ascii_lowercase());
    // `TJ43. The`: a mark is written in one case throughout.
    if mark.is_prose() && mark.is_mixed(plain) {
        return None;
    }
    let needs_cue = (is_loose && (misread || !mark.gap.is_empty())) || (mark.is_prose() && in_capitals);
    let sentence = "Has the form of a current vehicle mark";
    match near_vehicle(plain, &mark.whole, 60) {
        Some(cue) => plain.hit_by(cue, mark.whole.clone(), Kind::Vrm, sentence, 970),
        None if needs_cue => None,
        None => plain.hit(mark.whole.clone(), Kind::Vrm, sentence, if is_loose { 800 } else { 930 }),
    }
}

/// The nearest word for a vehicle before, or soon after.
fn near_vehicle(plain: &Plain<'_>, whole: &Range<usize>, most: usize) -> Option<Range<usize>> {
    plain.cue_before(&VEHICLE, whole.start, most).or_else(|| plain.cue_after(&VEHICLE, whole.end, most / 2))
}

/// Whole marks of every form, in one to three groups.
static WHOLE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?: [a-z]{2}\ ?[0-9]{2}\ ?[a-z]{3} | [a-z][0-9]{1,3}[\ -]?[a-z]{3} | [a-z]{3}[\ -]?[0-9]{1,3}[a-z] | [0-9]{3}\ ?[dx]\ ?[0-9]{3} | [a-z]{1,3}[\ -][0-9]{1,5} | [0-9]{1,4}[\ -][a-z]{1,3} | [a-z]{2}[0-9]{2}\ [a-z]{1,2} | [a-z]{1,3}\ [0-9]{1,3}[a-z]{1,2} )\b",
    )
});

/// The part of what follows a word for a mark that is the mark: one of its forms, or else a
/// group of letters and digits, or three capitals.
fn mark_after_cue(plain: &Plain<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let text = plain.text().get(words.clone())?;
    let has_lower = |part: &str| part.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_upper = |part: &str| part.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_word = |part: &str| WORDS.binary_search(&part.to_ascii_uppercase().as_str()).is_ok();
    let is_prose = |mark: &str| {
        let mixed = has_lower(mark) && has_upper(mark);
        let last = mark.rsplit([' ', '-']).next().unwrap_or("");
        mixed || (mark.len() > last.len() && (is_word(last) || (last.len() < 3 && has_lower(last))))
    };
    let whole = WHOLE.find(text).filter(|mark| !is_prose(mark.as_str()));
    let first = text.split([' ', '-']).next().unwrap_or("");
    let mark = whole.map_or(first, |mark| mark.as_str());
    let range = words.start..words.start + mark.len();
    let has_digit = mark.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = mark.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_time = mark.len() < 5
        && mark.ends_with(['m', 'p'])
        && mark.starts_with(|first: char| first.is_ascii_digit());
    let is_letters = mark.len() == 3 && !has_lower(mark) && !is_word(mark);
    let is_mark = mark.len() >= 3 && has_letter && (has_digit || is_letters) && !is_time;
    (is_mark && !plain.is_part_of_word(&range)).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn words_are_sorted() {
        assert!(WORDS.is_sorted());
    }

    #[test]
    fn finds() {
        for marked in [
            "the vehicle ([VRM:LR17 KVD]) had an ANPR marker; Stopped on the A127 in [VRM:RV69 DGE]",
            "[VRM:OV18 BTZ]. [VRM:LB20AAO]. dumped van [VRM:DX06 FOR] outside, van [VRM:dx06 for] and [VRM:dx06for]",
            "his own car, [VRM:D55 VTP], on; Jaguar [VRM:A1 ABC], car [VRM:Q123 XYZ], drove [VRM:r123klm]",
            "Ford Escort [VRM:KLM 123P]; scooter [VRM:KLM123P]",
            "taxi [VRM:FAZ 1234], a Ford [VRM:KUI 5678] and vehicle [VRM:XZ 4321]",
            "index [VRM:NV 08 GKD]; plates [VRM:ZX 99 ABC] on; reg [VRM:123 ABC] was, index [VRM:ABC 12], VRM: [VRM:1 ABC], reg no [VRM:ABC 1]",
            "part index [VRM:KP68], partial VRM [VRM:LR17 K], index ending [VRM:XKB]",
            "trade plates [VRM:123 AB]; number plate [VRM:WX 12345], registration number is [VRM:LR17 KVD]",
            "car [VRM:LR17\u{a0}KVD] [VRM:LR17\u{200b}KVD] [VRM:ＬＲ１７　ＫＶＤ] vehicle [VRM:LR17\nKVD]",
            "CAR [VRM:YD14 PSU]. OPERATOR; CAR [VRM:DX06 FOR] RECOVERY",
            "reg LR17KVD".replace("LR17KVD", "[VRM:LR17KVD]").as_str(),
            "LORRY [VRM:CB 4417 PK]. TACHO; his van was [VRM:B 113 XTR] and the Irish car [VRM:181-D-4471]; Skoda [VRM:WPR 4471K]",
            "silver BMW, [VRM:EK12 HJU]) [VRM:LS15 FMA] was recovered",
        ] {
            check(&VehicleMark, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "UNIT MO19 WAS CALLED TO A127 AND SO15 HAD LEFT",
            "BMW X5 and Audi A3, Peugeot 308 GTI, the A205, M25 JCT 4 by car, BMW M3 CSL",
            "driver searched under S18 PACE, S20 GBH; car stop at T5 BWV on; vehicle, SE13 7QT",
            "PC 2231CE 94WA P204577 CAD 5512/09FEB22 car 29JUN19",
            "index finger broken; plate of food; registered 12 complaints; reg 4 of the Regulations",
            "vehicle stopped at 10pm the driver; in car 3 bwv, van at 7 am",
            "at mo19 the officers",
            "IN CAR PC 4417 AND; van A 38 at; car B 12 on; vehicle CAD 4417 of; C/S WD42 ATT 2151 BY CAR",
            "RTC, Veh 1 and veh 2: V1 drv says; V2 psgr in car",
        ] {
            check(&VehicleMark, text);
        }
    }
}
