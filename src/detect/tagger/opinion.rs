//! Judges a whole text: does it tell of misuse of body-worn video? By its phrases; those near a mention of
//! the video count apart.

use std::sync::LazyLock;

use super::model::Model;
use crate::detect::hash::hash;
use crate::detect::words::{Gap, Shape, Words};
use crate::detect::{Misuse, MisuseQuestion};
use crate::text::Span;

/// "No", "Yes", "Unclear".
pub(crate) const ANSWERS: usize = 3;

static MODEL: LazyLock<Model<ANSWERS>> =
    LazyLock::new(|| super::model(include_bytes!("../../../assets/model/misuse.bin")));

/// How probable each answer is, and the words that speak most for "Yes".
pub(crate) struct Opinion {
    pub(crate) no: f32,
    pub(crate) yes: f32,
    pub(crate) unclear: f32,
    pub(crate) telling: Option<Span>,
}

/// Share of the probability from which "Yes" is thought of: "No" is never suggested where misuse is
/// plausible.
const PLAUSIBLE: f32 = 0.25;

impl Opinion {
    /// The answer to suggest.
    pub(crate) fn answer(&self) -> Misuse {
        if self.yes < PLAUSIBLE {
            return if self.no >= self.unclear { Misuse::No } else { Misuse::Unclear };
        }
        if self.yes >= self.unclear { Misuse::Yes } else { Misuse::Unclear }
    }
}

/// Judges the text. `signs` says which rules have found something in it.
pub(crate) fn judge(question: MisuseQuestion<'_>, words: &Words, signs: &[u32]) -> Opinion {
    let mut phrases = Vec::new();
    let features = read(question, words, signs, &mut phrases);
    let exponents = MODEL.weigh(features.into_iter()).map(f32::exp);
    let [no, yes, unclear] = exponents.map(|exponent| exponent / exponents.iter().sum::<f32>());
    let telling = phrases
        .into_iter()
        .map(|(hash, first, last)| (MODEL.weight(hash, 1) - MODEL.weight(hash, 0), first, last))
        .filter(|&(weight, ..)| weight > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .and_then(|(_, first, last)| words.span(first, last));
    Opinion { no, yes, unclear, telling }
}

/// The features of a text; `phrases` takes those made of words, with their places.
pub(super) fn read(
    question: MisuseQuestion<'_>,
    words: &Words,
    signs: &[u32],
    phrases: &mut Vec<(u32, usize, usize)>,
) -> Vec<u32> {
    let mut features = Vec::new();
    let standing = question.ongoing.map_or(2, u32::from);
    let mention = u32::from(question.mentions_bwv);
    features.push(mix(1, mention | u32::from(question.flagged) << 1, standing));
    features.push(mix(2, mention, 0));
    features.push(mix(3, standing, mention));
    for (at, &sign) in signs.iter().enumerate() {
        features.push(mix(4, sign, mention | standing << 1));
        features.push(mix(5, sign, 0));
        features.extend(signs.iter().skip(at + 1).map(|&other| mix(6, sign, other)));
    }
    let near = near_video(words);
    let stems: Vec<u32> = words.iter().map(|(at, word)| stem(words.key(at), word.shape)).collect();
    for at in 0..stems.len() {
        // Away from the video single words give the setting; only near it does their order count.
        let longest = if near[at] { 3 } else { 1 };
        for length in 1..=longest {
            let last = at + length - 1;
            let together = last < stems.len()
                && (at + 1..=last).all(|n| words.get(n).is_some_and(|word| !matches!(word.gap, Gap::Break)));
            if !together {
                break;
            }
            let phrase = stems[at..=last].iter().fold(7, |hash, &stem| mix(hash, stem, length as u32));
            phrases.push((mix(phrase, 1 + u32::from(near[at]), 0), at, last));
        }
    }
    // Said twice is not twice as true.
    phrases.sort_unstable();
    phrases.dedup_by_key(|(hash, ..)| *hash);
    features.extend(phrases.iter().map(|(hash, ..)| *hash));
    features
}

/// Which words stand in a sentence that speaks of the video.
fn near_video(words: &Words) -> Vec<bool> {
    const VIDEO: &[&str] = &[
        "bwv",
        "bwc",
        "body",
        "bodyworn",
        "bodycam",
        "bodycams",
        "camera",
        "cameras",
        "cam",
        "cams",
        "footage",
        "recording",
        "recordings",
        "clip",
        "video",
        "device",
        "unit",
        "record",
        "recorded",
        "filmed",
        "lens",
    ];
    let mut near = vec![false; words.len()];
    let mut from = 0;
    while from < words.len() {
        let begins = |n: usize| {
            words
                .get(n)
                .is_some_and(|word| word.opens && matches!(word.gap, Gap::Dot | Gap::Break | Gap::Line))
        };
        let to = (from + 1..words.len()).find(|&n| begins(n)).unwrap_or(words.len());
        if (from..to).any(|n| VIDEO.contains(&words.key(n))) {
            near[from..to].fill(true);
        }
        from = to;
    }
    near
}

/// A word without its regular ending; all numbers are one.
fn stem(key: &str, shape: Shape) -> u32 {
    if shape == Shape::Number {
        return 3;
    }
    let stem = ["ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "ly", "e"]
        .iter()
        .filter_map(|ending| key.strip_suffix(ending))
        .find(|stem| stem.len() >= 3)
        .unwrap_or(key);
    hash(stem.bytes()) as u32
}

fn mix(a: u32, b: u32, c: u32) -> u32 {
    let step = |hash: u32, part: u32| (hash ^ part).wrapping_mul(0x9e37_79b1).rotate_left(13);
    step(step(step(0x0123_4567, a), b), c) ^ 0x0042_1000
}
