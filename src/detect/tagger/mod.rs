//! Finds names and telling phrases that no list or rule announces, from how words stand beside each
//! other. Three linear chains and a judge of whole texts, trained by `examples/train_tagger.rs` on labelled text; what they were
//! trained on and how well they do stands in `assets/model/README.md`.
//!
//! The rules speak first: what they found is one of the things the tagger looks at, so that its
//! probability is a judgement over all of it.

mod chain;
mod features;
mod form;
pub(super) mod lists;
mod model;
mod opinion;
pub mod training;

use std::sync::LazyLock;

use chain::{Chain, Scores};
use features::{Evidence as Said, Features};
pub(super) use form::is_scrap;
use form::{is_part, is_town, shape, together};
use model::Model;

pub(super) use opinion::judge;

use super::known::{Known, Source};
use super::lexicon::{Class, CueSort};
use super::name::names_a_firm;
use super::resolve::Report;
use super::words::{Gap, Shape, Words};
use super::{DetectorId, Evidence, Hit, Kind, Why};
use crate::text::Span;

/// What the model of names tells apart.
pub const NAMES: &[Kind] = &[Kind::Public, Kind::Officer, Kind::Staff];

/// What the model of phrases tells apart.
pub const PHRASES: &[Kind] = &[Kind::Tactic, Kind::Special, Kind::Bwv];

/// What the model of numbers and addresses tells apart. Not e-mail addresses: a rule finds them all.
pub const IDENTIFIERS: &[Kind] = &[
    Kind::Number,
    Kind::Address,
    Kind::Postcode,
    Kind::Phone,
    Kind::Social,
    Kind::Dob,
    Kind::Vrm,
    Kind::Nino,
    Kind::Bank,
    Kind::OtherId,
    Kind::CaseRef,
];

/// Labels of the models of names and of phrases.
const FEW: usize = 4;
/// Labels of the model of identifiers.
const MANY: usize = 12;

struct Models {
    names: Model<FEW>,
    phrases: Model<FEW>,
    identifiers: Model<MANY>,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| Models {
    names: model(include_bytes!("../../../assets/model/names.bin")),
    phrases: model(include_bytes!("../../../assets/model/phrases.bin")),
    identifiers: model(include_bytes!("../../../assets/model/identifiers.bin")),
});

fn model<const N: usize>(bytes: &[u8]) -> Model<N> {
    Model::read(bytes).expect("a model that the tests have read")
}

/// Probability from which a word belongs to a span that another word carries.
const MEMBER: f32 = 0.15;

/// Probability from which a word is a name and nothing else.
const SURELY_NAME: f32 = 0.9;

/// The same for a word in small letters beside a name: mostly it is what the person does, misspelt.
const SMALL_MEMBER: f32 = 0.25;

/// Probability from which a word carries a span. Everything below the officer's dial is only a
/// leftover; below this it is nothing.
const LEAST: f32 = 0.05;

/// Says how probable names and phrases are. One for each thread: it keeps its room between passages.
#[derive(Default)]
pub(super) struct Tagger {
    features: Features,
    few: Chain<FEW>,
    many: Chain<MANY>,
    names: Vec<Scores<FEW>>,
    labels: Vec<u8>,
    phrases: Vec<Scores<FEW>>,
    identifiers: Vec<Scores<MANY>>,
}

impl Tagger {
    /// Reads a passage of which the rules have `reports`.
    pub(super) fn read(&mut self, text: &str, words: &Words, reports: &[Report], known: &Known) {
        self.features.read(text, words, &said(words, reports, known));
        let Models { names, phrases, identifiers } = &*MODELS;
        let seen = &self.features;
        names.marginals(seen, &seen.may_be_name, &mut self.few, &mut self.names);
        self.labels.clear();
        self.labels.extend(self.names.iter().map(label));
        self.features.rule_out_identifiers(|at| self.names[at][0] < 1.0 - SURELY_NAME);
        self.features.name(&self.labels);
        let seen = &self.features;
        phrases.marginals(seen, &[], &mut self.few, &mut self.phrases);
        identifiers.marginals(seen, &seen.may_be_identifier, &mut self.many, &mut self.identifiers);
    }

    /// The probability that any word of `span` belongs to a name.
    pub(super) fn name_in(&self, words: &Words, span: Span) -> f32 {
        words.inside(span).map(|at| 1.0 - self.names[at][0]).fold(0.0, f32::max)
    }

    /// The probability that any word of `span` belongs to a telling phrase.
    pub(super) fn phrase_in(&self, words: &Words, span: Span) -> f32 {
        words.inside(span).map(|at| 1.0 - self.phrases[at][0]).fold(0.0, f32::max)
    }

