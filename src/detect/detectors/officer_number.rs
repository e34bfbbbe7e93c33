//! Collar, shoulder, warrant and pay numbers and personal call signs.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::detect::plain::{Collector, Plain, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct OfficerNumber;

const RANKS: &str = r"(?:(?:[AT]/)?(?:PCSOs?|W?PCs?|W?DCs?|W?PSs?|W?DSs?|DIs?|DCIs?|DDOs?|SPCs?|PSIs?|MSC|SC|SGT|Sgts?|INSP|Insps?|CI|Ch ?Insp)|pcsos?|w?pcs?|dcs?|sgts?|insp|ddo|(?:[Pp]olice |[Ss]pecial |[Dd]etective )?(?:[Cc]onstables?|[Ss]ergeants?|[Ii]nspector|CONSTABLES?|SERGEANTS?)|[Oo]fficers?|OFFICERS?|[Ss]pecials?)";

/// A number as forces give them: letters of the borough or division behind or before digits.
const NUMBER: &str = r"(?:[A-Za-z]{1,2}[0-9]{2,6}|[0-9]{1,6}[ ]?[A-Z]{1,3}|[0-9]{1,6}[a-z]{1,2}|[0-9]{2,6})";

/// A rank; mostly a name follows, then the number: `PC Okafor 2231CE`, `PS 12 QK`.
static RANK: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b{RANKS}\b\.?")));

/// A number right after a rank or name, with what leads to it.
static NUMBER_NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"^(,?[ \t\n]*[(\[-]?[ ]?(?:no\.? ?|number |collar(?: no\.?| number)? )?)({NUMBER})\b"))
});

/// A word for such a number, then the number.
static AFTER_CUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?:warrant(?:\scard)?|pay(?:roll)?|staff|employee|force|divisional|rank)\s?(?:no|nos|number|numbers|num|nr|id)\b\.? | (?:collar|shoulder|epaulettes?|eps?aulettes?|badge|fin)(?:\s?(?:no|nos|number|numbers|num|nr|id|numerals?|code|letters)\b\.?)? ) (?:\s(?:is|was|were|as|of|being|reads?|reading|showed|showing|given|shown|with|displayed|the|an?|number|no)\b){0,3} [\s:;,=(\x22'\#.-]{1,4} ([a-z]{0,2}\x20?[0-9]{2,7}(?:\x20?[a-z]{1,3})?) \b",
    )
});

/// Numbers that go on: `812, 813 and 455`.
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^(?:,| and| &|, and| or|/)\s?({NUMBER})\b")));

/// Forms that need no word beside them: digits and a borough's two letters, a warrant number, a
/// number on an epaulette.
static ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:[0-9]{2,4}[A-Z]{2}|[Pp][0-9]{6}|U[0-9]{4}|SC[0-9]{4})\b"));

/// A call sign, where somebody is said to go by it.
static CALL_SIGN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(call ?signs?|c/s|crewed (?:as|up as|on)|crewing|showing as|posted (?:to|as)|driver of|driving|operator (?:of|on|for)|unit)\b(?: (?:is|was|of|as))?[\s:(]{1,2}(?-i:([A-Z]{2}[0-9]{1,3}[A-Z]?|[A-Z][0-9]{2,3}[A-Z]|[A-Z]{2,5}[- ][0-9]{1,3}))\b",
    )
});

/// Words after which digits and letters mark a thing.
static THING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:exhibits?|exh|seal|serial|asset|device|camera|item|bag|model|room|bus|route|flat|unit|cell|locker|axon|motorola|version|form|bed|gate|platform|flight|train|passport|licen[cs]e|ref|reference|reg|index|vrm|plate|cad|cris|urn|imei|sim|card|account)(?: ?(?:no|number|ref|tag|mark|id)\b)?[.:]? ?$",
    )
});

/// Letters behind digits that are a measure, a time or an ordinal.
const MEASURES: &[&str] = &[
    "AD", "AH", "AM", "BC", "BN", "CC", "CL", "CM", "DB", "FT", "G", "GB", "GM", "GMT", "H", "HP", "HR",
    "HRS", "HZ", "IN", "K", "KB", "KG", "KM", "KMH", "KPH", "KV", "KW", "L", "LB", "LBS", "M", "MB", "MG",
    "MHZ", "MIN", "ML", "MM", "MP", "MPH", "MS", "MTH", "ND", "OZ", "P", "PC", "PM", "PT", "PX", "RD", "S",
    "SEC", "SQ", "ST", "TB", "TH", "TV", "V", "W", "X", "YD", "YO", "YR", "YRS",
];

