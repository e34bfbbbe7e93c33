//! The log of the open case as the window keeps it: when each event was given, by whom, and of what kind. What
//! an act changed is in the workspace and is not kept twice.

use std::sync::Arc;

use jiff::Timestamp;

use crate::disclose::LoggedEvent;
use crate::review::{Detected, Event, Workspace};

/// The log, from event 0 on.
#[derive(Clone, Debug, Default)]
pub(super) struct CaseLog(Vec<Noted>);

#[derive(Clone, Debug)]
struct Noted {
    at: Timestamp,
    /// Shared by neighbours: an officer does many things in a row.
    officer: Arc<str>,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Changed,
    Undone(u64),
    Redone(u64),
    /// A search, by this version of the program.
    Detected(String),
    /// A newer export was taken.
    Rebased,
    /// A release, or a file that was kept: no act on the case.
    Other,
}

impl CaseLog {
    /// Notes the next event.
    pub(super) fn note(&mut self, at: Timestamp, officer: &str, event: &Event) {
        let what = match event {
            Event::Changed { changes: _ } => What::Changed,
            Event::Undone { event } => What::Undone(*event),
            Event::Redone { event } => What::Redone(*event),
            Event::Detected(detected) => What::Detected(detected.program.clone()),
            Event::Rebased(_) => What::Rebased,
            Event::Kept(_) | Event::Released { .. } => What::Other,
        };
        let officer = match self.0.last().filter(|last| *last.officer == *officer) {
            Some(last) => last.officer.clone(),
            None => officer.into(),
        };
        self.0.push(Noted { at, officer, what });
    }

    /// How many events it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// When an event was given, by its number.
    pub(super) fn time_of(&self, number: u64) -> Option<Timestamp> {
        self.0.get(usize::try_from(number).ok()?).map(|noted| noted.at)
    }

    /// When the act was done that an event takes back or does again.
    pub(super) fn acted(&self, event: &Event) -> Option<Timestamp> {
        match event {
            Event::Undone { event } | Event::Redone { event } => self.time_of(*event),
            Event::Changed { .. }
            | Event::Detected(_)
            | Event::Rebased(_)
            | Event::Kept(_)
            | Event::Released { .. } => None,
        }
    }

    /// The events again, with what each changed as the workspace has it, for a sheet that tells of them.
    pub(super) fn with_events<R>(
        &self,
        workspace: &Workspace,
        tell: impl FnOnce(&[LoggedEvent<'_>]) -> R,
    ) -> R {
        let events: Vec<(u64, &Noted, Event)> = (0..)
            .zip(&self.0)
            .filter_map(|(number, noted)| Some((number, noted, event(workspace, number, noted)?)))
            .collect();
        let log: Vec<LoggedEvent<'_>> = events
            .iter()
            .map(|(number, noted, event)| LoggedEvent {
                number: *number,
                at: noted.at,
                officer: &noted.officer,
                event,
            })
            .collect();
        tell(&log)
    }
}

/// An event again; `None` where it is no act on the case.
fn event(workspace: &Workspace, number: u64, noted: &Noted) -> Option<Event> {
    Some(match &noted.what {
        What::Changed => {
            let act = Event::Redone { event: number };
            Event::Changed { changes: workspace.changes_of(&act).to_vec() }
        }
        What::Undone(event) => Event::Undone { event: *event },
        What::Redone(event) => Event::Redone { event: *event },
        What::Detected(program) => {
            Event::Detected(Detected { program: program.clone(), ..Detected::default() }.into())
        }
        What::Rebased => Event::Rebased(workspace.taken_export(number)?.clone()),
        What::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Command, Imported};

    #[test]
    fn the_log_is_told_as_it_was() {
        let mut workspace = Workspace::new(Imported::default());
        let (mut log, mut events) = (CaseLog::default(), Vec::new());
        let mut give = |workspace: &mut Workspace, officer: &'static str, event: Event| {
            let at = Timestamp::from_second(events.len() as i64).unwrap();
            log.note(at, officer, &event);
            workspace.apply(event.clone());
            events.push((at, officer, event));
        };
        let program = "0.1.0".to_owned();
        give(&mut workspace, "A", Event::Detected(Detected { program, ..Detected::default() }.into()));
        for (officer, command) in [
            ("A", Command::RoleNames(true)),
            ("B", Command::NoticeWanted(true)),
            ("B", Command::Undo),
            ("A", Command::Redo),
        ] {
            let event = workspace.plan(&command).unwrap();
            give(&mut workspace, officer, event);
        }
        give(
            &mut workspace,
            "A",
            Event::Released { at: Timestamp::UNIX_EPOCH, certificate_sha256: String::new() },
        );
        assert_eq!(log.time_of(2), Timestamp::from_second(2).ok());
        log.with_events(&workspace, |told| {
            assert_eq!(told.len(), 5, "all but the release");
            for (told, (at, officer, event)) in told.iter().zip(&events) {
                assert_eq!((told.at, told.officer, told.event), (*at, *officer, event));
            }
        });
    }
}
