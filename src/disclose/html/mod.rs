//! HTML: one page that needs nothing else, without scripts. The reader knows every element, attribute
//! and text of it; whatever else there is, blocks.

mod page;
mod read;
mod tokens;
mod write;

use super::Format;

/// HTML as a format of the released table.
pub const FORMAT: Format = Format { name: "html", extension: "html", write: write::write, read: read::read };
