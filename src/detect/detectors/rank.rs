//! Names after a rank: "PC Okafor", "Sgt 42WA Jane Hurst", "PCs Ward, Ali and McBride".

use super::listing::{Announced, announced};
use crate::detect::lexicon::CueSort;
use crate::detect::name::Sign;
use crate::detect::{Detector, DetectorId, Hit, Passage};

pub(crate) struct Rank;

impl Detector for Rank {
    fn id(&self) -> DetectorId {
        DetectorId::new("rank")
    }

    fn find(&self, passage: &Passage<'_>, out: &mut Vec<Hit>) {
        let announced_by = Announced {
            sort: CueSort::Rank,
            sign: Sign::Rank,
            sentence: "Follows the rank “{}”",
            confidence_permille: 970,
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
            "PC [OFFICER:Okafor] attended with Sgt [OFFICER:Siobhan Brennan].",
            "PC [OFFICER:Day]'s account and PC [OFFICER:May] was there.",
            "T/DCI [OFFICER:Osei-Bonsu] and A/PS [OFFICER:Dean Okoro].",
            "Ch Insp [OFFICER:Hurst], Ch. Insp. [OFFICER:Vane-Tempest]",
            "PCs [OFFICER:Ward], [OFFICER:Ali] and [OFFICER:McBride] attended.",
            "PC 2231CE [OFFICER:Okafor] and PC (422) [OFFICER:Reid]",
            "Police Constable [OFFICER:H. S. Gill] said",
            "PCSO [STAFF:Paul Reading] and DDO [STAFF:Ojo]",
            "Special Constable [OFFICER:Nathaniel Field]",
            "pc [OFFICER:demir] pushd her and sgt [OFFICER:graham tobin] left",
            "SEEN BY SGT [OFFICER:MCCABE] AND PS [OFFICER:NWOSU] TO GRIP",
            "Sgt [OFFICER:Street] of Church Street, DI [OFFICER:van den Berg]",
            "PC\u{a0}[OFFICER:Oka\u{ad}for] left",
            "PC\n[OFFICER:Okafor] left",
        ] {
            check(&Rank, text);
        }
    }

    #[test]
    fn leaves() {
        for text in [
            "The PC was polite. A sergeant attended.",
            "Sgt told him to leave. Bought at PC World.",
            "pc said nothing and pcs were present",
            "THE PC STATED THAT THE SGT WAS LATE",
            "Constable on duty. Inspector to review.",
            "the ps and the ds in the text",
        ] {
            check(&Rank, text);
        }
    }
}
