//! One line that tells the officer what happened, at the lower edge.

use super::dialogs::WordList;
use crate::detect::Kind;

/// What kind of news it is; the sign before it and the colour follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum News {
    /// Something was done.
    Done,
    /// Something was not done, and nothing is lost.
    Refused,
    /// Something went wrong.
    Trouble,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Notice {
    pub(super) news: News,
    /// What happened, then what to do. May hold case text; it is shown and kept nowhere.
    pub(super) text: String,
    /// Words that are offered to one of the officer's lists.
    pub(super) offer: Option<Offered>,
}

/// Words that were decided one way for the third time, and the list they are offered to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Offered {
    pub(super) list: WordList,
    pub(super) words: String,
    pub(super) kind: Option<Kind>,
}

impl Notice {
    pub(super) fn done(text: impl Into<String>) -> Notice {
        Notice { news: News::Done, text: text.into(), offer: None }
    }

    pub(super) fn refused(text: impl Into<String>) -> Notice {
        Notice { news: News::Refused, text: text.into(), offer: None }
    }

    pub(super) fn trouble(text: impl Into<String>) -> Notice {
        Notice { news: News::Trouble, text: text.into(), offer: None }
    }
}
