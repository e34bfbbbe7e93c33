//! Names that show by themselves: a listed forename and a surname, initials and a surname,
//! "Surname, Forename", a listed name alone.

use crate::detect::lexicon::{Class, CueSort};
use crate::detect::name::{Name, Sign, place_follows, read};
use crate::detect::words::{Gap, Shape, Word, Words};
use crate::detect::{Detector, DetectorId, Evidence, Hit, Kind, Passage, Why};

pub(crate) struct FullName;

impl Detector for FullName {
    fn id(&self) -> DetectorId {
        DetectorId::new("full-name")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let words = passage.words;
        let mut at = 0;
        while at < words.len() {
            let Some((name, sentence, confidence_permille)) = name_at(words, at) else {
                at += 1;
                continue;
            };
            if let Some(span) = words.span(name.first, name.last) {
                let why = Why::new(sentence, Evidence::Itself);
                out.push(Hit { span, kind: kind_of(words, name), why, confidence_permille });
            }
            at = name.last + 1;
            if let Some(next) = joined_name(words, name).filter(|_| confidence_permille >= 700) {
                if let Some(span) = words.span(next.first, next.last) {
                    let why = Why::new("Stands in one list with a name", Evidence::Itself);
                    out.push(Hit { span, kind: kind_of(words, name), why, confidence_permille: 650 });
                }
                at = next.last + 1;
            }
        }
    }
}

/// "Thea and Oyin": a word that is no other word, joined to a name.
fn joined_name(words: &Words, name: Name) -> Option<Name> {
    let joiner = name.last + 1;
    let at = if words.get(joiner)?.gap == Gap::Ampersand {
        joiner
    } else if words.key(joiner) == "and" && words.get(joiner)?.gap == Gap::Space {
        joiner + 1
    } else {
        return None;
    };
    let word = words.get(at)?;
    let unknown = word.shape == Shape::Title
        && word.is_capital()
        && !word.is(Class::ORDINARY)
        && !word.is(Class::PLACE_OR_BODY)
        && !word.is(Class::CALENDAR);
    read(words, at, Sign::Likely).filter(|_| unknown && !place_follows(words, name.last))
}

fn name_at(words: &Words, at: usize) -> Option<(Name, &'static str, u16)> {
    let word = words.get(at)?;
    if word.gap == Gap::Hyphen || word.in_phrase || word.shape == Shape::Number {
        return None;
    }
    if let Some(name) = surname_first(words, at) {
        return Some((name, "Has the form “Surname, Forename”", 800));
    }
    if let Some(name) = dotted_initials(words, at) {
        return Some((name, "Looks like somebody's initials", 800));
    }
    let name = read(words, at, Sign::Likely)?;
    if name.last > name.first { several_parts(words, name) } else { alone(words, name) }
}

/// "T.J." alone, if it is no usual abbreviation.
fn dotted_initials(words: &Words, at: usize) -> Option<Name> {
    const ABBREVIATIONS: &[&str] = &[
        "uk", "us", "usa", "eu", "uae", "ie", "eg", "am", "pm", "nb", "ps", "pc", "dc", "ds", "di", "io",
        "ip", "ap", "id", "dob", "bwv", "bwvc", "cctv", "tv", "ac", "dc", "aka", "asap", "rip", "phd", "ba",
        "bsc", "ma", "qc", "kc", "mp", "ok", "no", "na", "nfa", "nhs", "gp", "iv", "ii", "iii", "vi", "pa",
        "pp", "cc", "po", "ad", "bc", "ca",
    ];
    let initial = |n: usize| words.get(n).is_some_and(|word| word.shape == Shape::Initial && !word.shouted);
    if !initial(at) {
        return None;
    }
    let mut last = at;
    let mut spelled = words.key(at).to_owned();
    while initial(last + 1) && words.get(last + 1).is_some_and(|word| word.gap == Gap::Dot && !word.opens) {
        last += 1;
        spelled.push_str(words.key(last));
    }
    let name_goes_on = words.get(last + 1).is_some_and(|next| {
        matches!(next.gap, Gap::Dot | Gap::Space) && next.shape == Shape::Title && !next.is(Class::ORDINARY)
    });
    let fits = last > at
        && (2..=3).contains(&spelled.len())
        && !name_goes_on
        && !ABBREVIATIONS.contains(&spelled.as_str());
    fits.then_some(Name { first: at, last, looks_it: true })
}

