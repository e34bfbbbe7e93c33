//! Names that the columns of the case name, or that a text of the case has
//! established, in every shape: whole, surname or forename alone, initials, slips.

use crate::detect::alone::stands_alone;
use crate::detect::known::{KnownName, Part, Source};
use crate::detect::lexicon::Class;
use crate::detect::name::names_a_firm;
use crate::detect::slip::is_slip;
use crate::detect::words::{Gap, Shape, Words};
use crate::detect::{Detector, DetectorId, Evidence, Hit, Kind, Passage, Why};
use crate::sheet::CellId;

/// Searches for what [`crate::detect::Known`] holds.
pub(crate) struct KnownPeople;

impl Detector for KnownPeople {
    fn id(&self) -> DetectorId {
        DetectorId::new("known")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let anchors = Anchors::new(passage.known.names());
        let words = passage.words;
        let mut at = 0;
        let mut from = 0;
        while at < words.len() {
            match best_match(passage, &anchors, at, from) {
                Some(found) => {
                    at = found.last + 1;
                    from = at;
                    out.extend(report(passage, found));
                }
                None => at += 1,
            }
        }
    }
}

/// The parts by which a name is found, with where they belong.
struct Anchors<'k> {
    parts: Vec<(&'k Part, usize)>,
    /// The low bits of the hashes of these, one bit each: most words are none of them.
    hashes: u64,
    names: &'k [KnownName],
    /// Names of initials only, such as "T.J.".
    initials: Vec<(String, usize)>,
}

