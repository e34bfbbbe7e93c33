//! Dates of birth: a date after `DOB` or `born`, or one beside a name that lies long before the
//! other dates of the text. An age alone is left.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::plain::{MONTHS, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct BirthDate;

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// A date in one of the forms people write.
fn date() -> String {
    let number = r"[0-9oil]{1,2}\s?[/.\-\\]\s?[0-9oil]{1,2}\s?[/.\-\\]\s?[0-9oil]{2,4}";
    let spaced = r"[0-9]{1,2}\ [0-9]{1,2}\ (?:[0-9]{4}|[0-9]{2})";
    let reversed = r"(?:19|20)[0-9]{2}[/.-][0-9]{1,2}[/.-][0-9]{1,2}";
    let day_first = format!(
        r"[0-9]{{1,2}}(?:st|nd|rd|th)?[\s.,/-]{{0,2}}(?:of\s|day\sof\s)?{MONTH}[\s.,'/-]{{0,3}}(?:[0-9]{{4}}|[0-9]{{2}})"
    );
    let month_first = format!(r"{MONTH}\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s[0-9]{{4}}");
    format!(r"(?:{reversed}|{number}|{day_first}|{month_first}|{spaced})")
}

/// A date in words, or with its year in words: `the fourth of June eighty-eight`.
fn worded() -> String {
    let day = r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth";
    let unit = "(?:one|two|three|four|five|six|seven|eight|nine)";
    let teen = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)";
    let tens = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)";
    let two = format!(r"(?:{tens}(?:[\s-]{unit})?|{teen}|oh?[\s-]{unit})");
    let year = format!(
        r"(?:(?:nineteen|twenty)[\s-]{two}|two\sthousand(?:\sand)?(?:\s(?:{unit}|{teen}))?|{two}|(?:19|20)[0-9]{{2}}|[0-9]{{2}})"
    );
    format!(r"(?:(?:{day}|[0-9]{{1,2}}(?:st|nd|rd|th)?)\s(?:day\s)?(?:of\s)?{MONTH},?\s{year})")
}

/// Digits without marks, a month and a year, or a year alone: believed only right after a cue.
const SHORT_DATE: &str =
    r"(?:[0-9]{8}|[0-9]{6}|[0-9]{1,2}/(?:(?:19|20)[0-9]{2}|3[2-9]|[4-9][0-9])|(?:19|20)[0-9]{2})";

/// Days known by a name, with a year.
const FEAST: &str = r"(?:(?:christmas|boxing|new\syear'?s?|st\s[a-z]+'s)\s(?:day|eve),?\s(?:19|20)[0-9]{2})";

/// What names a date of birth and nothing else.
const NAME: &str = r"(?: d\.?\s?o\.?\s?b\b\.? | d[/-]o[/-]b\b | dobs?\b (?:'s)? (?:\s?=)? | y\.?o\.?b\b\.? | birth\s?-?date\b | (?:date|year)s?\s+of\s+b(?:irth|rith|ith|irht)\b )";

const CUE: &str = r"(?: b\.?d\b\.? | birth\scertificate\b (?:\s(?:giving|gives|says|showing|shows|has|dated))? | birthday\b | born\b | \bb\. )";

/// What may stand between cue and date: `DOB: `, `born on the `, `date of birth is `, `born in Lagos on `.
const FILLER: &str = r"(?: \s+(?:is|was|of|given\sas|as|recorded\sas) \b )? [\s:;,.=(\[\x22'-]{0,4} (?: (?:on|in|the|on\sthe|c\.?|circa|approx\.?)\s )? (?: (?:in|at)\s [a-z'-]{2,20}\s? (?:[a-z'-]{2,20}\s?)? ,?\s? (?:on\s)? (?:the\s)? )?";

/// Any of the cues: searched for first, since most texts have none.
static HAS_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)\b[dy]\.?[\s/-]?o\.?[\s/-]?b|\bborn\b|\bbi?r?i?th|\bb\.?d\b|\bb\. ?[0-9]")
});

