//! What the columns of an entry and of its case say of the people in it, and the names its texts
//! have established.

use std::sync::LazyLock;

use regex::Regex;

use super::Kind;
use super::hash::hash;
use super::lexicon::{Class, CueSort, LEXICON, key};
use super::words::{Gap, Shape, Words};
use crate::sheet::{CellId, Layout, Role, Sheet};
use crate::text::Span;

/// What is known of the people in an entry and its case. `Debug` prints no names.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Known {
    names: Vec<KnownName>,
    numbers: Vec<KnownNumber>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} names, {} numbers withheld>", self.names.len(), self.numbers.len())
    }
}

/// Where a name or number is known from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The subject column.
    Subject(CellId),
    /// The complainant column.
    Complainant(CellId),
    /// A passage of text in which a rank, title or the like announces it.
    Text(CellId, Span),
}

impl Source {
    /// The cell it stands in.
    pub fn cell(self) -> CellId {
        match self {
            Source::Subject(cell) | Source::Complainant(cell) | Source::Text(cell, _) => cell,
        }
    }
}

/// One part of a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// Folded, without apostrophes.
    pub(crate) key: String,
    pub(crate) hash: u64,
    pub(crate) is_surname: bool,
    pub(crate) class: Class,
}

/// One person's name in parts.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownName {
    /// Forenames first.
    pub(crate) parts: Vec<Part>,
    pub(crate) kind: Kind,
    pub(crate) source: Source,
}

/// A collar, warrant or pay number.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownNumber {
    /// Folded, letters and digits only.
    pub(crate) key: String,
    pub(crate) source: Source,
}

impl Known {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.numbers.is_empty()
    }

    pub(crate) fn names(&self) -> &[KnownName] {
        &self.names
    }

    pub(crate) fn numbers(&self) -> &[KnownNumber] {
        &self.numbers
    }

    /// Learns what the name columns of these rows say.
    pub fn of_rows(sheet: &Sheet, layout: &Layout, rows: &[u32]) -> Known {
        let mut known = Known::default();
        for &row in rows {
            let subject_kind = subject_kind(layout.text(sheet, row, Role::Rank).expose());
            for column in layout.columns_of(Role::Subject) {
                let cell = CellId { row, column };
                known.learn(sheet.text(cell).expose(), subject_kind, Source::Subject(cell));
            }
            for column in layout.columns_of(Role::Complainant) {
                let cell = CellId { row, column };
                known.learn(sheet.text(cell).expose(), Kind::Public, Source::Complainant(cell));
            }
            for column in layout.columns_of(Role::SubjectNumber) {
                let cell = CellId { row, column };
                known.learn_number(sheet.text(cell).expose(), Source::Subject(cell));
            }
        }
        known
    }

    /// Learns the names that a name column's text holds, in whatever form.
    pub fn learn(&mut self, text: &str, kind: Kind, source: Source) {
        if is_no_name(&Words::new(text)) {
            return;
        }
        let lower_case = !text.chars().any(char::is_uppercase);
        for name in split_names(text) {
            let mut parts = parse(name);
            if !lower_case && !name.chars().any(char::is_uppercase) {
                parts.clear();
            }
            if parts.iter().any(|part| !part.key.is_empty()) {
                self.add(KnownName { parts, kind, source });
            }
        }
    }

    /// Learns the number that a number column's text holds.
    pub fn learn_number(&mut self, text: &str, source: Source) {
        for piece in text.split([',', ';', '/', '\n']) {
            let key: String = key(piece).chars().filter(|c| c.is_alphanumeric()).collect();
            let telling = key.chars().filter(char::is_ascii_digit).count() >= 2 && key.len() >= 3;
            if telling && !self.numbers.iter().any(|n| n.key == key && n.source == source) {
                self.numbers.push(KnownNumber { key, source });
            }
        }
    }

    /// Adds a name, unless the same stands there from the same kind of place.
    pub(crate) fn add(&mut self, name: KnownName) {
        let same = |other: &KnownName| {
            other.parts == name.parts && other.kind == name.kind && other.source.cell() == name.source.cell()
        };
        if !self.names.iter().any(same) {
            self.names.push(name);
        }
    }
}

