//! XLSX: a cover, a key to the marks, and one real table. The reader knows every part that such a
//! file has and every value in it; whatever else there is, blocks.

mod cells;
pub(super) mod container;
mod grid;
mod parts;
mod read;
mod write;
pub(super) mod xml;

use super::Format;

/// XLSX as a format of the released table.
pub const FORMAT: Format = Format { name: "xlsx", extension: "xlsx", write: write::write, read: read::read };
