//! Suggests whether a text tells of misuse of body-worn video. A suggestion only: the officer
//! decides, and where misuse is plausible the answer is never "No".

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use strum::{EnumIter, IntoStaticStr};

use super::lexicon::parse;
use super::words::Words;
use super::{Evidence, Finding, Kind, Why, tagger};
use crate::text::Span;

/// Whether a case relates to misuse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, EnumIter, IntoStaticStr)]
pub enum Misuse {
    /// It does.
    Yes,
    /// It does not: a mention alone is not misuse.
    No,
    /// The text does not settle it.
    Unclear,
}

impl Misuse {
    /// `Yes`, `No` or `Unclear`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A suggestion and why it is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MisuseSuggestion {
    /// What is suggested.
    pub misuse: Misuse,
    /// Why, with the telling words of the text where there are any.
    pub why: Why,
}

/// What of an entry bears on the question.
#[derive(Clone, Copy, Debug)]
pub struct MisuseQuestion<'t> {
    /// The summary.
    pub text: &'t str,
    /// Whether the summary mentions body-worn video; see [`mentions_bwv`].
    pub mentions_bwv: bool,
    /// Whether the system's own flag is set.
    pub flagged: bool,
    /// Whether the case still awaits an outcome, where anything says so.
    pub ongoing: Option<bool>,
}

/// Whether any of these findings, of one cell, is a mention of body-worn video.
pub fn mentions_bwv(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.kind == Kind::Bwv)
}

/// Suggests an answer for one entry.
pub fn misuse(question: MisuseQuestion<'_>) -> MisuseSuggestion {
    let MisuseQuestion { text, mentions_bwv, flagged, ongoing } = question;
    let suggestion = |misuse, why, evidence| MisuseSuggestion { misuse, why: Why::new(why, evidence) };
    if !mentions_bwv {
        return if flagged {
            suggestion(
                Misuse::Unclear,
                "Flagged, but the text does not mention body-worn video",
                Evidence::Itself,
            )
        } else {
            suggestion(Misuse::No, "Body-worn video is neither mentioned nor flagged", Evidence::Itself)
        };
    }
    let words = Words::new(text);
    let signs = matching(text, &words);
    let numbers: Vec<u32> = signs.iter().map(|found| found.number).collect();
    let opinion = tagger::judge(question, &words, &numbers);
    let answer = opinion.answer();
    let telling = match answer {
        Misuse::Yes => [Sign::Misuse, Sign::Hint],
        Misuse::No => [Sign::Proper, Sign::Proper],
        Misuse::Unclear => [Sign::Doubt, Sign::Hint],
    };
    let first = telling.iter().find_map(|&sign| {
        let of_sign = signs.iter().filter(|found| found.sign == sign);
        of_sign.min_by_key(|found| found.words.start())
    });
    if let Some(found) = first {
        return suggestion(answer, found.why, Evidence::Words(found.words));
    }
    let pointing = opinion.telling.map_or(Evidence::Itself, Evidence::Words);
    match answer {
        Misuse::Yes if opinion.telling.is_some() => suggestion(answer, "Reads like misuse: “{}”", pointing),
        Misuse::Yes => suggestion(answer, "Reads like misuse", Evidence::Itself),
        Misuse::No => suggestion(answer, "Mentioned, without a sign of misuse", Evidence::Itself),
        Misuse::Unclear if ongoing == Some(true) => suggestion(
            answer,
            "Mentioned without settling how it was used, and still ongoing",
            Evidence::Itself,
        ),
        Misuse::Unclear => suggestion(answer, "Mentioned without settling how it was used", Evidence::Itself),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sign {
    Misuse,
    Doubt,
    Proper,
    Hint,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    sign: Sign,
    why: String,
    pattern: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    finds: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests only"))]
    leaves: Vec<String>,
}

const FILE: &str = include_str!("../../assets/lexicon/misuse.toml");

static SIGNS: LazyLock<Vec<(Sign, &'static str, Regex)>> = LazyLock::new(|| {
    let compiled = |entry: Entry| {
        let regex = Regex::new(&entry.pattern).expect("a pattern that the tests have compiled");
        (entry.sign, &*entry.why.leak(), regex)
    };
    parse::<File>(FILE).entry.into_iter().map(compiled).collect()
});

/// An entry that matches.
struct Matching {
    sign: Sign,
    why: &'static str,
    /// By which the model knows the entry.
    number: u32,
    words: Span,
}

/// The entries that match, each with its first words.
fn matching(text: &str, words: &Words) -> Vec<Matching> {
    let folded = words.folded();
    let entries = SIGNS.iter().zip(1u32..);
    let found = entries.filter_map(|((sign, why, regex), number)| {
        let range = regex.find(folded.text())?.range();
        let words = folded.original(text, range)?;
        Some(Matching { sign: *sign, why, number: number << 3 | *sign as u32, words })
    });
    found.collect()
}

/// Numbers of the entries that match, for the model to weigh.
pub(super) fn signs(text: &str, words: &Words) -> Vec<u32> {
    matching(text, words).into_iter().map(|found| found.number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str, mentions_bwv: bool, flagged: bool, ongoing: bool) -> Misuse {
        misuse(MisuseQuestion { text, mentions_bwv, flagged, ongoing: Some(ongoing) }).misuse
    }

    #[track_caller]
    fn check(text: &str, expected: Misuse) {
        assert_eq!(ask(text, true, true, false), expected, "{text}");
    }

    #[test]
    fn every_entry_finds_its_examples_and_leaves_the_others() {
        let mut wrong = Vec::new();
        for entry in parse::<File>(FILE).entry {
            let regex = Regex::new(&entry.pattern).unwrap();
            let is_found = |text: &String| regex.is_match(crate::text::Folded::new(text).text());
            wrong.extend(entry.finds.iter().filter(|text| !is_found(text)).cloned());
            wrong.extend(entry.leaves.iter().filter(|text| is_found(text)).cloned());
            assert!(!entry.finds.is_empty() && !entry.leaves.is_empty());
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn tells_misuse_from_mention() {
        check("PC Okafor did not activate his BWV.", Misuse::Yes);
        check("He turned his body worn camera off before the arrest.", Misuse::Yes);
        check("LATE ACTIVATION OF BWV BY ALL 3 OFFICERS", Misuse::Yes);
        check("The BWV was muted.", Misuse::Yes);
        check("He shared the BWV clip on WhatsApp.", Misuse::Yes);
        check("BWV viewed - officer polite throughout, no learning.", Misuse::No);
        check("BWV shows both groups held behind barriers.", Misuse::No);
        let text = "Two of the four BWV files could not be found on the system. It is not known whether they were recorded or lost in the upload.";
        assert_eq!(ask(text, true, false, false), Misuse::Unclear);
    }

    #[test]
    fn a_flag_alone_settles_nothing() {
        assert_eq!(ask("He was rude.", false, true, false), Misuse::Unclear);
        assert_eq!(ask("He was rude.", false, false, false), Misuse::No);
        assert_eq!(ask("Asked about BWV.", true, true, true), Misuse::Unclear);
    }

    #[test]
    fn says_why_with_the_words() {
        let text = "PC Okafor did not activate his BWV.";
        let question = MisuseQuestion { text, mentions_bwv: true, flagged: true, ongoing: None };
        let Evidence::Words(span) = misuse(question).why.evidence() else { panic!("no words") };
        assert_eq!(span.of(text), Some("not activat"));
    }
}
