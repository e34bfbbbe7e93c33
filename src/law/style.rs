//! Strings of the house style.

use std::sync::LazyLock;

use serde::Deserialize;

use super::fault::{Fault, placed, sound};
use super::{ExemptionId, TextFile, text};

const FILE: &str = "style.toml";

/// How the house prints what the program writes.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Style {
    /// A mark, with `{}` where the exemptions go.
    pub mark: String,
    /// What stands between two exemptions of a mark.
    pub joiner: String,
    /// What every file of an unreviewed draft says.
    pub draft: String,
}

/// The house style in use.
pub fn style() -> &'static Style {
    static IN_USE: LazyLock<Style> = LazyLock::new(|| sound(Style::parse(text(TextFile::Style))));
    &IN_USE
}

/// What stands in the output where words were, as `[s31(1)(a), s40(2)]`: in the order of the Act,
/// each mark once.
pub fn mark_text(exemptions: &[ExemptionId]) -> String {
    let mut ordered = exemptions.to_vec();
    ordered.sort_unstable();
    let mut marks: Vec<&str> = ordered.into_iter().map(ExemptionId::mark).collect();
    marks.dedup();
    let style = style();
    style.mark.replacen("{}", &marks.join(&style.joiner), 1)
}

/// What is wrong with a file.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    Style::parse(text).err().unwrap_or_default()
}

impl Style {
    fn parse(text: &str) -> Result<Style, Vec<Fault>> {
        let style: Style =
            toml::from_str(text).map_err(|error| vec![Fault::unreadable(FILE, text, &error)])?;
        let mut faults = Vec::new();
        let around: Vec<&str> = style.mark.split("{}").collect();
        if around.len() != 2 || around.iter().any(|part| part.is_empty()) {
            faults.push(Fault::new(FILE, "mark", "it needs {} once, with something before and after it"));
        }
        if style.mark.starts_with(['=', '+', '-', '@']) {
            faults.push(Fault::new(FILE, "mark", "a spreadsheet takes it for a formula"));
        }
        if style.joiner.is_empty() {
            faults.push(Fault::new(FILE, "joiner", "it is empty, so that two exemptions read as one"));
        }
        if style.draft.trim().is_empty() {
            faults.push(Fault::new(FILE, "draft", "it is empty, so that a draft looks like a release"));
        }
        if faults.is_empty() { Ok(style) } else { Err(placed(faults, text)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_in_order_and_says_nothing_twice() {
        let check = |codes: &[&str], expected: &str| {
            let ids: Vec<ExemptionId> = codes.iter().map(|c| ExemptionId::from_code(c).unwrap()).collect();
            assert_eq!(mark_text(&ids), expected);
        };
        check(&["s40(2)(3A)(a)"], "[s40(2)]");
        check(&["s40(2)(3A)(a)", "s31(1)(a)"], "[s31(1)(a), s40(2)]");
        check(&["s40(2)(3A)(b)", "s31(1)(g)(2)(b)", "s40(2)(3A)(a)"], "[s31(1)(g), s40(2)]");
        check(&["s31(1)(g)(2)(b)", "s31(1)(g)(2)(a)"], "[s31(1)(g)]");
    }

    #[test]
    fn a_style_that_hides_something_is_refused() {
        let sound = "mark = \"[{}]\"\njoiner = \", \"\ndraft = \"Draft\"";
        assert!(Style::parse(sound).is_ok());
        for (from, to) in [
            ("[{}]", "[]"),
            ("[{}]", "{}"),
            ("[{}]", "={}="),
            ("[{}]", "[{}{}]"),
            ("\", \"", "\"\""),
            ("\"Draft\"", "\" \""),
            ("draft", "drafts"),
        ] {
            assert!(Style::parse(&sound.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}
