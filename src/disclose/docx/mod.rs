//! DOCX: a document of running text, on A4, with named styles and nothing else. The reader knows
//! every part that such a file has and every element in it; whatever else there is, blocks.

mod fixed;
mod read;
mod write;

use super::DocumentFormat;

/// DOCX as a format of documents.
pub const FORMAT: DocumentFormat =
    DocumentFormat { name: "docx", extension: "docx", write: write::write, read: read::read };
