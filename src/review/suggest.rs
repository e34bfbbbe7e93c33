//! What to suggest: an exemption and a reason for each kind of passage. Suggests only; the officer
//! decides.

use super::{Decision, Degree, Withholding};
use crate::detect::Kind;
use crate::law::{self, ExemptionId};
use crate::sheet::Role;

/// An exemption and a reason for a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// One or more, in canonical order.
    pub exemptions: Vec<ExemptionId>,
    /// Code of the reason in `assets/law/reasons.toml`.
    pub reason: &'static str,
}

impl From<Suggestion> for Decision {
    fn from(suggestion: Suggestion) -> Decision {
        Decision::Redact { exemptions: suggestion.exemptions, reason: suggestion.reason.to_owned() }
    }
}

/// What to suggest for a passage of this kind; `None` where there is nothing to take out.
pub fn suggestion(kind: Kind) -> Option<Suggestion> {
    reason_code(kind).map(by_reason)
}

/// The reason that a passage of this kind is withheld for; `None` for mentions, which are no suggestions.
pub(super) fn reason_code(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Officer => "officer-name",
        Kind::Staff => "staff-name",
        Kind::Public => "public-name",
        Kind::Number => "officer-number",
        Kind::Address | Kind::Postcode | Kind::Phone | Kind::Email | Kind::Social => "public-contact",
        Kind::Dob | Kind::Vrm | Kind::Nino | Kind::Bank | Kind::OtherId => "public-identifier",
        Kind::CaseRef => "case-reference",
        Kind::Special => "special-category",
        Kind::Tactic => "tactics",
        Kind::Bwv => return None,
    })
}

/// Whether [`suggestion`] has something for a passage of this kind, told without making it.
pub(super) fn is_suggested(kind: Kind) -> bool {
    reason_code(kind).is_some()
}

/// What to suggest for a column that is withheld as a whole.
pub fn column(role: Role) -> Suggestion {
    by_reason(match role {
        Role::Subject => "officer-name",
        Role::SubjectNumber => "officer-number",
        Role::Complainant => "public-name",
        Role::Reference => "case-reference",
        Role::Type
        | Role::Date
        | Role::Recorded
        | Role::Year
        | Role::Unit
        | Role::Allegation
        | Role::Rank
        | Role::Flag
        | Role::Status
        | Role::Outcome
        | Role::InvestigatingBody
        | Role::Summary
        | Role::Other => "officer-identifiable",
    })
}

/// How to withhold an entry whose case still awaits its outcome: section 30 needs a possible
/// offence; without one the investigation falls under section 31.
pub fn withholding(criminal: bool, degree: Degree) -> Withholding {
    let Suggestion { exemptions, reason } =
        by_reason(if criminal { "ongoing-criminal" } else { "ongoing-misconduct" });
    Withholding { degree, exemptions, reason: reason.to_owned() }
}

/// A reason of `assets/law/reasons.toml` with the exemptions it suggests.
pub(super) fn by_reason(code: &str) -> Suggestion {
    let reason = law::reason(code).expect("a test holds that each reason is known");
    Suggestion { exemptions: reason.suggests.clone(), reason: &reason.code }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_kind_but_mentions_has_an_exemption() {
        for kind in Kind::iter() {
            assert_eq!(suggestion(kind).is_none(), kind == Kind::Bwv, "{kind:?}");
            assert_eq!(suggestion(kind).is_some(), is_suggested(kind), "{kind:?}");
        }
    }

    #[test]
    fn no_suggestion_is_without_an_exemption() {
        for suggested in Kind::iter().filter_map(suggestion) {
            assert!(!suggested.exemptions.is_empty(), "{:?}", suggested.reason);
        }
    }

    #[test]
    fn section_30_only_where_a_crime_is_recorded() {
        assert_eq!(withholding(true, Degree::Whole).exemptions[0].code(), "s30(1)(a)(i)");
        assert_eq!(withholding(false, Degree::Whole).exemptions[0].code(), "s31(1)(g)(2)(b)");
    }
}
