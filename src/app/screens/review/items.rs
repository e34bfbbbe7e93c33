//! What there is to decide in one entry, in reading order, and how it is marked in the text.

use crate::detect::{Finding, Kind};
use crate::law::ExemptionId;
use crate::review::{Decision, People, Place, Precedent, Suggestion, Workspace};
use crate::sheet::CellId;
use crate::text::Span;

use super::super::super::widgets::{Mark, MarkState};
use super::super::super::words;

/// Some words to decide, or decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Item {
    pub(super) place: Place,
    /// What they are; `None` for words that the officer marked.
    pub(super) finding: Option<Finding>,
    /// What is suggested for them.
    pub(super) suggestion: Option<Suggestion>,
    pub(super) decision: Option<Decision>,
    /// What was decided before for whom or what the words are about; only of what is undecided.
    pub(super) precedent: Option<Precedent>,
}

impl Item {
    pub(super) fn is_undecided(&self) -> bool {
        self.decision.is_none()
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        self.finding.map(|finding| finding.kind)
    }

    /// What to suggest: as it was decided before, else by what the words are.
    pub(super) fn suggested(&self) -> Option<Decision> {
        match &self.precedent {
            Some(Precedent { decision: decision @ Decision::Redact { .. }, .. }) => Some(decision.clone()),
            Some(Precedent { decision: Decision::Keep { .. }, .. }) | None => {
                self.suggestion.clone().map(Decision::from)
            }
        }
    }

    /// The exemptions and the reason that stand, or are suggested.
    pub(super) fn grounds(&self) -> Option<(&[ExemptionId], &str)> {
        let before = self.precedent.as_ref().map(|precedent| &precedent.decision);
        match (self.decision.as_ref().or(before), &self.suggestion) {
            (Some(Decision::Redact { exemptions, reason }), _) => Some((exemptions, reason)),
            (_, Some(suggestion)) => Some((&suggestion.exemptions, suggestion.reason)),
            (_, None) => None,
        }
    }

    fn state(&self) -> MarkState {
        match &self.decision {
            None => MarkState::Suggested,
            Some(Decision::Redact { .. }) => MarkState::Redacted,
            Some(Decision::Keep { .. }) => MarkState::Kept,
        }
    }
}

/// Everything to decide in the released cells of an entry, in order.
pub(super) fn items(workspace: &Workspace, people: &People, row: u32) -> Vec<Item> {
    let mut items = Vec::new();
    for cell in workspace.open_cells(row) {
        let decisions: Vec<(Place, &Decision)> = workspace.decisions_in(cell).collect();
        for finding in workspace.findings_in(cell) {
            let Some(suggestion) = workspace.suggestion(finding) else { continue };
            let place = Place { cell, span: finding.span };
            let exact = workspace.decision(place);
            // Part of a wider decision, or decided in pieces: those stand for it.
            let is_part = exact.is_none() && workspace.decision_over(place).is_some();
            if !is_part {
                let (decision, suggestion) = (exact.cloned(), Some(suggestion));
                let precedent = if decision.is_none() { workspace.precedent(people, place) } else { None };
                items.push(Item { place, finding: Some(*finding), suggestion, decision, precedent });
            }
        }
        for (place, decision) in decisions {
            let is_finding = workspace
                .findings_in(cell)
                .any(|finding| finding.span == place.span && workspace.suggestion(finding).is_some());
            if !is_finding {
                let decision = Some(decision.clone());
                items.push(Item { place, finding: None, suggestion: None, decision, precedent: None });
            }
        }
    }
    items.sort_by_key(|item| item.place);
    items
}

/// The marks of one cell. What goes out is never hidden by what stays; nothing overlaps.
pub(super) fn marks(
    text: &str,
    cell: CellId,
    items: &[Item],
    findings: &[Finding],
    with_unmarked: bool,
) -> Vec<Mark> {
    let mut marks = Marks { text, marks: Vec::new() };
    let here = || items.iter().enumerate().filter(|(_, item)| item.place.cell == cell);
    for state in [MarkState::Redacted, MarkState::Suggested, MarkState::Kept] {
        for (id, item) in here().filter(|(_, item)| item.state() == state) {
            let code = match state {
                MarkState::Redacted | MarkState::Suggested => {
                    item.grounds().map(|(exemptions, _)| words::codes(exemptions)).unwrap_or_default()
                }
                MarkState::Kept | MarkState::Mention | MarkState::Unmarked => String::new(),
            };
            marks.add(item.place.span, state, code, id);
        }
    }
    for finding in findings.iter().filter(|finding| finding.kind == Kind::Bwv) {
        marks.add(finding.span, MarkState::Mention, String::new(), usize::MAX);
    }
    if with_unmarked {
        for span in conspicuous(text).chain(crate::detect::quotations(text)) {
            marks.add(span, MarkState::Unmarked, String::new(), usize::MAX);
        }
    }
    marks.marks
}

