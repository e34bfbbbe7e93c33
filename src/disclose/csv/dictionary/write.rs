//! Writes a data dictionary.

use serde::Serialize;

use crate::detect::Cancel;
use crate::disclose::csv::needs_guard;
use crate::disclose::format::{Output, WriteError};
use crate::disclose::{
    Column, ColumnKind, Disclosure, ENTRY_HEADING, Front, MISUSE_HEADING, Piece, file_name, front,
};

/// Writes the dictionary of the released table.
pub(super) fn table(disclosure: &Disclosure, out: &mut dyn Output, _: &Cancel) -> Result<(), WriteError> {
    let Front { title, reading, key, .. } = front(disclosure);
    let notes = key.into_iter().map(|row| Note::new(row.mark, row.meaning)).collect();
    let columns = columns(disclosure, |at, column| match (at, column) {
        (0, _) => "Number of the entry, from 1 in the order of the source.",
        (_, Column { heading, .. }) if heading == MISUSE_HEADING => {
            "Whether the case relates to misuse of body-worn video: Yes, No or Unclear."
        }
        (_, Column { kind: ColumnKind::Number, .. }) => "A whole number.",
        (_, Column { kind: ColumnKind::Short, .. }) => "A few words.",
        (_, Column { kind: ColumnKind::Long, .. }) => "Running text.",
    });
    let schema = Schema { columns, primary_key: Some("entry") };
    put(out, &Metadata::new(disclosure, "disclosure", title, reading, notes, schema))
}

/// Writes the dictionary of the public schedule.
pub(super) fn schedule(disclosure: &Disclosure, out: &mut dyn Output, _: &Cancel) -> Result<(), WriteError> {
    let title = front(disclosure).title + ": schedule of redactions";
    let key = disclosure.meta().key.iter();
    let notes =
        key.map(|exemption| Note::new(exemption.code().to_owned(), exemption.get().house.clone())).collect();
    let columns = columns(disclosure, |at, _| match at {
        0 => "Number of the entry in the released table, or All where a row is about the whole table.",
        1 => "Heading of the column in the released table.",
        2 => "The exemptions, or why there are none.",
        3 => "How many marks of these exemptions stand in the cell, or how many cells got a sign.",
        _ => "Says that this is a draft.",
    });
    let reading =
        vec!["Each row is about one cell of the released table and one set of exemptions.".to_owned()];
    let schema = Schema { columns, primary_key: None };
    put(out, &Metadata::new(disclosure, "schedule", title, reading, notes, schema))
}

#[derive(Serialize)]
struct Metadata {
    #[serde(rename = "@context")]
    context: (&'static str, Language),
    url: String,
    #[serde(rename = "dc:title")]
    title: String,
    #[serde(rename = "dc:publisher", skip_serializing_if = "String::is_empty")]
    publisher: String,
    #[serde(rename = "dc:identifier", skip_serializing_if = "String::is_empty")]
    identifier: String,
    #[serde(rename = "dc:issued")]
    issued: String,
    #[serde(rename = "dc:temporal", skip_serializing_if = "Option::is_none")]
    temporal: Option<String>,
    #[serde(rename = "dc:description")]
    description: Vec<String>,
    notes: Vec<Note>,
    dialect: Dialect,
    #[serde(rename = "tableSchema")]
    schema: Schema,
}

#[derive(Serialize)]
struct Language {
    #[serde(rename = "@language")]
    language: &'static str,
}

#[derive(Serialize)]
struct Note {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "skos:notation")]
    notation: String,
    #[serde(rename = "skos:definition")]
    definition: String,
}

