//! A house number and its street: `41 Marlpit Close`, with what is named before it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::detect::plain::Plain;
use crate::detect::rule::{Rule, pattern};
use crate::detect::street::{Ending, follows_a_venue, house_number_at, name_at, next_word};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct StreetAddress;

/// Words after which a number counts or names something else than a house.
static NOT_A_HOUSE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)(?: \b(?:CAD|CRIS|PCs?|PSs?|DCs?|DSs?|SC|sgts?|PCSOs?|officers?|sections?|sect?|exhibits?|exh|bus|route|routes|serials?|pages?|paras?|paragraphs?|aged?|class|item|ref|ext|version|part|unit|team|channel|group|zone|sector|ward|junction|jct|platform|act|regulation|reg|article|schedule|rule|code|top|last|first|next|these|those|of\sthe|all|about|around|approx|nearly|over|under|than|some|another|for|every|after)\s? | (?:^|[\s(])ss?\.?\s? | [\#/:.-] | (?u:£) | [0-9], )$",
    )
});

/// The police station, hospital or court whose address follows.
static PUBLIC_BEFORE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:police station|hospital|court|town hall|civic centre|headquarters|hq|office|offices|custody suite|school|surgery|clinic|library|museum|store|bank)(?:,| at| in|,? \(| -)? ?$",
    )
});

/// The police station or hospital whose street it is.
static PUBLIC_AFTER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)^,? ?(?:police|hospital|station|nick|magistrates|crown court|county court|town hall|clinic|custody|fire)\b",
    )
});

/// Words that say where somebody is or lives.
static LOCATING: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)(?: \b(?:at|of|outside|o/s|from|to|in|into|near|opposite|opp|address|addr|lives?|lived|living|resides?|residing|home|house|visited|attended|entered|search|searched|warrant|flat|door|by|behind|passing) | [,:(\n;-] | ^ ) \s? (?:no\.?\s?|number\s)? $",
    )
});

/// A house with a name, a flat by its floor, right before the number.
static NAMED_BEFORE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:The |THE )?(?:[A-Z][A-Za-z'-]+ ){0,3}(?:House|HOUSE|Lodge|LODGE|Cottage|COTTAGE|Farm|Barn|Villa|Court|COURT|Mansions|Hall|Manor|Heights|Point|Tower|Buildings|Works|Studios|Arms)|(?i:(?:top|ground|first|second|third|fourth|1st|2nd|3rd|4th|basement|garden|upper|lower|attic|rear|front|back)(?: floor)? flat)|GFF|FFF|TFF|BFF),? ?$",
    )
});

/// Where a name without a street word is believed too.
static HOME: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(?: (?:lives?|lived|living|resides?|resided|residing|resident|stays|staying|moved) \s (?:at|in|to) | (?:home\s)?address(?:\sis|\sof|\sas)?:? | home \s (?:at|is) | h/a:? | n/a:? ) \s? (?:no\.?\s?|number\s)? $",
    )
});

impl Detector for StreetAddress {
    fn id(&self) -> DetectorId {
        DetectorId::new("street-address")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let text = plain.text();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|digits| at + digits) {
            at = start + bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
            let Some(house) = house_number_at(text, start) else { continue };
            if plain.is_part_of_word(&house) {
                continue;
            }
            if let Some((end, sentence, confidence)) = street_after(plain, &house) {
                let start = named_before(plain, house.start);
                out.extend(plain.hit(start..end, Kind::Address, sentence, confidence));
                at = end;
            }
        }
    }
}

/// Where the street after a house number ends, why it is one, and how sure that is.
fn street_after(plain: &Plain<'_>, house: &Range<usize>) -> Option<(usize, &'static str, u16)> {
    let text = plain.text();
    let comma = usize::from(plain.after(house.end, 1) == ",");
    let before = plain.before(house.start, 24);
    if NOT_A_HOUSE.is_match(before) || PUBLIC_BEFORE.is_match(before) || follows_a_venue(before) {
        return None;
    }
    let is_located = LOCATING.is_match(before);
    let number: u32 = text
        .get(house.clone())?
        .bytes()
        .take_while(u8::is_ascii_digit)
        .fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    if let Some((name, kind)) = name_at(plain, house.end + comma) {
        let words = text.get(name.clone())?;
        let is_small = words.starts_with(|first: char| first.is_lowercase()) && !words.starts_with("the ");
        let in_capitals = words.bytes().all(|byte| !byte.is_ascii_lowercase());
        // Four digits that are a time of day or a year are one sooner than a house.
        let is_time = number >= 1000 && (number / 100 < 24 && number % 100 < 60 || number < 2100);
        let is_sure = match kind {
            Ending::Street => !is_small || is_located,
            Ending::Place => !in_capitals || is_located,
            Ending::Lodging => false,
        };
        let is_public = PUBLIC_AFTER.is_match(plain.after(name.end, 24));
        if is_sure && !is_public && !is_time && (comma == 0 || is_located) {
            let confidence = if is_located { 930 } else { 850 };
            return Some((name.end, "Has the form of a house number and a street", confidence));
        }
    }
    HOME.is_match(before)
        .then(|| capitals_after(text, house.end))
        .flatten()
        .map(|end| (end, "A number and a name after a word for living somewhere", 750))
}

