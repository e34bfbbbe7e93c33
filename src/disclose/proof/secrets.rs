//! Every string that must not leave, collected from the decisions and from what is not in the
//! table at all.

use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasherDefault;

use super::in_reference::InReference;
use super::index::{Hashed, Letters, RUN_WORDS, Words, hash_run, hashes, words};
use crate::disclose::Case;
use crate::disclose::build::shown_columns;
use crate::review::{Policy, Redaction, small_number};
use crate::sheet::{CellId, ColumnPlan, Role, Treatment};
use crate::text::fold;

/// Letters and digits from which on a string is found whatever stands between them.
const LONG: usize = 10;
/// The same for a string with a digit in it.
const LONG_WITH_DIGIT: usize = 7;
/// Digits below which a number is too common to be searched for outside cells.
const SHORTEST_NUMBER: usize = 4;
/// Words of a passage that is looked at as a whole to tell what was found.
const MOST_WORDS: usize = 8;
/// Letters below which one word of a longer name is too common.
const SHORTEST_NAME: usize = 3;

/// Every withheld string of a case.
#[derive(Default)]
pub struct Secrets {
    pub(super) words: Words,
    letters: Letters,
    /// Strings of two letters, which are searched for as they are written.
    short: HashSet<String>,
    /// Single words of withheld names.
    names: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// Different strings that are searched for as words.
    strings: u64,
    too_short: u64,
    /// Those that may be part of the request's reference.
    in_reference: Option<Box<InReference>>,
}

impl Secrets {
    /// Collects what the decisions withhold, and what is not in the table at all.
    pub fn collect(case: &impl Case, policy: Policy) -> Secrets {
        let mut collector = Collector::default();
        collector.secrets.in_reference = InReference::of(case).map(Box::new);
        collector.add_case(case, policy);
        collector.finish(case).0
    }

    /// The same strings as they stand in the case, and the single words of withheld names. They are
    /// for tools that share nothing with this program, and hold what must not leave.
    pub(super) fn strings(case: &impl Case, policy: Policy) -> BTreeSet<String> {
        let mut collector = Collector { strings: Some(BTreeSet::new()), ..Collector::default() };
        collector.add_case(case, policy);
        collector.finish(case).1
    }

    /// Number of different strings that are searched for.
    pub fn len(&self) -> u64 {
        let in_reference = self.in_reference.as_ref().map_or(0, |some| some.secrets.len());
        self.strings + (self.words.run_count() + self.short.len()) as u64 + in_reference
    }

    /// Whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Strings of one letter or of fewer than four digits, which every text holds and which are
    /// therefore not searched for outside cells.
    pub fn too_short(&self) -> u64 {
        self.too_short
    }

    /// Whether any withheld string stands in the text, as words or with anything between its
    /// letters, or any single word of a withheld name.
    pub fn is_in(&self, text: &str) -> bool {
        self.in_reference.as_ref().is_some_and(|some| some.are_elsewhere_in(text)) || self.stand_in(text)
    }

    /// The same of those that may not be part of the reference.
    fn stand_in(&self, text: &str) -> bool {
        if !self.short.is_empty() && words(text).any(|word| self.short.contains(word)) {
            return true;
        }
        let folded = fold(text);
        let hashes: Vec<u64> = hashes(&folded).collect();
        hashes.iter().any(|hash| self.names.contains(hash))
            || self.words.is_in(&hashes)
            || self.letters.are_in(&folded)
    }

    /// The words of a text, and what stands between them, by which it is found to hold something withheld: as
    /// few together as do. For short texts.
    pub fn found_in(&self, text: &str) -> Vec<String> {
        let mut found = passages(text, |passage| self.stand_in(passage));
        if let Some(in_reference) = &self.in_reference {
            let rest = in_reference.without_reference(text);
            found.extend(passages(&rest, |passage| in_reference.secrets.stand_in(passage)));
        }
        found
    }

    pub(super) fn insert(&mut self, text: &str) {
        let folded = fold(text);
        let hashes: Vec<u64> = hashes(&folded).collect();
        let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if let Some(in_reference) = self.in_reference.as_mut().filter(|some| some.is_settled(&letters)) {
            return in_reference.secrets.insert(text);
        }
        let length = letters.chars().count();
        let is_number = letters.bytes().all(|b| b.is_ascii_digit());
        if length == 0 {
            return;
        }
        if length == 1 || (is_number && length < SHORTEST_NUMBER) {
            self.too_short += 1;
            return;
        }
        if length == 2 && hashes.len() == 1 {
            self.short.extend(words(text).map(str::to_owned));
            return;
        }
        if hashes.len() > RUN_WORDS {
            self.words.insert_runs(&hashes);
            return;
        }
        if self.words.insert(&hashes) {
            self.strings += 1;
            if length >= LONG || (length >= LONG_WITH_DIGIT && letters.bytes().any(|b| b.is_ascii_digit())) {
                self.letters.insert(&letters);
            }
        }
    }