impl Note {
    fn new(notation: String, definition: String) -> Note {
        Note { kind: "skos:Concept", notation, definition }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    encoding: &'static str,
    delimiter: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    line_terminators: [&'static str; 1],
    header: bool,
    header_row_count: u8,
    skip_initial_space: bool,
    trim: bool,
    comment_prefix: Option<&'static str>,
}

const DIALECT: Dialect = Dialect {
    encoding: "utf-8",
    delimiter: ",",
    quote_char: "\"",
    double_quote: true,
    line_terminators: ["\r\n"],
    header: true,
    header_row_count: 1,
    skip_initial_space: false,
    trim: false,
    comment_prefix: None,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    columns: Vec<Described>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'static str>,
}

#[derive(Serialize)]
struct Described {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    titles: String,
    datatype: &'static str,
    #[serde(rename = "dc:description")]
    description: String,
}

impl Metadata {
    fn new(
        disclosure: &Disclosure,
        what: &str,
        title: String,
        description: Vec<String>,
        notes: Vec<Note>,
        schema: Schema,
    ) -> Metadata {
        let meta = disclosure.meta();
        let temporal = match meta.period {
            (None, None) => None,
            (from, to) => {
                let day = |day: Option<jiff::civil::Date>| day.map_or("..".to_owned(), |day| day.to_string());
                Some(format!("{}/{}", day(from), day(to)))
            }
        };
        Metadata {
            context: ("http://www.w3.org/ns/csvw", Language { language: "en-GB" }),
            url: percent_encoded(&file_name(&meta.reference, what, "csv")),
            title,
            publisher: meta.force.trim().to_owned(),
            identifier: meta.reference.trim().to_owned(),
            issued: crate::law::day_in_london(meta.released_at).to_string(),
            temporal,
            description,
            notes,
            dialect: DIALECT,
            schema,
        }
    }
}

fn put(out: &mut dyn Output, metadata: &Metadata) -> Result<(), WriteError> {
    // By way of a value the keys are in order, whatever the order of the fields above.
    let value = serde_json::to_value(metadata).map_err(|error| WriteError::Io(error.into()))?;
    serde_json::to_writer_pretty(&mut *out, &value).map_err(|error| WriteError::Io(error.into()))?;
    out.write_all(b"\n")?;
    Ok(())
}

/// What the cells of a column are like.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Cells in which a mark stands.
    marked: u64,
    /// Cells that got a leading `'`, the heading included.
    guarded: u64,
    /// Cells that are no whole number.
    worded: u64,
}

fn columns(disclosure: &Disclosure, describe: impl Fn(usize, &Column) -> &'static str) -> Vec<Described> {
    let mut tallies = vec![Tally::default(); disclosure.columns().len()];
    let mut text = String::new();
    for row in 0..disclosure.row_count() {
        for (cell, tally) in disclosure.row(row).zip(&mut tallies) {
            text.clear();
            cell.append_to(&mut text);
            tally.marked += u64::from(cell.pieces().any(|piece| matches!(piece, Piece::Withheld(_))));
            tally.guarded += u64::from(needs_guard(&text));
            tally.worded += u64::from(!text.bytes().all(|b| b.is_ascii_digit()));
        }
    }
    let columns = disclosure.columns().iter().zip(tallies).enumerate();
    columns
        .map(|(at, (column, tally))| {
            let Tally { marked, guarded, worded } = tally;
            let heading_guarded = needs_guard(&column.heading);
            let mut description = describe(at, column).to_owned();
            if marked > 0 {
                description += &format!(" Marks stand in {marked} cells where words were withheld.");
            }
            let guarded = guarded + u64::from(heading_guarded);
            if guarded > 0 {
                description += &format!(
                    " In {guarded} cells ' stands before text that begins like a formula; it is no part of \
                     the text."
                );
            }
            let is_number = column.kind == ColumnKind::Number && worded == 0;
            Described {
                name: (column.heading == ENTRY_HEADING && at == 0).then_some("entry"),
                titles: if heading_guarded { format!("'{}", column.heading) } else { column.heading.clone() },
                datatype: if is_number { "nonNegativeInteger" } else { "string" },
                description,
            }
        })
        .collect()
}

/// A file name as a relative address: everything but letters, digits and `-._~` by its bytes.
fn percent_encoded(name: &str) -> String {
    let mut address = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn names_become_addresses() {
        assert_eq!(percent_encoded("FOI-24_1.x~ disclosure.csv"), "FOI-24_1.x~%20disclosure.csv");
        assert_eq!(percent_encoded("é%#?:"), "%C3%A9%25%23%3F%3A");
    }
}
