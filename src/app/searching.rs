//! The search for personal data, on a thread of its own: with progress, with findings as they come,
//! and with a way to stop it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

use super::session::Wake;
use crate::detect::{AlwaysWords, Cancel, Cancelled, Finding, Kind, Options, Phrases, WordLists};
use crate::review::{Detected, Workspace};
use crate::sheet::Role;

/// A search that is going on.
#[derive(Debug)]
pub(super) struct Searching {
    pub(super) rows: u32,
    done: Arc<AtomicU32>,
    cancel: Cancel,
    messages: Receiver<Message>,
    /// What was found so far, by row.
    so_far: BTreeMap<u32, Vec<Finding>>,
    /// Rows whose summary was found to mention body-worn video.
    mentioned: BTreeSet<u32>,
    summaries: Vec<u16>,
}

#[derive(Debug)]
enum Message {
    Found(Vec<Finding>),
    Ended(Result<Detected, Cancelled>),
}

impl Searching {
    /// Begins with the entry the officer is at. `everywhere` are the words to redact in every case,
    /// `phrases` those that the force adds.
    pub(super) fn start(
        workspace: Workspace,
        first_row: u32,
        everywhere: AlwaysWords,
        phrases: Phrases,
        wake: Wake,
    ) -> Searching {
        let (sender, messages) = channel::<Message>();
        let (done, cancel) = (Arc::new(AtomicU32::new(0)), Cancel::default());
        let rows = workspace.sheet().row_count();
        let summaries = workspace.layout().columns_of(Role::Summary).collect();
        let (counter, switch) = (done.clone(), cancel.clone());
        thread::spawn(move || {
            let found: std::sync::Mutex<Sender<Message>> = std::sync::Mutex::new(sender.clone());
            let lists = WordLists { always: everywhere, ..WordLists::default() };
            let result = workspace.search(Options { first_row, lists, phrases }, &switch, &|now| {
                counter.fetch_max(now.rows_done, Ordering::Relaxed);
                if let Ok(found) = found.lock() {
                    let (level, layout) = (workspace.level(), workspace.layout());
                    let shown = now.findings.iter().filter(|finding| level.shows(finding, layout));
                    let _ = found.send(Message::Found(shown.copied().collect()));
                }
                wake();
            });
            let _ = sender.send(Message::Ended(result));
            wake();
        });
        Searching {
            rows,
            done,
            cancel,
            messages,
            so_far: BTreeMap::new(),
            mentioned: BTreeSet::new(),
            summaries,
        }
    }

    pub(super) fn rows_done(&self) -> u32 {
        self.done.load(Ordering::Relaxed)
    }

    pub(super) fn stop(&self) {
        self.cancel.cancel();
    }

    /// Hears what was found; how the search ended, once it has.
    pub(super) fn hear(&mut self) -> Option<Result<Detected, Cancelled>> {
        loop {
            let message = match self.messages.try_recv() {
                Ok(message) => message,
                Err(TryRecvError::Empty) => return None,
                // The thread is gone without a word: as good as stopped.
                Err(TryRecvError::Disconnected) => return Some(Err(Cancelled)),
            };
            match message {
                Message::Found(findings) => {
                    for finding in findings {
                        if finding.kind == Kind::Bwv && self.summaries.contains(&finding.cell.column) {
                            self.mentioned.insert(finding.cell.row);
                        }
                        self.so_far.entry(finding.cell.row).or_default().push(finding);
                    }
                }
                Message::Ended(result) => return Some(result),
            }
        }
    }

    /// Rows that were found to mention body-worn video so far, and how many they are.
    pub(super) fn mentioned(&self) -> &BTreeSet<u32> {
        &self.mentioned
    }

    /// What was found in an entry so far, in order; `None` if it was not searched yet or holds
    /// nothing.
    pub(super) fn found_in(&self, row: u32) -> Option<Vec<Finding>> {
        let mut findings = self.so_far.get(&row)?.clone();
        findings.sort_unstable();
        Some(findings)
    }
}

impl Drop for Searching {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}
