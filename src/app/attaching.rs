//! Reads a file that is attached as evidence, on a thread of its own: it may lie on a slow drive.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use super::session::Wake;
use crate::review::Kept;
use crate::store::read_evidence;

/// The name and the content of the file, or why it cannot be kept.
type Read = Result<(String, Kept), String>;

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Attaching {
    /// What it is attached to.
    pub(super) reason: String,
    read: Receiver<Read>,
}

impl Attaching {
    pub(super) fn start(path: PathBuf, reason: String, wake: Wake) -> Attaching {
        let (sender, read) = channel();
        thread::spawn(move || {
            let _ = sender.send(read_evidence(&path).map_err(|error| error.to_string()));
            wake();
        });
        Attaching { reason, read }
    }

    /// What was read, once it was.
    pub(super) fn hear(&self) -> Option<Read> {
        match self.read.try_recv() {
            Ok(read) => Some(read),
            Err(TryRecvError::Disconnected) => Some(Err("The file could not be read".to_owned())),
            Err(TryRecvError::Empty) => None,
        }
    }
}
