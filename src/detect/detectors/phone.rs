//! Telephone numbers of the United Kingdom and with a country code, whole or by their last digits.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::check_digit::digits_of;
use crate::detect::plain::{Collector, Plain};
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Phone;

/// Words that announce a telephone number.
static CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: tel(?:ephone)?s? | (?:tele)?phones? | ph | mob(?:ile)?s? | cell | call(?:s|ed|ing|er|ers)? | call\s?back | cb | ring(?:s|ing)? | rang | text(?:s|ed|ing)? | contact(?:s|ed|able)? | contact\s no | number | numbers | no | nos | landline | whatsapp(?:ed)? | whats\s?app | sms | fax | msisdn | dial(?:s|led|ling)? | reach(?:ed|able)? | line | sim | voicemail )\b",
    )
});

/// The end of a number alone.
static ENDING: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: (?:ending|ends|ended)(?:\s(?:in|with))? | last\s (?:three|four|five|3|4|5)(?:\s(?:digits|numbers|figures))?(?:\s(?:are|of|is|were))? | suffix )[\s:.*'\x22xX-]{1,6}([0-9]{3,6})\b",
    )
});

/// What else can end in digits; the nearest word decides.
static OTHER_ENDING: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:card|account|acc|a/c|acct|visa|mastercard|debit|credit|bank|iban|index|reg|registration|vrm|plate|vehicle|ref|reference|exhibit|serial|passport)\b",
    )
});

/// A number behind the switchboard.
static EXTENSION: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)\b(?:ext|extn|extension)\b(?: no)?[\s.:]{0,3}([0-9]{3,6})\b"));

/// Short local numbers and numbers with a digit too few or too many: only right after a cue.
static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: tel(?:ephone)? | phone | mob(?:ile)? | landline | whatsapp | (?:call(?:ed)?|ring|rang|text(?:ed)?)\s(?:\w+\s)?on | cb ) (?:\s(?:no|number|num|nr)\b\.?)? (?:\s(?:is|was|on))? [\s:.=(\#-]{0,3} ([0-9](?:[\s-]?[0-9]){6,12}) \b",
    )
});

/// No telephone number has more digits, prefixes for abroad included.
const MOST_DIGITS: usize = 17;

/// Numbers that belong to nobody: helplines known to all.
const PUBLIC: &[&str] = &["0800555111", "116123", "03001231212", "08001111", "08000121700"];

impl Detector for Phone {
    fn id(&self) -> DetectorId {
        DetectorId::new("phone")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let text = plain.text();
        let mut hits = Collector::new(out);
        let near = plain.around_digits(7, 48, 4);
        let mut at = 0;
        while let Some(start) = next_start(text, at) {
            at = start + 1;
            let Some((whole, sentence, confidence)) = number_at(plain, start) else { continue };
            at = whole.end;
            let confidence = match plain.cue_before(&CUE, whole.start, 32) {
                Some(_) => (confidence + 40).min(990),
                None => confidence,
            };
            hits.add(plain.hit(whole, Kind::Phone, sentence, confidence));
        }
        for found in plain.captures(&ENDING) {
            let Some(digits) = found.get(1) else { continue };
            let cue = plain.cue_before(&CUE, digits.start(), 60);
            let other = plain.cue_before(&OTHER_ENDING, digits.start(), 60);
            if let Some(cue) =
                cue.filter(|cue| other.is_none_or(|other| other.end < cue.start && cue.len() > 6))
            {
                let sentence = "The last digits of a number, after “{}”";
                hits.add(plain.hit_by(cue, digits.range(), Kind::Phone, sentence, 800));
            }
        }
        for found in plain.captures(&EXTENSION) {
            let Some(digits) = found.get(1) else { continue };
            hits.add(plain.hit(digits.range(), Kind::Phone, "Is a telephone extension", 800));
        }
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let Some(digits) = found.get(1) else { continue };
            if stands_apart(plain, &digits.range()) && !is_date(digits.as_str()) {
                hits.add(plain.hit(digits.range(), Kind::Phone, "Follows a word for telephone", 750));
            }
        }
    }
}

/// Where the next telephone number may begin: at a `+`, an opening bracket, or a nought.
fn next_start(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(['+', '(', '0', 'O']).map(|at| from + at)
}