impl Detector for OfficerNumber {
    fn id(&self) -> DetectorId {
        DetectorId("officer-number")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = Plain::new(passage.text);
        let text = plain.text();
        let mut hits = Collector::new(out);
        let near = plain.around_digits(2, 64, 8);
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            let number = without_measure(number.as_str(), number.range());
            hits.add(plain.hit_by(cue.range(), number.clone(), Kind::Number, "Follows “{}”", 970));
            for next in following(&plain, number.end) {
                hits.add(plain.hit_by(cue.range(), next, Kind::Number, "Stands in a list after “{}”", 900));
            }
        }
        for rank in RANK.find_iter(text) {
            let Some(rank_number) = number_after(&plain, rank.end()) else { continue };
            if !rank_number.is_plausible(&plain, rank.as_str()) {
                continue;
            }
            let number = without_measure(rank_number.number, rank_number.at.clone());
            hits.add(plain.hit_by(rank.range(), number.clone(), Kind::Number, "Follows the rank “{}”", 930));
            for next in following(&plain, number.end) {
                hits.add(plain.hit_by(
                    rank.range(),
                    next,
                    Kind::Number,
                    "Stands in a list after the rank “{}”",
                    880,
                ));
            }
        }
        for found in plain.find_near(&ALONE, &near) {
            let is_thing = plain.cue_before(&THING, found.start(), 24).is_some();
            let touches = plain.before(found.start(), 1).ends_with(['/', '-', '.', '£', '@', '#'])
                || plain.after(found.end(), 1).starts_with(['/', '@', '-']);
            if !is_thing && !touches && !is_measure(found.as_str()) && !plain.is_part_of_word(&found.range())
            {
                hits.add(plain.hit(
                    found.range(),
                    Kind::Number,
                    "Has the form of a collar or warrant number",
                    880,
                ));
            }
        }
        for found in plain.captures_near(&CALL_SIGN, &near) {
            let (Some(cue), Some(sign)) = (found.get(1), found.get(2)) else { continue };
            let lower = cue.as_str().to_ascii_lowercase();
            // A driver may drive a model, and MO19 is a unit: both are no call signs.
            let is_sure = lower.starts_with("call") || lower.starts_with("c/s") || lower.starts_with("crew");
            let is_form = sign.as_str().bytes().take_while(u8::is_ascii_alphabetic).count() == 2;
            let is_unit = UNITS.iter().any(|unit| sign.as_str().starts_with(unit));
            if is_sure || (is_form && !is_unit && lower != "unit") {
                hits.add(plain.hit_by(
                    cue.range(),
                    sign.range(),
                    Kind::Number,
                    "A call sign, after “{}”",
                    850,
                ));
            }
        }
    }
}

/// Letters that open the names of units.
const UNITS: &[&str] = &["MO", "SO", "SC", "CO", "TP", "OC", "DX", "MX", "ID"];

/// The number that follows a rank after at most four words.
fn number_after<'p>(plain: &'p Plain<'_>, rank_end: usize) -> Option<RankNumber<'p>> {
    let text = plain.text();
    let mut names = rank_end..rank_end;
    for _ in 0..5 {
        let rest = text.get(names.end..)?;
        if let Some(found) = NUMBER_NEXT.captures(plain.after(names.end, 40)) {
            let (gap, number) = (found.get(1)?, found.get(2)?);
            return Some(RankNumber {
                names: text.get(names.clone())?,
                gap: rest.get(gap.range())?,
                number: rest.get(number.range())?,
                at: names.end + number.start()..names.end + number.end(),
            });
        }
        let word = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let gap = rest.len() - word.len();
        let is_letter = |letter: char| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '.' | '-');
        let len = word.find(|letter: char| !is_letter(letter)).unwrap_or(word.len());
        if gap == 0 || len == 0 || word.starts_with(['.', '-']) {
            return None;
        }
        names.end += gap + len;
    }
    None
}

