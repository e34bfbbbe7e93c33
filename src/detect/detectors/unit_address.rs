//! A flat, room, unit, pitch or stall with the block, hotel or street it is in.

use std::sync::LazyLock;

use crate::detect::plain::Plain;
use crate::detect::rule::{Rule, pattern};
use crate::detect::street::{Ending, ending, house_number_at, name_at, next_word};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct UnitAddress;

/// The unit and its number or letter, then what leads to the building.
static UNIT: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?: ((?i:flats?|apartment|apt|maisonette|studio|bedsit)) | (?i:rooms?|rm|unit|block|plot|pitch|stall|shop|kiosk|arch|berth|mooring|caravan|cabin|chalet|lodge|suite|house|ward) ) \.? \s{1,2} (?:(?i:no\.?|number)\s?)? ((?i:[a-z]?[0-9]{1,4}(?:/[0-9]{1,2}|[a-z])?)|[A-Za-z]|[A-Z][0-9]{1,3}) \b",
    )
});

/// What may stand between a unit and its building.
static LINK: LazyLock<Rule> =
    LazyLock::new(|| pattern(r"(?i)^(?:,|;| -|,? (?:of|at|in|on)(?: the)?| at the)?[ \n]?"));

/// The block before the unit: `Ashby Court, `.
static BLOCK_BEFORE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?:[A-Z][A-Za-z'-]+ ){1,3}(?:House|Court|Lodge|Point|Heights|Tower|Towers|Mansions|Buildings|Foyer|Hotel|Hostel|Road|Street|Lane|Close|Avenue|Gardens|Grove|Drive|Walk|Way|Park|Estate|HOUSE|COURT|LODGE|POINT|HEIGHTS|TOWER|ROAD|STREET),? ?$",
    )
});

/// Any street or block in the text, so that a unit alone leads there.
static SOMEWHERE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i:\b(?:road|street|lane|avenue|close|crescent|gardens|terrace|mews))\b|\b[A-Z][a-z]+ (?:House|Court|Lodge|Point|Heights|Tower|Mansions|Estate|Drive|Way|Grove|Walk)\b",
    )
});

impl Detector for UnitAddress {
    fn id(&self) -> DetectorId {
        DetectorId::new("unit-address")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut reached = 0;
        for found in plain.captures(&UNIT) {
            let (Some(unit), is_home) = (found.get(0), found.get(1).is_some()) else { continue };
            if unit.start() < reached
                || plain.is_part_of_word(&unit.range())
                || is_public(plain, unit.start())
            {
                continue;
            }
            let after = building_after(plain, unit.end(), is_home);
            let before = building_before(plain, unit.start());
            let is_somewhere = is_home && unit.as_str().bytes().any(|b| b.is_ascii_digit());
            // `flat a mess`: a small letter numbers a flat only where the building follows a comma.
            let is_small = unit.as_str().ends_with(|last: char| last.is_ascii_lowercase())
                && !unit.as_str().bytes().any(|byte| byte.is_ascii_digit());
            if is_small && (after.is_none() || !plain.after(unit.end(), 1).starts_with(',')) {
                continue;
            }
            let (range, confidence) = match (after, before) {
                (Some(end), Some(start)) => (start..end, 950),
                (Some(end), None) => (unit.start()..end, 940),
                (None, Some(start)) => (start..unit.end(), 900),
                (None, None) if is_somewhere && plain.matches(&SOMEWHERE) => (unit.range(), 700),
                (None, None) => continue,
            };
            let end = with_further_unit(plain, range.end);
            reached = end;
            let sentence = "Has the form of a flat, room or unit in a building";
            out.extend(plain.hit(range.start..end, Kind::Address, sentence, confidence));
        }
    }
}

