//! Which entries of a newer export are which: by case reference and the other columns that tell entries apart,
//! then by the likeness of their words; one to one, and never by the number of a row.

use std::cmp::Reverse;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{Hash, Hasher};

use super::super::Workspace;
use crate::sheet::{CellId, Layout, Role, Sheet};
use crate::text::words;

/// Of one case, so many pairs of entries are compared each with each; of more, those that share words.
const EACH_WITH_EACH: usize = 40_000;
/// Entries of one case of which the words are less alike than this, in thousandths, are two entries.
const LEAST_IN_CASE: u32 = 200;
/// The same where nothing but the words says that two entries are one.
const LEAST_BY_WORDS: u32 = 600;
/// The same where the references differ: a reference was put right.
const LEAST_ACROSS_CASES: u32 = 900;
/// Fewer words than this say nothing about entries of different references.
const LEAST_WORDS: usize = 8;
/// So many words in a row are looked up.
const SHINGLE: usize = 3;
/// Words that stand in more entries than this tell none of them.
const MOST_POSTINGS: usize = 64;
/// Longer texts are no numbers of entries.
const NUMBER_CHARS: usize = 24;

/// One of the two exports.
struct Side<'s> {
    sheet: &'s Sheet,
    /// Case reference of each row, folded; may be empty.
    references: Vec<String>,
    /// So many rows have each reference.
    case_lens: HashMap<String, u32>,
    /// Columns that both have, in the same order on both sides.
    columns: Vec<u16>,
    /// Those of them that hold free text.
    texts: Vec<u16>,
    /// Those of them that are short.
    others: Vec<u16>,
    /// Those of them that number the entries of a case.
    numbers: Vec<u16>,
}

/// The row that each row of the newer export was before.
pub(super) fn matched(
    before: &Workspace,
    sheet: &Sheet,
    layout: &Layout,
    columns: &[Option<u16>],
) -> Vec<Option<u32>> {
    let pairs: Vec<(u16, u16)> =
        (0u16..).zip(columns).filter_map(|(now, was)| Some(((*was)?, now))).collect();
    let (was, now): (Vec<u16>, Vec<u16>) = pairs.into_iter().unzip();
    let mut old = Side::new(before.sheet(), before.layout(), was);
    let mut new = Side::new(sheet, layout, now);
    (old.numbers, new.numbers) = numbering(&old, &new);
    let mut found = Found {
        of_new: vec![None; sheet.row_count() as usize],
        is_taken: vec![false; before.sheet().row_count() as usize],
    };
    found.alike_in_all(&old, &new);
    found.in_cases(&old, &new);
    found.by_words(&old, &new);
    found.of_new
}

/// What was matched so far.
struct Found {
    of_new: Vec<Option<u32>>,
    is_taken: Vec<bool>,
}

impl Found {
    fn take(&mut self, was: u32, now: u32) -> bool {
        let (Some(slot), Some(taken)) =
            (self.of_new.get_mut(now as usize), self.is_taken.get_mut(was as usize))
        else {
            return false;
        };
        if slot.is_some() || *taken {
            return false;
        }
        (*slot, *taken) = (Some(was), true);
        true
    }

