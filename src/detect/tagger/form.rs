//! What numbers and addresses look like: what the tagger takes for one must have the form of one, and enough
//! of it.

use super::chain::Scores;
use super::{Found, IDENTIFIERS, MANY, sum};
use crate::detect::lexicon::Class;
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
        Kind::Social => letters >= 3,
        Kind::Dob | Kind::CaseRef => digits >= 1 && digits + letters >= 2,
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
        Kind::CaseRef => !is_year(words),
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

/// A number that also reads as a time of day is believed only where it is very likely; what one goes by
/// on a social network is one run of letters without spaces.
pub(super) fn shape(text: &str, hit: Hit) -> Option<Hit> {
    const VERY_LIKELY: u16 = 850;
    if hit.kind == Kind::Number && is_time(hit.span.of(text).unwrap_or("")) {
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
        ] {
            assert_eq!(is_enough(kind, words), holds, "{words}");
        }
    }

    /// What is found of these words of a text, in order.
    fn found_in(text: &str, parts: &[(&str, Kind)]) -> (Words, Vec<Found>) {
        let words = Words::new(text);
        let found = |&(part, kind): &(&str, Kind)| {
            let start = text.find(part).unwrap();
            let inside = words.inside(Span::new(text, start, start + part.len()).unwrap());
            let label = 1 + IDENTIFIERS.iter().position(|&other| other == kind).unwrap();
            Found { first: inside.start, last: inside.end - 1, label, probability: 0.9 }
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
