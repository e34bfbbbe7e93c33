//! The release as somebody reads it who knows the local news: what is left about each case once its entries
//! and columns are laid together. Says what can be read; whether that tells who was meant, only a person can
//! judge.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use super::as_released::{AsReleased, ReadColumn, ReadPiece, ReadSort};
use crate::detect::{Conspicuous, capital_runs, conspicuous};
use crate::text::Span;

/// All that the release says of one case.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CaseReading {
    /// Its entries, counted from 0, ascending.
    pub entries: Vec<usize>,
    /// What stands in each column of values, by the column's number in the release: every value once, in the
    /// order of the entries. Columns without a word are left out.
    pub values: Vec<(usize, Vec<String>)>,
    /// Each mark with how often it stands in the case, in the order in which they first stand there.
    pub marks: Vec<(String, usize)>,
    /// What the running text tells, each once: days first.
    pub told: Vec<Told>,
}

/// Something that the running text of a case tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub sort: ToldSort,
    /// As it is written where it stands first. Released text.
    pub words: String,
    /// The entries in which it stands, counted from 0, ascending.
    pub entries: Vec<usize>,
}

/// What can be looked up in the news, or joined with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::EnumIter)]
pub enum ToldSort {
    /// A day, or a month of a year.
    Day,
    /// A time of day.
    Time,
    /// A year.
    Year,
    /// A word that may be a name.
    Name,
    /// Another word with a capital, such as a place.
    Capital,
    /// A long number.
    Number,
    /// Words in quotation marks.
    Quoted,
}

impl std::fmt::Debug for CaseReading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} things told of entries {:?}>", self.told.len(), self.entries)
    }
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{:?} in entries {:?}>", self.sort, self.entries)
    }
}

const MONTHS: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|\
                      sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

static DATED: LazyLock<[(ToldSort, Regex); 3]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("a valid pattern");
    let day = format!(
        r"(?ix)\b(?:
            \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})\b(?:,?\s+(?:19|20)\d\d\b)?
            | (?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?
            | (?:{MONTHS})\s+(?:19|20)\d\d\b
            | \d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)\b
            | (?:19|20)\d\d-\d\d-\d\d\b
        )"
    );
    let time = r"(?ix)\b(?: (?:[01]?\d|2[0-3]) [:.] [0-5]\d (?:\s?[ap]m)? | (?:[01]?\d) \s? [ap]m | [0-2]\d[0-5]\d \s? (?:hrs|hours) )\b";
    [
        (ToldSort::Day, regex(&day)),
        (ToldSort::Time, regex(time)),
        (ToldSort::Year, regex(r"\b(?:19[5-9]|20[0-4])\d\b")),
    ]
});

/// What can be looked up in a released text, in order; what is told as a day is told as nothing else.
fn told_in(text: &str) -> Vec<(Span, ToldSort)> {
    let mut told: Vec<(Span, ToldSort)> = Vec::new();
    let add = |told: &mut Vec<(Span, ToldSort)>, span: Span, sort| {
        if !told.iter().any(|(other, _)| other.overlaps(span)) {
            told.push((span, sort));
        }
    };
    for (sort, pattern) in DATED.iter() {
        for found in pattern.find_iter(text) {
            if let Some(span) = Span::new(text, found.start(), found.end()) {
                add(&mut told, span, *sort);
            }
        }
    }
    let conspicuous = conspicuous(text);
    // "Lambeth Bridge" is looked up as one, and a place that every list knows is one as well.
    for run in capital_runs(text) {
        let is_name = |&(span, sort): &(Span, Conspicuous)| sort == Conspicuous::Name && run.covers(span);
        add(&mut told, run, if conspicuous.iter().any(is_name) { ToldSort::Name } else { ToldSort::Capital });
    }
    for (span, sort) in conspicuous {
        let sort = match sort {
            Conspicuous::Name => ToldSort::Name,
            Conspicuous::Capital => ToldSort::Capital,
            Conspicuous::Number => ToldSort::Number,
            Conspicuous::Quoted => ToldSort::Quoted,
        };
        add(&mut told, span, sort);
    }
    told.sort_unstable();
    told
}

/// Lays together what the release says of each case. `cases` are the entries of each, counted from 0; the
/// answers come in the same order.
pub fn read_as_intruder(release: &impl AsReleased, cases: &[Vec<usize>]) -> Vec<CaseReading> {
    let columns = release.columns();
    cases.par_iter().map(|entries| read_case(release, &columns, entries)).collect()
}

fn read_case(release: &impl AsReleased, columns: &[ReadColumn], entries: &[usize]) -> CaseReading {
    let mut values: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut marks: Vec<(String, usize)> = Vec::new();
    let mut told: BTreeMap<(ToldSort, String), Told> = BTreeMap::new();
    for &entry in entries {
        let mut cells: BTreeMap<usize, String> = BTreeMap::new();
        release.read(entry, &mut |column, piece| {
            let sort = columns.get(column).map_or(ReadSort::EntryNumber, |column| column.sort);
            match (sort, piece) {
                (ReadSort::EntryNumber, _) => {}
                (_, ReadPiece::Mark(mark)) => match marks.iter_mut().find(|(known, _)| known == mark) {
                    Some((_, count)) => *count += 1,
                    None => marks.push((mark.to_owned(), 1)),
                },
                (ReadSort::Value, ReadPiece::Text(text)) => cells.entry(column).or_default().push_str(text),
                (ReadSort::Text, ReadPiece::Text(text)) => {
                    for (span, sort) in told_in(text) {
                        let words =
                            span.of(text).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                        let known = told.entry((sort, crate::text::fold(&words))).or_insert(Told {
                            sort,
                            words,
                            entries: Vec::new(),
                        });
                        if known.entries.last() != Some(&entry) {
                            known.entries.push(entry);
                        }
                    }
                }
            }
        });
        for (column, text) in cells {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let known = values.entry(column).or_default();
            if !text.is_empty() && !known.contains(&text) {
                known.push(text);
            }
        }
    }
    CaseReading {
        entries: entries.to_vec(),
        values: values.into_iter().filter(|(_, values)| !values.is_empty()).collect(),
        marks,
        told: told.into_values().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(ToldSort, &str)]) {
        let told = told_in(text);
        let told: Vec<(ToldSort, &str)> =
            told.iter().map(|(span, sort)| (*sort, span.of(text).unwrap())).collect();
        assert_eq!(told, expected, "{text:?}");
    }

    #[test]
    fn days_and_times_are_told_once() {
        use ToldSort::{Capital, Day, Name, Number, Quoted, Time, Year};
        check("on 02/12/18 at 14:30", &[(Day, "02/12/18"), (Time, "14:30")]);
        check("on the 2nd of December 2018, 9 pm", &[(Day, "2nd of December 2018"), (Time, "9 pm")]);
        check("in March 2019 and on 2019-03-12", &[(Day, "March 2019"), (Day, "2019-03-12")]);
        check("again in 2017", &[(Year, "2017")]);
        check("told 4711 him", &[(Number, "4711")]);
        check("he was called “the ferret” by all", &[(Quoted, "the ferret")]);
        check("he drove to Zzyzx", &[(Capital, "Zzyzx")]);
        check(
            "She was held at Charing Cross. PC Smith’s dog",
            &[(Capital, "Charing Cross"), (Name, "Smith")],
        );
        check("The end of Lambeth Bridge in May", &[(Name, "Lambeth Bridge")]);
        check("he may go; 3 of 12 did", &[]);
        check("", &[]);
    }
}
