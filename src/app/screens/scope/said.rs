//! What the table and the questions say of an entry, in as few words as will do.

use super::super::super::{time, words};
use crate::detect::{Evidence, Finding, Kind};
use crate::review::{Misuse, ScopeChoice, ScopeRule, SuggestedMisuse, Workspace};
use crate::sheet::{CellId, Role, day_of, years_of};
use crate::text::{Span, union};
use unicode_segmentation::UnicodeSegmentation;

/// An answer and how it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) weight: Weight,
}

/// How much an answer weighs, which is shown by more than its colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    /// Given by the officer.
    Given,
    /// Follows from the columns.
    Follows,
    /// Suggested, and open; it ends in a question mark.
    Suggested,
    /// Open, and nothing is suggested.
    Open,
}

impl Answer {
    fn new(text: impl Into<String>, weight: Weight) -> Answer {
        Answer { text: text.into(), weight }
    }
}

/// In, out, or open; and whose word that is.
pub(super) fn scope(workspace: &Workspace, row: u32) -> (Answer, &'static str) {
    let answer = match workspace.scope(row) {
        Some(choice) => {
            let is_given = workspace.scope_choice(row).is_some();
            let weight = if is_given { Weight::Given } else { Weight::Follows };
            Answer::new(in_or_out(choice), weight)
        }
        None => Answer::new("?", Weight::Open),
    };
    let why = match workspace.scope_choice(row) {
        Some(_) => "by you",
        None => short_why(workspace.scope_rule(row)),
    };
    (answer, why)
}

pub(super) fn in_or_out(choice: ScopeChoice) -> &'static str {
    match choice {
        ScopeChoice::In => "In",
        ScopeChoice::Out => "Out",
    }
}

/// The rule in a word or two, for the table.
fn short_why(rule: ScopeRule) -> &'static str {
    match rule {
        ScopeRule::Mentioned => "mention",
        ScopeRule::Flagged => "flag",
        ScopeRule::CaseMentioned => "case mention",
        ScopeRule::CaseFlagged => "case flag",
        ScopeRule::NotMentioned => "no mention",
        ScopeRule::OutsidePeriod => "other period",
        ScopeRule::DayUnknown => "no date",
        ScopeRule::Hidden | ScopeRule::HiddenLeftOut => "hidden row",
    }
}

