//! An exemption of Part II of the Act.

use serde::{Deserialize, Deserializer, Serialize};

/// An exemption by its one canonical code, as `s40(2)(3A)(a)` or `s31(1)(g)(2)(b)`.
///
/// Ordered as the Act orders its sections.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct ExemptionId(&'static str);

/// Canonical code and what a mark prints for it.
const KNOWN: [(&str, &str); 4] = [
    ("s30(1)(a)(i)", "s30(1)(a)(i)"),
    ("s31(1)(a)", "s31(1)(a)"),
    ("s31(1)(g)(2)(b)", "s31(1)(g)"),
    ("s40(2)(3A)(a)", "s40(2)"),
];

impl ExemptionId {
    /// The exemption with this canonical code.
    pub fn from_code(code: &str) -> Option<ExemptionId> {
        KNOWN.iter().find(|(known, _)| *known == code).map(|(known, _)| ExemptionId(known))
    }

    /// The canonical code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// What a mark prints, without brackets, as `s40(2)`.
    pub fn mark(self) -> &'static str {
        KNOWN.iter().find(|(known, _)| *known == self.0).map_or(self.0, |(_, mark)| mark)
    }
}

impl<'de> Deserialize<'de> for ExemptionId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<ExemptionId, D::Error> {
        let code = String::deserialize(from)?;
        ExemptionId::from_code(&code)
            .ok_or_else(|| serde::de::Error::custom(format!("no exemption has the code {code:?}")))
    }
}
