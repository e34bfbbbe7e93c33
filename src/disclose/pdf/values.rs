//! What is set on the pages, as values. Words never become markup: whatever a cell holds, it is set
//! as it is.

use typst::foundations::{Array, Dict, IntoValue, Value};

use super::columns::{self, Line};
use super::letters::{self, BLANK_LINE};
use crate::disclose::format::WriteError;
use crate::disclose::{Cell, Piece};

/// No letter is as wide as so many sizes of the type.
const WIDEST: f64 = 3.0;

/// Makes values, and names the place of a character that has no picture.
pub(super) struct Setter<'p> {
    /// Where the words stand, as `The title` or `Entry 3, column 2 (“Summary”)`.
    pub(super) place: &'p dyn Fn() -> String,
    /// Sizes of the type that a word may be wide; a wider one is broken.
    pub(super) width: f64,
}

impl Setter<'_> {
    /// The lines of words without marks.
    fn lines(&self, words: &str) -> Result<Vec<String>, WriteError> {
        let mut lines = self.letters(words)?;
        for line in &mut lines {
            // Most lines are far too short to hold such a word.
            if line.len() as f64 > self.width / WIDEST {
                *line = columns::broken(line, self.width);
            }
        }
        Ok(lines)
    }

    fn letters(&self, words: &str) -> Result<Vec<String>, WriteError> {
        letters::lines(words).map_err(|letter| WriteError::Letter { place: (self.place)(), letter })
    }

    /// Words on one line; line breaks become spaces.
    pub(super) fn line(&self, words: &str) -> Result<Value, WriteError> {
        Ok(self.lines(words)?.join(" ").into_value())
    }

    /// A cell: its words if it is a single line of them, or its lines, each with its pieces: words
    /// or the number of a mark.
    pub(super) fn cell(
        &self,
        cell: Cell<'_>,
        mark_number: impl Fn(&str) -> i64,
    ) -> Result<Value, WriteError> {
        let has_marks = cell.pieces().any(|piece| matches!(piece, Piece::Withheld(_)));
        let mut lines: Vec<Vec<Value>> = vec![Vec::new()];
        let mut line = Line::new(self.width);
        for piece in cell.pieces() {
            match piece {
                Piece::Withheld(mark) => {
                    if line.mark(mark.text()) {
                        push(&mut lines, "\n".into_value());
                    }
                    push(&mut lines, mark_number(mark.text()).into_value());
                }
                Piece::Text(words) => {
                    let of_words = if has_marks { self.letters(words)? } else { self.lines(words)? };
                    for (at, mut words) in of_words.into_iter().enumerate() {
                        if at > 0 {
                            lines.push(Vec::new());
                            line = Line::new(self.width);
                        }
                        if has_marks {
                            words = line.words(&words);
                        }
                        if !words.is_empty() {
                            push(&mut lines, words.into_value());
                        }
                    }
                }
            }
        }
        Ok(match lines.as_mut_slice() {
            [line] if line.is_empty() => "".into_value(),
            [line] if matches!(line[..], [Value::Str(_)]) => line.remove(0),
            lines => lines.iter_mut().map(line_value).collect::<Array>().into_value(),
        })
    }
}

fn push(lines: &mut [Vec<Value>], piece: Value) {
    lines.last_mut().into_iter().for_each(|line| line.push(piece.clone()));
}

fn line_value(pieces: &mut Vec<Value>) -> Value {
    if pieces.is_empty() {
        pieces.push(BLANK_LINE.into_value());
    }
    std::mem::take(pieces).into_iter().collect::<Array>().into_value()
}

/// A dictionary of these entries.
pub(super) fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries.into_iter().map(|(key, value)| (key.into(), value)).collect()
}

/// An array of these values.
pub(super) fn array(values: impl IntoIterator<Item = Value>) -> Value {
    values.into_iter().collect::<Array>().into_value()
}
