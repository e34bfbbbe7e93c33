//! The officer's lists of words: shown, kept, and searched for when they have changed.

use super::super::dialogs::{Dialog, WordList, YourWords};
use super::super::notice::Notice;
use super::Workbench;
use crate::detect::{AlwaysWords, Kind};

impl Workbench {
    /// Shows the lists, with words that may go on one of them.
    pub(super) fn show_words(&mut self, list: WordList, words: String, kind: Option<Kind>) {
        let dialog = YourWords::new(list, words, kind, self.settings.always.clone());
        self.dialog = Some(Dialog::YourWords(Box::new(dialog)));
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
