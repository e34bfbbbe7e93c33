//! Going from screen to screen, and back to where a row led from.

use super::super::action::Screen;
use super::super::notice::Notice;
use super::Workbench;

impl Workbench {
    /// A row led here: the screen it stands on is the one to go back to. Going on from entry to entry leads
    /// nowhere else.
    pub(super) fn leads_to(&mut self, screen: Screen) {
        if self.screen != screen {
            self.came_from = Some(self.screen);
            self.screen = screen;
        }
    }

    /// Goes back to the screen that led here, with the keyboard where it was there.
    pub(super) fn go_back(&mut self) {
        let Some(screen) = self.came_from else {
            self.notice = Some(Notice::refused("No row led here, so there is nowhere to go back to"));
            return;
        };
        self.show_screen(screen);
        if screen == Screen::Disclose {
            self.views.disclose.come_back();
        }
    }

    pub(super) fn show_screen(&mut self, screen: Screen) {
        let Some(session) = &self.session else { return };
        if screen != Screen::Load && !session.may_review() {
            self.notice = Some(Notice::refused(
                "Make the case file first, at the end of Load: then every decision is saved as you make it",
            ));
            return;
        }
        self.screen = screen;
        self.came_from = None;
        self.notice = None;
        self.views.enter(screen, session);
    }
}
