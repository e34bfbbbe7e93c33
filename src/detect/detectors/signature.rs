//! The name under a letter or e-mail: "Regards, Tyrell", "Thanks\nTy".

use std::sync::LazyLock;

use regex::Regex;

use crate::detect::lexicon::Class;
use crate::detect::name::{Sign, read};
use crate::detect::words::Shape;
use crate::detect::{Detector, DetectorId, Evidence, Hit, Kind, Passage, Why};
use crate::text::Span;

pub(crate) struct Signature;

/// A closing phrase that fills the end of a line, or stands before a comma.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)(?:^|[.!?]\s+)((?:many |kind |best |warm |with )*(?:regards|thanks|thank you|cheers|sincerely|faithfully|yours sincerely|yours faithfully|yours truly|best wishes|yours|respectfully|signed|love|rgds|ta)(?: in advance| again)?)(?:[ \t]*[,.!:-]*[ \t]*\r?\n\s*|[ \t]*,[ \t]*)")
        .expect("a valid pattern")
});

impl Detector for Signature {
    fn id(&self) -> DetectorId {
        DetectorId::new("signature")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        for found in CLOSING.captures_iter(passage.text) {
            let (Some(whole), Some(phrase)) = (found.get(0), found.get(1)) else { continue };
            out.extend(signed(passage, phrase.range(), whole.end()));
        }
    }
}

/// The name that begins at byte `from`, if it ends its line.
fn signed(passage: &Passage<'_>, phrase: std::ops::Range<usize>, from: usize) -> Option<Hit> {
    let words = passage.words;
    let (at, word) = words.iter().find(|(_, word)| word.span.start() >= from)?;
    if word.span.start() > from || !word.is_capital() || word.is(Class::FUNCTION) {
        return None;
    }
    let alone = (word.shape == Shape::Initial).then_some(at);
    let last = read(words, at, Sign::Title).map(|name| name.last).or(alone)?;
    let span = words.span(at, last)?;
    let rest = passage.text.get(span.end()..)?.lines().next().unwrap_or("");
    let ends_line = !rest.chars().any(char::is_alphanumeric) || rest.starts_with([',', '(']);
    let evidence = Evidence::Words(Span::new(passage.text, phrase.start, phrase.end)?);
    let why = Why::new("Stands under “{}”, where a letter is signed", evidence);
    ends_line.then_some(Hit { span, kind: Kind::Public, why, confidence_permille: 900 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for text in [
            "Please look at it.\nThanks\n[PUBLIC:Ty]\n",
            "Kind regards,\n[PUBLIC:Tyrell Grant-Okoye]",
            "I await your reply. Regards, [PUBLIC:Hope]",
            "Yours faithfully\n\n[PUBLIC:J. Fonseka]\n07700 900000",
        ] {
            check(&Signature, text);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "He said thanks and left.",
            "With regards to the complaint",
            "Thanks, I will wait.",
            "Regards,\nThe officer was rude",
        ] {
            check(&Signature, text);
        }
    }
}
