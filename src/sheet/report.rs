//! What a file held beside its visible cells.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::text::SensitiveString;

/// A kind of hidden or surplus content; its kebab-case name is the `kind` of `inspect --json`.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Debug,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// A sheet hidden from view.
    HiddenSheet,
    /// A sheet that even the menu of Excel does not show.
    VeryHiddenSheet,
    /// A row hidden by hand, by height 0 or in a collapsed group.
    HiddenRow,
    /// A column hidden by hand, by width 0 or in a collapsed group.
    HiddenColumn,
    /// A comment or note.
    Comment,
}

impl WarningKind {
    /// The name used in `inspect --json`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether the officer must settle it before a release.
    pub fn needs_settling(self) -> bool {
        true
    }
}

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
