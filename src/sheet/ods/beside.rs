//! What stands beside the cells of a sheet: comments, shapes, pictures, controls, objects.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::styles::{Look, Styles};
use super::text::{Place, Text};
use crate::sheet::WarningKind;
use crate::sheet::error::Problem;
use crate::sheet::findings::Findings;
use crate::sheet::xlsx::package::normalise;
use crate::sheet::xlsx::xml::{Token, Xml};

/// So many parts are told by the sheet they belong to.
const MAX_OWNERS: usize = 10_000;
/// Text of one comment or shape beyond this is not kept.
const TEXT_BYTES: usize = 8 << 10;

/// Collected while the document is walked through.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) findings: Findings,
    /// Sheet to which a part or its folder belongs.
    owners: BTreeMap<String, String>,
}

/// What was gathered from an element and all within it.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) text: String,
    pub(super) creator: String,
}

impl Beside {
    /// Sheet to which a part belongs, by its normalised name.
    pub(super) fn owner(&self, part: &str) -> Option<&str> {
        let folder = part.split('/').next().unwrap_or(part);
        let owner = self.owners.get(part).or_else(|| self.owners.get(folder));
        owner.map(String::as_str)
    }

    /// A comment, up to its end.
    pub(super) fn annotation<B: BufRead>(
        &mut self,
        xml: &mut Xml<B>,
        owner: &str,
        cell: &str,
    ) -> Result<(), Problem> {
        let note = self.gather(xml, "annotation", owner, cell)?;
        let author = if note.creator.is_empty() { "no author" } else { &note.creator };
        self.findings.add(WarningKind::Comment, owner, cell, &format!("{author}: {}", note.text));
        Ok(())
    }

    /// A shape, frame or control, up to its end.
    pub(super) fn shape<B: BufRead>(
        &mut self,
        xml: &mut Xml<B>,
        name: &str,
        owner: &str,
        cell: &str,
    ) -> Result<(), Problem> {
        if name == "control" {
            self.findings.add(WarningKind::Control, owner, cell, "");
        }
        let shape = self.gather(xml, name, owner, cell)?;
        if !shape.text.trim().is_empty() {
            self.findings.add(WarningKind::TextBox, owner, cell, &shape.text);
        }
        Ok(())
    }

    /// The shapes of a sheet, up to the end of their list.
    pub(super) fn shapes<B: BufRead>(&mut self, xml: &mut Xml<B>, owner: &str) -> Result<(), Problem> {
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let name = tag.name().to_owned();
                    self.shape(xml, &name, owner, "")?;
                }
                Token::Close(_) | Token::End => return Ok(()),
                Token::Text(_) | Token::Nothing => {}
            }
        }
    }

    /// The text of an element and all within it, its objects and links reported on the way.
    pub(super) fn gather<B: BufRead>(
        &mut self,
        xml: &mut Xml<B>,
        name: &str,
        owner: &str,
        cell: &str,
    ) -> Result<Gathered, Problem> {
        let mut gathered = Gathered::default();
        let mut open = vec![name.to_owned()];
        let (styles, look) = (Styles::default(), Look::default());
        let place = Place { styles: &styles, look: &look, owner, cell };
        while let Some(inside) = open.last().map(String::as_str) {
            match xml.next()? {
                Token::Open(tag) if matches!(tag.name(), "p" | "h") => {
                    let mut text = Text::default();
                    text.paragraph(xml, &place, self)?;
                    self.tell_links(&text.links, owner, cell);
                    append(&mut gathered.text, &text.shown);
                }
                Token::Open(tag) => {
                    let address = tag.get("href").unwrap_or_default();
                    let element = tag.name().to_owned();
                    let drawn = tag.full_name().starts_with("draw:");
                    open.push(element.clone());
                    self.element(&element, &address, drawn, &open, owner, cell);
                }
                Token::Text(text) => match inside {
                    "creator" if text.len() < 1024 => gathered.creator.push_str(&text),
                    "title" | "desc" if !text.trim().is_empty() => append(&mut gathered.text, text.trim()),
                    _other => {}
                },
                Token::Close(_) => drop(open.pop()),
                Token::Nothing => {}
                Token::End => break,
            }
        }
        Ok(gathered)
    }

    /// One element within a shape.
    fn element(&mut self, name: &str, address: &str, drawn: bool, open: &[String], owner: &str, cell: &str) {
        let within = |wanted: &str| open.iter().rev().skip(1).any(|name| name == wanted);
        let kind = match name {
            "binary-data" if within("image") && !within("object") => WarningKind::Image,
            "binary-data" | "document" | "math" if within("object") || within("object-ole") => {
                WarningKind::EmbeddedObject
            }
            "plugin" | "applet" | "floating-frame" if drawn => WarningKind::EmbeddedObject,
            "chart" if open.iter().rev().nth(1).is_some_and(|name| name == "body") => WarningKind::Chart,
            "control" if drawn => WarningKind::Control,
            "event-listener" => WarningKind::Macro,
            _other => return self.link(address, owner, cell),
        };
        self.findings.add(kind, owner, cell, address);
    }

    /// An address: of a part, which is told with the parts, or out of the file.
    pub(super) fn link(&mut self, address: &str, owner: &str, cell: &str) {
        let part = address.trim_start_matches("./");
        if part.is_empty() || part.starts_with('#') {
            return;
        }
        if is_outside(address) {
            self.findings.add(WarningKind::ExternalLink, owner, cell, address);
        } else if self.owners.len() < MAX_OWNERS {
            self.owners.entry(normalise(part)).or_insert_with(|| owner.to_owned());
        }
    }

    /// Addresses that a text leads to.
    pub(super) fn tell_links(&mut self, links: &[String], owner: &str, cell: &str) {
        links.iter().for_each(|address| self.link(address, owner, cell));
    }

    /// Forms: their controls by name and caption.
    pub(super) fn forms<B: BufRead>(&mut self, xml: &mut Xml<B>, owner: &str) -> Result<(), Problem> {
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                Token::Open(tag) => {
                    depth += 1;
                    let get = |name: &str| tag.get(name).unwrap_or_default();
                    match tag.name() {
                        // Settings of forms and controls.
                        "form" | "properties" | "property" | "list-property" | "list-value" => {}
                        "event-listener" => {
                            self.findings.add(WarningKind::Macro, owner, "", &get("href"));
                        }
                        "event-listeners" => {}
                        "connection-resource" => {
                            self.findings.add(WarningKind::Connection, owner, "", &get("href"));
                        }
                        _control => {
                            let words = [get("name"), get("label"), get("value"), get("current-value")];
                            let words: Vec<&str> =
                                words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
                            self.findings.add(WarningKind::Control, owner, "", &words.join(": "));
                        }
                    }
                }
                Token::Close(_) => depth -= 1,
                Token::Text(_) | Token::Nothing => {}
                Token::End => return Ok(()),
            }
        }
        Ok(())
    }
}

/// Whether an address leads out of the package: it has a scheme, a host, or a way up.
fn is_outside(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let has_scheme = scheme.is_some_and(|scheme| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    has_scheme || address.starts_with('/') || address.starts_with("..") || address.starts_with("\\\\")
}

/// Adds a line, up to the limit.
pub(super) fn append(text: &mut String, line: &str) {
    if text.len() < TEXT_BYTES {
        if !text.is_empty() {
            text.push('\n');
        }
        text.extend(line.chars().take(TEXT_BYTES));
    }
}
