//! Reads a data dictionary again and compares it with what it must say, which is made here anew.

use std::io::Read;

use serde_json::{Map, Value, json};

use crate::detect::Cancel;
use crate::disclose::format::Input;
use crate::disclose::proof::{Place, Proof, ReadError, Rule};
use crate::disclose::{ColumnKind, Disclosure, Grounds, Piece, file_name, front};
use crate::law::mark_text;

/// No dictionary is longer; of a longer file so much is searched.
const MOST_BYTES: u64 = 1 << 24;
const DICTIONARY: Place = Place::Part("data dictionary");

/// Compares the dictionary of the released table.
pub(super) fn table(
    input: &mut dyn Input,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    _: &Cancel,
) -> Result<(), ReadError> {
    let front = front(disclosure);
    let misuse = "Does the case relate to misuse of BWV";
    let columns = columns(disclosure, |at| {
        let column = &disclosure.columns()[at];
        match column.kind {
            _ if at == 0 => "Number of the entry, from 1 in the order of the source.",
            _ if column.heading == misuse => {
                "Whether the case relates to misuse of body-worn video: Yes, No or Unclear."
            }
            ColumnKind::Number => "A whole number.",
            ColumnKind::Short => "A few words.",
            ColumnKind::Long => "Running text.",
        }
    });
    let mut expected = around(disclosure, "disclosure");
    expected.insert("dc:title".to_owned(), json!(front.title));
    expected.insert("dc:description".to_owned(), json!(front.reading));
    expected.insert("notes".to_owned(), key(disclosure));
    expected.insert("tableSchema".to_owned(), json!({ "primaryKey": "entry", "columns": columns }));
    compare(input, &Value::Object(expected), proof)
}

/// Compares the dictionary of the public schedule.
pub(super) fn schedule(
    input: &mut dyn Input,
    disclosure: &Disclosure,
    proof: &mut Proof<'_>,
    _: &Cancel,
) -> Result<(), ReadError> {
    const DESCRIPTIONS: [&str; 5] = [
        "Number of the entry in the released table, or All where a row is about the whole table.",
        "Heading of the column in the released table.",
        "The exemptions, or why there are none.",
        "How many marks of these exemptions stand in the cell, or how many cells got a sign.",
        "Says that this is a draft.",
    ];
    let columns = columns(disclosure, |at| DESCRIPTIONS.get(at).copied().unwrap_or(""));
    let notes: Vec<Value> = disclosure
        .meta()
        .key
        .iter()
        .map(|exemption| note(exemption.code(), &exemption.get().house))
        .collect();
    let reading = ["Each row is about one cell of the released table and one set of exemptions."];
    let mut expected = around(disclosure, "schedule");
    let title = format!("{}: schedule of redactions", front(disclosure).title);
    expected.insert("dc:title".to_owned(), json!(title));
    expected.insert("dc:description".to_owned(), json!(reading));
    expected.insert("notes".to_owned(), json!(notes));
    expected.insert("tableSchema".to_owned(), json!({ "columns": columns }));
    compare(input, &Value::Object(expected), proof)
}

/// The file must say this, in the one way in which this program writes it: a reader of JSON passes over
/// a key that stands twice.
fn compare(input: &mut dyn Input, expected: &Value, proof: &mut Proof<'_>) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    input.take(MOST_BYTES).read_to_end(&mut bytes)?;
    let found: Option<Value> = serde_json::from_slice(&bytes).ok();
    let own = serde_json::to_string_pretty(expected).map_err(std::io::Error::from)? + "\n";
    if found.as_ref() != Some(expected) {
        proof.fail(DICTIONARY, Rule::PartDiffers);
        proof.search_bytes(DICTIONARY, &bytes);
    } else if bytes != own.as_bytes() {
        proof.fail(Place::Container, Rule::Container);
        proof.search_bytes(DICTIONARY, &bytes);
    }
    Ok(())
}

