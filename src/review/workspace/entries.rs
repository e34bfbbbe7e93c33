//! Where entries and their cases stand: scope, misuse, standing, withholding.

use super::Workspace;
use crate::review::ongoing::Standing;
use crate::review::scope::ScopeRule;
use crate::review::suggest;
use crate::review::{Degree, EntryChoice, Misuse, Policy, ScopeChoice, SuggestedMisuse, Withholding};
use crate::sheet::Role;

/// How much is suggested to be withheld of an entry whose case is not closed.
const SUGGESTED_DEGREE: Degree = Degree::AllButTypeAndYear;

impl Workspace {
    /// First row of the case an entry belongs to; names the case.
    pub fn case_of(&self, row: u32) -> u32 {
        self.grouped.cases.case_of(row)
    }

    /// All entries of the case an entry belongs to, ascending.
    pub fn case_rows(&self, row: u32) -> Vec<u32> {
        self.grouped.cases.rows_of(row)
    }

    /// What the rule says of an entry's scope.
    pub fn scope_rule(&self, row: u32) -> ScopeRule {
        self.rules.get(row as usize).copied().unwrap_or(ScopeRule::NotMentioned)
    }

    /// What the officer says of an entry's scope against the rule.
    pub fn scope_choice(&self, row: u32) -> Option<ScopeChoice> {
        self.scope.get(&row).copied()
    }

    /// Whether an entry is within the request; `None` while that is undecided.
    pub fn scope(&self, row: u32) -> Option<ScopeChoice> {
        self.scope_choice(row).or_else(|| self.scope_rule(row).choice())
    }

    /// Rows within the request, in source order. Entry n of the disclosure is the nth of these.
    /// What is undecided is not among them: nothing undecided is ever disclosed.
    pub fn entries(&self, _policy: Policy) -> Vec<u32> {
        (0..self.sheet().row_count()).filter(|&row| self.scope(row) == Some(ScopeChoice::In)).collect()
    }

    /// Whether the detectors think that the entry tells of misuse.
    pub fn suggested_misuse(&self, row: u32) -> Option<SuggestedMisuse> {
        self.detected.as_ref().and_then(|detected| detected.misuse.get(row as usize).copied())
    }

    /// Whether the entry relates to misuse; `None` while that is undecided. A draft takes the
    /// suggestion.
    pub fn misuse(&self, row: u32, policy: Policy) -> Option<Misuse> {
        let decided = self.misuse.get(&row).copied();
        match policy {
            Policy::Final => decided,
            Policy::Draft => decided.or_else(|| self.suggested_misuse(row).map(|suggested| suggested.misuse)),
        }
    }

    /// Where the case of an entry stands: by the officer's word, else by the status and outcome
    /// of all its entries, of which one that is live makes the case live.
    pub fn standing(&self, row: u32) -> Standing {
        match self.ongoing.get(&self.case_of(row)) {
            Some(true) => return Standing::Live,
            Some(false) => return Standing::Closed,
            None => {}
        }
        // Without these columns there is nothing to judge by, and the officer is asked once for the
        // whole sheet rather than for each of thousands of cases.
        self.grouped.standing(row)
    }

    /// Whether a column says where cases stand.
    pub fn can_judge_standing(&self) -> bool {
        [Role::Status, Role::Outcome].iter().any(|&role| self.layout.column(role).is_some())
    }

    /// What the officer says of the case's standing against the rule.
    pub fn ongoing_choice(&self, row: u32) -> Option<bool> {
        self.ongoing.get(&self.case_of(row)).copied()
    }

    /// Whether a criminal allegation is recorded in the case of an entry, by the officer's word.
    pub fn criminal_answer(&self, row: u32) -> Option<bool> {
        self.criminal.get(&self.case_of(row)).copied()
    }

    /// What the officer said of the standing of cases, each by its first row.
    pub(in crate::review) fn ongoing_answers(&self) -> impl Iterator<Item = (u32, bool)> {
        self.ongoing.iter().map(|(case, answer)| (*case, *answer))
    }

    /// What the officer said of crime in cases, each by its first row.
    pub(in crate::review) fn criminal_answers(&self) -> impl Iterator<Item = (u32, bool)> {
        self.criminal.iter().map(|(case, answer)| (*case, *answer))
    }

    /// Whether the words of the case seem to record a criminal allegation.
    pub fn suggested_criminal(&self, row: u32) -> bool {
        self.grouped.seems_criminal(self.sheet(), &self.layout, row)
    }

    /// What the officer says of the whole entry.
    pub fn choice(&self, row: u32) -> Option<&EntryChoice> {
        self.choices.get(&row)
    }

    /// The withholding to suggest for an entry whose case is not closed.
    pub fn suggested_withholding(&self, row: u32) -> Option<Withholding> {
        if self.standing(row) == Standing::Closed {
            return None;
        }
        let criminal = self.criminal_answer(row).unwrap_or_else(|| self.suggested_criminal(row));
        Some(suggest::withholding(criminal, SUGGESTED_DEGREE))
    }

    /// How much of the entry is withheld, by the officer's word, else as suggested. Looks at no words,
    /// as [`Workspace::withholding`] may have to.
    pub fn withheld_degree(&self, row: u32) -> Option<Degree> {
        match self.choices.get(&row) {
            Some(EntryChoice::Withhold(withholding)) => Some(withholding.degree),
            Some(EntryChoice::Release) => None,
            None => (self.standing(row) != Standing::Closed).then_some(SUGGESTED_DEGREE),
        }
    }

    /// Whether and how the entry is withheld: by the officer's word, else as suggested.
    pub fn withholding(&self, row: u32, _policy: Policy) -> Option<Withholding> {
        match self.choices.get(&row) {
            Some(EntryChoice::Withhold(withholding)) => Some(withholding.clone()),
            Some(EntryChoice::Release) => None,
            None => self.suggested_withholding(row),
        }
    }

    pub(in crate::review) fn misuse_answer(&self, row: u32) -> Option<Misuse> {
        self.misuse.get(&row).copied()
    }
}
