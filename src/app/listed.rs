//! A list of rows that follows the index: made whole once, a slice at a time, then only where something
//! changed.

use super::index::{Entry, Followed, Index, put};

/// After more changes than this the list is made whole.
const MOST_CHANGES: usize = 4_096;
/// So many entries are looked at in one go while the list is made: a million take longer than a frame.
const SLICE: usize = 1 << 15;

/// Rows for which something holds, ascending.
#[derive(Debug, Default)]
pub(super) struct Listed {
    rows: Vec<u32>,
    /// A row that is listed whatever holds.
    always: Option<u32>,
    /// How far the list has followed the index; `None` before it was made.
    followed: Option<Followed>,
    making: Option<Making>,
}

/// A list on the way.
#[derive(Debug)]
struct Making {
    rows: Vec<u32>,
    /// So many entries were looked at.
    seen: usize,
    /// Where the index stood when it was begun.
    since: Followed,
}

impl Listed {
    #[cfg(test)]
    pub(super) fn of(rows: &[u32]) -> Listed {
        Listed { rows: rows.to_vec(), ..Listed::default() }
    }

    /// The rows; those that were asked for before, while a new list is on the way.
    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Whether a new list is on the way, for which [`Listed::update`] has to be called again.
    pub(super) fn is_on_the_way(&self) -> bool {
        self.making.is_some()
    }

    /// Something else is asked of entries from now on: the list is made whole the next time.
    pub(super) fn forget(&mut self) {
        (self.followed, self.making) = (None, None);
    }

    /// Lists the rows `among` some ascending ones, or all, for which `wanted` holds, and the one that is
    /// `always` listed. Whether anything may be otherwise than before.
    pub(super) fn update(
        &mut self,
        index: &Index,
        among: Option<&[u32]>,
        always: Option<u32>,
        wanted: impl Fn(u32, Entry) -> bool,
    ) -> bool {
        let was_always = std::mem::replace(&mut self.always, always);
        let is_among = |row| among.is_none_or(|among| among.binary_search(&row).is_ok());
        let is_listed = |row| always == Some(row) || is_among(row) && wanted(row, index.entry(row));
        let Some(changed) = self.followed.and_then(|since| changes(index, since)) else {
            let Some(made) = self.make(index, among, &wanted) else { return false };
            self.rows = made.rows;
            // They may have been passed when they changed.
            let changed = changes(index, made.since).unwrap_or_default();
            for row in changed.iter().copied().chain(always) {
                put(&mut self.rows, row, is_listed(row));
            }
            self.followed = Some(index.followed());
            return true;
        };
        let moved = if was_always == always { [None, None] } else { [was_always, always] };
        for row in changed.iter().copied().chain(moved.into_iter().flatten()) {
            put(&mut self.rows, row, is_listed(row));
        }
        self.followed = Some(index.followed());
        !changed.is_empty() || was_always != always
    }

    /// Goes on with a list of what is wanted; tells it when it is whole.
    fn make(
        &mut self,
        index: &Index,
        among: Option<&[u32]>,
        wanted: impl Fn(u32, Entry) -> bool,
    ) -> Option<Making> {
        let begun = self.making.take().filter(|making| changes(index, making.since).is_some());
        let mut making =
            begun.unwrap_or_else(|| Making { rows: Vec::new(), seen: 0, since: index.followed() });
        let end = among.map_or(index.len(), <[u32]>::len);
        let until = (making.seen + SLICE).min(end);
        index.list(&mut making.rows, among, making.seen..until, wanted);
        making.seen = until;
        if until == end {
            return Some(making);
        }
        self.making = Some(making);
        None
    }
}

/// The rows that changed since, if they are known and few.
fn changes(index: &Index, since: Followed) -> Option<&[u32]> {
    index.changed_since(since).filter(|changed| changed.len() <= MOST_CHANGES)
}
