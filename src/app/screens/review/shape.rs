//! Marks in another shape: a word less or more at either end, or opened in the middle. Each is one undo step.
//! Where words are selected, the ends of the selection move instead.

use unicode_segmentation::UnicodeSegmentation;

use super::super::super::session::Session;
use super::super::super::time;
use super::super::super::ui_command::UiCommand;
use super::ReviewView;
use super::items::Item;
use crate::review::{Command, Decision, Place};
use crate::sheet::CellId;
use crate::text::Span;

/// An end of some words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    Before,
    After,
}

const NOTHING_HERE: &str = "No words are selected, and there is no suggestion here";

/// Moves an end by a word: outwards for more, inwards for less.
pub(super) fn step(view: &mut ReviewView, session: &mut Session, edge: Edge, is_more: bool) {
    let Some(place) = view.target() else { return view.refuse(NOTHING_HERE) };
    let text = session.workspace().sheet().text(place.cell).expose();
    let Some(span) = moved(text, place.span, edge, is_more) else {
        return view.refuse(if is_more {
            "The text has no further word there"
        } else {
            "That is the last word. To open it, keep it"
        });
    };
    if view.selection.is_some() {
        view.selection = Some((place.cell, span));
        view.reveal_focus = true;
        return;
    }
    let Some(decision) = view.focused().and_then(|(_, item)| redaction(item)) else {
        return view.refuse("These words are kept. Redact them first, then change how far the mark reaches");
    };
    reshape(view, session, place, vec![span], decision);
}

/// Selects the words of the mark, so that a part of them can be chosen with keys.
pub(super) fn select_marked(view: &mut ReviewView) {
    match view.target() {
        Some(Place { cell, span }) => view.selection = Some((cell, span)),
        None => view.refuse(NOTHING_HERE),
    }
}

/// Opens the selected part of a mark, and leaves what is before and after it redacted.
pub(super) fn open_part(view: &mut ReviewView, session: &mut Session) {
    let Some((cell, selected)) = view.selection else {
        let keys =
            [UiCommand::SelectMarked, UiCommand::LessBefore, UiCommand::LessAfter].map(UiCommand::key_text);
        let [select, before, after] = keys;
        return view.refuse(format!(
            "Select the part to open: with the mouse, or {select} for the marked words and {before} and {after} for fewer"
        ));
    };
    let found = match opened(view, cell, selected) {
        Ok(item) => item.clone(),
        Err(sentence) => return view.refuse(sentence),
    };
    let text = session.workspace().sheet().text(cell).expose();
    let parts = left_of(text, found.place.span, selected);
    match (parts.is_empty(), redaction(&found)) {
        (false, Some(decision)) => reshape(view, session, found.place, parts, decision),
        (true, _) | (_, None) => {
            let key = UiCommand::Keep.key_text();
            view.focus = Some(found.place);
            view.selection = None;
            view.refuse(format!("That would open all of the marked words: press {key} to keep them"));
        }
    }
}

/// The mark of which the selection is a part, or why there is none.
pub(super) fn opened(view: &ReviewView, cell: CellId, selected: Span) -> Result<&Item, &'static str> {
    let is_marked = |item: &&Item| {
        item.place.cell == cell && item.place.span.overlaps(selected) && redaction(item).is_some()
    };
    let mut marked = view.items.iter().filter(is_marked);
    match (marked.next(), marked.next()) {
        (None, _) => Err("Nothing is redacted in the selected words"),
        (Some(_), Some(_)) => {
            Err("The selected words reach over several marks: open a part of one at a time")
        }
        (Some(item), None) => Ok(item),
    }
}

/// The redaction that stands for an item or is suggested for it; `None` of what is kept.
fn redaction(item: &Item) -> Option<Decision> {
    match &item.decision {
        Some(decision @ Decision::Redact { .. }) => Some(decision.clone()),
        Some(Decision::Keep { .. }) => None,
        None => item.suggested(),
    }
}

fn reshape(view: &mut ReviewView, session: &mut Session, place: Place, parts: Vec<Span>, decision: Decision) {
    let first = parts.first().copied();
    match session.perform(&Command::Reshape { place, parts, decision }, time::now()) {
        Ok(()) => {
            view.selection = None;
            view.refresh(session);
            // The part may have become one with what it touches.
            let is_it = |item: &&Item| {
                let is_redacted = matches!(item.decision, Some(Decision::Redact { .. }));
                is_redacted
                    && item.place.cell == place.cell
                    && first.is_some_and(|first| item.place.span.covers(first))
            };
            view.focus = view.items.iter().find(is_it).map(|item| item.place).or(view.focus);
            view.reveal_focus = true;
        }
        Err(error) => view.refuse(error.to_string()),
    }
}

