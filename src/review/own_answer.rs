//! The sheet's own answer to the question of misuse, where a column holds one ("Misuse of BWV? Yes"). The
//! release answers the question in a column of its own, by what the officer says: two answers that differ would
//! stand side by side, or in the disclosure and in what others hold.

use super::{Misuse, Policy, ScopeChoice, Workspace};
use crate::sheet::{CellId, Role};
use crate::text::fold;

/// What a column of the sheet answers for an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OwnAnswer {
    /// The column.
    pub column: u16,
    /// The answer.
    pub says: Misuse,
}

impl Workspace {
    /// Columns whose heading asks about misuse, other than those that tell of it.
    pub fn own_answer_columns(&self) -> Vec<u16> {
        let columns = (0u16..).zip(self.sheet().columns()).zip(&self.layout().columns);
        let asks = columns
            .filter(|((_, column), plan)| plan.role != Role::Summary && asks_about_misuse(column.heading()));
        asks.map(|((at, _), _)| at).collect()
    }

    /// The first answer that these columns hold for an entry.
    pub fn own_answer(&self, columns: &[u16], row: u32) -> Option<OwnAnswer> {
        columns.iter().find_map(|&column| {
            let says = answer_of(self.sheet().text(CellId { row, column }).expose())?;
            Some(OwnAnswer { column, says })
        })
    }

    /// An answer of these columns that is another than the officer's, for an entry in scope; none where the
    /// officer has not answered.
    pub fn contradiction(&self, columns: &[u16], row: u32) -> Option<OwnAnswer> {
        if columns.is_empty() || self.scope(row) != Some(ScopeChoice::In) {
            return None;
        }
        let given = self.misuse(row, Policy::Final)?;
        columns.iter().find_map(|&column| self.own_answer(&[column], row).filter(|own| own.says != given))
    }

    /// Entries of the release with two answers side by side: ours, and that of a column that is released too.
    pub fn contradictions_in_release(&self) -> Vec<(u32, OwnAnswer)> {
        let is_released = |column: &u16| {
            self.layout().columns.get(usize::from(*column)).is_some_and(|plan| plan.treatment.releases_text())
        };
        let columns: Vec<u16> = self.own_answer_columns().into_iter().filter(is_released).collect();
        if columns.is_empty() {
            return Vec::new();
        }
        let entries = self.entries(Policy::Final).into_iter();
        entries.filter_map(|row| Some((row, self.contradiction(&columns, row)?))).collect()
    }
}

fn asks_about_misuse(heading: &str) -> bool {
    let letters: String = fold(heading).chars().filter(|c| c.is_alphanumeric()).collect();
    letters.contains("misuse")
}

/// Yes, no or unclear as systems write them; none for what is no answer.
fn answer_of(text: &str) -> Option<Misuse> {
    match fold(text).trim().trim_end_matches('.') {
        "y" | "yes" | "true" | "1" | "misuse" | "proven" => Some(Misuse::Yes),
        "n" | "no" | "false" | "0" | "none" | "no misuse" | "not proven" => Some(Misuse::No),
        "unclear" | "unknown" | "not known" | "?" | "tbc" | "not clear" | "unsure" => Some(Misuse::Unclear),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_ask() {
        for heading in
            ["Misuse?", "Does the case relate to misuse of BWV", "BWV_Mis-Use (Y/N)", "misuseOfBwv"]
        {
            assert!(asks_about_misuse(heading), "{heading:?}");
        }
        for heading in ["BWV", "Flag", "Use of force", "Outcome", ""] {
            assert!(!asks_about_misuse(heading), "{heading:?}");
        }
    }

    #[test]
    fn answers_as_systems_write_them() {
        for (text, expected) in [
            ("Yes", Some(Misuse::Yes)),
            (" y ", Some(Misuse::Yes)),
            ("NO", Some(Misuse::No)),
            ("Not known", Some(Misuse::Unclear)),
            ("", None),
            ("The camera was off", None),
        ] {
            assert_eq!(answer_of(text), expected, "{text:?}");
        }
    }
}
