//! Codes of exemptions: how one is written, how people write it, and where it stands in the Act.

use std::cmp::Ordering;

/// Words people put between the numbers, as in `Section 31(1)(g) by virtue of (2)(b)`.
const FILLERS: [&str; 9] = ["section", "sections", "sec", "s", "by", "virtue", "of", "and", "with"];

/// A code in one spelling, as `s40(2)(3a)(a)` for `Section 40(2)&(3A)(a)`; `None` if it is none.
///
/// A section number that is repeated, as in `s31(1)(g) with s31(2)(b)`, is said once.
pub(super) fn fold(text: &str) -> Option<String> {
    let mut section = None;
    let mut groups = String::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first == '(' {
            let (group, after) = rest.split_once(')')?;
            let name = group.strip_prefix('(')?.trim().to_lowercase();
            if section.is_none() || name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
                return None;
            }
            groups.push_str(&format!("({name})"));
            rest = after;
        } else if first.is_alphanumeric() {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end)?;
            rest = after;
            let word = word.to_lowercase();
            if FILLERS.contains(&word.as_str()) {
                continue;
            }
            let number = word.strip_prefix('s').unwrap_or(&word).to_owned();
            if !number.starts_with(|c: char| c.is_ascii_digit())
                || section.as_ref().is_some_and(|s| *s != number)
            {
                return None;
            }
            section = Some(number);
        } else if first.is_whitespace() || matches!(first, '&' | '.' | ',') {
            rest = rest.get(first.len_utf8()..)?;
        } else {
            return None;
        }
    }
    section.map(|number| format!("s{number}{groups}"))
}

/// Where a code stands in the Act: section, then each bracket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place(Vec<Step>);

/// One step down in the Act: `22A` is (22, "A"), `(3A)` is (3, "A"), `(aa)` is (0, "aa").
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Step(u16, String);

impl Place {
    /// Of a code in the canonical spelling, as `s40(2)(3A)(a)`.
    pub(super) fn of(code: &str) -> Option<Place> {
        let mut pieces = code.strip_prefix('s')?.split('(');
        let mut steps = vec![Step::of(pieces.next()?)?];
        if steps.first()?.0 == 0 {
            return None;
        }
        for piece in pieces {
            steps.push(Step::of(piece.strip_suffix(')')?)?);
        }
        Some(Place(steps))
    }

    /// The section's number, as `22A`.
    pub(super) fn section(&self) -> String {
        self.0.first().map(|Step(number, letter)| format!("{number}{letter}")).unwrap_or_default()
    }
}

impl Step {
    fn of(text: &str) -> Option<Step> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, letters) = text.split_at_checked(digits)?;
        let lettered = letters.chars().all(|c| c.is_ascii_alphabetic());
        if text.is_empty() || !lettered {
            return None;
        }
        let number = if number.is_empty() { 0 } else { number.parse().ok()? };
        Some(Step(number, letters.to_owned()))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        self.0.cmp(&other.0)
    }
}

/// Whether `code` is `branch` or a paragraph of it: `s30(1)(a)(i)` is within `s30`.
pub(super) fn within(code: &str, branch: &str) -> bool {
    code.strip_prefix(branch).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_codes_in_many_ways() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(fold(text).as_deref(), expected, "{text}");
        };
        check("s40(2)(3A)(a)", Some("s40(2)(3a)(a)"));
        check("Section 40(2)&(3A)(a)", Some("s40(2)(3a)(a)"));
        check("S. 31 (1)(g) by virtue of s31(2)(b)", Some("s31(1)(g)(2)(b)"));
        check("31(1)(g) by virtue of Section 31(2)(b)", Some("s31(1)(g)(2)(b)"));
        check("s22A", Some("s22a"));
        check("s31(1)(g) with s30(2)", None);
        check("s40(2", None);
        check("s40()", None);
        check("(2)(b)", None);
        check("PC 2231", None);
        check("", None);
        check("s40(2) – Personal Data", None);
    }

    #[test]
    fn places_follow_the_act() {
        let neighbours = [
            ("s21(1)", "s22(1)"),
            ("s22(2)", "s22A(1)"),
            ("s22A(2)", "s23(1)"),
            ("s31(1)(g)(2)(b)", "s31(1)(h)"),
            ("s37(1)(a)", "s37(1)(aa)"),
            ("s37(1)(ad)", "s37(1)(b)"),
            ("s40(2)(3A)(b)", "s40(2)(3B)"),
            ("s40(2)(4A)", "s40(5A)"),
        ];
        for (before, after) in neighbours {
            assert!(Place::of(before).unwrap() < Place::of(after).unwrap(), "{before} {after}");
        }
        for none in ["40(2)", "s", "s(1)", "s40(2", "s40(2)x", "s40((2))", "s40()", "s4é"] {
            assert_eq!(Place::of(none), None, "{none}");
        }
    }

    #[test]
    fn a_branch_ends_at_a_bracket() {
        assert!(within("s30(1)(b)", "s30"));
        assert!(within("s23(1)", "s23(1)"));
        assert!(!within("s22A(1)", "s22"));
        assert!(!within("s30", "s30(1)"));
    }
}
