//! Names as they are written, and whether two writings can be of one person.

use crate::detect::{NameWord, name_words};
use crate::text::words;

/// Titles of people who do not work for the police.
const CIVIL: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "master", "messrs", "dr"];

/// Ranks and posts, as they stand before a name.
const POLICE: [&str; 26] = [
    "ci",
    "constable",
    "constables",
    "cpl",
    "csupt",
    "dc",
    "dci",
    "dcs",
    "di",
    "dsgt",
    "ds",
    "dsu",
    "insp",
    "inspector",
    "officer",
    "officers",
    "pc",
    "pcs",
    "pcso",
    "ps",
    "sergeant",
    "sgt",
    "sgts",
    "spc",
    "superintendent",
    "supt",
];

/// On whose side somebody stands, where what is written says so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Side {
    Police,
    Public,
}

/// A name as it is written somewhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Writing {
    /// How much it says; the fullest first.
    pub(super) form: Form,
    /// Forenames first, as far as one can tell.
    pub(super) words: Vec<NameWord>,
    /// What a title or rank before it, or its column, says.
    pub(super) side: Option<Side>,
}

/// How much a writing says, the fullest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Form {
    /// Two whole words or more.
    Full,
    /// One whole word, and initials.
    Initials,
    /// One word.
    Single,
    /// Nothing but initials.
    Letters,
}

impl Writing {
    pub(super) fn new(words: Vec<NameWord>, side: Option<Side>) -> Option<Writing> {
        let whole = words.iter().filter(|word| !word.is_initial()).count();
        let form = match (whole, words.len()) {
            (_, 0) => return None,
            (0, _) => Form::Letters,
            (1, 1) => Form::Single,
            (1, _) => Form::Initials,
            (_, _) => Form::Full,
        };
        Some(Writing { form, words, side })
    }

    /// A name in a text; what stands before it tells the side. What holds no word is its own name.
    pub(super) fn found(before: &str, name: &str) -> Writing {
        let side = side_before(before, name);
        Writing::new(name_words(name), side).unwrap_or_else(|| {
            let word = NameWord { key: name.trim().to_lowercase(), is_forename: false };
            Writing { form: Form::Single, words: vec![word], side }
        })
    }

    /// Whether the titles and ranks do not say that these are two.
    pub(super) fn may_be(&self, side: Option<Side>) -> bool {
        self.side.is_none() || side.is_none() || self.side == side
    }

    /// Whether every word of the shorter one stands in the other, as it is or as its initial, at least
    /// one of them whole. Letters alone have to be the initials in their order.
    pub(super) fn fits(&self, other: &Writing, how: How) -> bool {
        if self.form == Form::Letters || other.form == Form::Letters {
            return how == How::Exactly && self.letters() == other.letters() && self.words.len() > 1;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let mut left: Vec<&NameWord> = long.words.iter().collect();
        let (mut is_whole, mut slips) = (false, 0);
        for word in &short.words {
            let same = left.iter().position(|other| word.key == other.key);
            let at = same.or_else(|| left.iter().position(|other| is_initial_of(word, other)));
            let slip = || left.iter().position(|other| how == How::ButForASlip && word.is_slip_of(other));
            let Some(at) = at.or_else(slip) else { return false };
            slips += usize::from(word.key != left[at].key && !word.is_initial() && !left[at].is_initial());
            is_whole |= !word.is_initial() && !left[at].is_initial();
            left.remove(at);
        }
        is_whole && slips <= 1
    }

    fn letters(&self) -> Vec<Option<char>> {
        self.words.iter().map(|word| word.key.chars().next()).collect()
    }

    /// The words in an order that does not depend on how the name is written.
    pub(super) fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(|word| word.key.as_str()).collect();
        words.sort_unstable();
        words
    }
}

/// How near two writings have to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Exactly,
    ButForASlip,
}

fn is_initial_of(one: &NameWord, other: &NameWord) -> bool {
    (one.is_initial() || other.is_initial()) && one.key.chars().next() == other.key.chars().next()
}

/// What the title or rank before a name, or at its beginning, says.
fn side_before(before: &str, name: &str) -> Option<Side> {
    let of = |word: &str| {
        if CIVIL.contains(&word) {
            Some(Side::Public)
        } else if POLICE.contains(&word) {
            Some(Side::Police)
        } else {
            None
        }
    };
    // Enough of what stands before for one word.
    let from = before.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let last = words(before.get(from..).unwrap_or("")).pop();
    let first = words(name).into_iter().next();
    last.and_then(|word| of(&word.folded)).or_else(|| first.and_then(|word| of(&word.folded)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writing(text: &str) -> Writing {
        Writing::found("", text)
    }

    #[test]
    fn names_fit_in_every_shape() {
        // As people are gathered: exactly first, then but for a slip.
        let check = |one: &str, other: &str, expected: bool| {
            let (one, other) = (writing(one), writing(other));
            let fits = |a: &Writing, b: &Writing| a.fits(b, How::Exactly) || a.fits(b, How::ButForASlip);
            assert_eq!(fits(&one, &other), expected, "{:?} {:?}", one.sorted(), other.sorted());
            assert_eq!(fits(&other, &one), expected);
        };
        check("Daniel Okafor", "OKAFOR", true);
        check("Daniel Okafor", "D. Okafor", true);
        check("Daniel Okafor", "Daniel", true);
        check("Daniel Okafor", "Okafur", true);
        check("Daniel Okafor", "David Okafor", false);
        check("Daniel Okafor", "D. O.", true);
        check("Daniel Okafor", "O. D.", false);
        check("Marie Okafor", "Maria Okafor", false);
        check("Adeyemi-Clarke", "Clarke", true);
        check("Daniel Okafor", "Danyel Okafur", false);
    }

    #[test]
    fn titles_and_ranks_tell_the_side() {
        let side = |before: &str| Writing::found(before, "Hunter").side;
        assert_eq!(side("told PC "), Some(Side::Police));
        assert_eq!(side("Mrs. "), Some(Side::Public));
        assert_eq!(side("the man "), None);
    }
}
