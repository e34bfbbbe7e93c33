//! Saves events on a thread of its own, in the order they were given, so that a window never
//! waits for the drive and still never says "saved" too early.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use serde::Serialize;

use super::{CaseFile, Head, NewEvent, StoreError};

/// What became of the events given to a [`Saver`].
#[derive(Debug)]
pub enum Saved {
    /// This many of them, from the first, are on the disk.
    Durable {
        /// How many since the saver was started.
        count: u64,
        /// The end of the log with them.
        head: Head,
    },
    /// The next ones could not be saved. They are kept and tried again with the event after them,
    /// or when asked to.
    Failed {
        /// Why.
        error: StoreError,
        /// How many are waiting.
        waiting: usize,
    },
}

/// Owns a case file that is open for writing, and the thread that writes it.
#[derive(Debug)]
pub struct Saver<E> {
    jobs: Sender<Job<E>>,
    reports: Receiver<Saved>,
    thread: JoinHandle<CaseFile>,
}

#[derive(Debug)]
enum Job<E> {
    Save { at: Timestamp, officer: String, event: E },
    Retry,
    Finish,
}

impl<E: Serialize + Send + 'static> Saver<E> {
    /// Takes the case file over. `wake` is called on the saver's thread whenever there is something
    /// new to be read from [`Saver::reports`].
    pub fn start(case: CaseFile, wake: impl Fn() + Send + 'static) -> Saver<E> {
        let (jobs, queue) = channel();
        let (reporter, reports) = channel();
        let report = move |saved| {
            // Nobody listening is no reason not to save.
            let _ = reporter.send(saved);
            wake();
        };
        let thread = thread::spawn(move || run(case, &queue, &report));
        Saver { jobs, reports, thread }
    }

    /// Gives an event to be saved.
    pub fn save(&self, at: Timestamp, officer: &str, event: E) {
        self.send(Job::Save { at, officer: officer.to_owned(), event });
    }

    /// Tries again to save what is waiting.
    pub fn retry(&self) {
        self.send(Job::Retry);
    }

    /// What became of the events so far, oldest first; each is told once.
    pub fn reports(&self) -> impl Iterator<Item = Saved> + '_ {
        self.reports.try_iter()
    }

    /// Saves what is waiting, and gives the case file back with what was not told yet.
    pub fn finish(self) -> (CaseFile, Vec<Saved>) {
        self.send(Job::Finish);
        let case = match self.thread.join() {
            Ok(case) => case,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        (case, self.reports.try_iter().collect())
    }

    fn send(&self, job: Job<E>) {
        // The thread ends only when told to, or by a panic, which `finish` passes on.
        let _ = self.jobs.send(job);
    }
}

fn run<E: Serialize>(mut case: CaseFile, queue: &Receiver<Job<E>>, report: &dyn Fn(Saved)) -> CaseFile {
    let mut waiting: Vec<(Timestamp, String, E)> = Vec::new();
    let mut count = 0;
    let mut open = true;
    while open {
        let first = queue.recv().unwrap_or(Job::Finish);
        // All that has come in meanwhile is one change on the disk.
        for job in std::iter::once(first).chain(queue.try_iter()) {
            match job {
                Job::Save { at, officer, event } => waiting.push((at, officer, event)),
                Job::Retry => {}
                Job::Finish => open = false,
            }
        }
        if waiting.is_empty() {
            continue;
        }
        let events: Vec<NewEvent<'_, E>> =
            waiting.iter().map(|(at, officer, event)| NewEvent { at: *at, officer, event }).collect();
        match case.append(&events) {
            Ok(head) => {
                count += waiting.len() as u64;
                waiting.clear();
                report(Saved::Durable { count, head });
            }
            Err(error) => report(Saved::Failed { error, waiting: waiting.len() }),
        }
    }
    case
}