/// "Tariq Chaudhry", "K. Hamilton".
fn several_parts(words: &Words, name: Name) -> Option<(Name, &'static str, u16)> {
    let first = words.get(name.first)?;
    let last = words.get(name.last)?;
    if is_placed(words, name) || place_follows(words, name.last) {
        return None;
    }
    let hyphens_only =
        (name.first + 1..=name.last).all(|n| words.get(n).is_some_and(|w| w.gap == Gap::Hyphen));
    let listed =
        (name.first..=name.last).filter(|&n| words.get(n).is_some_and(|w| w.is(Class::NAME))).count();
    if hyphens_only {
        return (listed > 0 && first.is_capital() && last.is_capital()).then_some((
            name,
            "Looks like a double-barrelled name",
            700,
        ));
    }
    let doubtful_last = last.is(Class::AFTER) || last.is(Class::PLACE_OR_BODY) && !last.is(Class::SURNAME);
    if first.shape == Shape::Initial || words.key(name.first).len() == 1 {
        let dotted = words.get(name.first + 1).is_some_and(|next| next.gap == Gap::Dot);
        let plain = last.is(Class::ORDINARY) && !last.is(Class::SURNAME);
        let only_initials = last.shape == Shape::Initial;
        if only_initials || plain || doubtful_last && !dotted || !last.is_capital() && !last.is(Class::NAME) {
            return None;
        }
        // "Section B Okafor", "Flat D Hurst": a label, not an initial.
        let labels = name.first.checked_sub(1).is_some_and(|n| {
            matches!(
                words.key(n),
                "section"
                    | "schedule"
                    | "flat"
                    | "unit"
                    | "annex"
                    | "appendix"
                    | "part"
                    | "code"
                    | "team"
                    | "grade"
                    | "block"
                    | "option"
                    | "class"
                    | "vitamin"
                    | "plan"
            )
        });
        return (!labels).then_some((
            name,
            "Looks like initials and a surname",
            if last.is(Class::NAME) { 900 } else { 750 },
        ));
    }
    if first.is(Class::FORENAME) && !(first.is(Class::FUNCTION) && first.opens) {
        let sure = match (last.is(Class::SURNAME), first.is(Class::COMMON) || first.is(Class::PLACE)) {
            (true, false) => 950,
            (false, false) => 850,
            (true, true) => 820,
            (false, true) => 650,
        };
        let sure = if doubtful_last { sure.min(700) } else { sure };
        return Some((name, "Looks like a forename and a surname", sure));
    }
    if listed >= 1 && first.is_capital() && !first.is(Class::COMMON) {
        let opens_plain = first.opens && !first.is(Class::NAME);
        return Some((name, "Looks like a full name", if opens_plain { 600 } else { 750 }));
    }
    None
}

/// A listed name that is no ordinary word, alone: "Benji", "Precious".
fn alone(words: &Words, name: Name) -> Option<(Name, &'static str, u16)> {
    let word = words.get(name.first)?;
    let long = words.key(name.first).len() >= 3;
    let plain = word.is(Class::ORDINARY)
        || word.is(Class::PLACE_OR_BODY)
        || word.is(Class::CALENDAR)
        || word.is(Class::AFTER)
        || word.is(Class::PARTICLE);
    if word.shape == Shape::Initial || !word.is(Class::NAME) || place_follows(words, name.last) {
        return None;
    }
    if plain {
        return speaks(words, name, word);
    }
    if !long && !word.is(Class::FORENAME) {
        return None;
    }
    if !word.is_capital() {
        // In capitals or lower case throughout, one listed word says less.
        let lower = word.shape == Shape::Lower && words.is_lower_case() && words.key(name.first).len() >= 4;
        return (word.shouted && long || lower && word.is(Class::FORENAME)).then_some((
            name,
            "Is a listed name",
            550,
        ));
    }
    if is_abbreviation(words, word, name.first) {
        return None;
    }
    let before_capital = words.get(name.last + 1).is_some_and(|next| {
        next.gap == Gap::Space && next.is_capital() && next.is(Class::COMMON) && next.shape == Shape::Title
    });
    if before_capital && is_placed(words, name) {
        return None;
    }
    Some((name, "Is a listed name", if word.is(Class::FORENAME) { 780 } else { 700 }))
}

/// A name that is an ordinary word too, where the words behind it say that it is a person.
fn speaks(words: &Words, name: Name, word: &Word) -> Option<(Name, &'static str, u16)> {
    let next = words.get(name.last + 1);
    let acts =
        next.is_some_and(|next| next.gap == Gap::Space && next.is(Class::VERB) && next.shape == Shape::Lower);
    let named_thing = next.is_some_and(|next| next.gap == Gap::Space && next.is_capital());
    let article = name.first.checked_sub(1).is_some_and(|n| {
        matches!(words.key(n), "the" | "a" | "an" | "this" | "that" | "any" | "no" | "every" | "each")
            || words.get(n).is_some_and(|before| before.shape == Shape::Title && before.is(Class::COMMON))
    });
    let forename = word.is(Class::FORENAME) && word.shape == Shape::Title && word.is_capital();
    let doubtful = word.is(Class::FUNCTION) || word.is(Class::CALENDAR) || word.is(Class::PLACE_OR_BODY);
    if !forename || doubtful || article || word.opens && !acts {
        return None;
    }
    if acts || word.possessive {
        return Some((name, "Is a listed name and speaks or acts", 650));
    }
    (!named_thing).then_some((name, "Is a listed name", 560))
}

