//! The words that occur in a table, so that those one slip away from a word are known without reading
//! everything again.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::detect::is_slip;
use crate::sheet::{CellId, Sheet};
use crate::text::words;

/// Shorter words have too many neighbours: “Hope” and “Home” are no slip of each other.
const LEAST_LETTERS: usize = 5;

/// Every word of five letters or more in a table, folded, each once.
pub struct Vocabulary(Vec<Box<str>>);

impl Vocabulary {
    /// Reads all texts.
    pub fn of(sheet: &Sheet) -> Vocabulary {
        let of_row = |mut known: HashSet<Box<str>>, row: u32| {
            for column in 0..sheet.columns().len() as u16 {
                add_words(sheet.text(CellId { row, column }).expose(), &mut known);
            }
            known
        };
        let join = |a: HashSet<Box<str>>, b: HashSet<Box<str>>| {
            let (mut more, less) = if a.len() < b.len() { (b, a) } else { (a, b) };
            more.extend(less);
            more
        };
        let known = (0..sheet.row_count())
            .into_par_iter()
            .with_min_len(1_000)
            .fold(HashSet::new, of_row)
            .reduce(HashSet::new, join);
        let mut all: Vec<Box<str>> = known.into_iter().collect();
        all.par_sort_unstable();
        Vocabulary(all)
    }

    /// The words that are one slip of the pen away from a folded word, in order; none for a short word or
    /// a number.
    pub fn slips_of(&self, word: &str) -> Vec<&str> {
        if !is_counted(word) {
            return Vec::new();
        }
        self.0.par_iter().filter(|other| is_slip(word, other)).map(|other| &**other).collect()
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} words withheld>", self.0.len())
    }
}

fn is_counted(word: &str) -> bool {
    word.len() >= LEAST_LETTERS && !word.bytes().any(|byte| byte.is_ascii_digit())
}

fn add_words(text: &str, known: &mut HashSet<Box<str>>) {
    let mut add = |word: &str| {
        if is_counted(word) && !known.contains(word) {
            known.insert(word.into());
        }
    };
    if text.is_ascii() {
        let lower = text.to_ascii_lowercase();
        lower.split(|letter: char| !letter.is_ascii_alphanumeric()).for_each(add);
    } else {
        words(text).iter().for_each(|word| add(&word.folded));
    }
}
