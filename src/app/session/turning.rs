//! Turning the dial: every finding is looked at for it, which in a large sheet takes longer than a frame. The
//! clerk does so; until then all stands as it stood.

use jiff::Timestamp;

use super::Session;
use crate::review::{Change, Command, Event, Level, ReviewError, Turned};

/// A turn that waits for the clerk.
#[derive(Debug)]
pub(super) struct Turning {
    /// What turns the dial: a command for it, or one that takes such a turn back.
    command: Command,
    to: Level,
    /// After how many events the clerk was asked.
    asked: u64,
    /// Something changed for the whole sheet since the clerk was asked: the answer is of no use.
    is_stale: bool,
}

impl Session {
    /// Where the dial stands, or is being turned to.
    pub(in crate::app) fn level(&self) -> Level {
        self.turning.as_ref().map_or(self.workspace.level(), |turning| turning.to)
    }

    /// Whether a command only turns the dial, which is asked of the clerk. A turn that waits is carried out at
    /// once if something else is to be done, so that all is done in the order in which it was asked for.
    pub(super) fn turns_the_dial(&mut self, command: &Command, at: Timestamp) -> Result<bool, ReviewError> {
        let is_turned_further = self.turning.as_ref().is_some_and(Turning::is_command);
        if is_turned_further && matches!(command, Command::Dial(_)) {
            self.turning = None;
            // Turned back before the clerk has answered: nothing was done.
            if *command == Command::Dial(self.workspace.level()) {
                return Ok(true);
            }
        } else {
            self.turn_now(at);
        }
        let event = self.workspace.plan(command)?;
        let to = self.workspace.level_after(&event);
        if to == self.workspace.level() {
            return Ok(false);
        }
        self.turning = Some(Turning { command: command.clone(), to, asked: self.revision, is_stale: false });
        self.clerk.turn(self.revision, to);
        Ok(true)
    }

    /// Takes the clerk’s answer; one that nothing waits for any more says nothing.
    pub(in crate::app) fn turned(&mut self, revision: u64, level: Level, turned: Turned, at: Timestamp) {
        let is_it = |turning: &mut Turning| turning.to == level && turning.asked == revision;
        let Some(turning) = self.turning.take_if(is_it) else { return };
        if let Ok(event) = self.workspace.plan(&turning.command) {
            self.take_in_with(event, at, Some(turned).filter(|_| !turning.is_stale));
        }
    }

    /// Carries out a turn that waits without the clerk.
    pub(super) fn turn_now(&mut self, at: Timestamp) {
        if let Some(turning) = self.turning.take()
            && let Ok(event) = self.workspace.plan(&turning.command)
        {
            self.take_in_with(event, at, None);
        }
    }

    /// Another search or another table, or anything else that bears on every row, and what the clerk is looking
    /// at is not the case any more.
    pub(super) fn forget_turned(&mut self, event: &Event, changes: &[Change]) {
        let is_of_rows = matches!(event, Event::Changed { .. } | Event::Undone { .. } | Event::Redone { .. })
            && !changes.is_empty()
            && !changes.iter().any(|change| self.workspace.touches_all(change));
        if let Some(turning) = &mut self.turning {
            turning.is_stale |= !is_of_rows;
        }
    }
}

impl Turning {
    fn is_command(&self) -> bool {
        matches!(self.command, Command::Dial(_))
    }
}
