//! Which released columns, laid together, point at few entries: k-anonymity over the values that are
//! released as a whole.

use std::collections::HashMap;

use rayon::prelude::*;

use super::as_released::{AsReleased, ReadPiece, ReadSort};

/// Fewer entries than this with the same values are few, unless the officer says otherwise; the number
/// below which counts are not released, too.
pub const FEW_ENTRIES: usize = 5;
/// Columns that are laid together at most.
const MOST_TOGETHER: usize = 3;
/// Columns that are looked at; twelve give 298 combinations.
const MOST_COLUMNS: usize = 12;
/// Values that are compared at most: entries times combinations.
const MOST_WORK: usize = 60_000_000;
/// Combinations that are told one by one.
const MOST_TOLD: usize = 2_000;

/// Values that few entries share.
#[derive(Clone, PartialEq, Eq)]
pub struct FewAlike {
    /// Which columns of the release, ascending.
    pub columns: Vec<usize>,
    /// What stands in them. Case text.
    pub values: Vec<String>,
    /// The entries that share it, counted from 0, ascending; their number is k.
    pub entries: Vec<usize>,
}

impl std::fmt::Debug for FewAlike {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<values of columns {:?} in entries {:?}>", self.columns, self.entries)
    }
}

/// What laying columns together shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Jigsaw {
    /// The fewest entries first, then the fewest columns, then in the order of the table.
    pub found: Vec<FewAlike>,
    /// How many combinations point at one entry, and how many at a few; also those that are not told.
    pub alone_count: usize,
    /// Combinations that point at two or more entries, but few.
    pub few_count: usize,
    /// What was not looked at or is not told, in a sentence each.
    pub left_out: Vec<String>,
}

/// The smallest combinations of one, two or three columns by which fewer than `threshold` entries can be told
/// from all others. A combination is told where it is the first to get below the threshold, or the first to
/// leave one entry alone: what a part of it does already is told there.
///
/// Blank cells and cells that are withheld say nothing, so combinations with them are passed over.
pub fn jigsaw(release: &impl AsReleased, threshold: usize) -> Jigsaw {
    let columns = release.columns();
    let mut looked_at: Vec<usize> =
        (0..columns.len()).filter(|&at| columns.get(at).is_some_and(|c| c.sort == ReadSort::Value)).collect();
    let mut jigsaw = Jigsaw::default();
    if looked_at.len() > MOST_COLUMNS {
        jigsaw.left_out.push(format!(
            "The release has {} columns of values. Only the first {MOST_COLUMNS} were laid together; look at the \
             others yourself.",
            looked_at.len()
        ));
        looked_at.truncate(MOST_COLUMNS);
    }
    let table = Table::read(release, &looked_at);
    let mut combinations = combinations(looked_at.len());
    while combinations.len() * table.entry_count > MOST_WORK
        && combinations.last().is_some_and(|c| c.len() > 1)
    {
        let longest = combinations.last().map_or(0, Vec::len);
        combinations.retain(|combination| combination.len() < longest);
        jigsaw.left_out.push(format!(
            "The release is too large to lay {longest} columns together: at most {} were.",
            longest - 1
        ));
    }
    // Shortest first: what a part of a combination shows is known before it.
    let mut smallest: HashMap<Vec<usize>, Vec<u32>> = HashMap::new();
    for length in 1..=MOST_TOGETHER {
        let now: Vec<&Vec<usize>> = combinations.iter().filter(|c| c.len() == length).collect();
        let judged: Vec<(Vec<FewAlike>, Vec<u32>)> =
            now.par_iter().map(|&combination| table.judge(combination, &smallest, threshold)).collect();
        for (combination, (found, sizes)) in now.into_iter().zip(judged) {
            if length < MOST_TOGETHER {
                smallest.insert(combination.clone(), sizes);
            }
            jigsaw.found.extend(found);
        }
    }
    jigsaw.finish(&looked_at)
}

impl Jigsaw {
    fn finish(mut self, looked_at: &[usize]) -> Jigsaw {
        self.alone_count = self.found.iter().filter(|alike| alike.entries.len() == 1).count();
        self.few_count = self.found.len() - self.alone_count;
        for alike in &mut self.found {
            for column in &mut alike.columns {
                *column = looked_at.get(*column).copied().unwrap_or_default();
            }
        }
        self.found.sort_by(|one, other| {
            let key = |alike: &FewAlike| (alike.entries.len(), alike.columns.len());
            (key(one), &one.columns, &one.entries).cmp(&(key(other), &other.columns, &other.entries))
        });
        if self.found.len() > MOST_TOLD {
            let more = self.found.len() - MOST_TOLD;
            self.left_out.push(format!(
                "{more} more combinations point at few entries; they are counted but not listed. Consider releasing \
                 fewer or coarser columns."
            ));
            self.found.truncate(MOST_TOLD);
        }
        self
    }

    /// What points at one entry or at a few with it, as it is told.
    pub fn of_entry(&self, entry: usize) -> impl Iterator<Item = &FewAlike> {
        self.found.iter().filter(move |alike| alike.entries.binary_search(&entry).is_ok())
    }
}