static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    let month_year = format!(r"{MONTH}\s(?:19|20)[0-9]{{2}}");
    let month_day = format!(r"{MONTH}\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s'?[0-9]{{2}}");
    let date = date();
    pattern(&format!(
        r"(?ix)\b({NAME}|{CUE}) {FILLER} ({date}|{month_year}|{month_day}|{FEAST}|{SHORT_DATE})\b"
    ))
});

/// The same before a date in words, which has no digits by which to look for it.
static IN_WORDS: LazyLock<Rule> = LazyLock::new(|| {
    let worded = worded();
    pattern(&format!(r"(?ix)\b({NAME}|{CUE}) {FILLER} ({worded})\b"))
});

/// A date of birth named and told some words later: `DOB on Niche (2/2/02)`.
static LATER: LazyLock<Rule> = LazyLock::new(|| {
    let date = date();
    pattern(&format!(r"(?ix)\b({NAME}) [a-z\s,'():\[-]{{2,48}}? \b({date})\b"))
});

static BEFORE_CUE: LazyLock<Rule> = LazyLock::new(|| {
    let date = date();
    pattern(&format!(r"(?ix)\b({date}) [\s(,-]{{1,3}} (d\.?o\.?b\b\.? | date\sof\sbirth\b)"))
});

/// A second date in one list with the first, or put right: `12/2/02 and not 2/2/02`.
static NEXT: LazyLock<Rule> = LazyLock::new(|| {
    let date = date();
    pattern(&format!(
        r"(?ix)^(?: ,\ ? | \ \( | \)?,?\ &\ | [)\x22']{{0,2}},? (?:\ (?:and|or|but|not|nor|in|fact|really|actually|later|then|now|should|would|have|been|be|is|was|read|reads|as|gave|given|told|officers|police|he|she|they|him|changed|amended|corrected|altered|to|instead|of|rather|than|it|said|says|also)\b){{1,7}} \ [(\x22']? )({date})\b"
    ))
});

/// A text that tells a date of birth often tells another.
static IS_NAMED: LazyLock<Rule> =
    LazyLock::new(|| pattern(&format!(r"(?ix)\b(?:{NAME} | birthday\b | birth\scertificate\b)")));

/// Any date with day, month and year.
static ANY: LazyLock<Rule> = LazyLock::new(|| {
    let date = date();
    pattern(&format!(r"(?ix)\b{date}\b"))
});

/// The end of a name right before a date: `Winnie Odhiambo, ` or `Hossain (`.
static NAME_BEFORE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s(:;,.])([A-Z][a-zA-Z'-]*[a-zA-Z]|(?:[A-Z]\.){2,3})(?:,? ?\(|[,;] ?)(?:(?:[MFmf]|male|female|b)[,:/. ]{1,2})?$",
    )
});

/// A whole name right before a date in figures: `Kian Farahani 7/7/06`.
static WHOLE_NAME_BEFORE: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?:^|[\s(:;,.])([A-Z][a-z'-]+ [A-Z][a-zA-Z'-]*[a-z]) $"));

/// What a date stands after that is told of something else, even where the text names a date of birth.
static OF_EVENTS: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:on|since|from|until|till|to|by|before|after|between|and|dated|of|act|order|regulations|code|convicted|sentenced|married|died|joined|served|released|arrested|conviction|caution|issued|expir(?:es|ed|y)|valid|date)[ :,(]*(?:the )?$",
    )
});

/// The end of an age or a sex right before a date: `aged 34 (`, `female, `.
static PERSON_BEFORE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\((?:[a-z' -]{2,24}, )?[1-9][0-9], $)|\b((?:aged?|age of) [0-9]{1,2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?|[0-9]{1,2} ?(?:yrs?|years?|y/?o)(?: old| of age)?|male|female|[mf](?:/|, ))(?: ?\(|[,;/] ?| |)$",
    )
});

