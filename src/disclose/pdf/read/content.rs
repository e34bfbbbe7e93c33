//! What stands on a page: runs of letters with their place and colour, each owned by a part of the
//! document or known not to be one. There is no hidden text: letters are filled, in a known colour,
//! on the page, and nothing is painted over them.

use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fonts::Letters;
use super::object::{Dict, Lexer, Object, Odd, Token, ensure};

/// A run of letters.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Run {
    pub(super) words: String,
    /// Whether the letters are white, as in a mark.
    pub(super) is_white: bool,
}

/// Whom a section of a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Owner {
    /// A part of the document, by its number on the page.
    Part(usize),
    /// Lines and tints.
    Layout,
    /// Headings of a table that goes on from the page before.
    Repeated,
    /// What stands at the head of a page.
    Head,
    /// What stands at its foot.
    Foot,
}

/// A stretch of a page that belongs together.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Section {
    pub(super) owner: Owner,
    pub(super) runs: Vec<Run>,
}

/// What a page refers to by name.
pub(super) struct Resources {
    pub(super) fonts: Vec<(String, Rc<Letters>)>,
    /// Width and height in points.
    pub(super) size: (f64, f64),
}

/// Colours, from black to white.
const BLACK: [f64; 3] = [0.0; 3];
const WHITE: [f64; 3] = [1.0; 3];
const INK: [u8; 3] = [0x0b, 0x0c, 0x0c];
const QUIET: [u8; 3] = [0x3b, 0x42, 0x48];
const HAIRLINE: [u8; 3] = [0xc5, 0xcb, 0xd1];
const TINT: [u8; 3] = [0xee, 0xf1, 0xf4];
/// Thousandths of the size by which letters are moved at most, as for a pair that lies too close.
const MOST_KERNING: f64 = 1_000.0;
/// Points by which places are taken to be the same.
const NEAR: f64 = 0.05;

/// Reads the operations of a page.
pub(super) fn read(bytes: &[u8], resources: &Resources) -> Result<Vec<Section>, Odd> {
    let mut page = Page {
        lexer: Lexer::new(bytes),
        resources,
        sections: Vec::new(),
        painted: Vec::new(),
        letters: Vec::new(),
        operands: Vec::new(),
    };
    while let Some(word) = page.word()? {
        ensure(word == "BDC")?;
        page.section()?;
    }
    ensure(page.operands.is_empty())?;
    Ok(page.sections)
}

struct Page<'p> {
    lexer: Lexer<'p>,
    resources: &'p Resources,
    sections: Vec<Section>,
    /// Areas that are painted, in order.
    painted: Vec<(Area, [f64; 3])>,
    /// Where runs of letters begin.
    letters: Vec<(f64, f64)>,
    /// What stands before an operator.
    operands: Vec<Object>,
}

/// Left, bottom, right, top.
type Area = [f64; 4];

/// What holds between `q` and `Q`.
struct State {
    /// Where the own origin lies on the page; the own second axis points down.
    origin: (f64, f64),
    fill: Option<[f64; 3]>,
    stroke: Option<[f64; 3]>,
    has_ink_space: bool,
    has_stroke_space: bool,
    path: Vec<(f64, f64)>,
}

