//! Whether a case still awaits its outcome, judged from what the case system says.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// Where a case or entry stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// It has its outcome.
    Closed,
    /// Neither status nor outcome says.
    Unknown,
    /// It awaits its outcome.
    Live,
}

impl Standing {
    /// Where an entry stands by its status and outcome. An empty outcome alone does not make it
    /// live, and a status that says live is believed against an outcome: better a question too
    /// many.
    pub fn of_entry(status: &str, outcome: &str) -> Standing {
        let says = |text: &str| {
            // "Not finalised" holds a closed word too, so live words are looked for first.
            if WORDS.live.is_match(text) {
                Some(Standing::Live)
            } else {
                WORDS.closed.is_match(text).then_some(Standing::Closed)
            }
        };
        if let Some(standing) = says(status) {
            return standing;
        }
        match outcome.trim() {
            "" => Standing::Unknown,
            outcome => says(outcome).unwrap_or(if status.trim().is_empty() {
                Standing::Closed
            } else {
                Standing::Unknown
            }),
        }
    }
}

/// Whether words record a criminal allegation. Suggests only: the officer answers.
pub fn records_crime(text: &str) -> bool {
    WORDS.criminal.is_match(text)
}

struct Words {
    live: Regex,
    closed: Regex,
    criminal: Regex,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        live: Vec<String>,
        closed: Vec<String>,
        criminal: Vec<String>,
    }
    let file: File =
        toml::from_str(include_str!("../../assets/law/case-state.toml")).expect("case-state.toml is valid");
    let any = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| regex::escape(word).replace(' ', r"\s+")).collect();
        let pattern = format!(r"\b(?:{})\b", words.join("|"));
        RegexBuilder::new(&pattern)
            .case_insensitive(true)
            .build()
            .expect("escaped words make a valid pattern")
    };
    Words { live: any(&file.live), closed: any(&file.closed), criminal: any(&file.criminal) }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: &str, outcome: &str, expected: Standing) {
        assert_eq!(Standing::of_entry(status, outcome), expected, "{status:?} {outcome:?}");
    }

    #[test]
    fn status_decides() {
        for status in [
            "Live",
            "LIVE ",
            "Under investigation",
            "Awaiting outcome",
            "Sub judice",
            "Not finalised",
            "Appeal lodged",
        ] {
            check(status, "", Standing::Live);
            check(status, "Not upheld", Standing::Live);
        }
        for status in ["Finalised", "closed", "Complete", "Closed - NFA"] {
            check(status, "", Standing::Closed);
            check(status, "Upheld", Standing::Closed);
        }
    }

    #[test]
    fn the_outcome_decides_where_no_status_does() {
        check("", "Upheld", Standing::Closed);
        check("", "Awaiting hearing", Standing::Live);
        check("", "", Standing::Unknown);
        check("Stage 2", "", Standing::Unknown);
        check("Stage 2", "Upheld", Standing::Unknown);
        check("Stage 2", "NFA", Standing::Closed);
    }

    #[test]
    fn whole_words_only() {
        check("Delivered", "", Standing::Unknown);
        assert!(records_crime("Other assault"));
        assert!(records_crime("interviewed  under\ncaution"));
        assert!(!records_crime("Incivility, impoliteness and intolerance"));
        assert!(!records_crime("therapeutic"));
    }
}
