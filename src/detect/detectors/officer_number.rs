//! The number of an officer after the rank, mostly with the name between: `PC Okafor 2231CE`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::collar::{NUMBER, following, is_counting, is_measure, is_year, without_word};
use crate::detect::plain::{Collector, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct OfficerNumber;

/// In small letters only those ranks that are no other word or unit.
static RANK: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?: (?:[AT]/)?(?:PCSOs?|D?CSOs?|PSOs?|TPCs?|W?PCs?|W?DCs?|W?PSs?|W?DSs?|DIs?|DCIs?|DDOs?|SPCs?|PSIs?|MSC|SC|SGT|Sgts?|INSP|Insps?|CI|Ch\ ?Insp) | pcsos?|w?pcs?|dcs?|sgts?|insp|ddo | (?:[Pp]olice\ |[Ss]pecial\ |[Dd]etective\ )?(?:[Cc]onstables?|[Ss]ergeants?|[Ii]nspector|CONSTABLES?|SERGEANTS?) | [Oo]fficers?|OFFICERS?|[Ss]pecials? )\b\.?",
    )
});

/// A number right after a rank or name, with what leads to it.
static NUMBER_NEXT: LazyLock<Rule> = LazyLock::new(|| {
    pattern(&format!(
        r"^(,?[ \t\n]*[(\[/#-]?[ ]?(?:no\.? ?|number |collar(?: no\.?| number)? )?)({NUMBER})\b"
    ))
});

/// Words that are no part of a name between a rank and its number.
const COMMON: &[&str] = &[
    "a", "about", "after", "and", "around", "at", "attended", "before", "both", "by", "for", "from", "had",
    "has", "in", "is", "of", "on", "only", "or", "over", "said", "says", "some", "than", "that", "the",
    "then", "to", "under", "until", "was", "were", "who", "with", "within", "x",
];

const PARTICLES: &[&str] =
    &["al", "bin", "da", "de", "den", "der", "do", "dos", "el", "la", "le", "van", "von"];

/// Bytes that may stand between a rank and the digits of its number.
const FARTHEST: usize = 72;

/// Bytes of the longest rank.
const LONGEST: usize = 24;

impl Detector for OfficerNumber {
    fn id(&self) -> DetectorId {
        DetectorId::new("officer-number")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut hits = Collector::new(out);
        // At most four words and a few marks stand between a rank and its number.
        let near = plain.around_digits(1, LONGEST + FARTHEST, 0);
        for rank in plain.find_near(&RANK, &near) {
            let Some(found) = RankNumber::after(plain, rank.end()) else { continue };
            if !found.is_plausible(plain, rank.as_str()) {
                continue;
            }
            let number = without_word(found.number, found.at);
            hits.add(plain.hit_by(rank.range(), number.clone(), Kind::Number, "Follows the rank “{}”", 930));
            for next in following(plain, number.end) {
                let sentence = "Stands in a list after the rank “{}”";
                hits.add(plain.hit_by(rank.range(), next, Kind::Number, sentence, 880));
            }
        }
    }
}

/// A number after a rank, with what stands between them.
struct RankNumber<'t> {
    names: &'t str,
    gap: &'t str,
    number: &'t str,
    at: Range<usize>,
}

