//! One line that tells the officer what happened, at the lower edge.

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
}

impl Notice {
    pub(super) fn done(text: impl Into<String>) -> Notice {
        Notice { news: News::Done, text: text.into() }
    }

    pub(super) fn refused(text: impl Into<String>) -> Notice {
        Notice { news: News::Refused, text: text.into() }
    }

    pub(super) fn trouble(text: impl Into<String>) -> Notice {
        Notice { news: News::Trouble, text: text.into() }
    }
}