    fn left_old(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.is_taken).filter(|(_, taken)| !**taken).map(|(row, _)| row)
    }

    fn left_new(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.of_new).filter(|(_, was)| was.is_none()).map(|(row, _)| row)
    }

    /// Entries of which every text is the same, in order.
    fn alike_in_all(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let mut by_hash: HashMap<u64, VecDeque<u32>> = HashMap::new();
        for row in self.left_old() {
            if !old.is_blank(row) {
                by_hash.entry(old.hash(row)).or_default().push_back(row);
            }
        }
        for now in self.left_new().collect::<Vec<_>>() {
            let Some(rows) = by_hash.get_mut(&new.hash(now)) else { continue };
            if let Some(was) = rows.pop_front_if(|was| old.equals(*was, new, now)) {
                self.take(was, now);
            }
        }
    }

    /// Entries of the same reference, the likest first.
    fn in_cases(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let mut cases: BTreeMap<&str, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
        for row in self.left_old() {
            cases.entry(old.reference(row)).or_default().0.push(row);
        }
        for row in self.left_new() {
            cases.entry(new.reference(row)).or_default().1.push(row);
        }
        for (reference, (was, now)) in cases {
            if reference.is_empty() || was.is_empty() || now.is_empty() {
                continue;
            }
            // The one entry of a case is that entry, whatever is told of it now.
            if let ([was], [now]) = (was.as_slice(), now.as_slice())
                && old.case_len(*was) == 1
                && new.case_len(*now) == 1
            {
                self.take(*was, *now);
                continue;
            }
            let mut scored = Vec::new();
            if was.len().saturating_mul(now.len()) <= EACH_WITH_EACH {
                let old_words: Vec<Vec<u64>> = was.iter().map(|row| old.bag(*row)).collect();
                for now in &now {
                    let words = new.bag(*now);
                    for (was, old_words) in was.iter().zip(&old_words) {
                        let score = likeness(old, *was, old_words, new, *now, &words);
                        scored.extend(score.map(|score| (score, *was, *now)));
                    }
                }
            } else {
                scored = sharing(old, &was, new, &now);
                scored.retain(|(score, ..)| *score >= LEAST_BY_WORDS);
            }
            self.assign(scored);
        }
    }

    /// Entries without a reference, or with one that the other export does not have.
    fn by_words(&mut self, old: &Side<'_>, new: &Side<'_>) {
        let (was, now): (Vec<u32>, Vec<u32>) = (self.left_old().collect(), self.left_new().collect());
        let mut scored = sharing(old, &was, new, &now);
        scored.retain(|(score, was, now)| {
            let (a, b) = (old.reference(*was), new.reference(*now));
            if a == b || a.is_empty() || b.is_empty() {
                return *score >= LEAST_BY_WORDS;
            }
            let is_put_right = !new.case_lens.contains_key(a) && !old.case_lens.contains_key(b);
            is_put_right && *score >= LEAST_ACROSS_CASES && old.bag(*was).len() >= LEAST_WORDS
        });
        self.assign(scored);
    }

    fn assign(&mut self, mut scored: Vec<(u32, u32, u32)>) {
        scored.sort_unstable_by_key(|(score, was, now)| (Reverse(*score), *was, *now));
        for (_, was, now) in scored {
            self.take(was, now);
        }
    }
}

impl<'s> Side<'s> {
    fn new(sheet: &'s Sheet, layout: &Layout, columns: Vec<u16>) -> Side<'s> {
        let role = |column: &u16| layout.columns.get(usize::from(*column)).map(|plan| plan.role);
        let texts = columns.iter().copied().filter(|at| role(at) == Some(Role::Summary)).collect();
        let is_other = |at: &u16| !matches!(role(at), Some(Role::Summary | Role::Reference));
        let others = columns.iter().copied().filter(is_other).collect();
        let references: Vec<String> =
            (0..sheet.row_count()).map(|row| reference(sheet, layout, row)).collect();
        let mut case_lens = HashMap::new();
        for reference in &references {
            *case_lens.entry(reference.clone()).or_default() += 1;
        }
        Side { sheet, references, case_lens, columns, texts, others, numbers: Vec::new() }
    }

    fn text(&self, row: u32, column: u16) -> &'s str {
        self.sheet.text(CellId { row, column }).expose()
    }

    fn reference(&self, row: u32) -> &str {
        self.references.get(row as usize).map_or("", String::as_str)
    }

    /// How many entries the case of a row has.
    fn case_len(&self, row: u32) -> u32 {
        self.case_lens.get(self.reference(row)).copied().unwrap_or_default()
    }

    fn is_blank(&self, row: u32) -> bool {
        self.columns.iter().all(|column| self.text(row, *column).trim().is_empty())
    }

    fn hash(&self, row: u32) -> u64 {
        let mut hasher = DefaultHasher::new();
        for column in &self.columns {
            self.text(row, *column).hash(&mut hasher);
        }
        hasher.finish()
    }

    fn equals(&self, row: u32, other: &Side<'_>, other_row: u32) -> bool {
        self.columns.iter().zip(&other.columns).all(|(a, b)| self.text(row, *a) == other.text(other_row, *b))
    }

    /// The words of an entry, hashed, sorted; of the free text where there is any.
    fn bag(&self, row: u32) -> Vec<u64> {
        let mut bag: Vec<u64> = self.words(row).collect();
        bag.sort_unstable();
        bag
    }

    fn words(&self, row: u32) -> impl Iterator<Item = u64> + '_ {
        let columns = if self.texts.is_empty() { &self.columns } else { &self.texts };
        columns.iter().flat_map(move |column| words(self.text(row, *column))).map(|word| hashed(&word.folded))
    }
}

fn hashed(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The case reference of a row, as cases are told by it.
pub(super) fn reference(sheet: &Sheet, layout: &Layout, row: u32) -> String {
    let text = layout.text(sheet, row, Role::Reference).expose();
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// How alike the words of two texts are, in thousandths.
fn dice(a: &[u64], b: &[u64]) -> u32 {
    if a.is_empty() && b.is_empty() {
        return 1000;
    }
    let (mut at, mut other, mut shared) = (0, 0, 0u64);
    while let (Some(x), Some(y)) = (a.get(at), b.get(other)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                (at, other) = (at + 1, other + 1);
            }
        }
    }
    (shared * 2000 / (a.len() + b.len()) as u64) as u32
}

