//! Which rows the table lists, and the way from one to the next.

use strum::EnumIter;

use super::super::super::index::{Counts, Entry, beside};
use super::super::super::listed::Listed;
use super::super::super::session::Session;
use super::super::super::widgets::ListState;
use crate::review::{Misuse, ScopeChoice};

/// Which entries are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, EnumIter)]
pub(super) enum Filter {
    #[default]
    ToDecide,
    All,
    In,
    Out,
    FlagOnly,
    Ongoing,
    Misuse,
}

impl Filter {
    pub(super) fn title(self) -> &'static str {
        match self {
            Filter::ToDecide => "To decide",
            Filter::All => "All",
            Filter::In => "In",
            Filter::Out => "Out",
            Filter::FlagOnly => "Flag only",
            Filter::Ongoing => "Ongoing",
            Filter::Misuse => "Misuse yes",
        }
    }

    fn holds(self, entry: Entry) -> bool {
        match self {
            Filter::ToDecide => entry.asks(),
            Filter::All => true,
            Filter::In => entry.is_in(),
            Filter::Out => entry.scope == Some(ScopeChoice::Out),
            Filter::FlagOnly => entry.is_in() && entry.is_flag_only,
            Filter::Ongoing => entry.is_in() && entry.is_open_case,
            Filter::Misuse => entry.is_in() && entry.misuse == Some(Misuse::Yes),
        }
    }

    pub(super) fn count(self, counts: &Counts) -> u32 {
        match self {
            Filter::ToDecide => counts.asking,
            Filter::All => counts.rows,
            Filter::In => counts.entries,
            Filter::Out => counts.out,
            Filter::FlagOnly => counts.flag_only,
            Filter::Ongoing => counts.open_entries,
            Filter::Misuse => counts.misuse_entries,
        }
    }
}

/// The rows of the table, which follow the index.
#[derive(Debug, Default)]
pub(super) struct RowList {
    pub(super) filter: Filter,
    pub(super) query: String,
    /// Rows in which the query stands, once that is known.
    found: Option<Vec<u32>>,
    /// What came back is of what stands in the field now.
    is_answered: bool,
    /// The first row that is found is gone to as soon as that is known.
    wants_first: bool,
    listed: Listed,
    /// A row that stays listed although the filter does not hold for it any more.
    kept: Option<u32>,
    /// The list is another than before: the entry that is shown may not be in it.
    is_turned: bool,
    reveal: Option<u32>,
    pub(super) list: ListState,
}

impl RowList {
    pub(super) fn choose(&mut self, filter: Filter) {
        self.filter = filter;
        self.turn();
    }

    /// The query has changed. Whether rows have to be looked for.
    pub(super) fn query_changed(&mut self) -> bool {
        let is_blank = self.query.trim().is_empty();
        (self.is_answered, self.wants_first) = (false, false);
        if is_blank {
            self.found = None;
            self.turn();
        }
        !is_blank
    }

    pub(super) fn found(&mut self, query: &str, rows: &[u32]) {
        if query == self.query && self.is_searched() {
            self.found = Some(rows.to_vec());
            self.is_answered = true;
            self.turn();
        }
    }

    /// Whether another list is on the way: that of a big sheet takes some frames.
    pub(super) fn is_on_the_way(&self) -> bool {
        self.listed.is_on_the_way()
    }

    /// The first row of the list is wanted, once it is what is asked for.
    pub(super) fn want_first(&mut self) {
        self.wants_first = true;
    }

    /// The first row, if it is wanted and known.
    pub(super) fn take_wanted(&mut self) -> Option<u32> {
        let is_known = !self.is_on_the_way() && (self.is_answered || !self.is_searched());
        (is_known && std::mem::take(&mut self.wants_first)).then(|| self.first()).flatten()
    }

    pub(super) fn is_searched(&self) -> bool {
        !self.query.trim().is_empty()
    }

    fn turn(&mut self) {
        self.kept = None;
        self.is_turned = true;
        self.listed.forget();
    }

    /// Whether the list was turned into another since this was asked last.
    pub(super) fn take_turned(&mut self) -> bool {
        std::mem::take(&mut self.is_turned)
    }

    pub(super) fn keep(&mut self, row: u32) {
        self.kept = Some(row);
        self.reveal = Some(row);
    }

    pub(super) fn rows(&self) -> &[u32] {
        self.listed.rows()
    }

    pub(super) fn holds(&self, row: u32) -> bool {
        self.rows().binary_search(&row).is_ok()
    }

    pub(super) fn first(&self) -> Option<u32> {
        self.rows().first().copied()
    }

    pub(super) fn last(&self) -> Option<u32> {
        self.rows().last().copied()
    }

    /// The row so many places after this one.
    pub(super) fn beside(&self, row: u32, step: isize) -> Option<u32> {
        beside(self.rows(), row, step)
    }

    /// The row after this one, or else the first other one.
    pub(super) fn next_after(&self, row: u32) -> Option<u32> {
        self.beside(row, 1).or_else(|| self.first()).filter(|next| *next != row)
    }

    /// Brings the rows up to date with what they follow from.
    pub(super) fn update(&mut self, session: &Session) {
        let RowList { filter, kept, .. } = *self;
        let found = self.found.as_deref().filter(|_| self.is_searched());
        // What is stale says nothing yet: the list stays as it was.
        if session.index.is_fresh() || self.rows().is_empty() {
            self.listed.update(&session.index, found, kept, |_, entry| filter.holds(entry));
        }
        if let Some(at) = self.reveal.take().and_then(|row| self.rows().binary_search(&row).ok()) {
            self.list.reveal(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_on_from_a_row_that_is_not_listed() {
        let list = RowList { listed: Listed::of(&[2, 5, 9]), ..RowList::default() };
        assert_eq!((list.beside(5, 1), list.beside(5, -1)), (Some(9), Some(2)));
        assert_eq!((list.beside(6, 1), list.beside(6, -1)), (Some(9), Some(5)));
        assert_eq!((list.beside(9, 1), list.beside(2, -1), list.beside(0, -1)), (None, None, None));
    }

    #[test]
    fn after_the_last_comes_the_first_that_is_left() {
        let list = RowList { listed: Listed::of(&[2, 5, 9]), ..RowList::default() };
        assert_eq!((list.next_after(9), list.next_after(3)), (Some(2), Some(5)));
        assert_eq!(RowList { listed: Listed::of(&[4]), ..RowList::default() }.next_after(4), None);
    }

    #[test]
    fn an_answer_to_an_older_query_is_not_taken() {
        let mut list = RowList { query: "okafor".to_owned(), ..RowList::default() };
        assert!(list.query_changed());
        list.found("okaf", &[1]);
        assert_eq!(list.found, None);
        list.found("okafor", &[2]);
        assert_eq!(list.found, Some(vec![2]));
        list.query.clear();
        assert!(!list.query_changed());
        assert_eq!(list.found, None);
    }
}
