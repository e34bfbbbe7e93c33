//! Words with a capital that are on no list and do what persons do: "Szczepanek says", "Tsegay's
//! account".

use crate::detect::lexicon::Class;
use crate::detect::name::{Name, Sign, place_follows, read};
use crate::detect::words::{Gap, Shape, Word};
use crate::detect::{Detector, DetectorId, Evidence, Hit, Kind, Passage, Why};

pub(crate) struct Speaker;

impl Detector for Speaker {
    fn id(&self) -> DetectorId {
        DetectorId::new("speaker")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let words = passage.words;
        let mut from = 0;
        for (at, word) in words.iter() {
            if at < from {
                continue;
            }
            if word.shape != Shape::Title
                || !word.is_capital()
                || word.span.byte_len() < 3
                || place_follows(words, at)
            {
                continue;
            }
            let Some(name) = read(words, at, Sign::Likely) else { continue };
            if let Some(hit) = aged(passage, name) {
                out.push(hit);
                from = name.last + 1;
                continue;
            }
            if !is_unknown(word) {
                continue;
            }
            let next = words.get(name.last + 1);
            let acts = next
                .filter(|next| next.gap == Gap::Space && next.shape == Shape::Lower && next.is(Class::VERB));
            let Some(span) = words.span(name.first, name.last) else { continue };
            if let Some(verb) = acts {
                let why = Why::new("Is no ordinary word and stands before “{}”", Evidence::Words(verb.span));
                let sure = if word.opens { 650 } else { 720 };
                out.push(Hit { span, kind: Kind::Public, why, confidence_permille: sure });
            } else if words.get(name.last).is_some_and(|last| last.possessive) {
                let why =
                    Why::new("Is no ordinary word and something is said to be its own", Evidence::Itself);
                out.push(Hit { span, kind: Kind::Public, why, confidence_permille: 620 });
            }
        }
    }
}

/// "Ada (10) was upset", "Levi Scott, 22, says": somebody's age.
fn aged(passage: &Passage<'_>, name: Name) -> Option<Hit> {
    let words = passage.words;
    let begins = words.get(name.first)?;
    let age = words.get(name.last + 1)?;
    let number = age.span.of(passage.text)?;
    let years = number.parse::<u8>().is_ok_and(|years| (1..110).contains(&years));
    let closed = |close: char| passage.text.get(age.span.end()..).is_some_and(|rest| rest.starts_with(close));
    let fits = match age.gap {
        Gap::Bracket => closed(')'),
        Gap::Comma => closed(','),
        Gap::Start
        | Gap::Space
        | Gap::Line
        | Gap::Hyphen
        | Gap::Dot
        | Gap::Colon
        | Gap::Ampersand
        | Gap::Slash
        | Gap::Quote
        | Gap::Break => false,
    };
    let plain = begins.is(Class::ORDINARY) || begins.is(Class::PLACE_OR_BODY) || begins.is(Class::CALENDAR);
    let name_like = begins.shape == Shape::Title && begins.is_capital() && (!plain || name.last > name.first);
    let why = Why::new("Stands before an age, “{}”", Evidence::Words(age.span));
    let span = words.span(name.first, name.last)?;
    (years && fits && name_like).then_some(Hit { span, kind: Kind::Public, why, confidence_permille: 820 })
}

fn is_unknown(word: &Word) -> bool {
    word.is_capital()
        && word.shape == Shape::Title
        && !word.in_phrase
        && word.gap != Gap::Hyphen
        && !word.is(Class::ORDINARY)
        && !word.is(Class::NAME)
        && !word.is(Class::PLACE_OR_BODY)
        && !word.is(Class::CALENDAR)
        && !word.is(Class::AFTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        check(&Speaker, "[PUBLIC:Adaora] (10) was upset. [PUBLIC:Levi Scott], 22, left.");
        check(&Speaker, "[PUBLIC:Szczepanekov] says that [PUBLIC:Tsegaybo]'s account is wrong");
    }

    #[test]
    fn leaves() {
        for text in [
            "London is big. The Officer says so.",
            "Centrex Ltd. Tesco says",
            "Complainant's account",
            "Exhibit (10) and Room 12, 14, 16",
            "In May, 22, he left",
            "Yesterday was fine",
        ] {
            check(&Speaker, text);
        }
    }
}
