//! What single words are: names, ordinary words, places, cues. Read once from `assets/lexicon/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Kind;
use super::hash::{ByHash, hash};
use crate::text::fold;

/// What a word is; several may hold at once ("May" is a month, a forename and a verb).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Class(u16);

impl Class {
    pub(crate) const FUNCTION: Class = Class(1);
    pub(crate) const COMMON: Class = Class(1 << 1);
    pub(crate) const CALENDAR: Class = Class(1 << 2);
    pub(crate) const FORENAME: Class = Class(1 << 3);
    pub(crate) const SURNAME: Class = Class(1 << 4);
    pub(crate) const PLACE: Class = Class(1 << 5);
    pub(crate) const BODY: Class = Class(1 << 6);
    /// Makes the capitalised word before it a place: "Street".
    pub(crate) const AFTER: Class = Class(1 << 7);
    pub(crate) const BEFORE: Class = Class(1 << 8);
    pub(crate) const PARTICLE: Class = Class(1 << 9);
    pub(crate) const VERB: Class = Class(1 << 10);
    /// May end a cue phrase.
    const CUE: Class = Class(1 << 11);
    /// May begin a place or body of several words.
    const PHRASE: Class = Class(1 << 12);

    pub(crate) const NAME: Class = Class(Class::FORENAME.0 | Class::SURNAME.0);
    /// An everyday word of any sort.
    pub(crate) const ORDINARY: Class = Class(Class::FUNCTION.0 | Class::COMMON.0);
    pub(crate) const PLACE_OR_BODY: Class = Class(Class::PLACE.0 | Class::BODY.0);

    /// Whether any of the classes in `of` holds.
    pub(crate) fn any(self, of: Class) -> bool {
        self.0 & of.0 != 0
    }

    /// All classes as one number.
    pub(crate) fn bits(self) -> u32 {
        u32::from(self.0)
    }

    pub(crate) const fn with(self, more: Class) -> Class {
        Class(self.0 | more.0)
    }
}

/// What announces a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CueSort {
    Rank,
    Title,
    Role,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Cue {
    pub(crate) sort: CueSort,
    pub(crate) kind: Kind,
    /// Counts only in capitals.
    pub(crate) capitals: bool,
    /// Announces with "of" too: "the mother of Kavin".
    pub(crate) of: bool,
}

/// A phrase and the cue it is; the words before its last, nearest first.
type CuePhrase = (Vec<String>, Cue);

pub(crate) struct Lexicon {
    words: ByHash<Class>,
    /// By the last word of the phrase, longest first.
    cues: HashMap<String, Vec<CuePhrase>>,
    /// By the first word: the words that follow, longest first.
    phrases: HashMap<String, Vec<Vec<String>>>,
}

/// What may stand before an everyday word and leave it one.
const PREFIXES: &[&str] = &["un", "re", "non", "mis", "over", "under"];

/// The lexicon of the program.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// What the same folded word without apostrophes is called in all lists.
pub(crate) fn key(word: &str) -> String {
    let mut folded = fold(word);
    folded.retain(|c| c != '\'');
    folded
}

impl Lexicon {
    /// What the folded word is, with regular endings taken off for ordinary words; `own` is its [`hash`].
    pub(crate) fn class(&self, key: &str, own: u64) -> Class {
        let class = self.words.get(&own).copied().unwrap_or_default();
        if class.any(Class::ORDINARY) || !self.is_inflected(key) { class } else { class.with(Class::COMMON) }
    }

    /// The longest cue that ends with the word `last`; `before(n)` is the nth word before it.
    /// Gives the cue and the number of its words.
    pub(crate) fn cue<'w>(
        &self,
        class: Class,
        last: &str,
        before: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(Cue, usize)> {
        if !class.any(Class::CUE) {
            return None;
        }
        self.cues.get(last)?.iter().find_map(|(rest, cue)| {
            let holds = rest.iter().enumerate().all(|(n, word)| before(n) == Some(word.as_str()));
            holds.then_some((*cue, rest.len() + 1))
        })
    }

