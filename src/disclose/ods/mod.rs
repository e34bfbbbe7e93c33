//! ODS: OpenDocument 1.3 with a cover, a key to the marks, and one real table. Written by hand, since
//! no library writes the same bytes twice; the reader knows every part that such a file has and every
//! value in it; whatever else there is, blocks.

mod cells;
mod content;
mod expected;
mod read;
mod text;
mod write;

use super::Format;

/// ODS as a format of the released table.
pub const FORMAT: Format = Format { name: "ods", extension: "ods", write: write::write, read: read::read };