/// The words with one more or one less at an end; `None` where there is no such word.
fn moved(text: &str, span: Span, edge: Edge, is_more: bool) -> Option<Span> {
    let (start, end) = (span.start(), span.end());
    let words = || text.unicode_word_indices().map(|(at, word)| (at, at + word.len()));
    let (start, end) = match (edge, is_more) {
        (Edge::Before, true) => (words().map(|word| word.0).take_while(|at| *at < start).last()?, end),
        (Edge::Before, false) => {
            (words().map(|word| word.0).find(|at| *at > start).filter(|at| *at < end)?, end)
        }
        (Edge::After, true) => (start, words().map(|word| word.1).find(|to| *to > end)?),
        (Edge::After, false) => {
            (start, words().map(|word| word.1).take_while(|to| *to < end).last().filter(|to| *to > start)?)
        }
    };
    Span::new(text, start, end)
}

/// What of a mark is left when a part is opened: before and after it, without white space at the ends, and only
/// where a letter or digit is left.
fn left_of(text: &str, mark: Span, part: Span) -> Vec<Span> {
    let trimmed = |from: usize, to: usize| {
        let words = text.get(from..to)?;
        let start = from + (words.len() - words.trim_start().len());
        let span = Span::new(text, start, start + words.trim().len())?;
        words.chars().any(char::is_alphanumeric).then_some(span)
    };
    let before = trimmed(mark.start(), part.start().max(mark.start()));
    let after = trimmed(part.end().min(mark.end()), mark.end());
    before.into_iter().chain(after).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(text, start, start + words.len()).unwrap()
    }

    #[test]
    fn an_end_moves_by_a_word() {
        let text = "Then PC Zoë Adeyemi-Cole left.";
        let at = |words: &str, edge, is_more| {
            moved(text, span(text, words), edge, is_more).and_then(|span| span.of(text)).map(str::to_owned)
        };
        assert_eq!(at("PC Zoë", Edge::Before, false).as_deref(), Some("Zoë"));
        assert_eq!(at("PC Zoë", Edge::Before, true).as_deref(), Some("Then PC Zoë"));
        assert_eq!(at("PC Zoë", Edge::After, false).as_deref(), Some("PC"));
        assert_eq!(at("PC Zoë", Edge::After, true).as_deref(), Some("PC Zoë Adeyemi"));
        assert_eq!(at("Zoë", Edge::After, false), None);
        assert_eq!(at("Zoë", Edge::Before, false), None);
        assert_eq!(at("Then", Edge::Before, true), None);
        assert_eq!(at("left", Edge::After, true), None);
    }

    #[test]
    fn what_is_left_has_letters_and_no_white_space_at_its_ends() {
        let text = "Mr John Smith, of 12 Park Road.";
        let left = |mark: &str, part: &str| -> Vec<&str> {
            left_of(text, span(text, mark), span(text, part)).iter().filter_map(|s| s.of(text)).collect()
        };
        assert_eq!(left("John Smith, of 12 Park Road", " of "), ["John Smith,", "12 Park Road"]);
        assert_eq!(left("John Smith", "John"), ["Smith"]);
        assert_eq!(left("John Smith,", "John Smith"), Vec::<&str>::new());
        assert_eq!(left("Smith", "John Smith, of"), Vec::<&str>::new());
    }

    proptest! {
        /// A word off and on again at one end is what it was, if it began and ended with a word.
        #[test]
        fn less_then_more_is_as_before(words in prop::collection::vec("[a-zé]{1,6}", 2..7), from in 0usize..5, count in 2usize..5) {
            let text = words.join(" ");
            let picked: Vec<(usize, &str)> = text.unicode_word_indices().skip(from).take(count).collect();
            prop_assume!(picked.len() >= 2);
            let (start, last) = (picked[0].0, picked[picked.len() - 1]);
            let span = Span::new(&text, start, last.0 + last.1.len()).unwrap();
            for edge in [Edge::Before, Edge::After] {
                let less = moved(&text, span, edge, false).unwrap();
                prop_assert!(span.covers(less) && less != span);
                prop_assert_eq!(moved(&text, less, edge, true), Some(span));
            }
        }

        /// Nothing is redacted outside the mark, nothing of the opened part is, and no letter of the rest is lost.
        #[test]
        fn a_split_opens_the_part_and_nothing_else(text in "[ab é.,]{1,30}", cuts in prop::collection::vec(0usize..60, 4)) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at: Vec<usize> = cuts.iter().map(|cut| ends[cut % ends.len()]).collect();
            at.sort_unstable();
            let (Some(mark), Some(part)) = (Span::new(&text, at[0], at[3]), Span::new(&text, at[1], at[2])) else {
                return Ok(());
            };
            let left = left_of(&text, mark, part);
            for (byte, letter) in text.char_indices() {
                let is_left = left.iter().any(|span| span.range().contains(&byte));
                prop_assert!(!is_left || mark.range().contains(&byte) && !part.range().contains(&byte));
                let must = letter.is_alphanumeric() && mark.range().contains(&byte) && !part.range().contains(&byte);
                prop_assert!(is_left || !must, "{letter:?} at {byte} is open");
            }
        }
    }
}
