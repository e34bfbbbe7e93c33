//! A stretch of a text, counted in bytes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A non-empty stretch of one text in bytes; both ends stand between letters of that text.
///
/// Ordered by start, then end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end` (exclusive) of `text`.
    ///
    /// `None` if it would be empty, reach past the end, or begin or end inside a letter.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        if start >= end || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return None;
        }
        Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes, at least 1.
    pub fn byte_len(self) -> usize {
        self.range().len()
    }

    /// As a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The words under the span; `None` if the span is of another text.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Whether every byte of `other` lies in `self`.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the two share a byte or stand side by side.
    pub fn touches(self, other: Span) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = &'static str;

    fn try_from((start, end): (u32, u32)) -> Result<Span, Self::Error> {
        if start < end { Ok(Span { start, end }) } else { Err("a span must end after it starts") }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start, span.end)
    }
}

/// The spans in order, with those that overlap or touch joined.
///
/// Joined, never dropped: a redaction that overlaps another must not be lost.
pub fn union(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.into_iter().collect();
    sorted.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match joined.last_mut() {
            Some(last) if last.touches(span) => *last = last.join(span),
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn never_inside_a_letter() {
        assert!(Span::new("é", 0, 1).is_none());
        assert!(Span::new("é", 1, 2).is_none());
        assert!(Span::new("é", 0, 2).is_some());
    }

    #[test]
    fn never_empty_nor_past_the_end() {
        assert!(Span::new("abc", 1, 1).is_none());
        assert!(Span::new("abc", 2, 1).is_none());
        assert!(Span::new("abc", 0, 4).is_none());
    }

    #[test]
    fn refuses_a_reversed_pair_from_disk() {
        assert!(serde_json::from_str::<Span>("[5,5]").is_err());
        assert_eq!(serde_json::from_str::<Span>("[5,6]").unwrap().range(), 5..6);
    }

    proptest! {
        #[test]
        fn union_covers_the_same_bytes(pairs in prop::collection::vec((0u32..60, 1u32..9), 0..12)) {
            let spans: Vec<Span> =
                pairs.iter().map(|&(a, n)| Span::try_from((a, a + n)).unwrap()).collect();
            let joined = union(spans.clone());
            for byte in 0..80 {
                let covered = |list: &[Span]| list.iter().any(|s| s.range().contains(&byte));
                prop_assert_eq!(covered(&spans), covered(&joined));
            }
            for pair in joined.windows(2) {
                prop_assert!(pair[0].end() < pair[1].start(), "{:?} should be one", pair);
            }
        }
    }
}
