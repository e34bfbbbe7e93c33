//! Names after a role: "the complainant, Joyce Penhaligon", "his mother Yvonne", "solicitor: Imran
//! Qazi", "named Dre".

use super::listing::{Announced, announced};
use crate::detect::lexicon::CueSort;
use crate::detect::name::Sign;
use crate::detect::{Detector, DetectorId, Hit, Passage};

pub(crate) struct Role;

impl Detector for Role {
    fn id(&self) -> DetectorId {
        DetectorId::new("role")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let announced_by = Announced {
            sort: CueSort::Role,
            sign: Sign::Role,
            sentence: "Follows “{}”",
            confidence_permille: 900,
            doubtful_permille: 650,
        };
        announced(passage, announced_by, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detector::testing::check;

    #[test]
    fn finds() {
        for text in [
            "Complainant [PUBLIC:Joyce Penhaligon] (81) reports",
            "with my cousin [PUBLIC:Dre] outside",
            "his solicitor, [PUBLIC:Imran Qazi] of Lowe Hartnell LLP",
            "Call handler [STAFF:Deborah Nkansah] closed it",
            "the officer, [OFFICER:Tunde Adebayo], and his line manager [OFFICER:Hurst]",
            "Deceased: [PUBLIC:Olga Petrauskiene].",
            "HER EX [PUBLIC:LEON] SMASHING THE DOOR AND THE WINDOW",
            "Hi my name is [PUBLIC:Tyrell Grant-Okoye] I want",
            "officers [OFFICER:Okafor] and [OFFICER:Hussain-Reid] attended",
            "a witness named [PUBLIC:Grace] saw it",
            "is the mother of [PUBLIC:Kavin], who was hurt",
            "staying with his friend [PUBLIC:May] at a hotel",
            "Witness, [PUBLIC:Carol-Ann Tidy] (evidence review)",
        ] {
            check(&Role, text);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "The complainant, London based, was upset.",
            "The officer said that the victim was rude.",
            "Complainant States That He Was Hit",
            "Witness Statement of the driver",
            "his mother. However, she left",
            "the suspect in March 2020",
            "THE OFFICER WAS VERY RUDE TO THE VICTIM AND LEFT",
        ] {
            check(&Role, text);
        }
    }
}
