//! The names in the name columns of the whole sheet: an officer of one case is often named in the
//! text of another.

use std::collections::HashMap;

use super::known::parse;
use super::lexicon::Class;
use super::name::place_follows;
use super::words::{Gap, Shape};
use super::{DetectorId, Evidence, Hit, Kind, Passage, Why};
use crate::sheet::{CellId, Layout, Role, Sheet};

/// Who reports what the roster finds.
pub(crate) fn id() -> DetectorId {
    DetectorId::new("roster")
}

/// Shorter surnames are too often something else.
const SHORTEST: usize = 5;

/// Distinctive surnames of the sheet, each with the first cell it stands in.
#[derive(Default)]
pub(crate) struct Roster {
    surnames: HashMap<String, (CellId, Kind)>,
}

impl Roster {
    /// Reads the name columns of every row.
    pub(crate) fn new(sheet: &Sheet, layout: &Layout) -> Roster {
        let mut roster = Roster::default();
        for (role, kind) in [(Role::Subject, Kind::Officer), (Role::Complainant, Kind::Public)] {
            for column in layout.columns_of(role) {
                let mut last = "";
                for row in 0..sheet.row_count() {
                    let cell = CellId { row, column };
                    let text = sheet.text(cell).expose();
                    // Entries of one case stand together and repeat the name.
                    if text != last {
                        roster.learn(text, cell, kind);
                    }
                    last = text;
                }
            }
        }
        roster
    }

    fn learn(&mut self, text: &str, cell: CellId, kind: Kind) {
        for part in parse(text).into_iter().filter(|part| part.is_surname) {
            let everyday = part.class.any(Class::ORDINARY)
                || part.class.any(Class::PLACE_OR_BODY)
                || part.class.any(Class::CALENDAR)
                || part.class.any(Class::AFTER)
                || part.class.any(Class::FORENAME);
            if part.key.len() >= SHORTEST && !everyday {
                self.surnames.entry(part.key).or_insert((cell, kind));
            }
        }
    }

    /// Reports the surnames of the roster that stand in the passage with a capital.
    pub(crate) fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let words = passage.words;
        for (at, word) in words.iter() {
            let capital = matches!(word.shape, Shape::Title | Shape::Upper);
            if !capital || word.span.byte_len() < SHORTEST || word.in_phrase {
                continue;
            }
            let Some(&(cell, kind)) = self.surnames.get(words.key(at)) else { continue };
            if place_follows(words, at) {
                continue;
            }
            let initial = at.checked_sub(1).filter(|&n| {
                words.get(n).is_some_and(|before| before.shape == Shape::Initial)
                    && matches!(word.gap, Gap::Space | Gap::Dot)
                    && !matches!(words.key(n), "a" | "i")
            });
            if let Some(span) = words.span(initial.unwrap_or(at), at) {
                let why =
                    Why::new("Is the surname of somebody in this sheet's name columns", Evidence::Cell(cell));
                out.push(Hit { span, kind, why, confidence_permille: 720 });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::{Cancel, Options, Record, run, sheet_of_records};
    use crate::text::Sensitive;

    fn found(text: &str) -> Vec<String> {
        let record = |case, subject, text| Record {
            text: Sensitive::new(text),
            subject: Sensitive::new(subject),
            case: Sensitive::new(case),
            ..Record::default()
        };
        let records =
            [record("1", "ZBRZEWNY, Jan", "Left."), record("2", "Ann Hill", "Left."), record("3", "", text)];
        let (sheet, layout) = sheet_of_records(records);
        let findings = run(&sheet, &layout, Options::default(), &Cancel::default(), &|_| ()).unwrap();
        findings.iter().map(|f| f.span.of(sheet.text(f.cell).expose()).unwrap().to_owned()).collect()
    }

    #[test]
    fn finds() {
        assert_eq!(found("The car of J Zbrzewny was there."), ["J Zbrzewny"]);
        assert_eq!(found("THE CAR OF ZBRZEWNY WAS THERE."), ["ZBRZEWNY"]);
    }

    #[test]
    fn leaves() {
        for text in ["Up the Hill he went.", "Zbrzewny Road was closed."] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