impl<'t> RankNumber<'t> {
    /// The number that follows a rank after at most four words.
    fn after(plain: &'t Plain<'_>, rank_end: usize) -> Option<RankNumber<'t>> {
        let text = plain.text();
        let has_digit = |at: usize, most: usize| plain.after(at, most).bytes().any(|b| b.is_ascii_digit());
        if !has_digit(rank_end, FARTHEST) {
            return None;
        }
        let mut names = rank_end..rank_end;
        for _ in 0..5 {
            let rest = text.get(names.end..)?;
            let window = if has_digit(names.end, 24) { plain.after(names.end, 40) } else { "" };
            if let Some(found) = NUMBER_NEXT.captures(window) {
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

    /// Whether it is the number of that officer, and not a count, a time, a date or an age.
    fn is_plausible(&self, plain: &Plain<'_>, rank: &str) -> bool {
        let after = plain.after(self.at.end, 12);
        let is_digit = |letter: char| letter.is_ascii_digit();
        let goes_on = after.starts_with(['/', ':', '%', '£', '+'])
            || after.strip_prefix(['.', ',', '-']).is_some_and(|rest| rest.starts_with(is_digit));
        if goes_on || plain.is_part_of_word(&self.at) {
            return false;
        }
        let names: Vec<&str> = self.names.split_whitespace().collect();
        let digits = self.number.bytes().filter(u8::is_ascii_digit).count();
        let letters = self.number.trim_end_matches(|letter: char| letter.is_ascii_digit());
        if !letters.is_empty() && !self.number.contains(' ') {
            // `PC Hart 3pm`, `Sgt at 10am`; one digit and letters only right after a rank.
            let is_alone = names.is_empty() && !self.number.bytes().any(|byte| byte.is_ascii_lowercase());
            // `PC Yelland's MG11` is a form.
            return !is_measure(self.number)
                && letters != "MG"
                && are_names(&names)
                && !self.is_vehicle_mark(plain)
                && (digits >= 2 || is_alone);
        }
        let is_named = ["no", "number", "collar", "#"].iter().any(|word| self.gap.contains(word));
        if is_named && !names.iter().any(|name| COMMON.contains(name)) {
            return true;
        }
        let is_counted = is_counting(after);
        let lower = rank.to_ascii_lowercase();
        if names.is_empty() {
            // `officer 2` and `officers 20` are labels and counts, `PC 20` is a number.
            let least = match lower.as_str() {
                "officer" | "special" => 3,
                "officers" | "specials" => 4,
                _ => 2,
            };
            let is_span_of_years = is_year(self.number) && (after.starts_with(" to") || least > 2);
            return digits >= least && !is_counted && !is_span_of_years;
        }
        let in_names = are_names(&names) && names.iter().all(|name| !name.starts_with(char::is_lowercase));
        in_names && digits >= 3 && !is_counted && !is_year(self.number)
    }

    /// Whether it is the front of a vehicle mark: `AE52 KTN`.
    fn is_vehicle_mark(&self, plain: &Plain<'_>) -> bool {
        let after = plain.after(self.at.end, 5).trim_start();
        let letters = after.bytes().take_while(u8::is_ascii_uppercase).count();
        let front = self.number.bytes().take_while(u8::is_ascii_alphabetic).count();
        self.number.len() == 4 && front == 2 && letters >= 3
    }
}

/// Whether all are parts of a name: where the first is capitalised, the others are too.
fn are_names(words: &[&str]) -> bool {
    let is_capital = |word: &&str| word.trim_start_matches('(').starts_with(char::is_uppercase);
    let is_name = |word: &&str| !COMMON.contains(&word.to_lowercase().as_str());
    let is_small = words.first().is_none_or(|first| !is_capital(first)) && words.len() <= 3;
    words.iter().all(is_name)
        && (is_small || words.iter().all(|word| is_capital(word) || PARTICLES.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "PC Daniel Okafor [NUMBER:2231CE] attended; PC [NUMBER:4521] and PC Marcus Whitfield [NUMBER:P241907]",
            "PC O'Neill ([NUMBER:U3417]) was; pc rahman ([NUMBER:P232210])  no bwv; pc celik [NUMBER:2610ce] calm",
            "officer [NUMBER:X804] favoured; Officer [NUMBER:9921] said; officers [NUMBER:3344] and [NUMBER:5566] left",
            "PCs [NUMBER:4521], [NUMBER:4522] and [NUMBER:3310]; PC Smith ([NUMBER:4521])",
            "PC Okafor [NUMBER:2231] and Sgt Hart, [NUMBER:3310], left. PS [NUMBER:12 QK] was; Sgt Webb #[NUMBER:1455]",
            "PC\u{a0}Okafor\u{a0}[NUMBER:2231CE]; PC Oka\u{ad}for [NUMBER:２２３１CE]; PC OKAFOR\n[NUMBER:2231CE]",
            "PC Seán Ó Briain [NUMBER:390NI]; PC No. [NUMBER:4521]; PC Smith collar number [NUMBER:812]",
            "Sergeant Hope [NUMBER:45GD]; Special Constable [NUMBER:70332] Arkwright; CSO [NUMBER:7811] Nash",
            "PC [NUMBER:5112] T. Ahmed; PC Hall/[NUMBER:2231]; PC Dunn-[NUMBER:4456]; PC Lotte van den Berg, [NUMBER:P252309]",
            "PC [NUMBER:1422] PC Jones; PC [NUMBER:7CE]",
        ] {
            check(&OfficerNumber, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "saw it in PC Yelland's MG11 and PC Dale MG15",
            "PC 1 and PC 2, PC Smith 3 times, PC Hart 21 years, PC World, PCs 24/7, DC at 1430 hrs",
            "PC Smith (34) of 2019; PC Hart on 12/03/2020 at 10:30, Sgt Street 2020, PC Wood (2019)",
            "officers 12 of 15; officer 2; officer 2019; 300 officers; officers 120 metres away",
            "PC Hart 50% of 200, PC May 14/10/2001, PS attended 2 calls, PC Rowe 10-20 minutes",
            "he has 2 dogs, officers were 300 m away, PC Day saw 120 people",
            "PCSO Ballantyne parked own bike (AE52 KTN); PC King 1 of 3; PC Rowe 50m away; PC Rowe 1st",
        ] {
            check(&OfficerNumber, text);
        }
    }
}
