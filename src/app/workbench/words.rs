//! The officer's lists of words: shown, kept, and searched for when they have changed.

use super::super::dialogs::{Dialog, WordList, YourWords};
use super::super::notice::{Notice, Offered};
use super::Workbench;
use crate::detect::{AlwaysWords, Kind};
use crate::review::{Command, Offer};

impl Workbench {
    /// Shows the lists, with words that may go on one of them.
    pub(super) fn show_words(&mut self, list: WordList, words: String, kind: Option<Kind>) {
        let dialog = YourWords::new(list, words, kind, self.settings.always.clone());
        self.dialog = Some(Dialog::YourWords(Box::new(dialog)));
    }

    /// Offers words that were decided one way for the third time to the list for that; nothing that the name
    /// and number columns say.
    pub(super) fn offer_words(&mut self, command: &Command) {
        let (Some(session), Command::Decide { places, .. }) = (&self.session, command) else { return };
        let Some(place) = places.last() else { return };
        let workspace = session.workspace();
        let Some(offer) = session.habits.offer(workspace, *place) else { return };
        let words = place.span.of(workspace.sheet().text(place.cell).expose()).unwrap_or("").to_owned();
        let mut findings = workspace.findings_in(place.cell);
        let kind = findings.find(|finding| finding.span == place.span).map(|finding| finding.kind);
        let people = session.gathering.people();
        let one = people.at(*place).and_then(|at| people.all().get(at));
        let shown = super::super::words::snippet(&words, 40);
        // They are looked for in every shape already, and no list can leave them out.
        if one.is_some_and(|one| !one.cells().is_empty()) {
            return;
        }
        let (list, text) = match offer {
            Offer::Always => (
                WordList::Always,
                format!("“{shown}” was redacted for the third time. It can always be redacted in this case"),
            ),
            Offer::Never => (
                WordList::Never,
                format!("“{shown}” was kept for the third time. It need not be suggested again in this case"),
            ),
        };
        let offer = Some(Offered { list, words, kind });
        self.notice = Some(Notice { offer, ..Notice::done(text) });
    }

    /// Shows the list with the words that are offered.
    pub(super) fn take_offer(&mut self) {
        match self.notice.take().and_then(|notice| notice.offer) {
            Some(Offered { list, words, kind }) => self.show_words(list, words, kind),
            None => {
                self.notice = Some(Notice::refused(
                    "Nothing is offered. Words that were redacted or kept three times are",
                ));
            }
        }
    }

    pub(super) fn keep_everywhere(&mut self, always: AlwaysWords) {
        self.settings.always = always;
        if !self.settings.save() {
            self.notice = Some(Notice::trouble(
                "The words for every case could not be kept on this computer. They count until the window is closed",
            ));
        }
    }

    /// Searches again if the lists of words are others than those of the search, or of the one that is
    /// going on.
    pub(super) fn search_for_other_words(&mut self, has_changed: bool) {
        let Some(session) = &self.session else { return };
        let workspace = session.workspace();
        let is_other = match workspace.searched_everywhere() {
            _ if session.searching.is_some() => has_changed,
            Some(everywhere) => {
                workspace.has_other_lists_than_searched()
                    || has_changed && *everywhere != self.settings.always
            }
            // Not searched yet: the search takes the lists as they are then.
            None => false,
        };
        if is_other && session.may_review() {
            self.search();
        }
    }
}
