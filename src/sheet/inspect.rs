//! The JSON of `withheld inspect --json`.

use serde_json::{Value, json};

use super::Import;

/// Everything the file holds that is not a visible cell, as JSON.
pub fn inspect_json(import: &Import) -> Value {
    let sheets: Vec<Value> = import
        .guesses
        .sheets
        .iter()
        .map(|sheet| {
            let state: &'static str = sheet.state.into();
            json!({ "name": sheet.name, "rows": sheet.rows, "columns": sheet.columns, "state": state })
        })
        .collect();
    let items: Vec<Value> = import
        .report
        .warnings
        .iter()
        .map(|warning| {
            let mut item =
                json!({ "kind": warning.kind.name(), "where": warning.place, "count": warning.count });
            if let (Some(sample), Some(item)) = (&warning.sample, item.as_object_mut()) {
                item.insert("sample".to_owned(), json!(sample.expose()));
            }
            item
        })
        .collect();
    json!({ "file": import.file_name, "format": import.guesses.format.name(), "sheets": sheets, "items": items })
}
