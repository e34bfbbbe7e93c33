//! XML as a row of tokens. Comments, instructions, entities of its own and whatever else can carry
//! words beside elements, attributes and text are flaws.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A piece of XML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::disclose) enum Token {
    /// An element begins: its name and its attributes in order.
    Start(String, Vec<(String, String)>),
    /// An element ends.
    End(String),
    /// Words.
    Text(String),
    /// The part ends.
    Eof,
}

/// The text is not XML as it is written here.
#[derive(Debug)]
pub(in crate::disclose) struct NotXml;

/// Reads tokens one after another.
pub(in crate::disclose) struct Tokens<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    pending: Option<Token>,
    is_begun: bool,
}

const DECLARATION: &str = r#"xml version="1.0" encoding="UTF-8" standalone="yes""#;

impl<R: BufRead> Tokens<R> {
    pub(in crate::disclose) fn new(from: R) -> Tokens<R> {
        let mut reader = Reader::from_reader(from);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_comments = true;
        Tokens { reader, buffer: Vec::new(), pending: None, is_begun: false }
    }

    /// The next token; text between two tags is one token.
    pub(in crate::disclose) fn next(&mut self) -> Result<Token, NotXml> {
        if let Some(token) = self.pending.take() {
            return Ok(token);
        }
        let mut text = String::new();
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|_| NotXml)?;
            let token = match event {
                Event::Start(element) | Event::Empty(element) => start(&element)?,
                Event::End(element) => Token::End(element.name().0.to_owned()),
                Event::Eof => Token::Eof,
                Event::Text(words) => {
                    // XML turns a bare carriage return into a line feed, so none may stand here.
                    if words.contains('\r') {
                        return Err(NotXml);
                    }
                    text.push_str(&words);
                    continue;
                }
                Event::GeneralRef(reference) => {
                    text.push(character(&reference)?);
                    continue;
                }
                Event::Decl(declaration) if !self.is_begun && *declaration == *DECLARATION => {
                    self.is_begun = true;
                    continue;
                }
                Event::Decl(_) | Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {
                    return Err(NotXml);
                }
            };
            if !self.is_begun {
                return Err(NotXml);
            }
            if is_nothing(&text, &token) {
                text.clear();
                return Ok(token);
            }
            self.pending = Some(token);
            return Ok(Token::Text(text));
        }
    }
}

/// The line break behind the declaration and at the end of a part is no text.
fn is_nothing(text: &str, next: &Token) -> bool {
    text.is_empty() || (text == "\n" && matches!(next, Token::Start(..) | Token::Eof))
}

fn start(element: &BytesStart<'_>) -> Result<Token, NotXml> {
    let mut attributes = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| NotXml)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).map_err(|_| NotXml)?;
        attributes.push((attribute.key.0.to_owned(), value.into_owned()));
    }
    Ok(Token::Start(element.name().0.to_owned(), attributes))
}

fn character(reference: &str) -> Result<char, NotXml> {
    match reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        // A writer of ours has no need to hide a letter behind its number.
        _ => Err(NotXml),
    }
}