struct Marks<'t> {
    text: &'t str,
    /// In order, without overlaps, so that what a span meets is found without looking at all of them:
    /// a text in capitals has thousands.
    marks: Vec<Mark>,
}

impl Marks<'_> {
    /// Adds what of a span is not marked yet; its code stands after the last piece.
    fn add(&mut self, span: Span, state: MarkState, code: String, id: usize) {
        let first = self.marks.partition_point(|mark| mark.span.end() <= span.start());
        let taken = self.marks.iter().skip(first).map(|mark| mark.span);
        let mut pieces = Vec::new();
        let mut from = span.start();
        for other in taken.take_while(|other| other.overlaps(span)) {
            pieces.extend(Span::new(self.text, from, other.start().min(span.end())));
            from = from.max(other.end());
        }
        pieces.extend(Span::new(self.text, from, span.end()));
        let last = pieces.len();
        for (at, span) in pieces.into_iter().enumerate() {
            let code = if at + 1 == last { code.clone() } else { String::new() };
            let place = self.marks.partition_point(|mark| mark.span < span);
            self.marks.insert(place, Mark { span, state, code, id });
        }
    }
}

/// Words with a capital or a digit, but for one that begins a sentence and is no name by its looks,
/// and single letters.
fn conspicuous(text: &str) -> impl Iterator<Item = Span> + '_ {
    use unicode_segmentation::UnicodeSegmentation;
    text.unicode_word_indices().filter_map(|(start, word)| {
        let mut letters = word.chars();
        let first = letters.next()?;
        let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
        let has_digit = word.chars().any(char::is_numeric);
        if !has_digit && (capitals == 0 || word.chars().count() == 1) {
            return None;
        }
        let before = text.get(..start).unwrap_or("").trim_end();
        let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n']);
        if begins && capitals == 1 && first.is_uppercase() && !has_digit && is_function_word(word) {
            return None;
        }
        Span::new(text, start, start + word.len())
    })
}

/// Words that open sentences and name nobody.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 40] = [
        "the",
        "a",
        "an",
        "he",
        "she",
        "they",
        "it",
        "this",
        "that",
        "these",
        "those",
        "there",
        "his",
        "her",
        "their",
        "its",
        "on",
        "in",
        "at",
        "during",
        "after",
        "before",
        "when",
        "while",
        "as",
        "and",
        "but",
        "no",
        "not",
        "officers",
        "officer",
        "complainant",
        "complaint",
        "following",
        "both",
        "one",
        "two",
        "all",
        "it’s",
        "body",
    ];
    let word = word.to_lowercase();
    WORDS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(text, start, start + words.len()).unwrap()
    }

    #[test]
    fn a_keep_never_hides_a_redaction() {
        let text = "PC Hunter of Hunter Road";
        let mut marks = Marks { text, marks: Vec::new() };
        marks.add(span(text, "Hunter"), MarkState::Redacted, "s40(2)".into(), 0);
        marks.add(span(text, "PC Hunter of"), MarkState::Kept, String::new(), 1);
        let shown: Vec<_> = marks.marks.iter().map(|m| (m.span.of(text).unwrap(), m.state)).collect();
        assert_eq!(
            shown,
            [("PC ", MarkState::Kept), ("Hunter", MarkState::Redacted), (" of", MarkState::Kept)]
        );
    }

    #[test]
    fn capitals_and_numbers_are_worth_a_look() {
        let text = "The officer met Grace at 14:30. Sandra left. He saw LX21 ABF and an A road.";
        let found: Vec<&str> = conspicuous(text).map(|span| span.of(text).unwrap()).collect();
        assert_eq!(found, ["Grace", "14", "30", "Sandra", "LX21", "ABF"]);
    }
}
