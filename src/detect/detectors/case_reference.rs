//! References that lead to a person's case, by their form: custody records, crime reports, CAD
//! messages, complaints, court and tribunal numbers.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::plain::{Collector, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct CaseReference;

/// A form, why it is one, and how sure that is.
struct Form {
    pattern: Rule,
    sentence: &'static str,
    confidence: u16,
    /// Whether there is a stroke in it; most texts without one need not be searched.
    has_stroke: bool,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let month = "(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
    [
        // 01KD/3349/21, 01/ZD/4418/20: force, unit, serial number, year.
        (r"(?i)\b[0-9]{2}/?[a-z]{1,2}[0-9]?/[0-9]{2,7}/[0-9]{2,4}".to_owned(), "Has the form of a case number: force, unit, number, year", 950),
        // LX/2207/21, CM/00037/19, HAV/2019/1187: letters, numbers.
        (r"(?i)\b[a-z]{1,4}/[0-9]{2,8}/[0-9]{2,8}(?:/[0-9a-z]{1,6})?".to_owned(), "Has the form of a reference: unit, number, year", 930),
        // GL/CR/04417/22, AW/TK/3381: letters, letters, numbers.
        (r"\b[A-Z]{2,4}/[A-Z]{2,4}/[0-9]{4,8}(?:[/-][0-9]{1,4})?".to_owned(), "Has the form of a reference: unit, unit, number", 900),
        // 22*10377*24, 24*118804: year or force, number, year.
        (r"\b[0-9]{2}\*[0-9]{4,7}(?:\*[0-9]{2})?".to_owned(), "Has the form of an occurrence number: year, number", 930),
        // 5090/CE/77120: number, unit, number.
        (r"\b[0-9]{2,6}/[A-Z]{2,4}/[0-9]{3,8}(?:/[0-9]{2,4})?".to_owned(), "Has the form of a reference: number, unit, number", 900),
        // 42/12345/21: force, number, year.
        (r"\b[0-9]{2}/[0-9]{4,7}/[0-9]{2,4}".to_owned(), "Has the form of a crime number: force, number, year", 900),
        // 2021/158204: year and number, as the IOPC gives them.
        (r"\b(?:19|20)[0-9]{2}/[0-9]{5,7}".to_owned(), "Has the form of a reference: year, number", 900),
        // 4402911/18: number and year of a crime report.
        (r"\b[0-9]{6,8}/(?:[0-9]{4}|[0-9]{2})".to_owned(), "Has the form of a crime report or claim: number, year", 880),
        // 5512/09FEB22: message and day of a dispatch system.
        (format!(r"(?i)\b[0-9]{{1,5}}/[0-9]{{1,2}}{month}(?:[0-9]{{4}}|[0-9]{{2}})?"), "Has the form of a dispatch number: number, day", 950),
        // 21MIS012345: year, kind of report, number.
        (r"\b[0-9]{2}(?:MIS|PAC|CTN|YAC|CAH|ACN|CRI)[0-9]{4,8}".to_owned(), "Has the form of a report number: year, kind, number", 900),
        // PC-0412-21: kind of complaint, number, year.
        (r"\b(?:PC|CM|CO|MI|CC|DA|IX|PSD|DPS)-[0-9]{3,6}-[0-9]{2,4}".to_owned(), "Has the form of a reference: kind, number, year", 880),
        // T20197331: kind of case at the Crown Court, year, number.
        (r"\b[TSAU]20[0-9]{6}".to_owned(), "Has the form of a number of the Crown Court", 900),
        // QB-2020-001234, HQ17X01234, E35YM123, 3YK12345: claims.
        (r"\b(?:[A-Z]{2,3}-[0-9]{2,4}-[0-9]{3,6}|H[QC][0-9]{2}[A-Z][0-9]{5}|[A-HJ-Z][0-9]{2}[A-Z]{2}[0-9]{3}|[0-9][A-Z]{2}[0-9]{5})".to_owned(), "Has the form of a court claim number", 850),
        // 21/01KD/01/1234567A: number of an arrest or summons.
        (r"\b[0-9]{2}/[0-9]{2}[A-Z0-9]{2}/[0-9]{2}/[0-9]{1,11}[A-Z]".to_owned(), "Has the form of an arrest or summons number", 930),
    ]
    .into_iter()
    .map(|(text, sentence, confidence)| {
        // `/?` is no stroke that must be there, but such a form has another.
        Form { pattern: pattern(&text), sentence, confidence, has_stroke: text.contains('/') }
    })
    .collect()
});

/// The name of the system that gave the reference belongs to it.
static SYSTEM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:CADS?|CRIS|CRN?|URN|MERLIN|MISPER|HOSEC|NICHE|STORM|ATHENA|CONNECT|NSPIS|CRIMINT|GUARDIAN|CRIMES)(?: ?(?:no|ref|number)\b)?[.:]? ?$",
    )
});

