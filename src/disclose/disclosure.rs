//! A disclosure: a table in which withheld words no longer exist.

use crate::law::ExemptionId;

/// A piece of a released cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words that are released.
    Text(String),
    /// Where words were. Holds none of them.
    Withheld {
        /// Why they are not there.
        grounds: Grounds,
        /// What stands in their place if role names are on, as `[Officer A]`.
        label: Option<String>,
    },
}

/// Why words are not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// One or more exemptions, in canonical order.
    Exempt(Vec<ExemptionId>),
    /// Not asked for, which is no exemption.
    OutOfScope,
}

/// What leaves the building. Every writer of a released table takes this and nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Disclosure {
    /// Headings, left to right.
    pub headings: Vec<String>,
}
