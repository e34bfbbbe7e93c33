//! An open case: its workspace, what is on the disk of it, and what works on it beside the window.

mod turning;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::clerk::Clerk;
use super::consistent::Consistent;
use super::gathering::{Gathering, Undecided};
use super::index::Index;
use super::left::Leftover;
use super::log::CaseLog;
use super::pace::Pace;
use super::searching::Searching;
use super::steps;
use super::time;
use crate::disclose::ChainHead;
use crate::review::{Change, Command, Event, Habits, Imported, People, ReviewError, Turned, Workspace};
use crate::sheet::{Guesses, ReadOptions, Sheet};
use crate::store::{CaseFile, Head, Protection, Saved, Saver, Stamp};
use turning::Turning;

/// Wakes the window from another thread.
pub(super) type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where the case is kept.
pub(super) enum Keeping {
    /// Nowhere yet: what was done waits to be written when the case file is made.
    Unsaved {
        events: Vec<(Timestamp, String, Event)>,
        /// The built-in sample may be reviewed without a case file.
        is_sample: bool,
    },
    /// In a case file.
    File { saver: Saver<Event>, path: PathBuf, protection: Protection },
}

/// Where the spreadsheet came from and how it was read; known until the case file is closed.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The spreadsheet; `None` for the sample.
    pub(super) path: Option<PathBuf>,
    pub(super) options: ReadOptions,
    pub(super) guesses: Guesses,
}

/// What is known of the saving.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Saving {
    /// Events given to the saver.
    pub(super) given: u64,
    /// Of these on the disk.
    pub(super) durable: u64,
    /// When the last of them got there.
    pub(super) at: Option<Timestamp>,
    /// Why the next ones could not be saved.
    pub(super) failed: Option<String>,
    /// When that was tried last.
    pub(super) tried_at: Option<Timestamp>,
    head: Option<Head>,
}

/// An open case.
pub(super) struct Session {
    workspace: Workspace,
    pub(super) index: Index,
    pub(super) gathering: Gathering,
    pub(super) habits: Habits,
    keeping: Keeping,
    pub(super) saving: Saving,
    pub(super) clerk: Clerk,
    pub(super) consistent: Consistent,
    /// What is left to do in the steps of the work.
    pub(super) leftover: Leftover,
    /// The dial is being turned.
    turning: Option<Turning>,
    pub(super) searching: Option<Searching>,
    pub(super) origin: Option<Origin>,
    /// When the case file was made and by whom, once there is one.
    pub(super) created: Option<Stamp>,
    /// The log: when each event was given and by whom.
    log: CaseLog,
    /// How fast entries are read.
    pub(super) pace: Pace,
    /// Goes up with every event.
    revision: u64,
    pub(super) officer: String,
}

/// What is known of a case by its log, gathered while it was replayed.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) index: Index,
    pub(super) habits: Habits,
    pub(super) log: CaseLog,
    pub(super) pace: Pace,
}

impl Session {
    /// A case that is not kept anywhere yet.
    pub(super) fn unsaved(imported: Imported, origin: Origin, officer: String, wake: Wake) -> Session {
        let workspace = Workspace::new(imported);
        let is_sample = origin.path.is_none();
        let keeping = Keeping::Unsaved { events: Vec::new(), is_sample };
        let index = Index::new(&workspace);
        Session::new(workspace, index, keeping, Some(origin), officer, wake)
    }

    /// A case from its case file, replayed and indexed elsewhere.
    pub(super) fn opened(
        workspace: Workspace,
        known: Known,
        file: CaseFile,
        created: Stamp,
        officer: String,
        wake: Wake,
    ) -> Session {
        let head = file.head();
        let (path, protection) = (file.path().to_owned(), file.info().protection);
        let saver = start_saver(file, &wake);
        let keeping = Keeping::File { saver, path, protection };
        let Known { index, habits, log, pace } = known;
        let mut session = Session::new(workspace, index, keeping, None, officer, wake);
        session.habits = habits;
        session.saving.head = head;
        session.created = Some(created);
        (session.log, session.pace) = (log, pace);
        session
    }

