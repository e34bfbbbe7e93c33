//! Where commands can be given.

use super::super::action::Screen;

/// Where a command can be given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::app) enum Where {
    /// Always.
    Anywhere,
    /// While a case is open.
    Case,
    /// On the screens that go entry by entry: Scope and Review.
    Entries,
    /// On the screens that decide words: People and Review.
    Deciding,
    /// On the screens with a list that can be narrowed: Scope, People and Review.
    Lists,
    Scope,
    People,
    Review,
    Reasons,
    Disclose,
}

impl Where {
    pub(in crate::app) fn title(self) -> &'static str {
        match self {
            Where::Anywhere => "Everywhere",
            Where::Case => "In a case",
            Where::Entries => "In Scope and Review",
            Where::Scope => "In Scope",
            Where::Deciding => "In People and Review",
            Where::Lists => "In Scope, People and Review",
            Where::People => "In People",
            Where::Review => "In Review",
            Where::Reasons => "In Reasons",
            Where::Disclose => "In Disclose",
        }
    }

    /// The screens on which it is; `None` for all of them.
    pub(in crate::app) fn screens(self) -> Option<&'static [Screen]> {
        match self {
            Where::Anywhere | Where::Case => None,
            Where::Entries => Some(&[Screen::Scope, Screen::Review]),
            Where::Deciding => Some(&[Screen::People, Screen::Review]),
            Where::Lists => Some(&[Screen::Scope, Screen::People, Screen::Review]),
            Where::Scope => Some(&[Screen::Scope]),
            Where::People => Some(&[Screen::People]),
            Where::Review => Some(&[Screen::Review]),
            Where::Reasons => Some(&[Screen::Reasons]),
            Where::Disclose => Some(&[Screen::Disclose]),
        }
    }

    /// Whether commands of both places can be given at one moment.
    pub(super) fn meets(self, other: Where) -> bool {
        match (self.screens(), other.screens()) {
            (Some(one), Some(other)) => one.iter().any(|screen| other.contains(screen)),
            (None, _) | (_, None) => true,
        }
    }
}
