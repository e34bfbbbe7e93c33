//! What numbers and addresses look like: what the tagger takes for one must have the form of one, and enough
//! of it.

use std::sync::LazyLock;

use super::chain::Scores;
use super::{Found, IDENTIFIERS, MANY, sum};
use crate::detect::lexicon::Class;
use crate::detect::plain::MONTHS;
use crate::detect::rule::{Rule, pattern};
use crate::detect::street::follows_a_venue;
use crate::detect::words::{Gap, Shape, Words};
use crate::detect::{Hit, Kind};
use crate::text::Span;

/// Joins parts of one number to which the model gave several kinds: those with a hyphen between, and those of
/// which one alone is nothing of its kind, as the letters of a registration mark. Each is then the likeliest
/// kind whose form it has.
pub(super) fn together(text: &str, words: &Words, scores: &[Scores<MANY>], found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        let gap = words.get(next.first).map(|word| word.gap);
        let last = joined.last_mut().filter(|last| last.last + 1 == next.first);
        match last {
            Some(last)
                if gap == Some(Gap::Hyphen)
                    || gap == Some(Gap::Space)
                        && !(last.is_whole(text, words) && next.is_whole(text, words)) =>
            {
                last.last = next.last;
                last.probability = last.probability.max(next.probability);
            }
            _ => joined.push(next),
        }
    }
    for found in &mut joined {
        let whole = found.text(text, words);
        let sum = sum(&scores[found.first..=found.last]);
        // What has no other form may still be an officer's number.
        let formed = (1..MANY).filter(|label| has_form(IDENTIFIERS[label - 1], whole));
        found.label = formed.max_by(|&a, &b| sum[a].total_cmp(&sum[b])).unwrap_or(found.label);
    }
    joined
}

/// Whether one of these is the town between a street and its postcode, `3 Chandlers Row, Weston, MV2 7QD`: a
/// town leads to nobody.
pub(super) fn is_town(words: &Words, found: &[Found], at: usize) -> bool {
    let neighbours = at.checked_sub(1).and_then(|n| found.get(n)).zip(found.get(at + 1));
    let (Some((street, code)), Some(town)) = (neighbours, found.get(at)) else { return false };
    let names_a_place = (town.first..=town.last)
        .filter_map(|at| words.get(at))
        .any(|word| word.shape == Shape::Number || word.is(Class::AFTER));
    street.kind() == Some(Kind::Address)
        && town.kind() == Some(Kind::Address)
        && code.kind() == Some(Kind::Postcode)
        && street.last + 1 == town.first
        && town.last + 1 == code.first
        && words.get(town.first).is_some_and(|word| word.gap == Gap::Comma)
        && !names_a_place
}

/// Probability from which a part of a number vouches for the one beside it.
const LIKELY_PART: f32 = 0.3;

/// Whether another of these, likely itself, stands right beside one, as the parts of a long number do.
pub(super) fn is_part(words: &Words, found: &[Found], at: usize) -> bool {
    let follows = |one: Option<&Found>, next: Option<&Found>| {
        let (Some(one), Some(next)) = (one, next) else { return false };
        let gap = words.get(next.first).map(|word| word.gap);
        let is_joined = matches!(gap, Some(Gap::Space | Gap::Hyphen | Gap::Dot));
        one.last + 1 == next.first && (is_joined || gap == Some(Gap::Slash) && one.kind() == next.kind())
    };
    let likely = |at: usize| found.get(at).filter(|one| one.probability >= LIKELY_PART);
    follows(at.checked_sub(1).and_then(likely), found.get(at)) || follows(found.get(at), likely(at + 1))
}

