//! How places of a spreadsheet are written: `K12`, `F-H`, `rows 5-9, 12`.

/// Letters of a column, counted from 0: 0 is A, 26 is AA.
pub(super) fn column_letters(position: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = position + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Column (from 0) and row (from 1) of a reference such as `K12` or `$K$12`.
pub(super) fn parse_cell(reference: &str) -> Option<(u32, u32)> {
    let mut column = 0u32;
    let mut row = 0u32;
    let mut letters = 0;
    for byte in reference.bytes().filter(|&byte| byte != b'$') {
        if byte.is_ascii_alphabetic() && row == 0 {
            column = column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            letters += 1;
        } else if byte.is_ascii_digit() && letters > 0 {
            row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
        } else {
            return None;
        }
    }
    (letters > 0 && row > 0).then(|| (column - 1, row))
}

/// Numbers in ascending order, neighbours joined, cut after some: `5-9, 12 and 40 more`.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges {
    ranges: Vec<(u32, u32)>,
    count: u64,
}

/// So many ranges are listed by name.
const LISTED: usize = 20;

impl Ranges {
    /// Adds a number that is not below the last one.
    pub(super) fn add(&mut self, number: u32) {
        self.add_range(number, number);
    }

    /// Adds the numbers from `first` to `last`.
    pub(super) fn add_range(&mut self, first: u32, last: u32) {
        self.count += u64::from(last.saturating_sub(first)) + 1;
        match self.ranges.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            Some(_) | None => {
                if self.ranges.len() <= LISTED {
                    self.ranges.push((first, last));
                }
            }
        }
    }

    /// How many numbers were added.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Written out, each number by `name`.
    pub(super) fn list(&self, name: impl Fn(u32) -> String) -> String {
        let listed = self.ranges.iter().take(LISTED);
        let named: u64 = listed.clone().map(|&(first, last)| u64::from(last - first) + 1).sum();
        let parts: Vec<String> = listed
            .map(
                |&(first, last)| {
                    if first == last { name(first) } else { format!("{}-{}", name(first), name(last)) }
                },
            )
            .collect();
        let more = self.count.saturating_sub(named);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        parts.join(", ") + &more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_references_agree() {
        for (position, letters) in
            [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(column_letters(position), letters);
            assert_eq!(parse_cell(&format!("{letters}7")), Some((position, 7)));
        }
        assert_eq!(parse_cell("$K$12"), Some((10, 12)));
        for odd in ["", "12", "K", "K0", "K1K", "ÄÖ1", "AAAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(parse_cell(odd), None, "{odd}");
        }
    }

    #[test]
    fn neighbours_are_joined_and_long_lists_cut() {
        let list = |numbers: &[u32]| {
            let mut ranges = Ranges::default();
            numbers.iter().for_each(|&n| ranges.add(n));
            ranges.list(|n| n.to_string())
        };
        assert_eq!(list(&[5, 6, 7, 9]), "5-7, 9");
        assert_eq!(list(&[]), "");
        let scattered: Vec<u32> = (0..50).map(|n| n * 3).collect();
        assert!(list(&scattered).ends_with("54, 57 and 30 more"), "{}", list(&scattered));
    }
}
