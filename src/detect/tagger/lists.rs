//! Word lists that the tagger looks at: English words with their parts of speech, given and family
//! names by how common they are, places. Facts about words only; what they mean for a name is
//! learned. Sources and licences: `assets/lists/README.md`.

use std::sync::LazyLock;

use crate::detect::hash::{extended, hash};

/// What the lists say of a word.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::detect) struct Listed(pub(super) u16);

impl Listed {
    /// An English word that is no proper noun.
    const WORD: u16 = 1;
    /// One of the usual ones.
    const USUAL: u16 = 1 << 1;
    const NOUN: u16 = 1 << 2;
    const VERB: u16 = 1 << 3;
    /// A form of a verb in -ed or -ing.
    const PARTICIPLE: u16 = 1 << 4;
    const ADJECTIVE: u16 = 1 << 5;
    const ADVERB: u16 = 1 << 6;
    const PROPER: u16 = 1 << 7;
    const GIVEN_USUAL: u16 = 1 << 8;
    const GIVEN: u16 = 1 << 9;
    const FAMILY_USUAL: u16 = 1 << 10;
    const FAMILY: u16 = 1 << 11;
    const FAMILY_RARE: u16 = 1 << 12;
    /// A family name of another country's lists.
    const FAMILY_ABROAD: u16 = 1 << 13;
    const PLACE_HERE: u16 = 1 << 14;
    const PLACE_ABROAD: u16 = 1 << 15;

    /// The same in seven bits: given name, how common a family name, how common a word, place, verb.
    pub(super) fn coarse(self) -> u32 {
        let has = |bits: u16| u32::from(self.0 & bits != 0);
        let family = if has(Listed::FAMILY_USUAL) == 1 {
            3
        } else if has(Listed::FAMILY) == 1 {
            2
        } else {
            has(Listed::FAMILY_RARE | Listed::FAMILY_ABROAD)
        };
        let word = has(Listed::WORD) + has(Listed::USUAL);
        has(Listed::GIVEN_USUAL | Listed::GIVEN)
            | family << 1
            | word << 3
            | has(Listed::PLACE_HERE | Listed::PLACE_ABROAD) << 5
            | has(Listed::VERB | Listed::PARTICIPLE) << 6
    }

    /// Whether it is an English word and no proper noun.
    pub(in crate::detect) fn is_word(self) -> bool {
        self.0 & Listed::WORD != 0
    }

    /// Whether it is in any list of names but the rarest.
    pub(in crate::detect) fn is_name(self) -> bool {
        const NAMES: u16 = Listed::GIVEN_USUAL | Listed::GIVEN | Listed::FAMILY_USUAL | Listed::FAMILY;
        self.0 & NAMES != 0
    }

    /// Part of speech only.
    pub(super) fn speech(self) -> u32 {
        u32::from(self.0 >> 2 & 0x1f)
    }
}

/// What the lists say of a word, and whether a place of several words begins with it.
#[derive(Clone, Copy, Default, Debug)]
pub(in crate::detect) struct Entry(u32);

impl Entry {
    const BEGINS_PLACE: u32 = 1 << 16;
    const BITS: u32 = 17;

    pub(in crate::detect) fn listed(self) -> Listed {
        Listed(self.0 as u16)
    }

    pub(super) fn begins_place(self) -> bool {
        self.0 & Entry::BEGINS_PLACE != 0
    }
}

/// All lists, by the hash of the word.
pub(in crate::detect) struct Lists {
    /// For each beginning of a hash, how many words come before those with it; one more for the end.
    before: Vec<u32>,
    /// The rest of the hash and, in the lowest bits, the [`Entry`], in the order of the hashes.
    words: Vec<u64>,
}

/// The lists of the program.
pub(in crate::detect) static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

impl Lists {
    /// What is known of the word with this [`hash`].
    pub(in crate::detect) fn of(&self, hash: u64) -> Listed {
        self.entry(hash).listed()
    }

    /// The same, with what begins with it.
    pub(in crate::detect) fn entry(&self, hash: u64) -> Entry {
        let (first, rest) = parts(hash);
        let [from, to] = [first, first + 1].map(|at| self.before[at] as usize);
        let found = self.words[from..to].iter().find(|&&word| word >> Entry::BITS == rest);
        found.map_or(Entry(0), |&word| Entry(word as u32 & ((1 << Entry::BITS) - 1)))
    }