/// Whether words can be something of this kind at all.
pub(super) fn has_form(kind: Kind, words: &str) -> bool {
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    match kind {
        Kind::Postcode => digits >= 1 && letters >= 1,
        Kind::Phone => digits >= 3,
        // `GBR` is a state or a form.
        Kind::Social => letters >= 3 && (digits > 0 || letters > 4 || words.chars().any(char::is_lowercase)),
        Kind::Dob => digits >= 1 && digits + letters >= 2 && !is_internet_address(words),
        Kind::CaseRef => digits >= 1 && digits + letters >= 2,
        Kind::Vrm => digits >= 1 && (2..=8).contains(&(digits + letters)),
        Kind::Nino => digits >= 2 && digits + letters >= 4,
        Kind::Bank => digits >= 2,
        Kind::OtherId => digits + letters >= 4,
        Kind::Address => letters >= 2,
        Kind::Public
        | Kind::Officer
        | Kind::Staff
        | Kind::Number
        | Kind::Email
        | Kind::Tactic
        | Kind::Special
        | Kind::Bwv => true,
    }
}

/// Whether there is enough of it to be believed where nothing stands beside it: the day of a date is no date of
/// birth, the year of an Act no reference, and the grade of a report no bank account.
pub(super) fn is_enough(kind: Kind, words: &str) -> bool {
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    match kind {
        Kind::Bank => digits >= 3,
        Kind::CaseRef => !is_year(words) && !is_day(words) && !is_measure(words),
        Kind::Dob => digits >= 4 || letters >= 3,
        Kind::Public
        | Kind::Officer
        | Kind::Staff
        | Kind::Number
        | Kind::Address
        | Kind::Postcode
        | Kind::Phone
        | Kind::Email
        | Kind::Social
        | Kind::Vrm
        | Kind::Nino
        | Kind::OtherId
        | Kind::Tactic
        | Kind::Special
        | Kind::Bwv => true,
    }
}

/// `2002` of an Act.
fn is_year(words: &str) -> bool {
    words.len() == 4
        && (words.starts_with("19") || words.starts_with("20"))
        && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// `IP 81.2.69.142`: four numbers parted by dots are no day.
fn is_internet_address(words: &str) -> bool {
    let numbers = words.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    numbers.split('.').count() == 4
        && numbers.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `19 Feb`: a day and its month.
fn is_day(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    let (day, month) = lower.split_at(lower.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0));
    let month =
        ["st", "nd", "rd", "th"].iter().find_map(|end| month.strip_prefix(end)).unwrap_or(month).trim_start();
    (1..=2).contains(&day.len())
        && month.bytes().all(|byte| byte.is_ascii_alphabetic())
        && month.len() >= 3
        && MONTHS.iter().any(|name| name.starts_with(month))
}

/// `6ft 2` and `4x4`.
fn is_measure(words: &str) -> bool {
    const UNITS: &[&str] =
        &["ft", "x", "kg", "lbs", "lb", "cm", "mph", "st", "stone", "yrs", "mins", "hrs", "pm", "am"];
    let lower = words.to_ascii_lowercase();
    let unit = lower.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let unit = unit.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or("");
    lower.starts_with(|first: char| first.is_ascii_digit()) && UNITS.contains(&unit)
}

/// Whether nothing is left of a number but letters, as the `WX` of `WX CR/00733/24` of which a rule has the rest.
pub(in crate::detect) fn is_scrap(kind: Kind, left: &str) -> bool {
    matches!(
        kind,
        Kind::Number | Kind::CaseRef | Kind::OtherId | Kind::Dob | Kind::Bank | Kind::Phone | Kind::Nino
    ) && !left.bytes().any(|byte| byte.is_ascii_digit())
        && left.chars().filter(|letter| letter.is_alphabetic()).count() <= 3
}

/// The whole of a date of which the model saw a part. What is no date of three parts, nor a month and a year, is
/// none of birth: `14/2021` is the number of an order.
fn whole_date(text: &str, hit: Hit) -> Option<Hit> {
    let of_date = |letter: char| letter.is_ascii_digit() || matches!(letter, '/' | '.' | '-');
    let words = hit.span.of(text)?;
    if !words.chars().all(of_date) {
        return Some(hit);
    }
    let before = text.get(..hit.span.start())?;
    let head = before.get(before.trim_end_matches(of_date).len()..)?;
    let head = head.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let after = text.get(hit.span.end()..)?;
    let run = after.len() - after.trim_start_matches(of_date).len();
    let tail = after.get(..run)?.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let span = Span::new(text, hit.span.start() - head.len(), hit.span.end() + tail.len())?;
    let groups: Vec<&str> = span.of(text)?.split(['/', '.', '-']).collect();
    match groups.as_slice() {
        [_, _, _] => Some(Hit { span, ..hit }),
        [month, _] if is_year(words) => {
            month.parse().is_ok_and(|month: u8| month <= 12).then_some(Hit { span, ..hit })
        }
        _ => Some(hit),
    }
}

/// Whether a number is that of a thing or a paragraph, which leads to nobody: the frame of a bicycle, a receipt,
/// section 60AA. Nor is an amount of money one.
fn is_of_a_thing(text: &str, span: Span) -> bool {
    static THING: LazyLock<Rule> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:serials|frame|hull|chassis|assets?|receipts?|invoices?|it ticket|cartridge|microchip|defect|sections?|rule|seals?|sheet|cameras?|cam|bag|lab|cheques?|gauge)(?: (?:nos?|numbers?|tag|serial|id|ref))?\.?[ :(#]{1,2}$",
        )
    });
    let before = text.get(..span.start()).unwrap_or("");
    before.ends_with('£') || THING.is_match(last_letters(before, 28))
}

