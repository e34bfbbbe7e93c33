//! Word lists that the tagger looks at: English words with their parts of speech, given and family
//! names by how common they are, places. Facts about words only; what they mean for a name is
//! learned. Sources and licences: `assets/lists/README.md`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What the lists say of a word.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Listed(pub(super) u16);

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
    pub(super) fn is_word(self) -> bool {
        self.0 & Listed::WORD != 0
    }

    /// Whether it is in any list of names but the rarest.
    pub(super) fn is_name(self) -> bool {
        const NAMES: u16 = Listed::GIVEN_USUAL | Listed::GIVEN | Listed::FAMILY_USUAL | Listed::FAMILY;
        self.0 & NAMES != 0
    }

    /// Part of speech only.
    pub(super) fn speech(self) -> u32 {
        u32::from(self.0 >> 2 & 0x1f)
    }
}

/// All lists, by the hash of the word.
pub(super) struct Lists(HashMap<u64, u16, BuildHasherDefault<AsItIs>>);

/// The lists of the program.
pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

impl Lists {
    /// What is known of the word with this [`hash`].
    pub(super) fn of(&self, hash: u64) -> Listed {
        Listed(self.0.get(&hash).copied().unwrap_or(0))
    }

    fn read() -> Lists {
        let mut lists = Lists(HashMap::with_capacity_and_hasher(1 << 18, BuildHasherDefault::default()));
        let english = |letter| match letter {
            'w' => Listed::WORD,
            'c' => Listed::USUAL,
            'n' => Listed::NOUN,
            'v' => Listed::VERB,
            'p' => Listed::PARTICIPLE,
            'a' => Listed::ADJECTIVE,
            'r' => Listed::ADVERB,
            'o' => Listed::PROPER,
            _ => 0,
        };
        let given = |letter| match letter {
            '1' => Listed::GIVEN_USUAL,
            _ => Listed::GIVEN,
        };
        let family = |letter| match letter {
            '1' => Listed::FAMILY_USUAL,
            '2' => Listed::FAMILY,
            '3' => Listed::FAMILY_RARE,
            _ => Listed::FAMILY_ABROAD,
        };
        let place = |letter| match letter {
            'g' => Listed::PLACE_HERE,
            _ => Listed::PLACE_ABROAD,
        };
        lists.add(include_str!("../../../assets/lists/english.txt"), english);
        lists.add(include_str!("../../../assets/lists/given.txt"), given);
        lists.add(include_str!("../../../assets/lists/family.txt"), family);
        lists.add(include_str!("../../../assets/lists/places.txt"), place);
        lists
    }

    fn add(&mut self, list: &str, meaning: impl Fn(char) -> u16) {
        for line in list.lines() {
            let Some((word, letters)) = line.split_once(' ') else { continue };
            let bits = letters.chars().fold(0, |bits, letter| bits | meaning(letter));
            *self.0.entry(hash(word.bytes())).or_default() |= bits;
        }
    }
}

/// FNV-1a of a folded word, or of several joined by `_`.
pub(super) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The key is a hash already.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        // The table takes its place from the high bits and its tag from the low ones.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes.iter().copied());
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
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
    }
}
