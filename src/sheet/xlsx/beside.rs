//! Looks into the parts beside the sheets: comments, shapes, charts, properties.

use std::io::{Read, Seek};

use super::package::Package;
use super::xml::Token;
use crate::sheet::error::Problem;
use crate::sheet::{Report, WarningKind};

/// So many places are written out.
const LISTED: usize = 20;
/// And so many texts shown.
const SHOWN: usize = 8;

/// Texts found in a part: how many, and the first of them.
#[derive(Debug, Default)]
pub(in crate::sheet) struct Found {
    count: u64,
    texts: Vec<String>,
    /// Names of what was found, to search in.
    names: Vec<String>,
}

impl Found {
    pub(in crate::sheet) fn add(&mut self, text: String) {
        if !text.trim().is_empty() {
            self.count += 1;
            if self.texts.len() < SHOWN {
                self.texts.push(text);
            }
        }
    }

    pub(in crate::sheet) fn count(&self) -> u64 {
        self.count
    }

    pub(in crate::sheet) fn sample(&self) -> String {
        self.texts.join("\n")
    }

    /// Whether a name begins so.
    pub(in crate::sheet) fn mentions(&self, start: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(start))
    }
}

/// Comments of a sheet.
#[derive(Debug, Default)]
pub(in crate::sheet) struct Notes {
    count: u64,
    cells: Vec<String>,
    texts: Vec<String>,
}

impl Notes {
    /// Adds a comment.
    pub(in crate::sheet) fn add(&mut self, cell: String, author: Option<&str>, text: &str) {
        self.count += 1;
        if self.cells.len() < LISTED && !self.cells.contains(&cell) {
            self.cells.push(cell);
        }
        if self.texts.len() < SHOWN {
            self.texts.push(format!("{}: {text}", author.unwrap_or("no author")));
        }
    }

    /// Puts them into the report.
    pub(in crate::sheet) fn tell(
        &self,
        kind: WarningKind,
        owner: Option<&str>,
        part: &str,
        report: &mut Report,
    ) {
        if self.count > 0 {
            let place = format!("{}: {}", owner.unwrap_or(part), self.cells.join(", "));
            report.show(kind, place, self.count, &self.texts.join("\n"));
        }
    }
}

/// Notes with their authors.
pub(in crate::sheet) fn comments<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Notes, Problem> {
    let mut notes = Notes::default();
    let mut authors: Vec<String> = Vec::new();
    let mut open: Option<(String, Option<usize>)> = None;
    let mut text = String::new();
    let mut inside = String::new();
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                match tag.name() {
                    "author" => authors.push(String::new()),
                    "comment" => {
                        let author = tag.number("authorId").map(|id| id.max(0.0) as usize);
                        open = Some((tag.get("ref").unwrap_or_default(), author));
                        text.clear();
                    }
                    _other => {}
                }
                inside = tag.name().to_owned();
            }
            Token::Text(piece) => match inside.as_str() {
                "author" => {
                    if let Some(author) = authors.last_mut() {
                        author.push_str(&piece);
                    }
                }
                "t" => text.push_str(&piece),
                _other => {}
            },
            Token::Close(tag) => {
                if tag.name() == "comment"
                    && let Some((cell, author)) = open.take()
                {
                    let author = author.and_then(|at| authors.get(at)).map(String::as_str);
                    notes.add(cell, author, &text);
                }
                inside.clear();
            }
            Token::Nothing => {}
            Token::End => return Ok(notes),
        }
    }
}

/// Conversations with their authors.
pub(in crate::sheet) fn threads<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Notes, Problem> {
    let persons = persons(package)?;
    let mut notes = Notes::default();
    let mut open: Option<(String, String)> = None;
    let mut text = String::new();
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "threadedComment" => {
                open = Some((tag.get("ref").unwrap_or_default(), tag.get("personId").unwrap_or_default()));
                text.clear();
            }
            Token::Text(piece) => text.push_str(&piece),
            Token::Close(tag) if tag.name() == "threadedComment" => {
                if let Some((cell, person)) = open.take() {
                    let author = persons.iter().find(|(id, _)| *id == person).map(|(_, name)| name.as_str());
                    notes.add(cell, author, text.trim());
                }
            }
            Token::Open(_) | Token::Close(_) | Token::Nothing => {}
            Token::End => return Ok(notes),
        }
    }
}

/// Names of those who took part in conversations, by their ids.
fn persons<R: Read + Seek>(package: &mut Package<R>) -> Result<Vec<(String, String)>, Problem> {
    let parts: Vec<String> =
        package.parts().map(|(part, _)| part.to_owned()).filter(|part| part.contains("persons/")).collect();
    let mut persons = Vec::new();
    for part in parts.iter().filter(|part| part.ends_with(".xml")) {
        let mut xml = package.xml(part)?;
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name() == "person" => {
                    persons.push((
                        tag.get("id").unwrap_or_default(),
                        tag.get("displayName").unwrap_or_default(),
                    ));
                }
                Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Nothing => {}
                Token::End => break,
            }
        }
    }
    Ok(persons)
}

/// Texts of these elements.
pub(in crate::sheet) fn texts<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    elements: &[&str],
) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut text: Option<String> = None;
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) if elements.contains(&tag.name()) => text = Some(String::new()),
            Token::Text(piece) => {
                if let Some(text) = &mut text {
                    text.push_str(&piece);
                }
            }
            Token::Close(tag) if elements.contains(&tag.name()) => found.add(text.take().unwrap_or_default()),
            Token::Open(_) | Token::Close(_) | Token::Nothing => {}
            Token::End => return Ok(found),
        }
    }
}

/// Values of these attributes, whatever the element.
pub(in crate::sheet) fn attributes<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    names: &[&str],
) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                let values = tag.attributes().filter(|(key, _)| names.contains(key));
                values.for_each(|(_, value)| found.add(value.into_owned()));
            }
            Token::Close(_) | Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(found),
        }
    }
}

/// Properties: `creator: ...`, a custom one by its own name.
pub(in crate::sheet) fn properties<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut name = String::new();
    let mut text = String::new();
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                text.clear();
                if tag.name() == "property" {
                    name = tag.get("name").unwrap_or_default();
                    found.names.push(name.clone());
                } else if found.names.is_empty() {
                    name = tag.name().to_owned();
                }
            }
            Token::Text(piece) => text.push_str(&piece),
            Token::Close(_) => {
                if !text.trim().is_empty() {
                    found.add(format!("{name}: {}", text.trim()));
                }
                text.clear();
            }
            Token::Nothing => {}
            Token::End => return Ok(found),
        }
    }
}

/// Controls in a drawing of the old kind; its shapes for notes are left out.
pub(in crate::sheet) fn controls<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "ClientData" => {
                let kind = tag.get("ObjectType").unwrap_or_default();
                if kind != "Note" {
                    found.add(kind);
                }
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(found),
        }
    }
}

/// How often an element occurs.
pub(in crate::sheet) fn count<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
    element: &str,
) -> Result<u64, Problem> {
    let mut count = 0;
    let mut xml = package.xml(part)?;
    loop {
        match xml.next()? {
            Token::Open(tag) => count += u64::from(tag.name() == element),
            Token::Close(_) | Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(count),
        }
    }
}