/// At most so many letters at the end of a text.
fn last_letters(text: &str, most: usize) -> &str {
    let from = text.char_indices().rev().take(most).last().map_or(text.len(), |(at, _)| at);
    text.get(from..).unwrap_or("")
}

/// `PO Box 473`
fn is_box(text: &str, span: Span) -> bool {
    text.get(..span.start()).is_some_and(|before| before.trim_end().ends_with("Box"))
}

/// Whether a place is nobody's home: a police station, the street of a hospital, a junction of two streets.
fn is_public_place(text: &str, span: Span) -> bool {
    static INSTITUTION: LazyLock<Rule> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:police (?:station|hq)|hospital|infirmary|(?:magistrates'?|crown|county|family) court|library|post office|(?:railway|bus|fire|train) station|leisure centre|town hall|guildhall|civic centre|headquarters|job ?centre)$",
        )
    });
    static CROSSING: LazyLock<Rule> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:junction|jct|jnc|corner|crossroads) (?:of|with)(?: the)?(?: (?:[a-z']+ ){1,3}(?:and|&|/))? $",
        )
    });
    let words = span.of(text).unwrap_or("");
    let before = text.get(..span.start()).unwrap_or("");
    let near = last_letters(before, 60);
    let has_number = words.bytes().any(|byte| byte.is_ascii_digit());
    // `The Old Post Office` is a home.
    let is_institution =
        INSTITUTION.is_match(words.trim_end()) && !words.contains("Old ") && !near.ends_with("Old ");
    is_institution || !has_number && (follows_a_venue(near) || CROSSING.is_match(near))
}

/// Whether a day of a month is all it is: `14/6`, `emails of 1, 8 and 15 Mar`.
fn is_in_date(text: &str, span: Span) -> bool {
    let words = span.of(text).unwrap_or("");
    if words.len() > 2 || !words.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let before = text.get(..span.start()).unwrap_or("");
    let after = text.get(span.end()..).unwrap_or("");
    let is_digit = |letter: char| letter.is_ascii_digit();
    let is_stroked = before.strip_suffix('/').is_some_and(|before| before.ends_with(is_digit))
        || after.strip_prefix('/').is_some_and(|after| after.starts_with(is_digit));
    let month =
        after.trim_start_matches(|letter: char| is_digit(letter) || matches!(letter, ' ' | ',' | '&'));
    let month =
        month.strip_prefix("and ").unwrap_or(month).trim_start_matches(|letter: char| is_digit(letter));
    let day: String = month.trim_start().chars().take_while(|letter| letter.is_alphabetic()).collect();
    is_stroked || is_day(&format!("1 {day}")) && !day.is_empty()
}

