//! Call signs by which an officer or a crew goes.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct CallSign;

/// A word that says somebody goes by it, then the sign: `crewed as GD21K`, `call sign Bravo 21`.
static AFTER_CUE: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r"(?x)\b((?i:call[\ -]?signs?|c/s(?:ign)?|crewed(?:\ up)?(?:\ as|\ on)?|crewing|showing\ as|posted\ (?:to|as)|driver\ of|driving|operator\ (?:of|on|for)))\b (?:\ (?:is|was|of|as))? [\s:(]{1,2} ([A-Z]{2}[0-9]{1,3}[A-Z]?|[A-Z][0-9]{2,3}[A-Z]|[A-Z]{2,5}[-\ ][0-9]{1,3}|(?:[A-Z][a-z]{3,8}\ ){1,2}[0-9]{1,3}) \b",
    )
});

/// Letters that open the names of units rather than of crews.
const UNITS: &[&str] = &["MO", "SO", "SC", "CO", "TP", "OC", "DX", "MX", "ID"];

impl Detector for CallSign {
    fn id(&self) -> DetectorId {
        DetectorId::new("call-sign")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        let near = plain.around_digits(1, 40, 4);
        for found in plain.captures_near(&AFTER_CUE, &near) {
            let (Some(cue), Some(sign)) = (found.get(1), found.get(2)) else { continue };
            let lower = cue.as_str().to_ascii_lowercase();
            let names_sign = lower.starts_with("call") || lower.starts_with("c/s");
            let is_sure = names_sign || lower.starts_with("crew");
            let confidence = if names_sign { 940 } else { 850 };
            // A driver may drive a model, `MO19` is a unit, and `LR17 KVD` is the mark of a vehicle.
            let letters = sign.as_str().bytes().take_while(u8::is_ascii_alphabetic).count();
            let is_unit = UNITS.iter().any(|unit| sign.as_str().starts_with(unit));
            let is_spoken = sign.as_str().bytes().any(|byte| byte.is_ascii_lowercase());
            let after = plain.after(sign.end(), 4).trim_start();
            let is_mark = letters == 2 && after.bytes().take_while(u8::is_ascii_uppercase).count() == 3;
            if (is_sure || (letters == 2 && !is_unit && !is_mark)) && (names_sign || !is_spoken) {
                out.extend(plain.hit_by(
                    cue.range(),
                    sign.range(),
                    Kind::Number,
                    "A call sign, after “{}”",
                    confidence,
                ));
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
            "crewed as [NUMBER:GD21K] on; driver of [NUMBER:TJ43]. The; call sign [NUMBER:ND22]",
            "crewed [NUMBER:NW22] with; call-sign [NUMBER:Bravo 21], said; operator on [NUMBER:TJ43]",
            "callsign: [NUMBER:KE31]; c/s [NUMBER:MP 21]; PC DALE C/S [NUMBER:WD42] ATT 2151; c/sign [NUMBER:WD42].",
        ] {
            check(&CallSign, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "driver of BMW X5; driving an Audi A3; posted to SO15; unit MO19; driving LR17 KVD",
            "crewed with 2 others; driving Transit 350; driver of car 12",
        ] {
            check(&CallSign, text);
        }
    }
}
