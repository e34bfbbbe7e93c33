//! What the tagger sees of a word: its letters and shape, the lists, its neighbours, what the rules
//! said of it, whether a column names it, and how the same word stands elsewhere in the passage.

use super::lists::{LISTS, Listed};
use crate::detect::hash::{ByHash, extended, hash};
use crate::detect::lexicon::CueSort;
use crate::detect::words::{Gap, Shape, Words};

/// What was said of the words before the tagger came: one entry a word, or none at all.
#[derive(Default)]
pub(super) struct Evidence {
    /// Which rule found a name here, 0 for none.
    pub(super) rule: Vec<u8>,
    /// 1 for a surname of the columns of the case, 2 for another part of a name there.
    pub(super) column: Vec<u8>,
    /// Which soft rule or identifier covers the word, 0 for none.
    pub(super) cover: Vec<u8>,
    /// Whether a rule found an identifier here.
    pub(super) number: Vec<u8>,
}

/// The features of all words of a passage, as hashes.
#[derive(Default)]
pub(super) struct Features {
    own: Vec<[u32; EACH]>,
    /// How each word hangs together with the one before it, see [`super::chain::JOINTS`].
    pub(super) joints: Vec<u8>,
    /// Words that can be part of a name at all, and of a number or address.
    pub(super) may_be_name: Vec<bool>,
    pub(super) may_be_identifier: Vec<bool>,
    /// What is seen once the names are known: of every word, or of none.
    after_names: Vec<[u32; EACH_AFTER_NAMES]>,
    /// The words as last read.
    seen: Vec<Seen>,
    /// Whether every feature of every word is wanted, as the trainer does.
    all: bool,
    elsewhere: Elsewhere,
}

/// Words on either side of a number that may belong to an address or a long number with it.
const NEAR: usize = 2;

impl Features {
    /// Features a word has before the names are known.
    pub(super) const EACH: usize = EACH;
    /// All features of a word.
    pub(super) const ALL: usize = EACH + EACH_AFTER_NAMES;
}

/// Features a word has once the names are known.
const EACH_AFTER_NAMES: usize = 12;

/// Number of the first of those.
const FIRST_AFTER_NAMES: u32 = 101;

/// Features a word has.
const EACH: usize = 60;

/// Those that the model of phrases looks at; of those known after the names, also the numbers 0, 1, 7 and 8.
pub(super) const OF_PHRASES: [usize; 18] = [1, 2, 3, 6, 7, 8, 14, 17, 18, 19, 22, 24, 46, 59, 60, 61, 67, 68];

/// Number of the first.
const FIRST: u32 = 1;

/// A word as the templates see it.
#[derive(Clone, Copy, Default)]
struct Seen {
    key: u32,
    shape: u32,
    gap: u32,
    class: u32,
    listed: Listed,
    /// Whether a place of several words begins with it.
    begins_place: bool,
    coarse: u32,
    cue: u32,
    rule: u32,
    column: u32,
    cover: u32,
    /// Whether a rule found an identifier here.
    by_number: u32,
    elsewhere: u32,
    possessive: u32,
    place: u32,
    speech: u32,
    ends: [u32; 4],
    /// What stands between it and the word before.
    between: u32,
    /// The digits and letters of a number, as `0000CE`.
    digits: u32,
    /// What covers the same word elsewhere in the passage.
    same_elsewhere: u32,
}

/// What stands before the first and after the last word.
const EDGE: Seen = Seen {
    key: 1,
    shape: 99,
    gap: 99,
    class: 0,
    listed: Listed(0),
    begins_place: false,
    coarse: 127,
    cue: 0,
    rule: 0,
    column: 0,
    cover: 0,
    by_number: 0,
    elsewhere: 0,
    possessive: 0,
    place: 0,
    speech: 0,
    ends: [0; 4],
    between: 0,
    digits: 0,
    same_elsewhere: 0,
};

