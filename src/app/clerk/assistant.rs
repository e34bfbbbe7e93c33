//! A thread that answers one kind of question, so that others are answered meanwhile.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::super::session::Wake;
use super::Answer;
use crate::review::Workspace;

/// A case as it was after so many events.
pub(super) type AsOf = (u64, Arc<Workspace>);

/// After an answer that took less, the next is begun at once.
const QUICK: Duration = Duration::from_millis(500);
/// However long an answer took, the next is begun after this.
const LONGEST_REST: Duration = Duration::from_secs(10);

/// What an assistant does after an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    GoOn,
    /// Rest as long as the answer took, if that was long. For what is asked after each act: else a big case
    /// would keep a processor busy for as long as the officer works.
    Rest,
}

/// A thread that answers one kind of question. Of the questions that wait only the latest is
/// answered. It ends when the way to it is dropped.
pub(super) fn assistant<Q: Send + 'static>(
    answer: &Sender<Answer>,
    wake: &Wake,
    then: Then,
    work: impl Fn(Q) -> Answer + Send + 'static,
) -> Sender<Q> {
    let (sender, queue) = channel::<Q>();
    let (answer, wake) = (answer.clone(), wake.clone());
    thread::spawn(move || {
        while let Ok(first) = queue.recv() {
            let latest = queue.try_iter().last().unwrap_or(first);
            let begun = Instant::now();
            let _ = answer.send(work(latest));
            wake();
            let took = begun.elapsed();
            if then == Then::Rest && took > QUICK {
                thread::sleep(took.min(LONGEST_REST));
            }
        }
    });
    sender
}
