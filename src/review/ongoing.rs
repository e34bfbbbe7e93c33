//! Whether a case still awaits its outcome, judged from what the case system says.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::law::{self, Fault, TextFile, placed, sound};

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

static WORDS: LazyLock<Words> = LazyLock::new(|| sound(Words::parse(law::text(TextFile::CaseState))));

/// What is wrong with a force's own `case-state.toml`.
pub fn case_state_faults(text: &str) -> Vec<Fault> {
    Words::parse(text).err().unwrap_or_default()
}

impl Words {
    fn parse(text: &str) -> Result<Words, Vec<Fault>> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            live: Vec<String>,
            closed: Vec<String>,
            criminal: Vec<String>,
        }
        let name = TextFile::CaseState.name();
        let file: File = toml::from_str(text).map_err(|error| vec![Fault::unreadable(name, text, &error)])?;
        let mut faults = Vec::new();
        let mut any = |list: &str, words: &[String]| {
            // An empty list would be found in every text.
            if words.is_empty() || words.iter().any(|word| word.trim().is_empty()) {
                faults.push(Fault::new(name, list, "the list, or a word of it, is empty"));
            }
            let words: Vec<String> =
                words.iter().map(|word| regex::escape(word.trim()).replace(' ', r"\s+")).collect();
            RegexBuilder::new(&format!(r"\b(?:{})\b", words.join("|"))).case_insensitive(true).build().ok()
        };
        let read = (any("live", &file.live), any("closed", &file.closed), any("criminal", &file.criminal));
        match read {
            (Some(live), Some(closed), Some(criminal)) if faults.is_empty() => {
                Ok(Words { live, closed, criminal })
            }
            _ if faults.is_empty() => Err(vec![Fault::new(name, "the file", "its lists are too long")]),
            _ => Err(placed(faults, text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_found_everywhere_is_refused() {
        let sound = "live = [\"open\"]\nclosed = [\"closed\"]\ncriminal = [\"assault\"]";
        assert_eq!(case_state_faults(sound), []);
        for (from, to, expected) in [
            ("[\"open\"]", "[]", "live: the list"),
            ("\"closed\"]", "\" \"]", "closed: the list"),
            ("criminal", "criminals", "unknown field"),
            ("live = [", "live = ", "line 1"),
        ] {
            let found = case_state_faults(&sound.replacen(from, to, 1));
            assert!(found.iter().any(|fault| fault.to_string().contains(expected)), "{to}: {found:?}");
        }
        assert!(case_state_faults("")[0].to_string().contains("it is empty"));
    }

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
