//! Postcodes of the United Kingdom: `SE13 7QT`, without its space, cut short, or misread.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Postcode;

/// The letters that open a postcode, the Crown Dependencies among them.
const AREAS: &[&str] = &[
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "BX", "CA", "CB", "CF", "CH",
    "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC",
    "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX",
    "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M",
    "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO",
    "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST",
    "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN",
    "WR", "WS", "WV", "YO", "ZE",
];

/// Outward and inward code. The inward letters C, I, K, M, O and V are never used; what stands for
/// a digit may be a letter that looks like it, which is settled below.
static FULL: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b([a-z]{1,2})([0-9oil][0-9a-z]?)([ \t]{0,3}\r?\n?[ \t]{0,2})([0-9oil])([abd-hjlnp-uw-z]{2})\b",
    )
});

/// A postcode without its last letters, as `SE13 7` or `SE13 7**`.
static PARTIAL: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"\b([A-Z]{1,2})([0-9][0-9A-Z]?) ([0-9])(?:[*?_]{1,2}|[xX]{2}\b|-{2}|\b)"));

static FORCES: LazyLock<Rule> = LazyLock::new(|| pattern(r"\bBFPO [0-9]{1,4}\b"));

/// Words after which something that looks like a postcode is one.
static CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: post\s?code | p/code | pcode | (?:road|rd|street|lane|avenue|ave|close|drive|crescent|gardens|gdns|grove|court|house|terrace|mews|way|place|hill|square|row|park) \b ,? (?:\s[a-z]+,?){0,2} \s? $)",
    )
});

/// What in lower case is a count and a unit rather than the end of a postcode: `SW17 2nd`, `E9 5ft`.
const UNITS: &[&str] = &["st", "nd", "rd", "th", "hr", "ft", "yr", "lb", "st", "ed", "pt", "x"];

impl Detector for Postcode {
    fn id(&self) -> DetectorId {
        DetectorId::new("postcode")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(1, 8, 12);
        for found in plain.captures_near(&FULL, &near) {
            let [whole, area, district, gap, sector, unit] = [0, 1, 2, 3, 4, 5].map(|n| found.get(n));
            let (Some(whole), Some(area), Some(district), Some(gap), Some(sector), Some(unit)) =
                (whole, area, district, gap, sector, unit)
            else {
                continue;
            };
            if !is_area(area.as_str()) || plain.is_part_of_word(&whole.range()) {
                continue;
            }
            let digits = [district.as_str(), sector.as_str()].concat();
            // `WR09`: no district opens with a nought.
            if district.len() > 1 && district.as_str().starts_with('0') {
                continue;
            }
            let Some(slips) = slips(district.as_str(), sector.as_str()) else { continue };
            let is_unit = UNITS.contains(&unit.as_str());
            if !gap.as_str().is_empty() && is_unit && !digits.is_empty() {
                continue;
            }
            let has_line_break = gap.as_str().contains('\n');
            if slips == 0 && !has_line_break {
                out.extend(plain.hit(whole.range(), Kind::Postcode, "Has the form of a postcode", 950));
            } else if let Some(cue) = plain.cue_before(&CUE, whole.start(), 40) {
                let sentence = "Has the form of a postcode, with letters for digits, after “{}”";
                out.extend(plain.hit_by(cue, whole.range(), Kind::Postcode, sentence, 800));
            } else if slips == 0 {
                let sentence = "Has the form of a postcode over two lines";
                out.extend(plain.hit(whole.range(), Kind::Postcode, sentence, 700));
            }
        }
        for found in plain.captures_near(&PARTIAL, &near) {
            let (Some(whole), Some(area)) = (found.get(0), found.get(1)) else { continue };
            if !is_area(area.as_str()) || plain.is_part_of_word(&whole.range()) {
                continue;
            }
            if whole.as_str().ends_with(['*', '?', '_', 'x', 'X', '-']) {
                let sentence = "Has the form of a postcode with its end masked";
                out.extend(plain.hit(whole.range(), Kind::Postcode, sentence, 850));
            } else if let Some(cue) = plain.cue_before(&CUE, whole.start(), 40) {
                let sentence = "Has the form of the front of a postcode, after “{}”";
                out.extend(plain.hit_by(cue, whole.range(), Kind::Postcode, sentence, 800));
            }
        }
        for found in plain.find_near(&FORCES, &near) {
            out.extend(plain.hit(found.range(), Kind::Postcode, "Is a forces post office number", 900));
        }
    }
}

fn is_area(letters: &str) -> bool {
    AREAS.binary_search(&letters.to_ascii_uppercase().as_str()).is_ok()
}

/// How many letters stand for digits; `None` where too many do for this to be a postcode.
fn slips(district: &str, sector: &str) -> Option<usize> {
    let mut letters = district.bytes();
    let first = letters.next()?;
    let second = letters.next();
    let mut slips = usize::from(!first.is_ascii_digit());
    // After its digit a district may end in a letter (`SW1A`), but never in these two.
    slips += usize::from(second.is_some_and(|letter| matches!(letter, b'O' | b'o' | b'I' | b'i')));
    slips += usize::from(!sector.as_bytes().first()?.is_ascii_digit());
    (slips < 2).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn areas_are_sorted() {
        assert!(AREAS.is_sorted());
        assert_eq!(AREAS.len(), 125);
    }

    #[test]
    fn finds() {
        for marked in [
            "Flat 6, Pendrell House, [POSTCODE:E9 4ZX] and [POSTCODE:se137qt].",
            "seen at [POSTCODE:SW1A 0AA], then [POSTCODE:EC1A 1BB] and [POSTCODE:W1A 1HQ]",
            "of [POSTCODE:M1  1AE]; [POSTCODE:BT1 1AA] [POSTCODE:JE2 3XP] [POSTCODE:GY1 1WR]",
            "([POSTCODE:N17\u{a0}8ZB]) [POSTCODE:ＳＥ１３　７ＱＴ] [POSTCODE:E9\u{200b}4ZX]",
            "lives at 4 Alder Road, [POSTCODE:BR2\n7YJ]",
            "back to\n[POSTCODE:BR2\n7YJ]",
            "postcode [POSTCODE:SEI3 7QT], postcode: [POSTCODE:BR2 OYJ]",
            "12 Alder Road, Romford [POSTCODE:RM3 OQD]",
            "12 ALDER ROAD, [POSTCODE:SE1O 8AB]",
            "postcode [POSTCODE:SE13 7] only; near [POSTCODE:SE13 7**] and [POSTCODE:E9 4XX]",
            "address 12 Alder Road, Lewisham [POSTCODE:SE13 7]",
            "posted to [POSTCODE:BFPO 57]",
            "UPPER CASE E9 [POSTCODE:E9 5TH]",
        ] {
            check(&Postcode, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "Exhibit AB1 2, section 18, the A205 and unit MO19.",
            "9 Quillan Street, SW17. Patrolled E1 and N1.",
            "in SW17 2nd attempt, E9 5th floor, W8 1st, N1 3rd on 4th, SE1 6ft tall, W2 8hr wait",
            "collar 2231CE, BMW X5 3AB, JX1 2AB, QQ1 2AB",
            "SE13 7 officers; MO19 2 units",
            "SM1 OLD PHONE, SO1 OFF DUTY, E1 OUT OF ORDER",
            "moped WR09 0AB; 10AM E1234AB XE9 4ZXA",
        ] {
            check(&Postcode, text);
        }
    }
}
