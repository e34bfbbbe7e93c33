//! The lists of a document beside its tables: names, validations, filters, pivot tables, changes.

use std::io::BufRead;

use super::beside::Beside;
use super::tags::leads_out;
use crate::sheet::WarningKind;
use crate::sheet::error::Problem;
use crate::sheet::xlsx::xml::{Tag, Token, Xml};

/// Owner of what belongs to no sheet.
pub(super) const WORKBOOK: &str = "workbook";

/// Walks through an element to its end, each element within it by `open`.
fn each<B: BufRead>(xml: &mut Xml<B>, mut open: impl FnMut(&Tag<'_>)) -> Result<(), Problem> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(tag) => {
                depth += 1;
                open(&tag);
            }
            Token::Close(_) => depth -= 1,
            Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(()),
        }
    }
    Ok(())
}

fn get(tag: &Tag<'_>, name: &str) -> String {
    tag.get(name).unwrap_or_default()
}

/// Names of ranges and formulas.
pub(super) fn names<B: BufRead>(xml: &mut Xml<B>, owner: &str, beside: &mut Beside) -> Result<(), Problem> {
    each(xml, |tag| {
        let value = match tag.name() {
            "named-range" => get(tag, "cell-range-address"),
            "named-expression" => get(tag, "expression"),
            _other => return,
        };
        let name = get(tag, "name");
        beside.findings.add(WarningKind::DefinedName, owner, &name, &format!("{name} = {value}"));
        if leads_out(&value) {
            beside.findings.add(WarningKind::ExternalLink, owner, &name, &value);
        }
    })
}

/// Formatting by rule.
pub(super) fn conditional_formats<B: BufRead>(
    xml: &mut Xml<B>,
    owner: &str,
    beside: &mut Beside,
) -> Result<(), Problem> {
    each(xml, |tag| {
        if tag.name() == "conditional-format" {
            let range = get(tag, "target-range-address");
            beside.findings.add(WarningKind::ConditionalFormat, owner, &range, "");
        }
    })
}

/// Permitted values, and the messages that go with them.
pub(super) fn validations<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                let condition = get(&tag, "condition");
                let place = get(&tag, "base-cell-address");
                let name = tag.name().to_owned();
                let told = beside.gather(xml, &name, WORKBOOK, &place)?;
                let is_list = condition.contains("in-list");
                if is_list || !told.text.trim().is_empty() {
                    let sample = format!("{}\n{}", if is_list { &condition } else { "" }, told.text);
                    beside.findings.add(WarningKind::ValidationList, WORKBOOK, &place, sample.trim());
                }
            }
            Token::Close(_) | Token::End => return Ok(()),
            Token::Text(_) | Token::Nothing => {}
        }
    }
}

/// Ranges that a filter or a query works on.
pub(super) fn database_ranges<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    let mut place = String::new();
    // A range with buttons and conditions is one filter.
    let mut is_told = false;
    each(xml, |tag| match tag.name() {
        "database-range" => {
            is_told = false;
            place = get(tag, "target-range-address");
            let name = get(tag, "name");
            if !name.is_empty() && !name.starts_with("__Anonymous") {
                let sample = format!("{name} = {place}");
                beside.findings.add(WarningKind::DefinedName, WORKBOOK, &name, &sample);
            }
            if tag.get("display-filter-buttons").is_some_and(|shown| shown == "true") {
                is_told = true;
                beside.findings.add(WarningKind::Filter, WORKBOOK, &place, "");
            }
        }
        "filter" if !is_told => beside.findings.add(WarningKind::Filter, WORKBOOK, &place, ""),
        "filter-condition" | "filter-set-item" => {
            beside.findings.add_many(WarningKind::Filter, WORKBOOK, &place, 0, &get(tag, "value"));
        }
        "database-source-sql" | "database-source-table" | "database-source-query" => {
            let words = ["database-name", "database-table-name", "query-name", "sql-statement"];
            let words: Vec<String> = words.iter().filter_map(|word| tag.get(word)).collect();
            beside.findings.add(WarningKind::Connection, WORKBOOK, &place, &words.join(": "));
        }
        _other => {}
    })
}

/// Pivot tables: their names, sources, and the values they keep.
pub(super) fn data_pilots<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    let mut place = String::new();
    each(xml, |tag| match tag.name() {
        "data-pilot-table" => {
            let name = get(tag, "name");
            place = format!("{name} at {}", get(tag, "target-range-address"));
            beside.findings.add(WarningKind::PivotCache, WORKBOOK, &place, &get(tag, "application-data"));
        }
        "data-pilot-member" => {
            beside.findings.add_many(WarningKind::PivotCache, WORKBOOK, &place, 0, &get(tag, "name"));
        }
        "source-service" | "database-source-sql" | "database-source-table" | "database-source-query" => {
            let words = ["name", "source-name", "object-name", "user-name", "database-name", "sql-statement"];
            let words: Vec<String> = words.iter().filter_map(|word| tag.get(word)).collect();
            beside.findings.add(WarningKind::Connection, WORKBOOK, &place, &words.join(": "));
        }
        _other => {}
    })
}