/// Words before which, or after which, four digits are a time of day.
fn is_told_as_time(text: &str, span: Span) -> bool {
    const BEFORE: &[&str] = &[
        "at", "att", "arr", "arrived", "attended", "o/s", "toa", "approx", "circa", "@", "time", "until",
        "till",
    ];
    let before = text.get(..span.start()).unwrap_or("").trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("").to_ascii_lowercase();
    let after = text.get(span.end()..).unwrap_or("").trim_start();
    BEFORE.contains(&last.as_str())
        || before.ends_with('@')
        || after.starts_with("hrs")
        || after.starts_with("HRS")
}

/// A number that also reads as a time of day is believed only where it is very likely; what one goes by
/// on a social network is one run of letters without spaces.
pub(super) fn shape(text: &str, hit: Hit) -> Option<Hit> {
    const VERY_LIKELY: u16 = 850;
    let words = hit.span.of(text).unwrap_or("");
    if hit.kind == Kind::Dob {
        return whole_date(text, hit);
    }
    let may_be_time = matches!(hit.kind, Kind::Number | Kind::CaseRef | Kind::OtherId) && is_time(words);
    if may_be_time && is_told_as_time(text, hit.span) {
        return None;
    }
    let may_be_of_a_thing = matches!(hit.kind, Kind::Number | Kind::CaseRef | Kind::OtherId | Kind::Bank);
    if may_be_of_a_thing && is_of_a_thing(text, hit.span) {
        return None;
    }
    if hit.kind == Kind::Number && (is_in_date(text, hit.span) || is_box(text, hit.span)) {
        return None;
    }
    if hit.kind == Kind::Address && is_public_place(text, hit.span) {
        return None;
    }
    if hit.kind == Kind::Number && is_time(words) {
        return (hit.confidence_permille >= VERY_LIKELY).then_some(hit);
    }
    if hit.kind != Kind::Social {
        return Some(hit);
    }
    let of_handle = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-');
    let before = text.get(..hit.span.start())?;
    let head = before.get(before.trim_end_matches(of_handle).len()..)?.trim_start_matches(['.', '-']);
    let after = text.get(hit.span.end()..)?;
    let run = after.len() - after.trim_start_matches(of_handle).len();
    let tail = after.get(..run)?.trim_end_matches(['.', '-']);
    let span = Span::new(text, hit.span.start() - head.len(), hit.span.end() + tail.len())?;
    Some(Hit { span, ..hit })
}