/// How each word stands in the whole passage.
#[derive(Default)]
struct Elsewhere {
    /// Places in `marks`, by the hash of the word and by its place in the passage.
    of_hash: ByHash<u32>,
    of_word: Vec<u32>,
    marks: Vec<Mark>,
}

impl Elsewhere {
    fn clear(&mut self) {
        self.of_hash.clear();
        self.of_word.clear();
        self.marks.clear();
    }

    /// The mark of the next word of the passage.
    fn next(&mut self, hash: u64) -> &mut Mark {
        let next = self.marks.len() as u32;
        let at = *self.of_hash.entry(hash).or_insert(next);
        if at == next {
            self.marks.push(Mark::default());
        }
        self.of_word.push(at);
        &mut self.marks[at as usize]
    }

    fn of(&self, at: usize) -> Mark {
        self.marks[self.of_word[at] as usize]
    }
}

/// How often a word stands in the passage in which way.
#[derive(Clone, Copy, Default)]
struct Mark {
    by_rule: u8,
    small: u8,
    capital: u8,
    cover: u8,
    covered: u8,
}

impl Features {
    /// Those of which every feature is worked out, also where no model looks at it.
    pub(super) fn of_all_words() -> Features {
        Features { all: true, ..Features::default() }
    }

    /// Reads the passage anew.
    pub(super) fn read(&mut self, text: &str, words: &Words, evidence: &Evidence) {
        self.own.clear();
        self.after_names.clear();
        self.look(text, words, evidence);
        let seen = &self.seen;
        let at = |n: isize| usize::try_from(n).ok().and_then(|n| seen.get(n)).unwrap_or(&EDGE);
        let small_only = u32::from(words.is_lower_case());
        may_be(words, seen, &mut self.may_be_name, &mut self.may_be_identifier);
        for (n, (name, identifier)) in self.may_be_name.iter().zip(&self.may_be_identifier).enumerate() {
            let around = [-3, -2, -1, 0, 1, 2, 3].map(|by| at(n as isize + by));
            let mut features = [0; EACH];
            // Most words are looked at as parts of telling phrases only, which need the fewest features.
            if *name || *identifier || self.all {
                own(around, small_only, |at, parts| features[at] = mix(FIRST + at as u32, parts));
            } else {
                own(around, small_only, |at, parts| {
                    if OF_PHRASES.contains(&at) {
                        features[at] = mix(FIRST + at as u32, parts);
                    }
                });
            }
            self.own.push(features);
        }
        self.joints.clear();
        self.joints.extend(words.iter().map(|(_, word)| match word.gap {
            Gap::Space | Gap::Hyphen | Gap::Dot | Gap::Line => 0,
            Gap::Comma | Gap::Ampersand | Gap::Slash | Gap::Quote | Gap::Bracket => 1,
            Gap::Start | Gap::Colon | Gap::Break => 2,
        }));
    }

    /// What is surely a name is no number or address, unless a rule found one there.
    pub(super) fn rule_out_identifiers(&mut self, is_surely_name: impl Fn(usize) -> bool) {
        for (at, may_be) in self.may_be_identifier.iter_mut().enumerate() {
            *may_be &= self.seen[at].by_number > 0 || !is_surely_name(at);
        }
    }