/// What follows a date of birth in a list of somebody's details.
static DETAILS_AFTER: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)^\)?[,;]? ?(?:pnc|pncid|cro|ni no|nino|n\.i)\b"));

/// Ends of a year in other dates and years of the text.
static YEAR: LazyLock<Rule> = LazyLock::new(|| pattern(r"\b(?:20[0-9]{2})\b|[/.-]([0-9]{2})\b"));

/// Nobody whose birth is of interest was born fewer years before the events than this, unless a
/// cue says so: it keeps the dates of the events themselves apart.
const LEAST_AGE: u16 = 9;

/// The year taken for that of the events where the text holds no other.
const YEAR_WITHOUT_DATES: u16 = 2018;

/// Nobody wore a camera much before this year: where all dates of a text lie before it, none is of the events.
const FIRST_YEAR_OF_EVENTS: u16 = 2014;

impl Detector for BirthDate {
    fn id(&self) -> DetectorId {
        DetectorId::new("birth-date")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let text = plain.text();
        let has_cue = plain.matches(&HAS_CUE);
        let near = if has_cue { plain.around_digits(1, 64, 24) } else { Vec::new() };
        for found in plain.captures(&IN_WORDS) {
            let (Some(cue), Some(date)) = (found.get(1), found.get(2)) else { continue };
            out.extend(plain.hit_by(cue.range(), date.range(), Kind::Dob, AFTER, 960));
        }
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(date)) = (found.get(1), found.get(2)) else { continue };
            let is_short = date.as_str().bytes().all(|byte| byte.is_ascii_digit());
            let confidence = if is_short { 900 } else { 980 };
            out.extend(plain.hit_by(cue.range(), date.range(), Kind::Dob, AFTER, confidence));
            out.extend(next(plain, cue.range(), date.end(), confidence));
        }
        for found in plain.captures_near(&BEFORE_CUE, &near) {
            let (Some(date), Some(cue)) = (found.get(1), found.get(2)) else { continue };
            out.extend(plain.hit_by(cue.range(), date.range(), Kind::Dob, "Stands before “{}”", 900));
        }
        let digits = plain.around_digits(2, 12, 20);
        let dates: Vec<(Range<usize>, u16)> = plain
            .find_near(&ANY, &digits)
            .filter_map(|found| Some((found.range(), year_of(found.as_str())?)))
            .collect();
        if dates.is_empty() {
            return;
        }
        let latest = latest_year(plain).unwrap_or(YEAR_WITHOUT_DATES).max(FIRST_YEAR_OF_EVENTS);
        let named = if has_cue { IS_NAMED.find(text).map(|found| found.range()) } else { None };
        let of_birth = |year: u16| if year > latest && year >= 2000 { year - 100 } else { year };
        for found in plain.captures_near(&LATER, &near) {
            let (Some(cue), Some(date)) = (found.get(1), found.get(2)) else { continue };
            // Where the text holds no later date than that, it is no date of the events.
            let of_events = latest.max(YEAR_WITHOUT_DATES);
            let is_old = year_of(date.as_str()).is_some_and(|year| of_birth(year) + LEAST_AGE <= of_events);
            if is_old && !plain.is_part_of_word(&date.range()) {
                out.extend(plain.hit_by(cue.range(), date.range(), Kind::Dob, AFTER, 880));
                out.extend(next(plain, cue.range(), date.end(), 880));
            }
        }
        for (date, year) in dates {
            let year = of_birth(year);
            // `Missouri, March 22, 1964` and `1 - 22 / 25` are no way to note a birth.
            let words = text.get(date.clone()).unwrap_or("");
            let is_broken = words.contains(" -") || words.contains(" /");
            let is_loose = is_broken || words.starts_with(|first: char| first.is_alphabetic());
            if year + LEAST_AGE > latest || plain.is_part_of_word(&date) {
                continue;
            }
            let window = plain.before(date.start, 40);
            let from = date.start - window.len();
            let at_name =
                |found: regex::Captures<'_>| found.get(1).map(|name| from + name.start()..from + name.end());
            let is_in_figures = words.contains(['/', '.']);
            let whole = WHOLE_NAME_BEFORE.captures(window).filter(|_| is_in_figures).and_then(at_name);
            let name = NAME_BEFORE.captures(window).and_then(at_name).or(whole).filter(|_| !is_loose);
            if let Some(name) = name {
                if !is_month_or_day(text.get(name.clone()).unwrap_or("")) {
                    let sentence = "Follows “{}” and lies years before the other dates";
                    out.extend(plain.hit_by(name, date, Kind::Dob, sentence, 750));
                }
            } else if let Some(cue) = plain.cue_before(&PERSON_BEFORE, date.start, 40) {
                let sentence = "Follows “{}” and lies years before the other dates";
                out.extend(plain.hit_by(cue, date, Kind::Dob, sentence, 750));
            } else if let Some(cue) = plain.cue_after(&DETAILS_AFTER, date.end, 12).filter(|_| !is_loose) {
                let sentence =
                    "Stands beside other details of a person and lies years before the other dates";
                out.extend(plain.hit_by(cue, date, Kind::Dob, sentence, 700));
            } else if let Some(cue) = named.clone().filter(|_| !OF_EVENTS.is_match(window) && !is_broken) {
                // `Her date of birth was given as 13/06/94. His is 16/03/94.`
                let sentence = "Lies years before the other dates of a text that tells a “{}”";
                out.extend(plain.hit_by(cue, date, Kind::Dob, sentence, 650));
            }
        }
    }
}

