//! Counts what is read from the file, tells the watcher, and stops when asked.

use std::io::{self, Read, Seek, SeekFrom};

use super::error::Problem;
use super::read::{Progress, Watch};

/// A source whose reading is watched.
pub(super) struct Metered<'w, 'v, R> {
    inner: R,
    len: u64,
    done: u64,
    watch: &'w mut Watch<'v>,
    stopped: bool,
}

impl<'w, 'v, R: Read + Seek> Metered<'w, 'v, R> {
    pub(super) fn new(inner: R, len: u64, watch: &'w mut Watch<'v>) -> Metered<'w, 'v, R> {
        Metered { inner, len, done: 0, watch, stopped: false }
    }

    /// Runs a step. If it was stopped, that is the problem, whatever the step made of it.
    pub(super) fn settle<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let result = step(self);
        if self.stopped { Err(Problem::Cancelled) } else { result }
    }
}

impl<R: Read> Read for Metered<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Every file is read about twice: once to see what it is, once for its cells.
        let total = self.len.saturating_mul(2);
        let progress = Progress { done: self.done.min(total), total };
        if self.stopped || (self.watch)(progress).is_break() {
            self.stopped = true;
            return Err(io::Error::other("stopped"));
        }
        let n = self.inner.read(buffer)?;
        self.done += n as u64;
        Ok(n)
    }
}

impl<R: Seek> Seek for Metered<'_, '_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