/// How alike the free texts of two entries are, in thousandths.
pub(super) fn text_likeness(was: &str, now: &str) -> u32 {
    let bag = |text: &str| {
        let mut bag: Vec<u64> = words(text).iter().map(|word| hashed(&word.folded)).collect();
        bag.sort_unstable();
        bag
    };
    dice(&bag(was), &bag(now))
}

/// How alike two entries of a case are: three fifths for their words, two for their other columns, and a whole
/// for a number that tells entries of a case apart. `None` if they are two: hardly a word is shared, or not
/// most of them where the numbers differ.
fn likeness(
    old: &Side<'_>,
    was: u32,
    old_words: &[u64],
    new: &Side<'_>,
    now: u32,
    words: &[u64],
) -> Option<u32> {
    let (mut same, mut all) = (0u32, 0u32);
    for (a, b) in old.others.iter().zip(&new.others) {
        let (a, b) = (old.text(was, *a).trim(), new.text(now, *b).trim());
        if !(a.is_empty() && b.is_empty()) {
            all += 1;
            same += u32::from(a == b);
        }
    }
    let numbers = old.numbers.iter().zip(&new.numbers);
    let mut numbers = numbers
        .map(|(a, b)| (old.text(was, *a).trim(), new.text(now, *b).trim()))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty());
    let is_numbered = numbers.clone().any(|(a, b)| a == b);
    let is_renumbered = numbers.any(|(a, b)| a != b);
    let by_words = dice(old_words, words);
    let least = match (is_numbered, is_renumbered) {
        (true, _) => 0,
        (false, true) => LEAST_BY_WORDS,
        (false, false) => LEAST_IN_CASE,
    };
    let others = (same * 400).checked_div(all).unwrap_or_default();
    (by_words >= least).then_some(by_words * 600 / 1000 + others + if is_numbered { 1000 } else { 0 })
}

/// Pairs of entries that share words, with how alike they are.
fn sharing(old: &Side<'_>, was: &[u32], new: &Side<'_>, now: &[u32]) -> Vec<(u32, u32, u32)> {
    /// So many of those that share most are compared.
    const BEST: usize = 8;
    if was.is_empty() || now.is_empty() {
        return Vec::new();
    }
    let shingles = |side: &Side<'_>, row: u32| -> BTreeSet<u64> {
        let words: Vec<u64> = side.words(row).collect();
        match words.len() {
            0 => BTreeSet::new(),
            1..SHINGLE => BTreeSet::from([hashed(&words)]),
            _ => words.windows(SHINGLE).map(hashed).collect(),
        }
    };
    let mut postings: HashMap<u64, Vec<u32>> = HashMap::new();
    for &row in was {
        for shingle in shingles(old, row) {
            let rows = postings.entry(shingle).or_default();
            if rows.len() <= MOST_POSTINGS {
                rows.push(row);
            }
        }
    }
    let mut scored = Vec::new();
    for &now in now {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for shingle in shingles(new, now) {
            let rows = postings.get(&shingle).filter(|rows| rows.len() <= MOST_POSTINGS);
            for row in rows.into_iter().flatten() {
                *shared.entry(*row).or_default() += 1;
            }
        }
        let mut best: Vec<(Reverse<u32>, u32)> =
            shared.into_iter().map(|(row, count)| (Reverse(count), row)).collect();
        best.sort_unstable();
        let words = new.bag(now);
        for (_, was) in best.into_iter().take(BEST) {
            scored.push((dice(&old.bag(was), &words), was, now));
        }
    }
    scored
}

/// The columns, on both sides, that number the entries of a case: short, with a digit, and never twice the
/// same within a case.
fn numbering(old: &Side<'_>, new: &Side<'_>) -> (Vec<u16>, Vec<u16>) {
    let numbers = |side: &Side<'_>, column: u16| {
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        let mut is_any = false;
        (0..side.sheet.row_count()).all(|row| {
            let (reference, text) = (side.reference(row), side.text(row, column).trim());
            if reference.is_empty() || text.is_empty() {
                return true;
            }
            is_any = true;
            text.chars().count() <= NUMBER_CHARS
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && seen.insert((reference, text))
        }) && is_any
    };
    let both = old.others.iter().copied().zip(new.others.iter().copied());
    both.filter(|(a, b)| numbers(old, *a) && numbers(new, *b)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_words_that_both_have() {
        for (was, now, expected) in [
            ("the officer left", "The officer LEFT.", 1000),
            ("one two three four", "one two three five", 750),
            ("one", "two", 0),
            ("", "", 1000),
            ("", "one", 0),
        ] {
            assert_eq!(text_likeness(was, now), expected, "{was:?} {now:?}");
        }
    }
}
