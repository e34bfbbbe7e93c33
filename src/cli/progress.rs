//! Progress of long work, for a person at a terminal.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};

/// Shows one line that is written over; nothing where no person watches.
#[derive(Debug)]
pub(super) struct Progress {
    what: &'static str,
    /// The last hundredth shown.
    shown: AtomicU64,
    watched: bool,
}

impl Progress {
    pub(super) fn new(what: &'static str) -> Progress {
        Progress { what, shown: AtomicU64::new(0), watched: std::io::stderr().is_terminal() }
    }

    /// May be called from any thread.
    pub(super) fn show(&self, done: u64, total: u64) {
        if !self.watched || total == 0 {
            return;
        }
        let hundredths = (done.min(total) * 100) / total;
        if self.shown.fetch_max(hundredths, Ordering::Relaxed) < hundredths {
            // Progress is a courtesy: if it cannot be shown, the work goes on.
            let _ = write!(std::io::stderr(), "\r{} … {hundredths} %", self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.load(Ordering::Relaxed) > 0 {
            let _ = write!(std::io::stderr(), "\r{:<24}\r", "");
        }
    }
}
