//! CSV: UTF-8 with a byte order mark, CRLF, RFC 4180. A draft says so in its last column, so that
//! the file stays one plain table for machines and a row copied out of it still says what it is.

pub(super) mod dictionary;
mod read;
mod write;

use super::Format;

pub(super) use write::failed;
pub use write::needs_guard;

/// CSV as a format of the released table.
pub const FORMAT: Format = Format { name: "csv", extension: "csv", write: write::write, read: read::read };