/// A day with its month in letters.
static DATE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)^[0-9]{1,2}/(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)/[0-9]{2,4}$")
});

/// Marks of things, not of cases.
static THING: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:exhibits?|exh|ex|seal|serial|asset|device|camera|item|bag|model|version|SI|regulations?|act|pnc|pncid|cro|nass|form|directive|dir|circular|policy|sop)(?: ?(?:no|number|ref|tag|mark|id)\b)?[.:]? ?$",
    )
});

impl Detector for CaseReference {
    fn id(&self) -> DetectorId {
        DetectorId::new("case-reference")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut hits = Collector::new(out);
        let near = plain.around_digits(2, 12, 24);
        let has_stroke = plain.text().contains('/');
        for form in FORMS.iter().filter(|form| has_stroke || !form.has_stroke) {
            for found in plain.find_near(&form.pattern, &near) {
                if !stands_apart(plain, &found.range())
                    || DATE.is_match(found.as_str())
                    || plain.cue_before(&THING, found.start(), 24).is_some()
                {
                    continue;
                }
                let start =
                    plain.cue_before(&SYSTEM, found.start(), 14).map_or(found.start(), |name| name.start);
                let hit = plain.hit(start..found.end(), Kind::CaseRef, form.sentence, form.confidence);
                hits.add(hit);
            }
        }
    }
}

/// Neither a letter nor a stroke touches it: then it would be part of something longer.
fn stands_apart(plain: &Plain<'_>, found: &Range<usize>) -> bool {
    let goes_on = plain.after(found.end, 2);
    let is_followed = goes_on.starts_with('/') && goes_on.len() > 1 && !goes_on.ends_with(' ');
    !plain.is_part_of_word(found)
        && !plain.before(found.start, 1).ends_with(['/', '-', '@', '.'])
        && !is_followed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "the reference [CASEREF:01/ZD/4418/20]. Neither; case [CASEREF:01KD/3349/21] is listed",
            "custody ref [CASEREF:LX/2207/21]. Please; ([CASEREF:CN/3018/21]). [CASEREF:PC/00918/21].",
            "closed [CASEREF:CAD 5512/09FEB22] without; from [CASEREF:cad 3118/30mar18] inc; [CASEREF:622/29JUN19]",
            "same day, [CASEREF:CRIS 2734410/22]. crime ref [CASEREF:4402911/18].",
            "IOPC is [CASEREF:2022/176630] and their lead; Coroner ref [CASEREF:HAV/2019/1187].",
            "db ref [CASEREF:5090/CE/77120]\nGuilty at [CASEREF:T20197331]\nMr",
            "[CASEREF:URN 01PL/0884/20]. crime [CASEREF:42/12345/21]; tribunal [CASEREF:2301234/2019]",
            "claims [CASEREF:QB-2020-001234], [CASEREF:HQ17X01234], [CASEREF:E35YM123]; [CASEREF:21MIS012345]",
            "arrest [CASEREF:21/01KD/01/1234567A]; [CASEREF:lx/2207/21] and [CASEREF:01zd/2031/20]",
            "CAD\u{a0}no\u{a0}5512/09FEB22"
                .replace("CAD\u{a0}no\u{a0}5512/09FEB22", "[CASEREF:CAD\u{a0}no\u{a0}5512/09FEB22]")
                .as_str(),
            "custody, [CASEREF:GL/CR/04417/22]. Our ref [CASEREF:MV/CM/00042/22]; under [CASEREF:AW/TK/3381] runs; ([CASEREF:CH/BEG/0044-2])",
            "(crime [CASEREF:22*10377*24]) and [CASEREF:22*60072*22]; occurrence [CASEREF:24*118804]",
            "from [CASEREF:PC-0412-21]; complaint [CASEREF:CO/00123/21], appeal [CASEREF:MI/123/20]",
        ] {
            check(&CaseReference, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "on 12/05/2021 and 1/2/20 at 24/7, 09FEB22, s18/20, N/A, and/or",
            "exhibit 252771/AM/1, exhibit AB/1234/21, seal A4471902, device SN-2020-001234",
            "Police (Conduct) Regulations 2020/4, SI 2012/2632, 12/MAR/2019",
            "6/7 officers, 1/2 a mile, 2019/20 season, PNC 16/0288143W",
            "AM/PM/2021x, BWV/CCTV/2, MT/14, 4*4 and 10*100, exhibit JB/PC/0441",
            "BWV/CCTV, PC/PS ranks, 07700 900142/3",
        ] {
            check(&CaseReference, text);
        }
    }
}