    /// Adds what follows from the names of the passage that was read: for each word the label of the
    /// model of names.
    pub(super) fn name(&mut self, labels: &[u8]) {
        self.after_names.clear();
        let label = |n: Option<usize>| u32::from(n.and_then(|n| labels.get(n)).copied().unwrap_or(0));
        for (n, w) in self.seen.iter().enumerate() {
            let before = |by: usize| label(n.checked_sub(by));
            let (b1, b2, b3, a1, a2) =
                (before(1), before(2), before(3), label(Some(n + 1)), label(Some(n + 2)));
            let own = label(Some(n));
            let last = n.checked_sub(1).and_then(|n| self.seen.get(n)).unwrap_or(&EDGE);
            let mut features = [0; EACH_AFTER_NAMES];
            let mut look = |at: usize, parts| features[at] = mix(FIRST_AFTER_NAMES + at as u32, parts);
            look(0, [own, 0, 0]);
            look(1, [b1, w.between, w.digits]);
            look(7, [b1, w.key, 0]);
            look(8, [b2, w.key, 0]);
            // The others are looked at by the model of identifiers only.
            if self.all || self.may_be_identifier.get(n) != Some(&false) {
                look(2, [b1, w.gap, w.shape]);
                look(3, [b2, last.shape, w.digits]);
                look(4, [b2, last.key, w.digits]);
                look(5, [a1, w.gap, w.digits]);
                look(6, [b1 | a1 << 4, w.digits, 0]);
                look(9, [a1, w.key, 0]);
                look(10, [b3 | b2 << 4 | b1 << 8, a1 | a2 << 4, w.shape]);
                look(11, [w.same_elsewhere, w.digits, w.cover]);
            }
            self.after_names.push(features);
        }
    }

    /// What is seen of each word: its own features, and those that follow from the names, if these are known.
    pub(super) fn words(&self) -> impl ExactSizeIterator<Item = (&[u32; EACH], &[u32])> {
        let after_names = |at: usize| self.after_names.get(at).map_or(&[][..], |features| &features[..]);
        self.own.iter().enumerate().map(move |(at, own)| (own, after_names(at)))
    }

    /// Looks at every word by itself, and at how the same word stands elsewhere.
    fn look(&mut self, text: &str, words: &Words, evidence: &Evidence) {
        let Features { seen, elsewhere, .. } = self;
        seen.clear();
        elsewhere.clear();
        for (at, word) in words.iter() {
            let key = words.key(at);
            let whole = word.hash;
            let listed = word.entry.listed();
            let shape = match word.shape {
                Shape::Lower => 0,
                Shape::Title => 1,
                Shape::Upper => 2,
                Shape::Initial => 3,
                Shape::Number => 4,
            };
            let short = key.len().min(3) as u32;
            let noted = |list: &[u8]| u32::from(list.get(at).copied().unwrap_or(0));
            let letters = key.as_bytes();
            let last =
                |count: usize| packed(letters.get(letters.len().saturating_sub(count)..)) ^ count as u32;
            let cue = words.cue(at).map_or(0, |(cue, _)| {
                let sort = match cue.sort {
                    CueSort::Rank => 1,
                    CueSort::Title => 2,
                    CueSort::Role => 3,
                };
                sort << 5 | cue.kind as u32
            });
            let mark = elsewhere.next(whole);
            let rule = noted(&evidence.rule);
            if rule > 0 {
                mark.by_rule = mark.by_rule.saturating_add(1);
            }
            if let Some(&cover) = evidence.cover.get(at).filter(|&&cover| cover > 0) {
                mark.cover = cover;
                mark.covered = mark.covered.saturating_add(1);
            }
            if word.shape == Shape::Lower {
                mark.small = mark.small.saturating_add(1);
            } else if word.is_capital() && !word.opens {
                mark.capital = mark.capital.saturating_add(1);
            }
            let last_end = at.checked_sub(1).and_then(|n| words.get(n)).map_or(0, |last| last.span.end());
            seen.push(Seen {
                key: if word.shape == Shape::Number { number_key(key) } else { whole as u32 },
                shape: shape
                    | u32::from(word.opens) << 3
                    | u32::from(word.shouted) << 4
                    | short << 5
                    | u32::from(word.in_phrase) << 7,
                gap: word.gap as u32,
                class: word.class.bits(),
                listed,
                begins_place: word.entry.begins_place(),
                coarse: listed.coarse(),
                cue,
                rule,
                column: noted(&evidence.column),
                cover: noted(&evidence.cover),
                by_number: noted(&evidence.number),
                same_elsewhere: 0,
                elsewhere: 0,
                possessive: u32::from(word.possessive),
                place: 0,
                speech: listed.speech() | u32::from(word.shape == Shape::Number) << 6,
                between: between(text, last_end, word.span.start()),
                digits: if word.shape == Shape::Number {
                    digits(word.span.of(text).unwrap_or(""))
                } else {
                    0
                },
                ends: [last(2), last(3), last(4), packed(letters.get(..letters.len().min(3))) ^ 77],
            });
        }
        for (at, word) in words.iter() {
            let mark = elsewhere.of(at);
            let own = |holds: bool, count: u8| u32::from(count > u8::from(holds));
            let own_capital = word.is_capital() && !word.opens && word.shape != Shape::Lower;
            seen[at].elsewhere = own(seen[at].rule > 0, mark.by_rule)
                | own(word.shape == Shape::Lower, mark.small) << 1
                | own(own_capital, mark.capital) << 2;
            if mark.covered > u8::from(seen[at].cover > 0) {
                seen[at].same_elsewhere = u32::from(mark.cover);
            }
            let next = words.get(at + 1).filter(|next| matches!(next.gap, Gap::Space | Gap::Hyphen));
            if next.is_some() && word.shape == Shape::Title && seen[at].begins_place {
                let joined = extended(word.hash, [b'_'].into_iter().chain(words.key(at + 1).bytes()));
                if LISTS.of(joined) != Listed::default() {
                    seen[at].place |= 1;
                    seen[at + 1].place |= 2;
                }
            }
        }
    }
}