/// Interview rooms and custody cells are nobody's home.
fn is_public(plain: &Plain<'_>, start: usize) -> bool {
    let before = plain.before(start, 14).to_ascii_lowercase();
    [
        "interview ",
        "custody ",
        "court ",
        "consultation ",
        "control ",
        "holding ",
        "briefing ",
        "meeting ",
        "police ",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// Where the building after a unit ends.
fn building_after(plain: &Plain<'_>, unit_end: usize, is_home: bool) -> Option<usize> {
    let text = plain.text();
    let link = LINK.find(text.get(unit_end..)?)?;
    let mut at = unit_end + link.end();
    let is_linked = !link.as_str().trim().is_empty();
    // `Flat 2, 19 Danvers Court`: a house number comes first.
    let first = next_word(text, at)?;
    if let Some(house) = house_number_at(text, first.start) {
        at = house.end;
    }
    if let Some((name, kind)) = name_at(plain, at) {
        let is_small = text.get(name.clone())?.starts_with(|first: char| first.is_lowercase());
        if kind != Ending::Lodging || !is_small {
            return Some(lodging_after(plain, at).map_or(name.end, |end| end.max(name.end)));
        }
    }
    if let Some(end) = lodging_after(plain, at) {
        return Some(end);
    }
    // A flat in a block whose name ends otherwise: `Flat 6 Pendrell`.
    let end = capitals_after(text, at)?;
    (is_home && !is_linked && at == unit_end + link.end()).then_some(end)
}

/// Where capitalised words that name a lodging end: `Hotel Carlingford`, `Hanger Lane Travel Inn`.
fn lodging_after(plain: &Plain<'_>, at: usize) -> Option<usize> {
    let text = plain.text();
    let end = capitals_after(text, at)?;
    let words = text.get(at..end)?;
    let lodging = words.split_whitespace().any(|word| ending(word) == Some(Ending::Lodging));
    lodging.then_some(end)
}

/// Where up to five capitalised words after `at` end.
fn capitals_after(text: &str, at: usize) -> Option<usize> {
    let (mut end, mut from) = (None, at);
    for _ in 0..5 {
        let Some(word) = next_word(text, from) else { break };
        let spelling = text.get(word.clone())?;
        if spelling.len() < 3 || !spelling.starts_with(char::is_uppercase) {
            break;
        }
        (from, end) = (word.end, Some(word.end));
    }
    end
}

/// Where the block right before a unit begins.
fn building_before(plain: &Plain<'_>, start: usize) -> Option<usize> {
    let window = plain.before(start, 60);
    let found = BLOCK_BEFORE.find(window)?;
    Some(start - window.len() + found.start())
}

/// `Block D, Rainham Foyer, room 12`: a further unit after the building.
fn with_further_unit(plain: &Plain<'_>, end: usize) -> usize {
    let rest = plain.after(end, 24);
    let Some(gap) = rest.strip_prefix(", ").map(|more| rest.len() - more.len()) else { return end };
    match UNIT.find(rest) {
        Some(unit) if unit.start() == gap => end + unit.end(),
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "a domestic at [ADDRESS:Flat 6, Pendrell House], E9 4ZX; [ADDRESS:flat 19 Tamar Lodge] E15",
            "outside [ADDRESS:Ashby Court, flat 22] when; [ADDRESS:Flat C, 201 Larkhill Gardens], SW4",
            "entered [ADDRESS:Room 9, Hotel Carlingford], Lewisham; [ADDRESS:Room 214, Hanger Lane Travel Inn].",
            "to [ADDRESS:Block D, Rainham Foyer, room 12], to a male; fight, [ADDRESS:Unit 4, Harts Trading Estate], Barking",
            "firm at [ADDRESS:Arch 12, Loxley Way]. [ADDRESS:FLAT 40, WREN BUILDINGS], BERMONDSEY",
            "on [ADDRESS:pitch 14, Riverside Caravan Park]; [ADDRESS:stall 12, Ridley Road Market]",
            "[ADDRESS:Flat 2, 19 Danvers Court] is hers, [ADDRESS:flat 22] was not",
            "[ADDRESS:Apt 4B, Sable Court]; [ADDRESS:Flat 3\u{a0}Jubilee Lodge]; [ADDRESS:Flat 6\nPendrell House]",
            "[ADDRESS:flat b, 14 regent st]; [ADDRESS:Flat 3/2, 41 Argyle Place], Glasgow; [ADDRESS:room 12 at the Ibis] and [ADDRESS:flat 5, 12 withy close]",
        ] {
            check(&UnitAddress, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "interview room 2, Lewisham Police Station; custody cell 4; room 3 of 5",
            "Unit 4 was sent; block 3 of the form; the flat above hers; flat 22 was dark",
            "unit MO19 on Green Lane; Room 3, Crown Court; shop 4 times",
            "a flat battery; flat a mess; in flat a, she said; Plot thickened; suite A",
        ] {
            check(&UnitAddress, text);
        }
    }
}