/// `2215` and `0944`: four digits that a clock shows.
fn is_time(number: &str) -> bool {
    let digits = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    let part = |range| number.get(range).and_then(|part: &str| part.parse::<u8>().ok()).unwrap_or(99);
    digits && part(0..2) < 24 && part(2..4) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_not_believed() {
        for (kind, words, holds) in [
            (Kind::Dob, "3 May", true),
            (Kind::Dob, "14", false),
            (Kind::CaseRef, "CU/21/08833", true),
            (Kind::CaseRef, "2002", false),
            (Kind::Bank, "8841", true),
            (Kind::Bank, "B-2-4", false),
            (Kind::CaseRef, "19 Feb", false),
            (Kind::CaseRef, "3rd May", false),
            (Kind::CaseRef, "6ft 2", false),
            (Kind::CaseRef, "19F", true),
        ] {
            assert_eq!(is_enough(kind, words), holds, "{words}");
        }
    }

    #[test]
    fn what_is_seen_in_part_is_taken_whole_or_not_at_all() {
        for (text, seen, kind, expected) in [
            ("male, 12/03/1990, nfa", "1990", Kind::Dob, Some("12/03/1990")),
            ("born 03/1990.", "1990", Kind::Dob, Some("03/1990")),
            ("instruction 14/2021.", "2021", Kind::Dob, None),
            ("b 12 May 1990", "12 May 1990", Kind::Dob, Some("12 May 1990")),
            ("PC DALE ATT 2151.", "2151", Kind::CaseRef, None),
            ("log 2151 refers", "2151", Kind::CaseRef, Some("2151")),
            ("seen @ 2151", "2151", Kind::Number, None),
            ("on 14/6 @", "6", Kind::Number, None),
            ("PO Box 473, Sale", "473", Kind::Number, None),
            ("two bikes (frame nos WSBC6022)", "WSBC6022", Kind::CaseRef, None),
            ("receipt 5510 was kept", "5510", Kind::Number, None),
            ("The camera, 5510 said", "5510", Kind::Number, Some("5510")),
            ("under section 24A he", "24A", Kind::CaseRef, None),
            ("PCN 70044718, £65", "65", Kind::CaseRef, None),
            ("PS 4417 CE left", "CE", Kind::Number, Some("CE")),
            ("Bravo Two left", "Bravo Two", Kind::Number, Some("Bravo Two")),
            ("at Northgate Police Station he", "Northgate Police Station", Kind::Address, None),
            ("St Mary's Hospital, Long Lane", "Long Lane", Kind::Address, None),
            ("junction of Mill Lane and", "Mill Lane", Kind::Address, None),
            ("her home in Mill Lane", "Mill Lane", Kind::Address, Some("Mill Lane")),
            ("of 1, 8 and 15 Mar", "8", Kind::Number, None),
            ("of 1, 8 and 15 Mar", "1", Kind::Number, None),
            ("officers 1, 8 and 15 marched", "8", Kind::Number, Some("8")),
            ("officers 3 and 7 left", "7", Kind::Number, Some("7")),
        ] {
            let start = text.find(seen).unwrap();
            let hit = Hit::new(text, start, start + seen.len(), kind, "Test", 900).unwrap();
            assert_eq!(shape(text, hit).and_then(|hit| hit.span.of(text)), expected, "{text}");
        }
        assert!(
            is_scrap(Kind::Number, "WX ")
                && !is_scrap(Kind::Number, "WX 7")
                && !is_scrap(Kind::Address, "WX")
        );
    }

    #[test]
    fn an_internet_address_is_no_date() {
        assert!(has_form(Kind::Dob, "DOBs 14.02.51 and 03.09.53") && !has_form(Kind::Dob, "IP 81.2.69.160"));
    }

    /// What is found of these words of a text, in order.
    fn found_in(text: &str, parts: &[(&str, Kind)]) -> (Words, Vec<Found>) {
        let words = Words::new(text);
        let found = |&(part, kind): &(&str, Kind)| {
            let start = text.find(part).unwrap();
            let inside = words.inside(Span::new(text, start, start + part.len()).unwrap());
            let label = 1 + IDENTIFIERS.iter().position(|&other| other == kind).unwrap();
            Found { first: inside.start, last: inside.end - 1, label, probability: 0.9, expected: 1.0 }
        };
        let list = parts.iter().map(found).collect();
        (words, list)
    }

    #[test]
    fn a_town_between_street_and_postcode_is_no_address() {
        use Kind::{Address, Postcode};
        for (street, town, holds) in [
            ("14 Mill Lane", "Weston", true),
            ("Flat 3", "Hill House", false),
            ("Flat 3", "14 Mill Lane", false),
        ] {
            let text = format!("at {street}, {town}, EX1 2AB");
            let (words, found) =
                found_in(&text, &[(street, Address), (town, Address), ("EX1 2AB", Postcode)]);
            assert_eq!(is_town(&words, &found, 1), holds, "{text}");
            assert!(!is_town(&words, &found, 0) && !is_town(&words, &found, 2));
        }
    }

    #[test]
    fn parts_of_a_number_stand_beside_each_other() {
        for (text, holds) in [("no 4 7", true), ("on 4/7", true), ("of 4, 7", false)] {
            let (words, found) = found_in(text, &[("4", Kind::Number), ("7", Kind::Number)]);
            assert_eq!(is_part(&words, &found, 0), holds, "{text}");
            assert_eq!(is_part(&words, &found, 1), holds, "{text}");
        }
    }
}