/// Three capitals or fewer amid small letters: more likely an abbreviation.
fn is_abbreviation(words: &Words, word: &Word, at: usize) -> bool {
    word.shape == Shape::Upper && words.key(at).len() <= 3
}

/// "Okafor, Daniel": a word that looks like a surname, a comma, a listed forename, and no more.
fn surname_first(words: &Words, at: usize) -> Option<Name> {
    let surname = words.get(at)?;
    let forename = words.get(at + 1)?;
    let looks_it =
        surname.is(Class::SURNAME) && !surname.is(Class::COMMON) && !surname.is(Class::PLACE_OR_BODY);
    // A list of people looks alike: "Ward, Ali and McBride", "Tariq, Hasan".
    let upper = surname.shape == Shape::Upper && !surname.shouted && words.key(at).len() > 3;
    let listed = surname.is(Class::FORENAME) && !upper;
    let fits = forename.gap == Gap::Comma
        && forename.is(Class::FORENAME)
        && !forename.is(Class::ORDINARY)
        && forename.shape == Shape::Title
        && forename.is_capital();
    let goes_on = words.get(at + 2).is_some_and(|next| {
        matches!(next.gap, Gap::Comma | Gap::Ampersand)
            || next.gap == Gap::Space
                && (matches!(words.key(at + 2), "and" | "or") || next.is_capital() && next.is(Class::SURNAME))
    });
    (fits && (upper || looks_it && !listed) && surname.is_capital() && surname.is_word() && !goes_on)
        .then_some(Name { first: at, last: at + 1, looks_it: true })
}

/// "in Victoria", "at Charlotte Rose": a place, unless the forename is no place.
fn is_placed(words: &Words, name: Name) -> bool {
    let last_is_place =
        words.get(name.last).is_some_and(|word| word.is(Class::AFTER) || word.is(Class::PLACE_OR_BODY));
    let before = name.first.checked_sub(1);
    last_is_place
        && before.is_some_and(|n| {
            matches!(
                words.key(n),
                "in" | "at"
                    | "near"
                    | "outside"
                    | "to"
                    | "from"
                    | "on"
                    | "of"
                    | "through"
                    | "via"
                    | "around"
                    | "the"
                    | "into"
                    | "nr"
                    | "by"
                    | "opposite"
                    | "along"
                    | "towards"
                    | "behind"
            ) && words.get(name.first).is_some_and(|word| word.gap == Gap::Space)
        })
}

/// By the nearest cue before the name in the same sentence; the public otherwise.
fn kind_of(words: &Words, name: Name) -> Kind {
    let near = (name.first.saturating_sub(3)..name.first).rev();
    for n in near {
        if let Some((cue, _)) = words.cue(n)
            && cue.sort != CueSort::Title
        {
            return cue.kind;
        }
    }
    Kind::Public
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for text in [
            "with my housemates [PUBLIC:Thea] and [PUBLIC:Oyinka]; gives initials [PUBLIC:T.J]. only",
            "told [PUBLIC:Tariq Chaudhry] and [PUBLIC:Thi Huong Pham] that",
            "[PUBLIC:K. Hamilton] said and [PUBLIC:J. T. Morris] left",
            "[PUBLIC:Grace Okafor] left; then [PUBLIC:Bill London] came",
            "[PUBLIC:OKAFOR, Daniel] was named",
            "He was with [PUBLIC:Benji] and [PUBLIC:Precious].",
            "[PUBLIC:Ollie Park] searched him near Victoria Park",
            "SEEN WITH [PUBLIC:SHANICE BROWN] AT THE BACK OF THE SHOP",
        ] {
            check(&FullName, text);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "at Victoria Station and King's Cross, St Thomas' Hospital",
            "In March 2020 on Church Street in Reading.",
            "Will the officer attend? May I? Grace period.",
            "Section 18, Taser, Snaresbrook Crown Court, PC World",
            "The Mental Health Act and the Police Federation.",
            "AT THE STATION HE WAS TOLD TO WAIT FOR A LONG TIME",
            "Charlotte Street and Alexandra Road were closed.",
        ] {
            check(&FullName, text);
        }
    }
}
