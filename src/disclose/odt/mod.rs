//! ODT: a document of running text as an open standard, on A4, with named styles and nothing else. The
//! reader knows every part that such a file has and every element in it; whatever else there is, blocks.

mod fixed;
mod read;
mod write;

use super::DocumentFormat;

/// ODT as a format of documents.
pub const FORMAT: DocumentFormat =
    DocumentFormat { name: "odt", extension: "odt", write: write::write, read: read::read };