impl Page<'_> {
    /// The next operator; its operands lie ready.
    fn word(&mut self) -> Result<Option<String>, Odd> {
        loop {
            match self.lexer.next()? {
                None => return Ok(None),
                Some(Token::Word(word)) => return Ok(Some(word)),
                Some(Token::Value(value)) => {
                    ensure(self.operands.len() < 8)?;
                    self.operands.push(value);
                }
            }
        }
    }

    fn numbers<const N: usize>(&mut self) -> Result<[f64; N], Odd> {
        let numbers: Vec<f64> =
            self.operands.drain(..).map(|operand| operand.number()).collect::<Result<_, _>>()?;
        numbers.try_into().map_err(|_| Odd)
    }

    fn operand(&mut self) -> Result<Object, Odd> {
        let [operand] = <[Object; 1]>::try_from(std::mem::take(&mut self.operands)).map_err(|_| Odd)?;
        Ok(operand)
    }

    fn no_operands(&self) -> Result<(), Odd> {
        ensure(self.operands.is_empty())
    }

    /// What stands between `BDC` and `EMC`.
    fn section(&mut self) -> Result<(), Odd> {
        let [name, properties] =
            <[Object; 2]>::try_from(std::mem::take(&mut self.operands)).map_err(|_| Odd)?;
        let owner = owner(&name.name()?, properties.dict()?)?;
        self.sections.push(Section { owner, runs: Vec::new() });
        loop {
            let word = self.word()?.ok_or(Odd)?;
            self.no_operands()?;
            match word.as_str() {
                "q" => self.drawing()?,
                "EMC" => return Ok(()),
                _ => return Err(Odd),
            }
        }
    }

    /// What stands between `q` and `Q`: one path or one text.
    fn drawing(&mut self) -> Result<(), Odd> {
        ensure(self.word()?.as_deref() == Some("cm"))?;
        let [a, b, c, d, x, y] = self.numbers()?;
        ensure([a, b, c, d] == [1.0, 0.0, 0.0, -1.0])?;
        let mut state = State {
            origin: (x, y),
            fill: None,
            stroke: None,
            has_ink_space: false,
            has_stroke_space: false,
            path: Vec::new(),
        };
        loop {
            let word = self.word()?.ok_or(Odd)?;
            match word.as_str() {
                "Q" => {
                    ensure(state.path.is_empty())?;
                    return self.no_operands();
                }
                "BT" => self.text(&state)?,
                word => self.paint(word, &mut state)?,
            }
        }
    }

    fn paint(&mut self, word: &str, state: &mut State) -> Result<(), Odd> {
        match word {
            "cs" => {
                self.space()?;
                state.has_ink_space = true;
            }
            "CS" => {
                self.space()?;
                state.has_stroke_space = true;
            }
            "scn" => {
                ensure(state.has_ink_space)?;
                state.fill = Some(self.colour()?);
            }
            "SCN" => {
                ensure(state.has_stroke_space)?;
                state.stroke = Some(self.colour()?);
            }
            "w" | "M" => {
                let [size] = self.numbers()?;
                ensure(size <= 4.0)?;
            }
            "m" | "l" => {
                let [x, y] = self.numbers()?;
                state.path.push((x, y));
            }
            "c" => {
                let [_, _, _, _, x, y] = self.numbers()?;
                state.path.push((x, y));
            }
            "h" => self.no_operands()?,
            "f" => {
                self.no_operands()?;
                self.fill(state)?;
            }
            "S" => {
                self.no_operands()?;
                let colour = state.stroke.ok_or(Odd)?;
                ensure(is(colour, INK) || is(colour, HAIRLINE))?;
                state.path.clear();
            }
            _ => return Err(Odd),
        }
        Ok(())
    }

    /// The name of a space of colours: one of the two that the page has.
    fn space(&mut self) -> Result<(), Odd> {
        let name = self.operand()?.name()?;
        ensure(name == "c0" || name == "c1")
    }

    fn colour(&mut self) -> Result<[f64; 3], Odd> {
        if self.operands.len() == 1 {
            let [grey] = self.numbers()?;
            return Ok([grey; 3]);
        }
        self.numbers()
    }

    /// An area is painted; no letters may lie under it.
    fn fill(&mut self, state: &mut State) -> Result<(), Odd> {
        let colour = state.fill.ok_or(Odd)?;
        ensure(colour == BLACK || is(colour, TINT))?;
        let place = |&(x, y): &(f64, f64)| (state.origin.0 + x, state.origin.1 - y);
        let points: Vec<(f64, f64)> = state.path.iter().map(place).collect();
        ensure(!points.is_empty())?;
        let area = points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |area, &(x, y)| {
            [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)]
        });
        ensure(!self.letters.iter().any(|&letter| lies_in(letter, area, -NEAR)))?;
        self.painted.push((area, colour));
        state.path.clear();
        Ok(())
    }

    /// What stands between `BT` and `ET`.
    fn text(&mut self, state: &State) -> Result<(), Odd> {
        self.no_operands()?;
        let colour = state.fill.ok_or(Odd)?;
        ensure(state.path.is_empty())?;
        let is_white = colour == WHITE;
        ensure(is_white || is(colour, INK) || is(colour, QUIET))?;
        let mut font = None;
        let mut is_placed = false;
        let mut is_filled = false;
        let mut spoken: Option<String> = None;
        let mut words = String::new();
        loop {
            let word = self.word()?.ok_or(Odd)?;
            match word.as_str() {
                "Tr" => {
                    // Letters are filled: neither outlined nor unseen.
                    let [mode] = self.numbers()?;
                    ensure(mode == 0.0)?;
                    is_filled = true;
                }
                "Tf" => font = Some(self.font()?),
                "Tm" => {
                    let [a, b, c, d, x, y] = self.numbers()?;
                    ensure([a, b, c, d] == [1.0, 0.0, 0.0, -1.0])?;
                    self.place(state, x, y, is_white)?;
                    is_placed = true;
                }
                "Tj" | "TJ" => {
                    ensure(is_filled && std::mem::take(&mut is_placed))?;
                    let letters: &Letters = font.as_deref().ok_or(Odd)?;
                    let shown = self.shown(letters, &word)?;
                    match &spoken {
                        None => words.extend(shown),
                        Some(spoken) => ensure(is_said(&shown, spoken))?,
                    }
                }
                "BDC" => {
                    ensure(spoken.is_none())?;
                    spoken = Some(self.spoken()?);
                }
                "EMC" => {
                    self.no_operands()?;
                    words.push_str(&spoken.take().ok_or(Odd)?);
                }
                "ET" => {
                    ensure(spoken.is_none())?;
                    self.no_operands()?;
                    let section = self.sections.last_mut().ok_or(Odd)?;
                    section.runs.push(Run { words, is_white });
                    return Ok(());
                }
                _ => return Err(Odd),
            }
        }
    }

    fn font(&mut self) -> Result<Rc<Letters>, Odd> {
        let [name, size] = <[Object; 2]>::try_from(std::mem::take(&mut self.operands)).map_err(|_| Odd)?;
        // Small type is legible; smaller is not.
        ensure((6.0..40.0).contains(&size.number()?))?;
        let name = name.name()?;
        let font = self.resources.fonts.iter().find(|(known, _)| *known == name).ok_or(Odd)?;
        Ok(Rc::clone(&font.1))
    }

    /// Letters begin here: on the page, and white ones on black.
    fn place(&mut self, state: &State, x: f64, y: f64, is_white: bool) -> Result<(), Odd> {
        let place = (state.origin.0 + x, state.origin.1 - y);
        let (width, height) = self.resources.size;
        ensure(lies_in(place, [0.0, 0.0, width, height], NEAR))?;
        let reach = if is_white { NEAR } else { -NEAR };
        let below = self.painted.iter().rev().find(|(area, _)| lies_in(place, *area, reach));
        let is_on_black = below.is_some_and(|&(_, colour)| colour == BLACK);
        ensure(is_on_black == is_white)?;
        self.letters.push(place);
        Ok(())
    }

    /// The letters that are shown, each as the typeface says.
    fn shown(&mut self, letters: &Letters, word: &str) -> Result<Vec<String>, Odd> {
        let operand = self.operand()?;
        let items = if word == "TJ" { operand.array()? } else { vec![operand] };
        let mut shown = Vec::new();
        for item in items {
            if let Object::Text(bytes) = item {
                let (codes, rest) = bytes.as_chunks::<2>();
                ensure(rest.is_empty())?;
                for &code in codes {
                    shown.push(letters.of(u16::from_be_bytes(code)).ok_or(Odd)?.to_owned());
                }
            } else {
                ensure(item.number()?.abs() <= MOST_KERNING)?;
            }
        }
        Ok(shown)
    }

    /// What is to be read for the letters that follow. Only a letter with marks that have no picture
    /// of their own together needs it.
    fn spoken(&mut self) -> Result<String, Odd> {
        let [name, properties] =
            <[Object; 2]>::try_from(std::mem::take(&mut self.operands)).map_err(|_| Odd)?;
        ensure(name.name()? == "Span")?;
        let mut properties = properties.dict()?;
        let spoken = properties.need("ActualText")?.words()?;
        properties.done()?;
        ensure(!bare(&spoken).is_empty() && bare(&spoken).chars().count() == 1)?;
        Ok(spoken)
    }
}