    /// How many words the longest place or body of several words has that begins with `first`.
    pub(crate) fn phrase<'w>(
        &self,
        class: Class,
        first: &str,
        after: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<usize> {
        if !class.any(Class::PHRASE) {
            return None;
        }
        let rests = self.phrases.get(first)?;
        rests.iter().find_map(|rest| {
            let holds = rest.iter().enumerate().all(|(n, word)| after(n) == Some(word.as_str()));
            holds.then_some(rest.len() + 1)
        })
    }

    /// Whether taking regular endings off leaves a listed everyday word.
    fn is_inflected(&self, key: &str) -> bool {
        let is_common = |own| self.words.get(&own).is_some_and(|class: &Class| class.any(Class::COMMON));
        let common = |stem: &str| stem.len() >= 3 && is_common(hash(stem.bytes()));
        let common_with =
            |stem: &str, letter| stem.len() >= 2 && is_common(hash(stem.bytes().chain([letter])));
        // The last letter tells which endings are worth a try.
        let endings: &[&str] = match key.as_bytes().last() {
            Some(b'g') => &["ing"],
            Some(b'd') => &["ed"],
            Some(b'r') => &["er"],
            Some(b's') => &["ers", "ings"],
            _ => &[],
        };
        for stem in endings.iter().filter_map(|ending| key.strip_suffix(ending)) {
            let undoubled = stem.get(..stem.len().saturating_sub(1)).filter(|short| {
                let (last, before) = (stem.as_bytes().last(), short.as_bytes().last());
                last.is_some() && last == before
            });
            if common(stem) || common_with(stem, b'e') || undoubled.is_some_and(common) {
                return true;
            }
        }
        let simple: &[&str] = match key.as_bytes().last() {
            Some(b's') => &["s", "es", "ness", "ments", "less"],
            Some(b'y') => &["ly", "fully"],
            Some(b't') => &["ment"],
            Some(b'e') => &["able"],
            Some(b'l') => &["ful"],
            _ => &[],
        };
        let y_dropped: &[&str] = match key.as_bytes().last() {
            Some(b's') => &["ies"],
            Some(b'd') => &["ied"],
            Some(b'r') => &["ier"],
            Some(b'y') => &["ily"],
            _ => &[],
        };
        simple.iter().any(|ending| key.strip_suffix(ending).is_some_and(common))
            || y_dropped
                .iter()
                .any(|ending| key.strip_suffix(ending).is_some_and(|stem| common_with(stem, b'y')))
            || PREFIXES.iter().any(|prefix| key.strip_prefix(prefix).is_some_and(common))
    }

