//! What a detector says: a passage, its kind, and why.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::interned::Interned;
use crate::sheet::{CellId, Sheet};
use crate::text::Span;

/// What a passage is. The name in capitals is the span type of the command line.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "UPPERCASE")]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    /// Name of a member of the public.
    Public,
    /// Name of a police officer or special constable.
    Officer,
    /// Name of police staff, PCSO, designated detention officer.
    Staff,
    /// Collar, warrant or pay number, personal call sign.
    Number,
    /// Address that locates a person.
    Address,
    /// Postcode.
    Postcode,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Handle or profile on a social network.
    Social,
    /// Date of birth.
    Dob,
    /// Vehicle registration mark.
    Vrm,
    /// National Insurance number.
    Nino,
    /// Bank account, sort code or card.
    Bank,
    /// Passport, driving licence, NHS, PNC or other identifier.
    OtherId,
    /// Reference that leads to a person's case.
    CaseRef,
    /// Words that reveal a policing tactic.
    Tactic,
    /// Special category or criminal-offence detail.
    Special,
    /// Mention of body-worn video. Not something to redact: it brings the entry into scope.
    Bwv,
}

impl Kind {
    /// The span type of the command line, as `POSTCODE`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it is somebody's name.
    pub fn is_person(self) -> bool {
        matches!(self, Kind::Public | Kind::Officer | Kind::Staff)
    }
}

/// Which detector, by its stable name, as `postcode`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DetectorId(Interned);

impl DetectorId {
    /// The detector of this name.
    pub fn new(name: &'static str) -> DetectorId {
        DetectorId(Interned::new(name))
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        self.0.text()
    }
}

/// One plain line that tells the officer why a passage was found. Holds no case text: the words
/// it points to are looked up when it is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Why {
    sentence: Interned,
    evidence: Evidence,
}

/// What a [`Why`] points to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Evidence {
    /// Nothing beyond the passage.
    Itself,
    /// Other words of the same cell.
    Words(Span),
    /// Another cell, such as the name column of this entry or of one in its case.
    Cell(CellId),
}

impl Why {
    /// A sentence without a full stop; `{}` in it stands for the words of the evidence.
    pub fn new(sentence: &'static str, evidence: Evidence) -> Why {
        Why { sentence: Interned::new(sentence), evidence }
    }

    /// The sentence, with `{}` where the words of the evidence go.
    pub fn sentence(self) -> &'static str {
        self.sentence.text()
    }

    /// What it points to.
    pub fn evidence(self) -> Evidence {
        self.evidence
    }

    /// The line as the officer reads it, as `Follows the rank “PC”`. Holds case text.
    pub fn line(self, sheet: &Sheet, cell: CellId) -> String {
        let words = match self.evidence {
            Evidence::Itself => "",
            Evidence::Words(span) => span.of(sheet.text(cell).expose()).unwrap_or(""),
            Evidence::Cell(other) => sheet.text(other).expose(),
        };
        self.sentence.text().replace("{}", words)
    }
}

/// A passage found in a cell, and what it is.
///
/// Ordered by cell, then span.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// The cell.
    pub cell: CellId,
    /// The passage, in bytes of the cell's text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Who found it.
    pub detector: DetectorId,
    /// Why, in one plain line.
    pub why: Why,
    /// How sure, from 0 to 1000.
    pub confidence_permille: u16,
}
