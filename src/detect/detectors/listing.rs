//! What rank, title and role have in common: a cue, sometimes a number, then one name or a list.

use crate::detect::lexicon::{Class, Cue, CueSort};
use crate::detect::name::{Name, Sign, read};
use crate::detect::words::{Gap, Shape, Words};
use crate::detect::{Evidence, Hit, Kind, Passage, Why};

/// How a cue announces names.
#[derive(Clone, Copy)]
pub(super) struct Announced {
    pub(super) sort: CueSort,
    pub(super) sign: Sign,
    pub(super) sentence: &'static str,
    pub(super) confidence_permille: u16,
    /// Where the words themselves do not look like a name.
    pub(super) doubtful_permille: u16,
}

/// Reports every name that follows a cue of the given sort.
pub(super) fn announced(passage: &Passage<'_>, by: Announced, out: &mut Vec<Hit>) {
    let words = passage.words;
    for (at, _) in words.iter() {
        let Some((cue, cue_first)) = words.cue(at).filter(|(cue, _)| cue.sort == by.sort) else { continue };
        let Some(begin) = name_place(words, at, cue) else { continue };
        let Some(name) = read(words, begin, by.sign) else { continue };
        let Some(evidence) = words.span(cue_first, at) else { continue };
        // "Criminal Justice Act": a title that is an everyday word announces only what looks it.
        let everyday = words.get(at).is_some_and(|word| word.is(Class::COMMON));
        if cue.sort == CueSort::Title && everyday && !name.looks_it {
            continue;
        }
        let mut report = |name: Name, kind: Kind, confidence_permille: u16| {
            if let Some(span) = words.span(name.first, name.last) {
                let why = Why::new(by.sentence, Evidence::Words(evidence));
                out.push(Hit { span, kind, why, confidence_permille });
            }
        };
        let sure = if name.looks_it { by.confidence_permille } else { by.doubtful_permille };
        report(name, cue.kind, sure);
        for (name, listed_sure) in listed(words, name, is_plural(words, at)) {
            report(name, cue.kind, listed_sure.min(sure));
        }
    }
}

fn is_plural(words: &Words, at: usize) -> bool {
    words.key(at).ends_with('s') && !matches!(words.key(at), "ps" | "ds" | "miss" | "mrs" | "ms")
}

/// Where the name of the cue that ends at `at` would begin.
fn name_place(words: &Words, at: usize, cue: Cue) -> Option<usize> {
    let sort = cue.sort;
    let mut begin = at + 1;
    let gap_fits = |gap: Gap| match sort {
        CueSort::Rank | CueSort::Title => {
            matches!(gap, Gap::Space | Gap::Line | Gap::Dot | Gap::Slash | Gap::Bracket)
        }
        CueSort::Role => {
            matches!(gap, Gap::Space | Gap::Comma | Gap::Colon | Gap::Bracket | Gap::Quote | Gap::Line)
        }
    };
    let first = words.get(begin)?;
    if words.get(at)?.possessive || !gap_fits(first.gap) {
        return None;
    }
    if cue.of && words.key(begin) == "of" && words.get(begin + 1)?.gap == Gap::Space {
        return words.get(begin + 1)?.is_capital().then_some(begin + 1);
    }
    // "PC 2231CE Okafor", "PC (422) Reid", "PC 42 WA Hurst"
    if sort == CueSort::Rank {
        let mut skipped = 0;
        while let Some(word) = words.get(begin)
            && skipped < 2
            && word.shape == Shape::Number
        {
            begin += 1;
            skipped += 1;
        }
        if skipped > 0 {
            let next = words.get(begin)?;
            let behind_number = matches!(next.gap, Gap::Space | Gap::Break | Gap::Comma) && next.is_capital();
            let name_like =
                !next.is(Class::ORDINARY) && !next.is(Class::PLACE_OR_BODY) && next.shape != Shape::Initial;
            return (behind_number && name_like).then_some(begin);
        }
    }
    Some(begin)
}

/// The names of a list that goes on after `name`: ", Ali and McBride".
fn listed(words: &Words, name: Name, plural: bool) -> Vec<(Name, u16)> {
    let mut names = Vec::new();
    let mut last = name.last;
    while let Some((begin, joiner)) = next_in_list(words, last) {
        if !plural && joiner == Joiner::Comma {
            break;
        }
        let sign = if plural { Sign::Rank } else { Sign::Likely };
        let Some(next) = read(words, begin, sign) else { break };
        // Behind one rank only a list of ranks' plural goes on; else the next must look like a name.
        let sure = next.looks_it && words.get(begin).is_some_and(|word| word.is_capital());
        let place = words.get(begin).is_some_and(|word| word.is(Class::PLACE_OR_BODY));
        if !plural && (!sure || place && next.first == next.last) {
            break;
        }
        names.push((next, if plural { 940 } else { 750 }));
        last = next.last;
    }
    names
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joiner {
    And,
    Comma,
}

/// Where the next name of a list may begin.
fn next_in_list(words: &Words, last: usize) -> Option<(usize, Joiner)> {
    let at = last + 1;
    let word = words.get(at)?;
    let and = |n: usize| matches!(words.key(n), "and" | "n");
    match word.gap {
        Gap::Ampersand => Some((at, Joiner::And)),
        Gap::Slash => Some((at, Joiner::And)),
        Gap::Comma if and(at) => Some((at + 1, Joiner::And)),
        Gap::Comma => Some((at, Joiner::Comma)),
        Gap::Space | Gap::Line if and(at) => words
            .get(at + 1)
            .is_some_and(|next| matches!(next.gap, Gap::Space | Gap::Line))
            .then_some((at + 1, Joiner::And)),
        Gap::Start
        | Gap::Space
        | Gap::Line
        | Gap::Hyphen
        | Gap::Dot
        | Gap::Colon
        | Gap::Bracket
        | Gap::Quote
        | Gap::Break => None,
    }
}
