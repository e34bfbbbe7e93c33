//! Which listed words may begin at a word of a text. Most texts hold none of them, and thousands of them
//! must not be compared with every word of a sheet.

use std::collections::HashMap;

use super::Match;
use super::fits::{Entry, may_be_slip};
use crate::detect::words::Words;

/// Numbers of entries by their first words.
#[derive(Default)]
pub(super) struct Lookup {
    by_first: HashMap<String, Vec<usize>>,
    slips: Slips,
}

impl Lookup {
    pub(super) fn add(&mut self, entry: &Entry, number: usize) {
        if entry.how() == Match::OneLetterOff {
            self.slips.add(entry.first_key(), number);
        }
        self.by_first.entry(entry.first_key().to_owned()).or_default().push(number);
    }

    /// Entries that may begin at word `at`; whether they do, they know themselves.
    pub(super) fn candidates(&self, words: &Words, at: usize) -> impl Iterator<Item = usize> {
        let same = self.by_first.get(words.key(at)).map_or(&[][..], Vec::as_slice);
        let near = if may_be_slip(words, at) { self.slips.near(words.key(at)) } else { Vec::new() };
        same.iter().copied().chain(near)
    }
}

/// First words that may be written with a slip, by length.
#[derive(Default)]
struct Slips {
    by_length: HashMap<usize, Vec<Slip>>,
}

struct Slip {
    consonants: u32,
    first: Option<char>,
    number: usize,
}

impl Slips {
    fn add(&mut self, key: &str, number: usize) {
        let slip = Slip { consonants: consonants(key), first: key.chars().next(), number };
        self.by_length.entry(key.len()).or_default().push(slip);
    }

    /// Entries whose first word can be a slip of this one.
    fn near(&self, key: &str) -> Vec<usize> {
        if self.by_length.is_empty() {
            return Vec::new();
        }
        let (here, first) = (consonants(key), key.chars().next());
        let mut near = Vec::new();
        for length in key.len().saturating_sub(2)..=key.len() + 2 {
            let is_long = length.min(key.len()) >= 9;
            for slip in self.by_length.get(&length).into_iter().flatten() {
                // A slip changes two consonants at most. Two slips are allowed in long words that begin
                // alike; more are only in vowels.
                let most = if is_long && slip.first == first { 4 } else { 2 };
                if (slip.consonants ^ here).count_ones() <= most {
                    near.push(slip.number);
                }
            }
        }
        near
    }
}

/// Which consonants a folded word holds; letters outside a to z share a place.
fn consonants(key: &str) -> u32 {
    let place = |letter: u8| match letter {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' => 0,
        b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 0,
    };
    key.bytes().map(place).fold(0, |so_far, bit| so_far | bit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::slip::is_slip;

    proptest! {
        #[test]
        fn what_is_looked_up_loses_no_slip(a in "[a-eh]{4,10}", b in "[a-eh]{4,10}", at in 0usize..9, letter in "[a-e]?") {
            // Words by chance are rarely alike, so one is made of the other too.
            let mut slipped = a.clone();
            slipped.replace_range(at.min(a.len() - 1)..(at + 1).min(a.len()), &letter);
            for b in [b, slipped] {
                if is_slip(&a, &b) {
                    let mut slips = Slips::default();
                    slips.add(&a, 0);
                    prop_assert_eq!(slips.near(&b), vec![0], "{} {}", a, b);
                }
            }
        }
    }
}