/// A number after a rank, with what stands between them.
struct RankNumber<'t> {
    names: &'t str,
    gap: &'t str,
    number: &'t str,
    at: Range<usize>,
}

impl RankNumber<'_> {
    /// Whether it is the front of a vehicle mark: `AE52 KTN`.
    fn is_vehicle_mark(&self, plain: &Plain<'_>) -> bool {
        let after = plain.after(self.at.end, 5).trim_start();
        let letters = after.bytes().take_while(u8::is_ascii_uppercase).count();
        let is_front =
            self.number.len() == 4 && self.number.bytes().take_while(u8::is_ascii_alphabetic).count() == 2;
        is_front && letters >= 3
    }

    /// Whether it is the number of that officer, and not a count, a time, a date or an age.
    fn is_plausible(&self, plain: &Plain<'_>, rank: &str) -> bool {
        let after = plain.after(self.at.end, 8);
        let goes_on = after.starts_with(['/', ':', '%', '£'])
            || after
                .strip_prefix(['.', ',', '-'])
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if goes_on || plain.is_part_of_word(&self.at) {
            return false;
        }
        let digits = self.number.bytes().filter(u8::is_ascii_digit).count();
        let has_letter = self.number.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_bracketed = self.gap.contains(['(', '[']);
        let is_named = self.gap.contains("no") || self.gap.contains("number") || self.gap.contains("collar");
        let names: Vec<&str> = self.names.split_whitespace().collect();
        let is_officer_word =
            rank.to_ascii_lowercase().contains("officer") || rank.to_ascii_lowercase().contains("special");
        if has_letter {
            // `PC Hart 3pm`, `Sgt at 10am`; one digit and letters only right after a rank.
            return !is_measure(self.number)
                && are_names(&names)
                && !self.is_vehicle_mark(plain)
                && (digits >= 2 || names.is_empty() && self.number.bytes().all(|b| !b.is_ascii_lowercase()));
        }
        if is_named && !names.iter().any(|name| COMMON.contains(name)) {
            return true;
        }
        let is_year = digits == 4 && (self.number.starts_with("19") || self.number.starts_with("20"));
        let followed_by_unit =
            FOLLOWERS.iter().any(|word| after.trim_start().to_ascii_lowercase().starts_with(word));
        if names.is_empty() {
            let is_count = is_officer_word || digits < 2 || followed_by_unit;
            let is_span_of_years = is_year && after.starts_with(" to");
            return !(is_count || is_span_of_years);
        }
        let in_names = names.iter().all(|name| is_name(name) && name.starts_with(char::is_uppercase));
        in_names && digits >= 3 && !followed_by_unit && (is_bracketed || !is_year)
    }
}

/// Words that are no part of a name between a rank and its number.
const COMMON: &[&str] = &[
    "a", "about", "after", "and", "around", "at", "attended", "before", "both", "by", "for", "from", "had",
    "has", "in", "is", "of", "on", "only", "or", "over", "said", "says", "some", "than", "that", "the",
    "then", "to", "under", "until", "was", "were", "who", "with", "within", "x",
];

/// What follows a count or a time.
const FOLLOWERS: &[&str] = &[
    "hr", "hours", "mins", "minutes", "days", "weeks", "months", "years", "yrs", "times", "officers", "am",
    "pm", "of them", "x ",
];

/// Whether all are parts of a name: where the first is capitalised, the others are too.
fn are_names(words: &[&str]) -> bool {
    let is_capital = |word: &&str| word.trim_start_matches('(').starts_with(char::is_uppercase);
    let is_particle = |word: &&str| {
        ["van", "von", "den", "der", "de", "da", "do", "dos", "el", "al", "bin", "la", "le"].contains(word)
    };
    words.iter().all(|word| is_name(word))
        && (words.first().is_none_or(|first| !is_capital(first)) && words.len() <= 3
            || words.iter().all(|word| is_capital(word) || is_particle(word)))
}

fn is_name(word: &str) -> bool {
    !COMMON.contains(&word.to_lowercase().as_str())
}

/// Whether the letters behind the digits are a measure.
fn is_measure(number: &str) -> bool {
    let letters =
        number.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start().to_ascii_uppercase();
    number.starts_with(|first: char| first.is_ascii_digit())
        && MEASURES.binary_search(&letters.as_str()).is_ok()
}