    #[cfg(test)]
    pub(super) fn with_reference(in_reference: InReference) -> Secrets {
        Secrets { in_reference: Some(Box::new(in_reference)), ..Secrets::default() }
    }

    /// Adds the single words of a name that is withheld.
    pub(super) fn insert_name(&mut self, name: &str) {
        let folded = fold(name);
        for word in words(&folded).filter(|word| word.chars().count() >= SHORTEST_NAME) {
            let names = match &mut self.in_reference {
                Some(in_reference) if in_reference.is_settled(word) => &mut in_reference.secrets.names,
                Some(_) | None => &mut self.names,
            };
            names.extend(hashes(word));
        }
    }

    /// Ends the adding.
    pub(super) fn finish(&mut self) {
        self.letters.finish();
        if let Some(in_reference) = &mut self.in_reference {
            in_reference.secrets.finish();
        }
    }
}

/// The shortest runs of words for which this holds, in order.
fn passages(text: &str, holds: impl Fn(&str) -> bool) -> Vec<String> {
    let words: Vec<&str> = words(text).collect();
    let start_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let passage = |from: usize, to: usize| {
        let (first, last) = (words.get(from)?, words.get(to)?);
        text.get(start_of(first)..start_of(last) + last.len())
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for count in 0..words.len().min(MOST_WORDS) {
        for from in 0..words.len() - count {
            let (from, to) = (from, from + count);
            let holds_another = found.iter().any(|&(start, end)| from <= start && end <= to);
            if !holds_another && passage(from, to).is_some_and(&holds) {
                found.push((from, to));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().filter_map(|(from, to)| passage(from, to)).map(str::to_owned).collect()
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} strings withheld>", self.len())
    }
}

#[derive(Default)]
struct Collector {
    secrets: Secrets,
    /// Whole cells that are released: a withheld cell that says the same gives nothing away.
    released: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// Withheld as a whole, with the hash of what they say.
    whole: Vec<(u64, CellId)>,
    /// The strings themselves, if they are asked for.
    strings: Option<BTreeSet<String>>,
}

impl Collector {
    fn add_case(&mut self, case: &impl Case, policy: Policy) {
        let shown = shown_columns(case);
        let entries = case.entries(policy);
        let mut next_entry = entries.iter().copied().peekable();
        for row in 0..case.sheet().row_count() {
            let is_entry = next_entry.next_if_eq(&row).is_some();
            let withholding = case.withholding(row, policy).filter(|_| is_entry);
            for (column, &plan) in case.layout().columns.iter().enumerate() {
                let cell = CellId { row, column: column as u16 };
                let is_shown = is_entry && shown.iter().any(|&(shown, _)| shown == cell.column);
                let is_withheld = withholding.as_ref().is_some_and(|w| w.degree.covers(plan));
                self.add_cell(case, cell, plan, is_shown, is_withheld, policy);
            }
        }
    }

    fn insert(&mut self, words: &str) {
        self.keep(words);
        self.secrets.insert(words);
    }

    fn insert_name(&mut self, word: &str) {
        self.keep(word);
        self.secrets.insert_name(word);
    }

    fn keep(&mut self, words: &str) {
        if let Some(strings) = &mut self.strings {
            strings.insert(words.to_owned());
        }
    }

    fn add_cell(
        &mut self,
        case: &impl Case,
        cell: CellId,
        plan: ColumnPlan,
        is_shown: bool,
        is_withheld: bool,
        policy: Policy,
    ) {
        let text = case.sheet().text(cell).expose();
        if text.is_empty() {
            return;
        }
        let redactions = case.redactions(cell, policy);
        for redaction in &redactions {
            let words = redaction.span.of(text).unwrap_or("");
            if !case.may_stand_openly(words) {
                self.insert(words);
            }
        }
        self.add_names(case, cell, text, &redactions);
        let is_whole = match plan.treatment {
            _ if !is_shown => says_who(plan.role),
            _ if is_withheld => true,
            Treatment::Withhold | Treatment::YearOnly => true,
            Treatment::WiderUnit => case.wider_unit(cell).is_none_or(|wider| wider != text.trim()),
            // Numbers below five are too short to be told apart; other text is withheld whole.
            Treatment::SmallNumbers => small_number(text).is_none(),
            Treatment::Disclose | Treatment::RedactSpans => false,
            Treatment::OutOfScope | Treatment::Unsettled => says_who(plan.role),
        };
        if is_whole && !is_bare_year(plan, text) {
            self.whole.push((hash_whole(text), cell));
        } else if is_shown && redactions.is_empty() && plan.treatment == Treatment::Disclose {
            self.released.insert(hash_whole(text));
        }
    }

    fn add_names(&mut self, case: &impl Case, cell: CellId, text: &str, redactions: &[Redaction]) {
        if redactions.is_empty() {
            return;
        }
        for name in case.names(cell) {
            if redactions.iter().any(|redaction| redaction.span.covers(name)) {
                let settled = |word: &&str| !case.may_stand_openly(word);
                name.of(text)
                    .unwrap_or("")
                    .split_whitespace()
                    .filter(settled)
                    .for_each(|word| self.insert_name(word));
            }
        }
    }

    fn finish(mut self, case: &impl Case) -> (Secrets, BTreeSet<String>) {
        for (hash, cell) in std::mem::take(&mut self.whole) {
            if !self.released.contains(&hash) {
                self.insert(case.sheet().text(cell).expose());
            }
        }
        self.secrets.finish();
        (self.secrets, self.strings.unwrap_or_default())
    }
}

/// Whether a column that is not in the table holds more than the words of a list.
fn says_who(role: Role) -> bool {
    match role {
        Role::Reference
        | Role::Subject
        | Role::SubjectNumber
        | Role::Complainant
        | Role::Summary
        | Role::Date
        | Role::Recorded
        | Role::Other => true,
        Role::Type
        | Role::Year
        | Role::Unit
        | Role::Allegation
        | Role::Rank
        | Role::Flag
        | Role::Status
        | Role::Outcome
        | Role::InvestigatingBody => false,
    }
}

/// Whether a cell of dates says no more than a year: the request itself names years.
fn is_bare_year(plan: ColumnPlan, text: &str) -> bool {
    let is_date = matches!(plan.role, Role::Date | Role::Recorded | Role::Year);
    let year = text.trim();
    (is_date || plan.treatment == Treatment::YearOnly)
        && year.len() == 4
        && (year.starts_with("19") || year.starts_with("20"))
        && year.bytes().all(|b| b.is_ascii_digit())
}

fn hash_whole(text: &str) -> u64 {
    let hashes: Vec<u64> = hashes(&fold(text)).collect();
    hash_run(&hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(withheld: &[&str], names: &[&str]) -> Secrets {
        let mut secrets = Secrets::default();
        for text in withheld {
            secrets.insert(text);
        }
        for name in names {
            secrets.insert_name(name);
        }
        secrets.letters.finish();
        secrets
    }

    const WITHHELD: &[&str] = &[
        "Adeyemi",
        "O’Neill",
        "Li",
        "07700 900123",
        "PC Jo Green",
        "12 Mill Lane, Ely",
        "1234",
        "22",
        "J",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    ];

    #[test]
    fn finds() {
        let secrets = secrets(WITHHELD, &["Tunde Bankole-Ray"]);
        for text in [
            "about ADEYEMI.",
            "Adéyemi's",
            "adeyemi_2",
            "o'neill",
            "Mr Li",
            "call 07700900123 now",
            "0 7 7 0 0 9 0 0 1 2 3",
            "(pc) jo—green",
            "12 mill lane ely",
            "no. 1234",
            "Bankole",
            "ray, t.",
            "x one two three four five six seven eight nine ten y",
            "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
        ] {
            assert!(secrets.is_in(text), "{text:?}");
        }
    }

    #[test]
    fn leaves() {
        let secrets = secrets(WITHHELD, &["Tunde Bankole-Ray"]);
        for text in [
            "",
            "Adeyemis",
            "li li",
            "LIST",
            "Jo Green",
            "12 Mill Road, Ely",
            "12345",
            "22 entries",
            "J. Smith",
            "one two three four five",
            "tundebar",
        ] {
            assert!(!secrets.is_in(text), "{text:?}");
        }
        assert_eq!(secrets.too_short(), 2);
    }
}
