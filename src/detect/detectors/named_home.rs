//! Homes without a number: a named house before its street, a block where somebody is said to
//! live, and a bare number (`no. 8`) whose street is in the text.

use std::sync::LazyLock;

use crate::detect::plain::Collector;
use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct NamedHome;

/// `Rose Cottage, Church Lane`.
static HOUSE_AND_STREET: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?:The )?(?:[A-Z][A-Za-z'-]+ ){0,2}(?:Cottage|Farm|Farmhouse|Lodge|House|Barn|Bungalow|Villa|Vicarage|Rectory|Manor|Oast|Grange|Mill|Stables)[,]? (?:[A-Z][A-Za-z'-]+ ){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Drive|Crescent|Gardens|Grove|Mews|Terrace|Way|Walk|Hill|Row|Place|Square)\b",
    )
});

/// A house by any name before its street, after words that say somebody lives there.
static HOME_AND_STREET: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b((?i:(?:lives?|lived|living|resides?|residing|home|stays|staying|moved) (?:at|in|to)|(?:home )?address(?: is|:)?)) ((?:The )?(?:[A-Z][A-Za-z'-]+ ?){1,3}, (?:[A-Z][A-Za-z'-]+ ){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Drive|Crescent|Gardens|Grove|Mews|Terrace|Way|Walk|Hill|Row|Place|Square))\b",
    )
});

/// A block after words that place somebody's home in it.
static BLOCK: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b((?i:(?:stairwell|landing|lift|lobby|balcony|roof|foyer|communal (?:area|hallway|door|stairs)|residents?|tenants?|caretaker|concierge|flats?) (?:of|at|in)|(?:lives?|lived|living|resides?|residing|home) (?:at|in)))(?: the)? ((?:[A-Z][A-Za-z'-]+ ){1,3}(?:House|Court|Heights|Point|Tower|Towers|Lodge|Mansions|Buildings|Cottage|Farm|HOUSE|COURT|HEIGHTS|POINT|TOWER|LODGE))\b",
    )
});

/// A farm or a cottage by its name: whoever knows it knows who lives there.
static FARM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b(?i:(?:at|of|from|to|near|outside|behind|by|on|in|for)(?: the)?) ((?:[A-Z][A-Za-z'-]+ ){1,3}(?:Farm|Farmhouse|Cottages?|Barton|Vicarage|Rectory|Smallholding|FARM|FARMHOUSE|COTTAGES?|VICARAGE|RECTORY))\b",
    )
});

/// Quarters and grounds that are called so, and what is no home.
static NO_FARM: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:broadwater|chalk|worthy|city|wind|solar|craven|swiss|animal) (?:farm|cottage)$")
});

/// What goes on from the name of a farm to that of a street or a district.
static GOES_ON: LazyLock<Rule> = LazyLock::new(|| {
    pattern(r"(?i)^ (?:road|rd|street|lane|close|drive|avenue|way|estate|park|shop|crescent|hospital)\b")
});

/// A bare number where somebody is said to live: `lives at 83`, `She is at 14.`
static BARE_NUMBER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b((?:lives?|lived|living|resides?|residing|(?:s?he|they|caller|complainant|compl|neighbour) (?:is|are)) (?:alone |still |now )?at) ([0-9]{1,3}[a-z]?)(?:[.,;)\n]|$| and )",
    )
});

/// A number alone: `at no. 8`, `outside number 12`.
static NUMBER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?ix)\b(at|of|outside|o/s|from|to|into|opposite|near|next\sto|neighbours?|between|and|by|door\sof|visited|entered) \s ((?:no\.\s?|nos\.\s?|no\s|number\s) [0-9]{1,3}[a-z]?) \b",
    )
});

static STREET: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"\b[A-Z][A-Za-z'-]* (?i:road|rd|street|lane|avenue|ave|close|crescent|gardens|terrace|mews|grove|drive|walk)\b",
    )
});

/// Numbers of other things.
static OTHER_NUMBER: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:collar|shoulder|warrant|badge|platform|bus|cell|exhibit|reference|ref|allegation|bay|gate|officer)s?[ ,]*$",
    )
});

/// Buildings of courts, police and councils.
static PUBLIC: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:police|crown|magistrates'?|county|high|youth|family|coroner'?s|supreme|custody|station|town|hospital)\b",
    )
});

