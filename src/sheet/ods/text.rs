//! Text as a cell shows it: paragraphs, blanks that are written out, line breaks and fields.

use std::io::BufRead;

use super::beside::Beside;
use super::styles::{Look, Styles};
use crate::sheet::error::Problem;
use crate::sheet::xlsx::xml::{Tag, Token, Xml};

/// A blank that says it stands so often is believed up to this.
const MAX_BLANKS: usize = 65_535;
/// And all of them together up to this; honest files have thousands.
const ALL_BLANKS: u64 = 64 << 20;

/// The text of a cell or shape, paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) shown: String,
    /// Number of paragraphs.
    pub(super) paragraphs: u32,
    /// Pieces with a look of their own.
    spans: u32,
    /// Whether there is text outside such pieces.
    has_bare: bool,
    /// Whether a piece is not seen.
    pub(super) concealed: bool,
    pub(super) phonetic: String,
    /// Addresses that the text leads to.
    pub(super) links: Vec<String>,
    /// Whether blanks at this point count for nothing.
    after_blank: bool,
    /// Blanks written by number.
    blanks: u64,
}

/// Where the text stands.
pub(super) struct Place<'p> {
    pub(super) styles: &'p Styles,
    pub(super) look: &'p Look,
    pub(super) owner: &'p str,
    pub(super) cell: &'p str,
}

impl Text {
    /// Whether it is written in several pieces.
    pub(super) fn is_rich(&self) -> bool {
        self.spans > 1 || (self.spans == 1 && self.has_bare)
    }

    /// Reads a paragraph to its end, onto a line of its own.
    pub(super) fn paragraph<B: BufRead>(
        &mut self,
        xml: &mut Xml<B>,
        place: &Place<'_>,
        beside: &mut Beside,
    ) -> Result<(), Problem> {
        if self.paragraphs > 0 {
            self.shown.push('\n');
        }
        self.paragraphs += 1;
        self.after_blank = true;
        self.pieces(xml, place, beside, Piece::default())
    }

    fn pieces<B: BufRead>(
        &mut self,
        xml: &mut Xml<B>,
        place: &Place<'_>,
        beside: &mut Beside,
        piece: Piece,
    ) -> Result<(), Problem> {
        loop {
            match xml.next()? {
                Token::Text(text) => self.push(&text, piece),
                Token::Open(tag) => match Inside::of(&tag) {
                    Inside::Letters(letters) => {
                        self.shown.push_str(&letters);
                        self.after_blank = false;
                        skip(xml)?;
                    }
                    Inside::Blanks(count) => {
                        self.blanks += count as u64;
                        if self.blanks > ALL_BLANKS {
                            let what = "a cell of it is blown up with blanks, as in a file made to do harm";
                            return Err(Problem::TooBig { what: what.to_owned() });
                        }
                        self.shown.extend(std::iter::repeat_n(' ', count));
                        self.after_blank = false;
                        skip(xml)?;
                    }
                    Inside::Span(style) => {
                        self.spans += 1;
                        let hidden = piece.hidden || place.styles.conceals_piece(&style, place.look);
                        self.pieces(xml, place, beside, Piece { hidden, styled: true, ..piece })?;
                    }
                    Inside::Link(address) => {
                        self.links.push(address);
                        self.pieces(xml, place, beside, piece)?;
                    }
                    Inside::Phonetic => {
                        self.pieces(xml, place, beside, Piece { phonetic: true, ..piece })?;
                    }
                    Inside::Note => beside.annotation(xml, place.owner, place.cell)?,
                    Inside::Shape(name) => beside.shape(xml, &name, place.owner, place.cell)?,
                    Inside::Field(hidden) => {
                        if let Some(hidden) = hidden.filter(|hidden| !hidden.is_empty()) {
                            self.concealed = true;
                            self.shown.push_str(&hidden);
                            self.after_blank = false;
                        }
                        self.pieces(xml, place, beside, piece)?;
                    }
                },
                Token::Close(_) | Token::End => return Ok(()),
                Token::Nothing => {}
            }
        }
    }

    /// Blanks, tabs and line ends in a row are one blank, and none at the beginning.
    fn push(&mut self, text: &str, piece: Piece) {
        if piece.phonetic {
            self.phonetic.push_str(text);
            return;
        }
        let before = self.shown.len();
        for letter in text.chars() {
            let blank = matches!(letter, ' ' | '\t' | '\r' | '\n');
            if !blank {
                self.shown.push(letter);
            } else if !self.after_blank {
                self.shown.push(' ');
            }
            self.after_blank = blank;
        }
        let grown = self.shown.get(before..).is_some_and(|added| !added.trim().is_empty());
        self.concealed |= grown && piece.hidden;
        self.has_bare |= grown && !piece.styled;
    }
}

/// How the text at this point is written.
#[derive(Clone, Copy, Default)]
struct Piece {
    hidden: bool,
    styled: bool,
    phonetic: bool,
}

/// An element inside a paragraph.
enum Inside {
    Letters(String),
    Blanks(usize),
    Span(String),
    Link(String),
    Phonetic,
    Note,
    Shape(String),
    /// Any other element: its text counts, and what it hides.
    Field(Option<String>),
}

impl Inside {
    fn of(tag: &Tag<'_>) -> Inside {
        match tag.name() {
            "s" => {
                let count = tag.get("c").and_then(|c| c.trim().parse::<usize>().ok()).unwrap_or(1);
                Inside::Blanks(count.min(MAX_BLANKS))
            }
            "tab" => Inside::Letters("\t".to_owned()),
            "line-break" => Inside::Letters("\n".to_owned()),
            "span" => Inside::Span(tag.get("style-name").unwrap_or_default()),
            "a" => Inside::Link(tag.get("href").unwrap_or_default()),
            "ruby-text" => Inside::Phonetic,
            "annotation" => Inside::Note,
            "hidden-text" | "conditional-text" => Inside::Field(tag.get("string-value")),
            name if tag.full_name().starts_with("draw:") => Inside::Shape(name.to_owned()),
            _field => Inside::Field(None),
        }
    }
}

/// Passes over an element to its end.
pub(super) fn skip<B: BufRead>(xml: &mut Xml<B>) -> Result<(), Problem> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth -= 1,
            Token::Text(_) | Token::Nothing => {}
            Token::End => return Ok(()),
        }
    }
    Ok(())
}