/// Most words of a text are small, usual and beside no number: what they cannot be need not be weighed.
fn may_be(words: &Words, seen: &[Seen], name: &mut Vec<bool>, identifier: &mut Vec<bool>) {
    let count = seen.len();
    name.clear();
    identifier.clear();
    identifier.resize(count, false);
    for (at, word) in words.iter() {
        let look = &seen[at];
        // A capital says nothing where it opens a sentence on a usual word that is nobody's name.
        let plain = word.shape == Shape::Lower || word.opens && !look.listed.is_name();
        let usual = look.listed.is_word() && plain;
        let said = look.rule > 0 || look.column > 0 || look.elsewhere & 1 > 0;
        name.push(!usual || said);
        if word.shape == Shape::Number || look.by_number > 0 {
            identifier[at.saturating_sub(NEAR)..count.min(at + NEAR + 1)].fill(true);
        } else if !usual {
            identifier[at] = true;
        }
    }
}

/// Looks at the word in the middle: tells each feature by its place, and what it is made of.
// Written out one by one, so that what nobody looks at costs nothing.
#[inline(always)]
fn own([b3, b2, b1, w, a1, a2, a3]: [&Seen; 7], small_only: u32, mut look: impl FnMut(usize, [u32; 3])) {
    let shape = w.shape | w.gap << 8;
    look(0, [0, 0, 0]);
    look(1, [w.key, 0, 0]);
    look(2, [b1.key, w.gap, 0]);
    look(3, [a1.key, a1.gap, 0]);
    look(4, [b2.key, b1.gap, w.gap]);
    look(5, [a2.key, a1.gap, 0]);
    look(6, [b1.key, w.key, 0]);
    look(7, [w.key, a1.key, 0]);
    look(8, [b1.key, a1.key, 0]);
    look(9, [shape, 0, 0]);
    look(10, [b1.shape, shape, 0]);
    look(11, [w.shape, a1.shape, a1.gap]);
    look(12, [b1.shape, w.shape | w.gap << 8, a1.shape | a1.gap << 8]);
    look(13, [w.class, 0, 0]);
    look(14, [u32::from(w.listed.0), 0, 0]);
    look(15, [w.class, w.shape, 0]);
    look(16, [u32::from(w.listed.0), w.shape, 0]);
    look(17, [w.coarse, b1.key, w.shape]);
    look(18, [w.coarse, a1.key, w.shape]);
    look(19, [b1.coarse, w.coarse, w.gap]);
    look(20, [w.coarse, a1.coarse, a1.gap]);
    look(21, [w.ends[0], 0, 0]);
    look(22, [w.ends[1], 0, 0]);
    look(23, [w.ends[2], 0, 0]);
    look(24, [w.ends[3], w.shape, 0]);
    look(25, [w.rule, 0, 0]);
    look(26, [w.rule, w.shape, w.coarse]);
    look(27, [b1.rule, w.gap, w.shape]);
    look(28, [a1.rule, a1.gap, w.shape]);
    look(29, [b1.key, w.shape, w.gap]);
    look(30, [a1.key, w.shape, a1.gap]);
    look(31, [b2.key, b1.key, w.shape]);
    look(32, [a1.key, a2.key, w.shape]);
    look(33, [w.shape, w.possessive, a1.speech]);
    look(34, [w.elsewhere, w.shape, 0]);
    look(35, [w.elsewhere, w.coarse, 0]);
    look(36, [w.column, w.shape, 0]);
    look(37, [w.column, w.coarse, w.elsewhere]);
    look(38, [small_only, w.coarse, w.shape]);
    look(39, [b1.cue, w.shape, w.coarse]);
    look(40, [b2.cue, b1.shape, w.shape]);
    look(41, [a1.speech, w.coarse, w.shape | a1.gap << 8]);
    look(42, [b1.speech, w.coarse, w.shape | w.gap << 8]);
    look(43, [b1.speech, w.speech, a1.speech]);
    look(44, [w.place, a1.class, w.shape]);
    look(45, [b1.class, w.shape, w.gap]);
    look(46, [w.cover, b1.cover, a1.cover]);
    look(47, [w.cover, w.shape, w.coarse]);
    look(48, [b2.coarse, b1.coarse, w.coarse]);
    look(49, [a2.key, w.shape, w.coarse]);
    look(50, [b3.key, w.shape, w.digits]);
    look(51, [a3.key, w.shape, 0]);
    look(52, [w.between, w.shape, w.digits]);
    look(53, [w.between, a1.between, w.shape]);
    look(54, [b1.digits, w.digits, a1.digits]);
    look(55, [b1.key, w.digits, a1.between]);
    look(56, [b2.key, b1.key, w.digits]);
    look(57, [w.key, a1.digits, a1.between]);
    look(58, [b1.between, w.between, w.key]);
    look(59, [b1.key, w.key, a1.key]);
}