/// Whether letters are what is said of them: the letter, and marks on it. The map names a mark by the letter
/// that it first stood on, which is another one the next time.
fn is_said(shown: &[String], spoken: &str) -> bool {
    let is_mark = |shown: &str| shown.chars().count() > 1 && shown.ends_with(is_combining_mark);
    let mut shown = shown.iter();
    shown.next().is_some_and(|letter| bare(letter) == bare(spoken))
        && shown.all(|mark| is_mark(mark) || bare(mark) == bare(spoken))
}

/// The letters without the marks above and below them.
fn bare(words: &str) -> String {
    words.nfd().filter(|&letter| !is_combining_mark(letter)).collect()
}

fn owner(name: &str, mut properties: Dict) -> Result<Owner, Odd> {
    if name == "Span" {
        let part = properties.need("MCID")?.index()?;
        if let Some(language) = properties.take("Lang") {
            ensure(language.text()? == b"en-GB")?;
        }
        properties.done()?;
        return Ok(Owner::Part(part));
    }
    ensure(name == "Artifact")?;
    let kind = properties.need("Type")?.name()?;
    let subtype = properties.take("Subtype").map(Object::name).transpose()?;
    let attached = properties.take("Attached");
    properties.done()?;
    let is_at = |side: &str| attached == Some(Object::Array(vec![Object::Name(side.to_owned())]));
    match (kind.as_str(), subtype.as_deref()) {
        ("Layout", None) if attached.is_none() => Ok(Owner::Layout),
        ("Pagination", None) if attached.is_none() => Ok(Owner::Repeated),
        ("Pagination", Some("Header")) if is_at("Top") => Ok(Owner::Head),
        ("Pagination", Some("Footer")) if is_at("Bottom") => Ok(Owner::Foot),
        _ => Err(Odd),
    }
}

fn is(colour: [f64; 3], bytes: [u8; 3]) -> bool {
    colour.iter().zip(bytes).all(|(part, byte)| (part - f64::from(byte) / 255.0).abs() < 0.001)
}

/// Whether a place lies in an area that reaches so much further on every side.
fn lies_in((x, y): (f64, f64), [left, bottom, right, top]: Area, reach: f64) -> bool {
    x > left - reach && x < right + reach && y > bottom - reach && y < top + reach
}
