//! Steps through the words of an entry that nothing marked: each is selected, to be redacted or kept.

use super::super::super::session::Session;
use super::super::super::widgets::MarkState;
use super::{ReviewView, columns, items};
use crate::review::Place;
use crate::text::Span;

/// Selects the next unmarked words of the entry after the place the officer is at, or the one before it.
pub(super) fn step(view: &mut ReviewView, session: &Session, is_forward: bool) {
    let Some(row) = view.row else { return };
    let places = unmarked(view, session, row);
    let here = view.target();
    let next = match here {
        None if is_forward => places.first(),
        None => places.last(),
        Some(here) if is_forward => places.iter().find(|place| **place > here && !overlaps(**place, here)),
        Some(here) => places.iter().rev().find(|place| **place < here && !overlaps(**place, here)),
    };
    match next {
        Some(place) => {
            view.selection = Some((place.cell, place.span));
            view.reveal_focus = true;
        }
        None if places.is_empty() => view.refuse(
            "Nothing in this entry is left without a mark that looks like a name, number or quotation",
        ),
        None if is_forward => view.refuse("That was the last unmarked word of the entry"),
        None => view.refuse("That was the first unmarked word of the entry"),
    }
}

fn overlaps(one: Place, other: Place) -> bool {
    one.cell == other.cell && one.span.overlaps(other.span)
}

/// The words with a faint underline in the cells that are released, in reading order.
fn unmarked(view: &ReviewView, session: &Session, row: u32) -> Vec<Place> {
    let workspace = session.workspace();
    let mut places = Vec::new();
    for cell in workspace.open_cells(row) {
        let plan = workspace.layout().columns.get(usize::from(cell.column));
        // Elsewhere they have no underline.
        if !plan.is_some_and(|plan| columns::is_long(*plan)) {
            continue;
        }
        let text = workspace.sheet().text(cell).expose();
        let findings: Vec<_> = workspace.findings_in(cell).copied().collect();
        let marks = items::marks(text, cell, &view.items, &findings, true);
        let unmarked = marks.into_iter().filter(|mark| mark.state == MarkState::Unmarked);
        let spans = joined(text, unmarked.map(|mark| mark.span));
        places.extend(spans.into_iter().map(|span| Place { cell, span }));
    }
    places
}

/// Words side by side, as “Lambeth Bridge”, are one step: they are redacted or kept together.
fn joined(text: &str, spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if matches!(text.get(last.end()..span.start()), Some(" " | "\u{a0}" | "-")) => {
                *last = last.join(span);
            }
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &[&str], expected: &[&str]) {
        let mut from = 0;
        let spans = words.iter().map(|word| {
            let rest = text.get(from..).expect("whole letters");
            let start = from + rest.find(word).expect("a word of the text");
            from = start + word.len();
            Span::new(text, start, from).expect("whole letters")
        });
        let joined: Vec<_> =
            joined(text, spans).into_iter().map(|span| span.of(text).unwrap_or("")).collect();
        assert_eq!(joined, expected);
    }

    #[test]
    fn words_side_by_side_are_one_step() {
        check(
            "near Lambeth Bridge, Lambeth",
            &["Lambeth", "Bridge", "Lambeth"],
            &["Lambeth Bridge", "Lambeth"],
        );
        check("Stoke-on-Trent", &["Stoke", "Trent"], &["Stoke", "Trent"]);
        check("Smith-Jones 44071", &["Smith", "Jones", "44071"], &["Smith-Jones 44071"]);
        check("Okafor. Hunter\nWard", &["Okafor", "Hunter", "Ward"], &["Okafor", "Hunter", "Ward"]);
    }
}
