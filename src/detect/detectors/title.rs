//! Names after a title: "Mr K", "Mrs Adeyemi-Cole", "Mr and Mrs Patel", "Dr Feldman-Stern".

use super::listing::{Announced, announced};
use crate::detect::lexicon::CueSort;
use crate::detect::name::Sign;
use crate::detect::{Detector, DetectorId, Hit, Passage};

pub(crate) struct Title;

impl Detector for Title {
    fn id(&self) -> DetectorId {
        DetectorId::new("title")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let announced_by = Announced {
            sort: CueSort::Title,
            sign: Sign::Title,
            sentence: "Follows the title “{}”",
            confidence_permille: 960,
            doubtful_permille: 800,
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
            "Mrs [PUBLIC:Adeyemi-Cole] states",
            "Mr [PUBLIC:K] and Ms [PUBLIC:Thi Huong Pham] called",
            "Mr and Mrs [PUBLIC:Patel] of no fixed abode",
            "Mr. [PUBLIC:J Campbell]'s mother, Dr [PUBLIC:R. Feldman Stern]",
            "COMPLAINANT MR [PUBLIC:OBI] STATES OFFICER WAS RUDE TO HIM",
            "His Honour Judge [PUBLIC:Prendergast] and HHJ [PUBLIC:Bell]",
            "Miss [PUBLIC:Talwar] QC; Rabbi [PUBLIC:Menachem Halpern]",
            "Mr [PUBLIC:Hunter] and Mr [PUBLIC:Lewisham] left",
            "mr [PUBLIC:khan] said",
        ] {
            check(&Title, text);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "Dear Sir or Madam, the judge agreed.",
            "I miss the old days. The lady was polite.",
            "He is a doctor. Mr was left blank.",
            "Lady officer told him to go; justice was done",
        ] {
            check(&Title, text);
        }
    }
}
