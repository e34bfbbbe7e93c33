//! Numbers and references that were found in one place of a case and stand in another without
//! whatever gave them away there.

use super::hash::{ByHash, extended, hash};
use super::resolve::Report;
use super::words::{Gap, Shape, Words};
use super::{DetectorId, Evidence, Hit, Kind, Why};
use crate::sheet::CellId;
use crate::text::Span;

/// Who reports what stands again.
pub(super) fn id() -> DetectorId {
    DetectorId::new("again")
}

/// Confidence from which a number is looked for in the rest of its case.
const ESTABLISHED_PERMILLE: u16 = 700;

/// The most words that one number is written in.
const MOST_WORDS: usize = 6;

/// The numbers of one case, by the hash of their letters and digits.
#[derive(Default)]
pub(super) struct Numbers(ByHash<(Kind, CellId, Span)>);

impl Numbers {
    /// Learns the numbers among the reports of a cell.
    pub(super) fn learn(&mut self, cell: CellId, text: &str, reports: &[Report]) {
        for Report { hit, .. } in reports {
            let looked_for = match hit.kind {
                Kind::Number
                | Kind::Phone
                | Kind::Vrm
                | Kind::Nino
                | Kind::Bank
                | Kind::OtherId
                | Kind::CaseRef => hit.confidence_permille >= ESTABLISHED_PERMILLE,
                Kind::Public
                | Kind::Officer
                | Kind::Staff
                | Kind::Address
                | Kind::Postcode
                | Kind::Email
                | Kind::Social
                | Kind::Dob
                | Kind::Tactic
                | Kind::Special
                | Kind::Bwv => false,
            };
            let words = hit.span.of(text).unwrap_or("");
            if looked_for && let Some(key) = telling(words) {
                self.0.entry(hash(key.bytes())).or_insert((hit.kind, cell, hit.span));
            }
        }
    }

    /// Reports where they stand again.
    pub(super) fn find(&self, cell: CellId, words: &Words, out: &mut Vec<Report>) {
        if self.0.is_empty() {
            return;
        }
        for first in 0..words.len() {
            let mut key = hash(std::iter::empty());
            for last in first..words.len().min(first + MOST_WORDS) {
                let Some(word) = words.get(last) else { break };
                let joined = last == first
                    || matches!(word.gap, Gap::Space | Gap::Hyphen | Gap::Dot | Gap::Slash | Gap::Line);
                if !joined || word.shape == Shape::Lower && words.key(last).len() > 2 {
                    break;
                }
                key = extended(key, words.key(last).bytes());
                let Some(&(kind, there, span)) = self.0.get(&key) else { continue };
                let Some(here) = words.span(first, last).filter(|&here| (there, span) != (cell, here)) else {
                    continue;
                };
                let why = if there == cell {
                    Why::new("Stands in this text as “{}” too", Evidence::Words(span))
                } else {
                    Why::new("Was found in another entry of this case", Evidence::Cell(there))
                };
                let hit = Hit { span: here, kind, why, confidence_permille: 900 };
                out.push(Report { hit, detector: id(), from_columns: false });
            }
        }
    }
}

/// The letters and digits, folded, if they are enough to tell a number from a count or a year.
fn telling(text: &str) -> Option<String> {
    let key: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let year = key.len() == 4 && (key.starts_with("19") || key.starts_with("20"));
    (digits >= 3 && key.len() >= 4 && !year).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in `text` once the words in the first cell are known as a number.
    fn check(known: &str, text: &str, expected: &[&str]) {
        let mut numbers = Numbers::default();
        let hit = Hit::new(known, 0, known.len(), Kind::Number, "Test", 900).unwrap();
        numbers.learn(
            CellId { row: 0, column: 0 },
            known,
            &[Report { hit, detector: DetectorId::new("test"), from_columns: false }],
        );
        let mut found = Vec::new();
        numbers.find(CellId { row: 1, column: 0 }, &Words::new(text), &mut found);
        let words: Vec<_> = found.iter().map(|report| report.hit.span.of(text).unwrap()).collect();
        assert_eq!(words, expected, "{known} in {text}");
    }

    #[test]
    fn finds_them_however_they_are_spaced() {
        check("2231CE", "then 2231 CE left, and 2231ce too", &["2231 CE", "2231ce"]);
        check("07700 900349", "rang 07700-900-349.", &["07700-900-349"]);
        check("01/ZD/4418/20", "see 01ZD/4418/20", &["01ZD/4418/20"]);
    }

    #[test]
    fn leaves_counts_years_and_longer_numbers() {
        check("41", "41 people", &[]);
        check("2019", "in 2019", &[]);
        check("2231", "number 22315 and 12231", &[]);
        check("2231CE", "2231 centres", &[]);
    }
}
