//! A page as a row of tokens, as the parser of a browser engine sees it. Comments, errors and whatever
//! else can carry words beside elements, attributes and text are flaws.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::Read;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Doctype, Tag, TagKind, Token as Raw, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::disclose::proof::ReadError;

const CHUNK_BYTES: usize = 1 << 16;

/// A piece of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// `<!DOCTYPE html>`.
    Doctype,
    /// An element begins: its name and its attributes in order.
    Start(String, Vec<(String, String)>),
    /// An element ends.
    End(String),
    /// Letters.
    Text(String),
    /// The page ends.
    Eof,
}

/// Why there is no next token.
pub(super) enum Stop {
    /// The page is not written as ours are, or does not say what it must.
    Odd,
    /// It cannot be read, or the proof was stopped.
    Read(ReadError),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        Stop::Read(error.into())
    }
}

/// Reads tokens one after another; holds a piece of the page at a time.
pub(super) struct Tokens<R> {
    input: R,
    /// Bytes of a letter whose rest is not read yet.
    rest: Vec<u8>,
    tokenizer: Tokenizer<Sink>,
    is_at_end: bool,
}

impl<R: Read> Tokens<R> {
    pub(super) fn new(input: R) -> Tokens<R> {
        let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        let tokenizer = Tokenizer::new(Sink::default(), options);
        Tokens { input, rest: Vec::new(), tokenizer, is_at_end: false }
    }

    /// The next token but a line break between two tags, which shows nothing.
    pub(super) fn next(&mut self) -> Result<Token, Stop> {
        let token = self.next_in_cell()?;
        let is_layout = matches!(&token, Token::Text(text) if text == "\n");
        if is_layout { self.next_in_cell() } else { Ok(token) }
    }

    /// The next token; text between two tags is one.
    pub(super) fn next_in_cell(&mut self) -> Result<Token, Stop> {
        loop {
            if self.tokenizer.sink.has_flaw.get() {
                return Err(Stop::Odd);
            }
            let mut tokens = self.tokenizer.sink.tokens.borrow_mut();
            // More of a text may follow.
            let is_whole = tokens.len() > 1 || !matches!(tokens.front(), None | Some(Token::Text(_)));
            if let Some(token) = tokens.pop_front_if(|_| is_whole) {
                return Ok(token);
            }
            drop(tokens);
            if self.is_at_end {
                return Err(Stop::Odd);
            }
            self.feed()?;
        }
    }

    fn feed(&mut self) -> Result<(), Stop> {
        let mut bytes = std::mem::take(&mut self.rest);
        let known = bytes.len();
        bytes.resize(known + CHUNK_BYTES, 0);
        let count = self.input.read(bytes.get_mut(known..).unwrap_or(&mut []))?;
        bytes.truncate(known + count);
        if count == 0 {
            self.is_at_end = true;
            self.tokenizer.end();
            return if bytes.is_empty() { Ok(()) } else { Err(Stop::Odd) };
        }
        // A browser turns a carriage return into a line feed, so none may stand here.
        if bytes.contains(&b'\r') {
            return Err(Stop::Odd);
        }
        let valid = match std::str::from_utf8(&bytes) {
            Ok(_) => bytes.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Err(Stop::Odd),
        };
        self.rest = bytes.split_off(valid);
        let text = String::from_utf8(bytes).map_err(|_| Stop::Odd)?;
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(text));
        // Nothing stops the tokenizer here: the sink never asks it to.
        let _ = self.tokenizer.feed(&queue);
        if queue.is_empty() { Ok(()) } else { Err(Stop::Odd) }
    }
}

/// Takes what the tokenizer finds.
#[derive(Default)]
struct Sink {
    tokens: RefCell<VecDeque<Token>>,
    has_flaw: Cell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Raw, _line: u64) -> TokenSinkResult<()> {
        let mut tokens = self.tokens.borrow_mut();
        match token {
            Raw::DoctypeToken(doctype) if is_ours(&doctype) => tokens.push_back(Token::Doctype),
            Raw::TagToken(tag) if !tag.self_closing && !tag.had_duplicate_attributes => {
                let kind = raw_text(&tag);
                tokens.push_back(token_of(tag));
                if let Some(kind) = kind {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Raw::CharacterTokens(letters) => match tokens.back_mut() {
                Some(Token::Text(text)) => text.push_str(&letters),
                Some(_) | None => tokens.push_back(Token::Text(letters.to_string())),
            },
            Raw::EOFToken => tokens.push_back(Token::Eof),
            Raw::DoctypeToken(_)
            | Raw::TagToken(_)
            | Raw::CommentToken(_)
            | Raw::NullCharacterToken
            | Raw::ParseError(_) => self.has_flaw.set(true),
        }
        TokenSinkResult::Continue
    }
}

fn is_ours(doctype: &Doctype) -> bool {
    let Doctype { name, public_id, system_id, force_quirks } = doctype;
    name.as_deref() == Some("html") && public_id.is_none() && system_id.is_none() && !force_quirks
}

/// In these two, tags are letters.
fn raw_text(tag: &Tag) -> Option<RawKind> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "title") => Some(RawKind::Rcdata),
        (TagKind::StartTag, "style") => Some(RawKind::Rawtext),
        (_, _) => None,
    }
}

fn token_of(tag: Tag) -> Token {
    let name = tag.name.to_string();
    let attributes: Vec<_> =
        tag.attrs.into_iter().map(|attr| (attr.name.local.to_string(), attr.value.to_string())).collect();
    match tag.kind {
        TagKind::StartTag => Token::Start(name, attributes),
        // What an end carries beside its name is kept, so that it differs.
        TagKind::EndTag if attributes.is_empty() => Token::End(name),
        TagKind::EndTag => Token::Start(format!("/{name}"), attributes),
    }
}
