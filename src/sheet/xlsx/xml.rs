//! Walks through the XML of a part: tags by their local names whatever the prefix, text with its
//! references resolved, and nothing that could fetch or multiply.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::too_big;
use crate::sheet::error::Problem;

/// Elements within elements; Excel stays below twenty.
const MAX_DEPTH: usize = 256;

/// A part being walked through.
pub(in crate::sheet) struct Xml<B> {
    reader: Reader<B>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
    /// Set by the stream when it went over a limit.
    stopped: Rc<Cell<bool>>,
}

/// What comes next.
pub(in crate::sheet) enum Token<'x> {
    /// An element begins. An empty one is closed at once.
    Open(Tag<'x>),
    /// An element ends.
    Close(EndTag<'x>),
    /// Text, perhaps a piece of it.
    Text(Cow<'x, str>),
    /// A comment and the like.
    Nothing,
    /// The part is over.
    End,
}

/// The beginning of an element.
pub(in crate::sheet) struct Tag<'x>(BytesStart<'x>);

/// The end of an element.
pub(in crate::sheet) struct EndTag<'x>(BytesEnd<'x>);

impl<B: BufRead> Xml<B> {
    pub(in crate::sheet) fn new(part: &str, stream: B, stopped: Rc<Cell<bool>>) -> Xml<B> {
        let mut reader = Reader::from_reader(stream);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new(), part: part.to_owned(), depth: 0, stopped }
    }

    /// The next token.
    pub(in crate::sheet) fn next(&mut self) -> Result<Token<'_>, Problem> {
        self.buffer.clear();
        let part = &self.part;
        let odd = |what: &str| Problem::damaged(format!("its part {part} {what}"));
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) if self.stopped.get() => return Err(Problem::TooBig { what: too_big(part) }),
            Err(_) => return Err(odd("breaks off or is not proper XML")),
        };
        Ok(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(odd("holds elements within elements without end"));
                }
                Token::Open(Tag(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Token::Close(EndTag(tag))
            }
            Event::Text(text) => Token::Text(text.xml10_content()),
            Event::CData(text) => Token::Text(text.xml10_content()),
            Event::GeneralRef(reference) => {
                let unknown = || odd("refers to text that it does not hold");
                match reference.resolve_char_ref() {
                    Ok(Some(letter)) => Token::Text(Cow::Owned(letter.to_string())),
                    Ok(None) => Token::Text(Cow::Borrowed(predefined(&reference).ok_or_else(unknown)?)),
                    Err(_) => return Err(unknown()),
                }
            }
            Event::DocType(_) => return Err(odd("declares entities, as no spreadsheet does")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Token::Nothing,
            Event::Eof if self.depth > 0 => return Err(odd("breaks off")),
            Event::Eof => Token::End,
        })
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

impl Tag<'_> {
    /// Name without its prefix.
    pub(in crate::sheet) fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// An attribute by its name without prefix.
    pub(in crate::sheet) fn get(&self, name: &str) -> Option<String> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value.into_owned())
    }

    /// Name with its prefix.
    pub(in crate::sheet) fn full_name(&self) -> &str {
        self.0.name().0
    }

    /// An attribute as a number.
    pub(in crate::sheet) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(in crate::sheet) fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| is_true(&value))
    }

    /// All attributes, their names without prefix. Malformed ones end the list.
    pub(in crate::sheet) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.map_while(Result::ok).map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            (local(attribute.key.0), value.unwrap_or(Cow::Borrowed("")))
        })
    }
}

impl EndTag<'_> {
    /// Name without its prefix.
    pub(in crate::sheet) fn name(&self) -> &str {
        local(self.0.name().0)
    }
}

/// How XML Schema writes a boolean.
pub(in crate::sheet) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
