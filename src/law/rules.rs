//! What holds between exemptions that are claimed together.

use super::catalogue::catalogue;
use super::code::within;
use super::{Assessment, ExemptionId, Threshold};

/// Exemptions that do not stand together on the same words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// What kind of conflict.
    pub kind: ConflictKind,
    /// The exemptions at odds, in the order of the Act.
    pub exemptions: Vec<ExemptionId>,
    /// A plain sentence on what is wrong and what to do.
    pub says: &'static str,
    /// Where the law says so.
    pub source: &'static str,
}

/// A kind of conflict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ConflictKind {
    /// One is open only where the other does not apply; settled by pleading in the alternative.
    Exclusive,
    /// A refusal to confirm or deny, on words that a mark shows to be held.
    ConfirmsByMark,
}

/// What is wrong with claiming these exemptions for the same words.
///
/// Old and incomplete codes do not get this far: [`ExemptionId::read`] refuses them.
pub fn conflicts(exemptions: &[ExemptionId]) -> Vec<Conflict> {
    let mut claimed = exemptions.to_vec();
    claimed.sort_unstable();
    claimed.dedup();
    let catalogue = catalogue();
    let mut found = Vec::new();
    for rule in &catalogue.exclusive {
        let of =
            |branch: &str| claimed.iter().copied().filter(|id| within(id.code(), branch)).collect::<Vec<_>>();
        let (one, other) = (of(&rule.one), of(&rule.other));
        if !one.is_empty() && !other.is_empty() {
            let mut exemptions = [one, other].concat();
            exemptions.sort_unstable();
            let kind = ConflictKind::Exclusive;
            found.push(Conflict { kind, exemptions, says: &rule.says, source: &rule.source });
        }
    }
    let exemptions: Vec<ExemptionId> =
        claimed.into_iter().filter(|id| id.get().neither_confirm_nor_deny).collect();
    if !exemptions.is_empty() {
        let kind = ConflictKind::ConfirmsByMark;
        let rule = &catalogue.neither_confirm_nor_deny;
        found.push(Conflict { kind, exemptions, says: &rule.says, source: &rule.source });
    }
    found
}

/// The assessments that these exemptions are not complete without.
pub fn assessments_for(exemptions: &[ExemptionId]) -> Vec<Assessment> {
    let mut needed: Vec<Assessment> = exemptions.iter().flat_map(|id| id.get().assessments()).collect();
    needed.sort_unstable();
    needed.dedup();
    needed
}

impl super::Exemption {
    /// The assessments that it is not complete without.
    pub fn assessments(&self) -> Vec<Assessment> {
        let by_threshold = match self.threshold {
            Threshold::Class => None,
            Threshold::Prejudice => Some(Assessment::Harm),
            Threshold::Own => Some(Assessment::OwnTest),
        };
        let others = [
            (self.qualified_person, Assessment::QualifiedPerson),
            (self.public_interest_test, Assessment::PublicInterest),
            (self.legitimate_interest, Assessment::LegitimateInterest),
        ];
        by_threshold
            .into_iter()
            .chain(others.into_iter().filter(|(needed, _)| *needed).map(|(_, assessment)| assessment))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(codes: &[&str]) -> Vec<ExemptionId> {
        codes.iter().map(|code| ExemptionId::from_code(code).unwrap()).collect()
    }

    #[test]
    fn what_does_not_stand_together_is_said() {
        let check = |codes: &[&str], expected: &[ConflictKind]| {
            let kinds: Vec<ConflictKind> = conflicts(&ids(codes)).iter().map(|c| c.kind).collect();
            assert_eq!(kinds, expected, "{codes:?}");
        };
        check(&["s30(1)(a)(i)", "s31(1)(a)"], &[ConflictKind::Exclusive]);
        check(&["s31(1)(g)(2)(b)", "s30(2)"], &[ConflictKind::Exclusive]);
        check(&["s23(1)", "s24(1)"], &[ConflictKind::Exclusive]);
        check(&["s35(1)(a)", "s36(2)(c)"], &[ConflictKind::Exclusive]);
        check(&["s40(5B)(a)(i)"], &[ConflictKind::ConfirmsByMark]);
        check(&["s23(5)", "s30(2)", "s31(1)(a)"], &[ConflictKind::Exclusive, ConflictKind::ConfirmsByMark]);

        check(&["s31(1)(a)", "s40(2)(3A)(a)"], &[]);
        check(&["s31(1)(a)", "s31(1)(g)(2)(b)"], &[]);
        check(&["s30(1)(a)(i)", "s30(2)"], &[]);
        check(&[], &[]);
    }

    #[test]
    fn a_conflict_names_the_exemptions_and_its_source() {
        let found = conflicts(&ids(&["s31(1)(b)", "s40(1)", "s31(1)(a)", "s30(2)"]));
        assert_eq!(found[0].exemptions, ids(&["s30(2)", "s31(1)(a)", "s31(1)(b)"]));
        assert!(found[0].source.contains("s31(1)"));
        assert!(found[0].says.contains("alternative"));
    }

    #[test]
    fn an_exemption_needs_its_assessments() {
        use Assessment::{Harm, LegitimateInterest, OwnTest, PublicInterest, QualifiedPerson};
        let check = |codes: &[&str], expected: &[Assessment]| {
            assert_eq!(assessments_for(&ids(codes)), expected, "{codes:?}");
        };
        check(&["s40(2)(3A)(a)"], &[LegitimateInterest]);
        check(&["s31(1)(a)"], &[Harm, PublicInterest]);
        check(&["s30(1)(a)(i)"], &[PublicInterest]);
        check(&["s38(1)(a)"], &[OwnTest, PublicInterest]);
        check(&["s36(2)(c)"], &[Harm, QualifiedPerson, PublicInterest]);
        check(&["s43(1)"], &[PublicInterest]);
        check(&["s40(2)(3B)"], &[PublicInterest]);
        check(&["s21(1)", "s41(1)"], &[]);
        check(&["s40(2)(3A)(a)", "s31(1)(a)"], &[Harm, PublicInterest, LegitimateInterest]);
    }
}