/// What the subject of an entry is, by the rank column.
fn subject_kind(rank: &str) -> Kind {
    let key = key(rank);
    let staff =
        ["pcso", "staff", "ddo", "detention officer", "civilian", "handler", "community support", "operator"];
    if staff.iter().any(|word| key.contains(word)) { Kind::Staff } else { Kind::Officer }
}

/// What stands between the names of several people.
static BETWEEN_NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[;/\n()]| & | (?:and|And|AND) | on behalf of | (?:o\.b\.o\.|obo|c/o|via|for) ")
        .expect("a valid pattern")
});

/// The single names of a column's text: "Mr & Mrs Patel", "A. Jones on behalf of B. Jones".
fn split_names(text: &str) -> impl Iterator<Item = &str> {
    BETWEEN_NAMES.split(text).map(str::trim).filter(|name| !name.is_empty())
}

/// The parts of one name, forenames first; empty where the text is no name.
pub(crate) fn parse(text: &str) -> Vec<Part> {
    let words = Words::new(text);
    if is_no_name(&words) {
        return Vec::new();
    }
    let mut before_comma = Vec::new();
    let mut parts: Vec<(usize, Part)> = Vec::new();
    let mut comma = false;
    for (at, word) in words.iter() {
        let announces = words.cue(at).is_some_and(|(cue, _)| cue.sort != CueSort::Role);
        let plain = |part: &Part| part.class.any(Class::COMMON) && !part.class.any(Class::NAME);
        if announces
            && parts.iter().all(|(_, part)| plain(part))
            && (at + 1 < words.len() || !word.is(Class::NAME))
        {
            parts.clear();
            continue;
        }
        let ordinary = word.shape == Shape::Lower
            && word.is(Class::ORDINARY)
            && !word.is(Class::NAME)
            && !word.is(Class::PARTICLE);
        if word.shape == Shape::Number || ordinary {
            continue;
        }
        if word.gap == Gap::Comma && !parts.is_empty() && !comma {
            comma = true;
            before_comma = std::mem::take(&mut parts);
        }
        let key = words.key(at).to_owned();
        parts.push((at, Part { key, hash: word.hash, is_surname: false, class: word.class }));
    }
    if comma {
        if parts.is_empty() {
            std::mem::swap(&mut parts, &mut before_comma);
        }
        before_comma.iter_mut().for_each(|(_, part)| part.is_surname = true);
        parts.append(&mut before_comma);
    } else {
        mark_surname(&words, &mut parts);
    }
    parts.into_iter().map(|(_, part)| part).filter(|part| !part.key.is_empty()).collect()
}

/// Without a comma: the word in capitals, else the last long one with its particles and hyphens.
fn mark_surname(words: &Words, parts: &mut [(usize, Part)]) {
    let long = |part: &Part| part.key.chars().count() > 1;
    let upper = |at: usize| words.get(at).is_some_and(|word| word.shape == Shape::Upper);
    let some_title = parts.iter().any(|(at, part)| long(part) && !upper(*at));
    if some_title && parts.iter().any(|(at, part)| long(part) && upper(*at)) {
        for (at, part) in parts.iter_mut() {
            part.is_surname = long(part) && upper(*at);
        }
        return;
    }
    let Some(last) = parts.iter().rposition(|(_, part)| long(part)).or(parts.len().checked_sub(1)) else {
        return;
    };
    let mut first = last;
    while first > 0 {
        let hyphen = words.get(parts[first].0).is_some_and(|word| word.gap == Gap::Hyphen);
        let particle = parts[first - 1].1.class.any(Class::PARTICLE)
            && words.get(parts[first - 1].0).is_some_and(|w| w.shape == Shape::Lower);
        let joined = hyphen && words.get(parts[first - 1].0).is_some();
        if !(joined || particle) {
            break;
        }
        first -= 1;
    }
    parts[first..=last].iter_mut().for_each(|(_, part)| part.is_surname = true);
}

