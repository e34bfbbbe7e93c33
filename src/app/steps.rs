//! The steps of the work: a step is done while nothing waits for the officer there, and not done again as soon
//! as something comes back.

use super::action::Screen;
use super::session::Session;

/// Whether nothing of a step waits for the officer.
pub(super) fn is_done(step: Screen, session: &Session) -> bool {
    let Some(left) = session.leftover.left() else { return false };
    let counts = session.index.counts();
    let is_searched = session.workspace().is_detected() && !left.to_search() && session.searching.is_none();
    let is_known = session.index.is_fresh() && is_searched && counts.entries > 0;
    match step {
        Screen::Load => session.may_review() && !left.in_load(),
        Screen::Scope => is_known && counts.asking == 0,
        Screen::People => {
            is_searched && session.gathering.is_fresh() && session.gathering.counts().waiting == 0
        }
        Screen::Review => is_known && counts.needing == 0 && !left.in_review(),
        Screen::Reasons => is_known && !left.in_reasons(),
        // A release that would be another one now is not made yet.
        Screen::Disclose => session.workspace().is_released(),
    }
}

/// Whether so little seems to be left that the rest is worth looking for.
pub(super) fn is_near_end(session: &Session) -> bool {
    let counts = session.index.counts();
    session.workspace().is_detected() && counts.entries > 0 && counts.needing == 0 && counts.asking == 0
}