/// The longest telephone number that begins at `start`.
fn number_at(plain: &Plain<'_>, start: usize) -> Option<(Range<usize>, &'static str, u16)> {
    let found = group_ends(plain.text().as_bytes(), start).into_iter().rev().find_map(|end| {
        let (sentence, confidence) = judge(plain.text().get(start..end)?)?;
        Some((start..end, sentence, confidence))
    })?;
    stands_apart(plain, &found.0).then_some(found)
}

/// The ends of the groups of digits that follow one another from `start`, as far as a telephone
/// number can reach.
fn group_ends(bytes: &[u8], start: usize) -> Vec<usize> {
    let (mut ends, mut digits, mut gap, mut has_line_break) = (Vec::new(), 0, 0, false);
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        if is_digit_at(bytes, at) {
            if gap > 0 && digits > 0 {
                ends.push(at - gap);
            }
            (digits, gap) = (digits + 1, 0);
            if digits > MOST_DIGITS {
                return ends;
            }
        } else {
            let is_gap = matches!(byte, b' ' | b'\t' | b'(' | b')' | b'.' | b'-' | b'\r' | b'\n')
                || (at == start && *byte == b'+');
            if !is_gap || gap == 3 || (*byte == b'\n' && has_line_break) {
                ends.push(at - gap);
                return ends;
            }
            has_line_break |= *byte == b'\n';
            gap += 1;
        }
    }
    ends.push(bytes.len() - gap);
    ends
}

/// Whether a digit stands here, or what may stand for one: an `O` for a nought beside digits, or a
/// run of stars or crosses that masks some.
fn is_digit_at(bytes: &[u8], at: usize) -> bool {
    let around = [at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at + 1)];
    match bytes[at] {
        b'0'..=b'9' => true,
        b'O' | b'o' => {
            around.iter().flatten().any(|byte| byte.is_ascii_digit())
                && !around
                    .iter()
                    .flatten()
                    .any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'O' | b'o'))
        }
        mask @ (b'*' | b'x' | b'X') => {
            around.iter().flatten().any(|byte| **byte == mask)
                && !around.iter().flatten().any(|byte| byte.is_ascii_alphabetic() && **byte != mask)
        }
        _ => false,
    }
}

