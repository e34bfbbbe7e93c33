//! Checks of what is claimed: exemptions against each other, their reasons and the words of the entries.

use std::collections::BTreeSet;

use super::{Facts, Lints};
use crate::law::{self, ConflictKind, Group, Rule, TellingWords, telling};
use crate::review::uses::Withheld;
use crate::review::{Use, Workspace};
use crate::sheet::{CellId, Role, Treatment};

impl Workspace {
    pub(super) fn lint_claims(&self, withheld: &Withheld, out: &mut Lints) {
        self.lint_branches(withheld, out);
        for used in &withheld.uses {
            let facts = Facts {
                mark: used.marks.first().copied(),
                reason: Some(&used.reason),
                group: Some(used.group),
                exemption: Some(used.exemption),
                ..Facts::default()
            };
            let is_carried =
                law::reason(&used.reason).is_none_or(|reason| reason.exemptions.contains(&used.exemption));
            if !is_carried {
                out.add(Rule::ReasonDoesNotCarry, &[&used.reason, used.exemption.code()], facts);
            }
            if used.exemption.code().starts_with("s30(1)(a)") {
                self.lint_crime(used, out);
            }
            if used.exemption.get().legitimate_interest {
                self.lint_people(used, out);
            }
        }
        let is_personal = |used: &&Use| used.exemption.get().legitimate_interest;
        let is_special = |used: &Use| matches!(used.group, Group::SpecialCategory | Group::CriminalOffence);
        if let Some(used) = withheld.uses.iter().find(is_personal)
            && !withheld.uses.iter().any(is_special)
        {
            let facts = Facts { exemption: Some(used.exemption), ..Facts::default() };
            out.add(Rule::SpecialDataNotConsidered, &[], facts);
        }
    }

    fn lint_branches(&self, withheld: &Withheld, out: &mut Lints) {
        for ((reasons, exemptions), &mark) in &withheld.together {
            if reasons.iter().any(|reason| self.paperwork().argument(reason).in_the_alternative) {
                continue;
            }
            let claimed: Vec<_> = exemptions.iter().copied().collect();
            let conflicts = law::conflicts(&claimed);
            for conflict in conflicts.iter().filter(|conflict| conflict.kind == ConflictKind::Exclusive) {
                let (Some(&first), Some(&last)) = (conflict.exemptions.first(), conflict.exemptions.last())
                else {
                    continue;
                };
                let reason = reasons.first().map_or("", String::as_str);
                let facts = Facts {
                    mark: Some(mark),
                    reason: Some(reason),
                    exemption: Some(first),
                    other: Some(last.code()),
                    ..Facts::default()
                };
                let all: Vec<&str> = reasons.iter().map(String::as_str).collect();
                out.add(Rule::BothBranches, &[&all.join("+"), first.code(), last.code()], facts);
            }
        }
    }

    /// Section 30(1)(a) needs a possible offence: one line for each case in which none is recorded.
    fn lint_crime(&self, used: &Use, out: &mut Lints) {
        let mut asked = BTreeSet::new();
        for &mark in &used.marks {
            let Some(row) = mark.row() else { continue };
            let case = self.case_of(row);
            if self.criminal_answer(row) != Some(true) && asked.insert(case) {
                let facts = Facts {
                    mark: Some(mark),
                    reason: Some(&used.reason),
                    exemption: Some(used.exemption),
                    ..Facts::default()
                };
                out.add(Rule::NoCrimeRecorded, &[&case.to_string()], facts);
            }
        }
    }

    /// What the words of an entry say of the people whose data is withheld: one line for each case.
    fn lint_people(&self, used: &Use, out: &mut Lints) {
        let rules: &[(Rule, TellingWords)] = match used.group {
            Group::Public | Group::Staff | Group::SpecialCategory | Group::CriminalOffence => {
                &[(Rule::DeathUnderSection40, TellingWords::Death)]
            }
            Group::Officers => &[
                (Rule::DeathUnderSection40, TellingWords::Death),
                (Rule::SeniorOfficer, TellingWords::Senior),
                (Rule::PublishedOutcome, TellingWords::Published),
            ],
            Group::Tactics
            | Group::Confidence
            | Group::OngoingCriminal
            | Group::OngoingMisconduct
            | Group::Other => &[],
        };
        let mut looked_at = BTreeSet::new();
        for &mark in &used.marks {
            let Some(row) = mark.row().filter(|row| !rules.is_empty() && looked_at.insert(*row)) else {
                continue;
            };
            for &(rule, words) in rules {
                if let Some(words) = self.tells(row, words) {
                    let facts = Facts {
                        mark: Some(mark),
                        reason: Some(&used.reason),
                        exemption: Some(used.exemption),
                        group: Some(used.group),
                        words: Some(words),
                        ..Facts::default()
                    };
                    out.add(rule, &[&self.case_of(row).to_string()], facts);
                }
            }
        }
    }

    /// The first telling word in what an entry says: its rank, its outcome and all that is released.
    fn tells(&self, row: u32, words: TellingWords) -> Option<&str> {
        let says = |plan: &crate::sheet::ColumnPlan| {
            matches!(plan.role, Role::Rank | Role::Outcome | Role::Summary | Role::Allegation)
                || plan.treatment == Treatment::RedactSpans
        };
        let columns = (0u16..).zip(&self.layout().columns).filter(|(_, plan)| says(plan));
        columns
            .map(|(column, _)| self.sheet().text(CellId { row, column }).expose())
            .find_map(|text| telling(words, text))
    }
}