    fn read() -> Lists {
        let mut heaps = Heaps((0..1 << 8).map(|_| Vec::with_capacity(1 << 11)).collect());
        let english = |letter| match letter {
            b'w' => Listed::WORD,
            b'c' => Listed::USUAL,
            b'n' => Listed::NOUN,
            b'v' => Listed::VERB,
            b'p' => Listed::PARTICIPLE,
            b'a' => Listed::ADJECTIVE,
            b'r' => Listed::ADVERB,
            b'o' => Listed::PROPER,
            _ => 0,
        };
        let given = |letter| match letter {
            b'1' => Listed::GIVEN_USUAL,
            _ => Listed::GIVEN,
        };
        let family = |letter| match letter {
            b'1' => Listed::FAMILY_USUAL,
            b'2' => Listed::FAMILY,
            b'3' => Listed::FAMILY_RARE,
            _ => Listed::FAMILY_ABROAD,
        };
        let place = |letter| match letter {
            b'g' => Listed::PLACE_HERE,
            _ => Listed::PLACE_ABROAD,
        };
        heaps.add(include_str!("../../../assets/lists/english.txt"), english);
        heaps.add(include_str!("../../../assets/lists/given.txt"), given);
        heaps.add(include_str!("../../../assets/lists/family.txt"), family);
        heaps.add(include_str!("../../../assets/lists/places.txt"), place);
        heaps.sorted()
    }
}

/// The two parts of a hash, the first as long as an [`Entry`]. Words that differ in their last letter only have
/// much of their hashes in common, hence the number.
fn parts(hash: u64) -> (usize, u64) {
    let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> (u64::BITS - Entry::BITS)) as usize, mixed & (u64::MAX >> Entry::BITS))
}

/// Words on their way into the lists, in heaps by the beginning of their hashes. There are 230,000, and they are
/// waited for when the program starts: a heap is small enough to be sorted near the processor.
struct Heaps(Vec<Vec<(usize, u64)>>);

impl Heaps {
    fn push(&mut self, hash: u64, entry: u32) {
        let (first, rest) = parts(hash);
        self.0[first >> (Entry::BITS - 8)].push((first, rest << Entry::BITS | u64::from(entry)));
    }

    fn sorted(self) -> Lists {
        let count = self.0.iter().map(Vec::len).sum();
        let mut lists =
            Lists { before: Vec::with_capacity(1 << Entry::BITS), words: Vec::with_capacity(count) };
        for mut heap in self.0 {
            heap.sort_unstable();
            for word in heap.chunk_by(|a, b| a.0 == b.0 && a.1 >> Entry::BITS == b.1 >> Entry::BITS) {
                lists.before.resize(word[0].0 + 1, lists.words.len() as u32);
                // The same word of several lists is all that they say.
                lists.words.push(word.iter().fold(0, |all, (_, one)| all | one));
            }
        }
        lists.before.resize((1 << Entry::BITS) + 1, lists.words.len() as u32);
        lists
    }

    /// Lines of a word, a space and a letter for each thing it is, read in one go.
    fn add(&mut self, list: &str, meaning: impl Fn(u8) -> u16) {
        let mut bytes = list.bytes();
        loop {
            let mut first = None;
            let mut word = hash([].into_iter());
            for byte in bytes.by_ref().take_while(|&byte| byte != b' ') {
                if byte == b'_' {
                    first.get_or_insert(word);
                }
                word = extended(word, [byte].into_iter());
            }
            let mut letters = bytes.by_ref().take_while(|&byte| byte != b'\n').peekable();
            if letters.peek().is_none() {
                break;
            }
            let bits = letters.fold(0, |bits, letter| bits | meaning(letter));
            self.push(word, u32::from(bits));
            if let Some(first) = first {
                self.push(first, Entry::BEGINS_PLACE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, bits: u16, holds: bool) {
        assert_eq!(LISTS.of(hash(word.bytes())).0 & bits != 0, holds, "{word}");
    }

    #[test]
    fn knows_words_names_and_places() {
        check("attended", Listed::PARTICIPLE, true);
        check("camera", Listed::USUAL, true);
        check("okafor", Listed::WORD, false);
        check("daniel", Listed::GIVEN_USUAL, true);
        check("smith", Listed::FAMILY_USUAL, true);
        check("milton_keynes", Listed::PLACE_HERE, true);
        // In two lists.
        check("rose", Listed::GIVEN, true);
        check("rose", Listed::USUAL, true);
        check("zzyzxq", u16::MAX, false);
    }
}