/// Neither end touches a letter or a digit: then it is part of something longer.
fn stands_apart(plain: &Plain<'_>, found: &Range<usize>) -> bool {
    let before = plain.before(found.start, 4);
    let after = plain.after(found.end, 4);
    let touches = |letter: char| letter.is_alphanumeric() || letter == '£' || letter == '_';
    let goes_on = after
        .strip_prefix(['-', '.', ','])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let came_from =
        before.strip_suffix(['-', '.', '+']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    // Eleven digits are a telephone number beside a stroke too; fewer may be part of a reference.
    let digits = plain.text().get(found.clone()).map_or(0, |words| digits_of(words).len());
    let has_stroke = digits < 11 && (before.ends_with('/') || after.starts_with('/'));
    !has_stroke
        && !plain.is_part_of_word(found)
        && !before.ends_with(touches)
        && !after.starts_with(touches)
        && !goes_on
        && !came_from
}

/// What kind of number it is and how sure that is; `None` if it is none.
fn judge(words: &str) -> Option<(&'static str, u16)> {
    let masked = words.bytes().filter(|byte| matches!(byte, b'*' | b'x' | b'X')).count();
    if !words.ends_with(|last: char| last.is_alphanumeric() || last == '*') {
        return None;
    }
    let has_plus = words.contains('+') || (words.starts_with("00") && !words.starts_with("000"));
    let mut digits: String = words
        .chars()
        .filter_map(|letter| match letter {
            'O' | 'o' => Some('0'),
            '*' | 'x' | 'X' => Some('5'),
            digit if digit.is_ascii_digit() => Some(digit),
            _ => None,
        })
        .collect();
    let slips = words.bytes().filter(|byte| matches!(byte, b'O' | b'o')).count();
    if slips > 1 || masked > 8 || PUBLIC.contains(&digits.as_str()) {
        return None;
    }
    if has_plus {
        digits = digits.trim_start_matches("00").to_owned();
        return match digits.strip_prefix("44") {
            Some(rest) if (9..=10).contains(&rest.trim_start_matches('0').len()) => {
                Some(("Has the form of a telephone number of the United Kingdom", 970))
            }
            _ if words.contains('+') && (8..=15).contains(&digits.len()) && masked == 0 => {
                Some(("Has the form of a telephone number with a country code", 930))
            }
            _ if (11..=15).contains(&digits.len()) && masked == 0 => {
                Some(("Has the form of a telephone number with a country code", 700))
            }
            _ => None,
        };
    }
    if words.starts_with('(') && !words.contains(')') {
        return None;
    }
    let first_group = words
        .trim_start_matches('(')
        .bytes()
        .take_while(|byte| !matches!(byte, b' ' | b'-' | b'.' | b')' | b'(' | b'\n'))
        .count();
    if first_group < 3 || is_date(words) {
        return None;
    }
    let is_whole = match digits.as_bytes() {
        [b'0', b'7', ..] => digits.len() == 11,
        [b'0', b'1' | b'2' | b'8', ..] => matches!(digits.len(), 10 | 11),
        [b'0', b'3' | b'5' | b'9', ..] => digits.len() == 11,
        _ => false,
    };
    match (is_whole, masked) {
        (true, 0) if digits.starts_with("07") => Some(("Has the form of a mobile number", 950)),
        (true, 0) => Some(("Has the form of a telephone number", 930)),
        (true, _) => Some(("Has the form of a telephone number with digits masked", 800)),
        (false, _) => None,
    }
}

/// Whether the digits begin as a date with a full year does: `01-02-2019`.
fn is_date(words: &str) -> bool {
    let groups: Vec<&str> = words.split(['-', '.', ' ']).collect();
    matches!(groups.as_slice(), [day, month, year, ..]
        if day.len() <= 2 && month.len() <= 2 && year.len() == 4 && digits_of(year).len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "CALL BACK ON [PHONE:07700 900142]",
            "(tel [PHONE:020 7946 0381]), or [PHONE:+44 7700 900815].",
            "[PHONE:07700 900 468], [PHONE:07700900251] [PHONE:0161 496 0441]",
            "[PHONE:(020) 7946 0381] and ([PHONE:0161 4960441]) [PHONE:0044 7700 900815] [PHONE:+44 (0)20 7946 0381]",
            "[PHONE:07700-900-142] [PHONE:07700.900.142] [PHONE:0207 946 0381] [PHONE:01632 960 123]",
            "[PHONE:+353 1 496 0123], [PHONE:+48 601 123 456], [PHONE:+1 (202) 555-0143]",
            "[PHONE:07700\u{a0}900\u{a0}142] and [PHONE:０７７００９００１４２] and [PHONE:07700\u{200b}900142]",
            "mobile [PHONE:07700\n900142] rang",
            "mob [PHONE:O7700 900142]; texted from [PHONE:07700 *** 142] [PHONE:07700 9xx xxx]",
            "her phone ending [PHONE:4821], his mobile ends in [PHONE:142]; calls from a number ending [PHONE:0771]",
            "mobile, last three digits [PHONE:771]",
            "ext. [PHONE:4412] or extension [PHONE:712345]",
            "tel: [PHONE:7946 0381]; phone [PHONE:0770 900142], mobile number is [PHONE:7700 900142]",
            "call on [PHONE:07700900142]/[PHONE:07700900143]",
            "07700 900142 / 020 7946 0381"
                .replace("07700 900142", "[PHONE:07700 900142]")
                .replace("020 7946 0381", "[PHONE:020 7946 0381]")
                .as_str(),
        ] {
            check(&Phone, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "on 01-02-2019 10:30 and 01.02.2019, 01/02/2019 at 0700 0800 hrs",
            "CRIS 2734410/22, IOPC 2021/158204, P236650, CAD 5512/09FEB22",
            "called 999 then 101, Crimestoppers 0800 555 111",
            "sort code 40-99-17 a/c 01827364, card 4929 1234 5678 9012",
            "NHS number 999 012 3454; passport 107185703",
            "card ending 4821, account ending 123, clip ending 0231",
            "210,000 views, £1,450.00, 00:31:09 to 00:45:10",
            "01KD/3349/21 and KF/4013/19, ref 0123456789012345",
            "+2 officers, 16 0288143W",
        ] {
            check(&Phone, text);
        }
    }
}
