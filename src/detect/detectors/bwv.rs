//! Mentions of body-worn video in every wording. Only the naming phrase is marked; what it is like
//! (CCTV, a dash cam, a phone) is left alone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::detect::lexicon::parse;
use crate::detect::rule::{Groups, Rule, pattern};
use crate::detect::{Detector, DetectorId, Hit, Kind, Passage};
use crate::text::Span;

pub(crate) struct BodyWornVideo;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    why: String,
    #[serde(default)]
    sort: Sort,
    pattern: String,
    /// What the tests hold the pattern to.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    finds: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    leaves: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sort {
    /// Stands by itself.
    #[default]
    Name,
    /// Counts only where the text says that an officer wears it.
    Camera,
}

struct Wording {
    why: &'static str,
    sort: Sort,
    pattern: Rule,
}

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let file: File = parse(include_str!("../../../assets/lexicon/bwv.toml"));
    let wording =
        |entry: Entry| Wording { why: entry.why.leak(), sort: entry.sort, pattern: pattern(&entry.pattern) };
    file.entry.into_iter().map(wording).collect()
});

impl Detector for BodyWornVideo {
    fn id(&self) -> DetectorId {
        DetectorId::new("bwv")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let folded = passage.words.folded();
        // Folding a text of ASCII leaves its groups as they are.
        let of_folded = (!passage.text.is_ascii()).then(|| Groups::of(folded.text()));
        let groups = of_folded.as_ref().unwrap_or(passage.plain.groups());
        let mut taken: Vec<Range<usize>> = Vec::new();
        for wording in WORDINGS.iter().filter(|wording| wording.pattern.may_match(groups)) {
            for found in wording.pattern.find_iter(folded.text()) {
                let range = found.range();
                let free = taken.iter().all(|other| other.end <= range.start || range.end <= other.start);
                if !free || wording.sort == Sort::Camera && !is_worn(folded.text(), &range) {
                    continue;
                }
                if let Some(span) = folded.original(passage.text, range.clone()) {
                    let confidence = if wording.sort == Sort::Camera { 750 } else { 980 };
                    out.extend(Hit::new(
                        passage.text,
                        span.start(),
                        span.end(),
                        Kind::Bwv,
                        wording.why,
                        confidence,
                    ));
                    taken.push(range);
                }
            }
        }
    }
}

/// Whether the camera at `range` is one that an officer wears: somebody's own, and doing what such
/// cameras do, with nothing near that makes it another.
fn is_worn(text: &str, range: &Range<usize>) -> bool {
    static OTHER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        let kinds = OTHER_KINDS;
        Regex::new(&format!(r"(?:off|on|to|own|video|{kinds})(?:'s)?[ -]$")).expect("a valid pattern")
    });
    static OTHER_AFTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[ -](?:phone|phones|crew|crews|man|men|operator|van|footage from|roll|lens cap|shop|bag|in the|at the|on the|outside|above|over the door|flash)\b|den)")
            .expect("a valid pattern")
    });
    static DOING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"activat|switch|turn(?:ed|ing)? (?:it |them |his |her |their |the |that |off|on)|\boff\b|\bon\b|record|mute|obscur|cover|dock|upload|batter|charg|wear|wore|worn|chest|lens|light|standby|buffer|forgot|fail|booked out|signed out|sign out|book out|deploy|switched|start|stop|capture|show|view|review|footage|seen|kit|available|issue|remov|took|taken|\bbag\b|locker|drawer|carr(?:y|ied)|point|fac(?:e|ed|ing)|toward|button|press|flash|memory|mandatory|mount|dropp|broke|lost|left|policy|fell|mut|blink|red light|green light|device")
            .expect("a valid pattern")
    });
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    let sentence_before = before.rsplit(['.', '\n', ';', '!', '?']).next().unwrap_or("");
    let sentence_after = after.split(['.', '\n', ';', '!', '?']).next().unwrap_or("");
    !OTHER_BEFORE.is_match(sentence_before)
        && !OTHER_AFTER.is_match(sentence_after)
        && OWNER.is_match(sentence_before)
        && (DOING.is_match(sentence_before) || DOING.is_match(sentence_after))
        && !OTHER_NEAR.is_match(sentence_before)
}

/// What a camera is called that no officer wears.
const OTHER_KINDS: &str = "cctv|dash|helmet|helmet-mounted|head|bike|mounted|speed|safety|security|covert|hidden|traffic|doorbell|ring|door|council|shop|store|bus|street|phone|mobile|web|digital|thermal|drone|helicopter|car|vehicle|in-car|custody|cell|station|town|surveillance|anpr|red light|reversing|rear|front|number plate|fixed|static|domestic|home|garden|pub|club|school|park|network|tv|news|film|spy|trail|wildlife|action|go pro|gopro|taser|tourist|photographer|journalist|reporter|neighbour|resident|complainant|suspect|witness|passenger|motorist|cyclist|deck|ceiling|counter|pole|nest|bridge|gantry|foyer|till|van|facing|platform|candid|church|synagogue|mosque|train|yacht|site";

