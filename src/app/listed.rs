//! A list of rows that follows the index: made whole once, then only where something changed.

use super::index::{Entry, Followed, Index, put};

/// After more changes than this the list is made whole.
const MOST_CHANGES: usize = 4_096;

/// Rows for which something holds, ascending.
#[derive(Debug, Default)]
pub(super) struct Listed {
    rows: Vec<u32>,
    /// A row that is listed whatever holds.
    always: Option<u32>,
    /// How far the list has followed the index; `None` before it was made.
    followed: Option<Followed>,
}

impl Listed {
    #[cfg(test)]
    pub(super) fn of(rows: &[u32]) -> Listed {
        Listed { rows: rows.to_vec(), ..Listed::default() }
    }

    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Something else is asked of entries from now on: the list is made whole the next time.
    pub(super) fn forget(&mut self) {
        self.followed = None;
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
        let followed = index.followed();
        let before = self.followed.replace(followed);
        let was_always = std::mem::replace(&mut self.always, always);
        let changed = before.and_then(|before| index.changed_since(before));
        let Some(changed) = changed.filter(|changed| changed.len() <= MOST_CHANGES) else {
            index.list(&mut self.rows, among, wanted);
            if let Some(row) = always {
                put(&mut self.rows, row, true);
            }
            return true;
        };
        let moved = if was_always == always { [None, None] } else { [was_always, always] };
        let is_among = |row| among.is_none_or(|among| among.binary_search(&row).is_ok());
        for row in changed.iter().copied().chain(moved.into_iter().flatten()) {
            let is_listed = always == Some(row) || is_among(row) && wanted(row, index.entry(row));
            put(&mut self.rows, row, is_listed);
        }
        !changed.is_empty() || was_always != always
    }
}
