//! The subject's collar, warrant or pay number, wherever it stands: with and without its letters'
//! gap, or without the letter before it.

use crate::detect::words::{Gap, Shape, Word, Words};
use crate::detect::{Detector, DetectorId, Evidence, Hit, Kind, KnownNumber, Passage, Why};

pub(crate) struct KnownNumbers;

impl Detector for KnownNumbers {
    fn id(&self) -> DetectorId {
        DetectorId::new("known-number")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let numbers = passage.known.numbers();
        if numbers.is_empty() {
            return;
        }
        for (at, _) in passage.words.iter().filter(|(_, word)| may_be_part(word)) {
            let found =
                numbers.iter().find_map(|number| Some((number, last_word(passage.words, at, number)?)));
            let Some((number, last)) = found else { continue };
            let Some(span) = passage.words.span(at, last) else { continue };
            let cell = number.source.cell();
            let sentence = if cell.row == passage.cell.row {
                "Matches the number of this entry's subject"
            } else {
                "Matches a subject's number in this case"
            };
            let why = Why::new(sentence, Evidence::Cell(cell));
            out.push(Hit { span, kind: Kind::Number, why, confidence_permille: 985 });
        }
    }
}

fn may_be_part(word: &Word) -> bool {
    matches!(word.shape, Shape::Number | Shape::Upper | Shape::Initial)
        || word.shape == Shape::Lower && word.span.byte_len() <= 2
}

/// The last word of `number`, if it begins at word `at`.
fn last_word(words: &Words, at: usize, number: &KnownNumber) -> Option<usize> {
    let word = words.get(at)?;
    let key = words.key(at);
    // "2231CE"; "204577" for "P204577", where it is long enough to be the same.
    let digits = number.key.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if word.shape == Shape::Number && (number.key == key || digits.len() >= 5 && digits == key) {
        return Some(at);
    }
    // "2231 CE", "P-204577"
    let next = words.get(at + 1)?;
    let joined = matches!(next.gap, Gap::Space | Gap::Hyphen | Gap::Slash) && may_be_part(next);
    let rest = number.key.strip_prefix(key)?;
    (joined && !rest.is_empty() && rest == words.key(at + 1)).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check_known;
    use crate::detect::{Known, Source};
    use crate::sheet::CellId;

    fn known() -> Known {
        let mut known = Known::default();
        for number in ["2231CE", "P204577"] {
            known.learn_number(number, Source::Subject(CellId { row: 0, column: 2 }));
        }
        known
    }

    #[test]
    fn finds() {
        let text = "[NUMBER:2231CE], [NUMBER:2231 ce], [NUMBER:P204577], exhibit [NUMBER:204577]/AB";
        check_known(&KnownNumbers, &known(), text);
    }

    #[test]
    fn leaves() {
        check_known(&KnownNumbers, &known(), "2231 people in CE2 at 20457 or P2045");
    }
}
