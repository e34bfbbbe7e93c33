//! What rows, columns and cells say of themselves.

use super::value::Value;
use crate::sheet::xlsx::xml::Tag;

/// Whether a formula quotes another file or a service.
pub(super) fn leads_out(formula: &str) -> bool {
    let lower = formula.to_ascii_lowercase();
    ["'file:", "'http:", "'https:", "'ftp:", "'smb:", "dde(", "webservice(", "|'"]
        .iter()
        .any(|sign| lower.contains(sign))
        || lower.contains("'#$")
}

/// What a row says of itself.
pub(super) struct RowTag {
    pub(super) repeated: u32,
    pub(super) unseen: bool,
    pub(super) style: String,
    pub(super) default_style: String,
}

impl RowTag {
    pub(super) fn of(tag: &Tag<'_>) -> RowTag {
        RowTag {
            repeated: repeated(tag, "number-rows-repeated"),
            unseen: is_unseen(tag),
            style: tag.get("style-name").unwrap_or_default(),
            default_style: tag.get("default-cell-style-name").unwrap_or_default(),
        }
    }
}

/// What a cell says of itself.
pub(super) struct CellTag {
    pub(super) covered: bool,
    pub(super) repeated: u32,
    pub(super) style: String,
    pub(super) formula: Option<String>,
    pub(super) spans: (u32, u32),
    pub(super) value: Value,
}

impl CellTag {
    pub(super) fn of(tag: &Tag<'_>) -> CellTag {
        let mut cell = CellTag {
            covered: tag.name() == "covered-table-cell",
            repeated: 1,
            style: String::new(),
            formula: None,
            spans: (1, 1),
            value: Value::default(),
        };
        for (key, value) in tag.attributes() {
            match key {
                "number-columns-repeated" => cell.repeated = count(&value),
                "style-name" => cell.style = value.into_owned(),
                "formula" => cell.formula = Some(value.into_owned()),
                "number-columns-spanned" => cell.spans.0 = count(&value),
                "number-rows-spanned" => cell.spans.1 = count(&value),
                key => cell.value.attribute(key, &value),
            }
        }
        cell
    }
}

/// How often it stands in a row.
pub(super) fn repeated(tag: &Tag<'_>, name: &str) -> u32 {
    tag.get(name).map_or(1, |value| count(&value))
}

fn count(text: &str) -> u32 {
    text.trim().parse::<u32>().unwrap_or(1).max(1)
}

/// Whether it is hidden or filtered away.
pub(super) fn is_unseen(tag: &Tag<'_>) -> bool {
    tag.get("visibility").is_some_and(|visibility| visibility != "visible")
}
