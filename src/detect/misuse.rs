//! Suggests whether a text tells of misuse of body-worn video. A suggestion only: the officer
//! decides, and where misuse is plausible the answer is never "No".

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use strum::{EnumIter, IntoStaticStr};

use super::lexicon::parse;
use super::{Evidence, Finding, Kind, Why};
use crate::text::Folded;

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
    /// Whether the case still awaits an outcome.
    pub ongoing: bool,
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
    let folded = Folded::new(text);
    let found = |sign: Sign| first(text, &folded, sign);
    match (found(Sign::Misuse), found(Sign::Doubt), found(Sign::Proper)) {
        (Some((misuse_why, words)), None, _) => suggestion(Misuse::Yes, misuse_why, words),
        (Some(_), Some((why, words)), _) => suggestion(Misuse::Unclear, why, words),
        (None, Some((why, words)), _) => suggestion(Misuse::Unclear, why, words),
        (None, None, Some((why, words))) => suggestion(Misuse::No, why, words),
        (None, None, None) if let Some((why, words)) = found(Sign::Hint) => {
            suggestion(Misuse::Unclear, why, words)
        }
        (None, None, None) if ongoing => suggestion(
            Misuse::Unclear,
            "Mentioned without saying how it was used, and still ongoing",
            Evidence::Itself,
        ),
        (None, None, None) => suggestion(Misuse::No, "Mentioned, without a sign of misuse", Evidence::Itself),
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

/// The first words of this sign, with its reason.
fn first(text: &str, folded: &Folded, sign: Sign) -> Option<(&'static str, Evidence)> {
    let of_sign = SIGNS.iter().filter(|(of, ..)| *of == sign);
    let matches =
        of_sign.filter_map(|(_, why, regex)| regex.find(folded.text()).map(|found| (found.range(), *why)));
    let (range, why) = matches.min_by_key(|(range, _)| range.start)?;
    Some((why, Evidence::Words(folded.original(text, range)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str, mentions_bwv: bool, flagged: bool, ongoing: bool) -> Misuse {
        misuse(MisuseQuestion { text, mentions_bwv, flagged, ongoing }).misuse
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
            let is_found = |text: &String| regex.is_match(Folded::new(text).text());
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
        check("There is no BWV; it is not known whether the device was faulty.", Misuse::Unclear);
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
        let question = MisuseQuestion { text, mentions_bwv: true, flagged: true, ongoing: false };
        let Evidence::Words(span) = misuse(question).why.evidence() else { panic!("no words") };
        assert_eq!(span.of(text), Some("not activat"));
    }
}