    fn new(
        workspace: Workspace,
        index: Index,
        keeping: Keeping,
        origin: Option<Origin>,
        officer: String,
        wake: Wake,
    ) -> Session {
        let clerk = Clerk::start(workspace.clone(), wake);
        let (saving, searching, created) = (Saving::default(), None, None);
        let (gathering, habits) = (Gathering::new(), Habits::default());
        Session {
            workspace,
            index,
            gathering,
            habits,
            keeping,
            saving,
            clerk,
            consistent: Consistent::default(),
            leftover: Leftover::default(),
            turning: None,
            searching,
            origin,
            created,
            log: CaseLog::default(),
            pace: Pace::default(),
            revision: 0,
            officer,
        }
    }

    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// When an act was done, by its number in the log.
    pub(super) fn time_of(&self, act: u64) -> Option<Timestamp> {
        self.log.time_of(act)
    }

    pub(super) fn log(&self) -> &CaseLog {
        &self.log
    }

    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// Carries out a command, or says why not. The event is applied, and on its way to the disk; where it turns
    /// the dial, as soon as the clerk has looked at every finding.
    pub(super) fn perform(&mut self, command: &Command, at: Timestamp) -> Result<(), ReviewError> {
        if self.turns_the_dial(command, at)? {
            return Ok(());
        }
        let event = self.workspace.plan(command)?;
        self.take_in(event, at);
        Ok(())
    }

    /// Takes an event in: applied, saved, and known to the clerk.
    pub(super) fn take_in(&mut self, event: Event, at: Timestamp) {
        self.take_in_with(event, at, None);
    }

    fn take_in_with(&mut self, event: Event, at: Timestamp, turned: Option<Turned>) {
        let changes: Vec<Change> = self.workspace.changes_of(&event).to_vec();
        self.pace.note(at, &event, &changes, self.log.acted(&event));
        self.log.note(at, &self.officer, &event);
        let sheet: *const Sheet = self.workspace.sheet();
        self.forget_turned(&event, &changes);
        match turned {
            Some(turned) => self.workspace.apply_turned(event.clone(), turned),
            None => self.workspace.apply(event.clone()),
        }
        if std::ptr::eq(sheet, self.workspace.sheet()) {
            self.index.apply(&self.workspace, &event, &changes);
            self.gathering.apply(&self.workspace, &event, &changes);
            self.habits.apply(&self.workspace, &event, &changes);
        } else {
            self.start_over();
        }
        self.clerk.tell(event.clone());
        self.saving.given += 1;
        match &mut self.keeping {
            Keeping::Unsaved { events, is_sample: _ } => events.push((at, self.officer.clone(), event)),
            Keeping::File { saver, .. } => saver.save(at, &self.officer, event),
        }
        self.revision += 1;
    }

    /// Another export is there: what is known of rows was known of other rows. A search that goes on is one of
    /// the other export.
    fn start_over(&mut self) {
        self.searching = None;
        self.index.restart(&self.workspace);
        self.gathering = Gathering::new();
        self.habits = Habits::of(&self.workspace);
        self.consistent = Consistent::default();
    }

    /// How many events the log has.
    pub(super) fn event_count(&self) -> usize {
        self.log.len()
    }

    /// Asks who is who, if that is not known as the case stands now. Nothing is asked before a search.
    pub(super) fn gather(&mut self) {
        if self.workspace.is_detected() {
            self.gathering.ask(&self.clerk, self.revision);
        }
    }

    /// Takes the clerk’s answer to who is who.
    pub(super) fn gathered(&mut self, revision: u64, people: Arc<People>, undecided: Undecided) {
        self.gathering.answer(&self.workspace, revision, people, undecided);
    }

    /// Has it counted whether withheld words are withheld everywhere, if anything was decided since.
    pub(super) fn count_words(&mut self) {
        if self.workspace.is_detected() && self.searching.is_none() && self.index.is_fresh() {
            self.consistent.update(self.revision, &self.clerk);
        }
    }

    /// Has it found out what is left to do in the steps of the work, if anything has changed since.
    pub(super) fn find_left(&mut self) {
        if self.index.is_fresh() && self.searching.is_none() {
            let is_near_end = steps::is_near_end(self);
            self.leftover.update(self.revision, is_near_end, &self.clerk);
        }
    }