/// What the dictionaries of both tables say alike.
fn around(disclosure: &Disclosure, what: &str) -> Map<String, Value> {
    let meta = disclosure.meta();
    let address: String = file_name(&meta.reference, what, "csv")
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let issued = crate::law::day_in_london(meta.released_at).strftime("%Y-%m-%d").to_string();
    let mut values = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en-GB" }],
        "url": address,
        "dc:issued": issued,
        "dialect": {
            "encoding": "utf-8", "delimiter": ",", "quoteChar": "\"", "doubleQuote": true,
            "lineTerminators": ["\r\n"], "header": true, "headerRowCount": 1,
            "skipInitialSpace": false, "trim": false, "commentPrefix": null
        }
    });
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            values[name] = json!(value);
        }
    };
    add("dc:publisher", meta.force.trim());
    add("dc:identifier", meta.reference.trim());
    let day = |day: jiff::civil::Date| day.strftime("%Y-%m-%d").to_string();
    match meta.period {
        (None, None) => {}
        (Some(from), None) => add("dc:temporal", &(day(from) + "/..")),
        (None, Some(to)) => add("dc:temporal", &format!("../{}", day(to))),
        (Some(from), Some(to)) => add("dc:temporal", &format!("{}/{}", day(from), day(to))),
    }
    match values {
        Value::Object(values) => values,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

/// The marks of the table, each once: exemptions in canonical order, then what has none.
fn key(disclosure: &Disclosure) -> Value {
    let exemptions = disclosure.meta().key.iter();
    let mut notes: Vec<Value> =
        exemptions.map(|exemption| note(&mark_text(&[*exemption]), &exemption.get().house)).collect();
    for mark in disclosure.marks() {
        match &mark.grounds {
            Grounds::Exempt(exemptions) if exemptions.is_empty() => {
                notes.push(note(mark.text(), "Withheld; no exemption was given"));
            }
            Grounds::OutOfScope => {
                notes.push(note(mark.text(), "Not asked for, and so not part of this answer"));
            }
            Grounds::Exempt(_) => {}
        }
    }
    json!(notes)
}

fn note(notation: &str, definition: &str) -> Value {
    json!({ "@type": "skos:Concept", "skos:notation": notation, "skos:definition": definition })
}

fn columns(disclosure: &Disclosure, describe: impl Fn(usize) -> &'static str) -> Vec<Value> {
    let mut columns = Vec::new();
    for (at, column) in disclosure.columns().iter().enumerate() {
        let cells = || (0..disclosure.row_count()).map(|row| disclosure.cell(row, at));
        let is_withheld = |piece| matches!(piece, Piece::Withheld(_));
        let marked = cells().filter(|cell| cell.pieces().any(is_withheld)).count();
        let texts = cells().map(|cell| cell.text()).chain([column.heading.clone()]);
        let guarded = texts.filter(|text| can_run(text)).count();
        let is_number = column.kind == ColumnKind::Number
            && cells().all(|cell| cell.text().chars().all(|c| c.is_ascii_digit()));
        let mut description = describe(at).to_owned();
        if marked > 0 {
            description.push_str(&format!(" Marks stand in {marked} cells where words were withheld."));
        }
        if guarded > 0 {
            description.push_str(&format!(
                " In {guarded} cells ' stands before text that begins like a formula; it is no part of the text."
            ));
        }
        let guard = if can_run(&column.heading) { "'" } else { "" };
        let mut value = json!({
            "titles": format!("{guard}{}", column.heading),
            "datatype": if is_number { "nonNegativeInteger" } else { "string" },
            "dc:description": description
        });
        if at == 0 && column.heading == "Entry" {
            value["name"] = json!("entry");
        }
        columns.push(value);
    }
    columns
}

/// Whether a spreadsheet program could take the text for a formula.
fn can_run(text: &str) -> bool {
    let is_sign = matches!(text.chars().next(), Some('=' | '+' | '-' | '@' | '\t' | '\r'));
    let is_number = || {
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let text = text.trim_start_matches(['+', '-']);
        let parts: Vec<&str> = text.split('.').collect();
        parts.len() <= 2 && parts.into_iter().all(digits)
    };
    let signs = text.chars().take_while(|c| matches!(c, '+' | '-')).count();
    is_sign && !(signs == 1 && is_number())
}