/// A feature as a hash, with the number of its template.
fn mix(number: u32, [a, b, c]: [u32; 3]) -> u32 {
    let step = |hash: u32, part: u32| (hash ^ part).wrapping_mul(0x9e37_79b1).rotate_left(15);
    let hash = step(step(step(number.wrapping_mul(0x85eb_ca6b), a), b), c);
    (hash ^ hash >> 16).wrapping_mul(0xc2b2_ae35)
}

/// What stands between two words, if it is little.
fn between(text: &str, from: usize, to: usize) -> u32 {
    match text.get(from..to) {
        Some(between) if between.len() <= 4 => packed(Some(between.as_bytes())),
        Some(between) if between.contains('\n') => 2,
        _ => 3,
    }
}

/// The first four bytes as one number.
fn packed(bytes: Option<&[u8]>) -> u32 {
    bytes.unwrap_or(&[]).iter().take(4).fold(0, |packed, &byte| packed << 8 | u32::from(byte))
}

/// A number with its digits alike and its letters by case.
fn digits(number: &str) -> u32 {
    let alike = |byte: u8| match byte {
        b'0'..=b'9' => b'0',
        b'A'..=b'Z' => b'A',
        b'a'..=b'z' => b'a',
        _ => b'.',
    };
    hash(number.bytes().map(alike)) as u32
}

/// Digits are alike, letters among them are not.
fn number_key(key: &str) -> u32 {
    hash(key.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte })) as u32
}