    /// Goes on with what is stale, and hears what the saver reports. Whether all is up to date.
    pub(super) fn advance(&mut self, now: Timestamp, has_time: impl Fn() -> bool) -> bool {
        let was_fresh = self.index.is_fresh();
        let is_fresh = self.index.advance(&self.workspace, has_time);
        // Lists are made anew once, when everything is up to date again.
        if !was_fresh && is_fresh {
            self.revision += 1;
        }
        if let Keeping::File { saver, .. } = &self.keeping {
            for saved in saver.reports() {
                self.saving.hear(saved, now);
            }
        }
        is_fresh
    }

    /// The case file, if there is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.keeping {
            Keeping::Unsaved { .. } => None,
            Keeping::File { path, .. } => Some(path),
        }
    }

    pub(super) fn protection(&self) -> Option<Protection> {
        match &self.keeping {
            Keeping::Unsaved { .. } => None,
            Keeping::File { protection, .. } => Some(*protection),
        }
    }

    /// Whether this is the built-in sample, not kept anywhere.
    pub(super) fn is_practice(&self) -> bool {
        matches!(self.keeping, Keeping::Unsaved { is_sample: true, .. })
    }

    /// Whether the review may begin: there is a case file, or it is the sample.
    pub(super) fn may_review(&self) -> bool {
        self.path().is_some() || self.is_practice()
    }

    /// What was done so far, to be written into a case file that is being made.
    pub(super) fn unsaved_events(&self) -> &[(Timestamp, String, Event)] {
        match &self.keeping {
            Keeping::Unsaved { events, is_sample: _ } => events,
            Keeping::File { .. } => &[],
        }
    }

    /// Goes on in a case file in which the first so many of the events are written already. What came
    /// after them is saved now.
    pub(super) fn keep_in(&mut self, file: CaseFile, written: usize, now: Timestamp, wake: &Wake) {
        let head = file.head();
        let (path, protection) = (file.path().to_owned(), file.info().protection);
        let saver = start_saver(file, wake);
        self.created = Some(Stamp { at: now, officer: self.officer.clone() });
        self.saving = Saving { at: Some(now), head, ..Saving::default() };
        let before = std::mem::replace(&mut self.keeping, Keeping::File { saver, path, protection });
        if let (Keeping::Unsaved { events, is_sample: _ }, Keeping::File { saver, .. }) =
            (before, &self.keeping)
        {
            for (at, _, event) in events.into_iter().skip(written) {
                self.saving.given += 1;
                saver.save(at, &self.officer, event);
            }
        }
    }

    /// The end of the case file's chain, once everything is on the disk.
    pub(super) fn chain_head(&self) -> Option<ChainHead> {
        let head = self.saving.head.clone().filter(|_| self.saving.is_done())?;
        Some(ChainHead { sequence: head.sequence, sha256: head.sha256 })
    }

    /// Tries again to save what could not be saved.
    pub(super) fn retry_saving(&self) {
        if let Keeping::File { saver, .. } = &self.keeping {
            saver.retry();
        }
    }

    /// Saves what is waiting and closes the case file. The error, if something could not be saved.
    pub(super) fn close(mut self) -> Result<(), String> {
        self.turn_now(time::now());
        let Session { keeping, mut saving, .. } = self;
        let Keeping::File { saver, .. } = keeping else { return Ok(()) };
        let (file, reports) = saver.finish();
        drop(file);
        for saved in reports {
            saving.hear(saved, Timestamp::UNIX_EPOCH);
        }
        saving.failed.map_or(Ok(()), Err)
    }
}

impl Saving {
    /// Whether all that was done is on the disk.
    pub(super) fn is_done(&self) -> bool {
        self.given == self.durable && self.failed.is_none()
    }

    fn hear(&mut self, saved: Saved, now: Timestamp) {
        match saved {
            Saved::Durable { count, head } => {
                *self = Saving {
                    given: self.given,
                    durable: count,
                    at: Some(now),
                    failed: None,
                    tried_at: None,
                    head: Some(head),
                };
            }
            Saved::Failed { error, waiting: _ } => {
                (self.failed, self.tried_at) = (Some(error.to_string()), Some(now));
            }
        }
    }
}

fn start_saver(file: CaseFile, wake: &Wake) -> Saver<Event> {
    let wake = wake.clone();
    Saver::start(file, move || wake())
}