/// One line: whose word the scope is, and what the rule says.
pub(super) fn scope_line(workspace: &Workspace, row: u32) -> String {
    let rule = workspace.scope_rule(row);
    let by_recorded = if workspace.is_judged_by_recorded(row) {
        " (no day of the incident: judged by the day of recording)"
    } else {
        ""
    };
    match (workspace.scope_choice(row), rule.choice()) {
        (None, Some(_)) => format!("By the rule: {}{by_recorded}", lower_first(rule.why())),
        (None, None) => format!("Not settled: {}", lower_first(rule.why())),
        (Some(choice), ruled) => {
            let ruled = ruled.map_or("open", in_or_out).to_lowercase();
            format!("{} by you. By the rule: {ruled}, {}", in_or_out(choice), lower_first(rule.why()))
        }
    }
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn misuse(given: Option<Misuse>, suggested: Option<Misuse>) -> Answer {
    match (given, suggested) {
        (Some(given), _) => Answer::new(words::misuse(given), Weight::Given),
        (None, Some(suggested)) => Answer::new(format!("{}?", words::misuse(suggested)), Weight::Suggested),
        (None, None) => Answer::new("?", Weight::Open),
    }
}

/// Whether a criminal allegation is recorded. That nothing tells of one suggests nothing.
pub(super) fn criminal(given: Option<bool>, seems: impl FnOnce() -> bool) -> Answer {
    match given {
        Some(true) => Answer::new("Yes", Weight::Given),
        Some(false) => Answer::new("No", Weight::Given),
        None if seems() => Answer::new("Yes?", Weight::Suggested),
        None => Answer::new("?", Weight::Open),
    }
}

/// The day it happened, else the year, else the day it was recorded.
pub(super) fn date(workspace: &Workspace, row: u32) -> String {
    let (sheet, layout) = (workspace.sheet(), workspace.layout());
    let day = |role| {
        let mut columns = layout.columns_of(role);
        columns.find_map(|column| day_of(sheet, CellId { row, column }))
    };
    let years = || layout.columns_of(Role::Year).find_map(|column| years_of(sheet, CellId { row, column }));
    if let Some(day) = day(Role::Date) {
        return time::day(day);
    }
    match years() {
        Some((first, last)) if first.year() == last.year() => first.year().to_string(),
        Some((first, last)) => format!("{}–{}", first.year(), last.year()),
        None => day(Role::Recorded).map(time::day).unwrap_or_default(),
    }
}

/// The telling words of a suggestion in a text, widened to whole words.
pub(super) fn evidence(text: &str, suggested: SuggestedMisuse) -> Option<Span> {
    let Evidence::Words(span) = suggested.why.evidence() else { return None };
    let touched = text
        .unicode_word_indices()
        .map(|(start, word)| (start, start + word.len()))
        .filter(|(start, end)| *start < span.end() && *end > span.start());
    let (start, end) =
        touched.fold((span.start(), span.end()), |(from, to), (start, end)| (from.min(start), to.max(end)));
    Span::new(text, start, end)
}

/// One line: what is suggested, and why.
pub(super) fn misuse_line(workspace: &Workspace, row: u32, suggested: SuggestedMisuse) -> String {
    let cell = CellId { row, column: workspace.layout().column(Role::Summary).unwrap_or(0) };
    let text = workspace.sheet().text(cell).expose();
    let why = suggested.why.line(workspace.sheet(), cell);
    let words_here = match evidence(text, suggested).and_then(|span| span.of(text)) {
        Some(words_here) if !why.contains(words_here) => format!(": “{}”", words::snippet(words_here, 60)),
        Some(_) | None => String::new(),
    };
    format!("Suggested: {}. {why}{words_here}", words::misuse(suggested.misuse))
}

/// Mentions of body-worn video among findings of one cell; none overlaps another.
pub(super) fn mentions(findings: &[Finding]) -> Vec<Span> {
    union(findings.iter().filter(|finding| finding.kind == Kind::Bwv).map(|finding| finding.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Why;

    #[test]
    fn what_is_suggested_never_reads_as_given() {
        for answer in [Misuse::Yes, Misuse::No, Misuse::Unclear] {
            let given = misuse(Some(answer), Some(Misuse::Yes));
            let suggested = misuse(None, Some(answer));
            assert_eq!((given.text.as_str(), given.weight), (words::misuse(answer), Weight::Given));
            assert!(suggested.text.ends_with('?') && suggested.weight == Weight::Suggested);
        }
        assert_eq!(misuse(None, None), Answer::new("?", Weight::Open));
    }

    #[test]
    fn that_no_crime_is_told_suggests_nothing() {
        assert_eq!(criminal(None, || false), Answer::new("?", Weight::Open));
        assert_eq!(criminal(None, || true), Answer::new("Yes?", Weight::Suggested));
        assert_eq!(criminal(Some(false), || true), Answer::new("No", Weight::Given));
    }

    #[test]
    fn telling_words_are_whole_words() {
        let text = "PC Okafor did not activate his BWV.";
        let start = text.find("not activat").unwrap();
        let span = Span::new(text, start, start + "not activat".len()).unwrap();
        let why = Why::new("Says that it was not activated", Evidence::Words(span));
        let found = evidence(text, SuggestedMisuse { misuse: Misuse::Yes, why }).unwrap();
        assert_eq!(found.of(text), Some("not activate"));
        let why = Why::new("Mentioned, without a sign of misuse", Evidence::Itself);
        assert_eq!(evidence(text, SuggestedMisuse { misuse: Misuse::No, why }), None);
    }

    #[test]
    fn a_sentence_goes_on_in_small_letters() {
        assert_eq!(lower_first("Mentions body-worn video"), "mentions body-worn video");
        assert_eq!(lower_first(""), "");
    }
}