/// The number without a word behind it that only looks like its letters: `812 on`, `455 he`.
fn without_measure(number: &str, at: Range<usize>) -> Range<usize> {
    match number.trim_start().rfind(' ') {
        Some(gap)
            if gap > 0
                && number.get(gap..).is_some_and(|rest| rest.bytes().any(|b| b.is_ascii_lowercase())) =>
        {
            at.start..at.start + gap
        }
        _ => at,
    }
}

/// The numbers of a list that goes on at `end`.
fn following(plain: &Plain<'_>, mut end: usize) -> Vec<Range<usize>> {
    let mut list = Vec::new();
    while let Some(next) = NEXT.captures(plain.after(end, 24)).and_then(|found| found.get(1)) {
        let at = end + next.start()..end + next.end();
        let digits = next.as_str().bytes().filter(u8::is_ascii_digit).count();
        if digits < 2
            || is_measure(next.as_str())
            || plain.is_part_of_word(&at)
            || plain.after(at.end, 1).starts_with(['/', ':'])
        {
            break;
        }
        let at = without_measure(next.as_str(), at);
        end = at.end;
        list.push(at);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn lists_are_sorted() {
        assert!(MEASURES.is_sorted());
    }

    #[test]
    fn finds() {
        for marked in [
            "PC Daniel Okafor [NUMBER:2231CE] attended; [NUMBER:734CN], [NUMBER:1190NW] and PC [NUMBER:4521]",
            "PC Marcus Whitfield [NUMBER:P241907] and; warrant number [NUMBER:P236650], warrant no 204577"
                .replace("204577", "[NUMBER:204577]")
                .as_str(),
            "PC O'Neill ([NUMBER:U3417]) was; pc rahman ([NUMBER:P232210])  no bwv; pc celik [NUMBER:2610ce] calm",
            "[NUMBER:371AS] [NUMBER:402AS] [NUMBER:455AS] ALL OVER 7 DAYS; that [NUMBER:U2291] pushed",
            "officer [NUMBER:X804] favoured; (pay no [NUMBER:7366SN]) would; ([NUMBER:SC7714])",
            "epaulette as [NUMBER:U4120], struck; his shoulder number as [NUMBER:U5110]. collar no [NUMBER:812]",
            "shoulder numbers [NUMBER:812], [NUMBER:813] and [NUMBER:455]; PCs [NUMBER:4521], [NUMBER:4522] and [NUMBER:3310]",
            "PC Smith (4521)".replace("4521", "[NUMBER:4521]").as_str(),
            "PC Okafor [NUMBER:2231] and Sgt Hart, [NUMBER:3310], left. PS [NUMBER:12 QK] was",
            "crewed as [NUMBER:GD21K] on; driver of [NUMBER:TJ43]. The; call sign [NUMBER:ND22]",
            "PC\u{a0}Okafor\u{a0}[NUMBER:2231CE]; PC Oka\u{ad}for [NUMBER:２２３１CE]; PC OKAFOR\n[NUMBER:2231CE]",
            "PC Seán Ó Briain [NUMBER:390NI]; PC No. [NUMBER:4521]; PC Smith collar number [NUMBER:812]",
            "badge no [NUMBER:812] wanted; Sergeant Hope [NUMBER:45GD]; staff ID [NUMBER:104477]",
        ] {
            check(&OfficerNumber, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "PC 1 and PC 2, PC Smith 3 times, PC Hart 21 years, PC World, PCs 24/7, DC at 1430 hrs",
            "exhibit 252771/AM/1, seal no. A4471902, MO19, SO15, SCO19 and TP, unit MO19",
            "at 10PM and 1030AM, 40MPH, 250ML, 12TH, 100KG, 16GB, 12V",
            "PC Smith (34) of 2019; PC Hart on 12/03/2020 at 10:30, Sgt Street 2020",
            "driver of BMW X5; driving an Audi A3; officers 12 of 15; officer 2; posted to SO15",
            "device 371AS, asset 402AS; SE13 7QT; LR17 KVD; flat 12AB; serial P204577",
            "PC Hart 50% of 200, PC May 14/10/2001, PS attended 2 calls",
            "he has 2 dogs, officers were 300 m away, PC Day saw 120 people",
        ] {
            check(&OfficerNumber, text);
        }
    }
}