/// Where up to three capitalised words after `at` end.
fn capitals_after(text: &str, at: usize) -> Option<usize> {
    let mut end = None;
    let mut from = at;
    for _ in 0..3 {
        let Some(word) = next_word(text, from) else { break };
        let spelling = text.get(word.clone())?;
        if !spelling.starts_with(char::is_uppercase) || spelling.len() < 2 {
            break;
        }
        from = word.end;
        end = Some(word.end);
    }
    end
}

/// Where the address begins, if a house or flat is named before its number.
fn named_before(plain: &Plain<'_>, start: usize) -> usize {
    let window = plain.before(start, 60);
    let from = start - window.len();
    NAMED_BEFORE.find(window).map_or(start, |found| from + found.start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "a burglary at [ADDRESS:41 Marlpit Close], Romford; [ADDRESS:9 Quillan Street], SW17",
            "AT [ADDRESS:14A HARROWGATE MEWS], DEPTFORD; OF [ADDRESS:5 LINDENHALL DRIVE], NW7; AT [ADDRESS:6 FERRIER POINT]",
            "at home [ADDRESS:31b Marchbanks Road], SW2; from [ADDRESS:2 Rowanhurst House], N17",
            "at [ADDRESS:The Old Coach House, 3 Merrivale Mews]; [ADDRESS:The Lodge, 8 Fairmead Crescent]",
            "bikes outside [ADDRESS:10 withy close] . o/s [ADDRESS:3 barnfield crt]. lives [ADDRESS:12 kings rd]",
            "[ADDRESS:GFF 23 Hoe St]; [ADDRESS:1st floor flat 23 Hoe St]; [ADDRESS:Top Flat, 55 Brockhill Lane]; [ADDRESS:first floor flat, 9 Alder Way]",
            "sent to [ADDRESS:4 Priory Oast], [ADDRESS:52 Haddon Rise] and [ADDRESS:8 Hill House Mews]",
            "at [ADDRESS:12-14 High Street North], of [ADDRESS:7 The Green], near [ADDRESS:145 St. Mary's Road]",
            "lives at [ADDRESS:14 Kensal], home address: [ADDRESS:22 Broadway]. resides at [ADDRESS:3 The Glebe]",
            "door of [ADDRESS:29\u{a0}Plumtree\u{a0}Row], at [ADDRESS:４１ Marlpit Close] and [ADDRESS:41 Marlpit\nClose]",
            "his shop, [ADDRESS:14 Market Place]; Mr Lion, [ADDRESS:22 High Street]; a library card, [ADDRESS:5 The Parade]",
            "resident of [ADDRESS:3 Back Lane], Otley; of [ADDRESS:12, Alder Road], and [ADDRESS:40 O'Connell Avenue]; [ADDRESS:3 Lewisham High Street]",
        ] {
            check(&StreetAddress, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "stopped on George Street, Croydon, near Acre Lane and Lewisham High Street",
            "2 officers close behind; 10 minutes drive; 3 cars drive by; 5 doors close; in 2 places",
            "at 13 Crown Court, 2 Magistrates Court; PC 4521 Green Street; section 18 Park Lane",
            "on 28 June Park Lane was shut; bus 43 High Road; CAD 622 High Road; at 1430 Oxford Street",
            "On 12 October 1998 the Warsaw District Court; in 2018 Holloway Road; Lewisham Police Station, 43 Lewisham High Street",
            "at 14 Station Road Police Station; 61 in a 40. PC Green was there; 12 Road Policing officers; 3 Response Team",
            "Co-op, 14 Market Place; KFC, 22 High Street; Costa at 5 The Parade; Guildhall, 2 Castle Street",
            "£20 Park Lane; 10:30 High Street; 1/2 Mile Lane; all 3 MALES PARK CAR",
        ] {
            check(&StreetAddress, text);
        }
    }
}