/// Whether what reads like a mention is a camera of another sort, as the word before it says.
pub(crate) fn is_of_another_sort(text: &str, mention: Span) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b(?:(?:{OTHER_KINDS})(?:'s)?[ -]cam(?:era)?s?|(?:{OTHER_KINDS})(?:'s)?[ -])$"
        ))
        .expect("a valid pattern")
    });
    // Whose trade it is, or what is no camera to wear.
    static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^[ -](?:crews?|(?:wo)?man|(?:wo)?men|operators?|vans?|phones?|shops?|clubs?|bags?|partnership|enforcement|above|over the|in the (?:cell|corridor|lobby|foyer|shop|store|street|hall|car park))\b",
        )
        .expect("a valid pattern")
    });
    const NO_VIDEO: &[&str] =
        &["body was", "body language", "body armour", "body scan", "body search", "body part", "body bag"];
    const BARE: &[&str] = &["camera", "cameras", "cam", "cams"];
    let words = mention.of(text).unwrap_or("");
    let lower = words.to_ascii_lowercase();
    let last = lower.rsplit([' ', '-']).next().unwrap_or("");
    let is_bare = BARE.contains(&lower.as_str());
    let before = text.get(..mention.start()).unwrap_or("");
    let after = text.get(mention.end()..).unwrap_or("");
    if lower == "body" || NO_VIDEO.iter().any(|other| lower.starts_with(other)) {
        return true;
    }
    // Asked of the maker, or stored on its system.
    if lower == "axon" && ["from ", "on ", "per ", "by ", "with "].iter().any(|word| before.ends_with(word)) {
        return true;
    }
    BARE.contains(&last)
        && (OTHER.is_match(if is_bare { before } else { words })
            || is_bare && (HOLDER.is_match(after) || is_idiom(before)))
}

/// `caught on camera`, `the cell is off camera`; but `switched on camera late` is what an officer does.
fn is_idiom(before: &str) -> bool {
    static IDIOM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\b(?:on|off|to) $").expect("a valid pattern"));
    static PRESSED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:turn|switch|power|put|press|click|flick|kept|keep|leav|left)[a-z]*(?: [a-z']+)? (?:on|off) $")
            .expect("a valid pattern")
    });
    IDIOM.is_match(before) && !PRESSED.is_match(before)
}

/// Somebody who wears one, or whose it is.
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:his|her|their|'s|officers?|pcs?|police|ps|sgt|dc|she|he|they|team|neither|both|all|the|my|your|no|any|colleague|driver|crew|staff|serial|shift)\b|'s").expect("a valid pattern")
});

/// Another sort of camera in the same sentence.
static OTHER_NEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"cctv|dash|doorbell|shop|covert|hidden|speed|gatso|bus lane|tripod|drone|journalist|press|tourist|wedding|photo").expect("a valid pattern")
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;
    use crate::detect::plain::Plain;
    use crate::detect::{Known, Words};
    use crate::sheet::CellId;

    fn hits(text: &str) -> usize {
        let (known, words) = (Known::default(), Words::new(text));
        let mut out = Vec::new();
        let cell = CellId { row: 0, column: 0 };
        let passage = Passage { cell, text, known: &known, words: &words, plain: &Plain::new(text) };
        BodyWornVideo.find(&passage, &mut out);
        out.len()
    }

    #[test]
    fn every_wording_finds_its_examples() {
        let file: File = parse(include_str!("../../../assets/lexicon/bwv.toml"));
        for entry in &file.entry {
            assert!(!entry.finds.is_empty() && !entry.leaves.is_empty(), "{} has no examples", entry.pattern);
            for example in &entry.finds {
                assert_eq!(hits(example), 1, "{example}");
            }
            for example in &entry.leaves {
                assert_eq!(hits(example), 0, "{example}");
            }
        }
    }

    #[test]
    fn finds() {
        for text in [
            "did not activate his [BWV:BWV].",
            "[BWV:body worn video] and [BWV:Body-Worn] and [BWV:bodycam] and [BWV:body warn camera]",
            "no [BWV:bwc] on; the [BWV:body camera footage] was late",
            "[BWV:BODY WORN VIDEO] NOT USED",
            "[BWV:body\u{a0}worn] not on",
        ] {
            check(&BodyWornVideo, text);
        }
    }

    #[test]
    fn knows_cameras_that_nobody_wears() {
        for (text, words, holds) in [
            ("CCTV from the door camera viewed", "camera", true),
            ("checked the speed cam at the lights", "speed cam", true),
            ("no camera was on", "camera", false),
            ("his body-worn camera", "body-worn camera", false),
            ("Outdoor camera", "camera", false),
            ("had a camera crew with her", "camera", true),
            ("the camera van at Goonhavern", "camera", true),
            ("he was caught on camera by the shop", "camera", true),
            ("he switched on camera late", "camera", false),
            ("snatched the tourist's camera", "tourist's camera", true),
            ("the camera above the custody desk", "camera", true),
            ("the body was worn", "body was worn", true),
            ("his camera vanished", "camera", false),
            ("the counter camera shows a bottle", "camera", true),
            ("the train's forward-facing camera agrees", "facing camera", true),
            ("says his body language was hostile", "body language", true),
            ("his body camera was off", "body camera", false),
            ("has been requested from Axon and", "Axon", true),
            ("left her Axon running", "Axon", false),
        ] {
            let start = text.find(words).unwrap();
            let span = Span::new(text, start, start + words.len()).unwrap();
            assert_eq!(is_of_another_sort(text, span), holds, "{text}");
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "CCTV, a dash cam and a mobile phone video.",
            "He wore body armour and drove a BMW.",
            "The footage was reviewed; the clip is short.",
            "a covert camera had been fitted",
            "The search of his body was worn on.",
        ] {
            check(&BodyWornVideo, text);
        }
    }
}
