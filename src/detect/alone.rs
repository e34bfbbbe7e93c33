//! Whether a single part of a known name, by itself, stands for the person or is only a word: "May"
//! the officer, "May" the month.

use super::known::Part;
use super::lexicon::{Class, CueSort};
use super::name::place_follows;
use super::words::{Gap, Shape, Words};

/// Whether a single part of a name, with nothing else of it beside, is the name and not a word.
pub(crate) fn stands_alone(
    words: &Words,
    first: usize,
    last: usize,
    at: usize,
    part: &Part,
    others: u32,
) -> bool {
    let Some(word) = words.get(at) else { return false };
    if word.in_phrase || place_follows(words, last) {
        return false;
    }
    let whole_surname = part.is_surname && word.shape == Shape::Title && word.is_capital() && !word.opens;
    if part.class.any(Class::PARTICLE) && !part.class.any(Class::SURNAME) && others == 0 && !whole_surname {
        return false;
    }
    let doubtful = word.is(Class::ORDINARY)
        || word.is(Class::PLACE_OR_BODY)
        || word.is(Class::CALENDAR)
        || words.cue(at).is_some();
    if !word.is_capital() {
        if word.shouted && doubtful {
            let goes_on = words.get(last + 1).is_some_and(|next| {
                next.gap == Gap::Space && (next.is(Class::VERB) || next.is(Class::FUNCTION))
            });
            return follows_cue(words, first) || word.possessive || word.opens && goes_on && part.is_surname;
        }
        return !doubtful && (words.key(at).len() >= 3 || word.shouted && !part.class.any(Class::PARTICLE));
    }
    if !doubtful {
        return true;
    }
    if others > 0 || follows_cue(words, first) {
        return true;
    }
    let next = words.get(last + 1);
    let number_near = next.is_some_and(|w| w.gap == Gap::Space && w.shape == Shape::Number)
        || first.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|w| w.shape == Shape::Number);
    if word.is(Class::CALENDAR) && (number_near || is_placed(words, first)) {
        return false;
    }
    if word.is(Class::PLACE_OR_BODY) && is_placed(words, first) {
        return false;
    }
    if next
        .is_some_and(|w| w.gap == Gap::Space && w.is_capital() && w.is(Class::COMMON) && !w.is(Class::NAME))
    {
        return false;
    }
    if !word.opens {
        return true;
    }
    let acts = next.is_some_and(|w| w.gap == Gap::Space && w.is(Class::VERB) && w.shape == Shape::Lower);
    let modal = word.is(Class::FUNCTION);
    let bracketed = word.gap == Gap::Bracket && next.is_none_or(|w| w.gap != Gap::Space);
    word.possessive
        || acts && !(modal && next.is_some_and(|_| matches!(words.key(last + 1), "have" | "has")))
        || bracketed
}

/// "in May", "at Reading": a month or a place and no person.
fn is_placed(words: &Words, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|n| {
        matches!(
            words.key(n),
            "in" | "at"
                | "near"
                | "from"
                | "to"
                | "of"
                | "outside"
                | "around"
                | "since"
                | "until"
                | "during"
                | "through"
                | "via"
                | "on"
                | "the"
                | "into"
                | "towards"
        ) && words.get(first).is_some_and(|word| word.gap == Gap::Space)
    })
}

fn follows_cue(words: &Words, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|n| {
        let near = words.get(first).is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Dot | Gap::Line));
        near && words.cue(n).is_some_and(|(cue, _)| cue.sort != CueSort::Role)
    })
}