/// "Anonymous", "Not known", "N/A", "Name withheld": no name.
fn is_no_name(words: &Words) -> bool {
    const NOBODY: &[&str] = &[
        "anon",
        "anonymous",
        "anonymously",
        "unknown",
        "unidentified",
        "withheld",
        "nk",
        "na",
        "none",
        "nil",
        "tbc",
        "tba",
        "various",
        "multiple",
        "redacted",
        "refused",
        "undisclosed",
        "blank",
        "null",
        "pending",
        "unnamed",
        "dps",
        "iopc",
        "internal",
        "anonymised",
    ];
    let empty = words.len() == 0;
    let nobody = words.iter().any(|(at, _)| NOBODY.contains(&words.key(at)));
    let single_letters = words.len() >= 2
        && words.iter().all(|(at, w)| words.key(at).len() == 1 && matches!(w.gap, Gap::Start | Gap::Slash));
    let not_known = words.iter().next().is_some_and(|(at, w)| {
        matches!(words.key(at), "not" | "no" | "name" | "names")
            && (w.shape != Shape::Upper || words.len() > 1)
    });
    // "Police Constable" in a name column: ordinary words only.
    let ordinary = words.iter().all(|(at, w)| {
        (w.is(Class::ORDINARY) && !w.is(Class::NAME))
            || words.cue(at).is_some() && !w.is(Class::NAME)
            || w.shape == Shape::Number
    });
    empty || nobody || not_known || single_letters || (ordinary && words.len() > 1)
}

/// The parts of a name found in a text: as in a column without a comma.
pub(crate) fn parse_found(text: &str) -> Vec<Part> {
    let mut parts = parse(text);
    if parts.is_empty() {
        let key = key(text);
        let hash = hash(key.bytes());
        let class = LEXICON.class(&key, hash);
        parts.push(Part { key, hash, is_surname: true, class });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Surname parts in capitals.
    #[track_caller]
    fn check(column: &str, expected: &[&str]) {
        let mut known = Known::default();
        known.learn(column, Kind::Public, Source::Complainant(CellId { row: 0, column: 0 }));
        let show = |part: &Part| if part.is_surname { part.key.to_uppercase() } else { part.key.clone() };
        let names: Vec<String> = known
            .names
            .iter()
            .map(|name| name.parts.iter().map(show).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(names, expected, "{column}");
    }

    #[test]
    fn reads_every_form_of_a_name_column() {
        check("OKAFOR, Daniel", &["daniel OKAFOR"]);
        check("Daniel Okafor", &["daniel OKAFOR"]);
        check("D. Okafor", &["d OKAFOR"]);
        check("Okafor D", &["OKAFOR d"]);
        check("OKAFOR Daniel", &["OKAFOR daniel"]);
        check("van den Berg, Lotte", &["lotte VAN DEN BERG"]);
        check("Maria de Souza", &["maria DE SOUZA"]);
        check("Mrs Folasade Adeyemi-Cole", &["folasade ADEYEMI COLE"]);
        check("Mr & Mrs Patel", &["PATEL"]);
        check("Ms Efua Danquah (for son)", &["efua DANQUAH"]);
        check("Jane Roe on behalf of Sam Roe", &["jane ROE", "sam ROE"]);
        check("O’Neill, Connor", &["connor ONEILL"]);
        check("Mark Constable", &["mark CONSTABLE"]);
        check("Ms Q", &["Q"]);
        check("Grace, T.", &["t GRACE"]);
    }

    #[test]
    fn knows_nobody() {
        for text in ["", "Anonymous", "Not known", "N/A", "Name withheld", "-", "Unknown male", "n/k"] {
            check(text, &[]);
        }
    }

    #[test]
    fn prints_no_names() {
        let mut known = Known::default();
        known.learn("OKAFOR, Daniel", Kind::Officer, Source::Subject(CellId { row: 0, column: 0 }));
        assert_eq!(format!("{known:?}"), "<1 names, 0 numbers withheld>");
    }
}
