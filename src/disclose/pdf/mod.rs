//! PDF: pages to read and to print, tagged so that a screen reader finds its way in them. The reader
//! knows every object that such a file has; whatever else there is, blocks.

mod columns;
mod font;
mod letters;
mod read;
mod values;
mod world;
mod write;

use super::{DocumentFormat, Format};

/// PDF as a format of the released table.
pub const FORMAT: Format =
    Format { name: "pdf", extension: "pdf", write: write::write_table, read: read::read_table };

/// PDF as a format of documents.
pub const DOCUMENT_FORMAT: DocumentFormat =
    DocumentFormat { name: "pdf", extension: "pdf", write: write::write_document, read: read::read_document };