    fn read() -> Lexicon {
        let mut lexicon = Lexicon { words: ByHash::default(), cues: HashMap::new(), phrases: HashMap::new() };
        lexicon.read_names(include_str!("../../assets/lexicon/forenames.toml"), Class::FORENAME);
        lexicon.read_names(include_str!("../../assets/lexicon/surnames.toml"), Class::SURNAME);
        let words: WordsFile = parse(include_str!("../../assets/lexicon/words.toml"));
        lexicon.add(&words.function, Class::FUNCTION);
        lexicon.add(&words.common, Class::COMMON);
        lexicon.add(&words.calendar, Class::CALENDAR);
        let places: PlacesFile = parse(include_str!("../../assets/lexicon/places.toml"));
        lexicon.add(&places.places, Class::PLACE);
        lexicon.add(&places.names, Class::BODY);
        lexicon.add(&places.after, Class::AFTER);
        lexicon.add(&places.before, Class::BEFORE);
        let cues: CuesFile = parse(include_str!("../../assets/lexicon/cues.toml"));
        lexicon.add(&cues.particles.words, Class::PARTICLE);
        lexicon.add(&cues.verbs.words, Class::VERB.with(Class::COMMON));
        for entry in &cues.cue {
            lexicon.add_cue(entry);
        }
        lexicon
            .cues
            .values_mut()
            .for_each(|phrases| phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        lexicon
            .phrases
            .values_mut()
            .for_each(|rests| rests.sort_by_key(|rest| std::cmp::Reverse(rest.len())));
        lexicon
    }

    fn read_names(&mut self, file: &str, class: Class) {
        let file: NamesFile = parse(file);
        for family in &file.family {
            for name in family.names.split_whitespace() {
                for part in name.split(['-', '_']) {
                    let key = key(part);
                    if key.len() >= 2 && !(name.contains('-') && key.len() < 3) {
                        self.mark(&key, class);
                    }
                }
            }
        }
    }

    fn add(&mut self, list: &str, class: Class) {
        for entry in list.split_whitespace() {
            // In a text "King's" is the word "King" with a possessive ending.
            let part_key =
                |part: &str| key(if entry.contains('_') { part.trim_end_matches("'s") } else { part });
            let mut parts = entry.split(['_', '-']).map(part_key);
            let first = parts.next().unwrap_or_default();
            let rest: Vec<String> = parts.collect();
            if rest.is_empty() {
                self.mark(&first, class);
            } else if class.any(Class::PLACE_OR_BODY) {
                self.mark(&first, Class::PHRASE);
                self.phrases.entry(first).or_default().push(rest);
            } else {
                rest.into_iter().chain([first]).for_each(|part| self.mark(&part, class));
            }
        }
    }

    fn add_cue(&mut self, entry: &CueEntry) {
        let CueEntry { sort, kind, capitals, of, words } = entry;
        let cue = Cue { sort: *sort, kind: *kind, capitals: *capitals, of: *of };
        for phrase in words.split_whitespace() {
            let mut parts: Vec<String> =
                phrase.split(['_', '-', '/']).map(key).filter(|p| !p.is_empty()).collect();
            let Some(last) = parts.pop() else { continue };
            parts.reverse();
            self.mark(&last, Class::CUE);
            self.cues.entry(last).or_default().push((parts, cue));
        }
    }

    fn mark(&mut self, key: &str, class: Class) {
        let known = self.words.entry(hash(key.bytes())).or_default();
        *known = known.with(class);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    family: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    #[serde(rename = "name")]
    _name: String,
    names: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    function: String,
    common: String,
    calendar: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    places: String,
    names: String,
    after: String,
    before: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesFile {
    cue: Vec<CueEntry>,
    particles: WordList,
    verbs: WordList,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    sort: CueSort,
    kind: Kind,
    #[serde(default)]
    capitals: bool,
    #[serde(default)]
    of: bool,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    words: String,
}

/// Reads a file that is part of the program; that it parses is what the tests are for.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(file: &str) -> T {
    toml::from_str(file).expect("a lexicon that the tests have read")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, class: Class, holds: bool) {
        assert_eq!(LEXICON.class(&key(word), hash(key(word).bytes())).any(class), holds, "{word}");
    }

    #[test]
    fn knows_names_of_every_family() {
        for name in ["Siobhán", "Oluwaseun", "Ayşe", "Łukasz", "Gurpreet", "Hodan", "Chaim", "Ionuț"] {
            check(name, Class::FORENAME, true);
        }
        for name in ["O’Neill", "Okafor", "Şahin", "Wójcik", "Nguyễn", "Sivakumar", "Papadopoulos"] {
            check(name, Class::SURNAME, true);
        }
    }

    #[test]
    fn takes_regular_endings_off() {
        for word in ["activated", "stopping", "cameras", "verified", "uploading", "statements"] {
            check(word, Class::COMMON, true);
        }
        for word in ["Okafor", "Demir", "Hollis", "Whitfield"] {
            check(word, Class::ORDINARY, false);
        }
    }

    #[test]
    fn finds_the_longest_cue() {
        let words = ["designated", "detention", "officer"];
        let before = |n: usize| words[..2].iter().rev().nth(n).copied();
        let (cue, length) =
            LEXICON.cue(LEXICON.class("officer", hash("officer".bytes())), "officer", before).unwrap();
        assert_eq!((cue.sort, cue.kind, length), (CueSort::Rank, Kind::Staff, 3));
    }
}
