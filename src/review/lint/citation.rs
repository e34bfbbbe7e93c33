//! Citations of the Act in running text.

use std::sync::LazyLock;

use regex::Regex;

use crate::law::{CodeError, ExemptionId};

/// A citation, and what it cites.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation<'t> {
    /// As it stands in the text.
    pub words: &'t str,
    /// The exemption, or why it is none.
    pub cites: Result<ExemptionId, CodeError>,
}

impl Citation<'_> {
    /// How far down it goes: the number of its brackets.
    pub fn depth(&self) -> usize {
        self.words.matches('(').count()
    }
}

/// Every citation of an exemption in a text, in order. Sections that are no exemptions are left out.
pub fn citations(text: &str) -> Vec<Citation<'_>> {
    static CITATION: LazyLock<Regex> = LazyLock::new(|| {
        let bracket = r"\s?\(\s*[0-9]{0,2}[A-Za-z]{0,4}\s*\)";
        let joiner = r"\s*(?:&|by\s+virtue\s+of|with)\s*(?:(?:section|s)\.?\s*)?(?:\d{1,2})?";
        let pattern = format!(
            r"(?i)\b(?:(?:sections?|sec|ss?)\.?\s*)?\d{{1,2}}A?(?:{bracket})+(?:{joiner}(?:{bracket})+)*"
        );
        Regex::new(&pattern).expect("a valid pattern")
    });
    CITATION
        .find_iter(text)
        .map(|found| Citation { words: found.as_str(), cites: ExemptionId::read(found.as_str()) })
        .filter(|citation| !matches!(citation.cites, Err(CodeError::Unknown { .. })))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = citations(text)
            .iter()
            .map(|citation| match &citation.cites {
                Ok(id) => id.code().to_owned(),
                Err(CodeError::Outdated { .. }) => format!("old {}", citation.words),
                Err(CodeError::Incomplete { .. }) => format!("part {}", citation.words),
                Err(CodeError::Unknown { .. }) => "unknown".to_owned(),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds() {
        check("Section 40(2)&(3A)(a) – Personal Data", &["s40(2)(3A)(a)"]);
        check("under s.31(1)(a), and 30(1)(a)(i).", &["s31(1)(a)", "s30(1)(a)(i)"]);
        check("Section 31(1)(g) by virtue of Section 31(2)(b) applies", &["s31(1)(g)(2)(b)"]);
        check("s31(1)(g) is engaged", &["part s31(1)(g)"]);
        check("by s40(2)&(3) and s40(3)(a)(i)", &["old s40(2)&(3)", "old s40(3)(a)(i)"]);
        check("section 30 (1)(a)", &["part section 30 (1)(a)"]);
    }

    #[test]
    fn leaves() {
        check("section 17(1) and section 50, in 2018 (a year), 40 (forty) entries", &[]);
        check("Section 40 is open for the living only", &[]);
        check("[Officer A] called at 12 (noon)", &[]);
        check("Data Protection Act 2018(c)", &[]);
    }
}
