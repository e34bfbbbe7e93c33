//! References that lead to a person's case, after a word that announces one: `CAD 4521`,
//! `custody record 1234`, `Ref IX-204`.

use std::sync::LazyLock;

use crate::detect::plain::{Collector, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct CuedReference;

/// A system and its number: the name belongs to the reference.
static SYSTEM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( CADS? | CRIS | (?-i:CRN|CR) | MERLIN | MISPER | HOSEC | NICHE | STORM | ATHENA | NSPIS | CRIMINT | GUARDIAN | URN | CCRC | MG\sURN ) (?:\s?(?:no|ref|reference|number|log|report|crime|incident|PAC|occurrence)\b\.?){0,2} [\s:;\#.-]{1,3} ((?:[a-z]{1,6}[/-]?)?[0-9][0-9a-z]*(?:[/-][0-9a-z]+){0,4}) \b",
    )
});

/// A word for a case with a word for its number, or `ref` alone, then the number.
static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b( (?: (?:crime|incident|occurrence|custody|case|complaint|claim|court|tribunal|appeal|coroner'?s?|inquest|collision|rtc|log|message|missing\sperson|property|prop|summons|charge|docket|investigation|referral|matter|file|intel(?:ligence)?|intelligence\sreport|arrest|detention|warrant\sof\sarrest|safeguarding|stop|search|feedback|iopc|ipcc|foi|sar|ico|psd|dps|hr|their|our|your|my|db|police|ombudsman|insurance\sclaim|action\sfraud|nfib|victim\ssupport|fixed\spenalty|penalty\scharge)\s(?:\w+\s)?)? (?: ref(?:erence|s)? | ref\sno ) (?:\s?(?:no|number|num|nr)\b\.?)? | (?:crime|incident|inc|occ|occurrence|custody|case|complaint|claim|tribunal|appeal|coroner'?s?|inquest|collision|log|message|missing\sperson|property|summons|charge|investigation|referral|detention|intel(?:ligence)?|court|cad|arrest\ssummons|penalty\snotice|file) (?:\s(?:record|report|case|claim|log|sheet|file))? \s(?:no|number|num|nr|id|urn)\b\.? | custody(?:\srec(?:ord)?)? | case | complaint | claim | appeal | (?:iopc|ipcc|fpn|pcn|nip|marac|mash|lado)(?:\s(?:ref|reference|no|number|case)\b\.?)* | log | job | message | event | crime\s(?:report)? | (?:incident|occurrence)\s(?:log)? | cad ) (?:\s?(?:is|was|of|as|to)\b)? ([\s:;,=(\x22'\#.-]{0,4}) ((?:[a-z]{1,6}[/-]?|(?-i:[A-Z]{2,6})\x20)?[0-9][0-9a-z]*(?:[/.-][0-9a-z]+){0,5}) \b",
    )
});

/// A day that follows the number of a message makes it one, and belongs to it: the numbers begin anew each day.
static OF_DAY: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)^,?\ of\ (?:the\ )?[0-9]{1,2}(?: [/.][0-9]{1,2}(?:[/.](?:[0-9]{4}|[0-9]{2}))? | (?:st|nd|rd|th)?(?:\ of)?\ ?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*(?:\ (?:19|20)[0-9]{2})? | (?:st|nd|rd|th) )\b",
    )
});

/// References to persons or things rather than cases.
static OTHER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:nass|home office|ho|arc|brp|nhs|passport|prison(?:er)?|student|visa|asylum|immigration|visor|exhibit|device|asset|serial|seal|ticket|item|bag|camera|hospital|patient|tenancy|rent|council tax|policy|payment|tax|dna|dna profile|dna barcode|profile|fingerprint|bank|grid|map|os|ambulance|staff|pay|warrant|collar)(?: (?:card|number|no))?[ .:]*$",
    )
});