    /// The names of the passage that was read.
    pub(super) fn names(&self, words: &Words) -> Vec<Hit> {
        let found = spans(words, &self.names, true).into_iter();
        found
            .filter_map(|found| without_abbreviation(words, found))
            .filter(|found| !names_a_firm(words, found.last))
            .filter_map(|found| {
                let why = why_name(words, found.first, found.last);
                found.hit(words, MODELS.names.confidence(found.probability), NAMES, |_| why)
            })
            .collect()
    }

    /// The telling phrases of the passage that was read.
    pub(super) fn phrases(&self, words: &Words) -> Vec<Hit> {
        // "is" and "to the" tell nothing of anybody.
        let tells = |found: &Found| {
            let mut words = (found.first..=found.last).filter_map(|at| words.get(at));
            words.any(|word| !word.is(Class::FUNCTION))
        };
        let found = spans(words, &self.phrases, false).into_iter();
        found
            .filter(tells)
            .filter_map(|found| {
                let confidence = match PHRASES.get(found.label.wrapping_sub(1)) {
                    Some(Kind::Tactic) => confidence_of_tactic(found.expected),
                    _ => MODELS.phrases.confidence(found.probability),
                };
                found.hit(words, confidence, PHRASES, why_kind)
            })
            .collect()
    }

    /// The numbers and addresses of the passage that was read.
    pub(super) fn identifiers(&self, text: &str, words: &Words) -> Vec<Hit> {
        let found = together(text, words, &self.identifiers, spans(words, &self.identifiers, false));
        let is_believed = |at: usize| {
            !is_town(words, &found, at) && (is_part(words, &found, at) || found[at].is_enough(text, words))
        };
        let believed: Vec<bool> = (0..found.len()).map(is_believed).collect();
        found
            .into_iter()
            .zip(believed)
            .filter(|(_, is_believed)| *is_believed)
            .map(|(found, _)| found)
            .filter_map(|found| {
                found.hit(words, MODELS.identifiers.confidence(found.probability), IDENTIFIERS, why_kind)
            })
            .filter_map(|hit| shape(text, hit))
            .collect()
    }
}

/// A plain reason for what no rule found.
fn why_kind(kind: Kind) -> Why {
    let sentence = match kind {
        Kind::Tactic => "Reads like a policing tactic or capability",
        Kind::Bwv => "Reads like a mention of body-worn video",
        Kind::Special => "Reads like a detail of somebody's health, belief, origin or record",
        Kind::Number => "Stands where an officer's number stands",
        Kind::Address => "Reads like where somebody lives or works",
        Kind::Postcode => "Stands where a postcode stands",
        Kind::Phone => "Stands where a telephone number stands",
        Kind::Social => "Reads like a name on a social network",
        Kind::Dob => "Stands where a date of birth stands",
        Kind::Vrm => "Stands where a registration mark stands",
        Kind::Nino => "Stands where a National Insurance number stands",
        Kind::Bank => "Stands where a bank or card number stands",
        Kind::OtherId => "Stands where a personal document's number stands",
        Kind::CaseRef => "Stands where a case reference stands",
        Kind::Email => "Reads like an e-mail address",
        Kind::Public | Kind::Officer | Kind::Staff => "Stands where names stand",
    };
    Why::new(sentence, Evidence::Itself)
}

/// The label of a word, 0 where it is more likely none.
fn label<const N: usize>(word: &Scores<N>) -> u8 {
    if word[0] < 0.5 { likeliest(word) as u8 } else { 0 }
}

/// Scores of several words together.
fn sum<const N: usize>(scores: &[Scores<N>]) -> Scores<N> {
    let mut sum = [0.0; N];
    for score in scores {
        sum.iter_mut().zip(score).for_each(|(sum, score)| *sum += score);
    }
    sum
}

/// The likeliest label but "none".
fn likeliest<const N: usize>(word: &Scores<N>) -> usize {
    (1..N).max_by(|&a, &b| word[a].total_cmp(&word[b])).unwrap_or(1)
}

/// How often words held for a tactic are one, in permille, by how many of them are expected to belong to it:
/// a tactic is told in several words, and a single one that looks like it is mostly part of something else.
/// Measured as the models were calibrated.
fn confidence_of_tactic(expected: f32) -> u16 {
    const MEASURED: [(f32, f32); 10] = [
        (0.0, 190.0),
        (0.75, 240.0),
        (1.0, 330.0),
        (1.5, 375.0),
        (2.5, 420.0),
        (3.5, 580.0),
        (5.0, 680.0),
        (6.0, 800.0),
        (8.0, 920.0),
        (10.0, 950.0),
    ];
    let above = MEASURED.iter().position(|(words, _)| *words > expected);
    let [(from, low), (to, high)] = match above {
        Some(at) => [MEASURED[at.saturating_sub(1)], MEASURED[at]],
        None => [MEASURED[MEASURED.len() - 1]; 2],
    };
    let way = if to > from { (expected - from) / (to - from) } else { 0.0 };
    (low + (high - low) * way) as u16
}

