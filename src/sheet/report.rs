//! What a file held beside its visible cells, and what the reader had to guess.

use serde::{Deserialize, Serialize};

use super::WarningKind;
use crate::text::SensitiveString;

/// One thing the file held that is not a visible cell, or that the reader had to guess.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Warning {
    /// What.
    pub kind: WarningKind,
    /// Where: sheet, cell range or part.
    pub place: String,
    /// How many.
    pub count: u64,
    /// A piece of it, for the officer to unfold.
    pub sample: Option<SensitiveString>,
}

/// Everything the file held beside its visible cells.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// In the order of the file. The index is the warning's number in a case file.
    pub warnings: Vec<Warning>,
}

/// A sample is cut to so many characters.
const SAMPLE_CHARS: usize = 500;

impl Report {
    /// The warnings of one kind.
    pub fn of_kind(&self, kind: WarningKind) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(move |warning| warning.kind == kind)
    }

    /// Adds a warning without a sample.
    pub(super) fn note(&mut self, kind: WarningKind, place: impl Into<String>, count: u64) {
        self.warnings.push(Warning { kind, place: place.into(), count, sample: None });
    }

    /// Adds a warning with the beginning of what was found.
    pub(super) fn show(&mut self, kind: WarningKind, place: impl Into<String>, count: u64, sample: &str) {
        let sample: String = sample.chars().take(SAMPLE_CHARS).collect();
        let sample = (!sample.trim().is_empty()).then(|| SensitiveString::new(sample));
        self.warnings.push(Warning { kind, place: place.into(), count, sample });
    }
}