impl Detector for NamedHome {
    fn id(&self) -> DetectorId {
        DetectorId::new("named-home")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let mut hits = Collector::new(out);
        for found in plain.find(&HOUSE_AND_STREET) {
            let house = found.as_str().split(',').next().unwrap_or("");
            // Without a comma the first capital may only open a sentence: `The Farm Road`.
            if house.len() < found.len() && !PUBLIC.is_match(house) {
                let sentence = "Has the form of a named house and its street";
                hits.add(plain.hit(found.range(), Kind::Address, sentence, 850));
            }
        }
        for found in plain.captures(&HOME_AND_STREET) {
            let (Some(cue), Some(home)) = (found.get(1), found.get(2)) else { continue };
            if !PUBLIC.is_match(home.as_str()) {
                let sentence = "A house and its street, after “{}”";
                hits.add(plain.hit_by(cue.range(), home.range(), Kind::Address, sentence, 850));
            }
        }
        for found in plain.captures(&BLOCK) {
            let (Some(cue), Some(block)) = (found.get(1), found.get(2)) else { continue };
            if !PUBLIC.is_match(block.as_str()) {
                let sentence = "The name of a building after “{}”";
                hits.add(plain.hit_by(cue.range(), block.range(), Kind::Address, sentence, 750));
            }
        }
        for found in plain.captures(&FARM) {
            let Some(farm) = found.get(1) else { continue };
            let is_home = !NO_FARM.is_match(farm.as_str()) && !GOES_ON.is_match(plain.after(farm.end(), 12));
            if is_home {
                hits.add(plain.hit(farm.range(), Kind::Address, "Is the name of a farm or a cottage", 750));
            }
        }
        let near = plain.around_digits(1, 32, 6);
        for found in plain.captures_near(&BARE_NUMBER, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            let is_amount = plain.after(number.end() + 1, 1).starts_with(|next: char| next.is_ascii_digit());
            let says_lives =
                ["liv", "resid"].iter().any(|word| cue.as_str().to_ascii_lowercase().starts_with(word));
            if !is_amount && (says_lives || plain.matches(&STREET)) {
                let sentence = "A house number after “{}”";
                hits.add(plain.hit_by(cue.range(), number.range(), Kind::Address, sentence, 750));
            }
        }
        for found in plain.captures_near(&NUMBER, &near) {
            let (Some(cue), Some(number)) = (found.get(1), found.get(2)) else { continue };
            let goes_on = plain.after(number.end(), 3);
            let is_count = goes_on.starts_with(['/', ':', '-', '%']) || goes_on.starts_with(" of");
            let is_other = OTHER_NUMBER.is_match(plain.before(number.start(), 20));
            if !is_count && !is_other && plain.matches(&STREET) {
                let sentence = "A house number after “{}”; its street is in the text";
                hits.add(plain.hit_by(cue.range(), number.range(), Kind::Address, sentence, 750));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "home at [ADDRESS:The Willows, Sandy Lane], Ormskirk",
            "77, of [ADDRESS:Rose Cottage, Church Lane], Ham",
            "[ADDRESS:The Old Rectory, Mill Street] and [ADDRESS:Ivy Farm, Long Lane]",
            "in the stairwell of [ADDRESS:Gladwyn Heights] on 11; lives in [ADDRESS:Tamar Lodge] with",
            "Quillan Street is quiet, but at [ADDRESS:no. 8] and outside [ADDRESS:number 12] not",
            "LIVES AT [ADDRESS:GLADWYN HEIGHTS]",
            "guns taken from [ADDRESS:Sike Farm], quad at [ADDRESS:HIGH GILL FARM] and post to [ADDRESS:Higher Trewint Barton]",
            "brother who lives at [ADDRESS:83]. In Elm Road she is at [ADDRESS:14a], he at another",
        ] {
            check(&NamedHome, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "flats in Police House, staff at Crown Court, lives in Lewisham",
            "at no. 8 alone; no street here; she is at 14. He lives at 3.5 miles",
            "on Broadwater Farm, in Swiss Cottage, at Marsh Farm Estate, the farm at home, at Craven Cottage",
            "by collar no. 812 on Quillan Street; from no. 3 of 5 on High Road",
            "Jubilee House was closed. Officers at Empress House; at no time; Church Lane",
        ] {
            check(&NamedHome, text);
        }
    }
}