/// All sets of one, two and three of so many columns, shortest first.
fn combinations(count: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    let mut from = 0;
    for _ in 0..MOST_TOGETHER {
        let until = all.len();
        for at in from..until {
            let next = all.get(at).and_then(|c| c.last()).map_or(0, |last| last + 1);
            for column in next..count {
                let mut longer = all.get(at).cloned().unwrap_or_default();
                longer.push(column);
                all.push(longer);
            }
        }
        from = until;
    }
    all.retain(|combination| !combination.is_empty());
    all
}

/// The values of the columns that are looked at, each by a number; 0 says nothing.
struct Table {
    entry_count: usize,
    /// By column, then by entry.
    values: Vec<Vec<u32>>,
    /// By column, then by the number of the value.
    words: Vec<Vec<String>>,
}

impl Table {
    fn read(release: &impl AsReleased, looked_at: &[usize]) -> Table {
        let entry_count = release.entry_count();
        let mut numbers: Vec<HashMap<String, u32>> = vec![HashMap::new(); looked_at.len()];
        let mut table = Table {
            entry_count,
            values: vec![Vec::with_capacity(entry_count); looked_at.len()],
            words: vec![vec![String::new()]; looked_at.len()],
        };
        for entry in 0..entry_count {
            let mut cells: Vec<(String, bool)> = vec![(String::new(), false); looked_at.len()];
            release.read(entry, &mut |column, piece| {
                let Some((text, says)) =
                    looked_at.binary_search(&column).ok().and_then(|at| cells.get_mut(at))
                else {
                    return;
                };
                match piece {
                    ReadPiece::Text(words) => {
                        text.push_str(words);
                        *says |= !words.trim().is_empty();
                    }
                    ReadPiece::Mark(mark) => text.push_str(mark),
                }
            });
            for (at, (text, says)) in cells.into_iter().enumerate() {
                let (Some(numbers), Some(words), Some(values)) =
                    (numbers.get_mut(at), table.words.get_mut(at), table.values.get_mut(at))
                else {
                    continue;
                };
                let number = if says {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    *numbers.entry(text).or_insert_with_key(|text| {
                        words.push(text.clone());
                        words.len() as u32 - 1
                    })
                } else {
                    0
                };
                values.push(number);
            }
        }
        table
    }

    /// What a combination shows that no part of it does, and for each entry with how many it shares its values;
    /// 0 where they say nothing.
    fn judge(
        &self,
        combination: &[usize],
        smallest: &HashMap<Vec<usize>, Vec<u32>>,
        threshold: usize,
    ) -> (Vec<FewAlike>, Vec<u32>) {
        let columns: Vec<&[u32]> =
            combination.iter().filter_map(|&at| self.values.get(at)).map(Vec::as_slice).collect();
        let key = |entry: usize| {
            let mut key = [0u32; MOST_TOGETHER];
            for (slot, column) in key.iter_mut().zip(&columns) {
                *slot = column.get(entry).copied().filter(|number| *number > 0)?;
            }
            Some(key)
        };
        let mut counts: HashMap<[u32; MOST_TOGETHER], u32> = HashMap::new();
        for key in (0..self.entry_count).filter_map(key) {
            *counts.entry(key).or_default() += 1;
        }
        let sizes: Vec<u32> = (0..self.entry_count)
            .map(|entry| key(entry).and_then(|key| counts.get(&key).copied()).unwrap_or(0))
            .collect();
        let parts: Vec<&Vec<u32>> = (0..combination.len())
            .filter_map(|left_out| {
                let mut part = combination.to_vec();
                part.remove(left_out);
                smallest.get(&part)
            })
            .collect();
        let mut alike: HashMap<[u32; MOST_TOGETHER], usize> = HashMap::new();
        let mut found: Vec<FewAlike> = Vec::new();
        for (entry, &size) in sizes.iter().enumerate() {
            if size == 0 || size as usize >= threshold {
                continue;
            }
            let of_part =
                parts.iter().filter_map(|sizes| sizes.get(entry)).copied().min().unwrap_or(u32::MAX);
            let is_first = of_part as usize >= threshold || (size == 1 && of_part > 1);
            let Some(key) = key(entry).filter(|_| is_first) else { continue };
            let at = *alike.entry(key).or_insert_with(|| {
                found.push(FewAlike {
                    columns: combination.to_vec(),
                    values: self.words_of(combination, key),
                    entries: Vec::new(),
                });
                found.len() - 1
            });
            if let Some(few) = found.get_mut(at) {
                few.entries.push(entry);
            }
        }
        (found, sizes)
    }

    fn words_of(&self, combination: &[usize], key: [u32; MOST_TOGETHER]) -> Vec<String> {
        let word = |(&column, number): (&usize, u32)| {
            self.words.get(column).and_then(|words| words.get(number as usize)).cloned().unwrap_or_default()
        };
        combination.iter().zip(key).map(word).collect()
    }
}
