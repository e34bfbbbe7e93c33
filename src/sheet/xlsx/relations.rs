//! Which parts belong to which: relationships and content types.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::package::{Package, normalise};
use super::xml::Token;
use crate::sheet::error::Problem;

/// A link from one part to another, or to somewhere outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::sheet) struct Relation {
    pub(in crate::sheet) id: String,
    /// Last word of its type: `worksheet`, `comments`, `hyperlink`.
    pub(in crate::sheet) kind: String,
    /// Normalised part name, or the address outside.
    pub(in crate::sheet) target: String,
    /// Whether it points out of the file.
    pub(in crate::sheet) external: bool,
}

/// The relations of a part; none if it has none. `""` is the package itself.
pub(in crate::sheet) fn relations<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<Vec<Relation>, Problem> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let rels =
        format!("{}_rels/{file}.rels", if folder.is_empty() { String::new() } else { format!("{folder}/") });
    if !package.has(&rels) {
        return Ok(Vec::new());
    }
    let mut xml = package.xml(&rels)?;
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "Relationship" => {
                let target = tag.get("Target").unwrap_or_default();
                let external =
                    tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                let kind = tag.get("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = if external { target } else { resolve(folder, &target) };
                relations.push(Relation { id: tag.get("Id").unwrap_or_default(), kind, target, external });
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(relations),
        }
    }
}

/// A target as seen from a folder, as a normalised part name.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let full = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in full.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    normalise(&steps.join("/"))
}

/// Content types of the parts.
#[derive(Clone, Debug, Default)]
pub(in crate::sheet) struct ContentTypes {
    by_part: BTreeMap<String, String>,
    by_extension: BTreeMap<String, String>,
}

impl ContentTypes {
    pub(in crate::sheet) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<ContentTypes, Problem> {
        let mut types = ContentTypes::default();
        if !package.has("[content_types].xml") {
            return Ok(types);
        }
        let mut xml = package.xml("[content_types].xml")?;
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let content = tag.get("ContentType").unwrap_or_default().to_lowercase();
                    if let Some(part) = tag.get("PartName") {
                        types.by_part.insert(normalise(&part), content);
                    } else if let Some(extension) = tag.get("Extension") {
                        types.by_extension.insert(extension.to_lowercase(), content);
                    }
                }
                Token::Close(_) | Token::Text(_) | Token::Nothing => {}
                Token::End => return Ok(types),
            }
        }
    }

    /// Content type of a part, in lower case; empty if none is given.
    pub(in crate::sheet) fn of(&self, part: &str) -> &str {
        let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
        let found = self.by_part.get(part).or_else(|| self.by_extension.get(extension));
        found.map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolve("xl", "worksheets/Sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("", "xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("xl", "../../../../etc/passwd"), "etc/passwd");
    }
}