const AFTER: &str = "Follows “{}”";

/// The date that goes with the one that ends at `at`: "DOBs 14.02.51 and 03.09.53".
fn next(plain: &Plain<'_>, cue: Range<usize>, at: usize, confidence: u16) -> Option<Hit> {
    let next = NEXT.captures(plain.after(at, 64))?.get(1)?.range();
    plain.hit_by(cue, at + next.start..at + next.end, Kind::Dob, AFTER, confidence)
}

/// The year of a date in full; two digits are read as of this century.
fn year_of(date: &str) -> Option<u16> {
    let numbers: Vec<&str> =
        date.split(|letter: char| !letter.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let first_is_year = numbers.first().is_some_and(|first| first.len() == 4);
    let year = if first_is_year { numbers.first() } else { numbers.last() }?;
    let number: u16 = year.parse().ok()?;
    match year.len() {
        4 if (1900..2100).contains(&number) => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

/// The latest year that the text names, of this century and not in the far future.
fn latest_year(plain: &Plain<'_>) -> Option<u16> {
    plain
        .captures_near(&YEAR, &plain.around_digits(2, 2, 2))
        .filter_map(|found| match found.get(1) {
            Some(short) => short.as_str().parse::<u16>().ok().map(|year| 2000 + year),
            None => found.get(0)?.as_str().parse().ok(),
        })
        .filter(|year| (2000..2040).contains(year))
        .max()
}

fn is_month_or_day(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    // "May" is also a name, and "may" a verb.
    let is_month = word != "may" && MONTHS.contains(&word.as_str());
    let is_other = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "on",
        "dated",
        "until",
        "from",
        "since",
        "act",
        "regulations",
        "order",
        "code",
    ]
    .contains(&word.as_str());
    is_month || is_other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "d.o.b. [DOB:17/05/1999], dob [DOB:22/01/1996], DOB [DOB:30/09/1985].",
            "(born [DOB:03.02.2007]) and (DOB [DOB:9/11/2012]) from school",
            "born [DOB:08/08/1997], bd [DOB:14/10/2001], D.O.B:[DOB:12.3.85]",
            "Date of birth: [DOB:14 June 1988]; date of birth is [DOB:14th of June, 1988]",
            "born on the [DOB:3rd of May 1999], born on [DOB:June 14, 1988], DOB [DOB:1988-06-14]",
            "dob [DOB:14-Jun-88] DOB [DOB:14JUN88] DOB [DOB:140688] DOB [DOB:14061988] dob:[DOB:14 06 88]",
            "DOB\u{a0}[DOB:14/06/1988] DOB [DOB:１４/０６/１９８８] DOB\n[DOB:14/06/1988]",
            "DOB [DOB:31/02/1985] (typed so), DOB [DOB:O1/O2/1985]",
            "born in Lagos on [DOB:14 June 1988]; born [DOB:1974]; b. [DOB:1 May 1960]; born in [DOB:May 1960]",
            "[DOB:14/06/1988] (DOB)",
            "On 3 May 2021 Winnie Odhiambo, [DOB:19/12/1990], says; Hossain ([DOB:11.8.79]) spat",
            "Clips of Tianna Roach, [DOB:27.11.2002], under wrong name",
            "details: [DOB:14 June 1988], PNC 16/0288143W of 2019",
            "dob given as [DOB:3/81]; D/O/B [DOB:04.03.81]; YOB [DOB:1974]; date of brith [DOB:17 08 1994]; DOB: [[DOB:1/2/1988]]",
            "born on [DOB:Christmas Day 1999]; born [DOB:Sept 14 85] in Leeds; DOB c. [DOB:1985]",
            "Her DOB on Niche ([DOB:2/2/02]) should be [DOB:12/2/02]. In the log it is so",
            "In 2021 her DOB on Niche ([DOB:2/2/02]) should be [DOB:12/2/02]. The DOB which he gave as [DOB:1/2/88] was false",
            "Date of birth on PNC is [DOB:4/3/81] but he told officers [DOB:4/3/82]; DOB [DOB:1/1/1980], in fact [DOB:10/1/1980]",
            "born the [DOB:fourth of June eighty-eight]; birth certificate ([DOB:eighth of July, 1959]); dob [DOB:2nd of May nineteen seventy-one]",
            "In a case of 2021 his birth date was 12 March 1980 as read out, his wife's, [DOB:30 Jan 82], was not; date of birth of another, 13/06/94. Hers is [DOB:16/03/94]"
                .replace("12 March 1980", "[DOB:12 March 1980]")
                .replace("13/06/94", "[DOB:13/06/94]")
                .as_str(),
            "Rashid Ali [DOB:7/6/01], Zain Ali [DOB:19/1/04]; T.B., [DOB:19th Dec 2006], in 2022",
            "her niece Ola (17, [DOB:04-Mar-05]) in 2022; Mr Dias (Sri Lankan, 50, [DOB:Sept 3rd 1971]); she is eighty-one ([DOB:25.12.42])",
            "born in [DOB:1944] ([DOB:9 Nov. 1944]) fell; Patel, Hina; [DOB:15/8/91]; in 2020",
            "Ali (34 yrs, [DOB:12.03.87]) and a girl aged 14 ([DOB:1/2/07]) seen on 4/5/21; female, [DOB:12/03/1990], nfa",
        ] {
            check(&BirthDate, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "On 28 March 2020 he, aged 34, was stopped. Aged 15, turns 16 in May.",
            "PC Smith, 4/5/2019, said; Mr May (03/06/2021) said; born leader of 3 men",
            "Since 1974. The abuse began on 3 May 1991. dobbed in on 3/5/20",
            "St Louis, Missouri, March 22, 1964; Silver, 1 - 22 / 25 in; resigned on 1/4/2009, Police Regulations 2020",
            "07700 900142 12.30 - 14.15, 00.31.09, 5.10.20 to 6.10.20",
            "DOB was wrong on the form of 12/05/2021; date of birth checked on 03/05/2021; dob unknown. On 3/4/01 he",
            "dob not given. Convicted 3/5/91, served from 4 May 1991 to 6 June 1999, of the order of 1/2/88; in 2022",
            "He was first of March; a fourth of June's rent; in 2021 PC Amy Ford 4/5/2019",
            "born at 03:40 on the ward; the dobbing of 3 boys; male, 12/03/2020; turned 18 on 3 May 2021",
        ] {
            check(&BirthDate, text);
        }
    }
}
