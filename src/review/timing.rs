//! Where the clock of the request stands.

use jiff::civil::Date;

use super::{RequestKind, RequestText, Workspace};
use crate::law::ClockState;

impl Workspace {
    /// The text of the request that starts the clock: the one the officer named, else the first one that
    /// is no answer to a question.
    pub fn clock_text(&self) -> Option<&RequestText> {
        let texts = &self.request().texts;
        match self.paperwork().clock.starts_with {
            Some(at) => texts.get(at as usize),
            None => texts.iter().find(|text| text.kind == RequestKind::Original).or_else(|| texts.first()),
        }
    }

    /// Day of receipt of the text that starts the clock.
    pub fn clock_start(&self) -> Option<Date> {
        self.clock_text().map(|text| text.received)
    }

    /// Where the clock stands.
    pub fn clock_state(&self) -> ClockState {
        self.paperwork().clock.state(self.clock_start())
    }
}
