//! What to suggest: an exemption and a reason for each kind of passage. Suggests only; the officer
//! decides.

use super::{Decision, Degree, Withholding};
use crate::detect::Kind;
use crate::law::ExemptionId;

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
    let (code, reason) = match kind {
        Kind::Officer => ("s40(2)(3A)(a)", "officer-name"),
        Kind::Staff => ("s40(2)(3A)(a)", "staff-name"),
        Kind::Public => ("s40(2)(3A)(a)", "public-name"),
        Kind::Number => ("s40(2)(3A)(a)", "officer-number"),
        Kind::Address
        | Kind::Postcode
        | Kind::Phone
        | Kind::Email
        | Kind::Social
        | Kind::Dob
        | Kind::Vrm
        | Kind::Nino
        | Kind::Bank
        | Kind::OtherId => ("s40(2)(3A)(a)", "public-identifier"),
        Kind::CaseRef => ("s40(2)(3A)(a)", "case-reference"),
        Kind::Special => ("s40(2)(3A)(a)", "special-category"),
        Kind::Tactic => ("s31(1)(a)", "tactics"),
        Kind::Bwv => return None,
    };
    let exemption = ExemptionId::from_code(code).expect("a test holds that each code is known");
    Some(Suggestion { exemptions: vec![exemption], reason })
}

/// How to withhold an entry whose case still awaits its outcome: section 30 needs a possible
/// offence; without one the investigation falls under section 31.
pub fn withholding(criminal: bool, degree: Degree) -> Withholding {
    let (code, reason) = if criminal {
        ("s30(1)(a)(i)", "ongoing-criminal")
    } else {
        ("s31(1)(g)(2)(b)", "ongoing-misconduct")
    };
    let exemption = ExemptionId::from_code(code).expect("a test holds that each code is known");
    Withholding { degree, exemptions: vec![exemption], reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_kind_but_mentions_has_an_exemption() {
        for kind in Kind::iter() {
            assert_eq!(suggestion(kind).is_none(), kind == Kind::Bwv, "{kind:?}");
        }
    }

    #[test]
    fn section_30_only_where_a_crime_is_recorded() {
        assert_eq!(withholding(true, Degree::Whole).exemptions[0].code(), "s30(1)(a)(i)");
        assert_eq!(withholding(false, Degree::Whole).exemptions[0].code(), "s31(1)(g)(2)(b)");
    }
}
