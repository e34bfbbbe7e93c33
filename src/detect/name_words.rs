//! The words of one name, for whoever has to tell people apart.

use super::Kind;
use super::known::{Known, Source, parse_found};
use super::lexicon::Class;
use super::slip::is_slip;
use crate::sheet::CellId;

/// One word of a name, without titles, ranks and possessive endings. Holds case text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameWord {
    /// Folded, without apostrophes; a single letter is an initial.
    pub key: String,
    /// Whether it stands in the list of forenames.
    pub is_forename: bool,
}

impl std::fmt::Debug for NameWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} bytes withheld>", self.key.len())
    }
}

impl NameWord {
    /// Whether it is a single letter.
    pub fn is_initial(&self) -> bool {
        self.key.chars().nth(1).is_none()
    }

    /// Whether both are one word but for a slip of the pen. Two forenames are two people.
    pub fn is_slip_of(&self, other: &NameWord) -> bool {
        !(self.is_forename && other.is_forename) && is_slip(&self.key, &other.key)
    }
}

/// The words of a name that was found in a text, forenames first.
pub fn name_words(text: &str) -> Vec<NameWord> {
    let words = parse_found(text).into_iter();
    words
        .map(|part| NameWord { is_forename: part.class.any(Class::FORENAME), key: part.key })
        .filter(|word| !word.key.is_empty())
        .collect()
}

/// The names in the text of a name column, each forenames first; none in “Not known”.
pub fn column_names(text: &str, cell: CellId) -> Vec<Vec<NameWord>> {
    let mut known = Known::default();
    known.learn(text, Kind::Public, Source::Complainant(cell));
    let word =
        |part: &super::Part| NameWord { key: part.key.clone(), is_forename: part.class.any(Class::FORENAME) };
    known.names().iter().map(|name| name.parts.iter().map(word).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = name_words(text).into_iter().map(|word| word.key).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn leaves_out_what_is_no_part_of_a_name() {
        check("Daniel OKAFOR’s", &["daniel", "okafor"]);
        check("D. O’Neill", &["d", "oneill"]);
        check("Adeyemi-Cole", &["adeyemi", "cole"]);
    }

    #[test]
    fn two_forenames_are_no_slip() {
        let word = |text: &str| name_words(text).remove(0);
        assert!(word("Gallacher").is_slip_of(&word("Gallagher")));
        assert!(!word("Marie").is_slip_of(&word("Maria")));
    }
}