/// Recorded changes: who changed what, and what stood there before.
pub(super) fn tracked_changes<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                let name = tag.name().to_owned();
                let values = get(&tag, "id");
                let change = beside.gather(xml, &name, WORKBOOK, &values)?;
                let sample = format!("{}, {name}: {}", change.creator, change.text);
                beside.findings.add(WarningKind::Revision, WORKBOOK, "", &sample);
                if !change.creator.is_empty() {
                    beside.findings.add(WarningKind::UserName, "changes", "", &change.creator);
                }
            }
            Token::Close(_) | Token::End => return Ok(()),
            Token::Text(_) | Token::Nothing => {}
        }
    }
}

/// Links to other programs, with the values they last gave.
pub(super) fn dde_links<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    each(xml, |tag| match tag.name() {
        "dde-source" => {
            let words = ["dde-application", "dde-topic", "dde-item"];
            let words: Vec<String> = words.iter().filter_map(|word| tag.get(word)).collect();
            beside.findings.add(WarningKind::ExternalLink, WORKBOOK, "", &words.join(" | "));
        }
        "table-cell" => {
            let value = tag.get("string-value").or_else(|| tag.get("value")).unwrap_or_default();
            beside.findings.add_many(WarningKind::ExternalLink, WORKBOOK, "", 0, &value);
        }
        _other => {}
    })
}

/// Properties of the document, one by one.
pub(super) fn properties<B: BufRead>(
    xml: &mut Xml<B>,
    part: &str,
    beside: &mut Beside,
) -> Result<(), Problem> {
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                let element = tag.name().to_owned();
                let custom = (element == "user-defined").then(|| get(&tag, "name"));
                let mut value: Vec<String> =
                    ["href", "title"].iter().filter_map(|key| tag.get(key)).collect();
                if element == "document-statistic" {
                    super::text::skip(xml)?;
                    continue;
                }
                value.extend(text_within(xml)?);
                let value = value.join(" ");
                if value.trim().is_empty() {
                    continue;
                }
                let (kind, name) = match custom {
                    Some(name) if name.starts_with("MSIP_Label") => (WarningKind::Label, name),
                    Some(name) => (WarningKind::CustomProperty, name),
                    None => (WarningKind::Property, element),
                };
                beside.findings.add(kind, part, "", &format!("{name}: {value}"));
            }
            Token::Close(_) | Token::End => return Ok(()),
            Token::Text(_) | Token::Nothing => {}
        }
    }
}

/// Settings: the printer, and whatever holds an address or a path.
pub(super) fn settings<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    let mut name = String::new();
    let mut value = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(tag) => {
                depth += 1;
                name = get(&tag, "name");
                value.clear();
            }
            Token::Text(text) => super::beside::append(&mut value, text.trim()),
            Token::Close(_) => {
                depth -= 1;
                let value = std::mem::take(&mut value);
                if value.trim().is_empty() {
                } else if name == "PrinterName" || name == "PrinterSetup" {
                    let sample = if name == "PrinterName" { value.as_str() } else { "" };
                    beside.findings.add(WarningKind::PrinterSettings, "settings", &name, sample);
                } else if value.contains("://") || value.contains('\\') {
                    beside.findings.add(WarningKind::Property, "settings", &name, &value);
                }
            }
            Token::Nothing => {}
            Token::End => return Ok(()),
        }
    }
    Ok(())
}

/// Headers and footers of the pages.
pub(super) fn master_pages<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    let mut page = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(tag) => {
                let name = tag.name().to_owned();
                if name == "master-page" {
                    page = format!("pages of style {}", get(&tag, "name"));
                }
                if name.starts_with("header") || name.starts_with("footer") {
                    let words = beside.gather(xml, &name, &page, "")?.text;
                    // A field that was never filled in is shown by question marks.
                    if words.chars().any(char::is_alphanumeric) {
                        beside.findings.add(WarningKind::HeaderFooter, &page, "", &words);
                    }
                } else {
                    depth += 1;
                }
            }
            Token::Close(_) => depth -= 1,
            Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(()),
        }
    }
    Ok(())
}

/// Programs in the document, and events that start them.
pub(super) fn scripts<B: BufRead>(xml: &mut Xml<B>, beside: &mut Beside) -> Result<(), Problem> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(tag) => {
                depth += 1;
                // Libraries may be listed without a module in them.
                if matches!(tag.name(), "event-listener" | "module" | "source-code") {
                    let name = tag.get("name").or_else(|| tag.get("event-name"));
                    beside.findings.add(WarningKind::Macro, WORKBOOK, "", &name.unwrap_or_default());
                }
            }
            Token::Close(_) => depth -= 1,
            Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(()),
        }
    }
    Ok(())
}

/// All text within an element, piece by piece, up to a limit.
fn text_within<B: BufRead>(xml: &mut Xml<B>) -> Result<Option<String>, Problem> {
    let mut found = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth -= 1,
            Token::Text(text) if found.len() < 4096 => found.push_str(&text),
            Token::Text(_) | Token::Nothing => {}
            Token::End => break,
        }
    }
    Ok((!found.trim().is_empty()).then_some(found))
}