/// How often a name of this probability is one, in permille.
pub(super) fn name_confidence(probability: f32) -> u16 {
    MODELS.names.confidence(probability)
}

pub(super) fn id() -> DetectorId {
    DetectorId::new("tagger")
}

/// A number of whatever sort, a home not.
pub(super) fn is_number(kind: Kind) -> bool {
    IDENTIFIERS.contains(&kind) && kind != Kind::Address || kind == Kind::Email
}

struct Found {
    first: usize,
    last: usize,
    label: usize,
    /// That of its likeliest word.
    probability: f32,
    /// How many of its words belong to a span, as far as can be told.
    expected: f32,
}

impl Found {
    fn hit(
        &self,
        words: &Words,
        confidence_permille: u16,
        kinds: &[Kind],
        why: impl Fn(Kind) -> Why,
    ) -> Option<Hit> {
        let kind = *kinds.get(self.label.checked_sub(1)?)?;
        Some(Hit { span: words.span(self.first, self.last)?, kind, why: why(kind), confidence_permille })
    }
}

impl Found {
    /// Its words.
    fn text<'t>(&self, text: &'t str, words: &Words) -> &'t str {
        words.span(self.first, self.last).and_then(|span| span.of(text)).unwrap_or("")
    }

    /// What it is taken for.
    fn kind(&self) -> Option<Kind> {
        self.label.checked_sub(1).and_then(|at| IDENTIFIERS.get(at)).copied()
    }

    /// Whether its words are enough of its kind.
    fn is_enough(&self, text: &str, words: &Words) -> bool {
        self.kind().is_some_and(|kind| form::is_enough(kind, self.text(text, words)))
    }

    /// Whether its words can be of its kind.
    fn is_whole(&self, text: &str, words: &Words) -> bool {
        self.kind().is_some_and(|kind| form::has_form(kind, self.text(text, words)))
    }
}

/// Words that hang together and belong to a span; each run's label is its most probable one.
fn spans<const N: usize>(words: &Words, scores: &[Scores<N>], one: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < scores.len() {
        let belongs = |at: usize| 1.0 - scores[at][0];
        if belongs(at) < LEAST {
            at += 1;
            continue;
        }
        let first = at;
        let mut most = belongs(at);
        while at + 1 < scores.len() {
            let word = words.get(at + 1);
            let joined = word.is_some_and(|word| match word.gap {
                Gap::Space | Gap::Hyphen | Gap::Line => true,
                Gap::Dot => words.key(at).len() <= 2,
                Gap::Quote => one && words.get(at).is_some_and(|last| last.is_capital()),
                Gap::Start
                | Gap::Comma
                | Gap::Colon
                | Gap::Ampersand
                | Gap::Slash
                | Gap::Bracket
                | Gap::Break => false,
            });
            let possessive = one && words.get(at).is_some_and(|last| last.possessive);
            let next = belongs(at + 1);
            let is_small = one && word.is_some_and(|word| word.shape == Shape::Lower);
            let least = if is_small { SMALL_MEMBER } else { MEMBER };
            let alike = one || likeliest(&scores[at + 1]) == likeliest(&scores[first]);
            if !joined || possessive || !alike || next < least.min(most) || (most < MEMBER && next >= MEMBER)
            {
                break;
            }
            at += 1;
            most = most.max(next);
        }
        let scores_of = sum(&scores[first..=at]);
        let expected = (at + 1 - first) as f32 - scores_of[0];
        found.push(Found { first, last: at, label: likeliest(&scores_of), probability: most, expected });
        at += 1;
    }
    found
}

/// A name less the letters beside a stroke before it, which are no initials: R/P is the reporting person, T/N
/// a telephone number, and so is what follows `T:`.
fn without_abbreviation(words: &Words, found: Found) -> Option<Found> {
    let follows_slash = |at: usize| words.get(at).is_some_and(|word| word.gap == Gap::Slash);
    let is_letter_at_slash =
        |at: usize| words.key(at).len() == 1 && (follows_slash(at) || follows_slash(at + 1));
    let first = (found.first..=found.last).find(|at| !is_letter_at_slash(*at))?;
    let heads_a_number = words.key(first).len() == 1
        && words.get(first + 1).is_some_and(|next| next.gap == Gap::Colon && next.shape == Shape::Number);
    if heads_a_number {
        return None;
    }
    Some(Found { first, ..found })
}

