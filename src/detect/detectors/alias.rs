//! What somebody goes by, in quotation marks: `known as "Trigger"`.

use std::sync::LazyLock;

use crate::detect::rule::{Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};

pub(crate) struct Alias;

static QUOTED: LazyLock<Rule> = LazyLock::new(|| {
    pattern(
        r#"(?x)(?i:\b(known(?:\slocally|\sonly|\salso|\sbetter)?\s(?:as|by\sthe\sname)|a\.?k\.?a\.?|nicknamed|nickname(?:\sis|\swas|\sof)?|street\sname(?:\sis|\swas|\sof)?|alias|goes\sby(?:\sthe\sname(?:\sof)?)?|(?:calls|called|styles)\s(?:him|her)self))[\s,:]{1,3}(?:["']|“|‘)([A-Z][\w'-]{1,20}(?:\s[\w'-]{1,20})?)(?:["']|”|’)"#,
    )
});

impl Detector for Alias {
    fn id(&self) -> DetectorId {
        DetectorId::new("alias")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let plain = passage.plain;
        if !quotes_a_capital(plain.text()) {
            return;
        }
        for found in plain.captures(&QUOTED) {
            let (Some(cue), Some(name)) = (found.get(1), found.get(2)) else { continue };
            // Below what is looked for again in the case: the word is mostly an ordinary one.
            out.extend(plain.hit_by(cue.range(), name.range(), Kind::Public, "Follows “{}”", 750));
        }
    }
}

/// Whether a capital stands right after what may be a quotation mark: most texts have none, and to learn that
/// is cheaper than to search.
fn quotes_a_capital(text: &str) -> bool {
    // The last of the bytes of `‘` and `“`.
    let opens = |byte: u8| matches!(byte, b'"' | b'\'' | 0x98 | 0x9c);
    text.as_bytes().windows(2).any(|pair| pair[1].is_ascii_uppercase() && opens(pair[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for marked in [
            "Wayne Hall, known as \"[PUBLIC:Trigger]\", left",
            "a man aka '[PUBLIC:Big Tony]' and one nicknamed “[PUBLIC:Ferret]”",
            "KNOWN LOCALLY AS \"[PUBLIC:THE DUKE]\"",
        ] {
            check(&Alias, marked);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "what is known as \"the long way round\"",
            "known as a \"Hotspot\"",
            "an app called \"Radar\"",
            "known as \"Trigger",
        ] {
            check(&Alias, text);
        }
    }
}
