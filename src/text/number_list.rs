//! Lists of numbers as people write them.

use std::collections::HashSet;

/// The numbers of a list such as `3, 17-20`, each once, in the order given; blanks and an en dash are
/// taken as well. None is 0 or above `most`. The error is a sentence that says which part is wrong.
pub fn number_list(list: &str, most: usize) -> Result<Vec<usize>, String> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut known = HashSet::new();
    for part in list.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (Ok(from), Ok(to)) = (from.trim().parse::<usize>(), to.trim().parse::<usize>()) else {
            return Err(format!("“{part}” is no number. Give numbers and ranges, as 3,17-20."));
        };
        if from == 0 || to > most || from > to {
            return Err(format!("There is no {part}: the numbers go from 1 to {most}."));
        }
        numbers.extend((from..=to).filter(|number| known.insert(*number)));
    }
    if numbers.is_empty() {
        return Err("No number is given. Give numbers and ranges, as 3,17-20.".to_owned());
    }
    Ok(numbers)
}

/// Ascending numbers as `3,17-20`, which [`number_list`] reads.
pub fn number_ranges(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == number || *to == number => *to = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(from, to): (u32, u32)| {
        if from == to { from.to_string() } else { format!("{from}-{to}") }
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::{number_list, number_ranges};

    #[test]
    fn numbers_that_follow_each_other_are_a_range() {
        assert_eq!(number_ranges(&[3, 17, 18, 18, 19, 25]), "3,17-19,25");
        assert_eq!(number_ranges(&[]), "");
    }

    #[track_caller]
    fn check(list: &str, expected: Result<&[usize], &str>) {
        let found = number_list(list, 20);
        match expected {
            Ok(expected) => assert_eq!(found.as_deref(), Ok(expected)),
            Err(part) => assert!(found.as_ref().is_err_and(|error| error.contains(part)), "{found:?}"),
        }
    }

    #[test]
    fn lists_of_numbers() {
        check("3", Ok(&[3]));
        check("3, 17-20 ;3", Ok(&[3, 17, 18, 19, 20]));
        check("20,1–2", Ok(&[20, 1, 2]));
        check("", Err("No number"));
        check("0", Err("1 to 20"));
        check("21", Err("1 to 20"));
        check("9-7", Err("no 9-7"));
        check("1-99999999999999", Err("1 to 20"));
        check("x", Err("is no number"));
        check("-3", Err("is no number"));
    }
}