impl Detector for CuedReference {
    fn id(&self) -> DetectorId {
        DetectorId::new("cued-reference")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut hits = Collector::new(out);
        let near = plain.around_digits(2, 64, 24);
        for found in plain.captures_near(&SYSTEM, &near) {
            let (Some(whole), Some(cue), Some(number)) = (found.get(0), found.get(1), found.get(2)) else {
                continue;
            };
            if is_reference(number.as_str(), 2) && !plain.is_part_of_word(&whole.range()) {
                let sentence = "Follows “{}”, the name of a system";
                let whole = whole.start()..day_after(plain, whole.end()).unwrap_or(whole.end());
                hits.add(plain.hit_by(cue.range(), whole, Kind::CaseRef, sentence, 930));
            }
        }
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(3)) else { continue };
            let lower = cue.as_str().to_ascii_lowercase();
            let says_number =
                ["ref", " no", "number", "num", " id", "urn"].iter().any(|word| lower.contains(word));
            let day = day_after(plain, number.end());
            let least = if says_number || day.is_some() { 3 } else { 5 };
            let is_other = plain.cue_before(&OTHER, cue.start(), 20).is_some();
            if !is_other && is_reference(number.as_str(), least) && !plain.is_part_of_word(&number.range()) {
                let whole = number.start()..day.unwrap_or(number.end());
                hits.add(plain.hit_by(cue.range(), whole, Kind::CaseRef, "Follows “{}”", 900));
            }
        }
    }
}

/// Where the day ends that follows the number of a message which ends at `at`.
fn day_after(plain: &Plain<'_>, at: usize) -> Option<usize> {
    OF_DAY.find(plain.after(at, 28)).map(|day| at + day.end())
}

/// Whether it is a number of a case: enough digits, and no date, time, year or measure.
fn is_reference(number: &str, least: usize) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<&str> = number.split(['/', '.', '-']).collect();
    let is_short = |group: &&str| group.len() <= 2 && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = match groups.as_slice() {
        [from, to] if is_full_year(from) && is_full_year(to) => true,
        [day, month] => number.contains(['/', '.']) && is_short(day) && is_short(month),
        [day, month, year] => is_short(day) && is_short(month) && matches!(year.len(), 2 | 4),
        _ => false,
    };
    let is_year = is_full_year(number);
    let letters = number.trim_start_matches(|letter: char| letter.is_ascii_digit()).to_ascii_lowercase();
    let is_measure = number.starts_with(|first: char| first.is_ascii_digit())
        && ["am", "pm", "hrs", "hr", "h", "hours", "st", "nd", "rd", "th", "mins", "k", "m", "x", "yrs", "s"]
            .contains(&letters.as_str());
    digits >= least && !is_date && !is_year && !is_measure
}

fn is_full_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "[CASEREF:CAD 781/03FEB21], [CASEREF:CAD 4521 of 5 May], [CASEREF:cad no 88], [CASEREF:CRIS 2734410]",
            "held [CASEREF:CR 3308/18] til trial. [CASEREF:Merlin 19/204417]. Case number [CASEREF:MISPER 21/7719]",
            "Ref [CASEREF:IX/388/22]. HR ref [CASEREF:HR-20931] not; prop ref [CASEREF:22/44102]. ([CASEREF:HOSEC 19/3310])",
            "incident number [CASEREF:0451 of 3 May]; incident [CASEREF:451 of 03/05/21]; log no. [CASEREF:1234]",
            "custody record [CASEREF:12345], custody ref: [CASEREF:XH-6610-21]; crime report [CASEREF:13210012345]",
            "case no [CASEREF:E12345], claim number [CASEREF:3YK12345], complaint ref. [CASEREF:12345]",
            "[CASEREF:STORM log 1234-050521], IOPC ref [CASEREF:2021-158204], FPN [CASEREF:1234567]; log [CASEREF:0412 of 16/03/2021]; [CASEREF:CAD N0271 of 5th June] and; log [CASEREF:288 of the 4th], still",
            "reference\u{a0}number\u{a0}[CASEREF:20212345], REF NO [CASEREF:44102]",
            "NIP [CASEREF:0241000447182]; MARAC ref [CASEREF:M/24/118]",
            "Action Fraud ref [CASEREF:NFRC210501234567]; FOI ref [CASEREF:01.FOI.21.012345]",
        ] {
            check(&CuedReference, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "CAD desk at 10.30, CAD of 12/03/2020, CRIS 2 pages, updated the CAD at 02:20",
            "ref my 1st email; reference to 12 officers; refs 2 and 3",
            "custody 26/10. custody 9 hrs, custody 2019, crime 2019-2020, crime in 2018",
            "OS ref 4417 0026, ambulance ref 441371, DNA profile ref 96124471, fingerprint ref 48213/99X, tax ref 120/4471",
            "case 3 of 5; log shows 10 entries; incident 12 May; incident 2 officers",
            "ticket 88213; seal no. A4471902; claims 12345 times; court at 1000hrs",
            "property to the value of 5000; charge of s20; case to 12 jurors",
        ] {
            check(&CuedReference, text);
        }
    }
}
