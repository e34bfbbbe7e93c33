//! Going from one open thing to the next by a key: each is stopped at once, and the end is told.

use super::super::super::ui_command::UiCommand;
use super::super::super::words;

/// What a key for the next open thing led to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Next {
    Found,
    /// Nothing further down; so many are still open above. The next time it begins again at the first.
    End(usize),
    /// Nothing is open at all.
    Nothing,
}

/// Where a list is gone through.
#[derive(Clone, Debug)]
pub(super) struct Round<K> {
    /// What was stopped at last, and where it stood among what was open.
    last: Option<(usize, K)>,
}

impl<K> Default for Round<K> {
    fn default() -> Round<K> {
        Round { last: None }
    }
}

impl<K: Clone + PartialEq> Round<K> {
    /// The place of the next one of those that are open now, in order.
    pub(super) fn next(&mut self, open: &[K]) -> (Next, usize) {
        let at = self.last.take().map_or(0, |(at, last)| {
            let is_there = open.get(at) == Some(&last);
            // What was answered since is gone, and the next one stands in its place.
            let place = if is_there { Some(at) } else { open.iter().position(|one| *one == last) };
            place.map_or(at, |at| at + 1)
        });
        match open.get(at) {
            Some(next) => {
                self.last = Some((at, next.clone()));
                (Next::Found, at)
            }
            None if open.is_empty() => (Next::Nothing, 0),
            None => (Next::End(open.len()), 0),
        }
    }
}

/// What is told at the end of a round, as “2 things are still missing”.
pub(super) fn at_end(count: usize, one: &str, more: &str) -> String {
    let (still, key) = (words::count(count as u64, one, more), UiCommand::NextMissing.key_text());
    format!("Nothing further down. {still}: {key} begins again at the first")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goes to the next one as often as there are lists, and says where that leads.
    #[track_caller]
    fn check(lists: &[&[char]], expected: &[Option<char>]) {
        let mut round = Round::default();
        let led: Vec<Option<char>> = lists
            .iter()
            .map(|open| match round.next(open) {
                (Next::Found, at) => open.get(at).copied(),
                (Next::End(_) | Next::Nothing, _) => None,
            })
            .collect();
        assert_eq!(led, expected);
    }

    #[test]
    fn each_is_stopped_at_once_and_then_it_begins_again() {
        let all = ['a', 'b', 'c'];
        check(&[&all, &all, &all, &all, &all], &[Some('a'), Some('b'), Some('c'), None, Some('a')]);
        // The one that was stopped at is answered meanwhile, or one before it, or the last.
        check(&[&all, &['b', 'c'], &['b', 'c']], &[Some('a'), Some('b'), Some('c')]);
        check(&[&all, &all, &['b', 'c']], &[Some('a'), Some('b'), Some('c')]);
        check(&[&['a'], &[], &[]], &[Some('a'), None, None]);
    }
}
