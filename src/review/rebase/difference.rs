//! What differs between two versions of a text, word by word, for the officer to see.

use super::surroundings::tokens;

/// A stretch of the comparison of two texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WordDifference {
    /// It stands in both.
    Same(String),
    /// It is gone.
    Gone(String),
    /// It is new.
    New(String),
}

/// Texts of which more words differ than so many in product are told as wholly other.
const MOST: usize = 4_000_000;

impl WordDifference {
    /// The comparison of a text with what it was, in order; what is gone stands before what is new.
    pub fn between(was: &str, now: &str) -> Vec<WordDifference> {
        let (before, after) = (tokens(was), tokens(now));
        let same = |(a, b): &(&&str, &&str)| a == b;
        let words = |tokens: &[crate::text::Span], text| -> Vec<&str> {
            tokens.iter().map(|token| token.of(text).unwrap_or("")).collect()
        };
        let (old, new) = (words(&before, was), words(&after, now));
        let head = old.iter().zip(&new).take_while(same).count();
        let shorter = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(same).count();
        let middle = |words: &[&str]| words.len() - head - tail;
        let in_both = common(
            old.get(head..head + middle(&old)).unwrap_or_default(),
            new.get(head..head + middle(&new)).unwrap_or_default(),
        );
        let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
        pairs.extend(in_both.into_iter().map(|(a, b)| (a + head, b + head)));
        pairs.extend((0..tail).map(|at| (old.len() - tail + at, new.len() - tail + at)));
        told(was, &before, now, &after, &pairs)
    }
}

/// The pairs of a longest common sequence, ascending.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut lengths = vec![0u32; (old.len() + 1) * width];
    for (a, word) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            lengths[a * width + b] = if word == other {
                lengths[(a + 1) * width + b + 1] + 1
            } else {
                lengths[(a + 1) * width + b].max(lengths[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while let (Some(word), Some(other)) = (old.get(a), new.get(b)) {
        if word == other {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[(a + 1) * width + b] >= lengths[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

fn told(
    was: &str,
    before: &[crate::text::Span],
    now: &str,
    after: &[crate::text::Span],
    pairs: &[(usize, usize)],
) -> Vec<WordDifference> {
    let stretch = |text: &str, tokens: &[crate::text::Span], from: usize, to: usize| {
        let first = tokens.get(from)?;
        let last = tokens.get(to.checked_sub(1)?)?;
        text.get(first.start()..last.end()).map(str::to_owned)
    };
    let mut out = Vec::new();
    let (mut a, mut b, mut at) = (0, 0, 0);
    loop {
        let next = pairs.get(at).copied().unwrap_or((before.len(), after.len()));
        if next.0 > a {
            out.extend(stretch(was, before, a, next.0).map(WordDifference::Gone));
        }
        if next.1 > b {
            out.extend(stretch(now, after, b, next.1).map(WordDifference::New));
        }
        let run = pairs
            .iter()
            .skip(at)
            .zip(0..)
            .take_while(|((x, y), step)| (*x, *y) == (next.0 + step, next.1 + step));
        let run = run.count();
        if run == 0 {
            return out;
        }
        out.extend(stretch(now, after, next.1, next.1 + run).map(WordDifference::Same));
        (a, b, at) = (next.0 + run, next.1 + run, at + run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what is gone in braces and what is new in brackets.
    #[track_caller]
    fn check(was: &str, now: &str, expected: &str) {
        let shown = WordDifference::between(was, now).into_iter().map(|piece| match piece {
            WordDifference::Same(text) => text,
            WordDifference::Gone(text) => format!("{{{text}}}"),
            WordDifference::New(text) => format!("[{text}]"),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn tells_what_is_gone_and_what_is_new() {
        check("PC Hunter left.", "PC Hunter left.", "PC Hunter left.");
        check("PC Hunter left.", "PC Park left early.", "PC {Hunter} [Park] left [early] .");
        check("", "Now there.", "[Now there.]");
        check("Gone now.", "", "{Gone now.}");
        check("a b c d", "c d a b", "{a b} c d [a b]");
        check("one two", "one  two", "one  two");
    }
}