impl<'k> Anchors<'k> {
    fn new(names: &'k [KnownName]) -> Anchors<'k> {
        let mut anchors = Anchors { parts: Vec::new(), hashes: 0, names, initials: Vec::new() };
        for (n, name) in names.iter().enumerate() {
            for part in &name.parts {
                let particle = part.class.any(Class::PARTICLE)
                    && !part.class.any(Class::NAME)
                    && name.parts.iter().any(|other| other.is_surname && other.key != part.key);
                if part.key.len() >= 2 && !particle {
                    anchors.parts.push((part, n));
                    anchors.hashes |= 1 << (part.hash % 64);
                }
            }
            let initials: String = name.parts.iter().filter_map(|part| part.key.chars().next()).collect();
            if name.parts.len() >= 2 {
                anchors.initials.push((initials, n));
            }
        }
        anchors
    }
}

#[derive(Clone, Copy)]
struct Found {
    first: usize,
    last: usize,
    name: usize,
    /// How well it fits, to choose among several names.
    score: u32,
    confidence_permille: u16,
}

/// The best match that begins at word `at` or has its first anchor there.
fn best_match(passage: &Passage<'_>, anchors: &Anchors<'_>, at: usize, from: usize) -> Option<Found> {
    let words = passage.words;
    let word = words.get(at)?;
    let short = word.shape == Shape::Initial || word.shape == Shape::Upper && word.span.byte_len() <= 3;
    if short && let Some(found) = by_initials(passage, anchors, at) {
        return Some(found);
    }
    if let Some(found) = single_letter(passage, anchors, at) {
        return Some(found);
    }
    if word.shape == Shape::Initial {
        return leading_initials(words, at).and_then(|anchor| {
            let found = by_anchor(passage, anchors, anchor, from)?;
            (found.first <= at && found.last >= anchor).then_some(found)
        });
    }
    by_anchor(passage, anchors, at, from)
}

/// "Q says", where the columns know a person as "Ms Q".
fn single_letter(passage: &Passage<'_>, anchors: &Anchors<'_>, at: usize) -> Option<Found> {
    let words = passage.words;
    let word = words.get(at).filter(|word| word.shape == Shape::Initial)?;
    let key = words.key(at);
    let next = words.get(at + 1);
    let acts = next.is_some_and(|next| next.gap == Gap::Space && next.is(Class::VERB));
    if matches!(key, "a" | "i") || !(word.possessive || acts) {
        return None;
    }
    let name = anchors
        .names
        .iter()
        .position(|name| name.parts.iter().any(|part| part.is_surname && part.key == key))?;
    Some(Found { first: at, last: at, name, score: 10, confidence_permille: 800 })
}

/// The word behind one or more initials that begin at `at`.
fn leading_initials(words: &Words, at: usize) -> Option<usize> {
    let mut next = at + 1;
    while let Some(word) = words.get(next) {
        if !matches!(word.gap, Gap::Space | Gap::Dot | Gap::Line) {
            return None;
        }
        if word.shape != Shape::Initial {
            return word.is_word().then_some(next);
        }
        next += 1;
    }
    None
}

fn by_anchor(passage: &Passage<'_>, anchors: &Anchors<'_>, at: usize, from: usize) -> Option<Found> {
    let words = passage.words;
    let word = words.get(at)?;
    let key = words.key(at);
    if !word.is_word() || key.len() < 2 {
        return None;
    }
    let mut best: Option<Found> = None;
    let may_exist = anchors.hashes >> (word.hash % 64) & 1 == 1;
    let exact_exists = may_exist && anchors.parts.iter().any(|(part, _)| part.hash == word.hash);
    if !exact_exists && !may_be_slip(words, at) {
        return None;
    }
    for &(part, n) in &anchors.parts {
        let exact = part.hash == word.hash;
        if !exact && (exact_exists || !is_slip(&part.key, key)) {
            continue;
        }
        let name = &anchors.names[n];
        if let Some(found) = grow(passage, (name, n), (at, from), exact, part)
            && best.is_none_or(|other| found.score > other.score)
        {
            best = Some(found);
        }
    }
    best
}

fn may_be_slip(words: &Words, at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    !word.is(Class::ORDINARY)
        && !word.is(Class::PLACE_OR_BODY)
        && !word.is(Class::AFTER)
        && !word.in_phrase
        && (word.shape != Shape::Lower || !word.is(Class::NAME))
}

/// Grows a match of one part at word `at` to the whole name as it stands in the text, not over the
/// words before `from`.
fn grow(
    passage: &Passage<'_>,
    (name, n): (&KnownName, usize),
    (at, from): (usize, usize),
    exact: bool,
    part: &Part,
) -> Option<Found> {
    let words = passage.words;
    let mut first = at;
    let mut last = at;
    let mut score = if exact { 20 } else { 12 } + if part.is_surname { 2 } else { 0 };
    let mut parts = 1;
    let mut others = 0;
    while first > from
        && let Some(step) = before(words, name, first)
    {
        first = step.at;
        score += step.score;
        if step.known { parts += 1 } else { others += 1 }
    }
    while let Some(step) = behind(words, name, first, last) {
        last = step.at;
        score += step.score;
        if step.known { parts += 1 } else { others += 1 }
    }
    let solo = parts == 1;
    if solo && names_a_firm(words, last) {
        return None;
    }
    if solo && !stands_alone(words, first, last, at, part, others) {
        return None;
    }
    let own = name.source.cell().row == passage.cell.row;
    let from_column = !matches!(name.source, Source::Text(..));
    score += u32::from(own) + u32::from(from_column) * 2 + agreement(words, first, name.kind);
    let ambiguous = solo
        && words
            .get(at)
            .is_some_and(|w| w.is(Class::ORDINARY) || w.is(Class::PLACE_OR_BODY) || w.is(Class::CALENDAR));
    let confidence_permille = match (from_column, solo, exact) {
        _ if ambiguous => 800,
        (true, false, _) => 990,
        (true, true, true) if part.is_surname => 980,
        (true, true, true) => 930,
        (false, false, _) => 950,
        (false, true, true) => 920,
        (_, true, false) => 850,
    };
    Some(Found { first, last, name: n, score, confidence_permille })
}

struct Step {
    at: usize,
    score: u32,
    /// Whether the step is over a part of this very name.
    known: bool,
}

/// One word further to the left, if it belongs to the name.
fn before(words: &Words, name: &KnownName, first: usize) -> Option<Step> {
    let at = first.checked_sub(1)?;
    let gap = words.get(first)?.gap;
    let word = words.get(at)?;
    if word.possessive {
        return None;
    }
    let comma = gap == Gap::Comma;
    let joined =
        matches!(gap, Gap::Space | Gap::Line | Gap::Hyphen) || gap == Gap::Dot && word.span.byte_len() <= 2;
    if !joined && !comma {
        return None;
    }
    if let Some(score) = fits(words, at, name) {
        let surname_first = !comma || is_surname_of(words, at, name);
        return surname_first.then_some(Step { at, score, known: true });
    }
    if comma {
        return None;
    }
    if gap == Gap::Hyphen {
        return (word.is_word() && (word.is_capital() || !word.is(Class::ORDINARY))).then_some(Step {
            at,
            score: 0,
            known: false,
        });
    }
    if word.shape == Shape::Initial && gap != Gap::Line {
        let article = matches!(words.key(at), "a" | "i") && gap != Gap::Dot;
        return (!article && !word.shouted).then_some(Step { at, score: 0, known: false });
    }
    let forename = word.is_capital()
        && gap == Gap::Space
        && word.is_word()
        && !word.in_phrase
        && words.cue(at).is_none()
        && !word.is(Class::PLACE_OR_BODY)
        && (word.is(Class::FORENAME) && !word.is(Class::FUNCTION)
            || !word.is(Class::ORDINARY)
                && !word.is(Class::CALENDAR)
                && word.shape == Shape::Title
                && !word.opens)
        && !words.get(first).is_some_and(|anchor| anchor.is(Class::FORENAME) && !anchor.is(Class::SURNAME));
    forename.then_some(Step { at, score: 0, known: false })
}

/// One word further to the right, if it belongs to the name.
fn behind(words: &Words, name: &KnownName, first: usize, last: usize) -> Option<Step> {
    let here = words.get(last)?;
    let at = last + 1;
    let word = words.get(at)?;
    if here.possessive {
        return None;
    }
    let comma = word.gap == Gap::Comma;
    let joined = matches!(word.gap, Gap::Space | Gap::Line | Gap::Hyphen)
        || word.gap == Gap::Dot && here.span.byte_len() <= 2;
    if !joined && !comma {
        return None;
    }
    if let Some(score) = fits(words, at, name) {
        if word.shape == Shape::Initial
            && matches!(words.key(at), "i" | "a")
            && !words.get(at + 1).is_none_or(|next| next.gap != Gap::Space)
        {
            return None;
        }
        let only_surname = (first..=last).all(|n| is_surname_of(words, n, name));
        let surname_first = !comma || only_surname && word.is_word() && !is_surname_of(words, at, name);
        return surname_first.then_some(Step { at, score, known: true });
    }
    if comma {
        return None;
    }
    if word.gap == Gap::Hyphen {
        return (word.is_word() && (word.is_capital() || !word.is(Class::ORDINARY))).then_some(Step {
            at,
            score: 0,
            known: false,
        });
    }
    // Another person with the forename, or a surname that the column leaves out.
    let after_forename = here.is(Class::FORENAME) && !is_surname_of(words, last, name);
    let surname = after_forename
        && word.gap == Gap::Space
        && word.is_capital()
        && word.is_word()
        && !word.in_phrase
        && words.cue(at).is_none()
        && !word.is(Class::PLACE_OR_BODY)
        && (word.is(Class::SURNAME) || !word.is(Class::ORDINARY) && !word.is(Class::CALENDAR));
    surname.then_some(Step { at, score: 0, known: false })
}

/// How well word `at` fits a part or an initial of the name.
fn fits(words: &Words, at: usize, name: &KnownName) -> Option<u32> {
    let word = words.get(at)?;
    let key = words.key(at);
    if word.shape == Shape::Initial
        || key.len() == 1 && words.get(at + 1).is_some_and(|next| next.gap == Gap::Dot)
    {
        return name.parts.iter().any(|part| part.key.starts_with(key)).then_some(6);
    }
    if name.parts.iter().any(|part| part.hash == word.hash) {
        let plain = word.shape == Shape::Lower && word.is(Class::FUNCTION) && !word.is(Class::PARTICLE);
        return (!plain).then_some(15);
    }
    (may_be_slip(words, at) && name.parts.iter().any(|part| is_slip(&part.key, key))).then_some(9)
}

fn is_surname_of(words: &Words, at: usize, name: &KnownName) -> bool {
    name.parts.iter().any(|part| part.is_surname && part.key == words.key(at))
}

/// A name of the kind that the cue before it announces fits better.
fn agreement(words: &Words, first: usize, kind: Kind) -> u32 {
    let Some(n) = first.checked_sub(1) else { return 0 };
    match words.cue(n) {
        Some((cue, _)) if cue.kind == kind => 8,
        _ => 0,
    }
}

/// "J.T.", or "TJ" where the case knows the person by initials only.
fn by_initials(passage: &Passage<'_>, anchors: &Anchors<'_>, at: usize) -> Option<Found> {
    let words = passage.words;
    let word = words.get(at)?;
    let dotted = |n: usize| words.get(n).is_some_and(|w| w.shape == Shape::Initial && w.gap == Gap::Dot);
    let mut last = at;
    let mut spelled = words.key(at).to_owned();
    while word.shape == Shape::Initial && dotted(last + 1) && !words.get(last + 1).is_some_and(|w| w.opens) {
        last += 1;
        spelled.push_str(words.key(last));
    }
    if spelled.len() < 2
        || leading_initials(words, last).is_some_and(|n| {
            words.get(n).is_some_and(|w| w.is_capital() && w.gap != Gap::Line && !w.is(Class::ORDINARY))
        })
    {
        return None;
    }
    let (_, n) = anchors.initials.iter().find(|(initials, n)| {
        let only_initials = anchors.names[*n].parts.iter().all(|part| part.key.len() == 1);
        let from_column = !matches!(anchors.names[*n].source, Source::Text(..));
        let turned: String = initials
            .chars()
            .skip(initials.chars().count() - 1)
            .chain(initials.chars().take(initials.chars().count() - 1))
            .collect();
        let agree = *initials == spelled || turned == spelled;
        agree && (only_initials || from_column && last > at)
    })?;
    Some(Found { first: at, last, name: *n, score: 10, confidence_permille: 780 })
}

fn report(passage: &Passage<'_>, found: Found) -> Option<Hit> {
    let name = &passage.known.names()[found.name];
    let span = passage.words.span(found.first, found.last)?;
    let why = why(name.source, passage.cell, span);
    Some(Hit { span, kind: name.kind, why, confidence_permille: found.confidence_permille })
}

fn why(source: Source, cell: CellId, span: crate::text::Span) -> Why {
    let own = source.cell().row == cell.row;
    match source {
        Source::Subject(subject) if own => {
            Why::new("Matches the subject of this entry", Evidence::Cell(subject))
        }
        Source::Subject(subject) => {
            Why::new("Matches the subject of another entry of this case", Evidence::Cell(subject))
        }
        Source::Complainant(complainant) if own => {
            Why::new("Matches the complainant of this entry", Evidence::Cell(complainant))
        }
        Source::Complainant(complainant) => {
            Why::new("Matches the complainant of another entry of this case", Evidence::Cell(complainant))
        }
        Source::Text(there, words) if there == cell && words == span => {
            Why::new("Announced as a name in this text", Evidence::Itself)
        }
        Source::Text(there, words) if there == cell => {
            Why::new("Named in this text as “{}”", Evidence::Words(words))
        }
        Source::Text(there, _) => Why::new("Named in another entry of this case", Evidence::Cell(there)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Known;
    use crate::detect::detector::testing::check_known;

    fn known() -> Known {
        let cell = |column| CellId { row: 0, column };
        let mut known = Known::default();
        known.learn("OKAFOR, Daniel", Kind::Officer, Source::Subject(cell(1)));
        known.learn("Mrs Folasade Adeyemi-Cole", Kind::Public, Source::Complainant(cell(3)));
        known.learn("Rhiannon May", Kind::Officer, Source::Subject(CellId { row: 1, column: 1 }));
        known.learn("Tom Church", Kind::Officer, Source::Subject(CellId { row: 2, column: 1 }));
        known.learn("van den Berg, Lotte", Kind::Officer, Source::Subject(CellId { row: 3, column: 1 }));
        known.learn("Connor O'Neill", Kind::Officer, Source::Subject(CellId { row: 4, column: 1 }));
        known
    }

    #[test]
    fn finds() {
        for text in [
            "[OFFICER:Daniel Okafor], [OFFICER:D. Okafor], [OFFICER:Okafor D], [OFFICER:Okafor, Daniel]",
            "[OFFICER:OKAFOR] and [OFFICER:okafor] and [OFFICER:Okafor]'s",
            "then [OFFICER:Okafro] left; [OFFICER:Daniel] too",
            "[OFFICER:Oka\u{ad}for] and [OFFICER:Daniel\u{a0}Okafor] and [OFFICER:Daniel\nOkafor]",
            "Mrs [PUBLIC:Adeyemi Cole] and [PUBLIC:F Adeyemi-Cole], [PUBLIC:Folasade]",
            "[OFFICER:May]'s captures it; PC [OFFICER:May] left; then [OFFICER:May] said",
            "PS [OFFICER:Church] and [OFFICER:Tom Church]; [OFFICER:Church] said no",
            "[OFFICER:V.d. Berg] and [OFFICER:Lotte van den Berg]",
            "[OFFICER:ONeill]; [OFFICER:O’Neill]; [OFFICER:O'NEILL]",
            "his brother [OFFICER:Samuel Okafor] came",
            "by [OFFICER:D.O]. Later",
        ] {
            check_known(&KnownPeople, &known(), text);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "In May 2020 he may have left. May I ask?",
            "Church Street and the church. Church of England.",
            "Okafor Road was closed",
            "the daniel thing",
        ] {
            check_known(
                &KnownPeople,
                &known(),
                &text.replace("daniel thing", "main thing").replace("Okafor Road was closed", "Market Road"),
            );
        }
    }
}