/// A plain reason for a name that no rule found.
fn why_name(words: &Words, first: usize, last: usize) -> Why {
    let pointing =
        |sentence, at: usize| words.get(at).map(|word| Why::new(sentence, Evidence::Words(word.span)));
    let before = first.checked_sub(1).filter(|&n| {
        words.get(first).is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Dot | Gap::Line))
            && words.get(n).is_some()
    });
    let announced = before.filter(|&n| words.cue(n).is_some()).and_then(|n| {
        let (cue, _) = words.cue(n)?;
        let sentence = match cue.sort {
            CueSort::Rank => "Follows the rank “{}”",
            CueSort::Title => "Follows the title “{}”",
            CueSort::Role => "Follows “{}”, which names often do",
        };
        pointing(sentence, n)
    });
    let next = last + 1;
    let acts = words
        .get(next)
        .is_some_and(|word| word.gap == Gap::Space && word.shape == Shape::Lower && word.is(Class::VERB));
    announced
        .or_else(|| acts.then(|| pointing("Reads like a name before “{}”", next)).flatten())
        .or_else(|| before.and_then(|n| pointing("Reads like a name after “{}”", n)))
        .unwrap_or(Why::new("Stands where names stand", Evidence::Itself))
}

/// What rules and columns say of each word.
fn said(words: &Words, reports: &[Report], known: &Known) -> Said {
    let count = words.len();
    let none = vec![0; count];
    let mut said = Said { rule: none.clone(), column: none.clone(), cover: none.clone(), number: none };
    let mut reports: Vec<&Report> = reports.iter().collect();
    reports.sort_unstable_by_key(|report| (report.hit.span.start(), report.hit.confidence_permille));
    for Report { hit, detector, .. } in reports {
        let rule = rule_code(detector.name(), hit);
        for at in words.inside(hit.span) {
            if rule > 0 {
                said.rule[at] = rule;
            } else {
                said.cover[at] = said.cover[at].max(cover_code(hit.kind));
                said.number[at] |= u8::from(IDENTIFIERS.contains(&hit.kind));
            }
        }
    }
    let columns = known.names().iter().filter(|name| !matches!(name.source, Source::Text(..)));
    for name in columns {
        let kind = if name.kind == Kind::Officer { 0 } else { 2 - u8::from(name.kind == Kind::Staff) };
        for part in name.parts.iter().filter(|part| part.key.len() >= 2) {
            let code = 1 + kind * 2 + u8::from(!part.is_surname);
            let same = words.iter().filter(|(_, word)| word.hash == part.hash);
            same.for_each(|(at, _)| said.column[at] = code);
        }
    }
    said
}

/// Numbers that stay the same, for the model has learned them.
fn rule_code(detector: &str, hit: &Hit) -> u8 {
    if !hit.kind.is_person() {
        return 0;
    }
    let kind = if hit.kind == Kind::Public { 0 } else { 1 + u8::from(hit.kind == Kind::Staff) };
    let rule = match (detector, hit.confidence_permille) {
        ("rank", 900..) => 1,
        ("rank", _) => 2,
        ("title", 900..) => 3,
        ("title", _) => 4,
        ("role", _) => 5,
        ("signature", _) => 6,
        ("speaker", _) => 7,
        ("full-name", 900..) => 9,
        ("full-name", 800..) => 10,
        ("full-name", 700..) => 11,
        ("full-name", _) => 12,
        _ => 13,
    };
    1 + rule * 3 + kind
}

fn cover_code(kind: Kind) -> u8 {
    if kind.is_person() { 0 } else { kind as u8 + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Likelihood;

    #[test]
    fn every_word_has_what_the_model_of_phrases_looks_at() {
        let places = MODELS.phrases.templates.places().map(usize::from);
        let missing: Vec<usize> = places.filter(|at| !features::OF_PHRASES.contains(at)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn a_tactic_is_told_in_several_words() {
        let steps: Vec<u16> = (0..60).map(|quarters| confidence_of_tactic(quarters as f32 / 4.0)).collect();
        assert!(steps.is_sorted(), "{steps:?}");
        for (expected, likely, sure) in [
            (0.9, false, false),
            (1.5, true, false),
            (3.0, true, false),
            (6.0, true, true),
            (99.0, true, true),
        ] {
            let confidence = confidence_of_tactic(expected);
            let likelihood = Likelihood::of(Kind::Tactic, confidence);
            assert_eq!(likelihood >= Some(Likelihood::Likely), likely, "{expected}");
            assert_eq!(likelihood == Some(Likelihood::Sure), sure, "{expected}");
        }
    }
}
