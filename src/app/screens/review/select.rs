//! Selecting words with the keyboard: from the words in focus, or the beginning of the text.

use unicode_segmentation::UnicodeSegmentation;

use super::super::super::session::Session;
use super::ReviewView;
use crate::sheet::{CellId, Role};
use crate::text::Span;

/// How the end of a selection moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    NextWord,
    PreviousWord,
    NextLetter,
    PreviousLetter,
}

/// Moves the end of the selection. Without one, it begins after the words in focus.
pub(super) fn extend(view: &mut ReviewView, session: &Session, step: Step) {
    let Some(row) = view.row else { return };
    let workspace = session.workspace();
    let start = match (view.selection, view.focused()) {
        (Some((cell, span)), _) => Some((cell, span.start(), span.end())),
        (None, Some((_, item))) => {
            let text = workspace.sheet().text(item.place.cell).expose();
            let from = next_word_start(text, item.place.span.end()).unwrap_or(item.place.span.end());
            Some((item.place.cell, from, from))
        }
        (None, None) => {
            let cells = workspace.open_cells(row);
            let summary = workspace.layout().column(Role::Summary).map(|column| CellId { row, column });
            let cell = summary.filter(|cell| cells.contains(cell)).or(cells.first().copied());
            cell.map(|cell| (cell, 0, 0))
        }
    };
    let Some((cell, from, to)) = start else { return };
    let text = workspace.sheet().text(cell).expose();
    let end = moved(text, from, to, step);
    view.selection = Span::new(text, from, end).map(|span| (cell, span));
}

fn moved(text: &str, from: usize, to: usize, step: Step) -> usize {
    let words = || text.unicode_word_indices().map(|(start, word)| (start, start + word.len()));
    match step {
        Step::NextWord => words().map(|(_, end)| end).find(|end| *end > to).unwrap_or(text.len()),
        Step::PreviousWord => words()
            .map(|(_, end)| end)
            .take_while(|end| *end < to)
            .last()
            .filter(|end| *end > from)
            .unwrap_or(from),
        Step::NextLetter => {
            let rest = text.get(to..).unwrap_or("");
            to + rest.graphemes(true).next().map_or(0, str::len)
        }
        Step::PreviousLetter => {
            let before = text.get(from..to).unwrap_or("");
            to - before.graphemes(true).next_back().map_or(0, str::len)
        }
    }
}

fn next_word_start(text: &str, byte: usize) -> Option<usize> {
    text.unicode_word_indices().map(|(start, _)| start).find(|start| *start >= byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_moves_by_words_and_letters() {
        let text = "Mr Zoë-Ann Adeyemi left.";
        let word = |words: &str| text.find(words).unwrap();
        assert_eq!(moved(text, 3, 3, Step::NextWord), word("-Ann"));
        assert_eq!(moved(text, 3, word("-Ann"), Step::NextWord), word(" Adeyemi"));
        assert_eq!(moved(text, 3, word(" Adeyemi"), Step::PreviousWord), word("-Ann"));
        assert_eq!(moved(text, 3, word("-Ann"), Step::PreviousWord), 3);
        assert_eq!(moved(text, 3, word("-Ann"), Step::PreviousLetter), word("ë"));
        assert_eq!(moved(text, 3, text.len(), Step::NextLetter), text.len());
        assert_eq!(moved(text, 3, text.len(), Step::NextWord), text.len());
    }
}
