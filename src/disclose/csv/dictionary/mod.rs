//! The data dictionary beside a CSV file: W3C CSV on the Web metadata, so that a machine knows the
//! columns, the marks and the dialect, and a person what they mean. Made from the disclosure alone,
//! released and proven like every file.

mod read;
mod write;

use crate::disclose::Format;

/// Follows the name of the CSV file without its own ending, as the standard asks.
const EXTENSION: &str = "csv-metadata.json";

/// The dictionary of the released table.
pub const TABLE: Format =
    Format { name: "csv-metadata", extension: EXTENSION, write: write::table, read: read::table };

/// The dictionary of the public schedule, which is a table like any other.
pub const SCHEDULE: Format =
    Format { name: "csv-metadata", extension: EXTENSION, write: write::schedule, read: read::schedule };
