//! What DOCX and ODT have in common. `write` serves the writers alone and `read` the readers alone:
//! neither knows the other, so that a fault of one is not repeated by the other.

pub(super) mod read;
pub(super) mod write;
